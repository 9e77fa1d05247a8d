"""The one thing that readers yield: an article with what the input says about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    r"""An article as given. `text` starts with its title line, is Unicode NFC and has `\n` line ends.

    `doc_id` is a stable hash of the content and `external_id`; `published_at` is UTC, None where the input is silent.
    """

    doc_id: str
    text: str
    uri: str
    sha256: str
    format: str
    external_id: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published_at: dt.datetime | None = None
    published_at_source: str = "none"  # metadata | html | text | path | none
    language: str | None = None
