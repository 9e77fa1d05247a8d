"""One document to its rows: what every engine runs, in whatever process or machine."""

from __future__ import annotations

from typing import Any, Final

from pipelines.ingest.document import Document
from pipelines.lexicon import LexiconError
from pipelines.messages import one_line

MOST_CHARS: Final = 1_000_000
"""A longer text is no article: it is kept as a document, and refused instead of read."""

Rows = dict[str, list[dict[str, Any]]]
"""Table name → rows."""


def prepare() -> None:
    """Load the model, the gazetteer and the lexicons: what later documents of this process need not wait for."""
    extract_rows(Document("", "Police said on Monday that two men were held in Paris.", "", "", ""))


def extract_rows(document: Document) -> Rows:
    """Every row of one document. A document on which the extractors fail keeps its own row and is refused by name.

    Raises `LexiconError`, `MemoryError` and whatever keeps the model from loading: no fault of the document alone.
    """
    from pipelines.extract.document import extract  # noqa: PLC0415 - heavy, and only needed where a text is read
    from pipelines.extract.rows import rows  # noqa: PLC0415
    from pipelines.language import load_reader  # noqa: PLC0415

    if len(document.text) > MOST_CHARS:
        return refused(document, f"the text has {len(document.text):,} characters, more than {MOST_CHARS:,}: split it")
    reader = load_reader()
    try:
        return rows(document, extract(reader.read(document.text, document.title), document.published_at))
    except (LexiconError, MemoryError):
        raise
    except Exception as problem:
        return refused(document, f"{type(problem).__name__}: {one_line(problem)}")


def refused(document: Document, reason: str) -> Rows:
    """The rows of a document that gives no facts: its own, and the reject that says why."""
    from pipelines.extract.facts import Facts  # noqa: PLC0415 - as above
    from pipelines.extract.rows import rows  # noqa: PLC0415

    reject = {"stage": "extract", "uri": document.uri, "doc_id": document.doc_id}
    return {**rows(document, Facts()), "rejects": [{**reject, "reason": f"no facts could be extracted: {reason}"}]}
