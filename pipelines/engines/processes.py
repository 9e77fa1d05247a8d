"""Worker processes that are watched over: one that dies is replaced, and costs one document at the most.

A worker holds two documents, the one that it reads and the next. Where it dies, or reads beyond all measure, the first
document that it has not answered is at fault. That one is read once more when the others are done, by a new worker
alone on the machine; if that one dies too, the document is refused by name, and its rows are not kept.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from pipelines.engines.tasks import Answer, Extract, Task, WorkerError
from pipelines.extract.extractor import refused
from pipelines.ingest.document import Document
from pipelines.messages import one_line

_HELD: Final = 2
_WINDOW: Final = 32  # documents taken but not yet given back, per worker
_WINDOW_CHARS: Final = 4_000_000
_PATIENCE: Final = 300.0  # seconds that any document may take, and beyond them for each character:
_PATIENCE_PER_CHAR: Final = 0.01  # a hundred times what it should
_STILLBORN: Final = 3  # workers in a row that may die before they are ready

_Numbered = tuple[int, Document]


class _Worker:
    """A process, the pipe to it, and the documents that it was given and has not answered."""

    def __init__(self, prepare: Callable[[], object], extract: Extract) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, prepare, extract), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.held: deque[_Numbered] = deque()
        self.since = time.monotonic()

    def give(self, numbered: _Numbered) -> None:
        if not self.held:
            self.since = time.monotonic()
        self.held.append(numbered)
        with suppress(OSError):  # it is dead: the next look at the pipe tells
            self.connection.send(numbered)

    def answered(self) -> Document:
        self.since = time.monotonic()
        return self.held.popleft()[1]

    def overdue(self) -> bool:
        """Whether its document takes longer than it should, and no answer is waiting to be heard."""
        allowed = _PATIENCE + _PATIENCE_PER_CHAR * (len(self.held[0][1].text) if self.held else 0)
        return bool(self.held) and time.monotonic() - self.since > allowed and not self.connection.poll()

    def stop(self, patience: float = 0) -> int | None:
        """End the process and tell its exit code; one that is dying has `patience` seconds to do so."""
        self.connection.close()
        self.process.join(timeout=patience)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        return code


def in_processes(
    tasks: Iterator[Task], count: int, prepare: Callable[[], object], extract: Extract
) -> Iterator[Answer]:
    """Answer tasks by `count` processes, each of which calls `prepare` first. Both functions must be importable.

    Raises `WorkerError` where processes die before they are ready, and whatever `prepare` or `extract` raises.
    """
    workers = Workers(count, prepare, extract)
    try:
        yield from workers.answers(tasks)
    finally:
        workers.stop()


class Workers:
    """Watched processes, what waits for them and what they gave."""

    def __init__(self, count: int, prepare: Callable[[], object], extract: Extract) -> None:
        """Start `count` processes, each of which calls `prepare` first. Both functions must be importable."""
        self._tasks: Iterator[Task] = iter(())
        self._prepare, self._extract = prepare, extract
        self._workers = [self._new() for _ in range(count)]
        self._window = _WINDOW * count
        self._taken = self._given = self._chars = self._stillborn = 0
        self._more = False
        self._todo: deque[_Numbered] = deque()
        self._suspects: deque[_Numbered] = deque()
        self._alone: int | None = None
        self._found: dict[int, Answer] = {}

    def answers(self, tasks: Iterator[Task]) -> Iterator[Answer]:
        """Answer tasks in their order, raising as `in_processes` does; more may be asked once all are answered."""
        self._tasks, self._more = tasks, True
        while True:
            self._take()
            self._feed()
            while (answer := self._found.pop(self._given, None)) is not None:
                self._given += 1
                self._chars -= len(answer.document.text)
                yield answer
                self._take()
                self._feed()
            if self._given == self._taken and not self._more:
                return
            self._listen()

    def _new(self) -> _Worker:
        return _Worker(self._prepare, self._extract)

    def stop(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.stop()

    def _take(self) -> None:
        """Take tasks up to the bounds."""
        while self._more and self._taken - self._given < self._window and self._chars < _WINDOW_CHARS:
            task = next(self._tasks, None)
            if task is None:
                self._more = False
                return
            self._chars += len(task.document.text)
            if task.known is not None:
                self._found[self._taken] = Answer(task.document, task.known, "known")
            else:
                self._todo.append((self._taken, task.document))
            self._taken += 1

    def _feed(self) -> None:
        """Give documents to workers, the idle first; one under suspicion only when all are idle, and nothing else."""
        if self._alone is not None:
            return
        ready = [worker for worker in self._workers if worker.ready]
        if self._suspects:
            if ready and not any(worker.held for worker in self._workers):
                self._alone = self._suspects[0][0]
                ready[0].give(self._suspects.popleft())
            return
        for held in range(_HELD):
            for worker in ready:
                if self._todo and len(worker.held) == held:
                    worker.give(self._todo.popleft())

    def _listen(self) -> None:
        """Wait for what workers have to say, and look after those that say nothing."""
        by_pipe = {worker.connection: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), timeout=_PATIENCE / 10):
            worker = by_pipe[pipe]  # type: ignore[index]  # only connections were asked
            try:
                self._hear(worker, worker.connection.recv())
            except (EOFError, OSError):
                self._bury(worker)
        for worker in list(self._workers):
            if worker.overdue():
                self._bury(worker, "it took longer than any text of its length should")

    def _hear(self, worker: _Worker, said: Any) -> None:  # noqa: ANN401 - rows, an error, or None: ready
        if said is None:
            worker.ready, self._stillborn = True, 0
        elif isinstance(said, BaseException):
            raise said
        else:
            number = worker.held[0][0]
            self._answer(number, Answer(worker.answered(), said, "new"))

    def _answer(self, number: int, answer: Answer) -> None:
        self._found[number] = answer
        if number == self._alone:
            self._alone = None

    def _bury(self, worker: _Worker, reason: str | None = None) -> None:
        """Replace a worker and decide on the documents that it held."""
        held, ready = list(worker.held), worker.ready
        code = worker.stop(patience=0 if reason else 5)
        self._workers[self._workers.index(worker)] = self._new()
        if not ready:
            self._stillborn += 1
            if self._stillborn == _STILLBORN:
                raise WorkerError(f"worker processes die as they start ({_told(code)}): free memory or use --workers 1")
            return
        if not held:
            return
        (number, document), rest = held[0], held[1:]
        self._todo.extendleft(reversed(rest))
        if number == self._alone:
            why = reason or f"the process that read it died, and died again as it read nothing else ({_told(code)})"
            self._answer(number, Answer(document, refused(document, why), "lost"))
        else:
            self._suspects.append((number, document))


def _told(code: int | None) -> str:
    """An exit code in words."""
    if code is not None and code < 0:
        with suppress(ValueError):
            name = signal.Signals(-code).name
            return f"{name}, perhaps for want of memory" if name == "SIGKILL" else name
    return f"exit code {code}"


def _serve(connection: Connection, prepare: Callable[[], object], extract: Extract) -> None:
    """The worker: read documents as they come, answer in their order, end when nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    inbox: queue.SimpleQueue[_Numbered | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, inbox), daemon=True).start()
    with suppress(BrokenPipeError):
        try:
            prepare()
            connection.send(None)
            while (numbered := inbox.get()) is not None:
                connection.send(extract(numbered[1]))
        except MemoryError:
            os._exit(1)
        except BrokenPipeError:
            raise
        except Exception as problem:
            connection.send(portable(problem))


def portable(problem: Exception) -> Exception:
    """An error as it can be sent and raised elsewhere."""
    try:
        pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own bytes
    except Exception:
        return WorkerError(f"{type(problem).__name__}: {one_line(problem)}")
    return problem


def _receive(connection: Connection, inbox: queue.SimpleQueue[_Numbered | None]) -> None:
    """Take documents off the pipe at once, so that whoever sends one never waits for another to be read."""
    with suppress(EOFError, OSError):
        while True:
            inbox.put(connection.recv())
    inbox.put(None)
