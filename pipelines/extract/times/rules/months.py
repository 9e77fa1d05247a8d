"""Months: with their year ("March 2011", "3/2011") and without ("last December", "in February")."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import Context, Rules, first_of, is_compact, number_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning

RULES = Rules()


@RULES.on(r"t? M\.? ,?f? y", r"y M\.?(?![.]?[do])", r"M[-/]y", r"M\.? '?t?d(?=~~~~)")
def _month_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    return timex.month_meaning(number_of(tokens, "y") or 0, number_of(tokens, "M") or 0)


@RULES.on(r"M\.? 'd")
def _month_short_year(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    """As in "May '90"."""
    year = tokens[-1]
    if year.end - year.start != 2 or year.spaced:
        return None
    return timex.month_meaning(timex.two_digit_year(year.number), number_of(tokens, "M") or 0)


@RULES.on(r"d[-/]y", r"y[-/]d")
def _numeric_month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    year, month, middle = number_of(tokens, "y") or 0, number_of(tokens, "d") or 0, tokens[1].lower
    if not 1 <= month <= 12 or not is_compact(tokens) or not 1900 <= year <= 2100 or middle == "–":
        return None
    return timex.month_meaning(year, month)


@RULES.on(r"[LNT] M\.?", r"t? M\.? f [LNT] U", r"t? M\.?")
def _month(context: Context, tokens: Sequence[Token]) -> Meaning | None:
    month = number_of(tokens, "M") or 0
    return partial_month(context, month, first_of(tokens, "LNT"))


def partial_month(context: Context, month: int, relative: Token | None) -> Meaning:
    """A month without its year: the last, next or nearest one that tense and word allow, the current one included."""
    if context.year is not None:
        return timex.month_meaning(context.year, month)
    if context.anchor is None:
        hint = context.hints.months.get(month, context.hints.year) if relative is None else None
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
