"""Rows of the tables `events` and `event_claims`: what all mentions of a happening say together, and one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.resolve.actors import Actors, most_common
from pipelines.resolve.casualties import toll
from pipelines.resolve.claims import ClaimReader, disputed_events
from pipelines.resolve.event_features import best_date, joint_modality, main_type, most_specific, places_told
from pipelines.resolve.places import Places
from pipelines.resolve.sources import Sources
from pipelines.resolve.voices import Voices
from pipelines.tables.vocabulary import plover_score, quad_class

Row = dict[str, Any]

_CERTAINTY = ("certain", "probable", "possible")
_LONGEST_TITLE = 160  # characters
_NAMED_IN_TITLE = 3  # parties of a role


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Everything that tells of one happening."""

    mentions: list[Row]
    parties: list[Row]
    figures: list[Row]


def event_rows(
    tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places, sources: Sources, scores: Mapping[str, float]
) -> tuple[list[Row], list[Row]]:
    """One row per happening of `event_mentions`, in order of ids, and the rows of their claims.

    `scores`: happening → `link_score`.
    """
    by_event = {name: _grouped(tables[name]) for name in ("event_mentions", "event_actors", "figures")}
    builder = _Builder(tables, actors, places, sources)
    rows, claims = [], []
    for event_id, mentions in sorted(by_event["event_mentions"].items()):
        evidence = _Evidence(mentions, by_event["event_actors"][event_id], by_event["figures"][event_id])
        row, claimed = builder.row(event_id, evidence)
        rows.append(row | {"link_score": scores.get(event_id)})
        claims += claimed
    return rows, claims


def _grouped(table: pl.DataFrame) -> defaultdict[str, list[Row]]:
    out: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.iter_rows(named=True):
        if row["event_id"] is not None:
            out[row["event_id"]].append(row)
    return out


class _Builder:
    """Looks up what the mentions of a happening refer to."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places, sources: Sources) -> None:
        self.actors, self.places = actors, places
        self.where = dict(tables["place_mentions"].select("place_mention_id", "place_id").iter_rows())
        self.voices = Voices.read(tables, sources)
        self.claims = ClaimReader(actors, places, self.voices, self.where)

    def row(self, event_id: str, evidence: _Evidence) -> tuple[Row, list[Row]]:
        """All columns of one happening but `link_score`, and the rows of its claims."""
        mentions = evidence.mentions
        kind = main_type(mentions)
        mode = most_common(row["event_mode"] for row in mentions if row["event_type"] == kind)
        modality = joint_modality(mentions)
        certainties = {row["certainty"] for row in mentions if row["modality"] == modality}
        tolls = {measure: toll(evidence.figures, measure, self.voices) for measure in ("fatalities", "injuries")}
        killed, injured = tolls.values()
        claims = self.claims.rows(event_id, mentions, evidence.parties, tolls)
        return {
            "event_id": event_id,
            "event_type": kind,
            "event_mode": mode,
            "contexts": sorted({context for row in mentions for context in row["contexts"] or ()}),
            "title": self._title(evidence, modality),
            "modality": modality,
            "certainty": next(certainty for certainty in _CERTAINTY if certainty in certainties),
            **self._date(mentions),
            **self._place(mentions),
            "fatalities_low": killed.low,
            "fatalities_best": killed.best,
            "fatalities_high": killed.high,
            "injured_low": injured.low,
            "injured_best": injured.best,
            "injured_high": injured.high,
            "plover_score": plover_score(kind, mode),
            "quad_class": quad_class(kind),
            "is_background": all(row["is_background"] for row in mentions),
            "is_disputed": any(disputed_events(claims)),
            **self._counts(mentions),
        }, claims

    def _date(self, mentions: list[Row]) -> Row:
        columns = ("date_start", "date_end", "date_precision", "date_text")
        dated = best_date(mentions)
        return {column: dated[column] for column in columns} if dated else {"date_precision": "none"}

    def _place(self, mentions: list[Row]) -> Row:
        place = most_specific(places_told(mentions, self.where, self.places))
        if place is None:
            return {"geo_precision": "none", "location_name": most_common(row["location_name"] for row in mentions)}
        columns = ("place_id", "country", "admin1", "latitude", "longitude", "geo_precision")
        return {**{column: place[column] for column in columns}, "location_name": place["name"]}

    def _counts(self, mentions: list[Row]) -> Row:
        documents = {row["doc_id"] for row in mentions}
        known = self.voices
        moments = sorted(filter(None, (known.published.get(doc) for doc in documents)))
        quoted = {known.quoted[row["attribution_id"]] for row in mentions if row["attribution_id"] in known.quoted}
        outlets = {known.outlets[doc] for doc in documents - known.repeats if doc in known.outlets}
        voices = quoted | outlets
        return {
            "mention_count": len(mentions),
            "document_count": len(documents),
            "source_count": len(voices),
            "named_source_count": sum(map(known.is_named, voices)),
            "outlet_count": len(outlets),
            "named_voice_count": sum(map(known.is_named, quoted - outlets)),
            "first_reported_at": moments[0] if moments else None,
            "last_reported_at": moments[-1] if moments else None,
        }

    def _title(self, evidence: _Evidence, modality: str) -> str:
        """One line: who, what, to whom, where, as the mention with the most words of it tells.

        What did not happen never reads as if it had: its modality stands behind.
        """
        trigger = max(
            (" ".join(row["trigger_text"].split()) for row in evidence.mentions), key=lambda text: (len(text), text)
        )
        doers, targets = self._names(evidence, "actor"), self._names(evidence, "recipient")
        place = self._place(evidence.mentions)["location_name"]
        line = f"{doers}: {trigger}" if doers else trigger[:1].upper() + trigger[1:]
        line += f" → {targets}" if targets else ""
        line += f" ({place})" if place else ""
        status = "" if modality == "actual" else f" [{modality}]"
        room = _LONGEST_TITLE - len(status)
        return (line if len(line) <= room else f"{line[: room - 1].rstrip()}…") + status

    def _names(self, evidence: _Evidence, role: str) -> str:
        """The parties of a role, oftenest first; no part is named beside its whole, nor "people" beside names."""
        counts = Counter(row["actor_id"] for row in evidence.parties if row["role"] == role)
        rows = {actor: self.actors.by_id[actor] for actor in counts}
        ranked = sorted(counts, key=lambda a: (rows[a]["is_generic"], -counts[a], rows[a]["name"], a))
        named: list[str] = []
        for actor in ranked:
            covered = any(self.actors.are_compatible(actor, other) for other in named)
            if not covered and not (rows[actor]["is_generic"] and named and not rows[named[0]]["is_generic"]):
                named.append(actor)
        more = f" and {len(named) - _NAMED_IN_TITLE} more" if len(named) > _NAMED_IN_TITLE else ""
        return ", ".join(dict.fromkeys(rows[actor]["name"] for actor in named[:_NAMED_IN_TITLE])) + more
