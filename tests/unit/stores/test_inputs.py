"""Inputs are copied from a store as far as they have changed."""

import pytest

from pipelines.ingest.source import files, is_there
from pipelines.settings import located
from pipelines.stores import inputs
from pipelines.stores.store import Store


@pytest.fixture
def bucket(store, machine):
    machine("a")
    return Store("memory://bucket")


def fetched(url):
    path = located(url, "inputs")
    inputs.refresh(path)
    return {file.name: file.read_text() for file in files(path)} if is_there(path) else {}


def test_a_folder_is_copied_and_kept_in_step(bucket):
    bucket.write("wire/a.txt", b"one")
    bucket.write("wire/deep/b.txt", b"two")
    bucket.write("wired/c.txt", b"three")
    assert fetched("memory://bucket/wire") == {"a.txt": "one", "b.txt": "two"}
    bucket.write("wire/a.txt", b"other")
    bucket.remove("wire/deep")
    assert fetched("memory://bucket/wire") == {"a.txt": "other"}
    bucket.remove("wire")
    assert fetched("memory://bucket/wire") == {}


def test_what_has_not_changed_is_not_copied_again(bucket, monkeypatch):
    bucket.write("wire/a.txt", b"one")
    fetched("memory://bucket/wire")
    monkeypatch.setattr(Store, "download", None)
    assert fetched("memory://bucket/wire") == {"a.txt": "one"}


def test_a_single_object_and_a_pattern_bring_their_sidecars(bucket):
    bucket.write("wire/a.txt", b"one")
    bucket.write("wire/a.meta.yaml", b"outlet: Gazette")
    bucket.write("wire/b.html", b"two")
    assert fetched("memory://bucket/wire/a.txt") == {"a.txt": "one"}
    assert located("memory://bucket/wire/a.meta.yaml", "inputs").is_file()
    assert fetched("memory://bucket/wire/*.txt") == {"a.txt": "one"}
    assert not located("memory://bucket/wire/b.html", "inputs").exists()


def test_an_input_that_is_not_there_is_a_path_that_is_not_there(bucket):
    assert not is_there(located("memory://bucket/none", "inputs"))
    assert fetched("memory://bucket/none") == {}
