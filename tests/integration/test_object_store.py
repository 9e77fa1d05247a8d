"""Inputs and outputs in an object store, that of moto's server on this machine, worked on by two machines in turn."""

import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import types

import polars as pl
import pytest

from pipelines.settings import ROOT

moto = pytest.importorskip("moto.server", reason="moto is not installed: pip install 'sitrep[dev]'")
s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'sitrep[s3]'")

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
DAM = "Dam breaks\n\nThe dam above Tellin broke on Tuesday and 12 people died, the mayor said."
STRIKE = "Strike begins\n\nDock workers in Valparaiso walked off the job on Monday."
TALKS = "Talks end\n\nKenya's foreign minister met officials of Somalia in Nairobi on Friday."
INPUT, OUTPUT = "s3://news/wire", "s3://news/tables"


@pytest.fixture(scope="module")
def endpoint():
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint):
    """The bucket `news`, empty."""
    fs = s3fs.S3FileSystem(
        key="key", secret="secret", endpoint_url=endpoint, skip_instance_cache=True, use_listings_cache=False
    )
    if fs.exists("news"):
        fs.rm("news", recursive=True)
    fs.mkdir("news")
    return fs


@pytest.fixture
def machine(endpoint, tmp_path):
    """A machine of its own by its name: `machine("a")("run", "-i", …)` gives exit code, output and complaints."""

    def called(name, **changed):
        home = tmp_path / name
        (home / "raw").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "dagster.yaml", home)
        known = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SITREP_"))}
        own = {"SITREP_STORES": str(home / "stores"), "SITREP_RAW": str(home / "raw"), "DAGSTER_HOME": str(home)}
        store = {"AWS_ENDPOINT_URL": endpoint, "AWS_EC2_METADATA_DISABLED": "true", **CREDENTIALS}
        environment = {**known, **store, **own, "SOURCE_DATE_EPOCH": "1650000000", **changed}

        def run(*arguments):
            command = [sys.executable, "-m", "pipelines.cli", *arguments]
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            return types.SimpleNamespace(code=done.returncode, told=done.stdout, complaints=done.stderr)

        return run

    return called


def put(bucket, **texts):
    for name, text in texts.items():
        bucket.pipe_file(f"news/wire/{name}.txt", text.encode())


def shown(bucket):
    """What the store shows: the file of each table by its name."""
    pointer = json.loads(bucket.cat_file("news/tables/current.json"))
    return {name: bucket.cat_file(f"news/tables/{path}") for name, path in pointer["files"].items()}


def titles(bucket):
    return pl.read_parquet(shown(bucket)["documents.parquet"])["title"].sort().to_list()


def test_tables_in_a_store_are_those_of_a_folder(machine, bucket, tmp_path):
    put(bucket, dam=DAM, strike=STRIKE)
    first = machine("a")
    assert first("run", "-i", INPUT, "-o", OUTPUT).code == 0
    assert first("run", "-i", INPUT, "-o", str(tmp_path / "folder")).code == 0
    stored = shown(bucket)
    assert {"events.parquet", "sitrep.duckdb", "runs.parquet"} < stored.keys()
    for name in stored.keys() - {"runs.parquet", "sitrep.duckdb"}:
        assert stored[name] == (tmp_path / "folder" / name).read_bytes(), name
    assert pl.read_parquet(stored["documents.parquet"])["uri"].sort().to_list() == [
        f"{INPUT}/dam.txt",
        f"{INPUT}/strike.txt",
    ]


def test_another_machine_goes_on_where_the_first_one_left_off(machine, bucket):
    put(bucket, dam=DAM)
    first, second = machine("a"), machine("b")
    assert first("run", "-i", f"{INPUT}/*.txt", "-o", OUTPUT).code == 0
    put(bucket, strike=STRIKE)
    bucket.pipe_file("news/late/talks.txt", TALKS.encode())
    assert second("run", "-i", "s3://news/late", "-o", OUTPUT).code == 0
    assert titles(bucket) == ["Dam breaks", "Talks end"]
    assert second("run", "--again", "-o", OUTPUT).code == 0
    assert titles(bucket) == ["Dam breaks", "Strike begins", "Talks end"]

    bucket.rm_file("news/wire/dam.txt")
    assert first("run", "-i", f"{INPUT}/*.txt", "-o", OUTPUT).code == 0
    assert first("withdraw", "s3://news/late", "-o", OUTPUT).code == 0
    assert titles(bucket) == ["Strike begins"]
    assert second("rollback", "-o", OUTPUT).code == 0
    assert titles(bucket) == ["Strike begins", "Talks end"]
    asked = first("sql", "-o", OUTPUT, "-f", "csv", "select count(*) from documents")
    assert asked.told.split() == ["count_star()", "2"]
    assert "s3://news/tables: snapshot 000004" in first("status", "-o", OUTPUT).told


@pytest.mark.parametrize(
    ("output", "changed", "complaint"),
    [
        ("s3://nowhere/tables", {}, "s3://nowhere/tables"),
        (OUTPUT, {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "no credentials: set AWS_ACCESS_KEY_ID"),
        (OUTPUT, {"AWS_ENDPOINT_URL": "refused"}, "nobody answers: check the network, and AWS_ENDPOINT_URL"),
    ],
)
def test_a_store_that_cannot_be_used_is_one_line_with_place_and_remedy(output, changed, complaint, machine, tmp_path):
    (tmp_path / "dam.txt").write_text(DAM)
    if changed.get("AWS_ENDPOINT_URL"):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            changed = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{free.getsockname()[1]}"}
    run = machine("a", **changed)
    done = run("run", "-i", str(tmp_path / "dam.txt"), "-o", output)
    assert done.code == 1
    (line,) = done.complaints.splitlines()
    assert line.startswith(f"sitrep: {output}")
    assert complaint in line


def test_an_input_that_is_not_in_the_store_is_named(machine, bucket, tmp_path):
    done = machine("a")("run", "-i", "s3://news/nothing", "-o", str(tmp_path / "out"))
    assert done.code == 1
    assert "s3://news/nothing: no such file or folder" in done.complaints
