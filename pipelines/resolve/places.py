"""Places across documents.

The extractor's key says which place it is. A name that it found in no gazetteer (`name:kuriga:NGA`, `name:kuriga:`) is
the only place of that name that other documents tell of, if what is known of its country does not speak against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.resolve.actors import most_common
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_UNLOCATED = "name:"
_LOCAL = frozenset({"city", "facility", "other", "admin1", "admin2"})


@dataclass(slots=True)
class Places:
    """Resolved places: rows of the table, and ids of one document → ids of all."""

    rows: list[Row]
    ids: dict[str, str]
    by_id: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {row["place_id"]: row for row in self.rows}


def resolve_places(tables: Mapping[str, pl.DataFrame]) -> Places:
    """Join the places of single documents (`local_places`) by key."""
    locals_ = list(tables["local_places"].iter_rows(named=True))
    known = _known(locals_)
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in locals_:
        gathered[_key(row, known)].append(row)
    columns = ("name", "kind", "country", "admin1", "geonames_id", "population")
    rows, ids = [], {}
    for key, members in sorted(gathered.items()):
        place_id = stable_id("plc", key)
        ids.update({row["place_id"]: place_id for row in members})
        point = most_common((row["latitude"], row["longitude"]) for row in members if row["latitude"] is not None)
        rows.append({
            "place_id": place_id,
            **{column: most_common(row[column] for row in members) for column in columns},
            "latitude": point and point[0],
            "longitude": point and point[1],
            "geo_precision": most_common(row["precision"] for row in members),
        })  # fmt: skip
    return Places(sorted(rows, key=lambda row: row["place_id"]), ids)


def _known(locals_: list[Row]) -> dict[str, dict[str, str | None]]:
    """Name of a place → keys of the places so called → their countries."""
    out: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in locals_:
        if row["kind"] in _LOCAL and (row["country"] is not None or not row["key"].startswith(_UNLOCATED)):
            out[row["name"].casefold()][row["key"]] = row["country"]
    return out


def _key(row: Row, known: Mapping[str, Mapping[str, str | None]]) -> str:
    key: str = row["key"]
    if not key.startswith(_UNLOCATED):
        return key
    namesakes = known.get(row["name"].casefold(), {})
    found = [
        other
        for other, country in namesakes.items()
        if row["country"] in (None, country) and (row["country"] is None or not other.startswith(_UNLOCATED))
    ]
    return found[0] if len(found) == 1 else key
