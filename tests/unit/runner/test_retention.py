"""Dagster's instance remembers the newest runs and forgets the others whole, files included."""

from pathlib import Path

import dagster as dg
import pytest

from pipelines.runner.job import QUIET
from pipelines.runner.retention import KEPT_RUNS, kept_runs, prune_runs


@dg.asset(check_specs=[dg.AssetCheckSpec("fine", asset="number")])
def number():
    return dg.MaterializeResult(check_results=[dg.AssetCheckResult(check_name="fine", passed=True)])


JOBS = dg.Definitions(
    assets=[number],
    jobs=[dg.define_asset_job("often", tags={"kind": "small"}), dg.define_asset_job("once", tags={"kind": "small"})],
)


def counts(home):
    """Rows that name a run, and files of runs."""
    tables = {}
    with home.event_log_storage.index_connection() as connection:
        for table in ("event_logs", "asset_check_executions"):
            query = f"SELECT count(DISTINCT run_id) FROM {table}"
            tables[table] = connection.exec_driver_sql(query).scalar()
    with home.run_storage.connect() as connection:
        for table in ("runs", "run_tags"):
            tables[table] = connection.exec_driver_sql(f"SELECT count(DISTINCT run_id) FROM {table}").scalar()
    folder = home.event_log_storage._base_dir
    tables["files"] = len({path.name.partition(".")[0] for path in Path(folder).iterdir()} - {"index"})
    return tables


def test_the_newest_runs_and_the_last_of_every_job_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_KEPT_RUNS", "3")
    with dg.DagsterInstance.local_temp(str(tmp_path)) as home:
        ids = [
            JOBS.resolve_job_def(name).execute_in_process(instance=home, run_config=QUIET).run_id
            for name in ("once", *["often"] * 5)
        ]
        assert prune_runs(home) == 2
        assert home.get_run_ids() == [*reversed(ids[3:]), ids[0]]
        assert counts(home) == dict.fromkeys(counts(home), 4)
        assert home.get_latest_materialization_event(dg.AssetKey("number")).run_id == ids[-1]
        assert prune_runs(home) == 0


@pytest.mark.parametrize(("told", "kept"), [("", KEPT_RUNS), ("20", 20), ("0", 1), ("many", KEPT_RUNS)])
def test_how_many_are_kept_is_a_setting(monkeypatch, told, kept):
    monkeypatch.setenv("SITREP_KEPT_RUNS", told)
    assert kept_runs() == kept
