"""So long after another: the two are apart, and the one dates the other."""

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

PUBLISHED = dt.datetime(2024, 6, 14, 12, tzinfo=dt.UTC)  # a Friday


def told(text: str) -> dict[str, tuple[int, dt.date | None]]:
    """Trigger → number of its event, and the first day of its date."""
    facts = extract(load_reader().read(text, None), PUBLISHED)
    return {m.trigger_text: (m.event, None if m.time is None else facts.times[m.time].date_start) for m in facts.events}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a day after", dt.date(2024, 6, 12)),
        ("three days after", dt.date(2024, 6, 10)),
        ("two weeks after", dt.date(2024, 5, 27)),
        ("four years after", dt.date(2020, 1, 1)),
    ],
)
def test_what_was_before_is_another_happening_of_another_day(words: str, day: dt.date) -> None:
    found = told(f"Rebels shelled a village near Goma on Thursday, {words} soldiers attacked their camp.")
    assert found["shelled"][1] == dt.date(2024, 6, 13)
    assert found["attacked"][1] == day
    assert found["shelled"][0] != found["attacked"][0]


def test_a_noun_is_dated_in_the_same_way() -> None:
    found = told("Students marched in Lima on Thursday, six days after a first march in the capital.")
    assert found["marched"] != found["march"]
    assert found["march"][1] == dt.date(2024, 6, 7)


def test_earlier_counts_from_what_was_told_before() -> None:
    found = told("The army bombed the town of Kalu on Wednesday. Two days earlier a school in Kalu was shelled.")
    assert found["shelled"][1] == dt.date(2024, 6, 10)


def test_two_deeds_of_two_doers_are_two() -> None:
    found = told("Turkish jets bombed the area after Kurdish fighters attacked a base.")
    assert found["bombed"][0] != found["attacked"][0]


def test_deaths_after_a_blast_are_its_own() -> None:
    found = told("Nine people were killed after a bomb exploded in the market of Kalu on Thursday.")
    assert found["killed"][0] == found["exploded"][0]
    assert found["exploded"][1] == dt.date(2024, 6, 13)


def test_who_is_hit_by_others_is_not_hit_by_his_own_attack() -> None:
    found = told("Three people were killed when gunmen opened fire in Kalu. The army shot dead two of the gunmen.")
    assert found["opened fire"][0] == found["killed"][0] != found["shot dead"][0]


def test_what_is_answered_is_another_attack_and_the_answer_has_not_done_it() -> None:
    facts = extract(
        load_reader().read("Rebels shelled a town in retaliation for the killing of their commander."), None
    )
    fired, killing = facts.events
    assert fired.event != killing.event
    assert not [p for p in killing.participants if p.role == "actor"]


def test_who_is_ambushed_after_an_attack_did_not_ambush() -> None:
    facts = extract(load_reader().read("The soldiers were ambushed after they attacked a village."), None)
    assert [[p.role for p in m.participants] for m in facts.events] == [["recipient"], ["actor"]]


@pytest.mark.parametrize(
    "text",
    [
        "The army's offensive was triggered by the militia's assault on 7 May 2020.",
        "The army's offensive was provoked by the militia's attack on a barracks.",
        "The army's raid sparked a shelling of the border by rebels.",
    ],
)
def test_what_brings_another_on_is_another(text: str) -> None:
    assert len({m.event for m in extract(load_reader().read(f"Report\n\n{text}"), None).events}) == 2


def test_the_day_behind_what_brings_another_on_is_its_own() -> None:
    facts = extract(
        load_reader().read("The army's offensive was triggered by the militant assault on 7 May 2020."), None
    )
    dated = {m.trigger_text: facts.times[m.time].text if m.time is not None else None for m in facts.events}
    assert dated == {"offensive": None, "militant assault": "7 May 2020"}
