"""What commands share: printing text that may be hostile, complaints in one line, where the tables are."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from pipelines.settings import DEFAULT_OUTPUT, absolute, address, is_url, located

if TYPE_CHECKING:
    from pipelines.runner.workspace import Workspace


def output_place(place: str | Path) -> Path:
    """The folder of an `--output`, or the one that stands for a URL."""
    try:
        return located(place) if is_url(str(place)) else Path(place)
    except ValueError as problem:
        raise typer.BadParameter(str(problem)) from problem


def input_place(place: str | Path) -> Path:
    """The path of an `--input`, or the one that stands for a URL."""
    try:
        return located(place, "inputs") if is_url(str(place)) else Path(place)
    except ValueError as problem:
        raise typer.BadParameter(str(problem)) from problem


OutputOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        parser=output_place,
        metavar="PATH",
        envvar="SITREP_OUTPUT",
        help="Folder of the tables, or s3://BUCKET/FOLDER.",
        show_default="data/warehouse",
    ),
]
DEFAULT = DEFAULT_OUTPUT

_WIDE = 200
_WHOLE = 1e15
_KEPT = {"\n", "\t"}


class CliError(Exception):
    """Something foreseen that ends a command: one line with the place and the remedy."""


def opened(output: Path) -> Workspace:
    """The work folder of an output, with what other machines did on it where it is in an object store."""
    from pipelines.runner.workspace import Workspace  # noqa: PLC0415 - keeps --help quick

    workspace = Workspace(absolute(output))
    if address(workspace.output) is not None:
        from pipelines.stores import work  # noqa: PLC0415
        from pipelines.stores.store import StoreError  # noqa: PLC0415

        try:
            work.fetch(workspace, work.BATCHES)
        except StoreError as problem:
            raise CliError(str(problem)) from problem
    return workspace


def out() -> Console:
    """The console of results: as wide as the terminal, and wide enough for whole rows where there is none."""
    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False, emoji=False, markup=False, width=None if known else _WIDE)


def complain(line: str) -> None:
    """Print one line on standard error."""
    Console(stderr=True, highlight=False, emoji=False).print(
        Text.assemble(("sitrep: ", "red"), plain(line)), soft_wrap=True
    )


def plain(value: object) -> str:
    """One line of text in which nothing can act on a terminal: control and format characters are spelled out."""
    return "".join(map(_visible, str(value))).replace("\n", "\\n").replace("\t", "\\t")


def cell(value: object) -> str:
    """A value of a table for people, in one line: nothing for NULL, 9 for 9.0, a, b for a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    return ", ".join(map(cell, value)) if isinstance(value, list) else plain(value)


def paragraph(value: str) -> str:
    """The same for running text: line ends and tabs stay, and so does the length of text without control characters."""
    return "".join(character if character in _KEPT else _visible(character) for character in value)


def _visible(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode()


def program() -> str:
    """How to call `sitrep` from here: by its name where that leads to this installation, else by its path."""
    own = Path(sys.executable).parent / "sitrep"
    found = shutil.which("sitrep")
    return "sitrep" if (found and Path(found) == own) or not own.exists() else shlex.quote(shown(own))


def shown(path: Path) -> str:
    """A path as short as it can be said from here; a place in an object store by its URL."""
    full = absolute(path)
    if (url := address(full) or address(full, "inputs")) is not None:
        return plain(url)
    here = Path.cwd()
    return plain(full.relative_to(here) if full.is_relative_to(here) else full)
