"""Bytes to article text: encoding, normal form, size; and the article with its stable ids."""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import unicodedata

from pipelines.ingest.document import Document
from pipelines.tables.ids import stable_id

MAX_ARTICLE_BYTES = 20_000_000
MAX_TITLE_CHARS = 300

_SNIFFED_BYTES = 8192


class UnreadableError(Exception):
    """Input that cannot become an article; the message says what is wrong and what to do."""


def decode(data: bytes) -> str:
    """UTF-8 (or UTF-16 with a byte order mark) to text. Raises `UnreadableError`; nothing is replaced or guessed."""
    if not data.strip():
        raise UnreadableError("the file is empty: nothing to read")
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\0" in data[:_SNIFFED_BYTES]:
        raise UnreadableError("this is a binary file, not text: remove it or convert it to UTF-8 text")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise UnreadableError(
            f"not valid {problem.encoding.upper()} at byte {problem.start}: save it as UTF-8, "
            "for example with `iconv -f windows-1252 -t utf-8`"
        ) from problem


def normalise(text: str) -> str:
    r"""Unicode NFC with `\n` line ends; nothing else changes. Raises `UnreadableError` where no text is left."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise UnreadableError("the text is empty: nothing to read")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as problem:
        raise UnreadableError(
            f"half of a surrogate pair at character {problem.start}: repair the source text"
        ) from problem
    if size > MAX_ARTICLE_BYTES:
        raise UnreadableError(f"the article has {size:,} bytes, more than {MAX_ARTICLE_BYTES:,}: split it")
    return text


def title_line(text: str) -> str | None:
    """The first line that is not blank, if text follows and it is short enough for a title."""
    first, _, rest = text.lstrip().partition("\n")
    title = first.strip()
    return title if rest.strip() and len(title) <= MAX_TITLE_CHARS else None


def with_title(text: str, title: str | None) -> str:
    """The text with its title line: put in front only if the text does not begin with it already."""
    if not title or " ".join(text.split()).casefold().startswith(" ".join(title.split()).casefold()):
        return text
    return f"{title}\n\n{text}"


def article(
    text: str,
    *,
    uri: str,
    format_name: str,
    external_id: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published_at: dt.datetime | None = None,
    language: str | None = None,
) -> Document:
    """A `Document` from normalised text: its ids depend on its text and the id it carried, on nothing else."""
    return Document(
        doc_id=stable_id("doc", external_id, text),
        text=text,
        uri=uri,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        format=format_name,
        external_id=external_id,
        outlet=outlet,
        url=url,
        title=title,
        byline=byline,
        published_at=published_at,
        published_at_source="none" if published_at is None else "metadata",
        language=language,
    )
