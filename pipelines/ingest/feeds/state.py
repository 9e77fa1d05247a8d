"""What is known of a feed from one fetch to the next: its ETag, and which articles were kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

_MOST_ITEMS = 20_000


@dataclass(slots=True)
class Seen:
    """An article: the digest of what the feed said of it, how many versions were kept, how often fetching failed."""

    id: str
    digest: str | None = None
    version: int = 0
    failures: int = 0


@dataclass(slots=True)
class FeedState:
    """`validators`: the headers of a conditional request, by address; `items`: articles by id and address.

    `sitemaps`: those that the feed, an index of sitemaps, listed last. `told`: what was refused for good, as digests.
    """

    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    items: dict[str, Seen] = field(default_factory=dict)
    sitemaps: list[str] = field(default_factory=list)
    told: dict[str, bool] = field(default_factory=dict)

    def tell(self, *what: object) -> bool:
        """Whether this is yet to be told: never before, or so long ago that it is forgotten."""
        digest = hashlib.sha256(repr(what).encode("utf-8", "backslashreplace")).hexdigest()[:16]
        known = self.told.pop(digest, False)
        self.told[digest] = True
        return not known


def load_state(path: Path) -> FeedState:
    """What a file says; nothing if there is none or it is damaged: then all that the feed lists is fetched again."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        items = {key: Seen(**seen) for key, seen in told["items"].items()}
        known = dict.fromkeys(map(str, told.get("told", [])), True)
        return FeedState(dict(told["validators"]), items, [str(place) for place in told.get("sitemaps", [])], known)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        return FeedState()


def save_state(path: Path, state: FeedState) -> None:
    """Replace what is known, the articles fetched last at the end, the oldest dropped beyond a number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    items = {key: asdict(seen) for key, seen in list(state.items.items())[-_MOST_ITEMS:]}
    known = {"validators": state.validators, "items": items}
    told = {**known, "sitemaps": state.sitemaps, "told": list(state.told)[-_MOST_ITEMS:]}
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(told, indent=0), encoding="utf-8")
    partial.replace(path)
