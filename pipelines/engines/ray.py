"""Documents extracted on a Ray cluster, by Ray Data: Arrow blocks go to a pool of actors, and come back in their order.

Each actor takes one processor of one node and watches over a process of its own, as the processes of one machine are
watched: a document that kills its process is refused by name, and the actor lives on. Where a node is lost, Ray has
others do what it had in hand. Documents go out in windows, so that neither the driver nor the cluster ever holds all.
"""

from __future__ import annotations

import importlib
import logging
import os
import pickle
import socket
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from pipelines.engines.processes import Workers, portable
from pipelines.engines.tasks import Answer, Extract, Task, WorkerError
from pipelines.ingest.document import Document
from pipelines.messages import one_line

_BLOCK: Final = 32  # documents that an actor is given at a time, unless their text is long
_BLOCK_CHARS: Final = 64_000
_ROUNDS: Final = 8  # blocks that an actor is to get, where there are documents enough, so that all end together
_WINDOW_CHARS: Final = 4_000_000  # text that the cluster is given at a time, per actor: minutes of work
_MOST_CHARS: Final = 256_000_000
_IN_HAND: Final = 2  # blocks that an actor holds, so that it never waits for the next
_REACH_SECONDS: Final = 20.0
_FIELDS: Final = Document.__slots__
_COLUMNS: Final = ("doc_id", "origin", "rows")
_HEAD: Final = "node:__internal_head__"  # a resource that the head of a cluster has, and no other node


@dataclass(frozen=True, slots=True)
class Job:
    """What the actors run: functions that every node can import; `version` must say there what it says here."""

    prepare: Callable[[], object]
    extract: Extract
    version: Callable[[], str]


def in_ray(tasks: Iterator[Task], job: Job, *, address: str | None, count: int) -> Iterator[Answer]:
    """Answer tasks on the cluster at `address`, or on one of this machine that is started for it and ended after it.

    `count` is the number of actors, 0 as many as the cluster has processors. Raises `WorkerError`, and whatever
    `prepare` or `extract` raises.
    """
    with _cluster(address, count) as (ray, processors):
        actors = count or processors
        for window in _windows(tasks, min(_WINDOW_CHARS * actors, _MOST_CHARS)):
            yield from _answers(ray, window, job, actors)


class _Coordinator:
    """An actor on the head of the cluster: hands out blocks by Ray Data, and gives what comes back, in order.

    It is there since Ray Data runs inside of a cluster alone, and whoever asks may be outside.
    """

    def __init__(self, blocks: list[Any], job: Job, version: str, actors: int) -> None:
        data: Any = importlib.import_module("ray.data")
        context = data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        pool = data.ActorPoolStrategy(
            min_size=1, max_size=actors, initial_size=actors, max_tasks_in_flight_per_actor=_IN_HAND
        )
        read = data.from_arrow_refs(blocks).map_batches(
            _Reader,
            fn_constructor_args=(job, version),
            batch_size=None,
            batch_format="pyarrow",
            compute=pool,
            num_cpus=1,
        )
        self._batches = iter(read.iter_batches(batch_size=None, batch_format="pyarrow"))

    def following(self) -> pa.Table | None:
        """The next block of answers, None after the last."""
        return next(self._batches, None)


class _Reader:
    """An actor: a block of documents in, a block of pickled rows out."""

    def __init__(self, job: Job, version: str) -> None:
        self._version, self._expected = job.version(), version
        self._workers = Workers(1, job.prepare, job.extract)

    def __call__(self, block: pa.Table) -> pa.Table:
        try:
            if self._version != self._expected:
                versions = f"{self._version} on {os.uname().nodename}, {self._expected} here"
                raise WorkerError(f"the cluster has another version of sitrep ({versions}): give every node the same")
            tasks = (Task(Document(**row)) for row in block.to_pylist())
            return _table([(a.document.doc_id, a.origin, a.rows) for a in self._workers.answers(tasks)])
        except Exception as problem:
            return _table([("", "error", portable(problem))])


def _table(rows: list[tuple[str, str, Any]]) -> pa.Table:
    ids, origins, values = zip(*rows, strict=True)
    pickled = pa.array([pickle.dumps(value) for value in values], pa.large_binary())
    return pa.table([pa.array(ids, pa.string()), pa.array(origins, pa.string()), pickled], names=list(_COLUMNS))


