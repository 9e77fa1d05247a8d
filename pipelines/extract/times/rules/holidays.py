"""Holidays and seasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import Context, Rules, first_of, nearest_day, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import Holiday, UnitWords

RULES = Rules()


@RULES.on(r"t? [BDZLNT]? S ,?f? y", r"t? [LNT] S", r"t? [BDZ] -? S", r"S", r"t S f y", r"t? [BDZ] S f? y")
def _season(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """Seasons name no fixed days (and differ by hemisphere): the value has them, the days stay empty."""
    season, year = first_of(tokens, "S"), number_of(tokens, "y")
    relative = first_of(tokens, "LNT")
    if year is None and relative is not None and relative.symbol == "T" and context.anchor is not None:
        year = context.anchor.year
    return Meaning(
        "DATE",
        f"{year or 'XXXX'}-{season.value if season else 'SP'}",
        anchored=number_of(tokens, "y") is None and year is not None,
    )


@RULES.on(r"t? F ,?y? U")
def _holiday_weekend(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Labor Day weekend": Saturday and Sunday, and the holiday where it is the day before or behind."""
    unit = tokens[-1].value
    if not isinstance(unit, UnitWords) or unit.form != "WE":
        return None
    day = _holiday(context, [token for token in tokens[:-1] if token.symbol != "t"])
    if day is None or day.start is None:
        return None if day is None else Meaning("DATE", "XXXX-WXX-WE", precision="day")
    shift = 7 if day.start.isoweekday() == 1 else 0
    weekend = timex.weekend_meaning(day.start - dt.timedelta(days=shift), anchored=day.anchored)
    if weekend.start is None or weekend.end is None:
        return None
    near = abs((day.start - weekend.start).days) <= 2
    low, high = (min(day.start, weekend.start), max(day.start, weekend.end)) if near else (weekend.start, weekend.end)
    return replace(weekend, start=low, end=high)


@RULES.on(r"[LNT]? F ,?y?", r"F f [LNT] U", r"t? ~ f F")
def _holiday(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    token = first_of(tokens, "F")
    if (
        token is None
        or not isinstance(token.value, Holiday)
        or any(t.symbol == "~" and t.lower != "eve" for t in tokens)
    ):
        return None
    year = number_of(tokens, "y")
    if year is None and first_of(tokens, "U") and context.anchor is not None:
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
    relative = first_of(tokens, "LNT")
    direction = {"L": -1, "N": 1, "T": 0}[relative.symbol] if relative is not None else context.direction()
    chosen = nearest_day([d for d in days if d is not None], context.anchor, direction)
    return None if chosen is None else timex.day_meaning(chosen, anchored=True)


def holiday_date(holiday: Holiday, year: int) -> dt.date | None:
    """The day of a holiday in a year, None for one that the lexicon does not date."""
    if holiday.date:
        month, day = holiday.date.split("-")
        return timex.safe_date(year, int(month), int(day))
    if holiday.rule:
        month_, nth, weekday = (int(part) for part in holiday.rule.split())
        ruled = timex.nth_weekday(year, month_, nth, weekday)
        return None if ruled is None else timex.add_days(ruled, holiday.later)
    if holiday.easter is not None and 1583 <= year <= 4099:
        return timex.easter(year) + dt.timedelta(days=holiday.easter)
    return None
