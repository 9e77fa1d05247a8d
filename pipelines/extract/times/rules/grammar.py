"""What the rules of time are made of: patterns over symbols, what they are read against, tokens picked by symbol."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning

PRECISIONS = {"D": "day", "W": "week", "M": "month", "Y": "year", "Q": "month", "WE": "day", "S": "none"}


@dataclass(frozen=True, slots=True)
class Hints:
    """What a document without a date gives: a year to some of its months, its own year, its own month and day."""

    months: dict[int, int] = field(default_factory=dict)
    year: int | None = None
    day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against: the document's date, the tense around it, hints at years."""

    anchor: dt.date | None
    direction: Callable[[], int]
    hints: Hints = field(default_factory=Hints)
    year: int | None = None


Handler = Callable[[Context, Sequence[Token]], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over symbols and what a match of it means."""

    pattern: re.Pattern[str]
    handler: Handler


def first_of(tokens: Sequence[Token], symbols: str) -> Token | None:
    """The first token with one of the symbols."""
    return next((token for token in tokens if token.symbol in symbols), None)


def all_of(tokens: Sequence[Token], symbols: str) -> list[Token]:
    """All tokens with one of the symbols."""
    return [token for token in tokens if token.symbol in symbols]


def number_of(tokens: Sequence[Token], symbols: str) -> int | None:
    """The number of the first token with one of the symbols."""
    token = first_of(tokens, symbols)
    return None if token is None else token.number


def is_compact(tokens: Sequence[Token]) -> bool:
    """Whether no space stands between the tokens."""
    return not any(token.spaced for token in tokens[1:])


def nearest_day(candidates: Sequence[dt.date], anchor: dt.date, direction: int) -> dt.date | None:
    """The latest day up to the anchor (direction -1), the earliest from it on (1), or the nearest (0)."""
    allowed = [day for day in candidates if direction == 0 or (day - anchor).days * direction >= 0]
    return min(allowed or candidates, key=lambda day: (abs((day - anchor).days), day), default=None)


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


class Rules(list[Rule]):
    """The rules of one kind of expression, in the order in which they are tried among matches of equal length."""

    def on(self, *patterns: str) -> Callable[[Handler], Handler]:
        """Register a function as what matches of the patterns mean; spaces in a pattern only set its parts apart."""

        def register(handler: Handler) -> Handler:
            self.extend(Rule(re.compile(pattern.replace(" ", "")), handler) for pattern in patterns)
            return handler

        return register
