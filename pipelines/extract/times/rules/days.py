"""Days of the calendar: with their year ("3 March 2011", "25/12/2011") and without ("Jan. 8", "the 3rd of May")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import Context, Rules, all_of, first_of, is_compact, nearest_day, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords

RULES = Rules()


# A day this near is meant even where the tense, easily misread, points to one that is far.
_NEAR, _FAR = 60, 180


@RULES.on(
    r"(?:W,?)? t? M\.? [do] ,?f? y",
    r"(?:W,?)? t?[do] f? -? M\.? [,-]? f? y",
    r"(?:W,?)? y -? M\.? -? [do]",
    r"M\.? -? d -? y",
    r"M\.? /d/y",
    r"y [/.] M\.? [/.] d",
    r"y [/.] d [/.] M",
)
def _full_date(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    year, month, day = number_of(tokens, "y"), number_of(tokens, "M"), number_of(tokens, "do")
    found = timex.safe_date(year or 0, month or 0, day or 0)
    if found is None:
        return Meaning("DATE", f"{year:04d}-{month:02d}-{day:02d}", precision="day") if (day or 99) <= 31 else None
    return timex.day_meaning(found)


@RULES.on(r"(?:W,?)? d M\.? d", r"(?:W,?)? d M\.? 'd", r"M\.? d ,?'d", r"d-M-d")
def _short_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "3 Jan 90": the second number is a year of two digits, which follows at once or behind an apostrophe."""
    days, month = all_of(tokens, "d"), number_of(tokens, "M") or 0
    year = days[-1]
    if year.end - year.start != 2 or (
        tokens[-2].symbol != "'" and not (50 <= year.number <= 99 or tokens[-2].symbol == "-")
    ):
        return None
    found = timex.safe_date(timex.two_digit_year(year.number), month, days[0].number)
    return None if found is None else timex.day_meaning(found)


@RULES.on(r"(?:W,?\(?)? y [-/.] d [-/.] d", r"(?:W,?)? d [-/.] d [-/.] [yd]", r"d/d ,y")
def _numeric_date(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """Year first is ISO; else month first, or day first where the month cannot be; dots mean day first."""
    body = [token for token in tokens if token.symbol in "yd-/."]
    if len(body) == 4:
        return _numeric_date(context, [*body[:3], body[1], body[3]._replace(spaced=False)])
    numbers, marks = [t.number for t in body[::2]], {t.lower for t in body[1::2]}
    if len(marks) != 1 or not is_compact(body):
        return None
    if body[0].symbol == "y":
        year, month, day = numbers
    elif body[-1].symbol == "y" or (marks <= {"/", "-"} and body[-1].end - body[-1].start == 2):
        year = numbers[2] if body[-1].symbol == "y" else timex.two_digit_year(numbers[2])
        month, day = numbers[:2]
        if month > 12 or marks == {"."}:
            month, day = day, month
    else:
        return None
    found = timex.safe_date(year, month, day)
    return None if found is None else timex.day_meaning(found)


@RULES.on(
    r"(?:[LNT]?W,?\(?)? t? M\.? t?[do] \)?",
    r"(?:[LNT]?W,?\(?)? M[-/]d",
    r"(?:[LNT]?W,?\(?)? t?[do] f? M\.? ",
    r"[LN] [do] f? M\.?",
    r"(?:[LNT]?W,?\(?)? d-M",
)
def _month_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    month, day = number_of(tokens, "M") or 0, number_of(tokens, "do") or 0
    if timex.safe_date(2000, month, day) is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}", precision="day") if day in {30, 31} else None
    side = {"L": -1, "N": 1}.get(tokens[0].symbol, 0) if first_of(tokens, "W") is None else 0
    if side and context.anchor is not None:
        return _nearest_such_day(context.anchor, month, day, side)
    return partial_day(context, month, day, number_of(tokens, "W"))


