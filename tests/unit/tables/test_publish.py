"""Publication: all tables at one moment or none, whatever fails, and readers are never disturbed."""

import errno
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.dataset
import pytest

from pipelines.tables import publish as publishing
from pipelines.tables import snapshots
from pipelines.tables.frames import frame
from pipelines.tables.publish import PublishError, lock, publish, rollback
from pipelines.tables.read import Warehouse
from pipelines.tables.schema import SCHEMA_VERSION, TABLES

TABLE_FILES = {f"{table}.parquet" for table in TABLES}


def places(rows, *names):
    return {"places": frame("places", [rows["places"][0] | {"place_id": name, "name": name} for name in names])}


def names(out):
    return pl.read_parquet(out / "places.parquet")["name"].to_list()


def leftovers(out):
    return [path.name for path in (out / ".snapshots").iterdir() if not path.name[0].isdigit()]


@pytest.fixture
def light(monkeypatch):
    """Publish a stand-in for the database, where the test is not about it."""
    monkeypatch.setattr(publishing.duckdb_file, "build", lambda _files, database: database.write_bytes(b"database"))


def test_every_reader_finds_every_table_once(frames, tmp_path):
    out = tmp_path / "a warehouse"
    published = publish(frames, out)
    assert published.rows == {table: frames[table].height for table in TABLES}
    assert published.notes == ()
    assert {path.name for path in out.rglob("*.parquet") if path.is_file()} == TABLE_FILES
    assert len(list(out.rglob("*.parquet"))) == len(TABLE_FILES)
    for table in TABLES:
        path = out / f"{table}.parquet"
        assert pl.scan_parquet(path).collect().equals(frames[table])
        assert pl.scan_parquet(path, hive_partitioning=True).collect().equals(frames[table])
        assert pyarrow.dataset.dataset(path).count_rows() == frames[table].height
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(frames[table].height,)]
        assert duckdb.sql(f"SELECT count(*) FROM '{out}/**/{table}.parquet'").fetchall() == [(frames[table].height,)]
    with duckdb.connect(out / "sitrep.duckdb", read_only=True) as connection:
        assert connection.table("events").fetchall()


@pytest.mark.usefixtures("light")
def test_tables_that_are_not_given_are_empty(rows, tmp_path):
    publish(places(rows, "Kelda"), tmp_path)
    assert {path.name for path in tmp_path.glob("*.parquet")} == TABLE_FILES
    assert pl.read_parquet(tmp_path / "events.parquet").is_empty()


def test_a_warehouse_can_be_moved(frames, tmp_path):
    publish(frames, tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    assert pl.read_parquet(tmp_path / "there" / "events.parquet").equals(frames["events"])


def test_the_same_tables_give_the_same_bytes(frames, tmp_path):
    for name in ("a", "b"):
        publish(dict(reversed(frames.items())) if name == "b" else frames, tmp_path / name)
    for name in TABLE_FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_an_open_reader_keeps_what_it_opened(rows, tmp_path):
    publish(places(rows, "Kelda"), tmp_path)
    with duckdb.connect(tmp_path / "sitrep.duckdb", read_only=True) as connection:
        publish(places(rows, "Orvo", "Zemia"), tmp_path)
        assert connection.execute("SELECT name FROM places").fetchall() == [("Kelda",)]
    assert names(tmp_path) == ["Orvo", "Zemia"]
    with duckdb.connect(tmp_path / "sitrep.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT name FROM places").fetchall() == [("Orvo",), ("Zemia",)]


def test_readers_see_whole_runs_alone(rows, tmp_path):
    publish(places(rows, "0"), tmp_path)
    torn, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            warehouse = Warehouse(tmp_path)
            table = warehouse.scan("places").collect()["name"].to_list()
            with warehouse.connect() as connection:
                database = [name for (name,) in connection.execute("SELECT name FROM places ORDER BY name").fetchall()]
            if table != database or len(set(map(len, table))) != 1:
                torn.append((table, database))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 4):
        publish(places(rows, *(str(n) for n in range(number))), tmp_path, keep=10)
    stop.set()
    reader.join()
    assert torn == []


@pytest.mark.usefixtures("light")
def test_the_last_three_snapshots_are_kept(rows, tmp_path):
    for name in "abcdef":
        publish(places(rows, name), tmp_path)
    assert [snapshot.sequence for snapshot in snapshots.snapshots(tmp_path)] == [3, 4, 5, 6]
    assert names(tmp_path) == ["f"]


