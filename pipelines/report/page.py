"""The page: a template that escapes everything, one style sheet and one script that the page's policy names by hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipelines.report.charts import Spec, charts, svg
from pipelines.report.highlight import highlighted
from pipelines.report.inert import inert
from pipelines.report.situation import Situation

_HERE = Path(__file__).parent
_ALTERNATIVES = {
    "timeline": "Events per day by class, as bars; the same numbers are in the table below.",
    "map": "Events by place, as discs on a map; the same numbers are in the table below.",
    "matrix": "Who acts on whom, as a matrix; the same numbers are in the table below.",
    "tolls": "Deaths per event with their range; the same numbers are in the table below.",
    "sources": "Voices by events told, as bars; the same numbers are in the table below.",
}
_TITLES = {
    "future": "Planned",
    "hypothetical": "Possible, conditional",
    "negated": "Denied, or said not to have happened",
}


def write(told: Situation, path: Path) -> dict[str, Spec]:
    """Write the page of a situation, whole or not at all, and return its drawings. Raises `OSError`."""
    drawings = charts(told)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(render(told, drawings), encoding="utf-8")
    part.replace(path)
    return drawings


def render(told: Situation, drawings: Mapping[str, Spec]) -> str:
    """The page as HTML, the same for the same tables and choice; `drawings` are those of `charts`."""
    style, script = _asset("style.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    shown = {name: Markup(svg(chart, name, _ALTERNATIVES[name])) for name, chart in drawings.items()}  # noqa: S704
    articles = {row["doc_id"]: highlighted(row["text"], told.spans[row["doc_id"]]) for row in told.documents}
    page = _environment().get_template("page.html.j2").render(
        told=told,
        policy=policy,
        style=Markup(style),  # noqa: S704 - a file of the project
        script=Markup(script),  # noqa: S704
        charts=shown,
        articles=articles,
        marked={span["anchor"] for spans in told.spans.values() for span in spans},
        titles=_TITLES,
        types=sorted({row["event_type"] for row in told.events}),
        countries=sorted({row["country"] for row in told.events if row["country"]}),
    )  # fmt: skip
    return inert(page)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
