"""What reading costs before anything is parsed: plain articles in MB/s, web pages in pages/s.

    python benchmarks/ingest.py [--megabytes 40] [--pages 300]

Makes its own articles (ordinary English words, every tenth text with accents and typographic quotes) and reads them as
a batch on one core, by processor time. Pages come as Common Crawl's news do, as a .warc.gz; trafilatura's own time is
taken apart and printed beside the rest.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from pipelines.ingest.document import Document
from pipelines.ingest.source import read_batch

WORDS = """
the harbour council said on Monday that a ferry with forty people had left before dawn and returned late because of fog
while officials from three ministries met in the capital to discuss the strike which began last week
"""
ARTICLE_WORDS = 550
DATE = '<meta property="article:published_time" content="2019-05-14T08:00:00Z">'


def articles(count: int) -> list[str]:
    """Articles of about 3 KB in paragraphs under a title."""
    rng, known = random.Random(1), WORDS.split()
    made: list[str] = []
    for number in range(count):
        words = [rng.choice(known) for _ in range(ARTICLE_WORDS)]
        if number % 10 == 0:
            words[::50] = ["“Señor", "naïve”", "—"] * 3 + ["Müller’s", "é"]
        paragraphs = [" ".join(words[start : start + 60]).capitalize() + "." for start in range(0, len(words), 60)]
        made.append(f"Report {number} from the harbour\n\n" + "\n\n".join(paragraphs))
    return made


def page(text: str) -> str:
    """A page around an article, with menus, scripts and links."""
    title, *paragraphs = text.split("\n\n")
    menu = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(60))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    script = "<script>" + "var x = {a: 1, b: '<p>'};" * 200 + "</script>"
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{DATE}{script}</head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer><ul>{menu}</ul></footer></body></html>"
    )


def record(url: str, html: str) -> bytes:
    """A response in a WARC file."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:x:{url}>\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    )
    return gzip.compress(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n", 6)


def timed(path: Path) -> tuple[int, float]:
    """Articles of a batch and the processor seconds that reading it took."""
    start = time.process_time()
    count = sum(isinstance(item, Document) for item in read_batch(path))
    return count, time.process_time() - start


def measured(function: Callable[..., object], spent: list[float]) -> Callable[..., object]:
    """A function that adds its processor seconds to `spent`."""

    def call(*arguments: object, **options: object) -> object:
        start = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            spent.append(time.process_time() - start)

    return call


def main() -> None:
    """Make the inputs, read them and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=40, help="of plain articles")
    parser.add_argument("--pages", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = articles(arguments.megabytes * 1_000_000 // 3000)
        size = sum(len(text.encode()) for text in texts) / 1e6
        lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
        (folder / "wire.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (folder / "wire.jsonl.gz").write_bytes(gzip.compress((folder / "wire.jsonl").read_bytes(), 6))
        (folder / "files").mkdir()
        for number, text in enumerate(texts):
            (folder / "files" / f"{number}.txt").write_text(text, encoding="utf-8")
        for label, path in (("jsonl", "wire.jsonl"), ("jsonl.gz", "wire.jsonl.gz"), ("txt files", "files")):
            count, seconds = timed(folder / path)
            print(f"{label:12} {count:7} articles {size / seconds:8.1f} MB/s {count / seconds:9.0f} articles/s")
        pages = [page(text) for text in texts[: arguments.pages]]
        (folder / "news.warc.gz").write_bytes(b"".join(record(f"http://n.example/{i}", p) for i, p in enumerate(pages)))
        spent: list[float] = []
        trafilatura.bare_extraction = measured(trafilatura.bare_extraction, spent)  # type: ignore[assignment]
        count, seconds = timed(folder / "news.warc.gz")
        inside = sum(spent)
        rate = count / (seconds - inside)
        print(f"{'warc.gz':12} {count:7} pages    {rate:8.0f} pages/s without trafilatura's own time")
        print(f"{'':12} {'':7}          {count / seconds:8.0f} pages/s with it ({inside / count * 1000:.1f} ms a page)")


if __name__ == "__main__":
    main()
