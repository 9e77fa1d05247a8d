"""Which way a day without a year lies, what it counts from, and what only looks like a time."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.facts import TimeMention
from pipelines.extract.times.times import extract_times
from pipelines.language import load_reader

FRIDAY = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def times(text: str) -> list[TimeMention]:
    """The expressions of time of a text that was published on Friday 20 November 2026."""
    return extract_times(load_reader().read(text), FRIDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The cup was suspended till Thursday.", "2026-11-26"),
        ("They gave the envoy until Sunday to go.", "2026-11-22"),
        ("The siege lasted until Thursday.", "2026-11-19"),
        ("The verdict could be announced as early as Monday.", "2026-11-23"),
        ("Villagers could hear shots on Monday.", "2026-11-16"),
        ("A truce by Tuesday is possible, she said.", "2026-11-24"),
        ("By Tuesday, 40 people had died.", "2026-11-17"),
        ("She is due to fly to Lima on Thursday.", "2026-11-26"),
        ("The fair, due to open on Wednesday, was put off.", "2026-11-25"),
        ("The polls, pencilled in for March 30, were put off.", "2027-03-30"),
        ("Talks resume on Monday.", "2026-11-23"),
        ("Schools close on Monday.", "2026-11-23"),
        ("Teachers strike on Thursday unless they are paid.", "2026-11-26"),
        ("Gunmen kill nine in Lima on Thursday", "2026-11-19"),
    ],
)
def test_what_is_yet_to_come_lies_ahead(text: str, day: str) -> None:
    assert [str(mention.date_start) for mention in times(text)] == [day]


@pytest.mark.parametrize(
    ("dateline", "day"),
    [("LIMA, Nov. 19 —", "2026-11-13"), ("LIMA, Nov. 20 —", "2026-11-20"), ("LIMA, Nov. 2 —", "2026-11-20")],
)
def test_weekdays_are_those_of_the_day_when_the_story_was_filed(dateline: str, day: str) -> None:
    """A dateline long before publication is not that of the story as it was published."""
    friday = times(f"{dateline} A bridge fell on Friday.")[-1]
    assert (friday.text, str(friday.date_start)) == ("Friday", day)


def test_that_july_is_of_the_year_told_before() -> None:
    assert [m.value for m in times("In April 2023 war broke out. Clashes that July killed 30.")] == [
        "2023-04",
        "2023-07",
    ]


def test_hours_of_a_morning_and_their_day_are_one_expression() -> None:
    (mention,) = times("It struck in the early morning hours of Thursday.")
    assert (mention.value, str(mention.date_start)) == ("2026-11-19TMO", "2026-11-19")


def test_what_lasted_before_something_else_is_a_duration() -> None:
    (mention,) = times("They held her for 14 hours before police came.")
    assert (mention.timex_type, mention.value) == ("DURATION", "PT14H")


@pytest.mark.parametrize(
    "text",
    [
        "Three-quarters of the force has left.",
        "It was hit for a second day in a row.",
        "She won for a second time.",
        "The 2000 Battalion entered the town.",
    ],
)
def test_shares_ranks_and_names_are_no_times(text: str) -> None:
    assert times(text) == []


def test_a_season_may_be_a_limit() -> None:
    assert [mention.text for mention in times("They want to leave by spring.")] == ["spring"]
