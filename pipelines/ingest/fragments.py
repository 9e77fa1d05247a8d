"""A piece of HTML that is all article (an item of a feed, the body of a mail or of a news document) as plain text."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml.html import HtmlElement

_BLOCKS = """
address article aside block blockquote body caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hl1
hl2 hr li main nav nitf ol p pre section table tbody td th thead tr ul
"""
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "head", "svg", "math", "form", "media")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_EDGES = re.compile(r" *\n *")
_TAG = re.compile(r"<[^<>]*>")
_GAPS = re.compile(r"\n{3,}")


def text_of(html: str) -> str:
    """The text of a piece of HTML: a blank line between blocks, one line end for a line break, no scripts or styles."""
    from lxml import html as parser  # noqa: PLC0415 - only where there is HTML
    from lxml.etree import ParserError  # noqa: PLC0415

    html = html.replace("\0", "")
    if "<" not in html and "&" not in html:
        return _tidy(_SPACE.sub(" ", html) if "\n\n" not in html else html)
    patient = parser.HTMLParser(huge_tree=True)
    try:
        tree = parser.fragment_fromstring(html, create_parent="div", parser=patient)
    except (ParserError, ValueError):  # nothing but white space, or an XML declaration
        return ""
    if any("Excessive depth" in problem.message for problem in patient.error_log):  # the rest was not parsed
        return _tidy(unescape(_TAG.sub("\n\n", html)))
    return text_of_tree(tree)


def text_of_element(element: Element | None) -> str | None:
    """The same for a piece of XML (NITF, XHTML) or of HTML escaped in it; None if there is none."""
    if element is None:
        return None
    if not len(element):
        return text_of(element.text or "")
    for part in element.iter():
        part.tag = part.tag.rpartition("}")[2] if isinstance(part.tag, str) else "span"
    return text_of(tostring(element, encoding="unicode"))


def text_of_tree(tree: HtmlElement) -> str:
    """The same for parsed HTML, which is changed by it."""
    from lxml import etree  # noqa: PLC0415

    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, *_UNSEEN, with_tail=False)
    blocks = frozenset(_BLOCKS.split())
    for element in tree.iter():
        breaks = "\n" if element.tag == "br" else "\n\n" if element.tag in blocks else ""
        element.text = breaks + _SPACE.sub(" ", element.text or "")
        element.tail = breaks + _SPACE.sub(" ", element.tail or "")
    return _tidy("".join(tree.itertext()))


def _tidy(text: str) -> str:
    return _GAPS.sub("\n\n", _EDGES.sub("\n", text)).strip()
