"""Parsed YAML kept as JSON, thirty times sooner read: `data/cache/lexicon/NAME.json`, known by a hash of its source.

A cache saves time alone: what is missing, damaged, older than its source or cannot be written is parsed anew.
`SITREP_CACHE` names another folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from pipelines import settings

_FORMAT: Final = "1"


def read(name: str, source: bytes, parse: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the source says
    """What `parse` makes of a source, from the cache where it is there."""
    digest = hashlib.sha256(_FORMAT.encode() + source).hexdigest()
    folder = Path(os.environ.get("SITREP_CACHE") or settings.ROOT / "data" / "cache") / "lexicon"
    path = folder / f"{name}.{digest[:8]}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(path.read_bytes())
        if kept["source"] == digest:
            return kept["content"]
    content = parse()
    with suppress(OSError, ValueError, TypeError):
        _keep(path, name, {"source": digest, "content": content})
    return content


def _keep(path: Path, name: str, kept: dict[str, Any]) -> None:
    """Write a file of the cache, if JSON says the same as YAML did, and remove what an earlier source left."""
    written = json.dumps(kept, ensure_ascii=False)
    if json.loads(written) != kept:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        partial.write_text(written, encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    for other in path.parent.glob(f"{name}.*.json"):
        if other != path:
            other.unlink(missing_ok=True)
