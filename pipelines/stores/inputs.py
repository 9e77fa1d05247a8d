"""Inputs in an object store: what is there is copied to the folder that stands for it, and only what has changed."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipelines.ingest.sidecars import is_sidecar
from pipelines.settings import STORES, address, located
from pipelines.stores.store import Store, StoreError, remembered

_WILDCARD = re.compile(r"[*?\[]")


def refresh(path: Path) -> None:
    """Bring the files of an input up to date; nothing for one that is in no store.

    An object that is gone from the store goes here too; where nothing is left, the input is a path that is not there.
    Raises `StoreError`.
    """
    if (url := address(path, "inputs")) is None:
        return
    scheme, _, key = url.partition("://")
    bucket, _, key = key.partition("/")
    store = Store(f"{scheme}://{bucket}")
    found = _objects(store, key)
    record = STORES / "inputs" / ".records" / f"{sha256(url.encode()).hexdigest()}.json"
    known: dict[str, str] = remembered(record)
    try:
        for name in sorted(known.keys() - found.keys()):
            located(f"{store.url}/{name}", "inputs").unlink(missing_ok=True)
        for name, stamp in found.items():
            file = located(f"{store.url}/{name}", "inputs")
            if known.get(name) != stamp or not file.is_file():
                _copy(store, name, file)
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(found), encoding="utf-8")
    except OSError as problem:
        place = problem.filename or STORES
        raise StoreError(f"{place}: {problem.strerror}: make room there, or set SITREP_STORES to another") from problem


def _objects(store: Store, key: str) -> dict[str, str]:
    """The objects of an input and their stamps: those below a folder, a single one, or the matches of a pattern."""
    found = store.listing(key)
    if not found and _WILDCARD.search(key):
        found = store.matches(key)
    elif set(found) != {key}:
        return found
    beside = {str(PurePosixPath(name).parent) for name in found}
    for folder in sorted(beside):
        inside = store.listing("" if folder == "." else folder)
        found |= {name: stamp for name, stamp in inside.items() if _is_beside(name, folder)}
    return found


def _is_beside(name: str, folder: str) -> bool:
    path = PurePosixPath(name)
    return str(path.parent) == folder and is_sidecar(path.name)


def _copy(store: Store, name: str, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(".next-" + sha256(file.name.encode()).hexdigest()[:16])
    store.download(name, beside)
    beside.replace(file)
