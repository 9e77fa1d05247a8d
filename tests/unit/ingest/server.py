"""A web server on this machine, with all the manners that servers have."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .samples import FIRST, HTML, SECOND, TITLE


class Server(ThreadingHTTPServer):
    """Answers by `routes`: path → bytes, or a function of the handler; `asked` lists the paths asked for, in order."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.routes = {}
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        """Clients may go away."""

    def publish(self, *slugs, name="feed.xml", text=SECOND):
        """A feed of articles with their pages."""
        self.routes[f"/{name}"] = feed(self.url, *slugs)
        for slug in slugs:
            self.routes[f"/{slug}"] = page(slug, text)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self.path)
        route = self.server.routes.get(self.path)
        with contextlib.suppress(ConnectionError):
            if route is None:
                self.answer(b"no such page", status=404)
            elif callable(route):
                route(self)
            else:
                self.answer(route)

    def answer(self, body=b"", status=200, **headers):
        """A whole answer; `headers` may lie."""
        self.send_response(status)
        kind = "application/rss+xml" if body[:5] in {b"<?xml", b"<rss>"} else "text/html; charset=utf-8"
        told = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **told}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing on the terminal."""


def page(slug, text=SECOND):
    return HTML.replace(TITLE, f"{TITLE}: {slug}").replace(FIRST, f"{slug}. {FIRST}").replace(SECOND, text).encode()


def feed(url, *slugs, guid=None, extra=""):
    items = "".join(
        f"<item><title>{slug}</title><link>{url}/{slug}</link><guid>{guid or slug}</guid>"
        f"<pubDate>Tue, 14 May 2019 08:00:00 GMT</pubDate><description>About {slug}. {extra}</description></item>"
        for slug in slugs
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Local</title>{items}</channel></rss>'.encode()


def drip(handler):
    """A byte now and then, without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)
    handler.close_connection = True


def drip_headers(handler):
    """Headers without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(b"X-%d: 1\r\n" % number)
        handler.wfile.flush()
        time.sleep(0.05)
    handler.close_connection = True


def endless(handler):
    """Fifty megabytes without a length."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b"x" * 1_000_000)
    handler.close_connection = True


def bomb(handler):
    handler.answer(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")


def cut_short(handler):
    handler.answer(b"<p>half", Content_Length=5000, Connection="close")
    handler.close_connection = True


def failing(times, body, **headers):
    """Status 500 a number of times, then a body."""
    left = [times]

    def answer(handler):
        left[0] -= 1
        if left[0] >= 0:
            handler.answer(b"broken", status=500, **headers)
        else:
            handler.answer(body)

    return answer


def to(target):
    return lambda handler: handler.answer(status=302, Location=target)


def tagged(body, etag='"one"'):
    """A body that is sent only to those who do not have it."""

    def answer(handler):
        if handler.headers.get("If-None-Match") == etag:
            handler.answer(status=304, ETag=etag)
        else:
            handler.answer(body, ETag=etag)

    return answer
