"""So many units away: "two years ago", "in two weeks", "the past three days", "a day later"."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.counts import COUNT, count_of, counted_unit, iso_duration, moved_by, stretch_of
from pipelines.extract.times.rules.grammar import PRECISIONS, Context, Rules, all_of, first_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords
from pipelines.lexicon import words

RULES = Rules()


@RULES.on(rf"t? [LN] {COUNT} ~? [UH]", rf"t? {COUNT} [LN] [UH]", r"t? [LN] [UH]")
def _last_several(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The past two weeks", "the next 3 days", "the last few months"; "the past hours" counts nothing."""
    relative, unit = first_of(tokens, "LN"), first_of(tokens, "UH")
    if relative is None or unit is None or not isinstance(unit.value, UnitWords):
        return None
    middle = [t for t in tokens if t.symbol == "~"]
    if middle and middle[0].lower not in _BETWEEN:
        return None
    counted = [t for t in tokens if t.symbol in "dxywga.,&h"]
    count = count_of(counted) if counted else None
    if not counted and not unit.lower.endswith("s"):
        return None
    if unit.symbol == "H":
        return _hours(context.anchor, unit, count, -1 if relative.symbol == "L" else 1)
    return stretch_of(context, unit.value, count, -1 if relative.symbol == "L" else 1)


_BETWEEN = words("times", "words-within-offsets")


def _hours(anchor: dt.date | None, unit: Token, count: float | None, side: int) -> Meaning:
    """The days that so many hours or minutes up to now (side -1) or from now on (1) touch."""
    value, form = iso_duration(unit, count), unit.value.form if isinstance(unit.value, UnitWords) else ""
    if anchor is None or count is None or count > 10000:
        return Meaning("DURATION", value)
    other = timex.add_days(anchor, side * math.ceil(count / 24)) if form == "H" else anchor
    if other is None:
        return Meaning("DURATION", value)
    return Meaning("DURATION", value, min(anchor, other), max(anchor, other), "day", anchored=True)


