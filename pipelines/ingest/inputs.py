"""A stream of bytes with a name: a file, what is compressed in it, a member of an archive, a part of a mail."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipelines.ingest.limits import MAX_DEPTH, MAX_FILE_BYTES, Budget, UnreadableError
from pipelines.ingest.metadata import Sidecar

_SPOOLED_BYTES = 16_000_000
_COPIED_AT_ONCE = 1 << 20
_FIRST_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Input:
    """What a reader is given.

    The ending of `name` chooses the reader. `open` gives the bytes from their beginning. `beside` is what sidecars and
    folders say of it, which goes before what it says itself. `path` is where folder names may tell a date. `charset`
    is the encoding that a mail or a server declares. `again`: whether `open` may be called more than once.
    """

    name: str
    uri: str
    open: Callable[[], BinaryIO]
    budget: Budget
    beside: Sidecar = field(default_factory=Sidecar)
    path: str = ""
    charset: str | None = None
    on_disk: bool = False
    again: bool = True
    depth: int = 0

    @property
    def suffix(self) -> str:
        """The ending of its name in lower case, with the dot."""
        return PurePosixPath(self.name).suffix.lower()

    def read(self, limit: int = MAX_FILE_BYTES) -> bytes:
        """All of it. Raises `UnreadableError` if it has more than `limit` bytes."""
        with self.open() as stream:
            data = stream.read(_FIRST_BYTES)  # what is asked for is allocated, and few inputs are large
            if len(data) == _FIRST_BYTES:
                data += stream.read(max(0, limit + 1 - len(data)))
        if len(data) > limit:
            raise UnreadableError(f"it has more than {limit:,} bytes: split it")
        return data

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """A stream in which one can go back: the file itself, or a copy of what is compressed or archived."""
        with self.open() as stream:
            if self.on_disk:
                yield stream
                return
            with _copy(stream, self.budget) as copy:
                yield copy

    @contextmanager
    def twice(self) -> Iterator[Callable[[], AbstractContextManager[BinaryIO]]]:
        """A way to read it from its beginning, and then once more; what is compressed is unpacked anew, not copied."""
        if self.again:
            yield self.open
            return
        with self.seekable() as copy:
            yield lambda: nullcontext(_rewound(copy))

    def part(self, name: str, open_part: Callable[[], BinaryIO], **changes: object) -> Input:
        """What is inside it under a name. Raises `UnreadableError` beyond `MAX_DEPTH`."""
        if self.depth >= MAX_DEPTH:
            raise UnreadableError(f"archives in archives more than {MAX_DEPTH} deep: unpack it and give the files")
        inner = replace(self, name=name, open=open_part, on_disk=False, depth=self.depth + 1)
        return replace(inner, **changes)  # type: ignore[arg-type]  # names of fields


class Labels:
    """What parts of one input are called: a name that comes again gets a number, since a uri stands for one thing."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def of(self, name: str) -> str:
        """The name, the second time with " (2)" behind it."""
        self._given[name] = self._given.get(name, 0) + 1
        return name if self._given[name] == 1 else self.of(f"{name} ({self._given[name]})")


@contextmanager
def _copy(stream: BinaryIO, budget: Budget) -> Iterator[BinaryIO]:
    """What a stream holds, in memory if it is small, else in the system's temporary folder."""
    size = 0
    with tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as copy:
        try:
            while block := stream.read(_COPIED_AT_ONCE):
                size += len(block)
                budget.copy(len(block))
                copy.write(block)
            copy.seek(0)
            yield copy  # type: ignore[misc]  # typeshed: not a BinaryIO, though it does all that one does
        finally:
            budget.copy(-size)


def _rewound(stream: BinaryIO) -> BinaryIO:
    stream.seek(0)
    return stream


def file_input(path: Path, uri: str, beside: Sidecar, *, size: int, path_told: str) -> Input:
    """A file on disk of a number of bytes; `path_told` is what of its path may tell a date."""
    return Input(
        name=path.name,
        uri=uri,
        open=lambda: path.open("rb"),
        budget=Budget(size),
        beside=beside,
        path=path_told,
        on_disk=True,
    )
