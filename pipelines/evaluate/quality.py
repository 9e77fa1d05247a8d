"""The quality of extraction as one code version after another reached it, on the same annotated articles."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.evaluate.annotations import Article
from pipelines.evaluate.predictions import found
from pipelines.evaluate.scorer import Score, score
from pipelines.ingest.document import Document
from pipelines.ingest.text import article

DROP = 0.01


@dataclass(frozen=True, slots=True)
class Measured:
    """What one code version reached: figures between 0 and 1 by name."""

    code_version: str
    figures: Mapping[str, float]


def evaluate(articles: Sequence[Article], workers: int) -> Score:
    """Extract and resolve annotated articles, nothing published, and score the tables."""
    from pipelines.resolve import resolve  # noqa: PLC0415 - loads the gazetteers
    from pipelines.runner.extraction import extract_documents  # noqa: PLC0415 - loads the model

    frames = extract_documents([_document(one) for one in articles], None, workers).frames
    return score(articles, found({**frames, **resolve(frames)}))


def headline(result: Score) -> dict[str, float]:
    """The figures to watch: F1 of each kind of fact, and the shares of events whose properties are right."""
    kinds = ("events", "event actors", "event recipients", "figures", "actors", "attributions")
    f1 = {f"{kind} F1": result.counts[kind].f1 for kind in kinds if kind in result.counts}
    shares = {name: rate.value for name, rate in result.rates.items() if name.startswith("event ")}
    return {name: round(value, 4) for name, value in {**f1, **shares}.items() if value is not None}


def dropped(now: Measured, before: Sequence[Measured]) -> dict[str, tuple[float, float]]:
    """Figures that fell by more than `DROP` below the newest measurement of another code version: before, now."""
    last = next((one for one in before if one.code_version != now.code_version), None)
    if last is None:
        return {}
    return {
        name: (value, now.figures[name])
        for name, value in last.figures.items()
        if name in now.figures and now.figures[name] < value - DROP
    }


def digest(folder: Path) -> str:
    """A name for the annotations of a folder: figures compare only where it is the same."""
    parts = (
        path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()
        for path in sorted(folder.glob("*.json"))
    )
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def _document(annotated: Article) -> Document:
    day = dt.datetime.fromisoformat(annotated.published_at) if annotated.published_at else None
    return article(
        annotated.text,
        uri=annotated.name,
        format_name="json",
        external_id=annotated.name,
        outlet=annotated.outlet,
        title=annotated.title,
        published_at=day.replace(tzinfo=day.tzinfo or dt.UTC) if day else None,
    )
