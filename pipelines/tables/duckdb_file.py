"""The DuckDB file: the tables with keys and comments, views and macros, loaded from the Parquet files.

The DDL derives from the Pandera models. A reference of a table to itself is not declared as a foreign key, since DuckDB
would then require parents to be loaded before their children; validation has checked it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from pipelines.tables.interchange import INTERCHANGE
from pipelines.tables.macros import MACROS
from pipelines.tables.memory import memory_limit
from pipelines.tables.schema import SCHEMA_VERSION, TABLES, ColumnSpec, TableSpec
from pipelines.tables.views import VIEWS

META_TABLE: Final = "sitrep_meta"

_LOADED_AT_ONCE: Final = 2  # tables; more keep one another waiting

_TYPES: Final = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
    pl.List: "VARCHAR[]",
}


def build(files: Iterable[tuple[str, Path]], database: Path) -> None:
    """Load tables from their Parquet files, in the schema's order, into a new database file.

    Two tables are loaded at a time, each once those that it refers to are there. Raises duckdb.Error if the file cannot
    be written or if rows violate a key.
    """
    with _writing(database) as connection:
        connection.begin()
        for statement in ddl():
            connection.execute(statement)
        connection.commit()
        with ThreadPoolExecutor(_LOADED_AT_ONCE) as loaders:
            loaded: dict[str, Future[None]] = {}
            for table, path in files:
                before = [loaded[key.table] for key in TABLES[table].foreign_keys if key.table in loaded]
                loaded[table] = loaders.submit(_load_after, before, connection.cursor(), table, path)
            for future in loaded.values():
                future.result()


def _load_after(before: list[Future[None]], connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    with connection:
        for other in before:
            other.result()
        _load(connection, table, file)


def reload(table: str, file: Path, database: Path) -> None:
    """Put the rows of a Parquet file in place of those of a table that no other refers to. Raises as `build`."""
    with _writing(database) as connection:
        connection.begin()
        connection.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 - a table's name
        _load(connection, table, file)
        connection.commit()


@contextmanager
def _writing(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that is whole on disk at the end; what does not fit into the memory allowed goes to disk beside it."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "temp_directory": str(database.with_suffix(".spill")),
        **memory_limit(),
    }
    with duckdb.connect(database, config=settings) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
        connection.execute("CHECKPOINT")


def _load(connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    insert = f"INSERT INTO {_quoted(table)} SELECT * FROM read_parquet($1)"  # noqa: S608 - a table's name
    connection.execute(insert, [str(file)])


def ddl() -> list[str]:
    """Write the statements that create tables, comments, views, macros and the note of the schema's version."""
    statements = [statement for spec in TABLES.values() for statement in _table(spec)]
    for macro in MACROS:
        kind = "MACRO TABLE" if " AS TABLE" in macro.sql else "MACRO"
        statements.append(f"CREATE MACRO {macro.sql.strip()}")
        statements.append(f"COMMENT ON {kind} {_quoted(macro.name.partition('(')[0])} IS {_literal(macro.description)}")
    statements += [
        f"CREATE TABLE {META_TABLE} (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
        f"COMMENT ON TABLE {META_TABLE} IS 'What this file is.'",
        f"INSERT INTO {META_TABLE} VALUES ('schema_version', {_literal(SCHEMA_VERSION)})",  # noqa: S608
    ]
    for view in (*VIEWS, *INTERCHANGE):
        statements.append(f"CREATE VIEW {_quoted(view.name)} AS {view.sql.strip()}")
        statements.append(f"COMMENT ON VIEW {_quoted(view.name)} IS {_literal(view.description)}")
    return statements


def _table(spec: TableSpec) -> list[str]:
    lines = [
        f"{_quoted(c.name)} {_TYPES[c.dtype.base_type()]}{'' if c.nullable else ' NOT NULL'}" for c in spec.columns
    ]
    nullable = {column.name for column in spec.columns if column.nullable}
    kind = "UNIQUE" if nullable & set(spec.primary_key) else "PRIMARY KEY"
    lines.append(f"{kind} ({', '.join(map(_quoted, spec.primary_key))})")
    lines += [
        f"FOREIGN KEY ({_quoted(key.column)}) REFERENCES {_quoted(key.table)}"
        for key in spec.foreign_keys
        if key.table != spec.name
    ]
    body = ",\n    ".join(lines)
    return [
        f"CREATE TABLE {_quoted(spec.name)} (\n    {body}\n)",
        f"COMMENT ON TABLE {_quoted(spec.name)} IS {_literal(spec.description)}",
        *(
            f"COMMENT ON COLUMN {_quoted(spec.name)}.{_quoted(column.name)} IS {_literal(comment(column))}"
            for column in spec.columns
        ),
    ]


def comment(column: ColumnSpec) -> str:
    """Describe a column in one line: meaning, unit, vocabulary, reference."""
    parts = [column.description]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.values:
        parts.append(f"One of {', '.join(column.values)}.")
    if column.references:
        parts.append(f"References {column.references}.")
    return " ".join(parts)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
