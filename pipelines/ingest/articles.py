"""A reader's draft becomes an article: sidecars are heard, its text brought into shape, its date settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipelines.ingest.dates import date_in_path, date_in_text
from pipelines.ingest.document import Document, Draft, Refusal
from pipelines.ingest.encoding import mended
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.metadata import Metadata
from pipelines.ingest.text import article, normalise, title_line, with_title


def finished(draft: Draft, source: Input) -> Iterator[Document | Refusal]:
    """The article of a draft, or the reason why there is none."""
    said = source.beside.over(draft.said)
    try:
        mend = source.beside.mend is not False
        repaired, broken = mended(draft.text)
        title = normalise(mended(said.title)[0] if mend else said.title) if said.title else None
        text = with_title(normalise(repaired if mend else draft.text), title)
    except UnreadableError as problem:
        yield Refusal(draft.uri, str(problem), row=draft.row)
        return
    if title is None and draft.titled:
        title = title_line(text)
    published_at, told_by = _published(draft, said, text, source.path)
    yield article(
        text,
        uri=draft.uri,
        format_name=draft.format,
        external_id=said.id or None,
        outlet=said.outlet or None,
        url=said.url or None,
        title=title,
        byline=said.byline or None,
        published_at=published_at,
        published_at_source=told_by,
        language=said.language or None,
        encoding=draft.encoding,
        mended=("mojibake" if mend else "left") if broken else None,
    )


def _published(draft: Draft, said: Metadata, text: str, path: str) -> tuple[dt.datetime | None, str]:
    """When it was published, and what tells so: metadata, else the page, the text's first lines, an address or path."""
    if said.published_at is not None:
        return said.published_at, "metadata"
    if draft.html_date is not None:
        return draft.html_date, "html"
    if (found := date_in_text(text)) is not None:
        return found, "text"
    if (found := date_in_path(said.url or "") or date_in_path(path)) is not None:
        return found, "path"
    return None, "none"