def _windows(tasks: Iterator[Task], chars: int) -> Iterator[list[Task]]:
    """Tasks, so many at a time as their texts allow."""
    window: list[Task] = []
    taken = 0
    for task in tasks:
        window.append(task)
        taken += len(task.document.text)
        if taken >= chars:
            yield window
            window, taken = [], 0
    if window:
        yield window


def _answers(ray: Any, window: list[Task], job: Job, actors: int) -> Iterator[Answer]:  # noqa: ANN401 - the module
    fresh = [task.document for task in window if task.known is None]
    nothing: tuple[Any, Any, Any] = (None, None, None)
    with closing(_extracted(ray, fresh, job, actors)) as found:
        for task in window:
            if task.known is not None:
                yield Answer(task.document, task.known, "known")
                continue
            doc_id, origin, rows = next(found, nothing)
            if origin == "error":
                raise rows
            if doc_id != task.document.doc_id:
                raise WorkerError(f"the cluster gave no rows for {task.document.uri}: run again")
            yield Answer(task.document, rows, origin)


def _extracted(
    ray: Any,  # noqa: ANN401 - the module
    documents: list[Document],
    job: Job,
    actors: int,
) -> Generator[tuple[Any, Any, Any], None, None]:
    """Id, origin and rows of each document, in order."""
    if not documents:
        return
    blocks = [ray.put(block) for block in _blocks(documents, actors)]
    coordinator = ray.remote(num_cpus=0, resources={_HEAD: 0.001})(_Coordinator).remote(
        blocks, job, job.version(), min(actors, len(blocks))
    )
    asked = deque(coordinator.following.remote() for _ in range(_IN_HAND))
    try:
        while (table := ray.get(asked.popleft())) is not None:
            asked.append(coordinator.following.remote())
            columns = (table.column(name).to_pylist() for name in _COLUMNS)
            for doc_id, origin, rows in zip(*columns, strict=True):
                yield doc_id, origin, pickle.loads(rows)  # noqa: S301 - our own actors' bytes
    except ray.exceptions.RayError as problem:
        reason = str(problem).strip().rpartition("\n")[2][:500]
        raise WorkerError(f"the Ray cluster failed: {reason}: look into its logs, and run again") from problem
    finally:
        ray.kill(coordinator)


def _blocks(documents: list[Document], actors: int) -> Iterator[pa.Table]:
    """Documents, so many at a time that every actor gets several blocks, and none that takes it long."""
    most = max(1, min(_BLOCK, len(documents) // (actors * _ROUNDS)))
    block: list[Document] = []
    for document in documents:
        block.append(document)
        if len(block) == most or sum(len(each.text) for each in block) >= _BLOCK_CHARS:
            yield _block(block)
            block = []
    if block:
        yield _block(block)


def _block(documents: list[Document]) -> pa.Table:
    return pa.table({name: [getattr(document, name) for document in documents] for name in _FIELDS})


@contextmanager
def _cluster(address: str | None, count: int) -> Iterator[tuple[Any, int]]:
    """Join a cluster, or start one here, unless this process has done so before; yields Ray, and the processors."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        ray: Any = importlib.import_module("ray")
    except ImportError as problem:
        raise WorkerError(f"SITREP_ENGINE=ray needs Ray ({one_line(problem)}): pip install 'sitrep[ray]'") from problem
    joined = ray.is_initialized()
    if not joined:
        _join(ray, address, count)
    try:
        yield ray, max(int(ray.cluster_resources().get("CPU", 0)), 1)
    finally:
        if not joined:
            ray.shutdown()


def _join(ray: Any, address: str | None, count: int) -> None:  # noqa: ANN401 - the module
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    local = {"num_cpus": count or os.cpu_count(), "include_dashboard": False}
    try:
        _reach(address)
        ray.init(address or "local", **quiet, **({} if address else local))
    except (OSError, ValueError, RuntimeError, AssertionError) as problem:
        place, reason = address or "this machine", one_line(problem)[:300]
        remedy = (
            "start one with `ray start --head`, name it in RAY_ADDRESS, and set RAY_AUTH_MODE=token if it wants one"
        )
        raise WorkerError(f"no Ray cluster at {place}: {reason}: {remedy}") from problem


def _reach(address: str | None) -> None:
    """Raise OSError where nobody listens at HOST:PORT: Ray itself would try for minutes."""
    host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
    if colon:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_REACH_SECONDS).close()
