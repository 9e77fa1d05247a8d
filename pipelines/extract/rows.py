"""The facts of one document as rows of the mention tables.

Entities (`actors`, `places`, `sources`, `events`) get ids that hold within their document alone and are described in
the `local_*` rows; `pipelines.resolve` replaces them by ids that hold everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pipelines.extract.document import READ_LANGUAGES
from pipelines.extract.facts import Actor, Attribution, EventMention, Facts, Figure, Place
from pipelines.ingest.document import Document
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "whom", "which", "that", "this", "those"})


def rows(document: Document, facts: Facts) -> dict[str, list[Row]]:
    """All rows of one document: table name → rows, in order of their place in the text."""
    ids = _Ids(document.doc_id, facts)
    return {
        "documents": [_document(document, facts)],
        "place_mentions": [_place_mention(ids, i) for i in range(len(facts.place_mentions))],
        "time_mentions": [_time_mention(ids, i) for i in range(len(facts.times))],
        "actor_mentions": [_actor_mention(ids, i) for i in range(len(facts.actor_mentions))],
        "attributions": [_attribution(ids, i) for i in range(len(facts.attributions))],
        "figures": [_figure(ids, figure) for figure in facts.figures],
        "event_mentions": [_event_mention(ids, i, document.text) for i in range(len(facts.events))],
        "event_actors": [row for i in range(len(facts.events)) for row in _event_actors(ids, i)],
        "event_arguments": [row for i in range(len(facts.events)) for row in _event_arguments(ids, i)],
        "local_actors": [_local_actor(ids, i) for i in range(len(facts.actors))],
        "local_places": [_local_place(ids, i) for i in range(len(facts.places))],
        "local_sources": _local_sources(ids),
        "local_events": [
            {"event_id": event_id, "doc_id": ids.doc_id} for event_id in dict.fromkeys(map(ids.event, facts.events))
        ],
        "rejects": [_unread(document, facts)] if facts.language not in READ_LANGUAGES else [],
    }


class _Ids:
    """The ids of one document's facts; two facts that are alike in every part are told apart by their count."""

    def __init__(self, doc_id: str, facts: Facts) -> None:
        self.doc_id = doc_id
        self.facts = facts
        self._seen: Counter[str] = Counter()
        self.actors = [stable_id("act", doc_id, actor.key) for actor in facts.actors]
        self.places = [stable_id("plc", doc_id, place.key) for place in facts.places]
        self.place_mentions = [self._new("pmt", m.start, m.end) for m in facts.place_mentions]
        self.times = [self._new("tmt", m.start, m.end) for m in facts.times]
        self.actor_mentions = [self._new("amt", m.start, m.end, self.actors[m.actor]) for m in facts.actor_mentions]
        self.attributions = [
            self._new("att", a.content_start, a.content_end, a.cue_start, a.source_start) for a in facts.attributions
        ]
        self.mentions = [
            self._new("mnt", e.trigger_start, e.trigger_end, e.event_type, e.event_mode) for e in facts.events
        ]

    def _new(self, prefix: str, *parts: str | int | None) -> str:
        key = stable_id(prefix, self.doc_id, *parts)
        self._seen[key] += 1
        return key if self._seen[key] == 1 else stable_id(prefix, self.doc_id, *parts, self._seen[key])

    def figure(self, figure: Figure) -> str:
        return self._new("fig", figure.start, figure.end)

    def event(self, mention: EventMention) -> str:
        return stable_id("evt", self.doc_id, mention.event)

    def source(self, attribution: Attribution) -> str | None:
        """The voice; none where the words name nobody ("reportedly")."""
        if attribution.source_text is None and attribution.actor is None:
            return None
        if attribution.actor is not None:
            return stable_id("src", self.doc_id, "actor", self.facts.actors[attribution.actor].key, attribution.kind)
        return stable_id("src", self.doc_id, attribution.kind, attribution.source_name)


def _document(document: Document, facts: Facts) -> Row:
    return {
        "doc_id": document.doc_id,
        "external_id": document.external_id,
        "uri": document.uri,
        "sha256": document.sha256,
        "format": document.format,
        "outlet": document.outlet,
        "url": document.url,
        "title": document.title,
        "byline": document.byline or facts.byline,
        "dateline": facts.dateline,
        "published_at": document.published_at,
        "published_at_source": document.published_at_source,
        "language": document.language or (facts.language if facts.language != "und" else None),
        "encoding": document.encoding,
        "mended": document.mended,
        "word_count": sum(1 for _ in _WORD.finditer(document.text)),
        "text": document.text,
        "duplicate_of": None,
    }


def _place_mention(ids: _Ids, i: int) -> Row:
    mention = ids.facts.place_mentions[i]
    return {"place_mention_id": ids.place_mentions[i], **_span(ids, mention), "place_id": ids.places[mention.place]}


def _span(ids: _Ids, mention: Any) -> Row:  # noqa: ANN401 - any fact with a span
    return {
        "doc_id": ids.doc_id,
        "sentence_index": mention.sentence,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
    }


def _time_mention(ids: _Ids, i: int) -> Row:
    mention = ids.facts.times[i]
    return {
        "time_mention_id": ids.times[i],
        **_span(ids, mention),
        "timex_type": mention.timex_type,
        "value": mention.value,
        "date_start": mention.date_start,
        "date_end": mention.date_end,
        "date_precision": mention.date_precision,
        "anchor": mention.anchor,
    }


