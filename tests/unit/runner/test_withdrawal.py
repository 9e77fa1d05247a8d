"""An entry that was deleted from the folder of raw text is taken out; what was read from elsewhere stays."""

import pytest

from pipelines.runner import batches
from pipelines.runner.batches import Batch
from pipelines.runner.withdrawal import UnknownBatchError, deleted, held, named
from pipelines.runner.workspace import BatchState, Workspace


@pytest.fixture
def raw(tmp_path, monkeypatch):
    folder = tmp_path / "raw"
    folder.mkdir()
    for name in ("april.txt", "may.txt"):
        (folder / name).write_text("Alpha")
    monkeypatch.setattr(batches, "RAW", folder)
    return folder


@pytest.fixture
def workspace(raw, tmp_path):
    made = Workspace(tmp_path / "out")
    for path in (raw / "april.txt", raw / "may.txt", tmp_path / "elsewhere.txt"):
        made.put_state(BatchState(batches.batch_of(path).key, str(path), read="digest", folder="run-1"))
    return made


def keys(found):
    return [batch.key for batch in found]


def test_an_entry_of_the_raw_folder_that_is_gone_is_deleted(raw, workspace):
    assert deleted(workspace, raw) == []
    (raw / "may.txt").unlink()
    assert deleted(workspace, raw) == [Batch("may.txt", raw / "may.txt")]


def test_where_the_whole_raw_folder_is_empty_or_gone_nothing_is_deleted(raw, workspace):
    for name in ("april.txt", "may.txt"):
        (raw / name).unlink()
    assert deleted(workspace, raw) == []
    raw.rmdir()
    assert deleted(workspace, raw) == []


def test_what_never_gave_an_article_is_taken_out_wherever_it_was(raw, workspace, tmp_path):
    workspace.put_state(BatchState("typo-12345678", str(tmp_path / "typo")))
    assert keys(deleted(workspace, raw)) == ["typo-12345678"]


def test_a_batch_whose_record_is_damaged_is_not_deleted_by_itself(raw, workspace):
    (raw / "may.txt").unlink()
    (workspace.root / "batches" / "may.txt" / "batch.json").write_text("{")
    assert deleted(workspace, raw) == []
    assert "may.txt" in keys(held(workspace))


def test_batches_are_named_by_key_or_path(raw, workspace, tmp_path):
    path = tmp_path / "elsewhere.txt"
    found = named(workspace, ["may.txt", str(path), str(raw / "may.txt")])
    assert keys(found) == ["may.txt", batches.batch_of(path).key]
    with pytest.raises(UnknownBatchError, match=r"out: no batch june; there are: april.txt, elsewhere.txt-"):
        named(workspace, ["may.txt", "june"])
