"""Runs the exported model.

A batch holds sentences of as many word pieces each, so nothing is padded. The model's arithmetic keeps the rows of a
batch apart, so an analysis is the same whatever stands beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from pipelines.language.decode import decode_entities, decode_tree
from pipelines.language.encoding import Encoded, PieceEncoder

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Scores = npt.NDArray[Any]

BATCH_PIECES = 512
"""Word pieces of a batch at most: what the processor's cache holds of them."""
LABELLED_WORDS = 1024
"""Words of sentences whose labels are scored when there are so many: few calls, and little held."""
LABEL_ROWS = 64
"""Words whose labels are scored together: always this many, so that the arithmetic is always the same."""


@dataclass(slots=True)
class Analysis:
    """One sentence analysed; arrays of shape (words,).

    heads: 1-based position of each word's head, 0 for the root
    entities: (first word, last word + 1, type)
    """

    upos: Ints
    xpos: Ints
    feats: Ints
    heads: Ints
    deps: Ints
    entities: list[tuple[int, int, str]]


@dataclass(frozen=True)
class LabelSets:
    """What the model's label numbers mean."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    deps: tuple[str, ...]
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What the model says of a batch.

    chosen: the sentences' numbers; rows: the first row of each, its root's, and behind the last the number of all rows
    scores: the model's outputs by name (see ``training/graph.py``)
    """

    chosen: list[int]
    rows: list[int]
    scores: dict[str, Scores]


class OnnxModel:
    """The exported model: sentences of words to analyses."""

    def __init__(self, folder: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self.encoder = PieceEncoder(folder / "tokenizer.json")
        names = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels = LabelSets(**{name: tuple(values) for name, values in names.items()})
        with np.load(folder / "label_weights.npz") as weights:
            self._product, self._sum, self._bias = (weights[name] for name in ("product", "sum", "bias"))

    def analyse(self, sentences: Sequence[Encoded]) -> list[Analysis]:
        """Analyse sentences; the result is in their order."""
        analyses: dict[int, Analysis] = {}
        arcs: dict[int, tuple[Floats, Floats]] = {}
        for run in self._runs(sentences):
            scores = run.scores
            for row, (index, (start, end)) in enumerate(zip(run.chosen, pairwise(run.rows), strict=True)):
                words = slice(start + 1, end)
                tree = decode_tree(scores["arcs"][row, : end - start, : end - start])
                arcs[index] = scores["dependents"][words], scores["heads"][start + tree[1:]]
                analyses[index] = Analysis(
                    upos=scores["upos"][words],
                    xpos=scores["xpos"][words],
                    feats=scores["feats"][words],
                    heads=tree[1:],
                    deps=np.empty(0, dtype=np.int64),
                    entities=decode_entities(scores["entities"][words], self.labels.entities),
                )
            if sum(len(dependents) for dependents, _ in arcs.values()) >= LABELLED_WORDS:
                self._label(analyses, arcs)
                arcs = {}
        if arcs:
            self._label(analyses, arcs)
        return [analyses[index] for index in range(len(sentences))]

    def ends(self, windows: Sequence[Encoded], asked: Sequence[int]) -> list[bool]:
        """Whether a sentence ends behind the asked word (0-based) of each window."""
        results = [False] * len(windows)
        for run in self._runs(windows):
            for index, start in zip(run.chosen, run.rows[:-1], strict=True):
                results[index] = bool(run.scores["ends"][start + asked[index] + 1, 0] > 0)
        return results

    def _runs(self, sentences: Sequence[Encoded]) -> Iterator[Run]:
        by_length: dict[int, list[int]] = {}
        for index, sentence in enumerate(sentences):
            by_length.setdefault(len(sentence.pieces), []).append(index)
        for length, indices in sorted(by_length.items()):
            size = max(1, BATCH_PIECES // length)
            for start in range(0, len(indices), size):
                chosen = indices[start : start + size]
                rows = [0]
                for index in chosen:
                    rows.append(rows[-1] + sentences[index].words + 1)
                outputs = self._session.run(self._outputs, _inputs([sentences[index] for index in chosen], rows))
                yield Run(chosen, rows, dict(zip(self._outputs, outputs, strict=True)))

    def _label(self, analyses: dict[int, Analysis], arcs: dict[int, tuple[Floats, Floats]]) -> None:
        """Label the arcs of these sentences, by what the model says of the dependents and of their heads."""
        dependent, head = (np.concatenate(side) for side in zip(*arcs.values(), strict=True))
        labels = np.empty(len(dependent), dtype=np.int64)
        block = np.zeros((2, LABEL_ROWS, dependent.shape[1]), dtype=np.float32)
        for start in range(0, len(dependent), LABEL_ROWS):
            here = slice(start, start + LABEL_ROWS)
            size = len(labels[here])
            np.multiply(dependent[here], head[here], out=block[0, :size])
            np.add(dependent[here], head[here], out=block[1, :size])
            np.maximum(block[1], 0, out=block[1])
            scores = block[0] @ self._product + block[1] @ self._sum + self._bias
            labels[here] = scores[:size].argmax(axis=1)
        ends = np.cumsum([len(words) for words, _ in arcs.values()])
        for index, end in zip(arcs, ends, strict=True):
            analyses[index].deps = labels[end - len(arcs[index][0]) : end]


def _inputs(sentences: list[Encoded], rows: list[int]) -> dict[str, Ints]:
    """What the model takes (see ``training/graph.py``), from sentences of as many pieces each."""
    length = len(sentences[0].pieces)
    places = np.zeros((len(sentences), length - 1), dtype=np.int64)
    for sentence, (start, end) in enumerate(pairwise(rows)):
        places[sentence, : end - start] = np.arange(start, end)
    return {
        "pieces": np.stack([item.pieces for item in sentences]),
        "cases": np.stack([item.cases for item in sentences]),
        "first": np.concatenate([item.first + number * length for number, item in enumerate(sentences)]),
        "last": np.concatenate([item.last + number * length for number, item in enumerate(sentences)]),
        "places": places,
    }
