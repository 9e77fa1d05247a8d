"""Expressions of time: what is found, its TIMEX3 value, the days it means, and what anchors it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.facts import TimeMention
from pipelines.extract.times.times import extract_times
from pipelines.language import load_reader

WEDNESDAY = dt.datetime(2024, 5, 15, 9, 30, tzinfo=dt.UTC)


def times(text: str, published_at: dt.datetime | None = WEDNESDAY) -> list[TimeMention]:
    return extract_times(load_reader().read(text), published_at)


def the_time(text: str, published_at: dt.datetime | None = WEDNESDAY) -> TimeMention:
    found = times(text, published_at)
    assert len(found) == 1, [(t.text, t.value) for t in found]
    return found[0]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("on March 3, 2011", "2011-03-03"),
        ("on 3 March 2011", "2011-03-03"),
        ("on the 3rd of March 2011", "2011-03-03"),
        ("on Thursday, March 3, 2011", "2011-03-03"),
        ("on Mar. 3rd, 2011", "2011-03-03"),
        ("on 2011-03-03", "2011-03-03"),
        ("on 03/03/2011", "2011-03-03"),
        ("on 25/12/2011", "2011-12-25"),
        ("on 3.4.2011", "2011-04-03"),
        ("on 3 MAR 90", "1990-03-03"),
        ("in March 2011", "2011-03"),
        ("in 2011", "2011"),
        ("in the third quarter of 2011", "2011-Q3"),
        ("in the 1990s", "199"),
        ("in the 19th century", "18"),
        ("on Christmas Eve 2011", "2011-12-24"),
        ("at Easter 2018", "2018-04-01"),
    ],
)
def test_what_names_its_year_needs_no_anchor(phrase: str, value: str) -> None:
    for published_at in (None, WEDNESDAY):
        found = the_time(f"It happened {phrase}.", published_at)
        assert (found.timex_type, found.value) == ("DATE", value)
        assert found.date_start is not None
        assert found.anchor == "text"


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("It happened today.", "2024-05-15", "2024-05-15", "day"),
        ("It happened yesterday.", "2024-05-14", "2024-05-14", "day"),
        ("It will happen tomorrow.", "2024-05-16", "2024-05-16", "day"),
        ("It happened on Monday.", "2024-05-13", "2024-05-13", "day"),
        ("It happened on Friday.", "2024-05-10", "2024-05-10", "day"),
        ("They will meet on Friday.", "2024-05-17", "2024-05-17", "day"),
        ("It happened on Wednesday.", "2024-05-15", "2024-05-15", "day"),
        ("It happened last Friday.", "2024-05-10", "2024-05-10", "day"),
        ("They will meet next Friday.", "2024-05-24", "2024-05-24", "day"),
        ("It happened last week.", "2024-05-06", "2024-05-12", "week"),
        ("It happened this month.", "2024-05-01", "2024-05-31", "month"),
        ("It happened last year.", "2023-01-01", "2023-12-31", "year"),
        ("It happened last December.", "2023-12-01", "2023-12-31", "month"),
        ("It happened in February.", "2024-02-01", "2024-02-29", "month"),
        ("It will happen in February.", "2025-02-01", "2025-02-28", "month"),
        ("It happened on Jan. 8.", "2024-01-08", "2024-01-08", "day"),
        ("It happened on Nov. 8.", "2023-11-08", "2023-11-08", "day"),
        ("It happened earlier this week.", "2024-05-13", "2024-05-14", "week"),
        ("It happened earlier in the week.", "2024-05-13", "2024-05-14", "week"),
        ("It happened three days ago.", "2024-05-12", "2024-05-12", "day"),
        ("It happened two weeks ago.", "2024-04-29", "2024-05-05", "week"),
        ("It happened two months ago.", "2024-03-01", "2024-03-31", "month"),
        ("It happened two years ago.", "2022-01-01", "2022-12-31", "year"),
        ("It happened in the past two weeks.", "2024-05-01", "2024-05-14", "week"),
        ("It happened this morning.", "2024-05-15", "2024-05-15", "day"),
        ("It happened on Tuesday night.", "2024-05-14", "2024-05-14", "day"),
        ("It happened in the early hours of Sunday.", "2024-05-12", "2024-05-12", "day"),
        ("It happened at 11am on Monday.", "2024-05-13", "2024-05-13", "day"),
        ("It happened at the end of last year.", "2023-07-01", "2023-12-31", "year"),
        ("It happened in early 2023.", "2023-01-01", "2023-06-30", "year"),
        ("It happened in mid-March.", "2024-03-10", "2024-03-20", "month"),
        ("It happened over the weekend.", "2024-05-11", "2024-05-12", "day"),
    ],
)
def test_the_publication_date_anchors_what_is_relative(text: str, start: str, end: str, precision: str) -> None:
    found = the_time(text)
    assert (found.date_start, found.date_end, found.date_precision) == (day(start), day(end), precision)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("It happened on Friday.", "XXXX-WXX-5", "day"),
        ("It happened on Jan. 8.", "XXXX-01-08", "day"),
        ("It happened in December.", "XXXX-12", "month"),
        ("It happened yesterday.", "XXXX-XX-XX", "day"),
        ("It happened last week.", "XXXX-WXX", "week"),
        ("It happened earlier in the week.", "XXXX-WXX", "week"),
        ("It happened two years ago.", "PAST_REF", "year"),
    ],
)
def test_without_an_anchor_no_day_is_invented(text: str, value: str, precision: str) -> None:
    found = the_time(text, None)
    assert (found.value, found.date_precision, found.anchor) == (value, precision, "none")
    assert found.date_start is None
    assert found.date_end is None


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("between 2014 and 2018", "2014-01-01", "2018-12-31"),
        ("in 1980-88", "1980-01-01", "1988-12-31"),
        ("from May 15-24, 2016", "2016-05-15", "2016-05-24"),
        ("from 5 to 6 April 2016", "2016-04-05", "2016-04-06"),
        ("from Nov. 18 to Dec. 19, 2015", "2015-11-18", "2015-12-19"),
        ("from Nov. 18 to Feb. 19, 2016", "2015-11-18", "2016-02-19"),
    ],
)
def test_a_range_holds_both_ends(phrase: str, start: str, end: str) -> None:
    found = the_time(f"It lasted {phrase}.", None)
    assert (found.date_start, found.date_end) == (day(start), day(end))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It lasted more than two decades.", "DURATION", "P20Y"),
        ("It lasted 45 minutes.", "DURATION", "PT45M"),
        ("It lasted two and a half hours.", "DURATION", "PT2.5H"),
        ("It was a three-year war.", "DURATION", "P3Y"),
        ("It lasted several days.", "DURATION", "PXD"),
        ("It is held every Monday.", "SET", "XXXX-WXX-1"),
        ("It is held every two years.", "SET", "P2Y"),
        ("It is published weekly.", "SET", "P1W"),
        ("It is held twice a month.", "SET", "P1M"),
        ("The talks began at 2.15pm.", "TIME", "T14:15"),
        ("The talks began at 10:30 GMT.", "TIME", "T10:30"),
    ],
)
def test_durations_sets_and_clock_times(text: str, kind: str, value: str) -> None:
    found = the_time(text)
    assert (found.timex_type, found.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "SANTA ROSA, 3 JAN 90 (ACME) -- [TEXT] THE BRIDGE WAS DESTROYED YESTERDAY.",
        "SANTA ROSA, Jan. 3, 1990 (Acme) — The bridge was destroyed yesterday.",
        "Santa Rosa, 3 Jan 90 (ACME) -- The bridge was destroyed yesterday.",
    ],
)
def test_a_dateline_dates_the_document(text: str) -> None:
    dateline, yesterday = times(text, None)
    assert (dateline.date_start, dateline.anchor) == (day("1990-01-03"), "text")
    assert (yesterday.date_start, yesterday.anchor) == (day("1990-01-02"), "document")


def test_a_month_takes_the_one_year_that_the_text_gives_it() -> None:
    found = times("He was held in May 2006. On 10 May he confessed. On 3 June he was freed.", None)
    assert [t.value for t in found] == ["2006-05", "2006-05-10", "XXXX-06-03"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "The council adopted Resolution 2254.",
        "The drill was called Velayat 1402.",
        "Some 2000 soldiers fled.",
        "It cost $1990.",
        "He is 45 years old.",
        "The second man fell.",
        "It runs 24/7.",
        "Call 555-2015-86.",
        "The sun set.",
        "Gunmen stopped a bus on 9 October Avenue.",
        "The 5 June bridge was blown up.",
    ],
)
def test_what_only_looks_like_time_is_none(text: str) -> None:
    assert times(text) == []


def test_spans_are_the_words_of_the_text() -> None:
    text = "Rebels attacked on Thursday, Dec. 15, and again in the first week of January."
    found = times(text)
    assert [t.text for t in found] == ["Thursday, Dec. 15", "the first week of January"]
    assert all(text[t.start : t.end] == t.text for t in found)


WORDS = [
    *(
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "and",
        "between",
        "-",
        ",",
        ".",
        "/",
        ":",
        "3",
        "12",
        "1999",
        "2024",
        "99",
    ),
    *(
        "May",
        "March",
        "Friday",
        "last",
        "next",
        "this",
        "week",
        "years",
        "ago",
        "early",
        "morning",
        "second",
        "first",
        "every",
    ),
    *("half", "a", "Q3", "am", "1990s", "Easter", "now", "tomorrow", "within", "starting", "before", "after", "two"),
    *("night", "hours", "quarters", "thousand", "nineteen", "ninety", "Bahman", "'", "0430", "Z", "same", "weekend"),
]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_words_give_ordered_disjoint_sane_times(text: str) -> None:
    for published_at in (None, WEDNESDAY):
        last = 0
        for found in times(text, published_at):
            assert last <= found.start < found.end
            last = found.end
            assert (found.date_start is None) == (found.date_end is None)
            assert found.date_start is None or found.date_start <= (found.date_end or found.date_start)
            assert (found.anchor == "none") == (found.date_start is None)


@pytest.mark.parametrize(
    "text",
    [
        "1/2/" * 3000,
        "9" * 10_000,
        "last " * 3000,
        "March " * 2000,
        "1990-" * 3000,
        "in 99999999 years ago",
        "9999-12-31 next year",
    ],
)
def test_hostile_texts_take_bounded_time(text: str) -> None:
    times(text, dt.datetime(9999, 12, 31, tzinfo=dt.UTC))
    times(text, dt.datetime(1, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The two sides agreed to meet in March.", "2025-03"),
        ("The council urged both sides to leave in March.", "2025-03"),
        ("The decision to leave in March angered them.", "2025-03"),
        ("They began to leave in March.", "2024-03"),
        ("They managed to leave in March.", "2024-03"),
    ],
)
def test_what_is_agreed_or_asked_lies_ahead_and_what_was_begun_behind(text: str, value: str) -> None:
    assert the_time(text).value == value


@pytest.mark.parametrize(
    "text",
    ["They will meet for the first time in two weeks.", "It will be the deadliest storm in five years."],
)
def test_the_first_in_some_years_looks_back(text: str) -> None:
    assert the_time(text).timex_type == "DURATION"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Four guards were killed overnight.", ("2024-05-14", "2024-05-15")),
        ("Four guards died in an overnight raid, police said on Monday.", ("2024-05-12", "2024-05-13")),
        ("The store will stay open overnight.", (None, None)),
        ("Rain fell on 3 April. Overnight, the river rose.", (None, None)),
    ],
)
def test_overnight_is_the_night_to_the_day_of_its_sentence_or_of_the_news(
    text: str, days: tuple[str | None, str | None]
) -> None:
    night = next(t for t in times(text) if t.text.lower() == "overnight")
    assert (night.date_start, night.date_end) == tuple(None if d is None else day(d) for d in days)


def test_the_morning_after_a_night_told_by_two_days_is_that_of_the_second() -> None:
    text = "On the night of 3-4 May a store burned. The following morning two men were held."
    assert [t.value for t in times(text)][-1] == "2024-05-04TMO"


def test_what_was_earlier_does_not_count_from_a_day_to_come() -> None:
    text = "A strike is called for 20 June. Troops freed two men who had been held 3 days earlier."
    assert [t.value for t in times(text)][-1] == "PAST_REF"


def test_a_dateline_without_a_year_says_which_day_today_is() -> None:
    text = "ADEN, Mar 1 (ACME) - Two men died today. Nine died tonight. Yesterday all was calm, as on 2 March."
    values = [t.value for t in times(text, None)]
    assert values == ["XXXX-03-01", "XXXX-03-01", "XXXX-03-01TNI", "XXXX-XX-XX", "XXXX-03-02"]
    assert {t.date_start for t in times(text, None)} == {None}


def test_a_season_that_is_part_of_a_name_is_no_time() -> None:
    assert times("It may begin during the Winter Olympics.") == []
