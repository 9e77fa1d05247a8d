"""Where every column of every table comes from: columns of the tables before it, for Dagster's column lineage.

A column of the same name upstream is its origin; what else it rests on stands in the tables below. Each entry is
`TABLE.COLUMN`, or `TABLE.COLUMN COLUMN` for several columns of one table. Tests hold that no column is without an
origin and that every origin exists.
"""

from collections.abc import Iterator, Mapping, Sequence

import dagster as dg

from pipelines.tables.schema import TABLES

RAW = "raw_documents"
RAW_COLUMNS = (
    *("doc_id", "text", "uri", "sha256", "format", "external_id", "outlet", "url", "title", "byline"),
    *("published_at", "published_at_source", "language", "encoding", "mended", "ingested_at"),
)

_DATE = ("event_mentions.date_start date_end date_precision", "documents.published_at")
_PLACE = ("event_mentions.place_mention_id location_name", "place_mentions.place_id")
_DEATHS = ("figures.measure value low high bound tally event_id", "attributions.source_id", "documents.published_at")
_WHO = ("event_mentions.attribution_id", "attributions.source_id", "documents.outlet")
_NAME = ("actor_mentions.text actor_id",)
_PLACE_NAME = ("place_mentions.text place_id",)
_PAIR = ("event_mentions.mention_id",)
_SAME_EVENT = (
    "event_mentions.event_id event_type event_mode date_start date_end place_mention_id trigger_text evidence",
    "event_actors.actor_id",
    "documents.published_at",
)

_EXTRACTED: Mapping[str, Sequence[str]] = {
    "date_start": ("text", "published_at"),
    "date_end": ("text", "published_at"),
    "date_precision": ("text", "published_at"),
    "anchor": ("text", "published_at"),
    "doc_id": ("doc_id",),
}
"""What the extractors read: the text, and the date of publication for what is relative to it."""

_RESOLVED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "documents": {
        "duplicate_of": ("documents.text outlet published_at",),
        "superseded_by": ("documents.text outlet published_at",),
    },
    "actors": {
        "actor_id": _NAME,
        **dict.fromkeys(("name", "aliases", "title", "is_generic", "wikidata_id"), _NAME),
        **dict.fromkeys(("actor_type", "country", "code", "parent_actor_id"), _NAME),
        "mention_count": ("actor_mentions.actor_mention_id",),
        "document_count": ("actor_mentions.doc_id",),
        "first_seen_at": ("documents.published_at",),
        "last_seen_at": ("documents.published_at",),
    },
    "sources": {
        "source_id": ("attributions.source_id", "documents.outlet"),
        "name": ("attributions.source_text", "documents.outlet"),
        "kind": ("attributions.source_text", "documents.outlet"),
        "description": ("attributions.source_text",),
        "actor_id": ("attributions.source_text", "actor_mentions.actor_id"),
        "country": ("actor_mentions.actor_id",),
        "is_named": ("attributions.source_text", "documents.outlet"),
        "attribution_count": ("attributions.attribution_id",),
        "document_count": ("attributions.doc_id", "documents.doc_id"),
    },
    "places": dict.fromkeys(
        ("name", "kind", "country", "admin1", "latitude", "longitude", "geo_precision", "geonames_id", "population"),
        _PLACE_NAME,
    ),
    "attributions": {"source_id": ("attributions.source_text", "documents.outlet")},
    "event_mentions": {"event_id": _SAME_EVENT},
    "event_actors": {"event_id": ("event_actors.event_id", *_SAME_EVENT)},
    "events": {
        "event_id": _SAME_EVENT,
        "title": ("event_mentions.trigger_text location_name modality", "event_actors.actor_id role"),
        "place_id": _PLACE,
        "location_name": _PLACE,
        **dict.fromkeys(("country", "admin1", "latitude", "longitude", "geo_precision"), _PLACE),
        **dict.fromkeys(("date_start", "date_end", "date_precision", "date_text"), _DATE),
        **dict.fromkeys(("fatalities_low", "fatalities_best", "fatalities_high"), _DEATHS),
        **dict.fromkeys(("injured_low", "injured_best", "injured_high"), _DEATHS),
        "plover_score": ("event_mentions.event_type event_mode",),
        "quad_class": ("event_mentions.event_type",),
        "is_disputed": (
            "event_mentions.modality place_mention_id date_start attribution_id",
            "event_actors.actor_id role",
            "figures.measure low high",
            "attributions.source_id",
        ),
        "mention_count": ("event_mentions.mention_id",),
        "document_count": ("event_mentions.doc_id",),
        **dict.fromkeys(("source_count", "named_source_count", "outlet_count", "named_voice_count"), _WHO),
        "link_score": _SAME_EVENT,
        "first_reported_at": ("documents.published_at",),
        "last_reported_at": ("documents.published_at",),
    },
    "event_claims": {
        "claim_id": ("event_mentions.event_id",),
        "attribute": ("event_mentions.modality", "event_actors.role", "figures.measure"),
        "value": (
            "event_mentions.modality location_name date_start",
            "event_actors.actor_id",
            "figures.low high",
            "place_mentions.place_id",
        ),
        "value_low": ("figures.low",),
        "value_high": ("figures.high",),
        "is_disputed": ("event_mentions.modality attribution_id", "figures.low high", "event_actors.actor_id"),
        "source_ids": _WHO,
        "doc_ids": ("event_mentions.doc_id",),
        "source_count": _WHO,
        "named_source_count": _WHO,
        "first_reported_at": ("documents.published_at",),
        "last_reported_at": ("documents.published_at",),
    },
    "event_links": {
        "link_id": _PAIR,
        "other_event_id": ("event_mentions.event_id",),
        "other_mention_id": _PAIR,
        "link_score": _SAME_EVENT,
        "outcome": _SAME_EVENT,
        "type_points": ("event_mentions.event_type",),
        "mode_points": ("event_mentions.event_mode",),
        "party_points": ("event_actors.actor_id role",),
        "place_points": ("event_mentions.place_mention_id", "place_mentions.place_id"),
        "date_points": ("event_mentions.date_start date_end date_precision",),
        "published_points": ("documents.published_at",),
        "word_points": ("event_mentions.trigger_text evidence",),
        "name_points": ("event_mentions.evidence",),
        "nominal_points": ("event_actors.actor_id role",),
        "status_points": ("event_mentions.is_background modality",),
        "story_points": ("event_mentions.doc_id event_id",),
        "text_points": ("event_mentions.evidence",),
    },
    "event_redirects": {"old_event_id": ("event_mentions.event_id",), "since_run": ("event_mentions.event_id",)},
}

