"""Voices across documents.

A named voice is the actor that speaks, or its name. The outlet of a document is a voice of its own in it. A voice
without a name ("officials familiar with the talks") is another one in every document: nothing shows that two outlets
heard the same officials. So is the voice that a text leaves out altogether ("reportedly").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.resolve.actors import Actors, most_common
from pipelines.tables.ids import stable_id

Row = dict[str, Any]


@dataclass(slots=True)
class Sources:
    """Resolved voices, the attributions that point to them, and the outlet voice of each document."""

    rows: list[Row]
    attributions: pl.DataFrame
    outlets: dict[str, str]
    by_id: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {row["source_id"]: row for row in self.rows}


def resolve_sources(tables: Mapping[str, pl.DataFrame], actors: Actors) -> Sources:
    """Join the voices of single documents (`local_sources`) and add the outlets."""
    gathered: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in tables["local_sources"].iter_rows(named=True):
        gathered[_key(row, actors)].append(row)
    documents = tables["documents"].select("doc_id", "outlet").drop_nulls()
    outlets: dict[str, tuple[str, ...]] = {doc: ("outlet", _folded(outlet)) for doc, outlet in documents.iter_rows()}
    names = dict(documents.iter_rows())
    published: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for doc, key in sorted(outlets.items()):
        published[key].append(doc)
    attributions = _attributed(tables["attributions"], gathered)
    for doc in attributions.filter(pl.col("_unstated"))["doc_id"].unique().to_list():
        gathered["unstated", doc] = []
    counts, spoken = _counts(attributions)
    rows = []
    for key in sorted({*gathered, *published}):
        source_id = _id(key)
        outlet = most_common(names[doc] for doc in published.get(key, ()))
        rows.append(_row(source_id, key, gathered.get(key, []), outlet, actors))
        rows[-1]["attribution_count"] = counts[source_id]
        rows[-1]["document_count"] = len({*spoken[source_id], *published.get(key, ())})
    own = {doc: _id(key) for doc, key in outlets.items()}
    return Sources(sorted(rows, key=lambda row: row["source_id"]), attributions.drop("_unstated"), own)


def _id(key: tuple[str, ...]) -> str:
    return stable_id("src", *key)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _key(row: Row, actors: Actors) -> tuple[str, ...]:
    actor_id = actors.ids.get(row["actor_id"]) if row["actor_id"] is not None else None
    generic = actor_id is not None and actors.by_id[actor_id]["is_generic"]
    if not row["is_named"] or generic:
        return "unnamed", row["doc_id"], row["kind"], actor_id or _folded(row["name"] or row["description"] or "")
    if row["kind"] == "outlet" and row["name"] is not None:
        return "outlet", _folded(row["name"])
    if actor_id is not None:
        return "actor", actor_id
    if row["kind"] == "document" or row["name"] is None:
        return "document", row["doc_id"], row["kind"], _folded(row["name"] or row["description"] or "")
    return "named", row["kind"], _folded(row["name"])


def _attributed(attributions: pl.DataFrame, gathered: Mapping[tuple[str, ...], list[Row]]) -> pl.DataFrame:
    """Attributions with voices over all documents; one without a voice gets its document's unstated one."""
    ids = {row["source_id"]: _id(key) for key, members in gathered.items() for row in members}
    named = [ids.get(source) for source in attributions["source_id"]]
    voices = [source or _id(("unstated", doc)) for source, doc in zip(named, attributions["doc_id"], strict=True)]
    return attributions.with_columns(
        pl.Series("source_id", voices, dtype=pl.String),
        pl.Series("_unstated", [source is None for source in named], dtype=pl.Boolean),
    )


def _counts(attributions: pl.DataFrame) -> tuple[Counter[str], defaultdict[str, set[str]]]:
    counts: Counter[str] = Counter()
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for source, doc in attributions.select("source_id", "doc_id").iter_rows():
        counts[source] += 1
        documents[source].add(doc)
    return counts, documents


def _row(source_id: str, key: tuple[str, ...], members: list[Row], outlet: str | None, actors: Actors) -> Row:
    actor_id = most_common(actors.ids.get(row["actor_id"]) for row in members if row["actor_id"] is not None)
    default = "outlet" if key[0] == "outlet" else "anonymous"
    return {
        "source_id": source_id,
        "kind": "outlet" if key[0] == "outlet" else most_common(row["kind"] for row in members) or default,
        "name": outlet or (most_common(row["name"] for row in members) if key[0] != "unnamed" else None),
        "description": most_common((row["description"] for row in members), key=len),
        "actor_id": actor_id,
        "country": most_common(row["country"] for row in members),
        "is_named": key[0] not in ("unnamed", "unstated"),
    }
