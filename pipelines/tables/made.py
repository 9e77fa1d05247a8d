"""Sets of tables of which each is made when it is asked for: they need not fit into memory together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import polars as pl


class Made(Mapping[str, pl.DataFrame]):
    """Tables by name, each made whenever it is asked for."""

    def __init__(self, names: Iterable[str], make: Callable[[str], pl.DataFrame]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make

    def __getitem__(self, name: str) -> pl.DataFrame:
        if name not in self._names:
            raise KeyError(name)
        return self._make(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def replaced(tables: Mapping[str, pl.DataFrame], **others: pl.DataFrame) -> Made:
    """A set of tables with others in place of some, or beside them."""
    return Made((*tables, *others), lambda name: others[name] if name in others else tables[name])
