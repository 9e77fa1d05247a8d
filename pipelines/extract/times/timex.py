"""Calendar arithmetic of TIMEX3 values: what days a value means, and its canonical form."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

_DAY = dt.timedelta(days=1)
QUARTER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression of time means: TIMEX3 type and value, first and last day (both inclusive), their precision.

    `anchored` says that the days rest on the document's date, not on the words alone. `year_known` says that the words
    (or the anchor) fix the year, so that a partner in a range may borrow it.
    """

    kind: str
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = "none"
    anchored: bool = False
    year_known: bool = False


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    """A calendar date, or None if there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_meaning(day: dt.date, *, anchored: bool = False, suffix: str = "") -> Meaning:
    """A single day; `suffix` is a time of day ("T08:00", "TMO"), which makes it a TIME."""
    kind = "TIME" if suffix else "DATE"
    return Meaning(kind, day.isoformat() + suffix, day, day, "day", anchored, year_known=True)


def day_of_any_year(month: int, day: int, offset: int) -> str | None:
    """The value of the day `offset` days from one whose year is unknown; None where it depends on the year."""
    days = (safe_date(year, month, day) for year in (2000, 2001))  # a leap year and another
    moved = {f"XXXX-{found:%m-%d}" for d in days if (found := add_days(d, offset) if d is not None else None)}
    return next(iter(moved)) if len(moved) == 1 else None


def night_to(day: dt.date, *, anchored: bool = True) -> Meaning | None:
    """The night that ends on a day; its days are the one on which it begins and the one on which it ends."""
    evening = add_days(day, -1)
    night = None if evening is None else day_meaning(evening, anchored=anchored, suffix="TNI")
    return None if night is None else replace(night, end=day)


def month_meaning(year: int, month: int, *, anchored: bool = False) -> Meaning:
    """A calendar month."""
    last = calendar.monthrange(year, month)[1]
    return Meaning(
        "DATE",
        f"{year:04d}-{month:02d}",
        dt.date(year, month, 1),
        dt.date(year, month, last),
        "month",
        anchored,
        year_known=True,
    )


def year_meaning(year: int, *, anchored: bool = False) -> Meaning:
    """A calendar year."""
    return Meaning("DATE", f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31), "year", anchored, year_known=True)


def span_of_years(value: str, first: int, last: int, *, anchored: bool = False) -> Meaning:
    """Several calendar years, both ends inclusive: a decade, a century. None of the days outside `datetime`'s range."""
    if not 1 <= first <= last <= 9999:
        return Meaning("DATE", value, precision="year")
    return Meaning("DATE", value, dt.date(first, 1, 1), dt.date(last, 12, 31), "year", anchored, year_known=True)


def quarter_meaning(year: int, quarter: int, *, anchored: bool = False) -> Meaning:
    """A quarter (1 to 4) or a half (5 and 6) of a calendar year."""
    if quarter > 4:
        half = quarter - 4
        end = dt.date(year, 6, 30) if half == 1 else dt.date(year, 12, 31)
        start = dt.date(year, 1 if half == 1 else 7, 1)
        return Meaning("DATE", f"{year:04d}-H{half}", start, end, "month", anchored, year_known=True)
    first = (quarter - 1) * QUARTER_MONTHS + 1
    end = dt.date(year, first + 2, calendar.monthrange(year, first + 2)[1])
    return Meaning("DATE", f"{year:04d}-Q{quarter}", dt.date(year, first, 1), end, "month", anchored, year_known=True)


def week_meaning(day: dt.date, *, anchored: bool = False) -> Meaning:
    """The ISO week (Monday to Sunday) that holds a day."""
    monday = day - _DAY * (day.isoweekday() - 1)
    iso = monday.isocalendar()
    return Meaning(
        "DATE", f"{iso.year:04d}-W{iso.week:02d}", monday, monday + 6 * _DAY, "week", anchored, year_known=True
    )


def weekend_meaning(day: dt.date, *, anchored: bool = False) -> Meaning:
    """Saturday and Sunday of the ISO week that holds a day."""
    saturday = day + _DAY * (6 - day.isoweekday())
    iso = saturday.isocalendar()
    return Meaning(
        "DATE", f"{iso.year:04d}-W{iso.week:02d}-WE", saturday, saturday + _DAY, "day", anchored, year_known=True
    )


def add_months(day: dt.date, months: int) -> dt.date | None:
    """The same day of another month, its last day where the month is shorter; None outside the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: dt.date, days: int) -> dt.date | None:
    """A day some days away; None outside the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus, Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> dt.date | None:
    """The nth (from 1; -1: last) given ISO weekday of a month."""
    last = calendar.monthrange(year, month)[1]
    days = [dt.date(year, month, d) for d in range(1, last + 1)]
    matching = [day for day in days if day.isoweekday() == weekday]
    try:
        return matching[nth - 1 if nth > 0 else nth]
    except IndexError:
        return None


def two_digit_year(value: int) -> int:
    """The year that two digits stand for: 50 to 99 the last century, 00 to 49 this one."""
    return 1900 + value if value >= 50 else 2000 + value
