"""Times and places by the tokens that name them."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree


class SpanIndex:
    """Time and place mentions by the tokens they cover."""

    def __init__(self, tree: Tree, spans: list[tuple[int, int]]) -> None:
        self._at: dict[int, int] = {}
        for number, span in enumerate(spans):
            for token in tree.covered(*span):
                self._at.setdefault(token, number)

    def __getitem__(self, token: int) -> int | None:
        return self._at.get(token)

    def tokens(self) -> frozenset[int]:
        """All covered tokens."""
        return frozenset(self._at)
