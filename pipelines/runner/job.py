"""The Dagster job, run in this process against the project's own instance: what the UI shows is what a command did."""

from __future__ import annotations

import os
import socket
import sqlite3
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import psutil
from dagster._core.instance.ref import InstanceRef
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from pipelines.runner.batches import Batch
from pipelines.runner.retention import prune_runs
from pipelines.runner.storage import Storage
from pipelines.runner.workspace import Workspace
from pipelines.settings import dagster_home

JOB_NAME = "sitrep"
# What a run did is in its event log, which the UI shows; the terminal stays quiet.
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

_PER_BATCH = ("ingest", "extract")
_OVER_ALL = ("resolve", "publish")
_HOST_TAG = "sitrep/host"
_PID_TAG = "sitrep/pid"
_CLOCK_SECONDS = 30.0
_INTERRUPTS = frozenset({"DagsterExecutionInterruptedError", "KeyboardInterrupt"})
_EXPECTED = frozenset(
    {
        "InstallationError",
        "LexiconError",
        "PublishError",
        "StoreError",
        "ValidationFailed",
        "WorkerError",
        "WorkspaceError",
    }
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A run that failed: one line for people, whether the code foresaw it, and the stack for `--debug`."""

    message: str
    expected: bool
    stack: str


@dataclass(slots=True)
class Outcome:
    """What the runs of one command did. `rows`: rows per published table, empty if nothing was published."""

    documents: int = 0
    new: int = 0
    cached: int = 0
    refused: int = 0
    withdrawn: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    run_ids: list[str] = field(default_factory=list)


@contextmanager
def instance() -> Iterator[dg.DagsterInstance]:
    """The project's Dagster instance: `dagster.yaml` with its storage in `data/dagster` beside it."""
    home = dagster_home()
    state = home / "data" / "dagster"
    state.mkdir(parents=True, exist_ok=True)
    overrides = {
        "storage": {
            "custom": {"module": Storage.__module__, "class": Storage.__name__, "config": {"base_dir": str(state)}}
        },
        "local_artifact_storage": {
            "module": "dagster._core.storage.root",
            "class": "LocalArtifactStorage",
            "config": {"base_dir": str(state)},
        },
        "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"},
        "telemetry": {"enabled": False},
    }
    if not event.contains(Engine, "connect", _without_sync):
        event.listen(Engine, "connect", _without_sync)
    with dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(home), overrides=overrides)) as found:
        yield found


