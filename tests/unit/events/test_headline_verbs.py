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


@pytest.mark.parametrize("text", ["Trade Talks Deadline Nears", "Prison Sentences and Fines"])
def test_a_headline_with_a_verb_or_without_an_object_stays(text: str) -> None:
    assert _told(text) == []
