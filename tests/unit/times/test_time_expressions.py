"""Kinds of expressions of time one by one: what each means in an article of Wednesday, 15 May 2024."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.facts import TimeMention
from pipelines.extract.times.rules.other_calendars import solar_hijri
from pipelines.extract.times.times import extract_times
from pipelines.language import load_reader

WEDNESDAY = dt.datetime(2024, 5, 15, tzinfo=dt.UTC)


def times(text: str, published_at: dt.datetime | None = WEDNESDAY) -> list[TimeMention]:
    return extract_times(load_reader().read(text), published_at)


def days(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (t.text, t.date_start.isoformat() if t.date_start else None, t.date_end.isoformat() if t.date_end else None)
        for t in times(text)
    ]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("in nineteen eighty-nine", "1989"),
        ("in twenty twelve", "2012"),
        ("in two thousand and five", "2005"),
        ("in October two thousand and five", "2005-10"),
        ("in the nineteen eighties", "198"),
        ("in the 1970's", "197"),
        ("in the '90s", "199"),
        ("in May '90", "1990-05"),
        ("in '98", "1998"),
        ("in the second half of 2018", "2018"),
        ("on the second Monday of May 2024", "2024-05-13"),
        ("on May twenty-one, 2020", "2020-05-21"),
        ("on 26 June in 2020", "2020-06-26"),
    ],
)
def test_years_in_words_and_in_short(phrase: str, value: str) -> None:
    (found,) = times(f"It happened {phrase}.", None)
    assert found.value == value
    assert found.anchor == "text"


@pytest.mark.parametrize("text", ["Two thousand soldiers fled.", "Seventeen hundred people came.", "Wait a second."])
def test_counts_are_no_years(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "phrase", "start", "end"),
    [
        ("It happened on the 4th.", "the 4th", "2024-05-04", "2024-05-04"),
        ("They will meet on the 4th.", "the 4th", "2024-06-04", "2024-06-04"),
        ("It is due on the 20th of next month.", "the 20th of next month", "2024-06-20", "2024-06-20"),
        ("He is away from 4 to 23 next month.", "4 to 23 next month", "2024-06-04", "2024-06-23"),
        ("It happened last night.", "last night", "2024-05-14", "2024-05-14"),
        ("It happened over the last 24 hours.", "the last 24 hours", "2024-05-14", "2024-05-15"),
        ("Sales fell in the last two quarters.", "the last two quarters", "2023-10-01", "2024-03-31"),
        ("It happened two days before Christmas 2020.", "two days before Christmas 2020", "2020-12-23", "2020-12-23"),
        ("It happened a day after May 3, 2020.", "a day after May 3, 2020", "2020-05-04", "2020-05-04"),
        ("It happened between March 2021 and now.", "March 2021 and now", "2021-03-01", "2024-05-15"),
        ("It lasted from 10/1/2018-10/7/2018.", "10/1/2018-10/7/2018", "2018-10-01", "2018-10-07"),
        ("He must leave within five days.", "five days", "2024-05-15", "2024-05-20"),
        ("It closes three days from tomorrow.", "three days from tomorrow", "2024-05-19", "2024-05-19"),
        ("It was held in the week ending 12 May.", "the week ending 12 May", "2024-05-06", "2024-05-12"),
        ("It was held on 3, 4 and 5 May.", "3, 4 and 5 May", "2024-05-03", "2024-05-05"),
        ("It was held on May 3 and 4.", "May 3 and 4", "2024-05-03", "2024-05-04"),
        ("It fell in the first two weeks of 2021.", "the first two weeks of 2021", "2021-01-04", "2021-01-17"),
        ("It fell in the last four months of 2021.", "the last four months of 2021", "2021-09-01", "2021-12-31"),
        ("Talks will start next week.", "next week", "2024-05-20", "2024-05-26"),
        ("It fell on the Labor Day 2023 weekend.", "the Labor Day 2023 weekend", "2023-09-02", "2023-09-04"),
    ],
)
def test_what_days_are_meant(text: str, phrase: str, start: str, end: str) -> None:
    assert days(text) == [(phrase, start, end)]


@pytest.mark.parametrize(
    ("text", "phrase", "start", "end"),
    [
        ("A truce of ten days starting on Friday was agreed.", "ten days starting on Friday", "05-10", "05-19"),
        ("It will last for two weeks starting on Friday.", "two weeks starting on Friday", "05-17", "05-30"),
    ],
)
def test_a_stretch_with_its_first_day_has_days(text: str, phrase: str, start: str, end: str) -> None:
    assert days(text) == [(phrase, f"2024-{start}", f"2024-{end}")]


@pytest.mark.parametrize(
    "text",
    [
        "The village was shelled. The next day, soldiers came.",
        "He resigned the previous day.",
        "The following week they fled.",
        "The following morning he died.",
        "He died two days later.",
    ],
)
def test_what_counts_from_the_story_is_not_dated(text: str) -> None:
    (found,) = times(text)
    assert (found.date_start, found.anchor) == (None, "none")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left tonight at 8 p.m.", "2024-05-15T20:00"),
        ("He left at 6 o'clock this afternoon.", "2024-05-15T18:00"),
        ("He left at 2:30 p.m. local time on Tuesday.", "2024-05-14T14:30"),
        ("He left at 0430 hours.", "T04:30"),
        ("He left at half past eight.", "T08:30"),
        ("He left at a quarter to nine.", "T08:45"),
        ("He left at 20 minutes past four.", "T04:20"),
        ("The convoy halted at 051430Z JAN 24.", "2024-01-05T14:30"),
    ],
)
def test_times_of_day(text: str, value: str) -> None:
    (found,) = times(text)
    assert (found.timex_type, found.value) == ("TIME", value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It took two to three weeks.", "DURATION", "P2W/P3W"),
        ("They march every Monday and Friday.", "SET", "XXXX-WXX-1,XXXX-WXX-5"),
        ("It closes on weekends.", "SET", "XXXX-WXX-WE"),
    ],
)
def test_ranges_of_durations_and_lists_of_weekdays(text: str, kind: str, value: str) -> None:
    (found,) = times(text)
    assert (found.timex_type, found.value) == (kind, value)


def test_a_day_of_ramadan_is_one_expression_that_is_not_converted() -> None:
    (day,) = times("The truce began on 12 Ramadan 1445.")
    assert (day.text, day.value, day.date_precision, day.date_start) == ("12 Ramadan 1445", "XXXX-XX-XX", "day", None)
    (month,) = times("The truce was kept through Ramadan 1445.")
    assert (month.text, month.value, month.date_precision) == ("Ramadan 1445", "XXXX-XX", "month")


def test_a_solar_hijri_day_is_converted_and_a_lunar_one_is_not() -> None:
    persian, lunar = times("He came on 22 Bahman 1357 and left on 12 Rabi al-Awwal 1445.")
    assert (persian.value, persian.anchor) == ("1979-02-11", "text")
    assert (lunar.value, lunar.date_start) == ("XXXX-XX-XX", None)


@given(st.integers(1178, 1632), st.integers(1, 12), st.integers(1, 29))
def test_solar_hijri_days_follow_one_another(year: int, month: int, day: int) -> None:
    here, next_year = solar_hijri(year, month, day), solar_hijri(year + 1, month, day)
    assert here is not None
    assert next_year is not None
    assert (next_year - here).days in {365, 366}
    assert solar_hijri(year, month, 32) is None


def test_the_year_in_a_title_dates_a_text_without_a_date() -> None:
    text = "Lakeside Summit 2016\n\nMinisters met on 3 March. They recalled last year's floods."
    found = {t.text: t.value for t in times(text, None)}
    assert (found["3 March"], found["last year"]) == ("2016-03-03", "2015")
    later = "The war of 1989\n\nIt began on 3 March. In 2016 a museum opened."
    assert {t.text: t.value for t in times(later, None)}["3 March"] == "XXXX-03-03"


@pytest.mark.parametrize("phrase", ["February 30", "31 April"])
def test_a_day_that_does_not_exist_has_no_date(phrase: str) -> None:
    (found,) = times(f"It happened on {phrase}.")
    assert found.text == phrase
    assert found.date_start is None


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 32/13/2024.",
        "It scored 1:1.",
        "٣/٤/٢٠٢٤ ١٢:٣٠",
        "२०२४ में",
        "in 99999999999 years and " + "9" * 10_000 + " days ago",
        "the " + "second " * 2000,
        "two thousand " * 2000,
        "between May 5 and " * 1500,
        "week starting " * 2000,
    ],
)
def test_odd_numbers_give_sane_rows_or_none(text: str) -> None:
    for found in times(text):
        assert found.date_start is None or 1 <= found.date_start.year <= 9999


@pytest.mark.parametrize(
    ("phrase", "value", "start", "end"),
    [
        ("the month after next", "2024-07", "2024-07-01", "2024-07-31"),
        ("the year before last", "2022", "2022-01-01", "2022-12-31"),
        ("the rest of the week", "2024-W20", "2024-05-15", "2024-05-19"),
        ("the first week of the year", "2024-W01", "2024-01-01", "2024-01-07"),
        ("the last Friday of May", "2024-05-31", "2024-05-31", "2024-05-31"),
        ("the first Monday in May 2023", "2023-05-01", "2023-05-01", "2023-05-01"),
        ("the last day of next month", "2024-06-30", "2024-06-30", "2024-06-30"),
        ("the weekend of May 25", "2024-W21-WE", "2024-05-25", "2024-05-26"),
        ("next month's end", "2024-06", "2024-06-16", "2024-06-30"),
        ("year-end", "2024", "2024-07-01", "2024-12-31"),
        ("EOM", "2024-05", "2024-05-16", "2024-05-31"),
        ("half a year ago", "2023-11", "2023-11-01", "2023-11-30"),
        ("two Sundays from now", "2024-05-26", "2024-05-26", "2024-05-26"),
        ("Black Friday 2023", "2023-11-24", "2023-11-24", "2023-11-24"),
        ("Mother's Day 2019", "2019-05-12", "2019-05-12", "2019-05-12"),
        ("2016/Apr/22", "2016-04-22", "2016-04-22", "2016-04-22"),
        ("9-18-15", "2015-09-18", "2015-09-18", "2015-09-18"),
        ("2016-04-22T15:30", "2016-04-22T15:30", "2016-04-22", "2016-04-22"),
        ("tomorrow between 9 and 11", "2024-05-16T09:00/T11:00", "2024-05-16", "2024-05-16"),
        ("Monday two weeks from now", "2024-05-27", "2024-05-27", "2024-05-27"),
        ("the first week of October on Friday", "2024-10-04", "2024-10-04", "2024-10-04"),
        ("the year 622", "0622", "0622-01-01", "0622-12-31"),
        ("the fiscal year 2018", "FY2018", None, None),
        ("the fiscal year 2023/24", "FY2023/24", None, None),
        ("the same day", "XXXX-XX-XX", None, None),
        ("12h30", "T12:30", None, None),
        ("five in the morning", "T05:00", None, None),
        ("half past eight in the evening", "T20:30", None, None),
        ("ten past three", "T03:10", None, None),
        ("8-10 pm", "T20:00/T22:00", None, None),
        ("every day at 7:13 p.m.", "T19:13", None, None),
        ("half an hour", "PT0.5H", None, None),
    ],
)
def test_an_expression_and_its_days(phrase: str, value: str, start: str | None, end: str | None) -> None:
    (found,) = times(f"See you: {phrase}.", dt.datetime(2024, 5, 15, tzinfo=dt.UTC))
    days = tuple(day.isoformat() if day else None for day in (found.date_start, found.date_end))
    assert (found.text.lower(), found.value, days) == (phrase.lower(), value, (start, end))


@pytest.mark.parametrize(
    "text",
    [
        "He kept her up to date.",
        "It was the dawn of a new era.",
        "The ship sank at the moment of impact.",
        "They won 12-10-15.",
        "Call +86 2010-2015-86.",
    ],
)
def test_words_of_time_that_tell_none(text: str) -> None:
    assert times(text, dt.datetime(2024, 5, 15, tzinfo=dt.UTC)) == []


def test_hours_behind_around_are_a_clock_time() -> None:
    assert [t.value for t in times("They met around 1430 hours.")] == ["T14:30"]


@pytest.mark.parametrize(
    ("text", "phrase", "start"),
    [
        ("He was shot on March 3, and died the following day.", "the following day", "2024-03-04"),
        ("On April 2 police raided the house; a day earlier a judge had signed.", "a day earlier", "2024-04-01"),
        ("She vanished on 5 January 2023. She was found three days later.", "three days later", "2023-01-08"),
        ("The king fled in 1931; the following year a coup followed.", "the following year", "1932-01-01"),
        ("Troops entered on Sunday and left the next day.", "the next day", "2024-05-13"),
        ("On Sunday he fell. The following morning he was gone.", "The following morning", "2024-05-13"),
        ("Men raided Arden on Sunday.\n\nIt burned.\n\nA day later, they came back.", "A day later", "2024-05-13"),
    ],
)
def test_the_story_goes_on_from_the_day_told_before(text: str, phrase: str, start: str) -> None:
    assert next(found for shown, found, _ in days(text) if shown == phrase) == start


@pytest.mark.parametrize(
    "text",
    [
        "He was shot in March, and died two days later.",
        "He was shot on March 3. A long trial began. It ended badly. Two days later he died.",
        "Between 3 and 9 March he was ill. The following day he died.",
        "Teachers marched on 3 March, eight days after a first march.",
        "They were freed on 3 March, two weeks after they were kidnapped.",
    ],
)
def test_the_story_has_no_day_where_none_was_told(text: str) -> None:
    assert days(text)[-1][1] is None


@pytest.mark.parametrize(
    ("text", "phrase", "start"),
    [
        ("Unions called a strike for Monday.", "Monday", "2024-05-20"),
        ("The vote is on Sunday.", "Sunday", "2024-05-19"),
        ("The verdict is due on Thursday.", "Thursday", "2024-05-16"),
        ("The agency needed more to feed them through October.", "October", "2024-10-01"),
        ("The five-day visit begins Sunday.", "Sunday", "2024-05-19"),
        ("The truce, due to take effect on Saturday, was rejected.", "Saturday", "2024-05-18"),
    ],
)
def test_what_is_fixed_for_a_day_lies_ahead(text: str, phrase: str, start: str) -> None:
    assert next(found for shown, found, _ in days(text) if shown == phrase) == start


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("The attack came before dawn on Monday.", "before dawn on Monday", "2024-05-13TMO"),
        ("Shelling resumed late on Sunday.", "late on Sunday", "2024-05-12"),
        ("Output rose in the fourth quarter of last year.", "the fourth quarter of last year", "2023-Q4"),
        ("A curfew runs from 8 p.m. to 6 a.m. now.", "8 p.m. to 6 a.m.", "T20:00/T06:00"),
        ("They meet from 3 to 5 p.m. today.", "3 to 5 p.m. today", "2024-05-15T15:00/T17:00"),
        ("Exports fell in the 2022-23 fiscal year.", "the 2022-23 fiscal year", "FY2022/23"),
        ("It meets on the first Monday of each month.", "the first Monday of each month", "P1M"),
        ("The city fell in 476 AD.", "476 AD", "0476"),
        ("The city fell in 146 BC.", "146 BC", "BC0146"),
    ],
)
def test_parts_and_periods_have_their_value(text: str, phrase: str, value: str) -> None:
    assert (phrase, value) in [(t.text, t.value) for t in times(text)]


def test_the_name_of_a_newspaper_is_no_time() -> None:
    assert times("The Daily Sentinel reported it.") == []


def test_hours_a_day_are_a_duration() -> None:
    assert [t.value for t in times("Power was cut for 12 hours a day.")] == ["PT12H"]


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("The April 2015 earthquake killed thousands.", "The April 2015", "2015-04"),
        ("The Sept. 11, 2001, attacks changed that.", "The Sept. 11, 2001", "2001-09-11"),
        ("In fiscal 2024, the deficit grew.", "fiscal 2024", "FY2024"),
        ("In FY25, exports will grow.", "FY25", "FY2025"),
        ("In FY24/25, exports grew.", "FY24/25", "FY2024/25"),
    ],
)
def test_a_year_belongs_to_what_it_follows(text: str, phrase: str, value: str) -> None:
    assert [(t.text, t.value) for t in times(text)] == [(phrase, value)]


def test_a_day_of_last_year() -> None:
    assert days("The offensive began on 21 May last year.") == [("21 May last year", "2023-05-21", "2023-05-21")]
    assert days("The vote is on 3 June this year.")[0][1] == "2024-06-03"
