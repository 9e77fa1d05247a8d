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
from pipelines.resolve.event_accounts import viewed_actors
from pipelines.resolve.event_features import best_date, joint_modality, main_type, most_specific, places_told
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.order import Lookup, portions
from pipelines.resolve.places import Places
from pipelines.resolve.sources import Sources
from pipelines.resolve.voices import Voices
from pipelines.tables.frames import arrange, frame
from pipelines.tables.vocabulary import plover_score, quad_class

Row = dict[str, Any]

_LOOKED_UP = {
    **dict.fromkeys(("event_mentions", "event_actors", "figures"), "event_id"),
    "documents": "doc_id",
    "attributions": "attribution_id",
    "place_mentions": "place_mention_id",
}
_REFERRED = {
    **dict.fromkeys(("documents", "attributions"), ("event_mentions", "figures")),
    "place_mentions": ("event_mentions",),
}
_CERTAINTY = ("certain", "probable", "possible")
_LONGEST_TITLE = 160  # characters
_NAMED_IN_TITLE = 3  # parties of a role
_BUILT_AT_ONCE = 4_000  # happenings
_FEW = 10  # a context counts that one mention in so many tells


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Everything that tells of one happening."""

    mentions: list[Row]
    parties: list[Row]
    figures: list[Row]


def event_rows(
    tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places, sources: Sources, memory: Memory
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `events` (without `link_score`) and `event_claims`, of tables in which events are happenings."""
    asked = _signed(tables, actors, places, sources, memory)

    def work(missing: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        rows_of = {name: Lookup(tables[name], column) for name, column in _LOOKED_UP.items()}
        made = []
        for portion in portions(missing.sort("event_id"), _BUILT_AT_ONCE):
            rows, claims = _built(_evidence(rows_of, portion["event_id"]), actors, places, sources)
            told = frame("events", rows), frame("event_claims", claims)
            made.append([table.join(portion, on="event_id") for table in told])
        events, claimed = map(pl.concat, zip(*made, strict=True))
        return events, claimed

    events, claims = memory.recall(asked, work, "events", "claims")
    return events.drop(SIGNATURE), arrange("event_claims", claims.drop(SIGNATURE))


def _signed(
    tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places, sources: Sources, memory: Memory
) -> pl.DataFrame:
    """`event_id` and signature of each happening: its rows, who says them, and what parties and places are."""
    attributions = tables["attributions"].select(
        "attribution_id", voice="source_id", denies=(pl.col("stance") == "deny").fill_null(value=False)
    )
    documents = tables["documents"].select(
        "doc_id", "published_at", "superseded_by", "corrects", repeats=pl.col("duplicate_of").is_not_null()
    )
    told_by = documents.join(sources.outlets.rename({"source_id": "outlet"}), on="doc_id", how="left")
    quoted = attributions.join(sources.table.select("source_id", "is_named"), left_on="voice", right_on="source_id")
    where = places.table.select("place_id", memory.hashes(places.table).alias("place"))
    located = tables["place_mentions"].select("place_mention_id", "place_id").join(where, on="place_id")
    parties = tables["event_actors"].join(viewed_actors(actors, memory), on="actor_id", how="left")
    rows = [
        tables["event_mentions"].join(located.drop("place_id"), on="place_mention_id", how="left"),
        parties,
        tables["figures"].filter(pl.col("event_id").is_not_null()),
    ]
    out = []
    for table in rows:
        said = table.join(told_by, on="doc_id", how="left")
        if "attribution_id" in said.columns:
            said = said.join(quoted, on="attribution_id", how="left")
        out.append(said.select("event_id", memory.hashes(said)))
    told = pl.concat(out)
    return memory.signed(told.join(tables["event_mentions"], on="event_id", how="semi"), "event_id")


def _evidence(rows_of: Mapping[str, Lookup], event_ids: pl.Series) -> dict[str, pl.DataFrame]:
    """The rows of some happenings, and those that they refer to."""
    part = {name: rows_of[name].only(event_ids) for name in ("event_mentions", "event_actors", "figures")}
    for name, of in _REFERRED.items():
        part[name] = rows_of[name].only(pl.concat([part[table][_LOOKED_UP[name]] for table in of]).unique())
    return part


def _built(
    tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places, sources: Sources
) -> tuple[list[Row], list[Row]]:
    by_event = {name: _grouped(tables[name]) for name in ("event_mentions", "event_actors", "figures")}
    actors.load(tables["event_actors"]["actor_id"])
    places.load(tables["place_mentions"]["place_id"])
    builder = _Builder(tables, actors, places, sources)
    rows, claims = [], []
    for event_id, mentions in sorted(by_event["event_mentions"].items()):
        evidence = _Evidence(mentions, by_event["event_actors"][event_id], by_event["figures"][event_id])
        row, claimed = builder.row(event_id, evidence)
        rows.append(row)
        claims += claimed
    return rows, claims


def _contexts(mentions: list[Row]) -> list[str]:
    """What mentions say together, but for what a few of very many say alone."""
    told = Counter(context for row in mentions for context in row["contexts"] or ())
    return sorted(context for context, count in told.items() if count * _FEW >= len(mentions))


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
        modality = joint_modality(mentions)
        decisive = [row for row in mentions if row["modality"] == modality]
        kind = main_type(decisive)
        mode = most_common(row["event_mode"] for row in decisive if row["event_type"] == kind)
        certainties = {row["certainty"] for row in decisive}
        figures = self._stated(evidence)
        tolls = {measure: toll(figures, measure, self.voices) for measure in ("fatalities", "injuries")}
        killed, injured = tolls.values()
        claims = self.claims.rows(event_id, mentions, evidence.parties, tolls)
        return {
            "event_id": event_id,
            "event_type": kind,
            "event_mode": mode,
            "contexts": _contexts(mentions),
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

    def _stated(self, evidence: _Evidence) -> list[Row]:
        """The figures that somebody says are so: none that a voice denies, nor what is told not to have happened."""
        negated = {row["mention_id"] for row in evidence.mentions if row["modality"] == "negated"}
        return [
            row
            for row in evidence.figures
            if row["attribution_id"] not in self.voices.denials
            and (row["mention_id"] not in negated or not row["value"])
        ]

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
        own = documents - known.repeats or {min(documents, key=lambda doc: (str(known.published.get(doc) or "~"), doc))}
        outlets = {known.outlets[doc] for doc in own if doc in known.outlets}
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
