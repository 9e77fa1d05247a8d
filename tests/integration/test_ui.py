"""The Dagster UI in a browser: graph, origins of columns, a failed check, a launch and a switch by clicking."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import dagster as dg
import pytest

from pipelines.runner.job import instance
from pipelines.settings import ROOT

PATIENCE = 400
SIZE = {"width": 1280, "height": 800}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.5)


@pytest.fixture(scope="module")
def desk(browser, articles, tmp_path_factory):
    """`sitrep ui` over tables of its own, made of three articles and a damaged one: the address and its environment."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(articles, folder / "raw" / "articles")
    (folder / "raw" / "articles" / "broken.docx").write_bytes(b"no archive")
    shutil.copy(ROOT / "dagster.yaml", folder)
    places = {"SITREP_RAW": "raw", "SITREP_OUTPUT": "out", "SITREP_FEEDS": "feeds", "DAGSTER_HOME": ""}
    environment = {**os.environ, **{name: str(folder / place) for name, place in places.items()}}
    sitrep = [sys.executable, "-m", "pipelines.cli"]
    subprocess.run([*sitrep, "run", "--workers", "1"], cwd=ROOT, env=environment, check=True, capture_output=True)
    port = free_port()
    with (folder / "ui.log").open("wb") as log:
        process = subprocess.Popen(
            [*sitrep, "ui", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=log,
            stderr=log,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            until(lambda: answers(f"{url}/server_info"))
            yield url, folder
            told = (folder / "ui.log").read_text(encoding="utf-8").splitlines()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
    assert [line for line in told if "in a moment" not in line] == []


@pytest.fixture
def home(desk, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(desk[1]))
    with instance() as found:
        yield found


@pytest.fixture
def tab(desk, browser):
    context = browser.new_context(viewport=SIZE, base_url=desk[0])
    opened, elsewhere = context.new_page(), []
    opened.on("request", lambda asked: elsewhere.append(asked.url) if "127.0.0.1" not in asked.url else None)
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    context.close()
    assert [url for url in elsewhere if url.startswith("http")] == []


def test_the_asset_graph_shows_the_stages(tab, picture):
    tab.goto("/asset-groups")
    for stage in ("feeds", "ingest", "extract", "resolve", "publish", "report", "quality"):
        tab.get_by_text(stage, exact=True).first.wait_for()
    picture(tab, "graph")


def test_an_asset_tells_what_it_is_made_of_and_by_which_code(tab, picture):
    tab.goto("/assets/events?view=lineage")
    tab.get_by_text("figures").first.wait_for()
    picture(tab, "lineage")
    tab.goto("/assets/events")
    tab.get_by_text("Freshness policy").first.wait_for()
    links = tab.locator("a[href^='vscode://file/']")
    links.nth(2).wait_for()
    leads = [link.split("vscode://file/")[1] for link in links.evaluate_all("all => all.map(one => one.href)")]
    for place in ("assets/resolve.py:", "docs/reference/tables.md:", "docs/explanation/events.md:"):
        assert any(place in link for link in leads)
    picture(tab, "asset")


def test_a_column_tells_which_columns_it_comes_from(tab, picture):
    tab.goto("/assets/events")
    tab.get_by_placeholder("Filter columns").fill("fatalities_best")
    tab.get_by_text("mentions/figures: bound, event_id, high, low, measure").wait_for()
    tab.get_by_placeholder("Filter columns").scroll_into_view_if_needed()
    picture(tab, "columns")


def test_a_failed_check_shows_samples(tab, picture):
    tab.goto("/assets/raw_documents?view=checks&checkDetail=everything_read")
    tab.get_by_text("[Show Markdown]").first.click()
    tab.get_by_role("dialog").get_by_text("broken.docx").wait_for()
    picture(tab, "samples")


def test_a_batch_is_launched_by_clicking(tab, desk, home, picture):
    tab.goto("/locations/sitrep/jobs/sitrep")
    tab.get_by_role("button", name="Materialize all").first.click()
    tab.get_by_role("button", name="Confirm").click()
    launch = tab.get_by_role("dialog").filter(has_text="Launch runs to materialize")
    launch.get_by_role("button", name="All", exact=True).click()
    launch.get_by_text("1 partition").first.wait_for()
    picture(tab, "launch")
    before = {run.run_id for run in home.get_runs()}
    launch.get_by_role("button", name="Launch").last.click()
    done = dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS])
    until(lambda: [run for run in home.get_runs(done) if run.run_id not in before])
    (run,) = [run for run in home.get_runs(done) if run.run_id not in before]
    assert run.tags["dagster/partition"] == "articles"
    assert run.tags["sitrep/output"] == str(desk[1] / "out")
    tab.goto(f"/runs/{run.run_id}")
    tab.get_by_text("Success").first.wait_for()
    picture(tab, "run")


def test_a_schedule_is_switched_on_and_the_code_location_reloads(tab, home, picture):
    tab.goto("/automation")
    tab.get_by_text("Scheduled At 07:00 AM UTC").wait_for()
    boxes = tab.get_by_role("checkbox")
    boxes.nth(2 * 3).wait_for(state="attached")
    switch = boxes.all()[2::2][1]  # after "Select all", each automation has a box to select it and its switch
    assert not switch.is_checked()
    switch.locator("xpath=following-sibling::*[1]").click()
    until(lambda: [state for state in home.all_instigator_state() if state.instigator_name == "daily_report"])
    (state,) = [state for state in home.all_instigator_state() if state.instigator_name == "daily_report"]
    assert state.status.value == "RUNNING"
    picture(tab, "automation")
    tab.goto("/deployment/locations")
    tab.get_by_role("button", name="Reload all").click()
    tab.get_by_text("Loaded").first.wait_for()
    tab.wait_for_load_state("networkidle")
    assert tab.get_by_text("Failed").count() == 0
