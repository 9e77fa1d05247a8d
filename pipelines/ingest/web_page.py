"""`.html`: the article of a page without what surrounds it, by trafilatura; when it was published, by htmldate."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator

from pipelines.ingest.document import Draft
from pipelines.ingest.encoding import decode
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import MAX_PAGE_BYTES, UnreadableError
from pipelines.ingest.metadata import Metadata
from pipelines.ingest.page_dates import SETTINGS, stated
from pipelines.ingest.registry import register

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096


@register("html", (".html", ".htm", ".xhtml", ".shtml"))
def read_html(source: Input) -> Iterator[Draft]:
    """The article of a page. Raises `UnreadableError` if there is none in it."""
    data = source.read(MAX_PAGE_BYTES)
    declared = _CHARSET.search(data, 0, _DECLARED_WITHIN)
    html, encoding = decode(data, source.charset or (declared[1].decode("ascii", "replace") if declared else None))
    yield page(html, source, source.beside.url, "html", encoding)


def page(html: str, source: Input, url: str | None, format_name: str, encoding: str | None) -> Draft:
    """The article of a page that was decoded; `url` is where it was found. Raises `UnreadableError`."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes a tenth of a second, and only pages need it
    from trafilatura.settings import Document  # noqa: PLC0415

    for name in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries' own, about time zones they do not know
        found = bare_extraction(
            html.replace("\0", ""), url=url, with_metadata=True, include_comments=False, date_extraction_params=SETTINGS
        )
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise UnreadableError("no article found in this page: a list of links, a form, or made by scripts alone")
    said = Metadata.model_construct(
        title=_word(found.title), outlet=_word(found.sitename), byline=_word(found.author), url=_address(found.url)
    )
    told = stated(found.date, html)
    return Draft(found.text or "", source.uri, format_name, said, html_date=told, encoding=encoding)


def _word(value: str | None) -> str | None:
    return " ".join(value.split())[:1000] or None if value else None


def _address(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) and len(value) < 2000 else None
