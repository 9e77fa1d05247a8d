"""`sitrep sql`, `tables`, `rejects`, `rollback`: the published tables, which nothing here can change."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from pipelines.cli.console import DEFAULT, CliError, OutputOption, cell, complain, out, paragraph, plain
from pipelines.export.formula import FORMULA
from pipelines.messages import one_line
from pipelines.settings import absolute

if TYPE_CHECKING:
    import duckdb

_BLOCK = 1000
_NARROWEST = 12


class Format(StrEnum):
    """How rows are written."""

    table = "table"
    csv = "csv"
    json = "json"
    md = "md"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are written; json: one object a line.")]
LimitOption = Annotated[int, typer.Option(min=0, help="Rows shown; 0: all. Other formats than table write all.")]


def sql(
    query: Annotated[str, typer.Argument(help="A query in DuckDB's SQL; - reads it from standard input.")],
    output: OutputOption = DEFAULT,
    format: FormatOption = Format.table,
    limit: LimitOption = 100,
    allow_files: Annotated[
        bool, typer.Option("--allow-files", help="Let the query read and write other files, and reach the network.")
    ] = False,
) -> None:
    """Ask the tables a question in SQL; they are open for reading only, and a query reaches nothing else.

    Rows with more columns than fit beside each other are written one below the other, without what is unknown.

    For example:

        sitrep sql "select event_type, count(*) from events group by all order by 2 desc"

        sitrep sql -f csv "select * from figures where measure = 'fatalities'" > deaths.csv
    """
    text = sys.stdin.read() if query == "-" else query
    with connected(output, allow_files=allow_files) as connection:
        columns, rows = answer(connection, text)
        write(columns, rows, format, limit)


def tables(output: OutputOption = DEFAULT, format: FormatOption = Format.table) -> None:
    """List the tables and views: rows and what a row is.

    For example:

        sitrep tables -o /tmp/tables
    """
    listing = """
        select name as "table", coalesce(comment, '') as "one row" from (
            select table_name as name, 1 as rank, comment from duckdb_tables()
            where schema_name = 'main' and not internal and table_name <> 'sitrep_meta'
            union all select view_name, 2, comment from duckdb_views() where schema_name = 'main' and not internal
        ) order by rank, name"""
    with connected(output) as connection:
        _, found = answer(connection, listing)
        counted = [(name, _count(connection, name), comment) for name, comment in found]
        write(("table", "rows", "one row"), iter(counted), format, 0)


def rejects(output: OutputOption = DEFAULT, format: FormatOption = Format.table, limit: LimitOption = 100) -> None:
    """List what was refused and why.

    For example:

        sitrep rejects -f csv > refused.csv
    """
    listing = "select stage, coalesce(uri, table_name, doc_id) as input, reason from rejects order by all"
    with connected(output) as connection:
        if format is Format.table and not _count(connection, "rejects"):
            out().print("nothing was refused")
        else:
            write(*answer(connection, listing), format, limit)


def rollback(
    snapshot: Annotated[str | None, typer.Argument(help="Name of a snapshot.", show_default="the one before")] = None,
    output: OutputOption = DEFAULT,
) -> None:
    """Show the tables of an earlier run again.

    For example:

        sitrep rollback
    """
    from pipelines.stores.store import StoreError  # noqa: PLC0415 - as in `connected`
    from pipelines.stores.tables import rollback as roll_back  # noqa: PLC0415
    from pipelines.tables.publish import PublishError  # noqa: PLC0415

    try:
        out().print(f"now showing {plain(roll_back(absolute(output), snapshot))}")
    except (PublishError, StoreError) as problem:
        raise CliError(str(problem)) from problem


@contextmanager
def connected(output: Path, *, allow_files: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of an output, for reading. Raises `CliError` where there are none or they are damaged."""
    from pipelines.tables.read import WarehouseError, connect  # noqa: PLC0415 - DuckDB takes a moment to import

    try:
        connection = connect(output, allow_files=allow_files)
    except WarehouseError as problem:
        raise CliError(str(problem)) from problem
    with connection:
        yield connection


def answer(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] = ()
) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Columns and rows of a query. Raises `CliError` with DuckDB's own words."""
    import duckdb  # noqa: PLC0415

    try:
        connection.execute(query, list(parameters))
    except duckdb.Error as problem:
        raise CliError(one_line(problem)) from problem
    except RuntimeError as problem:
        raise _interrupted(problem) from problem
    if not connection.description:
        raise CliError("no rows come of this: give a query, such as 'select * from events limit 10'")
    return tuple(column[0] for column in connection.description), _rows(connection)


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    try:
        while block := connection.fetchmany(_BLOCK):
            yield from block
    except RuntimeError as problem:
        raise _interrupted(problem) from problem


def _interrupted(problem: RuntimeError) -> BaseException:
    """What DuckDB makes of an interrupt is one again."""
    return KeyboardInterrupt() if "interrupt" in str(problem).lower() else problem


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(next(answer(connection, f'select count(*) from "{quoted}"')[1])[0])  # noqa: S608 - a name of the catalogue


def write(columns: Sequence[str], rows: Iterator[tuple[Any, ...]], form: Format, limit: int) -> None:
    """Print rows."""
    if form is Format.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(map(_csv, row) for row in rows)
    elif form is Format.json:
        for row in rows:
            line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str)
            print(_inert(line))  # noqa: T201
    elif form is Format.md:
        print("| " + " | ".join(map(_markdown, columns)) + " |\n|" + "---|" * len(columns))  # noqa: T201
        for row in rows:
            print("| " + " | ".join(map(_markdown, row)) + " |")  # noqa: T201
    else:
        _table(columns, rows, limit)


def _csv(value: object) -> object:
    """Lists, structures and truth values as JSON; NULL as nothing; no text that a spreadsheet takes for a formula."""
    if isinstance(value, bool | list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if not isinstance(value, str):
        return "" if value is None else value
    return _inert(f"'{value}" if re.match(FORMULA, value) else value)


def _inert(text: str) -> str:
    """Exactly the text where a file or program reads it; on a terminal, with control characters spelled out."""
    return paragraph(text) if sys.stdout.isatty() else text


def _markdown(value: object) -> str:
    return cell(value).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _table(columns: Sequence[str], rows: Iterator[tuple[Any, ...]], limit: int) -> None:
    console = out()
    wide = len(columns) > max(console.width // _NARROWEST, 1)
    table = Table(*(plain(name) for name in columns), header_style="bold")
    for number, row in enumerate(rows):
        if limit and number == limit:
            complain(f"only the first {limit} rows are shown: --limit 0 shows all")
            break
        if wide:
            console.print(Text(f"row {number + 1}", style="bold"))
            for name, value in zip(columns, row, strict=True):
                if text := cell(value):
                    console.print(Text.assemble((f"  {plain(name)}: ", "dim"), text), soft_wrap=True)
        else:
            table.add_row(*(Text(cell(value)) for value in row))
    if not wide:
        console.print(table)
