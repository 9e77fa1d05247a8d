"""What is told as context of the news and not as the news."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _backgrounds(sentence: str, event_type: str) -> set[bool]:
    facts = extract(load_reader().read(f"Report\n\n{sentence}"), None)
    return {m.is_background for m in facts.events if m.event_type == event_type}


@pytest.mark.parametrize(
    "sentence",
    [
        "Security was tightened following an attack on the port.",
        "Police recalled other recent attacks on tourists in Mombasa.",
        "The states that have bombed the rebels in Mali include Chad.",
    ],
)
def test_earlier_violence_told_in_passing_is_background(sentence: str) -> None:
    assert _backgrounds(sentence, "ASSAULT") == {True}


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels attacked the port on Monday.",
        "These recent airstrikes on Goma killed nine people.",
        "The guards fled after the attack on the port.",
    ],
)
def test_the_news_itself_is_not(sentence: str) -> None:
    assert _backgrounds(sentence, "ASSAULT") == {False}


def test_what_happened_a_number_of_times_since_then_is_no_news() -> None:
    assert _backgrounds("The minister has met Omar Lodhi three times since March.", "CONSULT") == {True}
    assert _backgrounds("The minister has met Omar Lodhi since the ceasefire.", "CONSULT") == {False}


def test_what_an_old_event_did_is_as_old() -> None:
    text = "Protesters filled the square on Monday 6 May 2024. In 1998 similar protests left ten people dead."
    assert _backgrounds(text, "ASSAULT") == {True}


def test_what_stands_under_background_is_background() -> None:
    text = (
        "Statement\n\nChad condemns the attack on Lima.\n\nBackground\nNiger expelled two diplomats. Peru jailed a spy."
    )
    events = extract(load_reader().read(text), None).events
    assert {m.event_type: m.is_background for m in events if m.event_type != "ASSAULT"} == {
        "ACCUSE": False,
        "SANCTION": True,
        "COERCE": True,
    }


def test_a_year_in_a_text_without_a_date_looks_back() -> None:
    events = extract(load_reader().read("Report\n\nChad broke off relations with Niger in 2016."), None).events
    assert [m.is_background for m in events] == [True]


def test_several_wars_that_were_fought_are_background() -> None:
    assert _backgrounds("Chad and Niger have fought two wars over the valley.", "ASSAULT") == {True}
