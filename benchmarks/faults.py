"""What the tables survive: killed runs, full disks, damage, readers during publication, two runs at once, a long soak.

    python benchmarks/faults.py [kills moments places damage readers together soak] [--moments 50] [--runs 200]

Runs `sitrep run` over a few short articles, each time in a process of its own forked from one that has the modules
loaded, and disturbs it. Afterwards the tables must be whole, those of before or those of after; the next run must
complete; and the result must equal that of a run never disturbed, byte for byte (`SOURCE_DATE_EPOCH` is set; the table
`runs`, which names the disturbed runs, is left out). Prints a line for each experiment and exits with 1 if any failed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.tables.publish import PublishError, publish
from pipelines.tables.read import Warehouse, WarehouseError, connect, scan
from pipelines.tables.schema import TABLES
from pipelines.tables.snapshots import CURRENT, DATABASE, SNAPSHOTS, current, stored_name

REPOSITORY = Path(__file__).resolve().parent.parent
NOBODY = 65534
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
# Where a run is killed: module, function, and whether before or after it does its work.
BOUNDARIES = [
    (module, name, moment)
    for module, names in {
        "pipelines.runner.stages": ("read", "extract", "resolve", "publish_tables"),
        "pipelines.runner.workspace:Workspace": ("put_rejects", "put_raw", "put_state", "put_mentions", "put_tables"),
        "pipelines.tables.publish": ("_stage", "_build", "write_manifest", "_snapshot", "_link", "_show", "_prune"),
    }.items()
    for name in names
    for moment in ("before", "after")
]
# What a soak may add between its first third and its end: noise of allocators and of SQLite's pages, articles more.
GROWTH = {"descriptors": 0, "temporary files": 0, "output files": 4, "MB memory": 40, "MB Dagster": 3}
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
    _settle(home, scratch or temporary)
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


def in_stages(inputs: list[Path], output: Path) -> int:
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
        stages.resolve(workspace, run)
        stages.publish_tables(workspace, run)
    except (WorkspaceError, PublishError) as problem:
        print(f"sitrep: {problem}")
        return 1
    return 0


def _settle(home: Path, temporary: Path) -> None:
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
    mark = f"FAILED: {problems[0]}" + (f" and {len(problems) - 1} more" if problems[1:] else "") if problems else "ok"
    FAILED.extend(problems)
    print(f"{done:78} {time.monotonic() - since:7.1f} s  {mark}", flush=True)


def survived(site: Site, states: list[dict[str, str]], wanted: dict[str, str], label: str) -> Iterator[str]:
    """What is wrong with the tables after a run died, and after the next run, which nothing disturbs."""
    damage = Warehouse(site.output).damage()
    if damage or fingerprint(site.output) not in states:
        yield f"{label}: the tables are torn {damage}"
    code, told = site.run()
    if code:
        yield f"{label}: the next run fails: {told}"
    elif (found := fingerprint(site.output)) != wanted:
        yield f"{label}: the result differs in {[name for name in wanted if wanted[name] != found[name]]}"
    left = [path for path in (site.output / SNAPSHOTS).iterdir() if not path.name[0].isdigit()]
    left += [*site.output.glob(".next-*"), *site.output.rglob("*.partial")]
    if left:
        yield f"{label}: left behind: {[path.name for path in left]}"


def kills(site: Site, boundaries: list[tuple[str, str, str]]) -> None:
    """A run is killed with -9 before and after each function at the edge of a stage, an update of the tables each."""
    since, problems = time.monotonic(), list[str]()
    inputs = [BEFORE, AFTER]
    states = [site.reference(articles) for articles in inputs]
    site.write(BEFORE)
    site.run()
    for number, place in enumerate(boundaries, 1):
        site.write(inputs[number % 2])
        code, told = site.run(die=place)
        if code != -signal.SIGKILL:
            problems.append(f"{place}: never reached: {told}")
        problems += survived(site, states, states[number % 2], str(place))
    check(problems, f"killed at {len(boundaries)} boundaries: tables whole, next run equal", since)


def moments(site: Site, count: int) -> None:
    """A run is killed with -9 at random moments, an update of the tables each."""
    since, problems, chance = time.monotonic(), list[str](), random.Random(7)
    inputs = [BEFORE, AFTER]
    states = [site.reference(articles) for articles in inputs]
    site.write(BEFORE)
    begun = time.monotonic()
    site.run()
    usual, dead = time.monotonic() - begun, 0
    for number in range(1, count + 1):
        site.write(inputs[number % 2])
        process = site.start()
        process.join(chance.uniform(0, usual))
        process.kill()
        process.join()
        dead += process.exitcode == -signal.SIGKILL
        problems += survived(site, states, states[number % 2], f"moment {number}")
        if number % 10 == 0:
            print(f"  after {number:4} moments: {len(problems)} problems", flush=True)
    check(problems, f"killed at {count} random moments, {dead} before the end: tables whole, next run equal", since)


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path | None]:
    """A file system in memory of this size, where mounting is permitted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = shutil.which("mount") and not subprocess.run(command, capture_output=True, check=False).returncode
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=False)


