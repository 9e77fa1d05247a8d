"""Dagster's own failures: a step that raises, a daemon killed and started again, batches that all come at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import dagster as dg
import polars as pl

from benchmarks.disturbed.site import REPOSITORY, Site, check, fingerprint
from pipelines.runner.job import instance

_PATIENCE = 900.0
_LOOK = 0.5
_OF_ALL = {"tables", "publication"}
TOWNS = ("Tellin", "Orva", "Kelda", "Nairobi", "Valparaiso", "Arequipa")


class Daemon:
    """Dagster's daemon over the input of a site, every file of which is a batch."""

    def __init__(self, site: Site) -> None:
        self.site = site
        (site.home / "data" / "dagster").mkdir(parents=True, exist_ok=True)
        places = {"RAW": site.input, "OUTPUT": site.output, "FEEDS": site.folder / "feeds", "LOOK": 2}
        self._environment = {
            **os.environ,
            **{f"SITREP_{name}": str(value) for name, value in places.items()},
            "DAGSTER_HOME": str(site.home),
            "PYTHONPATH": str(REPOSITORY),
            "SOURCE_DATE_EPOCH": "1650000000",
        }

    def start(self) -> None:
        """Start it in a session of its own."""
        command = [sys.executable, "-m", "dagster._daemon", "run", "-w", str(REPOSITORY / "workspace.yaml")]
        with (self.site.folder / "daemon.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.site.home, env=self._environment, start_new_session=True, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """Kill it with -9, and with it the server of code and the runs under way."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def runs(self) -> list[dg.DagsterRun]:
        """All runs, oldest first."""
        with self.records() as home:
            return list(reversed(home.get_runs()))

    def steps(self, run: dg.DagsterRun) -> list[tuple[str, float, float]]:
        """The steps of a run with their first and last moment, in seconds since 1970."""
        with self.records() as home:
            return [
                (step.step_key, step.start_time or 0.0, step.end_time or 0.0)
                for step in home.get_run_step_stats(run.run_id)
            ]

    @contextmanager
    def records(self) -> Iterator[dg.DagsterInstance]:
        """Dagster's own records."""
        os.environ["DAGSTER_HOME"] = str(self.site.home)
        with instance() as home:
            yield home

    def wait(self, whether: Callable[[], bool], what: str) -> list[str]:
        """Wait until something is so; otherwise that is a problem."""
        until = time.monotonic() + _PATIENCE
        while not whether():
            if time.monotonic() > until or self._process.poll() is not None:
                log = (self.site.folder / "daemon.log").read_text(errors="replace")
                return [f"{what}: not after {_PATIENCE:.0f} s: {log[-1000:]}"]
            time.sleep(_LOOK)
        return []

    def caught_up(self) -> bool:
        """Whether the tables hold the articles of the input, and no others, and no run is under way."""
        path, wanted = self.site.output / "documents.parquet", {file.read_text() for file in self.site.input.iterdir()}
        return path.exists() and set(pl.read_parquet(path.resolve())["text"]) == wanted and self.idle()

    def idle(self) -> bool:
        """Whether no run is under way or waits to be repeated."""
        return all(run.is_finished and not _to_be_repeated(run, self.runs()) for run in self.runs())


def _to_be_repeated(run: dg.DagsterRun, runs: list[dg.DagsterRun]) -> bool:
    repeated = {other.parent_run_id for other in runs}
    tries = int(run.tags.get("dagster/retry_number", 0))
    return run.status == dg.DagsterRunStatus.FAILURE and run.run_id not in repeated and tries < 2


def article(site: Site, number: int, dead: int = 0) -> None:
    """Write an article into a file of its own."""
    town, name = TOWNS[number % len(TOWNS)], f"{number:03}.txt"
    text = f"Police report clashes\n\nGunmen killed {number + dead + 2} people in {town} on day {number}, police said."
    beside = site.folder / name
    beside.write_text(text, encoding="utf-8")
    beside.replace(site.input / name)


def daemon(site: Site, kills: int) -> None:
    """A step fails and is repeated; batches wait at once; the daemon is killed and restarted; batches are deleted."""
    found = Daemon(site)
    found.start()
    try:
        repeated(site, found)
        at_once(site, found, 4)
        restarted(site, found, kills)
        deletions(site, found)
    finally:
        found.kill()


def repeated(site: Site, found: Daemon) -> None:
    """The step after extraction raises once: the run is repeated by policy, from that step on."""
    since = time.monotonic()
    blocked = site.output / ".work" / "tables"
    blocked.parent.mkdir(parents=True)
    blocked.touch()
    article(site, 0)
    problems = found.wait(lambda: any(r.status == dg.DagsterRunStatus.FAILURE for r in found.runs()), "a step raises")
    blocked.unlink()
    problems += found.wait(found.caught_up, "the run is repeated")
    first, *others = found.runs()
    last = others[-1] if others else first
    steps = [step for step, *_ in found.steps(last)]
    problems += [] if sorted(steps) == ["publication", "tables"] else [f"repeated from the start: {steps}"]
    problems += [] if last.root_run_id == first.run_id and last.is_success else ["not repeated by policy"]
    check(problems, f"a step raised: repeated {len(others)} times by policy, steps {' and '.join(steps)} alone", since)


def at_once(site: Site, found: Daemon, count: int) -> None:
    """Several batches come at once: they are read and extracted side by side, and their steps on all never overlap."""
    since, problems = time.monotonic(), list[str]()
    earlier = {run.run_id for run in found.runs()}
    for number in range(1, count + 1):
        article(site, number)
    problems += found.wait(found.caught_up, f"{count} batches at once")
    took = time.monotonic() - since
    steps = [step for run in found.runs() if run.run_id not in earlier for step in found.steps(run)]
    shared = _overlaps([step for step in steps if step[0] in _OF_ALL])
    own = _overlaps([step for step in steps if step[0] not in _OF_ALL])
    problems += [f"{shared} steps on all batches overlap"] if shared else []
    problems += [] if own else ["no step of a batch ran beside another's"]
    made = sum("unchanged" not in metadata for metadata in _tables_of(found, earlier))
    check(
        problems,
        f"{count} batches at once, {took / count:.1f} s each: resolved {made} times, {own} steps beside",
        since,
    )


def _overlaps(steps: list[tuple[str, float, float]]) -> int:
    """How many of some steps began before the one that began before them ended."""
    spans = sorted((start, end) for _, start, end in steps if end)
    return sum(later < end for (_, end), (later, _) in pairwise(spans))


def _tables_of(found: Daemon, earlier: set[str]) -> list[set[str]]:
    """What each run told of the events that it resolved, or took over."""
    with found.records() as home:
        records = home.fetch_materializations(dg.AssetKey("events"), limit=1000).records
        return [
            set(record.asset_materialization.metadata)
            for record in records
            if record.run_id not in earlier and record.asset_materialization
        ]


def restarted(site: Site, found: Daemon, kills: int) -> None:
    """The daemon is killed at random moments after files came, and restarted: every batch is processed exactly once."""
    since, problems, chance = time.monotonic(), list[str](), random.Random(11)
    first = len(list(site.input.iterdir()))
    busy = 0
    for number in range(kills):
        article(site, first + number)
        until = time.monotonic() + 60
        while found.idle() and time.monotonic() < until and number % 3:  # a third dies before the file is seen
            time.sleep(_LOOK)
        time.sleep(chance.uniform(0, 4))
        busy += not found.idle()
        found.kill()
        found.start()
    problems += found.wait(found.caught_up, "the daemon catches up")
    time.sleep(10)  # some looks of the sensor more
    done = Counter(run.tags.get("dagster/partition") for run in found.runs() if run.is_success)
    names = sorted(path.name for path in site.input.iterdir())
    problems += [f"{name}: processed {done[name]} times" for name in names if done[name] != 1]
    problems += _differs(site)
    check(problems, f"daemon killed {kills} times, {busy} amid runs: {len(names)} batches processed once each", since)


def deletions(site: Site, found: Daemon) -> None:
    """A file is corrected, another deleted: the tables follow."""
    since = time.monotonic()
    article(site, 0, dead=50)
    (site.input / "001.txt").unlink()
    problems = found.wait(found.caught_up, "deletion, correction")
    check(problems + _differs(site), "a batch deleted, another corrected: the tables are those of one run", since)


def _differs(site: Site) -> list[str]:
    """In which tables those of the site differ from one run over its whole input, recorded elsewhere."""
    with tempfile.TemporaryDirectory(dir=site.folder) as folder:
        apart = Site(Path(folder) / "apart")
        code, told = apart.run(*sorted(site.input.iterdir()))
        if code:
            return [f"one run over everything fails: {told}"]
        here, wanted = fingerprint(site.output), fingerprint(apart.output)
    return [f"{name} differs from one run" for name in wanted if wanted[name] != here[name]]
