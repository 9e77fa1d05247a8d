"""Answers kept raw: a WARC file, each record compressed by itself, that appears under its name when it is whole."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import uuid
from pathlib import Path
from types import TracebackType

from pipelines.ingest.feeds.client import Response
from pipelines.ingest.warc import ROLE_HEADER, SAID_HEADER

_CODED = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie"})


class WarcFile:
    """A WARC file in the making; nothing is left of it unless it is closed without an error and has a record."""

    def __init__(self, path: Path, moment: dt.datetime) -> None:
        self._path = path
        self._partial = path.with_name(f".{path.name}.partial")
        self._date = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.records = 0

    def __enter__(self) -> WarcFile:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        for left_over in self._path.parent.glob(".*.partial"):
            left_over.unlink()
        self._stream = self._partial.open("wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        if kind is None and self.records:
            self._partial.replace(self._path)
        else:
            self._partial.unlink()

    def response(self, answer: Response, *, said: dict[str, str] | None = None, role: str | None = None) -> None:
        """Keep an answer: of an article with what the feed says of it, of the feed itself with the role `feed`."""
        head = [f"HTTP/1.1 {answer.status} OK"]
        head += [f"{name}: {value}" for name, value in answer.headers if name.lower() not in _CODED]
        head += [f"Content-Length: {len(answer.body)}"]
        content = "\r\n".join(head).encode("latin-1", "replace") + b"\r\n\r\n" + answer.body
        headers = {"Content-Type": "application/http; msgtype=response"}
        headers |= {SAID_HEADER: json.dumps(said)} if said else {}
        headers |= {ROLE_HEADER: role} if role else {}
        self._write("response", answer.url, content, headers)

    def text(self, url: str, text: str, said: dict[str, str]) -> None:
        """Keep the text that the feed itself gives of an article."""
        self._write(
            "resource", url, text.encode(), {"Content-Type": "text/plain; charset=utf-8", SAID_HEADER: json.dumps(said)}
        )

    def refusal(self, url: str, reason: str) -> None:
        """Keep why something could not be fetched."""
        content = reason.encode("utf-8", "backslashreplace")
        self._write("metadata", url, content, {"Content-Type": "text/plain", ROLE_HEADER: "refused"})

    def _write(self, kind: str, url: str, content: bytes, headers: dict[str, str]) -> None:
        from fastwarc.warc import WarcRecord, WarcRecordType  # noqa: PLC0415 - only where something is kept

        record = WarcRecord()
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{self._date} {self.records} {kind} {url}")
        record.init_headers(getattr(WarcRecordType, kind), name.urn.encode(), content_length=len(content))
        for header, value in {"WARC-Date": self._date, "WARC-Target-URI": url, **headers}.items():
            record.headers[header] = value
        record.set_bytes_content(content)
        out = io.BytesIO()
        record.write(out)
        self._stream.write(gzip.compress(out.getvalue(), mtime=0))
        self.records += 1
