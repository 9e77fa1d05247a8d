"""The grammar of time: which sequences of tokens are an expression, and what it means beside a date of speaking.

A rule is a regular expression over token symbols (`pipelines.extract.times.timelex`) and a function from the tokens
matched to a `Meaning`, or None where the words make no sense ("32-2015"). The longest match wins, the earlier one
among equals.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.figures.numbers import literal
from pipelines.extract.times import timex
from pipelines.extract.times.timelex import Holiday, Token, UnitWords, lexicon
from pipelines.extract.times.timex import Meaning

UNRESOLVED_DAY = Meaning("DATE", "XXXX-XX-XX", precision="day")
# A day this near is meant even where the tense, easily misread, points to one that is far.
_NEAR, _FAR = 60, 180
_PRECISIONS = {"D": "day", "W": "week", "M": "month", "Y": "year", "Q": "month", "WE": "day", "S": "none"}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against: the document's date, the tense around it, years given to months."""

    anchor: dt.date | None
    direction: Callable[[], int]
    year_hints: dict[int, int] = field(default_factory=dict)
    year: int | None = None


Handler = Callable[[Context, Sequence[Token]], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over symbols and what a match of it means."""

    pattern: re.Pattern[str]
    handler: Handler


RULES: list[Rule] = []


def _rule(*patterns: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        RULES.extend(Rule(re.compile(pattern.replace(" ", "")), handler) for pattern in patterns)
        return handler

    return register


def _first(tokens: Sequence[Token], symbols: str) -> Token | None:
    return next((token for token in tokens if token.symbol in symbols), None)


def _all(tokens: Sequence[Token], symbols: str) -> list[Token]:
    return [token for token in tokens if token.symbol in symbols]


def _number(tokens: Sequence[Token], symbols: str) -> int | None:
    token = _first(tokens, symbols)
    return None if token is None else token.number


def _compact(tokens: Sequence[Token]) -> bool:
    return not any(token.spaced for token in tokens[1:])


# Days of the calendar


@_rule(
    r"(?:W,?)? M\.? [do] ,?f? y",
    r"(?:W,?)? t?[do] f? -? M\.? [,-]? f? y",
    r"(?:W,?)? y -? M\.? -? [do]",
    r"M\.? -? d -? y",
    r"M\.? /d/y",
)
def _full_date(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    year, month, day = _number(tokens, "y"), _number(tokens, "M"), _number(tokens, "do")
    found = timex.safe_date(year or 0, month or 0, day or 0)
    if found is None:
        return Meaning("DATE", f"{year:04d}-{month:02d}-{day:02d}", precision="day") if (day or 99) <= 31 else None
    return timex.day_meaning(found)


@_rule(r"(?:W,?)? d M\.? d", r"(?:W,?)? d M\.? 'd", r"M\.? d ,?'d", r"d-M-d")
def _short_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "3 Jan 90": the second number is a year of two digits, which follows at once or behind an apostrophe."""
    days, month = _all(tokens, "d"), _number(tokens, "M") or 0
    year = days[-1]
    if year.end - year.start != 2 or (
        tokens[-2].symbol != "'" and not (50 <= year.number <= 99 or tokens[-2].symbol == "-")
    ):
        return None
    found = timex.safe_date(timex.two_digit_year(year.number), month, days[0].number)
    return None if found is None else timex.day_meaning(found)


@_rule(r"(?:W,?\(?)? y [-/.] d [-/.] d", r"(?:W,?)? d [-/.] d [-/.] [yd]")
def _numeric_date(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """Year first is ISO; else month first, or day first where the month cannot be; dots mean day first."""
    body = [token for token in tokens if token.symbol in "yd-/."]
    numbers, marks = [t.number for t in body[::2]], {t.lower for t in body[1::2]}
    if len(marks) != 1 or not _compact(body):
        return None
    if body[0].symbol == "y":
        year, month, day = numbers
    elif body[-1].symbol == "y" or (marks == {"/"} and body[-1].end - body[-1].start == 2):
        year = numbers[2] if body[-1].symbol == "y" else timex.two_digit_year(numbers[2])
        month, day = numbers[:2]
        if month > 12 or marks == {"."}:
            month, day = day, month
    else:
        return None
    found = timex.safe_date(year, month, day)
    return None if found is None else timex.day_meaning(found)


@_rule(
    r"(?:[LNT]?W,?\(?)? t? M\.? t?[do] \)?",
    r"(?:[LNT]?W,?\(?)? M[-/]d",
    r"(?:[LNT]?W,?\(?)? t?[do] f? M\.? ",
    r"[LN] [do] f? M\.?",
    r"(?:[LNT]?W,?\(?)? d-M",
)
def _month_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    month, day = _number(tokens, "M") or 0, _number(tokens, "do") or 0
    if timex.safe_date(2000, month, day) is None:
        return None
    side = {"L": -1, "N": 1}.get(tokens[0].symbol, 0) if _first(tokens, "W") is None else 0
    if side and context.anchor is not None:
        return _nearest_day(context.anchor, month, day, side)
    return partial_day(context, month, day, _number(tokens, "W"))


@_rule(r"(?:[LNT]?W,?) d/d", r"d/d")
def _slashed_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    first, second = (token.number for token in _all(tokens, "d"))
    month, day = (second, first) if first > 12 else (first, second)
    if [first, second] == [24, 7]:
        return None
    if len(tokens) == 3 and not (first > 12 or second > 12 or tokens[0].lower.startswith("0")):
        return None
    if timex.safe_date(2000, month, day) is None or not _compact(tokens[-3:]):
        return None
    return partial_day(context, month, day, _number(tokens, "W"))


def partial_day(context: Context, month: int, day: int, weekday: int | None = None) -> Meaning:
    """A day of the year without its year: the nearest that the tense allows; a weekday beside it must agree."""
    if context.year is not None or context.anchor is None:
        year = context.year if context.year is not None else context.year_hints.get(month)
        found = timex.safe_date(year, month, day) if year else None
        if found is None:
            return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}", precision="day")
        return replace(timex.day_meaning(found), year_known=True)
    anchor = context.anchor
    candidates = _candidate_days(anchor, month, day)
    agreeing = [found for found in candidates if found.isoweekday() == weekday]
    chosen = _choose(agreeing or candidates, anchor, 0 if agreeing else context.direction())
    nearest = _choose(agreeing or candidates, anchor, 0)
    if chosen and nearest and abs((chosen - anchor).days) > _FAR and abs((nearest - anchor).days) < _NEAR:
        chosen = nearest
    return (
        Meaning("DATE", f"XXXX-{month:02d}-{day:02d}", precision="day")
        if chosen is None
        else timex.day_meaning(chosen, anchored=True)
    )


def _candidate_days(anchor: dt.date, month: int, day: int) -> list[dt.date]:
    years = [
        timex.safe_date(anchor.year + delta, month, day) for delta in (-1, 0, 1) if 1 <= anchor.year + delta <= 9999
    ]
    return [found for found in years if found is not None]


def _nearest_day(anchor: dt.date, month: int, day: int, side: int) -> Meaning | None:
    chosen = _choose(_candidate_days(anchor, month, day), anchor, side)
    return None if chosen is None else timex.day_meaning(chosen, anchored=True)


def _choose(candidates: Sequence[dt.date], anchor: dt.date, direction: int) -> dt.date | None:
    """The latest day up to the anchor (direction -1), the earliest from it on (1), or the nearest (0)."""
    allowed = [day for day in candidates if direction == 0 or (day - anchor).days * direction >= 0]
    return min(allowed or candidates, key=lambda day: (abs((day - anchor).days), day), default=None)


# Months, years and longer


@_rule(r"M\.? ,?f? y", r"y M\.?(?![.]?[do])", r"M[-/]y", r"M\.? '?t?d(?=~~~~)")
def _month_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    return timex.month_meaning(_number(tokens, "y") or 0, _number(tokens, "M") or 0)


@_rule(r"d[-/]y", r"y[-/]d")
def _numeric_month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    year, month, middle = _number(tokens, "y") or 0, _number(tokens, "d") or 0, tokens[1].lower
    if not 1 <= month <= 12 or not _compact(tokens) or not 1900 <= year <= 2100 or middle == "–":
        return None
    return timex.month_meaning(year, month)


@_rule(r"[LNT] M\.?", r"t? M\.? f [LNT] U", r"t? M\.?")
def _month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    month = _number(tokens, "M") or 0
    return partial_month(context, month, _first(tokens, "LNT"))


def partial_month(context: Context, month: int, relative: Token | None) -> Meaning:
    """A month without its year: the last, next or nearest one that tense and word allow, the current one included."""
    if context.year is not None:
        return timex.month_meaning(context.year, month)
    if context.anchor is None:
        hint = context.year_hints.get(month) if relative is None else None
        return timex.month_meaning(hint, month) if hint else Meaning("DATE", f"XXXX-{month:02d}", precision="month")
    anchor = context.anchor
    ahead = (month - anchor.month) % 12
    symbol = relative.symbol if relative is not None else ""
    if symbol == "L":
        shift = ahead - 12
    elif symbol == "N":
        shift = ahead or 12
    elif symbol == "T":
        shift = month - anchor.month
    else:
        direction = context.direction() or (-1 if (anchor.month - month) % 12 <= ahead else 1)
        shift = ahead if direction > 0 else -((anchor.month - month) % 12)
    day = timex.add_months(anchor.replace(day=1), shift)
    return (
        timex.month_meaning(day.year, day.month, anchored=True)
        if day
        else Meaning("DATE", f"XXXX-{month:02d}", precision="month")
    )


@_rule(r"t? ~? y", r"t? y U")
def _year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """A bare year; `pipelines.extract.times.times` has checked that the number is one. "Year" may stand before it."""
    if tokens[-1].symbol != "y" or (len(tokens) > 1 and tokens[-2].lower not in {"fy", "fiscal"}):
        return None
    return timex.year_meaning(tokens[-1].number)


@_rule(r"t? U y")
def _named_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    unit = tokens[-2].value
    if isinstance(unit, UnitWords) and unit.form == "Y" and unit.count == 1:
        return timex.year_meaning(tokens[-1].number)
    return None


@_rule(r"y - d(?![-/.]?[dy])", r"y - [y](?!-)")
def _year_range(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "1980-88", "2014–2018"."""
    first, second = tokens[0].number, tokens[2].number
    last = first // 100 * 100 + second if tokens[2].symbol == "d" else second
    if (
        (tokens[2].symbol == "d" and tokens[2].end - tokens[2].start != 2)
        or not first < last <= 2100
        or not first >= 1000
    ):
        return None
    if tokens[2].symbol == "d" and second <= 12 and last - first > 50:
        return None
    return timex.span_of_years(f"{first}/{last}", first, last)


@_rule(r"t? [BDZ]?-? '?G", r"t? [BDZ] - '? G")
def _decade(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    first = tokens[-1].number
    if tokens[-1].end - tokens[-1].start == 3 and first < 1950 and tokens[0].symbol != "t":
        return None
    if first % 100 == 0:
        return timex.span_of_years(f"{first // 100:02d}", first, first + 99)
    part = _first(tokens, "BDZ")
    low, high = {"B": (0, 3), "D": (4, 6), "Z": (7, 9)}[part.symbol] if part else (0, 9)
    return timex.span_of_years(f"{first // 10}", first + low, first + high)


@_rule(r"t? [BDZ]?-? o -? U", r"t? [BDZ] - o -? U")
def _century(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    unit, nth = tokens[-1].value, _number(tokens, "o") or 0
    if not isinstance(unit, UnitWords) or unit.count != 100 or not 1 <= nth <= 30:
        return None
    return timex.span_of_years(f"{nth - 1:02d}", nth * 100 - 99 if nth == 1 else (nth - 1) * 100, nth * 100 - 1)


@_rule(r"t? o U ,?f? [LNT]?[yU]", r"t? [LNT]? o U", r"Q ,?f?-? y", r"y ,?-? Q", r"Q")
def _quarter(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The first quarter of 2018", "Q3 2017"; "the last week of July" is `_week_of`."""
    unit = next((t.value for t in tokens if t.symbol == "U"), None)
    nth = _number(tokens, "Qo") or 0
    if unit is not None and not (isinstance(unit, UnitWords) and unit.form == "Q"):
        return None
    year = (
        _number(tokens, "y")
        or context.year
        or (context.anchor.year if context.anchor and _first(tokens, "TU") else None)
    )
    if not 1 <= nth <= (4 if unit is not None else 6):
        return None
    if year is None:
        return Meaning("DATE", f"XXXX-Q{nth}", precision="month")
    return timex.quarter_meaning(year, nth, anchored=_first(tokens, "y") is None)


@_rule(r"t? o h f y", r"t? o h f? [LNT]U", r"t? [oLN] U f M\.? ,?y?", r"t? [oLN] U f y")
def _part_of(context: Context, tokens: Sequence[Token]) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """As in "The first half of 2018", "the last week of July", "the first week of 2019"."""
    nth = _number(tokens, "o")
    if _first(tokens, "h"):
        whole = _whole(context, tokens[-2:] if tokens[-1].symbol == "U" else tokens[-1:])
        return None if whole is None or nth not in (1, 2) else _halved(whole, "B" if nth == 1 else "Z")
    unit = next(t.value for t in tokens if t.symbol == "U")
    if not isinstance(unit, UnitWords) or unit.form not in {"W", "D", "WE"} or (nth is None and _first(tokens, "N")):
        return None
    at = next(k for k, t in enumerate(tokens) if t.symbol == "f")
    whole = _whole(context, tokens[at + 1 :])
    if whole is None:
        return None
    if whole.start is None or whole.end is None:
        return replace(whole, value=f"{whole.value}-W{nth or 5:02d}", precision=_PRECISIONS[unit.form])
    if unit.form == "D":
        day = whole.end if nth is None else timex.add_days(whole.start, nth - 1)
    else:
        day = _week_within(whole.start, whole.end, nth)
    if day is None or not 0 < (nth or 1) < 366:
        return None
    if unit.form == "D":
        return timex.day_meaning(day, anchored=whole.anchored)
    return (timex.week_meaning if unit.form == "W" else timex.weekend_meaning)(day, anchored=whole.anchored)


def _week_within(start: dt.date, end: dt.date, nth: int | None) -> dt.date | None:
    """A day of the nth (None: last) week of a period; as in ISO 8601 a week belongs to where its Thursday falls."""
    if nth is None:
        return end - dt.timedelta(days=(end.isoweekday() - 4) % 7)
    return timex.add_days(start, (4 - start.isoweekday()) % 7 + 7 * (nth - 1))


def _whole(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """The month, year or relative unit that ends a longer expression."""
    month, year = _number(tokens, "M"), _number(tokens, "y")
    if month and year:
        return timex.month_meaning(year, month)
    if month:
        return partial_month(context, month, _first(tokens, "LNT"))
    if year:
        return timex.year_meaning(year)
    unit, relative = _first(tokens, "U"), _first(tokens, "LNT")
    if unit is None or not isinstance(unit.value, UnitWords):
        return None
    return relative_unit(context, unit.value, relative.symbol if relative else "T", relative.lower if relative else "")


# Relative to the day of speaking


def relative_unit(context: Context, unit: UnitWords, symbol: str, word: str) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """As in "Last week" (the calendar one), "this month", "next year"; "the past week" is the seven days up to now."""
    shift = {"L": -1, "T": 0, "N": 1}[symbol]
    if context.anchor is None:
        return Meaning("DATE", _unanchored(unit, shift), precision=_PRECISIONS[unit.form])
    anchor = context.anchor
    if word == "past" and unit.form != "WE":
        return _stretch(context, unit, 1.0, -1)
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


@_rule(r"t? [LNT] U", r"t? U i? [LN](?!U)")
def _relative(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    unit, relative = _first(tokens, "U"), _first(tokens, "LNT")
    if unit is None or relative is None or not isinstance(unit.value, UnitWords) or unit.lower.endswith("s"):
        return None
    if tokens[-1].symbol in "LN" and (
        relative.lower in {"past", "following", "prior", "present"} or unit.value.form == "D"
    ):
        return None
    return relative_unit(context, unit.value, relative.symbol, relative.lower)


@_rule(r"t U O N")
def _after_next(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The week after next"."""
    unit = _first(tokens, "U")
    if unit is None or not isinstance(unit.value, UnitWords) or tokens[2].lower != "after":
        return None
    doubled = unit.value.model_copy(update={"count": 2}) if unit.value.form in {"W", "D"} else unit.value
    return relative_unit(context, doubled, "N", "next")


@_rule(
    r"O [LNT] U",
    r"E [LNT] U",
    r"[EO] i? t? U(?!~*[A])",
    r"[BDZ] i? [LNT] U",
    r"[BZD] f? [LNT] U",
    r"t? [BDZ] f t? [LNT]? U",
)
def _within_unit(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Earlier this week": up to the day before; "later this year": from today on; "the end of the month"."""
    unit, relative, side = (
        _first(tokens, "U"),
        _first(tokens, "LNT"),
        tokens[0] if tokens[0].symbol != "t" else tokens[1],
    )
    if unit is None or not isinstance(unit.value, UnitWords) or unit.lower.endswith("s"):
        return None
    if side.lower not in {
        "earlier",
        "later",
        "late",
        "early",
        "mid",
        "middle",
        "end",
        "beginning",
        "start",
        "close",
        "outset",
        "onset",
    }:
        return None
    whole = relative_unit(context, unit.value, relative.symbol if relative else "T", "")
    if whole is None or whole.start is None or whole.end is None or context.anchor is None:
        return whole
    if unit.value.form == "D" and unit.value.count == 1:
        return whole
    if side.symbol in "EO" and whole.start <= context.anchor <= whole.end:
        yesterday = timex.add_days(context.anchor, -1) or whole.start
        return (
            replace(whole, end=max(whole.start, yesterday))
            if side.symbol == "E"
            else replace(whole, start=context.anchor)
        )
    return _halved(whole, {"E": "B", "O": "Z"}.get(side.symbol, side.symbol))


@_rule(r"t? [BDZ] -? f? M\.? ,?f? y?", r"[BDZ] - M\.? ,?y?", r"t? [BDZ] -? f? i? y", r"[BDZ] [LN] M\.?")
def _early(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Early September", "mid-2016", "the end of May 2012": the half or the middle third of it."""
    at = next(k for k, t in enumerate(tokens) if t.symbol in "MyLN")
    whole = _whole(context, tokens[at:])
    side = _first(tokens, "BDZ")
    return None if whole is None or side is None or side.lower == "final" else _halved(whole, side.symbol)


def _halved(whole: Meaning, side: str) -> Meaning:
    if whole.start is None or whole.end is None:
        return whole
    fixed = _fixed_part(whole.start, whole.precision, side)
    if fixed is not None:
        return replace(whole, start=fixed[0], end=min(fixed[1], whole.end))
    days = (whole.end - whole.start).days + 1
    if side == "D":
        return replace(
            whole, start=whole.start + dt.timedelta(days=days // 3), end=whole.end - dt.timedelta(days=days // 3)
        )
    middle = whole.start + dt.timedelta(days=days // 2)
    return replace(whole, end=middle - dt.timedelta(days=1)) if side == "B" else replace(whole, start=middle)


def _fixed_part(start: dt.date, precision: str, side: str) -> tuple[dt.date, dt.date] | None:
    """Early, mid and late of a calendar year (by June, May to August, from July) and month (1-15, 10-20, 16-)."""
    if precision == "year" and (start.month, start.day) == (1, 1):
        months = {"B": (1, 6, 30), "D": (5, 8, 31), "Z": (7, 12, 31)}[side]
        return dt.date(start.year, months[0], 1), dt.date(start.year, months[1], months[2])
    if precision == "month" and start.day == 1:
        first, last = {"B": (1, 15), "D": (10, 20), "Z": (16, 28)}[side]
        final = timex.month_meaning(start.year, start.month).end if side == "Z" else start.replace(day=last)
        return start.replace(day=first), final or start
    return None


_COUNT = r"(?: [dxyw](?:[.,][dx])? | [dxyw]&a?h | ag | g f? | ah? )"


def _count(tokens: Sequence[Token]) -> float | None:
    """How many units the tokens before a unit say; None for a vague amount."""
    if any(token.symbol == "g" for token in tokens):
        return 2.0 if any(token.lower == "couple" for token in tokens) else None
    half = 0.5 if any(token.symbol == "h" for token in tokens) else 0.0
    digits = "".join(token.lower for token in tokens if token.symbol in "dxy.,")
    if digits and digits.strip(".,"):
        return (literal(digits.strip(",")) or 0.0) + half
    word = _first(tokens, "w")
    if word is not None and isinstance(word.value, int | float):
        return float(word.value) + half
    return half or (1.0 if _first(tokens, "a") else None)


def _split_unit(tokens: Sequence[Token]) -> tuple[float | None, Token]:
    at = next(k for k, token in enumerate(tokens) if token.symbol in "UH")
    return _count(tokens[:at]), tokens[at]


def iso_duration(unit: Token, count: float | None) -> str:
    """The TIMEX3 value of so many units: P20Y, PT45M, P1.5M; PXD for a vague number of days."""
    words = unit.value
    if not isinstance(words, UnitWords):
        return "PXD"
    form = {"Q": "M", "WE": "WE"}.get(words.form, words.form)
    size = 3 if words.form == "Q" else words.count
    amount = "X" if count is None else f"{count * size:g}"
    return f"P{'T' if unit.symbol == 'H' else ''}{amount}{form}"


def _stretch(context: Context, unit: UnitWords, count: float | None, side: int) -> Meaning:
    """So many units up to yesterday (side -1) or from tomorrow on (1)."""
    amount = "X" if count is None else f"{count * unit.count:g}"
    value = f"P{amount}{unit.form}" if unit.form != "Q" else f"P{amount}Q"
    blank = Meaning("DURATION", value, precision=_PRECISIONS[unit.form])
    if context.anchor is None or count is None or count * unit.count > 10000:
        return blank
    far = _moved(context.anchor, unit, count * side)
    near = timex.add_days(context.anchor, side)
    if far is None or near is None:
        return blank
    start, end = (far, near) if side < 0 else (near, far)
    return replace(blank, start=start, end=end, anchored=True) if start <= end else blank


def _moved(day: dt.date, unit: UnitWords, count: float) -> dt.date | None:
    if unit.form in {"D", "W", "WE"}:
        return timex.add_days(day, round(count * unit.count * (1 if unit.form == "D" else 7)))
    return timex.add_months(day, round(count * unit.count * {"M": 1, "Q": 3, "Y": 12}[unit.form]))


@_rule(rf"t? [LN] {_COUNT} ~? [UH]", rf"t? {_COUNT} [LN] [UH]", r"t? [LN] [UH]")
def _last_several(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The past two weeks", "the next 3 days", "the last few months"; "the past hours" counts nothing."""
    relative, unit = _first(tokens, "LN"), _first(tokens, "UH")
    if relative is None or unit is None or not isinstance(unit.value, UnitWords):
        return None
    middle = [t for t in tokens if t.symbol == "~"]
    if middle and middle[0].lower not in {"business", "working", "calendar", "full", "consecutive"}:
        return None
    counted = [t for t in tokens if t.symbol in "dxywga.,&h"]
    count = _count(counted) if counted else None
    if not counted and not unit.lower.endswith("s"):
        return None
    if unit.symbol == "H":
        anchor = context.anchor if count is not None and count < 24 and unit.value.form != "H" else None
        return Meaning(
            "DURATION", iso_duration(unit, count), anchor, anchor, "day" if anchor else "none", anchor is not None
        )
    return _stretch(context, unit.value, count, -1 if relative.symbol == "L" else 1)


@_rule(r"t? [CLN] U (?:& U)?", r"t? N U & U")
def _recent(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Recent days", "the coming weeks": near now, without limits."""
    unit, side = _first(tokens, "U"), _first(tokens, "CLN")
    if unit is None or side is None or not unit.lower.endswith("s") or not isinstance(unit.value, UnitWords):
        return None
    value = "FUTURE_REF" if side.symbol == "N" else "PAST_REF"
    return Meaning("DATE", value, precision="none")


@_rule(rf"{_COUNT} -? [UH] (?:,?&? {_COUNT} [UH])? A", rf"{_COUNT} ~ [UH] A")
def _ago(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two years ago": a day for days, else the week, month or year that it falls in."""
    count, unit = _split_unit(tokens)
    if not isinstance(unit.value, UnitWords) or any(
        t.symbol == "~" and t.lower not in {"long", "full", "short"} for t in tokens
    ):
        return None
    units = _all(tokens, "UH")
    if len(units) == 2 and units[1].symbol == "U" and isinstance(units[1].value, UnitWords):
        rest = _count(tokens[tokens.index(unit) + 1 : -1])
        nearer = _moved(context.anchor, units[1].value, -(rest or 0)) if context.anchor is not None and rest else None
        if nearer is None or unit.symbol != "U":
            return Meaning("DATE", "PAST_REF", precision=_PRECISIONS[units[1].value.form])
        far = _moved(nearer, unit.value, -(count or 0))
        return None if far is None else timex.day_meaning(far, anchored=True)
    return _offset(context, unit, count, -1)


@_rule(rf"{_COUNT} -? [UH] < [KY]", rf"{_COUNT} -? [UH] ~ [KY]")
def _from_now(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two weeks from now", "three days from tomorrow"."""
    count, unit = _split_unit(tokens)
    if tokens[-2].lower not in {"from", "after"} or not isinstance(unit.value, UnitWords):
        return None
    anchor = timex.add_days(context.anchor, tokens[-1].number) if context.anchor is not None else None
    return _offset(replace(context, anchor=anchor), unit, count, 1)


@_rule(r"t U", r"i U")
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


def _offset(context: Context, unit: Token, count: float | None, side: int) -> Meaning:  # noqa: PLR0911 - a decision list
    words = unit.value
    assert isinstance(words, UnitWords)
    precision = _PRECISIONS[words.form] if unit.symbol == "U" else "day"
    blank = Meaning("DATE", "PAST_REF" if side < 0 else "FUTURE_REF", precision=precision)
    if context.anchor is None or count is None or count * words.count > 10000:
        return blank
    if unit.symbol == "H":
        near = words.form != "H" or count < 1
        return timex.day_meaning(context.anchor, anchored=True) if near else blank
    day = _moved(context.anchor, words, side * count)
    if day is None:
        return blank
    if words.form in {"D", "WE"}:
        return timex.day_meaning(day, anchored=True)
    if words.form == "W":
        return timex.week_meaning(day, anchored=True)
    if words.form in {"M", "Q"}:
        return timex.month_meaning(day.year, day.month, anchored=True)
    if words.count > 1:
        size = words.count
        first = day.year // size * size
        return timex.span_of_years(
            f"{first // 10}" if size == 10 else f"{first // 100:02d}", first, first + size - 1, anchored=True
        )
    return timex.year_meaning(day.year, anchored=True)


@_rule(rf"{_COUNT} -? [UH] [EO]", r"t? U [EO](?!~?y)")
def _text_offset(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two days later", "a year earlier": counted from something the text tells; never resolved here."""
    unit, side = _first(tokens, "UH"), tokens[-1]
    if unit is None or not isinstance(unit.value, UnitWords) or (side.lower in {"hence"} and context.anchor is None):
        return None
    if side.lower in {"hence"}:
        return _offset(context, unit, _split_unit(tokens)[0], 1)
    if tokens[0].symbol in "tU" and (
        side.lower not in {"after", "before", "earlier", "later"} or unit.lower.endswith("s")
    ):
        return None
    precision = _PRECISIONS[unit.value.form] if unit.symbol == "U" else "day"
    return Meaning("DATE", "PAST_REF" if side.symbol == "E" else "FUTURE_REF", precision=precision)


@_rule(rf"i {_COUNT} -? [UH]", rf"~ {_COUNT} -? [UH] ~ K")
def _in_future(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "In two weeks" is a date only where the sentence looks ahead; else it is a duration (`_duration`)."""
    if tokens[0].lower != "in" or context.direction() <= 0:
        return None
    count, unit = _split_unit(tokens[1:])
    return _offset(context, unit, count, 1)


@_rule(
    r"Y (?:i?t?P)?",
    r"Y [-,]? P",
    r"[BZD] Y P?",
    r"[BZD] f? t? Y",
    r"t U E Y",
    r"t U O Y",
    r"T P",
    r"[BZ] T P",
    r"[BZ] -? i? t? P i? T",
)
def _deictic(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Today", "yesterday evening", "this morning", "the day before yesterday"."""
    word, part = _first(tokens, "Y"), _first(tokens, "P")
    offset = word.number if word is not None else 0
    if _first(tokens, "EO"):
        if tokens[2].lower not in {"before", "after"}:
            return None
        offset += -1 if tokens[2].symbol == "E" else 1
    if word is not None and tokens[-1].symbol not in "YP":
        return None
    if part is not None and part.lower in {"midnight"} and word is None:
        return None
    suffix = f"T{part.value}" if part is not None else "TNI" if word is not None and word.lower == "tonight" else ""
    if context.anchor is None:
        return Meaning("TIME" if suffix else "DATE", f"XXXX-XX-XX{suffix}", precision="day")
    day = timex.add_days(context.anchor, offset)
    return None if day is None else timex.day_meaning(day, anchored=True, suffix=suffix)


@_rule(r"K", r"~K")
def _now(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    if len(tokens) == 2 and tokens[0].lower not in {"right", "just"}:
        return None
    if tokens[-1].lower == "now" and len(tokens) == 1:
        return None
    anchor = context.anchor
    return Meaning("DATE", "PRESENT_REF", anchor, anchor, "day" if anchor else "none", anchor is not None)


@_rule(
    r"[LNT]{0,2} W P?",
    r"[BZ] [LNT]? W",
    r"i? t? W f? t? [LNT] U",
    r"[LNT] U -? i? W",
    r"t W",
    r"W t o",
    r"W o",
    r"W d(?![:/.d])",
)
def _weekday(context: Context, tokens: Sequence[Token]) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """A weekday: with last, this, next that of the calendar week; else the one that the tense points to."""
    part = _first(tokens, "P")
    if part is not None:
        whole = _weekday(context, [token for token in tokens if token is not part])
        return (
            None
            if whole is None or whole.kind == "SET"
            else replace(whole, kind="TIME", value=f"{whole.value}T{part.value}")
        )
    weekday, relative = _number(tokens, "W") or 1, _first(tokens, "LNT")
    if _first(tokens, "W").lower.endswith("days"):  # type: ignore[union-attr]
        return Meaning("SET", f"XXXX-WXX-{weekday}")
    unit = _first(tokens, "U")
    if unit is not None and (not isinstance(unit.value, UnitWords) or unit.value.form != "W" or unit.value.count != 1):
        return None
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-WXX-{weekday}", precision="day")
    day_of_month = _number(tokens, "do")
    if day_of_month is not None:
        return _weekday_of_month(context, weekday, day_of_month)
    monday = context.anchor - dt.timedelta(days=context.anchor.isoweekday() - 1)
    if relative is not None and relative.lower not in {"coming", "upcoming", "past", "following"}:
        week = 7 * {"L": -1, "T": 0, "N": 1}[relative.symbol]
        day = timex.add_days(monday, week + weekday - 1)
        return None if day is None else timex.day_meaning(day, anchored=True)
    direction = {"L": -1, "N": 1, "T": 1}[relative.symbol] if relative is not None else context.direction() or -1
    ahead = (weekday - context.anchor.isoweekday()) % 7
    if unit is not None and relative is not None:
        return timex.day_meaning(monday + dt.timedelta(days=7 * direction + weekday - 1), anchored=True)
    shift = ahead if direction > 0 else -((context.anchor.isoweekday() - weekday) % 7)
    if relative is not None and shift == 0:
        shift = 7 * direction
    day = timex.add_days(context.anchor, shift)
    return None if day is None else timex.day_meaning(day, anchored=True)


def _weekday_of_month(context: Context, weekday: int, day: int) -> Meaning | None:
    """As in "Sunday 31": the nearest day of that number that is such a weekday."""
    assert context.anchor is not None
    months = [timex.add_months(context.anchor.replace(day=1), delta) for delta in range(-12, 13)]
    days = [timex.safe_date(m.year, m.month, day) for m in months if m is not None]
    chosen = _choose(
        [d for d in days if d is not None and d.isoweekday() == weekday], context.anchor, context.direction()
    )
    return None if chosen is None else timex.day_meaning(chosen, anchored=True)


@_rule(r"t? o W P? f (?:M\.?,?y?|[LNT]U)")
def _nth_weekday(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    whole = _whole(context, [t for t in tokens if t.symbol in "MyLNTU"])
    weekday, nth = _number(tokens, "W") or 1, _number(tokens, "o") or 0
    if whole is None or whole.precision != "month" or not 1 <= nth <= 5:
        return None
    if whole.start is None:
        return Meaning("DATE", f"{whole.value}-WXX-{weekday}-#{nth}", precision="day")
    day = timex.nth_weekday(whole.start.year, whole.start.month, nth, weekday)
    return None if day is None else timex.day_meaning(day, anchored=whole.anchored)


@_rule(r"U d f? y?", r"U f t? M\.?[do],?y?", r"t U f t? M\.?[do],?y?", r"t U f t? [do]M\.?y?", r"t? U f t? o")
def _week_number(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Week 31", "the week of March 5"."""
    unit = _first(tokens, "U")
    if unit is None or unit.lower not in {"week", "wk"}:
        return None
    month, day, year = _number(tokens, "M"), _number(tokens, "do") or 0, _number(tokens, "y")
    if month:
        inner = partial_day(replace(context, year=year or context.year), month, day)
        return (
            timex.week_meaning(inner.start, anchored=inner.anchored)
            if inner.start
            else replace(inner, value="XXXX-WXX", precision="week")
        )
    given = year or (context.anchor.year if context.anchor is not None else None)
    if tokens[1].symbol != "d" or given is None or not 1 <= day <= 52:
        return None
    return timex.week_meaning(dt.date.fromisocalendar(given, day, 1), anchored=year is None)


@_rule(r"t? [BDZLNT]? S ,?f? y", r"t? [LNT] S", r"t? [BDZ] -? S", r"S", r"t S f y", r"t? [BDZ] S f? y")
def _season(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """Seasons name no fixed days (and differ by hemisphere): the value has them, the days stay empty."""
    season, year = _first(tokens, "S"), _number(tokens, "y")
    relative = _first(tokens, "LNT")
    if year is None and relative is not None and relative.symbol == "T" and context.anchor is not None:
        year = context.anchor.year
    return Meaning(
        "DATE",
        f"{year or 'XXXX'}-{season.value if season else 'SP'}",
        anchored=_number(tokens, "y") is None and year is not None,
    )


@_rule(r"[LNT]? F ,?y?", r"F f [LNT] U", r"t? ~ f F")
def _holiday(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    token = _first(tokens, "F")
    if (
        token is None
        or not isinstance(token.value, Holiday)
        or any(t.symbol == "~" and t.lower != "eve" for t in tokens)
    ):
        return None
    year = _number(tokens, "y")
    if year is None and _first(tokens, "U") and context.anchor is not None:
        year = context.anchor.year
    holiday = token.value
    if not (holiday.date or holiday.rule or holiday.easter is not None):
        return Meaning("DATE", f"{year or 'XXXX'}-XX-XX", precision="day")
    if year is not None:
        day = holiday_date(holiday, year)
        return None if day is None else timex.day_meaning(day)
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-{holiday.date}" if holiday.date else "XXXX-XX-XX", precision="day")
    days = [holiday_date(holiday, context.anchor.year + delta) for delta in (-1, 0, 1)]
    relative = _first(tokens, "LNT")
    direction = {"L": -1, "N": 1, "T": 0}[relative.symbol] if relative is not None else context.direction()
    chosen = _choose([d for d in days if d is not None], context.anchor, direction)
    return None if chosen is None else timex.day_meaning(chosen, anchored=True)


def holiday_date(holiday: Holiday, year: int) -> dt.date | None:
    """The day of a holiday in a year, None for one that the lexicon does not date."""
    if holiday.date:
        month, day = holiday.date.split("-")
        return timex.safe_date(year, int(month), int(day))
    if holiday.rule:
        month_, nth, weekday = (int(part) for part in holiday.rule.split())
        return timex.nth_weekday(year, month_, nth, weekday)
    if holiday.easter is not None and 1583 <= year <= 4099:
        return timex.easter(year) + dt.timedelta(days=holiday.easter)
    return None


# Ranges of days inside one month


@_rule(
    r"(?:W-W,?)? M\.? d - d ,?y?",
    r"(?:W-W,?)? <? M\.? d > d ,?y?",
    r"[<j] M\.? [do] & [do] ,?y?",
    r"M\.? [do] > t? [do] ,?y?",
    r"t?[do] & t?[do] f? M\.? ,?y?",
    r"<? d - d f? M\.? ,?y?",
    r"<? [do] > [do] f? M\.? ,?y?",
    r"j t?[do] & t?[do] f? M\.? ,?y?",
)
def _days_of_month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "May 15-24", "11-13 Dec.", "from 5 to 6 April 2016", "between 3 and 12 September"."""
    days, month, year = [t.number for t in _all(tokens, "do")], _number(tokens, "M") or 0, _number(tokens, "y")
    if len(days) != 2 or days[0] >= days[1]:
        return None
    if tokens[0].symbol in "tdo" and _first(tokens, "&") and days[1] != days[0] + 1:
        return None
    inner = [partial_day(replace(context, year=year or context.year), month, day) for day in days]
    if any(timex.safe_date(2000, month, day) is None for day in days):
        return None
    return joined(inner[0], inner[1])


def joined(left: Meaning, right: Meaning) -> Meaning:
    """The stretch from the first day of one expression to the last day of another, both inclusive."""
    value = f"{left.value}/{right.value}"
    if left.start is None or right.end is None or left.start > right.end:
        return Meaning(right.kind, value, precision=right.precision if right.kind == "DATE" else "none")
    return Meaning(
        "DATE" if left.kind == right.kind == "DATE" else "TIME",
        value,
        left.start,
        right.end,
        right.precision,
        left.anchored or right.anchored,
        right.year_known,
    )


# Times of day


def clock(hour: int, minute: int = 0, half: str | None = None) -> str | None:
    """The suffix of a time of day, None if there is no such time."""
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}"


@_rule(r"d : d (?: : d)? p? z?", r"d . d p z?", r"d p z?", r"d c", r"w c", r"w p", r"[yx] z z?", r"[yx] \( [yx] z \)")
def _clock(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    half = next((str(t.value) for t in tokens if t.symbol == "p"), None)
    if tokens[0].symbol in "yx":
        digits = tokens[0].end - tokens[0].start
        count = tokens[0].number
        value = clock(*divmod(count, 100)) if digits == 4 and isinstance(tokens[0].value, int | float) else None
        return None if value is None else Meaning("TIME", value)
    numbers = [t.number for t in tokens if t.symbol in "dw"]
    if tokens[0].symbol == "d" and len(numbers) > 1 and tokens[1].symbol in ":." and not _compact(tokens[:3]):
        return None
    value = clock(numbers[0], numbers[1] if len(numbers) > 1 else 0, half)
    if value is None or (half and numbers[0] > 12 and numbers[0] > 24):
        return None
    return Meaning("TIME", value)


@_rule(r"d [->] d p", r"d (?::d)? p? [->] d (?::d)? p", r"d:d[->]d:d", r"j d (?::d)? p? [&>] d (?::d)? p")
def _clock_range(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    half = next((str(t.value) for t in reversed(tokens) if t.symbol == "p"), None)
    at = next(k for k, t in enumerate(tokens) if t.symbol in "->&")
    sides = ([t.number for t in part if t.symbol == "d"] for part in (tokens[:at], tokens[at:]))
    values = [clock(side[0], side[1] if len(side) > 1 else 0, half) for side in sides]
    return None if None in values else Meaning("TIME", "/".join(str(v) for v in values))


@_rule(
    r"i t? [BZ]? P",
    r"t? [BZ] -? P",
    r"[BZ] i t P",
    r"t [BZ]? U? f? P",
    r"V P",
    r"P(?=f)",
    r"t P(?=f)",
    r"t? [BZ] H(?=f)",
)
def _part_of_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "In the morning", "late afternoon", "every evening"; "the early hours of" leans on the day behind it."""
    part = _first(tokens, "P")
    if part is None:
        return Meaning("TIME", "TNI") if tokens[-1].lower == "hours" else None
    if _first(tokens, "V"):
        return Meaning("SET", f"T{part.value}")
    if part.lower in {"night", "dawn"} and tokens[0].symbol == "t" and tokens[-1] is part and len(tokens) == 2:
        return None
    return Meaning("TIME", f"T{part.value}")


@_rule(r"P")
def _bare_part(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    words = {"overnight", "midnight", "noon", "midday", "noontime", "nightfall"}
    return Meaning("TIME", f"T{tokens[0].value}") if tokens[0].lower in words else None


# Durations and sets


@_rule(rf"{_COUNT} -? [UH] (?: & a? h)?", rf"{_COUNT} ~ [UH]", rf"{_COUNT} -? [UH] ,?&? {_COUNT} [UH]")
def _duration(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two decades", "45 minutes", "a 10-day", "four long years". A lone "a year" is `_article_duration`."""
    count, unit = _split_unit(tokens)
    middle = [t for t in tokens if t.symbol == "~"]
    if tokens[0].symbol == "a" and len(tokens) == 2 + (tokens[1].symbol == "-"):
        return None
    if [token.lower for token in tokens] in (["one", "day"], ["one", "night"]):
        return None
    if middle and middle[0].lower not in {
        "long",
        "full",
        "whole",
        "straight",
        "consecutive",
        "business",
        "working",
        "additional",
        "more",
        "calendar",
    }:
        return None
    if not isinstance(unit.value, UnitWords) or (
        tokens[0].symbol == "y" and tokens[0].number >= 1900 and not unit.lower.endswith("s")
    ):
        return None
    units = _all(tokens, "UH")
    value = iso_duration(unit, count)
    if len(units) == 2 and units[1] is not unit:
        at = tokens.index(unit)
        second = iso_duration(units[1], _count(tokens[at + 1 :]))
        if units[0].symbol == units[1].symbol and units[0].value is units[1].value:
            return None
        joint = second[1:] if units[0].symbol == "U" else second[2:]
        value += joint
    elif _first(tokens, "h") and tokens[-1].symbol == "h":
        value = iso_duration(unit, (count or 1.0) + (0.5 if count is not None and count == int(count) else 0.0))
    return Meaning("DURATION", value)


@_rule(r"~ a -? [UH](?![AEO])", r"~ U(?![AEO])")
def _article_duration(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "For a year", "over a month", "for years": a preposition must make it one ("a day" alone is a rate)."""
    unit = tokens[-1]
    openers = {"for", "within", "than", "nearly", "almost", "about", "over", "under", "around", "lasting", "lasted"}
    if tokens[0].lower not in openers or not isinstance(unit.value, UnitWords):
        return None
    if len(tokens) == 2 and (tokens[0].lower != "for" or not unit.lower.endswith("s")):
        return None
    return Meaning("DURATION", iso_duration(unit, 1.0 if len(tokens) == 3 else None))


@_rule(r"V [UHWPM]", r"V (?:o|~|d|w) [UHW]s?", r"v", r"[dwag]? ~ a [UH]", r"V W i? d?p?")
def _set(context: Context, tokens: Sequence[Token]) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """As in "Every Monday", "each week", "daily", "twice a week"."""
    last = tokens[-1]
    if tokens[0].symbol == "v":
        return Meaning("SET", str(tokens[0].value))
    if tokens[0].symbol != "V":
        adverb = tokens[-3].lower
        if adverb not in {"once", "twice", "thrice", "times"}:
            return None
        return Meaning("SET", iso_duration(last, 1.0))
    weekday = _number(tokens, "W")
    if weekday:
        return Meaning("SET", f"XXXX-WXX-{weekday}")
    if last.symbol == "M":
        return Meaning("SET", f"XXXX-{last.number:02d}")
    if last.symbol == "P":
        return Meaning("SET", f"T{last.value}")
    middle = tokens[1]
    count = (
        2.0
        if middle.lower in {"other", "second"}
        else float(middle.number)
        if middle.symbol in "dwo" and middle.value
        else 1.0
    )
    if middle.symbol == "~" and middle.lower not in {"other", "few", "single", "couple"}:
        return None
    return Meaning("SET", iso_duration(last, count))


@_rule(r"d?o?f? m ,? [dyx]?", r"d m y")
def _other_calendar(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """A day or month of the Islamic or the Persian calendar, in a capital and with a number: found, not converted."""
    month = _first(tokens, "m")
    if month is None or not month.capital or len(tokens) < 2 or not _first(tokens, "dyx"):
        return None
    return Meaning(
        "DATE", "XXXX-XX-XX" if _first(tokens, "d") else "XXXX-XX", precision="day" if _first(tokens, "d") else "month"
    )


def lexicon_year_openers() -> frozenset[str]:
    """Words that make the four digits behind them a year."""
    return frozenset(lexicon().year_openers)
