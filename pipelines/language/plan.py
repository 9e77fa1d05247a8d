"""What is to be parsed: a text's segments, cut into sentences, before any token is analysed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.tokenizer import Tokenizer

from pipelines.language.encoding import casing
from pipelines.language.onnx_reader import OnnxModel
from pipelines.language.reading import Dateline, Segment, SegmentKind
from pipelines.language.sentences import sentence_starts
from pipelines.language.structure import read_structure
from pipelines.language.tokenizer import make_tokenizer, tokens

WINDOW_CHARS = 120
WORDS_BEFORE, WORDS_AFTER = 10, 8
"""Words that the model sees before and behind a possible sentence end; the same as in training."""


@dataclass(frozen=True, slots=True)
class PlannedSentence:
    """A sentence's first character and its segment's kind."""

    start: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Plan:
    """Segments, dateline and sentences of a text."""

    segments: tuple[Segment, ...]
    dateline: Dateline | None
    sentences: tuple[PlannedSentence, ...]


@cache
def window_tokenizer() -> Tokenizer:
    """The tokeniser, for looking at words around a full stop."""
    return make_tokenizer(spacy.blank("en").vocab)


def make_plan(text: str, title: str | None, model: OnnxModel) -> Plan:
    """Find segments and sentences."""

    def judge(candidates: Sequence[tuple[str, int]]) -> list[bool]:
        windows, asked = [], []
        for paragraph, end in candidates:
            before = _words(paragraph[max(0, end - WINDOW_CHARS) : end])[-WORDS_BEFORE:]
            words = before + _words(paragraph[end : end + WINDOW_CHARS])[:WORDS_AFTER]
            windows.append(model.encoder.encode(words, [casing(word) for word in words]))
            asked.append(len(before) - 1)
        return model.ends(windows, asked)

    segments, dateline = read_structure(text, title)
    starts = sentence_starts([text[segment.start : segment.end] for segment in segments], judge)
    sentences = tuple(
        PlannedSentence(segment.start + offset, segment.kind)
        for segment, offsets in zip(segments, starts, strict=True)
        for offset in offsets
    )
    return Plan(segments, dateline, sentences)


def _words(text: str) -> list[str]:
    return [word for word, _ in tokens(window_tokenizer(), text) if not word.isspace()]
