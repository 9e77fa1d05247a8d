"""Which reader reads which file: a format is a name, its file endings and a function from a file to articles.

A new format is a module that calls `register` and a line in `_MODULES`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.ingest.document import Document, Refusal

ReadFile = Callable[[Path, str], Iterator[Document | Refusal]]

_MODULES = ("pipelines.ingest.plain_text", "pipelines.ingest.json_lines")
_READERS: dict[str, Reader] = {}


@dataclass(frozen=True, slots=True)
class Reader:
    """A format family. `read(path, uri)` yields articles and refusals in file order and raises `OSError` alone."""

    format: str
    suffixes: tuple[str, ...]
    read: ReadFile


def register(format_name: str, suffixes: Iterable[str]) -> Callable[[ReadFile], ReadFile]:
    """Enter a function as the reader of the files that end in `suffixes` (lower case, with the dot)."""

    def enter(read: ReadFile) -> ReadFile:
        reader = Reader(format_name, tuple(suffixes), read)
        for suffix in reader.suffixes:
            if suffix in _READERS:
                raise ValueError(f"two readers for {suffix}: {_READERS[suffix].format} and {format_name}")
            _READERS[suffix] = reader
        return read

    return enter


@cache
def _load() -> None:
    for module in _MODULES:
        importlib.import_module(module)


def reader_for(path: Path) -> Reader | None:
    """The reader of a file, by its ending; None if no format claims it."""
    _load()
    return _READERS.get(path.suffix.lower())


def readable_suffixes() -> tuple[str, ...]:
    """Every file ending that some reader claims, sorted."""
    _load()
    return tuple(sorted(_READERS))
