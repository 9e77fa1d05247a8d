"""Talk of violence in general is no event; an act of which anything is told is one."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _assaults(text: str) -> list[str]:
    facts = extract(load_reader().read(text), None)
    return [m.trigger_text for m in facts.events if m.event_type == "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "The bishops said that violence solves nothing.",
        "Terrorist attacks are a crime against humanity.",
        "The fund buys equipment to fight subversion.",
        "He spoke of the consequences of war.",
        "Terrorists who attack students and engage in kidnapping deserve no mercy.",
        "They dream of a night when no one slips through the dark to kill a citizen.",
        "Troops guard the hotels to prevent any attack.",
        "Peace means an end to kidnapping and torture.",
        "The senator harshly attacked the president.",
        "There will be a social explosion in the country.",
        "The execution of the plan begins in May.",
        "He wants to destroy the democratic institutions.",
    ],
)
def test_violence_in_general_is_left_out(text: str) -> None:
    assert _assaults(f"Report\n\n{text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "The attack took place in Nairobi.",
        "The war in Sudan goes on.",
        "The attack killed four people.",
        "He was shot.",
        "Gunmen attacked at dawn.",
        "Aid workers fear retaliation if the border is closed.",
        "Soldiers are killing villagers.",
        "Militants could attack tourists.",
    ],
)
def test_a_place_a_party_a_victim_or_a_possible_act_of_its_own_keeps_an_event(text: str) -> None:
    assert _assaults(text)


def test_a_clause_that_only_says_which_or_what_for_tells_of_nothing_by_nobody() -> None:
    text = "Report\n\nThe minister said the sides must find an accord that ends the fighting before help is released."
    assert {m.event_type for m in extract(load_reader().read(text), None).events} <= {"REQUEST"}


def test_what_those_do_who_may_have_an_amnesty_is_no_event() -> None:
    facts = extract(load_reader().read("Report\n\nChad offered an amnesty to fighters who surrender their arms."), None)
    assert [m.event_type for m in facts.events] == ["CONCEDE"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Attacks on nurses and clinics are a crime.",
        "Attacks against peacekeepers violate the law.",
        "Bombings of schools are unacceptable.",
    ],
)
def test_what_judges_whatever_attack_tells_of_none(sentence: str) -> None:
    assert extract(load_reader().read(f"Report\n\n{sentence}"), None).events == []


def test_an_attack_that_is_judged_is_one() -> None:
    told = extract(load_reader().read("Report\n\nThe attacks on the nurses in Gulu were a crime."), None).events
    assert "ASSAULT" in {m.event_type for m in told}


@pytest.mark.parametrize(
    "sentence",
    [
        "Mortars fired in self-defence are not counted as strikes.",
        "The command does not tell how many munitions were dropped in each strike.",
        "One jet may deliver a bomb against a tank.",
        "Kenya holds talks with and in support of Somalia.",
    ],
)
def test_what_a_release_says_of_its_terms_tells_of_no_event(sentence: str) -> None:
    told = extract(load_reader().read(f"Report\n\n{sentence}"), None).events
    assert {m.event_type for m in told}.isdisjoint({"ASSAULT", "AID", "SUPPORT"})
