"""The mention tables of all batches of an output, read column by column while runs go on beside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
import pyarrow as pa

from pipelines.runner.mention_frames import MENTION_TABLES, SCHEMAS, empty
from pipelines.tables.made import Made

_MADE = "made"
Read = Callable[[Path, Mapping[str, Any], Sequence[str]], pl.DataFrame]


class Mentions:
    """Mention tables of all batches as they were when they were taken in; gone at the end of the `with` block.

    Of an article that is in several batches, the first batch's rows alone. The files are linked into a folder of their
    own, so that a batch may be replaced meanwhile, or copied where there are no links.
    """

    def __init__(self, folder: Path, read: Read) -> None:
        self._folder, self._read = folder, read
        self._batches: list[tuple[Path, frozenset[str]]] = []
        self._seen: set[str] = set()
        self._repeated: list[pl.DataFrame] = []
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def take_in(self, key: str, folder: Path) -> None:
        """Add the tables of a batch. Raises what `read` raises where they cannot be read."""
        documents = self._read(folder / "documents.arrow", SCHEMAS["documents"], ("doc_id", "uri"))
        again = self._seen.intersection(documents["doc_id"])
        self._seen.update(documents["doc_id"])
        self._repeated.append(_refused(documents.filter(pl.col("doc_id").is_in(sorted(again))), key))
        linked = self._folder / key
        linked.mkdir()
        for name in SCHEMAS:
            _link(folder / f"{name}.arrow", linked / f"{name}.arrow")
        self._batches.append((linked, frozenset(again)))

    def table(self, name: str, *columns: str) -> pl.DataFrame:
        """A table of all batches: all columns, or some."""
        return pl.concat([empty(name).select(columns or pl.all()), *self._parts(name, columns or tuple(SCHEMAS[name]))])

    def laid_by(self, tables: Mapping[str, pl.DataFrame]) -> Made:
        """Tables of which those of mentions, made once, lie beside these, to be mapped into memory."""
        folder = self._folder / _MADE
        folder.mkdir()

        def make(name: str) -> pl.DataFrame:
            if name not in MENTION_TABLES:
                return tables[name]
            path = folder / f"{name}.arrow"
            if not path.exists():
                tables[name].write_ipc(path)
            return pl.DataFrame(pa.ipc.open_file(pa.memory_map(str(path))).read_all())

        return Made(tables, make)

    def rejects(self) -> pl.DataFrame:
        """What extraction refused, and the articles left out because another batch has them."""
        return pl.concat([self.table("rejects"), *self._repeated])

    def _parts(self, name: str, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        for folder, repeated in self._batches:
            path = folder / f"{name}.arrow"
            if not repeated:
                yield self._read(path, SCHEMAS[name], columns)
                continue
            rows = self._read(path, SCHEMAS[name], tuple(dict.fromkeys((*columns, "doc_id"))))
            yield rows.filter(~pl.col("doc_id").is_in(sorted(repeated))).select(columns)


def _link(source: Path, path: Path) -> None:
    try:
        os.link(source, path)
    except OSError:
        shutil.copyfile(source, path)


def _refused(documents: pl.DataFrame, key: str) -> pl.DataFrame:
    return documents.select(
        stage=pl.lit("read"),
        uri="uri",
        doc_id="doc_id",
        row=pl.lit(None, dtype=pl.String),
        reason=pl.lit(f"batch {key} repeats an article of another batch: read once"),
    )
