"""Records (JSON objects, rows of a table) as articles: which of their fields is the text, the title and so on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from pydantic import ConfigDict, ValidationError

from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.inputs import Input
from pipelines.ingest.metadata import Metadata, complaint

# What each field may be called, the likeliest first; case, spaces and hyphens do not matter.
NAMES: Final = {
    "text": "text body content maintext main_text full_text fulltext article_text article_body articlebody body_text"
    " content_text article story",
    "title": "title headline heading hed subject",
    "published_at": "published_at date published publish_date publishedat published_date publication_date pub_date"
    " pubdate date_publish date_published datepublished datetime",
    "outlet": "outlet source publisher site_name sitename source_name publication newspaper site",
    "url": "url link source_url article_url permalink web_url",
    "id": "id _id article_id document_id doc_id external_id guid uid uuid",
    "byline": "byline author authors creator",
    "language": "language lang",
}
_BY_NAME: Final = {name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names.split())}
_MAX_KEPT_CHARS = 100_000
_KINDS: Final = {
    "dict": "an object",
    "list": "a list",
    "str": "a string",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "NoneType": "null",
}


class _Said(Metadata):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


def columns(names: Iterable[str], configured: Mapping[str, str]) -> dict[str, list[str]]:
    """Which names of a record may fill which field, best first; a configured column is the only one for its field."""
    return _columns(tuple(names), tuple(configured.items()))


@lru_cache(maxsize=1000)
def _columns(names: tuple[str, ...], configuration: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    ranked: dict[str, list[tuple[int, str]]] = {}
    configured = dict(configuration)
    for name in names:
        field, rank = _BY_NAME.get("_".join(name.strip().lower().replace("-", " ").split()), ("", 0))
        if field and field not in configured:
            ranked.setdefault(field, []).append((rank, name))
    found = {field: [name for _, name in sorted(entries)] for field, entries in ranked.items()}
    return {**found, **{field: [name] for field, name in configured.items()}}


def drafts(
    record: Mapping[str, Any],
    source: Input,
    *,
    uri: str,
    format_name: str,
    encoding: str | None = None,
) -> Iterator[Draft | Refusal]:
    """The article of a record. A bad field is refused and left unknown; without a text the record is refused."""
    fields = columns(record, source.beside.columns)
    values = {field: _first(record, names) for field, names in fields.items()}
    text = values.pop("text", None)
    if not isinstance(text, str) or not text.strip():
        yield Refusal(uri, _no_text(record, fields.get("text"), text), row=row_of(record))
        return
    said: Metadata
    try:
        said = _Said.model_validate(values)
    except ValidationError as problem:
        yield Refusal(uri, f"{complaint(problem)}; taken as unknown", row=row_of(record))
        bad = {str(error["loc"][0]) for error in problem.errors() if error["loc"]}
        said = _Said.model_validate({field: value for field, value in values.items() if field not in bad})
    row = row_of(record) if len(text) < 2000 else None
    yield Draft(text, uri, format_name, said, encoding=encoding, row=row)


def _first(record: Mapping[str, Any], names: Iterable[str]) -> object:
    """The first value that says anything; of an object its name, of a list its parts in one line."""
    for name in names:
        value = record.get(name)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("title")
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = ", ".join(value)
        if value not in (None, "") and not isinstance(value, bool):
            return value
    return None


def _no_text(record: Mapping[str, Any], names: list[str] | None, value: object) -> str:
    if names is None:
        known = ", ".join(str(name)[:30] for name in list(record)[:8]) or "none"
        return f"no field for the text among: {known}: call it `text`, or say `columns: {{text: …}}` in a sidecar"
    if value is None or isinstance(value, str):
        return f"the text is empty: nothing to read (field {names[0]})"
    return f"{names[0]} is {kind(value)}, not a string: the text must be one"


def kind(value: object) -> str:
    """What a value of JSON or YAML is, in words."""
    return _KINDS.get(type(value).__name__, f"a {type(value).__name__}")


def row_of(record: Mapping[str, Any]) -> str:
    """A record as JSON for `rejects`, cut if it is long."""
    return json.dumps(record, ensure_ascii=True, default=_plain)[:_MAX_KEPT_CHARS]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