@RULES.on(rf"{COUNT} -? [UH] (?:,?&? {COUNT} [UH])? A", rf"{COUNT} ~ [UH] A")
def _ago(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two years ago": a day for days, else the week, month or year that it falls in."""
    count, unit = counted_unit(tokens)
    if not isinstance(unit.value, UnitWords) or any(
        t.symbol == "~" and t.lower not in {"long", "full", "short"} for t in tokens
    ):
        return None
    units = all_of(tokens, "UH")
    if len(units) == 2 and units[1].symbol == "U" and isinstance(units[1].value, UnitWords):
        rest = count_of(tokens[tokens.index(unit) + 1 : -1])
        nearer = moved_by(context.anchor, units[1].value, -(rest or 0)) if context.anchor is not None and rest else None
        if nearer is None or unit.symbol != "U":
            return Meaning("DATE", "PAST_REF", precision=PRECISIONS[units[1].value.form])
        far = moved_by(nearer, unit.value, -(count or 0))
        return None if far is None else timex.day_meaning(far, anchored=True)
    return offset_from(context, unit, count, -1)


@RULES.on(rf"{COUNT} -? [UH] < [KY]", rf"{COUNT} -? [UH] ~ [KY]")
def _from_now(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two weeks from now", "three days from tomorrow"."""
    count, unit = counted_unit(tokens)
    if tokens[-2].lower not in {"from", "after"} or not isinstance(unit.value, UnitWords):
        return None
    anchor = timex.add_days(context.anchor, tokens[-1].number) if context.anchor is not None else None
    if tokens[-1].symbol == "Y" and anchor is not None and count is not None and count * unit.value.count < 10000:
        day = moved_by(anchor, unit.value, count) if unit.symbol == "U" else anchor
        return None if day is None else timex.day_meaning(day, anchored=True)
    return offset_from(replace(context, anchor=anchor), unit, count, 1)


def offset_from(context: Context, unit: Token, count: float | None, side: int) -> Meaning:  # noqa: PLR0911 - a decision list
    """The day, week, month or year that lies so many units before (side -1) or behind (1) the day of speaking."""
    words = unit.value
    assert isinstance(words, UnitWords)
    precision = PRECISIONS[words.form] if unit.symbol == "U" else "day"
    blank = Meaning("DATE", "PAST_REF" if side < 0 else "FUTURE_REF", precision=precision)
    if context.anchor is None or count is None or count * words.count > 10000:
        return blank
    if unit.symbol == "H":
        near = words.form != "H" or count < 1
        return timex.day_meaning(context.anchor, anchored=True) if near else blank
    day = moved_by(context.anchor, words, side * count)
    if day is None:
        return blank
    if words.form in {"D", "WE"}:
        return timex.day_meaning(day, anchored=True)
    if words.form == "W":
        return timex.week_meaning(day, anchored=True)
    if words.form in {"M", "Q"} or (words.count == 1 and count % 1):
        return timex.month_meaning(day.year, day.month, anchored=True)
    if words.count > 1:
        size = words.count
        first = day.year // size * size
        return timex.span_of_years(
            f"{first // 10}" if size == 10 else f"{first // 100:02d}", first, first + size - 1, anchored=True
        )
    return timex.year_meaning(day.year, anchored=True)


@RULES.on(rf"{COUNT} -? [UH] [EO]", r"t? U [EO](?!~?y)", r"H [EO](?!~?y)")
def _text_offset(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two days later", "a year earlier": counted from something the text tells; never resolved here."""
    unit, side = first_of(tokens, "UH"), tokens[-1]
    if unit is None or not isinstance(unit.value, UnitWords) or (side.lower in {"hence"} and context.anchor is None):
        return None
    if side.lower in {"hence"}:
        return offset_from(context, unit, counted_unit(tokens)[0], 1)
    some = tokens[0].symbol in "UH" and unit.lower.endswith("s") and side.lower in {"earlier", "later"}
    if some:
        return Meaning("DATE", "PAST_REF" if side.symbol == "E" else "FUTURE_REF")
    if tokens[0].symbol in "tU" and (
        side.lower not in {"after", "before", "earlier", "later"} or unit.lower.endswith("s")
    ):
        return None
    precision = PRECISIONS[unit.value.form] if unit.symbol == "U" else "day"
    return Meaning("DATE", "PAST_REF" if side.symbol == "E" else "FUTURE_REF", precision=precision)


@RULES.on(rf"~ {COUNT} -? [UH]", rf"~ t? [LN]? {COUNT} [UH] (?:,?&? {COUNT} [UH]){{1,2}}")
def _within(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Within five days" where the sentence looks ahead: from today until then."""
    if tokens[0].lower != "within" or first_of(tokens, "LN") or context.anchor is None or context.direction() <= 0:
        return None
    end: dt.date | None = context.anchor
    value, at = "", 1
    for k, unit in enumerate(tokens):
        if unit.symbol not in "UH" or not isinstance(unit.value, UnitWords) or end is None:
            continue
        count = count_of(tokens[at:k])
        if count is None or count * unit.value.count > 10000 or (unit.symbol == "H" and count * unit.value.count >= 24):
            return None
        end = moved_by(end, unit.value, count) if unit.symbol == "U" else end
        written = iso_duration(unit, count)
        value, at = value + (written if not value else written[1:]), k + 1
    return None if end is None else Meaning("DURATION", value, context.anchor, end, "day", anchored=True)


@RULES.on(rf"{COUNT} [UH] i t ~")
def _into_future(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Four weeks in the future"."""
    if tokens[-1].lower != "future":
        return None
    count, unit = counted_unit(tokens)
    return offset_from(context, unit, count, 1) if isinstance(unit.value, UnitWords) else None


@RULES.on(rf"i {COUNT} -? [UH]", rf"~ {COUNT} -? [UH] ~ K")
def _in_future(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "In two weeks" is a date only where the sentence looks ahead; else it is a duration (`_duration`)."""
    if tokens[0].lower != "in" or context.direction() <= 0:
        return None
    count, unit = counted_unit(tokens[1:])
    return offset_from(context, unit, count, 1)