@pytest.mark.usefixtures("light")
def test_rollback_shows_the_snapshot_before(rows, tmp_path):
    published = [publish(places(rows, name), tmp_path) for name in "abc"]
    assert rollback(tmp_path) == published[1].snapshot
    assert names(tmp_path) == ["b"]
    assert rollback(tmp_path, published[2].snapshot) == published[2].snapshot
    assert names(tmp_path) == ["c"]
    rollback(tmp_path, published[0].snapshot)
    with pytest.raises(PublishError, match="no snapshot before the current one; there are: 000001-"):
        rollback(tmp_path)
    publish(places(rows, "d"), tmp_path)
    assert snapshots.current(tmp_path).sequence == 4


@pytest.mark.usefixtures("light")
def test_a_damaged_snapshot_is_not_shown_again(rows, tmp_path):
    first = publish(places(rows, "a"), tmp_path)
    publish(places(rows, "b"), tmp_path)
    (first.path / "places.pq").write_bytes(b"")
    with pytest.raises(PublishError, match=r"places\.pq: changed since it was published; choose another snapshot"):
        rollback(tmp_path)
    (first.path / "manifest.json").write_text("{}")
    with pytest.raises(PublishError, match=r"manifest\.json is no manifest"):
        rollback(tmp_path)
    assert names(tmp_path) == ["b"]


@pytest.mark.usefixtures("light")
def test_a_snapshot_of_another_schema_is_not_shown_again(rows, tmp_path):
    first = publish(places(rows, "a"), tmp_path)
    publish(places(rows, "b"), tmp_path)
    manifest = first.path / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"schema_version": "{SCHEMA_VERSION}"', '"schema_version": "0"'))
    with pytest.raises(PublishError, match=r"has schema version 0, this program reads .*; choose another snapshot"):
        rollback(tmp_path)
    assert names(tmp_path) == ["b"]


