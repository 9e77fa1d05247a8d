"""What the fuzzer runs, and what becomes of its seeds in the tests: bytes, the first of which chooses the ending."""

from __future__ import annotations

import io

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import Budget
from pipelines.ingest.registry import read

# New endings go to the end, so that the seeds keep their meaning.
_ENDINGS = """
.atom .bz2 .csv .docx .eml .gz .htm .html .json .jsonl .markdown .md .ndjson .newsml .nitf .parquet .pdf .pq .rdf .rss
.shtml .tab .tar .tbz2 .text .tgz .tsv .txt .txz .warc .xhtml .xml .xz .zip .zst
"""
ENDINGS = tuple(_ENDINGS.split())


def one_input(data: bytes) -> None:
    """Read what a seed is. Raises whatever a reader should not: only articles and refusals may come of it."""
    if not data:
        return
    name, body = f"a.txt{ENDINGS[data[0] % len(ENDINGS)]}", data[1:]
    for item in read(Input(name=name, uri=name, open=lambda: io.BytesIO(body), budget=Budget(len(body)))):
        if isinstance(item, Document):
            item.text.encode()
        else:
            assert isinstance(item, Refusal)


def seed(ending: str, body: bytes) -> bytes:
    """The seed of a file."""
    return bytes([ENDINGS.index(ending)]) + body
