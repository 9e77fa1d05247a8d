"""The situation report: complete, inert, choosy, and usable in a browser by keyboard."""

import html
import re
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from pipelines.report.charts import charts
from pipelines.report.page import render
from pipelines.report.situation import Choice, situation
from pipelines.tables.read import connect

HOSTILE = """<script>alert(1)</script> Army kills 12 rebels

The army killed 12 rebels near Goma on Monday, <img src=x onerror=alert(1)> spokesman "Joe" <b>Kabila</b> said. \u202e
{{ 7 * 7 }} Protesters burned </style></script> tyres in Goma on Tuesday.
"""


def report(connection, choice):
    told = situation(connection, choice)
    return render(told, charts(told))


@pytest.fixture(scope="module")
def page(warehouse):
    with connect(warehouse) as connection:
        return report(connection, Choice())


class Links(HTMLParser):
    """Ids and the fragments that refer to them."""

    def __init__(self):
        super().__init__()
        self.ids, self.targets, self.tags = [], set(), set()

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.add(tag)
        if known.get("id"):
            self.ids.append(known["id"])
        link = known.get("href") or known.get("xlink:href") or ""
        if link:
            assert link.startswith("#"), link
            self.targets.add(link[1:].partition("?")[0])


def test_every_link_leads_somewhere_on_the_page(page):
    links = Links()
    links.feed(page)
    assert len(links.ids) == len(set(links.ids))
    assert links.targets - {""} <= set(links.ids)


def test_where_not_all_events_are_listed_every_link_still_leads_somewhere(warehouse, monkeypatch):
    monkeypatch.setattr("pipelines.report.situation.LISTED", 0)
    monkeypatch.setattr("pipelines.report.situation.EXAMPLES", 1)
    with connect(warehouse) as connection:
        told = situation(connection, Choice())
        some = render(told, charts(told))
    links = Links()
    links.feed(some)
    assert 0 < len(told.events) < told.numbers["events"]
    assert links.targets - {""} <= set(links.ids)
    assert f"{len(told.events)} of {told.numbers['events']}: those that come first" in some
    for row in told.places:
        assert any(row["place_id"] == event["place_id"] for event in told.events)


def test_nothing_comes_from_elsewhere(page):
    assert "default-src 'none'" in html.unescape(page)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)
    assert not re.findall(r"@import|url\((?!#)", page)


def test_numbers_are_those_of_the_tables(warehouse, table):
    with connect(warehouse) as connection:
        told = situation(connection, Choice())
    events = table("events")
    assert told.numbers["events"] == events.height == len(told.events)
    assert told.numbers["hypothetical"] == events.filter(~pl.col("is_background"), modality="hypothetical").height
    states = ("actual", "future", "hypothetical", "negated", "background")
    assert sum(told.numbers[state] for state in states) == events.height
    assert told.numbers["articles"] == table("event_mentions")["doc_id"].n_unique()
    assert {row["doc_id"] for row in told.documents} <= set(table("documents")["doc_id"])


@pytest.mark.parametrize(
    ("choice", "inside"),
    [
        (Choice(country="CHL"), "Chile"),
        (Choice(actor="kenya"), "Kenya"),
    ],
)
def test_a_choice_leaves_the_rest_out(warehouse, choice, inside):
    with connect(warehouse) as connection:
        some, everything = situation(connection, choice), situation(connection, Choice())
    assert 0 < some.numbers["events"] < everything.numbers["events"]
    assert any(inside in row["text"] for row in some.documents)


def test_days_bound_the_choice(warehouse):
    with connect(warehouse) as connection:
        import datetime as dt  # noqa: PLC0415

        assert situation(connection, Choice(until=dt.date(1990, 1, 1))).numbers["actual"] == 0
        assert situation(connection, Choice(since=dt.date(2021, 3, 1))).numbers["actual"] > 0


