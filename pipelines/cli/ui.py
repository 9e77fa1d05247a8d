"""`sitrep ui`: Dagster's webserver and daemon over the runs of this project."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from pipelines.settings import ROOT, dagster_home


def ui(
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 3000,
    host: Annotated[
        str, typer.Option(help="Address to listen on; the default is reachable from this machine alone.")
    ] = "127.0.0.1",
) -> None:
    """Open the Dagster UI: runs, tables, their lineage and checks, schedule and sensor. Ctrl-C ends it.

    For example:

        sitrep ui --port 3001
    """
    home = dagster_home()
    (home / "data" / "dagster").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions", "-h", host, "-p", str(port)]
    environment = {**os.environ, "DAGSTER_HOME": str(home), "PYTHONPATH": str(ROOT)}
    raise typer.Exit(subprocess.call(command, cwd=home, env=environment))  # noqa: S603 - our own interpreter
