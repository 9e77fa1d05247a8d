"""`.eml`: the article in a mail, and what is attached to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from pipelines.ingest.document import Document, Draft, Refusal
from pipelines.ingest.encoding import decode
from pipelines.ingest.fragments import text_of
from pipelines.ingest.inputs import Input, Labels
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.records import drafts
from pipelines.ingest.registry import read, reader_for, register

_MAX_MAIL_BYTES = 50_000_000


@register("eml", (".eml",))
def read_mail(source: Input) -> Iterator[Draft | Document | Refusal]:
    """The body as an article under its subject, then the attachments that are; the others are told in one refusal."""
    message = message_from_bytes(source.read(_MAX_MAIL_BYTES), policy=policy.default)
    text = _body(message)
    left_aside: Counter[str] = Counter()
    attached = list(_attachments(message, left_aside))
    if not text and not attached:
        told = f"; it has {_told(left_aside)}" if left_aside else ""
        raise UnreadableError(f"a mail without text: nothing to read{told}")
    if text:
        record = {
            "id": _header(message, "Message-ID"),
            "title": _header(message, "Subject"),
            "published_at": _header(message, "Date"),
            "byline": _header(message, "From"),
            "text": text,
        }
        yield from drafts(record, source, uri=source.uri, format_name="eml")
    labels = Labels()
    for name, opener in attached:
        uri = labels.of(f"{source.uri}!/{name.encode('utf-8', 'backslashreplace').decode()}")
        source.budget.enter()
        yield from read(source.part(PurePosixPath(name).name or "unnamed", opener, uri=uri))
    if left_aside:
        yield Refusal(source.uri, f"attachments that are no articles were left aside: {_told(left_aside)}")


def _told(kinds: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())[:20])


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


def _attachments(message: EmailMessage, left_aside: Counter[str]) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    for part in message.iter_attachments():
        name, data = part.get_filename() or "", part.get_payload(decode=True)
        if part.get_content_type() == "message/rfc822":
            yield f"{name.removesuffix('.eml') or 'message'}.eml", _mail_opener(part)
        elif part.is_multipart():
            yield from _attachments(part, left_aside)
        elif isinstance(data, bytes) and name and reader_for(name):
            yield name, _opener(data)
        elif part.get_content_maintype() != "image" or part.is_attachment():  # others are pictures of the page
            left_aside[part.get_content_type()[:60]] += 1


def _mail_opener(part: Message) -> Callable[[], BinaryIO]:
    inner = [one for one in part.get_payload() if isinstance(one, Message)]
    return lambda: BytesIO(b"".join(one.as_bytes() for one in inner))


def _opener(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: BytesIO(data)
