"""The charts of a report: Altair drawings, as SVG that follows the colours of the page, or as PNG.

The colours of a drawing are tokens that become variables of the style sheet, so that one drawing serves light and dark.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import altair as alt
import vl_convert

from pipelines.report.inert import inert
from pipelines.report.situation import Row, Situation
from pipelines.settings import ROOT

_WIDTH = 860
_LABELS = 260
_LONG_LABELS = 360
# Labels are measured in one font and drawn in the reader's, which may be a quarter wider.
_WIDER = 0.25
_QUADS: Final = {
    "verbal cooperation": "#010206",
    "material cooperation": "#010207",
    "verbal conflict": "#010208",
    "material conflict": "#010209",
}
_TOKENS: Final = {
    "#010201": ("var(--ink)", "#1b1f24"),
    "#010202": ("var(--muted)", "#57606a"),
    "#010203": ("var(--line)", "#d0d7de"),
    "#010204": ("var(--land)", "#e4e8ec"),
    "#010205": ("var(--mark)", "#b3261e"),
    "#010206": ("var(--verbal-cooperation)", "#6aa5d8"),
    "#010207": ("var(--material-cooperation)", "#1f6fb2"),
    "#010208": ("var(--verbal-conflict)", "#e0a040"),
    "#010209": ("var(--material-conflict)", "#b3261e"),
    "#01020a": ("var(--page)", "#ffffff"),
}
_INK, _MUTED, _LINE, _LAND, _MARK, _PAGE = "#010201", "#010202", "#010203", "#010204", "#010205", "#01020a"
_CONFIG: Final[dict[str, Any]] = {
    "background": "transparent",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _MUTED,
        "titleColor": _MUTED,
        "gridColor": _LINE,
        "domainColor": _LINE,
        "tickColor": _LINE,
        "labelLimit": _LABELS,
        "labelFontSize": 12,
        "titleFontSize": 12,
    },
    "legend": {"labelColor": _INK, "titleColor": _MUTED, "labelFontSize": 12, "columnPadding": 36},
}


_TAG = re.compile(r"<[^>]+>")
_ID = re.compile(r"(?<=url\(#)[\w-]+(?=\))|(?<= id=\")[\w-]+(?=\")")

Spec = dict[str, Any]
"""A drawing in Vega-Lite."""


def charts(told: Situation) -> dict[str, Spec]:
    """The charts that there is something to draw for, by name."""
    made = {
        "timeline": (told.days, timeline),
        "map": (told.places, world),
        "matrix": (told.pairs, matrix),
        "tolls": ([row for row in told.tolls if row["best"] is not None], tolls),
        "sources": (told.sources, voices),
    }
    return {name: draw(rows) for name, (rows, draw) in made.items() if rows}


def svg(chart: Spec, name: str, label: str) -> str:
    """An inline SVG with a text alternative; it holds no style of its own, as the page's policy forbids that.

    Its ids begin with `name` and count from 1, however many drawings this process has made.
    """
    drawn = vl_convert.vegalite_to_svg(chart)
    for token, (variable, _) in _TOKENS.items():
        drawn = drawn.replace(token, variable)
    ids: dict[str, str] = {}

    def own_id(found: re.Match[str]) -> str:
        return ids.setdefault(found[0], f"{name}-{len(ids) + 1}")

    drawn = _TAG.sub(lambda tag: _ID.sub(own_id, _bare(tag[0])), drawn)
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', drawn)
    box = f' viewBox="0 0 {size[1]} {size[2]}"' if size and "viewBox" not in drawn else ""
    return re.sub(r"<svg ", f'<svg role="group" aria-label="{_attribute(label)}"{box} ', drawn, count=1)


def _bare(tag: str) -> str:
    """A tag without style and roles; its links lead into the page."""
    return re.sub(r' (?:style|class|role|aria-[a-z]+)="[^"]*"', "", re.sub(r'href="[^"#]*#', 'href="#', tag))


def png(chart: Spec) -> bytes:
    """The same drawing in light colours."""
    text = json.dumps(chart)
    for token, (_, colour) in _TOKENS.items():
        text = text.replace(token, colour)
    return bytes(vl_convert.vegalite_to_png(text.replace('"transparent"', '"#ffffff"'), scale=1.5))


def _events(**choice: object) -> str:
    return f"#events?{urlencode(choice)}"


def _spec(chart: Any, labels: int = 0) -> Spec:  # noqa: ANN401 - Altair's classes have no common name
    """A drawing; `labels` is the greatest width of those left of it, in pixels."""
    padding = {"left": 5 + round(_WIDER * labels), "top": 5, "right": 5, "bottom": 5}
    return dict(chart.configure(**_CONFIG, padding=padding).to_dict())


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _data(rows: Sequence[Row]) -> alt.Data:
    return alt.Data(values=[{key: _drawable(value) for key, value in row.items()} for row in rows])


def _drawable(value: object) -> object:
    """Days and moments as text, and in text nothing that a drawing cannot hold."""
    text = str(value) if hasattr(value, "isoformat") else value
    return inert(text) if isinstance(text, str) else text


def timeline(days: Sequence[Row]) -> Spec:
    """Events per day, month or year, by quad class; a bar leads to the list of events."""
    rows = [
        {**row, "href": _events(day=row["day"], state="actual", quad=row["quad_class"], of=row["events"])}
        for row in days
    ]
    order = [name for name in _QUADS if any(row["quad_class"] == name for row in rows)]
    totals: Counter[str] = Counter()
    for row in days:
        totals[row["day"]] += row["events"]
    return _spec(
        alt.Chart(_data(rows))
        .mark_bar(size=_bar_width([row["day"] for row in rows]))
        .encode(
            x=alt.X("day:T", title=None, scale=alt.Scale(type="utc")),
            y=alt.Y("sum(events):Q", title="events", axis=_whole(max(totals.values()))),
            color=alt.Color(
                "quad_class:N",
                title=None,
                scale=alt.Scale(domain=order, range=[_QUADS[name] for name in order]),
                legend=alt.Legend(orient="top"),
            ),
            href="href:N",
        )
        .properties(width=_WIDTH - 60, height=220)
    )


def _whole(most: int) -> alt.Axis:
    """An axis of whole numbers up to `most`."""
    return alt.Axis(format="d", tickMinStep=1, tickCount=min(most, 8))


def _bar_width(days: Sequence[str]) -> float:
    """Pixels for one bar, so that neighbours never overlap: a day, a month or a year on the axis."""
    first, last = min(days), max(days)
    years = int(last[:4]) - int(first[:4])
    if len(first) == len("2024-01-01"):
        periods = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    else:
        periods = years if len(first) == len("2024") else 12 * years + int(last[5:7]) - int(first[5:7])
    return float(max(1, min(18, 0.8 * (_WIDTH - 60) / (periods + 1))))


def world(places: Sequence[Row]) -> Spec:
    """Events by place on outlines of countries, drawn as large as the places allow; a disc leads to its events."""
    rows = [{**row, "href": _events(place=row["place_id"], state="actual", of=row["events"])} for row in places]
    height = _WIDTH // 2
    longitudes, latitudes = [r["longitude"] for r in rows], [r["latitude"] for r in rows]
    middle = ((min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2)
    breadth = max(max(longitudes) - min(longitudes), 2 * (max(latitudes) - min(latitudes)), 12) * 1.25
    scale = min(_WIDTH / min(breadth, 360) * 180 / 3.141592653589793, 4000)
    if breadth >= 300:
        middle = (0.0, 10.0)
    outlines = alt.Data(values=_outlines(), format=alt.TopoDataFormat(type="topojson", feature="countries"))
    land = alt.Chart(outlines).mark_geoshape(fill=_LAND, stroke=_PAGE, strokeWidth=0.7, clip=True)
    discs = (
        alt.Chart(_data(rows))
        .mark_circle(color=_MARK, opacity=0.75, clip=True)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            href="href:N",
            size=alt.Size("events:Q", title="events", scale=alt.Scale(range=[30, 900]), legend=None),
        )
    )
    return _spec(
        alt.layer(land, discs)
        .project(type="equirectangular", scale=scale, center=list(middle), translate=[_WIDTH / 2, height / 2])
        .properties(width=_WIDTH, height=height)
    )


@cache
def _outlines() -> dict[str, Any]:
    return dict(json.loads((ROOT / "data" / "maps" / "countries-110m.json").read_text(encoding="utf-8")))


def matrix(pairs: Sequence[Row]) -> Spec:
    """Who acts (rows) on whom (columns): the number of events, coloured by their mean score."""
    rows = [
        {**row, "href": _events(who=row["actor"], whom=row["recipient"], state="actual", of=row["events"])}
        for row in pairs
    ]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("recipient:N", title="to whom", axis=alt.Axis(labelAngle=-40, orient="bottom", labelLimit=150)),
        y=alt.Y("actor:N", title="who"),
        href="href:N",
    )
    tone = alt.condition("datum.score < 0", alt.value("#010209"), alt.value("#010207"))
    return _spec(
        alt.layer(
            base.mark_rect(cornerRadius=2).encode(
                color=tone, opacity=alt.Opacity("events:Q", legend=None, scale=alt.Scale(range=[0.18, 0.45]))
            ),
            base.mark_text(fontSize=12, color=_INK).encode(text="events:Q"),
        ).properties(width=alt.Step(38), height=alt.Step(26)),
        _LABELS,
    )


def tolls(found: Sequence[Row]) -> Spec:
    """Deaths per event: the range of what is said, and the figure best supported."""
    rows = [
        {**row, "name": _short(row["summary"], 60), "href": f"#{row['event_id']}",
         "from": row["low"] if row["low"] is not None else row["best"],
         "to": row["high"] if row["high"] is not None else row["best"]}
        for row in found[:20]
    ]  # fmt: skip
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LONG_LABELS)), href="href:N"
    )
    return _spec(
        alt.layer(
            base.mark_rule(strokeWidth=4, color=_MARK, opacity=0.45).encode(
                x=alt.X("from:Q", title="deaths"), x2="to:Q"
            ),
            base.mark_point(filled=True, size=80, color=_MARK).encode(x="best:Q"),
        ).properties(width=_WIDTH - 420, height=alt.Step(24)),
        _LONG_LABELS,
    )


def voices(found: Sequence[Row]) -> Spec:
    """Voices by the number of events that they tell of; anonymous ones are hollow."""
    rows = [
        {**row, "name": _short(row["voice"] or "", 48), "named": "named" if row["is_named"] else "anonymous",
         "href": _events(voice=row["voice"], of=row["events"])}
        for row in found[:20]
    ]  # fmt: skip
    return _spec(
        alt.Chart(_data(rows))
        .mark_bar(stroke="#010207", strokeWidth=1.2)
        .encode(
            x=alt.X("events:Q", title="events", axis=_whole(max(row["events"] for row in rows))),
            y=alt.Y("name:N", sort="-x", title=None),
            color=alt.Color(
                "named:N",
                title=None,
                scale=alt.Scale(domain=["named", "anonymous"], range=["#010207", "#01020a"]),
                legend=alt.Legend(orient="top", symbolStrokeColor="#010207"),
            ),
            href="href:N",
        )
        .properties(width=_WIDTH - 420, height=alt.Step(20)),
        _LABELS,
    )
