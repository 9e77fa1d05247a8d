"""Dagster's storage as a command uses it: the same files, fewer times opened."""

from pathlib import Path

import dagster as dg
import psutil
import pytest
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage

from pipelines.runner import storage


@dg.asset
def harvest() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={"rows": 3})


@dg.asset(deps=[harvest])
def market() -> None:
    raise ValueError("nobody came")


def instance(folder, kind):
    place = {"module": kind.__module__, "class": kind.__name__, "config": {"base_dir": str(folder / "records")}}
    return dg.DagsterInstance.local_temp(str(folder), overrides={"storage": {"custom": place}})


@pytest.fixture
def home(tmp_path):
    with instance(tmp_path, storage.Storage) as found:
        yield found


def test_a_command_uses_it(home):
    assert isinstance(home.event_log_storage, storage.EventLog)


def test_what_it_stored_is_what_the_ui_reads(home, tmp_path):
    runs = [dg.materialize([harvest, market], instance=home, raise_on_error=False).run_id for _ in range(3)]
    with instance(tmp_path, DagsterSqliteStorage) as ui:
        told = {run: [entry.dagster_event_type for entry in ui.all_logs(run)] for run in runs}
        assert all(dg.DagsterEventType.STEP_FAILURE in events for events in told.values())
        assert told == {run: [entry.dagster_event_type for entry in home.all_logs(run)] for run in runs}
        made = ui.get_latest_materialization_event(dg.AssetKey("harvest"))
        assert made.run_id == runs[-1]
        assert made.asset_materialization.metadata["rows"].value == 3


def test_files_are_open_for_the_run_under_way_alone(home):
    def opened():
        return {Path(file.path).name for file in psutil.Process().open_files() if file.path.endswith(".db")}

    before = opened()
    runs = [dg.materialize([harvest], instance=home).run_id for _ in range(5)]
    assert opened() - before <= {"index.db", f"{runs[-1]}.db"}
    home.event_log_storage.dispose()
    assert not opened() - before
