"""What is kept on disk by name, so that it takes no memory while nobody looks at it."""

from __future__ import annotations

import mmap
import os
import tempfile
import weakref
from collections.abc import Iterator, Mapping, MutableMapping
from types import TracebackType
from typing import IO, Self

import polars as pl
import pyarrow as pa


class Shelf:
    """Bytes by name, in a file that nobody else sees; gone at the end of the `with` block."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `__exit__`
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __getitem__(self, name: str) -> bytes:
        start, size = self._places[name]
        self._file.seek(start)
        return self._file.read(size)

    def __setitem__(self, name: str, content: bytes) -> None:
        self._places[name] = self._file.seek(0, os.SEEK_END), self._file.write(content)


class Tables(MutableMapping[str, pl.DataFrame]):
    """Tables by name, each in a file that nobody else sees, mapped into memory when it is asked for."""

    def __init__(self) -> None:
        self._files: dict[str, IO[bytes]] = {}
        weakref.finalize(self, _close, self._files)

    def __getitem__(self, name: str) -> pl.DataFrame:
        mapped = mmap.mmap(self._files[name].fileno(), 0, access=mmap.ACCESS_READ)
        return pl.DataFrame(pa.ipc.open_file(pa.py_buffer(mapped)).read_all())

    def __setitem__(self, name: str, table: pl.DataFrame) -> None:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the others
        table.write_ipc(file)
        file.flush()
        if (before := self._files.pop(name, None)) is not None:
            before.close()
        self._files[name] = file

    def __delitem__(self, name: str) -> None:
        self._files.pop(name).close()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _close(files: Mapping[str, IO[bytes]]) -> None:
    for file in files.values():
        file.close()
