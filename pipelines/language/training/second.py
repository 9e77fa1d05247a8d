"""The second course: a narrower network, rounded as it will be at run time, on more sentences with names.

Trees are those of the first course and of most of what watched it. Names are those annotated by people, copies of
their sentences with other names, and those that the first network finds in the treebank (`names`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.calibrate import calibrate
from pipelines.language.training.data import Document, Sentence, epoch_sentences
from pipelines.language.training.model import Labels, Network
from pipelines.language.training.names import substituted
from pipelines.language.training.narrow import narrowed
from pipelines.language.training.train import Course, Settings

Pools = Mapping[str, Sequence[tuple[str, ...]]]

INNER = 1152
"""Inner units of a layer, of 1,536: a quarter less work, and next to no loss."""
SETTINGS = Settings(epochs=6, seed=2, encoder_rate=6e-5, head_rate=5e-4, average=0.998)
COPIED = 0.5
"""Share of the sentences without a tree that an epoch sees with other names."""
OTHER_RULES = 1 / 3
"""Share of GUM's names that an epoch sees: they are annotated by other rules."""
SAMPLE = 1500
"""Sentences by which units are chosen."""


def second_course(
    first: Network, named: Sequence[Document], pools: Pools, encoder: PieceEncoder, labels: Labels
) -> tuple[Network, Course]:
    """The narrower network and what it is trained on: documents with names (`names.with_names`), names by type."""
    trees = [sentence for document in named for sentence in document.sentences if sentence.heads]
    sample = random.Random(5).sample(trees, min(SAMPLE, len(trees)))  # noqa: S311
    return narrowed(first, sample, encoder, labels, INNER), Course(
        sentences=drawn_from(named, pools),
        labels=labels,
        encoder=encoder,
        settings=SETTINGS,
        ranges=lambda changed: calibrate(changed, encoder, labels, named),
    )


def drawn_from(documents: Sequence[Document], pools: Pools) -> Callable[[random.Random], list[Sentence]]:
    """One epoch's sentences, from documents with names and names by type."""

    def draw(rng: random.Random) -> list[Sentence]:
        return [_changed(sentence, rng) for sentence in epoch_sentences(documents, rng)]

    def _changed(sentence: Sentence, rng: random.Random) -> Sentence:
        if sentence.entities is None:
            return sentence
        if sentence.heads is None:
            return substituted(sentence, pools, rng) if rng.random() < COPIED else sentence
        other_rules = sentence.genre not in {"ewt", "pud"}
        return replace(sentence, entities=None) if other_rules and rng.random() > OTHER_RULES else sentence

    return draw
