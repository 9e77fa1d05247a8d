"""`.gz`, `.bz2`, `.xz`, `.zst`: one input inside another, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import UnreadableError, counted
from pipelines.ingest.registry import read, register

_SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_MAX_WINDOW_BYTES = 1 << 27


@register("compressed", (".gz", ".bz2", ".xz", ".zst", *_SHORT))
def read_compressed(source: Input) -> Iterator[Document | Refusal]:
    """What is inside, read by its own reader."""
    name = PurePosixPath(source.name).stem + _SHORT.get(source.suffix, "")
    if not PurePosixPath(name).suffix:
        raise UnreadableError(f"its name does not tell what is inside: call it NAME.txt{source.suffix}, for example")
    yield from read(source.part(name, lambda: _opened(source)))


def _opened(source: Input) -> BinaryIO:
    stream = source.open()
    return counted(_decompressed(stream, source.suffix), source.budget, beneath=stream)


def _decompressed(stream: BinaryIO, suffix: str) -> BinaryIO:
    import bz2  # noqa: PLC0415 - each only where it is needed
    import gzip  # noqa: PLC0415
    import lzma  # noqa: PLC0415

    match suffix:
        case ".gz" | ".tgz":
            return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
        case ".bz2" | ".tbz2":
            return cast(BinaryIO, bz2.BZ2File(stream))
        case ".xz" | ".txz":
            return cast(BinaryIO, lzma.LZMAFile(stream))
    import zstandard  # noqa: PLC0415

    decompressor = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES)
    return cast(BinaryIO, decompressor.stream_reader(stream, read_across_frames=True))
