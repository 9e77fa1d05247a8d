"""A Ray cluster of two nodes with a processor each, on this machine, beside one worker.

    python benchmarks/cluster.py FILE.jsonl [--limit N] [--rounds N]

The same texts are extracted by either, in turn, in fresh processes and without the cache; the better time of each
counts. Prints seconds from the first text handed out to the last one back, start-up of actors and workers included;
seconds from the answer at a quarter of the texts to that at 19 of 20, when all are at work; and the seconds that
processors spent on all processes of the engine, start-up included. The ratio of wall-clock times means little where
other programs want the processors: then look at what two processors of one's own would allow, twice the processor time
of one worker by that of the cluster. All ratios: higher is better.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from ray.cluster_utils import Cluster

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from pipelines.engines.processes import in_processes  # noqa: E402
from pipelines.engines.ray import Job, in_ray  # noqa: E402
from pipelines.engines.tasks import Answer, Task  # noqa: E402
from pipelines.extract.extractor import extract_rows, prepare  # noqa: E402
from pipelines.ingest.text import article, normalise  # noqa: E402
from pipelines.runner.versions import extractor_version  # noqa: E402

ENGINES = ("worker", "cluster")


def measure(file: Path, limit: int, engine: str) -> dict[str, float]:
    """Extract the texts in this process by an engine."""
    lines = file.read_text(encoding="utf-8").splitlines()[:limit]
    texts = [normalise(json.loads(line)["text"]) for line in lines]
    tasks = [Task(article(text, uri=f"{n}", format_name="jsonl", external_id=str(n))) for n, text in enumerate(texts)]
    if engine == "worker":
        return timed(in_processes(iter(tasks), 1, prepare, extract_rows), len(tasks))
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    job = Job(prepare, extract_rows, extractor_version)
    try:
        return timed(in_ray(iter(tasks), job, address=cluster.address, count=2), len(tasks))
    finally:
        cluster.shutdown()


def timed(answers: Iterator[Answer], count: int) -> dict[str, float]:
    """Times of the whole and of its middle, and what processors spent."""
    started, before = time.perf_counter(), processor_seconds()
    marks: dict[int, float] = {}
    for number, _ in enumerate(answers, start=1):
        if number in {count // 4, count * 19 // 20, count}:
            marks[number] = time.perf_counter()
        if number == count:
            spent = processor_seconds() - before
    first, last, ended = (marks[number] for number in sorted(marks))
    return {"whole": ended - started, "reading": last - first, "processors": spent}


def processor_seconds() -> float:
    """Seconds that processors spent on this process, on the nodes of its cluster, and on all that these started."""
    scratch = os.environ.get("RAY_TMPDIR", "")
    found: dict[int, float] = {}
    for process in psutil.process_iter():
        try:
            if process.pid == os.getpid() or scratch in " ".join(process.cmdline()):
                for one in [process, *process.children(recursive=True)]:
                    times = one.cpu_times()
                    found[one.pid] = times.user + times.system
        except psutil.Error:
            continue
    return sum(found.values())


def in_fresh_process(file: Path, limit: int, engine: str) -> dict[str, float]:
    """One pass of an engine."""
    command = [sys.executable, __file__, str(file), "--limit", str(limit), "--engine", engine]
    with tempfile.TemporaryDirectory(prefix="ray") as scratch:
        environment = {**os.environ, "RAY_TMPDIR": scratch, "RAY_USAGE_STATS_ENABLED": "0"}
        done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Time both engines and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSON Lines with a `text` in each line")
    parser.add_argument("--limit", type=int, default=600, help="the first N documents alone")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine:
        print(json.dumps(measure(arguments.file, arguments.limit, arguments.engine)))
        return
    best: dict[str, dict[str, float]] = {}
    for _ in range(arguments.rounds):
        for engine in ENGINES:
            found = in_fresh_process(arguments.file, arguments.limit, engine)
            best[engine] = {name: min(value, best.get(engine, found)[name]) for name, value in found.items()}
    one, two = best["worker"], best["cluster"]
    print(f"processors {os.cpu_count()}, load {os.getloadavg()[1]:.1f}, texts {arguments.limit}")
    print(f"{'':>24} {'one worker':>12} {'two nodes':>12} {'ratio':>8}")
    for name, told in (("whole", "seconds, start-up too"), ("reading", "seconds, in full swing")):
        print(f"{told:>24} {one[name]:12.1f} {two[name]:12.1f} {one[name] / two[name]:7.2f}×")
    bound = 2 * one["processors"] / two["processors"]
    print(f"{'processor seconds':>24} {one['processors']:12.1f} {two['processors']:12.1f} {bound:7.2f}× at best")


if __name__ == "__main__":
    main()
