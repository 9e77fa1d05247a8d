"""Feeds are fetched politely and kept raw; a server's bad manners cost what they touch alone."""

import datetime as dt
import gzip
import os

import pytest

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.feeds.client import Client, FetchError
from pipelines.ingest.feeds.config import Feed, Feeds, FeedsError, load_feeds
from pipelines.ingest.feeds.entries import entries
from pipelines.ingest.feeds.fetch import fetch_feed
from pipelines.ingest.feeds.network import public
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.source import read_batch

from . import server as manners
from .samples import FIRST
from .server import Server

MORNING = dt.datetime(2021, 6, 1, 5, 0, 0, tzinfo=dt.UTC)
SETTINGS = {"delay": 0, "timeout": 2, "deadline": 20, "attempts": 3, "retry_wait": 0, "max_bytes": 1_000_000}


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def fetch(server, tmp_path):
    """`fetch(hours, **feed)` fetches the feed and gives what came of it."""

    def run(hours=0, **options):
        settings = {key: options.pop(key) for key in list(options) if key in Feeds.model_fields}
        fields = {"name": "local", "url": f"{server.url}/feed.xml", "private_hosts": ["127.0.0.1"], **options}
        with Client(Feeds(**{**SETTINGS, **settings}), pause=lambda _: None) as client:
            return fetch_feed(
                Feed(**fields),
                client,
                raw=tmp_path / "raw",
                state=tmp_path / "state",
                moment=MORNING + dt.timedelta(hours=hours),
            )

    return run


@pytest.fixture
def get(server):
    """`get(path, **settings)` gives an answer of the server."""

    def ask(path, **settings):
        with Client(Feeds(**{**SETTINGS, **settings}), pause=settings.pop("pause", lambda _: None)) as client:
            return client.get(server.url + path, Feed(name="x", url=server.url, private_hosts=["127.0.0.1"]))

    return ask


def documents(result):
    return [item for item in read_batch(result.path) if isinstance(item, Document)]


def reasons(result):
    return [item.reason for item in read_batch(result.path) if isinstance(item, Refusal)]


def test_what_a_feed_lists_becomes_articles_that_can_be_read_again_without_the_network(server, fetch):
    server.publish("dam", "bridge")
    result = fetch(outlet="Local Paper", language="en")
    assert (result.kept, result.refused) == (2, 0)
    assert result.path.name == "local.2021-06-01"
    server.routes.clear()
    first, second = documents(result)
    assert (first.title, first.outlet, first.language, first.external_id) == ("dam", "Local Paper", "en", "dam")
    assert (first.published_at_source, first.published_at.day) == ("metadata", 14)
    assert first.url == f"{server.url}/dam"
    assert FIRST in first.text
    assert second.format == "html"
    assert [document.doc_id for document in documents(result)] == [first.doc_id, second.doc_id]


def test_what_was_fetched_once_is_not_fetched_again(server, fetch):
    server.publish("dam")
    fetch()
    server.publish("dam", "bridge")
    server.asked.clear()
    later = fetch(hours=1)
    assert (later.kept, later.known) == (1, 1)
    assert "/dam" not in server.asked
    assert sorted(document.external_id for document in documents(later)) == ["bridge", "dam"]


def test_a_feed_that_has_not_changed_is_a_304_and_leaves_no_batch(server, fetch):
    server.publish("dam")
    server.routes["/feed.xml"] = manners.tagged(server.routes["/feed.xml"])
    fetch()
    server.asked.clear()
    result = fetch(hours=24)
    assert (result.kept, result.known, result.anything) == (0, 0, False)
    assert server.asked == ["/robots.txt", "/feed.xml"]
    assert not result.path.exists()


def test_an_article_that_changes_is_kept_in_both_versions(server, fetch):
    server.publish("dam")
    fetch()
    server.routes["/feed.xml"] = manners.feed(server.url, "dam", extra="Corrected.")
    server.routes["/dam"] = manners.page(
        "dam", "The number of villages was corrected to seven by the regional council."
    )
    result = fetch(hours=2)
    assert (result.kept, result.changed) == (1, 1)
    assert [document.external_id for document in documents(result)] == ["dam", "dam;version=2"]