@RULES.on(r"t? [do] f (?:[LNT]|t) U", r"t? o [LNT] U", r"t? o U f (?:[LNT]|t) U")
def _day_of_this_month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "The 20th of next month", "the 4th of this month", "the thirty-first day of the month"."""
    unit = tokens[-1].value
    units = [token.value for token in all_of(tokens, "U")]
    if not isinstance(unit, UnitWords) or unit.form != "M" or tokens[-1].lower.endswith("s"):
        return None
    if len(units) > 1 and not (isinstance(units[0], UnitWords) and units[0].form == "D"):
        return None
    day = number_of(tokens, "do") or 0
    if context.anchor is None or not 1 <= day <= 31:
        return Meaning("DATE", f"XXXX-XX-{day:02d}", precision="day") if 1 <= day <= 31 else None
    month = timex.add_months(context.anchor.replace(day=1), {"L": -1, "N": 1}.get(tokens[-2].symbol, 0))
    found = timex.safe_date(month.year, month.month, day) if month is not None else None
    return None if found is None else timex.day_meaning(found, anchored=True)


@RULES.on(r"i t o (?![~oUWHhfMPSx])")
def _bare_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "On the 22nd": the nearest day of that number that the tense allows; "on the second" may mean anything."""
    day = tokens[-1].number
    if tokens[0].lower != "on" or not (tokens[-1].lower[0].isdecimal() or day > 20) or day > 31:
        return None
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-XX-{day:02d}", precision="day")
    chosen = day_of_some_month(context, day)
    return None if chosen is None else timex.day_meaning(chosen, anchored=True)


def day_of_some_month(context: Context, day: int) -> dt.date | None:
    """The nearest day of that number that the tense allows; None without a date of speaking."""
    if context.anchor is None:
        return None
    months = [timex.add_months(context.anchor.replace(day=1), shift) for shift in range(-2, 3)]
    days = [timex.safe_date(month.year, month.month, day) for month in months if month is not None]
    return nearest_day([found for found in days if found is not None], context.anchor, context.direction())


@RULES.on(r"(?:[LNT]?W,?) d/d", r"[LN]? d/d")
def _slashed_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    first, second = (token.number for token in all_of(tokens, "d"))
    side = {"L": -1, "N": 1}.get(tokens[0].symbol, 0) if first_of(tokens, "W") is None else 0
    month, day = (second, first) if first > 12 else (first, second)
    if [first, second] == [24, 7]:
        return None
    if len(tokens) == 3 and not (first > 12 or second > 12 or tokens[0].lower.startswith("0")):
        return None
    if timex.safe_date(2000, month, day) is None or not is_compact(tokens[-3:]):
        return None
    if side and context.anchor is not None:
        return _nearest_such_day(context.anchor, month, day, side)
    return partial_day(context, month, day, number_of(tokens, "W"))


def partial_day(context: Context, month: int, day: int, weekday: int | None = None) -> Meaning:
    """A day of the year without its year: the nearest that the tense allows; a weekday beside it must agree."""
    if context.year is not None or context.anchor is None:
        year = context.year if context.year is not None else context.hints.months.get(month, context.hints.year)
        found = timex.safe_date(year, month, day) if year else None
        if found is None:
            return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}", precision="day")
        return replace(timex.day_meaning(found), year_known=True)
    anchor = context.anchor
    candidates = _candidate_days(anchor, month, day)
    agreeing = [found for found in candidates if found.isoweekday() == weekday]
    chosen = nearest_day(agreeing or candidates, anchor, 0 if agreeing else context.direction())
    nearest = nearest_day(agreeing or candidates, anchor, 0)
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


def _nearest_such_day(anchor: dt.date, month: int, day: int, side: int) -> Meaning | None:
    chosen = nearest_day(_candidate_days(anchor, month, day), anchor, side)
    return None if chosen is None else timex.day_meaning(chosen, anchored=True)
