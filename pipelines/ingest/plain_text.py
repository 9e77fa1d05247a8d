"""`.txt`: one article a file, its first line the title."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.ingest.document import Draft
from pipelines.ingest.encoding import decode
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import MAX_ARTICLE_BYTES
from pipelines.ingest.registry import register


@register("txt", (".txt", ".text"))
def read_text(source: Input) -> Iterator[Draft]:
    """One article."""
    text, encoding = decode(source.read(2 * MAX_ARTICLE_BYTES), source.charset)
    yield Draft(text, source.uri, "txt", titled=True, encoding=encoding)
