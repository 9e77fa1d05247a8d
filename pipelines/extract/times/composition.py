"""Expressions put together: a time of day with its day, the two ends of a range, a stretch with its first day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.chunk import Chunk, Found
from pipelines.extract.times.rules.counts import counted_unit, moved_by
from pipelines.extract.times.rules.grammar import joined
from pipelines.extract.times.rules.offsets import offset_from
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords
from pipelines.lexicon import words

_RELATIVE_YEARS = frozenset({"LU", "NU", "TU"})
_PARTS = frozenset({"TMO", "TAF", "TEV"})
_LINKS = frozenset({"-", ">", "&"})
_STARTING = words("times", "words-of-starting")
_UNTIL_NOW = frozenset({">K", "&K", ">Y", "&Y"})
_FROM_NOW = ("<K>", "jK&", "<K&")
_MOMENT_LINKS = frozenset({"", ",", "i", "it", "f", "ft", ",i", "(", "<", "j"})


def composed(chunk: Chunk, found: list[Found]) -> list[Found]:
    """Join what stands side by side, from left to right; ends of ranges that are "now" come last."""
    out: list[Found] = []
    for item in _dated(chunk, found):
        out.append(item)
        while len(out) > 1 and not ends_sentence(chunk.tokens, out[-2].first, out[-2].last):
            merged = next((made for join in _JOINS if (made := join(chunk, out[-2], out[-1])) is not None), None)
            if merged is None:
                break
            out[-2:] = [merged]
    return [_last_night(chunk, _with_now(chunk, item)) for item in out]


def ends_sentence(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether an expression at tokens `first:last` takes in a full stop that is not that of a month in short."""
    if last - first < 2 or tokens[last - 1].symbol != ".":
        return False
    month = tokens[last - 2]
    return month.symbol != "M" or len(month.lower) > 4 or month.lower in {"may", "june", "july"}


def _dated(chunk: Chunk, found: list[Found]) -> list[Found]:
    """A day or month takes the year behind it: "on 26 June in 2020"."""
    out: list[Found] = []
    for item in found:
        joint = _in_year(chunk, out[-1], item) if out else None
        if joint is None:
            out.append(item)
        else:
            out[-1] = joint
    return out


def _in_year(chunk: Chunk, left: Found, right: Found) -> Found | None:
    told, year = left.meaning, right.meaning.start
    between = chunk.symbols[left.last - 1 : right.first].lstrip("MdoP")
    beside = chunk.symbols[right.first : right.last] in _RELATIVE_YEARS  # "on 21 April last year"
    if left.rule is None or (between not in {"", ",", "i", "f"} if beside else between != "i"):
        return None
    if right.meaning.precision != "year" or len(right.meaning.value) != 4 or year is None:
        return None
    if right.meaning.anchored and not beside:
        return None
    if told.kind != "DATE" or told.precision not in {"day", "month"}:
        return None
    if not beside and not told.anchored and told.start is not None and told.start.year != year.year:
        return None
    again = left.rule.handler(chunk.context(left.first, year.year), chunk.tokens[left.first : left.last])
    fits = again is not None and not again.anchored and again.start is not None and again.start.year == year.year
    return Found(left.first, right.last, again, None) if again is not None and fits else None


def _with_now(chunk: Chunk, item: Found) -> Found:
    """As in "Between May 2019 and now", "from now until Friday"."""
    meaning, anchor = item.meaning, chunk.anchor
    if anchor is None or meaning.kind != "DATE" or meaning.start is None or meaning.end is None:
        return item
    opener = chunk.symbols[max(0, item.first - 3) : item.first]
    if opener in _FROM_NOW and meaning.end >= anchor:
        value = f"PRESENT_REF/{meaning.value}"
        return Found(item.first - 2, item.last, replace(meaning, value=value, start=anchor, anchored=True), item.rule)
    behind = chunk.symbols[item.last : item.last + 2]
    is_now = behind in _UNTIL_NOW and chunk.tokens[item.last + 1].lower in {"now", "today"}
    if is_now and opener[-1:] in {"j", "<"} and meaning.start <= anchor:
        value = f"{meaning.value}/PRESENT_REF"
        return Found(item.first, item.last + 2, replace(meaning, value=value, end=anchor, anchored=True), item.rule)
    return item


def _last_night(chunk: Chunk, item: Found) -> Found:
    """As in "were killed overnight": alone and behind a past tense it is the night to the document's day."""
    if chunk.anchor is None or not is_bare_night(chunk.tokens, item) or item.meaning.start is not None:
        return item
    night = timex.night_to(chunk.anchor) if chunk.context(item.first).direction() == -1 else None
    return item if night is None else replace(item, meaning=night)


def is_bare_night(tokens: Sequence[Token], item: Found) -> bool:
    """Whether an expression is no more than a word for the night just past."""
    return item.last - item.first == 1 and tokens[item.first].lower in _NIGHTS


_NIGHTS = words("times", "nights-just-past")


