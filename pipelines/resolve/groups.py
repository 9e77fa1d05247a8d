"""Disjoint groups that grow by joining (union-find), with an order that does not depend on how they grew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Groups:
    """Groups of strings; each is known by its smallest member."""

    def __init__(self, items: Iterable[str]) -> None:
        self._parent = {item: item for item in items}

    def find(self, item: str) -> str:
        """The smallest member of the group of `item`; an item not known before is a group by itself."""
        root = self._parent.setdefault(item, item)
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def members(self) -> list[list[str]]:
        """All groups, each sorted, in order of their smallest members."""
        out: dict[str, list[str]] = defaultdict(list)
        for item in sorted(self._parent):
            out[self.find(item)].append(item)
        return [out[root] for root in sorted(out)]
