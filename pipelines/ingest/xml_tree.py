"""XML from outside: parsed without entities, external references or endless nesting, names without their namespaces."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from xml.etree.ElementTree import Element, ParseError

from pipelines.ingest.limits import UnreadableError

_MAX_DEPTH = 200
_MAX_ELEMENTS = 2_000_000
_PREDEFINED = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")


def parse(data: bytes) -> Element:
    """The root of a document. HTML's names for characters (`&nbsp;`) are read too. Raises `UnreadableError`."""
    from defusedxml import DefusedXmlException, EntitiesForbidden  # noqa: PLC0415 - only for XML
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    data = _ENTITY.sub(_character, data.lstrip(b" \t\r\n"))
    depth = elements = 0
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=False):
            depth += 1 if event == "start" else -1
            elements += event == "start"
            root = element if root is None else root
            if depth > _MAX_DEPTH:
                raise UnreadableError(f"XML nested more than {_MAX_DEPTH} deep: no news format is")
            if elements > _MAX_ELEMENTS:
                raise UnreadableError(f"more than {_MAX_ELEMENTS:,} elements of XML: split it")
    except EntitiesForbidden as problem:
        raise UnreadableError("the XML defines entities, as a bomb does: write the characters themselves") from problem
    except DefusedXmlException as problem:
        raise UnreadableError("the XML refers to files outside itself: left alone") from problem
    except (ParseError, ValueError, LookupError) as problem:
        raise UnreadableError(f"not well-formed XML: {str(problem)[:200]}: repair it or fetch it again") from problem
    if root is None:
        raise UnreadableError("the file is empty: nothing to read")
    return root


def _character(match: re.Match[bytes]) -> bytes:
    code = name2codepoint.get(match[1].decode("ascii"))
    return match[0] if code is None or match[1] in _PREDEFINED else b"&#%d;" % code


def name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of those names, in order."""
    return (child for child in element if name(child) in names)


def find(element: Element, path: str) -> Element | None:
    """The first element at a path of names ("head/title"); None if there is none."""
    current: Element | None = element
    for step in path.split("/"):
        current = next(children(current, step), None) if current is not None else None
    return current


def words(element: Element | None) -> str | None:
    """The text of an element and all in it, white space made one; None if there is none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def said(element: Element, *paths: str) -> str | None:
    """The text at the first of several paths that has any."""
    return next((found for path in paths if (found := words(find(element, path)))), None)
