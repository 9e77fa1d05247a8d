"""Parquet, with every column's own type."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipelines.export.rows import Source


def write(source: Source, path: Path) -> None:
    """Write rows as one Parquet file, a row group per block, zstd."""
    writer: pq.ParquetWriter | None = None
    for block in source.blocks():
        table = block.to_arrow()
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table.cast(writer.schema))
    if writer is not None:
        writer.close()
