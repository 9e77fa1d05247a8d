"""Validation of whole tables: bad rows are set apart with a reason, never the table.

Rows are checked against their Pandera model, spans against the text that they point to, and references against the rows
that are left; what refers to a refused row is refused too, unless NULL would say no more than "unknown" there.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

import pandera.polars as pa
import polars as pl

from pipelines.settings import FAULTY_SHARE
from pipelines.tables.frames import TableError, arrange, frame, is_arranged
from pipelines.tables.ids import stable_id
from pipelines.tables.made import Made
from pipelines.tables.schema import TABLES, ForeignKey, TableSpec

DEFAULT_THRESHOLD = FAULTY_SHARE

FaultKind = Literal["schema", "evidence_is_text", "references", "has_evidence"]
"""What is wrong with a row: its own values, its words, what it refers to, or that nothing tells of it."""

FAULT_KINDS: Final[tuple[FaultKind, ...]] = ("schema", "evidence_is_text", "references", "has_evidence")

_ROW = "__row__"


class _Fault(NamedTuple):
    kind: FaultKind
    reason: str


class FaultyRow(NamedTuple):
    """A row with faults: what kinds they are, and its row of `rejects`."""

    kinds: frozenset[FaultKind]
    reject: Mapping[str, object]


_Faults = dict[int, list[_Fault]]
_UNTOLD = _Fault("has_evidence", "no row of event_mentions tells of it")
_CHECKS = {"isin": "is none of its values", "str_matches": "has another form"}


class ValidationFailed(Exception):  # noqa: N818 - a verdict on the data, not a fault of the program
    """Too many rows of a table were refused; the message names the tables, the shares and a reason."""


@dataclass(frozen=True)
class Validation:
    """What validation left.

    `frames` are taken from those validated when they are asked for. `faulty` counts the rows refused for what they
    hold, `refused` also those that referred to refused rows; `found` has the rows with faults of each table, rows among
    them that lost a reference alone.
    """

    frames: Mapping[str, pl.DataFrame]
    rejects: pl.DataFrame
    checked: dict[str, int]
    faulty: dict[str, int]
    refused: dict[str, int]
    found: dict[str, list[FaultyRow]] = field(default_factory=dict)

    def share(self, table: str) -> float:
        """The share of a table's rows that are faulty in themselves."""
        return self.faulty[table] / self.checked[table] if self.checked[table] else 0.0

    def failed(self, threshold: float = DEFAULT_THRESHOLD) -> tuple[str, ...]:
        """The tables of which more than a share is faulty."""
        return tuple(table for table in self.checked if self.share(table) > threshold)

    def require(self, threshold: float = DEFAULT_THRESHOLD) -> None:
        """Raise `ValidationFailed` if more than a share of any table is faulty."""
        if not (failed := self.failed(threshold)):
            return
        shares = "; ".join(f"{t}: {self.faulty[t]} of {self.checked[t]} ({self.share(t):.1%})" for t in failed)
        reason = self.rejects.filter(pl.col("table_name") == failed[0])["reason"].to_list()[0]
        raise ValidationFailed(f"rows refused above {threshold:.1%}: {shares}; the first because {reason}")


def validate(
    frames: Mapping[str, pl.DataFrame],
    *,
    run_id: str | None = None,
    rejected_at: dt.datetime | None = None,
    context: Mapping[str, pl.DataFrame] | None = None,
) -> Validation:
    """Separate good rows from bad ones in a set of tables.

    References and spans are checked as far as their targets are in `frames` or in `context`, whose rows are taken as
    good. Raises `TableError` where a frame is not a table's at all.
    """
    context = context or {}
    frames = _arranged(frames)
    texts = _of_documents(frames, context, "text")
    good: dict[str, pl.DataFrame] = {}
    faults: dict[str, _Faults] = {}
    for name in frames:
        good[name], faults[name] = _checked(TABLES[name], frames[name], texts)
    checked = {name: table.height for name, table in good.items()}
    faulty = {name: len(found) for name, found in faults.items()}
    good = {name: _without(table, faults[name]) for name, table in good.items()}
    known = {name: _references(TABLES[name], table) for name, table in context.items()}
    _cascade(good, known, faults)
    refused = {name: len(found) for name, found in faults.items()}
    cleared: dict[str, _Faults] = {name: defaultdict(list) for name in good}
    for name in good:
        good[name] = _cleared(TABLES[name], good, known, cleared[name])
    uris = _of_documents(frames, context, "uri") if any(faults.values()) or any(cleared.values()) else {}
    found = {
        name: [row for told in (faults[name], cleared[name]) for row in _rejects(name, frames, told, uris)]
        for name in good
    }
    rows = [row.reject for told in found.values() for row in told]
    return Validation(
        frames=_left(frames, {name: table for name, table in good.items() if found[name]}),
        rejects=frame("rejects", [{**row, "rejected_at": rejected_at, "run_id": run_id} for row in rows]),
        checked=checked,
        faulty=faulty,
        refused=refused,
        found=found,
    )


