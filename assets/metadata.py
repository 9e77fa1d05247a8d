"""What the UI shows of a table: columns, their lineage, number of rows, first rows."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import polars as pl

from pipelines.tables.schema import TABLES, ColumnSpec

OWNERS = ["team:sitrep"]

_PREVIEW_ROWS = 5
_PREVIEW_COLUMNS = 12
_PREVIEW_CHARS = 80
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&@:-])")


def column_schema(table: str) -> dg.TableSchema:
    """The columns of a table as Dagster shows them, from the schema of the table."""
    spec = TABLES[table]
    columns = [
        dg.TableColumn(
            name=column.name,
            type=str(column.dtype),
            description=_description(column),
            constraints=dg.TableColumnConstraints(
                nullable=column.nullable,
                unique=spec.primary_key == (column.name,),
                other=[f"one of {', '.join(column.values)}"] if column.values else [],
            ),
        )
        for column in spec.columns
    ]
    return dg.TableSchema(columns=columns)


def table_spec(
    table: str,
    key: str | dg.AssetKey,
    *,
    deps: Sequence[str | dg.AssetKey],
    group: str,
    kinds: set[str],
    told: str = "",
) -> dg.AssetSpec:
    """The asset of a table at one stage; `told` is what the stage adds to the table's own description."""
    return dg.AssetSpec(
        key=key,
        deps=deps,
        group_name=group,
        kinds=kinds,
        owners=OWNERS,
        description=f"{TABLES[table].description} {told}".rstrip(),
        metadata={"dagster/column_schema": column_schema(table)},
    )


def _description(column: ColumnSpec) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    reference = f" → {column.references}" if column.references else ""
    return f"{column.description}{unit}{reference}"


def lineage(table: str, upstream: Mapping[str, dg.AssetKey]) -> dg.TableColumnLineage:
    """Where the columns of a table come from: the column of the same name in each upstream table that has it."""
    deps: dict[str, list[dg.TableColumnDep]] = {}
    for column in TABLES[table].columns:
        found = [
            dg.TableColumnDep(asset_key=key, column_name=column.name)
            for name, key in upstream.items()
            if column.name in TABLES[name].polars_schema
        ]
        if found:
            deps[column.name] = found
    return dg.TableColumnLineage(deps_by_column=deps)


def of_frame(frame: pl.DataFrame) -> dict[str, Any]:
    """Number of rows and the first of them."""
    return {"dagster/row_count": frame.height, "preview": dg.MetadataValue.md(preview(frame))}


def preview(frame: pl.DataFrame) -> str:
    """The first rows as a Markdown table; nothing in the text can act as Markdown, HTML or a control character."""
    if frame.is_empty():
        return "no rows"
    shown = frame.select(frame.columns[:_PREVIEW_COLUMNS]).head(_PREVIEW_ROWS)
    lines = ["| " + " | ".join(map(escaped, shown.columns)) + " |", "|" + "---|" * shown.width]
    lines += ["| " + " | ".join(escaped(cell) for cell in row) + " |" for row in shown.iter_rows()]
    return "\n".join(lines)


def escaped(value: object) -> str:
    """A cell of a Markdown table: one short line, Markdown's characters escaped, control characters shown as �."""
    if value is None:
        return ""
    line = " ".join(str(value).split())
    line = "".join(
        "�" if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} else character for character in line
    )
    cut = line if len(line) <= _PREVIEW_CHARS else line[: _PREVIEW_CHARS - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", cut)
