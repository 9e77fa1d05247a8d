"""The sensor and the schedule for real: `dagster dev` is started, files come, a feed publishes, all of it is killed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dagster as dg
import polars as pl
import pytest

from pipelines.runner.job import instance
from pipelines.settings import ROOT

PATIENCE = 600
ITEM = """<item><title>{title}</title><link>{url}/{slug}</link><guid>{slug}</guid>
<pubDate>Tue, 14 May 2019 08:00:00 GMT</pubDate><description>{title} at Tellin, the harbour master said.</description>
</item>"""
SWITCHES = """{
schedulesOrError(repositorySelector: %s) { ... on Schedules { results { name scheduleState { status } } } }
sensorsOrError(repositorySelector: %s) { ... on Sensors { results { name sensorState { status } } } } }"""
SITREP = '{repositoryName: "__repository__", repositoryLocationName: "sitrep"}'


class Deployment:
    """`dagster dev` over folders of its own."""

    def __init__(self, folder):
        self.raw, self.output, self.feeds = folder / "raw", folder / "out", folder / "feeds"
        for path in (self.raw, self.feeds, folder / "data" / "dagster"):
            path.mkdir(parents=True)
        shutil.copy(ROOT / "dagster.yaml", folder)
        self.home, self.process = folder, None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        places = {"RAW": self.raw, "OUTPUT": self.output, "FEEDS": self.feeds, "DAILY": "* * * * *", "LOOK": 5}
        self.environment = {
            **os.environ,
            **{f"SITREP_{name}": str(value) for name, value in places.items()},
            "DAGSTER_HOME": str(folder),
            "DAGSTER_DISABLE_TELEMETRY": "yes",
            "PYTHONPATH": str(ROOT),
        }

    def start(self):
        command = [sys.executable, "-m", "dagster", "dev", "-w", str(ROOT / "workspace.yaml"), "-p", str(self.port)]
        with (self.home / "dev.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.home, env=self.environment, start_new_session=True, stdout=log, stderr=log
            )

    def kill(self):
        """Webserver, daemon and runs under way, without a chance to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def log(self):
        return (self.home / "dev.log").read_text()[-3000:]

    def until(self, reached, shown=lambda: ""):
        end = time.monotonic() + PATIENCE
        while not reached():
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < end, (shown(), self.log())
            time.sleep(0.5)

    def titles(self):
        path = self.output / "documents.parquet"
        return sorted(pl.read_parquet(path)["title"]) if path.exists() else []

    def wait_for(self, *titles):
        self.until(lambda: self.titles() == sorted(titles), self.titles)

    def wait_for_run(self, partition, status):
        """Until a run of a batch has come so far."""
        self.until(lambda: any(run.tags.get("dagster/partition") == partition for run in self.runs(status)))

    def runs(self, status):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DAGSTER_HOME", str(self.home))
            with instance() as home:
                return home.get_runs(dg.RunsFilter(statuses=[status]))

    def switches(self):
        """What the UI shows under Automation: the state of each schedule and sensor, by its name."""
        query = json.dumps({"query": SWITCHES % (SITREP, SITREP)}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", query, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            told = json.loads(answer.read())["data"]
        found = {each["name"]: each["scheduleState"]["status"] for each in told["schedulesOrError"]["results"]}
        return found | {each["name"]: each["sensorState"]["status"] for each in told["sensorsOrError"]["results"]}


@pytest.fixture
def deployment(tmp_path):
    made = Deployment(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


@pytest.fixture
def courier():
    """A feed: what is put into `items` it publishes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            items = "".join(
                ITEM.format(url=self.server.url, slug=slug, title=t) for slug, t in self.server.items.items()
            )
            feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'
            body = feed.encode() if self.path == "/rss" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.url, server.items = f"http://127.0.0.1:{server.server_port}", {"ferry": "Ferry runs again"}
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_files_and_feeds_reach_the_tables_and_what_is_killed_loses_and_repeats_nothing(deployment, courier):
    raw = deployment.raw
    deployment.start()
    (raw / "first.txt").write_text("Dam breaks\n\nThe dam above Tellin broke on Tuesday, the mayor said.")
    feed = f"{{name: courier, url: '{courier.url}/rss', full_articles: false, private_hosts: [127.0.0.1]}}"
    (deployment.feeds / "feeds.yaml").write_text(f"delay: 0\nfeeds: [{feed}]")
    deployment.wait_for("Dam breaks", "Ferry runs again")
    assert deployment.switches() == {"daily": "RUNNING", "daily_report": "STOPPED", "new_batches": "RUNNING"}

    (raw / "second.txt").write_text("Bridge closes\n\nThe bridge at Orva closed on Monday, the council said.")
    deployment.wait_for_run("second.txt", dg.DagsterRunStatus.STARTED)
    deployment.kill()
    (raw / "third.txt").write_text("Mill burns\n\nThe mill at Kelda burned down on Friday, the fire brigade said.")
    courier.items["harbour"] = "Harbour opens"
    deployment.start()
    deployment.wait_for("Bridge closes", "Dam breaks", "Ferry runs again", "Harbour opens", "Mill burns")
    for name in ("second.txt", "third.txt"):
        deployment.wait_for_run(name, dg.DagsterRunStatus.SUCCESS)
    time.sleep(12)  # two looks of the sensor more
    successes = Counter(run.tags.get("dagster/partition") for run in deployment.runs(dg.DagsterRunStatus.SUCCESS))
    assert [successes[f"{name}.txt"] for name in ("first", "second", "third")] == [1, 1, 1]
    assert len(list(raw.glob("courier.*/*.warc.gz"))) == 2
