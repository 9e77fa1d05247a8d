"""One article in every format, made by the tests themselves."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import polars as pl
import zstandard

TITLE = "Dam on the Orva breaks"
FIRST = "The dam above Tellin broke on Tuesday evening, and at least four villages were flooded, the mayor said."
SECOND = "Engineers had warned of cracks in the wall two years before, according to a report seen by the council."
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
DAY = "2019-05-14"
OUTLET = "Orva Courier"

HTML = f"""<!DOCTYPE html><html><head><title>{TITLE} | {OUTLET}</title><meta charset="utf-8">
<meta property="og:site_name" content="{OUTLET}"><meta name="author" content="Ida Holm">
<meta property="article:published_time" content="{DAY}T08:00:00Z"><script>track("x < y")</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>
</article><footer>All rights reserved</footer></body></html>"""
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>{OUTLET}</title><language>en-gb</language><item><title>{TITLE}</title><link>https://orva.example/dam</link>
<guid isPermaLink="false">orva-1</guid><pubDate>Tue, 14 May 2019 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{OUTLET}</title><entry><title>{TITLE}</title>
<id>urn:orva:1</id><link href="https://orva.example/dam"/><published>{DAY}T08:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><p>{SECOND}</p></div></content></entry></feed>"""
NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><docdata><doc-id id-string="n1"/>
<date.issue norm="20190514T080000Z"/></docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline>
<distributor>{OUTLET}</distributor></body.head><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"""
NEWSML = f"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:n:1" xml:lang="en"><itemMeta><provider literal="orva"><name>{OUTLET}</name></provider>
<versionCreated>{DAY}T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>{TITLE}</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""
MAIL = f"""From: Ida Holm <ida@orva.example>\r\nSubject: {TITLE}\r\nDate: Tue, 14 May 2019 08:00:00 +0000
Message-ID: <1@orva.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8

{FIRST}

{SECOND}
"""
RECORD = {"id": "7", "title": TITLE, "text": f"{FIRST}\n\n{SECOND}", "published_at": DAY, "outlet": OUTLET}


def parquet(rows=(RECORD,)):
    out = io.BytesIO()
    pl.DataFrame(list(rows)).write_parquet(out)
    return out.getvalue()


def docx(paragraphs=(TITLE, FIRST, SECOND), body=None):
    made = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{body or made}</w:body></w:document>"
    )
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def pdf(*pages):
    """A document with one line of text for each string of a page; a page without any is blank."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for i, lines in enumerate(pages):
        resources = "/Resources<</Font<</F1 3 0 R>>>>"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]{resources}/Contents {5 + 2 * i} 0 R>>"
        objects.append(page.encode())
        shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
        stream = f"BT /F1 12 Tf 50 700 Td {shown}ET".encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def warc(*records):
    """Responses `(url, content type, body)` or `(url, content type, body, status)` in Common Crawl's layout."""
    out = record_bytes("warcinfo", None, "application/warc-fields", b"software: test\r\n")
    for url, kind, body, *status in records:
        http = f"HTTP/1.1 {status[0] if status else 200} X\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        out += record_bytes("request", url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n")
        out += record_bytes("response", url, "application/http; msgtype=response", http)
    return out


def record_bytes(kind, url, content_type, body, **headers):
    lines = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Date: 2021-01-01T00:00:00Z", f"Content-Type: {content_type}"]
    lines += [f"WARC-Record-ID: <urn:uuid:{abs(hash((kind, url, body))):032x}>", f"Content-Length: {len(body)}"]
    lines += [f"WARC-Target-URI: {url}"] if url else []
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body + b"\r\n\r\n"


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(files, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


COMPRESSED = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}

FORMATS = {
    "a.txt": TEXT.encode(),
    "a.md": f"---\ntitle: {TITLE}\ndate: {DAY}\nsource: {OUTLET}\n---\n# {TITLE}\n\n{FIRST}\n\n{SECOND}\n".encode(),
    "a.html": HTML.encode(),
    "a.json": json.dumps(RECORD).encode(),
    "a.jsonl": json.dumps(RECORD).encode() + b"\n",
    "a.csv": f'id,headline,body,date,source\n7,"{TITLE}","{FIRST}\n\n{SECOND}",{DAY},{OUTLET}\n'.encode(),
    "a.tsv": f'id\theadline\tbody\tdate\tsource\n7\t{TITLE}\t"{FIRST}\n\n{SECOND}"\t{DAY}\t{OUTLET}\n'.encode(),
    "a.parquet": parquet(),
    "a.rss.xml": RSS.encode(),
    "a.atom.xml": ATOM.encode(),
    "a.nitf.xml": NITF.encode(),
    "a.newsml.xml": NEWSML.encode(),
    "a.eml": MAIL.encode(),
    "a.pdf": pdf((TITLE, FIRST, SECOND)),
    "a.docx": docx(),
    "a.warc": warc(("https://orva.example/dam", "text/html; charset=utf-8", HTML.encode())),
}
