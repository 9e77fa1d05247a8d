"""Resolution across documents: which rows of different articles tell of the same actor, source, place or event.

Rows in, rows out. The result does not depend on the order of documents or batches: rows are put in a canonical order
first, decisions are taken over sorted candidates, and ids are hashes of content.
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
from pipelines.resolve.places import resolve_places
from pipelines.resolve.sources import resolve_sources
from pipelines.tables.frames import arrange, frame
from pipelines.tables.schema import TABLES

__all__ = ["Resolution", "resolution", "resolve"]

Frames = dict[str, pl.DataFrame]

_MENTION_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage == "mention")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The final tables, and counts of what was compared and what was not (`event_blocks.Overflow`)."""

    frames: Frames
    report: dict[str, int]


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
def resolution(mention_tables: Mapping[str, pl.DataFrame]) -> Resolution:
    """Make the final tables of the mention tables of all documents.

    `mention_tables` holds the tables of stage `mention`, in which ids of actors, places, sources and events are those
    of one document, and `local_actors`, `local_places`, `local_sources` and `local_events`, which describe them.
    """
    tables = {name: _canonical(table) for name, table in mention_tables.items()}
    tables["documents"] = mark_duplicates(tables["documents"])
    actors = resolve_actors(tables)
    places = resolve_places(tables)
    sources = resolve_sources(tables, actors)
    tables = _renamed(tables, "actor_id", actors.ids)
    tables = _renamed(tables, "place_id", places.ids)
    tables["attributions"] = sources.attributions
    events = resolve_events(tables, actors, places)
    tables = _renamed(tables, "event_id", events.ids)
    rows, claims = event_rows(tables, actors, places, sources, events.scores)
    frames = {
        **{name: _final(name, tables[name]) for name in _MENTION_TABLES},
        "actors": frame("actors", actors.rows),
        "places": frame("places", places.rows),
        "sources": frame("sources", sources.rows),
        "events": frame("events", rows),
        "event_claims": frame("event_claims", claims),
        "event_links": frame("event_links", events.links),
        "event_redirects": frame("event_redirects", events.redirects),
    }
    return Resolution(frames, asdict(events.overflow))


def _canonical(table: pl.DataFrame) -> pl.DataFrame:
    """Rows in an order that their content alone decides."""
    keys = [name for name, dtype in table.schema.items() if not dtype.is_nested()]
    return table.sort(keys, nulls_last=True, maintain_order=True) if keys else table


def _renamed(tables: Frames, column: str, ids: Mapping[str, str]) -> Frames:
    """Replace ids of one document by those of all, wherever the column stands."""
    old, new = list(ids), list(ids.values())
    out = dict(tables)
    for name, table in tables.items():
        if column in table.columns and not name.startswith("local_"):
            renamed = pl.col(column).replace_strict(old, new, default=None, return_dtype=pl.String)
            out[name] = table.with_columns(renamed) if old else table
    return out


def _final(name: str, table: pl.DataFrame) -> pl.DataFrame:
    return arrange(name, table.select([column for column in table.columns if column in TABLES[name].polars_schema]))
