"""Reading and extracting many documents: known ones from the cache, the rest here or in worker processes.

Whatever the number of workers, rows come out in the order of the input, and each document is read by itself: nothing in
one document's rows depends on its neighbours.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice

from pipelines.ingest.document import Document
from pipelines.lexicon import LexiconError
from pipelines.runner import progress
from pipelines.runner.fact_cache import FactCache, Rows
from pipelines.runner.mention_frames import Frames, concatenated, to_frames

_CHUNK = 32
_TASK = 8


class WorkerError(Exception):
    """A worker process ended without an answer."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The mention tables of documents in input order, and how many of them came out of the cache."""

    frames: Frames
    cached: int


def extract_rows(document: Document) -> Rows:
    """Every row of one document. A document on which the extractors fail keeps its own row and is refused by name.

    Raises `LexiconError` and whatever keeps the model from loading: those are no fault of the document.
    """
    from pipelines.extract.document import extract  # noqa: PLC0415 - heavy, and only needed where a text is read
    from pipelines.extract.facts import Facts  # noqa: PLC0415
    from pipelines.extract.rows import rows  # noqa: PLC0415
    from pipelines.language import load_reader  # noqa: PLC0415

    reader = load_reader()
    try:
        reading = reader.read(document.text, document.title)
        return rows(document, extract(reading, document.published_at))
    except LexiconError:
        raise
    except Exception as problem:
        out = rows(document, Facts())
        reason = f"no facts could be extracted: {type(problem).__name__}: {' '.join(str(problem).split())}"
        return {
            **out,
            "rejects": [{"stage": "extract", "uri": document.uri, "doc_id": document.doc_id, "reason": reason}],
        }


def _extract_task(documents: Sequence[Document]) -> list[Rows]:
    return [extract_rows(document) for document in documents]


def extract_documents(documents: Sequence[Document], cache: FactCache | None, workers: int) -> Extraction:
    """The mention tables of documents. `cache=None` reads everything anew. Raises `WorkerError`."""
    known = {d.doc_id for d in documents if cache.has(d)} if cache is not None else set()
    fresh = _extracted([document for document in documents if document.doc_id not in known], workers)
    chunks: list[Frames] = []
    done = words = 0
    progress.report(0, len(documents), 0)
    for start in range(0, len(documents), _CHUNK):
        rows: list[Rows] = []
        news: list[tuple[Document, Rows]] = []
        for document in documents[start : start + _CHUNK]:
            found = cache.get(document) if cache is not None and document.doc_id in known else None
            if found is None:
                found = extract_rows(document) if document.doc_id in known else next(fresh)
                news.append((document, found))
            rows.append(found)
            done += 1
            words += found["documents"][0]["word_count"]
            progress.report(done, len(documents), words)
        if cache is not None and news:
            cache.put(news)
        chunks.append(to_frames(rows))
    return Extraction(concatenated(chunks), cached=len(known))


def _extracted(documents: Sequence[Document], workers: int) -> Iterator[Rows]:
    """Rows document by document, in order; worker processes only where there is work for several."""
    tasks = [documents[start : start + _TASK] for start in range(0, len(documents), _TASK)]
    workers = min(workers, len(tasks))
    if workers <= 1:
        yield from map(extract_rows, documents)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            for answer in _ordered(pool, tasks, ahead=4 * workers):
                yield from answer
        except BrokenProcessPool as problem:
            raise WorkerError(
                "a worker process died, perhaps for want of memory: run again with --workers 1"
            ) from problem
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _ordered(pool: ProcessPoolExecutor, tasks: Sequence[Sequence[Document]], ahead: int) -> Iterator[list[Rows]]:
    """Answers in the order of the tasks, with no more than `ahead` of them under way or waiting."""
    waiting = iter(tasks)
    pending = [pool.submit(_extract_task, task) for task in islice(waiting, ahead)]
    while pending:
        answer = pending.pop(0).result()
        pending += [pool.submit(_extract_task, task) for task in islice(waiting, 1)]
        yield answer
