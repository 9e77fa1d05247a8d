"""What was resolved and published of the same content by the same code is not made again; all else is."""

import os

import duckdb
import polars as pl
import pytest

from pipelines.runner import stages, versions
from pipelines.runner.batches import batch_of
from pipelines.runner.workspace import Workspace, WorkspaceError
from pipelines.tables import publish as publishing
from pipelines.tables.read import Warehouse
from pipelines.tables.schema import TABLES


@pytest.fixture
def made(monkeypatch):
    """What is made rather than taken over, in order."""
    told = []

    def watch(module, name, word):
        whole = getattr(module, name)

        def watched(*arguments, **options):
            told.append(word)
            return whole(*arguments, **options)

        monkeypatch.setattr(module, name, watched)

    watch(stages, "_resolve", "resolved")
    watch(publishing, "_made", "written")
    return told


ALL = ["resolved", "written"]


def run(workspace, path, run_id, *, use_cache=True):
    batch = batch_of(path)
    if not use_cache:
        workspace.read_anew([batch.key])
    stages.read(workspace, batch, run_id)
    stages.extract(workspace, batch, run_id, workers=1, use_cache=use_cache)
    return finish(workspace, run_id)


def finish(workspace, run_id):
    resolved = stages.resolve(workspace, run_id)
    stages.publish_tables(workspace, run_id)
    return resolved


def published(workspace, table):
    return pl.read_parquet(workspace.output / f"{table}.parquet")


def test_a_run_that_finds_nothing_new_takes_over_all_tables_and_adds_itself(workspace, folder, made):
    first = run(workspace, folder, "r1")
    again = run(workspace, folder, "r2")
    assert made == ALL
    assert published(workspace, "runs")["run_id"].to_list() == ["r1", "r2"]
    assert again.checked.checked == first.checked.checked
    assert again.checked.rejects.is_empty()
    assert again.report == first.report
    assert {name: table.height for name, table in again.checked.frames.items()} == again.checked.checked
    with duckdb.connect(workspace.output / "sitrep.duckdb", read_only=True) as connection:
        assert connection.execute("select run_id from runs order by all").fetchall() == [("r1",), ("r2",)]
        assert connection.table("documents").count("*").fetchall() == [(1,)]
    assert Warehouse(workspace.output).damage() == []


def test_a_hundred_runs_without_news_make_the_database_no_larger(workspace, folder):
    run(workspace, folder, "r0")
    run(workspace, folder, "r1")
    size = (workspace.output / "sitrep.duckdb").stat().st_size
    for number in range(30):
        finish(workspace, f"s{number}")
    assert (workspace.output / "sitrep.duckdb").stat().st_size <= size + 2**18


def correct(workspace, folder):
    (folder / "a.txt").write_text("Alpha\n\nThree and four.")
    stages.read(workspace, batch_of(folder), "r2")
    stages.extract(workspace, batch_of(folder), "r2", workers=1, use_cache=True)


def refuse(workspace, folder):
    (folder / "empty.txt").touch()
    stages.read(workspace, batch_of(folder), "r2")


def withdraw(workspace, folder):
    stages.withdraw(workspace, batch_of(folder), "r2")


@pytest.mark.parametrize("change", [correct, refuse, withdraw])
def test_what_batches_give_is_resolved_anew_when_it_changes(workspace, folder, made, change):
    run(workspace, folder, "r1")
    change(workspace, folder)
    finish(workspace, "r2")
    finish(workspace, "r3")
    assert made == ALL * 2


def test_what_is_extracted_anew_by_another_lexicon_or_code_is_resolved_anew(workspace, folder, made, monkeypatch):
    run(workspace, folder, "r1")
    monkeypatch.setattr(versions, "extractor_version", lambda: "another lexicon")
    run(workspace, folder, "r2")
    assert made == ALL * 2


def test_other_code_of_resolution_or_of_the_tables_makes_all_anew(workspace, folder, made, monkeypatch):
    run(workspace, folder, "r1")
    monkeypatch.setattr(versions, "tables_version", lambda: "another")
    run(workspace, folder, "r2")
    assert made == ALL * 2


def test_where_the_cache_is_not_wanted_all_is_made_anew(workspace, folder, made):
    run(workspace, folder, "r1")
    run(workspace, folder, "r2", use_cache=False)
    assert made == ALL * 2


@pytest.mark.parametrize("name", ["documents.arrow", "whole"])
def test_resolved_tables_that_are_damaged_are_resolved_anew(workspace, folder, made, name):
    run(workspace, folder, "r1")
    (workspace.root / "tables" / name).write_bytes(b"ARROW1")
    run(workspace, folder, "r2")
    assert made == ["resolved", "written", "resolved"]
    assert published(workspace, "documents").height == 1


@pytest.mark.parametrize("name", ["documents.parquet", "sitrep.duckdb"])
def test_published_files_that_are_damaged_are_written_anew(workspace, folder, made, name):
    run(workspace, folder, "r1")
    os.truncate(workspace.output / name, 100)
    run(workspace, folder, "r2")
    assert made == ["resolved", "written", "written"]
    assert Warehouse(workspace.output).damage() == []


def test_tables_that_were_rolled_back_are_published_again(workspace, folder, made):
    run(workspace, folder, "r1")
    correct(workspace, folder)
    finish(workspace, "r2")
    publishing.rollback(workspace.output)
    run(workspace, folder, "r3")
    assert made == ["resolved", "written", "resolved", "written", "written"]
    assert published(workspace, "documents")["text"].to_list() == ["Alpha\n\nThree and four."]


def test_where_rows_were_refused_tables_are_resolved_anew_so_that_the_checks_tell_it_again(
    workspace, folder, made, monkeypatch
):
    chunks = stages.extract_chunks

    def broken(*arguments, **options):
        for chunk in chunks(*arguments, **options):
            chunk.frames["time_mentions"] = chunk.frames["time_mentions"].with_columns(text=pl.lit("not there"))
            yield chunk

    monkeypatch.setattr(stages, "extract_chunks", broken)
    run(workspace, folder, "r1")
    again = run(workspace, folder, "r2")
    assert made == ALL * 2
    assert again.checked.faulty["time_mentions"] == 1


def test_a_batch_that_comes_between_resolution_and_publication_is_not_taken_for_published(
    workspace, folder, tmp_path, made
):
    run(workspace, folder, "r1")
    (tmp_path / "b.txt").write_text("Beta\n\nThree.")
    stages.resolve(workspace, "r2")
    stages.read(workspace, batch_of(tmp_path / "b.txt"), "r3")
    stages.extract(workspace, batch_of(tmp_path / "b.txt"), "r3", workers=1, use_cache=True)
    stages.publish_tables(workspace, "r2")
    finish(workspace, "r3")
    assert made == ["resolved", "written", "written", "resolved", "written"]
    assert published(workspace, "documents").height == 2


def test_the_bytes_are_those_of_a_run_that_makes_all(workspace, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    run(workspace, folder, "r1")
    run(workspace, folder, "r2")
    fresh = Workspace(tmp_path / "fresh")
    run(fresh, folder, "r1")
    for name in TABLES.keys() - {"runs"}:
        found, wanted = ((space.output / f"{name}.parquet").read_bytes() for space in (workspace, fresh))
        assert found == wanted


def test_tables_of_another_form_are_no_whole_set(workspace, folder):
    run(workspace, folder, "r1")
    (workspace.root / "tables" / "whole").write_text('{"form": "another"}')
    with pytest.raises(WorkspaceError, match="no whole set"):
        stages.publish_tables(workspace, "r2")
