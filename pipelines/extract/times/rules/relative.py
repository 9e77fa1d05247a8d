"""Beside the day of speaking: "last week", "this year", "yesterday evening", "recent days", "now"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.counts import moved_by, stretch_of
from pipelines.extract.times.rules.grammar import PRECISIONS, Context, Rules, first_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords
from pipelines.lexicon import words

RULES = Rules()


def relative_unit(context: Context, unit: UnitWords, symbol: str, word: str) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """As in "Last week" (the calendar one), "this month", "next year"; "the past week" is the seven days up to now."""
    shift = {"L": -1, "T": 0, "N": 1}[symbol]
    if context.anchor is None:
        if unit.form == "Y" and unit.count == 1 and context.hints.year is not None and word != "past":
            return timex.year_meaning(context.hints.year + shift, anchored=True)
        return Meaning("DATE", _unanchored(unit, shift), precision=PRECISIONS[unit.form])
    anchor = context.anchor
    if word == "past" and unit.form != "WE":
        return stretch_of(context, unit, 1.0, -1)
    if unit.form in {"D", "W", "WE"}:
        day = timex.add_days(anchor, shift * unit.count * (1 if unit.form == "D" else 7))
        if day is None:
            return None
        maker = {"D": timex.day_meaning, "W": timex.week_meaning, "WE": timex.weekend_meaning}[unit.form]
        if unit.form == "WE" and symbol == "L" and anchor.isoweekday() == 7:
            day = anchor - dt.timedelta(days=7)
        return maker(day, anchored=True)
    if unit.form == "Y" and unit.count > 1:
        first = anchor.year // unit.count * unit.count + shift * unit.count
        return timex.span_of_years(
            f"{first // 10}" if unit.count == 10 else f"{first // 100:02d}",
            first,
            first + unit.count - 1,
            anchored=True,
        )
    months = {"M": 1, "Q": 3, "Y": 12}[unit.form]
    moved = timex.add_months(anchor.replace(day=1), shift * months)
    if moved is None:
        return None
    if unit.form == "M":
        return timex.month_meaning(moved.year, moved.month, anchored=True)
    if unit.form == "Q":
        return timex.quarter_meaning(moved.year, (moved.month + 2) // 3, anchored=True)
    return timex.year_meaning(moved.year, anchored=True)


def _unanchored(unit: UnitWords, shift: int) -> str:
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}[
        unit.form
    ]


@RULES.on(r"t? [LNT] U", r"t? U i? [LN](?!U)")
def _relative(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    unit, relative = first_of(tokens, "U"), first_of(tokens, "LNT")
    if unit is None or relative is None or not isinstance(unit.value, UnitWords) or unit.lower.endswith("s"):
        return None
    if tokens[-1].symbol in "LN" and (relative.lower in _NEVER_BEHIND or unit.value.form == "D"):
        return None
    if tokens[0].symbol == "t" and unit.value.count == 1 and _told(context, relative):
        value = "FUTURE_REF" if relative.symbol == "N" else "PAST_REF"
        return Meaning("DATE", value, precision=PRECISIONS[unit.value.form])
    return relative_unit(context, unit.value, relative.symbol, relative.lower)


_NEVER_BEHIND = words("times", "words-never-behind-units")


def _told(context: Context, relative: Token) -> bool:
    """Whether "the next day", "the previous week" count from what the text tells, not from the day of speaking."""
    if relative.lower in _FROM_THE_TEXT:
        return True
    return relative.lower in {"next", "following"} and (relative.lower == "following" or context.direction() < 0)


_FROM_THE_TEXT = words("times", "words-counting-from-the-text")


@RULES.on(r"t U O N", r"t U E L")
def _after_next(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The week after next", "the year before last"."""
    unit = first_of(tokens, "U")
    if unit is None or not isinstance(unit.value, UnitWords) or tokens[2].lower not in {"after", "before"}:
        return None
    if tokens[3].lower not in {"next", "last"}:
        return None
    side = 1 if tokens[3].symbol == "N" else -1
    moved = moved_by(context.anchor, unit.value, side) if context.anchor is not None else None
    return relative_unit(replace(context, anchor=moved), unit.value, tokens[3].symbol, tokens[3].lower)


@RULES.on(r"t ~ U")
def _same(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The same day": one that the text has told of, whichever it is."""
    unit = tokens[-1]
    if tokens[1].lower != "same" or not isinstance(unit.value, UnitWords) or unit.lower.endswith("s"):
        return None
    return Meaning("DATE", _unanchored(unit.value, 0), precision=PRECISIONS[unit.value.form])


@RULES.on(r"t? [CLN] U (?:& U)?", r"t? N U & U")
def _recent(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Recent days", "the coming weeks": near now, without limits."""
    unit, side = first_of(tokens, "U"), first_of(tokens, "CLN")
    if unit is None or side is None or not unit.lower.endswith("s") or not isinstance(unit.value, UnitWords):
        return None
    value = "FUTURE_REF" if side.symbol == "N" else "PAST_REF"
    return Meaning("DATE", value, precision="none")


@RULES.on(r"t U", r"i U")
def _weekend(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The weekend": the last or the coming one, as the tense says."""
    unit = tokens[-1].value
    if not isinstance(unit, UnitWords) or unit.form != "WE" or tokens[-1].lower.endswith("s"):
        return None
    if context.anchor is None:
        return Meaning("DATE", "XXXX-WXX-WE", precision="day")
    saturday = timex.weekend_meaning(context.anchor).start or context.anchor
    if context.direction() <= 0 and saturday > context.anchor:
        saturday -= dt.timedelta(days=7)
    return timex.weekend_meaning(saturday, anchored=True)


@RULES.on(
    r"Y (?:i?t?P)?",
    r"Y [-,]? P",
    r"[BZD] Y P?",
    r"[BZD] f? t? Y",
    r"t U E Y",
    r"t U O Y",
    r"T P",
    r"[LN] P",
    r"[BZ] T P",
    r"[BZ] -? i? t? P i? T",
)
def _deictic(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Today", "yesterday evening", "this morning", "the day before yesterday"."""
    word, part = first_of(tokens, "Y"), first_of(tokens, "P")
    offset = word.number if word is not None else 0
    if first_of(tokens, "EO"):
        if tokens[2].lower not in {"before", "after"}:
            return None
        offset += -1 if tokens[2].symbol == "E" else 1
    if word is not None and tokens[-1].symbol not in "YP":
        return None
    if part is not None and part.lower in {"midnight"} and word is None:
        return None
    if tokens[0].symbol in "LN":
        if tokens[0].lower not in {"last", "next"}:
            return Meaning("TIME", f"T{part.value}") if part is not None else None
        offset = -1 if tokens[0].symbol == "L" else 1
    suffix = f"T{part.value}" if part is not None else "TNI" if word is not None and word.lower == "tonight" else ""
    if context.anchor is None:
        said = timex.day_of_any_year(*context.hints.day, offset) if context.hints.day is not None else None
        return Meaning("TIME" if suffix else "DATE", f"{said or 'XXXX-XX-XX'}{suffix}", precision="day")
    day = timex.add_days(context.anchor, offset)
    return None if day is None else timex.day_meaning(day, anchored=True, suffix=suffix)


@RULES.on(r"K", r"~K")
def _now(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    if len(tokens) == 2 and tokens[0].lower not in {"right", "just"}:
        return None
    if tokens[-1].lower == "now" and len(tokens) == 1:
        return None
    anchor = context.anchor if tokens[-1].lower not in {"to date", "these days"} else None
    return Meaning("DATE", "PRESENT_REF", anchor, anchor, "day" if anchor else "none", anchor is not None)
