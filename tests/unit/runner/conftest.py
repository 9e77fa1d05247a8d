"""Documents, and an extractor that needs no model: it finds the word "and" and calls it a time."""

import datetime as dt

import pytest

from pipelines.ingest.text import article
from pipelines.runner import extraction
from pipelines.runner.workspace import Workspace

PUBLISHED = dt.datetime(2022, 6, 1, tzinfo=dt.UTC)


def document_of(text, **fields):
    return article(text, uri=fields.pop("uri", "in.txt"), format_name="txt", published_at=PUBLISHED, **fields)


def rows_of(document):
    if "explode" in document.text:
        raise RuntimeError("boom")
    start = document.text.find("and")
    time = {
        "time_mention_id": f"tim_{document.doc_id}",
        "doc_id": document.doc_id,
        "sentence_index": 0,
        "start": start,
        "end": start + 3,
        "text": "and",
        "timex_type": "DATE",
        "value": "2022-06-01",
        "date_start": dt.date(2022, 6, 1),
        "date_end": None,
        "date_precision": "day",
        "anchor": "none",
    }
    row = {
        "doc_id": document.doc_id,
        "uri": document.uri,
        "sha256": document.sha256,
        "format": document.format,
        "published_at": document.published_at,
        "published_at_source": document.published_at_source,
        "language": "en",
        "word_count": len(document.text.split()),
        "text": document.text,
    }
    return {"documents": [row], "time_mentions": [time] if start >= 0 else []}


@pytest.fixture
def calls(monkeypatch):
    """Replace the extractor by `rows_of`; the list of texts that it was given."""
    seen = []

    def extract(document):
        seen.append(document.text)
        return rows_of(document)

    monkeypatch.setattr(extraction, "extract_rows", extract)
    monkeypatch.setattr(extraction, "_FEW", 1000)
    return seen


@pytest.fixture
def make_document():
    """A document of a text."""
    return document_of


@pytest.fixture
def simple_rows():
    """The rows of a document, by the simple extractor."""
    return rows_of


@pytest.fixture
def documents():
    """Seventy short documents: more than one chunk."""
    return [document_of(f"Text {n} and more.") for n in range(70)]


@pytest.fixture
def workspace(tmp_path, calls):
    return Workspace(tmp_path / "out")


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "in"
    path.mkdir()
    (path / "a.txt").write_text("Alpha\n\nOne and two.")
    return path
