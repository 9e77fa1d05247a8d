"""Acts that are told by "did the same" and "followed suit"."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import Facts
from pipelines.language import load_reader


def _told(text: str) -> list[tuple[str, str, list[str]]]:
    facts: Facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    return [
        (m.trigger_text, m.event_type, [facts.actors[p.actor].name for p in m.participants if p.role == "actor"])
        for m in facts.events
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "doers"),
    [
        ("Norway expelled two Chilean diplomats on Monday. Sweden followed suit.", "followed suit", ["Sweden"]),
        ("Peru recalled its ambassador from Quito, and Chile did the same.", "did the same", ["Chile"]),
    ],
)
def test_who_does_the_same_does_what_was_told_before(text: str, trigger: str, doers: list[str]) -> None:
    assert (trigger, "SANCTION", doers) in _told(text)


def test_the_follower_s_act_is_another_event() -> None:
    facts = extract(load_reader().read("Report\n\nNorway closed its embassy in Chad. Sweden followed suit."), None)
    assert len({m.event for m in facts.events}) == 2


def test_nothing_told_before_makes_no_event() -> None:
    assert _told("The weather was fine in Norway. Sweden followed suit.") == []


def test_those_who_died_earlier_where_a_fight_is_told_did_not_die_in_it() -> None:
    text = "The army said the fighting took place 10 km from Kalo, where four guards died last week in an ambush."
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    assert len({m.event for m in facts.events}) == 2
