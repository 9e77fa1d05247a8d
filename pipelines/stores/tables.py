"""Published tables in an object store: every version under a name of its own, and one object that names the current.

    URL/current.json                    the name of the version shown, and what it holds; written last, in one go
    URL/versions/000012-5be3…/*         a version: Parquet files, sitrep.duckdb, manifest.json; never changed again

The folder that stands for the store here is a warehouse as any other, and shows what the store shows.
"""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Final

from pipelines.settings import address
from pipelines.stores.store import Store, StoreError
from pipelines.tables import publish
from pipelines.tables.snapshots import MANIFEST, SNAPSHOTS, Snapshot, current, stored_name

POINTER: Final = "current.json"
VERSIONS: Final = "versions"
_NAME: Final = re.compile(r"\d{6}-[0-9a-f]{12}")


def refresh(out: Path) -> None:
    """Have the folder of an output show the version that its store shows; nothing for an output that is in no store.

    Raises `StoreError` and `PublishError`.
    """
    if (url := address(out)) is None:
        return
    store = Store(url)
    name = _shown(store)
    here = current(out)
    if name is not None and (here is None or here.name != name):
        _take(store, out, name)


def send(out: Path) -> None:
    """Publish in the store what the folder of an output shows; nothing for an output that is in no store.

    Raises `StoreError`; the store shows what it showed before then.
    """
    shown = current(out)
    if (url := address(out)) is None or shown is None:
        return
    store = Store(url)
    for name in shown.manifest().files:
        store.upload(shown.file(name), f"{VERSIONS}/{shown.name}/{name}")
    store.upload(shown.path / MANIFEST, f"{VERSIONS}/{shown.name}/{MANIFEST}")
    _point(store, shown)
    for old in [name for name in _versions(store) if name != shown.name][: -publish.KEPT_SNAPSHOTS]:
        store.remove(f"{VERSIONS}/{old}")


def rollback(out: Path, snapshot: str | None = None) -> str:
    """Show an earlier version again, as `publish.rollback` does, in the store too if the output is in one."""
    if (url := address(out)) is None:
        return publish.rollback(out, snapshot)
    store = Store(url)
    shown, kept = _shown(store), _versions(store)
    earlier = [name for name in kept if (name == snapshot if snapshot else shown is not None and name < shown)]
    if not earlier:
        there = ", ".join(kept) or "none"
        raise StoreError(f"{url}: no version {snapshot or 'before the current one'}; there are: {there}")
    _take(store, out, earlier[-1])
    _point(store, Snapshot(earlier[-1], out / SNAPSHOTS / earlier[-1]))
    return earlier[-1]


def _take(store: Store, out: Path, name: str) -> None:
    publish.adopt(out, name, partial(_fetch, store, name))


def _fetch(store: Store, name: str, folder: Path) -> None:
    if not store.download(f"{VERSIONS}/{name}/{MANIFEST}", folder / MANIFEST):
        raise StoreError(f"{store.url}: its version {name} is lost: publish again, or `sitrep rollback` to another")
    for public in Snapshot(name, folder).manifest().files:
        if Path(public).name != public:
            raise StoreError(f"{store.url}: version {name} holds {public!r}, which is no table: publish again")
        store.download(f"{VERSIONS}/{name}/{public}", folder / stored_name(public))


def _shown(store: Store) -> str | None:
    """The name of the version shown."""
    if (content := store.read(POINTER)) is None:
        return None
    try:
        name = json.loads(content)["version"]
    except (ValueError, KeyError, TypeError):
        name = None
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise StoreError(f"{store.url}/{POINTER}: names no version: remove it and publish again")
    return name


def _point(store: Store, snapshot: Snapshot) -> None:
    manifest = snapshot.manifest()
    files = {name: f"{VERSIONS}/{snapshot.name}/{name}" for name in sorted(manifest.files)}
    told = {"version": snapshot.name, "schema_version": manifest.schema_version, "files": files}
    store.write(POINTER, json.dumps(told, indent=2).encode() + b"\n")


def _versions(store: Store) -> list[str]:
    """The versions of the store, oldest first."""
    names = {name.split("/")[1] for name in store.listing(VERSIONS) if name.count("/") > 1}
    return sorted(name for name in names if _NAME.fullmatch(name))
