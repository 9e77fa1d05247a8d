"""`.pdf`: the text of its pages, by pypdf; pages that are pictures have none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import MAX_ARTICLE_BYTES, UnreadableError
from pipelines.ingest.registry import register

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_PAGES = 2000
_MAX_SHOWN = 10


@register("pdf", (".pdf",))
def read_pdf(source: Input) -> Iterator[Draft | Refusal]:
    """One article; pages without text are told, and a file that has nothing else is refused as scanned."""
    from pypdf import PdfReader  # noqa: PLC0415 - a fifth of a second, only for this format

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with source.seekable() as stream:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted: save it without its password")
        pages = list(_pages(reader))
    blank = [number for number, text in enumerate(pages, start=1) if not text]
    if len(blank) == len(pages):
        raise UnreadableError("no text in it, pictures alone (a scan?): recognise its text first, as with `ocrmypdf`")
    if blank:
        shown = ", ".join(map(str, blank[:_MAX_SHOWN])) + (" …" if len(blank) > _MAX_SHOWN else "")
        yield Refusal(source.uri, f"no text on page {shown} of {len(pages)} (scanned?); the other pages were read")
    yield Draft("\n\n".join(filter(None, pages)), source.uri, "pdf", titled=True)


def _pages(reader: PdfReader) -> Iterator[str]:
    size = 0
    for number, page in enumerate(reader.pages, start=1):
        if number > _MAX_PAGES:
            raise UnreadableError(f"more than {_MAX_PAGES:,} pages: split it")
        text = page.extract_text().encode("utf-8", "ignore").decode().replace("\0", "").strip()
        size += len(text)
        if size > MAX_ARTICLE_BYTES:
            raise UnreadableError(f"more than {MAX_ARTICLE_BYTES:,} characters: split it")
        yield text
