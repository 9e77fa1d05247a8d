"""What the UI shows of a table: columns, their lineage, number of rows, first rows."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from pipelines.tables.schema import TABLES, ColumnSpec

OWNERS = ["team:sitrep"]
OUTPUT_TAG = "sitrep/output"
FRESH = dg.FreshnessPolicy.time_window(warn_window=dt.timedelta(hours=26), fail_window=dt.timedelta(hours=50))
"""Of what is published: feeds are fetched once a day, so a day without tables is a warning and two are a failure."""

_PREVIEW_ROWS = 5
_PREVIEW_COLUMNS = 12
_PREVIEW_CHARS = 80
_SAMPLES = 5
_SAMPLE_CHARS = 300
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&@:-]|(?<=www)\.)", re.IGNORECASE)


def column_schema(
    table: str, only: Collection[str] | None = None, lineage: dg.TableColumnLineage | None = None
) -> dg.TableSchema:
    """The columns of a table as Dagster shows them, from the schema of the table; all, or `only` some.

    Where a column comes from stands behind its description, since the open Dagster UI has no view of column lineage.
    """
    origins = lineage.deps_by_column if lineage else {}
    spec = TABLES[table]
    columns = [
        dg.TableColumn(
            name=column.name,
            type=str(column.dtype),
            description=_description(column) + _told(origins.get(column.name, ())),
            constraints=dg.TableColumnConstraints(
                nullable=column.nullable,
                unique=spec.primary_key == (column.name,),
                other=[f"one of {', '.join(column.values)}"] if column.values else [],
            ),
        )
        for column in spec.columns
        if only is None or column.name in only
    ]
    return dg.TableSchema(columns=columns)


def table_spec(
    table: str,
    key: str | dg.AssetKey,
    *,
    deps: Sequence[str | dg.AssetKey],
    group: str,
    kinds: set[str],
    lineage: dg.TableColumnLineage,
    told: str = "",
    freshness: dg.FreshnessPolicy | None = None,
) -> dg.AssetSpec:
    """The asset of a table at one stage; `told` is what the stage adds to the table's own description."""
    return dg.AssetSpec(
        key=key,
        deps=deps,
        group_name=group,
        kinds=kinds,
        owners=OWNERS,
        tags={"stage": group, "table": table},
        description=f"{TABLES[table].description} {told}".rstrip(),
        metadata={"dagster/column_schema": column_schema(table, lineage=lineage)},
        freshness_policy=freshness,
    )


def _description(column: ColumnSpec) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    reference = f" (of {column.references})" if column.references else ""
    return f"{column.description}{unit}{reference}"


def _told(origins: Sequence[dg.TableColumnDep]) -> str:
    """The columns that a column comes from, by asset."""
    by_asset: dict[str, list[str]] = {}
    for origin in origins:
        by_asset.setdefault(origin.asset_key.to_user_string(), []).append(origin.column_name)
    told = "; ".join(f"{asset}: {', '.join(dict.fromkeys(columns))}" for asset, columns in by_asset.items())
    return f" ← {told}" if told else ""


def of_frame(frame: pl.DataFrame) -> dict[str, Any]:
    """Number of rows and the first of them, without whole articles."""
    return of_table(frame.height, frame)


def of_table(rows: int, first: pl.DataFrame) -> dict[str, Any]:
    """How many rows a table has, and the first of them, without whole articles."""
    shown = first.drop("text") if "title" in first.columns and "text" in first.columns else first
    return {"dagster/row_count": rows, "preview": dg.MetadataValue.md(preview(shown))}


def belongs(context: dg.AssetExecutionContext, output: Path) -> dict[str, Any]:
    """Which output a materialisation is about, since all outputs share an asset's page; the run gets it as a tag.

    The tag leads from an output to its runs: the UI lists them by `sitrep/output=…`.
    """
    context.instance.add_run_tags(context.run.run_id, {OUTPUT_TAG: str(output)})
    return {"output": dg.MetadataValue.path(str(output))}


def preview(frame: pl.DataFrame) -> str:
    """The first rows as a Markdown table; nothing in the text can act as Markdown, HTML or a control character."""
    if frame.is_empty():
        return "no rows"
    shown = frame.select(frame.columns[:_PREVIEW_COLUMNS]).head(_PREVIEW_ROWS)
    return grid(shown.columns, shown.iter_rows())


def samples(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> dg.MarkdownMetadataValue:
    """A few rows from all over a list, with room for reasons."""
    chosen = rows[:: max(1, len(rows) // _SAMPLES)][:_SAMPLES]
    return dg.MetadataValue.md(grid(columns, chosen, most=_SAMPLE_CHARS))


def grid(columns: Sequence[str], rows: Iterable[Sequence[object]], most: int = _PREVIEW_CHARS) -> str:
    """A Markdown table of inert cells, each of `most` characters."""
    lines = [" | ".join(map(escaped, columns)), *(" | ".join(escaped(cell, most) for cell in row) for row in rows)]
    head, *body = (f"| {line} |" for line in lines)
    return "\n".join([head, "|" + "---|" * len(columns), *body])


def escaped(value: object, most: int = _PREVIEW_CHARS) -> str:
    """A cell of a Markdown table: one short line, Markdown's characters escaped, control characters shown as �."""
    if value is None:
        return ""
    line = " ".join(str(value).split())
    line = "".join(
        "�" if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} else character for character in line
    )
    cut = line if len(line) <= most else line[: most - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", cut)
