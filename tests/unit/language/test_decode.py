"""Trees and entity spans from scores."""

from itertools import product

import numpy as np
import pytest

from pipelines.language.decode import (
    bio_transitions,
    decode_entities,
    decode_tree,
    entity_spans,
    is_tree,
    is_well_formed,
    viterbi,
)

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def best_tree_score(scores):
    size = len(scores) - 1
    options = product(range(size + 1), repeat=size)
    trees = (np.array([0, *heads]) for heads in options if all(head != index + 1 for index, head in enumerate(heads)))
    return max(sum(scores[i, heads[i]] for i in range(1, size + 1)) for heads in trees if is_tree(heads))


@pytest.mark.parametrize("seed", range(40))
def test_decode_tree_finds_the_best_tree_with_one_root(seed):
    generator = np.random.default_rng(seed)
    size = int(generator.integers(1, 6))
    scores = generator.normal(size=(size + 1, size + 1)).astype(np.float32)
    heads = decode_tree(scores)
    assert is_tree(heads)
    total = sum(scores[i, heads[i]] for i in range(1, size + 1))
    assert total == pytest.approx(best_tree_score(scores), abs=1e-4)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ([0, 0], True),
        ([0, 2, 0], True),
        ([0, 0, 0], False),
        ([0, 2, 1], False),
        ([0, 0, 3, 2], False),
        ([0, 2, 3, 0, 3, 4], True),
    ],
)
def test_is_tree(heads, expected):
    assert is_tree(heads) is expected


def test_viterbi_repairs_an_entity_that_changes_its_type():
    scores = np.array([[0, 5, 0, 4.5, 0], [0, 0, 0, 0, 5]], dtype=np.float32)
    assert [LABELS[index] for index in viterbi(scores, bio_transitions(LABELS))] == ["B-LOC", "I-LOC"]


def test_viterbi_never_starts_inside():
    scores = np.array([[0, 1, 9, 0, 0], [3, 0, 9, 0, 0]], dtype=np.float32)
    assert [LABELS[index] for index in viterbi(scores, bio_transitions(LABELS))] == ["B-PER", "I-PER"]


@pytest.mark.parametrize(
    ("tags", "expected"), [((0, 1, 2), True), ((2,), False), ((1, 4), False), ((1, 1, 2, 2), True), ((1, 0, 2), False)]
)
def test_what_is_well_formed(tags, expected):
    assert is_well_formed(tags, LABELS) is expected


def test_entity_spans():
    assert entity_spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"]) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]


def test_no_words_no_entities():
    assert decode_entities(np.zeros((0, 5), dtype=np.float32), LABELS) == []
