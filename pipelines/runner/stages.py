"""The four stages of a run, each from the work folder to the work folder: read, extract, resolve, publish."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import polars as pl

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.source import is_there, read_batch
from pipelines.runner import progress, versions
from pipelines.runner.batches import Batch, batch_at, manifest
from pipelines.runner.chunks import chunks
from pipelines.runner.extraction import extract_chunks
from pipelines.runner.fact_cache import FactCache
from pipelines.runner.mention_frames import Frames
from pipelines.runner.mentions import Mentions
from pipelines.runner.spool import Articles, Spool
from pipelines.runner.workspace import FORM, BatchState, Workspace, WorkspaceError
from pipelines.settings import faulty_share, now, reproducible
from pipelines.tables.frames import frame
from pipelines.tables.ids import stable_id
from pipelines.tables.made import Made, replaced
from pipelines.tables.publish import Publication, publish
from pipelines.tables.validate import Validation, faultless, validate

_FEWEST_FAULTY = 10
_CHUNK = 256
_SHOWN = 5  # rows of a table
_CHUNK_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a batch gave."""

    documents: int
    new: int
    refused: int
    load: Callable[[], pl.DataFrame]

    @property
    def frame(self) -> pl.DataFrame:
        """Its documents, as the next stage finds them."""
        return self.load()


