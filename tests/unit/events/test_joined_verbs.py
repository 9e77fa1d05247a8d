"""Who harmed whom where two verbs share a subject or an object, however the parse hangs them."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _parties(sentence: str) -> list[tuple[str, set[str], set[str]]]:
    facts = extract(load_reader().read(f"Report\n\n{sentence}"), None)
    return [
        (
            m.trigger_text,
            {facts.actors[p.actor].name for p in m.participants if p.role == "actor"},
            {facts.actors[p.actor].name for p in m.participants if p.role == "recipient"},
        )
        for m in facts.events
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Police shot and killed a fugitive on Tuesday.", {("police", "fugitive")}),
        ("Police shot and wounded a man who had fled.", {("police", "man")}),
        ("Soldiers shot and wounded four demonstrators.", {("Soldiers", "demonstrators")}),
        ("Peruvian troops shot dead a Bolivian teenager.", {("Peruvian troops", "Bolivian teenager")}),
    ],
)
def test_two_verbs_of_one_shooting_share_who_shoots_and_who_is_hit(sentence: str, told: set[tuple[str, str]]) -> None:
    found = _parties(sentence)
    assert {(a, r) for _, actors, hit in found for a in actors for r in hit} == told


def test_what_stands_behind_the_second_verb_is_its_own_object() -> None:
    found = {trigger: hit for trigger, _, hit in _parties("A grenade killed the cook and wounded six guests.")}
    assert found["killed"] == {"cook"}
    assert found["wounded"] == {"guests"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels attacked a village, killing ten people and injuring several others.",
        "Rebels opened fire on farmers, killing two and injuring several others.",
        "Rebels killed one farmer and wounded another.",
    ],
)
def test_others_who_are_harmed_are_not_those_who_harm_them(sentence: str) -> None:
    assert all("Rebels" not in hit for _, _, hit in _parties(sentence))


def test_those_who_harm_each_other_are_hit_themselves() -> None:
    assert ("shot", {"guards"}, {"guards"}) in _parties("The guards shot one another.")


def test_a_car_bomb_kills_though_a_car_that_kills_is_an_accident() -> None:
    bomb = _parties("A car bomb exploded outside a school, killing five people.")
    assert ("killing", set(), {"people"}) in bomb
    assert not _parties("A car skidded off the road, killing five people.")


def test_who_tells_what_others_had_done_did_none_of_it() -> None:
    found = _parties("Herders said that raiders had stormed the camp and kidnapped a cook.")
    assert ("kidnapped", {"raiders"}, {"cook"}) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen believed to be members of the Red Brigades shot dead a judge in Turin.",
        "Gunmen thought to belong to the Red Brigades shot dead a judge in Turin.",
        "Gunmen suspected of belonging to the Red Brigades shot dead a judge in Turin.",
    ],
)
def test_what_doers_are_taken_for_is_not_what_they_do(sentence: str) -> None:
    assert ("shot dead", {"Gunmen", "Red Brigades"}, {"judge"}) in _parties(sentence)


def test_the_day_behind_what_doers_are_taken_for_is_that_of_their_deed() -> None:
    text = "Persons believed to be rebels today shot Colonel Luis Paz in Jinja."
    facts = extract(load_reader().read(text, None), dt.datetime(2024, 6, 14, 12, tzinfo=dt.UTC))
    times = {m.trigger_text: facts.times[m.time].text for m in facts.events if m.time is not None}
    assert times == {"shot": "today"}


def test_a_clause_about_the_first_of_two_tells_nothing_of_the_second() -> None:
    found = _parties("The dead are Luis Paz, who was shot by troops, and Ana Ruiz, who was stabbed.")
    assert ("shot", {"troops"}, {"Luis Paz"}) in found
