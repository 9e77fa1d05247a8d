"""The sensor goes by content: it waits until files have settled, and does not run what was extracted already."""

import datetime as dt
from dataclasses import replace

import dagster as dg
import pytest

from assets import automation
from assets.resources import Warehouse
from pipelines.definitions import defs
from pipelines.runner import batches
from pipelines.runner.batches import manifest
from pipelines.runner.workspace import BatchState, Workspace


@pytest.fixture
def raw(tmp_path, monkeypatch):
    folder = tmp_path / "raw"
    (folder / "may").mkdir(parents=True)
    (folder / "may" / "a.txt").write_text("Alpha\n\nOne.")
    monkeypatch.setattr(automation, "raw_batches", lambda: batches.raw_batches(folder))
    monkeypatch.setattr(batches, "RAW", folder)
    return folder


@pytest.fixture
def workspace(tmp_path):
    space = Workspace(tmp_path / "out")
    space.create()
    return space


@pytest.fixture
def look(workspace):
    def at(cursor=None):
        with dg.DagsterInstance.ephemeral() as instance:
            warehouse = Warehouse(output=str(workspace.output))
            context = dg.build_sensor_context(
                instance=instance,
                cursor=cursor,
                repository_def=defs.get_repository_def(),
                resources={"warehouse": warehouse},
            )
            return automation.new_batches(context), context.cursor

    return at


def test_a_new_batch_runs_once_it_has_been_the_same_for_two_looks(raw, look):
    first, cursor = look()
    assert isinstance(first, dg.SkipReason)
    second, _ = look(cursor)
    assert [request.partition_key for request in second.run_requests] == ["may"]
    assert second.dynamic_partitions_requests[0].partition_keys == ["may"]


def test_a_batch_whose_files_still_change_waits(raw, look):
    _, cursor = look()
    (raw / "may" / "b.txt").write_text("Beta\n\nTwo.")
    found, _ = look(cursor)
    assert isinstance(found, dg.SkipReason)


def test_what_was_extracted_is_left_alone_until_its_content_changes(raw, look, workspace):
    state = BatchState("may", str(raw / "may"), folder="run-1", extracted=manifest(raw / "may"))
    workspace.put_state(state)
    _, cursor = look()
    assert isinstance(look(cursor)[0], dg.SkipReason)
    workspace.put_state(replace(state, extracted="another"))
    _, cursor = look()
    assert look(cursor)[0].run_requests


def test_the_daily_schedule_asks_for_every_batch(raw, tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        context = dg.build_schedule_context(
            instance=instance, scheduled_execution_time=dt.datetime(2022, 6, 1, 5, tzinfo=dt.UTC)
        )
        requests = list(automation.daily(context))
        assert [request.partition_key for request in requests] == ["may"]
        assert instance.get_dynamic_partitions("batches") == ["may"]


def test_a_run_is_told_the_path_of_a_file_whose_name_cannot_be_a_partition(raw, look):
    path = raw / "News (2) ñ.txt"
    path.write_text("Beta\n\nTwo.")
    found, _ = look(look()[1])
    paths = [request.run_config["ops"]["raw_documents"]["config"]["path"] for request in found.run_requests]
    assert paths == [str(path), str(raw / "may")]
