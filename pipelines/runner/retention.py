"""How long Dagster's instance remembers runs: the newest ones, so that its storage stops growing.

Dagster itself forgets ticks alone (`retention` in dagster.yaml). A run takes half a megabyte, most of it in a file of
its own that Dagster leaves even where the run is deleted.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import dagster as dg
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.runs.schema import RunTagsTable
from dagster._core.storage.runs.sqlite.sqlite_run_storage import SqliteRunStorage

KEPT_RUNS: Final = 500

_FINISHED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


def kept_runs() -> int:
    """How many finished runs are kept: `SITREP_KEPT_RUNS`, else 500; never none."""
    told = os.environ.get("SITREP_KEPT_RUNS", "")
    return max(int(told), 1) if told.isdecimal() else KEPT_RUNS


def prune_runs(home: dg.DagsterInstance) -> int:
    """Forget finished runs but for the newest ones and the last of every job. Returns how many were forgotten."""
    keep, finished = kept_runs(), dg.RunsFilter(statuses=_FINISHED)
    if home.get_runs_count(finished) <= keep:
        return 0
    jobs: set[str] = set()
    forgotten = 0
    for position, run in enumerate(home.get_runs(filters=finished)):
        if position >= keep and run.job_name in jobs:
            _forget(home, run.run_id)
            forgotten += 1
        jobs.add(run.job_name)
    return forgotten


def _forget(home: dg.DagsterInstance, run_id: str) -> None:
    """Delete a run, and what Dagster's own deletion leaves in SQLite: results of checks, tags, the file of its log."""
    home.delete_run(run_id)
    log, runs = home.event_log_storage, home.run_storage
    if isinstance(runs, SqliteRunStorage):
        with runs.connect() as connection:
            connection.execute(RunTagsTable.delete().where(RunTagsTable.c.run_id == run_id))
    if isinstance(log, SqliteEventLogStorage):
        checks = AssetCheckExecutionsTable
        with log.index_connection() as connection:
            connection.execute(checks.delete().where(checks.c.run_id == run_id))
        path = log.path_for_shard(run_id)
        for suffix in ("", "-wal", "-shm"):
            Path(path + suffix).unlink(missing_ok=True)
