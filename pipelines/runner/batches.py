"""A batch is one file, folder or pattern of articles: an entry of `data/raw`, or any path given to a run."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.ingest.sidecars import is_sidecar
from pipelines.ingest.source import companions, files, is_there, leads_out, root_of
from pipelines.settings import RAW, absolute, address, is_url, located

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+|(?<=\.)\.+")
_UNDER_WAY = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")


@dataclass(frozen=True, slots=True)
class Batch:
    """`key` is the Dagster partition; the same path always has the same key."""

    key: str
    path: Path

    @property
    def place(self) -> str:
        """The path, or the URL of an object store that it stands for: the same on every machine."""
        return address(self.path, "inputs") or str(self.path)


def batch_at(key: str, place: str) -> Batch:
    """The batch of a key and a `Batch.place`."""
    return Batch(key, located(place, "inputs") if is_url(place) else Path(place))


def batch_of(path: Path) -> Batch:
    """The batch of a path: entries of `data/raw` go by their name, others by name and a hash of where they are."""
    full = absolute(path)
    name = _UNSAFE.sub("_", os.fsencode(full.name).decode("utf-8", "replace")).strip("_") or "batch"
    if full.parent == RAW and name == full.name:
        return Batch(name, full)
    return Batch(f"{name}-{hashlib.sha256(os.fsencode(address(full, 'inputs') or full)).hexdigest()[:8]}", full)


def raw_batches(raw: Path = RAW) -> list[Batch]:
    """The batches that lie in a folder of raw text, sorted by name; hidden entries and sidecars are none."""
    if not raw.is_dir():
        return []
    entries = sorted(raw.iterdir(), key=lambda entry: os.fsencode(entry.name))
    return [batch_of(e) for e in entries if not e.name.startswith(".") and not is_sidecar(e.name)]


def is_deleted(path: Path) -> bool:
    """Whether what a batch was read from is not there any more, or is a folder that was emptied."""
    if path.is_dir():
        return all(is_sidecar(file.name) for file in files(path))
    return not is_there(path)


def manifest(path: Path) -> str:
    """A hash of the names and bytes of a batch's files: it changes when, and only when, the input does."""
    digest, root = hashlib.sha256(), root_of(path)
    for file in [*files(path), *companions(path)]:
        digest.update(os.fsencode(file.relative_to(root)) + b"\0")
        digest.update(_content(file, root))
    return digest.hexdigest()


def arriving(path: Path) -> bool:
    """Whether a file of a batch bears the name of a copy or download under way."""
    return any(file.name.lower().endswith(_UNDER_WAY) for file in files(path))


def _content(file: Path, root: Path) -> bytes:
    """A hash of a file's bytes; of a link out of the batch, which is never read, that of where it leads."""
    try:
        if leads_out(file, root):
            return hashlib.sha256(b"link: " + os.fsencode(file.readlink())).digest()
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            return hashlib.sha256(b"no file").digest()
        return _hashed(file, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
    except OSError as problem:
        return hashlib.sha256(f"unreadable: {problem.errno}".encode()).digest()


@lru_cache(maxsize=1 << 17)
def _hashed(file: Path, _state: tuple[int, ...]) -> bytes:
    """The hash of a file, kept as long as the process lives and the file system says that nothing touched the file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
