"""Actors across documents.

The extractor's key decides: the same key is the same actor. Beyond that
- an actor known by a common noun alone ("gunmen") is another one in every document;
- persons and names outside the lexicon that share a key stay apart where documents give them different countries;
- a person known by one word stays in its document, unless exactly one person of the same country bears that surname;
- an acronym is the organisation that some document introduces by it, if only one is.
Names that merely look alike are never joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.resolve.groups import Groups
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_OPEN_KEYS = ("person:", "name:")  # keys that are mere names, not entries of the lexicon
_ORGANS = frozenset({"country", "government", "military", "intelligence"})
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
    keys = _keys(locals_)
    groups = Groups(set(keys.values()))
    _join_acronyms(locals_, keys, groups)
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in locals_:
        gathered[groups.find(keys[row["actor_id"]])].append(row)
    ids = {root: stable_id("act", root) for root in gathered}
    rows = {ids[root]: _row(ids[root], members, mentions, published) for root, members in sorted(gathered.items())}
    _add_parents(rows, gathered, ids, keys, groups)
    mapping = {row["actor_id"]: ids[groups.find(keys[row["actor_id"]])] for row in locals_}
    return Actors([rows[actor_id] for actor_id in sorted(rows)], mapping)


def _keys(locals_: list[Row]) -> dict[str, str]:
    """Id in one document → key over all documents."""
    countries: dict[str, set[str]] = defaultdict(set)
    for row in locals_:
        if row["country"] is not None:
            countries[row["key"]].add(row["country"])
    surnames = _surnames(locals_)
    return {row["actor_id"]: _key(row, countries[row["key"]], surnames) for row in locals_}


def _key(row: Row, countries: set[str], surnames: Mapping[tuple[str, str | None], set[str]]) -> str:
    key: str = row["key"]
    if row["is_generic"] or key.startswith("nominal:"):
        return f"{key}@{row['doc_id']}"
    if key.startswith("person:") and " " not in key.removeprefix("person:"):
        bearers = surnames.get((key.removeprefix("person:"), row["country"]), set())
        if row["country"] is None or len(bearers) != 1:
            return f"{key}@{row['doc_id']}"
        key = min(bearers)
    if key.startswith(_OPEN_KEYS) and len(countries) > 1:
        return f"{key}/{row['country'] or '@' + row['doc_id']}"
    return key


def _surnames(locals_: list[Row]) -> dict[tuple[str, str | None], set[str]]:
    """(last word of a full name, country) → the persons' keys."""
    out: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for row in locals_:
        name = row["key"].removeprefix("person:")
        if row["key"].startswith("person:") and " " in name and not row["is_generic"]:
            out[name.rsplit(" ", 1)[-1], row["country"]].add(row["key"])
    return out


def _join_acronyms(locals_: list[Row], keys: Mapping[str, str], groups: Groups) -> None:
    introduced: dict[str, set[str]] = defaultdict(set)
    for row in locals_:
        for alias in row["aliases"] or ():
            if _is_acronym(alias) and not _is_acronym(row["name"]) and not row["is_generic"]:
                introduced[alias.casefold()].add(keys[row["actor_id"]])
    known = {keys[row["actor_id"]]: row for row in locals_}
    for row in locals_:
        bearers = introduced.get(row["name"].casefold(), set()) if _is_acronym(row["name"]) else set()
        if len(bearers) == 1 and not row["is_generic"] and row["key"].startswith("name:"):
            full = known[min(bearers)]
            if None in (row["country"], full["country"]) or row["country"] == full["country"]:
                groups.join(keys[row["actor_id"]], min(bearers))


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "")
    return 2 < len(letters) <= 8 and letters.isalpha() and letters.isupper()


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
    keys: Mapping[str, str],
    groups: Groups,
) -> None:
    """Set `parent_actor_id`, with rows for parents that no document mentions by themselves."""
    by_key = {row["key"]: ids[root] for root, members in sorted(gathered.items()) for row in members if "@" not in root}
    in_document = {
        (row["doc_id"], row["key"]): ids[groups.find(keys[row["actor_id"]])]
        for members in gathered.values()
        for row in members
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