def _actor_mention(ids: _Ids, i: int) -> Row:
    mention = ids.facts.actor_mentions[i]
    return {
        "actor_mention_id": ids.actor_mentions[i],
        **_span(ids, mention),
        "actor_id": ids.actors[mention.actor],
        "mention_type": mention.mention_type,
    }


def _attribution(ids: _Ids, i: int) -> Row:
    said = ids.facts.attributions[i]
    return {
        "attribution_id": ids.attributions[i],
        "doc_id": ids.doc_id,
        "sentence_index": said.sentence,
        "source_id": ids.source(said),
        "source_start": said.source_start,
        "source_end": said.source_end,
        "source_text": said.source_text,
        "cue": said.cue,
        "cue_start": said.cue_start,
        "cue_end": said.cue_end,
        "content_start": said.content_start,
        "content_end": said.content_end,
        "type": said.type,
        "stance": said.stance,
        "outer_attribution_id": None if said.outer is None else ids.attributions[said.outer],
    }


def _figure(ids: _Ids, figure: Figure) -> Row:
    facts = ids.facts
    told = None if figure.event_mention is None else facts.events[figure.event_mention]
    return {
        "figure_id": ids.figure(figure),
        **_span(ids, figure),
        "evidence_start": figure.evidence_start,
        "evidence_end": figure.evidence_end,
        "evidence": figure.evidence,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "unit": figure.unit,
        "dimension": figure.dimension,
        "measure": figure.measure,
        "item": figure.item,
        "modifier": figure.modifier,
        "subject": figure.subject,
        "tally": figure.tally,
        "event_id": None if told is None else ids.event(told),
        "mention_id": None if figure.event_mention is None else ids.mentions[figure.event_mention],
        "actor_id": None if figure.actor is None else ids.actors[figure.actor],
        "attribution_id": None if figure.attribution is None else ids.attributions[figure.attribution],
        "certainty": figure.certainty,
    }


def _event_mention(ids: _Ids, i: int, text: str) -> Row:
    facts, mention = ids.facts, ids.facts.events[i]
    time = None if mention.time is None else facts.times[mention.time]
    place = None if mention.place is None else facts.places[facts.place_mentions[mention.place].place]
    return {
        "mention_id": ids.mentions[i],
        "event_id": ids.event(mention),
        "doc_id": ids.doc_id,
        "sentence_index": mention.sentence,
        "start": mention.start,
        "end": mention.end,
        "trigger_start": mention.trigger_start,
        "trigger_end": mention.trigger_end,
        "trigger_text": mention.trigger_text,
        "event_type": mention.event_type,
        "event_mode": mention.event_mode,
        "contexts": list(mention.contexts),
        "modality": mention.modality,
        "certainty": mention.certainty,
        "is_background": mention.is_background,
        "date_start": time and time.date_start,
        "date_end": time and time.date_end,
        "date_precision": time and time.date_precision,
        "date_text": time and time.text,
        "place_mention_id": None if mention.place is None else ids.place_mentions[mention.place],
        "location_name": place and place.name,
        "attribution_id": None if mention.attribution is None else ids.attributions[mention.attribution],
        "evidence": text[mention.start : mention.end],
    }


def _event_actors(ids: _Ids, i: int) -> list[Row]:
    mention = ids.facts.events[i]
    positions: Counter[str] = Counter()
    out = []
    for part in mention.participants:
        out.append({
            "doc_id": ids.doc_id,
            "event_id": ids.event(mention),
            "mention_id": ids.mentions[i],
            "actor_id": ids.actors[part.actor],
            "actor_mention_id": None if part.mention is None else ids.actor_mentions[part.mention],
            "role": part.role,
            "position": positions[part.role],
        })  # fmt: skip
        positions[part.role] += 1
    return out


def _event_arguments(ids: _Ids, i: int) -> list[Row]:
    mention = ids.facts.events[i]
    return [
        {
            "event_id": ids.event(mention),
            "mention_id": ids.mentions[i],
            "role": argument.role,
            "doc_id": ids.doc_id,
            "start": argument.start,
            "end": argument.end,
            "text": argument.text,
            "head": argument.head,
        }
        for argument in mention.arguments
    ]


def _local_actor(ids: _Ids, i: int) -> Row:
    actor = ids.facts.actors[i]
    return {"actor_id": ids.actors[i], "doc_id": ids.doc_id, **_fields(actor), "aliases": list(actor.aliases)}


def _local_place(ids: _Ids, i: int) -> Row:
    return {"place_id": ids.places[i], "doc_id": ids.doc_id, **_fields(ids.facts.places[i])}


def _fields(entity: Actor | Place) -> Row:
    return {name: getattr(entity, name) for name in entity.__slots__}


def _local_sources(ids: _Ids) -> list[Row]:
    out: dict[str, Row] = {}
    for said in ids.facts.attributions:
        source_id = ids.source(said)
        if source_id is None or source_id in out:
            continue
        actor = None if said.actor is None else ids.facts.actors[said.actor]
        out[source_id] = {
            "source_id": source_id,
            "doc_id": ids.doc_id,
            "kind": said.kind,
            "name": said.source_name if actor is None else actor.name,
            "description": said.source_name if (said.source_text or "").lower() in _PRONOUNS else said.source_text,
            "actor_id": None if said.actor is None else ids.actors[said.actor],
            "country": actor and actor.country,
            "is_named": said.is_named,
        }
    return list(out.values())


def _unread(document: Document, facts: Facts) -> Row:
    return {
        "stage": "extract",
        "uri": document.uri,
        "doc_id": document.doc_id,
        "row": None,
        "reason": f"the text is in language {facts.language!r}; only English is read: no facts were extracted",
    }
