"""How much memory DuckDB may take, for making the database as for asking it."""

from __future__ import annotations

import os
import re
from typing import Final

MEMORY_VARIABLE: Final = "SITREP_DUCKDB_MEMORY"
_SIZE = re.compile(r"\s*\d+(\.\d+)?\s*([KMGT]i?B)\s*", re.IGNORECASE)


class MemorySettingError(Exception):
    """What the environment says is no size of memory; one line with the variable and the remedy."""


def memory_limit() -> dict[str, str]:
    """How much memory DuckDB may take, as it is to be told: `SITREP_DUCKDB_MEMORY`, such as `2GB`.

    Where it is not set, DuckDB keeps its own limit, four fifths of the machine's memory. Raises `MemorySettingError`.
    """
    told = os.environ.get(MEMORY_VARIABLE)
    if not told:
        return {}
    if not _SIZE.fullmatch(told):
        raise MemorySettingError(f"{MEMORY_VARIABLE}={told}: no size of memory: say for example 2GB, or leave it unset")
    return {"memory_limit": told.strip()}
