"""Events of other years, of other people, and of those who are only arrested for them."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import Facts
from pipelines.language import load_reader


def _facts(text: str) -> Facts:
    return extract(load_reader().read(text), dt.datetime(2026, 11, 20, tzinfo=dt.UTC))


def _doers(facts: Facts, trigger: str) -> set[str]:
    told = [m for m in facts.events if trigger in m.trigger_text]
    return {facts.actors[p.actor].name for m in told for p in m.participants if p.role == "actor"}


def test_a_war_of_other_years_is_another_event() -> None:
    facts = _facts("Peru and Chile traded fire on Monday. Thousands died in the 1998 war between the two countries.")
    clash, war = (next(m for m in facts.events if word in m.trigger_text) for word in ("traded", "war"))
    assert clash.event != war.event
    assert war.is_background


@pytest.mark.parametrize(
    "place", ["In 2019, three gunmen died in a shootout in Arden.", "Rebels hit the base in 2019."]
)
def test_what_happened_years_ago_is_background(place: str) -> None:
    assert [m.is_background for m in _facts(place).events if m.event_type == "ASSAULT"] == [True]


def test_two_people_of_one_state_ask_for_two_things() -> None:
    text = "General Ana Rojas urged soldiers of Peru to rest. President Luis Marsh of Peru asked parliament for funds."
    asked = [m for m in _facts(text).events if m.event_type == "REQUEST"]
    assert len({m.event for m in asked}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The judge ordered the arrest of the general in connection with the murder of nine monks.",
        "The judge ordered the arrest of the general for the murder of nine monks.",
    ],
)
def test_a_judge_who_has_somebody_arrested_for_a_murder_did_not_do_it(text: str) -> None:
    assert _doers(_facts(text), "murder") == {"general"}


def test_who_is_accused_of_having_done_a_thing_did_it() -> None:
    facts = _facts("Prosecutors accuse Montoya of having encouraged soldiers to inflate body counts.")
    assert _doers(facts, "encouraged") == {"Montoya"}


def test_talks_in_a_country_are_not_with_it() -> None:
    facts = _facts("The African Union offered to host talks in Djibouti next week.")
    offered = next(m for m in facts.events if m.event_type == "AGREE")
    assert [facts.actors[p.actor].name for p in offered.participants] == ["African Union"]
