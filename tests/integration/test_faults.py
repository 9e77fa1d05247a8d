"""Experiments of `benchmarks/faults.py`, most without Dagster to be quick: what disturbs a run costs that alone."""

import pytest

from benchmarks.disturbed.hostile import hostile
from benchmarks.disturbed.kills import kills, moments
from benchmarks.disturbed.places import damage, places
from benchmarks.disturbed.readers import readers, together
from benchmarks.disturbed.site import FAILED, Site
from benchmarks.disturbed.soak import soak
from pipelines.tables.publish import rollback
from pipelines.tables.snapshots import DATABASE

BOUNDARIES = [
    ("pipelines.runner.stages", "extract", "before"),
    ("pipelines.tables.publish", "_link", "after"),
]


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1650000000")
    FAILED.clear()
    return Site(tmp_path / "site", dagster=False)


def test_a_run_killed_at_the_edge_of_a_stage_loses_and_tears_nothing(site):
    kills(site, BOUNDARIES)
    assert FAILED == []


def test_a_run_killed_at_any_moment_loses_and_tears_nothing(site):
    moments(site, 3)
    assert FAILED == []


def test_outputs_that_cannot_be_written_or_lie_elsewhere(site):
    places(site, [2_000], ("400k",))
    assert FAILED == []


def test_damaged_files_are_refused_and_mended(site):
    damage(site, [DATABASE])
    assert FAILED == []


def test_readers_are_never_disturbed(site):
    readers(site, 4, 3)
    assert FAILED == []
    assert rollback(site.output)


def test_two_runs_at_once_wait_for_each_other(site):
    together(site, 1)
    assert FAILED == []


def test_many_small_runs_leave_nothing_behind_and_equal_one(site):
    soak(site, 15, 4)
    assert FAILED == []


def test_hostile_articles_stay_inert_wherever_they_are_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1650000000")
    monkeypatch.setenv("DAGSTER_HOME", "")
    FAILED.clear()
    hostile(Site(tmp_path / "site"))
    assert FAILED == []
