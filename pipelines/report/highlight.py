"""An article with its facts marked in place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from pipelines.report.situation import Row


def highlighted(text: str, spans: Sequence[Row]) -> Markup:
    """The text as paragraphs of HTML, each fact in `mark` elements; overlapping facts share a mark.

    `spans` have start, end (character offsets), kind, anchor, note. The first mark of a fact carries its anchor as id.
    """
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span["start"], span["end"]))})
    out: list[str] = []
    opened: set[str] = set()
    waiting = sorted(spans, key=lambda span: (span["start"], -span["end"], span["kind"], span["anchor"]))
    active: list[Row] = []
    position = 0
    for start, end in pairwise(edges):
        while position < len(waiting) and waiting[position]["start"] <= start:
            active.append(waiting[position])
            position += 1
        active = [span for span in active if span["end"] > start]
        part = escape(text[start:end])
        if not active:
            out.append(part)
            continue
        new = [span for span in active if span["anchor"] not in opened]
        opened.update(span["anchor"] for span in new)
        anchors = Markup("").join(Markup('<span id="{}"></span>').format(span["anchor"]) for span in new)
        kinds = " ".join(sorted({span["kind"] for span in active}))
        notes = "; ".join(f"{span['kind']}: {span['note']}" for span in active)
        out.append(anchors + Markup('<mark class="{}" title="{}">{}</mark>').format(kinds, notes, part))
    return Markup("".join(out).replace("\n\n", '<span class="paragraph"></span>').replace("\n", "<br>"))  # noqa: S704
