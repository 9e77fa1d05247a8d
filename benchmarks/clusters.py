"""Scores of clusterings of mentions, as the CoNLL-2011/2012 shared tasks define them.

A clustering is a mapping of mentions to names of clusters. The gold one and the system's may hold different mentions:
one that the system lacks costs recall, one that gold lacks costs precision.

- MUC (Vilain et al. 1995): links; a gold cluster of n mentions needs n - 1, less one for every further part into which
  the other clustering breaks it. Mentions alone do not count.
- B³ (Bagga and Baldwin 1998): for each mention, the share of its cluster that is right.
- CEAF-e (Luo 2005): clusters are aligned one to one so that the sum of 2 |K ∩ R| / (|K| + |R|) is greatest.
- CoNLL: the mean of the three F1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Clustering = Mapping[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and precision from 0 to 1."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def muc(gold: Clustering, system: Clustering) -> Score:
    """Links kept, of those that each clustering needs."""
    return Score(_links(gold, system), _links(system, gold))


def b_cubed(gold: Clustering, system: Clustering) -> Score:
    """Mean share of each mention's cluster that the other clustering has with it."""
    return Score(_shares(gold, system), _shares(system, gold))


def ceaf_e(gold: Clustering, system: Clustering) -> Score:
    """Similarity of the best one-to-one alignment of clusters, per cluster of either side."""
    keys, responses = list(clusters(gold).values()), list(clusters(system).values())
    if not keys or not responses:
        return Score(0.0, 0.0)
    similar = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in responses] for k in keys])
    total = float(similar[linear_sum_assignment(-similar)].sum())
    return Score(total / len(keys), total / len(responses))


def conll(gold: Clustering, system: Clustering) -> float:
    """Mean F1 of MUC, B³ and CEAF-e."""
    return sum(measure(gold, system).f1 for measure in (muc, b_cubed, ceaf_e)) / 3


def clusters(clustering: Clustering) -> dict[Hashable, set[Hashable]]:
    """Name of each cluster → its mentions."""
    out: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, name in clustering.items():
        out[name].add(mention)
    return dict(out)


def _links(one: Clustering, other: Clustering) -> float:
    needed = kept = 0
    for mentions in clusters(one).values():
        parts = {("in", other[m]) if m in other else ("out", m) for m in mentions}
        needed += len(mentions) - 1
        kept += len(mentions) - len(parts)
    return kept / needed if needed else 0.0


def _shares(one: Clustering, other: Clustering) -> float:
    own, theirs = clusters(one), clusters(other)
    shares = [
        len(own[name] & theirs[other[mention]]) / len(own[name]) if mention in other else 0.0
        for mention, name in one.items()
    ]
    return sum(shares) / len(shares) if shares else 0.0
