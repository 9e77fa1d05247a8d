"""Many documents: in the order of the input, known ones from the cache, one failure costing one document."""

import pytest

from pipelines.runner import extraction, progress
from pipelines.runner.extraction import extract_documents
from pipelines.runner.fact_cache import FactCache


@pytest.fixture
def cache(tmp_path):
    with FactCache(tmp_path / "facts.sqlite", "v1") as opened:
        yield opened


def test_rows_come_in_the_order_of_the_input(calls, documents):
    frames = extract_documents(documents, None, workers=1).frames
    assert frames["documents"]["text"].to_list() == [document.text for document in documents]
    assert frames["time_mentions"].height == len(documents)


def test_what_is_in_the_cache_is_not_read_again_and_gives_the_same_rows(calls, cache, documents):
    fresh = extract_documents(documents[:5], cache, workers=1)
    again = extract_documents(documents[:6], cache, workers=1)
    assert calls == [document.text for document in documents[:6]]
    assert (fresh.cached, again.cached) == (0, 5)
    assert all(again.frames[name].head(frame.height).equals(frame) for name, frame in fresh.frames.items())


def test_another_version_reads_again_and_drops_what_it_cannot_use(calls, tmp_path, documents):
    for version in ("v1", "v2", "v1"):
        with FactCache(tmp_path / "facts.sqlite", version) as cache:
            assert extract_documents(documents[:1], cache, workers=1).cached == 0


def test_what_the_input_says_about_a_document_is_part_of_its_key(calls, cache, make_document):
    text = "Same text and words."
    extract_documents([make_document(text, outlet="A")], cache, workers=1)
    assert extract_documents([make_document(text, outlet="B")], cache, workers=1).cached == 0


def test_a_damaged_cache_is_begun_anew(calls, tmp_path, documents):
    path = tmp_path / "facts.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with FactCache(path, "v1") as cache:
        assert extract_documents(documents[:2], cache, workers=1).cached == 0
        assert extract_documents(documents[:2], cache, workers=1).cached == 2


def test_progress_is_told_document_by_document(calls, documents):
    told = []
    with progress.listening(lambda *said: told.append(said)):
        extract_documents(documents[:3], None, workers=1)
    assert [done for done, _, _ in told] == [0, 1, 2, 3]
    assert told[-1] == (3, 3, 12)


def test_no_documents_give_empty_tables_of_every_kind(calls):
    frames = extract_documents([], None, workers=4).frames
    assert frames["event_mentions"].is_empty()
    assert "contexts" in frames["event_mentions"].columns


def test_rows_that_are_no_rows_of_a_table_are_an_error(monkeypatch, documents, simple_rows):
    def wrong(document):
        rows = simple_rows(document)
        return {**rows, "documents": [{**rows["documents"][0], "colour": "red"}]}

    monkeypatch.setattr(extraction, "extract_rows", wrong)
    with pytest.raises(ValueError, match="documents has no column colour"):
        extract_documents(documents[:1], None, workers=1)
