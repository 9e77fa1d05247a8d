"""What is known of a feed from one fetch to the next: its ETag, and which articles were kept."""

from __future__ import annotations

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
    """`validators`: the headers of a conditional request, by address; `items`: articles by id and address."""

    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    items: dict[str, Seen] = field(default_factory=dict)


def load_state(path: Path) -> FeedState:
    """What a file says; nothing if there is none or it is damaged: then all that the feed lists is fetched again."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return FeedState(dict(told["validators"]), {key: Seen(**seen) for key, seen in told["items"].items()})
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        return FeedState()


def save_state(path: Path, state: FeedState) -> None:
    """Replace what is known, the articles fetched last at the end, the oldest dropped beyond a number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = dict(list(state.items.items())[-_MOST_ITEMS:])
    partial = path.with_suffix(".partial")
    told = {"validators": state.validators, "items": {key: asdict(seen) for key, seen in kept.items()}}
    partial.write_text(json.dumps(told, indent=0), encoding="utf-8")
    partial.replace(path)
