"""What one more document costs on a large warehouse, beside the full run over all of it.

    python benchmarks/increment.py [--documents 20000] [--keep FOLDER]

The warehouse holds the stories of `benchmarks/linking.py`, copied until there are so many documents: each copy is of
other days, and its names are spelt otherwise, letter by letter, so that every span still holds the words it did. What
was extracted from them is put in place as a batch, since it is resolution and publication that are measured. Then

- the full run is `sitrep run` with a first document, on a warehouse of which nothing is known but what was extracted;
- the increment is `sitrep run` with one document more, an account of a happening that the warehouse has; the middle one
  of three such runs is told, and all three.

All are whole commands, start-up included. Python keeps the bytecode that the first of them compiles for the others, as
it does unless told otherwise. The full run of a user also extracts every document: that is measured on the
stories and told on a line of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "benchmarks")]

from linking import extracted, read_stories  # noqa: E402

from pipelines.runner.workspace import BatchState, Workspace  # noqa: E402
from pipelines.tables.schema import TABLES  # noqa: E402

Frames = dict[str, pl.DataFrame]

_VARIANTS = 400  # spellings of each name
_TOLD_TWICE = 0.2
_DAYS = 10  # per copy of all stories
_NAME = re.compile(r"[A-ZÀ-Þ][^\W\d_]{3,}")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
_OPEN = ("person:", "name:", "geonames:")
_WORDS = {text for spec in TABLES.values() for *_, text in spec.slices if text} | {
    *("text", "title", "description", "location_name", "item", "subject", "modifier")
}
_FIRST = "Police arrested three men in the town of Vellmar on Friday, the mayor said.\n"
_MORE = ("The mayor said so.", "The mayor told reporters so.", "The mayor did not say more.")
_MOST, _SHARE = 10.0, 15


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, seconds of processors, MiB at most."""

    wall: float
    processor: float
    peak: int

    def __str__(self) -> str:
        return f"{self.wall:8.1f} s {self.processor:8.1f} s of processors {self.peak:6} MiB"


def copies(base: Mapping[str, pl.DataFrame], documents: int, seed: int = 1) -> Frames:
    """The mention tables of so many documents, copies of those of `base`."""
    rng, chunks = random.Random(seed), []
    number, span = 0, _DAYS * (1 + documents // base["documents"].height)
    while number * base["documents"].height < documents:
        days, spell = rng.randrange(span), _spelling(rng.randrange(_VARIANTS))
        for _ in range(1 + (rng.random() < _TOLD_TWICE)):
            chunks.append({name: _copy(name, table, number, days, spell) for name, table in base.items()})
            number += 1
    joined = {name: pl.concat([chunk[name] for chunk in chunks]) for name in base}
    kept = joined["documents"]["doc_id"].head(documents)
    return {name: table.filter(pl.col("doc_id").is_in(kept.implode())) for name, table in joined.items()}


def _copy(name: str, table: pl.DataFrame, number: int, days: int, spell: Callable[[str], str]) -> pl.DataFrame:
    made = []
    for column, dtype in table.schema.items():
        if dtype == pl.String and column.endswith("_id") and column not in ("wikidata_id", "external_id"):
            made.append(pl.col(column) + f".{number}")
        elif dtype == pl.String and column in ("key", "name", "parent_key") and name.startswith("local_"):
            is_open = pl.col("key").str.contains(f"^(?:{'|'.join(_OPEN)})") if "key" in table.columns else True
            made.append(pl.when(is_open).then(_spelt(table[column], spell)).otherwise(column).alias(column))
        elif column in _WORDS:
            made.append(_spelt(table[column], spell))
        elif dtype in (pl.Date, pl.Datetime("us", "UTC")) and column != "ingested_at":
            made.append(pl.col(column) + dt.timedelta(days=days))
    return table.with_columns(made)


def _spelt(column: pl.Series, spell: Callable[[str], str]) -> pl.Series:
    return pl.Series(column.name, [cell and spell(cell) for cell in column], dtype=pl.String)


def _spelling(variant: int) -> Callable[[str], str]:
    """Other letters for those of names, vowels for vowels; words of a key are names in lower case."""
    rng, table = random.Random(variant), {}
    for letters in (_VOWELS, _CONSONANTS):
        other = "".join(rng.sample(letters, len(letters)))
        table |= {**str.maketrans(letters, other), **str.maketrans(letters.upper(), other.upper())}

    def spell(text: str) -> str:
        if text.startswith(_OPEN):
            kind, _, name = text.partition(":")
            return f"{kind}:{name.translate(table)}"
        return _NAME.sub(lambda name: name[0].translate(table), text)

    return spell


def _run(command: list[str], environment: Mapping[str, str]) -> Cost:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, cwd=REPOSITORY, env=dict(environment), stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - start, spent, after.ru_maxrss // 1024)


def _prepared(output: Path, documents: int) -> tuple[int, str, float]:
    """Put a warehouse in place; the number of event mentions, the text of a story in it, seconds to extract one."""
    stories = read_stories()
    extracted(stories[:2])  # loads the reader
    start = sum(os.times()[:4])  # of workers too
    base = extracted(stories)
    each = (sum(os.times()[:4]) - start) / len(stories)
    frames = copies(base, documents)
    workspace = Workspace(output)
    workspace.create()
    with workspace.spool("archive", "run-0") as spool:
        workspace.add_mentions(spool, frames)
        workspace.put_mentions("archive", "run-0", spool)
    workspace.put_state(BatchState("archive", "archive", "0", "0", "run-0"))
    return frames["event_mentions"].height, frames["documents"]["text"][0], each


def main() -> None:
    """Build the warehouse, run both, print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="an empty folder in which the warehouse stays")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        output, home = folder / "tables", folder / "home"
        mentions, story, each = _prepared(output, arguments.documents)
        home.mkdir(parents=True)
        shutil.copy(REPOSITORY / "dagster.yaml", home)
        environment = {**os.environ, "DAGSTER_HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "bytecode")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        costs = []
        for number, text in enumerate((_FIRST, *(f"{story}\n{said}\n" for said in _MORE))):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
            sitrep = [str(Path(sys.executable).with_name("sitrep")), "run", "--input", str(folder / f"{number}.txt")]
            costs.append(_run([*sitrep, "--output", str(output), "--workers", "1"], environment))
    full, *more = costs
    one = sorted(more, key=lambda cost: cost.wall)[len(more) // 2]
    print(f"{arguments.documents} documents, {mentions} event mentions")
    print(f"full run, all extracted before {full}")
    print(f"extraction of all {each * arguments.documents:17.1f} s of processors ({1 / each:.0f} documents a second)")
    print(f"one document more              {one}, of {', '.join(f'{cost.wall:.1f}' for cost in more)} s")
    whole = full.processor + each * arguments.documents
    without = full.processor / one.processor
    print(f"a full run takes {whole / one.processor:.1f} times as long, {without:.1f} times without extraction")
    print(f"asked for: under {_MOST:.0f} s and more than {_SHARE} times")


if __name__ == "__main__":
    main()
