"""Parquet files of which every byte follows from their rows: no times, no host, one writer, fixed row groups.

The schema version, the table's meaning, and each column's meaning and unit travel in the file's metadata.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.tables.frames import arrange
from pipelines.tables.schema import SCHEMA_VERSION, TABLES, ColumnSpec, TableSpec

VERSION_KEY: Final = b"sitrep.schema_version"
TABLE_KEY: Final = b"sitrep.table"
ROW_GROUP_ROWS: Final = 65_536
_DICTIONARY_BYTES = 1 << 21  # the ids of a row group, were they all different


def write_parquet(name: str, table: pl.DataFrame, path: Path) -> None:
    """Write a table to a file. Raises `TableError` for another frame, OSError if it cannot be written."""
    spec = TABLES[name]
    rows = arrange(name, table)
    schema = rows.clear().to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    described = pa.schema(
        [_field(column, field) for column, field in zip(spec.columns, schema, strict=True)], _metadata(spec)
    )
    with pq.ParquetWriter(path, described, **parquet_options(name)) as writer:
        for group in rows.iter_slices(ROW_GROUP_ROWS) if rows.height else (rows,):
            writer.write_table(group.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(described))


def parquet_options(name: str) -> dict[str, Any]:
    """How a table's files are encoded, as `pyarrow.parquet.ParquetWriter` is to be told.

    Values that come again in a row group, such as ids of events in the order of events, are stored once. A reader that
    looks for a few of ten million then decodes a third of what it would.
    """
    spec = TABLES[name]
    positions = [list(spec.polars_schema).index(column) for column in spec.sort_by]
    return {
        "version": "2.6",
        "compression": "zstd",
        "compression_level": 3,
        "write_statistics": True,
        "use_dictionary": [_leaf(column) for column in spec.columns if (column.name,) != spec.primary_key],
        "dictionary_pagesize_limit": _DICTIONARY_BYTES,
        "sorting_columns": [pq.SortingColumn(position, nulls_first=True) for position in positions],
    }


def schema_version(path: Path) -> str | None:
    """Read the schema version that a Parquet file was written with, or None where it bears none."""
    found = (pq.read_schema(path).metadata or {}).get(VERSION_KEY)
    return None if found is None else str(found, "utf-8")


def _metadata(spec: TableSpec) -> dict[bytes, bytes]:
    return {
        VERSION_KEY: SCHEMA_VERSION.encode(),
        TABLE_KEY: spec.name.encode(),
        b"description": spec.description.encode(),
    }


def _field(column: ColumnSpec, field: pa.Field) -> pa.Field:
    unit = {b"unit": column.unit.encode()} if column.unit else {}
    return field.with_metadata({b"description": column.description.encode(), **unit})


def _leaf(column: ColumnSpec) -> str:
    """The path of a column's values in a file."""
    return f"{column.name}.list.element" if isinstance(column.dtype, pl.List) else column.name
