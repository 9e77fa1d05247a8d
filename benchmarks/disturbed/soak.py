"""Many small runs in a row: nothing grows, and the result is that of one run."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path
from typing import Any

from benchmarks.disturbed.site import PROCESSES, Site, check, fingerprint, in_stages, settle

# What a soak may add between its first third and its end: noise of allocators and of SQLite's pages, articles more.
GROWTH = {"descriptors": 0, "temporary files": 0, "output files": 4, "MB memory": 40, "MB Dagster": 3}


def soak(site: Site, runs: int, kept: int) -> None:
    """Many runs in one process: nothing grows but the tables' own record of runs, and the result is that of one run.

    Each run adds, corrects or deletes an article of one of three batches, or deletes a whole batch.
    """
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
    settle(site.home, site.temporary)
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
        there, gone = ([batch], []) if batch.is_dir() else ([], [batch])
        if site.dagster:
            given, withdrawn = [batch_of(path) for path in there], [batch_of(path) for path in gone]
            outcome = run_batches(given, site.output, workers=1, use_cache=True, withdrawn=withdrawn)
            problems += [f"run {number}: {trouble.message}" for trouble in outcome.troubles]
        else:
            problems += [f"run {number} fails"] if in_stages(there, site.output, gone) else []
        if number in marks:
            measured.append(sizes(site))
            told = ", ".join(f"{name} {value:,.1f}" for name, value in measured[-1].items())
            print(f"  after {number:4} runs: {told}", flush=True)
    for name, allowed in GROWTH.items():
        growth = measured[-1][name] - measured[0][name]
        problems += [f"{name} grew by {growth:.1f}"] if growth > allowed else []
    answers.put((problems, [path for path in batches if path.is_dir()]))


def changed(batch: Path, number: int, chance: random.Random) -> None:
    """Add, correct or delete an article of a batch, which has up to six of them, or delete the batch."""
    batch.mkdir(exist_ok=True)
    there = sorted(batch.iterdir())
    way = chance.choice(["add", "add", "correct", "correct", "delete", "delete", "delete all"])
    if way == "delete all" and there:
        shutil.rmtree(batch)
        return
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
