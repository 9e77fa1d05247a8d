"""`sitrep doctor` and `sitrep status`: whether all is well, and what there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from pipelines.cli.console import DEFAULT, CliError, OutputOption, opened, out, plain, shown
from pipelines.settings import absolute, address

if TYPE_CHECKING:
    from pipelines.tables.snapshots import Snapshot

_MARKS = {"good": ("ok", "green"), "warning": ("!", "yellow"), "bad": ("x", "red")}
_RUNS = 5


def doctor(output: OutputOption = DEFAULT) -> None:
    """Check the installation, the data and the instance; each finding that is not good comes with its remedy.

    Exit code 1 if something is broken; a warning alone is none.

    For example:

        sitrep doctor
    """
    from pipelines.health.checks import findings  # noqa: PLC0415 - heavy

    console = out()
    bad = False
    for name, finding in findings(absolute(output)):
        mark, colour = _MARKS[finding.state]
        bad |= finding.state == "bad"
        console.print(
            Text.assemble((f"{mark:>2} ", colour), (f"{name}: ", "bold"), plain(finding.told)), soft_wrap=True
        )
        if finding.remedy:
            console.print(Text(f"   → {plain(finding.remedy)}"), soft_wrap=True)
    raise typer.Exit(1 if bad else 0)


def status(output: OutputOption = DEFAULT) -> None:
    """Show what an output holds, its last runs, and what waits in data/raw.

    For example:

        sitrep status -o my-tables/
    """
    from pipelines.runner.batches import manifest, raw_batches  # noqa: PLC0415 - keeps --help quick
    from pipelines.tables.snapshots import snapshots  # noqa: PLC0415

    folder = absolute(output)
    workspace, console, snapshot = opened(folder), out(), _shown(folder)
    if snapshot is None:
        console.print(f"{shown(folder)} holds no tables yet: `sitrep run` makes them", soft_wrap=True)
    else:
        held = snapshot.manifest().files
        rows = {name.removesuffix(".parquet"): file.rows for name, file in held.items() if file.rows is not None}
        size = sum(file.bytes for file in held.values()) / 1e6
        console.print(
            f"{shown(folder)}: snapshot {snapshot.name}, {size:,.1f} MB, {len(snapshots(folder))} kept", soft_wrap=True
        )
        console.print(", ".join(f"{count:,} {name}" for name, count in sorted(rows.items()) if count), soft_wrap=True)
    records = workspace.runs() if workspace.root.is_dir() else []
    _runs(sorted(records, key=lambda record: str(record.get("started_at") or record.get("finished_at")))[-_RUNS:])
    waiting = [
        batch.key
        for batch in raw_batches()
        if (state := workspace.state(batch.key)) is None or state.extracted != manifest(batch.path)
    ]
    console.print(f"waiting in data/raw: {', '.join(map(plain, waiting)) or 'nothing'}", soft_wrap=True)


def _shown(folder: Path) -> Snapshot | None:
    """The snapshot that an output shows, in an object store too."""
    from pipelines.tables.snapshots import current  # noqa: PLC0415 - as above

    if address(folder) is not None:
        from pipelines.stores.store import StoreError  # noqa: PLC0415
        from pipelines.stores.tables import refresh  # noqa: PLC0415
        from pipelines.tables.publish import PublishError  # noqa: PLC0415

        try:
            refresh(folder)
        except (PublishError, StoreError) as problem:
            raise CliError(str(problem)) from problem
    return current(folder)


def _runs(records: list[dict[str, object]]) -> None:
    """Print runs. One that only extracted, or was cut off behind that, has finished but published nothing."""
    if not records:
        return
    table = Table("run", "finished", "read", "new", "refused", "tables", box=None, pad_edge=False, header_style="bold")
    for record in records:
        moment = str(record.get("finished_at") or "not finished")[:19]
        counts = (str(record.get(f"documents_{name}", 0)) for name in ("read", "new", "rejected"))
        table.add_row(plain(record["run_id"]), moment, *counts, "published" if record.get("rows") else "none published")
    out().print(table)
