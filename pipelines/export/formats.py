"""The formats of export by name, and the one way in: `export`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import duckdb

from pipelines.export import delimited, followthemoney, geojson, network, parquet, spreadsheet
from pipelines.export.rows import ExportError, Source, open_source

Writer = Callable[[Source, Path], None]
Progress = Callable[[int, int], None]

WRITERS: Final[dict[str, Writer]] = {
    "csv": delimited.write_csv,
    "jsonl": delimited.write_jsonl,
    "parquet": parquet.write,
    "xlsx": spreadsheet.write,
    "geojson": geojson.write,
    "gexf": network.write,
    "ftm": followthemoney.write,
}
DEFAULT_VIEWS: Final = {"geojson": "events", "gexf": "dyads", "ftm": "events"}
"""What a format is made of where no view is named; `event_summary` for the others."""

_SUFFIXES: Final = {"ftm": "ftm.json"}


def default_view(form: str) -> str:
    """The view that a format is made of where none is named."""
    return DEFAULT_VIEWS.get(form, "event_summary")


def default_file(form: str, view: str) -> Path:
    """A file name for an export."""
    return Path(f"{view}.{_SUFFIXES.get(form, form)}")


def export(
    connection: duckdb.DuckDBPyConnection, view: str, form: str, path: Path, progress: Progress | None = None
) -> int:
    """Write a table or view as a file and return its number of rows.

    The file is written beside its place and moved there when it is whole. `progress` is told rows done and all rows.
    Raises `ExportError` for an unknown view, one that the format cannot show, or a place that cannot be written.
    """
    source = open_source(connection, view, progress)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        part = Path(name)
        try:
            WRITERS[form](source, part)
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as problem:
        raise ExportError(f"{path}: {problem.strerror or problem}: choose another file with --file") from problem
    return source.done


__all__ = ["DEFAULT_VIEWS", "WRITERS", "ExportError", "default_file", "default_view", "export"]
