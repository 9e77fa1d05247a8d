"""`sitrep export`: a table or view as a file for another program."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipelines.cli.console import DEFAULT, CliError, OutputOption, complain, out, shown
from pipelines.cli.query import connected
from pipelines.settings import absolute


class ExportFormat(StrEnum):
    """What an export is for: spreadsheets, programs, maps, networks, investigations."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    xlsx = "xlsx"
    geojson = "geojson"
    gexf = "gexf"
    ftm = "ftm"


def export(
    format: Annotated[
        ExportFormat, typer.Option("--format", "-f", help="geojson: a map; gexf: a network; ftm: FollowTheMoney.")
    ] = ExportFormat.csv,
    view: Annotated[
        str | None,
        typer.Option(
            help="A table or view, see `sitrep tables`.",
            show_default="event_summary; events for geojson and ftm, dyads for gexf",
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-F", help="File to write.", show_default="VIEW.FORMAT, here")
    ] = None,
    output: OutputOption = DEFAULT,
) -> None:
    """Write a table or view as a file for another program.

    For example:

        sitrep export --format xlsx --view timeline

        sitrep export --format csv --view acled_events --file acled.csv

        sitrep export --format geojson
    """
    from pipelines.export.formats import ExportError, default_file, default_view  # noqa: PLC0415 - keeps --help quick
    from pipelines.export.formats import export as write  # noqa: PLC0415

    name = view or default_view(format)
    path = absolute(file or default_file(format, name))
    columns = (TextColumn(name), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with connected(output) as connection:
        progress = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        with progress:
            task = progress.add_task(name, total=None)
            try:
                rows = write(
                    connection,
                    name,
                    format,
                    path,
                    lambda done, total: progress.update(task, completed=done, total=total),
                )
            except ExportError as problem:
                raise CliError(str(problem)) from problem
    if not rows:
        fault = "has no row with coordinates" if format is ExportFormat.geojson else "is empty"
        complain(f"{name} {fault}: the file holds no rows")
    out().print(f"{rows} rows in {shown(path)}", soft_wrap=True)