def refused(told: str) -> str | None:
    """What is wrong with how a run that cannot be was refused: it wants one line with a remedy, and no stack."""
    lines = [line for line in told.splitlines() if line.startswith("sitrep: ")]
    if "Traceback" in told or "unexpected" in told:
        return f"refused without understanding: {told[-300:]}"
    return None if any("--output" in line or "make room" in line for line in lines) else f"no remedy: {told[-300:]}"


def places(site: Site, limits: list[int], disks: tuple[str, ...]) -> None:
    """Outputs that cannot be written, or that lie elsewhere: one line with a remedy, and the last good tables stay."""
    good = site.reference(BEFORE)
    site.run()
    site.write(AFTER)
    wanted = site.reference(AFTER)

    def attempt(label: str, **fault: Any) -> None:  # noqa: ANN401 - keywords of `sitrep`
        since, problems = time.monotonic(), list[str]()
        code, told = site.run(**fault)
        problems += [f"{label}: the run did not fail"] if not code else [p for p in [refused(told)] if p]
        problems += [] if fingerprint(site.output) == good else [f"{label}: the last good tables are not there"]
        check(problems, label, since)

    for size in limits:
        attempt(f"no file may be larger than {size:,} bytes", largest_file=size)
    unprivileged(site, attempt)
    disk_full(site, wanted, disks)
    since, problems = time.monotonic(), list[str]()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as scratch:
        elsewhere = os.stat(scratch).st_dev != os.stat(site.folder).st_dev  # noqa: PTH116
        code, told = site.run(scratch=Path(scratch))
        problems += [f"fails: {told}"] if code or fingerprint(site.output) != wanted else []
        problems += ["temporary files stay"] if list(Path(scratch).iterdir()) else []
    label = "temporary files on another file system than the output"
    check(problems, label if elsewhere else f"{label} (there is none here)", since)


def unprivileged(site: Site, attempt: Callable[..., None]) -> None:
    """Outputs that another user owns; root may write anywhere, so that the run is another user's."""
    if os.geteuid() != 0:
        print("permissions: only root can run as another user: skipped")
        return
    try:
        for path in (site.folder, *site.folder.parents[: len(site.folder.parts) - 2]):
            path.chmod(path.stat().st_mode | 0o755)
        for folder in (site.home, site.temporary):
            folder.chmod(0o777)
            for path in folder.rglob("*"):
                os.chown(path, NOBODY, NOBODY)
        attempt("the output belongs to another user", user=NOBODY)
    finally:
        for path in site.folder.rglob("*"):
            if not path.is_symlink():
                os.chown(path, 0, 0)


def disk_full(site: Site, wanted: dict[str, str], sizes: tuple[str, ...]) -> None:
    """An output on disks of several sizes: refused where it does not fit, and else the same tables."""
    since, problems, refusals = time.monotonic(), [], 0
    for size in sizes:
        with small_disk(site.folder / f"disk-{size}", size) as disk:
            if disk is None:
                print("disk full: no file system can be mounted here: skipped")
                return
            code, told = site.run(output=disk / "out")
            refusals += bool(code)
            problems += [f"{size}: {p}" for p in [refused(told) if code else None] if p]
            if not code and fingerprint(disk / "out") != wanted:
                problems.append(f"{size}: other tables")
            elif code and current(disk / "out") is not None:
                problems.append(f"{size}: refused, yet there are tables")
    check(problems, f"disks of {', '.join(sizes)}: {refusals} too small", since)