def _displaced(chunk: Chunk, left: Found, right: Found) -> Found | None:
    """As in "Two weeks before Christmas", "the day after 3 May": counted from a day or a period that is told."""
    between, last = chunk.symbols[left.last : right.first], chunk.tokens[left.last - 1].lower
    side = {"before": -1, "after": 1}.get(last)
    told = right.meaning
    if between not in {"", "t"} or side is None or left.meaning.value not in {"PAST_REF", "FUTURE_REF"}:
        return None
    if told.kind != "DATE" or told.start is None or told.end is None:
        return None
    tokens = chunk.tokens[left.first : left.last]
    count, unit = counted_unit(tokens)
    if tokens[0].symbol in "tU":
        count = 1.0
    if unit.symbol != "U" or count is None:
        return None
    from_day = told.start if side < 0 else told.end
    base = replace(chunk.context(left.first), anchor=from_day)
    exact = unit.value.form in {"D", "W"} and told.start == told.end if isinstance(unit.value, UnitWords) else False
    if exact and isinstance(unit.value, UnitWords) and tokens[0].symbol not in "tU":
        day = moved_by(from_day, unit.value, side * count) if count * unit.value.count < 10000 else None
        meaning = timex.day_meaning(day, anchored=told.anchored) if day is not None else None
    else:
        meaning = replace(offset_from(base, unit, count, side), anchored=told.anchored)
    return None if meaning is None else Found(left.first, right.last, meaning, None)


def _started(chunk: Chunk, left: Found, right: Found) -> Found | None:
    """As in "For two weeks starting on Monday", "ten days from 5 May": the days that the stretch takes."""
    between = chunk.symbols[left.last : right.first].strip("it,")
    word = next((t.lower for t in chunk.tokens[left.last : right.first] if t.symbol not in "it,"), "")
    if between not in {"~", "B", "<"} or word not in _STARTING | {"from"} or left.meaning.kind != "DURATION":
        return None
    first, told = right.meaning.start, left.meaning
    if first is None or first != right.meaning.end or right.meaning.kind != "DATE" or told.start is not None:
        return None
    tokens = chunk.tokens[left.first : left.last]
    if sum(token.symbol in "UH" for token in tokens) != 1:
        return None
    count, unit = counted_unit(tokens)
    if unit.symbol != "U" or count is None or not isinstance(unit.value, UnitWords) or count * unit.value.count > 10000:
        return None
    behind = moved_by(first, unit.value, count)
    end = timex.add_days(behind, -1) if behind is not None else None
    if end is None or end < first:
        return None
    meaning = replace(told, start=first, end=end, precision="day", anchored=right.meaning.anchored)
    return Found(left.first, right.last, meaning, None)


def _moment(chunk: Chunk, left: Found, right: Found) -> Found | None:
    """A time of day and a day, side by side or with a preposition between them; "tonight at 8 p.m." keeps the hour."""
    a, b = left.meaning, right.meaning
    between = chunk.symbols[left.last : right.first]
    if between in _MOMENT_LINKS - {"("} and a.kind == b.kind == "TIME":
        parts, hours = (a, b) if a.start is not None else (b, a)
        if hours.start is None and parts.start is not None and parts.value[-3:-2] == "T" and ":" in hours.value:
            value = parts.value[:-3] + "/".join(_in_part(hour, parts.value[-2:]) for hour in hours.value.split("/"))
            return Found(left.first, right.last, replace(parts, value=value), left.rule)
    if not between.strip("it") and a.kind == b.kind == "TIME" and a.value[1:2].isdecimal() and b.value in _PARTS:
        value = "/".join(_in_part(hour, b.value[1:]) for hour in a.value.split("/"))
        return Found(left.first, right.last, replace(a, value=value), left.rule)
    is_of_hours = (
        between in {"Hf", "Hft", "Hi"} and chunk.tokens[left.last].lower == "hours"
    )  # "the morning hours of Friday"
    if (between not in _MOMENT_LINKS and not is_of_hours) or {a.kind, b.kind} != {"DATE", "TIME"}:
        return None
    day, hour = (a, b) if a.kind == "DATE" else (b, a)
    if day.precision != "day" or "T" in day.value or not hour.value.startswith("T"):
        return None
    return Found(left.first, right.last, replace(day, kind="TIME", value=day.value + hour.value), left.rule)


def _weekday_of_week(chunk: Chunk, left: Found, right: Found) -> Found | None:
    """As in "Monday two weeks from now", "the first week of October on Friday": the weekday of that week."""
    if chunk.symbols[left.last : right.first] not in _MOMENT_LINKS - {"(", "<", "j"}:
        return None
    for week, day in ((left, right), (right, left)):
        tokens = [token for token in chunk.tokens[day.first : day.last] if token.symbol not in "it,"]
        told, monday = week.meaning, week.meaning.start
        if [token.symbol for token in tokens] != ["W"] or told.kind != "DATE" or told.precision != "week":
            continue
        if monday is not None and monday.isoweekday() == 1 and told.end == monday + dt.timedelta(days=6):
            that = monday + dt.timedelta(days=tokens[0].number - 1)
            return Found(left.first, right.last, timex.day_meaning(that, anchored=told.anchored), None)
    return None


def _in_part(hour: str, part: str) -> str:
    """A clock time of twelve hours in its part of the day: "6 o'clock" of an evening is T18:00."""
    number = int(hour[1:3])
    later = number < 12 and (part in {"AF", "EV"} or (part == "NI" and number > 5))
    return f"T{number + 12}{hour[3:]}" if later else hour


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
    value = f"{moved.year:04d}{meaning.value[4:]}" if meaning.value[:4] == f"{start.year:04d}" else meaning.value
    return replace(meaning, value=value, start=moved, end=until)


_JOINS = (_moment, _range, _displaced, _started, _weekday_of_week)
