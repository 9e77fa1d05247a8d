"""A batch is read in a fixed order, every file of it is accounted for, and one bad file costs that file alone."""

import os

import pytest

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.source import files, read_batch, uri_of
from pipelines.settings import ROOT


def write(folder, **contents):
    for name, text in contents.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def reasons(path):
    return {os.path.basename(item.uri): item.reason for item in read_batch(path) if isinstance(item, Refusal)}  # noqa: PTH119


def documents(path):
    return [item for item in read_batch(path) if isinstance(item, Document)]


def test_files_come_sorted_and_hidden_ones_are_left_aside(tmp_path):
    write(tmp_path, b__txt="B\n\nb", a__txt="A\n\na", __hidden="x")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", c__txt="C\n\nc")
    assert [path.name for path in files(tmp_path)] == ["a.txt", "b.txt", "c.txt"]
    assert [document.title for document in documents(tmp_path)] == ["A", "B", "C"]


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    (refusal,) = read_batch(tmp_path / "nowhere")
    assert "no such file" in refusal.reason


def test_a_folder_without_articles_is_refused(tmp_path):
    assert "no article in this folder" in reasons(tmp_path)[tmp_path.name]


def test_what_no_reader_claims_is_refused_by_name(tmp_path):
    write(tmp_path, a__txt="A\n\na", notes__xyz="?")
    assert "no reader for .xyz" in reasons(tmp_path)["notes.xyz"]
    assert len(documents(tmp_path)) == 1


def test_a_sidecar_without_its_article_is_refused(tmp_path):
    write(tmp_path, a__txt="A\n\na", b__meta__yaml="outlet: X")
    assert list(reasons(tmp_path)) == ["b.meta.yaml"]


def test_the_same_article_twice_is_read_once(tmp_path):
    write(tmp_path, a__txt="A\n\na", b__txt="A\n\na")
    assert len(documents(tmp_path)) == 1
    assert "read once" in reasons(tmp_path)["b.txt"]


def test_an_id_used_for_two_articles_is_refused_the_second_time(tmp_path):
    write(tmp_path, x__jsonl='{"id": "1", "text": "One."}\n{"id": "1", "text": "Two."}\n')
    assert [document.text for document in documents(tmp_path)] == ["One."]
    assert "id '1' was used before" in reasons(tmp_path)["x.jsonl#L2"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_dangling_link_is_refused_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("nowhere")
    assert "not a regular file" in reasons(tmp_path)["pipe.txt"]
    assert "leads nowhere" in reasons(tmp_path)["link.txt"]


def test_a_link_to_a_folder_above_is_not_followed(tmp_path):
    write(tmp_path, a__txt="A\n\na")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(documents(tmp_path)) == 1


def test_paths_inside_the_project_are_relative_to_it_and_others_absolute(tmp_path):
    assert uri_of(ROOT / "data" / "x.txt") == "data/x.txt"
    assert uri_of(tmp_path / "y" / ".." / "x.txt") == (tmp_path / "x.txt").as_posix()


def test_a_name_that_is_no_unicode_still_gives_a_uri(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    assert uri_of(path).endswith("caf\\xe9.txt")
