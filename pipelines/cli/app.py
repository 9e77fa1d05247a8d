"""The commands of `sitrep`, one module each; what is heavy is imported by the command that needs it.

Exit codes: 0 done, even if inputs were refused (`sitrep rejects` lists them); 1 nothing could be done; 2 wrong usage;
130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from typing import Annotated

import typer

from pipelines.cli import doctor, evaluate, export, query, report, run, show, ui, withdraw
from pipelines.cli.console import CliError, complain

app = typer.Typer(
    name="sitrep",
    help="News text in, analytical tables of events, actors, figures and sources out, every row with its evidence.",
    epilog=(
        "Exit codes: 0 done, refused inputs included; 1 nothing could be done; 2 wrong usage; 130 interrupted. "
        "NO_COLOR=1 turns colours off."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("withdraw")(withdraw.withdraw)
app.command("status")(doctor.status)
app.command("sql")(query.sql)
app.command("show")(show.show)
app.command("tables")(query.tables)
app.command("export")(export.export)
app.command("report")(report.report)
app.command("rejects")(query.rejects)
app.command("rollback")(query.rollback)
app.command("evaluate")(evaluate.evaluate)
app.command("ui")(ui.ui)
app.command("doctor")(doctor.doctor)

_INTERRUPTED = 130
_COLLECTED = (1_000_000, 50, 100)  # objects between two looks for cycles: Python's own take a tenth of a short run


@app.callback()
def _options(debug: Annotated[bool, typer.Option("--debug", help="Show the stack of an error.")] = False) -> None:
    if debug:
        os.environ["SITREP_DEBUG"] = "1"


def main() -> None:
    """Run the command line; every foreseen problem is one line on standard error."""
    gc.set_threshold(*_COLLECTED)
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as problem:
        if os.environ.get("SITREP_DEBUG"):
            traceback.print_exc()
        expected = isinstance(problem, CliError)
        line = str(problem) if expected else f"unexpected {type(problem).__name__}: {problem}; --debug shows where"
        complain(line)
        sys.exit(1)
