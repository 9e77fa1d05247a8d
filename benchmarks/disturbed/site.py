"""A place for experiments, the runs made in it, and what must hold of their tables."""

from __future__ import annotations

import hashlib
import importlib
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import duckdb

from pipelines.tables.publish import PublishError
from pipelines.tables.schema import TABLES
from pipelines.tables.snapshots import DATABASE

REPOSITORY = Path(__file__).resolve().parents[2]
LOADED = [
    "pipelines.cli.app",
    "pipelines.definitions",
    "pipelines.extract.document",
    "pipelines.extract.rows",
    "pipelines.language",
    "pipelines.resolve",
    "pipelines.runner.job",
    "pipelines.tables.publish",
]
BEFORE = {
    "dam.txt": "Dam breaks\n\nThe dam above Tellin broke on Tuesday and 12 people died, the mayor said.\n",
    "strike.txt": "Dock workers strike\n\nAbout 2,000 dock workers in Valparaiso walked off the job on Monday.\n",
    "talks.txt": "Kenya and Somalia meet\n\nKenya's foreign minister met officials of Somalia in Nairobi on Friday.\n",
}
AFTER = {
    "dam.txt": "Dam breaks\n\nThe dam above Tellin broke on Tuesday and 15 people died, the governor said.\n",
    "talks.txt": BEFORE["talks.txt"],
    "flood.txt": "Flood closes road\n\nPolice arrested four men in Orva after floods closed the road, a judge said.\n",
}

FAILED: list[str] = []
PROCESSES = multiprocessing.get_context("forkserver")


class Site:
    """Folders of one experiment: input, output, Dagster's instance, temporary files."""

    def __init__(self, folder: Path, *, dagster: bool = True) -> None:
        """Make the folders; without Dagster a run is its four stages alone, in a quarter of the time."""
        self.dagster = dagster
        self.folder, self.input, self.output = folder, folder / "in", folder / "out"
        self.home, self.temporary = folder / "home", folder / "tmp"
        for path in (self.input, self.home, self.temporary):
            path.mkdir(parents=True)
        shutil.copy(REPOSITORY / "dagster.yaml", self.home)
        PROCESSES.set_forkserver_preload(LOADED)

    def write(self, articles: dict[str, str]) -> None:
        """Make these articles the input."""
        for path in self.input.iterdir():
            path.unlink()
        for name, text in articles.items():
            (self.input / name).write_text(text, encoding="utf-8")

    def start(self, *inputs: Path, output: Path | None = None, **fault: Any) -> ForkServerProcess:  # noqa: ANN401 - keywords of `sitrep`
        """Start `sitrep run` over the input or other ones, disturbed as `fault` says."""
        given = [word for path in inputs or (self.input,) for word in ("--input", str(path))]
        arguments = ["run", *given, "--output", str(output or self.output), "--workers", "1"]
        command = (
            arguments if self.dagster else [str(path) for path in (*(inputs or (self.input,)), output or self.output)]
        )
        process = PROCESSES.Process(target=sitrep, args=(self.home, self.temporary, command), kwargs=fault)
        process.start()
        return process

    def run(self, *inputs: Path, **options: Any) -> tuple[int | None, str]:  # noqa: ANN401 - as in `start`
        """Exit code of a run, and what it wrote to the terminal."""
        process = self.start(*inputs, **options)
        process.join()
        return process.exitcode, (self.temporary / f"log-{process.pid}").read_text(errors="replace")

    def reference(self, articles: dict[str, str]) -> dict[str, str]:
        """The tables of a run that nothing disturbs, into an output of its own."""
        self.write(articles)
        output = self.folder / f"reference-{len(list(self.folder.iterdir()))}"
        code, told = self.run(output=output)
        if code:
            raise SystemExit(f"a run that nothing disturbs fails: {told}")
        return fingerprint(output)


def sitrep(
    home: Path,
    temporary: Path,
    arguments: list[str],
    *,
    die: tuple[str, str, str] | None = None,
    largest_file: int | None = None,
    user: int | None = None,
    scratch: Path | None = None,
) -> None:
    """In a process of its own: the command line, with everything that it prints in a file."""
    settle(home, scratch or temporary)
    log = os.open(temporary / f"log-{os.getpid()}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if die:
        _arm(*die)
    if largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    if user:
        os.setgid(user)
        os.setuid(user)
    from pipelines.cli import main  # noqa: PLC0415 - the process that forks has it loaded

    if arguments[0] != "run":
        *inputs, output = map(Path, arguments)
        sys.exit(in_stages(inputs, output))
    sys.argv = ["sitrep", *arguments]
    main()


def in_stages(inputs: list[Path], output: Path, withdrawn: Sequence[Path] = ()) -> int:
    """What a run does, without Dagster. Returns its exit code."""
    from pipelines.runner import stages  # noqa: PLC0415 - as above
    from pipelines.runner.batches import batch_of  # noqa: PLC0415
    from pipelines.runner.workspace import Workspace, WorkspaceError  # noqa: PLC0415

    workspace, run = Workspace(output), str(time.monotonic_ns())
    try:
        workspace.create()
        for batch in map(batch_of, inputs):
            stages.read(workspace, batch, run)
            stages.extract(workspace, batch, run, workers=1, use_cache=True)
        for batch in map(batch_of, withdrawn):
            stages.withdraw(workspace, batch, run)
        stages.resolve(workspace, run)
        stages.publish_tables(workspace, run)
    except (WorkspaceError, PublishError) as problem:
        print(f"sitrep: {problem}")
        return 1
    return 0


def settle(home: Path, temporary: Path) -> None:
    """Give this process an instance, a folder for temporary files and a fixed present."""
    os.environ.update(DAGSTER_HOME=str(home), TMPDIR=str(temporary), SOURCE_DATE_EPOCH="1650000000")
    tempfile.tempdir = None


def _arm(place: str, name: str, moment: str) -> None:
    """Have the process killed before or after a function's first call."""
    module, _, inside = place.partition(":")
    holder = importlib.import_module(module)
    holder = getattr(holder, inside) if inside else holder
    whole = getattr(holder, name)

    def deadly(*arguments: object, **options: object) -> None:
        if moment == "after":
            whole(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, name, deadly)


def fingerprint(output: Path) -> dict[str, str]:
    """A hash of the bytes of every Parquet file, and of the rows of every table of the database; never of `runs`."""
    names = [name for name in TABLES if name != "runs"]
    found = {name: hashlib.sha256((output / f"{name}.parquet").read_bytes()).hexdigest() for name in names}
    with duckdb.connect(output / DATABASE, read_only=True) as connection:
        for name in names:
            rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall()
            found[f"{name} in SQL"] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def check(problems: list[str], done: str, since: float) -> None:
    """Print the result of an experiment."""
    mark = f"FAILED {len(problems)} times" if problems else "ok"
    print(f"{done:86} {time.monotonic() - since:7.1f} s  {mark}", *problems[:5], sep="\n  ", flush=True)
    FAILED.extend(problems)
