"""Tables too large for memory, on disk as Arrow files of many record batches: written chunk by chunk, read likewise."""

from __future__ import annotations

import datetime as dt
import fcntl
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import polars as pl
import pyarrow as pa

from pipelines.ingest.document import Document
from pipelines.tables.made import Made

_LOCK: Final = "lock"
_OPTIONS: Final = pa.ipc.IpcWriteOptions(compression="zstd")


class Spool:
    """A folder of tables in the making. It is locked as long as its maker lives, so that `sweep` knows leftovers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / _LOCK).open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._finish()
        for writer in self._writers.values():
            with suppress(OSError):
                writer.close()
        self._lock.close()

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Append rows to a table; the first of them decide on its columns."""
        rows = frame.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
        if name not in self._writers:
            self._writers[name] = pa.ipc.new_file(self.folder / f"{name}.arrow", rows.schema, options=_OPTIONS)
        self._writers[name].write_table(rows)

    def move_file(self, name: str, path: Path) -> None:
        """Put a finished table in its place."""
        self._finish()
        path.parent.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.arrow").replace(path)

    def move(self, path: Path, schemas: Mapping[str, Mapping[str, Any]]) -> None:
        """Put all tables in their place, a folder; those without rows are made empty."""
        for name in schemas.keys() - self._writers.keys():
            self.add(name, pl.DataFrame(schema=schemas[name]))
        self._finish()
        (self.folder / _LOCK).unlink(missing_ok=True)
        shutil.rmtree(path, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.folder.replace(path)

    def _finish(self) -> None:
        while self._writers:
            self._writers.popitem()[1].close()


def sweep(partial: Path) -> None:
    """Remove what makers that died left in a folder of spools. Its caller keeps others from making one meanwhile."""
    for folder in partial.glob("*"):
        try:
            with (folder / _LOCK).open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        except OSError:
            pass
        shutil.rmtree(folder, ignore_errors=True)


class Articles:
    """The articles in a file, as it was when this was made, whatever takes its place later."""

    def __init__(self, path: Path) -> None:
        self._file = pa.ipc.open_file(pa.memory_map(str(path)))
        self.count = sum(self._file.get_batch(i).num_rows for i in range(self._file.num_record_batches))

    def __iter__(self) -> Iterator[tuple[Document, dt.datetime]]:
        """Each article, and when it was first taken in."""
        for rows in self._frames():
            for row in rows.iter_rows(named=True):
                ingested_at = row.pop("ingested_at")
                yield Document(**row), ingested_at

    def _frames(self) -> Iterator[pl.DataFrame]:
        for position in range(self._file.num_record_batches):
            yield pl.DataFrame(pa.Table.from_batches([self._file.get_batch(position)]))


def tables_in(paths: Mapping[str, Path]) -> Made:
    """Tables in files, as they were when this was made, each read when it is asked for."""
    files = {name: pa.memory_map(str(path)) for name, path in paths.items()}
    return Made(files, lambda name: pl.DataFrame(pa.ipc.open_file(files[name]).read_all()))
