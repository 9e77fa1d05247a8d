"""`.zip`, `.tar`: many inputs in one. No file is made of a member: its name is a label."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import Budget, UnreadableError, counted
from pipelines.ingest.registry import read, register
from pipelines.ingest.sidecars import MAX_SIDECAR_BYTES, Sidecars, is_sidecar

_ENCRYPTED = 0x1


@register("zip", (".zip",))
def read_zip(source: Input) -> Iterator[Document | Refusal]:
    """The members in the order of the archive; one that is damaged, encrypted or no file costs itself alone."""
    with source.seekable() as stream, zipfile.ZipFile(stream) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if not members:
            raise UnreadableError("the archive is empty: nothing to read")

        def load(name: str) -> bytes:
            with archive.open(name) as sidecar:
                return sidecar.read(MAX_SIDECAR_BYTES + 1)

        sidecars = Sidecars({member.filename for member in members}, load, _uri_in(source))
        for member in members:
            source.budget.enter()
            yield from _read_member(
                source, member.filename, _zip_fault(member), _zip_opener(archive, member, source.budget), sidecars
            )
        yield from sidecars.unused()


def _zip_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> Callable[[], BinaryIO]:
    return lambda: counted(cast(BinaryIO, archive.open(member)), budget, size=member.file_size)


def _zip_fault(member: zipfile.ZipInfo) -> str | None:
    if member.flag_bits & _ENCRYPTED:
        return "encrypted: unpack it with its password and give the file"
    kind = stat.S_IFMT(member.external_attr >> 16)
    return "a link or device in an archive, not a file: left alone" if kind not in {0, stat.S_IFREG} else None


@register("tar", (".tar",))
def read_tar(source: Input) -> Iterator[Document | Refusal]:
    """The members in the order of the archive; links and devices are refused."""
    with source.seekable() as stream:
        kept = _tar_sidecars(source, stream)
        sidecars = Sidecars(kept, kept.__getitem__, _uri_in(source))
        stream.seek(0)
        members = 0
        for archive, member in _tar_members(stream):
            if not member.isdir():
                members += 1
                fault = None if member.isfile() else "a link or device in an archive, not a file: left alone"
                yield from _read_member(
                    source, member.name, fault, _tar_opener(archive, member, source.budget), sidecars
                )
        if not members:
            raise UnreadableError("the archive is empty: nothing to read")
        yield from sidecars.unused()


def _tar_sidecars(source: Input, stream: BinaryIO) -> dict[str, bytes]:
    """The sidecars of an archive, as far as it can be read."""
    kept: dict[str, bytes] = {}
    with suppress(tarfile.TarError):
        for archive, member in _tar_members(stream):
            source.budget.enter()
            if member.isfile() and is_sidecar(PurePosixPath(member.name).name) and member.size <= MAX_SIDECAR_BYTES:
                kept[member.name] = _tar_opener(archive, member, source.budget)().read()
    return kept


def _tar_members(stream: BinaryIO) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Members as they come, forwards only: a crafted header cannot lead back."""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            archive.members = []  # type: ignore[attr-defined]  # the list of members passed would grow without end
            yield archive, member


def _tar_opener(archive: tarfile.TarFile, member: tarfile.TarInfo, budget: Budget) -> Callable[[], BinaryIO]:
    return lambda: counted(cast(BinaryIO, archive.extractfile(member)), budget, size=member.size)


def _uri_in(source: Input) -> Callable[[str], str]:
    return lambda name: f"{source.uri}!/{name.encode('utf-8', 'backslashreplace').decode()}"


def _read_member(
    source: Input, name: str, fault: str | None, opener: Callable[[], BinaryIO], sidecars: Sidecars
) -> Iterator[Document | Refusal]:
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in path.parts) or "__MACOSX" in path.parts
    if hidden or (is_sidecar(path.name) and not fault):
        return
    uri = _uri_in(source)(name)
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        fault = "its name leads out of the archive: left alone; pack the file under a plain name"
    if fault or not path.name:
        yield Refusal(uri, fault or "a member without a name: left alone")
        return
    said, problems = sidecars.of(name)
    yield from problems
    beside = said.over_folder(source.beside)
    try:
        place = f"{source.path}/{path}"
        part = source.part(path.name, opener, uri=uri, beside=beside, path=place)
    except UnreadableError as problem:
        yield Refusal(uri, str(problem))
        return
    yield from read(part)
