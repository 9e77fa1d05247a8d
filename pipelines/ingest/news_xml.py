"""`.xml`: RSS and Atom feeds, NITF and NewsML-G2 articles; the root element says which."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipelines.ingest import feed_items
from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.fragments import text_of_element
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.records import drafts
from pipelines.ingest.registry import register
from pipelines.ingest.xml_tree import find, name, parse, said

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@register("xml", (".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml"))
def read_xml(source: Input) -> Iterator[Draft | Refusal]:
    """The articles of a document in order. Raises `UnreadableError` for XML of another kind."""
    root = parse(source.read())
    kind = name(root)
    if kind in feed_items.ROOTS:
        records = [_of_item(item) for item in feed_items.items(root)]
    elif kind == "nitf":
        records = [_nitf(root)]
    elif kind in {"newsItem", "newsMessage", "packageItem"}:
        records = [_newsml(item) for item in root.iter() if name(item) == "newsItem"]
    else:
        raise UnreadableError(f"XML of an unknown kind (<{kind[:40]}>): RSS, Atom, NITF and NewsML-G2 are read")
    if not records:
        raise UnreadableError("no article in it: nothing to read")
    for number, record in enumerate(records, start=1):
        uri = source.uri if len(records) == 1 else f"{source.uri}#{number}"
        yield from drafts(record, source, uri=uri, format_name="xml")


def _of_item(item: feed_items.Item) -> dict[str, str | None]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "published_at": item.published,
        "byline": item.byline,
        "outlet": item.outlet,
        "language": item.language,
        "text": item.text or item.title,
    }


def _nitf(root: Element) -> dict[str, str | None]:
    issued, number = find(root, "head/docdata/date.issue"), find(root, "head/docdata/doc-id")
    content = find(root, "body/body.content")
    dateline, body = said(root, "body/body.head/dateline"), text_of_element(content)
    return {
        "id": number.get("id-string") if number is not None else None,
        "title": said(root, "body/body.head/hedline/hl1", "head/title"),
        "published_at": issued.get("norm") if issued is not None else None,
        "outlet": said(root, "body/body.head/distributor", "head/docdata/doc.copyright"),
        "byline": said(root, "body/body.head/byline"),
        "language": root.get(_LANGUAGE),
        "text": f"{dateline} {body}" if dateline and body else body,
    }


def _newsml(item: Element) -> dict[str, str | None]:
    about, content = find(item, "itemMeta"), find(item, "contentSet")
    inner = next((child for child in content if name(child) in {"inlineXML", "inlineData"}), None) if content else None
    nitf = next((part for part in inner.iter() if name(part) == "nitf"), None) if inner is not None else None
    provider = find(about, "provider") if about is not None else None
    record = {
        "id": item.get("guid"),
        "title": said(item, "contentMeta/headline", "itemMeta/title"),
        "published_at": said(item, "itemMeta/versionCreated", "contentMeta/contentCreated", "itemMeta/firstCreated"),
        "outlet": said(item, "itemMeta/provider/name") or (provider.get("literal") if provider is not None else None),
        "byline": said(item, "contentMeta/by"),
        "language": item.get(_LANGUAGE),
        "text": _nitf(nitf)["text"] if nitf is not None else text_of_element(_body(inner)),
    }
    dateline = said(item, "contentMeta/dateline")
    if dateline and record["text"] and not record["text"].startswith(dateline):
        record["text"] = f"{dateline} {record['text']}"
    return record


def _body(inner: Element | None) -> Element | None:
    """The body of an XHTML document, else all that there is."""
    return None if inner is None else next((part for part in inner.iter() if name(part) == "body"), inner)
