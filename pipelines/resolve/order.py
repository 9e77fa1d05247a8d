"""Rows in an order that their content alone decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl


def canonical(table: pl.DataFrame) -> pl.DataFrame:
    """A table in the order of all its columns but lists."""
    keys = [name for name, dtype in table.schema.items() if not dtype.is_nested()]
    return table.sort(keys, nulls_last=True, maintain_order=True) if keys else table


def portions(table: pl.DataFrame, rows: int) -> Iterator[pl.DataFrame]:
    """A table, so many rows at a time; one without rows as it is."""
    yield from table.iter_slices(rows) if table.height else (table,)


class Lookup:
    """Finds the rows of a table by the values of a column, and looks at no others."""

    def __init__(self, table: pl.DataFrame, column: str) -> None:
        known = table.select(column).with_row_index("at").drop_nulls().sort(column, "at").rechunk()
        self._table, self._keys, self._at = table, known[column], known["at"]

    def only(self, values: Iterable[str | None]) -> pl.DataFrame:
        """The rows whose column has one of some values, in canonical order."""
        wanted = pl.Series(sorted({value for value in values if value is not None}), dtype=self._keys.dtype)
        ranges = pl.select(
            pl.int_ranges(self._keys.search_sorted(wanted, "left"), self._keys.search_sorted(wanted, "right"))
        )
        places = ranges.to_series().explode().drop_nulls()
        return canonical(self._table[self._at.gather(places)])
