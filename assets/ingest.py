"""Stage 1: the articles of a batch, as its files give them."""

from pathlib import Path

import dagster as dg
from pydantic import Field

from assets import metadata
from assets.partitions import BATCHES
from assets.resources import Warehouse
from pipelines.runner import stages
from pipelines.runner.batches import Batch
from pipelines.runner.workspace import Workspace
from pipelines.settings import RAW

RAW_DOCUMENTS = dg.AssetKey("raw_documents")
POOL = "warehouse"


class BatchConfig(dg.Config):
    """Which path the batch is."""

    path: str | None = Field(
        default=None, description="File or folder; without it the path of the last run, else the entry of data/raw."
    )


def batch_of_run(workspace: Workspace, key: str, path: str | None = None) -> Batch:
    """The batch of a partition: the path configured, else the one it was last read from, else its entry in data/raw."""
    known = workspace.state(key)
    return Batch(key, Path(path or (known.path if known else RAW / key)))


@dg.asset(
    key=RAW_DOCUMENTS,
    partitions_def=BATCHES,
    group_name="ingest",
    kinds={"python", "parquet"},
    owners=metadata.OWNERS,
    pool=POOL,
    description="Articles of a batch: text in Unicode NFC with its title line, and what the input says about it.",
    check_specs=[
        dg.AssetCheckSpec(
            "everything_read",
            asset=RAW_DOCUMENTS,
            description="No input of the batch was refused; see the table rejects.",
        )
    ],
)
def raw_documents(context: dg.AssetExecutionContext, config: BatchConfig, warehouse: Warehouse) -> dg.MaterializeResult:  # type: ignore[type-arg]  # Dagster reads the bare name
    """Read the files of a batch."""
    batch = batch_of_run(warehouse.workspace, context.partition_key, config.path)
    read = stages.read(warehouse.workspace, batch, context.run.run_id)
    return dg.MaterializeResult(
        metadata={
            **metadata.of_frame(read.frame.drop("text")),
            "path": dg.MetadataValue.path(str(batch.path)),
            "documents_read": read.documents,
            "documents_new": read.new,
            "inputs_refused": read.refused,
        },
        check_results=[
            dg.AssetCheckResult(
                check_name="everything_read",
                passed=not read.refused,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"inputs_refused": read.refused},
            )
        ],
    )
