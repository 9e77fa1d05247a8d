"""What readers yield: an article with what the input says about it, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from pipelines.ingest.metadata import Metadata


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
    encoding: str | None = None  # the character encoding it was read with; None where the format has none
    mended: str | None = None  # "mojibake": characters decoded wrongly were put right; "left": they are as given


@dataclass(frozen=True, slots=True)
class Refusal:
    """Input that was not taken, or not wholly: `uri` says where it stands, `row` is the input itself, if small."""

    uri: str
    reason: str
    row: str | None = None
    doc_id: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a reader finds it, before what stands beside it is heard and its text is brought into shape.

    `said` is what the input itself says about it; `html_date` a date that was found in the page; `titled` says that the
    first line of the text is its title where nothing else tells one; `row` is what `rejects` shows if it is refused.
    """

    text: str
    uri: str
    format: str
    said: Metadata = field(default_factory=Metadata)
    html_date: dt.datetime | None = None
    titled: bool = False
    encoding: str | None = None
    row: str | None = None
