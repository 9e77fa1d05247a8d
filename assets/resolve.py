"""Stage 3: entities linked across all batches of an output, and every table validated."""

import time
from collections.abc import Iterator

import dagster as dg

from assets import checks, lineage, metadata
from assets.extract import mention_key
from assets.resources import Warehouse
from pipelines.health.volume import history, volume
from pipelines.runner import stages
from pipelines.settings import faulty_share
from pipelines.stores import work
from pipelines.tables.schema import TABLES

_UPSTREAM = {
    "actors": ("actor_mentions", "event_actors", "documents"),
    "sources": ("documents", "attributions", "actor_mentions"),
    "places": ("place_mentions",),
    "event_mentions": ("event_mentions", "event_actors", "documents"),
    "events": (
        "event_mentions",
        "event_actors",
        "figures",
        "attributions",
        "time_mentions",
        "place_mentions",
        "documents",
    ),
    "event_claims": ("event_mentions", "event_actors", "figures", "attributions", "place_mentions", "documents"),
    "event_links": ("event_mentions", "event_actors", "place_mentions", "documents"),
    "event_redirects": ("event_mentions", "documents"),
}
POOL = "warehouse"
"""The pool of steps that work on all batches of an output at once."""

RESOLVED_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage in {"mention", "resolved"})


def upstream(table: str) -> dict[str, dg.AssetKey]:
    """The mention tables that a table is made of."""
    return {name: mention_key(name) for name in _UPSTREAM.get(table, (table,))}


SPECS = [
    metadata.table_spec(
        table,
        table,
        deps=list(upstream(table).values()),
        group="resolve",
        kinds={"polars", "pandera"},
        lineage=lineage.of_resolved(table, upstream(table)),
        told="Over all batches, with ids that hold across documents, validated.",
        freshness=metadata.FRESH,
    )
    for table in RESOLVED_TABLES
]
CHECKS = [spec for table in RESOLVED_TABLES for spec in checks.specs(table)]


@dg.multi_asset(name="tables", specs=SPECS, check_specs=CHECKS, pool=POOL)
def tables(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]  # Dagster reads the bare name
    """Resolve the mentions of all batches and validate the tables; `ValidationFailed` where too much is faulty."""
    workspace, run_id, began = warehouse.workspace, context.run.run_id, time.monotonic()
    with work.shared(workspace, work.BATCHES, *work.TABLES):
        resolved = stages.resolve(workspace, run_id)
    checked = resolved.checked
    blocked = stages.blocked(checked)
    shared = {
        **metadata.belongs(context, workspace.output),
        **({"unchanged": True} if resolved.taken_over else {}),
        "seconds": round(time.monotonic() - began, 3),
    }
    before = history(workspace.runs(), run_id)
    rows = {table: checked.checked[table] - checked.refused[table] for table in RESOLVED_TABLES}
    for table in RESOLVED_TABLES:
        yield dg.MaterializeResult(
            asset_key=dg.AssetKey(table),
            metadata={
                **metadata.of_table(rows[table], resolved.first[table]),
                **(resolved.report if table == "events" else {}),
                **shared,
                "rows_refused": checked.refused[table],
                "dagster/column_lineage": lineage.of_resolved(table, upstream(table)),
            },
            check_results=[
                *checks.of_rows(table, checked, blocked=table in blocked),
                checks.of_volume(table, volume(table, rows, before)),
            ],
        )
    if blocked:
        checked.require(faulty_share())
