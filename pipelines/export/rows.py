"""The rows of an export, block by block, so that no table need fit into memory."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl

_BLOCK = 20_000


class ExportError(Exception):
    """An export cannot be made. One line: what, why, remedy."""


@dataclass(slots=True)
class Source:
    """A table or view to export. `columns`: its column names; `done`: rows given out so far."""

    connection: duckdb.DuckDBPyConnection
    name: str
    columns: tuple[str, ...]
    total: int
    progress: Callable[[int, int], None] | None = None
    done: int = 0

    @staticmethod
    def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
        """All tables and views of the database."""
        query = """
            SELECT table_name FROM duckdb_tables() WHERE NOT internal
            UNION SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1"""
        return [name for (name,) in connection.execute(query).fetchall()]

    def blocks(self, query: str | None = None) -> Iterator[pl.DataFrame]:
        """Blocks of rows in a fixed order; `query` instead of all columns of the view. No rows: one empty block."""
        relation = self.connection.sql(query or f"SELECT * FROM {quoted(self.name)} ORDER BY ALL")  # noqa: S608 - catalogue
        reader = relation.to_arrow_reader(_BLOCK)
        schema = pl.from_arrow(reader.schema.empty_table())
        if not isinstance(schema, pl.DataFrame):
            raise TypeError(type(schema))
        yield schema
        for batch in reader:
            frame = pl.from_arrow(batch)
            if isinstance(frame, pl.DataFrame) and frame.height:
                yield frame
                self.done += frame.height
                if self.progress is not None:
                    self.progress(self.done, self.total)

    def rows(self, query: str | None = None) -> Iterator[dict[str, Any]]:
        """Rows one by one."""
        for block in self.blocks(query):
            yield from block.iter_rows(named=True)

    def need(self, form: str, *columns: str) -> None:
        """Raise `ExportError` unless the view has columns that a format is made of."""
        own = {name.casefold() for name in self.columns}
        lacking = [column for column in columns if column not in own]
        if lacking:
            raise ExportError(
                f"{self.name} has no {', '.join(lacking)}, of which {form} is made: choose another --view"
            )


def open_source(
    connection: duckdb.DuckDBPyConnection, name: str, progress: Callable[[int, int], None] | None = None
) -> Source:
    """Look a table or view up. Raises `ExportError` if there is none of that name."""
    names = Source.names(connection)
    if name not in names:
        raise ExportError(f"no table or view {name!r}: there are {', '.join(names)}")
    columns = connection.execute(f"DESCRIBE {quoted(name)}").fetchall()
    count = connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchall()  # noqa: S608 - a name of the catalogue
    return Source(connection, name, tuple(column[0] for column in columns), int(count[0][0]), progress)


def as_json(value: object) -> str:
    """A row, or a cell that is a list or structure, as JSON in one line; moments and days as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str | float:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def quoted(name: str) -> str:
    """A name of the catalogue in SQL."""
    return '"' + name.replace('"', '""') + '"'
