"""Expressions of time in a text, as TIMEX3 with the days they mean.

What anchors a relative expression is the day that the dateline tells shortly before publication, else the publication
date, else the date of the dateline; without either it keeps an
underspecified value and no days. Nothing falls back to the publication date for want of anything better.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.extract.columns import columns_of
from pipelines.extract.facts import TimeMention
from pipelines.extract.times.anchors import dateline_date, filing_date, year_hints
from pipelines.extract.times.chunk import Found
from pipelines.extract.times.composition import ends_sentence
from pipelines.extract.times.matching import NO_HINTS, matches
from pipelines.extract.times.story import told_in_order
from pipelines.extract.times.timelex import Token, lex
from pipelines.language.reading import Reading
from pipelines.lexicon import words

_KEPT = words("times", "words-kept-at-the-start")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def extract_times(reading: Reading, published_at: dt.datetime | None) -> list[TimeMention]:
    """Every expression of time, in order of appearance, none overlapping another."""
    text = columns_of(reading.doc).raw
    chunks = [lex(text, start, end) for start, end in _chunks(reading, text)]
    anchor = filing_date(reading, published_at.date()) if published_at is not None else dateline_date(reading, chunks)
    found = [matches(reading, tokens, anchor) for tokens in chunks]
    if anchor is None:
        hints = year_hints(reading, chunks, found)
        if hints != NO_HINTS:
            found = [matches(reading, tokens, anchor, hints) for tokens in chunks]
    starts = [sentence.start_char for sentence in reading.sentences]
    found = told_in_order(chunks, found, starts, anchor)
    return [_mention(text, starts, tokens, item) for tokens, items in zip(chunks, found, strict=True) for item in items]


def _chunks(reading: Reading, text: str) -> Iterator[tuple[int, int]]:
    """Stretches that an expression of time does not cross: paragraphs, with titles and headings apart."""
    cuts = {0, len(text)} | {found.end() for found in _PARAGRAPH.finditer(text)}
    for segment in reading.segments:
        if segment.kind in {"title", "heading", "author_box"}:
            cuts |= {segment.start, segment.end}
    edges = sorted(cuts)
    return ((start, end) for start, end in pairwise(edges))


def _mention(text: str, starts: Sequence[int], tokens: Sequence[Token], item: Found) -> TimeMention:
    first, last = _trimmed(tokens, item.first, item.last)
    start, end = tokens[first].start, tokens[last - 1].end
    meaning = item.meaning
    anchor = "none" if meaning.start is None else "document" if meaning.anchored else "text"
    return TimeMention(
        start=start,
        end=end,
        text=text[start:end],
        sentence=max(0, bisect_right(starts, start) - 1),
        timex_type=meaning.kind,
        value=meaning.value,
        date_start=meaning.start,
        date_end=meaning.end,
        date_precision=meaning.precision,
        anchor=anchor,
    )


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Prepositions and punctuation around an expression are not part of it; an abbreviation keeps its full stop."""
    while last - first > 1 and (
        tokens[first].symbol in "i<j,(f-&" or (tokens[first].symbol == "~" and tokens[first].lower not in _KEPT)
    ):
        first += 1
    while last - first > 1 and tokens[last - 1].symbol in ",(.":
        if tokens[last - 1].symbol == "." and not ends_sentence(tokens, first, last):
            break
        last -= 1
    return first, last
