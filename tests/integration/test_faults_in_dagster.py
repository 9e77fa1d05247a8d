"""A step that fails is repeated by Dagster's policy, and what was done before it is not done again."""

import dagster as dg
import yaml

from pipelines import definitions
from pipelines.runner import stages
from pipelines.runner.batches import batch_of
from pipelines.runner.job import JOB_NAME, QUIET, instance
from pipelines.settings import ROOT
from pipelines.tables.read import Warehouse


def the_job():
    return definitions.defs.resolve_job_def(JOB_NAME)


def test_runs_are_retried_whatever_fails():
    policy = yaml.safe_load((ROOT / "dagster.yaml").read_text())["run_retries"]
    assert policy == {"enabled": True, "max_retries": 2, "retry_on_asset_or_op_failure": True}


def test_a_run_repeated_after_a_failure_takes_up_where_it_was(articles, dagster_home, tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(dagster_home))
    resolve, read, calls = stages.resolve, stages.read, []

    def fails_once(*arguments):
        calls.append("resolve")
        if calls.count("resolve") == 1:
            raise OSError("the disk went away for a moment")
        return resolve(*arguments)

    def counted(*arguments):
        calls.append("read")
        return read(*arguments)

    monkeypatch.setattr(stages, "resolve", fails_once)
    monkeypatch.setattr(stages, "read", counted)
    batch, output = batch_of(articles), tmp_path / "out"
    resources = {
        "warehouse": {"config": {"output": str(output)}},
        "extractor": {"config": {"workers": 1, "use_cache": True}},
    }
    config = {"resources": resources, "ops": {"raw_documents": {"config": {"path": str(batch.path)}}}, **QUIET}
    with instance() as home:
        home.add_dynamic_partitions("batches", [batch.key])
        run = {"run_config": config, "tags": {"dagster/partition": batch.key}, "instance": home}
        job = dg.reconstructable(the_job)
        first = dg.execute_job(job, **run)
        assert not first.success
        again = dg.execute_job(job, **run, reexecution_options=dg.ReexecutionOptions.from_failure(first.run_id, home))
        assert again.success
    assert calls == ["read", "resolve", "resolve"]
    assert Warehouse(output).damage() == []


def test_steps_over_all_batches_go_one_at_a_time_and_those_of_batches_side_by_side():
    concurrency = yaml.safe_load((ROOT / "dagster.yaml").read_text())["concurrency"]
    assert concurrency["pools"] == {"default_limit": 1, "granularity": "op"}
    assert concurrency["runs"]["max_concurrent_runs"] > 1
    pools = {node.definition.name: node.definition.pool for node in the_job().graph.nodes}
    assert pools == {"raw_documents": None, "mentions": None, "tables": "warehouse", "publication": "warehouse"}


def test_a_run_waits_in_the_queue_until_the_code_is_there(dagster_home, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(dagster_home))
    with instance() as home:
        queue = home.get_concurrency_config().run_queue_config
    assert queue.max_user_code_failure_retries * queue.user_code_failure_retry_delay >= 300
