"""The four stages of a run, each from the work folder to the work folder: read, extract, resolve, publish."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.source import read_batch
from pipelines.runner import versions
from pipelines.runner.batches import Batch, manifest
from pipelines.runner.extraction import extract_documents
from pipelines.runner.fact_cache import FactCache
from pipelines.runner.mention_frames import Frames
from pipelines.runner.workspace import BatchState, Workspace
from pipelines.settings import faulty_share, now, reproducible
from pipelines.tables.frames import frame
from pipelines.tables.ids import stable_id
from pipelines.tables.publish import Publication, publish
from pipelines.tables.validate import Validation, validate

_FEWEST_FAULTY = 10


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a batch gave. `frame`: its documents, as the next stage finds them."""

    documents: int
    new: int
    refused: int
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extraction gave: the mention tables of the batch, and how many documents the cache knew."""

    frames: Frames
    documents: int
    cached: int
    seconds: float


def read(workspace: Workspace, batch: Batch, run_id: str) -> Read:
    """Read a batch. Where it has no article at all, what was read of it before stays."""
    started, digest = now(), manifest(batch.path)
    documents: list[Document] = []
    refusals: list[Refusal] = []
    for item in read_batch(batch.path):
        if isinstance(item, Document):
            documents.append(item)
        else:
            refusals.append(item)
    with workspace.locked():
        known: dict[str, dt.datetime] = dict(workspace.raw(batch.key).select("doc_id", "ingested_at").iter_rows())
        rows = [{"stage": "read", **_fields(refusal)} for refusal in refusals]
        workspace.put_rejects(batch.key, _rejects(rows, workspace.rejects(batch.key), run_id))
        if documents:
            workspace.put_raw(batch.key, [(document, known.get(document.doc_id, started)) for document in documents])
            state = workspace.state(batch.key) or BatchState(batch.key, str(batch.path))
            workspace.put_state(replace(state, path=str(batch.path), read=digest))
        elif workspace.state(batch.key) is None:
            workspace.put_state(BatchState(batch.key, str(batch.path), read=digest, extracted=digest))
        new = sum(document.doc_id not in known for document in documents)
        counts = {"documents_read": len(documents), "documents_new": new, "documents_rejected": len(refusals)}
        _record(workspace, run_id, started_at=started.isoformat(), **counts)
        return Read(len(documents), new, len(refusals), workspace.raw(batch.key))


def extract(workspace: Workspace, batch: Batch, run_id: str, *, workers: int, use_cache: bool) -> Extracted:
    """Parse and extract the documents that were last read of a batch; their tables become the current ones.

    If another run reads the batch again meanwhile, what that one read is extracted in their place.
    """
    with workspace.locked():
        raw, state = workspace.raw(batch.key), workspace.state(batch.key)
    if state is None or raw.is_empty():
        return Extracted({}, 0, 0, 0.0)
    started = time.perf_counter()
    documents = [Document(**row) for row in raw.drop("ingested_at").iter_rows(named=True)]
    with FactCache(workspace.cache_path, versions.extractor_version()) if use_cache else nullcontext() as cache:
        result = extract_documents(documents, cache, workers)
    times = raw.select("doc_id", "ingested_at")
    table = result.frames["documents"].drop("ingested_at").join(times, on="doc_id", how="left", maintain_order="left")
    frames = {**result.frames, "documents": table.select(result.frames["documents"].columns)}
    with workspace.locked():
        present = workspace.state(batch.key) or state
        if present.read == state.read:
            folder = f"run-{run_id}"
            workspace.put_mentions(batch.key, folder, frames)
            workspace.put_state(replace(present, extracted=state.read, folder=folder))
            _record(workspace, run_id, finished_at=now().isoformat())
    if present.read != state.read:
        return extract(workspace, batch, run_id, workers=workers, use_cache=use_cache)
    return Extracted(frames, len(documents), result.cached, time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What resolution gave: the tables, checked, and counts of what it compared and left out."""

    checked: Validation
    report: Mapping[str, int]