def damage(site: Site, names: list[str]) -> None:
    """Files of the warehouse cut off, emptied, removed or changed in one bit: refused with the remedy, then mended."""
    since, problems = time.monotonic(), list[str]()
    wanted = site.reference(BEFORE)
    site.run()
    ways: dict[str, Callable[[Path], object]] = {
        "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
        "emptied": lambda path: os.truncate(path, 0),
        "removed": Path.unlink,
        "one bit": lambda path: path.write_bytes(_flipped(path.read_bytes())),
    }
    for name in names:
        for way, spoil in ways.items():
            spoil(site.output / CURRENT / stored_name(name))
            try:
                connect(site.output) if name == DATABASE else scan(site.output, name.removesuffix(".parquet"))
                problems.append(f"{name}, {way}: not noticed")
            except WarehouseError as refusal:
                problems += [] if "sitrep run" in str(refusal) else [f"{name}, {way}: no remedy: {refusal}"]
            code, told = site.run()
            if code or fingerprint(site.output) != wanted:
                problems.append(f"{name}, {way}: not mended: {told}")
    check(problems, f"{len(names) * len(ways)} damaged files: refused, and mended by the next run", since)


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


_ASKED = """
    SELECT (SELECT list(sha256 ORDER BY sha256) FROM documents), (SELECT count(*) FROM event_mentions),
        (SELECT list(event_id ORDER BY event_id) FROM events), (SELECT count(*) FROM runs)
"""


def read_on(output: Path, known: list[str], stop: Any, answers: Any, polars: bool) -> None:  # noqa: ANN401 - of multiprocessing
    """Ask the tables the same question until told to stop; put the number of answers and what was wrong."""
    count, wrong = 0, None
    try:
        while not stop.is_set():
            if polars:
                asked = repr(scan(output, "documents").select("doc_id", "text").collect().rows())
            else:
                with duckdb.connect(output / DATABASE, read_only=True) as connection:
                    asked = repr(connection.execute(_ASKED).fetchall())
            count += 1
            if asked not in known:
                wrong = f"a torn read: {asked[:200]}"
                break
    except BaseException:
        wrong = traceback.format_exc()[-300:]
    answers.put((count, wrong))


def readers(site: Site, publications: int, each: int) -> None:
    """Readers ask DuckDB, and two more ask Polars, in loops while tables are published in turn."""
    since = time.monotonic()
    known: dict[bool, list[str]] = {False: [], True: []}
    sets: list[dict[str, pl.DataFrame]] = []
    for articles in (BEFORE, AFTER):
        site.write(articles)
        site.run()
        sets.append({name: pl.read_parquet(site.output / f"{name}.parquet") for name in TABLES})
        with connect(site.output) as connection:
            known[False].append(repr(connection.execute(_ASKED).fetchall()))
        known[True].append(repr(sets[-1]["documents"].select("doc_id", "text").rows()))
    stop, answers = PROCESSES.Event(), PROCESSES.SimpleQueue()
    processes = [
        PROCESSES.Process(target=read_on, args=(site.output, known[polars], stop, answers, polars))
        for polars in [False] * each + [True] * min(each, 2)
    ]
    for process in processes:
        process.start()
    for number in range(publications):
        publish(sets[number % 2], site.output)
    stop.set()
    found = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    asked = sum(count for count, _ in found)
    problems = [wrong for _, wrong in found if wrong]
    problems += ["a reader had no answer"] if any(not count for count, _ in found) else []
    check(problems, f"{len(processes)} readers, {asked} answers during {publications} publications", since)


def together(site: Site, count: int) -> None:
    """Two runs at once into one output: each waits for the other's writing, and both are in the tables."""
    since, problems = time.monotonic(), list[str]()
    parts = [site.folder / "one", site.folder / "two"]
    for part, articles in zip(parts, (BEFORE, {"flood.txt": AFTER["flood.txt"]}), strict=True):
        part.mkdir()
        for name, text in articles.items():
            (part / name).write_text(text, encoding="utf-8")
    reference = site.folder / "in-turn"
    for part in parts:
        site.run(part, output=reference)
    wanted = fingerprint(reference)
    for number in range(count):
        output = site.folder / f"together-{number}"
        for process in [site.start(part, output=output) for part in parts]:
            process.join()
            problems += [f"exit code {process.exitcode}"] if process.exitcode else []
        problems += [] if fingerprint(output) == wanted else ["other tables than in turn"]
        (output / ".lock").write_text("999999          \n")  # as a process that was killed leaves it
        same = [site.start(parts[0], output=output) for _ in range(2)]
        for process in same:
            process.join()
        problems += [] if all(not p.exitcode for p in same) and fingerprint(output) == wanted else ["the same twice"]
    check(problems, f"{2 * count} times two runs at once, over other inputs and over the same", since)