@dataclass(frozen=True, slots=True)
class Counts:
    """When reading began, the articles that the batch has, those that are new in it, and the inputs refused."""

    started_at: dt.datetime
    read: int
    new: int
    refused: int


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extraction gave: the mention tables, each read as it is asked for, and how many documents were known."""

    frames: Mapping[str, pl.DataFrame]
    documents: int
    cached: int
    seconds: float


def read(workspace: Workspace, batch: Batch, run_id: str) -> Read:
    """Read a batch. Where it has no article at all, what was read of it before stays.

    A batch that has not changed since this version of the code read it is not read again.
    """
    started, digest = now(), manifest(batch.path)
    with workspace.locked():
        if _is_read(workspace, batch, digest):
            documents = workspace.raw(batch.key, "doc_id").height
            refused = workspace.rejects(batch.key).height
            return _told(workspace, batch, run_id, Counts(started, documents, 0, refused))
    refusals: list[Refusal] = []
    with workspace.spool(batch.key, run_id) as spool:
        known = dict(workspace.raw(batch.key, "doc_id", "ingested_at").iter_rows())
        documents = new = 0
        found = _documents(read_batch(batch.path), refusals)
        for chunk in chunks(found, _CHUNK, _CHUNK_CHARS, lambda document: len(document.text)):
            workspace.spooled(spool, [(document, known.get(document.doc_id, started)) for document in chunk])
            documents += len(chunk)
            new += sum(document.doc_id not in known for document in chunk)
        with workspace.locked():
            rows = [{"stage": "read", **_fields(refusal)} for refusal in refusals]
            workspace.put_rejects(batch.key, _rejects(rows, workspace.rejects(batch.key), run_id))
            if documents:
                state = workspace.state(batch.key) or BatchState(batch.key, batch.place)
                workspace.put_state(replace(state, reader=None))
                workspace.put_raw(batch.key, spool)
                reader = versions.reader_version()
                workspace.put_state(replace(state, path=batch.place, read=digest, reader=reader, extractor=None))
            elif workspace.state(batch.key) is None:
                workspace.put_state(BatchState(batch.key, batch.place, read=digest, extracted=digest))
            return _told(workspace, batch, run_id, Counts(started, documents, new, len(refusals)))


def _is_read(workspace: Workspace, batch: Batch, digest: str) -> bool:
    """Whether a batch was read as it is now, by the code as it is now, and what it gave is there."""
    state = workspace.state(batch.key)
    wanted = (batch.place, digest, versions.reader_version())
    return state is not None and (state.path, state.read, state.reader) == wanted and workspace.was_read(batch.key)


def _told(workspace: Workspace, batch: Batch, run_id: str, counts: Counts) -> Read:
    """Add what was read to the record of the run, which may read more than its own batch."""
    so_far = workspace.run(run_id)
    found = {"documents_read": counts.read, "documents_new": counts.new, "documents_rejected": counts.refused}
    sums = {name: so_far.get(name, 0) + count for name, count in found.items()}
    _record(workspace, run_id, started_at=so_far.get("started_at") or counts.started_at.isoformat(), **sums)
    return Read(counts.read, counts.new, counts.refused, partial(workspace.raw, batch.key))


def _documents(items: Iterable[Document | Refusal], refusals: list[Refusal]) -> Iterator[Document]:
    """The documents among what was read; refusals are put aside."""
    for item in items:
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            yield item


def withdraw(workspace: Workspace, batch: Batch, run_id: str) -> int:
    """Take a batch out; returns how many articles it had. One that is not there, or no more, had none."""
    started = now().isoformat()
    with workspace.locked():
        articles = workspace.raw(batch.key, "doc_id").height
        workspace.remove(batch.key)
        _record(workspace, run_id, started_at=started)
        return articles


def extract(workspace: Workspace, batch: Batch, run_id: str, *, workers: int, use_cache: bool) -> Extracted:
    """Parse and extract the documents that were last read of a batch; their tables become the current ones.

    `workers` is the number of processes, 0 one for each core, of which batches under way have their share. If another
    run reads the batch again meanwhile, what that one read is extracted instead; if one withdraws it, nothing is.
    """
    started = time.perf_counter()
    with workspace.locked():
        state = workspace.state(batch.key)
        if state is None or workspace.raw(batch.key, "doc_id").is_empty():
            return Extracted({}, 0, 0, 0.0)
        articles = workspace.articles(batch.key)
        if use_cache and _is_extracted(workspace, state):
            progress.report(articles.count, articles.count, 0)
            _record(workspace, run_id, finished_at=now().isoformat())
            tables = workspace.mentions_of(batch.key)
            return Extracted(tables, articles.count, articles.count, time.perf_counter() - started)
    with workspace.spool(batch.key, run_id) as spool:
        cached, lost = _extract_into(workspace, spool, articles, workers, use_cache=use_cache)
        with workspace.locked():
            present = workspace.state(batch.key)
            if present is not None and present.read == state.read:
                folder = f"run-{run_id}"
                workspace.put_mentions(batch.key, folder, spool)
                version = None if lost else versions.extractor_version()
                done = replace(present, extracted=state.read, extractor=version, folder=folder, form=FORM)
                workspace.put_state(done)
                _record(workspace, run_id, finished_at=now().isoformat())
                tables = workspace.mentions_of(batch.key)
                return Extracted(tables, articles.count, cached, time.perf_counter() - started)
    return extract(workspace, batch, run_id, workers=workers, use_cache=use_cache)


def _is_extracted(workspace: Workspace, state: BatchState) -> bool:
    """Whether what was last read of a batch was extracted by the code as it is now, and the tables are there."""
    current = state.extracted == state.read and state.extractor == versions.extractor_version()
    return current and state.folder is not None and workspace.extracted(state.key)


def _extract_into(
    workspace: Workspace, spool: Spool, articles: Articles, workers: int, *, use_cache: bool
) -> tuple[int, int]:
    """Extract articles chunk by chunk into tables in the making. Returns how many the cache knew, and how many died."""
    moments: deque[dt.datetime] = deque()

    def documents() -> Iterator[Document]:
        for document, ingested_at in articles:
            moments.append(ingested_at)
            yield document

    cached = lost = 0
    with FactCache(workspace.cache_path, versions.extractor_version()) if use_cache else nullcontext() as cache:
        beside = workspace.in_the_making()
        for chunk in extract_chunks(documents(), cache, workers, total=articles.count, beside=beside):
            table = chunk.frames["documents"]
            dtype = table.schema["ingested_at"]
            first = pl.Series("ingested_at", [moments.popleft() for _ in range(chunk.documents)], dtype=dtype)
            workspace.add_mentions(spool, {**chunk.frames, "documents": table.with_columns(first)})
            cached += chunk.cached
            lost += chunk.lost
    return cached, lost


@dataclass(frozen=True, slots=True)
class Resolved:
    """What resolution gave: the tables, checked, counts of what it compared and left out, and whether all was known.

    `first` are the first rows of each table.
    """

    checked: Validation
    report: Mapping[str, int]
    first: Mapping[str, pl.DataFrame]
    taken_over: bool = False


def resolve(workspace: Workspace, run_id: str) -> Resolved:
    """Resolve the mentions of all batches, validate the tables and keep the good rows for `publish`.

    Where `blocked` names a table, nothing is kept: the tables of the run before stay what `publish` finds. A batch
    whose work files cannot be read, or that another version of the schema made, is extracted or even read again first.
    What is there already for the same mentions, made by the same code, is not made again.
    """
    with workspace.tables_locked():
        _mend(workspace, run_id)
        with workspace.locked():
            made_of = _made_of(workspace)
            if (known := _resolved(workspace, made_of)) is not None:
                return known
            with ThreadPoolExecutor(max_workers=1) as beside:
                remembered = beside.submit(workspace.resolution, versions.resolver_version())
                mentions = workspace.mentions()
            earlier = remembered.result()
            del remembered
        with mentions:
            return _resolve(workspace, run_id, mentions, earlier, made_of)


def _resolve(workspace: Workspace, run_id: str, mentions: Mentions, earlier: Frames, made_of: str) -> Resolved:
    from pipelines.resolve import resolution_of  # noqa: PLC0415 - loads numpy and the like

    version = versions.resolver_version()
    found = resolution_of(mentions, earlier)
    redirects = _since(found.frames["event_redirects"], workspace.redirects(), run_id)
    frames = replaced(mentions.laid_by(found.frames), event_redirects=redirects)
    with ThreadPoolExecutor(max_workers=1) as beside:
        keeping = beside.submit(workspace.put_resolution, found.kept, version)
        checked = validate(frames, run_id=run_id, rejected_at=now())
        keeping.result()
    if blocked(checked):
        return Resolved(replace(checked, frames={}), found.report, _first(checked.frames))
    before = workspace.resolved_rejects()
    refused = (mentions.rejects(), checked.rejects)
    rejects = pl.concat([_rejects(rows.iter_rows(named=True), before, run_id) for rows in refused])
    whole = made_of if checked.rejects.is_empty() else None
    rows = {name: checked.checked[name] - checked.refused[name] for name in checked.frames}
    notes = {"made_of": whole, "report": found.report, "rows": rows}
    workspace.put_tables(replaced(checked.frames, rejects=rejects), **notes)
    return Resolved(replace(checked, frames=_validated(workspace)), found.report, _first(checked.frames))


def _made_of(workspace: Workspace) -> str:
    """A hash of all that the tables follow from: what the batches gave, and the code that makes tables of it."""
    return hashlib.sha256(f"{workspace.content()} {versions.tables_version()}".encode()).hexdigest()


def _resolved(workspace: Workspace, made_of: str) -> Resolved | None:
    """The tables as they were resolved last, if they were made of this and no row of them was refused."""
    notes = workspace.notes()
    if notes.get("made_of") != made_of:
        return None
    try:
        tables = _validated(workspace)
    except WorkspaceError:
        return None
    checked = faultless(tables, frame("rejects", []), notes["rows"])
    return Resolved(checked, notes["report"], _first(tables), taken_over=True)


def _validated(workspace: Workspace) -> Made:
    """The tables as they were resolved last, but for what was refused."""
    tables = workspace.tables()
    return Made((name for name in tables if name != "rejects"), tables.__getitem__)


def _first(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The first rows of each table, by themselves: a slice would keep its whole table in memory."""
    shown = ((name, tables[name].head(_SHOWN)) for name in tables)
    return {name: pl.DataFrame(rows.rows(), schema=rows.schema, orient="row") for name, rows in shown}


