"""Words to what the encoder eats: word pieces and casing classes.

The encoder reads lower-cased word pieces. How a word was cased is a feature of its own, so that a text in capitals
is the same text to the encoder, and a headline's capitals can be withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

CASINGS = ("neutral", "lower", "title", "upper", "initial", "mixed", "digit", "symbol")
NEUTRAL, LOWER, TITLE, UPPER, INITIAL, MIXED, DIGIT, SYMBOL = range(len(CASINGS))

MAX_PIECES = 480
"""Word pieces that one encoder pass takes, ``[CLS]`` and ``[SEP]`` included."""
PART_PIECES = 160
"""Word pieces of a part of a sentence that is too long for one pass."""
MAX_WORD_PIECES = 16
"""Word pieces kept of one word: the first ones and the last, since a word is read by its first and last piece."""


@lru_cache(maxsize=1 << 13)
def casing(word: str) -> int:
    """The casing class of a word."""
    if not any(char.isalpha() for char in word):
        return DIGIT if any(char.isdigit() for char in word) else SYMBOL
    if word.islower():
        return LOWER
    if word.isupper():
        return INITIAL if len(word) == 1 else UPPER
    if word[0].isupper() and word[1:].islower():
        return TITLE
    return MIXED if any(char.isupper() for char in word) else LOWER


def neutral_casing(word: str) -> int:
    """The casing class of a word whose capitals say nothing."""
    found = casing(word)
    return found if found in (DIGIT, SYMBOL) else NEUTRAL


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence for the encoder, ``[CLS]`` first and ``[SEP]`` last; all arrays are int64.

    pieces: word-piece ids, shape (pieces,)
    cases: casing class of each piece's word, shape (pieces,)
    first, last: index of each word's first and last piece, shape (1 + words,); entry 0 is ``[CLS]``, the root
    """

    pieces: Ints
    cases: Ints
    first: Ints
    last: Ints

    @property
    def words(self) -> int:
        """Words in the sentence, the root not counted."""
        return len(self.first) - 1


class PieceEncoder:
    """Splits words into word pieces; remembers the words it has seen."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        vocabulary = self._tokenizer.get_vocab()
        self._start, self._end, self._unknown = (vocabulary[name] for name in ("[CLS]", "[SEP]", "[UNK]"))
        self.pieces = lru_cache(maxsize=1 << 13)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word[:512], add_special_tokens=False).ids or [self._unknown]
        if len(ids) > MAX_WORD_PIECES:
            ids = [*ids[: MAX_WORD_PIECES - 1], ids[-1]]
        return tuple(ids)

    def chunks(self, words: Sequence[str]) -> list[int]:
        """The first word of every part of a sentence: one part if it fits the encoder, else parts of ``PART_PIECES``.

        Cuts fall behind the last clause mark in reach, else behind the last word that fits.
        """
        sizes = [len(self.pieces(word)) for word in words]
        if sum(sizes) + 2 <= MAX_PIECES:
            return [0]
        starts, total, clause = [0], 0, 0
        for index, size in enumerate(sizes):
            if total + size > PART_PIECES:
                cut = clause if clause > starts[-1] else index
                starts.append(cut)
                total = sum(sizes[cut:index])
            total += size
            if words[index] in {",", ";", ":"}:
                clause = index + 1
        return starts

    def encode(self, words: Sequence[str], cases: Sequence[int]) -> Encoded:
        """Encode a sentence that fits the encoder (see ``chunks``)."""
        pieces, piece_cases = [self._start], [NEUTRAL]
        first, last = [0], [0]
        for word, case in zip(words, cases, strict=True):
            ids = self.pieces(word)
            first.append(len(pieces))
            pieces.extend(ids)
            piece_cases.extend([case] * len(ids))
            last.append(len(pieces) - 1)
        pieces.append(self._end)
        piece_cases.append(NEUTRAL)
        return Encoded(np.array(pieces), np.array(piece_cases), np.array(first), np.array(last))
