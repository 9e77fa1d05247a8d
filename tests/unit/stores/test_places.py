"""Places in object stores, and the folders that stand for them."""

import pytest

from pipelines.ingest.source import uri_of
from pipelines.runner.batches import batch_at, batch_of
from pipelines.settings import address, located

URLS = [
    "s3://news",
    "s3://news/wire/2024",
    "s3://news/a b/50%",
    "s3://news/%20/../x",
    "s3://news/a//b",
    "gs://b/*.jsonl",
    "s3://news/a\tb",
]


@pytest.mark.parametrize("url", URLS)
def test_a_place_and_its_folder_lead_to_each_other(url, machine):
    machine("a")
    assert address(located(url)) == url
    assert address(located(url, "inputs"), "inputs") == url
    assert ".." not in located(url).parts


def test_a_path_is_no_place_in_a_store(machine, tmp_path):
    machine("a")
    assert located(tmp_path / "x" / ".." / "y") == tmp_path / "y"
    assert address(tmp_path) is None
    assert address(located("s3://news"), "inputs") is None


@pytest.mark.parametrize("url", ["s3://", "://news", "s3:///"])
def test_a_url_without_a_bucket_is_refused(url):
    with pytest.raises(ValueError, match="write SCHEME://BUCKET/FOLDER"):
        located(url)


def test_an_input_has_the_same_name_and_key_on_every_machine(machine):
    keys = set()
    for name in "ab":
        machine(name)
        path = located("s3://news/wire", "inputs")
        batch = batch_of(path)
        keys.add(batch.key)
        assert batch.place == "s3://news/wire"
        assert batch_at(batch.key, batch.place) == batch
        assert uri_of(path / "x.txt") == "s3://news/wire/x.txt"
    assert len(keys) == 1
