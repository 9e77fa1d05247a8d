"""A batch on disk: the files of a path in a fixed order, read one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.plain_text import SIDECAR_SUFFIX
from pipelines.ingest.registry import readable_suffixes, reader_for
from pipelines.settings import ROOT, absolute


def uri_of(path: Path) -> str:
    """How the tables call a file: relative to the project if it is inside it, else absolute; always valid Unicode."""
    full = absolute(path)
    shown = full.relative_to(ROOT) if full.is_relative_to(ROOT) else full
    return os.fsencode(shown.as_posix()).decode("utf-8", "backslashreplace")


def files(path: Path) -> list[Path]:
    """The files of a batch, sorted by path; hidden files and folders are left aside, links to folders not followed."""
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    return sorted(found, key=os.fsencode)


def read_batch(path: Path) -> Iterator[Document | Refusal]:
    """Every article of a file or folder, in order; what cannot be read is a `Refusal`, an article met twice too."""
    by_id: dict[str, str] = {}
    by_external: dict[str, str] = {}
    articles = 0
    for item in _read_files(path):
        if isinstance(item, Refusal):
            yield item
            continue
        articles += 1
        if first := by_id.get(item.doc_id):
            yield Refusal(item.uri, f"the same article as {first}: read once", doc_id=item.doc_id)
        elif item.external_id is not None and (first := by_external.get(item.external_id)):
            yield Refusal(item.uri, f"id {item.external_id!r} was used before, at {first}: give every article its own")
        else:
            by_id[item.doc_id] = item.uri
            if item.external_id is not None:
                by_external[item.external_id] = item.uri
            yield item
    if not articles and path.is_dir():
        yield Refusal(uri_of(path), f"no article in this folder: put files that end in {_endings()} there")


def _endings() -> str:
    return ", ".join(readable_suffixes())


def _read_files(path: Path) -> Iterator[Document | Refusal]:
    if not path.exists() and not path.is_symlink():
        yield Refusal(uri_of(path), "no such file or folder: check the path")
        return
    for file in files(path):
        uri = uri_of(file)
        if file.name.endswith(SIDECAR_SUFFIX):
            if not file.with_name(file.name.removesuffix(SIDECAR_SUFFIX) + ".txt").exists():
                yield Refusal(uri, "metadata without an article: put the .txt file of the same name beside it")
            continue
        reader = reader_for(file)
        try:
            if file.is_symlink() and not file.exists():
                yield Refusal(uri, "a link that leads nowhere or in a circle: mend or remove it")
            elif not file.is_file():
                yield Refusal(uri, "not a regular file: remove it")
            elif reader is None:
                yield Refusal(uri, f"no reader for {file.suffix or 'files without an ending'}: use {_endings()}")
            else:
                yield from reader.read(file, uri)
        except OSError as problem:
            yield Refusal(uri, f"{problem.strerror or problem}: check its permissions")