def resolve(workspace: Workspace, run_id: str) -> Resolved:
    """Resolve the mentions of all batches, validate the tables and keep the good rows for `publish`.

    Where `blocked` names a table, nothing is kept: the tables of the run before stay what `publish` finds. A batch
    whose mention tables cannot be read, or that another version of the schema made, is extracted again first.
    """
    from pipelines.resolve import resolution  # noqa: PLC0415 - loads numpy and the like

    for key in workspace.unreadable():
        batch = Batch(key, workspace.root)
        extract(workspace, batch, run_id, workers=os.cpu_count() or 1, use_cache=True)
    with workspace.locked():
        mentions = workspace.mentions()
        refused = mentions.pop("rejects")
        version = versions.resolver_version()
        found = resolution(mentions, workspace.resolution(version))
        workspace.put_resolution(found.kept, version)
        redirects = _since(found.frames["event_redirects"], workspace.redirects(), run_id)
        checked = validate({**found.frames, "event_redirects": redirects}, run_id=run_id, rejected_at=now())
        if blocked(checked):
            return Resolved(checked, found.report)
        before = workspace.resolved_rejects()
        rejects = [_rejects(rows.iter_rows(named=True), before, run_id) for rows in (refused, checked.rejects)]
        workspace.put_tables({**checked.frames, "rejects": pl.concat(rejects)})
    return Resolved(checked, found.report)


def _since(redirects: pl.DataFrame, before: pl.DataFrame, run_id: str) -> pl.DataFrame:
    """Redirects with the run since which they hold; a reproducible run leaves itself unnamed."""
    named = pl.lit(None if reproducible() else run_id, dtype=pl.String)
    keys = ["old_event_id", "event_id"]
    since = before.select(*keys, "since_run", known=True)
    joined = redirects.drop("since_run").join(since, on=keys, how="left", maintain_order="left")
    return joined.with_columns(since_run=pl.when("known").then("since_run").otherwise(named)).drop("known")


def blocked(checked: Validation) -> tuple[str, ...]:
    """Tables too faulty to be published: above the share allowed, and by more rows than one slip makes."""
    return tuple(table for table in checked.failed(faulty_share()) if checked.faulty[table] >= _FEWEST_FAULTY)


def publish_tables(workspace: Workspace, run_id: str) -> tuple[Publication, Frames]:
    """Publish what `resolve` left, with all rejects and runs; raises `PublishError`. The frames are those published."""
    with workspace.locked():
        frames = workspace.tables()
        rejects = pl.concat([*workspace.all_rejects(), frames["rejects"]]).unique(
            "reject_id", keep="first", maintain_order=True
        )
        frames["rejects"] = rejects.sort("reject_id")
        counts = {name: frame.height for name, frame in sorted(frames.items())}
        _record(workspace, run_id, finished_at=now().isoformat(), rows=json.dumps(counts))
        frames["runs"] = frame("runs", map(_run, workspace.runs()))
        return publish(frames, workspace.output), frames


def _record(workspace: Workspace, run_id: str, **fields: object) -> None:
    code, model = versions.code_version(), versions.model_version()
    workspace.put_run(run_id, code_version=code, model_version=model, **fields)


def _run(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `runs` from the record of a run, which lacks what the run did not do."""
    moments = {
        name: dt.datetime.fromisoformat(record[name]) for name in ("started_at", "finished_at") if record.get(name)
    }
    unread = {"documents_read": 0, "documents_new": 0, "documents_rejected": 0, "rows": "{}"}
    return {**unread, "started_at": moments.get("finished_at"), **record, **moments}


def _fields(refusal: Refusal) -> dict[str, Any]:
    return {name: getattr(refusal, name) for name in Refusal.__slots__}


def _rejects(rows: Iterable[Mapping[str, Any]], before: pl.DataFrame, run_id: str) -> pl.DataFrame:
    """Rows of `rejects`; what was refused before in the same way keeps its first moment and run.

    A reproducible run leaves itself unnamed, since the names of runs are random.
    """
    first = {row["reject_id"]: row for row in before.iter_rows(named=True)}
    out: dict[str, Mapping[str, Any]] = {}
    moment, named = now(), None if reproducible() else run_id
    for row in rows:
        parts = (row["stage"], row.get("uri"), row.get("doc_id"), row["reason"], row.get("row"))
        key = row.get("reject_id") or stable_id("rej", *parts)
        out[key] = first.get(key) or {**row, "reject_id": key, "rejected_at": moment, "run_id": named}
    return frame("rejects", out.values())
