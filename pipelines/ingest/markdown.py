"""`.md`: an article with marks, which may begin with its metadata as YAML between two lines of `---`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from pipelines.ingest.document import Draft, Refusal
from pipelines.ingest.encoding import decode
from pipelines.ingest.fragments import text_of
from pipelines.ingest.inputs import Input
from pipelines.ingest.limits import MAX_ARTICLE_BYTES, UnreadableError
from pipelines.ingest.records import drafts, kind
from pipelines.ingest.registry import register
from pipelines.ingest.sidecars import safe_yaml

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,100000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\A\s*#{1,2}[ \t]+\S|\A\s*\S[^\n]*\n(?:=+|-+)[ \t]*\n")


@register("md", (".md", ".markdown"))
def read_markdown(source: Input) -> Iterator[Draft | Refusal]:
    """One article as plain text; its first heading is its title where the front matter tells none."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for this format

    text, encoding = decode(source.read(MAX_ARTICLE_BYTES), source.charset)
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    titled = bool(_HEADING.match(body))
    plain = text_of(MarkdownIt("commonmark").render(body))
    said, problem = _front_matter(front[1]) if front else ({}, None)
    if problem:
        yield Refusal(source.uri, f"front matter: {problem}; the article was read without it")
    if not plain:
        raise UnreadableError("the text is empty: nothing to read")
    for item in drafts({**said, "text": plain}, source, uri=source.uri, format_name="md", encoding=encoding):
        yield (
            item
            if isinstance(item, Refusal)
            else Draft(item.text, item.uri, item.format, item.said, titled=titled, encoding=encoding)
        )


def _front_matter(text: str) -> tuple[dict[str, object], str | None]:
    try:
        said = safe_yaml(text)
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        return {}, f"not valid YAML: {' '.join(str(problem).split())[:200]}"
    if said is None:
        return {}, None
    return (dict(said), None) if isinstance(said, dict) else ({}, f"{kind(said)}, not `name: value` lines")
