"""The command as a process: quick to start, errors in one line, exit codes as documented."""

import os
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import pipelines.cli.app as console_app
from pipelines.cli.app import app
from pipelines.settings import ROOT

HEAVY = ("dagster", "spacy", "polars", "duckdb", "pandera", "onnxruntime")


def sitrep(*arguments, **environment):
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}, check=False
    )


@pytest.mark.parametrize("command", [command.name for command in app.registered_commands])
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


def test_a_closed_output_is_no_error():
    command = [sys.executable, "-m", "pipelines.cli", "--help"]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *command], stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_debug_shows_the_stack(tmp_path):
    assert "Traceback" in sitrep("--debug", "tables", "--output", str(tmp_path)).stderr


def test_wrong_usage_is_exit_code_2():
    assert CliRunner().invoke(app, ["run", "--nonsense"]).exit_code == 2


def test_colours_are_left_out_where_that_is_asked_for(tmp_path):
    coloured = sitrep("status", "--help", FORCE_COLOR="1").stdout
    plain = sitrep("status", "--help", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert re.search(r"\x1b\[[0-9;]*3[0-9]m", coloured)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", plain)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands(shell):
    words = {"COMP_WORDS": "sitrep rej", "COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "sitrep rej"}
    done = sitrep(**words, _SITREP_COMPLETE=f"complete_{shell}", _TYPER_COMPLETE_FISH_ACTION="get-args")
    assert "rejects" in done.stdout


def test_an_interrupted_command_is_exit_code_130(monkeypatch):
    monkeypatch.setattr(console_app, "app", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(SystemExit) as ended:
        console_app.main()
    assert ended.value.code == 130
