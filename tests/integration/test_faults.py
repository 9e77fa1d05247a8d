"""Experiments of `benchmarks/faults.py`, without Dagster to be quick: what disturbs a run costs that run alone."""

import pytest

from benchmarks import faults
from pipelines.tables.publish import rollback
from pipelines.tables.snapshots import DATABASE

BOUNDARIES = [
    ("pipelines.runner.stages", "extract", "before"),
    ("pipelines.tables.publish", "_link", "after"),
]


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1650000000")
    monkeypatch.setattr(faults, "FAILED", [])
    return faults.Site(tmp_path / "site", dagster=False)


def test_a_run_killed_at_the_edge_of_a_stage_loses_and_tears_nothing(site):
    faults.kills(site, BOUNDARIES)
    assert faults.FAILED == []


def test_a_run_killed_at_any_moment_loses_and_tears_nothing(site):
    faults.moments(site, 2)
    assert faults.FAILED == []


def test_outputs_that_cannot_be_written_or_lie_elsewhere(site):
    faults.places(site, [2_000], ("400k",))
    assert faults.FAILED == []


def test_damaged_files_are_refused_and_mended(site):
    faults.damage(site, [DATABASE])
    assert faults.FAILED == []


def test_readers_are_never_disturbed(site):
    faults.readers(site, 4, 3)
    assert faults.FAILED == []
    assert rollback(site.output)


def test_two_runs_at_once_wait_for_each_other(site):
    faults.together(site, 1)
    assert faults.FAILED == []


def test_many_small_runs_leave_nothing_behind_and_equal_one(site):
    faults.soak(site, 15, 4)
    assert faults.FAILED == []
