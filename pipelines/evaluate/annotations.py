"""Annotated articles: one JSON file each, every annotation a verbatim part of the article's text.

An event, figure, actor or attribution that is marked `optional` is one about which careful readers may differ: finding
it is neither right nor wrong.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

Span = tuple[int, int]


class AnnotationError(Exception):
    """A file is not an annotated article; one line with the file, the place and what is wrong."""


class _Part(BaseModel):
    model_config = {"extra": "ignore", "frozen": True}


class EventMention(_Part):
    """A clause that tells of an event, and the words in it that name the event."""

    evidence: str
    trigger: str
    nth: int | None = None


class Event(_Part):
    """A happening; `actors` and `recipients` are names of annotated actors."""

    id: str
    type: str
    mode: str | None = None
    modality: str
    certainty: str
    background: bool = False
    mentions: tuple[EventMention, ...]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    optional: bool = False


class Figure(_Part):
    """A number: `text` the phrase, `number` the number in it; an open end of the interval is None."""

    text: str
    number: str
    nth: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: str
    unit: str | None = None
    measure: str
    optional: bool = False


class Actor(_Part):
    """An entity and the ways the text names it."""

    name: str
    type: str
    country: str | None = None
    mentions: tuple[str, ...] = ()
    optional: bool = False


class Attribution(_Part):
    """Who says what, within `evidence`."""

    source: str | None = None
    kind: str | None = None
    cue: str | None = None
    evidence: str
    content: str
    type: str
    nth: int | None = None
    optional: bool = False


class Article(_Part):
    """An annotated article."""

    name: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    @cached_property
    def calls(self) -> dict[str, frozenset[str]]:
        """Every way of calling each actor, ready to compare."""
        return {a.name: frozenset(map(name_key, (a.name, *a.mentions))) - {""} for a in self.actors}

    def clauses(self, event: Event) -> list[Span]:
        """Where the event is told."""
        return [span for mention in event.mentions for span in self.find(mention.evidence, mention.nth)]

    def triggers(self, event: Event) -> list[Span]:
        """Where the event is named, once in each clause."""
        inside = [
            self.find(mention.trigger, within=clause)[:1]
            for mention in event.mentions
            for clause in self.find(mention.evidence, mention.nth)[:1]
        ]
        return [span for found in inside for span in found]

    def numbers(self, figure: Figure) -> list[Span]:
        """Where the number may stand."""
        phrases = self.find(figure.text, figure.nth)
        return [span for phrase in phrases for span in self.find(figure.number, within=phrase)[:1]]

    def speech(self, said: Attribution) -> tuple[list[Span], list[Span]]:
        """Where the voice and what it says stand."""
        clause = (self.find(said.evidence, said.nth) or [(0, len(self.text))])[0]
        return self.find(said.source, within=clause), self.find(said.content, within=clause)

    def find(self, part: str | None, nth: int | None = None, within: Span | None = None) -> list[Span]:
        """Where words stand: the nth place if told, else the first in `within` if there is one, else every place.

        Without `nth`, places at the edges of words come before those inside one ("he" is not looked for in "The").
        """
        if not part:
            return []
        found = [(m.start(), m.start() + len(part)) for m in re.finditer(f"(?={re.escape(part)})", self.text)]
        if nth is not None:
            return found[nth - 1 : nth]
        found = [span for span in found if self._whole(span)] or found
        inside = [span for span in found if within and within[0] <= span[0] and span[1] <= within[1]]
        return inside[:1] or found

    def _whole(self, span: Span) -> bool:
        edges = (self.text[max(0, at - 1) : at + 1] for at in span)
        return not any(len(edge) == 2 and edge.isalnum() for edge in edges)


def name_key(name: str) -> str:
    """A name for comparison: case, quotation marks, leading determiners, possessives, outer punctuation set aside."""
    straight = unicodedata.normalize("NFKD", name).replace("’", "'").replace("‘", "'")
    plain = "".join(character for character in straight if not unicodedata.combining(character)).casefold()
    words = plain.strip(_OUTER).split()
    while len(words) > 1 and words[0] in _DETERMINERS:
        words.pop(0)
    return re.sub(r"'s?$", "", " ".join(words)).strip(_OUTER)


_OUTER = " .,;:!?\"'“”()[]-\n\t"
_DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"]
)


def load(folder: Path) -> list[Article]:
    """The annotated articles of a folder, sorted by file name. Raises `AnnotationError`."""
    if not folder.is_dir():
        raise AnnotationError(f"{folder}: no such folder: give a folder of annotated articles (*.json)")
    articles = [_article(path) for path in sorted(folder.glob("*.json"))]
    if not articles:
        raise AnnotationError(f"{folder}: no *.json in it: give a folder of annotated articles")
    return articles


def _article(path: Path) -> Article:
    try:
        return Article.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as problem:
        reason: Any = problem
        if isinstance(problem, ValidationError):
            first = problem.errors()[0]
            reason = f"at {'.'.join(map(str, first['loc'])) or 'the top'}: {first['msg']}"
        raise AnnotationError(f"{path}: {reason}: it must be an annotated article") from problem
