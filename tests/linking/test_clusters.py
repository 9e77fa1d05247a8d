"""The scorer, on the example of Pradhan et al. (2014), "Scoring Coreference Partitions of Predicted Mentions"."""

from __future__ import annotations

import sys

import pytest

from pipelines.settings import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.clusters import b_cubed, ceaf_e, clusters, conll, muc

GOLD = dict.fromkeys("abc", "K1") | dict.fromkeys("defg", "K2")
SYSTEM = dict.fromkeys("ab", "R1") | dict.fromkeys("cd", "R2") | dict.fromkeys("fghi", "R3")


@pytest.mark.parametrize(
    ("measure", "recall", "precision"), [(muc, 0.40, 0.40), (b_cubed, 0.42, 0.50), (ceaf_e, 0.65, 0.43)]
)
def test_the_published_example(measure, recall: float, precision: float) -> None:
    score = measure(GOLD, SYSTEM)
    assert (round(score.recall, 2), round(score.precision, 2)) == (recall, precision)


def test_what_is_the_same_is_right() -> None:
    assert conll(GOLD, GOLD) == 1.0


def test_nothing_found_scores_nothing() -> None:
    assert conll(GOLD, {}) == 0.0


def test_clusters_are_the_mentions_of_each_name() -> None:
    assert clusters({"a": 1, "b": 2, "c": 1}) == {1: {"a", "c"}, 2: {"b"}}
