"""Bytes become characters: by what the bytes show, what the input declares, or what the letters look like.

A wrong guess of somebody before us (mojibake, "donâ€™t") is mended and told, never silently.
"""

from __future__ import annotations

import codecs
import re

from pipelines.ingest.limits import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In the order in which equally good guesses are taken.
_LIKELY = (
    "cp1252", "cp1250", "cp1251", "cp1254", "cp1257", "cp1253", "cp1256", "cp1255", "iso8859_2", "iso8859_15",
    "koi8_r", "mac_roman", "gb18030", "shift_jis", "euc_jp", "big5", "euc_kr",
)  # fmt: skip
# What pages and mails declare, and what they mean by it (as browsers read it).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}

_SNIFFED_BYTES = 8192
_GUESSED_BYTES = 65_536
_MOST_CONTROLS = 0.01
_MOST_ZEROS = 0.1
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
# Bytes of one character that became several: two beside each other that are not ASCII, or a space that was one.
_SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[ÂÃÄÅâ][ \xa0]")
_NOT_TEXT = "this is a binary file, not text: remove it or convert it to text"


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of bytes and its encoding. Raises `UnreadableError`; no character is replaced or left out."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("the file is empty: nothing to read")
    encoding, skip = encoding_of(data, declared)
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as problem:
        raise UnreadableError(
            f"not valid {encoding.upper()} at byte {skip + problem.start}: the file is damaged: save it again as UTF-8"
        ) from problem
    head = text[:_SNIFFED_BYTES].encode()
    if _controls(head) > _MOST_CONTROLS * len(head):
        raise UnreadableError(_NOT_TEXT)
    return text, encoding


def encoding_of(data: bytes, declared: str | None = None) -> tuple[str, int]:
    """The encoding of a text or of its beginning, and the length of its byte order mark.

    In this order: a byte order mark; zeros in every other byte (UTF-16); valid UTF-8; what is declared; a guess among
    the usual encodings by charset-normalizer. Raises `UnreadableError` for what is no text, or UTF-8 with damage.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    head = data[:_SNIFFED_BYTES]
    if b"\0" in head:
        return _with_zeros(head), 0
    try:
        # Of a cut beginning, the last character may be incomplete.
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError as problem:
        return _not_utf8(data, problem.start, declared), 0
    return "utf-8", 0


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _with_zeros(head: bytes) -> str:
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / max(len(head[1::2]), 1)
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    if even + odd > _MOST_ZEROS or _controls(head) - head.count(0) > _MOST_CONTROLS * len(head):
        raise UnreadableError(_NOT_TEXT)
    return "utf-8"


def _not_utf8(data: bytes, where: int, declared: str | None) -> str:
    if (known := _meant(declared)) and known != "utf-8":
        try:
            codecs.getincrementaldecoder(known)().decode(data)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            return known
    read = data[:_GUESSED_BYTES].decode("utf-8", "replace")
    if sum(character > "\x7f" and character != "\ufffd" for character in read) > 2 * read.count("\ufffd"):
        raise UnreadableError(f"not valid UTF-8 at byte {where}: the file is damaged: save it again as UTF-8")
    return _guess(data[max(0, where - _GUESSED_BYTES // 2) :][:_GUESSED_BYTES], where)


def _meant(declared: str | None) -> str | None:
    """The name of a declared encoding as Python has it; None if it has none or it is no encoding of text."""
    try:
        found = codecs.lookup((declared or "").strip("\"' "))
    except (LookupError, ValueError):
        return None
    return _MEANT.get(found.name, found.name) if found._is_text_encoding else None


def _guess(sample: bytes, where: int) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only where a file is not UTF-8

    matches = [match for match in from_bytes(sample, cp_isolation=list(_LIKELY)) if match.encoding in _LIKELY]
    if not matches:
        raise UnreadableError(
            f"not valid UTF-8 at byte {where}, nor in any usual encoding: save it as UTF-8, for example with "
            "`iconv -f windows-1252 -t utf-8`"
        )
    best = min(matches, key=lambda match: (match.chaos, -match.coherence, _LIKELY.index(match.encoding)))
    same = [name for name in _LIKELY if name == best.encoding or name in best.could_be_from_charset]
    return same[0]


def mended(text: str) -> tuple[str, bool]:
    """The text with mojibake put right line by line, and whether there was any."""
    if text.isascii():
        return text, False
    from ftfy import fix_encoding  # noqa: PLC0415 - only for texts that are not ASCII
    from ftfy.badness import is_bad  # noqa: PLC0415

    lines = text.split("\n")
    out = [fix_encoding(line) if _SUSPECT.search(line) and is_bad(line) else line for line in lines]
    return ("\n".join(out), True) if out != lines else (text, False)
