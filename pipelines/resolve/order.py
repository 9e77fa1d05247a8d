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


def only(table: pl.DataFrame, column: str, values: Iterable[str | None]) -> pl.DataFrame:
    """The rows whose column has one of some values, in canonical order."""
    wanted = pl.DataFrame({column: sorted({v for v in values if v is not None})}, schema={column: table.schema[column]})
    return canonical(table.join(wanted, on=column, how="semi"))
