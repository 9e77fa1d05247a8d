"""The cache saves time and costs nothing else: damage and full disks make it forget, never fail."""

import sqlite3

import pytest

from pipelines.runner.fact_cache import FactCache


@pytest.fixture
def kept(tmp_path, make_document, simple_rows):
    """A cache file that knows one document."""
    document = make_document("One and two.")
    with FactCache(tmp_path / "facts.sqlite", "v1") as cache:
        cache.put([(document, simple_rows(document))])
    return tmp_path / "facts.sqlite", document


def test_rows_come_back_as_they_were(kept, simple_rows):
    path, document = kept
    with FactCache(path, "v1") as cache:
        assert cache.get(document) == simple_rows(document)


def test_another_version_knows_nothing_and_drops_the_old_rows(kept):
    path, document = kept
    with FactCache(path, "v2") as cache:
        assert not cache.has(document)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM facts").fetchone() == (0,)
    db.close()


@pytest.mark.parametrize("start", [0, 4096])
def test_a_damaged_file_is_begun_anew(kept, simple_rows, start):
    path, document = kept
    content = path.read_bytes()
    path.write_bytes(content[:start] + b"\xff" * (len(content) - start))
    with FactCache(path, "v1") as cache:
        assert not cache.has(document)
        assert cache.get(document) is None
        cache.put([(document, simple_rows(document))])
    with FactCache(path, "v1") as cache:
        cache.put([(document, simple_rows(document))])
    with FactCache(path, "v1") as cache:
        assert cache.has(document)


def test_a_file_that_cannot_be_written_is_no_error(kept, tmp_path, simple_rows):
    path, document = kept
    with sqlite3.connect(path) as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    db.close()
    with FactCache(path, "v1") as cache:
        cache.put([(document, simple_rows(document))])
        assert cache.has(document)
    (tmp_path / "folder").mkdir()
    with FactCache(tmp_path / "folder", "v1") as cache:
        assert not cache.has(document)
