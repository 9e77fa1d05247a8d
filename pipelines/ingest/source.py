"""A batch on disk: the files of a path in a fixed order, read one after the other."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.inputs import file_input
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.registry import read, readable_suffixes
from pipelines.ingest.sidecars import MAX_SIDECAR_BYTES, Sidecars, is_sidecar
from pipelines.settings import RAW, ROOT, STORES, address

_WILDCARD = re.compile(r"[*?\[]")
_MOST_REASON_CHARS = 500
_FETCHED = f"{STORES}{os.sep}"


def uri_of(path: Path) -> str:
    """How the tables call a file: relative to the project if it is inside it, else absolute; always valid Unicode.

    A file that stands for an object in a store goes by its URL.
    """
    full = os.path.abspath(path)  # noqa: PTH100 - on strings, since it is done for every file
    url = address(Path(full), "inputs") if full.startswith(_FETCHED) else None
    return os.fsencode(url or full.removeprefix(f"{ROOT}{os.sep}")).decode("utf-8", "backslashreplace")


_RAW_URI = uri_of(RAW) + "/"


def is_pattern(path: Path) -> bool:
    """Whether a path is a pattern (`news/**/*.jsonl`) and no file or folder of that very name."""
    return _WILDCARD.search(str(path)) is not None and not os.path.lexists(path)


def is_there(path: Path) -> bool:
    """Whether a path is a file, a folder, a link, or a pattern that matches something."""
    return os.path.lexists(path) or (is_pattern(path) and bool(files(path)))


def root_of(path: Path) -> Path:
    """The folder below which a batch's files lie: itself, a file's folder, of a pattern the part without wildcards."""
    if is_pattern(path):
        return next(parent for parent in path.parents if not _WILDCARD.search(str(parent)))
    return path if path.is_dir() else path.parent


def files(path: Path) -> list[Path]:
    """The files of a batch, sorted by path; hidden files and folders are left aside, links to folders not followed."""
    if is_pattern(path):
        root = root_of(path)
        matches = root.glob(str(path.relative_to(root)))
        found = [file for match in matches for file in (_below(match) if match.is_dir() else [match])]
        shown = {file for file in found if not any(part.startswith(".") for part in file.relative_to(root).parts)}
        linked = {folder for folder in {file.parent for file in shown} if _through_link(folder, root)}
        return sorted((file for file in shown if file.parent not in linked), key=os.fsencode)
    return sorted(_below(path), key=os.fsencode) if path.is_dir() else [path]


def _below(path: Path) -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    return found


def _through_link(folder: Path, root: Path) -> bool:
    return any(part.is_symlink() for part in (folder, *folder.parents) if part != root and part.is_relative_to(root))


def leads_out(file: Path, root: Path) -> bool:
    """Whether a file is a link to somewhere outside a folder."""
    return file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root))


def companions(path: Path) -> list[Path]:
    """The sidecars of a batch that `files` does not list: those beside a single file or the matches of a pattern."""
    if path.is_dir():
        return []
    listed = set(files(path))
    folders = {folder for file in listed for folder in file.parents if folder.is_relative_to(root_of(path))}
    beside = {Path(entry) for folder in folders if folder.is_dir() for entry in os.scandir(folder)}
    stems = {file.name.split(".", 1)[0] for file in listed}
    wanted = {
        file for file in beside - listed
        if is_sidecar(file.name) and (file.name.startswith("_meta.") or file.name.split(".", 1)[0] in stems)
    }  # fmt: skip
    return sorted(wanted, key=os.fsencode)


def read_batch(path: Path) -> Iterator[Document | Refusal]:
    """Every article of a file, folder or pattern, in order; what cannot be read, or was met before, is a `Refusal`."""
    by_id: dict[str, str] = {}
    by_external: dict[str, str] = {}
    told = False
    for item in _read_files(path):
        told = True
        if isinstance(item, Refusal):
            yield replace(item, uri=_valid(item.uri), reason=" ".join(_valid(item.reason).split())[:_MOST_REASON_CHARS])
            continue
        if first := by_id.get(item.doc_id):
            yield Refusal(item.uri, f"the same article as {first}: read once", doc_id=item.doc_id)
        elif item.external_id is not None and (first := by_external.get(item.external_id)):
            yield Refusal(item.uri, f"id {item.external_id!r} was used before, at {first}: give every article its own")
        else:
            by_id[item.doc_id] = item.uri
            if item.external_id is not None:
                by_external[item.external_id] = item.uri
            yield item
    if not told and path.is_dir():
        endings = ", ".join(readable_suffixes())
        yield Refusal(uri_of(path), f"no article in this folder: put files there that end in {endings}")


def _read_files(path: Path) -> Iterator[Document | Refusal]:
    if not is_there(path):
        unmatched = "no file matches this pattern: check it, and put it in quotation marks"
        yield Refusal(uri_of(path), unmatched if is_pattern(path) else "no such file or folder: check the path")
        return
    root, listed = root_of(path), files(path)
    names = {file: os.path.relpath(file, root) for file in [*listed, *companions(path)]}
    sidecars = Sidecars(names.values(), lambda name: _load(root / name, path), lambda name: uri_of(root / name))
    for file in listed:
        if is_sidecar(file.name):
            continue
        uri = uri_of(file)
        try:
            fault = _fault(file, path)
            size = 0 if fault else file.stat().st_size
        except OSError as problem:
            fault = f"{problem.strerror or problem}: check its permissions"
        if fault:
            yield Refusal(uri, fault)
            continue
        said, problems = sidecars.of(names[file])
        yield from problems
        # What may tell a date: the folders and name below data/raw, elsewhere the batch's own name and what is in it.
        inside = os.path.relpath(file, RAW if uri.startswith(_RAW_URI) else root.parent)
        yield from read(file_input(file, uri, said, size=size, path_told=inside))
    yield from sidecars.unused()


def _valid(words: str) -> str:
    """Words that may hold pieces of a hostile input as valid Unicode."""
    return words.encode("utf-8", "backslashreplace").decode()


def _fault(file: Path, batch: Path) -> str | None:
    """Why a file is not even opened; None if nothing speaks against it."""
    if stat.S_ISREG(file.lstat().st_mode):
        return None
    if file.is_symlink() and not file.exists():
        return "a link that leads nowhere or in a circle: mend or remove it"
    if file != batch and leads_out(file, root_of(batch)):
        return "a link that leads out of the input folder: copy the file there"
    return None if file.is_file() else "not a regular file: remove it"


def _load(path: Path, batch: Path) -> bytes:
    if fault := _fault(path, batch):
        raise UnreadableError(fault)
    with path.open("rb") as stream:
        return stream.read(MAX_SIDECAR_BYTES + 1)
