"""Resolution across documents: which rows of different articles tell of the same actor, source, place or event.

Rows in, rows out. The result does not depend on the order of documents or batches: decisions are taken over sorted
candidates, and ids are hashes of content. Nor does it depend on what earlier runs worked out, which saves time alone
(`memory`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import polars as pl

from pipelines.resolve.actors import resolve_actors
from pipelines.resolve.documents import mark_duplicates
from pipelines.resolve.event_rows import event_rows
from pipelines.resolve.events import resolve_events
from pipelines.resolve.memory import Kept, Memory
from pipelines.resolve.places import resolve_places
from pipelines.resolve.sources import resolve_sources
from pipelines.tables.frames import arrange
from pipelines.tables.schema import TABLES

__all__ = ["Kept", "Resolution", "resolution", "resolution_of", "resolve"]

Frames = dict[str, pl.DataFrame]

_LOCAL = "local_"
_MENTION_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage == "mention")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The final tables, counts of what was compared and what was not (`event_blocks.Overflow`), and what to keep."""

    frames: Frames
    report: dict[str, int]
    kept: Kept


def resolve(mention_tables: Mapping[str, pl.DataFrame]) -> Frames:
    """Make the final tables of the mention tables of all documents; see `resolution`."""
    return resolution(mention_tables).frames


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for cycles among millions of rows, of which there are none: a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def resolution(
    mention_tables: Mapping[str, pl.DataFrame], earlier: Mapping[str, pl.DataFrame] | None = None
) -> Resolution:
    """Make the final tables of the mention tables of all documents; see `resolution_of`, which takes them over."""
    return resolution_of(dict(mention_tables), dict(earlier or {}))


@_without_collection()
def resolution_of(tables: Frames, earlier: Kept) -> Resolution:
    """Make the final tables of the mention tables of all documents.

    `tables` holds those of stage `mention`, in which ids of actors, places, sources and events are those
    of one document, and `local_actors`, `local_places`, `local_sources` and `local_events`, which describe them.
    `earlier` is what a run of this version, over whatever documents, has `kept`; without it everything is worked out.
    Both are emptied as they are used, so that there is room for what is made of them.
    """
    memory = Memory(earlier)
    tables["documents"] = mark_duplicates(tables["documents"], memory)
    actors = resolve_actors(tables, memory)
    places = resolve_places(tables, memory)
    sources = resolve_sources(tables, actors, memory)
    for name in [name for name in tables if name.startswith(_LOCAL)]:
        del tables[name]
    _rename(tables, "actor_id", actors.ids)
    _rename(tables, "place_id", places.ids)
    tables["attributions"] = sources.attributions
    found = resolve_events(tables, actors, places, memory)
    _rename(tables, "event_id", found.ids)
    events, claims = event_rows(tables, actors, places, sources, memory)
    frames = {
        **{name: _final(name, tables.pop(name)) for name in _MENTION_TABLES},
        "actors": actors.table,
        "places": places.table,
        "sources": sources.table,
        "events": arrange("events", events.drop("link_score").join(found.scores, on="event_id", how="left")),
        "event_claims": claims,
        "event_links": arrange("event_links", found.links),
        "event_redirects": arrange("event_redirects", found.redirects),
    }
    return Resolution(frames, asdict(found.overflow), memory.kept)


def _rename(tables: Frames, column: str, ids: pl.DataFrame) -> None:
    """Replace ids of one document by those of all (`found`), wherever the column stands."""
    for name, table in tables.items():
        if column in table.columns:
            led = table.select(column).join(ids, on=column, how="left", maintain_order="left")
            tables[name] = table.with_columns(led["found"].alias(column))


def _final(name: str, table: pl.DataFrame) -> pl.DataFrame:
    return arrange(name, table.select([column for column in table.columns if column in TABLES[name].polars_schema]))
