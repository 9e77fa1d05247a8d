"""Readers while tables are published, and two runs into one output at once."""

from __future__ import annotations

import os
import time
import traceback
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from benchmarks.disturbed.site import AFTER, BEFORE, PROCESSES, Site, check, fingerprint
from pipelines.tables.publish import publish
from pipelines.tables.read import scan
from pipelines.tables.schema import TABLES
from pipelines.tables.snapshots import DATABASE

_PATIENCE = 600
_PAUSE = 0.01  # seconds, so that readers do not starve who publishes
_ASKED = """
    SELECT (SELECT list(sha256 ORDER BY sha256) FROM documents), (SELECT count(*) FROM event_mentions),
        (SELECT list(event_id ORDER BY event_id) FROM events), (SELECT count(*) FROM runs)
"""


def ask_sql(output: Path) -> str:
    """The answer of the database, asked twice over one connection."""
    with duckdb.connect(output / DATABASE, read_only=True) as connection:
        asked, again = (repr(connection.execute(_ASKED).fetchall()) for _ in range(2))
        return asked if asked == again else f"{asked} and then {again}"


def ask_scan(output: Path) -> str:
    """The answer of Polars over the snapshot shown."""
    return repr(scan(output, "documents").select("doc_id", "text").collect().rows())


def ask_path(output: Path) -> str | None:
    """The answer of Polars over the public name, which it opens twice; None if it was led elsewhere in between."""
    try:
        return repr(pl.scan_parquet(output / "documents.parquet").select("doc_id", "text").collect().rows())
    except BaseException:  # a panic of Polars is no Exception
        return None


READERS = {"SQL": ask_sql, "scans": ask_scan, "scans of the public name": ask_path}


def read_on(output: Path, kind: str, known: list[str], signals: tuple[Any, Any], answers: Any) -> None:  # noqa: ANN401
    """Ask the tables the same question until told to stop; put the kind, numbers of answers and of none, a problem."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    ready, stop = signals
    count, none, wrong = 0, 0, None
    try:
        READERS[kind](output)
        ready.wait(_PATIENCE)
        while not stop.is_set():
            asked = READERS[kind](output)
            time.sleep(_PAUSE)
            count, none = count + (asked is not None), none + (asked is None)
            if asked is not None and asked not in known:
                wrong = f"{kind}: a torn read: {asked[:200]}"
                break
    except BaseException:
        wrong = f"{kind}: {traceback.format_exc()[-300:]}"
    answers.put((kind, count, none, wrong))


def readers(site: Site, publications: int, each: int) -> None:
    """Readers ask DuckDB, two ask Polars and two Polars by the public name, in loops while tables are published."""
    since = time.monotonic()
    known: dict[str, list[str]] = {kind: [] for kind in READERS}
    sets: list[dict[str, pl.DataFrame]] = []
    for articles in (BEFORE, AFTER):
        site.write(articles)
        site.run()
        sets.append({name: pl.read_parquet(site.output / f"{name}.parquet") for name in TABLES})
        for kind, ask in READERS.items():
            known[kind].append(str(ask(site.output)))
    kinds = ["SQL"] * each + ["scans", "scans of the public name"] * 2
    ready, stop, answers = PROCESSES.Barrier(len(kinds) + 1), PROCESSES.Event(), PROCESSES.SimpleQueue()
    processes = [
        PROCESSES.Process(target=read_on, args=(site.output, kind, known[kind], (ready, stop), answers))
        for kind in kinds
    ]
    for process in processes:
        process.start()
    ready.wait(_PATIENCE)
    for number in range(publications):
        publish(sets[number % 2], site.output)
    stop.set()
    found = [answers.get() for _ in processes]
    for process in processes:
        process.join()
    problems = [wrong for *_, wrong in found if wrong]
    problems += [f"{kind}: a reader had no answer" for kind, count, _, _ in found if not count]
    for kind in READERS:
        counts = [(count, none) for other, count, none, _ in found if other == kind]
        answered, none = (sum(numbers) for numbers in zip(*counts, strict=True))
        problems += [f"{kind}: {none} without an answer"] if none and kind != "scans of the public name" else []
        print(f"  {len(counts)} readers by {kind}: {answered} answers, {none} to be asked again", flush=True)
    check(problems, f"{len(processes)} readers during {publications} publications: no error, no torn read", since)


def together(site: Site, count: int) -> None:
    """Runs at once into one output, over other inputs and over the same: each waits for the writing of others."""
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
        problems += crowd(site, parts, site.folder / f"crowd-{number}", wanted)
    check(problems, f"{3 * count} times runs at once, over other inputs, over the same, four of which one dies", since)


def crowd(site: Site, parts: list[Path], output: Path, wanted: dict[str, str]) -> list[str]:
    """Both inputs twice, all at once; one of the runs is killed as it leaves its mentions, and the others make up."""
    place = ("pipelines.runner.workspace:Workspace", "put_mentions", "before")
    doomed = site.start(parts[0], output=output, die=place)
    others = [site.start(part, output=output) for part in (*parts, parts[1])]
    for process in (doomed, *others):
        process.join()
    problems = [f"exit code {process.exitcode} in a crowd" for process in others if process.exitcode]
    return problems if fingerprint(output) == wanted else [*problems, "a crowd makes other tables"]
