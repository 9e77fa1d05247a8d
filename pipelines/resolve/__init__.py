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

__all__ = ["Kept", "Resolution", "resolution", "resolve"]

Frames = dict[str, pl.DataFrame]

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


@_without_collection()
def resolution(
    mention_tables: Mapping[str, pl.DataFrame], earlier: Mapping[str, pl.DataFrame] | None = None
) -> Resolution:
    """Make the final tables of the mention tables of all documents.

    `mention_tables` holds the tables of stage `mention`, in which ids of actors, places, sources and events are those
    of one document, and `local_actors`, `local_places`, `local_sources` and `local_events`, which describe them.
    `earlier` is what a run of this version, over whatever documents, has `kept`; without it everything is worked out.
    """
    memory, tables = Memory(earlier), dict(mention_tables)
    tables["documents"] = mark_duplicates(tables["documents"], memory)
    actors = resolve_actors(tables, memory)
    places = resolve_places(tables, memory)
    sources = resolve_sources(tables, actors, memory)
    tables = _renamed(tables, "actor_id", actors.ids)
    tables = _renamed(tables, "place_id", places.ids)
    tables["attributions"] = sources.attributions
    found = resolve_events(tables, actors, places, memory)
    tables = _renamed(tables, "event_id", found.ids)
    events, claims = event_rows(tables, actors, places, sources, memory)
    frames = {
        **{name: _final(name, tables[name]) for name in _MENTION_TABLES},
        "actors": actors.table,
        "places": places.table,
        "sources": sources.table,
        "events": arrange("events", events.drop("link_score").join(found.scores, on="event_id", how="left")),
        "event_claims": claims,
        "event_links": arrange("event_links", found.links),
        "event_redirects": arrange("event_redirects", found.redirects),
    }
    return Resolution(frames, asdict(found.overflow), memory.kept)


def _renamed(tables: Frames, column: str, ids: pl.DataFrame) -> Frames:
    """Replace ids of one document by those of all (`found`), wherever the column stands."""
    out = dict(tables)
    for name, table in tables.items():
        if column in table.columns and not name.startswith("local_"):
            led = table.join(ids, on=column, how="left", maintain_order="left")
            out[name] = led.with_columns(pl.col("found").alias(column)).drop("found")
    return out


def _final(name: str, table: pl.DataFrame) -> pl.DataFrame:
    return arrange(name, table.select([column for column in table.columns if column in TABLES[name].polars_schema]))
