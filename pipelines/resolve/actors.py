"""Actors across documents: the rows of those that `actor_keys` holds to be one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.resolve.actor_keys import ActorKeys
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_ORGANS = frozenset({"country", "government", "military", "intelligence"})
_SHORTEST_WORD = 4
_TYPE_OF_PREFIX = {
    "country": "country", "gov": "government", "mil": "military", "pol": "police", "police": "police",
    "int": "intelligence", "jud": "judiciary", "leg": "legislature", "person": "person",
}  # fmt: skip


@dataclass(slots=True)
class Actors:
    """Resolved actors: rows of the table, and ids of one document → ids of all."""

    rows: list[Row]
    ids: dict[str, str]
    by_id: dict[str, Row] = field(init=False)
    _lineages: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)
    _words: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {row["actor_id"]: row for row in self.rows}

    def lineage(self, actor_id: str) -> tuple[str, ...]:
        """An actor and what it is part of, upwards."""
        if actor_id not in self._lineages:
            parent = self.by_id[actor_id]["parent_actor_id"]
            self._lineages[actor_id] = (actor_id, *(self.lineage(parent) if parent is not None else ()))
        return self._lineages[actor_id]

    def are_compatible(self, one: str, other: str) -> bool:
        """Whether one may be said for the other: the same actor, or one is part of the other."""
        return one == other or one in self.lineage(other) or other in self.lineage(one)

    def words(self, actor_id: str) -> frozenset[str]:
        """The longer words of an actor's name, folded."""
        if actor_id not in self._words:
            name = self.by_id[actor_id]["name"].casefold()
            self._words[actor_id] = frozenset(word for word in name.split() if len(word) >= _SHORTEST_WORD)
        return self._words[actor_id]

    def state(self, actor_id: str) -> str | None:
        """The country for which an organ of state acts: an army and a ministry of one country may tell of one deed."""
        root = self.by_id[self.lineage(actor_id)[-1]]
        is_organ = self.by_id[actor_id]["actor_type"] in _ORGANS and root["actor_type"] == "country"
        return root["actor_id"] if is_organ else None


def resolve_actors(tables: Mapping[str, pl.DataFrame]) -> Actors:
    """Join the actors of single documents (`local_actors`)."""
    locals_ = list(tables["local_actors"].iter_rows(named=True))
    mentions = Counter(tables["actor_mentions"]["actor_id"].to_list())
    published = dict(tables["documents"].select("doc_id", "published_at").iter_rows())
    keys = ActorKeys(locals_)
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in locals_:
        gathered[keys.find(row["actor_id"])].append(row)
    ids = {root: stable_id("act", root) for root in gathered}
    rows = {ids[root]: _row(ids[root], members, mentions, published) for root, members in sorted(gathered.items())}
    _add_parents(rows, gathered, ids, keys)
    mapping = {row["actor_id"]: ids[keys.find(row["actor_id"])] for row in locals_}
    return Actors([rows[actor_id] for actor_id in sorted(rows)], mapping)


def _row(actor_id: str, members: list[Row], mentions: Mapping[str, int], published: Mapping[str, Any]) -> Row:
    documents = {row["doc_id"] for row in members}
    moments = sorted(published[doc] for doc in documents if published.get(doc) is not None)
    name = most_common((row["name"] for row in members), key=len)
    names = {name for row in members for name in (row["name"], *(row["aliases"] or ()))}
    return {
        "actor_id": actor_id,
        "name": name,
        "actor_type": most_common(row["actor_type"] for row in members),
        "country": most_common(row["country"] for row in members),
        "code": most_common(row["code"] for row in members),
        "parent_actor_id": None,
        "title": most_common((row["title"] for row in members), key=len),
        "aliases": sorted(names - {name}),
        "wikidata_id": most_common(row["wikidata_id"] for row in members),
        "is_generic": all(row["is_generic"] for row in members),
        "mention_count": sum(mentions[row["actor_id"]] for row in members),
        "document_count": len(documents),
        "first_seen_at": moments[0] if moments else None,
        "last_seen_at": moments[-1] if moments else None,
    }


def most_common(values: Iterable[Any], key: Any = None) -> Any:  # noqa: ANN401 - of whatever type the column has
    """The value that occurs most, NULLs aside; among equals the one with the greatest `key`, then the smallest."""
    known = [value for value in values if value is not None]
    if not known or known.count(known[0]) == len(known):
        return known[0] if known else None
    counts = Counter(known)
    return min(counts, key=lambda value: (-counts[value], -key(value) if key else 0, value))


def _add_parents(
    rows: dict[str, Row],
    gathered: Mapping[str, list[Row]],
    ids: Mapping[str, str],
    keys: ActorKeys,
) -> None:
    """Set `parent_actor_id`, with rows for parents that no document mentions by themselves."""
    by_key = {row["key"]: ids[root] for root, members in sorted(gathered.items()) for row in members if "@" not in root}
    in_document = {
        (row["doc_id"], row["key"]): ids[keys.find(row["actor_id"])] for members in gathered.values() for row in members
    }
    for root, members in sorted(gathered.items()):
        parent_key = most_common(row["parent_key"] for row in members)
        if parent_key is None:
            continue
        documents = sorted(row["doc_id"] for row in members if row["parent_key"] == parent_key)
        parent = in_document.get((documents[0], parent_key)) or by_key.get(parent_key)
        if parent is None:
            parent = stable_id("act", parent_key)
            name = most_common(row["parent_name"] for row in members if row["parent_key"] == parent_key)
            rows.setdefault(parent, _unmentioned(parent, parent_key, name))
        if not _closes_circle(rows, ids[root], parent):
            rows[ids[root]]["parent_actor_id"] = parent


def _closes_circle(rows: Mapping[str, Row], child: str, parent: str) -> bool:
    current: str | None = parent
    while current is not None:
        if current == child:
            return True
        current = rows[current]["parent_actor_id"]
    return False


def _unmentioned(actor_id: str, key: str, name: str | None) -> Row:
    prefix, _, rest = key.partition(":")
    country = rest if prefix in _TYPE_OF_PREFIX and len(rest) == 3 and rest.isupper() else None
    return {
        "actor_id": actor_id,
        "name": name or rest or key,
        "actor_type": _TYPE_OF_PREFIX.get(prefix, "other"),
        "country": country,
        "code": country if prefix == "country" else None,
        "parent_actor_id": None,
        "title": None,
        "aliases": [],
        "wikidata_id": None,
        "is_generic": False,
        "mention_count": 0,
        "document_count": 0,
        "first_seen_at": None,
        "last_seen_at": None,
    }
