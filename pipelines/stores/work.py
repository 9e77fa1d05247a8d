"""The work of several machines on one output in a store: what a stage needs of others' is fetched, what it did is sent.

    URL/work/UNIT.json                  the files of a unit, with checksums; written last, in one go
    URL/work/UNIT/DIGEST/*              the files of one state of the unit, never changed again
    URL/work/runs/RUN.json              what each run did

A unit is a folder of the work folder: `batches/KEY`, `tables`, `resolution`. Who sends a unit last is right.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipelines.runner.workspace import Workspace
from pipelines.settings import address
from pipelines.stores.store import Store, StoreError, remembered
from pipelines.tables.snapshots import checksum

BATCHES: Final = "batches"
TABLES: Final = ("tables", "resolution")

_WORK: Final = "work"
_RUNS: Final = "runs"
_RECORD: Final = "shared.json"
_LAST: Final = "batch.json"  # says which of a batch's files are current
_STATES: Final = 2  # states of a unit that are kept, so that whoever fetches one meanwhile finds its files
_ATTEMPTS: Final = 5


def batch(key: str) -> str:
    """The unit of a batch."""
    return f"{BATCHES}/{key}"


@contextmanager
def shared(workspace: Workspace, *units: str) -> Iterator[None]:
    """Fetch units before a stage and send them after it, if it succeeds; nothing for an output that is in no store.

    `batches` stands for the units of all batches. Raises `StoreError`.
    """
    fetch(workspace, *units)
    yield
    if (url := address(workspace.output)) is not None:
        with _locked(workspace, units):
            _Shared(Store(url), workspace.root).send(units)


def fetch(workspace: Workspace, *units: str) -> None:
    """Fetch what other machines sent of units since this one did so last, and what runs did. Raises `StoreError`."""
    if (url := address(workspace.output)) is not None:
        with _locked(workspace, units):
            _Shared(Store(url), workspace.root).fetch(units)


@contextmanager
def _locked(workspace: Workspace, units: Sequence[str]) -> Iterator[None]:
    """Hold the work folder, and with the units of tables also whoever on this machine resolves or publishes."""
    with workspace.tables_locked() if set(units) & set(TABLES) else nullcontext(), workspace.locked():
        yield


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a unit as a record or an index tells it."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class _Index:
    """What a unit is in the store: its last states, the current one at the end, and the files of that."""

    states: list[str]
    files: dict[str, _File]


class _Shared:
    """The units of a work folder and those of its store.

    `_known` is what both had in common last: for each unit the stamp of its index in the store, and size, time and
    checksum of its files here; `_runs` has stamp and checksum of the record of each run.
    """

    def __init__(self, store: Store, root: Path) -> None:
        self._store, self._root = store, root
        record = remembered(root / _RECORD)
        self._known: dict[str, dict[str, Any]] = record.get("units", {})
        self._runs: dict[str, list[str]] = record.get("runs", {})

    def fetch(self, wanted: tuple[str, ...]) -> None:
        indexes = self._listed("", _is_index)
        for name, stamp in indexes.items():
            unit = name.removesuffix(".json")
            if _is_wanted(unit, wanted) and self._known.get(unit, {}).get("stamp") != stamp:
                self._take(unit, stamp)
        for unit in sorted(self._known):
            if _is_wanted(unit, wanted) and f"{unit}.json" not in indexes:
                shutil.rmtree(self._root / unit, ignore_errors=True)
                del self._known[unit]
        for name, stamp in self._listed(_RUNS, _is_run).items():
            file = self._root / name
            if self._runs.get(name, [""])[0] != stamp and self._get(name, file):
                self._runs[name] = [stamp, checksum(file)]
        self._keep()

    def send(self, wanted: tuple[str, ...]) -> None:
        here = {batch(folder.name) for folder in (self._root / BATCHES).glob("*") if folder.is_dir()}
        for unit in sorted({*here, *TABLES, *self._known}):
            if _is_wanted(unit, wanted):
                self._put(unit)
        runs = {f"{_RUNS}/{run.name}": checksum(run) for run in sorted((self._root / _RUNS).glob("*.json"))}
        changed = {name: told for name, told in runs.items() if self._runs.get(name, ["", ""])[1] != told}
        for name in changed:
            self._store.upload(self._root / name, f"{_WORK}/{name}")
        stamps = self._listed(_RUNS, _is_run) if changed else {}
        self._runs |= {name: [stamps.get(name, ""), told] for name, told in changed.items()}
        self._keep()

    def _listed(self, below: str, wanted: Callable[[str], bool]) -> dict[str, str]:
        """The objects of the work folder in the store, and their stamps."""
        listed = self._store.listing(f"{_WORK}/{below}".rstrip("/"))
        names = {name.removeprefix(f"{_WORK}/"): stamp for name, stamp in listed.items()}
        return {name: stamp for name, stamp in names.items() if wanted(name)}

    def _take(self, unit: str, stamp: str) -> None:
        """Make a unit here what it is in the store."""
        for _ in range(_ATTEMPTS):
            index = self._index(unit)
            if index is None:
                return
            if self._download(unit, index):
                self._known[unit] = {"stamp": stamp, "files": self._states(unit)}
                return
        raise StoreError(f"{self._store.url}: {unit} changes all the time: see that one machine works on it")

    def _index(self, unit: str) -> _Index | None:
        name = f"{_WORK}/{unit}.json"
        if (content := self._store.read(name)) is None:
            return None
        try:
            told = json.loads(content)
            index = _Index([str(state) for state in told["states"]], {p: _File(**f) for p, f in told["files"].items()})
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise StoreError(f"{self._store.url}/{name}: is damaged: remove it, and read that input again") from problem
        outside = (path for path in index.files if ".." in path.split("/") or path.startswith("/"))
        if next(outside, None) or not index.states or not all(state.isalnum() for state in index.states):
            raise StoreError(f"{self._store.url}/{name}: names files outside of it: remove it")
        return index

    def _download(self, unit: str, index: _Index) -> bool:
        """Fetch the files of a unit that differ, then show them together; False if its state is not there any more."""
        files = index.files
        folder, fresh = self._root / unit, self._root / "partial" / f"fetch.{os.getpid()}"
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            changed = [path for path, file in files.items() if not _is(folder / path, file)]
            for path in changed:
                if not self._get(f"{unit}/{index.states[-1]}/{path}", fresh / path):
                    return False
            for path in sorted(changed, key=lambda path: path == _LAST):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).replace(folder / path)
            for path in _files(folder).keys() - files.keys():
                (folder / path).unlink()
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return True

    def _get(self, name: str, file: Path) -> bool:
        file.parent.mkdir(parents=True, exist_ok=True)
        return self._store.download(f"{_WORK}/{name}", file)

    def _put(self, unit: str) -> None:
        """Make a unit in the store what it is here, if that has changed."""
        index = f"{_WORK}/{unit}.json"
        states = self._states(unit)
        if not states:
            if unit in self._known:
                self._store.remove(index)
                self._store.remove(f"{_WORK}/{unit}")
                del self._known[unit]
            return
        if states == self._known.get(unit, {}).get("files"):
            return
        files = {path: {"sha256": state[2], "bytes": state[0]} for path, state in states.items()}
        digest = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:16]
        for path in files:
            self._store.upload(self._root / unit / path, f"{_WORK}/{unit}/{digest}/{path}")
        found = self._index(unit)
        before = [] if found is None else [state for state in found.states if state != digest]
        kept = [*before, digest][-_STATES:]
        self._store.write(index, json.dumps({"states": kept, "files": files}, indent=1).encode())
        for old in set(before) - set(kept):
            self._store.remove(f"{_WORK}/{unit}/{old}")
        self._known[unit] = {"stamp": self._store.listing(index).get(index, ""), "files": states}

    def _states(self, unit: str) -> dict[str, list[Any]]:
        """Size, time of change and checksum of each file of a unit; a file that has not changed is not read again."""
        before = self._known.get(unit, {}).get("files", {})
        found: dict[str, list[Any]] = {}
        for path, file in _files(self._root / unit).items():
            told = file.stat()
            size, moment = told.st_size, told.st_mtime_ns
            known = before.get(path)
            found[path] = known if known and known[:2] == [size, moment] else [size, moment, checksum(file)]
        return found

    def _keep(self) -> None:
        record = self._root / _RECORD
        beside = record.with_suffix(".next")
        beside.write_text(json.dumps({"units": self._known, "runs": self._runs}), encoding="utf-8")
        beside.replace(record)


def _is_index(name: str) -> bool:
    unit = name.removesuffix(".json")
    folder, _, key = unit.partition("/")
    return unit != name and (unit in TABLES or (folder == BATCHES and _is_plain(key)))


def _is_run(name: str) -> bool:
    return name.endswith(".json") and _is_plain(name.removeprefix(f"{_RUNS}/"))


def _is_plain(name: str) -> bool:
    """Whether a name is that of one file or folder, and of none that is hidden or elsewhere."""
    return bool(name) and "/" not in name and "\0" not in name and name.strip(".") != ""


def _is_wanted(unit: str, wanted: tuple[str, ...]) -> bool:
    return unit in wanted or (BATCHES in wanted and unit.startswith(f"{BATCHES}/"))


def _is(path: Path, file: _File) -> bool:
    return path.is_file() and path.stat().st_size == file.bytes and checksum(path) == file.sha256


def _files(folder: Path) -> Mapping[str, Path]:
    """The files below a folder by their relative names."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
