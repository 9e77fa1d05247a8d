"""All extractors over one parsed text, in the order in which they build on one another.

places → times → actors → attributions → figures → events → figures linked to events, voices and actors.
"""

from __future__ import annotations

import datetime as dt

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.attributions.attributions import extract_attributions
from pipelines.extract.columns import columns_of
from pipelines.extract.events.events import extract_events
from pipelines.extract.facts import Facts
from pipelines.extract.figures.figures import extract_figures, link_figures
from pipelines.extract.places.places import extract_places
from pipelines.extract.times.times import extract_times
from pipelines.language import Reading

READ_LANGUAGES = frozenset({"en", "und"})


def extract(reading: Reading, published_at: dt.datetime | None) -> Facts:
    """State the facts of one parsed text.

    `published_at` (UTC) anchors relative times; without it and without a dated dateline they stay underspecified. A
    text in a language that is not read has no facts but its language.
    """
    published = published_at.date() if published_at is not None else None
    facts = Facts(reading.language, published, dateline=_dateline(reading), byline=_byline(reading))
    if reading.language not in READ_LANGUAGES:
        return facts
    facts.places, facts.place_mentions = extract_places(reading)
    facts.times = extract_times(reading, published_at)
    facts.actors, facts.actor_mentions = extract_actors(reading, facts.place_mentions, facts)
    facts.attributions = extract_attributions(reading, facts)
    facts.figures = extract_figures(reading, facts)
    facts.events = extract_events(reading, facts)
    facts.figures = link_figures(reading, facts)
    return facts


def _dateline(reading: Reading) -> str | None:
    """The place or places that a wire story is filed from."""
    if reading.dateline is None or not reading.dateline.places:
        return None
    text = columns_of(reading.doc).raw
    return " / ".join(text[start:end] for start, end in reading.dateline.places)


def _byline(reading: Reading) -> str | None:
    for segment in reading.segments:
        if segment.kind == "byline":
            return " ".join(columns_of(reading.doc).raw[segment.start : segment.end].split()) or None
    return None
