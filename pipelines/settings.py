"""Where things are and what the environment may change."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from urllib.parse import quote, unquote

ROOT = Path(__file__).resolve().parent.parent
FAULTY_SHARE = 0.05
UI_PORT = 3000
UI = f"http://127.0.0.1:{UI_PORT}"
STORES = Path(os.environ.get("SITREP_STORES") or ROOT / "data" / "stores").absolute()
RAW = Path(os.environ.get("SITREP_RAW") or ROOT / "data" / "raw").absolute()
FEEDS = Path(os.environ.get("SITREP_FEEDS") or ROOT / "data" / "feeds").absolute()


def dagster_home() -> Path:
    """The folder of `dagster.yaml`, whose `data/dagster` keeps runs and schedules: `DAGSTER_HOME`, else the project."""
    return Path(os.environ.get("DAGSTER_HOME") or ROOT).resolve()


def absolute(path: Path) -> Path:
    """A path from the root, without `..`; links stay as they are."""
    return Path(os.path.normpath(path.absolute()))


def is_url(place: str) -> bool:
    """Whether a place is written as a URL: one in an object store."""
    return "://" in place


def located(place: str | os.PathLike[str], below: str = "outputs") -> Path:
    """The folder or file that a path names; of a URL, where `STORES` keeps what lies at that place of an object store.

    `below` is `outputs` or `inputs`. Raises ValueError where a URL names no bucket.
    """
    scheme, mark, rest = os.fspath(place).partition("://")
    if not mark:
        return absolute(Path(place))
    parts = [_part(part) for part in rest.strip("/").split("/")]
    if not rest.strip("/") or not scheme.isalnum():
        raise ValueError(f"{place}: no such place: write SCHEME://BUCKET/FOLDER, s3://news/tables for example")
    return STORES.joinpath(below, scheme.lower(), *parts)


def _part(name: str) -> str:
    """A part of an object's key as the name of a file, which it nearly always is already."""
    return (
        name
        if name.strip(".") and "\0" not in name and name == unquote(name)
        else quote(name, safe="").replace(".", "%2E") or "%"
    )


def address(path: Path, below: str = "outputs") -> str | None:
    """The URL of a place that `located` gave, None for any other path."""
    root = STORES / below
    if not path.is_relative_to(root) or len(path.relative_to(root).parts) < 2:
        return None
    scheme, *parts = path.relative_to(root).parts
    return f"{scheme}://{'/'.join('' if part == '%' else unquote(part) for part in parts)}"


def _default_output() -> Path:
    try:
        return located(os.environ.get("SITREP_OUTPUT") or ROOT / "data" / "warehouse")
    except ValueError as problem:
        raise SystemExit(f"sitrep: SITREP_OUTPUT={problem}") from problem


DEFAULT_OUTPUT = _default_output()


def reproducible() -> bool:
    """Whether `SOURCE_DATE_EPOCH` asks for tables that tell nothing of the run that made them."""
    return bool(os.environ.get("SOURCE_DATE_EPOCH"))


def faulty_share() -> float:
    """The share of a table's rows that may fail validation before nothing is published: `SITREP_FAULTY_SHARE`.

    0.05 where it is not set or no number from 0 to 1.
    """
    try:
        share = float(os.environ.get("SITREP_FAULTY_SHARE") or FAULTY_SHARE)
    except ValueError:
        return FAULTY_SHARE
    return share if 0 <= share <= 1 else FAULTY_SHARE


def now() -> dt.datetime:
    """The present moment in UTC, or the one fixed by `SOURCE_DATE_EPOCH` (seconds since 1970) for reproducible runs."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.now(dt.UTC) if not fixed else dt.datetime.fromtimestamp(int(fixed), dt.UTC)
