"""What the reader returns: a parsed text with its structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span

SegmentKind = Literal["title", "dateline", "byline", "heading", "body", "author_box", "boilerplate", "marker"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with one role; ``start`` and ``end`` are character offsets."""

    kind: SegmentKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by which agency a report was filed; all spans are character offsets."""

    start: int
    end: int
    places: tuple[tuple[int, int], ...] = ()
    date: tuple[int, int] | None = None
    agency: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``index`` is its position in ``doc.sents``, ``kind`` that of its segment."""

    index: int
    start_char: int
    end_char: int
    kind: SegmentKind
    span: Span


@dataclass(frozen=True)
class Reading:
    """A text as the reader understands it; ``doc.text`` is the text, character for character."""

    doc: Doc
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
    dateline: Dateline | None
    language: str
