"""A stretch of text as the grammar of time reads it, and what is found there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipelines.extract.times.rules.grammar import Context, Hints, Rule
from pipelines.extract.times.tense import direction
from pipelines.extract.times.timelex import Token
from pipelines.extract.times.timex import Meaning
from pipelines.language.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """A match at tokens `first:last` of a chunk."""

    first: int
    last: int
    meaning: Meaning
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of text as tokens and their symbols, with what anchors it."""

    reading: Reading
    tokens: list[Token]
    symbols: str
    anchor: dt.date | None
    hints: Hints

    def context(self, i: int, year: int | None = None) -> Context:
        """What the expression at token `i` is read against."""
        start = self.tokens[i].start
        return Context(self.anchor, lambda: direction(self.reading, start), self.hints, year)
