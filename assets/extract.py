"""Stage 2: the mentions in a batch's articles, before entities are linked across documents."""

from collections.abc import Iterator

import dagster as dg

from assets import lineage, metadata
from assets.ingest import RAW_DOCUMENTS, batch_of_run
from assets.partitions import BATCHES
from assets.resources import Extractor, Warehouse
from pipelines.runner import stages
from pipelines.runner.mention_frames import MENTION_TABLES
from pipelines.stores import work


def mention_key(table: str) -> dg.AssetKey:
    """The asset of a mention table before resolution."""
    return dg.AssetKey(["mentions", table])


SPECS = [
    metadata.table_spec(
        table,
        mention_key(table),
        deps=[RAW_DOCUMENTS],
        group="extract",
        kinds={"spacy", "parquet"},
        lineage=lineage.of_mentions(table, RAW_DOCUMENTS),
        told="As one batch tells it, entities known within their document alone.",
    )
    for table in MENTION_TABLES
]


@dg.multi_asset(name="mentions", specs=SPECS, partitions_def=BATCHES)
def mentions(
    context: dg.AssetExecutionContext, warehouse: Warehouse, extractor: Extractor
) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]  # Dagster reads the bare name
    """Parse the articles of a batch and extract every kind of fact in one pass."""
    workspace = warehouse.workspace
    with work.shared(workspace, work.batch(context.partition_key)):
        batch = batch_of_run(workspace, context.partition_key)
        found = stages.extract(
            workspace, batch, context.run.run_id, workers=extractor.workers, use_cache=extractor.use_cache
        )
    shared = {
        **metadata.belongs(context, workspace.output),
        "documents": found.documents,
        "documents_from_cache": found.cached,
        "seconds": round(found.seconds, 3),
    }
    for table in MENTION_TABLES:
        shown = metadata.of_frame(found.frames[table]) if found.frames else {"dagster/row_count": 0}
        traced = {"dagster/column_lineage": lineage.of_mentions(table, RAW_DOCUMENTS)}
        yield dg.MaterializeResult(asset_key=mention_key(table), metadata={**shown, **traced, **shared})
