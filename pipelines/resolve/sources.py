"""Voices across documents.

A named voice is the actor that speaks, or its name. The outlet of a document is a voice of its own in it. A voice
without a name ("officials familiar with the talks") is another one in every document: nothing shows that two outlets
heard the same officials. So is the voice that a text leaves out altogether ("reportedly").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.resolve.actors import Actors, most_common
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.order import Lookup, portions
from pipelines.tables.frames import arrange, frame
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_MADE_AT_ONCE = 10_000  # voices
_SEPARATOR = "\x1f"


@dataclass(slots=True)
class Sources:
    """Resolved voices.

    `table`: rows of the table; `attributions` point to them; `outlets`: the outlet's voice of each document (`doc_id`,
    `source_id`).
    """

    table: pl.DataFrame
    attributions: pl.DataFrame
    outlets: pl.DataFrame


def resolve_sources(tables: Mapping[str, pl.DataFrame], actors: Actors, memory: Memory) -> Sources:
    """Join the voices of single documents (`local_sources`) and add the outlets."""
    members = _keyed(tables["local_sources"], actors)
    outlets = (
        tables["documents"]
        .filter(pl.col("outlet").is_not_null())
        .select("doc_id", "outlet", root=_root(pl.lit("outlet"), _folded("outlet")))
    )
    voices = members.select(pl.col("source_id").alias("local"), "root")
    said = tables["attributions"].join(voices, left_on="source_id", right_on="local", how="left", maintain_order="left")
    said = said.with_columns(root=pl.coalesce("root", _root(pl.lit("unstated"), pl.col("doc_id"))))
    everything = pl.concat([
        members.select("root", memory.hashes(members)),
        outlets.select("root", memory.hashes(outlets.select("outlet"))),
        said.select("root", pl.lit(0, dtype=pl.UInt64).alias(SIGNATURE)).unique(),
    ])  # fmt: skip
    asked = memory.signed(everything, "root")
    (found,) = memory.recall(asked, lambda missing: (_rows(members, outlets, missing),), "sources")
    ids = found.select("root", found="source_id")
    attributions = said.join(ids, on="root", maintain_order="left").with_columns(source_id="found")
    own = outlets.join(ids, on="root").select("doc_id", source_id="found")
    counted = arrange("sources", found.drop(SIGNATURE, "root").join(_counts(attributions, own), on="source_id"))
    return Sources(counted, attributions.drop("root", "found"), own)


def _root(*parts: pl.Expr) -> pl.Expr:
    """What a voice is known by, over all documents: its parts in one string."""
    return pl.concat_str(*parts, separator=_SEPARATOR, ignore_nulls=True)


def _folded(column: str) -> pl.Expr:
    lower = pl.col(column).str.to_lowercase().str.replace_all(r"\s+", " ")
    return lower.str.strip_chars().str.strip_prefix("the ")


def _keyed(locals_: pl.DataFrame, actors: Actors) -> pl.DataFrame:
    """Voices of single documents with `actor`, who it is, and `root`, what it is known by over all documents."""
    known = actors.ids.join(actors.table.select("actor_id", "is_generic"), left_on="found", right_on="actor_id")
    members = locals_.join(known, on="actor_id", how="left").rename({"found": "actor"})
    called = pl.when(pl.col("name") != "").then(_folded("name")).otherwise(_folded("description"))
    unnamed = ~pl.col("is_named") | pl.col("is_generic").fill_null(value=False)
    own = pl.coalesce(called, pl.lit(""))
    root = (
        pl.when(unnamed)
        .then(_root(pl.lit("unnamed"), pl.col("doc_id"), pl.col("kind"), pl.coalesce("actor", own)))
        .when((pl.col("kind") == "outlet") & pl.col("name").is_not_null())
        .then(_root(pl.lit("outlet"), _folded("name")))
        .when(pl.col("actor").is_not_null())
        .then(_root(pl.lit("actor"), pl.col("actor")))
        .when((pl.col("kind") == "document") | pl.col("name").is_null())
        .then(_root(pl.lit("document"), pl.col("doc_id"), pl.col("kind"), own))
        .otherwise(_root(pl.lit("named"), pl.col("kind"), _folded("name")))
    )
    return members.with_columns(root=root).drop("is_generic")


def _counts(attributions: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """How often each voice speaks, and in how many documents it speaks or, an outlet, publishes."""
    spoken = attributions.select("doc_id", "source_id")
    documents = pl.concat([spoken, own]).unique().group_by("source_id").agg(document_count=pl.len())
    said = spoken.group_by("source_id").agg(attribution_count=pl.len())
    return documents.join(said, on="source_id", how="left").with_columns(pl.col("attribution_count").fill_null(0))


def _rows(members: pl.DataFrame, outlets: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    quoted, publishing = Lookup(members, "root"), Lookup(outlets, "root")
    portioned = portions(asked.sort("root"), _MADE_AT_ONCE)
    return pl.concat([_portion(quoted, publishing, portion) for portion in portioned])


def _portion(members: Lookup, outlets: Lookup, asked: pl.DataFrame) -> pl.DataFrame:
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in members.only(asked["root"]).iter_rows(named=True):
        gathered[row["root"]].append(row)
    published: dict[str, list[str]] = defaultdict(list)
    for root, outlet in outlets.only(asked["root"]).select("root", "outlet").iter_rows():
        published[root].append(outlet)
    rows = [_row(root, gathered[root], most_common(published[root])) for root in asked["root"]]
    ids = {"source_id": [row["source_id"] for row in rows], "root": asked["root"]}
    table = frame("sources", rows).drop("attribution_count", "document_count")
    return table.join(pl.DataFrame(ids, schema=dict.fromkeys(ids, pl.String)), on="source_id").join(asked, on="root")


def _row(root: str, members: list[Row], outlet: str | None) -> Row:
    kind, *rest = root.split(_SEPARATOR)
    default = "outlet" if kind == "outlet" else "anonymous"
    return {
        "source_id": stable_id("src", kind, *rest),
        "kind": "outlet" if kind == "outlet" else most_common(row["kind"] for row in members) or default,
        "name": outlet or (most_common(row["name"] for row in members) if kind != "unnamed" else None),
        "description": most_common((row["description"] for row in members), key=len),
        "actor_id": most_common(row["actor"] for row in members),
        "country": most_common(row["country"] for row in members),
        "is_named": kind not in ("unnamed", "unstated"),
        "attribution_count": 0,
        "document_count": 0,
    }
