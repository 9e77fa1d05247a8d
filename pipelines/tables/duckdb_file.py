"""The DuckDB file: the tables with keys and comments, views and macros, loaded from the Parquet files.

The DDL derives from the Pandera models. Primary keys are declared once the rows are there, which is quicker than to
check each row. References are looked up when all tables are loaded, and told in the comments of columns: as foreign
keys, with an index on either side, they would double the file and the time that it takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from pipelines.tables.interchange import INTERCHANGE
from pipelines.tables.macros import MACROS
from pipelines.tables.schema import SCHEMA_VERSION, TABLES, ColumnSpec, TableSpec
from pipelines.tables.views import VIEWS

META_TABLE: Final = "sitrep_meta"

_TYPES: Final = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
    pl.List: "VARCHAR[]",
}


def build(files: Mapping[str, Path], database: Path) -> None:
    """Load the Parquet file of every table into a new database file.

    Raises duckdb.Error if it cannot be written or if rows violate a key.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "temp_directory": str(database.with_suffix(".spill")),
    }
    with duckdb.connect(database, config=settings) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.begin()
        for statement in ddl():
            connection.execute(statement)
        for spec in TABLES.values():
            insert = f"INSERT INTO {_quoted(spec.name)} SELECT * FROM read_parquet($1)"  # noqa: S608 - a table's name
            connection.execute(insert, [str(files[spec.name])])
        connection.commit()
        for spec in TABLES.values():
            for statement in _late_key(spec):
                connection.execute(statement)
            _check_references(connection, spec)
        connection.execute("CHECKPOINT")


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
    if _has_nullable_key(spec):
        lines.append(f"UNIQUE ({', '.join(map(_quoted, spec.primary_key))})")
    body = ",\n    ".join(lines)
    return [
        f"CREATE TABLE {_quoted(spec.name)} (\n    {body}\n)",
        f"COMMENT ON TABLE {_quoted(spec.name)} IS {_literal(spec.description)}",
        *(
            f"COMMENT ON COLUMN {_quoted(spec.name)}.{_quoted(column.name)} IS {_literal(comment(column))}"
            for column in spec.columns
        ),
    ]


def _check_references(connection: duckdb.DuckDBPyConnection, spec: TableSpec) -> None:
    for key in spec.foreign_keys:
        column, target = _quoted(key.column), TABLES[key.table]
        lost = connection.execute(
            f"SELECT {column} FROM {_quoted(spec.name)} WHERE {column} IS NOT NULL AND {column} NOT IN "  # noqa: S608 - names of the schema
            f"(SELECT {_quoted(target.primary_key[0])} FROM {_quoted(target.name)}) LIMIT 1"
        ).fetchone()
        if lost is not None:
            raise duckdb.ConstraintException(f"{spec.name}.{key.column}: {lost[0]} is no row of {target.name}")


def _late_key(spec: TableSpec) -> list[str]:
    if _has_nullable_key(spec):
        return []
    return [f"ALTER TABLE {_quoted(spec.name)} ADD PRIMARY KEY ({', '.join(map(_quoted, spec.primary_key))})"]


def _has_nullable_key(spec: TableSpec) -> bool:
    return any(column.nullable for column in spec.columns if column.name in spec.primary_key)


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
