"""Places across documents: the extractor's key says which place it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.resolve.actors import most_common
from pipelines.tables.ids import stable_id

Row = dict[str, Any]


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
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in tables["local_places"].iter_rows(named=True):
        gathered[row["key"]].append(row)
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
