"""Publication: all tables of a run and the database, together and at one moment, or none of them.

A run's files are written to a folder of their own beside the snapshots, forced to disk, renamed to be the next
snapshot, and shown by replacing one link (see `snapshots`). A publisher that dies at any moment leaves the last good
tables in place; the next one clears what it left. Readers hold the files that they opened and are never blocked.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from pipelines.messages import one_line
from pipelines.tables import duckdb_file
from pipelines.tables.frames import TableError, empty
from pipelines.tables.memory import MEMORY_VARIABLE, MemorySettingError
from pipelines.tables.schema import SCHEMA_VERSION, TABLES
from pipelines.tables.snapshots import (
    CURRENT,
    DATABASE,
    MANIFEST,
    SNAPSHOTS,
    STAGING_PREFIX,
    Manifest,
    Snapshot,
    StoredFile,
    checksum,
    current,
    snapshots,
    stored_name,
    write_manifest,
)
from pipelines.tables.write import write_parquet

KEPT_SNAPSHOTS: Final = 3
PUBLIC_NAMES: Final = (*(f"{table}.parquet" for table in TABLES), DATABASE)
OF_RUNS: Final = "runs"

_POLL_SECONDS = 0.1
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_REMEDIES = {
    errno.ENOSPC: "free disk space or choose another --output",
    errno.EDQUOT: "free disk space within your quota or choose another --output",
    errno.EFBIG: "raise the limit on file sizes (ulimit -f) or choose another --output",
    errno.EACCES: "make it writable for this user or choose another --output",
    errno.EPERM: "make it writable for this user or choose another --output",
    errno.EROFS: "choose an --output that can be written to",
    errno.EEXIST: "move it away or choose another --output",
    errno.ENOTDIR: "choose an --output that is a folder",
}


class PublishError(Exception):
    """Nothing was published and the last good tables are in place. One line: file, what happened, remedy."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published. `rows` by table; `notes` are lines to show the user."""

    snapshot: str
    path: Path
    rows: dict[str, int]
    bytes: int
    notes: tuple[str, ...] = ()


def publish(
    frames: Mapping[str, pl.DataFrame], out: Path, *, keep: int = KEPT_SNAPSHOTS, made_of: str | None = None
) -> Publication:
    """Publish a set of validated tables, each taken when its turn comes; one that is not among them is published empty.

    `made_of` names what all tables but `runs` follow from: where the current snapshot is whole and was made of the
    same, their files are copies of its own. Keeps `keep` snapshots besides the current one. Raises `PublishError`.
    """
    if unknown := set(frames) - set(TABLES):
        raise PublishError(f"{out}: {', '.join(sorted(unknown))} is no table; publish those of the schema")
    with lock(out):
        try:
            return _publish(frames, out, keep, made_of)
        except OSError as problem:
            raise _error(problem, out) from problem


def rollback(out: Path, snapshot: str | None = None) -> str:
    """Show an earlier snapshot again: the one named, else the one before the current. Returns its name.

    Raises `PublishError` if there is none, or if it is damaged or of another version of the schema.
    """
    with lock(out):
        shown = current(out)
        earlier = [s for s in snapshots(out) if (s.name == snapshot if snapshot else shown and s.name < shown.name)]
        if not earlier:
            kept = ", ".join(s.name for s in snapshots(out)) or "none"
            raise PublishError(f"{out}: no snapshot {snapshot or 'before the current one'}; there are: {kept}")
        try:
            if damage := next(earlier[-1].damage(), None):
                raise PublishError(f"{damage}; choose another snapshot or run again")
            if (version := earlier[-1].manifest().schema_version) != SCHEMA_VERSION:
                raise PublishError(
                    f"{earlier[-1].path}: has schema version {version}, this program reads {SCHEMA_VERSION}; "
                    "choose another snapshot or run again"
                )
            _show(out, earlier[-1])
        except ValueError as problem:
            raise PublishError(f"{problem}; choose another snapshot or run again") from problem
        except OSError as problem:
            raise _error(problem, out) from problem
        return earlier[-1].name


def adopt(out: Path, name: str, fill: Callable[[Path], None], *, keep: int = KEPT_SNAPSHOTS) -> None:
    """Show a snapshot that was published elsewhere: `fill` puts its files into a folder, unless it is here already.

    Raises `PublishError` if what it puts there is damaged, and whatever `fill` raises.
    """
    with lock(out):
        snapshot = Snapshot(name, out / SNAPSHOTS / name)
        try:
            list(_clear(out))
            if not snapshot.path.is_dir():
                staging = out / SNAPSHOTS / f"{STAGING_PREFIX}{os.getpid()}"
                staging.mkdir()
                fill(staging)
                if damage := next(Snapshot(name, staging).damage(), None):
                    raise PublishError(f"{damage}; try again, or publish again")
                staging.rename(snapshot.path)
            _show(out, snapshot)
            list(_prune(out, keep))
        except ValueError as problem:
            raise PublishError(f"{problem}; publish again") from problem
        except OSError as problem:
            raise _error(problem, out) from problem


