"""The command as a process: quick to start, errors in one line, exit codes as documented."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from pipelines.cli.app import app
from pipelines.settings import ROOT

HEAVY = ("dagster", "spacy", "polars", "duckdb", "pandera", "onnxruntime")


def sitrep(*arguments, **environment):
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}, check=False
    )


@pytest.mark.parametrize("command", ["run", "sql", "show", "tables", "rejects", "rollback", "evaluate", "ui"])
def test_every_command_explains_itself_with_an_example(command):
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout
    assert f"sitrep {command}" in shown


def test_the_command_starts_without_what_is_heavy():
    code = f"import sys, pipelines.cli.app; print(*sorted(set({HEAVY}) & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert found.stdout.split() == []


def test_an_error_is_one_line_on_standard_error_and_exit_code_1(tmp_path):
    done = sitrep("tables", "--output", str(tmp_path), SITREP_DEBUG="")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_debug_shows_the_stack(tmp_path):
    assert "Traceback" in sitrep("--debug", "tables", "--output", str(tmp_path)).stderr


def test_wrong_usage_is_exit_code_2():
    assert CliRunner().invoke(app, ["run", "--nonsense"]).exit_code == 2
