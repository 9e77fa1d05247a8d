"""Times that count from the day told before them: "on 3 March … the following day", "in 1931; the following year".

Such an expression is dated only by a day, month or year told in its own sentence or the two before. Without that it
keeps `PAST_REF` or `FUTURE_REF`. "Overnight" is the night to a day that its own sentence tells behind it, and no night
of the news behind a day told long before.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.chunk import Found
from pipelines.extract.times.composition import is_bare_night
from pipelines.extract.times.rules.counts import counted_unit
from pipelines.extract.times.rules.grammar import Context
from pipelines.extract.times.rules.offsets import offset_from
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords
from pipelines.lexicon import words

_REACH = 2  # sentences back
_SIDES = {"PAST_REF": -1, "FUTURE_REF": 1}
_FINER = {"D": {"day"}, "W": {"day", "week"}, "M": {"day", "month"}, "Y": {"day", "month", "year"}}
_COUNTED = frozenset("EO")
_BETWEEN = frozenset({"after", "before", "since"})
_BESIDE = words("times", "words-of-neighbours")


def told_in_order(
    chunks: Sequence[Sequence[Token]], found: Sequence[list[Found]], starts: Sequence[int], anchor: dt.date | None
) -> list[list[Found]]:
    """`found` in each of `chunks`, with what counts from an earlier day dated by it; `starts` are the sentences'.

    What was earlier does not count from a day behind `anchor`, the document's day.
    """
    out: list[list[Found]] = []
    last: tuple[int, Meaning] | None = None
    for tokens, items in zip(chunks, found, strict=True):
        dated: list[Found] = []
        for k, item in enumerate(items):
            sentence, meaning = bisect_right(starts, tokens[item.first].start), item.meaning
            if meaning.start is None and last is not None and sentence - last[0] <= _REACH:
                counts_on = not _has_own_end(tokens, item)
                ahead = anchor is not None and last[1].start is not None and last[1].start > anchor
                counts_on = counts_on and not (ahead and meaning.value == "PAST_REF")
                moved = _counted_from(tokens[item.first : item.last], meaning, last[1]) if counts_on else None
                meaning = moved or meaning
            if is_bare_night(tokens, item):
                told = dated[-1].meaning if dated else None  # of the same paragraph
                meaning = _night(meaning, told, _told_behind(tokens, items[k + 1 :], starts, sentence))
            if last is not None and sentence - last[0] <= _REACH and last[1].end is not None:
                meaning = _that_month(tokens, item, last[1].end.year) or meaning
            if meaning.kind in {"DATE", "TIME"} and meaning.start is not None and "REF" not in meaning.value:
                last = (sentence, meaning)
            elif meaning.kind == "DATE" and meaning.value not in _SIDES:
                last = None
            dated.append(item if meaning is item.meaning else replace(item, meaning=meaning))
        out.append(dated)
    return out


def _told_behind(
    tokens: Sequence[Token], items: Sequence[Found], starts: Sequence[int], sentence: int
) -> Meaning | None:
    """The first day that the rest of a sentence tells."""
    here = (i.meaning for i in items if bisect_right(starts, tokens[i.first].start) == sentence)
    return next((m for m in here if m.precision == "day" and m.start is not None and m.start == m.end), None)


def _night(night: Meaning, before: Meaning | None, behind: Meaning | None) -> Meaning:
    """The night that "overnight" means between what was told before it and what its sentence tells behind it."""
    if night.end is None:
        return night
    if behind is not None and behind.start is not None and behind.start <= night.end:
        return timex.night_to(behind.start, anchored=behind.anchored) or night
    long_before = before is not None and before.end is not None and night.end - before.end > _RECENT
    return Meaning("TIME", "TNI") if long_before else night


_RECENT = dt.timedelta(days=3)


def _that_month(tokens: Sequence[Token], item: Found, year: int) -> Meaning | None:
    """What "that July" means where a year was told before it."""
    month, meaning = tokens[item.last - 1], item.meaning
    opener = tokens[item.first - 1].lower if item.first else ""
    if opener != "that" or month.symbol != "M" or item.last - item.first > 1 or not meaning.anchored:
        return None
    return timex.month_meaning(year, month.number, anchored=True)


def _counted_from(tokens: Sequence[Token], meaning: Meaning, told: Meaning) -> Meaning | None:
    """What "two days later" or "the following year" mean behind a day or period that is told."""
    if meaning.kind == "TIME" and tokens[-1].symbol == "P":
        return _following_part(tokens, meaning, told)
    side = _SIDES.get(meaning.value)
    unit = next((token for token in tokens if token.symbol == "U"), None)
    counted, beside = tokens[-1].symbol in _COUNTED, any(token.lower in _BESIDE for token in tokens)
    if side is None or unit is None or not isinstance(unit.value, UnitWords) or not (counted or beside):
        return None
    form, precision = unit.value.form, told.precision
    start, end = told.start, told.end
    if form not in _FINER or precision not in _FINER[form] or start is None or end is None:
        return None
    if not _is_one(start, end, precision):
        return None
    count = counted_unit(tokens)[0] if tokens[0].symbol not in "tU" else 1.0
    if count is None:
        return None
    moved = offset_from(Context(start, lambda: 0), unit, count, side)
    return None if moved.start is None else replace(moved, anchored=told.anchored)


def _following_part(tokens: Sequence[Token], meaning: Meaning, told: Meaning) -> Meaning | None:
    """What "the following morning" means behind a day that is told."""
    beside = any(token.lower in {"following", "next"} for token in tokens)
    if not beside or told.precision != "day" or told.start is None or told.end is None:
        return None
    day = told.end if _is_night(told) else timex.add_days(told.start, 1) if told.start == told.end else None
    return None if day is None else timex.day_meaning(day, anchored=told.anchored, suffix=meaning.value)


def _is_night(told: Meaning) -> bool:
    """Whether a night is told with both its days, "the night of 3-4 May"."""
    return told.value.endswith("TNI") and told.end == timex.add_days(told.start or dt.date.min, 1)


def _has_own_end(tokens: Sequence[Token], item: Found) -> bool:
    """Whether a word follows, of what was before or after: "two weeks after they fled" is no time after that told."""
    goes_on = item.last < len(tokens) and tokens[item.last].lower[:1].isalnum()
    return tokens[item.last - 1].lower in _BETWEEN and goes_on


def _is_one(start: dt.date, end: dt.date, precision: str) -> bool:
    """Whether two days are the ends of one day, week, month or year, not of a longer range."""
    whole = {
        "day": timex.day_meaning(start),
        "week": timex.week_meaning(start),
        "month": timex.month_meaning(start.year, start.month),
        "year": timex.year_meaning(start.year),
    }[precision]
    return (whole.start, whole.end) == (start, end)
