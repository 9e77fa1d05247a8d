"""Rows of documents that were extracted before, by content and versions: what has not changed is not read again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl

from pipelines.extract.extractor import Rows
from pipelines.ingest.document import Document
from pipelines.runner.mention_frames import SCHEMAS, Row

_TEMPORAL: dict[str, dict[str, type[dt.date]]] = {
    table: {
        column: dt.datetime if isinstance(dtype, pl.Datetime) else dt.date
        for column, dtype in schema.items()
        if isinstance(dtype, pl.Date | pl.Datetime)
    }
    for table, schema in SCHEMAS.items()
}


class FactCache:
    """An SQLite file of compressed rows; closing drops entries of other versions.

    A damaged file is begun anew. Since the cache saves time alone, a file that cannot be written to is no error: what
    it lacks is extracted.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self._damaged = False
        try:
            self._db = self._open()
        except sqlite3.OperationalError:
            self._db = self._in_memory()
        except sqlite3.DatabaseError:
            self._remove()
            self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=30)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            return self._with_table(db)
        except sqlite3.Error:
            db.close()
            raise

    def _in_memory(self) -> sqlite3.Connection:
        return self._with_table(sqlite3.connect(":memory:"))

    @staticmethod
    def _with_table(db: sqlite3.Connection) -> sqlite3.Connection:
        db.execute("CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, version TEXT NOT NULL, rows BLOB NOT NULL)")
        return db

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _spoiled(self, problem: sqlite3.DatabaseError) -> None:
        """Note whether the file is damaged: a full disk and a file held by others are passing troubles."""
        self._damaged |= not isinstance(problem, sqlite3.OperationalError)

    def __enter__(self) -> FactCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with closing(self._db) as db:
            try:
                with db:
                    db.execute("DELETE FROM facts WHERE version != ?", (self._version,))
            except sqlite3.DatabaseError as problem:
                self._spoiled(problem)
        if self._damaged:
            self._remove()

    def key(self, document: Document) -> str:
        """What the rows of a document depend on: all that the input says about it, and the versions."""
        fields = (getattr(document, name) for name in Document.__slots__)
        return hashlib.sha256("\0".join([self._version, *map(repr, fields)]).encode()).hexdigest()

    def has(self, document: Document) -> bool:
        """Whether the rows of a document are known."""
        return self._found("1", document) is not None

    def get(self, document: Document) -> Rows | None:
        """The rows of a document, if they are known and undamaged."""
        found = self._found("rows", document)
        try:
            return None if found is None else _decode(found[0])
        except (ValueError, zlib.error):
            return None

    def _found(self, column: str, document: Document) -> tuple[Any, ...] | None:
        query = f"SELECT {column} FROM facts WHERE key = ?"  # noqa: S608 - a column's name from above
        try:
            row: tuple[Any, ...] | None = self._db.execute(query, (self.key(document),)).fetchone()
        except sqlite3.DatabaseError as problem:
            self._spoiled(problem)
            return None
        return row

    def put(self, entries: Iterable[tuple[Document, Mapping[str, list[Row]]]]) -> None:
        """Keep the rows of documents, in one transaction, if the file can be written."""
        kept = [(self.key(document), self._version, _encode(rows)) for document, rows in entries]
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", kept)
        except sqlite3.DatabaseError as problem:
            self._spoiled(problem)


def _encode(rows: Mapping[str, list[Row]]) -> bytes:
    return zlib.compress(json.dumps(rows, default=_isoformat, separators=(",", ":")).encode(), level=1)


def _isoformat(value: Any) -> str:  # noqa: ANN401 - whatever json does not know
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _decode(blob: bytes) -> Rows:
    tables: Rows = json.loads(zlib.decompress(blob))
    for table, rows in tables.items():
        for column, kind in _TEMPORAL[table].items():
            for row in rows:
                if row.get(column) is not None:
                    row[column] = kind.fromisoformat(row[column])
    return tables