@pytest.mark.parametrize(
    "step", ["write_parquet", "_build", "checksum", "write_manifest", "_snapshot", "_show", "_prune"]
)
@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_fault_at_any_step_leaves_the_last_good_tables(rows, tmp_path, monkeypatch, step, fault):
    publish(places(rows, "good"), tmp_path)

    def fail(*_args, **_kwargs):
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, fail)
        with pytest.raises(PublishError if isinstance(fault, OSError) else KeyboardInterrupt):
            publish(places(rows, "bad"), tmp_path)
    shown = ["bad"] if step == "_prune" else ["good"]
    assert names(tmp_path) == shown
    assert Warehouse(tmp_path).damage() == []
    publish(places(rows, "next"), tmp_path)
    assert names(tmp_path) == ["next"]
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("limit", [1_000, 100_000])
def test_a_full_disk_is_told_in_one_line(rows, tmp_path, limit):
    publish(places(rows, "good"), tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(PublishError) as refusal:
            publish(places(rows, "bad"), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    message = str(refusal.value)
    assert "\n" not in message
    assert "choose another --output" in message
    assert names(tmp_path) == ["good"]
    assert leftovers(tmp_path) == []


def test_an_output_that_is_no_folder_is_told_in_one_line(frames, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(PublishError, match=r"file.*: .*choose an --output that is a folder"):
        publish(frames, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_rows_that_break_a_key_are_not_published(rows, frames, tmp_path):
    publish(places(rows, "good"), tmp_path)
    with pytest.raises(PublishError, match=r"sitrep\.duckdb: .*; validate the tables first"):
        publish(frames | {"places": frames["places"].clear()}, tmp_path)
    with pytest.raises(PublishError, match="rumours is no table"):
        publish({"rumours": frames["places"]}, tmp_path)
    with pytest.raises(PublishError, match=r"places.*has no column .*; validate the tables first"):
        publish({"places": frames["figures"]}, tmp_path)
    assert names(tmp_path) == ["good"]


@pytest.mark.usefixtures("light")
def test_what_is_not_ours_is_moved_aside(rows, tmp_path):
    (tmp_path / "sitrep.duckdb").write_bytes(b"not a database")
    (tmp_path / "places.parquet").write_bytes(b"not a table")
    notes = publish(places(rows, "Kelda"), tmp_path).notes
    assert [note.partition(": ")[2] for note in notes] == [
        "was not published here; moved to places.parquet.replaced-1",
        "was not published here; moved to sitrep.duckdb.replaced-1",
    ]
    assert (tmp_path / "sitrep.duckdb.replaced-1").read_bytes() == b"not a database"
    assert names(tmp_path) == ["Kelda"]


@pytest.mark.usefixtures("light")
def test_damage_to_the_last_tables_is_told_and_mended(rows, tmp_path):
    publish(places(rows, "a"), tmp_path)
    (tmp_path / "sitrep.duckdb").write_bytes(b"garbage")
    (note,) = publish(places(rows, "b"), tmp_path).notes
    assert note.endswith("sitrep.db: changed since it was published; replaced by this run")
    assert Warehouse(tmp_path).damage() == []


def test_a_database_open_for_writing_does_not_block(rows, tmp_path):
    publish(places(rows, "a"), tmp_path)
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    arguments = [sys.executable, "-c", script, str(tmp_path / "sitrep.duckdb")]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"open\n"
        notes = publish(places(rows, "b"), tmp_path).notes
        writer.stdin.close()
    assert any("open for writing" in note for note in notes)
    assert names(tmp_path) == ["b"]


def test_one_publisher_at_a_time(tmp_path):
    with (
        lock(tmp_path),
        pytest.raises(PublishError, match=f"process {os.getpid()} is publishing; wait"),
        lock(tmp_path, patience=0),
    ):
        pass
    with lock(tmp_path, patience=0):
        pass


@pytest.mark.usefixtures("light")
def test_the_lock_of_a_dead_publisher_is_free(rows, tmp_path):
    script = (
        "import os, sys; from pathlib import Path; from pipelines.tables.publish import lock\n"
        "with lock(Path(sys.argv[1])): Path(sys.argv[1], '.snapshots', '.staging-1').mkdir(); os.kill(os.getpid(), 9)"
    )
    root = Path(publishing.__file__).parents[2]
    died = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=root, check=False)
    assert died.returncode == -9
    assert leftovers(tmp_path) == [".staging-1"]
    publish(places(rows, "Kelda"), tmp_path)
    assert leftovers(tmp_path) == []


@pytest.mark.usefixtures("light")
def test_without_symbolic_links_tables_are_copies(rows, tmp_path, monkeypatch):
    def refuse(_path, _target, **_kwargs):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for name in "ab":
        (note,) = publish(places(rows, name), tmp_path).notes
        assert "no symbolic links" in note
        assert names(tmp_path) == [name]
    assert not any(path.is_symlink() for path in tmp_path.rglob("*"))
    assert Warehouse(tmp_path).scan("places").collect()["name"].to_list() == ["b"]
    rollback(tmp_path)
    assert names(tmp_path) == ["a"]


@pytest.mark.usefixtures("light")
def test_links_of_others_are_replaced(rows, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "places.parquet").symlink_to(tmp_path / "elsewhere")
    publish(places(rows, "Kelda"), tmp_path / "out")
    assert names(tmp_path / "out") == ["Kelda"]
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.usefixtures("light")
def test_tables_of_another_version_that_are_replaced_are_told(rows, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "SCHEMA_VERSION", "0")
        publish(places(rows, "Kelda"), tmp_path)
    (note,) = publish(places(rows, "Orvo"), tmp_path).notes
    assert note == f"{tmp_path}: its tables had schema version 0; they are made anew as version {SCHEMA_VERSION}"


def test_too_little_memory_for_the_database_and_what_is_no_size_are_a_line_with_the_remedy(rows, tmp_path, monkeypatch):
    many = places(rows, *(f"{'x' * 1000} {number}" for number in range(20_000)))
    publish(places(rows, "good"), tmp_path)
    monkeypatch.setenv("SITREP_DUCKDB_MEMORY", "4MB")
    with pytest.raises(PublishError, match=r"^sitrep.duckdb: .*; allow DuckDB more memory by SITREP_DUCKDB_MEMORY$"):
        publish(many, tmp_path)
    for told in ("much", "-1GB", "2", "80%", "2GB; select 1"):
        monkeypatch.setenv("SITREP_DUCKDB_MEMORY", told)
        with pytest.raises(PublishError, match=r"^SITREP_DUCKDB_MEMORY=.*: no size of memory: say for example 2GB"):
            publish(many, tmp_path)
    assert names(tmp_path) == ["good"]
    for told in ("300MB", "0.3 gib", ""):
        monkeypatch.setenv("SITREP_DUCKDB_MEMORY", told)
        publish(many, tmp_path)
    assert len(names(tmp_path)) == 20_000


def test_tables_made_of_the_same_are_taken_over_and_stay_files_of_their_own(rows, tmp_path):
    first = publish(places(rows, "a"), tmp_path, made_of="x")
    second = publish(places(rows, "b"), tmp_path, made_of="x")
    assert names(tmp_path) == ["a"]
    assert second.rows == first.rows
    assert not (first.path / "places.pq").samefile(second.path / "places.pq")
    publish(places(rows, "b"), tmp_path, made_of="y")
    assert names(tmp_path) == ["b"]
    publish(places(rows, "c"), tmp_path)
    publish(places(rows, "d"), tmp_path)
    assert names(tmp_path) == ["d"]