_RUN: Mapping[str, Mapping[str, Sequence[str]]] = {
    "runs": {
        **dict.fromkeys(("documents_read", "documents_new"), (f"{RAW}.doc_id",)),
        "documents_rejected": (f"{RAW}.uri",),
        "rows": tuple(f"{name}.{spec.primary_key[0]}" for name, spec in TABLES.items() if spec.stage != "run"),
    },
    "rejects": {
        "uri": (f"{RAW}.uri", "documents.uri"),
        "doc_id": (f"{RAW}.doc_id", "documents.doc_id"),
        "row": tuple(f"{name}.{spec.primary_key[0]}" for name, spec in TABLES.items() if spec.stage != "run"),
    },
}
MADE_BY_THE_RUN = {
    "runs": {"run_id", "started_at", "finished_at", "code_version", "model_version"},
    "rejects": {"reject_id", "stage", "table_name", "reason", "rejected_at", "run_id"},
}
"""Columns that come from no table: what a run says of itself."""


def of_mentions(table: str, raw: dg.AssetKey) -> dg.TableColumnLineage:
    """A mention table of a batch: from the articles as read."""
    own = set(RAW_COLUMNS) - {"text", "title"} if table == "documents" else set()
    found = {
        column.name: [
            dg.TableColumnDep(raw, name)
            for name in ((column.name,) if column.name in own else _EXTRACTED.get(column.name, ("text",)))
        ]
        for column in TABLES[table].columns
    }
    if table == "documents":
        found |= {name: [dg.TableColumnDep(raw, name)] for name in ("text", "title")}
        found |= {name: [dg.TableColumnDep(raw, "text")] for name in ("duplicate_of", "superseded_by")}
    return dg.TableColumnLineage(deps_by_column=found)


def of_resolved(table: str, upstream: Mapping[str, dg.AssetKey]) -> dg.TableColumnLineage:
    """A table over all batches: from the mention tables in `upstream`."""
    return _lineage(table, upstream, _RESOLVED.get(table, {}))


def of_run(table: str, upstream: Mapping[str, dg.AssetKey]) -> dg.TableColumnLineage:
    """A table about runs: from the articles as read and the tables that were published."""
    return _lineage(table, upstream, _RUN[table], same_names=False)


def _lineage(
    table: str, upstream: Mapping[str, dg.AssetKey], told: Mapping[str, Sequence[str]], *, same_names: bool = True
) -> dg.TableColumnLineage:
    deps: dict[str, list[dg.TableColumnDep]] = {}
    for column in TABLES[table].columns:
        found = list(_told(told[column.name], upstream)) if column.name in told else []
        if not found and same_names:
            found = [
                dg.TableColumnDep(key, column.name)
                for name, key in upstream.items()
                if column.name in TABLES[name].polars_schema
            ]
        if found:
            deps[column.name] = found
    return dg.TableColumnLineage(deps_by_column=deps)


def _told(entries: Sequence[str], upstream: Mapping[str, dg.AssetKey]) -> Iterator[dg.TableColumnDep]:
    for entry in entries:
        table, _, columns = entry.partition(".")
        yield from (dg.TableColumnDep(upstream[table], column) for column in columns.split() if table in upstream)
