"""The data dictionary, written from the schema into docs/reference: `python -m pipelines.tables.reference`.

`tables.md` has the tables, codes, views and macros, `interchange.md` the layouts of other data sets.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import polars as pl

from pipelines.tables.interchange import INTERCHANGE, LAYOUTS, Layout
from pipelines.tables.macros import MACROS
from pipelines.tables.schema import SCHEMA_VERSION, TABLES, ColumnSpec, TableSpec
from pipelines.tables.views import VIEWS, View
from pipelines.tables.vocabulary import PLOVER

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "reference"

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
    layouts = {layout.name for layout in LAYOUTS}
    for view in (*VIEWS, *(view for view in INTERCHANGE if view.name not in layouts), *MACROS):
        yield _view(view)
    yield "The [layouts of other data sets](interchange.md) are views too."


def _view(view: View) -> str:
    return f"### {view.name}\n\n{view.description}\n\n```sql\n{view.example};\n```"


_OTHERS = """\
# Events in the layouts of other data sets

<!-- Written by `python -m pipelines.tables.reference` from pipelines/tables/interchange; edit it there. -->

Views of `sitrep.duckdb` with the columns, in the order, of data sets that notebooks already read. One row is one event,
however many reports tell of it. What cannot be filled truthfully is NULL: those columns are listed with the reason. The
codes come from the tables in `data/crosswalks/`."""


def interchange_page() -> str:
    """Write the page on the layouts of other data sets."""
    return "\n\n".join([_OTHERS, *(block for layout in LAYOUTS for block in _layout(layout))]) + "\n"


def _layout(layout: Layout) -> Iterator[str]:
    yield f"## {layout.name}"
    yield f"{layout.description} {len(layout.columns)} columns, after: {layout.source}."
    yield f"```sql\n{layout.example};\n```"
    told = [column for column in layout.columns if column.sql is not None and column.note]
    yield _grid(["column", "note"], ([f"`{column.name}`", column.note] for column in told))
    reasons: dict[str, list[str]] = {}
    for column in layout.unfilled:
        reasons.setdefault(column.note, []).append(column.name)
    yield "Always NULL:"
    yield _grid(["columns", "because"], ([_codes(names), reason] for reason, names in reasons.items()))


def _grid(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _link(spec: TableSpec) -> str:
    return f"[{spec.name}](#{spec.name})"


PAGES: Final = {"tables.md": page, "interchange.md": interchange_page}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` tell whether those that are there are current."""
    stale = []
    for name, write in PAGES.items():
        path, text = FOLDER / name, write()
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
    for path in stale:
        sys.stderr.write(f"{path} is out of date: run python -m pipelines.tables.reference\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
