"""What readers yield: an article with what the input says about it, or the reason why there is none."""

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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Input that was not taken, or not wholly: `uri` says where it stands, `row` is the input itself, if small."""

    uri: str
    reason: str
    row: str | None = None
    doc_id: str | None = None
