"""Places across documents.

The extractor's key says which place it is. A name that it found in no gazetteer (`name:kuriga:NGA`, `name:kuriga:`) is
the only place of that name that other documents tell of, if what is known of its country does not speak against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.resolve.actors import most_common
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.order import Lookup
from pipelines.tables.frames import arrange, frame
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_UNLOCATED = "name:"
_LOCAL = ("city", "facility", "other", "admin1", "admin2")
_COLUMNS = ("name", "kind", "country", "admin1", "geonames_id", "population")


@dataclass(slots=True)
class Places:
    """Resolved places: the table, ids of one document → ids of all (`place_id`, `found`), and rows that were loaded."""

    table: pl.DataFrame
    ids: pl.DataFrame
    by_id: dict[str, Row] = field(init=False, default_factory=dict)
    _rows: Lookup = field(init=False)

    def __post_init__(self) -> None:
        self._rows = Lookup(self.table, "place_id")

    def load(self, ids: Iterable[str | None]) -> None:
        """See that `by_id` has the rows of these places."""
        wanted = set(ids) - self.by_id.keys()
        self.by_id.update({row["place_id"]: row for row in self._rows.only(wanted).iter_rows(named=True)})


def resolve_places(tables: Mapping[str, pl.DataFrame], memory: Memory) -> Places:
    """Join the places of single documents (`local_places`) by key."""
    members = _keyed(tables["local_places"])
    asked = memory.signed(members, "root")
    (found,) = memory.recall(asked, lambda missing: (_rows(members, missing),), "places")
    ids = members.join(found.select("root", found="place_id"), on="root").select("place_id", "found")
    return Places(arrange("places", found.drop(SIGNATURE, "root")), ids)


def _rows(members: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in Lookup(members, "root").only(asked["root"]).iter_rows(named=True):
        gathered[row["root"]].append(row)
    rows = [_row(stable_id("plc", root), told) for root, told in gathered.items()]
    roots = {"place_id": [row["place_id"] for row in rows], "root": list(gathered)}
    named = pl.DataFrame(roots, schema=dict.fromkeys(roots, pl.String))
    return frame("places", rows).join(named, on="place_id").join(asked, on="root")


def _row(place_id: str, members: list[Row]) -> Row:
    point = most_common((row["latitude"], row["longitude"]) for row in members if row["latitude"] is not None)
    return {
        "place_id": place_id,
        **{column: most_common(row[column] for row in members) for column in _COLUMNS},
        "latitude": point and point[0],
        "longitude": point and point[1],
        "geo_precision": most_common(row["precision"] for row in members),
    }


def _keyed(locals_: pl.DataFrame) -> pl.DataFrame:
    """Places of single documents with `root`, their key over all documents."""
    folded, is_unlocated = pl.col("name").str.to_lowercase(), pl.col("key").str.starts_with(_UNLOCATED)
    known = (
        locals_.filter(pl.col("kind").is_in(_LOCAL) & (pl.col("country").is_not_null() | ~is_unlocated))
        .group_by(folded.alias("folded"), other="key")
        .agg(theirs=pl.col("country").min())
        .with_columns(located=~pl.col("other").str.starts_with(_UNLOCATED))
    )
    same_country = pl.col("country").is_null() | (pl.col("country") == pl.col("theirs"))
    namesakes = (
        locals_.filter(is_unlocated)
        .select("place_id", "country", folded=folded)
        .join(known, on="folded")
        .filter(same_country & (pl.col("country").is_null() | pl.col("located")))
    )
    single = namesakes.group_by("place_id").agg(root=pl.col("other").first(), n=pl.len()).filter(pl.col("n") == 1)
    found = locals_.join(single.select("place_id", "root"), on="place_id", how="left")
    return found.with_columns(root=pl.coalesce("root", "key"))
