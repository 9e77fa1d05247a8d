"""The sensor goes by content: it waits until files have settled, and does not run what was extracted already."""

import datetime as dt
import socket
from contextlib import nullcontext
from dataclasses import replace

import dagster as dg
import pytest

from assets import automation
from assets.resources import FeedList, Warehouse
from pipelines.definitions import defs
from pipelines.runner import batches, stages, withdrawal
from pipelines.runner.batches import manifest
from pipelines.runner.workspace import BatchState, Workspace


@pytest.fixture
def raw(tmp_path, monkeypatch):
    folder = tmp_path / "raw"
    (folder / "may").mkdir(parents=True)
    (folder / "may" / "a.txt").write_text("Alpha\n\nOne.")
    monkeypatch.setattr(automation, "raw_batches", lambda: batches.raw_batches(folder))
    monkeypatch.setattr(automation, "deleted", lambda workspace: withdrawal.deleted(workspace, folder))
    monkeypatch.setattr(batches, "RAW", folder)
    return folder


@pytest.fixture
def workspace(tmp_path):
    space = Workspace(tmp_path / "out")
    space.create()
    return space


@pytest.fixture
def look(workspace):
    def at(cursor=None, instance=None):
        with nullcontext(instance) if instance else dg.DagsterInstance.ephemeral() as used:
            context = dg.build_sensor_context(
                instance=used,
                cursor=cursor,
                repository_def=defs.get_repository_def(),
                resources={"warehouse": Warehouse(output=str(workspace.output))},
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


def test_a_batch_in_which_nothing_can_be_read_is_not_tried_again_until_it_changes(raw, look, workspace):
    (raw / "may" / "a.txt").write_text(" ")
    stages.read(workspace, batches.Batch("may", raw / "may"), "run-1")
    assert isinstance(look(look()[1])[0], dg.SkipReason)
    (raw / "may" / "a.txt").write_text("Alpha\n\nOne.")
    assert look(look()[1])[0].run_requests


def test_content_that_comes_back_is_processed_again_and_a_failing_batch_is_not_tried_without_end(raw, look, workspace):
    def key():
        return look(look()[1])[0].run_requests[0].run_key

    first = key()
    assert key() == first
    workspace.put_state(BatchState("may", str(raw / "may"), folder="run-1", extracted="another"))
    assert key() != first


def test_a_batch_that_was_deleted_is_withdrawn_once_it_is_missing_in_two_looks(raw, look, workspace):
    (raw / "june.txt").write_text("Beta\n\nTwo.")
    for name in ("may", "june.txt"):
        workspace.put_state(BatchState(name, str(raw / name), folder="run-1", read="x", extracted=manifest(raw / name)))
    (raw / "may" / "a.txt").unlink()
    first, cursor = look()
    assert isinstance(first, dg.SkipReason)
    (request,) = look(cursor)[0].run_requests
    assert request.partition_key == "may"
    assert request.run_config["ops"]["raw_documents"]["config"] == {"path": str(raw / "may"), "withdraw": True}
    workspace.remove("may")
    (raw / "may").rmdir()
    assert isinstance(look(look(cursor)[1])[0], dg.SkipReason)


def test_a_copy_under_way_waits_whatever_its_content(raw, look):
    (raw / "may" / "b.txt.part").write_text("Beta")
    assert isinstance(look(look()[1])[0], dg.SkipReason)


def test_a_batch_that_a_run_is_working_on_is_left_to_it(raw, look):
    tags = {"dagster/partition": "may"}
    with dg.DagsterInstance.ephemeral() as instance:
        job = defs.resolve_job_def("sitrep")
        run = instance.create_run_for_job(job, tags=tags, status=dg.DagsterRunStatus.STARTED)
        _, cursor = look(instance=instance)
        assert isinstance(look(cursor, instance)[0], dg.SkipReason)
        instance.report_run_failed(run)
        _, cursor = look(cursor, instance)
        assert look(cursor, instance)[0].run_requests


def test_a_run_whose_process_is_gone_is_closed_so_that_it_is_repeated(raw, look):
    tags = {"dagster/partition": "may", "sitrep/host": socket.gethostname(), "sitrep/pid": "999999999"}
    with dg.DagsterInstance.ephemeral() as instance:
        job = defs.resolve_job_def("sitrep")
        run = instance.create_run_for_job(job, tags=tags, status=dg.DagsterRunStatus.STARTED)
        look(instance=instance)
        assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.FAILURE


def test_a_batch_whose_run_could_not_begin_is_asked_for_anew_once_nobody_repeats_that(raw, look, monkeypatch):
    def keys(instance):
        return [request.run_key for request in look(look(instance=instance)[1], instance)[0].run_requests]

    with dg.DagsterInstance.ephemeral() as instance:
        first = keys(instance)
        job = defs.resolve_job_def("sitrep")
        for _ in range(2):
            run = instance.create_run_for_job(job, tags={"dagster/partition": "may"})
            instance.report_run_failed(run)
        assert keys(instance) == first
        monkeypatch.setattr(automation, "_TIME_TO_REPEAT", dt.timedelta(seconds=-5))
        assert keys(instance) == [f"{first[0]}:2"]
        monkeypatch.setattr(automation, "_BEGINNINGS", 1)
        assert keys(instance) == [f"{first[0]}:1"]


@pytest.fixture
def feed_list(tmp_path):
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "feeds.yaml").write_text(
        "feeds: [{name: courier, url: 'https://courier.example/rss'}, {name: post, url: 'https://post.example/rss'}]"
    )
    return FeedList(folder=str(tmp_path / "feeds"), raw=str(tmp_path / "raw"))


def test_the_daily_schedule_asks_for_the_present_day_of_every_feed(raw, tmp_path, feed_list):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        context = dg.build_schedule_context(
            instance=instance,
            scheduled_execution_time=dt.datetime(2022, 6, 1, 5, tzinfo=dt.UTC),
            resources={"feed_list": feed_list},
        )
        requests = list(automation.daily(context))
        keys = ["courier.2022-06-01", "post.2022-06-01"]
        assert [request.partition_key for request in requests] == keys
        assert sorted(instance.get_dynamic_partitions("batches")) == keys


def test_without_feeds_the_daily_schedule_says_so(tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        context = dg.build_schedule_context(
            instance=instance,
            scheduled_execution_time=dt.datetime(2022, 6, 1, 5, tzinfo=dt.UTC),
            resources={"feed_list": FeedList(folder=str(tmp_path))},
        )
        (skipped,) = automation.daily(context)
        assert "feeds.yaml" in skipped.skip_message


def test_both_are_on_from_the_start():
    assert automation.daily.default_status == dg.DefaultScheduleStatus.RUNNING
    assert automation.new_batches.default_status == dg.DefaultSensorStatus.RUNNING


def test_a_run_is_told_the_path_of_a_file_whose_name_cannot_be_a_partition(raw, look):
    path = raw / "News (2) ñ.txt"
    path.write_text("Beta\n\nTwo.")
    found, _ = look(look()[1])
    paths = [request.run_config["ops"]["raw_documents"]["config"]["path"] for request in found.run_requests]
    assert paths == [str(path), str(raw / "may")]
