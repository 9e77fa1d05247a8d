"""Scores on gold tokens and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from pipelines.language.decode import decode_entities, decode_tree, entity_spans
from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.batches import batches, example
from pipelines.language.training.data import IGNORE, Document, Sentence
from pipelines.language.training.model import Labels, Network

CORE = {"nsubj", "nsubj:pass", "obj"}


@dataclass(frozen=True)
class Predicted:
    """What the model says of one sentence's words."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    heads: list[int]
    deps: list[str]
    entities: list[tuple[int, int, str]]


Predictor = Callable[[Sequence[Sentence]], list[Predicted]]


def network_predictor(network: Network, encoder: PieceEncoder, labels: Labels) -> Predictor:
    """Predictions of the network in training."""

    def predict(sentences: Sequence[Sentence]) -> list[Predicted]:
        network.eval()
        examples = [example(sentence, encoder, labels, None) for sentence in sentences]
        known = [item for item in examples if item is not None]
        by_id: dict[int, Predicted] = {}
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            for batch in batches(known, 2000, None):
                words = network.words(batch.pieces, batch.cases, batch.first, batch.last)
                arcs = network.arcs(words).float().numpy()
                dependent, head = network.label_dependent(words), network.label_head(words)
                tags = {name: getattr(network, name)(words).argmax(-1) for name in ("upos", "xpos", "feats")}
                entities = network.entities(words).float().numpy()
                for row, item in enumerate(batch.examples):
                    size = item.encoded.words + 1
                    heads = decode_tree(arcs[row, :size, :size])
                    scores = network.label_scores(dependent[row, 1:size], head[row, torch.from_numpy(heads[1:])])
                    by_id[id(item.sentence)] = Predicted(
                        upos=[labels.upos[i] for i in tags["upos"][row, 1:size]],
                        xpos=[labels.xpos[i] for i in tags["xpos"][row, 1:size]],
                        feats=[labels.feats[i] for i in tags["feats"][row, 1:size]],
                        heads=[int(value) for value in heads[1:]],
                        deps=[labels.deps[i] for i in scores.argmax(-1)],
                        entities=decode_entities(entities[row, 1:size], labels.entities),
                    )
        return [by_id[id(sentence)] for sentence in sentences]

    return predict


def tree_scores(documents: Iterable[Document], predict: Predictor) -> dict[str, float]:
    """UPOS, XPOS, features, UAS, LAS and core-argument F1, in percent; punctuation counts."""
    sentences = [sentence for document in documents for sentence in document.sentences]
    right = dict.fromkeys(("UPOS", "XPOS", "feats", "UAS", "LAS"), 0)
    words = 0
    core = np.zeros(3)
    for gold, guess in zip(sentences, predict(sentences), strict=True):
        words += len(gold.words)
        heads = [a == b for a, b in zip(gold.heads or (), guess.heads, strict=True)]
        labels = [a == b for a, b in zip(gold.deps or (), guess.deps, strict=True)]
        right["UAS"] += sum(heads)
        right["LAS"] += sum(a and b for a, b in zip(heads, labels, strict=True))
        for name, key in (("UPOS", "upos"), ("XPOS", "xpos"), ("feats", "feats")):
            right[name] += sum(a == b for a, b in zip(getattr(gold, key), getattr(guess, key), strict=True))
        expected = _core_arguments(gold.heads or (), gold.deps or (), gold.upos or ())
        found = _core_arguments(guess.heads, guess.deps, guess.upos)
        core += (len(expected & found), len(expected), len(found))
    scores = {name: 100 * count / words for name, count in right.items()}
    return scores | {"core": float(200 * core[0] / max(1, core[1] + core[2]))}


def _core_arguments(heads: Sequence[int], deps: Sequence[str], upos: Sequence[str]) -> set[tuple[int, int, str]]:
    return {
        (index, head, dep)
        for index, (head, dep) in enumerate(zip(heads, deps, strict=True))
        if dep in CORE and head and upos[head - 1] == "VERB"
    }


def in_capitals(documents: Iterable[Document]) -> list[Document]:
    """The same documents in capitals."""
    return [
        Document(doc.name, [replace(item, words=tuple(word.upper() for word in item.words)) for item in doc.sentences])
        for doc in documents
    ]


def entity_scores(sentences: Sequence[Sentence], predict: Predictor) -> dict[str, float]:
    """F1 of exact spans with types, and of spans of the same type that overlap by half the longer one, in percent.

    What touches a word that is not annotated either way does not count.
    """
    exact, loose = np.zeros(3), np.zeros(3)
    for gold, guess in zip(sentences, predict(sentences), strict=True):
        expected = _spans(gold.entities or ())
        skipped = {index for index, tag in enumerate(gold.entities or ()) if tag == IGNORE}
        found = [span for span in guess.entities if not skipped & set(range(span[0], span[1]))]
        exact += (len(set(expected) & set(found)), len(expected), len(found))
        free = list(expected)
        matched = 0
        for span in found:
            match = next((other for other in free if other[2] == span[2] and _half(span, other)), None)
            if match:
                free.remove(match)
                matched += 1
        loose += (matched, len(expected), len(found))
    return {
        "exact": float(200 * exact[0] / max(1, exact[1] + exact[2])),
        "overlap": float(200 * loose[0] / max(1, loose[1] + loose[2])),
    }


def _spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    return entity_spans([tag if tag != IGNORE else "O" for tag in tags])


def _half(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1] - a[0], b[1] - b[0])
