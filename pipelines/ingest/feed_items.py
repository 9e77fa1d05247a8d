"""RSS (all versions), RDF and Atom: the items of a feed document, as it gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipelines.ingest.fragments import text_of, text_of_element
from pipelines.ingest.xml_tree import children, find, name, said, words

ROOTS = frozenset({"rss", "RDF", "feed"})


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed; `published` as written, `text` without markup, the longest that the entry has."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    outlet: str | None = None
    language: str | None = None
    text: str | None = None


def items(root: Element) -> Iterator[Item]:
    """The items of a feed, in its order."""
    if name(root) == "feed":
        outlet = said(root, "title")
        language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
        yield from (_atom(entry, outlet, language) for entry in children(root, "entry"))
        return
    channel = find(root, "channel")
    outlet = said(channel, "title") if channel is not None else None
    language = said(channel, "language") if channel is not None else None
    for parent in (channel, root):
        if parent is not None:
            yield from (_rss(entry, outlet, language) for entry in children(parent, "item"))


def _rss(entry: Element, outlet: str | None, language: str | None) -> Item:
    link = said(entry, "link")
    guid = find(entry, "guid")
    if link is None and guid is not None and guid.get("isPermaLink", "true") == "true":
        link = words(guid)
    bodies = [text_of_element(child) or "" for child in children(entry, "encoded", "description", "content")]
    return Item(
        id=words(guid) or link,
        url=link,
        title=_plain(find(entry, "title")),
        published=said(entry, "pubDate", "date", "published"),
        updated=said(entry, "modified", "updated"),
        byline=said(entry, "creator", "author"),
        outlet=said(entry, "source") or outlet,
        language=language,
        text=max(bodies, key=len, default=None),
    )


def _atom(entry: Element, outlet: str | None, language: str | None) -> Item:
    links = [link for link in children(entry, "link") if link.get("rel", "alternate") == "alternate"]
    bodies = [text_of_element(child) or "" for child in children(entry, "content", "summary")]
    return Item(
        id=said(entry, "id"),
        url=links[0].get("href") if links else None,
        title=_plain(find(entry, "title")),
        published=said(entry, "published", "issued", "created", "updated"),
        updated=said(entry, "updated", "modified"),
        byline=said(entry, "author/name"),
        outlet=said(entry, "source/title") or outlet,
        language=entry.get("{http://www.w3.org/XML/1998/namespace}lang") or language,
        text=max(bodies, key=len, default=None),
    )


def _plain(element: Element | None) -> str | None:
    """A title, in which markup is sometimes escaped."""
    found = words(element)
    return " ".join(text_of(found).split()) or None if found else None
