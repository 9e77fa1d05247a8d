"""`.txt`: one article a file, its first line the title; `NAME.meta.yaml` beside `NAME.txt` says the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.metadata import Metadata, complaint
from pipelines.ingest.registry import register
from pipelines.ingest.text import MAX_ARTICLE_BYTES, UnreadableError, article, decode, normalise, title_line, with_title

SIDECAR_SUFFIX = ".meta.yaml"
_MAX_SIDECAR_BYTES = 100_000


@register("txt", (".txt",))
def read_text(path: Path, uri: str) -> Iterator[Document | Refusal]:
    """One article, or the reason why there is none; a bad sidecar is refused and the article read without it."""
    metadata = Metadata()
    try:
        metadata = _sidecar(path.with_name(path.stem + SIDECAR_SUFFIX))
    except UnreadableError as problem:
        yield Refusal(uri=uri, reason=f"{path.stem}{SIDECAR_SUFFIX}: {problem}; the article was read without it")
    try:
        size = path.stat().st_size
        if size > MAX_ARTICLE_BYTES:
            raise UnreadableError(f"the file has {size:,} bytes, more than {MAX_ARTICLE_BYTES:,}: split it")
        text = with_title(normalise(decode(path.read_bytes())), metadata.title)
    except UnreadableError as problem:
        yield Refusal(uri=uri, reason=str(problem))
        return
    yield article(
        text,
        uri=uri,
        format_name="txt",
        external_id=metadata.id or None,
        outlet=metadata.outlet or None,
        url=metadata.url or None,
        title=metadata.title or title_line(text),
        byline=metadata.byline or None,
        published_at=metadata.published_at,
        language=metadata.language or None,
    )


def _sidecar(path: Path) -> Metadata:
    """The metadata beside an article; empty where there is no such file. Raises `UnreadableError`."""
    if not path.is_file():
        return Metadata()
    if path.stat().st_size > _MAX_SIDECAR_BYTES:
        raise UnreadableError(f"more than {_MAX_SIDECAR_BYTES:,} bytes of metadata: keep the listed fields alone")
    try:
        return Metadata.model_validate(yaml.safe_load(decode(path.read_bytes())) or {})
    except yaml.YAMLError as problem:
        raise UnreadableError(f"not valid YAML: {' '.join(str(problem).split())}") from problem
    except ValidationError as problem:
        fields = ", ".join(Metadata.model_fields)
        raise UnreadableError(f"{complaint(problem)} (known fields: {fields})") from problem
