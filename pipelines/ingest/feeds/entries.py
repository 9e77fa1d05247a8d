"""What a feed's document lists: the items of RSS and Atom, the addresses of a sitemap."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from pipelines.ingest import feed_items
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.metadata import language_code, moment
from pipelines.ingest.xml_tree import children, find, name, parse, said
from pipelines.messages import one_line

_MOST_ID_CHARS = 1000
_GZIP = b"\x1f\x8b"
_MAX_BYTES = 50_000_000  # what sitemaps.org allows a sitemap, uncompressed
_BLANK = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed lists; `url` is None where that is no address of the web.

    `digest` changes when the feed tells something else of it; `doubts` say which dates it gives that are none.
    """

    id: str
    url: str | None
    digest: str
    said: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Its address, or a name in place of one."""
        return self.url or f"urn:sitrep:entry:{self.digest}"


def entries(body: bytes, url: str) -> list[Entry]:
    """The entries of a feed in its order, of a sitemap the latest first. Raises `UnreadableError`."""
    root = _root(body)
    if name(root) in feed_items.ROOTS:
        return [_entry(item, url) for item in feed_items.items(root)]
    if name(root) == "urlset":
        return [_listed(place, url) for place in sorted(children(root, "url"), key=_told_of, reverse=True)]
    raise UnreadableError(f"no feed (<{name(root)[:40]}>): RSS, Atom and sitemaps are read")


def sitemaps(body: bytes, url: str) -> list[tuple[str, str | None]]:
    """The sitemaps that an index of sitemaps lists, as told and as addresses, the latest first; none if it is no index.

    An address is None where what is told is none of the web. Raises `UnreadableError`.
    """
    root = _root(body)
    if name(root) != "sitemapindex":
        return []
    listed = [(said(entry, "lastmod") or "", said(entry, "loc") or "") for entry in children(root, "sitemap")]
    latest = sorted(listed, key=lambda pair: pair[0], reverse=True)
    return [(place, _address(url, place)) for _, place in latest]


def _root(body: bytes) -> Element:
    """The root of a document, which is often a file compressed with gzip where it is a sitemap."""
    if not body.startswith(_GZIP):
        return parse(body)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
            data = stream.read(_MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise UnreadableError(f"damaged gzip: {one_line(problem, 200)}") from problem
    if len(data) > _MAX_BYTES:
        raise UnreadableError(f"it expands to more than {_MAX_BYTES:,} bytes")
    return parse(data)


def _entry(item: feed_items.Item, base: str) -> Entry:
    url, doubts = _address(base, item.url), list[str]()
    told = {"title": item.title, "byline": item.byline, "published_at": _date(item.published, doubts)}
    known = dict(_known({**told, "language": _language(item.language)}))
    digest = hashlib.sha256(repr(astuple(item)).encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return Entry(_id(item.id) or url or digest, url, digest, known, item.text, tuple(doubts))


def _id(told: str | None) -> str | None:
    return told if told and len(told) <= _MOST_ID_CHARS else None


def _told_of(place: Element) -> str:
    """When a sitemap says that a page was published or changed; "" if it says neither."""
    return said(place, "lastmod", "news/publication_date") or ""


def _listed(place: Element, base: str) -> Entry:
    location = said(place, "loc")
    url, doubts = _address(base, location), list[str]()
    news = find(place, "news")
    told = {
        "title": said(place, "news/title"),
        "published_at": _date(said(place, "news/publication_date"), doubts),
        "outlet": said(place, "news/publication/name"),
        "language": _language(said(place, "news/publication/language")),
    }
    known = dict(_known(told if news is not None else {}))
    shown = repr((said(place, "lastmod"), sorted(known.items()), *([] if url else [location])))
    digest = hashlib.sha256(shown.encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return Entry(url or _id(location) or digest, url, digest, known, doubts=tuple(doubts))


def _address(base: str, told: str | None) -> str | None:
    """A whole address of the web, without a character that could end a line; None if it is none."""
    if not told or not told.strip():
        return None
    try:
        url = urljoin(base, told.strip())
        scheme = urlsplit(url).scheme
    except ValueError:
        return None
    return _BLANK.sub(lambda found: f"%{ord(found[0]):02X}", url) if scheme in {"http", "https"} else None


def _known(values: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    return ((key, value[:1000]) for key, value in values.items() if value)


def _date(text: str | None, doubts: list[str]) -> str | None:
    """A date as it can be kept; what is none becomes a doubt."""
    try:
        found = moment(text)
    except ValueError as problem:
        doubts.append(one_line(problem, 200))
        return None
    return found.isoformat() if found else None


def _language(text: str | None) -> str | None:
    try:
        return str(language_code(text)) if text else None
    except ValueError:
        return None
