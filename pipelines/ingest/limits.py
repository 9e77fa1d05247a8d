"""How much an input may ask for: bytes, expansion, members, depth. What goes beyond is refused, never half read."""

from __future__ import annotations

import io
from typing import BinaryIO

from pipelines.messages import one_line

MAX_ARTICLE_BYTES = 20_000_000
MAX_FILE_BYTES = 200_000_000
MAX_PAGE_BYTES = 10_000_000
MAX_EXPANSION = 200
MIN_EXPANDED_BYTES = 64_000_000
MAX_MEMBERS = 100_000
MAX_DEPTH = 5
MAX_COPIED_BYTES = 4_000_000_000

_BLOCK = 1 << 18


class UnreadableError(Exception):
    """Input that cannot become an article; the message says what is wrong and what to do."""


class InstallationError(Exception):
    """A package that a reader needs cannot be imported, which is no fault of any input."""

    def __init__(self, problem: ImportError) -> None:
        told = one_line(problem, 200)
        super().__init__(f"the installation is incomplete ({told}): run `make clean run`")


class BudgetError(UnreadableError):
    """A file that expands beyond all measure: whatever is left of it stays unread."""


class Budget:
    """What one file on disk may expand to, over all compressions and archives inside it together.

    `copied`: bytes of it that may lie in the system's temporary folder at one time.
    """

    def __init__(self, size: int) -> None:
        self.bytes = max(MIN_EXPANDED_BYTES, MAX_EXPANSION * size)
        self.members = MAX_MEMBERS
        self.copied = MAX_COPIED_BYTES

    def spend(self, size: int) -> None:
        """Count expanded bytes. Raises `BudgetError`."""
        self.bytes -= size
        if self.bytes < 0:
            raise BudgetError(
                f"it expands to more than {MAX_EXPANSION} times its size, as a bomb does: unpack it and give the files"
            )

    def copy(self, size: int) -> None:
        """Count bytes put into a temporary copy, less than nothing where one is given up. Raises `UnreadableError`."""
        self.copied -= size
        if self.copied < 0:
            raise UnreadableError(
                f"it would take more than {MAX_COPIED_BYTES:,} bytes of temporary copies: unpack it and give the files"
            )

    def enter(self) -> None:
        """Count a member of an archive. Raises `BudgetError`."""
        self.members -= 1
        if self.members < 0:
            raise BudgetError(f"more than {MAX_MEMBERS:,} files in one archive: split it")


class Counted(io.RawIOBase):
    """A stream whose every byte is taken from a budget."""

    def __init__(self, stream: BinaryIO, budget: Budget, beneath: BinaryIO | None, size: int) -> None:
        self._stream = stream
        self._beneath = beneath
        self._size = size
        self._read = 0
        self._budget = budget

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed: any writable buffer
        """Fill a buffer from the stream. Raises `EOFError` if it ends before its size."""
        data = self._stream.read(len(buffer))
        if not data and self._read < self._size:
            raise EOFError
        buffer[: len(data)] = data
        self._budget.spend(len(data))
        self._read += len(data)
        return len(data)

    def tell(self) -> int:
        """The number of bytes read: the reader of WARC asks for it, though it never goes back."""
        return self._read

    def close(self) -> None:
        """Close the streams too."""
        self._stream.close()
        if self._beneath is not None:
            self._beneath.close()
        super().close()


def counted(stream: BinaryIO, budget: Budget, beneath: BinaryIO | None = None, size: int = 0) -> BinaryIO:
    """A buffered stream that spends from a budget, with what is closed with it and the size that it must have."""
    return io.BufferedReader(Counted(stream, budget, beneath, size), _BLOCK)
