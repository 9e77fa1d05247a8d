"""Days and months of other calendars: those of the solar Hijri calendar of Iran are converted, lunar ones never."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import Context, Rules, first_of, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning

RULES = Rules()


# The 33-year rule of leap years agrees with the calendar in use from 1178 to 1633 (Heydari-Malayeri, 2004).
_FIRST_YEAR, _LAST_YEAR = 1178, 1633
_KNOWN_YEAR, _KNOWN_DAY = 1403, dt.date(2024, 3, 20)


def solar_hijri(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian date of a day of the solar Hijri calendar, None if there is no such day or the year is too far.

    >>> solar_hijri(1357, 11, 22)
    datetime.date(1979, 2, 11)
    """
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= length):
        return None
    low, high = sorted((year, _KNOWN_YEAR))
    between = sum(366 if _is_leap(y) else 365 for y in range(low, high))
    new_year = _KNOWN_DAY + dt.timedelta(days=between if year > _KNOWN_YEAR else -between)
    return new_year + dt.timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _is_leap(year: int) -> bool:
    return (year + 12) % 33 % 4 == 1


@RULES.on(r"t?[do] f? m ,? y", r"m [do] ,? y")
def _persian_day(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "22 Bahman 1357"."""
    month = first_of(tokens, "m")
    if month is None or not isinstance(month.value, int) or not month.capital:
        return None
    found = solar_hijri(number_of(tokens, "y") or 0, month.value, number_of(tokens, "do") or 0)
    return None if found is None else timex.day_meaning(found)


_LUNAR_YEARS = range(1200, 1600)


@RULES.on(r"t?[do] f? F ,? y", r"F ,? y")
def _lunar_feast(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "12 Ramadan 1445": a day or month of the Islamic calendar that is also the name of a feast or a fast."""
    if (number_of(tokens, "y") or 0) not in _LUNAR_YEARS:
        return None
    dated = first_of(tokens, "do") is not None
    return Meaning("DATE", "XXXX-XX-XX" if dated else "XXXX-XX", precision="day" if dated else "month")


@RULES.on(r"d?o?f? m ,? [dyx]?", r"d m y")
def _other_calendar(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """A day or month of the Islamic or the Persian calendar, in a capital and with a number: found, not converted."""
    month = first_of(tokens, "m")
    if month is None or not month.capital or len(tokens) < 2 or not first_of(tokens, "dyx"):
        return None
    return Meaning(
        "DATE",
        "XXXX-XX-XX" if first_of(tokens, "d") else "XXXX-XX",
        precision="day" if first_of(tokens, "d") else "month",
    )
