"""When runs begin: the jobs, a daily schedule that fetches feeds, a sensor for new and changed batches; both are on."""

import datetime as dt
import os
from collections.abc import Iterator

import dagster as dg

from assets.ingest import FEEDS_GROUP
from assets.partitions import BATCHES
from assets.quality import GROUP as QUALITY_GROUP
from assets.report import GROUP as REPORT_GROUP
from assets.resources import FeedList, Warehouse
from pipelines.ingest.feeds.config import batch_name
from pipelines.runner.batches import Batch, arriving, manifest, raw_batches
from pipelines.runner.job import JOB_NAME, QUIET, fail_dead_runs
from pipelines.runner.retention import prune_runs
from pipelines.runner.withdrawal import deleted
from pipelines.runner.workspace import Workspace

_PIPELINE = dg.AssetSelection.all() - dg.AssetSelection.groups(QUALITY_GROUP, REPORT_GROUP)
JOB = dg.define_asset_job(
    JOB_NAME,
    selection=_PIPELINE - dg.AssetSelection.groups(FEEDS_GROUP),
    config=QUIET,
    description="One batch read and extracted, then all batches of the output resolved, validated and published.",
)
FEEDS_JOB = dg.define_asset_job(
    "feeds",
    selection=_PIPELINE,
    config=QUIET,
    description="One feed fetched, and what came of it processed like any batch.",
)
_DELETED = "deleted"
_PARTITION_TAG = "dagster/partition"
_BEGINNINGS = 20  # how many runs of a batch may fail to begin before its content is given up
_TIME_TO_REPEAT = dt.timedelta(minutes=1)
_UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]


def _request(batch: Batch, run_key: str, *, withdraw: bool = False) -> dg.RunRequest:
    """A run that is told its path: not every name of a file can be the name of a partition."""
    config = {**QUIET, "ops": {"raw_documents": {"config": {"path": str(batch.path), "withdraw": withdraw}}}}
    return dg.RunRequest(run_key=f"{batch.key}:{run_key}", partition_key=batch.key, run_config=config)


@dg.schedule(
    job=FEEDS_JOB,
    cron_schedule=os.environ.get("SITREP_DAILY") or "0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every day at 05:00 UTC: each feed of feeds.yaml is fetched, and what came is processed.",
)
def daily(context: dg.ScheduleEvaluationContext, feed_list: FeedList) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Request a run for the present day of every feed."""
    moment = context.scheduled_execution_time
    names = [batch_name(feed.name, moment.date()) for feed in feed_list.feeds.feeds]
    batches = [Batch(name, feed_list.raw_folder / name) for name in names]
    context.instance.add_dynamic_partitions(str(BATCHES.name), [batch.key for batch in batches])
    yield from (_request(batch, moment.isoformat()) for batch in batches)
    if not batches:
        yield dg.SkipReason(f"no feed in {feed_list.folder}/feeds.yaml")


@dg.sensor(
    job=JOB,
    minimum_interval_seconds=int(os.environ.get("SITREP_LOOK") or 15),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Runs for a batch in data/raw whose files are new, differ from what was last extracted, by content, or "
    "were deleted.",
)
def new_batches(context: dg.SensorEvaluationContext, warehouse: Warehouse) -> dg.SensorResult | dg.SkipReason:
    """Request a run for each new or changed batch, once its files have been the same for two looks in a row.

    A batch whose entry was deleted is taken out, once that is missing in two looks in a row. A batch that a run is
    working on waits for that run. A run whose process was killed is closed first, so that Dagster repeats it, and old
    runs are forgotten. The key of a request names what was extracted before: content that comes back is processed
    again, and a batch on which runs fail is not tried without end; one whose run could not even begin is.
    """
    fail_dead_runs(context.instance)
    prune_runs(context.instance)
    workspace, under_way = warehouse.workspace, _under_way(context.instance)
    gone = [batch for batch in deleted(workspace) if batch.key not in under_way]
    waiting: dict[Batch, str] = {}
    for batch in raw_batches():
        state, digest = workspace.state(batch.key), manifest(batch.path)
        if batch.key in under_way or batch in gone or arriving(batch.path):
            continue
        if state is None or state.extracted != digest:
            waiting[batch] = digest
    waiting |= dict.fromkeys(gone, _DELETED)
    before = dict(line.split("\t") for line in (context.cursor or "").splitlines())
    settled = [batch for batch, digest in waiting.items() if before.get(batch.key) == digest]
    context.update_cursor("\n".join(f"{batch.key}\t{digest}" for batch, digest in waiting.items()))
    if not settled:
        return dg.SkipReason("no batch in data/raw is new or changed" if not waiting else "files are still arriving")
    keys = {batch: _run_key(context.instance, workspace, batch, waiting[batch]) for batch in settled}
    return dg.SensorResult(
        run_requests=[_request(batch, run_key, withdraw=batch in gone) for batch, run_key in keys.items()],
        dynamic_partitions_requests=[BATCHES.build_add_request([batch.key for batch in settled])],
    )


def _run_key(instance: dg.DagsterInstance, workspace: Workspace, batch: Batch, digest: str) -> str:
    """What is asked for: this content after what was extracted before, and anew where a run of it could not begin.

    Dagster repeats most such runs within moments, so that only those count that failed a while ago.
    """
    state = workspace.state(batch.key)
    failed = dg.RunsFilter(
        tags={_PARTITION_TAG: batch.key},
        statuses=[dg.DagsterRunStatus.FAILURE],
        updated_before=dt.datetime.now(dt.UTC) - _TIME_TO_REPEAT,
    )
    unbegun = sum(record.start_time is None for record in instance.get_run_records(failed))
    tries = [str(min(unbegun, _BEGINNINGS))] if unbegun else []
    return ":".join([digest, str(state.folder if state else None), *tries])


def _under_way(instance: dg.DagsterInstance) -> set[str | None]:
    """The batches that unfinished runs are working on, or will be."""
    runs = instance.get_runs(dg.RunsFilter(statuses=_UNDER_WAY))
    return {run.tags.get(_PARTITION_TAG) for run in runs}
