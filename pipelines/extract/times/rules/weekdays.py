"""Weekdays: "Friday", "last Friday", "Tuesday night", "Sunday 31"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import Context, Rules, first_of, nearest_day, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords
from pipelines.lexicon import words

RULES = Rules()


@RULES.on(
    r"[LNT]{0,2} W P?",
    r"[BZ] [LNT]? W",
    r"[BZE] i [LNT]? W P?",
    r"[BZ] [LNT]? W P",
    r"E P i? [LNT]? W",
    r"i? t? W f? t? [LNT] U",
    r"[LNT] U -? i? W",
    r"t W",
    r"W t o",
    r"W o",
    r"W d(?!-?d|[:/.p])",
)
def _weekday(context: Context, tokens: Sequence[Token]) -> Meaning | None:  # noqa: PLR0911 - a decision list
    """A weekday: with last, this, next that of the calendar week; else the one that the tense points to."""
    part = first_of(tokens, "P")
    if part is not None:
        if tokens[0].symbol == "E" and (tokens[0].lower == "before") != (tokens[1] is part):
            return None
        whole = _weekday(context, [token for token in tokens if token is not part])
        return (
            None
            if whole is None or whole.kind == "SET"
            else replace(whole, kind="TIME", value=f"{whole.value}T{part.value}")
        )
    weekday, relative = number_of(tokens, "W") or 1, first_of(tokens, "LNT")
    if tokens[0].symbol in "BZE" and tokens[0].lower not in {"early", "late", "earlier", "before"}:
        return None
    if first_of(tokens, "W").lower.endswith("days"):  # type: ignore[union-attr]
        return Meaning("SET", f"XXXX-WXX-{weekday}")
    unit = first_of(tokens, "U")
    if unit is not None and (not isinstance(unit.value, UnitWords) or unit.value.form != "W" or unit.value.count != 1):
        return None
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-WXX-{weekday}", precision="day")
    day_of_month = number_of(tokens, "do")
    if day_of_month is not None:
        return _weekday_of_month(context, weekday, day_of_month)
    monday = context.anchor - dt.timedelta(days=context.anchor.isoweekday() - 1)
    if relative is not None and relative.lower not in _NEAREST:
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


_NEAREST = words("times", "words-for-the-nearest-weekday")


@RULES.on(r"[dw] W ~ K", r"[dw] W < K")
def _weekdays_from_now(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Two Sundays from now"."""
    count, weekday = number_of(tokens, "dw") or 0, number_of(tokens, "W") or 1
    if tokens[2].lower != "from" or not 1 <= count <= 52:
        return None
    if context.anchor is None:
        return Meaning("DATE", f"XXXX-WXX-{weekday}", precision="day")
    ahead = (weekday - context.anchor.isoweekday()) % 7 or 7
    return timex.day_meaning(context.anchor + dt.timedelta(days=ahead + 7 * (count - 1)), anchored=True)


def _weekday_of_month(context: Context, weekday: int, day: int) -> Meaning | None:
    """As in "Sunday 31": the nearest day of that number that is such a weekday."""
    assert context.anchor is not None
    months = [timex.add_months(context.anchor.replace(day=1), delta) for delta in range(-12, 13)]
    days = [timex.safe_date(m.year, m.month, day) for m in months if m is not None]
    chosen = nearest_day(
        [d for d in days if d is not None and d.isoweekday() == weekday], context.anchor, context.direction()
    )
    return None if chosen is None else timex.day_meaning(chosen, anchored=True)
