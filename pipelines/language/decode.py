"""Scores to structures: trees and entity spans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

OUTSIDE_BIAS = 0.5
"""Added to the score of ``O``: the training corpora mark more than news guidelines do (chosen on held-out PUD)."""


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads (entry 0 the root, 0 = attached to the root) make one tree with one root."""
    if sum(head == 0 for head in heads) != 2:
        return False
    reaches = [False] * len(heads)
    reaches[0] = True
    for start in range(1, len(heads)):
        path, node = [], start
        while not reaches[node]:
            reaches[node] = True
            path.append(node)
            node = heads[node]
            if node in path:
                return False
    return True


def decode_tree(scores: Floats) -> Ints:
    """The best tree with one root.

    scores: shape (1 + words, 1 + words), row = dependent, column = head, index 0 = the root
    returns: heads, shape (1 + words,); entry 0 is 0
    """
    masked = scores.copy()
    np.fill_diagonal(masked, -np.inf)
    heads: Ints = masked.argmax(axis=1)
    heads[0] = 0
    if is_tree(heads.tolist()):
        return heads
    exact = masked.astype(np.float64)
    exact[0, :] = -np.inf
    heads = _chu_liu_edmonds(exact)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    return heads if len(roots) == 1 else _single_root(exact, roots)


def _single_root(scores: npt.NDArray[np.float64], roots: Ints) -> Ints:
    """The best tree whose one root is among the given words."""
    best, best_score = np.zeros(0, dtype=np.int64), -np.inf
    rows = np.arange(1, len(scores))
    for root in roots:
        fixed = scores.copy()
        fixed[:, 0] = -np.inf
        fixed[root, :] = -np.inf
        fixed[root, 0] = 0.0
        heads = _chu_liu_edmonds(fixed)
        total = float(scores[rows, heads[1:]].sum())
        if total > best_score:
            best, best_score = heads, total
    return best


def _chu_liu_edmonds(scores: npt.NDArray[np.float64]) -> Ints:
    """Maximum spanning arborescence from node 0; contracts one cycle at a time."""
    size = len(scores)
    heads: Ints = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    cycle_score = scores[cycle, heads[cycle]].sum()
    entering = scores[cycle][:, outside] - scores[cycle, heads[cycle]][:, None] + cycle_score
    leaving = scores[outside][:, cycle]
    enter_at, leave_from = entering.argmax(axis=0), leaving.argmax(axis=1)
    contracted = np.full((len(outside) + 1,) * 2, -np.inf)
    contracted[:-1, :-1] = scores[outside][:, outside]
    contracted[-1, :-1] = entering.max(axis=0)
    contracted[:-1, -1] = leaving.max(axis=1)
    small = _chu_liu_edmonds(contracted)
    result = heads.copy()
    for index, node in enumerate(outside[1:], start=1):
        head = small[index]
        result[node] = cycle[leave_from[index]] if head == len(outside) else outside[head]
    entry = small[-1]
    result[cycle[enter_at[entry]]] = outside[entry]
    return result


def _cycle(heads: Ints) -> Ints | None:
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :])
        state[path] = 2
    return None


def decode_entities(scores: Floats, labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The best well-formed BIO sequence, as (first word, last word + 1, type).

    scores: shape (words, labels); labels: ``O`` first, then ``B-X`` and ``I-X``
    """
    scores = scores.copy()
    scores[:, 0] += OUTSIDE_BIAS
    best = scores.argmax(axis=1).tolist()
    if not any(best):
        return []
    if not is_well_formed(best, labels):
        best = viterbi(scores, bio_transitions(labels)).tolist()
    return entity_spans([labels[index] for index in best])


def is_well_formed(tags: Sequence[int], labels: tuple[str, ...]) -> bool:
    """Whether every ``I-X`` among the tags, given by number, follows an ``X``."""
    names = [labels[tag] for tag in tags]
    return all(not name.startswith("I-") or before[2:] == name[2:] for before, name in pairwise(["O", *names]))


@cache
def bio_transitions(labels: tuple[str, ...]) -> Floats:
    """What may follow what, shape (labels, labels): 0 where allowed, -inf where ``I-X`` has no ``X`` before it."""
    allowed = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            for row, before in enumerate(labels):
                if before[2:] != label[2:]:
                    allowed[row, column] = -np.inf
    return allowed


def viterbi(scores: Floats, transitions: Floats) -> Ints:
    """The best path through the scores under hard transitions; an entity cannot start with ``I-``."""
    best = scores[0].astype(np.float64) + transitions[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for index in range(1, len(scores)):
        through = best[:, None] + transitions
        back[index] = through.argmax(axis=0)
        best = through.max(axis=0) + scores[index]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = best.argmax()
    for index in range(len(scores) - 1, 0, -1):
        path[index - 1] = back[index, path[index]]
    return path


def entity_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """BIO tags to (first word, last word + 1, type)."""
    spans: list[tuple[int, int, str]] = []
    start = -1
    for index, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            spans.append((start, index, tags[start][2:]))
            start = -1
        if tag.startswith("B-"):
            start = index
    return spans
