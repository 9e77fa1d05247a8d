"""What every text goes through: normal form, size, title line; and the article with its stable ids."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata

from pipelines.ingest.document import Document
from pipelines.ingest.limits import MAX_ARTICLE_BYTES, UnreadableError
from pipelines.tables.ids import stable_id

MAX_TITLE_CHARS = 300


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
    if "\0" in text:
        raise UnreadableError(f"a NUL at character {text.index(chr(0))}: the text is damaged: remove it")
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
    published_at_source: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    mended: str | None = None,
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
        published_at_source=published_at_source or ("none" if published_at is None else "metadata"),
        language=language,
        encoding=encoding,
        mended=mended,
    )