@contextmanager
def lock(out: Path, *, patience: float = 600.0) -> Iterator[None]:
    """Hold a warehouse's lock, creating the warehouse's folder; the lock of a process that died is free.

    It is not re-entrant: `publish` and `rollback` take it themselves. Raises `PublishError` if another process holds it
    for longer than `patience` seconds.
    """
    path = out / ".lock"
    try:
        (out / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as problem:
        raise _error(problem, out) from problem
    try:
        _acquire(descriptor, path, patience)
        with suppress(OSError):
            os.pwrite(descriptor, f"{os.getpid():<16}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip() or "unknown"
                raise PublishError(f"{path}: process {holder} is publishing; wait for it or stop it") from held
            time.sleep(_POLL_SECONDS)
        else:
            return


def _publish(frames: Mapping[str, pl.DataFrame], out: Path, keep: int, made_of: str | None) -> Publication:
    notes = [*_inspect(out)]
    same = None if notes else _same(out, made_of)
    notes += _clear(out)
    staging = out / SNAPSHOTS / f"{STAGING_PREFIX}{os.getpid()}"
    staging.mkdir()
    try:
        manifest = _stage(frames, staging, made_of, same)
        snapshot = _snapshot(out, manifest)
        staging.rename(snapshot.path)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _sync(out / SNAPSHOTS)
    notes += _show(out, snapshot)
    notes += _prune(out, keep)
    return Publication(
        snapshot=snapshot.name,
        path=snapshot.path,
        rows={table: manifest.files[f"{table}.parquet"].rows or 0 for table in TABLES},
        bytes=sum(file.bytes for file in manifest.files.values()),
        notes=tuple(notes),
    )


def _snapshot(out: Path, manifest: Manifest) -> Snapshot:
    sequence = max((s.sequence for s in snapshots(out)), default=0) + 1
    name = f"{sequence:06d}-{manifest.digest[:12]}"
    return Snapshot(name, out / SNAPSHOTS / name)


def _same(out: Path, made_of: str | None) -> Snapshot | None:
    """The current snapshot if it was made of this; that it is whole was seen before."""
    shown = current(out)
    return shown if shown and made_of and shown.manifest().made_of == made_of else None


def _stage(frames: Mapping[str, pl.DataFrame], staging: Path, made_of: str | None, same: Snapshot | None) -> Manifest:
    """Write the files of a snapshot, all of them or those that differ from the same tables published before."""
    stage = Snapshot(staging.name, staging)
    stored = _made(frames, stage) if same is None else _taken_over(same, frames, stage)
    manifest = Manifest(SCHEMA_VERSION, stored, made_of)
    write_manifest(manifest, staging / MANIFEST)
    _sync(staging / MANIFEST)
    _sync(staging)
    return manifest


def _made(frames: Mapping[str, pl.DataFrame], stage: Snapshot) -> dict[str, StoredFile]:
    """All files anew: the database is loaded from each Parquet file while the next are written."""
    files = {table: stage.file(f"{table}.parquet") for table in TABLES}
    with ThreadPoolExecutor(max_workers=1) as writer:
        written = {table: writer.submit(_write, table, frames, path) for table, path in files.items()}
        try:
            _build(_as_written(files, written), stage.file(DATABASE))
        except BaseException:
            writer.shutdown(cancel_futures=True)
            raise
        stored = {f"{table}.parquet": done.result() for table, done in written.items()}
    return {**stored, DATABASE: _stored(stage.file(DATABASE), None)}


def _taken_over(same: Snapshot, frames: Mapping[str, pl.DataFrame], stage: Snapshot) -> dict[str, StoredFile]:
    """Copies of the files of another snapshot, with `runs` anew; no links, so that what harms one leaves the other."""
    for public in PUBLIC_NAMES:
        shutil.copyfile(same.file(public), stage.file(public))
    file = f"{OF_RUNS}.parquet"
    _write(OF_RUNS, frames, stage.file(file))
    with _told():
        duckdb_file.reload(OF_RUNS, stage.file(file), stage.file(DATABASE))
    rows = {name: stored.rows for name, stored in same.manifest().files.items()}
    rows[file] = frames[OF_RUNS].height if OF_RUNS in frames else 0
    return {public: _stored(stage.file(public), rows[public]) for public in PUBLIC_NAMES}


def _as_written(files: Mapping[str, Path], written: Mapping[str, Future[StoredFile]]) -> Iterator[tuple[str, Path]]:
    for table, path in files.items():
        written[table].result()
        yield table, path


def _write(table: str, frames: Mapping[str, pl.DataFrame], path: Path) -> StoredFile:
    frame = frames[table] if table in frames else empty(table)
    try:
        write_parquet(table, frame, path)
    except OSError as problem:
        raise _error(problem, path) from problem
    except TableError as problem:
        raise PublishError(f"{path.name}: {problem}; validate the tables first") from problem
    return _stored(path, frame.height)


def _stored(path: Path, rows: int | None) -> StoredFile:
    _sync(path)
    return StoredFile(checksum(path), path.stat().st_size, rows)


def _build(files: Iterable[tuple[str, Path]], database: Path) -> None:
    with _told():
        duckdb_file.build(files, database)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what DuckDB refuses in one line."""
    try:
        yield
    except MemorySettingError as problem:
        raise PublishError(str(problem)) from problem
    except duckdb.ConstraintException as problem:
        raise PublishError(f"{DATABASE}: {one_line(problem)}; validate the tables first") from problem
    except duckdb.OutOfMemoryException as problem:
        remedy = f"allow DuckDB more memory by {MEMORY_VARIABLE}"
        raise PublishError(f"{DATABASE}: {one_line(problem)}; {remedy}") from problem
    except duckdb.Error as problem:
        raise PublishError(f"{DATABASE}: {one_line(problem)}; free disk space or choose another --output") from problem


def _inspect(out: Path) -> Iterator[str]:
    """Tell what happened to the tables that are about to be replaced."""
    if (shown := current(out)) is None:
        return
    try:
        if (version := shown.manifest().schema_version) != SCHEMA_VERSION:
            yield f"{out}: its tables had schema version {version}; they are made anew as version {SCHEMA_VERSION}"
        for damage in shown.damage():
            yield f"{damage}; replaced by this run"
    except (OSError, ValueError) as problem:
        yield f"{problem}; replaced by this run"
    database = shown.file(DATABASE)
    if database.is_file() and _is_being_written(database):
        yield f"{out / DATABASE}: another program has it open for writing and keeps the old copy; open it read-only"


def _is_being_written(path: Path) -> bool:
    """Tell whether another process holds DuckDB's lock for writing."""
    with path.open("rb") as stream:
        try:
            fcntl.lockf(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return True
        return False


def _clear(out: Path) -> Iterator[str]:
    """Remove what a dead publisher left, and move aside what stands where the tables go and is not ours."""
    for leftover in (out / SNAPSHOTS).glob(f"{STAGING_PREFIX}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for leftover in out.glob(".next-*"):
        leftover.unlink(missing_ok=True)
    copies = (out / CURRENT).is_file() and not (out / CURRENT).is_symlink()
    for name in PUBLIC_NAMES:
        path = out / name
        if path.exists() and not path.is_symlink() and not copies:
            aside = _aside(path)
            path.rename(aside)
            yield f"{path}: was not published here; moved to {aside.name}"


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    return aside


def _show(out: Path, snapshot: Snapshot) -> list[str]:
    """Make a snapshot the current one."""
    notes = []
    try:
        for name in PUBLIC_NAMES:
            _link(out / name, Path(CURRENT) / stored_name(name))
        _link(out / CURRENT, Path(SNAPSHOTS) / snapshot.name, replace=True)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        _copy(out, snapshot)
        notes.append(f"{out}: has no symbolic links, so the tables are copies, replaced one after another")
    _sync(out)
    return notes


def _link(path: Path, target: Path, *, replace: bool = False) -> None:
    if path.is_symlink() and not replace and path.readlink() == target:
        return
    beside = path.with_name(f".next-{path.name.lstrip('.')}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(path)


def _copy(out: Path, snapshot: Snapshot) -> None:
    for name in PUBLIC_NAMES:
        beside = out / f".next-{name}"
        shutil.copyfile(snapshot.file(name), beside)
        _sync(beside)
        beside.replace(out / name)
    beside = out / ".next-current"
    beside.write_text(snapshot.name + "\n", encoding="utf-8")
    _sync(beside)
    beside.replace(out / CURRENT)


def _prune(out: Path, keep: int) -> Iterator[str]:
    shown = current(out)
    others = [s for s in snapshots(out) if shown is None or s.name != shown.name]
    for old in others[: max(len(others) - keep, 0)]:
        try:
            shutil.rmtree(old.path)
        except OSError as problem:
            yield f"{old.path}: old snapshot not removed ({problem.strerror}); remove it by hand"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)


def _error(problem: OSError, place: Path) -> PublishError:
    code = problem.errno or 0
    path = problem.filename or place
    what = os.strerror(code) if code else one_line(problem)
    return PublishError(
        f"{path}: {what}; {_REMEDIES.get(code, 'see that it can be written, or choose another --output')}"
    )
