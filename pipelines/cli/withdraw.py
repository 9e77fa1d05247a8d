"""`sitrep withdraw`: take out of the tables what an input gave."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from pipelines.cli.console import DEFAULT, CliError, OutputOption, complain, input_place, opened, out, plain, shown
from pipelines.cli.run import complain_of_troubles, execute, report
from pipelines.settings import RAW

if TYPE_CHECKING:
    from pipelines.runner.batches import Batch


def withdraw(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Inputs, as they were given to a run.", show_default="list them"),
    ] = None,
    output: OutputOption = DEFAULT,
) -> None:
    """Take out of the tables what a file, folder or pattern gave; the input itself is left alone.

    What only its articles had joined comes apart again, and what was refused of it leaves the table rejects. An entry
    of data/raw is taken out by itself once it is deleted; a batch from elsewhere is taken out here alone.

    For example:

        sitrep withdraw articles/ --output /tmp/tables

        sitrep withdraw
    """
    from pipelines.runner.withdrawal import UnknownBatchError, held, named  # noqa: PLC0415 - keeps --help quick

    workspace = opened(output)
    if not names:
        _list(held(workspace))
        return
    try:
        batches = named(workspace, [os.fspath(input_place(name)) for name in names])
    except UnknownBatchError as problem:
        raise CliError(str(problem)) from problem
    outcome = execute([], workspace.output, 1, use_cache=True, withdrawn=batches)
    report(outcome, workspace.output)
    complain_of_troubles(outcome)
    for batch in batches:
        if batch.path.parent == RAW and batch.path.exists():
            complain(f"{shown(batch.path)}: is still there, and the next run reads it again: move it away")
    if outcome.troubles:
        raise typer.Exit(1)


def _list(batches: Sequence[Batch]) -> None:
    from pipelines.runner.batches import is_deleted  # noqa: PLC0415 - as above

    if not batches:
        out().print("no inputs: `sitrep run` reads some")
        return
    table = Table("batch", "read from", "", box=None, pad_edge=False, header_style="bold")
    for batch in batches:
        table.add_row(plain(batch.key), shown(batch.path), "not there" if is_deleted(batch.path) else "")
    out().print(table)
