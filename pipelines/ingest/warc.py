"""`.warc`: pages as they were fetched from the web (Common Crawl News, or what `feed_articles` keeps).

Responses with status 200 are read by the reader of their content type. A record of ours may carry two more headers:
`Sitrep-Said`, what the feed says of the article, as JSON; and `Sitrep-Role`, `feed` for a feed's own document, which is
no article, and `refused` for what could not be fetched, whose body says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.http_body import body
from pipelines.ingest.inputs import Input
from pipelines.ingest.json_lines import parse
from pipelines.ingest.limits import MAX_PAGE_BYTES, UnreadableError
from pipelines.ingest.metadata import Metadata
from pipelines.ingest.registry import read, register

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SAID_HEADER, ROLE_HEADER = "Sitrep-Said", "Sitrep-Role"
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
}
_OK = 200


@register("warc", (".warc",))
def read_warc(source: Input) -> Iterator[Document | Refusal]:
    """The articles in the order of the archive; other kinds of responses are counted and told in one refusal."""
    left_aside: Counter[str] = Counter()
    records = 0
    for record in _records(source):
        records += 1
        if isinstance(record, Refusal):
            yield record
        else:
            yield from _read_record(record, source, left_aside)
    if not records:
        raise UnreadableError("no response in it: nothing to read")
    if left_aside:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(left_aside.items())[:20])
        yield Refusal(source.uri, f"records that are no articles were left aside: {told}")


def _records(source: Input) -> Iterator[WarcRecord | Refusal]:
    """The records that may be articles. Damaged ones are told in one refusal and passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only for this format

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.metadata
    read = 0
    with source.open() as stream:
        try:
            for record in ArchiveIterator(stream, record_types=wanted, parse_http=True):
                yield record
                read += 1
            return
        except OSError as problem:
            if problem.errno is not None:
                raise
    if not source.again:
        yield Refusal(source.uri, f"damaged after {read} records: unpack it and give the file to have those behind")
        return
    yield Refusal(source.uri, f"damaged after {read} records: what could be read behind the damage was read")
    with source.open() as stream:
        rest = ArchiveIterator(stream, record_types=wanted, parse_http=True, quirks_mode=True)
        for number, record in enumerate(rest):
            if number >= read:
                yield record


def _read_record(record: WarcRecord, source: Input, left_aside: Counter[str]) -> Iterator[Document | Refusal]:
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415

    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    uri = f"{source.uri}#{url or record.record_id}"
    role = record.headers.get(ROLE_HEADER)
    if role == "refused":
        yield Refusal(uri, record.reader.read(2000).decode("utf-8", "replace").strip() or "could not be fetched")
        return
    if role or record.record_type == WarcRecordType.metadata:
        return
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    status = record.http_headers.status_code if record.http_headers is not None else _OK
    if status != _OK or kind not in ENDINGS:
        left_aside[f"with status {status}" if status != _OK else f"of type {kind[:60] or 'unknown'}"] += 1
        return
    try:
        data = body(record.reader.read(MAX_PAGE_BYTES + 1), _codings(record))
    except UnreadableError as problem:
        yield Refusal(uri, str(problem))
        return
    address = {"url": url} if url.startswith(("http://", "https://")) else {}
    said = Metadata.model_construct(**{**address, **_said(record.headers.get(SAID_HEADER))})
    beside = source.beside.model_copy(update=dict(source.beside.over(said)))
    # An article's date is looked for in its address, not in the day of the crawl.
    place = {"uri": uri, "beside": beside, "path": url.partition("://")[2], "charset": record.http_charset}
    try:
        yield from read(source.part(f"page{ENDINGS[kind]}", lambda: BytesIO(data), **place))
    except UnreadableError as problem:
        yield Refusal(uri, str(problem))


def _codings(record: WarcRecord) -> list[str]:
    """How a body was coded for the way, the outermost first."""
    headers = record.http_headers
    if headers is None:
        return []
    told = [headers.get("Transfer-Encoding") or "", *reversed((headers.get("Content-Encoding") or "").split(","))]
    return [coding.strip().lower() for coding in told if coding.strip()]


def _said(header: str | None) -> dict[str, Any]:
    """What the feed said of an article, if it is what we wrote."""
    try:
        said = parse(header) if header else {}
        found = Metadata.model_validate(said)
    except (UnreadableError, ValueError):
        return {}
    return {name: value for name, value in found if value is not None}