def _arranged(frames: Mapping[str, pl.DataFrame]) -> Made:
    """Frames in the form and order of their tables; those that were found to be so are not looked at again."""
    known: set[str] = set()

    def make(name: str) -> pl.DataFrame:
        table = frames[name]
        if name in known or is_arranged(name, table):
            known.add(name)
            return table
        return arrange(name, table)

    return Made((name for name in TABLES if name in frames), make)


def _left(frames: Made, good: Mapping[str, pl.DataFrame]) -> Made:
    """Frames with what is left of those of which rows were at fault (`good`: the rows, and whether they refer)."""

    def make(name: str) -> pl.DataFrame:
        if name not in good:
            return frames[name]
        rows = good[name]
        told = [rows[column].is_not_null() for column in rows.columns if column != _ROW]
        return frames[name][rows[_ROW]].with_columns(
            pl.when(known).then(known.name).alias(known.name) for known in told
        )

    return Made(frames, make)


def _checked(spec: TableSpec, rows: pl.DataFrame, texts: Mapping[str, str]) -> tuple[pl.DataFrame, _Faults]:
    """What is wrong with the rows of a table by themselves; of the table, what refers or is referred to."""
    table = rows.with_row_index(_ROW)
    with ThreadPoolExecutor(max_workers=1) as beside:
        cut = beside.submit(_slice_faults, spec, table, texts)
        faults = _faults(spec, table)
    for row, reason in cut.result():
        faults[row].append(_Fault("evidence_is_text", reason))
    return _references(spec, table).with_columns(table[_ROW]), faults


def _references(spec: TableSpec, table: pl.DataFrame) -> pl.DataFrame:
    """What refers or is referred to, hashed: ids are hashes of 64 bits anyway, and take four times the room as text."""
    told = {spec.primary_key[0], *(key.column for key in spec.foreign_keys)}.intersection(table.columns)
    hashed = (pl.when(pl.col(name).is_not_null()).then(pl.col(name).hash()) for name in sorted(told))
    return table.select(hashed)


def faultless(frames: Mapping[str, pl.DataFrame], rejects: pl.DataFrame, rows: Mapping[str, int]) -> Validation:
    """What validation left before where it found no fault at all; `rejects` has no rows, tables have so many."""
    none = dict.fromkeys(rows, 0)
    return Validation(frames, rejects, dict(rows), none, none)


def _of_documents(
    frames: Mapping[str, pl.DataFrame], context: Mapping[str, pl.DataFrame], column: str
) -> dict[str, str]:
    """What each document has in a column."""
    known = next((part for part in (frames, context) if "documents" in part), None)
    return {} if known is None else dict(known["documents"].select("doc_id", column).iter_rows())


def _faults(spec: TableSpec, table: pl.DataFrame) -> _Faults:
    faults: _Faults = defaultdict(list)
    if table.is_empty():
        return faults
    try:
        spec.schema.validate(table.drop(_ROW), lazy=True)
    except pa.errors.SchemaErrors as problems:
        for case in problems.failure_cases.iter_rows(named=True):
            if case["index"] is None:
                raise TableError(f"{spec.name}.{case['column']}: {case['check']}") from problems
            faults[case["index"]].append(_Fault("schema", _reason(case)))
    return faults


def _reason(case: Mapping[str, str]) -> str:
    if case["schema_context"] != "Column":
        return case["check"]
    check = case["check"].split("(", maxsplit=1)[0]
    if check == "not_nullable":
        return f"{case['column']} is NULL"
    return f"{case['column']} {_CHECKS.get(check, 'fails ' + case['check'])} ({case['failure_case']})"


def _slice_faults(spec: TableSpec, table: pl.DataFrame, texts: Mapping[str, str]) -> list[tuple[int, str]]:
    faults = []
    for start, end, text in spec.slices if texts else ():
        said = pl.col(text) if text else pl.lit(None)
        for row, doc_id, first, last, words in table.select(_ROW, "doc_id", start, end, said.alias("")).iter_rows():
            if first is None or last is None or (document := texts.get(doc_id)) is None:
                continue
            if last > len(document):
                faults.append((row, f"{end} {last} lies beyond the text of {len(document)} characters"))
            elif words is not None and document[first:last] != words:
                faults.append((row, f"{text} is not the text from {start} {first} to {end} {last}"))
    return faults


