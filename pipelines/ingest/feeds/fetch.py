"""One feed fetched: what is new or changed since the last time becomes a WARC file in the feed's batch of that day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.ingest.feeds.client import Client, FetchError, Response
from pipelines.ingest.feeds.config import Feed, batch_name
from pipelines.ingest.feeds.entries import Entry, entries, sitemaps
from pipelines.ingest.feeds.state import FeedState, Seen, load_state, save_state
from pipelines.ingest.feeds.warc_file import WarcFile
from pipelines.ingest.limits import UnreadableError

_MOST_SITEMAPS = 5
_MOST_FAILURES = 5
_OK = 200


@dataclass(slots=True)
class Fetched:
    """What fetching a feed gave. `path`: its batch; `changed`: articles that were kept before in another version."""

    path: Path
    kept: int = 0
    changed: int = 0
    known: int = 0
    refused: int = 0

    @property
    def anything(self) -> bool:
        """Whether there is something new for the tables: an article, or a reason why there is none."""
        return bool(self.kept or self.refused)


@dataclass(slots=True)
class _Round:
    """One fetch under way."""

    feed: Feed
    client: Client
    known: FeedState
    out: WarcFile
    result: Fetched
    ids: set[str]

    def free_id(self, entry: Entry) -> str:
        """The entry's id, or its address where another article already bears that id."""
        chosen = entry.place if entry.id in self.ids else entry.id
        self.ids.add(chosen)
        return chosen

    def refuse(self, url: str, reason: str) -> None:
        """Keep a reason, and forget what would make the server answer "not modified": the next fetch tries again."""
        self.known.validators.clear()
        self._keep(url, reason)

    def refuse_for_good(self, url: str, reason: str, *what: object) -> None:
        """Keep a reason that no later fetch would change, once for what it is about."""
        if self.known.tell(url, *what):
            self._keep(url, reason)

    def _keep(self, url: str, reason: str) -> None:
        self.out.refusal(url, reason)
        self.result.refused += 1


def fetch_feed(feed: Feed, client: Client, *, raw: Path, state: Path, moment: dt.datetime) -> Fetched:
    """Fetch a feed and its new or changed articles into its batch below `raw`.

    The file appears when it is whole, and what is known of the feed is replaced after that: a fetch that is interrupted
    is made again, and an article that then comes twice is read once.
    """
    known_path = state / f"{feed.name}.json"
    known = load_state(known_path)
    result = Fetched(raw / batch_name(feed.name, moment.date()))
    with WarcFile(_free_path(result.path, moment), moment) as out:
        doing = _Round(feed, client, known, out, result, {seen.id for seen in known.items.values()})
        for listing in _listings(doing):
            for entry in listing:
                _fetch_entry(doing, entry)
        if not result.anything:
            out.records = 0  # the feed's own document alone is nothing new
    if result.anything:
        _describe(feed, result.path)
    elif not any(result.path.iterdir()):
        result.path.rmdir()
    save_state(known_path, known)
    return result


def _free_path(folder: Path, moment: dt.datetime) -> Path:
    path, number = folder / f"{moment:%H%M%S}.warc.gz", 1
    while path.exists():
        number += 1
        path = folder / f"{moment:%H%M%S}-{number}.warc.gz"
    return path


def _listings(doing: _Round) -> Iterator[list[Entry]]:
    """The entries of a feed, or of each of the latest sitemaps of an index; nothing where nothing has changed.

    A document that cannot be had or read costs what it lists alone.
    """
    url = doing.feed.url
    try:
        answer = _conditional(doing, url)
        if answer is not None:
            doing.known.sitemaps = _latest(doing, answer)
            if not doing.known.sitemaps:
                yield _first(doing, answer)
    except (FetchError, UnreadableError) as problem:
        doing.refuse(url, f"the feed could not be read: {problem}")
        return
    for place in doing.known.sitemaps:
        try:
            answer = _conditional(doing, place)
            if answer is not None:
                yield _first(doing, answer)
        except (FetchError, UnreadableError) as problem:
            doing.refuse(place, f"the sitemap could not be read: {problem}")


