"""Two workers beside one: how much of a second core a run puts to use.

    python benchmarks/scale.py FILE.jsonl [--limit N] [--workers 1,2]

The same texts are extracted with each number of workers, in turn and twice, in fresh processes and without the cache;
the better time of each counts. Time runs from the first document handed out to the last one back, start-up of the
workers included. Prints seconds, words a second, and the ratio to one worker: higher is better.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
EXTRACT = """
import json, sys, time
from pipelines.engines.processes import in_processes
from pipelines.engines.tasks import Task
from pipelines.extract.extractor import extract_rows, prepare
from pipelines.ingest.text import article, normalise

if __name__ == "__main__":
    lines = open(sys.argv[1], encoding="utf-8").read().splitlines()[:int(sys.argv[2])]
    texts = [normalise(json.loads(line)["text"]) for line in lines]
    tasks = [Task(article(text, uri=f"{n}", format_name="jsonl", external_id=str(n))) for n, text in enumerate(texts)]
    started = time.perf_counter()
    answers = sum(1 for _ in in_processes(iter(tasks), int(sys.argv[3]), prepare, extract_rows))
    assert answers == len(tasks)
    print(json.dumps({"seconds": time.perf_counter() - started, "words": sum(len(text.split()) for text in texts)}))
"""


def seconds(file: Path, limit: int, engine: str) -> dict[str, float]:
    """One pass in a fresh process."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    script = Path(os.environ.get("TMPDIR", "/tmp")) / f"sitrep-scale-{os.getpid()}.py"
    script.write_text(EXTRACT, encoding="utf-8")
    try:
        command = [sys.executable, str(script), str(file), str(limit), engine]
        done = subprocess.run(command, check=True, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    finally:
        script.unlink()
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Time every number of workers and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSON Lines with a `text` in each line")
    parser.add_argument("--limit", type=int, default=300, help="the first N documents alone")
    parser.add_argument("--workers", default="1,2")
    arguments = parser.parse_args()
    engines = arguments.workers.split(",")
    best: dict[str, float] = {}
    words = 0.0
    for _ in range(2):
        for engine in engines:
            found = seconds(arguments.file, arguments.limit, engine)
            words = found["words"]
            best[engine] = min(best.get(engine, found["seconds"]), found["seconds"])
    print(f"processors {os.cpu_count()}, load before {os.getloadavg()[1]:.1f}, words {words:.0f}")
    for engine, took in best.items():
        print(f"{engine:>6} worker(s) {took:8.1f} s {words / took:9.0f} words/s {best[engines[0]] / took:8.2f}×")


if __name__ == "__main__":
    main()
