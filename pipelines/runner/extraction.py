"""Many documents to mention tables, chunk by chunk: known ones from the cache, the rest by an engine.

Whatever the engine, rows come out in the order of the input, and each document is read by itself: nothing in one
document's rows depends on its neighbours. No more than a window of documents and one chunk of rows is held at a time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pipelines.engines.processes import in_processes
from pipelines.engines.ray import Job, in_ray
from pipelines.engines.tasks import Answer, Task, WorkerError, in_this_process
from pipelines.extract.extractor import Rows, extract_rows, prepare
from pipelines.ingest.document import Document
from pipelines.runner import progress
from pipelines.runner.chunks import chunks
from pipelines.runner.fact_cache import FactCache
from pipelines.runner.mention_frames import Frames, concatenated, to_frames
from pipelines.runner.versions import extractor_version

ENGINE_VARIABLE = "SITREP_ENGINE"
"""`local`, the default, has processes of this machine extract; `ray` or `ray://HOST:PORT` a Ray cluster."""

_RAY_ADDRESS = "RAY_ADDRESS"

_CHUNK = 64
_CHUNK_CHARS = 1_000_000
_FEW = 8
_FEW_CHARS = 100_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """The mention tables of some documents in input order, and how many came out of the cache or were lost."""

    frames: Frames
    documents: int
    cached: int
    lost: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """The mention tables of all documents in input order, and how many of them came out of the cache."""

    frames: Frames
    cached: int


def extract_documents(documents: Sequence[Document], cache: FactCache | None, workers: int) -> Extraction:
    """All mention tables of documents at once, for few of them; see `extract_chunks`."""
    found = list(extract_chunks(documents, cache, workers, total=len(documents)))
    return Extraction(concatenated([chunk.frames for chunk in found]), sum(chunk.cached for chunk in found))


def extract_chunks(
    documents: Iterable[Document], cache: FactCache | None, workers: int, *, total: int, beside: int = 1
) -> Iterator[Chunk]:
    """The mention tables of documents, chunk by chunk. `cache=None` reads everything anew.

    `workers` is the number of processes, 0 one for each core that the engine has; on this machine `beside` batches
    under way have a share of its cores each. `total` is the number of documents, for those who watch the progress.
    Raises `WorkerError`.
    """
    answers = _watched(_answers(_tasks(documents, cache), workers, beside), total)
    for gathered in chunks(answers, _CHUNK, _CHUNK_CHARS, lambda answer: len(answer.document.text)):
        yield _chunk(gathered, cache)


def _watched(answers: Iterable[Answer], total: int) -> Iterator[Answer]:
    """Answers as they come, told to those who watch the progress."""
    words = 0
    progress.report(0, total, 0)
    for done, answer in enumerate(answers, 1):
        words += answer.rows["documents"][0]["word_count"]
        progress.report(done, total, words)
        yield answer


def _tasks(documents: Iterable[Document], cache: FactCache | None) -> Iterator[Task]:
    for document in documents:
        yield Task(document, None if cache is None else cache.get(document))


def _chunk(answers: Sequence[Answer], cache: FactCache | None) -> Chunk:
    new = [(answer.document, answer.rows) for answer in answers if answer.origin == "new"]
    if cache is not None and new:
        cache.put(new)
    rows: list[Rows] = [answer.rows for answer in answers]
    origins = Counter(answer.origin for answer in answers)
    return Chunk(to_frames(rows), len(answers), cached=origins["known"], lost=origins["lost"])


def _answers(tasks: Iterator[Task], workers: int, beside: int) -> Iterator[Answer]:
    """Answers in the order of the tasks. A few documents are read here, sooner than any other process could start."""
    for task in tasks:
        if task.known is not None:
            yield from in_this_process([task], extract_rows)
            continue
        first = [task, *_ahead(tasks)]
        fresh = [task.document for task in first if task.known is None]
        if len(fresh) < _FEW and sum(len(document.text) for document in fresh) < _FEW_CHARS:
            yield from in_this_process(first, extract_rows)
        else:
            yield from _by_engine(chain(first, tasks), workers, beside)


def _ahead(tasks: Iterator[Task]) -> Iterator[Task]:
    """The next tasks, until there are more than a few to do."""
    fresh = 1
    for task in islice(tasks, 4 * _FEW):
        yield task
        fresh += task.known is None
        if fresh == _FEW:
            return


def _by_engine(tasks: Iterator[Task], workers: int, beside: int) -> Iterator[Answer]:
    engine = os.environ.get(ENGINE_VARIABLE) or "local"
    if engine == "local":
        yield from in_processes(tasks, workers or max(1, (os.cpu_count() or 1) // beside), prepare, extract_rows)
    elif engine == "ray" or engine.startswith("ray://"):
        address = os.environ.get(_RAY_ADDRESS) if engine == "ray" else engine
        yield from in_ray(tasks, Job(prepare, extract_rows, extractor_version), address=address or None, count=workers)
    else:
        raise WorkerError(f"{ENGINE_VARIABLE}={engine}: no such engine: say local, ray or ray://HOST:PORT")
