"""`sitrep evaluate`: how well the tables agree with annotated articles."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from pipelines.cli.console import CliError, complain, out, plain, shown
from pipelines.settings import RAW, absolute

if TYPE_CHECKING:
    from pipelines.evaluate.annotations import Article
    from pipelines.evaluate.scorer import Score

_BATCH = "evaluation"


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of annotated articles, one JSON file each.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for the tables of these articles.", show_default="none is kept"),
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="Errors shown of each kind.")] = 3,
    save: Annotated[Path | None, typer.Option(help="File for the numbers and all errors, as JSON.")] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read texts; 0: one per core.")] = 0,
) -> None:
    """Run the pipeline on annotated articles and score its tables against the annotations.

    The format of annotations is described in docs/reference/annotations.md.

    For example:

        sitrep evaluate tests/gold

        sitrep evaluate tests/gold --errors 20 --save scores.json
    """
    from pipelines.evaluate.annotations import AnnotationError, load  # noqa: PLC0415 - keeps --help quick
    from pipelines.evaluate.predictions import found, published  # noqa: PLC0415
    from pipelines.evaluate.scorer import score  # noqa: PLC0415

    try:
        articles = load(folder)
    except AnnotationError as problem:
        raise CliError(plain(problem)) from problem
    with tempfile.TemporaryDirectory(prefix="sitrep-evaluate-") as scratch:
        tables = absolute(output) if output else Path(scratch) / "tables"
        _extract(articles, Path(scratch) / "annotated.jsonl", tables, workers)
        result = score(articles, found(published(tables)))
    if save is not None:
        content = {
            **result.as_json(),
            "errors": [dict(zip(("kind", "article", "text"), e, strict=True)) for e in result.errors],
        }
        save.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _print(result, errors)
    if save is not None:
        out().print(f"saved in {shown(save)}", soft_wrap=True)


def _extract(articles: Sequence[Article], path: Path, tables: Path, workers: int) -> None:
    from pipelines.runner.batches import Batch  # noqa: PLC0415
    from pipelines.runner.job import forget, run_batches  # noqa: PLC0415

    fields = ("text", "published_at", "outlet")
    lines = [{"id": article.name, **{name: getattr(article, name) for name in fields}} for article in articles]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    batch = Batch(_BATCH, path)
    outcome = run_batches([batch], tables, workers=workers, use_cache=True)
    if not (RAW / _BATCH).exists():
        forget(batch)
    if outcome.troubles:
        raise CliError(outcome.troubles[0].message)
    if outcome.refused:
        complain(f"{outcome.refused} of {len(articles)} articles were refused")


def _print(result: Score, errors: int) -> None:
    counts = Table("found", "precision", "recall", "F1", "of", box=None, pad_edge=False, header_style="bold")
    for name, count in sorted(result.counts.items()):
        counts.add_row(name, *map(_share, (count.precision, count.recall, count.f1)), str(count.wanted))
    rates = Table("right", "share", "of", box=None, pad_edge=False, header_style="bold")
    for name, rate in sorted(result.rates.items()):
        rates.add_row(name, _share(rate.value), str(rate.total))
    console = out()
    console.print(f"{result.articles} annotated articles\n")
    console.print(counts)
    console.print()
    console.print(rates)
    for kind in sorted({error[0] for error in result.errors}):
        found = [error for error in result.errors if error[0] == kind]
        if errors:
            console.print(Text(f"\n{kind}: {len(found)}", style="bold"))
        for _, article, line in found[:: max(1, len(found) // errors)][:errors] if errors else ():
            console.print(Text.assemble((f"  {plain(article)}  ", "dim"), plain(line)), soft_wrap=True)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
