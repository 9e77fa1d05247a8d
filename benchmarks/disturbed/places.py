"""Outputs that are full, not writable, or elsewhere; files of the warehouse that were damaged."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.disturbed.site import AFTER, BEFORE, Site, check, fingerprint
from pipelines.tables.read import WarehouseError, connect, scan
from pipelines.tables.snapshots import CURRENT, DATABASE, current, stored_name

NOBODY = 65534


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path | None]:
    """A file system in memory of this size, where mounting is permitted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = shutil.which("mount") and not subprocess.run(command, capture_output=True, check=False).returncode
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=False)


def refused(told: str) -> str | None:
    """What is wrong with how a run that cannot be was refused: it wants one line with a remedy, and no stack."""
    lines = [line for line in told.splitlines() if line.startswith("sitrep: ")]
    if "Traceback" in told or "unexpected" in told:
        return f"refused without understanding: {told[-300:]}"
    return None if any("--output" in line or "make room" in line for line in lines) else f"no remedy: {told[-300:]}"


def places(site: Site, limits: list[int], disks: tuple[str, ...]) -> None:
    """Outputs that cannot be written, or that lie elsewhere: one line with a remedy, and the last good tables stay."""
    good = site.reference(BEFORE)
    site.run()
    site.write(AFTER)
    wanted = site.reference(AFTER)

    def attempt(label: str, **fault: Any) -> None:  # noqa: ANN401 - keywords of `sitrep`
        since, problems = time.monotonic(), list[str]()
        code, told = site.run(**fault)
        problems += [f"{label}: the run did not fail"] if not code else [p for p in [refused(told)] if p]
        problems += [] if fingerprint(site.output) == good else [f"{label}: the last good tables are not there"]
        check(problems, label, since)

    for size in limits:
        attempt(f"no file may be larger than {size:,} bytes", largest_file=size)
    unprivileged(site, attempt)
    disk_full(site, wanted, disks)
    since, problems = time.monotonic(), list[str]()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as scratch:
        elsewhere = os.stat(scratch).st_dev != os.stat(site.folder).st_dev  # noqa: PTH116
        code, told = site.run(scratch=Path(scratch))
        problems += [f"fails: {told}"] if code or fingerprint(site.output) != wanted else []
        problems += ["temporary files stay"] if list(Path(scratch).iterdir()) else []
    label = "temporary files on another file system than the output"
    check(problems, label if elsewhere else f"{label} (there is none here)", since)


def unprivileged(site: Site, attempt: Callable[..., None]) -> None:
    """Outputs that another user owns; root may write anywhere, so that the run is another user's."""
    if os.geteuid() != 0:
        print("permissions: only root can run as another user: skipped")
        return
    try:
        for path in (site.folder, *site.folder.parents[: len(site.folder.parts) - 2]):
            path.chmod(path.stat().st_mode | 0o755)
        for folder in (site.home, site.temporary):
            folder.chmod(0o777)
            for path in folder.rglob("*"):
                os.chown(path, NOBODY, NOBODY)
        attempt("the output belongs to another user", user=NOBODY)
    finally:
        for path in site.folder.rglob("*"):
            if not path.is_symlink():
                os.chown(path, 0, 0)


def disk_full(site: Site, wanted: dict[str, str], sizes: tuple[str, ...]) -> None:
    """An output on disks of several sizes: refused where it does not fit, and else the same tables."""
    since, problems, refusals = time.monotonic(), [], 0
    for size in sizes:
        with small_disk(site.folder / f"disk-{size}", size) as disk:
            if disk is None:
                print("disk full: no file system can be mounted here: skipped")
                return
            code, told = site.run(output=disk / "out")
            refusals += bool(code)
            problems += [f"{size}: {p}" for p in [refused(told) if code else None] if p]
            if not code and fingerprint(disk / "out") != wanted:
                problems.append(f"{size}: other tables")
            elif code and current(disk / "out") is not None:
                problems.append(f"{size}: refused, yet there are tables")
    check(problems, f"disks of {', '.join(sizes)}: {refusals} too small", since)


def damage(site: Site, names: list[str]) -> None:
    """Files of the warehouse cut off, emptied, removed or changed in one bit: refused with the remedy, then mended."""
    since, problems = time.monotonic(), list[str]()
    wanted = site.reference(BEFORE)
    site.run()
    ways: dict[str, Callable[[Path], object]] = {
        "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
        "emptied": lambda path: os.truncate(path, 0),
        "removed": Path.unlink,
        "one bit": lambda path: path.write_bytes(_flipped(path.read_bytes())),
    }
    for name in names:
        for way, spoil in ways.items():
            spoil(site.output / CURRENT / stored_name(name))
            try:
                connect(site.output) if name == DATABASE else scan(site.output, name.removesuffix(".parquet"))
                problems.append(f"{name}, {way}: not noticed")
            except WarehouseError as refusal:
                problems += [] if "sitrep run" in str(refusal) else [f"{name}, {way}: no remedy: {refusal}"]
            code, told = site.run()
            if code or fingerprint(site.output) != wanted:
                problems.append(f"{name}, {way}: not mended: {told}")
    check(problems, f"{len(names) * len(ways)} damaged files: refused, and mended by the next run", since)


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
