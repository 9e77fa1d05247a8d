"""Stable ids: the same content gives the same id on every machine, in every run and in every order of processing."""

from __future__ import annotations

import datetime as dt
from hashlib import blake2b
from typing import TypeAlias

Part: TypeAlias = str | int | float | dt.date | None


def stable_id(prefix: str, *parts: Part) -> str:
    """Hash parts into an id such as `evt_0123456789abcdef` (64 bits of BLAKE2b).

    Each part is hashed with its type and length, so that ("ab", "c"), ("a", "bc"), ("abc",), ("", None) and (1, "1")
    all differ. A datetime should be aware and in UTC.
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        kind, content = type(part).__name__, _bytes(part)
        digest.update(f"{kind}:{len(content)}:".encode())
        digest.update(content)
    return f"{prefix}_{digest.hexdigest()}"


def _bytes(part: Part) -> bytes:
    match part:
        case None:
            return b""
        case str():
            return part.encode("utf-8", "surrogatepass")
        case dt.date():
            return part.isoformat().encode()
        case _:
            return repr(part).encode()
