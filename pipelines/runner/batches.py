"""A batch is one file or folder of articles: an entry of `data/raw`, or any path given to a run."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.ingest.plain_text import SIDECAR_SUFFIX
from pipelines.ingest.source import files
from pipelines.settings import RAW, absolute

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+|(?<=\.)\.+")
_READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Batch:
    """`key` is the Dagster partition; the same path always has the same key."""

    key: str
    path: Path


def batch_of(path: Path) -> Batch:
    """The batch of a path: entries of `data/raw` go by their name, others by name and a hash of where they are."""
    full = absolute(path)
    name = _UNSAFE.sub("_", os.fsencode(full.name).decode("utf-8", "replace")).strip("_") or "batch"
    if full.parent == RAW and name == full.name:
        return Batch(name, full)
    return Batch(f"{name}-{hashlib.sha256(os.fsencode(full)).hexdigest()[:8]}", full)


def raw_batches(raw: Path = RAW) -> list[Batch]:
    """The batches that lie in a folder of raw text, sorted by name; hidden entries and sidecars are none."""
    if not raw.is_dir():
        return []
    entries = sorted(raw.iterdir(), key=lambda entry: os.fsencode(entry.name))
    return [batch_of(e) for e in entries if not e.name.startswith(".") and not e.name.endswith(SIDECAR_SUFFIX)]


def manifest(path: Path) -> str:
    """A hash of the names and bytes of a batch's files: it changes when, and only when, the input does."""
    digest = hashlib.sha256()
    for file in files(path):
        digest.update(os.fsencode(file.relative_to(path) if file != path else file.name) + b"\0")
        digest.update(_content(file))
    return digest.hexdigest()


def _content(file: Path) -> bytes:
    digest = hashlib.sha256()
    try:
        if file.is_file():
            with file.open("rb") as stream:
                while block := stream.read(_READ_BYTES):
                    digest.update(block)
    except OSError as problem:
        digest.update(f"unreadable: {problem.errno}".encode())
    return digest.digest()
