"""`feeds.yaml`: which feeds are fetched, and how politely."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.ingest.metadata import Language, complaint
from pipelines.ingest.sidecars import safe_yaml


class FeedsError(Exception):
    """`feeds.yaml` cannot be used; one line with the place and the remedy."""


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not an address that begins with http:// or https://")
    return url


class Feed(BaseModel):
    """One feed (RSS, Atom or sitemap)."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,60}$")
    url: Annotated[str, AfterValidator(_web_address)]
    outlet: str | None = None
    language: Language = None
    full_articles: bool = True  # fetch the pages that it links to; false: keep what the feed itself says
    max_items: int = Field(default=100, ge=1, le=10_000)
    private_hosts: list[str] = []  # hosts with private or loopback addresses that may be asked all the same


class Feeds(BaseModel):
    """All feeds and the manners towards them."""

    model_config = ConfigDict(extra="forbid")

    user_agent: str = "sitrep (news tables; reads feeds once a day)"
    delay: float = Field(default=2.0, ge=0)  # seconds between two requests to one host; robots.txt may ask for more
    timeout: float = Field(default=20.0, gt=0)  # seconds without a byte
    deadline: float = Field(default=90.0, gt=0)  # seconds for one request in all
    max_bytes: int = Field(default=10_000_000, ge=1)
    max_redirects: int = Field(default=5, ge=0)
    attempts: int = Field(default=3, ge=1)
    retry_wait: float = Field(default=2.0, ge=0)  # seconds before the first repetition, twice as many before the next
    feeds: list[Feed] = []

    @model_validator(mode="after")
    def _names_are_unique(self) -> Feeds:
        names = [feed.name.lower() for feed in self.feeds]
        if len(set(names)) < len(names):
            raise ValueError("two feeds have one name: give each its own")
        return self

    def named(self, name: str) -> Feed | None:
        """The feed of that name; None if there is none."""
        return next((feed for feed in self.feeds if feed.name == name), None)


def batch_name(feed: str, day: dt.date) -> str:
    """The batch of a feed's day, which is also its partition."""
    return f"{feed}.{day.isoformat()}"


def load_feeds(path: Path) -> Feeds:
    """The feeds of a file; none where there is no such file. Raises `FeedsError`."""
    try:
        said = safe_yaml(path.read_text(encoding="utf-8"))
        return Feeds.model_validate(said or {})
    except FileNotFoundError:
        return Feeds()
    except ValidationError as problem:
        raise FeedsError(f"{path}: {complaint(problem)}") from problem
    except (OSError, ValueError, yaml.YAMLError) as problem:
        raise FeedsError(f"{path}: {' '.join(str(problem).split())[:300]}") from problem
