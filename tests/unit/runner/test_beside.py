"""Batches beside each other: who resolves holds up nobody who reads, and cores are shared."""

import threading
from contextlib import ExitStack

import polars as pl
import pytest

from pipelines.engines.tasks import in_this_process
from pipelines.runner import extraction, stages
from pipelines.runner.batches import batch_of

PATIENCE = 60


@pytest.fixture
def articles(tmp_path):
    """Two files, a batch each."""
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    paths[0].write_text("Alpha\n\nOne and two.")
    paths[1].write_text("Beta\n\nThree and four.")
    return paths


def take_in(workspace, path, run_id):
    stages.read(workspace, batch_of(path), run_id)
    stages.extract(workspace, batch_of(path), run_id, workers=1, use_cache=True)


def finish(workspace, run_id):
    stages.resolve(workspace, run_id)
    stages.publish_tables(workspace, run_id)


def beside(function, *arguments):
    """Call a function in a thread and see that it ends."""
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def texts(workspace):
    return sorted(pl.read_parquet(workspace.output / "documents.parquet")["text"])


@pytest.mark.parametrize("moment", ["_resolve", "publish"])
def test_a_batch_is_read_and_extracted_while_another_run_resolves_or_publishes(
    workspace, articles, monkeypatch, moment
):
    take_in(workspace, articles[0], "r1")
    slow = getattr(stages, moment)

    def meanwhile(*arguments, **options):
        beside(take_in, workspace, articles[1], "r2")
        return slow(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(stages, moment, meanwhile)
        finish(workspace, "r1")
    assert texts(workspace) == ["Alpha\n\nOne and two."]
    finish(workspace, "r2")
    assert texts(workspace) == ["Alpha\n\nOne and two.", "Beta\n\nThree and four."]


def test_a_batch_is_withdrawn_while_another_run_resolves_and_comes_out_in_its_own(workspace, articles, monkeypatch):
    for path in articles:
        take_in(workspace, path, "r1")
    slow = stages._resolve

    def meanwhile(*arguments):
        beside(stages.withdraw, workspace, batch_of(articles[1]), "r2")
        return slow(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(stages, "_resolve", meanwhile)
        finish(workspace, "r1")
    finish(workspace, "r2")
    assert texts(workspace) == ["Alpha\n\nOne and two."]


def test_two_runs_that_resolve_wait_for_each_other_and_the_later_has_nothing_to_do(workspace, articles, monkeypatch):
    for path in articles:
        take_in(workspace, path, "r1")
    whole, resolved = stages._resolve, []
    monkeypatch.setattr(stages, "_resolve", lambda *arguments: resolved.append(arguments[1]) or whole(*arguments))
    threads = [threading.Thread(target=finish, args=(workspace, f"r{number}"), daemon=True) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(resolved) == 1
    assert pl.read_parquet(workspace.output / "runs.parquet").height == 4


def test_the_same_batch_in_two_runs_at_once_gives_one_of_each_article(workspace, articles):
    threads = [
        threading.Thread(target=take_in, args=(workspace, articles[0], f"r{number}"), daemon=True)
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    finish(workspace, "r1")
    assert texts(workspace) == ["Alpha\n\nOne and two."]
    assert list((workspace.root / "partial").iterdir()) == []
    assert len(list((workspace.root / "batches").glob("*/run-*"))) == 1


def test_batches_under_way_share_the_cores(workspace, articles, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.setattr(extraction, "_FEW", 1)
    counts = []

    def told(tasks, count, _prepare, extract):
        counts.append(count)
        return in_this_process(tasks, extract)

    monkeypatch.setattr(extraction, "in_processes", told)
    stages.read(workspace, batch_of(articles[0]), "r1")
    for others in (0, 1, 2, 10):
        with ExitStack() as stack:
            for number in range(others):
                stack.enter_context(workspace.spool(f"other-{number}", "r2"))
            stages.extract(workspace, batch_of(articles[0]), "r1", workers=0, use_cache=False)
    stages.extract(workspace, batch_of(articles[0]), "r1", workers=5, use_cache=False)
    assert counts == [8, 4, 2, 1, 5]
