"""`.txt`: one article a file, with a sidecar for what the text does not say."""

import datetime as dt

import pytest

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.source import read_batch

ARTICLE = "Harbour reopens\n\nThe harbour opened again on Monday.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def read(path):
    return list(read_batch(path))


def test_the_first_line_is_title_and_part_of_the_text(file):
    (document,) = read(file)
    assert (document.title, document.text, document.uri) == ("Harbour reopens", ARTICLE, str(file))


def test_nothing_is_known_of_the_date_without_a_sidecar(file):
    (document,) = read(file)
    assert (document.published_at, document.published_at_source, document.outlet) == (None, "none", None)


def test_a_sidecar_tells_date_outlet_address_language_and_title(file):
    file.with_name("harbour.meta.yaml").write_text(
        "published_at: 2021-03-04\noutlet: The Gazette\nurl: https://example.org/1\nlanguage: en\ntitle: Port opens\n"
    )
    (document,) = read(file)
    assert document.published_at == dt.datetime(2021, 3, 4, tzinfo=dt.UTC)
    assert (document.published_at_source, document.outlet, document.language) == ("metadata", "The Gazette", "en")
    assert document.text == "Port opens\n\n" + ARTICLE


@pytest.mark.parametrize("sidecar", ["published_at: soon", "colour: red", "a: [", "- list", "outlet: [x]"])
def test_a_bad_sidecar_is_refused_and_the_article_read_without_it(file, sidecar):
    file.with_name("harbour.meta.yaml").write_text(sidecar)
    refusal, document = read(file)
    assert isinstance(refusal, Refusal)
    assert refusal.uri.endswith("harbour.meta.yaml")
    assert isinstance(document, Document)
    assert document.outlet is None


def test_a_file_beyond_the_limit_is_refused_without_reading_it(file, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.plain_text.MAX_ARTICLE_BYTES", 5)
    (refusal,) = read(file)
    assert "split it" in refusal.reason
