"""Text cut into the pieces that the number and time grammars work on, independent of any tokenizer.

A piece is a literal number ("1,200.5"), a run of letters ("kilometers", "m²") or one other visible character. Spaces
are no pieces; a piece knows whether one stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

DASHES = frozenset({"-", "–", "—", "−", "‑", "‐"})
PieceKind = Literal["number", "word", "mark"]

_SEPARATED = (
    r"\d{1,3}(?:,\d{3}){1,8}(?:\.\d+)?"
    r"|\d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){1,8},\d+"
    r"|\d{1,3}(?:\.\d{3}){2,8}"
    r"|\d{1,3}(?:['’]\d{3}){1,8}"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,8}(?:[.,]\d+)?"
    r"|\d{1,3}(?: \d{3}){1,8}(?:\.\d+)?"
    r"|\d{1,3}(?:[٬]\d{3}){1,8}(?:٫\d+)?"
    r"|\d{1,3}(?: , \d{3}){1,8}(?: \. \d+)?"
    r"|\d{1,3} \. \d{1,2}"
)
_PLAIN = r"(?<!\d,)\d+,\d+(?!\d|,\d)|\d+(?:[.٫]\d+)?|(?<!\w)\.\d+"  # "1,5" but not "1,2,3"
_PIECE = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’](?:s|t|re|ve|ll|d|m)\b)?[²³]?)"
    rf"|(?P<number>(?<![\d])(?:{_SEPARATED})(?![\d]|[.,]\d)|{_PLAIN})"
    r"|(?P<mark>[^\s])"
)


class Piece(NamedTuple):
    """One piece; `start` and `end` are character offsets, `lower` its text in lower case."""

    text: str
    lower: str
    start: int
    end: int
    kind: PieceKind
    spaced: bool


def cut(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """Cut `text[start:end]` into pieces with offsets into `text`. Takes time proportional to the length."""
    stop = len(text) if end is None else end
    pieces: list[Piece] = []
    last = start
    for found in _PIECE.finditer(text, start, stop):
        kind: PieceKind = found.lastgroup  # type: ignore[assignment]
        word, (first, behind) = found.group(), found.span()
        pieces.append(Piece(word, word.lower(), first, behind, kind, first > last or first == start))
        last = behind
    return pieces


def phrase(text: str) -> tuple[str, ...]:
    """A lexicon phrase as the lower-case pieces that it is matched by."""
    return tuple(piece.lower for piece in cut(text))


def lower_at(pieces: Sequence[Piece], i: int) -> str:
    """The lower-case text of piece `i`, empty outside the sentence."""
    return pieces[i].lower if 0 <= i < len(pieces) else ""
