"""Stages over a work folder: batches are added or replaced, nothing good is lost, same input gives same tables."""

import json
import sys
import types
from dataclasses import replace

import polars as pl
import pytest

from pipelines.runner import stages
from pipelines.runner.batches import batch_of
from pipelines.runner.workspace import Workspace, WorkspaceError
from pipelines.tables.frames import empty, frame
from pipelines.tables.schema import TABLES


@pytest.fixture(autouse=True)
def no_resolution(monkeypatch):
    """Entities are left as they are."""

    def resolution_of(mentions, earlier):
        frames = {
            name: mentions.table(name, *spec.polars_schema) if spec.stage == "mention" else empty(name)
            for name, spec in TABLES.items()
            if spec.stage != "run"
        }
        return types.SimpleNamespace(frames=frames, report={}, kept={})

    module = types.ModuleType("pipelines.resolve")
    module.resolution_of = resolution_of
    monkeypatch.setitem(sys.modules, "pipelines.resolve", module)


def run(workspace, path, run_id="r1"):
    batch = batch_of(path)
    read = stages.read(workspace, batch, run_id)
    stages.extract(workspace, batch, run_id, workers=1, use_cache=True)
    stages.resolve(workspace, run_id)
    stages.publish_tables(workspace, run_id)
    return read


def published(workspace, table):
    return pl.read_parquet(workspace.output / f"{table}.parquet")


def test_articles_become_published_rows(workspace, folder):
    read = run(workspace, folder)
    assert (read.documents, read.new, read.refused) == (1, 1, 0)
    assert published(workspace, "documents")["text"].to_list() == ["Alpha\n\nOne and two."]
    assert published(workspace, "time_mentions")["text"].to_list() == ["and"]


def test_running_again_keeps_every_byte_but_the_record_of_runs(workspace, folder):
    run(workspace, folder, "r1")
    before = {name: (workspace.output / f"{name}.parquet").read_bytes() for name in TABLES}
    run(workspace, folder, "r2")
    after = {name: (workspace.output / f"{name}.parquet").read_bytes() for name in TABLES}
    assert [name for name in TABLES if before[name] != after[name]] == ["runs"]


def test_a_batch_read_again_takes_the_place_of_what_it_gave(workspace, folder):
    run(workspace, folder)
    (folder / "a.txt").write_text("Beta\n\nThree.")
    assert run(workspace, folder, "r2").new == 1
    assert published(workspace, "documents")["text"].to_list() == ["Beta\n\nThree."]


def test_another_batch_is_added(workspace, folder, tmp_path):
    run(workspace, folder)
    (tmp_path / "b.txt").write_text("Beta\n\nThree.")
    run(workspace, tmp_path / "b.txt", "r2")
    assert published(workspace, "documents").height == 2


def test_a_batch_that_cannot_be_read_leaves_what_it_gave_before(workspace, folder):
    run(workspace, folder)
    folder.rename(folder.with_name("away"))
    assert run(workspace, folder, "r2").documents == 0
    assert published(workspace, "documents").height == 1
    assert "no such file" in published(workspace, "rejects")["reason"].item()


def test_an_article_in_two_batches_is_one_row_and_a_reject(workspace, folder, tmp_path):
    (tmp_path / "z.txt").write_text("Alpha\n\nOne and two.")
    run(workspace, folder)
    run(workspace, tmp_path / "z.txt", "r2")
    assert published(workspace, "documents").height == 1
    assert published(workspace, "time_mentions").height == 1
    assert "repeats an article" in published(workspace, "rejects")["reason"].item()


def test_a_refusal_that_stands_keeps_its_first_moment_and_run(workspace, folder):
    (folder / "b.txt").write_bytes(b"")
    run(workspace, folder, "r1")
    run(workspace, folder, "r2")
    assert published(workspace, "rejects")["run_id"].to_list() == ["r1"]


def test_every_run_is_recorded_with_its_counts(workspace, folder):
    run(workspace, folder, "r1")
    run(workspace, folder, "r2")
    runs = published(workspace, "runs").sort("run_id").to_dicts()
    assert [(row["run_id"], row["documents_read"], row["documents_new"]) for row in runs] == [
        ("r1", 1, 1),
        ("r2", 1, 0),
    ]
    assert json.loads(runs[1]["rows"])["documents"] == 1


