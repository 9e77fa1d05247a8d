"""A stream of bytes with a name: a file, what is compressed in it, a member of an archive, a part of a mail."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipelines.ingest.limits import MAX_DEPTH, MAX_FILE_BYTES, Budget, UnreadableError
from pipelines.ingest.metadata import Sidecar

_SPOOLED_BYTES = 16_000_000
_FIRST_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Input:
    """What a reader is given.

    The ending of `name` chooses the reader. `open` gives the bytes from their beginning. `beside` is what sidecars and
    folders say of it, which goes before what it says itself. `path` is where folder names may tell a date. `charset`
    is the encoding that a mail or a server declares.
    """

    name: str
    uri: str
    open: Callable[[], BinaryIO]
    budget: Budget
    beside: Sidecar = field(default_factory=Sidecar)
    path: str = ""
    charset: str | None = None
    on_disk: bool = False
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
            with tempfile.SpooledTemporaryFile(_SPOOLED_BYTES) as copy:
                shutil.copyfileobj(stream, copy, 1 << 20)
                copy.seek(0)
                yield copy  # type: ignore[misc]  # typeshed: not a BinaryIO, though it does all that one does

    def part(self, name: str, open_part: Callable[[], BinaryIO], **changes: object) -> Input:
        """What is inside it under a name. Raises `UnreadableError` beyond `MAX_DEPTH`."""
        if self.depth >= MAX_DEPTH:
            raise UnreadableError(f"archives in archives more than {MAX_DEPTH} deep: unpack it and give the files")
        inner = replace(self, name=name, open=open_part, on_disk=False, depth=self.depth + 1)
        return replace(inner, **changes)  # type: ignore[arg-type]  # names of fields


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
