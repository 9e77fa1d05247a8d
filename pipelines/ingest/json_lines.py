"""`.jsonl`: one article a line, an object with `text` and any of `id, title, published_at, outlet, url, language`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ConfigDict, ValidationError

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.metadata import Metadata, complaint
from pipelines.ingest.registry import register
from pipelines.ingest.text import MAX_ARTICLE_BYTES, UnreadableError, article, decode, normalise, with_title

_MAX_LINE_BYTES = 2 * MAX_ARTICLE_BYTES
_MAX_KEPT_CHARS = 100_000


class _Record(Metadata):
    """A line; fields that Sitrep does not know are left aside."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    text: str


@register("jsonl", (".jsonl", ".ndjson"))
def read_json_lines(path: Path, uri: str) -> Iterator[Document | Refusal]:
    """The articles of a file in order; each bad line is refused with its number and the rest read."""
    with path.open("rb") as stream:
        lines = 0
        for number, line in _lines(stream):
            lines += 1
            yield from _read_line(line, f"{uri}#L{number}")
        if not lines:
            yield Refusal(uri=uri, reason="the file is empty: nothing to read")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank; of a line beyond the limit, only its beginning."""
    number = 0
    while line := stream.readline(_MAX_LINE_BYTES):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(_MAX_LINE_BYTES)):
            pass
        if line.strip().removeprefix(b"\xef\xbb\xbf"):
            yield number, line


def _read_line(line: bytes, uri: str) -> Iterator[Document | Refusal]:
    raw = line[:_MAX_KEPT_CHARS].decode("utf-8", "replace").rstrip("\n")
    try:
        values = _parse(line)
        try:
            record = _Record.model_validate(values)
        except ValidationError as problem:
            if any(error["loc"][:1] == ("text",) for error in problem.errors()):
                raise UnreadableError(f"{complaint(problem)}: a line needs a `text` that is a string") from problem
            yield Refusal(uri=uri, reason=f"{complaint(problem)}; taken as unknown", row=raw)
            bad = {str(error["loc"][0]) for error in problem.errors() if error["loc"]}
            record = _Record.model_validate({key: value for key, value in values.items() if key not in bad})
        title = normalise(record.title) if record.title else None
        text = with_title(normalise(record.text), title)
    except UnreadableError as problem:
        yield Refusal(uri=uri, reason=str(problem), row=raw)
        return
    yield article(
        text,
        uri=uri,
        format_name="jsonl",
        external_id=record.id or None,
        outlet=record.outlet or None,
        url=record.url or None,
        title=title,
        byline=record.byline or None,
        published_at=record.published_at,
        language=record.language or None,
    )


def _parse(line: bytes) -> dict[str, Any]:
    if len(line) >= _MAX_LINE_BYTES and not line.endswith(b"\n"):
        raise UnreadableError(f"the line has more than {_MAX_LINE_BYTES:,} bytes: split the article")
    try:
        values = json.loads(decode(line))
    except json.JSONDecodeError as problem:
        raise UnreadableError(
            f"not valid JSON: {problem.msg} at column {problem.colno}: repair or remove the line"
        ) from problem
    except RecursionError as problem:
        raise UnreadableError("JSON nested too deeply: a line is one flat object") from problem
    if not isinstance(values, dict):
        raise UnreadableError(f'a JSON {type(values).__name__}, not an object: a line is {{"id": …, "text": …}}')
    return values
