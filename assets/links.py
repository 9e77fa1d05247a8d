"""Links from every asset to the code that makes it and to the page that describes it."""

import os
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import dagster as dg

from pipelines.settings import ROOT
from pipelines.tables.schema import TABLES

REPOSITORY = "SITREP_REPOSITORY"
"""Where the files of the project can be read in a browser, up to their path: `https://git.example.org/sitrep/blob/main`.

Without it the links open the files of this installation in the editor that is set in the UI.
"""

_TABLES_PAGE = "docs/reference/tables.md"
_PAGES = {
    "feed_articles": "docs/how-to/schedule.md",
    "raw_documents": "docs/how-to/read-your-own-articles.md",
    "warehouse": "docs/explanation/pipeline.md",
    "situation_report": "docs/how-to/report.md",
    "extraction_quality": "docs/how-to/evaluate.md",
    "events": "docs/explanation/events.md",
    "event_mentions": "docs/explanation/events.md",
    "event_actors": "docs/explanation/events.md",
    "event_arguments": "docs/explanation/events.md",
    "event_claims": "docs/explanation/resolution.md",
    "event_links": "docs/explanation/resolution.md",
    "event_redirects": "docs/explanation/resolution.md",
    "actors": "docs/explanation/actors.md",
    "actor_mentions": "docs/explanation/actors.md",
    "attributions": "docs/explanation/attributions.md",
    "sources": "docs/explanation/attributions.md",
    "figures": "docs/explanation/figures.md",
    "time_mentions": "docs/explanation/times.md",
    "places": "docs/explanation/places.md",
    "place_mentions": "docs/explanation/places.md",
}


def linked(definition: dg.AssetsDefinition) -> dg.AssetsDefinition:
    """The same assets with `dagster/code_references`: the function, the columns of a table, what explains it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)
        (with_code,) = dg.with_source_code_references([definition])
        if not isinstance(with_code, dg.AssetsDefinition):
            raise TypeError(type(with_code))
        return with_code.map_asset_specs(_with_pages)


def _with_pages(spec: dg.AssetSpec) -> dg.AssetSpec:
    code = spec.metadata["dagster/code_references"].code_references
    local = [
        *code,
        *(
            dg.LocalFileCodeReference(file_path=str(ROOT / page), line_number=line, label=Path(page).name)
            for page, line in _pages(spec.key.path[-1])
        ),
    ]
    base = os.environ.get(REPOSITORY)
    found = [_published(base, reference) for reference in local] if base else local
    return spec.replace_attributes(
        metadata={**spec.metadata, "dagster/code_references": dg.CodeReferencesMetadataValue(code_references=found)}
    )


def _pages(name: str) -> Iterator[tuple[str, int]]:
    """Page and line of what is written about an asset."""
    if name in TABLES:
        yield _TABLES_PAGE, _headings().get(name, 1)
    if name in _PAGES:
        yield _PAGES[name], 1


@cache
def _headings() -> dict[str, int]:
    """The line of each table's heading in the data dictionary."""
    lines = (ROOT / _TABLES_PAGE).read_text(encoding="utf-8").splitlines()
    return {line[3:]: number for number, line in enumerate(lines, start=1) if line.startswith("## ")}


def _published(base: str, reference: dg.LocalFileCodeReference) -> dg.UrlCodeReference:
    path = Path(reference.file_path).relative_to(ROOT).as_posix()
    return dg.UrlCodeReference(url=f"{base.rstrip('/')}/{path}#L{reference.line_number or 1}", label=reference.label)
