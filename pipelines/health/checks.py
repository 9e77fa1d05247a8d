"""The checks of `sitrep doctor`: each gives one finding, and a finding that is not good names its remedy."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from pipelines.messages import one_line
from pipelines.settings import RAW, ROOT, dagster_home

_OLDEST = (3, 11)
_LEAST_BYTES = 500_000_000
_TEXT = "Two soldiers were killed with rifles in Paris on Monday, the French army said, and it may attack today."
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;#]+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `remedy` is empty where all is well."""

    state: Literal["good", "warning", "bad"]
    told: str
    remedy: str = ""


Check = Callable[[Path], Finding]


def python(_: Path) -> Finding:
    """The interpreter is new enough."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _OLDEST:
        return Finding("bad", f"Python {found}", "install Python 3.11 or newer and run `make clean run`")
    return Finding("good", f"Python {found}")


def packages(_: Path) -> Finding:
    """The installed packages are those that the project was tested with."""
    path = ROOT / "constraints.txt"
    if not path.is_file():
        return Finding("warning", f"{path} is not there", "get it back with `git checkout constraints.txt`")
    lines = path.read_text(encoding="utf-8").splitlines()
    pins = {match[1]: match[2] for match in map(_PIN.match, lines) if match}
    found = {name: _installed(name) for name in pins}
    lacking = [name for name, held in found.items() if held is None]
    other = [f"{name} {held} instead of {pins[name]}" for name, held in found.items() if held not in {pins[name], None}]
    if lacking:
        return Finding("bad", f"{len(lacking)} packages are missing: {', '.join(lacking[:5])}", "run `make clean run`")
    if other:
        return Finding("warning", f"{len(other)} packages differ: {'; '.join(other[:5])}", "run `make clean run`")
    return Finding("good", f"{len(pins)} packages as pinned")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def model(_: Path) -> Finding:
    """The language model loads and reads."""
    from pipelines.language import load_reader  # noqa: PLC0415 - heavy

    try:
        load_reader().read("Troops left the town.")
    except Exception as problem:
        told = f"the language model does not read: {one_line(problem)}"
        return Finding(
            "bad", told, "unset SITREP_LANGUAGE_MODEL, or get data/model back with `git checkout data/model`"
        )
    return Finding("good", "the language model reads")


def lexicon(_: Path) -> Finding:
    """Every lexicon file is well-formed."""
    from pipelines.language import load_reader  # noqa: PLC0415 - heavy
    from pipelines.lexicon import LexiconError, read_yaml, root  # noqa: PLC0415

    try:
        for path in sorted(root().rglob("*.yaml")):
            read_yaml(path)
        from pipelines.extract.document import extract  # noqa: PLC0415 - asks for words where it is imported

        extract(load_reader().read(_TEXT), None)
    except LexiconError as problem:
        return Finding("bad", one_line(problem), "mend the file at the place that is named")
    return Finding("good", "the lexicon is well-formed")


def output(folder: Path) -> Finding:
    """The folder of tables can be written, and has room."""
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as problem:
        return Finding("bad", f"{nearest}: {problem.strerror}", "choose an --output that you can write to")
    free = shutil.disk_usage(nearest).free
    if free < _LEAST_BYTES:
        return Finding(
            "warning", f"{nearest}: {free // 1_000_000} MB are free", "make room, or choose another --output"
        )
    return Finding("good", f"{folder} can be written, {free // 1_000_000_000} GB are free")


def tables(folder: Path) -> Finding:
    """The published tables are whole and of this version."""
    from pipelines.tables.read import Warehouse, WarehouseError  # noqa: PLC0415
    from pipelines.tables.snapshots import current  # noqa: PLC0415

    if current(folder) is None:
        return Finding("warning", f"{folder} holds no tables yet", "run `sitrep run`")
    try:
        damage = Warehouse(folder).damage()
    except (WarehouseError, OSError, ValueError) as problem:
        told, _, remedy = one_line(problem).rpartition("; ")
        return Finding("bad", told or one_line(problem), remedy or "run `sitrep run --again`")
    if damage:
        return Finding("bad", damage[0], "run `sitrep run --again` to rebuild the tables, or `sitrep rollback`")
    return Finding("good", f"the tables in {folder} are whole")


def instance(_: Path) -> Finding:
    """Dagster's own records can be opened and written."""
    home = dagster_home()
    if not (home / "dagster.yaml").is_file():
        return Finding("bad", f"{home} has no dagster.yaml", "unset DAGSTER_HOME, or copy dagster.yaml there")
    folder = home / "data" / "dagster"
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(nearest, os.W_OK):
        return Finding("bad", f"{nearest} cannot be written", "give yourself the right to write there")
    for path in sorted(folder.rglob("*.db")):
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                (state,) = connection.execute("PRAGMA quick_check").fetchone()
        except sqlite3.Error as problem:
            state = one_line(problem)
        if state != "ok":
            return Finding("bad", f"{path}: {state}", "move the file away; its history of runs is lost, tables are not")
    return Finding("good", f"Dagster's records in {folder} are sound")


def input_folder(_: Path) -> Finding:
    """The folder that the sensor watches is there and can be read."""
    if not RAW.is_dir() or not os.access(RAW, os.R_OK):
        return Finding("warning", f"{RAW} cannot be read", "make the folder, and put articles there")
    return Finding("good", f"{RAW} is watched for articles")


CHECKS: Final[dict[str, Check]] = {
    "python": python,
    "packages": packages,
    "language model": model,
    "lexicon": lexicon,
    "input": input_folder,
    "output": output,
    "tables": tables,
    "dagster": instance,
}


def findings(folder: Path) -> Iterator[tuple[str, Finding]]:
    """Run every check on an installation and an output folder; a check that fails itself is a bad finding."""
    for name, check in CHECKS.items():
        try:
            yield name, check(folder)
        except Exception as problem:
            yield name, Finding("bad", f"the check itself failed: {one_line(problem)}", "run `sitrep --debug doctor`")
