"""Reading a published warehouse: always one snapshot, read-only, checked to be of this version of the schema."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipelines.messages import one_line
from pipelines.settings import address
from pipelines.tables.memory import MemorySettingError, memory_limit
from pipelines.tables.snapshots import DATABASE, MANIFEST, Manifest, Snapshot, checksum, current
from pipelines.tables.version import SCHEMA_VERSION

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_ISOLATED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}


_ATTEMPTS = 10
Shown = TypeVar("Shown")


class WarehouseError(Exception):
    """A warehouse cannot be read. One line: file, what is wrong, remedy."""


class Warehouse:
    """One snapshot of a warehouse: what it reads stays the same while later runs publish."""

    def __init__(self, out: Path) -> None:
        """Take the snapshot shown now. Raises `WarehouseError`."""
        self.out = out
        self.snapshot = _current(out)
        self.manifest = _manifest(self.snapshot)
        if self.manifest.schema_version != SCHEMA_VERSION:
            raise WarehouseError(
                f"{out}: its tables have schema version {self.manifest.schema_version}, this program reads "
                f"{SCHEMA_VERSION}; run `sitrep run --again --output {out}` to rebuild them"
            )

    def scan(self, table: str) -> pl.LazyFrame:
        """Scan a table. Raises `WarehouseError` for an unknown table or a damaged file."""
        import polars as pl  # noqa: PLC0415 - SQL alone starts sooner without it

        if f"{table}.parquet" not in self.manifest.files:
            tables = sorted(name.removesuffix(".parquet") for name in self.manifest.files if name != DATABASE)
            raise WarehouseError(f"{self.out}: no table {table}; there are {', '.join(tables)}")
        path = self._file(f"{table}.parquet")
        try:
            frame = pl.scan_parquet(path, hive_partitioning=False)
            frame.collect_schema()
        except (pl.exceptions.PolarsError, OSError) as problem:
            raise WarehouseError(f"{path}: {one_line(problem)}; {_remedy(self.out)}") from problem
        return frame

    def connect(self, *, allow_files: bool = False) -> duckdb.DuckDBPyConnection:
        """Open the database for reading alone; SQL reaches neither files nor the network unless `allow_files`.

        Raises `WarehouseError` if the database is lost, damaged or locked by a program that writes to it.
        """
        import duckdb  # noqa: PLC0415 - scans start sooner without it

        path = self._file(DATABASE)
        try:
            config = {**_ISOLATED, "enable_external_access": allow_files, **memory_limit()}
            return duckdb.connect(path, read_only=True, config=config)
        except MemorySettingError as problem:
            raise WarehouseError(str(problem)) from problem
        except duckdb.ConnectionException as problem:
            raise WarehouseError(f"{path}: {one_line(problem)}; close the other connection first") from problem
        except duckdb.Error as problem:
            reason = one_line(problem).removeprefix("IO Error: ")
            if "lock" in reason:
                raise WarehouseError(f"{path}: {reason.partition(' See also')[0]} Close that program") from problem
            raise WarehouseError(f"{path}: {reason}; {_remedy(self.out)}") from problem

    def damage(self) -> list[str]:
        """Compare every file with its checksum: one line per file that is lost or was changed."""
        return list(self.snapshot.damage())

    def _file(self, name: str) -> Path:
        path, stored = self.snapshot.file(name), self.manifest.files.get(name)
        if stored is None or not path.is_file():
            raise WarehouseError(f"{path}: lost since it was published; {_remedy(self.out)}")
        if path.stat().st_size != stored.bytes or (self._touched(path) and checksum(path) != stored.sha256):
            raise WarehouseError(f"{path}: changed since it was published; {_remedy(self.out)}")
        return path

    def _touched(self, path: Path) -> bool:
        """Whether a file was written to after its manifest, which is written last: only then its checksum is due."""
        found, manifest = path.stat(), (self.snapshot.path / MANIFEST).stat()
        return max(found.st_mtime_ns, found.st_ctime_ns) > manifest.st_mtime_ns


def connect(out: Path, *, allow_files: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a warehouse's database as it is shown now, as `Warehouse.connect` does."""
    return _shown(out, lambda warehouse: warehouse.connect(allow_files=allow_files))


def scan(out: Path, table: str) -> pl.LazyFrame:
    """Scan a table of a warehouse as it is shown now, as `Warehouse.scan` does."""
    return _shown(out, lambda warehouse: warehouse.scan(table))


def _shown(out: Path, use: Callable[[Warehouse], Shown]) -> Shown:
    """Use the snapshot shown now; if it was replaced and removed in that moment, the one shown then."""
    for _ in range(_ATTEMPTS):
        before = current(out)
        try:
            return use(Warehouse(out))
        except WarehouseError:
            if before == current(out):
                raise
    return use(Warehouse(out))


def _current(out: Path) -> Snapshot:
    if address(out) is not None:
        _refresh(out)
    try:
        snapshot = current(out)
    except (OSError, UnicodeDecodeError) as problem:
        raise WarehouseError(f"{out}: {one_line(problem)}; {_remedy(out)}") from problem
    if snapshot is None:
        raise WarehouseError(f"{out}: holds no published tables; run `sitrep run --output {out}` first")
    return snapshot


def _refresh(out: Path) -> None:
    """Bring what stands here for an output in an object store up to date."""
    from pipelines.stores import tables  # noqa: PLC0415 - needed for such outputs alone
    from pipelines.stores.store import StoreError  # noqa: PLC0415
    from pipelines.tables.publish import PublishError  # noqa: PLC0415

    try:
        tables.refresh(out)
    except (PublishError, StoreError) as problem:
        raise WarehouseError(str(problem)) from problem


def _manifest(snapshot: Snapshot) -> Manifest:
    try:
        return snapshot.manifest()
    except (OSError, ValueError) as problem:
        raise WarehouseError(f"{snapshot.path}: {one_line(problem)}; {_remedy(snapshot.path.parents[1])}") from problem


def _remedy(out: Path) -> str:
    return f"run `sitrep run --again --output {out}` to rebuild it, or `sitrep rollback` to an earlier snapshot"
