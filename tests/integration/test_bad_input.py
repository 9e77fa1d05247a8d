"""Bad input costs itself alone: one line each, a row in `rejects`, and no traceback."""

import json
import os
import shutil
import subprocess
import sys

import duckdb
import polars as pl
import pytest

from pipelines.settings import ROOT

# Runs a command and writes the most memory that it and its workers took, in KiB, to the file named first.
MEASURED = """
import pathlib, resource, subprocess, sys
done = subprocess.run(sys.argv[2:])
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(done.returncode)
"""


@pytest.fixture
def sitrep(dagster_home, tmp_path):
    def run(*arguments):
        environment = {**os.environ, "DAGSTER_HOME": str(dagster_home), "PYTHONPATH": str(ROOT), "SITREP_DEBUG": ""}
        measured = [sys.executable, "-c", MEASURED, str(tmp_path / "peak")]
        command = [*measured, sys.executable, "-m", "pipelines.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)

    return run


def test_the_rest_is_processed_and_every_refusal_is_a_line_and_a_row(sitrep, tmp_path):
    folder = tmp_path / "in put"
    folder.mkdir()
    (folder / "good.txt").write_text("Flood closes road\n\nThe river rose by two metres on Sunday.")
    (folder / "empty.txt").touch()
    (folder / "image.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "latin.txt").write_bytes("Caf\u00e9\n\nClosed.".encode("latin-1"))
    (folder / "evil\x1b[31m.txt").touch()
    (folder / "wire.jsonl").write_text(
        '{"id": "1", "text": "Rain fell."}\n{broken\n{"id": "1", "text": "Snow fell."}\n'
    )
    done = sitrep("run", "--input", folder, "--input", tmp_path / "nowhere", "--output", "out")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b[31m" not in done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("sitrep: ")]
    assert len(lines) == len(done.stderr.splitlines()) == 6
    documents = pl.read_parquet(tmp_path / "out" / "documents.parquet")
    assert sorted(documents["encoding"]) == ["cp1252", "utf-8", "utf-8"]
    rejects = pl.read_parquet(tmp_path / "out" / "rejects.parquet")
    assert sorted(rejects["stage"].unique()) == ["read"]
    assert rejects.height == 6


def test_an_article_of_twenty_megabytes_costs_itself_alone(sitrep, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    small = "Flood closes road. The river rose by two metres on Sunday, police in Nairobi said"
    huge = f"{small}. " * (20_000_000 // len(small))
    (folder / "huge.txt").write_text(huge)
    lines = [json.dumps({"text": text}) for text in (f"{small} at one.", f"{huge[:18_000_000]}", f"{small} at two.")]
    (folder / "wire.jsonl").write_text("\n".join(lines))
    done = sitrep("run", "--input", folder, "--output", "out", "--workers", "1")
    assert done.returncode == 0, done.stderr
    told = [line.partition(str(folder))[2] for line in sorted(done.stderr.splitlines())]
    assert told[0].startswith("/huge.txt: the article has 20,")
    assert told[1].endswith("the text has 18,000,000 characters, more than 1,000,000: split it")
    figures = duckdb.read_parquet(str(tmp_path / "out" / "time_mentions.parquet"))
    assert figures.count("*").fetchall() == [(2,)]
    assert int((tmp_path / "peak").read_text()) < 1_500_000


def test_nothing_to_read_is_exit_code_1(sitrep, tmp_path):
    (tmp_path / "empty").mkdir()
    done = sitrep("run", "--input", "empty", "--output", "out")
    assert done.returncode == 1
    assert "no article in this folder" in done.stderr
    assert pl.read_parquet(tmp_path / "out" / "rejects.parquet").height == 1


def test_where_no_input_is_there_nothing_is_run(sitrep, tmp_path):
    (tmp_path / "a.txt").write_text("Flood closes road\n\nThe river rose by two metres on Sunday.")
    assert sitrep("run", "--input", "a.txt", "--output", "out").returncode == 0
    before = sorted((tmp_path / "out").rglob("*"))
    for missing in (("nope/",), ("nope", "--input", "*.nope")):
        done = sitrep("run", "--input", *missing, "--output", "out")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "no such file or folder" in done.stderr
        assert "nope" in done.stderr
    assert sorted((tmp_path / "out").rglob("*")) == before
    assert sitrep("run", "--input", "nope", "--output", "fresh").returncode == 1
    assert not (tmp_path / "fresh").exists()


def test_an_installation_that_lacks_a_package_is_one_line_and_no_fault_of_an_article(sitrep, tmp_path):
    (tmp_path / "a.html").write_text("<html><body><p>The river rose by two metres on Sunday.</p></body></html>")
    package = tmp_path / "trafilatura"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('lxml.html.clean is a project of its own now')\n")
    done = sitrep("run", "--input", "a.html", "--output", "out")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "make clean run" in done.stderr
    assert "damaged" not in done.stderr
    assert not (tmp_path / "out" / "rejects.parquet").exists()


def test_an_output_that_cannot_be_written_is_one_line(sitrep, tmp_path):
    (tmp_path / "file").touch()
    done = sitrep("run", "--input", ".", "--output", "file")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "--output" in done.stderr


def test_a_damaged_database_is_one_line_and_the_next_run_mends_it(sitrep, tmp_path):
    (tmp_path / "a.txt").write_text("Flood closes road\n\nThe river rose by two metres on Sunday.")
    assert sitrep("run", "--input", "a.txt", "--output", "out").returncode == 0
    (tmp_path / "out" / "sitrep.duckdb").resolve().write_bytes(b"nonsense")
    broken = sitrep("sql", "select 1", "--output", "out")
    assert (broken.returncode, broken.stderr.count("\n")) == (1, 1)
    assert "sitrep run" in broken.stderr
    assert sitrep("run", "--input", "a.txt", "--output", "out").returncode == 0
    assert sitrep("sql", "select 1", "--output", "out").returncode == 0


def test_what_is_odd_about_files_is_told_file_by_file(sitrep, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "sixteen.txt").write_text("Flood closes road\n\nThe river rose by two metres.", encoding="utf-16")
    (folder / "line\nend\x9b31m\"quoted'.txt").write_text("Rain falls\n\nIt rained on Monday.")
    (folder / "french.txt").write_text(
        "Inondations\n\nLes soldats ont quitt\u00e9 la ville lundi, a dit le ministre. Le gouvernement promet une aide."
    )
    with (folder / "huge.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    (folder / "one.txt").symlink_to("other.txt")
    (folder / "other.txt").symlink_to("one.txt")
    (folder / "above").symlink_to("..")
    done = sitrep("run", "--input", folder, "--output", "out")
    assert done.returncode == 0, done.stderr
    told = dict(line.removeprefix(f"sitrep: {folder}/").split(": ", 1) for line in done.stderr.splitlines())
    assert sorted(told) == ["french.txt", "huge.txt", "one.txt", "other.txt"]
    assert "only English is read" in told["french.txt"]
    assert "more than 40,000,000 bytes" in told["huge.txt"]
    assert "in a circle" in told["one.txt"]
    assert pl.read_parquet(tmp_path / "out" / "documents.parquet").height == 3
    assert pl.read_parquet(tmp_path / "out" / "rejects.parquet").height == 4
    names = "select split_part(uri, '/', -1) from documents"
    for form in ("table", "md"):
        shown = sitrep("sql", names, "--output", "out", "--format", form).stdout
        assert "line\\nend\\x9b31m" in shown.replace("\\\\", "\\")


def test_damaged_tables_and_work_files_are_made_anew(sitrep, tmp_path):
    (tmp_path / "a.txt").write_text("Flood closes road\n\nThe river rose by two metres on Sunday.")
    assert sitrep("run", "--input", "a.txt", "--output", "out").returncode == 0
    before = (tmp_path / "out" / "figures.parquet").read_bytes()
    (tmp_path / "out" / "figures.parquet").resolve().write_bytes(b"PAR1")
    (tmp_path / "out" / ".work" / "facts.sqlite").write_bytes(bytes(range(256)) * 20)
    done = sitrep("run", "--input", "a.txt", "--output", "out")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "changed since it was published; replaced by this run" in done.stderr
    assert (tmp_path / "out" / "figures.parquet").read_bytes() == before


def test_a_database_that_another_program_writes_to_is_one_line_and_no_obstacle_to_a_run(sitrep, tmp_path):
    (tmp_path / "a.txt").write_text("Flood closes road\n\nThe river rose by two metres on Sunday.")
    assert sitrep("run", "--input", "a.txt", "--output", "out").returncode == 0
    with duckdb.connect(str((tmp_path / "out" / "sitrep.duckdb").resolve())):
        asked = sitrep("sql", "select 1", "--output", "out")
        assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
        assert "Close that program" in asked.stderr
        done = sitrep("run", "--input", "a.txt", "--output", "out")
        assert (done.returncode, done.stderr.count("\n")) == (0, 1)
        assert "another program has it open" in done.stderr
    assert sitrep("sql", "select 1", "--output", "out").returncode == 0


@pytest.mark.parametrize("damaged", ["units.yaml", "words/events.yaml"])
def test_a_damaged_lexicon_is_one_line_with_file_and_place(sitrep, tmp_path, monkeypatch, damaged):
    (tmp_path / "a.txt").write_text("Flood closes road\n\nThe river rose by two metres on Sunday.")
    shutil.copytree(ROOT / "data" / "lexicon", tmp_path / "lexicon")
    with (tmp_path / "lexicon" / damaged).open("a") as stream:
        stream.write("broken: [\n")
    monkeypatch.setenv("SITREP_LEXICON", str(tmp_path / "lexicon"))
    done = sitrep("run", "--input", "a.txt", "--output", "out")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert damaged in done.stderr
    assert "line" in done.stderr


def test_what_was_mended_is_told_in_the_tables(sitrep, tmp_path):
    (tmp_path / "a.txt").write_text("Flood closes road\n\nThe mayor didnâ€™t say that the river rose by two metres.")
    assert sitrep("run", "--input", "a.txt", "--output", "out").returncode == 0
    (row,) = pl.read_parquet(tmp_path / "out" / "documents.parquet").to_dicts()
    assert (row["mended"], row["encoding"]) == ("mojibake", "utf-8")
    assert "didn’t" in row["text"]
