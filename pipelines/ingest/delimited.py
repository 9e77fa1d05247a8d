"""`.csv`, `.tsv`: a header, then one article a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import cast

from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.encoding import encoding_of
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import MAX_ARTICLE_BYTES, UnreadableError
from pipelines.ingest.records import columns, drafts, row_of
from pipelines.ingest.registry import register

_SAMPLE_BYTES = 1 << 20
_SEPARATORS = ",;\t|"
_UNREADABLE = re.compile("[\0\ud800-\udfff]")


@register("csv", (".csv", ".tsv", ".tab"))
def read_delimited(source: Input) -> Iterator[Draft | Refusal]:
    """The articles of a table in order; a bad row is refused by its number (the header is row 1) and the rest read."""
    csv.field_size_limit(2 * MAX_ARTICLE_BYTES)
    with source.open() as opened, io.BufferedReader(cast(io.RawIOBase, opened), _SAMPLE_BYTES) as stream:
        sample = stream.peek()
        if not sample.strip():
            raise UnreadableError("the file is empty: nothing to read")
        encoding, skip = encoding_of(sample, source.charset)
        stream.read(skip)
        separator = _separator(sample[skip:].decode(encoding, "replace"), source.suffix)
        # What is no character of the encoding comes out as a surrogate, so that it costs its row alone.
        lines = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        yield from _rows(lines, source, encoding, separator)


def _separator(sample: str, suffix: str) -> str:
    header = sample.split("\n", 1)[0]
    return "\t" if suffix != ".csv" else max(_SEPARATORS, key=header.count)


def _rows(lines: io.TextIOWrapper, source: Input, encoding: str, separator: str) -> Iterator[Draft | Refusal]:
    reader = csv.reader(lines, delimiter=separator)
    header = [name.strip() for name in next(reader, [])]
    if "text" not in columns(header, source.beside.columns):
        shown = ", ".join(name[:30] for name in header[:8])
        raise UnreadableError(
            f"no column for the text among: {shown}: call it `text`, or say `columns: {{text: …}}` in a sidecar"
        )
    number, rows = 1, 0
    while True:
        number += 1
        uri = f"{source.uri}#R{number}"
        try:
            values = next(reader, None)
        except csv.Error as problem:
            yield Refusal(uri, f"not a row of a table: {problem}: repair or remove it")
            continue
        if values is None:
            break
        if values:
            rows += 1
            yield from _read_row(header, values, source, uri, encoding)
    if not rows:
        raise UnreadableError("a header and no row: nothing to read")


def _read_row(
    header: list[str], values: list[str], source: Input, uri: str, encoding: str
) -> Iterator[Draft | Refusal]:
    record = dict(zip(header, values, strict=False))
    if len(values) > len(header):
        reason = f"{len(values)} cells in {len(header)} columns: put texts that hold the separator in quotation marks"
    elif any(map(_UNREADABLE.search, values)):
        reason = f"bytes that are no {encoding} text: repair or remove the row"
    else:
        yield from drafts(record, source, uri=uri, format_name="csv", encoding=encoding)
        return
    yield Refusal(uri, reason, row=row_of(record))
