"""The rules of time applied to a stretch of text: the longest that makes sense at each token."""

from __future__ import annotations

import datetime as dt
import re

from pipelines.extract.times.chunk import Chunk, Found
from pipelines.extract.times.composition import composed
from pipelines.extract.times.plausible import is_plausible
from pipelines.extract.times.rules import RULES
from pipelines.extract.times.rules.grammar import Context, Hints
from pipelines.extract.times.timelex import Token
from pipelines.language.reading import Reading

NO_HINTS = Hints()
_START = re.compile(
    "(?![/.:&,)>-])"
    "(?=.{0,6}[^~!tafi&></,.:'()jgpzw-])"  # another symbol must be near
    f"(?:{'|'.join(rule.pattern.pattern for rule in RULES)})"
)
"""Where some rule matches."""


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
    candidates = [(match.end(), -k) for k, rule in enumerate(RULES) if (match := rule.pattern.match(chunk.symbols, i))]
    for end, k in sorted(candidates, reverse=True):
        context = context or chunk.context(i)
        meaning = RULES[-k].handler(context, chunk.tokens[i:end])
        if meaning is not None and is_plausible(chunk.reading, chunk.tokens, i, end):
            return Found(i, end, meaning, RULES[-k])
    return None
