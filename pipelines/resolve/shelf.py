"""Bytes by name that are kept on disk, so that what is seldom looked at takes no memory."""

from __future__ import annotations

import os
import tempfile
from types import TracebackType
from typing import Self


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
