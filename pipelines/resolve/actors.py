"""Actors across documents: the rows of those that `actor_keys` holds to be one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.resolve.actor_keys import ActorKeys
from pipelines.resolve.beginnings import beginnings
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.order import Lookup, canonical, portions
from pipelines.tables.frames import arrange, frame
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_ORGANS = frozenset({"country", "government", "military", "intelligence"})
_SHORTEST_WORD = 4
_COMPARED = ("actor_id", "doc_id", "key", "name", "actor_type", "country", "title", "aliases")
_MADE_AT_ONCE = 10_000  # actors
_LOOKED_UP = ("actor_id", "name", "actor_type", "country", "parent_actor_id", "aliases", "is_generic")
_MOST_LOADED = 20_000  # rows; before there are more, those loaded earlier go
_LINKS = {"actor_id": pl.String, "parent_actor_id": pl.String}
_PARENT = ("root", "parent_key", "parent_doc", "parent_name")
_TYPE_OF_PREFIX = {
    "country": "country", "gov": "government", "mil": "military", "pol": "police", "police": "police",
    "int": "intelligence", "jud": "judiciary", "leg": "legislature", "person": "person",
}  # fmt: skip


@dataclass(slots=True)
class Actors:
    """Resolved actors: the table, ids of one document → ids of all (`actor_id`, `found`), and rows that were loaded."""

    table: pl.DataFrame
    ids: pl.DataFrame
    by_id: dict[str, Row] = field(init=False, default_factory=dict)
    _lineages: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)
    _words: dict[str, frozenset[str]] = field(init=False, default_factory=dict)
    _beginnings: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    def load(self, ids: Iterable[str | None]) -> None:
        """See that `by_id` has the rows of these actors, and of all that they are part of; others may be gone."""
        asked = {actor for actor in ids if actor is not None}
        if len(self.by_id.keys() | asked) > _MOST_LOADED:
            for known in (self.by_id, self._lineages, self._words, self._beginnings):
                known.clear()
        wanted = asked - self.by_id.keys()
        while wanted:
            rows = self._rows(wanted).to_dicts()
            self.by_id.update({row["actor_id"]: row for row in rows})
            wanted = {row["parent_actor_id"] for row in rows} - {None} - self.by_id.keys()

    def _rows(self, ids: set[str]) -> pl.DataFrame:
        """The rows of some actors: the table is in the order of their ids."""
        wanted = pl.Series(sorted(ids), dtype=pl.String)
        places = self.table["actor_id"].search_sorted(wanted)
        return self.table.select(_LOOKED_UP)[places.filter(places < self.table.height)].filter(
            pl.col("actor_id").is_in(wanted.implode())
        )

    def lineages(self) -> pl.DataFrame:
        """Each actor with itself and everything it is part of (`actor_id`, `whole`)."""
        parents = self.table.select("actor_id", "parent_actor_id")
        step = parents.select("actor_id", whole="actor_id")
        out = [step]
        while not step.is_empty():
            above = step.join(parents, left_on="whole", right_on="actor_id")
            step = above.select("actor_id", whole="parent_actor_id").drop_nulls()
            out.append(step)
        return pl.concat(out)

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

    def beginnings(self, actor_id: str) -> frozenset[str]:
        """How the words begin by which an actor or its country is called."""
        if actor_id not in self._beginnings:
            row = self.by_id[actor_id]
            self._beginnings[actor_id] = beginnings((row["name"], *row["aliases"]), row["country"])
        return self._beginnings[actor_id]

    def state(self, actor_id: str) -> str | None:
        """The country for which an organ of state acts: an army and a ministry of one country may tell of one deed."""
        root = self.by_id[self.lineage(actor_id)[-1]]
        is_organ = self.by_id[actor_id]["actor_type"] in _ORGANS and root["actor_type"] == "country"
        return root["actor_id"] if is_organ else None


def resolve_actors(tables: Mapping[str, pl.DataFrame], memory: Memory) -> Actors:
    """Join the actors of single documents (`local_actors`)."""
    found, led = _joined(_members(tables), memory)
    return Actors(_with_parents(found, led), led.select("actor_id", "found"))


def _members(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Actors of single documents with `root`, what each is known by over all documents, and how it is mentioned."""
    locals_ = tables["local_actors"]
    nameless = pl.col("is_generic") | pl.col("key").str.starts_with("nominal:")
    keys = ActorKeys(_named(canonical(locals_.filter(~nameless))))
    roots = pl.DataFrame(keys.roots(), schema={"actor_id": pl.String, "root": pl.String}, orient="row")
    own = pl.concat_str("key", pl.lit("@"), "doc_id")
    mentions = tables["actor_mentions"].group_by("actor_id").agg(mentions=pl.len())
    published = tables["documents"].select("doc_id", "published_at")
    return (
        locals_.join(roots, on="actor_id", how="left")
        .with_columns(root=pl.coalesce("root", own))
        .join(mentions, on="actor_id", how="left")
        .join(published, on="doc_id", how="left")
    )


