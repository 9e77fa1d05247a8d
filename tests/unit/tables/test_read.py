"""Reading: one snapshot, read-only, and an error of one line with its remedy."""

import shutil
import subprocess
import sys

import duckdb
import polars as pl
import pytest

from pipelines.tables import publish as publishing
from pipelines.tables import read
from pipelines.tables.publish import publish
from pipelines.tables.read import Warehouse, WarehouseError, connect, scan
from pipelines.tables.snapshots import CURRENT, current


@pytest.fixture(scope="module")
def published(frames, tmp_path_factory):
    folder = tmp_path_factory.mktemp("warehouse")
    publish(frames, folder)
    return folder


@pytest.fixture
def out(published, tmp_path):
    """A warehouse to damage."""
    return shutil.copytree(published, tmp_path / "warehouse", symlinks=True)


def database(out):
    return out / CURRENT / "sitrep.db"


def test_scan_and_connect(published, frames):
    assert scan(published, "events").collect().equals(frames["events"])
    with connect(published) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchall() == [(1,)]


def test_a_warehouse_shows_one_snapshot(out, frames):
    warehouse = Warehouse(out)
    publish({}, out)
    assert warehouse.scan("events").collect().height == 1
    assert Warehouse(out).scan("events").collect().height == 0


@pytest.mark.parametrize("folder", ["", "missing"])
def test_nothing_published(tmp_path, folder):
    with pytest.raises(WarehouseError, match=r"holds no published tables; run `sitrep run --output .*` first"):
        connect(tmp_path / folder)


def test_unknown_table(published):
    with pytest.raises(WarehouseError, match="no table rumours; there are actor_mentions, actors"):
        scan(published, "rumours")


def test_lost_database(out):
    database(out).unlink()
    with pytest.raises(WarehouseError, match=r"sitrep\.db: lost since it was published; run `sitrep run"):
        connect(out)


def test_cut_off_database(out):
    whole = database(out).read_bytes()
    database(out).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(WarehouseError, match=r"sitrep\.db: changed since it was published; run `sitrep run"):
        connect(out)


def test_corrupt_database(out):
    database(out).write_bytes(bytes(database(out).stat().st_size))
    with pytest.raises(WarehouseError, match=r"sitrep\.db: changed since it was published; run `sitrep run") as refusal:
        connect(out)
    assert "\n" not in str(refusal.value)
    assert [line.partition(": ")[2] for line in Warehouse(out).damage()] == ["changed since it was published"]


@pytest.mark.parametrize("name", ["sitrep.db", "places.pq"])
def test_one_bit_changed_is_found_by_checksum(out, name):
    path = out / CURRENT / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match=r"changed since it was published; run `sitrep run"):
        connect(out) if name == "sitrep.db" else scan(out, "places")


def test_a_snapshot_replaced_and_removed_while_it_is_opened_is_no_error(out, monkeypatch):
    first = current(out)
    newer = first.path.with_name("000002-000000000000")

    class Slow(read.Warehouse):
        def __init__(self, folder):
            super().__init__(folder)
            if first.path.exists():
                first.path.rename(newer)
                (out / CURRENT).unlink()
                (out / CURRENT).symlink_to(newer)

    monkeypatch.setattr(read, "Warehouse", Slow)
    assert scan(out, "places").collect().height == 1
    newer.rename(first.path)


def test_corrupt_table(out):
    path = out / CURRENT / "events.pq"
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(WarehouseError, match=r"events\.pq: .*; run `sitrep run"):
        scan(out, "events")


def test_corrupt_manifest(out):
    (out / CURRENT / "manifest.json").write_text("[]")
    with pytest.raises(WarehouseError, match=r"manifest.*; run `sitrep run"):
        Warehouse(out)


def test_locked_database(out):
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    arguments = [sys.executable, "-c", script, str(out / "sitrep.duckdb")]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"open\n"
        with pytest.raises(WarehouseError, match=r"Conflicting lock is held .*Close that program") as refusal:
            connect(out)
        writer.stdin.close()
    assert "\n" not in str(refusal.value)


def test_tables_of_another_version_are_not_read(frames, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "SCHEMA_VERSION", "0")
        publish(frames, tmp_path)
    with pytest.raises(WarehouseError, match=r"version 0, this program reads .*; run `sitrep run --again --output"):
        Warehouse(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "COPY events TO '{new}'",
        "EXPORT DATABASE '{new}'",
        "ATTACH '{new}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "DROP TABLE events",
        "INSERT INTO sitrep_meta VALUES ('a', 'b')",
        "SELECT * FROM local_frame",
    ],
)
def test_sql_reaches_nothing_but_the_tables(published, tmp_path, statement):
    local_frame = pl.DataFrame({"a": [1]})
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with connect(published) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(file=tmp_path / "secret.csv", new=tmp_path / "new"))
    assert not (tmp_path / "new").exists()
    assert local_frame.height == 1


def test_files_can_be_allowed(published, tmp_path):
    (tmp_path / "mine.csv").write_text("a\n1\n")
    with connect(published, allow_files=True) as connection:
        assert connection.execute(f"SELECT a FROM read_csv('{tmp_path / 'mine.csv'}')").fetchall() == [(1,)]
        with pytest.raises(duckdb.Error):
            connection.execute("DROP TABLE events")


def test_two_connections_of_different_rights_at_once(published):
    with connect(published), pytest.raises(WarehouseError, match="close the other connection first"):
        connect(published, allow_files=True)


def test_the_memory_of_queries_is_set_by_the_environment(out, monkeypatch):
    monkeypatch.setenv("SITREP_DUCKDB_MEMORY", "64MB")
    with connect(out) as connection:
        assert connection.execute("select current_setting('memory_limit')").fetchall() == [("61.0 MiB",)]
    monkeypatch.setenv("SITREP_DUCKDB_MEMORY", "much")
    with pytest.raises(WarehouseError, match="no size of memory"):
        connect(out)
