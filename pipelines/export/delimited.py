"""CSV and JSON lines.

CSV (RFC 4180, UTF-8, line feeds): lists are joined with `; `. A text cell that a spreadsheet would take for a formula
gets an apostrophe before it, as OWASP advises against formula injection.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.export.formula import FORMULA
from pipelines.export.rows import Source, as_json

JOINT = "; "


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The same rows with lists as text; structures as JSON."""
    return frame.with_columns(
        *(
            pl.col(name).list.eval(pl.element().cast(pl.String).fill_null("")).list.join(JOINT)
            if isinstance(dtype, pl.List) and not isinstance(dtype.inner, pl.Struct)
            else pl.col(name).map_elements(_json, return_dtype=pl.String)
            for name, dtype in frame.schema.items()
            if isinstance(dtype, pl.List | pl.Struct)
        )
    )


def write_csv(source: Source, path: Path) -> None:
    """Write rows as CSV with a line of column names."""
    with path.open("wb") as file:
        for number, block in enumerate(source.blocks()):
            harmless(flat(block)).write_csv(file, include_header=number == 0, quote_style="necessary")


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """The same rows; no text cell begins as a formula does."""
    text = pl.col(pl.String)
    return frame.with_columns(pl.when(text.str.contains(FORMULA)).then("'" + text).otherwise(text).name.keep())


def write_jsonl(source: Source, path: Path) -> None:
    """Write rows as one JSON object a line; moments and days as ISO 8601."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in source.rows():
            file.write(as_json(row) + "\n")


def _json(value: object) -> str:
    return as_json(value.to_list() if isinstance(value, pl.Series) else value)
