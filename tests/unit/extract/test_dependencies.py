"""The dependency tree stays a tree, whatever is hung from what."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipelines.extract.dependencies import Tree


def _tree() -> Tree:
    """Of "Rebels said troops fled": the first hangs from the second, the third from the last, it from the second."""
    return Tree(
        Doc(
            Vocab(),
            ["Rebels", "said", "troops", "fled"],
            heads=[1, 1, 3, 1],
            deps=["nsubj", "root", "nsubj", "ccomp"],
            tags=["NNS", "VBD", "NNS", "VBD"],
            pos=["NOUN", "VERB", "NOUN", "VERB"],
        )
    )


@pytest.mark.parametrize(
    ("token", "head", "heads"),
    [
        (0, 3, [3, 1, 3, 1]),
        (3, 2, [1, 1, 1, 2]),  # the lower one takes the place of the one that is hung from it
        (1, 3, [1, 3, 3, 3]),
        (1, 2, [1, 2, 2, 1]),
        (2, 2, [1, 1, 3, 1]),
    ],
)
def test_nothing_hangs_from_what_hangs_below_it(token: int, head: int, heads: list[int]) -> None:
    tree = _tree()
    tree.attach(token, head, "obl")
    assert tree.head == heads
    assert all(tree.children[n] == [c for c in range(4) if heads[c] == n != c] for n in range(4))
