"""Stage 3: entities linked across all batches of an output, and every table validated."""

from collections.abc import Iterator

import dagster as dg

from assets import metadata
from assets.extract import mention_key
from assets.ingest import POOL
from assets.resources import Warehouse
from pipelines.runner import stages
from pipelines.settings import faulty_share
from pipelines.tables.schema import TABLES

_UPSTREAM = {
    "actors": ("actor_mentions", "event_actors"),
    "sources": ("documents", "attributions"),
    "places": ("place_mentions",),
    "events": ("event_mentions", "figures", "attributions", "time_mentions", "place_mentions", "documents"),
    "event_claims": ("event_mentions", "event_actors", "figures", "attributions", "place_mentions", "documents"),
    "event_links": ("event_mentions", "event_actors", "place_mentions", "documents"),
    "event_redirects": ("event_mentions", "documents"),
}
RESOLVED_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage in {"mention", "resolved"})
SCHEMA_CHECK = "schema"


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
        told="Over all batches, with ids that hold across documents, validated.",
    )
    for table in RESOLVED_TABLES
]
CHECKS = [
    dg.AssetCheckSpec(
        SCHEMA_CHECK,
        asset=table,
        description="No row was refused: columns, types, enumerations, offsets and evidence, keys and references hold. "
        f"A table of which more than {faulty_share():.0%} is faulty blocks publication.",
        blocking=True,
    )
    for table in RESOLVED_TABLES
]


@dg.multi_asset(name="tables", specs=SPECS, check_specs=CHECKS, pool=POOL)
def tables(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]  # Dagster reads the bare name
    """Resolve the mentions of all batches and validate the tables; `ValidationFailed` where too much is faulty."""
    resolved = stages.resolve(warehouse.workspace, context.run.run_id)
    checked = resolved.checked
    blocked = stages.blocked(checked)
    for table in RESOLVED_TABLES:
        frame, refused = checked.frames[table], checked.refused[table]
        reasons = checked.rejects.filter(table_name=table)["reason"].unique(maintain_order=True).head(5).to_list()
        yield dg.MaterializeResult(
            asset_key=dg.AssetKey(table),
            metadata={
                **metadata.of_frame(frame.drop("text", strict=False)),
                **(resolved.report if table == "events" else {}),
                "dagster/column_lineage": metadata.lineage(table, upstream(table)),
            },
            check_results=[
                dg.AssetCheckResult(
                    check_name=SCHEMA_CHECK,
                    asset_key=dg.AssetKey(table),
                    passed=not refused,
                    severity=dg.AssetCheckSeverity.ERROR if table in blocked else dg.AssetCheckSeverity.WARN,
                    metadata={
                        "rows_checked": checked.checked[table],
                        "rows_refused": refused,
                        "reasons": [metadata.escaped(reason) for reason in reasons],
                    },
                )
            ],
        )
    if blocked:
        checked.require(faulty_share())
