"""The body of an HTTP response as it was archived: chunked and compressed for the way, or said to be so and not."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

from pipelines.ingest.limits import MAX_PAGE_BYTES, UnreadableError

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_ANY_HEADER = 32 + zlib.MAX_WBITS


def body(data: bytes, codings: Iterable[str]) -> bytes:
    """What was meant. A coding that the bytes do not have was taken off before they were archived.

    Raises `UnreadableError` for a body that is cut short, beyond `MAX_PAGE_BYTES`, or coded in an unknown way.
    """
    for coding in codings:
        if coding == "chunked":
            data = _joined(data)
        elif coding in {"gzip", "x-gzip", "deflate"}:
            data = _inflated(data)
        elif coding != "identity" and not data.lstrip().startswith((b"<", b"{")):
            raise UnreadableError(f"its body is coded as {coding[:20]!r}, which is not read: left alone")
    if len(data) > MAX_PAGE_BYTES:
        raise UnreadableError(f"the page has more than {MAX_PAGE_BYTES:,} bytes: left alone")
    return data


def _joined(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1
    if parts:
        raise UnreadableError("its body is cut short: left alone")
    return data


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj(_ANY_HEADER)
    try:
        out = inflater.decompress(data, MAX_PAGE_BYTES + 1)
    except zlib.error:
        return data
    if not inflater.eof and len(out) <= MAX_PAGE_BYTES:
        raise UnreadableError("its body is cut short: left alone")
    return out