def test_articles_that_share_a_guid_are_both_kept(server, fetch):
    server.publish("dam", "bridge")
    server.routes["/feed.xml"] = manners.feed(server.url, "dam", "bridge", guid="same")
    assert [document.external_id for document in documents(fetch())] == ["same", f"{server.url}/bridge"]


def test_a_feed_may_be_enough_in_itself(server, fetch):
    server.publish("dam")
    (document,) = documents(fetch(full_articles=False))
    assert document.text == "dam\n\nAbout dam."
    assert "/dam" not in server.asked


def test_sitemaps_are_feeds_too(server, fetch):
    server.publish("dam", "bridge")
    urls = f"<url><loc>{server.url}/dam</loc><lastmod>2021-05-01</lastmod></url><url><loc>/bridge</loc></url>"
    server.routes["/inner.xml"] = f"<?xml version='1.0'?><urlset>{urls}</urlset>".encode()
    index = f"<sitemap><loc>{server.url}/inner.xml</loc></sitemap>"
    server.routes["/feed.xml"] = f"<?xml version='1.0'?><sitemapindex>{index}</sitemapindex>".encode()
    assert [document.external_id for document in documents(fetch())] == [f"{server.url}/dam", f"{server.url}/bridge"]


@pytest.fixture
def sitemaps(server):
    """`sitemaps(name=[slugs])` publishes an index of sitemaps; None in place of slugs is a damaged one."""

    def publish(**listed):
        index = "".join(f"<sitemap><loc>{server.url}/{name}.xml</loc></sitemap>" for name in listed)
        index = f"<?xml version='1.0'?><sitemapindex>{index}</sitemapindex>".encode()
        server.routes["/feed.xml"] = manners.tagged(index)
        for name, slugs in listed.items():
            urls = "".join(f"<url><loc>/{slug}</loc></url>" for slug in slugs or [])
            server.routes[f"/{name}.xml"] = f"<urlset>{urls}</urlset>".encode() if slugs is not None else b"<urlset><u"
            server.routes.update({f"/{slug}": manners.page(slug) for slug in slugs or []})

    return publish


def test_a_damaged_sitemap_costs_what_it_lists_alone(sitemaps, fetch):
    sitemaps(a=["dam"], b=None, c=["bridge"])
    result = fetch()
    assert (result.kept, len(reasons(result))) == (2, 1)
    assert "the sitemap could not be read" in reasons(result)[0]


def test_sitemaps_may_change_where_their_index_does_not(sitemaps, server, fetch):
    sitemaps(a=["dam"])
    fetch()
    sitemaps(a=["dam", "bridge"])
    assert fetch(hours=24).kept == 1
    assert server.asked.count("/a.xml") == 2


def test_of_a_sitemap_the_latest_pages_come_first():
    days = {"old": "2021-05-01", "new": "2021-06-01T10:00:00Z", "undated": ""}
    urls = "".join(f"<url><loc>/{slug}</loc><lastmod>{day}</lastmod></url>" for slug, day in days.items())
    found = entries(f"<urlset>{urls}</urlset>".encode(), "https://x.example/s.xml")
    assert [entry.url.rpartition("/")[2] for entry in found] == ["new", "old", "undated"]


def test_what_an_index_of_sitemaps_lists_in_vain_is_told_once(sitemaps, server, fetch):
    sitemaps(**{name: [name] for name in "abcdef"})
    index = "<sitemapindex>" + "".join(f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in "abcdef")
    server.routes["/feed.xml"] = f"{index}<sitemap><loc>mailto:x</loc></sitemap></sitemapindex>".encode()
    result = fetch()
    assert result.kept == 5
    assert [reason.partition(":")[0] for reason in reasons(result)] == ["no address of the web", "it lists 6 sitemaps"]
    assert not fetch(hours=24).anything


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<?xml version='1.0'?><rss><channel><item><title>no end", "not well-formed"),
        (b"<html><body>Moved</body></html>", "no feed"),
        (b'<!DOCTYPE r [<!ENTITY a "x">]><rss>&a;</rss>', "entities"),
        (b"", "no element"),
    ],
)
def test_a_malformed_feed_is_one_refusal_and_is_tried_again(server, fetch, body, words):
    server.routes["/feed.xml"] = lambda handler: handler.answer(body, ETag='"bad"')
    result = fetch()
    assert (result.kept, result.refused) == (0, 1)
    (reason,) = reasons(result)
    assert words in reason
    server.publish("dam")
    assert fetch(hours=1).kept == 1


