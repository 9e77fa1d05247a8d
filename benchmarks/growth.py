"""How time and memory grow with the number of articles, and what else a run costs beside extraction.

    python benchmarks/growth.py [--sizes 1000,10000] [--words 60] [--workers 2] [--file FILE.jsonl]

Made-up reports, all different, are read and extracted, resolved and published, each size into an empty output in a
process of its own; then the largest is run again with nothing changed. Without `--file` texts are made up; with it they
are the articles of the file, over and over, each with a first line of its own. Prints for each size the seconds that
processors spent on each stage, those of workers included, so that other programs matter little, and the peak memory of
the main process and of its largest worker; then the exponents of time, the ratio of memory, of whole run to extraction,
and of the run with nothing changed to the full one.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

WHO = ("Gunmen", "The army", "Police", "Rebels", "Protesters", "The ministry", "Officials in {town}", "Aid workers")
DID = (
    "attacked a checkpoint near {town} on {day}, killing {n} soldiers",
    "arrested {n} people in {town} on {day}",
    "said on {day} that {n} houses in {town} had been flooded",
    "promised {n} million dollars in aid to {town}",
    "denied that {n} civilians had died in {town}",
    "will hold talks with the governor of {town} next week",
    "marched through {town} on {day} to demand the release of {n} prisoners",
)
TOWNS = ("Tellin", "Nairobi", "Orva", "Valparaiso", "Peshawar", "Gaza", "Lagos", "Davao", "Odesa", "Caracas")
DAYS = ("Monday", "Tuesday", "Wednesday", "3 May", "12 June", "last week")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of processors, and megabytes at the peak, of one size."""

    read: float
    extract: float
    rest: float
    main: float
    worker: float
    end: float

    @property
    def whole(self) -> float:
        """Seconds of processors for the whole run."""
        return self.read + self.extract + self.rest


def made_up(count: int, words: int) -> Iterator[dict[str, str]]:
    """So many reports of about so many words, no two alike."""
    chance = random.Random(1)
    for number in range(count):
        sentences: list[str] = []
        while sum(len(sentence.split()) for sentence in sentences) < words:
            told = f"{chance.choice(WHO)} {chance.choice(DID)}."
            sentences.append(told.format(town=chance.choice(TOWNS), day=chance.choice(DAYS), n=chance.randint(2, 900)))
        yield {"id": f"made-up-{number}", "text": f"Report {number}\n\n{' '.join(sentences)}"}


def repeated(file: Path, count: int) -> Iterator[dict[str, str]]:
    """The texts of a file over and over, each time with another first line."""
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    for number in range(count):
        yield {"id": f"copy-{number}", "text": f"Copy {number}\n\n{texts[number % len(texts)]}"}


def measure(folder: Path, workers: int, answers: multiprocessing.SimpleQueue[Measured]) -> None:
    """In a process of its own: all stages over `articles.jsonl` of a folder."""
    os.environ["SOURCE_DATE_EPOCH"] = "1600000000"
    from pipelines.runner import stages  # noqa: PLC0415
    from pipelines.runner.batches import batch_of  # noqa: PLC0415
    from pipelines.runner.workspace import Workspace  # noqa: PLC0415

    batch, workspace = batch_of(folder / "articles.jsonl"), Workspace(folder / "out")
    workspace.create()
    run_id = f"r{time.time_ns()}"
    moments = [spent()]
    stages.read(workspace, batch, run_id)
    moments.append(spent())
    stages.extract(workspace, batch, run_id, workers=workers, use_cache=True)
    moments.append(spent())
    main, worker = peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN)
    stages.resolve(workspace, run_id)
    stages.publish_tables(workspace, run_id)
    moments.append(spent())
    seconds = [after - before for before, after in pairwise(moments)]
    answers.put(Measured(*seconds, main, worker, peak(resource.RUSAGE_SELF)))


def spent() -> float:
    """Seconds that processors have spent on this process and on those that it has ended."""
    found = os.times()
    return found.user + found.system + found.children_user + found.children_system


def peak(who: int) -> float:
    """Megabytes at the peak."""
    return resource.getrusage(who).ru_maxrss / 1024


def measured(folder: Path, workers: int) -> Measured:
    """All stages in a fresh process."""
    processes = multiprocessing.get_context("spawn")
    answers = processes.SimpleQueue()
    process = processes.Process(target=measure, args=(folder, workers, answers))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"the run died with exit code {process.exitcode}")
    return answers.get()


def main() -> None:
    """Measure every size and print what follows from it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of articles, with commas")
    parser.add_argument("--words", type=int, default=60, help="words of a made-up article")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--file", type=Path, help="JSON Lines with a `text` in each line")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    results: dict[int, Measured] = {}
    print(
        f"{'articles':>8} {'reading':>9} {'extraction':>11} {'the rest':>9} {'MB main':>8} {'MB worker':>10}"
        f" {'MB at the end':>14}",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as temporary:
        for size in sizes:
            folder = Path(temporary, str(size))
            folder.mkdir()
            articles = repeated(options.file, size) if options.file else made_up(size, options.words)
            with (folder / "articles.jsonl").open("w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(article) + "\n" for article in articles)
            results[size] = found = measured(folder, options.workers)
            times = f"{found.read:8.1f}s {found.extract:10.1f}s {found.rest:8.1f}s"
            print(f"{size:8} {times} {found.main:8.0f} {found.worker:10.0f} {found.end:14.0f}", flush=True)
        again = measured(folder, options.workers)
    first, last = results[sizes[0]], results[sizes[-1]]
    if len(sizes) > 1:
        factor = math.log(sizes[-1] / sizes[0])
        print(f"exponent of time, extraction     {math.log(last.extract / first.extract) / factor:8.2f}")
        print(f"exponent of time, the whole run  {math.log(last.whole / first.whole) / factor:8.2f}")
        print(f"peak memory of a worker, ratio   {last.worker / first.worker:8.2f}")
        print(f"peak memory of the main process until extracted, ratio {last.main / first.main:8.2f}")
    print(f"whole run / extraction           {last.whole / last.extract:8.2f}")
    print(f"nothing changed / full run       {again.whole / last.whole:8.3f}   ({again.whole:.1f} s)")


if __name__ == "__main__":
    main()
