"""Batches to be taken out of an output: those whose entry of `data/raw` was deleted, and those that somebody names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.runner.batches import Batch, batch_at, batch_of, is_deleted, raw_batches
from pipelines.runner.workspace import Workspace
from pipelines.settings import RAW


class UnknownBatchError(Exception):
    """An output has nothing of what was named; one line with the names that it knows."""


def held(workspace: Workspace) -> list[Batch]:
    """The batches that an output has, sorted by key; one whose record is damaged goes by its key alone."""
    keys = workspace.keys()
    states = map(workspace.state, keys)
    return [
        batch_at(key, state.path) if state else Batch(key, RAW / key) for key, state in zip(keys, states, strict=True)
    ]


def deleted(workspace: Workspace, raw: Path = RAW) -> list[Batch]:
    """The batches of an output whose entry in the folder of raw text is not there any more, or is an emptied folder.

    A batch from elsewhere stays, since a disk may be away, unless it never gave an article. So does everything where
    the folder of raw text has nothing in it at all.
    """
    if all(is_deleted(batch.path) for batch in raw_batches(raw)):
        return []
    return [batch for batch in held(workspace) if _is_expendable(workspace, batch, raw) and is_deleted(batch.path)]


def _is_expendable(workspace: Workspace, batch: Batch, raw: Path) -> bool:
    state = workspace.state(batch.key)
    return state is not None and (batch.path.parent == raw or state.folder is None)


def named(workspace: Workspace, names: Sequence[str]) -> list[Batch]:
    """The batches that are called so, by key or by path. Raises `UnknownBatchError`."""
    known = {batch.key: batch for batch in held(workspace)}
    found = {name: known.get(name) or known.get(batch_of(Path(name)).key) for name in names}
    if unknown := [name for name, batch in found.items() if batch is None]:
        told = ", ".join(known) or "none"
        raise UnknownBatchError(f"{workspace.output}: no batch {', '.join(unknown)}; there are: {told}")
    return list({batch.key: batch for batch in found.values() if batch is not None}.values())