def test_a_page_that_fails_is_told_and_tried_again_while_others_are_kept(server, fetch):
    server.publish("dam", "bridge")
    server.routes["/feed.xml"] = manners.tagged(server.routes["/feed.xml"])
    del server.routes["/dam"]
    result = fetch()
    assert (result.kept, result.refused) == (1, 1)
    assert "status 404" in reasons(result)[0]
    server.routes["/dam"] = manners.page("dam")
    assert fetch(hours=1).kept == 1


def test_errors_that_pass_are_waited_out(server, get):
    server.routes["/once"] = manners.failing(2, b"<p>fine</p>")
    server.routes["/busy"] = manners.failing(1, b"<p>fine</p>", Retry_After="0")
    assert get("/once").body == get("/busy").body == b"<p>fine</p>"
    server.routes["/never"] = manners.failing(9, b"")
    with pytest.raises(FetchError, match="status 500"):
        get("/never")
    assert server.asked.count("/never") == 3


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (manners.drip, "in time"),
        (manners.drip_headers, "in time"),
        (manners.endless, "1,000,000 bytes"),
        (manners.bomb, "expands"),
        (manners.cut_short, "connection failed"),
        (lambda handler: handler.answer(b"x", Content_Length=50_000_000), "1,000,000 bytes"),
        (lambda handler: handler.answer(b"not gzip", Content_Encoding="gzip"), "."),
        (lambda handler: handler.answer(b"x", Content_Encoding="gzip, gzip"), "not asked for"),
        (lambda handler: handler.answer(b"x", Content_Encoding="zstd"), "not asked for"),
        (lambda handler: handler.answer(status=302, Location="http://[bad"), "no address"),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "."),
    ],
)
def test_bad_manners_end_in_time_with_a_reason(server, get, route, words):
    server.routes["/bad"] = route
    with pytest.raises(FetchError, match=words):
        get("/bad", attempts=1, timeout=20, deadline=0.7 if words == "in time" else 20)


def test_a_body_is_no_longer_than_its_length_says(server, get):
    server.routes["/long"] = lambda handler: handler.answer(b"<p>short</p>" * 9, Content_Length=12, Connection="close")
    assert get("/long").body == b"<p>short</p>"


def test_redirects_are_followed_within_reason(server, get):
    server.routes["/a"], server.routes["/b"] = manners.to("/b"), b"there"
    assert get("/a").url.endswith("/b")
    server.routes["/b"] = manners.to("/a")
    with pytest.raises(FetchError, match="circle"):
        get("/a")
    for number in range(9):
        server.routes[f"/{number}"] = manners.to(f"/{number + 1}")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get("/0")


@pytest.mark.parametrize(
    "target",
    [
        "http://localhost:1/", "http://127.0.0.2/", "http://[::1]/", "http://169.254.169.254/latest/meta-data", "http://0/",
        "http://10.1.2.3/", "http://192.168.0.1/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f.1/",
        "http://user@127.1/",
    ],
)  # fmt: skip
def test_redirects_never_lead_to_private_addresses(server, get, target):
    server.routes["/a"] = manners.to(target)
    with pytest.raises(FetchError, match=r"no public address|connection failed"):
        get("/a", attempts=1)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://127.0.0.1/", "javascript:alert(1)"]
)
def test_redirects_lead_to_the_web_alone(server, get, target):
    server.routes["/a"] = manners.to(target)
    with pytest.raises(FetchError, match=r"no address of the web|not an answer"):
        get("/a")


