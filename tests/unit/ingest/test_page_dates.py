"""A page tells when it was published with the time of day, and a day that it does not tell is not invented."""

import datetime as dt
import time

import pytest

from pipelines.ingest.page_dates import stated

from .samples import HTML

STATED = '<meta property="article:published_time" content="2019-05-14T08:00:00Z">'


def page(head="", body=""):
    return HTML.replace(STATED, head).replace("</h1>", f"</h1>{body}")


def moment(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        (STATED, moment(2019, 5, 14, 8)),
        ('<meta property="article:published_time" content="2019-05-14T23:30:00-05:00">', moment(2019, 5, 15, 4, 30)),
        ('<meta name="date" content="2019-05-14">', moment(2019, 5, 14)),
        ('<meta name="date" content="14 May 2019 10:30">', moment(2019, 5, 14)),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2019-05-16T09:00:00Z",'
            ' "datePublished": "2019-05-14T08:30:00+02:00"}</script>',
            moment(2019, 5, 14, 6, 30),
        ),
    ],
)
def test_the_head_of_a_page_tells_the_moment(article, head, meant):
    found = article("a.html", page(head))
    assert (found.published_at, found.published_at_source) == (meant, "html")


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ('<time datetime="2019-05-14T08:30:00+02:00" pubdate>Tuesday</time>', moment(2019, 5, 14, 6, 30)),
        ('<span class="date">14 May 2019</span>', moment(2019, 5, 14)),
        ('<span class="date">May 14, 2019</span>', moment(2019, 5, 14)),
        ('<span class="date">14. Mai 2019</span>', moment(2019, 5, 14)),
        ('<span class="date">14/05/2019</span>', moment(2019, 5, 14)),
    ],
)
def test_a_date_that_readers_see_tells_it_too(article, body, meant):
    found = article("a.html", page(body=body))
    assert (found.published_at, found.published_at_source) == (meant, "html")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2019-05">',
        '<meta name="date" content="2019 May">',
        '<meta property="og:image" content="https://x.example/2018/03/02/dam.jpg">',
        "",
    ],
)
def test_a_day_that_the_page_does_not_tell_is_unknown(article, head):
    assert article("a.html", page(head)).published_at is None


def test_a_day_in_the_address_is_told_by_the_path_and_after_the_text(article):
    head = '<link rel="canonical" href="https://x.example/2019/05/14/dam">'
    found = article("a.html", page(head))
    assert (found.published_at, found.published_at_source) == (moment(2019, 5, 14), "path")
    dated = page(head).replace("The dam above", "TELLIN, 13 May 2019 (Acme) -- The dam above")
    assert article("b.html", dated).published_at == moment(2019, 5, 13)


def test_what_the_head_says_goes_before_the_address(article):
    head = f'<link rel="canonical" href="https://x.example/2018/03/02/dam">{STATED}'
    assert article("a.html", page(head)).published_at == moment(2019, 5, 14, 8)


def test_a_page_of_a_million_addresses_takes_little_time():
    html = "<a href='/2019/05/14/x'>" * 400_000
    started = time.process_time()
    assert stated("2019-05-14T00:00:00", html) is None
    assert time.process_time() - started < 2
