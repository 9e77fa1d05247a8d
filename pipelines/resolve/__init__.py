"""Resolution across documents: which rows of different articles tell of the same actor, source, place or event.

Rows in, rows out. The result does not depend on the order of documents or batches: decisions are taken over sorted
candidates, and ids are hashes of content. Nor does it depend on what earlier runs worked out, which saves time alone
(`memory`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Protocol

import polars as pl

from pipelines.resolve.actors import resolve_actors
from pipelines.resolve.documents import mark_duplicates
from pipelines.resolve.event_rows import event_rows
from pipelines.resolve.events import resolve_events
from pipelines.resolve.memory import Kept, Memory
from pipelines.resolve.places import resolve_places
from pipelines.resolve.shelf import Tables
from pipelines.resolve.sources import resolve_sources
from pipelines.resolve.voices import correcting
from pipelines.tables.frames import arrange
from pipelines.tables.made import Made, replaced
from pipelines.tables.schema import TABLES

__all__ = ["Kept", "Mentions", "Resolution", "resolution", "resolution_of", "resolve"]

Frames = dict[str, pl.DataFrame]

_MENTION_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage == "mention")

_COMPARED: dict[str, tuple[str, ...]] = {
    "documents": ("doc_id", "outlet", "published_at", "text"),
    "actor_mentions": ("actor_id",),
    "place_mentions": ("place_mention_id", "doc_id", "sentence_index", "place_id"),
    "attributions": ("attribution_id", "doc_id", "source_id", "stance"),
    "event_mentions": (
        *("mention_id", "event_id", "doc_id", "sentence_index", "trigger_text", "event_type", "event_mode", "contexts"),
        *("modality", "certainty", "is_background", "date_start", "date_end", "date_precision", "date_text"),
        *("place_mention_id", "location_name", "attribution_id", "evidence"),
    ),
    "event_actors": (),
    "figures": (
        *("figure_id", "event_id", "mention_id", "doc_id", "sentence_index", "attribution_id", "value", "low", "high"),
        *("bound", "unit", "dimension", "measure", "item", "tally"),
    ),
    **dict.fromkeys(("local_actors", "local_places", "local_sources"), ()),
}
"""What of the mention tables decides which rows are of one actor, voice, place or event; () is all of it."""
_OF_EVENTS = ("event_mentions", "event_actors", "place_mentions")


class Mentions(Protocol):
    """Mention tables, of which columns are read when they are asked for."""

    def table(self, name: str, *columns: str) -> pl.DataFrame:
        """A table: all columns, or some."""


@dataclass(frozen=True, slots=True)
class _InMemory:
    frames: Mapping[str, pl.DataFrame]

    def table(self, name: str, *columns: str) -> pl.DataFrame:
        return self.frames[name].select(columns or pl.all())


@dataclass(frozen=True, slots=True)
class Resolution:
    """The final tables, counts of what was compared and what was not (`event_blocks.Overflow`), and what to keep.

    Mention tables are put together each time that one is asked for.
    """

    frames: Mapping[str, pl.DataFrame]
    report: dict[str, int]
    kept: Kept


def resolve(mention_tables: Mapping[str, pl.DataFrame]) -> Frames:
    """Make the final tables of the mention tables of all documents; see `resolution`."""
    return dict(resolution(mention_tables).frames)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles among millions of rows, again and again: a fifth of the time.

    Where it is told to look, it looks at what was made since alone.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def resolution(
    mention_tables: Mapping[str, pl.DataFrame], earlier: Mapping[str, pl.DataFrame] | None = None
) -> Resolution:
    """Make the final tables of the mention tables of all documents, at once; see `resolution_of`."""
    found = resolution_of(_InMemory(mention_tables), dict(earlier or {}))
    return replace(found, frames=dict(found.frames))


@_without_collection()
def resolution_of(mentions: Mentions, earlier: Kept) -> Resolution:
    """Make the final tables of the mention tables of all documents.

    `mentions` has those of stage `mention`, in which ids of actors, places, sources and events are those
    of one document, and `local_actors`, `local_places` and `local_sources`, which describe them.
    `earlier` is what a run of this version, over whatever documents, has `kept`; without it everything is worked out.
    It is emptied as it is used, so that there is room for what is made of it.
    """
    memory = Memory(earlier)
    documents = correcting(mark_duplicates(_compared(mentions, "documents"), memory)).drop("text")
    gc.collect()
    local = replaced(Made(_COMPARED, lambda name: _compared(mentions, name)), documents=documents)
    actors = resolve_actors(local, memory)
    places = resolve_places(local, memory)
    sources = resolve_sources(local, actors, memory)
    ids = {"actor_id": actors.ids, "place_id": places.ids}
    tables = {"documents": documents, **_all_renamed(local, _OF_EVENTS, ids)}
    found = resolve_events(tables, actors, places, memory)
    gc.collect()
    ids["event_id"] = found.ids
    tables |= _all_renamed(tables, ("event_mentions", "event_actors"), {"event_id": found.ids})
    tables |= {"attributions": sources.attributions, **_all_renamed(local, ("figures",), ids)}
    events, claims = event_rows(tables, actors, places, sources, memory)
    made = Tables()
    made["actors"], made["places"], made["sources"] = actors.table, places.table, sources.table
    made["events"] = arrange("events", events.drop("link_score").join(found.scores, on="event_id", how="left"))
    made["event_claims"] = claims
    made["event_links"] = arrange("event_links", found.links)
    made["event_redirects"] = arrange("event_redirects", found.redirects)
    led = {
        "documents": tables["documents"].select("doc_id", "duplicate_of", "superseded_by"),
        "attributions": tables["attributions"].select("attribution_id", "source_id"),
    }
    return Resolution(_final(made, mentions, ids, led), asdict(found.overflow), memory.kept)


def _compared(mentions: Mentions, name: str) -> pl.DataFrame:
    """What resolution looks at of a table."""
    return mentions.table(name, *_COMPARED[name])


def _all_renamed(tables: Mapping[str, pl.DataFrame], names: Iterable[str], ids: Mapping[str, pl.DataFrame]) -> Frames:
    """Some tables with ids of all documents, two made at a time."""
    names = tuple(names)
    with ThreadPoolExecutor(max_workers=2) as makers:
        return dict(zip(names, makers.map(lambda name: _renamed(tables[name], ids), names), strict=True))


def _final(made: Kept, mentions: Mentions, ids: Mapping[str, pl.DataFrame], led: Mapping[str, pl.DataFrame]) -> Made:
    """The final tables; those of mentions are put together when they are asked for, and kept by nobody."""

    def make(name: str) -> pl.DataFrame:
        if name in made:
            return made[name]
        table = _renamed(mentions.table(name, *TABLES[name].polars_schema), ids)
        if name in led:
            key, *columns = led[name].columns
            found = table.select(key).join(led[name], on=key, how="left", maintain_order="left")
            table = table.with_columns(found.select(columns))
        return arrange(name, table)

    return Made((*_MENTION_TABLES, *made), make)


def _renamed(table: pl.DataFrame, ids: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """A table with ids of all documents (`found`) in place of those of one."""
    for column in ids.keys() & set(table.columns):
        led = table.select(column).join(ids[column], on=column, how="left", maintain_order="left")
        table = table.with_columns(led["found"].alias(column))
    return table
