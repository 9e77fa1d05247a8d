"""What the tables say of one article, grouped as annotations are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.evaluate.annotations import Span, name_key
from pipelines.tables.read import Warehouse

Row = dict[str, Any]


@dataclass(slots=True)
class FoundActor:
    """An actor as one article names it: `keys` are all its names, ready to compare."""

    row: Row
    keys: set[str]

    @property
    def country(self) -> str | None:
        """Its country, or the one that its code begins with."""
        return self.row.get("country") or (self.row.get("code") or "")[:3] or None


@dataclass(slots=True)
class FoundEvent:
    """An event as one article tells it; `own` is its row where no other article tells of it."""

    own: Row | None
    mentions: list[Row]
    parties: dict[str, list[FoundActor]] = field(default_factory=lambda: {"actor": [], "recipient": []})

    def get(self, column: str) -> Any:  # noqa: ANN401 - any cell
        """The event's own value, or what most mentions in this article say."""
        said = Counter(row[column] for row in self.mentions if row[column] is not None)
        own = self.own.get(column) if self.own else None
        return own if own is not None or not said else said.most_common(1)[0][0]

    @property
    def spans(self) -> list[Span]:
        """Its triggers."""
        return [(row["trigger_start"], row["trigger_end"]) for row in self.mentions]


@dataclass(slots=True)
class Found:
    """All that the tables say of an article."""

    events: list[FoundEvent]
    actors: list[FoundActor]
    figures: list[Row]
    attributions: list[Row]


def published(output: Path) -> dict[str, pl.DataFrame]:
    """The tables of an output that `found` reads."""
    warehouse = Warehouse(output)
    return {table: warehouse.scan(table).collect() for table in _TABLES}


def found(frames: Mapping[str, pl.DataFrame]) -> dict[str, Found]:
    """What resolved tables say, by `documents.external_id`."""
    tables = _Tables(frames)
    return {row["external_id"]: tables.article(row["doc_id"]) for row in tables.rows("documents") if row["external_id"]}


_TABLES = (
    "documents",
    "actors",
    "sources",
    "events",
    "event_mentions",
    "event_actors",
    "actor_mentions",
    "figures",
    "attributions",
)


class _Tables:
    def __init__(self, frames: Mapping[str, pl.DataFrame]) -> None:
        self._frames = frames
        self._actors = self._keyed("actors")
        self._sources = self._keyed("sources")
        self._events = self._keyed("events")
        self._mentions = self._grouped("event_mentions", "doc_id")
        self._actor_mentions = self._grouped("actor_mentions", "doc_id")
        self._figures = self._grouped("figures", "doc_id")
        self._attributions = self._grouped("attributions", "doc_id")
        self._parties = self._grouped("event_actors", "mention_id")
        self._wholes = self._grouped("event_actors", "event_id")
        self._tellers: dict[str, set[str]] = defaultdict(set)
        for row in self.rows("event_mentions"):
            self._tellers[row["event_id"]].add(row["doc_id"])

    def rows(self, table: str) -> list[Row]:
        return self._frames[table].to_dicts()

    def _keyed(self, table: str) -> dict[str, Row]:
        key = f"{table.removesuffix('s')}_id"
        return {row[key]: row for row in self.rows(table)}

    def _grouped(self, table: str, column: str) -> dict[str | None, list[Row]]:
        out: dict[str | None, list[Row]] = defaultdict(list)
        for row in self.rows(table):
            out[row[column]].append(row)
        return out

    def article(self, doc_id: str) -> Found:
        events: dict[str, list[Row]] = defaultdict(list)
        for row in self._mentions[doc_id]:
            events[row["event_id"]].append(row)
        attributions = [{**row, "kind": self._kind(row)} for row in self._attributions[doc_id]]
        return Found(
            events=[self._event(event_id, rows) for event_id, rows in events.items()],
            actors=self._merged(self._actor_mentions[doc_id]),
            figures=self._figures[doc_id],
            attributions=attributions,
        )

    def _kind(self, attribution: Row) -> str | None:
        source = self._sources.get(attribution["source_id"])
        return source["kind"] if source else None

    def _event(self, event_id: str, mentions: list[Row]) -> FoundEvent:
        alone = len(self._tellers[event_id]) == 1
        event = FoundEvent(self._events.get(event_id) if alone else None, mentions)
        rows = [row for mention in mentions for row in self._parties[mention["mention_id"]]]
        rows += [row for row in self._wholes[event_id] if row["mention_id"] is None]
        named = {row["actor_mention_id"]: row for row in self._actor_mentions[mentions[0]["doc_id"]]}
        for role in event.parties:
            parts = [{**named.get(row["actor_mention_id"], {}), **row} for row in rows if row["role"] == role]
            event.parties[role] = self._merged(parts)
        return event

    def _merged(self, rows: Iterable[Row]) -> list[FoundActor]:
        """The distinct actors of some mentions; a pronoun adds no name."""
        out: dict[str, FoundActor] = {}
        for row in rows:
            actor = self._actors.get(row["actor_id"], {})
            known = out.setdefault(row["actor_id"], FoundActor(actor, _names(actor)))
            if row.get("text") and row.get("mention_type") != "pronoun":
                known.keys.add(name_key(row["text"]))
        return list(out.values())


def _names(actor: Row) -> set[str]:
    names = [actor.get("name"), *(actor.get("aliases") or [])]
    return {name_key(name) for name in names if name} - {""}
