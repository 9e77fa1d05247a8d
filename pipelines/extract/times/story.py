"""Times that count from the day told before them: "on 3 March … the following day", "in 1931; the following year".

Such an expression is dated only by a day, month or year told in its own sentence or the one before. Without that it
keeps `PAST_REF` or `FUTURE_REF`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.chunk import Chunk, Found
from pipelines.extract.times.rules.counts import counted_unit
from pipelines.extract.times.rules.offsets import offset_from
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords

_SIDES = {"PAST_REF": -1, "FUTURE_REF": 1}
_FINER = {"D": {"day"}, "W": {"day", "week"}, "M": {"day", "month"}, "Y": {"day", "month", "year"}}
_COUNTED = frozenset("EO")
_BETWEEN = frozenset({"after", "before", "since"})
_BESIDE = frozenset({"following", "next", "previous", "preceding"})


def told_in_order(chunk: Chunk, found: list[Found], sentences: Sequence[int]) -> list[Found]:
    """`found` with what counts from an earlier one dated by it; `sentences` gives the sentence of each."""
    out: list[Found] = []
    last: tuple[int, Meaning] | None = None
    for item, sentence in zip(found, sentences, strict=True):
        meaning = item.meaning
        if meaning.start is None and last is not None and sentence - last[0] <= 1:
            moved = _counted_from(chunk, item, last[1])
            meaning = moved if moved is not None else meaning
        if meaning.kind in {"DATE", "TIME"} and meaning.start is not None and "REF" not in meaning.value:
            last = (sentence, meaning)
        elif meaning.kind == "DATE" and meaning.value not in _SIDES:
            last = None
        out.append(item if meaning is item.meaning else replace(item, meaning=meaning))
    return out


def _counted_from(chunk: Chunk, item: Found, told: Meaning) -> Meaning | None:
    """The meaning of "two days later" or "the following year" beside a day or period that is told."""
    tokens, side = chunk.tokens[item.first : item.last], _SIDES.get(item.meaning.value)
    unit = next((token for token in tokens if token.symbol == "U"), None)
    counted, beside = tokens[-1].symbol in _COUNTED, any(token.lower in _BESIDE for token in tokens)
    if side is None or unit is None or not isinstance(unit.value, UnitWords) or not (counted or beside):
        return None
    if tokens[-1].lower in _BETWEEN and _goes_on(chunk, item.last):
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
    moved = offset_from(replace(chunk.context(item.first), anchor=start), unit, count, side)
    return None if moved.start is None else replace(moved, anchored=told.anchored)


def _goes_on(chunk: Chunk, following: int) -> bool:
    """Whether a word follows, of what was before or after: "two weeks after they fled" is no time after that told."""
    return following < len(chunk.tokens) and chunk.tokens[following].lower[:1].isalnum()


def _is_one(start: dt.date, end: dt.date, precision: str) -> bool:
    """Whether two days are the ends of one day, week, month or year, not of a longer range."""
    whole = {
        "day": timex.day_meaning(start),
        "week": timex.week_meaning(start),
        "month": timex.month_meaning(start.year, start.month),
        "year": timex.year_meaning(start.year),
    }[precision]
    return (whole.start, whole.end) == (start, end)