def _joined(members: pl.DataFrame, memory: Memory) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The row of each actor but for its parent; and of all members the key, and who they are (`root`, `found`)."""
    asked = memory.signed(members, "root")
    (found,) = memory.recall(asked, lambda missing: (_rows(members, missing),), "actors")
    keyed = members.select("actor_id", "doc_id", "key", "root")
    return found, keyed.join(found.select("root", found="actor_id"), on="root")


def _named(locals_: pl.DataFrame) -> list[Row]:
    """What keys are made of; the same words are held once, however many rows have them."""
    once: dict[Any, Any] = {}
    return [
        {name: value if name == "aliases" else once.setdefault(value, value) for name, value in row.items()}
        for row in locals_.select(_COMPARED).iter_rows(named=True)
    ]


def _rows(members: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Rows of the table but for their parents, of which they say how documents call them."""
    by_root = Lookup(members, "root")
    return pl.concat([_portion(by_root, portion) for portion in portions(asked.sort("root"), _MADE_AT_ONCE)])


def _portion(by_root: Lookup, asked: pl.DataFrame) -> pl.DataFrame:
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in by_root.only(asked["root"]).iter_rows(named=True):
        gathered[row["root"]].append(row)
    table = frame("actors", [_row(stable_id("act", root), rows) for root, rows in gathered.items()])
    told = [(stable_id("act", root), root, *_parent(rows)) for root, rows in gathered.items()]
    parents = pl.DataFrame(told, schema=dict.fromkeys(("actor_id", *_PARENT), pl.String), orient="row")
    return table.drop("parent_actor_id").join(parents, on="actor_id").join(asked, on="root")


def _row(actor_id: str, members: list[Row]) -> Row:
    moments = sorted(row["published_at"] for row in members if row["published_at"] is not None)
    name = most_common((row["name"] for row in members), key=len)
    names = {name for row in members for name in (row["name"], *(row["aliases"] or ()))}
    return {
        "actor_id": actor_id,
        "name": name,
        "actor_type": most_common(row["actor_type"] for row in members),
        "country": most_common(row["country"] for row in members),
        "code": most_common(row["code"] for row in members),
        "title": most_common((row["title"] for row in members), key=len),
        "aliases": sorted(names - {name}),
        "wikidata_id": most_common(row["wikidata_id"] for row in members),
        "is_generic": all(row["is_generic"] for row in members),
        "mention_count": sum(row["mentions"] or 0 for row in members),
        "document_count": len({row["doc_id"] for row in members}),
        "first_seen_at": moments[0] if moments else None,
        "last_seen_at": moments[-1] if moments else None,
    }


def _parent(members: list[Row]) -> tuple[str | None, str | None, str | None]:
    """The key by which most documents know the parent, the first of these documents, and the parent's name there."""
    key = most_common(row["parent_key"] for row in members)
    told = [row for row in members if key is not None and row["parent_key"] == key]
    return key, min((row["doc_id"] for row in told), default=None), most_common(row["parent_name"] for row in told)


def most_common(values: Iterable[Any], key: Any = None) -> Any:  # noqa: ANN401 - of whatever type the column has
    """The value that occurs most, NULLs aside; among equals the one with the greatest `key`, then the smallest."""
    known = [value for value in values if value is not None]
    if not known or known.count(known[0]) == len(known):
        return known[0] if known else None
    counts = Counter(known)
    return min(counts, key=lambda value: (-counts[value], -key(value) if key else 0, value))


def _with_parents(found: pl.DataFrame, led: pl.DataFrame) -> pl.DataFrame:
    """The table with `parent_actor_id`, and with rows for parents that no document mentions by themselves.

    `led` has the key of each actor of one document, and who it is over all documents (`root`, `found`).
    """
    known = led.group_by("key").agg(_everywhere())
    in_document = led.group_by("doc_id", "key").agg(here=pl.col("found").max())
    parents = (
        found.filter(pl.col("parent_key").is_not_null())
        .join(in_document, left_on=["parent_doc", "parent_key"], right_on=["doc_id", "key"], how="left")
        .join(known, left_on="parent_key", right_on="key", how="left")
        .sort("root")
        .select("actor_id", pl.coalesce("here", "anywhere"), "parent_key", "parent_name")
    )
    above: dict[str, str] = {}
    unmentioned: dict[str, Row] = {}
    for child, parent, key, name in parents.iter_rows():
        if parent is None:
            parent = stable_id("act", key)  # noqa: PLW2901
            unmentioned.setdefault(parent, _unmentioned(parent, key, name))
        if not _closes_circle(above, child, parent):
            above[child] = parent
    links = pl.DataFrame(list(above.items()), schema=_LINKS, orient="row")
    table = arrange("actors", found.drop(SIGNATURE, *_PARENT).join(links, on="actor_id", how="left"))
    return arrange("actors", pl.concat([table, frame("actors", unmentioned.values())]))


def _everywhere() -> pl.Expr:
    """The actor that a key means in all documents, if it means one of them all."""
    is_shared = ~pl.col("root").str.contains("@", literal=True)
    return pl.col("found").filter(is_shared).sort_by(pl.col("root").filter(is_shared)).last().alias("anywhere")


def _closes_circle(above: Mapping[str, str], child: str, parent: str) -> bool:
    current: str | None = parent
    while current is not None:
        if current == child:
            return True
        current = above.get(current)
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