def test_an_output_without_an_event_has_a_report_too(execute, tmp_path):
    (tmp_path / "a.txt").write_text("Title\n\nThe museum has 30 rooms.\n", encoding="utf-8")
    execute(tmp_path / "out", tmp_path / "a.txt")
    with connect(tmp_path / "out") as connection:
        assert "No event is dated." in report(connection, Choice())


@pytest.fixture(scope="module")
def hostile(execute, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "evil.txt").write_text(HOSTILE, encoding="utf-8")
    execute(folder / "out", folder / "evil.txt")
    with connect(folder / "out") as connection:
        return report(connection, Choice())


def test_text_of_articles_cannot_act(hostile):
    links = Links()
    links.feed(hostile)
    assert "img" not in links.tags
    assert hostile.count("<script") == hostile.count("</script>") == 1
    assert "alert(1)" not in re.search(r"<script>.*?</script>", hostile, re.S)[0]
    assert "{{ 7 * 7 }}" in hostile
    assert "\u202e" not in hostile


def test_the_page_does_not_depend_on_where_it_is_made(warehouse, page, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        with connect(warehouse) as connection:
            assert report(connection, Choice()) == page
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_number_leads_to_the_events_that_it_counts(browser, page, tmp_path):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    links = tab.locator("td.number a").evaluate_all("all => all.map(a => [a.getAttribute('href'), a.textContent])")
    counted = Counter()
    for href, number in links:
        counted[href] += int(number)
    assert {re.search(r"\?(\w+)=", href)[1] for href in counted} >= {"day", "place", "voice"}
    for href, number in counted.items():
        tab.evaluate("href => { location.hash = href; }", href)
        tab.wait_for_function("() => document.getElementById('shown').textContent.includes('number counts')")
        tab.wait_for_function("href => location.hash === href", arg=href)
        assert tab.locator("#shown").inner_text().startswith(f"{number} of "), href
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_filters_and_opens_the_evidence_by_keyboard(browser, page, scheme, tmp_path):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    complaints, requests = [], []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto((tmp_path / "page.html").as_uri())
    everything = tab.locator("details.event:visible").count()
    tab.focus(".numbers li:nth-child(3) a")
    tab.keyboard.press("Enter")
    tab.locator("input[name=text]:focus").wait_for()
    possible = tab.locator("details.event:visible")
    assert 0 < possible.count() < everything
    assert {one.get_attribute("data-state") for one in possible.all()} == {"hypothetical"}
    possible.first.locator("summary").focus()
    tab.keyboard.press("Enter")
    possible.first.locator("a[href^='#mnt']").first.focus()
    tab.keyboard.press("Enter")
    tab.locator("span:target + mark.event").wait_for()
    assert complaints == []
    assert all(url.startswith("file:") for url in requests)
    context.close()


def test_the_filter_and_the_evidence_need_the_keyboard_alone(browser, page, tmp_path):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    for _ in range(400):
        if tab.evaluate("document.activeElement.name") == "text":
            break
        tab.keyboard.press("Tab")
    tab.keyboard.type("market")
    shown = tab.locator("details.event:visible")
    assert all("market" in text.lower() for text in shown.evaluate_all("all => all.map(one => one.textContent)"))
    for _ in range(8):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    tab.keyboard.press("Enter")
    assert shown.first.get_attribute("open") is not None
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.locator("span:target + mark.event").wait_for()
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_serious_to_say(browser, page, scheme, tmp_path):
    axe = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
    if not axe.is_file():
        pytest.skip("axe-core is not installed: npm install --prefix tests/integration")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    tab.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    tab.add_script_tag(path=axe)
    found = tab.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']})")
    serious = [one for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []
    context.close()


def test_a_report_in_pictures(browser, page, tmp_path, picture):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    for scheme in ("light", "dark"):
        tab = browser.new_page(color_scheme=scheme, viewport={"width": 1000, "height": 760})
        tab.goto((tmp_path / "page.html").as_uri())
        picture(tab, f"report-{scheme}")
        tab.locator("details.event summary").first.click()
        assert tab.locator("details.event blockquote").first.is_visible()
        picture(tab, f"evidence-{scheme}")
        tab.close()
