"""What was deleted leaves the tables, and what somebody withdraws; `--again` reads again what an output has."""

import os
import shutil
import subprocess
import sys

import polars as pl
import pytest

from pipelines.settings import ROOT

TEXTS = {
    "may.txt": "Dam breaks\n\nThe dam above Tellin broke on Tuesday and 12 people died, the mayor said.",
    "june.txt": "Strike begins\n\nDock workers in Valparaiso walked off the job on Monday.",
}


@pytest.fixture
def sitrep(tmp_path):
    """Run a command over folders of its own: what it printed, and its exit code."""
    (tmp_path / "raw").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "raw" / name).write_text(text)
    shutil.copy(ROOT / "dagster.yaml", tmp_path)
    environment = {
        **os.environ,
        "SITREP_RAW": str(tmp_path / "raw"),
        "SITREP_OUTPUT": str(tmp_path / "out"),
        "DAGSTER_HOME": str(tmp_path),
    }

    def run(*arguments):
        command = [sys.executable, "-m", "pipelines.cli", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return run


def titles(folder):
    return sorted(pl.read_parquet(folder / "out" / "documents.parquet")["title"])


def test_what_is_deleted_or_withdrawn_leaves_the_tables_and_nothing_else_does(sitrep, tmp_path):
    elsewhere = tmp_path / "talks.txt"
    elsewhere.write_text("Talks end\n\nKenya's foreign minister met officials of Somalia in Nairobi on Friday.")
    assert sitrep("run", "--workers", "1")[0] == 0
    assert sitrep("run", "--workers", "1", "--input", str(elsewhere))[0] == 0
    elsewhere.unlink()
    (tmp_path / "raw" / "june.txt").unlink()

    code, told = sitrep("run", "--workers", "1")
    assert code == 0
    assert "june.txt: no longer there: what it gave is taken out" in told
    assert "articles taken out: 1" in told
    assert titles(tmp_path) == ["Dam breaks", "Talks end"]

    code, told = sitrep("run", "--workers", "1", "--input", str(elsewhere))
    assert (code, titles(tmp_path)) == (1, ["Dam breaks", "Talks end"])
    assert "`sitrep withdraw` takes out what it gave before" in told

    code, told = sitrep("withdraw")
    assert code == 0
    assert "not there" in next(line for line in told.splitlines() if "talks.txt" in line)
    assert sitrep("withdraw", "nothing")[0] == 1

    code, told = sitrep("withdraw", str(elsewhere), "may.txt")
    assert code == 0
    assert "may.txt: is still there, and the next run reads it again: move it away" in told
    assert titles(tmp_path) == []

    assert sitrep("run", "--again")[0] == 1
    assert sitrep("run", "--workers", "1")[0] == 0
    (tmp_path / "raw" / "may.txt").write_text("Dam holds\n\nThe dam above Tellin held on Tuesday, the mayor said.")
    assert sitrep("run", "--again", "--workers", "1")[0] == 0
    assert titles(tmp_path) == ["Dam holds"]
