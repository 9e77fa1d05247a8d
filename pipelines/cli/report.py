"""`sitrep report`: the situation as one page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.console import DEFAULT, CliError, OutputOption, complain, out, shown
from pipelines.cli.query import connected
from pipelines.settings import absolute

_DAY = ["%Y-%m-%d"]


def report(  # noqa: PLR0917 - options, all by name
    since: Annotated[
        dt.datetime | None, typer.Option(formats=_DAY, help="Events that last to this day or beyond.")
    ] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=_DAY, help="Events that begin by this day.")] = None,
    country: Annotated[
        str | None, typer.Option(help="Events there, or with parties from there: ISO 3166-1 alpha-3, such as PAK.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Events with a party of this name, or part of a name.")] = None,
    file: Annotated[Path, typer.Option("--file", "-F", help="File to write.")] = Path("situation.html"),
    output: OutputOption = DEFAULT,
) -> None:
    """Write the situation as one HTML page that needs nothing else: numbers, charts, a map, and all evidence.

    For example:

        sitrep report

        sitrep report --since 2024-01-01 --country IRN --file iran.html
    """
    from pipelines.report.page import write  # noqa: PLC0415 - charts take a moment to import
    from pipelines.report.situation import Choice, situation  # noqa: PLC0415

    if country is not None and not (len(country) == 3 and country.isalpha()):
        raise CliError(f"--country {country}: give three letters, such as PAK")
    choice = Choice(since and since.date(), until and until.date(), country and country.upper(), actor)
    with connected(output) as connection:
        told = situation(connection, choice)
    path = absolute(file)
    try:
        write(told, path)
    except OSError as problem:
        raise CliError(f"{path}: {problem.strerror}: choose another file with --file") from problem
    if not told.numbers["events"]:
        chosen = ", ".join(choice.told)
        complain(f"no event matches {chosen}: the report is empty" if chosen else "no event: the report is empty")
    out().print(f"report in {shown(path)}", soft_wrap=True)