def _latest(doing: _Round, answer: Response) -> list[str]:
    """The latest sitemaps of an index, which may change where the index does not; none of any other document."""
    listed = sitemaps(answer.body, answer.url)
    for told, place in listed:
        if place is None:
            reason = f"no address of the web: {told[:100]!r}: this sitemap was left alone"
            doing.refuse_for_good(answer.url, reason, "sitemap", told)
    places = [place for _, place in listed if place is not None]
    if len(places) > _MOST_SITEMAPS:
        reason = f"it lists {len(places):,} sitemaps: the {_MOST_SITEMAPS} latest are read; name others as feeds"
        doing.refuse_for_good(answer.url, reason, "sitemaps")
    return places[:_MOST_SITEMAPS]


def _first(doing: _Round, answer: Response) -> list[Entry]:
    """The entries of a document, as many as the feed may have."""
    found, most = entries(answer.body, answer.url), doing.feed.max_items
    if len(found) > most:
        reason = f"it lists {len(found):,} items: the first {most:,} are read; raise max_items for more"
        doing.refuse_for_good(answer.url, reason, "max_items", most)
    return found[:most]


def _conditional(doing: _Round, url: str) -> Response | None:
    """A document of the feed, kept raw; None if the server says that nothing has changed."""
    answer = doing.client.get(url, doing.feed, doing.known.validators.get(url))
    if answer.status != _OK:
        return None
    pairs = (("If-None-Match", answer.header("etag")), ("If-Modified-Since", answer.header("last-modified")))
    doing.known.validators[url] = {name: value for name, value in pairs if value}
    doing.out.response(answer, role="feed")
    return answer


def _fault(entry: Entry, feed: Feed) -> str | None:
    """Why an entry can give no article as it stands; None if nothing speaks against it."""
    if feed.full_articles and entry.url is None:
        return "the feed gives no address of the web for it; full_articles: false keeps the text that the feed gives"
    if not feed.full_articles and not entry.text:
        return "the feed gives no text of it: say full_articles: true"
    return None


def _fetch_entry(doing: _Round, entry: Entry) -> None:
    known, feed = doing.known, doing.feed
    called = (entry.said.get("title") or entry.id)[:100]
    if fault := _fault(entry, feed):
        doing.refuse_for_good(entry.place, f"{called!r}: {fault}", "entry", entry.digest, fault)
        return
    key = f"{entry.id} {entry.url}"
    seen = known.items.pop(key, None) or Seen(doing.free_id(entry))
    known.items[key] = seen
    if seen.digest == entry.digest:
        doing.result.known += 1
        return
    for doubt in entry.doubts:
        doing.refuse_for_good(entry.place, f"{called!r}: {doubt}: read without it", "doubt", entry.digest, doubt)
    said = {**entry.said, "id": f"{seen.id};version={seen.version + 1}" if seen.version else seen.id}
    if feed.outlet:
        said["outlet"] = feed.outlet
    try:
        if feed.full_articles:
            doing.out.response(doing.client.get(entry.place, feed), said=said)
        else:
            doing.out.text(entry.place, entry.text or "", said)
    except FetchError as problem:
        seen.failures += 1
        if seen.failures >= _MOST_FAILURES:
            seen.digest = entry.digest
        doing.refuse(entry.place, str(problem))
        return
    doing.result.changed += bool(seen.version)
    doing.result.kept += 1
    seen.digest, seen.version, seen.failures = entry.digest, seen.version + 1, 0


def _describe(feed: Feed, folder: Path) -> None:
    told = {"outlet": feed.outlet, "language": feed.language}
    text = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items() if value)
    if text:
        (folder / "_meta.yaml").write_text(text, encoding="utf-8")
