"""`.parquet`: one article a row; columns by their names or as a sidecar says."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.records import columns, drafts
from pipelines.ingest.registry import register

_ROWS_AT_ONCE = 256


@register("parquet", (".parquet", ".pq"))
def read_parquet(source: Input) -> Iterator[Draft | Refusal]:
    """The articles of a file in order; a bad row is refused by its number, from 1, and the rest read."""
    from pyarrow import parquet  # noqa: PLC0415 - only for this format

    with source.seekable() as stream:
        names = parquet.read_schema(stream).names
        fields = columns(names, source.beside.columns)
        if "text" not in fields:
            raise UnreadableError(
                f"no column for the text among: {', '.join(name[:30] for name in names[:8])}: call it `text`, or say "
                "`columns: {text: …}` in a sidecar"
            )
        wanted = [name for name in names if any(name in found for found in fields.values())]
        stream.seek(0)
        # A text that is repeated is kept once, so that rows cost no more memory than the file has bytes.
        file = parquet.ParquetFile(stream, read_dictionary=wanted)
        number = 0
        for batch in file.iter_batches(_ROWS_AT_ONCE, columns=wanted):
            for row in range(batch.num_rows):
                number += 1
                record = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
                source.budget.spend(sum(len(value) for value in record.values() if isinstance(value, str)))
                yield from drafts(record, source, uri=f"{source.uri}#R{number}", format_name="parquet")
        if not number:
            raise UnreadableError("no row: nothing to read")
