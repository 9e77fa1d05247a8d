"""The rules of time applied to a stretch of text: the longest that makes sense at each token."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from pipelines.extract.times.chunk import Chunk, Found
from pipelines.extract.times.composition import composed
from pipelines.extract.times.plausible import is_plausible
from pipelines.extract.times.rules import RULES
from pipelines.extract.times.rules.grammar import Context, Hints, Rule
from pipelines.extract.times.timelex import Token
from pipelines.language.reading import Reading

NO_HINTS = Hints()


def _any_of(rules: Sequence[Rule]) -> str:
    return "|".join(rule.pattern.pattern for rule in rules)


_START = re.compile(
    "(?![/.:&,)>-])"
    "(?=.{0,6}[^~!tafi&></,.:'()jgpzw-])"  # another symbol must be near
    f"(?:{_any_of(RULES)})"
)
"""Where some rule matches."""
_BATCHES = tuple(
    (re.compile(_any_of(RULES[k : k + 16])), range(len(RULES))[k : k + 16]) for k in range(0, len(RULES), 16)
)
"""Rules by number, some at a time, with a pattern that none of them matches where it does not."""


def matches(reading: Reading, tokens: list[Token], anchor: dt.date | None, hints: Hints = NO_HINTS) -> list[Found]:
    """What the rules find in one chunk, in order; `hints` are the years that the document gives."""
    chunk = Chunk(reading, tokens, "".join(token.symbol for token in tokens), anchor, hints)
    found: list[Found] = []
    i = 0
    while start := _START.search(chunk.symbols, i):
        item = _match(chunk, start.start())
        if item is not None:
            found.append(item)
        i = start.start() + 1 if item is None else item.last
    return composed(chunk, found)


def _match(chunk: Chunk, i: int) -> Found | None:
    """The longest rule that matches at token `i` and makes sense there."""
    context: Context | None = None
    candidates = [
        (match.end(), -k)
        for some, numbers in _BATCHES
        if some.match(chunk.symbols, i)
        for k in numbers
        if (match := RULES[k].pattern.match(chunk.symbols, i))
    ]
    for end, k in sorted(candidates, reverse=True):
        context = context or chunk.context(i)
        meaning = RULES[-k].handler(context, chunk.tokens[i:end])
        if meaning is not None and is_plausible(chunk.reading, chunk.tokens, i, end):
            return Found(i, end, meaning, RULES[-k])
    return None
