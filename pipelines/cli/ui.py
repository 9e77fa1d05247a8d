"""`sitrep ui`: Dagster's webserver and daemon over the runs of this project."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Annotated

import typer

from pipelines.cli.console import CliError, out
from pipelines.settings import ROOT, UI_PORT, dagster_home

_POLL_SECONDS = 0.5
_PATIENCE_SECONDS = 30


def ui(
    port: Annotated[int, typer.Option(help="Port on this machine.")] = UI_PORT,
    host: Annotated[
        str, typer.Option(help="Address to listen on; the default is reachable from this machine alone.")
    ] = "127.0.0.1",
) -> None:
    """Open the Dagster UI: runs, tables, their lineage and checks, schedule and sensor. Ctrl-C ends it.

    For example:

        sitrep ui --port 3001
    """
    _require_free(host, port)
    home = dagster_home()
    (home / "data" / "dagster").mkdir(parents=True, exist_ok=True)
    workspace = ["-w", str(ROOT / "workspace.yaml")]
    server = ["-h", host, "-p", str(port), "--dagster-log-level", "error", "--code-server-log-level", "error"]
    commands = (
        [sys.executable, "-m", "dagster_webserver", *server, *workspace],
        [
            sys.executable,
            "-m",
            "dagster._daemon",
            "run",
            "--log-level",
            "error",
            "--code-server-log-level",
            "error",
            *workspace,
        ],
    )
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "DAGSTER_DISABLE_TELEMETRY": "yes",
    }
    out().print(f"http://{host}:{port} in a moment; Ctrl-C ends it")
    processes = [
        subprocess.Popen(command, cwd=home, env=environment, start_new_session=True)  # noqa: S603 - our own interpreter
        for command in commands
    ]
    raise typer.Exit(_until_one_ends(processes))


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            reason = problem.strerror or problem
            raise CliError(f"{host}:{port}: {reason}: stop the other program or say --port") from problem


def _until_one_ends(processes: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait for the first process to end, or for Ctrl-C or SIGTERM, end the others and give the first's exit code."""
    for ending in (signal.SIGINT, signal.SIGTERM):  # a job in the background of a shell starts with SIGINT ignored
        signal.signal(ending, signal.default_int_handler)
    code = 0
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(_POLL_SECONDS)
        code = next(process.returncode for process in processes if process.returncode is not None)
    except KeyboardInterrupt:
        pass
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return code
