"""What a document without a date of publication says of its own date: a dateline, years given to months."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from pipelines.extract.columns import columns_of
from pipelines.extract.times.chunk import Found
from pipelines.extract.times.matching import matches
from pipelines.extract.times.rules.grammar import Hints
from pipelines.extract.times.timelex import Token, lex
from pipelines.language.reading import Reading

_BEHIND_DATELINE = re.compile(r"\s*(?:\([^()\n]{2,80}\)\s*(?:[-–—]{1,2}|\[)|\[[A-Z ]{3,40}\])")


_DATELINE_REACH = 600


def year_hints(reading: Reading, chunks: Sequence[Sequence[Token]], found: Sequence[Sequence[Found]]) -> Hints:
    """The year of each month that the text names with one year and no other ("in May 2006 … on 10 May"), and of all.

    The year of the whole is the one that the title names ("Summit 2016"), if the text names none after it; its day is
    that of a dateline without a year.
    """
    years: dict[int, set[int]] = {}
    titles = [(segment.start, segment.end) for segment in reading.segments if segment.kind == "title"]
    all_years, title_years = set(), set()
    for tokens, items in zip(chunks, found, strict=True):
        for item in items:
            start, end = item.meaning.start, item.meaning.end
            if start is None or end is None or item.meaning.anchored:
                continue
            all_years.add(end.year)
            if item.meaning.precision in {"day", "month"} and start.replace(day=1) == end.replace(day=1):
                years.setdefault(start.month, set()).add(start.year)
            if any(low <= tokens[item.first].start < high for low, high in titles) and start.year == end.year:
                title_years.add(start.year)
    year = next(iter(title_years)) if len(title_years) == 1 and title_years == {max(all_years)} else None
    months = {month: next(iter(given)) for month, given in sorted(years.items()) if len(given) == 1}
    return Hints(months, year, _dateline_day(reading))


def _dateline_day(reading: Reading) -> tuple[int, int] | None:
    """Month and day of a dateline without a year, "SANTA ROSA, Nov 18 (ACME) -": the day that "today" is."""
    if reading.dateline is None or reading.dateline.date is None:
        return None
    start, end = reading.dateline.date
    found = matches(reading, lex(columns_of(reading.doc).raw, start, end), None)
    said = _MONTH_AND_DAY.fullmatch(found[0].meaning.value) if len(found) == 1 else None
    return (int(said[1]), int(said[2])) if said is not None else None


_MONTH_AND_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")


_FILED_BEFORE = dt.timedelta(days=3)


def filing_date(reading: Reading, published: dt.date) -> dt.date:
    """The day a story was written: that of its dateline ("DHAKA, Nov. 19 —") up to three days before publication."""
    text = columns_of(reading.doc).raw
    if reading.dateline is not None and reading.dateline.date is not None:
        start, end = reading.dateline.date
        for item in matches(reading, lex(text, start, end), published):
            day = item.meaning.start
            if item.meaning.precision == "day" and day is not None and published - _FILED_BEFORE <= day <= published:
                return day
    return published


def dateline_date(reading: Reading, chunks: Sequence[list[Token]]) -> dt.date | None:
    """The day of the dateline, if it tells one with its year; the reader's dateline first, else the wire form."""
    text = columns_of(reading.doc).raw
    if reading.dateline is not None and reading.dateline.date is not None:
        start, end = reading.dateline.date
        for item in matches(reading, lex(text, start, end), None):
            if item.meaning.precision == "day" and item.meaning.start is not None:
                return item.meaning.start
    for tokens in chunks:
        if not tokens or tokens[0].start > _DATELINE_REACH:
            break
        for item in matches(reading, tokens, None):
            end = tokens[item.last - 1].end
            explicit = (
                item.meaning.precision == "day"
                and item.meaning.start is not None
                and item.meaning.start == item.meaning.end
            )
            if explicit and tokens[item.first].start <= _DATELINE_REACH and _BEHIND_DATELINE.match(text, end):
                return item.meaning.start
    return None
