"""Time and memory of resolution as the number of event mentions grows, and the exponent of its growth.

    python benchmarks/resolution.py [--mentions 10000 30000 100000] [--profile]

The mentions are those of the stories of `benchmarks/linking.py`, copied many times: each copy is of other days, among
people, groups and towns of other names, and one in five is told a second time with another toll. More copies cover a
longer time, ten days each, so that the news of a day stays as dense as it is; names recur. All runs on one core;
each size is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import os
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "benchmarks")]

Rows = dict[str, list[dict[str, Any]]]

_TOLD_TWICE = 0.2
_NAMES = 400  # variants of each name: a town or a group is in many copies
_DAYS = 10  # per copy of all stories
_IDS = ("doc_id", "mention_id", "event_id", "actor_id", "actor_mention_id", "place_id", "place_mention_id", "source_id")
_MORE_IDS = ("attribution_id", "outer_attribution_id", "figure_id", "time_mention_id")
_NAMED = ("person:", "name:", "geonames:")


def perturbed(rows: Rows, mentions: int, seed: int = 1) -> Rows:
    """Copies of all rows until there are so many mentions."""
    rng = random.Random(seed)
    out: Rows = {name: [] for name in rows}
    number, span = 0, _DAYS * (1 + mentions // len(rows["event_mentions"]))
    while len(out["event_mentions"]) < mentions:
        days, variant = rng.randrange(span), rng.randrange(_NAMES)
        for again in range(1 + (rng.random() < _TOLD_TWICE)):
            for name, table in rows.items():
                out[name] += [_copy(row, number, days, variant, toll=again) for row in table]
            number += 1
    return out


def _copy(row: dict[str, Any], number: int, days: int, variant: int, toll: int) -> dict[str, Any]:
    out = dict(row)
    for column in (*_IDS, *_MORE_IDS):
        if out.get(column) is not None:
            out[column] = f"{out[column]}.{number}"
    for column in ("date_start", "date_end", "published_at"):
        if out.get(column) is not None:
            out[column] += dt.timedelta(days=days)
    if str(out.get("key", "")).startswith(_NAMED):
        out["key"] += f" {_syllables(variant)}"
        out["name"] += f" {_syllables(variant).capitalize()}"
    if "evidence" in out:
        out["evidence"] = " ".join(f"{w}{_syllables(variant)}" if len(w) > 5 else w for w in out["evidence"].split())
    if "measure" in out and out["value"] is not None:
        out |= {bound: out[bound] + toll for bound in ("low", "value", "high") if out[bound] is not None}
    if "word_count" in out:
        out["text"] = " ".join(f"{word}{_syllables(variant)}" for word in out["text"].split())
    return out


def _syllables(number: int) -> str:
    return "".join("bakedomiru"[2 * int(digit) % 10 :][:2] for digit in str(number))


def measure(path: Path, mentions: int, *, profile: bool) -> None:
    """Resolve so many mentions; print their number, seconds and peak memory in MiB."""
    from pipelines.resolve import resolution  # noqa: PLC0415 - after the number of threads is set
    from pipelines.runner.mention_frames import to_frames  # noqa: PLC0415

    with path.open("rb") as stream:
        rows = pickle.load(stream)
    tables = to_frames([perturbed(rows, mentions)])
    tables.pop("rejects")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    profiler = cProfile.Profile() if profile else None
    start = time.process_time()
    found = profiler.runcall(resolution, tables) if profiler else resolution(tables)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = {name: found.frames[name].height for name in ("documents", "events", "actors", "event_links")}
    print(tables["event_mentions"].height, round(seconds, 2), peak // 1024, before // 1024, counts, found.report)
    if profiler:
        profiler.print_stats("cumtime")


def main() -> None:
    """Measure each size and print the fitted exponent between them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--rows", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.rows:
        measure(arguments.rows, arguments.mentions[0], profile=arguments.profile)
        return
    from linking import extracted, read_stories  # noqa: PLC0415 - loads the reader

    tables = {name: table.to_dicts() for name, table in extracted(read_stories()).items()}
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.pickle"
        path.write_bytes(pickle.dumps(tables))
        for mentions in arguments.mentions:
            command = [sys.executable, __file__, "--rows", str(path), "--mentions", str(mentions)]
            command += ["--profile"] if arguments.profile else []
            environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
            done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)
            first, *rest = done.stdout.splitlines()
            number, seconds, peak = first.split()[:3]
            measured.append((int(number), float(seconds)))
            print(f"{number} mentions: {seconds} s, {peak} MiB at most; {first.split(maxsplit=4)[4]}", *rest, sep="\n")
    for (few, short), (many, long) in pairwise(measured):
        print(f"exponent from {few} to {many}: {log(long / short) / log(many / few):.2f}")


if __name__ == "__main__":
    main()
