"""Hostile inputs, generated: the same ones in every run."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Iterator

from .samples import COMPRESSED, FIRST, FORMATS, HTML, RSS, TEXT, docx, pdf, record_bytes, tarred, warc, zipped

Case = tuple[str, bytes]

TOKENS = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"\x1b[31m",
    b"<!DOCTYPE x [",
    b"]]>",
    b"<script>",
    b'"',
    b"'",
    b"{",
    b"[" * 40,
    b"<![CDATA[",
    b"&#0;",
    b"&#x110000;",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"9" * 40,
    b"-1",
    b"\r\n\r\n",
    b"Content-Length: 99999999999999\r\n",
    b"Content-Encoding: gzip\r\n",
    b"=?utf-8?b?//",
    b"\\ud800",
    b"<a " + b"b" * 500,
    b"---\n",
    b"/Length 999999999",
    b"endobj",
)
NAMES = (
    "../evil.txt",
    "../../../../etc/passwd.txt",
    "/etc/passwd.txt",
    "a/../../evil.txt",
    "..\\..\\evil.txt",
    "C:\\evil.txt",
    "C:/evil.txt",
    "\\\\host\\share\\evil.txt",
    "//host/evil.txt",
    "./../evil.txt",
    "a/b/../../../c.txt",
    "..//evil.txt",
)
ODD_NAMES = (
    "line\nend.txt",
    'quote".txt',
    "it's.txt",
    "back`tick.txt",
    "semi;colon.txt",
    "$(rm -rf).txt",
    "'; DROP TABLE x;--.txt",
    "emoji 😀.txt",
    "tab\t.txt",
    "-rf.txt",
    "a" * 240 + ".txt",
    "%2e%2e%2f.txt",
    " lead.txt",
    "trail .txt",
    "\u202ertl.txt",
    "\u200bzero.txt",
    "\x1b[31mred.txt",
    "\x7f.txt",
    "[1].txt",
    "*.txt",
    "?.txt",
    "{a,b}.txt",
    "~.txt",
    "#1.txt",
    "caf\udce9.txt",
    "a\\b.txt",
    "<b>.txt",
    "&amp;.txt",
    "NULL.txt",
    "con.txt",
    "é.txt",
    "e\u0301.txt",
)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Data with a few bytes changed, cut, doubled or put in."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        if not out:
            break
        at, kind = rng.randrange(len(out)), rng.random()
        if kind < 0.3:
            out[at] = rng.randrange(256)
        elif kind < 0.5:
            del out[at : at + rng.randint(1, 400)]
        elif kind < 0.6:
            out = out[:at]
        elif kind < 0.7:
            out[at:at] = out[at : at + rng.randint(1, 200)]
        else:
            out[at:at] = rng.choice(TOKENS)
    return bytes(out)


def mutations(count: int) -> Iterator[Case]:
    """Damaged files of every format, some of them compressed or in an archive before or after the damage."""
    rng = random.Random(6)
    names = sorted(FORMATS)
    packs = [
        *COMPRESSED.items(),
        (".zip", lambda data: zipped({"a.txt": data})),
        (".tar", lambda d: tarred({"a.txt": d})),
    ]
    for number in range(count):
        name = names[number % len(names)]
        data = FORMATS[name]
        if number % 5 == 4:
            ending, pack = packs[number // 5 % len(packs)]
            yield f"{number}.{name}{ending}", mutated(pack(data), rng)
        else:
            yield f"{number}.{name}", mutated(data, rng)


def texts(count: int) -> Iterator[Case]:
    """What is no text, or text of the oddest kind, under every ending that is read as text."""
    rng = random.Random(7)
    endings = (".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".eml")
    odd = (
        b"\xed\xa0\x80 lone surrogate",
        b"over\xc0\xae\xc0\xaflong",
        b"\xf8\x88\x80\x80\x80 five bytes",
        b"\xef\xbb\xbf" * 9,
        b"\xff\xfe" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        b"\xfe\xff\xd8",
        b"+ADw-script+AD4-",
        b"\x00" * 5000,
        b"\r" * 5000,
        b"\xc3" * 5000,
        b"a" * 300_000,
        b"\xff" * 3000,
        "".join(map(chr, range(0x300, 0x370))).encode() * 60,
        "﷽".encode() * 4000,
        "\u202e\u2066".encode() * 2000,
        b'{"text": "\\ud83d"}',
        b'{"text": {"a": 1}}',
        b'{"text": "x", "id": 1e999}',
        b'{"text":"x","published_at":-1}',
        b"id,text\n1,\x00\n2,ok\n",
        b'id,text\n1,"never closed\n2,b\n',
        b"text\n" + b"\x00" * 99,
        b"text\r\r\n\r\n\x0b",
        b"<a>" * 3000,
        b"<?xml version='1.0' encoding='x-none'?><rss/>",
        b"<?xml version='1.0' encoding='utf-7'?><rss/>",
        b"Subject: =?x?q?=\r\nDate: nope\r\n\r\n",
        b"Content-Type: multipart/mixed\r\n\r\n--\r\n",
        b"---\na: b\n",
        b"---\n---\n",
        b"# " * 3000,
        b"> " * 500 + b"x",
        b"[" * 3000 + b"](" * 3000,
        b"*a" * 3000,
        b"`" * 5000,
        b"<!--" * 999,
        b"&#" * 3000,
    )
    for number in range(count):
        data = odd[number % len(odd)] if number < len(odd) * len(endings) else rng.randbytes(rng.randint(1, 400))
        yield f"{number}{endings[number // len(odd) % len(endings)]}", data


def named_members() -> Iterator[Case]:
    """Archives whose members' names lead out, links, devices, encrypted and repeated members."""
    for number, name in enumerate(NAMES):
        yield f"name{number}.zip", zipped({name: b"Evil\n\nText."})
        yield f"name{number}.tar", tarred({name: b"Evil\n\nText."})
        yield f"name{number}.tar.gz", tarred({name: b"Evil\n\nText."}, "w:gz")
    for number, kind in enumerate(
        (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.BLKTYPE)
    ):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            member = tarfile.TarInfo("link.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        yield f"link{number}.tar", out.getvalue()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield "link.zip", out.getvalue()
    locked = bytearray(zipped({"a.txt": b"secret"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    yield "locked.zip", bytes(locked)
    yield "empty.zip", zipped({})
    yield "empty.tar", tarred({})


def xml_attacks() -> Iterator[Case]:
    """Entities that expand, refer outside, or refer to themselves; endless nesting."""
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    laughs = f'<!DOCTYPE r [<!ENTITY l0 "ha">{levels}]>'
    heads = {
        "laughs": (laughs, "&l9;"),
        "quadratic": (f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]>', "&a;" * 50_000),
        "file": ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        "http": ('<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:1/x">]>', "&a;"),
        "parameter": ('<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>', "x"),
        "itself": ('<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
        "unknown": ("", "&nosuch;"),
        "deep": ("", "<a>" * 100_000),
    }
    for kind, (head, body) in heads.items():
        for root in ("rss", "feed", "nitf", "newsItem", "other"):
            yield (
                f"{kind}-{root}.xml",
                f"{head}<{root}><channel><item><title>{body}</title></item></channel></{root}>".encode(),
            )
        yield (
            f"{kind}.docx",
            docx(body=f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>")
            if not head
            else zipped({"word/document.xml": f"{head}<d>{body}</d>".encode()}),
        )


def structures() -> Iterator[Case]:
    """Files that are well-formed in part and monstrous in the rest."""
    for opening, closing in (("[", "]"), ('{"text":', "}"), ('[{"a":', "}]")):
        yield f"deep{len(opening)}.json", (opening * 100_000 + "1" + closing * 100_000).encode()
        yield f"deep{len(opening)}.jsonl", (opening * 100_000 + "1" + closing * 100_000).encode()
    yield "number.json", b'{"text": "x", "id": ' + b"9" * 100_000 + b"}"
    yield "attribute.html", HTML.replace("<p>", f'<p title="{"x" * 9_000_000}">', 1).encode()
    yield "scripts.html", (f"<html><body>{'<script>while(1){{}}</script>' * 5000}<p>{FIRST}</p></body></html>").encode()
    yield "nested.html", b"<div>" * 100_000 + FIRST.encode()
    yield "tags.html", b"<b><i>" * 50_000
    yield "unclosed.html", b"<html><body><p " * 20_000
    yield "field.csv", b'id,text\n1,"' + b"x" * 1_000_000
    yield "columns.csv", b"text" + b",a" * 100_000 + b"\n" + b"," * 100_000
    yield "pages.pdf", pdf(*[()] * 30)
    yield "loop.pdf", pdf((FIRST,)).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]")
    yield "length.pdf", pdf((FIRST,)).replace(b"/Length ", b"/Length 99999999")
    parts = "".join("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" for _ in range(300))
    yield "nested.eml", f"Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}".encode()
    yield "header.eml", b"Subject: " + b"=?utf-8?q?=41?= " * 5000 + b"\r\n\r\nText."
    yield "status.warc", warc(("http://a/", "text/html", b"x", 404), ("http://b/", "image/png", b"x"))
    yield "body.warc.gz", gzip.compress(warc(("http://a/", "text/html", b"<p>" + b"x" * 11_000_000)))
    bomb = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(
        b"a" * 50_000_000
    )
    yield "encoded.warc", record_bytes("response", "http://a/", "application/http; msgtype=response", bomb)
    yield "guid.xml", RSS.replace("</item>", "</item>" + "<item><title>x</title><guid>g</guid></item>" * 500).encode()
    yield "sizes.json", json.dumps({"articles": [None, 1, "x", [], {}, {"text": 1}, {"text": ""}] * 50}).encode()


def bombs(size: int) -> Iterator[Case]:
    """Small files that expand to `size` bytes or without end."""
    zeros = b"\0" * size
    for ending, pack in COMPRESSED.items():
        yield f"zeros.txt{ending}", pack(zeros)
        yield f"twice.txt{ending}{ending}", pack(pack(zeros))
        yield f"lines.jsonl{ending}", pack(b'{"text": "%s"}\n' % (b"a" * 3000) * (size // 3000))
    yield "zeros.zip", zipped({"a.txt": zeros})
    yield "many.zip", zipped({f"{i}.txt": zeros[: size // 8] for i in range(40)})
    yield "inner.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": zeros})})})
    yield "deep.zip", _nested(12)
    yield "bomb.docx", zipped({"word/document.xml": b"<d>" + b" " * size + b"</d>"})
    yield "zeros.tar.gz", tarred({"a.txt": zeros}, "w:gz")


def _nested(depth: int) -> bytes:
    data = zipped({"a.txt": b"Deep\n\nText."})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data
