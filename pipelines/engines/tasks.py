"""What goes into an engine and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.extract.extractor import Rows
from pipelines.ingest.document import Document

Extract = Callable[[Document], Rows]


class WorkerError(Exception):
    """The processes that extract documents cannot do their work, whatever the document."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be extracted; `known` are its rows where they need not be made again."""

    document: Document
    known: Rows | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a document: `known` before, `new`, or `lost` by an accident that another run may be spared."""

    document: Document
    rows: Rows
    origin: Literal["known", "new", "lost"]


def in_this_process(tasks: Iterable[Task], extract: Extract) -> Iterator[Answer]:
    """Answer tasks one after the other, here."""
    for task in tasks:
        if task.known is not None:
            yield Answer(task.document, task.known, "known")
        else:
            yield Answer(task.document, extract(task.document), "new")
