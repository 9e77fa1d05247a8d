"""`.json`: an article (an object with a text), a list of articles, or an object that holds such a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.encoding import decode
from pipelines.ingest.inputs import Input
from pipelines.ingest.json_lines import parse
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.records import columns, drafts, kind
from pipelines.ingest.registry import register

_LISTS = ("articles", "items", "documents", "results", "data", "entries", "stories", "docs", "news", "response")


@register("json", (".json",))
def read_json(source: Input) -> Iterator[Draft | Refusal]:
    """The articles of a file in order; a bad one is refused by its place and the rest read."""
    text, encoding = decode(source.read(), source.charset)
    value = parse(text)
    if isinstance(value, dict) and (found := _list_in(value, source)) is not None:
        value = found
    if isinstance(value, dict):
        yield from drafts(value, source, uri=source.uri, format_name="json", encoding=encoding)
        return
    if not isinstance(value, list):
        raise UnreadableError(f"{kind(value)} alone: an article is an object with a `text`")
    if not value:
        raise UnreadableError("the list is empty: nothing to read")
    for number, record in enumerate(value, start=1):
        uri = f"{source.uri}#{number}"
        if isinstance(record, dict):
            yield from drafts(record, source, uri=uri, format_name="json", encoding=encoding)
        else:
            yield Refusal(uri, f"{kind(record)}, not an object with a `text`: repair or remove it")


def _list_in(value: dict[str, Any], source: Input) -> list[Any] | None:
    """The list of articles in an object that is none itself."""
    if "text" in columns((key for key in value if isinstance(value[key], str)), source.beside.columns):
        return None
    for key in _LISTS:
        inner = value.get(key)
        if isinstance(inner, list):
            return inner
        if isinstance(inner, dict) and (found := _list_in(inner, source)) is not None:
            return found
    return None
