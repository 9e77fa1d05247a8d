"""A place in an object store: any that fsspec knows, by its URL; every failure is one line with place and remedy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pipelines.messages import one_line

_PACKAGES: Final = {"s3": "pip install 'sitrep[s3]'"}
_CREDENTIALS: Final = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
_STAMPS: Final = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created")


class StoreError(Exception):
    """An object store cannot be used. One line: place, what is wrong, remedy."""


class Store:
    """The objects below a URL, by their names relative to it."""

    def __init__(self, url: str) -> None:
        """Raises `StoreError` where no library is installed for the kind of store."""
        import fsspec.core  # noqa: PLC0415 - needed for such places alone

        self.url = url.rstrip("/")
        scheme = url.partition("://")[0]
        try:
            self._fs, self._root = fsspec.core.url_to_fs(self.url, **_options(scheme))
        except (ImportError, ValueError) as problem:
            remedy = _PACKAGES.get(scheme, f"install the package that gives fsspec the protocol {scheme}")
            raise StoreError(f"{url}: {one_line(problem)}: {remedy}") from problem
        self._root = self._root.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """The bytes of an object, None if there is none."""
        with self._told(name):
            try:
                return bytes(self._fs.cat_file(self._path(name)))
            except FileNotFoundError:
                self._bucket()
                return None

    def write(self, name: str, content: bytes) -> None:
        """Write an object in one go: it is there whole, or as it was before."""
        with self._told(name):
            self._fs.pipe_file(self._path(name), content)

    def upload(self, file: Path, name: str) -> None:
        """Make an object of a file."""
        with self._told(name):
            self._fs.put_file(str(file), self._path(name))

    def download(self, name: str, file: Path) -> bool:
        """Make a file of an object; False if there is none."""
        with self._told(name):
            try:
                self._fs.get_file(self._path(name), str(file))
            except FileNotFoundError:
                return False
            return True

    def listing(self, prefix: str = "") -> dict[str, str]:
        """The objects below a prefix, or at it: name → what changes as the content does."""
        with self._told(prefix):
            self._fs.invalidate_cache()
            found: dict[str, dict[str, Any]] = self._fs.find(self._path(prefix), detail=True)
            if not found:
                self._bucket()
        names = {path.removeprefix(self._root).lstrip("/"): info for path, info in sorted(found.items())}
        return {name: _stamp(info) for name, info in names.items() if name and not name.endswith("/")}

    def matches(self, pattern: str) -> dict[str, str]:
        """The objects that a pattern (`*`, `**`, `?`, `[…]`) matches, and those below what it matches; as `listing`."""
        with self._told(pattern):
            self._fs.invalidate_cache()
            found = [path.removeprefix(self._root).lstrip("/") for path in self._fs.glob(self._path(pattern))]
        return {name: stamp for match in found for name, stamp in self.listing(match).items()}

    def remove(self, prefix: str) -> None:
        """Remove the objects below a prefix, or at it."""
        names = self.listing(prefix)
        with self._told(prefix):
            for name in names:
                self._fs.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _bucket(self) -> None:
        """Raise FileNotFoundError where there is no such bucket: where an object is missing, that may be why."""
        bucket = self._root.split("/", 1)[0]
        if bucket and not self._fs.exists(bucket):
            raise FileNotFoundError(f"there is no bucket {bucket}")

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        place = f"{self.url}/{name}".rstrip("/")
        try:
            yield
        except StoreError:
            raise
        except Exception as problem:  # libraries of stores raise what theirs raise
            raise StoreError(f"{place}: {_reason(problem)}") from problem


def remembered(record: Path) -> dict[str, Any]:
    """What a record on this machine tells of a store; nothing where it is lost or damaged: all is then asked anew."""
    try:
        return dict(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _options(scheme: str) -> dict[str, Any]:
    return {"skip_instance_cache": True, "use_listings_cache": False} if scheme == "s3" else {}


def _stamp(info: dict[str, Any]) -> str:
    return " ".join(str(info[name]) for name in ("size", *_STAMPS) if info.get(name) is not None)


def _reason(problem: Exception) -> str:
    """What is wrong and what to do, from whatever the library of a store raised."""
    chain: list[BaseException] = [problem]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    kinds = {type(one).__name__ for one in chain}
    said = one_line(problem)[:300]
    if "NoCredentialsError" in kinds or "PartialCredentialsError" in kinds:
        return f"no credentials: {_CREDENTIALS}"
    if isinstance(problem, PermissionError) or "InvalidAccessKeyId" in said or "SignatureDoesNotMatch" in said:
        return f"{said}: not allowed: give these credentials the right to list, read and write there, or {_CREDENTIALS}"
    if "EndpointConnectionError" in kinds or any(isinstance(one, ConnectionError) for one in chain):
        return f"{said}: nobody answers: check the network, and AWS_ENDPOINT_URL where the store is not Amazon's"
    if isinstance(problem, FileNotFoundError):
        return f"{said}: no such bucket or object: make it, or name another"
    return f"{type(problem).__name__}: {said}: see that it can be reached and written"
