"""Stage 4: Parquet files and the DuckDB database, swapped in together."""

import time
from collections.abc import Iterator

import dagster as dg

from assets import lineage, metadata
from assets.ingest import RAW_DOCUMENTS
from assets.resolve import POOL, RESOLVED_TABLES
from assets.resources import Warehouse
from pipelines.runner import stages
from pipelines.stores import tables, work
from pipelines.tables.schema import TABLES

WAREHOUSE = dg.AssetKey("warehouse")
RUN_TABLES = tuple(name for name, spec in TABLES.items() if spec.stage == "run")
_UPSTREAM = {RAW_DOCUMENTS.path[-1]: RAW_DOCUMENTS, **{table: dg.AssetKey(table) for table in RESOLVED_TABLES}}

SPECS = [
    *(
        metadata.table_spec(
            table,
            table,
            deps=[RAW_DOCUMENTS, *RESOLVED_TABLES],
            group="publish",
            kinds={"polars", "parquet"},
            lineage=lineage.of_run(table, _UPSTREAM),
            freshness=metadata.FRESH,
        )
        for table in RUN_TABLES
    ),
    dg.AssetSpec(
        key=WAREHOUSE,
        deps=[*RESOLVED_TABLES, *RUN_TABLES],
        group_name="publish",
        kinds={"parquet", "duckdb"},
        owners=metadata.OWNERS,
        tags={"stage": "publish"},
        description="All tables as Parquet files and in sitrep.duckdb, published together or not at all.",
        freshness_policy=metadata.FRESH,
    ),
]


@dg.multi_asset(name="publication", specs=SPECS, pool=POOL)
def publication(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]  # Dagster reads the bare name
    """Publish the validated tables."""
    began = time.monotonic()
    workspace = warehouse.workspace
    with work.shared(workspace, work.BATCHES, *work.TABLES):
        tables.refresh(workspace.output)
        published, frames = stages.publish_tables(workspace, context.run.run_id)
        tables.send(workspace.output)
    for note in published.notes:
        context.log.warning(note)
    shared = {**metadata.belongs(context, workspace.output), "seconds": round(time.monotonic() - began, 3)}
    for table in RUN_TABLES:
        traced = {"dagster/column_lineage": lineage.of_run(table, _UPSTREAM)}
        yield dg.MaterializeResult(
            asset_key=dg.AssetKey(table), metadata={**metadata.of_frame(frames[table]), **traced, **shared}
        )
    yield dg.MaterializeResult(
        asset_key=WAREHOUSE,
        metadata={
            "path": dg.MetadataValue.path(str(published.path)),
            "snapshot": published.snapshot,
            "bytes": published.bytes,
            **({"notes": "\n".join(published.notes)} if published.notes else {}),
            **shared,
            **{f"rows/{table}": count for table, count in sorted(published.rows.items())},
        },
    )