def redirects(*rows):
    return frame(
        "event_redirects", [dict(zip(("old_event_id", "event_id", "since_run"), r, strict=True)) for r in rows]
    )


def test_a_redirect_keeps_the_run_since_which_it_leads_there(monkeypatch):
    before = redirects(("e1", "e9", "r1"), ("e2", "e8", "r1"))
    now = redirects(("e1", "e9", None), ("e2", "e9", None), ("e3", "e9", None))
    assert stages._since(now, before, "r2")["since_run"].to_list() == ["r1", "r2", "r2"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert stages._since(now, redirects(), "r2")["since_run"].to_list() == [None, None, None]


def test_a_moment_can_be_fixed_for_reproducible_runs(workspace, folder, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    run(workspace, folder)
    assert published(workspace, "documents")["ingested_at"].item().timestamp() == 1600000000


def test_a_row_that_breaks_the_schema_is_refused_and_told(workspace, folder, monkeypatch):
    chunks = stages.extract_chunks

    def broken(*arguments, **options):
        for chunk in chunks(*arguments, **options):
            chunk.frames["time_mentions"] = chunk.frames["time_mentions"].with_columns(text=pl.lit("not there"))
            yield chunk

    monkeypatch.setattr(stages, "extract_chunks", broken)
    run(workspace, folder)
    assert published(workspace, "time_mentions").is_empty()
    assert published(workspace, "rejects")["table_name"].to_list() == ["time_mentions"]


def test_an_output_that_cannot_be_written_is_one_line_with_a_remedy(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(WorkspaceError, match=r"file: .*--output"):
        Workspace(tmp_path / "file").create()


@pytest.mark.parametrize("name", ["batch.json", "raw.arrow", "rejects.arrow", "run-r1/time_mentions.arrow"])
def test_a_batch_whose_work_files_are_damaged_is_mended_by_reading_it_again(workspace, folder, name):
    run(workspace, folder)
    (workspace.root / "batches" / batch_of(folder).key / name).write_bytes(b"{")
    run(workspace, folder, "r2")
    assert published(workspace, "time_mentions")["text"].to_list() == ["and"]


@pytest.mark.parametrize("content", [b"{", None, "another form"])
def test_mention_tables_of_another_batch_that_cannot_be_read_are_made_anew(workspace, folder, tmp_path, content):
    run(workspace, folder)
    path = workspace.root / "batches" / batch_of(folder).key / "run-r1" / "time_mentions.arrow"
    if content == "another form":
        pl.DataFrame({"start": [1]}).write_ipc(path)
    else:
        path.write_bytes(content) if content else path.unlink()
    (tmp_path / "b.txt").write_text("Beta\n\nThree.")
    run(workspace, tmp_path / "b.txt", "r2")
    assert published(workspace, "documents").height == 2
    assert published(workspace, "time_mentions")["text"].to_list() == ["and"]


@pytest.mark.usefixtures("calls")
def test_a_batch_read_again_while_it_is_extracted_gives_what_was_read_last(workspace, folder, monkeypatch):
    stages.read(workspace, batch_of(folder), "r1")
    slow, times = stages.extract_chunks, []

    def overtaken(*arguments, **options):
        times.append(1)
        if len(times) == 1:
            (folder / "a.txt").write_text("Later\n\nAnother text and more.")
            stages.read(workspace, batch_of(folder), "r2")
        return slow(*arguments, **options)

    monkeypatch.setattr(stages, "extract_chunks", overtaken)
    stages.extract(workspace, batch_of(folder), "r1", workers=1, use_cache=False)
    assert workspace.mentions().table("documents", "text")["text"].to_list() == ["Later\n\nAnother text and more."]
    assert len(times) == 2


@pytest.mark.usefixtures("calls")
def test_a_batch_that_is_withdrawn_while_it_is_extracted_does_not_come_back(workspace, folder, monkeypatch):
    stages.read(workspace, batch_of(folder), "r1")
    slow = stages.extract_chunks

    def overtaken(*arguments, **options):
        stages.withdraw(workspace, batch_of(folder), "r2")
        return slow(*arguments, **options)

    monkeypatch.setattr(stages, "extract_chunks", overtaken)
    assert stages.extract(workspace, batch_of(folder), "r1", workers=1, use_cache=False).frames == {}
    assert workspace.keys() == []


def test_a_batch_that_has_not_changed_is_neither_read_nor_extracted_again(workspace, folder, calls, monkeypatch):
    run(workspace, folder)
    reads, read = [], stages.read_batch
    monkeypatch.setattr(stages, "read_batch", lambda path: reads.append(path) or read(path))
    again = run(workspace, folder, "r2")
    assert (again.documents, again.new, len(calls), reads) == (1, 0, 1, [])
    workspace.read_anew([batch_of(folder).key])
    run(workspace, folder, "r3")
    assert len(reads) == 1
    assert published(workspace, "time_mentions")["text"].to_list() == ["and"]


def test_an_article_lost_by_an_accident_is_tried_again_by_the_next_run(workspace, folder, calls, monkeypatch):
    chunks = stages.extract_chunks
    with monkeypatch.context() as accident:
        accident.setattr(
            stages, "extract_chunks", lambda *a, **o: (replace(chunk, lost=1) for chunk in chunks(*a, **o))
        )
        run(workspace, folder)
    run(workspace, folder, "r2")
    assert workspace.state(batch_of(folder).key).folder == "run-r2"
    run(workspace, folder, "r3")
    assert workspace.state(batch_of(folder).key).folder == "run-r2"


def test_what_a_run_that_was_killed_left_half_made_is_removed_by_the_next(workspace, folder):
    left = workspace.root / "partial" / "in.r0"
    left.mkdir(parents=True)
    (left / "raw.arrow").write_bytes(b"half")
    run(workspace, folder)
    assert not left.exists()


def test_tables_resolved_by_half_are_not_published(workspace, folder, monkeypatch):
    run(workspace, folder)
    whole = workspace.tables()
    write = Workspace._write

    def dies(self, path, frame):
        if path.name == "figures.arrow":
            raise KeyboardInterrupt
        write(self, path, frame)

    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "_write", dies)
        with pytest.raises(KeyboardInterrupt):
            workspace.put_tables(whole)
    with pytest.raises(WorkspaceError, match=r"no whole set of tables.*: run the whole job"):
        stages.publish_tables(workspace, "r2")
    run(workspace, folder, "r3")
    assert published(workspace, "documents").height == 1


def test_the_share_of_faulty_rows_that_blocks_publication_is_a_setting(monkeypatch):
    checked = types.SimpleNamespace(faulty={"events": 12}, failed=lambda share: ("events",) if share < 0.1 else ())
    assert stages.blocked(checked) == ("events",)
    monkeypatch.setenv("SITREP_FAULTY_SHARE", "0.2")
    assert stages.blocked(checked) == ()
    monkeypatch.setenv("SITREP_FAULTY_SHARE", "all")
    assert stages.blocked(checked) == ("events",)


def test_damage_to_the_record_of_another_batch_is_one_line_with_a_remedy_and_drops_nothing(workspace, folder, tmp_path):
    run(workspace, folder)
    (workspace.root / "batches" / batch_of(folder).key / "batch.json").write_bytes(b"{")
    (tmp_path / "b.txt").write_text("Beta\n\nThree.")
    with pytest.raises(WorkspaceError, match=r"batch.json: lost or damaged: .*, or .* `sitrep withdraw in-"):
        run(workspace, tmp_path / "b.txt", "r2")
    assert published(workspace, "documents").height == 1


@pytest.mark.parametrize("names", [["rejects.arrow"], ["raw.arrow", "run-r1/time_mentions.arrow"]])
@pytest.mark.parametrize("damage", [b"{", "another form"])
def test_what_only_the_input_of_another_batch_can_tell_is_read_from_it_again(
    workspace, folder, tmp_path, names, damage
):
    (folder / "b.txt").write_bytes(b"")
    run(workspace, folder)
    for name in names:
        path = workspace.root / "batches" / batch_of(folder).key / name
        _ = path.write_bytes(damage) if damage == b"{" else pl.DataFrame({"old": [1]}).write_ipc(path)
    (tmp_path / "c.txt").write_text("Gamma\n\nThree and four.")
    run(workspace, tmp_path / "c.txt", "r2")
    assert published(workspace, "documents").height == published(workspace, "time_mentions").height == 2
    assert published(workspace, "rejects").height == 1
    counts = published(workspace, "runs").filter(run_id="r2").row(0, named=True)
    assert (counts["documents_read"], counts["documents_new"]) == (2, 1 + (names != ["rejects.arrow"]))


def test_work_files_of_another_version_are_named_where_the_input_is_gone(workspace, folder, tmp_path):
    run(workspace, folder)
    for name in ("raw.arrow", "run-r1/time_mentions.arrow"):
        pl.DataFrame({"old": [1]}).write_ipc(workspace.root / "batches" / batch_of(folder).key / name)
    folder.rename(tmp_path / "away")
    (tmp_path / "c.txt").write_text("Gamma\n\nThree and four.")
    with pytest.raises(WorkspaceError, match=r"time_mentions.arrow: made by another version of sitrep: run again with"):
        run(workspace, tmp_path / "c.txt", "r2")


def test_mention_tables_of_another_version_of_the_schema_are_made_anew_though_their_columns_are_the_same(
    workspace, folder, tmp_path, calls
):
    run(workspace, folder)
    workspace.put_state(replace(workspace.state(batch_of(folder).key), form="of version 1"))
    (workspace.root / "facts.sqlite").unlink()
    calls.clear()
    (tmp_path / "c.txt").write_text("Gamma\n\nThree.")
    run(workspace, tmp_path / "c.txt", "r2")
    assert sorted(calls) == ["Alpha\n\nOne and two.", "Gamma\n\nThree."]


def withdrawn(workspace, path, run_id="r2"):
    articles = stages.withdraw(workspace, batch_of(path), run_id)
    stages.resolve(workspace, run_id)
    stages.publish_tables(workspace, run_id)
    return articles


def test_a_batch_that_is_withdrawn_leaves_nothing_behind(workspace, folder, tmp_path):
    (tmp_path / "b.txt").write_text("Beta\n\nThree.")
    run(workspace, tmp_path / "b.txt")
    before = {name: (workspace.output / f"{name}.parquet").read_bytes() for name in TABLES if name != "runs"}
    (folder / "empty.txt").write_bytes(b"")
    run(workspace, folder)
    assert withdrawn(workspace, folder) == 1
    assert {name: (workspace.output / f"{name}.parquet").read_bytes() for name in before} == before
    assert sorted(path.name for path in workspace.root.iterdir()) == [
        *("batches", "facts.sqlite", "lock", "partial", "resolution", "runs", "tables", "tables.lock"),
    ]
    assert list((workspace.root / "partial").iterdir()) == []
    assert workspace.keys() == [batch_of(tmp_path / "b.txt").key]


def test_the_last_batch_can_be_withdrawn_and_one_twice(workspace, folder):
    run(workspace, folder)
    assert withdrawn(workspace, folder) == 1
    assert withdrawn(workspace, folder) == 0
    assert published(workspace, "documents").is_empty()


def test_a_withdrawal_that_was_killed_is_completed_by_the_next_run(workspace, folder, tmp_path, monkeypatch):
    run(workspace, folder)
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", lambda *_, **__: None)
        stages.withdraw(workspace, batch_of(folder), "r2")
    (tmp_path / "b.txt").write_text("Beta\n\nThree.")
    run(workspace, tmp_path / "b.txt", "r3")
    assert published(workspace, "documents")["text"].to_list() == ["Beta\n\nThree."]
    assert not list(workspace.root.glob("removed-*"))


def test_what_was_refused_of_an_input_without_an_article_is_withdrawn_with_it(workspace, folder, tmp_path):
    run(workspace, folder)
    (tmp_path / "b.txt").write_bytes(b"")
    run(workspace, tmp_path / "b.txt", "r2")
    assert published(workspace, "rejects").height == 1
    assert workspace.state(batch_of(tmp_path / "b.txt").key).folder is None
    withdrawn(workspace, tmp_path / "b.txt", "r3")
    assert published(workspace, "rejects").is_empty()


@pytest.mark.parametrize("name", ["next", "events", "whole"])
def test_a_partial_file_that_a_killed_run_left_is_taken_by_the_next(workspace, folder, name):
    run(workspace, folder)
    (workspace.root / f"{name}.partial").write_bytes(b"cut sh")
    (folder / "later.txt").write_text("Gamma\n\nThree.")
    run(workspace, folder, "r2")
    assert not list(workspace.root.rglob("*.partial"))


def test_the_published_tables_alone_are_parquet_files(workspace, folder):
    run(workspace, folder)
    assert sorted(path.stem for path in workspace.output.rglob("*.parquet")) == sorted(TABLES)
