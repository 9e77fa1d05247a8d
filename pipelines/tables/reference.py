"""The data dictionary, `docs/reference/tables.md`, written from the schema: `python -m pipelines.tables.reference`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import polars as pl

from pipelines.tables.macros import MACROS
from pipelines.tables.schema import SCHEMA_VERSION, TABLES, ColumnSpec, TableSpec
from pipelines.tables.views import VIEWS, View
from pipelines.tables.vocabulary import PLOVER

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "reference" / "tables.md"

_STAGES = {
    "mention": "what single documents say",
    "resolved": "what all documents together say",
    "run": "how the tables came to be",
}
_TYPES = {
    pl.String: "text",
    pl.Int64: "integer",
    pl.Float64: "number",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Datetime: "timestamp, UTC",
    pl.List: "list of text",
}
_INTRODUCTION = f"""\
# Tables

<!-- Written by `python -m pipelines.tables.reference` from pipelines/tables/schema; edit it there. -->

Schema version {SCHEMA_VERSION}. Every table is a Parquet file of its name and a table of `sitrep.duckdb`.

- An unknown value is NULL, never a guess.
- Offsets are 0-based, half-open character offsets into `documents.text`. In SQL, `"end"` needs its quotes.
- Ids are stable hashes of content. Countries are ISO 3166-1 alpha-3 codes. Timestamps are UTC.
- A row that fails a check below is refused and kept in `rejects` with the reason; so is a row that refers to it, except
  where a reference is marked *or NULL*: there it is set to NULL, and a row in `rejects` says so."""


def page() -> str:
    """Write the page."""
    tables = TABLES.values()
    blocks = [
        _INTRODUCTION,
        _grid(["table", "rows", "holds"], ([_link(s), s.description, _STAGES[s.stage]] for s in tables)),
        *(block for spec in tables for block in _table(spec)),
        *_event_codes(),
        *_views(),
    ]
    return "\n\n".join(blocks) + "\n"


def _table(spec: TableSpec) -> Iterator[str]:
    yield f"## {spec.name}"
    yield spec.description
    yield f"Primary key: {_codes(spec.primary_key)}. Order of rows: {_codes(spec.sort_by)}."
    clear = {key.column for key in spec.foreign_keys if key.clear}
    rows = (
        [f"`{c.name}`", _TYPES[c.dtype.base_type()], c.unit or "", "yes" if c.nullable else "", _meaning(c, clear)]
        for c in spec.columns
    )
    yield _grid(["column", "type", "unit", "NULL", "meaning"], rows)
    checks = [
        *spec.checks,
        *(f"{text} is not the text from {start} to {end}" for start, end, text in spec.slices if text),
    ]
    yield "Refused if: " + "; ".join(checks) + "."


def _meaning(column: ColumnSpec, clear: set[str]) -> str:
    parts = [column.description]
    if column.references:
        parts.append(f"→ [{column.references}](#{column.references})" + (" *or NULL*" if column.name in clear else ""))
    if column.values:
        parts.append(_codes(column.values))
    return " ".join(parts)


def _event_codes() -> Iterator[str]:
    yield "## Event codes"
    yield "PLOVER's types and modes. A mode without a score of its own has its type's."
    rows = (
        [
            f"`{name}`",
            kind.meaning,
            ", ".join(f"`{mode}`" + ("" if score is None else f" {score:g}") for mode, score in kind.modes.items()),
            kind.quad_class,
            f"{kind.score:g}",
        ]
        for name, kind in PLOVER.items()
    )
    yield _grid(["type", "meaning", "modes", "quad class", "score"], rows)


def _views() -> Iterator[str]:
    yield "## Views"
    yield "In `sitrep.duckdb`, beside the tables; those with parameters are macros."
    for view in (*VIEWS, *MACROS):
        yield _view(view)


def _view(view: View) -> str:
    return f"### {view.name}\n\n{view.description}\n\n```sql\n{view.example};\n```"


def _grid(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _link(spec: TableSpec) -> str:
    return f"[{spec.name}](#{spec.name})"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` tell whether the one that is there is current."""
    if "--check" not in arguments:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write(f"{PAGE} is out of date: run python -m pipelines.tables.reference\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
