"""`.zip`, `.tar`: many inputs in one. No file is made of a member: its name is a label."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.inputs import Input, Labels
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
        known = _Members(source, sidecars, again=True)
        for member in members:
            source.budget.enter()
            opener = _zip_opener(archive, member, source.budget)
            yield from known.read(member.filename, _zip_fault(member), opener)
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
    with source.twice() as opened:
        kept = _tar_sidecars(source, opened)
        sidecars = Sidecars(kept, kept.__getitem__, _uri_in(source))
        known, members = _Members(source, sidecars, again=False), 0
        with opened() as stream:
            for archive, member in _tar_members(stream):
                if not member.isdir():
                    members += 1
                    fault = None if member.isfile() else "a link or device in an archive, not a file: left alone"
                    yield from known.read(member.name, fault, _tar_opener(archive, member, source.budget))
        if not members:
            raise UnreadableError("the archive is empty: nothing to read")
        yield from sidecars.unused()


def _tar_sidecars(source: Input, opened: Callable[[], AbstractContextManager[BinaryIO]]) -> dict[str, bytes]:
    """The sidecars of an archive, as far as it can be read. What this unpacks is not counted: it comes once more."""
    kept: dict[str, bytes] = {}
    before = source.budget.bytes
    with opened() as stream, suppress(tarfile.TarError):
        for archive, member in _tar_members(stream):
            source.budget.enter()
            if member.isfile() and is_sidecar(PurePosixPath(member.name).name) and member.size <= MAX_SIDECAR_BYTES:
                kept[member.name] = _tar_opener(archive, member, source.budget)().read()
    source.budget.bytes = before
    return kept


def _tar_members(stream: BinaryIO) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Members as they come, forwards only: a crafted header cannot lead back."""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            archive.members = []  # type: ignore[attr-defined]  # the list of members passed would grow without end
            yield archive, member


def _tar_opener(archive: tarfile.TarFile, member: tarfile.TarInfo, budget: Budget) -> Callable[[], BinaryIO]:
    return lambda: counted(cast(BinaryIO, archive.extractfile(member)), budget, size=member.size)


@dataclass(frozen=True, slots=True)
class _Members:
    """What is known of all members of an archive; `again`: whether one can be opened more than once."""

    source: Input
    sidecars: Sidecars
    again: bool
    labels: Labels = field(default_factory=Labels)

    def read(self, name: str, fault: str | None, opener: Callable[[], BinaryIO]) -> Iterator[Document | Refusal]:
        """The articles of a member; hidden ones are left aside, and sidecars speak of others."""
        source, path = self.source, PurePosixPath(name.replace("\\", "/"))
        hidden = any(part.startswith(".") and part not in {".", ".."} for part in path.parts)
        if hidden or "__MACOSX" in path.parts or (is_sidecar(path.name) and not fault):
            return
        uri = self.labels.of(_uri_in(source)(name))
        if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
            fault = "its name leads out of the archive: left alone; pack the file under a plain name"
        if fault or not path.name:
            yield Refusal(uri, fault or "a member without a name: left alone")
            return
        said, problems = self.sidecars.of(name)
        yield from problems
        place = {"uri": uri, "beside": said.over_folder(source.beside), "path": f"{source.path}/{path}"}
        try:
            part = source.part(path.name, opener, **place, again=self.again)
        except UnreadableError as problem:
            yield Refusal(uri, str(problem))
            return
        yield from read(part)


def _uri_in(source: Input) -> Callable[[str], str]:
    return lambda name: f"{source.uri}!/{name.encode('utf-8', 'backslashreplace').decode()}"
