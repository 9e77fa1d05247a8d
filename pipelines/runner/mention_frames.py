"""The rows of documents as frames, before entities are resolved: contract columns and the `local_*` tables.

`local_actors`, `local_places`, `local_sources` and `local_events` describe entities as one document knows them; their
ids hold within that document until `pipelines.resolve` gives them ids that hold everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.tables.frames import polars_schema
from pipelines.tables.schema import TABLES

Row = dict[str, Any]
Frames = dict[str, pl.DataFrame]

MENTION_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage == "mention")

_WORDS = pl.String()
_WORD_LIST = pl.List(pl.String())


def _strings(columns: str) -> dict[str, pl.DataType]:
    return dict.fromkeys(columns.split(), _WORDS)


SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    **{name: dict(polars_schema(name)) for name in MENTION_TABLES},
    "event_actors": {**polars_schema("event_actors"), "doc_id": _WORDS},
    "local_actors": {
        **_strings("actor_id doc_id key name actor_type country code parent_key parent_name title"),
        "aliases": _WORD_LIST,
        "wikidata_id": _WORDS,
        "is_generic": pl.Boolean(),
    },
    "local_places": {
        **_strings("place_id doc_id key name kind country admin1"),
        "latitude": pl.Float64(),
        "longitude": pl.Float64(),
        "geonames_id": pl.Int64(),
        "population": pl.Int64(),
        "precision": _WORDS,
    },
    "local_sources": {
        **_strings("source_id doc_id kind name description actor_id country"),
        "is_named": pl.Boolean(),
    },
    "local_events": _strings("event_id doc_id"),
    "rejects": _strings("stage uri doc_id row reason"),
}


def to_frames(documents: Iterable[Mapping[str, Sequence[Row]]]) -> Frames:
    """One frame per table from the rows of several documents, in the order given.

    Raises `ValueError` for a column that the table does not have and for a value of another type.
    """
    gathered: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for tables in documents:
        for name, rows in tables.items():
            gathered[name].extend(rows)
    return {name: _frame(name, rows) for name, rows in gathered.items()}


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    schema = SCHEMAS[name]
    for row in rows[:1]:
        if unknown := row.keys() - schema.keys():
            raise ValueError(f"{name} has no column {', '.join(sorted(unknown))}")
    return pl.DataFrame([_series(name, column, dtype, rows) for column, dtype in schema.items()])


def _series(table: str, column: str, dtype: pl.DataType, rows: list[Row]) -> pl.Series:
    try:
        return pl.Series(column, [row.get(column) for row in rows], dtype=dtype)
    except (TypeError, pl.exceptions.PolarsError) as problem:
        raise ValueError(f"{table}.{column}: {str(problem).splitlines()[0]}") from problem


def concatenated(chunks: Sequence[Frames]) -> Frames:
    """The chunks of every table one below the other."""
    return {name: pl.concat([chunk[name] for chunk in chunks]) if chunks else empty(name) for name in SCHEMAS}


def empty(name: str) -> pl.DataFrame:
    """A table of this stage without rows."""
    return pl.DataFrame(schema=SCHEMAS[name])
