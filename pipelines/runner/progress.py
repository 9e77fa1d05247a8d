"""How far extraction is, told to whoever listens: the command line shows a bar, Dagster's own runs log lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[int, int, int], None]

_listeners: list[Listener] = []


def report(done: int, total: int, words: int) -> None:
    """Say that `done` of `total` documents are through, `words` words in all so far."""
    for listener in _listeners:
        listener(done, total, words)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call `listener(done, total, words)` on every report meanwhile."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