def test_a_host_on_this_machine_is_asked_only_if_the_feed_names_it(server, fetch):
    server.publish("dam")
    result = fetch(private_hosts=[])
    assert "no public address" in reasons(result)[0]
    assert server.asked == []


def test_a_sitemap_may_be_a_compressed_file(monkeypatch):
    data = gzip.compress(b"<urlset><url><loc>https://x.example/dam</loc></url></urlset>")
    assert [entry.url for entry in entries(data, "https://x.example/s.xml.gz")] == ["https://x.example/dam"]
    with pytest.raises(UnreadableError, match="damaged"):
        entries(data[:20], "https://x.example/s.xml.gz")
    monkeypatch.setattr("pipelines.ingest.feeds.entries._MAX_BYTES", 20)
    with pytest.raises(UnreadableError, match="expands"):
        entries(data, "https://x.example/s.xml.gz")


def test_one_feed_does_not_use_the_connections_of_another(server):
    server.routes["/page"] = b"words"
    with Client(Feeds(**SETTINGS), pause=lambda _: None) as client:
        client.get(f"{server.url}/page", Feed(name="a", url=server.url, private_hosts=["127.0.0.1"]))
        with pytest.raises(FetchError, match="no public address"):
            client.get(f"{server.url}/page", Feed(name="b", url=server.url))


def add_item(server, item):
    server.routes["/feed.xml"] = server.routes["/feed.xml"].replace(b"</channel>", f"{item}</channel>".encode())


@pytest.mark.parametrize("link", ["http://[", "http://a\u2100b.example/", "mailto:a@b.example", " "])
def test_an_address_that_is_none_costs_its_entry_alone_and_is_told_once(server, fetch, link):
    server.publish("dam")
    add_item(server, f"<item><title>Bridge shut</title><link>{link}</link></item>")
    result = fetch()
    assert (result.kept, result.refused) == (1, 1)
    (reason,) = reasons(result)
    assert reason.startswith("'Bridge shut': the feed gives no address")
    assert not fetch(hours=24).anything
    add_item(server, f"<item><title>Bridge open</title><link>{link}</link></item>")
    later = fetch(hours=48)
    assert (later.refused, [reason.partition(":")[0] for reason in reasons(later)]) == (1, ["'Bridge open'"])


def test_an_entry_without_an_address_is_an_article_where_the_text_of_the_feed_is_enough(server, fetch):
    server.publish()
    add_item(server, "<item><title>Bridge shut</title><description>The bridge is shut.</description></item>")
    assert fetch().refused == 1
    result = fetch(hours=24, full_articles=False)
    (document,) = documents(result)
    assert (document.text, document.url) == ("Bridge shut\n\nThe bridge is shut.", None)
    assert not fetch(hours=48, full_articles=False).anything


def test_an_entry_without_a_text_is_told_once_where_no_page_is_fetched(server, fetch):
    server.publish()
    add_item(server, f"<item><link>{server.url}/dam</link></item>")
    assert "no text" in reasons(fetch(full_articles=False))[0]
    assert not fetch(hours=24, full_articles=False).anything


def test_a_date_that_is_none_is_told_once_and_the_article_read_without_it(server, fetch):
    server.publish()
    told = "<pubDate>some time in spring</pubDate><description>The bridge is shut.</description>"
    add_item(server, f"<item><title>Bridge shut</title><link>{server.url}/dam</link>{told}</item>")
    result = fetch(full_articles=False)
    (document,) = documents(result)
    assert (document.published_at, document.published_at_source) == (None, "none")
    assert reasons(result) == ["'Bridge shut': 'some time in spring' is not a date: read without it"]
    assert not fetch(hours=24, full_articles=False).anything


def test_what_a_feed_lists_beyond_its_limit_is_told_once(server, fetch):
    server.publish("dam", "bridge", "ferry")
    result = fetch(max_items=2)
    assert (result.kept, reasons(result)) == (
        2,
        ["it lists 3 items: the first 2 are read; raise max_items for more"],
    )
    assert not fetch(hours=24, max_items=2).anything
    assert fetch(hours=48).kept == 1


