"""A batch has a key that says where it came from, and a manifest that changes with its content alone."""

import os

import pytest

from pipelines.runner import batches
from pipelines.runner.batches import arriving, batch_of, is_deleted, manifest, raw_batches


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "RAW", tmp_path)
    return tmp_path


def test_an_entry_of_the_raw_folder_goes_by_its_name(raw):
    assert batch_of(raw / "january").key == "january"
    assert batch_of(raw / "sub" / ".." / "wire.jsonl").key == "wire.jsonl"


def test_other_paths_go_by_name_and_place_so_that_namesakes_differ(raw):
    first, second = batch_of(raw / "a" / "wire.jsonl"), batch_of(raw / "b" / "wire.jsonl")
    assert first.key.startswith("wire.jsonl-")
    assert first.key != second.key
    assert batch_of(raw / "a" / "wire.jsonl") == first


@pytest.mark.parametrize("name", ["two words", "../..", "a,b", "x...y", "naïve\x1b[31m", "-"])
def test_a_key_has_no_character_that_dagster_or_a_terminal_could_trip_over(raw, name):
    key = batch_of(raw / "in" / name).key
    assert all(character.isascii() and (character.isalnum() or character in "._-") for character in key)
    assert ".." not in key


def test_hidden_entries_and_sidecars_are_no_batches(raw):
    for name in ("b.txt", "a", ".hidden", "b.meta.yaml"):
        (raw / name).touch()
    assert [batch.key for batch in raw_batches(raw)] == ["a", "b.txt"]
    assert raw_batches(raw / "absent") == []


def test_a_manifest_ignores_times_and_sees_names_and_bytes(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = manifest(tmp_path)
    os.utime(file, (1, 1))
    assert manifest(tmp_path) == before
    file.write_text("two")
    changed = manifest(tmp_path)
    assert changed != before
    file.rename(tmp_path / "b.txt")
    assert manifest(tmp_path) not in {before, changed}


def test_a_manifest_sees_sidecars_beside_a_single_file(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("{}")
    before = manifest(file)
    (tmp_path / "a.meta.yaml").write_text("outlet: Wire")
    told = manifest(file)
    assert told != before
    (tmp_path / "b.meta.yaml").write_text("outlet: Wire")
    assert manifest(file) == told


def test_links_out_of_a_batch_or_in_a_circle_are_never_followed(tmp_path):
    folder, outside = tmp_path / "in", tmp_path / "secret.txt"
    folder.mkdir()
    outside.write_text("one")
    (folder / "out.txt").symlink_to(outside)
    (folder / "x.txt").symlink_to("y.txt")
    (folder / "y.txt").symlink_to("x.txt")
    before = manifest(folder)
    outside.write_text("two")
    assert manifest(folder) == before


def test_a_copy_under_way_is_known_by_its_name(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    assert not arriving(tmp_path)
    (tmp_path / "b.txt.PART").write_text("one")
    assert arriving(tmp_path)


def test_a_pattern_is_one_batch_with_a_manifest_of_its_matches(tmp_path):
    pattern = tmp_path / "*.txt"
    (tmp_path / "a.txt").write_text("one")
    before = manifest(pattern)
    (tmp_path / "b.log").write_text("one")
    assert manifest(pattern) == before
    (tmp_path / "b.txt").write_text("one")
    assert manifest(pattern) != before
    assert "*" not in batch_of(pattern).key


def test_what_is_gone_or_emptied_counts_as_deleted(tmp_path):
    folder = tmp_path / "may"
    folder.mkdir()
    assert is_deleted(folder)
    (folder / "_meta.yaml").touch()
    assert is_deleted(folder)
    (folder / "a.txt").touch()
    assert not is_deleted(folder)
    assert not is_deleted(folder / "a.txt")
    assert not is_deleted(folder / "*.txt")
    assert is_deleted(folder / "*.md")
    assert is_deleted(tmp_path / "june")
