"""Expressions put together: a time of day with its day, and the two ends of a range."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.chunk import Chunk, Found
from pipelines.extract.times.rules.grammar import joined
from pipelines.extract.times.timex import Meaning

_LINKS = frozenset({"-", ">", "&"})


_MOMENT_LINKS = frozenset({"", ",", "i", "it", "f", "ft", ",i", "(", "<", "j"})


def composed(chunk: Chunk, found: list[Found]) -> list[Found]:
    """Join a time of day with its day, and the two ends of a range."""
    out: list[Found] = []
    for item in found:
        out.append(item)
        while len(out) > 1:
            merged = _moment(chunk, out[-2], out[-1]) or _range(chunk, out[-2], out[-1])
            if merged is None:
                break
            out[-2:] = [merged]
    return out


def _moment(chunk: Chunk, left: Found, right: Found) -> Found | None:
    """A time of day and a day, side by side or with a preposition between them."""
    a, b = left.meaning, right.meaning
    between = chunk.symbols[left.last : right.first]
    if between not in _MOMENT_LINKS or {a.kind, b.kind} != {"DATE", "TIME"}:
        return None
    day, hour = (a, b) if a.kind == "DATE" else (b, a)
    if day.precision != "day" or "T" in day.value or not hour.value.startswith("T"):
        return None
    return Found(left.first, right.last, replace(day, kind="TIME", value=day.value + hour.value), left.rule)


def _is_range(chunk: Chunk, left: Found, right: Found) -> bool:
    between = chunk.symbols[left.last : right.first]
    a, b = left.meaning, right.meaning
    if (
        between not in _LINKS
        or a.kind != b.kind
        or a.kind not in {"DATE", "TIME"}
        or any(mark in a.value + b.value for mark in ("/", "REF"))
    ):
        return False
    if between == "&":
        opener = chunk.symbols[left.first - 1] if left.first else ""
        return "j" in {opener, chunk.symbols[left.first]}
    return between != "-" or chunk.tokens[left.last].spaced == chunk.tokens[right.first].spaced


def _range(chunk: Chunk, left: Found, right: Found) -> Found | None:
    """The range from `left` to `right`; a left end without a year takes that of an explicit right end."""
    if not _is_range(chunk, left, right):
        return None
    a, b = _same_year(chunk, left, right.meaning), right.meaning
    if (
        a.start is not None
        and b.start is not None
        and b.end is not None
        and a.anchored
        and b.anchored
        and b.start < a.start
    ):
        b = _later(b, b.start, b.end, a.start)
    if a.kind == "TIME" and a.start is None:
        meaning = Meaning("TIME", f"{a.value}/{b.value}", b.start, b.end, b.precision, b.anchored)
    else:
        meaning = joined(a, b)
    return Found(left.first, right.last, meaning, left.rule)


def _same_year(chunk: Chunk, left: Found, right: Meaning) -> Meaning:
    meaning = left.meaning
    if (
        left.rule is None
        or right.start is None
        or right.anchored
        or (meaning.start is not None and not meaning.anchored)
    ):
        return meaning
    tokens = chunk.tokens[left.first : left.last]
    again = left.rule.handler(chunk.context(left.first, right.start.year), tokens)
    if again is not None and again.start is not None and again.start > right.start:
        again = left.rule.handler(chunk.context(left.first, right.start.year - 1), tokens)
    return again or meaning


def _later(meaning: Meaning, start: dt.date, end: dt.date, after: dt.date) -> Meaning:
    """The right end of a range moved behind its left end: by a week for weekdays, else by a year."""
    week = dt.timedelta(days=7)
    if start + week >= after:
        return replace(meaning, start=start + week, end=end + week, value=(start + week).isoformat())
    moved, until = timex.add_months(start, 12), timex.add_months(end, 12)
    if moved is None or until is None or meaning.precision not in {"day", "month"}:
        return meaning
    return replace(meaning, start=moved, end=until)
