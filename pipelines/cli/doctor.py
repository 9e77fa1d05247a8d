"""`sitrep doctor` and `sitrep status`: whether all is well, and what there is."""

from __future__ import annotations

import typer
from rich.table import Table
from rich.text import Text

from pipelines.cli.console import DEFAULT, OutputOption, out, plain, shown
from pipelines.settings import absolute

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
    from pipelines.runner.workspace import Workspace  # noqa: PLC0415
    from pipelines.tables.snapshots import current, snapshots  # noqa: PLC0415

    folder = absolute(output)
    workspace, console, snapshot = Workspace(folder), out(), current(folder)
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
    _runs(sorted(records, key=lambda record: str(record.get("finished_at") or ""))[-_RUNS:])
    waiting = [
        batch.key
        for batch in raw_batches()
        if (state := workspace.state(batch.key)) is None or state.extracted != manifest(batch.path)
    ]
    console.print(f"waiting in data/raw: {', '.join(map(plain, waiting)) or 'nothing'}", soft_wrap=True)


def _runs(records: list[dict[str, object]]) -> None:
    if not records:
        return
    table = Table("run", "finished", "read", "new", "refused", box=None, pad_edge=False, header_style="bold")
    for record in records:
        moments = str(record.get("finished_at") or "not finished")[:19]
        counts = (record.get(f"documents_{name}", 0) for name in ("read", "new", "rejected"))
        table.add_row(plain(record["run_id"]), moments, *map(str, counts))
    out().print(table)