def _mend(workspace: Workspace, run_id: str) -> None:
    """Make anew what is kept of batches and cannot be used: from the articles kept, else from the input."""
    unreadable = workspace.unreadable()
    for state in workspace.unread(unreadable):
        batch = batch_at(state.key, state.path)
        if is_there(batch.path):
            read(workspace, batch, run_id)
    for state in unreadable:
        batch = batch_at(state.key, state.path)
        extract(workspace, batch, run_id, workers=0, use_cache=True)


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
    """Publish what `resolve` left, with all rejects and runs, which are returned; raises `PublishError`.

    Where the tables published are of the same content and code, the files of all but `runs` are taken over.
    """
    with workspace.tables_locked():
        tables, notes = workspace.tables(), workspace.notes()
        with workspace.locked():
            made_of = _made_of(workspace)
            rejects = pl.concat([*workspace.all_rejects(), tables["rejects"]]).unique(
                "reject_id", keep="first", maintain_order=True
            )
            of_runs = {"rejects": rejects.sort("reject_id")}
            counts = {**notes["rows"], "rejects": rejects.height}
            _record(workspace, run_id, finished_at=now().isoformat(), rows=json.dumps(dict(sorted(counts.items()))))
            of_runs["runs"] = frame("runs", map(_run, workspace.runs()))
        same = made_of if made_of == notes["made_of"] else None
        return publish(replaced(tables, **of_runs), workspace.output, made_of=same), of_runs


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
