"""Accounts: the events of single documents, as tables of what blocks and signatures are made of.

Features (`event_features`) are read only of the accounts that must be looked at again. `signature` covers everything
that they, and the comparison of two of them, are made of: the account's rows, and what is known of its parties and
places over all documents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import polars as pl

from pipelines.resolve.actors import Actors
from pipelines.resolve.beginnings import BEGINNING
from pipelines.resolve.event_features import TOWNS, Features, packed, read_features, unpacked
from pipelines.resolve.event_pairs import LEAST_EVIDENCE
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.order import Lookup, portions
from pipelines.resolve.places import Places
from pipelines.resolve.shelf import Shelf
from pipelines.tables.ids import stable_id

MOST_NAMES = 8  # of an account, by which it is compared
MOST_HEADS = 3  # words of its triggers
_SEPARATOR = "\x1f"
_PARTLESS = frozenset({"country", "region", "water"})
_DIGEST = 16  # bytes
_READ_AT_ONCE = 4_000  # accounts
_MOST_HELD = 4_000  # features; before there are more, those not asked for go
_READ: dict[str, tuple[str, ...]] = {
    "event_mentions": (
        *("mention_id", "event_id", "doc_id", "sentence_index", "trigger_text", "event_type", "event_mode"),
        *("modality", "is_background", "date_start", "date_end", "date_precision", "date_text", "place_mention_id"),
        *("attribution_id", "evidence"),
    ),
    "event_actors": ("event_id", "role", "actor_id"),
    "place_mentions": ("place_mention_id", "doc_id", "sentence_index", "place_id"),
    "documents": ("doc_id", "published_at"),
}
_ACCOUNTS: dict[str, Any] = {
    SIGNATURE: pl.UInt64,
    "event_id": pl.String,
    "doc_id": pl.String,
    "family": pl.String,
    "is_denial": pl.Boolean,
    "parties": pl.List(pl.String),
    "place_id": pl.String,
    "span": pl.String,
    "day": pl.String,
    "moment": pl.String,
    "keys": pl.List(pl.String),
    "words": pl.String,
    "published": pl.String,
    "mention_id": pl.String,
    "own_id": pl.String,
}


@dataclass(slots=True)
class Reader:
    """Reads features of accounts when they are asked for; once read they are kept, `packed`."""

    tables: Mapping[str, pl.DataFrame]
    actors: Actors
    places: Places
    packed: Shelf
    _held: dict[str, Features] = field(init=False, default_factory=dict)
    _rows: dict[str, Lookup] = field(init=False, default_factory=dict)

    def read(self, event_ids: Iterable[str]) -> Mapping[str, Features]:
        """Features of these accounts; the rows of their parties are loaded."""
        wanted = set(event_ids)
        held = self._held if len(self._held) < _MOST_HELD else {}
        held |= {event_id: self._held[event_id] for event_id in wanted & self._held.keys()}
        known = (event_id for event_id in sorted(wanted - held.keys()) if event_id in self.packed)
        held |= {event_id: unpacked(self.packed[event_id], self.places) for event_id in known}
        missing = sorted(wanted - held.keys())
        for first in range(0, len(missing), _READ_AT_ONCE):
            for event in self._read(missing[first : first + _READ_AT_ONCE]):
                self.packed[event.event_id], held[event.event_id] = packed(event), event
        self._held = held
        self.actors.load(actor for event in held.values() for actor in event.actors | event.recipients)
        return held

    def _read(self, event_ids: Iterable[str]) -> list[Features]:
        part = {name: self._only(name, "event_id", event_ids) for name in ("event_mentions", "event_actors")}
        documents = part["event_mentions"]["doc_id"].unique().to_list()
        part |= {name: self._only(name, "doc_id", documents) for name in ("place_mentions", "documents")}
        self.actors.load(part["event_actors"]["actor_id"])
        self.places.load(part["place_mentions"]["place_id"])
        return read_features(part, self.actors, self.places)

    def _only(self, name: str, column: str, values: Iterable[str]) -> pl.DataFrame:
        if name not in self._rows:
            self._rows[name] = Lookup(self.tables[name].select(_READ[name]), column)
        return self._rows[name].only(values)


def read_accounts(reader: Reader, memory: Memory) -> pl.DataFrame:
    """One row per account, in order of ids."""
    asked = _signed(reader, memory)
    (found,) = memory.recall(asked, lambda missing: (_rows(reader, missing),), "accounts")
    return found.sort("event_id")


def _signed(reader: Reader, memory: Memory) -> pl.DataFrame:
    """`event_id` and signature of each account."""
    tables, places = reader.tables, _viewed(reader.places.table, "place_id", memory)
    located = tables["place_mentions"].join(places, on="place_id", how="left", maintain_order="left")
    where = located.select("place_mention_id", place=SIGNATURE)
    is_town = reader.places.table.filter(pl.col("kind").is_in(sorted(TOWNS))).select("place_id")
    towns = located.join(is_town, on="place_id", how="semi").unique(["doc_id", "sentence_index", "place_id"])
    named = towns.group_by("doc_id", "sentence_index").agg(towns=pl.col(SIGNATURE).sum())
    published = tables["documents"].select("doc_id", "published_at")
    mentions = (
        tables["event_mentions"]
        .join(where, on="place_mention_id", how="left")
        .join(named, on=["doc_id", "sentence_index"], how="left")
        .join(published, on="doc_id", how="left")
    )
    parties = (
        tables["event_actors"]
        .select("event_id", "role", "actor_id")
        .join(viewed_actors(reader.actors, memory), on="actor_id", how="left")
    )
    told = [mentions.select("event_id", memory.hashes(mentions)), parties.select("event_id", memory.hashes(parties))]
    known = told[1].join(told[0], on="event_id", how="semi")
    return memory.signed(pl.concat([told[0], known]), "event_id")


def _viewed(table: pl.DataFrame, key: str, memory: Memory) -> pl.DataFrame:
    return table.select(key, memory.hashes(table))


def viewed_actors(actors: Actors, memory: Memory) -> pl.DataFrame:
    """`actor_id` and a signature of what comparisons look at: who it is, what it is part of, and how it is called."""
    beginnings = pl.concat_list("name", "aliases").list.join(" ").str.to_lowercase().str.split(" ")
    view = actors.table.select(
        "actor_id",
        "name",
        "actor_type",
        "country",
        "is_generic",
        called=beginnings.list.eval(pl.element().str.slice(0, BEGINNING)).list.unique().list.sort().list.join(" "),
    )
    own = _viewed(view, "actor_id", memory)
    wholes = actors.lineages().join(own, left_on="whole", right_on="actor_id")
    return wholes.group_by("actor_id").agg(pl.col(SIGNATURE).sum())


def _rows(reader: Reader, asked: pl.DataFrame) -> pl.DataFrame:
    mentions = reader.tables["event_mentions"].group_by("event_id").agg(pl.col("mention_id", "doc_id").min())
    told = asked.join(mentions, on="event_id").sort("doc_id", "event_id")
    made = []
    for portion in portions(told.select("event_id", "mention_id", SIGNATURE), _READ_AT_ONCE):
        features = reader.read(portion["event_id"])
        rows = [_row(features[event_id], mention, signature) for event_id, mention, signature in portion.iter_rows()]
        made.append(pl.DataFrame(rows, schema=_ACCOUNTS, orient="row"))
    return pl.concat(made)


def _row(event: Features, mention_id: str, signature: int) -> tuple[object, ...]:
    place = event.place["place_id"] if event.place else None
    span = f"{event.date[0].isoformat()}/{event.date[1].isoformat()}" if event.date and event.is_day else None
    return (
        signature,
        event.event_id,
        event.doc_id,
        event.family,
        event.is_denial,
        sorted(event.actors | event.recipients),
        place,
        span,
        event.date[0].isoformat() if event.date and event.is_day else None,
        _moment(event.date[0] if event.date else event.published),
        list(_keys(event)),
        _digest(
            event.doc_id,
            event.evidence,
            *sorted(event.heads),
            "by",
            *sorted(event.actors),
            "to",
            *sorted(event.recipients),
            str(event.date),
            str(place),
        ),
        event.published.isoformat() if event.published else None,
        mention_id,
        stable_id("evt", mention_id),
    )


def _moment(moment: dt.date | None) -> str | None:
    return None if moment is None else moment.isoformat()[: len("2000-01-01")]


def _keys(event: Features) -> Iterator[str]:
    """What the account shares with those that it is compared with, parties aside."""
    places = set(sorted(event.towns)[:MOST_NAMES])
    if event.place is not None and event.place["kind"] not in _PARTLESS:
        places.add(event.place["place_id"])
    for place in sorted(places):
        yield _SEPARATOR.join(("place", place))
    if event.date is not None and event.is_day:
        words = [*sorted(event.names | event.nominals)[:MOST_NAMES], *sorted(event.heads)[:MOST_HEADS]]
        for word in dict.fromkeys(words):
            yield _SEPARATOR.join(("day", event.date[0].isoformat(), word))
    if len(event.evidence) >= LEAST_EVIDENCE:
        yield _SEPARATOR.join(("evidence", _digest(event.evidence)))


def _digest(*parts: str) -> str:
    return blake2b(_SEPARATOR.join(parts).encode(), digest_size=_DIGEST).hexdigest()