def _without_sync(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection
    """Leave flushing to the operating system: Dagster commits after every event, some hundreds of times a run."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


def run_batches(
    batches: Sequence[Batch], output: Path, *, workers: int, use_cache: bool, withdrawn: Sequence[Batch] = ()
) -> Outcome:
    """Read and extract each batch, take out those `withdrawn`, then resolve, validate and publish the whole output.

    One batch is one run of the whole job. Several are a run each of its first two stages, so that one that fails leaves
    the others standing, and a last run of the other two.
    """
    from pipelines.definitions import defs  # noqa: PLC0415 - loads the code location

    job, outcome = defs.resolve_job_def(JOB_NAME), Outcome()
    with _storage_troubles(outcome), instance() as home:
        fail_dead_runs(home)
        prune_runs(home)
        home.add_dynamic_partitions("batches", [batch.key for batch in (*batches, *withdrawn)])
        if not use_cache:
            Workspace(output).read_anew([batch.key for batch in batches])
        for plan in _plans(defs, batches, withdrawn, _resources(output, workers, use_cache=use_cache)):
            _execute(job, home, plan, outcome)
        for batch in (*batches, *withdrawn):
            state = Workspace(output).state(batch.key)
            if state is None or state.folder is None:
                home.delete_dynamic_partition("batches", batch.key)
    return outcome


def forget(batch: Batch) -> None:
    """Take a batch off the list of partitions, as is right where its input is gone after the run."""
    with _storage_troubles(Outcome()), instance() as home:
        home.delete_dynamic_partition("batches", batch.key)


@contextmanager
def _storage_troubles(outcome: Outcome) -> Iterator[None]:
    """Where Dagster cannot keep its records (a full disk, a folder of another user), that is one line with a remedy."""
    try:
        yield
    except (OperationalError, PermissionError) as problem:
        reason = " ".join(str(getattr(problem, "orig", None) or problem).split())
        remedy = "make room there and see that it can be written, or set DAGSTER_HOME to a folder with dagster.yaml"
        message = f"{dagster_home() / 'data' / 'dagster'}: {reason}: {remedy}"
        outcome.troubles.append(Trouble(message, expected=True, stack=traceback.format_exc()))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A run to be made: its configuration, the assets (None: all) and the partition."""

    config: dict[str, Any]
    selection: Sequence[dg.AssetKey] | None
    partition: str | None


def _resources(output: Path, workers: int, *, use_cache: bool) -> dict[str, Any]:
    return {
        "warehouse": {"config": {"output": str(output)}},
        "extractor": {"config": {"workers": workers, "use_cache": use_cache}},
    }


def _plans(
    defs: dg.Definitions, batches: Sequence[Batch], withdrawn: Sequence[Batch], resources: dict[str, Any]
) -> Iterator[_Plan]:
    """The runs of `run_batches`, in order."""

    def assets(groups: tuple[str, ...]) -> list[dg.AssetKey]:
        return [spec.key for spec in defs.resolve_all_asset_specs() if spec.group_name in groups]

    several = len(batches) + len(withdrawn) > 1
    for batch in (*batches, *withdrawn):
        ops = {"raw_documents": {"config": {"path": batch.place, "withdraw": batch in withdrawn}}}
        yield _Plan({"resources": resources, "ops": ops}, assets(_PER_BATCH) if several else None, batch.key)
    if several:
        yield _Plan({"resources": {"warehouse": resources["warehouse"]}}, assets(_OVER_ALL), None)


def _execute(job: dg.JobDefinition, home: dg.DagsterInstance, plan: _Plan, outcome: Outcome) -> None:
    """Make a run and add what it did to the outcome. Raises `KeyboardInterrupt` if it was interrupted."""
    result = job.execute_in_process(
        run_config={**plan.config, **QUIET},
        instance=home,
        partition_key=plan.partition,
        asset_selection=plan.selection,
        raise_on_error=False,
        tags={_HOST_TAG: socket.gethostname(), _PID_TAG: str(os.getpid()), "dagster/max_retries": "0"},
    )
    outcome.run_ids.append(result.run_id)
    before = len(outcome.troubles)
    for found in result.all_events:
        if found.is_step_materialization:
            _add(outcome, found.step_materialization_data.materialization)
        elif found.is_step_failure and found.step_failure_data.error:
            outcome.troubles.append(_trouble(found.step_failure_data.error))
        elif found.event_type == dg.DagsterEventType.RUN_FAILURE and found.job_failure_data.error:
            whole = _trouble(found.job_failure_data.error)
            outcome.troubles += [] if len(outcome.troubles) > before else [whole]


def _add(outcome: Outcome, made: dg.AssetMaterialization) -> None:
    metadata = {name: value.value for name, value in made.metadata.items()}
    path = made.asset_key.path
    if path == ["raw_documents"]:
        outcome.documents += _whole(metadata, "documents_read")
        outcome.new += _whole(metadata, "documents_new")
        outcome.refused += _whole(metadata, "inputs_refused")
        outcome.withdrawn += _whole(metadata, "documents_withdrawn")
    elif path == ["mentions", "documents"]:
        outcome.cached += _whole(metadata, "documents_from_cache")
    elif path == ["warehouse"]:
        outcome.rows = {name[5:]: _whole(metadata, name) for name in metadata if name.startswith("rows/")}
        outcome.notes = str(metadata.get("notes") or "").splitlines()


def _whole(metadata: Mapping[str, Any], name: str) -> int:
    return int(metadata.get(name) or 0)


def _trouble(error: Any) -> Trouble:  # noqa: ANN401 - Dagster's serializable error
    stack = error.to_string()
    while error.cause is not None and _name(error) not in _EXPECTED:
        error = error.cause
    if _name(error) in _INTERRUPTS:
        raise KeyboardInterrupt
    message = " ".join(error.message.split())
    expected = _name(error) in _EXPECTED
    return Trouble(message.partition(": ")[2] if expected else message, expected, stack)


def _name(error: Any) -> str:  # noqa: ANN401 - as in `_trouble`
    return str(error.cls_name or "").rpartition(".")[2]


def fail_dead_runs(home: dg.DagsterInstance) -> None:
    """Close the record of runs whose process on this machine was killed, and free what they held."""
    unfinished = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED])
    for record in home.get_run_records(filters=unfinished):
        run, moment = record.dagster_run, record.start_time or record.update_timestamp.timestamp()
        here = run.tags.get(_HOST_TAG) in {None, socket.gethostname()}
        if here and not _alive(_process_of(home, run), moment):
            home.report_run_failed(run, "The process of this run was killed.")
            home.event_log_storage.free_concurrency_slots_for_run(run.run_id)


def _process_of(home: dg.DagsterInstance, run: dg.DagsterRun) -> int:
    """The process that carries a run out: its tag, else what the run's log tells; 0 as long as nothing tells it."""
    if _PID_TAG in run.tags:
        return int(run.tags[_PID_TAG])
    records = home.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ENGINE_EVENT).records
    events = [record.event_log_entry.get_dagster_event() for record in records]
    told = [event.engine_event_data.metadata.get("pid") for event in events]
    return next((int(str(pid.value)) for pid in reversed(told) if pid is not None), 0)


def _alive(pid: int, moment: float) -> bool:
    """Whether a process lives that was there at a moment; a later one with its number, after a restart say, is not it.

    Process 0 stands for one that is not known yet, and counts as living. `moment` in seconds since 1970.
    """
    if not pid:
        return True
    try:
        found = psutil.Process(pid)
        return bool(found.status() != psutil.STATUS_ZOMBIE and found.create_time() <= moment + _CLOCK_SECONDS)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
