"""The first sentence of an agency's story read alone: one or two events with who did them to whom, and no others."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

Told = list[tuple[str, set[str], set[str]]]


def _told(text: str) -> Told:
    facts = extract(load_reader().read(text), None)

    def names(event: int, role: str) -> set[str]:
        people = [p for m in facts.events if m.event == event for p in m.participants if p.role == role]
        return {facts.actors[p.actor].name for p in people}

    return [
        (kind, names(n, "actor"), names(n, "recipient"))
        for n, kind in {m.event: m.event_type for m in facts.events}.items()
    ]


def _types(text: str) -> set[str]:
    return {kind for kind, _, _ in _told(text)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A suicide truck bomber killed nine sailors in the port.", ("ASSAULT", {"suicide truck bomber"}, {"sailors"})),
        ("A suicide bomber was arrested by police at the gate.", ("COERCE", {"police"}, {"suicide bomber"})),
        ("Rebels in Chad freed the last of a group of hostages.", ("RETREAT", {"Rebels"}, {"hostages"})),
        ("Peru began a drill simulating an attack by Bolivia, which condemned the manoeuvres.",
         ("ACCUSE", {"Bolivia"}, set())),
        ("Peru's generals should free the editor, the Guild of Authors said.",
         ("REQUEST", {"Guild of Authors"}, {"Peru's generals"})),
        ("The bloc agreed to impose sanctions on Chad.", ("SANCTION", {"bloc"}, {"Chad"})),
        ("Peruvian mediators reopened talks with the rebels on Monday.",
         ("CONSULT", {"Peruvian mediators", "rebels"}, set())),
    ],
)  # fmt: skip
def test_what_the_story_is_about_is_told(text: str, told: tuple[str, set[str], set[str]]) -> None:
    assert told in _told(text)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("A suicide bomber was arrested by police at the gate.", {"COERCE"}),
        ("Millions of herders in Chad are threatened with famine.", set()),
        ("A shortage of grain threatens the people of Chad.", set()),
        ("Forecasters said that the rain should stop on Monday.", set()),
        ("The bloc agreed to impose sanctions on Chad.", {"SANCTION"}),
        ("The bloc proposed travel bans on nine generals as part of its sanctions.", {"SANCTION"}),
        ("The army is besieging a fort held by mutinous officers.", {"ASSAULT"}),
        ("The mayor would not quit amid protests near the port calling for his resignation.", {"REJECT", "PROTEST"}),
    ],
)
def test_nothing_else_is_told(text: str, types: set[str]) -> None:
    assert _types(text) == types