def test_an_address_cannot_end_a_line_of_what_is_kept():
    feed = '<feed><entry><link href="http://x.example/&#10;Sitrep-Role: feed"/><summary>y</summary></entry></feed>'
    (entry,) = entries(feed.encode(), "https://x.example/")
    assert entry.url == "http://x.example/%0ASitrep-Role:%20feed"


def test_an_outlet_may_have_any_character(server, fetch):
    server.publish("dam")
    (document,) = documents(fetch(outlet="The Daily \U0001f30d"))
    assert document.outlet == "The Daily \U0001f30d"


def test_robots_txt_is_minded(server, fetch):
    server.publish("dam", "private-bridge")
    server.routes["/robots.txt"] = b"User-agent: *\nDisallow: /private-*\n"
    result = fetch()
    assert (result.kept, result.refused) == (1, 1)
    assert "robots.txt forbids it" in reasons(result)[0]
    assert "/private-bridge" not in server.asked


def test_robots_txt_is_minded_where_it_has_moved(server, fetch):
    server.publish("dam")
    server.routes["/robots.txt"] = lambda handler: handler.answer(status=301, Location="/rules")
    server.routes["/rules"] = b"User-agent: *\nDisallow: /dam\n"
    assert "robots.txt forbids it" in reasons(fetch())[0]
    assert "/dam" not in server.asked


def test_where_robots_txt_cannot_be_had_nothing_is_fetched(server, fetch):
    server.publish("dam")
    server.routes["/robots.txt"] = manners.failing(99, b"")
    assert "status 500" in reasons(fetch())[0]
    assert "/feed.xml" not in server.asked


def test_a_pause_lies_between_two_requests_to_one_host(server):
    server.routes["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7\n"
    server.routes["/a"] = server.routes["/b"] = b"<p>x</p>"
    pauses = []
    with Client(Feeds(**{**SETTINGS, "delay": 3}), pause=pauses.append) as client:
        feed = Feed(name="x", url=server.url, private_hosts=["127.0.0.1"])
        client.get(f"{server.url}/a", feed)
        client.get(f"{server.url}/b", feed)
    assert [round(pause) for pause in pauses] == [7, 7]


def test_a_fetch_that_is_interrupted_leaves_nothing_half_and_is_made_again(server, fetch, tmp_path):
    server.publish("dam", "bridge")

    def interrupted(handler):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.ingest.feeds.warc_file.WarcFile.response", interrupted)
        with pytest.raises(BaseException):  # noqa: B017 - whatever the interruption becomes
            fetch()
    assert not [name for _, _, names in os.walk(tmp_path / "raw") for name in names]
    assert fetch().kept == 2


NOT_PUBLIC = """
127.0.0.1 10.0.0.1 ::1 fe80::1%eth0 ::ffff:10.0.0.1 0.0.0.0 224.0.0.1 169.254.169.254 100.64.0.1 2002:7f00:1::
64:ff9b::7f00:1 fd00::1 64:ff9b:1::7f00:1 fec0::1 ::7f00:1 ::ffff:0:7f00:1
"""


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_addresses_that_are_not_public_are_known_in_every_way_of_writing(address):
    assert not public(address)
    assert public("93.184.216.34")
    assert public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("feeds: [{name: a, url: 'file:///etc/passwd'}]", "http"),
        ("feeds: [{name: ../a, url: 'http://x.example/'}]", "name"),
        ("feeds: [{name: a, url: 'http://x.example/'}, {name: A, url: 'http://y.example/'}]", "one name"),
        ("feeds: {", "feeds.yaml"),
        ("colour: red", "colour"),
    ],
)
def test_a_bad_feeds_file_is_one_line_with_its_name(tmp_path, text, words):
    path = tmp_path / "feeds.yaml"
    path.write_text(text)
    with pytest.raises(FeedsError, match=words) as caught:
        load_feeds(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_file_means_no_feeds(tmp_path):
    assert load_feeds(tmp_path / "feeds.yaml").feeds == []
