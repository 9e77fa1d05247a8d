"""Sentences to padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from pipelines.language.encoding import MAX_PIECES, NEUTRAL, Encoded, PieceEncoder, casing, neutral_casing
from pipelines.language.training.data import Sentence
from pipelines.language.training.model import Labels

MISSING = -100
MASK_TOKEN = 103
NOISE = ((0.12, str.upper), (0.08, str.lower), (0.05, str.title))
NEUTRAL_RATE = 0.08


@dataclass
class Example:
    """A sentence with its targets; each shape (words,), ``MISSING`` where not annotated."""

    sentence: Sentence
    encoded: Encoded
    targets: dict[str, list[int]]


@dataclass
class Batch:
    """Padded tensors: encoder inputs (batch, pieces), word indices and targets (batch, 1 + words)."""

    pieces: Tensor
    cases: Tensor
    first: Tensor
    last: Tensor
    targets: dict[str, Tensor]
    words: int
    examples: list[Example]


def example(sentence: Sentence, encoder: PieceEncoder, labels: Labels, rng: random.Random | None) -> Example | None:
    """A sentence as an example; with a random generator, its casing is disturbed. ``None`` if too long."""
    encoded = encoder.encode(sentence.words, word_cases(sentence.words, rng))
    if len(encoded.pieces) > MAX_PIECES:
        return None
    size = len(sentence.words)

    def ids(values: Sequence[str] | None, known: Sequence[str]) -> list[int]:
        index = {value: number for number, value in enumerate(known)}
        return [index.get(value, MISSING) for value in values] if values else [MISSING] * size

    return Example(
        sentence,
        encoded,
        {
            "upos": ids(sentence.upos, labels.upos),
            "xpos": ids(sentence.xpos, labels.xpos),
            "feats": ids(sentence.feats, labels.feats),
            "deps": ids(sentence.deps, labels.deps),
            "entities": ids(sentence.entities, labels.entities),
            "heads": list(sentence.heads) if sentence.heads else [MISSING] * size,
            "ends": [MISSING if end is None else int(end) for end in sentence.ends]
            if sentence.ends
            else [MISSING] * size,
        },
    )


def word_cases(words: Sequence[str], rng: random.Random | None) -> list[int]:
    """The words' casing classes, disturbed if a random generator is given."""
    if rng is not None:
        draw = rng.random()
        for rate, change in NOISE:
            if draw < rate:
                return [casing(change(word)) for word in words]
            draw -= rate
        if draw < NEUTRAL_RATE:
            return [neutral_casing(word) for word in words]
    return [casing(word) for word in words]


def batches(examples: list[Example], size: int, rng: random.Random | None) -> Iterator[Batch]:
    """Batches of like lengths, at most ``size`` pieces each with padding; shuffled if a generator is given."""
    order = list(range(len(examples)))
    if rng:
        rng.shuffle(order)
    pool = len(order) if rng is None else 4000
    groups: list[list[int]] = []
    for start in range(0, len(order), pool):
        group: list[int] = []
        for index in sorted(order[start : start + pool], key=lambda item: len(examples[item].encoded.pieces)):
            if group and (len(group) + 1) * len(examples[index].encoded.pieces) > size:
                groups.append(group)
                group = []
            group.append(index)
        groups.append(group)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield collate([examples[index] for index in group], rng)


def collate(chosen: list[Example], rng: random.Random | None) -> Batch:
    """Pad examples to one batch; with a random generator, one word piece in a hundred is masked."""
    pieces = _pad([item.encoded.pieces for item in chosen])
    if rng:
        generator = torch.Generator().manual_seed(rng.getrandbits(32))
        masked = (torch.rand(pieces.shape, generator=generator) < 0.01) & (pieces > 999)
        pieces = pieces.masked_fill(masked, MASK_TOKEN)
    return Batch(
        pieces=pieces,
        cases=_pad([item.encoded.cases for item in chosen], NEUTRAL),
        first=_pad([item.encoded.first for item in chosen]),
        last=_pad([item.encoded.last for item in chosen]),
        targets={
            name: _pad([np.array([MISSING, *item.targets[name]]) for item in chosen], MISSING)
            for name in chosen[0].targets
        },
        words=sum(item.encoded.words for item in chosen),
        examples=chosen,
    )


def _pad(rows: Sequence[np.ndarray], value: int = 0) -> Tensor:
    padded = np.full((len(rows), max(len(row) for row in rows)), value, dtype=np.int64)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
    return torch.from_numpy(padded)
