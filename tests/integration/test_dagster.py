"""What a run leaves in the instance that the UI shows, and that the code location loads without a warning."""

import json
import subprocess
import sys

import dagster as dg
import pytest
from typer.testing import CliRunner

from pipelines.cli.app import app
from pipelines.definitions import defs
from pipelines.runner.job import instance
from pipelines.settings import ROOT


@pytest.fixture
def home(warehouse, dagster_home, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(dagster_home))
    with instance() as found:
        yield found


def test_the_run_is_there_with_its_batch(home):
    runs = home.get_runs(dg.RunsFilter(job_name="sitrep", statuses=[dg.DagsterRunStatus.SUCCESS]))
    assert any(run.tags["dagster/partition"].startswith("articles") for run in runs if "dagster/partition" in run.tags)


def test_every_asset_of_the_job_was_materialized_with_its_number_of_rows(home):
    made = {"ingest", "extract", "resolve", "publish"}
    for spec in [spec for spec in defs.resolve_all_asset_specs() if spec.group_name in made]:
        event = home.get_latest_materialization_event(spec.key)
        assert event is not None, spec.key
        metadata = event.asset_materialization.metadata
        assert "dagster/row_count" in metadata or spec.key == dg.AssetKey("warehouse")


def test_every_check_of_a_schema_passed(home):
    keys = list(defs.resolve_asset_graph().asset_check_keys)
    summaries = home.event_log_storage.get_latest_asset_check_execution_by_key(
        [key for key in keys if key.name == "schema"]
    )
    assert len(summaries) == len([key for key in keys if key.name == "schema"])
    assert {record.status.value for record in summaries.values()} == {"SUCCEEDED"}


def test_the_code_location_loads_without_a_warning():
    code = "from pipelines.definitions import defs; import dagster as dg; dg.Definitions.validate_loadable(defs)"
    loaded = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (loaded.returncode, loaded.stderr) == (0, "")


def test_a_run_whose_process_was_killed_is_closed_by_the_next(home, execute, articles, tmp_path):
    tags = {"sitrep/host": __import__("socket").gethostname(), "sitrep/pid": "999999999"}
    dead = home.create_run_for_job(defs.resolve_job_def("sitrep"), tags=tags, status=dg.DagsterRunStatus.STARTED)
    execute(tmp_path, articles / "quiet.txt")
    assert home.get_run_by_id(dead.run_id).status == dg.DagsterRunStatus.FAILURE


def test_an_evaluation_leaves_no_batch_behind(home, tmp_path):
    text = "Flood closes road\n\nThe river rose by two metres on Sunday."
    (tmp_path / "flood.json").write_text(json.dumps({"name": "flood", "text": text}), encoding="utf-8")
    before = home.get_dynamic_partitions("batches")
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path), "--workers", "1"])
    assert result.exit_code == 0, result.output
    assert "1 annotated articles" in result.stdout
    assert home.get_dynamic_partitions("batches") == before
