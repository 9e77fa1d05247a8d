"""`.jsonl`: one article a line, an object with a text and whatever else it says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.encoding import decode
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import MAX_ARTICLE_BYTES, UnreadableError
from pipelines.ingest.records import drafts, kind
from pipelines.ingest.registry import register

_MAX_LINE_BYTES = 2 * MAX_ARTICLE_BYTES
_MAX_KEPT_CHARS = 100_000


@register("jsonl", (".jsonl", ".ndjson"))
def read_json_lines(source: Input) -> Iterator[Draft | Refusal]:
    """The articles of a file in order; each bad line is refused with its number and the rest read."""
    lines = 0
    with source.open() as stream:
        for number, line in _lines(stream):
            lines += 1
            yield from _read_line(line, source, f"{source.uri}#L{number}")
    if not lines:
        raise UnreadableError("the file is empty: nothing to read")


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


def _read_line(line: bytes, source: Input, uri: str) -> Iterator[Draft | Refusal]:
    try:
        if len(line) >= _MAX_LINE_BYTES and not line.endswith(b"\n"):
            raise UnreadableError(f"the line has more than {_MAX_LINE_BYTES:,} bytes: split the article")
        text, encoding = decode(line)
        record = parse(text)
        if not isinstance(record, dict):
            raise UnreadableError(f'{kind(record)}, not an object: a line is {{"id": …, "text": …}}')
    except UnreadableError as problem:
        yield Refusal(uri, str(problem), row=line[:_MAX_KEPT_CHARS].decode("utf-8", "replace").rstrip("\n"))
        return
    yield from drafts(record, source, uri=uri, format_name="jsonl", encoding=encoding)


def parse(text: str) -> object:
    """The value of a JSON text. Raises `UnreadableError`."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno} " if problem.lineno > 1 else ""
        raise UnreadableError(
            f"not valid JSON: {problem.msg} at {place}column {problem.colno}: repair or remove it"
        ) from problem
    except RecursionError as problem:
        raise UnreadableError("JSON nested too deeply: an article is one flat object") from problem
    except ValueError as problem:  # a number of thousands of digits
        raise UnreadableError(f"JSON that cannot be read: {str(problem)[:100]}: repair or remove it") from problem
