"""Runs the exported model.

A sentence is padded to a length that depends on itself alone and runs in batches of that length. The model's integer
arithmetic keeps the rows of a batch apart, so an analysis is the same whatever stands beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

BATCH_PIECES = 1024
LABEL_ROWS = 64
"""Words whose labels are scored together: always this many, so that the arithmetic is always the same."""


@dataclass(frozen=True, slots=True)
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


def padded_length(pieces: int) -> int:
    """The length a sentence is padded to: the next multiple of 4, of 16 above 64."""
    step = 4 if pieces <= 64 else 16
    return -(-pieces // step) * step


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
        results: list[Analysis | None] = [None] * len(sentences)
        for chosen, scores in self._runs(sentences):
            heads = [
                decode_tree(scores["arcs"][row, : sentences[index].words + 1, : sentences[index].words + 1])
                for row, index in enumerate(chosen)
            ]
            deps = self._label(scores["dependents"], scores["heads"], heads)
            for row, index in enumerate(chosen):
                words = slice(1, sentences[index].words + 1)
                results[index] = Analysis(
                    upos=scores["upos"][row, words],
                    xpos=scores["xpos"][row, words],
                    feats=scores["feats"][row, words],
                    heads=heads[row][1:],
                    deps=deps[row],
                    entities=decode_entities(scores["entities"][row, words], self.labels.entities),
                )
        return [result for result in results if result is not None]

    def ends(self, windows: Sequence[Encoded], asked: Sequence[int]) -> list[bool]:
        """Whether a sentence ends behind the asked word (0-based) of each window."""
        results = [False] * len(windows)
        for chosen, scores in self._runs(windows):
            for row, index in enumerate(chosen):
                results[index] = bool(scores["ends"][row, asked[index] + 1, 0] > 0)
        return results

    def _runs(self, sentences: Sequence[Encoded]) -> Iterator[tuple[list[int], dict[str, Scores]]]:
        by_length: dict[int, list[int]] = {}
        for index, sentence in enumerate(sentences):
            by_length.setdefault(padded_length(len(sentence.pieces)), []).append(index)
        for length, indices in sorted(by_length.items()):
            rows = max(1, BATCH_PIECES // length)
            for start in range(0, len(indices), rows):
                chosen = indices[start : start + rows]
                inputs = _pad([sentences[index] for index in chosen], length)
                outputs = self._session.run(self._outputs, inputs)
                yield chosen, dict(zip(self._outputs, outputs, strict=True))

    def _label(self, dependents: Floats, heads: Floats, chosen: list[Ints]) -> list[Ints]:
        """Labels of the chosen arcs; dependents, heads: (batch, 1 + words, width)."""
        rows = np.concatenate([np.full(len(item) - 1, row) for row, item in enumerate(chosen)])
        words = np.concatenate([np.arange(1, len(item)) for item in chosen])
        governors = np.concatenate([item[1:] for item in chosen])
        dependent, head = dependents[rows, words], heads[rows, governors]
        labels = np.empty(len(rows), dtype=np.int64)
        block = np.zeros((2, LABEL_ROWS, dependent.shape[1]), dtype=np.float32)
        for start in range(0, len(rows), LABEL_ROWS):
            here = slice(start, start + LABEL_ROWS)
            size = len(labels[here])
            np.multiply(dependent[here], head[here], out=block[0, :size])
            np.maximum(dependent[here] + head[here], 0, out=block[1, :size])
            scores = block[0] @ self._product + block[1] @ self._sum + self._bias
            labels[here] = scores[:size].argmax(axis=1)
        return np.split(labels, np.cumsum([len(item) - 1 for item in chosen])[:-1])


def _pad(sentences: Sequence[Encoded], length: int) -> dict[str, Ints]:
    arrays = {
        name: np.zeros((len(sentences), width), dtype=np.int64)
        for name, width in (("pieces", length), ("cases", length), ("first", length - 1), ("last", length - 1))
    }
    for row, sentence in enumerate(sentences):
        for name, array in arrays.items():
            values = getattr(sentence, name)
            array[row, : len(values)] = values
    return arrays