def _without(table: pl.DataFrame, faults: _Faults) -> pl.DataFrame:
    return table.filter(~pl.col(_ROW).is_in(list(faults))) if faults else table


def _keys(table: str, good: Mapping[str, pl.DataFrame], context: Mapping[str, pl.DataFrame]) -> pl.Series | None:
    found = [frames[table][TABLES[table].primary_key[0]] for frames in (good, context) if table in frames]
    return pl.concat(found) if found else None


def _dangling(key: ForeignKey, table: pl.DataFrame, targets: pl.Series) -> pl.DataFrame:
    return table.filter(pl.col(key.column).is_not_null() & ~pl.col(key.column).is_in(targets.implode()))


def _cascade(good: dict[str, pl.DataFrame], context: Mapping[str, pl.DataFrame], faults: Mapping[str, _Faults]) -> None:
    """Refuse what refers to refused rows, and events of which no mention is left, until nothing changes."""
    before = None
    while before != (before := sum(map(len, faults.values()))):
        for name in list(good):
            good[name] = _referring(TABLES[name], good, context, faults[name])
        if "events" in good and (told := _mentioned(good, context)) is not None:
            lost = good["events"].filter(~pl.col("event_id").is_in(told.implode()))
            good["events"] = _refuse(good["events"], lost, _UNTOLD, faults["events"])


def _referring(
    spec: TableSpec, good: Mapping[str, pl.DataFrame], context: Mapping[str, pl.DataFrame], faults: _Faults
) -> pl.DataFrame:
    table = good[spec.name]
    for key in spec.foreign_keys:
        targets = None if key.clear else _keys(key.table, good, context)
        if targets is not None:
            lost = _dangling(key, table, targets)
            fault = _Fault("references", f"{key.column} refers to no row of {key.table} that is left")
            table = _refuse(table, lost, fault, faults)
    return table


def _mentioned(good: Mapping[str, pl.DataFrame], context: Mapping[str, pl.DataFrame]) -> pl.Series | None:
    found = [frames["event_mentions"]["event_id"] for frames in (good, context) if "event_mentions" in frames]
    return pl.concat(found) if found else None


def _refuse(table: pl.DataFrame, lost: pl.DataFrame, fault: _Fault, faults: _Faults) -> pl.DataFrame:
    if lost.is_empty():
        return table
    for row in lost[_ROW]:
        faults[row].append(fault)
    return table.join(lost.select(_ROW), on=_ROW, how="anti", maintain_order="left")


def _cleared(
    spec: TableSpec, good: Mapping[str, pl.DataFrame], context: Mapping[str, pl.DataFrame], cleared: _Faults
) -> pl.DataFrame:
    table = good[spec.name]
    for key in spec.foreign_keys:
        targets = _keys(key.table, good, context) if key.clear else None
        if targets is None or (lost := _dangling(key, table, targets)).is_empty():
            continue
        for row in lost[_ROW]:
            reason = f"{key.column} refers to no row of {key.table} that is left: set to NULL, row kept"
            cleared[row].append(_Fault("references", reason))
        kept = pl.when(pl.col(key.column).is_in(targets.implode())).then(key.column)
        table = table.with_columns(kept.alias(key.column))
    return table


def _rejects(
    name: str, frames: Mapping[str, pl.DataFrame], faults: _Faults, uris: Mapping[str, str]
) -> Iterator[FaultyRow]:
    if not faults:
        return
    bad = frames[name].with_row_index(_ROW).filter(pl.col(_ROW).is_in(list(faults)))
    seen: Counter[str] = Counter()
    for row in bad.iter_rows(named=True):
        told = faults[row.pop(_ROW)]
        reason = "; ".join(fault.reason for fault in told)
        content = json.dumps(row, default=str, ensure_ascii=False)
        seen[content] += 1
        doc_id = row.get("doc_id")
        reject = {
            "reject_id": stable_id("rej", "validate", name, content, reason, seen[content]),
            "stage": "validate",
            "table_name": name,
            "uri": uris.get(doc_id or ""),
            "doc_id": doc_id,
            "row": content,
            "reason": reason,
        }
        yield FaultyRow(frozenset(fault.kind for fault in told), reject)
