"""A document's tokens as the place grammar looks at them: plain lists, one item per token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from spacy.tokens import Token

from pipelines.extract.columns import columns_of
from pipelines.language import Reading

_Cell = TypeVar("_Cell", str, int)
Label = Literal["PER", "ORG", "LOC", "MISC", ""]

_LABELS: dict[str, Label] = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "FACILITY": "LOC",
    "MISC": "MISC", "NORP": "MISC", "PRODUCT": "MISC", "EVENT": "MISC",
}  # fmt: skip
UNREAD_KINDS = frozenset({"boilerplate", "author_box", "marker", "byline"})
_CAPITALS_SHARE = 0.8
_FULL_LINE = 45  # characters from which a line may have been wrapped
_TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as token positions, `last` included."""

    first: int
    last: int
    label: Label


class Words:
    """Texts, offsets, tags and entities of all tokens but blanks; sentences in capitals or title case are known.

    Positions are counted without blanks: where a line ends, the words before and behind it stand side by side.
    """

    def __init__(self, reading: Reading) -> None:
        self._doc = doc = reading.doc
        columns = columns_of(doc)
        self.raw = columns.raw
        self._tokens = kept = [i for i, text in enumerate(columns.text) if not text.isspace()]
        self.text, self.lower, self.pos = _at(columns.text, kept), _at(columns.lower, kept), _at(columns.pos, kept)
        self.start, self.end, self._head = _at(columns.start, kept), _at(columns.end, kept), _at(columns.head, kept)
        self.entities = self._entities()
        self.entity: list[Entity | None] = [None] * len(kept)
        for entity in self.entities:
            for i in range(entity.first, entity.last + 1):
                self.entity[i] = entity
        self._persons = [e for e in self.entities if e.label == "PER" and e.last > e.first]
        self.sentence = [0] * len(kept)
        self.capitals = [False] * len(kept)
        self.title_case = [False] * len(kept)
        self.unread = [False] * len(kept)
        self.is_title = [False] * len(kept)
        for sentence in reading.sentences:
            first, end = self._position(sentence.span.start), self._position(sentence.span.end)
            capitals, title_case = _letter_case(self.text[first:end])
            self.sentence[first:end] = [sentence.index] * (end - first)
            self.capitals[first:end] = [capitals] * (end - first)
            self.title_case[first:end] = [title_case] * (end - first)
            self.unread[first:end] = [sentence.kind in UNREAD_KINDS] * (end - first)
            self.is_title[first:end] = [sentence.kind == "title"] * (end - first)

    def _position(self, token: int) -> int:
        """The position of a token of the document, or of the first word after it."""
        return bisect_left(self._tokens, token)

    def _entities(self) -> tuple[Entity, ...]:
        spans = ((self._position(e.start), self._position(e.end) - 1, e.label_) for e in self._doc.ents)
        return tuple(Entity(first, last, _LABELS.get(label, "")) for first, last, label in spans if first <= last)

    def __len__(self) -> int:
        return len(self.text)

    def is_of_person(self, first: int, last: int) -> bool:
        """Whether the text gives the last word of a name to a person, under another name: "Maria Medina"."""
        own = self.lower[first : last + 1]
        return any(
            self.lower[last] in (whole := self.lower[e.first : e.last + 1]) and whole != own for e in self._persons
        )

    def slice(self, first: int, last: int) -> str:
        """The text from one token through another."""
        return self.raw[self.start[first] : self.end[last]]

    def name(self, first: int, last: int) -> str:
        """The text from one token to another on one line."""
        return " ".join(self.slice(first, last).split())

    def is_broken(self, first: int, last: int) -> bool:
        """Whether lines end between two tokens other than by filling them: headings and lists, not wrapped text."""
        text, start = self.slice(first, last), self.start[first]
        breaks = [start + i for i, char in enumerate(text) if char == "\n"] if "\n" in text else []
        return any(at - self.raw.rfind("\n", 0, at) <= _FULL_LINE for at in breaks)

    def label(self, i: int) -> Label:
        """The entity label at a token."""
        entity = self.entity[i]
        return entity.label if entity else ""

    def root(self, first: int, last: int) -> Token:
        """The token of a stretch whose syntactic head lies outside it."""
        inside = self._tokens[first : last + 1]
        outward = (
            i for i, head in zip(inside, self._head[first : last + 1], strict=True) if head == i or head not in inside
        )
        return self._doc[next(outward, inside[-1])]

    def token(self, i: int) -> Token:
        """The parsed token at a position."""
        return self._doc[self._tokens[i]]

    def together(self, i: int, j: int) -> bool:
        """Whether both tokens exist and stand in one sentence."""
        return 0 <= i < len(self.text) and 0 <= j < len(self.text) and self.sentence[i] == self.sentence[j]


def _at(column: Sequence[_Cell], kept: Sequence[int]) -> list[_Cell]:
    return [column[i] for i in kept]


def _letter_case(words: list[str]) -> tuple[bool, bool]:
    letters = list(filter(str.isalpha, "".join(words)))
    upper = sum(map(str.isupper, letters))
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    capitals = len(letters) > 3 and upper >= _CAPITALS_SHARE * len(letters)
    return capitals, len(long) > 2 and sum(word[0].isupper() for word in long) > _TITLE_SHARE * len(long)
