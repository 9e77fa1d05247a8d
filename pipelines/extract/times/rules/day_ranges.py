"""Ranges of days inside one month: "May 15-24", "between 3 and 12 September"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.days import partial_day
from pipelines.extract.times.rules.grammar import Context, Rules, all_of, first_of, is_compact, joined, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords

RULES = Rules()


@RULES.on(r"[<j]? t? [do] [->&] t? [do] i? (?:f t?)? [LNT]? U")
def _days_of_this_month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "Between the 4th and the 23rd of next month", "4-23 of this month"."""
    unit, relative = tokens[-1].value, first_of(tokens, "LNT")
    opened = tokens[0].symbol in "<j" or relative is not None
    if not isinstance(unit, UnitWords) or unit.form != "M" or tokens[-1].lower.endswith("s") or not opened:
        return None
    if relative is None and tokens[-2].symbol != "t":
        return None
    shift = {"L": -1, "N": 1}.get(relative.symbol, 0) if relative is not None else 0
    month = timex.add_months(context.anchor.replace(day=1), shift) if context.anchor is not None else None
    if month is None:
        return None
    days = [timex.safe_date(month.year, month.month, token.number) for token in all_of(tokens, "do")]
    if len(days) != 2 or days[0] is None or days[1] is None or days[0] >= days[1]:
        return None
    return joined(timex.day_meaning(days[0], anchored=True), timex.day_meaning(days[1], anchored=True))


@RULES.on(r"d/d - d/d (?:/[yd])?", r"d/d/[yd] - d/d/[yd]", r"d-d-y - d-d-y")
def _slashed_days(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "10/1-11/2/2017", "10/1/2018-10/7/2018": months first, or days first where they cannot be months."""
    numbers = [token.number for token in all_of(tokens, "dy")]
    if not is_compact(tokens) or (len(numbers) == 4 and not any(n > 12 for n in numbers)):
        return None
    if len(numbers) == 4:
        numbers = [*numbers[:2], 0, *numbers[2:], 0]
    elif len(numbers) == 5:
        numbers = [*numbers[:2], numbers[-1], *numbers[2:]]
    if numbers[0] > 12 or numbers[3] > 12:
        numbers = [numbers[1], numbers[0], numbers[2], numbers[4], numbers[3], numbers[5]]
    ends = [_slashed(context, *numbers[k : k + 3]) for k in (0, 3)]
    if ends[0] is None or ends[1] is None:
        return None
    return (
        joined(ends[0], ends[1]) if ends[0].start is None or ends[0].start < (ends[1].start or ends[0].start) else None
    )


def _slashed(context: Context, month: int, day: int, year: int) -> Meaning | None:
    if timex.safe_date(2000, month, day) is None:
        return None
    if not year:
        return partial_day(context, month, day)
    found = timex.safe_date(year if year > 99 else timex.two_digit_year(year), month, day)
    return None if found is None else timex.day_meaning(found)


@RULES.on(
    r"(?:W-W,?)? M\.? d - d ,?y?",
    r"(?:W-W,?)? <? M\.? d > d ,?y?",
    r"[<j] M\.? [do] & [do] ,?y?",
    r"M\.? [do] > t? [do] ,?y?",
    r"t?[do] & t?[do] f? M\.? ,?y?",
    r"<? d - d f? M\.? ,?y?",
    r"<? [do] > [do] f? M\.? ,?y?",
    r"j t?[do] & t?[do] f? M\.? ,?y?",
    r"M\.? [do] & [do] ,?y?",
    r"d/d M\.? ,?y?",
    r"d ,d ,?& d f? M\.? ,?y?",
)
def _days_of_month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "May 15-24", "11-13 Dec.", "from 5 to 6 April 2016", "between 3 and 12 September"."""
    days, month, year = [t.number for t in all_of(tokens, "do")], number_of(tokens, "M") or 0, number_of(tokens, "y")
    listed = tokens[0].symbol not in "<j" and (first_of(tokens, "&") or first_of(tokens, "/"))
    if days[0] >= days[-1] or (listed and days[-1] - days[0] != len(days) - 1):
        return None
    days = [days[0], days[-1]]
    inner = [partial_day(replace(context, year=year or context.year), month, day) for day in days]
    if any(timex.safe_date(2000, month, day) is None for day in days):
        return None
    return joined(inner[0], inner[1])
