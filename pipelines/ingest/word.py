"""`.docx`: the paragraphs and tables of a document as they read with all changes accepted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipelines.ingest.document import Draft
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import MAX_FILE_BYTES, UnreadableError, counted
from pipelines.ingest.registry import register
from pipelines.ingest.xml_tree import name, parse

_BODY = "word/document.xml"
_UNSEEN = frozenset({"del", "delText", "instrText", "moveFrom", "Fallback"})


@register("docx", (".docx",))
def read_docx(source: Input) -> Iterator[Draft]:
    """One article, its first paragraph the title."""
    with source.seekable() as stream, zipfile.ZipFile(stream) as archive:
        if _BODY not in archive.namelist():
            raise UnreadableError("no document of Word in it: save it as .docx again")
        with counted(archive.open(_BODY), source.budget) as part:  # type: ignore[arg-type]  # a stream of bytes
            data = part.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(f"its text has more than {MAX_FILE_BYTES:,} bytes: split it")
    paragraphs = [text for element in _paragraphs(parse(data)) if (text := "".join(_runs(element)).strip())]
    if not paragraphs:
        raise UnreadableError("no text in it: nothing to read")
    yield Draft("\n\n".join(paragraphs), source.uri, "docx", titled=True)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Every paragraph in order, but for those deleted, and copies for programs that do not know text boxes."""
    if name(element) == "p":
        yield element
    for child in element:
        if name(child) not in _UNSEEN:
            yield from _paragraphs(child)


def _runs(element: Element) -> Iterator[str]:
    """The text of a paragraph; text boxes in it are paragraphs of their own, what was deleted is left out."""
    for child in element:
        kind = name(child)
        if kind == "t":
            yield child.text or ""
        elif kind in {"tab", "br", "cr"}:
            yield "\t" if kind == "tab" else "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind not in _UNSEEN and kind not in {"p", "pPr", "rPr"}:
            yield from _runs(child)
