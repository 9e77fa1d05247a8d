"""When runs begin: the job, a daily schedule, a sensor for new and changed batches; both start switched off."""

from collections.abc import Iterator

import dagster as dg

from assets.partitions import BATCHES
from assets.quality import GROUP
from assets.resources import Warehouse
from pipelines.runner.batches import Batch, manifest, raw_batches
from pipelines.runner.job import JOB_NAME, QUIET
from pipelines.settings import RAW

JOB = dg.define_asset_job(
    JOB_NAME,
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups(GROUP),
    config=QUIET,
    description="One batch read and extracted, then all batches of the output resolved, validated and published.",
)


def _request(batch: Batch, digest: str) -> dg.RunRequest:
    """A run that is told its path: not every name of a file can be the name of a partition."""
    config = {**QUIET, "ops": {"raw_documents": {"config": {"path": str(batch.path)}}}}
    return dg.RunRequest(run_key=f"{batch.key}:{digest}", partition_key=batch.key, run_config=config)


@dg.schedule(
    job=JOB,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    description="Every day at 05:00 UTC: each batch in data/raw, so that a better lexicon reaches old articles too.",
)
def daily(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Request a run for every batch in data/raw."""
    batches = raw_batches()
    context.instance.add_dynamic_partitions(str(BATCHES.name), [batch.key for batch in batches])
    day = context.scheduled_execution_time.date().isoformat()
    yield from (_request(batch, day) for batch in batches)
    if not batches:
        yield dg.SkipReason(f"no batch in {RAW}")


@dg.sensor(
    job=JOB,
    minimum_interval_seconds=60,
    description="Runs for a batch in data/raw whose files are new or differ from what was last extracted, by content.",
)
def new_batches(context: dg.SensorEvaluationContext, warehouse: Warehouse) -> dg.SensorResult | dg.SkipReason:
    """Request a run for each new or changed batch, once its files have been the same for two looks in a row."""
    workspace = warehouse.workspace
    waiting = {}
    for batch in raw_batches():
        state, digest = workspace.state(batch.key), manifest(batch.path)
        if state is None or state.extracted != digest:
            waiting[batch] = digest
    before = dict(line.split("\t") for line in (context.cursor or "").splitlines())
    settled = {batch: digest for batch, digest in waiting.items() if before.get(batch.key) == digest}
    context.update_cursor("\n".join(f"{batch.key}\t{digest}" for batch, digest in waiting.items()))
    if not settled:
        return dg.SkipReason("no batch in data/raw is new or changed" if not waiting else "files are still arriving")
    return dg.SensorResult(
        run_requests=[_request(batch, digest) for batch, digest in settled.items()],
        dynamic_partitions_requests=[BATCHES.build_add_request([batch.key for batch in settled])],
    )
