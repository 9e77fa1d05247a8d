"""Where a warehouse keeps its tables: complete snapshots, and one link that says which of them is current.

    OUT/events.parquet  -> .current/events.pq        one link per table, and one for the database
    OUT/sitrep.duckdb   -> .current/sitrep.db
    OUT/.current        -> .snapshots/000012-5be3…   replaced by rename: all tables change at that moment
    OUT/.snapshots/000012-5be3…/manifest.json        schema version; checksum, size and row count of every file
    OUT/.lock                                        held while publishing

A snapshot is never changed after it is made. Its files have suffixes of their own, so that a search for `*.parquet`
below OUT finds every table once. On a file system without symbolic links `.current` is a file that holds the snapshot's
name, and the tables are copies: each of them changes at once, all of them in a row.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

DATABASE: Final = "sitrep.duckdb"
SNAPSHOTS: Final = ".snapshots"
CURRENT: Final = ".current"
MANIFEST: Final = "manifest.json"
STAGING_PREFIX: Final = ".staging-"

_SUFFIXES = {".parquet": ".pq", ".duckdb": ".db"}

_NAME = re.compile(r"\d{6}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a snapshot; `rows` is None for the database."""

    sha256: str
    bytes: int
    rows: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds; `files` by public name. `made_of` names what all but `runs` follow from, if known."""

    schema_version: str
    files: dict[str, StoredFile]
    made_of: str | None = None

    @property
    def digest(self) -> str:
        """A hash of the tables' content."""
        lines = sorted(f"{name} {file.sha256}\n" for name, file in self.files.items() if name != DATABASE)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A complete set of tables. Names sort by age."""

    name: str
    path: Path

    @property
    def sequence(self) -> int:
        """Its number in the order of publication, from 1."""
        return int(self.name.partition("-")[0])

    def file(self, public_name: str) -> Path:
        """Where the snapshot keeps a file of the warehouse."""
        return self.path / stored_name(public_name)

    def manifest(self) -> Manifest:
        """Read what it holds. Raises OSError or ValueError if the manifest is lost or torn."""
        try:
            stored = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            files = {name: StoredFile(**file) for name, file in stored["files"].items()}
            return Manifest(stored["schema_version"], files, stored.get("made_of"))
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError(f"{self.path / MANIFEST} is no manifest: {problem}") from problem

    def damage(self) -> Iterator[str]:
        """Compare files with the manifest: one line per file that is lost or was changed. Raises as `manifest`."""
        for name, stored in self.manifest().files.items():
            path = self.file(name)
            if not path.is_file():
                yield f"{path}: lost since it was published"
            elif path.stat().st_size != stored.bytes or checksum(path) != stored.sha256:
                yield f"{path}: changed since it was published"


def stored_name(public_name: str) -> str:
    """Name in a snapshot what a warehouse calls `events.parquet` or `sitrep.duckdb`."""
    name = Path(public_name)
    return name.with_suffix(_SUFFIXES[name.suffix]).name


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest; the same content gives the same bytes."""
    path.write_text(json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def checksum(path: Path) -> str:
    """Hash a file with SHA-256."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def snapshots(out: Path) -> list[Snapshot]:
    """List the snapshots of a warehouse, oldest first."""
    folder = out / SNAPSHOTS
    if not folder.is_dir():
        return []
    return [Snapshot(path.name, path) for path in sorted(folder.iterdir()) if _NAME.fullmatch(path.name)]


def current(out: Path) -> Snapshot | None:
    """Find the snapshot that a warehouse shows, if it shows one."""
    link = out / CURRENT
    if link.is_symlink():
        name = link.readlink().name
    elif link.is_file():
        name = link.read_text(encoding="utf-8").strip()
    else:
        return None
    path = out / SNAPSHOTS / name
    return Snapshot(name, path) if path.is_dir() else None
