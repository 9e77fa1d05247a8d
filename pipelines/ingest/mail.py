"""`.eml`: the article in a mail, and what is attached to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from pipelines.ingest.document import Document, Draft, Refusal
from pipelines.ingest.encoding import decode
from pipelines.ingest.fragments import text_of
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.records import drafts
from pipelines.ingest.registry import read, reader_for, register

_MAX_MAIL_BYTES = 50_000_000


@register("eml", (".eml",))
def read_mail(source: Input) -> Iterator[Draft | Document | Refusal]:
    """The body as an article under its subject, then the attachments that are articles; pictures are left aside."""
    message = message_from_bytes(source.read(_MAX_MAIL_BYTES), policy=policy.default)
    text = _body(message)
    attached = list(_attachments(message))
    if not text and not attached:
        raise UnreadableError("a mail without text: nothing to read")
    if text:
        record = {
            "id": _header(message, "Message-ID"),
            "title": _header(message, "Subject"),
            "published_at": _header(message, "Date"),
            "byline": _header(message, "From"),
            "text": text,
        }
        yield from drafts(record, source, uri=source.uri, format_name="eml")
    for name, opener in attached:
        uri = f"{source.uri}!/{name.encode('utf-8', 'backslashreplace').decode()}"
        source.budget.enter()
        yield from read(source.part(PurePosixPath(name).name or "unnamed", opener, uri=uri))


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text; None where there is none or the library fails on it."""
    try:
        value = message[name]
        return " ".join(str(value).encode("utf-8", "replace").decode().split()) or None if value else None
    except Exception:  # the parser of headers raises whatever a crafted header makes it
        return None


def _body(message: EmailMessage) -> str | None:
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    text, _ = decode(data, part.get_content_charset())
    return text_of(text) if part.get_content_subtype() == "html" else text.replace("\r\n", "\n").strip()


def _attachments(message: EmailMessage) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    for part in message.iter_attachments():
        name, data = part.get_filename() or "", part.get_payload(decode=True)
        if part.get_content_type() == "message/rfc822":
            yield f"{name.removesuffix('.eml') or 'message'}.eml", _mail_opener(part)
        elif isinstance(data, bytes) and name and reader_for(name):
            yield name, _opener(data)


def _mail_opener(part: Message) -> Callable[[], BinaryIO]:
    inner = [one for one in part.get_payload() if isinstance(one, Message)]
    return lambda: BytesIO(b"".join(one.as_bytes() for one in inner))


def _opener(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: BytesIO(data)
