"""Rows to frames: exactly the columns of a table, strictly typed, in the table's own order of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
import pyarrow as pa

from pipelines.tables.schema import TABLES, ColumnSpec, TableSpec
from pipelines.tables.schema.columns import PERSON

_STRINGS = pa.large_list(pa.large_string())


class TableError(ValueError):
    """Rows that are not those of a table; the message names table, column and what is wrong."""


def polars_schema(name: str) -> pl.Schema:
    """Column names and types of a table."""
    return TABLES[name].polars_schema


def empty(name: str) -> pl.DataFrame:
    """Make a table without rows."""
    return pl.DataFrame(schema=polars_schema(name))


def frame(name: str, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Make a table of rows, in the table's order.

    A key may be missing where the column is nullable. A mid-point of persons is rounded half to even. Raises
    `TableError` for an unknown key, a missing one or a value of another type.
    """
    spec = TABLES[name]
    rows = list(rows)
    known = set(spec.polars_schema)
    if unknown := {key for row in rows if not row.keys() <= known for key in row if key not in known}:
        raise TableError(f"{name} has no column {', '.join(sorted(unknown))}")
    return arrange(name, pl.DataFrame([_series(spec, column, rows) for column in spec.columns]))


def arrange(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """Give a frame the columns, types and order of rows of a table.

    Absent nullable columns are added as NULL; whole numbers take the table's width. Raises `TableError` otherwise.
    """
    spec = TABLES[name]
    if unknown := [column for column in table.columns if column not in spec.polars_schema]:
        raise TableError(f"{name} has no column {', '.join(unknown)}")
    columns = [_fitted(spec, column, table) for column in spec.columns]
    fitted = table.select(columns)
    order = _order(spec, fitted)
    return (fitted if order.is_sorted() else fitted[order]).rechunk()


def is_arranged(name: str, table: pl.DataFrame) -> bool:
    """Whether a frame has the columns, types and order of rows of a table."""
    spec = TABLES[name]
    return dict(table.schema) == dict(spec.polars_schema) and _order(spec, table).is_sorted()


def _order(spec: TableSpec, table: pl.DataFrame) -> pl.Series:
    return table.select(pl.arg_sort_by(spec.sort_by, maintain_order=True)).to_series()


def _fitted(spec: TableSpec, column: ColumnSpec, table: pl.DataFrame) -> pl.Expr:
    if column.name not in table.columns:
        if not column.nullable:
            raise TableError(f"{spec.name}.{column.name} is missing")
        return pl.lit(None, dtype=column.dtype).alias(column.name)
    found = table.schema[column.name]
    widens = found == pl.Null or (found.is_integer() and column.dtype.is_numeric())
    if found != column.dtype and not widens:
        raise TableError(f"{spec.name}.{column.name} is {found}, not {column.dtype}")
    return pl.col(column.name).cast(column.dtype)


def _series(spec: TableSpec, column: ColumnSpec, rows: Sequence[Mapping[str, object]]) -> pl.Series:
    name = column.name
    if (
        not column.nullable
        and (lacking := next((i for i, row in enumerate(rows) if name not in row), None)) is not None
    ):
        raise TableError(f"{spec.name}.{name} is missing in row {lacking}")
    cells = [row.get(name) for row in rows]
    if column.dtype == pl.Int64:
        cells = [_whole(cell, column) for cell in cells]
    try:
        if column.dtype == pl.List(pl.String):
            series = pl.Series(name, pa.array(cells, _STRINGS))  # a hundred times faster than Polars' own
        else:
            series = pl.Series(name, cells, dtype=column.dtype, strict=True)
    except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError) as problem:
        raise TableError(f"{spec.name}.{name}: {str(problem).splitlines()[0]}") from problem
    if series.dtype != column.dtype:
        raise TableError(f"{spec.name}.{name}: a {series.dtype} is no {column.dtype}")
    return series


def _whole(cell: object, column: ColumnSpec) -> object:
    if isinstance(cell, float) and (cell.is_integer() or (column.unit == PERSON and abs(cell) < float("inf"))):
        return round(cell)
    return cell