def soak(site: Site, runs: int, kept: int) -> None:
    """Many runs in one process: nothing grows but the tables' own record of runs, and the result is that of one run."""
    since = time.monotonic()
    answers = PROCESSES.SimpleQueue()
    process = PROCESSES.Process(target=soaked, args=(site, runs, kept, answers))
    process.start()
    problems, batches = answers.get()
    process.join()
    fresh = site.folder / "fresh"
    site.run(*batches, output=fresh)
    found, wanted = fingerprint(site.output), fingerprint(fresh)
    problems += [f"{name}: differs from one run" for name in wanted if found[name] != wanted[name]]
    check(problems, f"{runs} runs of additions, corrections, deletions equal one run over the last inputs", since)


def soaked(site: Site, runs: int, kept: int, answers: Any) -> None:  # noqa: ANN401 - a queue
    """In a process of its own: the runs of `soak`, measured at a third of them and at the end."""
    _settle(site.home, site.temporary)
    os.environ["SITREP_KEPT_RUNS"] = str(kept)
    from pipelines.runner.batches import batch_of  # noqa: PLC0415
    from pipelines.runner.job import run_batches  # noqa: PLC0415

    chance, measured = random.Random(3), list[dict[str, float]]()
    problems = list[str]()
    batches = [site.folder / f"batch-{number}" for number in range(3)]
    marks = sorted({max(kept + 2, runs // 3), 2 * runs // 3, runs})
    for number in range(1, runs + 1):
        batch = batches[number % 3]
        changed(batch, number, chance)
        if site.dagster:
            outcome = run_batches([batch_of(batch)], site.output, workers=1, use_cache=True)
            problems += [f"run {number}: {trouble.message}" for trouble in outcome.troubles]
        else:
            problems += [f"run {number} fails"] if in_stages([batch], site.output) else []
        if number in marks:
            measured.append(sizes(site))
            told = ", ".join(f"{name} {value:,.1f}" for name, value in measured[-1].items())
            print(f"  after {number:4} runs: {told}", flush=True)
    for name, allowed in GROWTH.items():
        growth = measured[-1][name] - measured[0][name]
        problems += [f"{name} grew by {growth:.1f}"] if growth > allowed else []
    answers.put((problems, [path for path in batches if path.is_dir()]))


def changed(batch: Path, number: int, chance: random.Random) -> None:
    """Add, correct or delete an article of a batch, which keeps one to six of them."""
    batch.mkdir(exist_ok=True)
    there = sorted(batch.iterdir())
    way = chance.choice(["add", "correct", "delete"])
    if (way == "delete" and len(there) > 1) or len(there) >= 6:
        chance.choice(there).unlink()
        return
    path = chance.choice(there) if way == "correct" and there else batch / f"{number}.txt"
    town, dead = chance.choice(["Tellin", "Nairobi", "Orva", "Valparaiso"]), chance.randint(2, 90)
    text = f"Police report clashes\n\nGunmen killed {dead} people in {town} on Monday, police said on day {number}.\n"
    path.write_text(text, encoding="utf-8")


def sizes(site: Site) -> dict[str, float]:
    """What could grow. The record of each run in the work folder is a row of `runs`, and not counted."""
    files = [path for path in site.output.rglob("*") if path.is_file() and path.parent.name != "runs"]
    memory = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return {
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "temporary files": len(list(site.temporary.rglob("*"))),
        "output files": len(files),
        "MB memory": memory / 1e6,
        "MB Dagster": sum(path.stat().st_size for path in (site.home / "data").rglob("*") if path.is_file()) / 1e6,
    }


def main() -> None:
    """Run the experiments that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("experiments", nargs="*")
    parser.add_argument("--moments", type=int, default=50, help="random moments at which a run is killed")
    parser.add_argument("--runs", type=int, default=200, help="runs of the soak")
    arguments = parser.parse_args()
    experiments: dict[str, Callable[[Site], None]] = {
        "kills": lambda site: kills(site, BOUNDARIES),
        "moments": lambda site: moments(site, arguments.moments),
        "places": lambda site: places(site, [2_000, 300_000, 2_000_000], ("64k", "400k", "2m", "6m", "64m")),
        "damage": lambda site: damage(site, [DATABASE, "documents.parquet", "events.parquet"]),
        "readers": lambda site: readers(site, 20, 10),
        "together": lambda site: together(site, 3),
        "soak": lambda site: soak(site, arguments.runs, 40),
    }
    for name in arguments.experiments or experiments:
        with tempfile.TemporaryDirectory(prefix="sitrep-faults-") as folder:
            experiments[name](Site(Path(folder)))
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
