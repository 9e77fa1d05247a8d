"""Ranges of days inside one month: "May 15-24", "between 3 and 12 September"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.times import timex
from pipelines.extract.times.rules.days import partial_day
from pipelines.extract.times.rules.grammar import Context, Rules, all_of, first_of, joined, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning

RULES = Rules()


@RULES.on(
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
    days, month, year = [t.number for t in all_of(tokens, "do")], number_of(tokens, "M") or 0, number_of(tokens, "y")
    if len(days) != 2 or days[0] >= days[1]:
        return None
    if tokens[0].symbol in "tdo" and first_of(tokens, "&") and days[1] != days[0] + 1:
        return None
    inner = [partial_day(replace(context, year=year or context.year), month, day) for day in days]
    if any(timex.safe_date(2000, month, day) is None for day in days):
        return None
    return joined(inner[0], inner[1])
