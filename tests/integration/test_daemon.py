"""The sensor and the schedule for real: the daemon is started, files come, a feed publishes, the daemon is killed."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dagster as dg
import polars as pl
import pytest

from pipelines.runner.job import instance
from pipelines.settings import ROOT

PATIENCE = 300
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><item><title>Ferry runs again</title>
<link>{url}/ferry</link><guid>ferry-1</guid><pubDate>Tue, 14 May 2019 08:00:00 GMT</pubDate>
<description>The ferry to Tellin runs again after two days, the harbour master said.</description>
</item></channel></rss>"""


class Daemon:
    """Dagster's daemon over folders of its own."""

    def __init__(self, folder):
        self.raw, self.output, self.feeds = folder / "raw", folder / "out", folder / "feeds"
        for path in (self.raw, self.feeds, folder / "data" / "dagster"):
            path.mkdir(parents=True)
        shutil.copy(ROOT / "dagster.yaml", folder)
        self.home = folder
        places = {"RAW": self.raw, "OUTPUT": self.output, "FEEDS": self.feeds, "DAILY": "* * * * *", "LOOK": 5}
        self.environment = {
            **os.environ,
            **{f"SITREP_{name}": str(value) for name, value in places.items()},
            "DAGSTER_HOME": str(folder),
            "PYTHONPATH": str(ROOT),
        }

    def start(self):
        command = [sys.executable, "-m", "dagster._daemon", "run", "-w", str(ROOT / "workspace.yaml")]
        with (self.home / "daemon.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.home, env=self.environment, start_new_session=True, stdout=log, stderr=log
            )

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def titles(self):
        path = self.output / "documents.parquet"
        return sorted(pl.read_parquet(path)["title"]) if path.exists() else []

    def wait_for(self, titles):
        until = time.monotonic() + PATIENCE
        while self.titles() != sorted(titles):
            assert self.process.poll() is None, (self.home / "daemon.log").read_text()
            assert time.monotonic() < until, (self.titles(), (self.home / "daemon.log").read_text()[-3000:])
            time.sleep(0.5)

    def wait_for_run(self, partition, status):
        """Until a run of a batch has come so far."""
        until = time.monotonic() + PATIENCE
        while not any(run.tags["dagster/partition"] == partition for run in self.runs(status)):
            assert time.monotonic() < until
            time.sleep(0.2)

    def runs(self, status):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DAGSTER_HOME", str(self.home))
            with instance() as home:
                return home.get_runs(dg.RunsFilter(statuses=[status]))


@pytest.fixture
def daemon(tmp_path):
    made = Daemon(tmp_path)
    yield made
    if made.process.poll() is None:
        made.kill()


@pytest.fixture
def courier():
    """A feed with one item."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = RSS.format(url=self.server.url).encode() if self.path == "/rss" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.url
        server.shutdown()


def test_files_and_feeds_reach_the_tables_and_a_killed_daemon_loses_and_repeats_nothing(daemon, courier):
    daemon.start()
    (daemon.raw / "first.txt").write_text("Dam breaks\n\nThe dam above Tellin broke on Tuesday, the mayor said.")
    feed = f"{{name: courier, url: '{courier}/rss', full_articles: false, private_hosts: [127.0.0.1]}}"
    (daemon.feeds / "feeds.yaml").write_text(f"delay: 0\nfeeds: [{feed}]")
    daemon.wait_for(["Dam breaks", "Ferry runs again"])
    (daemon.raw / "second.txt").write_text("Bridge closes\n\nThe bridge at Orva closed on Monday, the council said.")
    daemon.wait_for_run("second.txt", dg.DagsterRunStatus.STARTED)
    daemon.kill()
    daemon.start()
    daemon.wait_for(["Bridge closes", "Dam breaks", "Ferry runs again"])
    daemon.wait_for_run("second.txt", dg.DagsterRunStatus.SUCCESS)
    time.sleep(12)  # two looks of the sensor more
    successes = Counter(run.tags["dagster/partition"] for run in daemon.runs(dg.DagsterRunStatus.SUCCESS))
    assert (successes["first.txt"], successes["second.txt"]) == (1, 1)
    assert len(list(daemon.raw.glob("courier.*/*.warc.gz"))) == 1
