"""Where things are and what the environment may change."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAULTY_SHARE = 0.05
UI_PORT = 3000
UI = f"http://127.0.0.1:{UI_PORT}"
RAW = Path(os.environ.get("SITREP_RAW") or ROOT / "data" / "raw").absolute()
FEEDS = Path(os.environ.get("SITREP_FEEDS") or ROOT / "data" / "feeds").absolute()
DEFAULT_OUTPUT = Path(os.environ.get("SITREP_OUTPUT") or ROOT / "data" / "warehouse").absolute()


def dagster_home() -> Path:
    """The folder of `dagster.yaml`, whose `data/dagster` keeps runs and schedules: `DAGSTER_HOME`, else the project."""
    return Path(os.environ.get("DAGSTER_HOME") or ROOT).resolve()


def absolute(path: Path) -> Path:
    """A path from the root, without `..`; links stay as they are."""
    return Path(os.path.normpath(path.absolute()))


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
