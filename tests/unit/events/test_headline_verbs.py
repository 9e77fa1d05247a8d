"""Headlines whose verb looks like a noun."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _told(text: str) -> list[tuple[str, set[str], set[str]]]:
    facts = extract(load_reader().read(text, None), None)

    def names(event: int, role: str) -> set[str]:
        people = [p for m in facts.events if m.event == event for p in m.participants if p.role == role]
        return {facts.actors[p.actor].name.lower() for p in people}

    events = {m.event: m.event_type for m in facts.events}
    return [(kind, names(n, "actor"), names(n, "recipient")) for n, kind in events.items()]


@pytest.mark.parametrize(
    ("headline", "event_type", "actors", "recipients"),
    [
        ("Kuwait Jails 12 Journalists on Terror Charges", "COERCE", {"kuwait"}, {"journalists"}),
        ("KUWAIT JAILS 12 JOURNALISTS ON TERROR CHARGES", "COERCE", {"kuwait"}, {"journalists"}),
        ("Lilongwe Police Fire Tear Gas at Students", "ASSAULT", {"police"}, {"students"}),
        ("Rebels Free 20 Hostages", "RETREAT", {"rebels"}, {"hostages"}),
        ("Malawi Convicts Ex-Spy Chief Over Illegal Wiretaps", "SANCTION", {"malawi"}, {"ex-spy chief"}),
    ],
)
def test_a_noun_between_two_nominals_is_the_verb(
    headline: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    assert _told(headline) == [(event_type, actors, recipients)]


@pytest.mark.parametrize(
    ("title", "trigger"),
    [
        ("Rocket hits bus near Erbil", "hits"),
        ("Missile strikes hospital in Kharkiv, killing four", "strikes"),
        ("Shell hits market in Omdurman", "hits"),
    ],
)
def test_in_any_title_weapons_hit(title: str, trigger: str) -> None:
    facts = extract(load_reader().read(f"{title}\n\nRain fell in the hills for most of the week.", None), None)
    assert trigger in [m.trigger_text for m in facts.events]


def test_talks_and_sales_are_no_verbs_for_that() -> None:
    facts = extract(load_reader().read("UN peace talks deal near\n\nRain fell in the hills.", None), None)
    assert all(m.event_type == "CONSULT" for m in facts.events)


def test_a_participle_before_the_object_is_not_the_verb() -> None:
    assert _told("POLICE RESCUE KIDNAPPED NURSES IN LIMA")[0] == ("AID", {"police"}, {"nurses"})


@pytest.mark.parametrize("text", ["Trade Talks Deadline Nears", "Prison Sentences and Fines"])
def test_a_headline_with_a_verb_or_without_an_object_stays(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize("text", ["Rebels shot at police in Goma", "Rebels shot at crowd in Goma"])
def test_who_shoots_at_somebody_is_not_shot(text: str) -> None:
    [(event_type, actors, recipients)] = _told(text)
    assert (event_type, actors) == ("ASSAULT", {"rebels"})
    assert "rebels" not in recipients


def test_who_is_shot_at_a_place_is_shot() -> None:
    assert _told("Two men shot at bars in Lima")[0][2] == {"men"}


@pytest.mark.parametrize("headline", ["Three freed", "Nine Freed After Siege"])
def test_a_count_of_those_freed_is_a_headline_of_its_own(headline: str) -> None:
    assert [event_type for event_type, _, _ in _told(headline)] == ["RETREAT"]


@pytest.mark.parametrize(
    "headline", ["Rocket strikes on Arden kill 7, wound 12", "Shelling of the town of Orne kills 9"]
)
def test_a_verb_of_harm_before_a_number_is_no_part_of_the_place(headline: str) -> None:
    facts = extract(load_reader().read(f"{headline}\n\nRebels shelled it on Monday.", headline), None)
    harm = [m for m in facts.events if m.trigger_text in {"kill", "kills"}]
    assert [m.event for m in harm] == [facts.events[0].event]
