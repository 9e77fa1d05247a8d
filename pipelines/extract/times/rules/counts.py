"""Counted units: how many of which unit the words say, and stretches of so many from the day of speaking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.figures.numbers import literal
from pipelines.extract.times import timex
from pipelines.extract.times.rules.grammar import PRECISIONS, Context, first_of
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.extract.times.vocabulary import UnitWords

COUNT = r"(?: [dxyw](?:[.,][dx])? | [dxyw]&a?h | ag | g f? | ah? | ha )"


def count_of(tokens: Sequence[Token]) -> float | None:
    """How many units the tokens before a unit say; None for a vague amount."""
    if any(token.symbol == "g" for token in tokens):
        return 2.0 if any(token.lower == "couple" for token in tokens) else None
    half = 0.5 if any(token.symbol == "h" for token in tokens) else 0.0
    digits = "".join(token.lower for token in tokens if token.symbol in "dxy.,")
    if digits and digits.strip(".,"):
        return (literal(digits.strip(",")) or 0.0) + half
    word = first_of(tokens, "w")
    if word is not None and isinstance(word.value, int | float):
        return float(word.value) + half
    return half or (1.0 if first_of(tokens, "a") else None)


def counted_unit(tokens: Sequence[Token]) -> tuple[float | None, Token]:
    """How many (None: vague) of which unit, by the first unit among the tokens."""
    at = next(k for k, token in enumerate(tokens) if token.symbol in "UH")
    return count_of(tokens[:at]), tokens[at]


def iso_duration(unit: Token, count: float | None) -> str:
    """The TIMEX3 value of so many units: P20Y, PT45M, P1.5M; PXD for a vague number of days."""
    words = unit.value
    if not isinstance(words, UnitWords):
        return "PXD"
    form = {"Q": "M", "WE": "WE"}.get(words.form, words.form)
    size = 3 if words.form == "Q" else words.count
    amount = "X" if count is None else f"{count * size:g}"
    return f"P{'T' if unit.symbol == 'H' else ''}{amount}{form}"


def stretch_of(context: Context, unit: UnitWords, count: float | None, side: int) -> Meaning:
    """So many units up to yesterday (side -1) or from tomorrow on (1)."""
    amount = "X" if count is None else f"{count * unit.count:g}"
    value = f"P{amount}{unit.form}" if unit.form != "Q" else f"P{amount}Q"
    blank = Meaning("DURATION", value, precision=PRECISIONS[unit.form])
    if context.anchor is None or count is None or count * unit.count > 10000:
        return blank
    if unit.form == "Q":
        return _quarters(blank, context.anchor, round(count), side)
    far = moved_by(context.anchor, unit, count * side)
    near = timex.add_days(context.anchor, side)
    if far is None or near is None:
        return blank
    start, end = (far, near) if side < 0 else (near, far)
    return replace(blank, start=start, end=end, anchored=True) if start <= end else blank


def _quarters(blank: Meaning, anchor: dt.date, count: int, side: int) -> Meaning:
    """So many whole quarters of the calendar before (side -1) or behind (1) the current one."""
    first = anchor.replace(month=(anchor.month - 1) // 3 * 3 + 1, day=1)
    start = timex.add_months(first, -3 * count if side < 0 else 3)
    behind = timex.add_months(first, 0 if side < 0 else 3 * (count + 1))
    end = timex.add_days(behind, -1) if behind is not None else None
    return blank if start is None or end is None or count < 1 else replace(blank, start=start, end=end, anchored=True)


def moved_by(day: dt.date, unit: UnitWords, count: float) -> dt.date | None:
    """The day so many units away (a negative count: before), None outside the calendar."""
    if unit.form in {"D", "W", "WE"}:
        return timex.add_days(day, round(count * unit.count * (1 if unit.form == "D" else 7)))
    return timex.add_months(day, round(count * unit.count * {"M": 1, "Q": 3, "Y": 12}[unit.form]))
