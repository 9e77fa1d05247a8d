"""`.jsonl`: one article a line; a bad line costs that line alone."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.source import read_batch


@pytest.fixture
def read(tmp_path):
    def read_lines(*lines):
        path = tmp_path / "wire.jsonl"
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
        return list(read_batch(path))

    return read_lines


def place(item):
    return item.uri.rpartition("/")[2]


def test_a_line_is_an_article_with_its_line_number_in_the_uri(read):
    (document,) = read({"id": "x1", "text": "Rain fell.", "published_at": "2020-02-01", "outlet": "Wire"})
    assert document.text == "Rain fell."
    assert (document.external_id, document.outlet, place(document)) == ("x1", "Wire", "wire.jsonl#L1")
    assert document.published_at == dt.datetime(2020, 2, 1, tzinfo=dt.UTC)


def test_text_without_a_title_stays_exactly_as_it_is(read):
    (document,) = read({"text": "  Two  spaces.\n\nNew paragraph.  "})
    assert document.text == "  Two  spaces.\n\nNew paragraph.  "
    assert document.title is None


def test_a_title_that_the_text_lacks_becomes_its_first_line(read):
    (document,) = read({"title": "Floods", "text": "Rain fell."})
    assert (document.title, document.text) == ("Floods", "Floods\n\nRain fell.")


def test_numbers_are_taken_as_ids_and_unknown_fields_left_aside(read):
    (document,) = read({"id": 17, "text": "Rain fell.", "score": 0.3})
    assert document.external_id == "17"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"not json", "not valid JSON"),
        (b"[1, 2]", "not an object"),
        (b"{}", "text"),
        (b'{"text": 5', "not valid JSON"),
        (b'{"text": null}', "text"),
        (b'{"text": ""}', "empty"),
        (b'{"text": "\\ud800"}', "surrogate"),
        (b'{"text": "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xe9"}', "UTF-8"),
        (b'{"text": "x", "id": ' + b"1" * 9000 + b"}", "cannot be read"),
        (b"[" * 100_000, "nested"),
    ],
)
def test_a_bad_line_is_refused_by_number_and_the_rest_is_read(read, line, words):
    first, refusal, last = read({"text": "One."}, line, {"text": "Two."})
    assert isinstance(refusal, Refusal)
    assert place(refusal) == "wire.jsonl#L2"
    assert words in refusal.reason
    assert refusal.row is not None
    assert (first.text, last.text) == ("One.", "Two.")


def test_a_line_in_another_encoding_is_read_and_says_so(read):
    (document,) = read('{"text": "The café in Orléans was closed, the owner said."}'.encode("cp1252"))
    assert "café" in document.text
    assert document.encoding == "cp1252"


def test_a_bad_field_is_refused_and_the_article_read_without_it(read):
    refusal, document = read({"text": "One.", "published_at": "soon", "outlet": "Wire"})
    assert "published_at" in refusal.reason
    assert isinstance(document, Document)
    assert (document.published_at, document.outlet) == (None, "Wire")


def test_a_line_beyond_the_limit_is_refused_and_the_next_one_read(read, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.json_lines._MAX_LINE_BYTES", 100)
    refusal, document = read({"text": "x" * 350}, {"text": "Two."})
    assert "split the article" in refusal.reason
    assert document.text == "Two."


def test_blank_lines_are_no_lines_and_an_empty_file_is_refused(read):
    assert [place(d) for d in read(b"", {"text": "One."}, b"  ")] == ["wire.jsonl#L2"]
    (refusal,) = read(b"")
    assert "empty" in refusal.reason


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_bytes(data)
    assert all(isinstance(item, Document | Refusal) for item in read_batch(path))
