"""Which reader reads which input: a format is a name, its file endings and a function from an input to articles.

A new format is a module that calls `register` and a line in `_MODULES`. Compressions and archives are formats too:
their readers hand what is inside back to `read`.
"""

from __future__ import annotations

import errno
import importlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from pipelines.ingest.articles import finished
from pipelines.ingest.document import Document, Draft, Refusal
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import BudgetError, InstallationError, UnreadableError
from pipelines.messages import one_line

ReadInput = Callable[[Input], Iterator[Draft | Document | Refusal]]

_MODULES = (
    "archives",
    "compression",
    "delimited",
    "json_articles",
    "json_lines",
    "mail",
    "markdown",
    "news_xml",
    "parquet",
    "pdf",
    "plain_text",
    "warc",
    "web_page",
    "word",
)
_READERS: dict[str, Reader] = {}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Reader:
    """A format family. `read(input)` yields articles and refusals in the order of the input.

    It may raise `UnreadableError` and whatever its library raises: what it yielded before stays, and the rest of the
    input is refused.
    """

    format: str
    suffixes: tuple[str, ...]
    read: ReadInput


def register(format_name: str, suffixes: Iterable[str]) -> Callable[[ReadInput], ReadInput]:
    """Enter a function as the reader of inputs whose names end in `suffixes` (lower case, with the dot)."""

    def enter(read: ReadInput) -> ReadInput:
        reader = Reader(format_name, tuple(suffixes), read)
        for suffix in reader.suffixes:
            if suffix in _READERS:
                raise ValueError(f"two readers for {suffix}: {_READERS[suffix].format} and {format_name}")
            _READERS[suffix] = reader
        return read

    return enter


@cache
def _load() -> None:
    try:
        for module in _MODULES:
            importlib.import_module(f"pipelines.ingest.{module}")
    except ImportError as problem:
        raise InstallationError(problem) from problem


def reader_for(name: str) -> Reader | None:
    """The reader of a name, by its ending; None if no format claims it."""
    _load()
    return _READERS.get(PurePosixPath(name).suffix.lower())


def readable_suffixes() -> tuple[str, ...]:
    """Every ending that some reader claims, sorted."""
    _load()
    return tuple(sorted(_READERS))


def read(source: Input) -> Iterator[Document | Refusal]:
    """The articles of an input. Whatever is wrong with it becomes a refusal: a damaged file costs itself alone.

    Raises `InstallationError` if a package that the reader needs cannot be imported.
    """
    reader = reader_for(source.name)
    if reader is None:
        ending = source.suffix or "files without an ending"
        yield Refusal(source.uri, f"no reader for {ending}: use {', '.join(readable_suffixes())}")
        return
    try:
        for item in reader.read(source):
            if isinstance(item, Draft):
                yield from finished(item, source)
            else:
                yield item
    except BudgetError as problem:
        if source.depth:
            raise
        yield Refusal(source.uri, str(problem))
    except UnreadableError as problem:
        yield Refusal(source.uri, str(problem))
    except EOFError:
        yield Refusal(source.uri, "the file is cut short: copy or fetch it again")
    except InstallationError:
        raise
    except ImportError as problem:
        raise InstallationError(problem) from problem
    except Exception as problem:  # libraries fail in many ways on hostile files
        yield Refusal(source.uri, _failure(reader.format, problem))


def _failure(format_name: str, problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno in _FULL:
        place = f"{tempfile.gettempdir()}: {problem.strerror}"
        return f"{place}: make room there, set TMPDIR to another folder, or unpack the file and give what is in it"
    if isinstance(problem, OSError) and problem.errno is not None:
        return f"{problem.strerror or problem}: check its permissions"
    if isinstance(problem, RecursionError | MemoryError):
        return f"nested too deeply or too large to be read as {format_name}: simplify or split it"
    return f"damaged, or not {format_name} at all ({one_line(problem, 200)}): save or fetch it again"
