"""The asset checks of the tables: what is looked at, how many rows, how many at fault, and some of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg

from assets import metadata
from pipelines.health.volume import FEWEST_ARTICLES, FEWEST_RUNS, Volume
from pipelines.settings import faulty_share
from pipelines.tables.schema import TABLES
from pipelines.tables.validate import FAULT_KINDS, FaultKind, FaultyRow, Validation

SCHEMA = "schema"
VOLUME = "volume"

_DESCRIPTIONS: Mapping[FaultKind, str] = {
    "schema": "No row was refused by its Pandera model: types, units, enumerations, orders and keys hold.",
    "evidence_is_text": "The words of every row are text[start:end] of its article.",
    "references": "Every reference leads to a row that is there.",
    "has_evidence": "No event without evidence: each has a mention that points to the words of an article.",
}


def kinds(table: str) -> tuple[FaultKind, ...]:
    """What can be looked at in a table: all have a model, not all have spans, references or mentions."""
    spec = TABLES[table]
    there = {
        "schema": True,
        "evidence_is_text": bool(spec.slices),
        "references": bool(spec.foreign_keys),
        "has_evidence": table == "events",
    }
    return tuple(kind for kind in FAULT_KINDS if there[kind])


def specs(table: str) -> list[dg.AssetCheckSpec]:
    """The checks of a table; those of rows block publication where more than the share allowed is faulty."""
    more = f" Where more than {faulty_share():.0%} of the rows are faulty, nothing is published."
    return [
        *(
            dg.AssetCheckSpec(kind, asset=table, description=_DESCRIPTIONS[kind] + more, blocking=True)
            for kind in kinds(table)
        ),
        dg.AssetCheckSpec(
            VOLUME,
            asset=table,
            description="About as many rows per article as in the last ten runs of this output"
            f" (of at least {FEWEST_RUNS} runs and {FEWEST_ARTICLES} articles).",
        ),
    ]


def of_rows(table: str, checked: Validation, *, blocked: bool) -> list[dg.AssetCheckResult]:
    """What validation found in a table, kind by kind."""
    severity = dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN
    return [
        dg.AssetCheckResult(
            check_name=kind,
            asset_key=dg.AssetKey(table),
            passed=not (faulty := [row for row in checked.found.get(table, []) if kind in row.kinds]),
            severity=severity,
            metadata=_counts(checked.checked[table], faulty),
        )
        for kind in kinds(table)
    ]


def of_volume(table: str, found: Volume) -> dg.AssetCheckResult:
    """How the number of rows stands to that of earlier runs."""
    unit = "articles" if table == "documents" else "rows per article"
    shown: dict[str, Any] = {unit: round(found.value, 3), "runs compared": len(found.before)}
    if found.low is not None and found.high is not None:
        shown |= {"expected from": round(found.low, 3), "expected to": round(found.high, 3)}
    if found.before:
        shown["last runs"] = ", ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in found.before)
    return dg.AssetCheckResult(
        check_name=VOLUME,
        asset_key=dg.AssetKey(table),
        passed=found.is_usual,
        severity=dg.AssetCheckSeverity.WARN,
        metadata=shown,
    )


def _counts(rows: int, faulty: Sequence[FaultyRow]) -> dict[str, Any]:
    shown: dict[str, Any] = {"rows_checked": rows, "rows_at_fault": len(faulty)}
    if faulty:
        columns = ("reason", "uri", "row")
        shown["samples"] = metadata.samples(columns, [[row.reject[name] for name in columns] for row in faulty])
    return shown
