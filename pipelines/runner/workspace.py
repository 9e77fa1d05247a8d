"""The work folder of an output: what each batch gave, kept so that the next run need not read it again.

    OUTPUT/.work/lock                          held for moments, while files of batches or runs change
    OUTPUT/.work/tables.lock                   held as long as tables are resolved or published
    OUTPUT/.work/facts.sqlite                  rows of documents by content and versions
    OUTPUT/.work/batches/KEY/batch.json        where it came from, what was read, and the folder below that is current
    OUTPUT/.work/batches/KEY/raw.arrow         its articles as last read
    OUTPUT/.work/batches/KEY/RUN/*.arrow       its mention tables, as one run left them
    OUTPUT/.work/batches/KEY/rejects.arrow     what was refused when it was last read
    OUTPUT/.work/tables/*.arrow                resolved and validated tables, ready to be published
    OUTPUT/.work/tables/whole                  there once all of them are: their form, and what they were made of
    OUTPUT/.work/mentions/                     links to mention tables of all batches, while they are resolved
    OUTPUT/.work/resolution/*.arrow            what resolution worked out, by content, for the next run
    OUTPUT/.work/resolution/whole              there once all of it is: the version that worked it out
    OUTPUT/.work/runs/RUN.json                 what each run did
    OUTPUT/.work/partial/KEY.RUN/*.arrow       tables of a batch in the making
    OUTPUT/.work/next.partial                  another file of a batch or run that is being written
    OUTPUT/.work/NAME.partial                  a file of tables or of resolution that is being written
    OUTPUT/.work/removed-KEY                   a batch that is being removed

Nothing in it is part of the result: without it the next run reads everything anew. Mention tables that are damaged, or
that another version left in another form, are made anew from the articles as last read; where those are damaged too,
the batch must be read again. The files are Arrow, so that `OUTPUT/**/*.parquet` finds the published tables
alone.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import functools
import hashlib
import json
import os
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import polars as pl
import pyarrow as pa

from pipelines.ingest.document import Document
from pipelines.messages import one_line
from pipelines.runner.mention_frames import SCHEMAS, Frames
from pipelines.runner.mentions import Mentions
from pipelines.runner.spool import Articles, Spool, sweep, tables_in
from pipelines.tables.made import Made
from pipelines.tables.schema import SCHEMA_VERSION, TABLES

_MOMENT = pl.Datetime("us", "UTC")
_RAW_SCHEMA: dict[str, pl.DataType] = {
    **dict.fromkeys(Document.__slots__, pl.String()),
    "published_at": _MOMENT,
    "ingested_at": _MOMENT,
}
_COLUMNS = ({name: TABLES[name].polars_schema for name in TABLES}, SCHEMAS)
FORM: Final = hashlib.sha256(repr((SCHEMA_VERSION, *_COLUMNS)).encode()).hexdigest()
_WHOLE = "whole"
_OF_TABLES = ("tables", "resolution")
_REMOVED = "removed-"
_LINKED = "mentions"
_MADE = ("extracted", "folder", "extractor", "form")
Result = TypeVar("Result")


class WorkspaceError(Exception):
    """The output folder cannot be used; one line with the path and the remedy."""


@dataclass(frozen=True, slots=True)
class BatchState:
    """What `batch.json` says of a batch.

    `read` and `extracted` are the manifests last read and last extracted, `reader` and `extractor` the versions of the
    code that did it; `folder` holds its mention tables, None as long as there are none, and `form` is their form.
    """

    key: str
    path: str
    read: str | None = None
    extracted: str | None = None
    folder: str | None = None
    reader: str | None = None
    extractor: str | None = None
    form: str | None = None


class Workspace:
    """The work folder of one output."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.root = output / ".work"

    def create(self) -> None:
        """Make the folder. Raises `WorkspaceError` if it cannot be written."""
        try:
            (self.root / "batches").mkdir(parents=True, exist_ok=True)
            (self.root / "runs").mkdir(exist_ok=True)
            for name in ("lock", "tables.lock"):
                with (self.root / name).open("a"):
                    pass
        except OSError as problem:
            reason = problem.strerror or problem
            raise WorkspaceError(f"{self.output}: {reason}: choose an --output that you can write to") from problem

    @contextmanager
    def tables_locked(self) -> Iterator[None]:
        """Hold tables and what is published against other runs, which may read and extract meanwhile.

        It may be held for long; `locked` may be taken inside it, but never it inside `locked`.
        """
        self.create()
        with (self.root / "tables.lock").open("a") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold batches and records of runs against other runs, for a moment; waits for them."""
        self.create()
        with (self.root / "lock").open("a") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            for leftover in self.root.glob(f"{_REMOVED}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            yield

    @property
    def cache_path(self) -> Path:
        """The file of rows extracted before."""
        return self.root / "facts.sqlite"

    def keys(self) -> list[str]:
        """The batches of this output, sorted."""
        return sorted(path.parent.name for path in (self.root / "batches").glob("*/batch.json"))

    def state(self, key: str) -> BatchState | None:
        """What is known of a batch; None if it was never read or that is damaged."""
        path = self._batch(key) / "batch.json"
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            return BatchState(**{name: fields[name] for name in BatchState.__slots__ if name in fields})
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def put_state(self, state: BatchState) -> None:
        """Replace what is known of a batch; mention tables that are no longer current are removed."""
        folder = self._batch(state.key)
        fields = {name: getattr(state, name) for name in BatchState.__slots__}
        self._replace(folder / "batch.json", json.dumps(fields, indent=1, ensure_ascii=False).encode())
        for other in folder.iterdir():
            if other.is_dir() and other.name != state.folder:
                shutil.rmtree(other, ignore_errors=True)

    def remove(self, key: str) -> None:
        """Leave a batch out, at one moment, if it is there. Raises `WorkspaceError`."""
        aside = self.root / f"{_REMOVED}{key}"
        try:
            self._batch(key).rename(aside)
        except FileNotFoundError:
            return
        except OSError as problem:
            raise _unwritable(self._batch(key), problem) from problem
        shutil.rmtree(aside, ignore_errors=True)

    def read_anew(self, keys: Iterable[str]) -> None:
        """See to it that batches are read again though nothing has changed."""
        with self.locked():
            for key in keys:
                if (state := self.state(key)) is not None:
                    self.put_state(replace(state, reader=None))

    @contextmanager
    def spool(self, key: str, run_id: str) -> Iterator[Spool]:
        """Tables of a batch in the making, gone at the end unless `put_raw` or `put_mentions` took them."""
        partial = self.root / "partial"
        with self.locked():
            sweep(partial)
            spool = self._guarded(partial, lambda: Spool(partial / f"{key}.{run_id}"))
        try:
            with spool:
                yield spool
        finally:
            shutil.rmtree(spool.folder, ignore_errors=True)

    def in_the_making(self) -> int:
        """How many batches are being read or extracted at this moment, by runs of any process."""
        return sum(1 for _ in (self.root / "partial").glob("*"))

    def put_raw(self, key: str, spool: Spool) -> None:
        """Keep the articles of a batch, those of `Workspace.spooled`."""
        path = self._batch(key) / "raw.arrow"
        self._guarded(path, lambda: spool.move_file("raw", path))

    def spooled(self, spool: Spool, documents: Sequence[tuple[Document, dt.datetime]]) -> None:
        """Add articles to those in the making, each with the moment when it was first taken in."""
        rows = [{**_fields(document), "ingested_at": ingested_at} for document, ingested_at in documents]
        self._guarded(spool.folder, lambda: spool.add("raw", pl.DataFrame(rows, schema=_RAW_SCHEMA)))

    def raw(self, key: str, *columns: str) -> pl.DataFrame:
        """The articles of a batch in the order in which they were read: all columns, or some of them."""
        schema = {name: _RAW_SCHEMA[name] for name in columns or _RAW_SCHEMA}
        return self._known(self._batch(key) / "raw.arrow", _RAW_SCHEMA, schema)

    def articles(self, key: str) -> Articles:
        """The articles of a batch, to be gone through once. Raises `WorkspaceError` if they are damaged."""
        path = self._batch(key) / "raw.arrow"
        try:
            return Articles(path)
        except (OSError, pa.ArrowException) as problem:
            raise self._damaged(path) from problem

    def put_mentions(self, key: str, folder: str, spool: Spool) -> None:
        """Keep the mention tables of a batch in a folder of their own."""
        path = self._batch(key) / folder
        self._guarded(path, lambda: spool.move(path, SCHEMAS))

    def add_mentions(self, spool: Spool, frames: Frames) -> None:
        """Add rows to mention tables in the making."""
        for name, frame in frames.items():
            self._guarded(spool.folder, functools.partial(spool.add, name, frame))

    def mentions_of(self, key: str) -> Mapping[str, pl.DataFrame]:
        """The mention tables of a batch as they are now, each read when it is asked for."""
        state = self.state(key)
        if state is None or state.folder is None:
            return {}
        folder = self._batch(key) / state.folder
        return self._guarded(folder, lambda: tables_in({name: folder / f"{name}.arrow" for name in SCHEMAS}))

    def mentions(self) -> Mentions:
        """The mention tables of all batches; whoever resolves them holds `tables_locked`."""
        found = Mentions(self.root / _LINKED, self._read)
        for key in self.keys():
            state = self.state(key)
            if state is None:
                raise self._damaged(self._batch(key) / "batch.json")
            if state.folder is not None:
                self._guarded(self.root, functools.partial(found.take_in, key, self._batch(key) / state.folder))
        return found

    def unreadable(self) -> list[BatchState]:
        """The batches whose mention tables are lost, cut short or of another version."""
        states = map(self.state, self.keys())
        return [state for state in states if state is not None and not self.extracted(state.key)]

    def extracted(self, key: str) -> bool:
        """Whether the mention tables of a batch can be read and are of this version, as far as it has any."""
        state = self.state(key)
        if state is None or state.folder is None:
            return True
        folder = self._batch(key) / state.folder
        return state.form == FORM and all(_has_form(folder / f"{name}.arrow", form) for name, form in SCHEMAS.items())

    def unread(self, unreadable: Sequence[BatchState]) -> list[BatchState]:
        """The batches of which the input alone can tell what is needed: what was refused, texts of the unreadable."""
        states = [state for state in map(self.state, self.keys()) if state is not None]
        return [s for s in states if not self._knows_refusals(s.key) or (s in unreadable and not self.was_read(s.key))]

    def _knows_refusals(self, key: str) -> bool:
        path = self._batch(key) / "rejects.arrow"
        return not path.exists() or _has_form(path, TABLES["rejects"].polars_schema)

    def was_read(self, key: str) -> bool:
        """Whether what was read of a batch, and what was refused, can be read here."""
        folder = self._batch(key)
        rejects = TABLES["rejects"].polars_schema
        return _has_form(folder / "raw.arrow", _RAW_SCHEMA) and _has_form(folder / "rejects.arrow", rejects)

    def put_rejects(self, key: str, frame: pl.DataFrame) -> None:
        """Keep what was refused of a batch, in place of what was refused before."""
        self._write(self._batch(key) / "rejects.arrow", frame)

    def rejects(self, key: str) -> pl.DataFrame:
        """What was refused of a batch when it was last read."""
        return self._known(self._batch(key) / "rejects.arrow", TABLES["rejects"].polars_schema)

    def all_rejects(self) -> list[pl.DataFrame]:
        """What was refused, batch by batch, of batches without an article too."""
        paths = [self._batch(key) / "rejects.arrow" for key in self.keys()]
        return [self._read(path, TABLES["rejects"].polars_schema) for path in paths if path.exists()]

    def content(self) -> str:
        """A hash that changes whenever a batch is read or extracted anew, is added or is taken out."""
        digest = hashlib.sha256()
        for key in self.keys():
            state = self.state(key)
            told = [getattr(state, name) for name in _MADE] if state else []
            digest.update(repr((key, told, self._refusals(key))).encode())
        return digest.hexdigest()

    def _refusals(self, key: str) -> str | None:
        """A hash of what was refused of a batch."""
        with suppress(OSError):
            return hashlib.sha256((self._batch(key) / "rejects.arrow").read_bytes()).hexdigest()
        return None

    def put_tables(self, frames: Mapping[str, pl.DataFrame], **notes: object) -> None:
        """Keep resolved and validated tables until they are published, with `notes` on how they were made."""
        self._put_whole(self.root / "tables", frames, FORM, notes)

    def tables(self) -> Made:
        """The tables that were resolved last, published or not, each read when it is asked for."""
        folder = self.root / "tables"
        if not _is_whole(folder, FORM):
            raise WorkspaceError(f"{folder}: holds no whole set of tables of this version: run the whole job")
        paths = {path.stem: path for path in sorted(folder.glob("*.arrow")) if path.stem in TABLES}
        for name, path in paths.items():
            if not _has_form(path, TABLES[name].polars_schema):
                raise self._damaged(path)
        return self._guarded(folder, lambda: tables_in(paths))

    def notes(self) -> dict[str, Any]:
        """The notes on the tables that were resolved last; none where there is no whole set."""
        return _marker(self.root / "tables")

    def put_resolution(self, frames: Mapping[str, pl.DataFrame], version: str) -> None:
        """Keep what a version of resolution worked out."""
        self._put_whole(self.root / "resolution", frames, version, {})

    def resolution(self, version: str) -> Frames:
        """What this version of resolution worked out in the last run; nothing if that is lost or damaged."""
        folder = self.root / "resolution"
        if not _is_whole(folder, version):
            return {}
        try:
            return {path.stem: pl.read_ipc(path) for path in sorted(folder.glob("*.arrow"))}
        except (OSError, pl.exceptions.PolarsError):
            return {}

    def _put_whole(
        self, folder: Path, frames: Mapping[str, pl.DataFrame], form: str, notes: Mapping[str, object]
    ) -> None:
        """Write tables, two at a time, of which a reader finds all or none."""
        whole = folder / _WHOLE
        try:
            whole.unlink(missing_ok=True)
        except OSError as problem:
            raise _unwritable(whole, problem) from problem
        with ThreadPoolExecutor(max_workers=2) as writers:
            list(
                writers.map(lambda name: self._write(folder / f"{name}.arrow", frames[name]), frames)
            )  # raises what it raised
        self._replace(whole, json.dumps({**notes, "form": form}, sort_keys=True).encode())

    def resolved_rejects(self) -> pl.DataFrame:
        """What extraction, resolution and validation refused in the last run."""
        return self._known(self.root / "tables" / "rejects.arrow", TABLES["rejects"].polars_schema)

    def redirects(self) -> pl.DataFrame:
        """The ids of events that led elsewhere after the last run."""
        return self._known(self.root / "tables" / "event_redirects.arrow", TABLES["event_redirects"].polars_schema)

    def run(self, run_id: str) -> dict[str, Any]:
        """The record of a run so far."""
        path = self.root / "runs" / f"{run_id}.json"
        return self._record(path) if path.exists() else {}

    def put_run(self, run_id: str, **fields: object) -> None:
        """Add fields to the record of a run."""
        path = self.root / "runs" / f"{run_id}.json"
        self._replace(path, json.dumps({**self.run(run_id), "run_id": run_id, **fields}, sort_keys=True).encode())

    def runs(self) -> list[dict[str, Any]]:
        """The records of all runs."""
        return [self._record(path) for path in sorted((self.root / "runs").glob("*.json"))]

    def _record(self, path: Path) -> dict[str, Any]:
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as problem:
            raise WorkspaceError(f"{path}: damaged: remove it and run again") from problem

    def _batch(self, key: str) -> Path:
        return self.root / "batches" / key

    def _write(self, path: Path, frame: pl.DataFrame) -> None:
        partial = self._partial(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            frame.write_ipc(partial, compression="zstd")
            partial.replace(path)
        except (OSError, pl.exceptions.PolarsError) as problem:
            _give_up(partial)
            raise _unwritable(path, problem) from problem

    def _replace(self, path: Path, content: bytes) -> None:
        """Replace a small file that others depend on: it is on disk before it is shown."""
        partial = self._partial(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(path)
        except OSError as problem:
            _give_up(partial)
            raise _unwritable(path, problem) from problem

    def _partial(self, path: Path) -> Path:
        """The file being written, of a name that the next run writes again, so that what a killed run leaves goes.

        Whoever writes holds a lock: one file of batches or runs is written at a time, and one table of a name.
        """
        of_tables = path.parent in [self.root / name for name in _OF_TABLES]
        return self.root / (f"{path.stem}.partial" if of_tables else "next.partial")

    def _known(self, path: Path, schema: Mapping[str, Any], wanted: Mapping[str, Any] | None = None) -> pl.DataFrame:
        """What a file says that the next run can do without; no rows if there is none, or none of this form."""
        try:
            if _has_form(path, schema):
                return pl.scan_ipc(path).select(list(wanted or schema)).collect()
        except (OSError, pl.exceptions.PolarsError):
            pass
        return pl.DataFrame(schema=wanted or schema)

    def _read(self, path: Path, schema: Mapping[str, Any], columns: Sequence[str] = ()) -> pl.DataFrame:
        """A table of this form, or some of its columns."""
        try:
            if dict(pl.read_ipc_schema(path)) != dict(schema):
                raise self._damaged(path, "made by another version of sitrep")
            return pl.read_ipc(path, columns=list(columns or schema))
        except (OSError, pl.exceptions.PolarsError) as problem:
            raise self._damaged(path) from problem

    def _guarded(self, path: Path, write: Callable[[], Result]) -> Result:
        """Do something to files. Raises `WorkspaceError` where they cannot be written."""
        try:
            return write()
        except (OSError, pa.ArrowException, pl.exceptions.PolarsError) as problem:
            raise _unwritable(path, problem) from problem

    def _damaged(self, path: Path, what: str = "lost or damaged") -> WorkspaceError:
        batches, linked = self.root / "batches", self.root / _LINKED
        if path.is_relative_to(linked):
            path = batches / path.relative_to(linked)
        if not path.is_relative_to(batches):
            return WorkspaceError(f"{path}: {what}: run the whole job again")
        key = path.relative_to(batches).parts[0]
        state = self.state(key)
        remedy = f"run again with --input {shlex.quote(state.path)}" if state else "read that input again"
        return WorkspaceError(f"{path}: {what}: {remedy}, or leave it out with `sitrep withdraw {key}`")


def _marker(folder: Path) -> dict[str, Any]:
    """What stands in the file that says that a set of tables is whole; nothing if it is not."""
    try:
        return dict(json.loads((folder / _WHOLE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _is_whole(folder: Path, form: str) -> bool:
    return bool(_marker(folder).get("form") == form)


def _give_up(partial: Path) -> None:
    with suppress(OSError):
        partial.unlink(missing_ok=True)


def _has_form(path: Path, schema: Mapping[str, Any]) -> bool:
    """Whether a file is there, whole as far as its end tells, and of this form."""
    try:
        return dict(pl.read_ipc_schema(path)) == dict(schema)
    except (OSError, pl.exceptions.PolarsError):
        return False


def _fields(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in Document.__slots__}


def _unwritable(path: Path, problem: Exception) -> WorkspaceError:
    reason = getattr(problem, "strerror", None) or one_line(problem)
    return WorkspaceError(f"{path}: {reason}: make room, see that it can be written, or choose another --output")
