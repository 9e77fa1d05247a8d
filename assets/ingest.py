"""Stage 1: what feeds publish, kept raw, and the articles of a batch, as its files give them."""

from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from assets import metadata
from assets.lineage import RAW_COLUMNS
from assets.partitions import BATCHES
from assets.resources import FeedList, Warehouse
from pipelines.ingest.feeds.config import batch_name
from pipelines.runner import stages
from pipelines.runner.batches import Batch, batch_at, manifest
from pipelines.runner.workspace import Workspace
from pipelines.settings import RAW, now
from pipelines.stores import inputs, work

FEED_ARTICLES = dg.AssetKey("feed_articles")
FEEDS_GROUP = "feeds"
RAW_DOCUMENTS = dg.AssetKey("raw_documents")


class BatchConfig(dg.Config):
    """Which path the batch is."""

    path: str | None = Field(
        default=None,
        description="File, folder or URL; without it the path of the last run, else the entry of data/raw.",
    )
    withdraw: bool = Field(default=False, description="Take out what the batch gave, in place of reading it.")


def batch_of_run(workspace: Workspace, key: str, path: str | None = None) -> Batch:
    """The batch of a partition: the path configured, else the one it was last read from, else its entry in data/raw."""
    known = workspace.state(key)
    return batch_at(key, path or (known.path if known else str(RAW / key)))


@dg.asset(
    key=FEED_ARTICLES,
    partitions_def=BATCHES,
    group_name=FEEDS_GROUP,
    kinds={"python"},
    owners=metadata.OWNERS,
    tags={"stage": FEEDS_GROUP},
    pool=FEEDS_GROUP,
    output_required=False,
    description="What a feed published, as WARC in the batch FEED.DAY of data/raw. A day that is past, or a batch of "
    "another origin, is left as it is; where nothing came that the tables do not have, nothing is read.",
)
def feed_articles(
    context: dg.AssetExecutionContext, feed_list: FeedList, warehouse: Warehouse
) -> Iterator[dg.Output[None]]:
    """Fetch the feed of this partition, if the partition is its present day."""
    from pipelines.ingest.feeds.client import Client  # noqa: PLC0415 - loads the HTTP client
    from pipelines.ingest.feeds.fetch import fetch_feed  # noqa: PLC0415

    name, _, _ = context.partition_key.rpartition(".")
    manners, moment = feed_list.feeds, now()
    feed = manners.named(name)
    if feed is None or context.partition_key != batch_name(name, moment.date()):
        yield dg.Output(None, metadata={"note": "no feed of today: nothing fetched"})
        return
    with Client(manners) as client:
        got = fetch_feed(feed, client, raw=feed_list.raw_folder, state=feed_list.state, moment=moment)
    context.log.info(f"{feed.name}: {got.kept} articles kept, {got.known} known, {got.refused} refused")
    state = warehouse.workspace.state(context.partition_key)
    if got.path.exists() and (state is None or state.extracted != manifest(got.path)):
        counts = {"articles_kept": got.kept, "articles_changed": got.changed, "articles_known": got.known}
        path = dg.MetadataValue.path(str(got.path))
        yield dg.Output(None, metadata={"path": path, **counts, "inputs_refused": got.refused})


@dg.asset(
    key=RAW_DOCUMENTS,
    partitions_def=BATCHES,
    deps=[FEED_ARTICLES],
    group_name="ingest",
    kinds={"python", "parquet"},
    owners=metadata.OWNERS,
    tags={"stage": "ingest"},
    metadata={"dagster/column_schema": metadata.column_schema("documents", only=RAW_COLUMNS)},
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
    """Read the files of a batch, or take out what it gave."""
    workspace = warehouse.workspace
    with work.shared(workspace, work.batch(context.partition_key)):
        return _read(context, config, workspace)


def _read(context: dg.AssetExecutionContext, config: BatchConfig, workspace: Workspace) -> dg.MaterializeResult:  # type: ignore[type-arg]  # as above
    batch = batch_of_run(workspace, context.partition_key, config.path)
    of_batch = {**metadata.belongs(context, workspace.output), "path": dg.MetadataValue.path(batch.place)}
    if config.withdraw:
        taken_out = stages.withdraw(workspace, batch, context.run.run_id)
        return dg.MaterializeResult(
            metadata={**of_batch, "documents_withdrawn": taken_out, "dagster/row_count": 0},
            check_results=[_everything_read(workspace, batch, 0)],
        )
    inputs.refresh(batch.path)
    read = stages.read(workspace, batch, context.run.run_id)
    counts = {"documents_read": read.documents, "documents_new": read.new, "inputs_refused": read.refused}
    return dg.MaterializeResult(
        metadata={**metadata.of_frame(read.frame), **of_batch, **counts},
        check_results=[_everything_read(workspace, batch, read.documents)],
    )


def _everything_read(workspace: Workspace, batch: Batch, documents: int) -> dg.AssetCheckResult:
    refused = workspace.rejects(batch.key).select("uri", "reason").sort("uri", "reason")
    samples = {} if refused.is_empty() else {"samples": metadata.samples(refused.columns, refused.rows())}
    return dg.AssetCheckResult(
        check_name="everything_read",
        passed=refused.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"documents_read": documents, "inputs_refused": refused.height, **samples},
    )
