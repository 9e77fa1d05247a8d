"""`sitrep run`: read, extract, resolve, validate and publish."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from pipelines.cli.console import DEFAULT, CliError, OutputOption, complain, input_place, opened, out, program, shown
from pipelines.settings import address

if TYPE_CHECKING:
    from pipelines.runner.batches import Batch
    from pipelines.runner.job import Outcome
    from pipelines.runner.workspace import Workspace

_MOST_COMPLAINTS = 10


def run(  # noqa: PLR0917 - options, all by name
    inputs: Annotated[
        list[Path] | None,
        typer.Option(
            "--input",
            "-i",
            parser=input_place,
            metavar="PATH",
            help="File, folder or pattern of articles; may be given again.",
            show_default="all of data/raw",
        ),
    ] = None,
    output: OutputOption = DEFAULT,
    again: Annotated[
        bool, typer.Option("--again", help="Read again every input that the output has, in place of --input.")
    ] = False,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read texts; 0: one per core.")] = 0,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read texts anew even if they have not changed.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the stack of an error.")] = False,
) -> None:
    """Turn articles into tables.

    Every file, folder or pattern given is a batch: it is added to the tables in the output folder, or takes the place
    of what it gave before. The tables then speak of all batches of that folder. Without --input, a batch whose entry
    in data/raw was deleted is taken out (see sitrep withdraw). Each run is in the Dagster UI (sitrep ui).

    For example:

        sitrep run

        sitrep run --input articles/ --output /tmp/tables

        sitrep run -i january.jsonl -i february.jsonl

        sitrep run -i 'archive/2024/**/*.html.gz'

        sitrep run --again --output /tmp/tables
    """
    from pipelines.runner.workspace import WorkspaceError  # noqa: PLC0415 - keeps --help quick

    if debug:
        os.environ["SITREP_DEBUG"] = "1"
    if again and inputs:
        raise typer.BadParameter("say --again or --input, not both")
    workspace = opened(output)
    batches, withdrawn = _given(inputs) if inputs else _held(workspace) if again else _raw(workspace)
    try:
        workspace.create()
    except WorkspaceError as problem:
        raise CliError(str(problem)) from problem
    outcome = execute(batches, workspace.output, workers, use_cache=not no_cache, withdrawn=withdrawn)
    for batch in withdrawn:
        complain(f"{shown(batch.path)}: no longer there: what it gave is taken out; `sitrep rollback` brings it back")
    report(outcome, workspace.output)
    _complain_of_inputs(workspace, batches)
    complain_of_troubles(outcome)
    if outcome.troubles or not outcome.documents:
        raise typer.Exit(1)


def _given(inputs: list[Path]) -> tuple[list[Batch], list[Batch]]:
    """The batches that are named, none of them to be taken out."""
    from pipelines.runner.batches import batch_of  # noqa: PLC0415 - as above

    batches = list({batch.key: batch for batch in map(batch_of, inputs)}.values())
    if not any(_is_there(batch) for batch in batches):
        missing = ", ".join(shown(batch.path) for batch in batches)
        raise CliError(
            f"{missing}: no such file or folder: check the path; `sitrep withdraw` takes out what it gave before"
        )
    return batches, []


def _is_there(batch: Batch) -> bool:
    """Whether the input of a batch is there, in an object store too."""
    from pipelines.ingest.source import is_there  # noqa: PLC0415 - as above

    if address(batch.path, "inputs") is not None:
        from pipelines.stores import inputs  # noqa: PLC0415
        from pipelines.stores.store import StoreError  # noqa: PLC0415

        try:
            inputs.refresh(batch.path)
        except StoreError as problem:
            raise CliError(str(problem)) from problem
    return is_there(batch.path)


def _held(workspace: Workspace) -> tuple[list[Batch], list[Batch]]:
    """The batches that an output has and whose input is there; what others gave stays."""
    from pipelines.runner.withdrawal import held  # noqa: PLC0415 - as above

    batches = [batch for batch in held(workspace) if _is_there(batch)]
    if not batches:
        raise CliError(f"{shown(workspace.output)}: has no input that could be read again: name it with --input")
    return batches, []


def _raw(workspace: Workspace) -> tuple[list[Batch], list[Batch]]:
    """The batches of data/raw, and those that are to be taken out since their entry there was deleted."""
    from pipelines.runner.batches import raw_batches  # noqa: PLC0415 - as above
    from pipelines.runner.withdrawal import deleted  # noqa: PLC0415

    withdrawn = deleted(workspace)
    batches = [batch for batch in raw_batches() if batch not in withdrawn]
    if not batches:
        raise CliError(
            "data/raw: no articles there: put a file or folder there or say --input PATH; "
            "`sitrep withdraw` takes out what was there before"
        )
    return batches, withdrawn


def complain_of_troubles(outcome: Outcome) -> None:
    """One line for each run that failed, with its stack if that is wanted."""
    for trouble in outcome.troubles:
        if os.environ.get("SITREP_DEBUG"):
            out().print(trouble.stack, markup=False)
        complain(trouble.message if trouble.expected else f"unexpected: {trouble.message}; --debug shows where")


def execute(
    batches: Sequence[Batch], output: Path, workers: int, *, use_cache: bool, withdrawn: Sequence[Batch] = ()
) -> Outcome:
    """Run the job with a bar that shows how far it is."""
    with _bar() as progress:
        status = progress.add_task("starting", total=None)
        from pipelines.runner.job import run_batches  # noqa: PLC0415 - Dagster takes half a second to import
        from pipelines.runner.progress import listening  # noqa: PLC0415

        started = time.monotonic()

        def show(done: int, total: int, words: int) -> None:
            nonlocal started
            started = started if done else time.monotonic()
            rate = words / max(time.monotonic() - started, 0.1)
            progress.update(status, completed=done, total=total, description=f"reading, {rate:,.0f} words/s")
            if done == total:
                progress.update(status, description="resolving")

        with listening(show):
            return run_batches(batches, output, workers=workers, use_cache=use_cache, withdrawn=withdrawn)


@contextmanager
def _bar() -> Iterator[Progress]:
    """A progress bar on a terminal, nothing elsewhere, with a file of its own since Dagster may redirect stderr."""
    with os.fdopen(os.dup(2), "w") as stream:
        console = Console(file=stream)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            yield progress


def report(outcome: Outcome, output: Path) -> None:
    """Rows per table, what was read, where the tables are, what to try next."""
    console = out()
    if outcome.rows:
        table = Table("table", "rows", box=None, pad_edge=False, header_style="bold")
        table.columns[1].justify = "right"
        for name, count in outcome.rows.items():
            table.add_row(name, f"{count:,}")
        console.print(table)
    cached = f", {outcome.cached} of them extracted before" if outcome.cached else ""
    console.print(f"\narticles read: {outcome.documents}, {outcome.new} new{cached}; inputs refused: {outcome.refused}")
    if outcome.withdrawn:
        console.print(f"articles taken out: {outcome.withdrawn}")
    for note in outcome.notes:
        complain(note)
    if outcome.rows:
        folder = _option(output)
        parts = f"/ (Parquet) and {shown(output / 'sitrep.duckdb')} (SQL)"
        where = " (current.json there names the files)" if address(output) else parts
        console.print(f"tables: {shown(output)}{where}\n", soft_wrap=True)
        console.print("next:", style="bold")
        query = "select event_type, modality, title from events where not is_background limit 10"
        command = program()
        console.print(f'  {command} sql{folder} "{query}"', soft_wrap=True)
        console.print(f"  {command} tables{folder}", soft_wrap=True)
        console.print(f"  {command} ui", soft_wrap=True)


def _complain_of_inputs(workspace: Workspace, batches: list[Batch]) -> None:
    """One line for each input refused, up to a number; all of them are in the table `rejects`."""
    later = workspace.resolved_rejects()
    lines = []
    for batch in batches:
        known = workspace.raw(batch.key, "doc_id")["doc_id"].implode()
        unused = later.filter(later["table_name"].is_null() & later["doc_id"].is_in(known))
        for refused in (workspace.rejects(batch.key), unused):
            lines += [f"{row['uri']}: {row['reason']}" for row in refused.sort("uri", "reason").iter_rows(named=True)]
    more = f"`{program()} rejects{_option(workspace.output)}`"
    for line in lines[:_MOST_COMPLAINTS]:
        complain(line)
    if len(lines) > _MOST_COMPLAINTS:
        complain(f"… and {len(lines) - _MOST_COMPLAINTS} more inputs refused: {more} lists them")
    if rows := later["table_name"].count():
        complain(f"rows refused because they do not validate: {rows}: {more} lists them")


def _option(output: Path) -> str:
    return "" if output == DEFAULT else f" -o {shlex.quote(shown(output))}"
