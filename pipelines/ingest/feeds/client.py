"""A polite client: robots.txt, a pause between two requests to one host, time limits, repetition, size limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx
import stamina
from protego import Protego

from pipelines.ingest.feeds.config import Feed, Feeds
from pipelines.ingest.feeds.network import Guard, PrivateAddressError, transport
from pipelines.messages import one_line

_OK, _NOT_MODIFIED, _TOO_MANY = 200, 304, 429
_MAX_ROBOTS_BYTES = 500_000
_LONGEST_PAUSE = 60.0
_CODINGS = frozenset({"", "identity", "gzip"})


class FetchError(Exception):
    """What could not be fetched, and why: words for `rejects`."""


class PassingError(FetchError):
    """What may work the next time; `after`: seconds that the server asks to wait."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with its body decoded; `url` is where the redirects ended."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header; None if it is missing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Client:
    """Fetches for one feed after the other; to be closed."""

    def __init__(self, manners: Feeds, pause: Callable[[float], None] = time.sleep) -> None:
        self._manners = manners
        self._pause = pause
        self._guard = Guard()
        self._robots: dict[str, Protego] = {}
        self._last: dict[str, float] = {}
        stamina.instrumentation.set_on_retry_hooks([])  # it would write to the terminal
        self._transport = transport(self._guard)
        self._http = httpx.Client(
            transport=self._transport,
            trust_env=False,
            follow_redirects=False,
            timeout=manners.timeout,
            headers={"User-Agent": manners.user_agent, "Accept-Encoding": "gzip"},
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, url: str, feed: Feed, headers: Mapping[str, str] | None = None) -> Response:
        """An answer with status 200 or 304. Raises `FetchError` with the reason for anything else."""
        if self._guard.private_hosts != feed.private_hosts:
            self._transport.close()  # a connection that one feed may have is not another's
            self._guard.private_hosts = feed.private_hosts
        visited: list[str] = []
        while url not in visited:
            if len(visited) > self._manners.max_redirects:
                raise FetchError(f"more than {self._manners.max_redirects} redirects: left alone")
            visited.append(url)
            if not self._rules(url).can_fetch(url, self._manners.user_agent):
                raise FetchError("its robots.txt forbids it: left alone")
            answer = self._patiently(url, headers, self._manners.max_bytes)
            target = answer.header("location") if 300 <= answer.status < 400 else None
            if target is None:
                if answer.status not in {_OK, _NOT_MODIFIED}:
                    raise FetchError(f"the server answers with status {answer.status}")
                return answer
            url = _joined(url, target)
        raise FetchError("redirects in a circle: left alone")

    def _rules(self, url: str) -> Protego:
        """The robots.txt of a host: all is allowed where there is none, nothing where it cannot be had (RFC 9309)."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError(f"redirected to {url[:100]}, which is no address of the web: left alone")
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = Protego.parse(self._robots_txt(f"{root}/robots.txt"))
        return self._robots[root]

    def _robots_txt(self, url: str) -> str:
        """What a robots.txt says, behind as many redirects as a page may have; nothing where there is none."""
        for _ in range(self._manners.max_redirects + 1):
            answer = self._patiently(url, None, _MAX_ROBOTS_BYTES)
            target = answer.header("location") if 300 <= answer.status < 400 else None
            if target is None:
                return answer.body.decode("utf-8", "replace") if answer.status == _OK else ""
            url = _joined(url, target)
        return ""

    def _patiently(self, url: str, headers: Mapping[str, str] | None, limit: int) -> Response:
        manners = self._manners
        for attempt in stamina.retry_context(
            on=_again, attempts=manners.attempts, timeout=None, wait_initial=manners.retry_wait,
            wait_jitter=manners.retry_wait / 4, wait_max=_LONGEST_PAUSE,
        ):  # fmt: skip
            with attempt:
                self._wait(url)
                return self._once(url, headers, limit)
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, url: str) -> None:
        """Let the pause between two requests to one host pass."""
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = float(rules.crawl_delay(self._manners.user_agent) or 0) if rules else 0.0
        delay = max(self._manners.delay, min(asked, _LONGEST_PAUSE))
        left = self._last.get(parts.netloc, float("-inf")) + delay - time.monotonic()
        if left > 0:
            self._pause(left)
        self._last[parts.netloc] = time.monotonic()

    def _once(self, url: str, headers: Mapping[str, str] | None, limit: int) -> Response:
        self._guard.until = time.monotonic() + self._manners.deadline
        self._http.cookies.clear()
        try:
            with self._http.stream("GET", url, headers=headers) as answer:
                if answer.status_code == _TOO_MANY or answer.status_code >= 500:
                    raise PassingError(f"the server answers with status {answer.status_code}", _after(answer))
                body = _body(answer, limit) if answer.status_code == _OK else b""
                return Response(url, answer.status_code, tuple(answer.headers.multi_items()), body)
        except PrivateAddressError as problem:
            raise FetchError(
                f"{problem}: left alone; name the host in the feed's private_hosts to allow it"
            ) from problem
        except httpx.TimeoutException as problem:
            raise PassingError(f"no answer in time ({self._manners.timeout:g} s)") from problem
        except httpx.TransportError as problem:
            raise PassingError(f"the connection failed: {one_line(problem, 200)}") from problem
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as problem:
            raise FetchError(f"not an answer that can be read: {one_line(problem, 200)}") from problem


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as problem:
        raise FetchError(f"redirected to {target[:100]!r}, which is no address: left alone") from problem


def _body(answer: httpx.Response, limit: int) -> bytes:
    coding = answer.headers.get("content-encoding", "").strip().lower()
    if coding not in _CODINGS:  # others, or several, expand a small chunk without measure before it can be counted
        raise FetchError(f"compressed as {coding[:40]!r}, which was not asked for: left alone")
    if int(answer.headers.get("content-length") or 0) > limit:
        raise FetchError(f"more than {limit:,} bytes: left alone")
    out = bytearray()
    for chunk in answer.iter_bytes(1 << 16):
        out += chunk
        if len(out) > limit:
            raise FetchError(f"more than {limit:,} bytes, or expands to so many: left alone")
    return bytes(out)


def _after(answer: httpx.Response) -> float | None:
    """The seconds that `Retry-After` asks for; a date is not minded."""
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdigit() else None


def _again(problem: Exception) -> bool | float:
    if not isinstance(problem, PassingError):
        return False
    return True if problem.after is None else min(problem.after, _LONGEST_PAUSE)
