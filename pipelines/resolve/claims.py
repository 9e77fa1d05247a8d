"""What is claimed of a happening: rows of the table `event_claims`.

A claim is one value of one attribute, with every source that says so. Two claims of an attribute dispute one another if
different sources make them and both cannot be true:
- occurred: it happened, and it did not, or somebody denies it; what is planned or possible disputes nothing;
- actor, recipient: parties that two quoted voices name in so many words, none of which can be said for one of the
  other's. A part can be said for its whole, an organ of a state for another, a nameless party for anybody; persons who
  share a name may be one. Which country was struck, which group in it and which persons are answers to several
  questions;
- place: places that exclude one another; date: other days;
- fatalities, injuries: intervals without a number in common (`casualties`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from pipelines.resolve.actors import Actors
from pipelines.resolve.casualties import Toll
from pipelines.resolve.event_features import is_denied
from pipelines.resolve.event_pairs import same_place
from pipelines.resolve.places import Places
from pipelines.resolve.voices import Voices
from pipelines.tables.ids import stable_id

Row = dict[str, Any]

_STRUCK_AMONG_OTHERS = frozenset({"country", "person"})
DECISIVE = frozenset({"occurred", "actor", "recipient", "fatalities", "injuries"})  # these make an event disputed


@dataclass(slots=True)
class _Claim:
    """One value of one attribute: the columns that tell it, and the (voice, document) pairs that say so."""

    columns: Row
    said_by: set[tuple[str, str]] = field(default_factory=set)
    is_disputed: bool = False

    @property
    def voices(self) -> set[str]:
        return {voice for voice, _ in self.said_by}


_Claims = dict[tuple[str, Hashable], _Claim]


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """Reads the claims of one happening after another."""

    actors: Actors
    places: Places
    voices: Voices
    where: Mapping[str, str | None]

    def rows(self, event_id: str, mentions: list[Row], parties: list[Row], tolls: Mapping[str, Toll]) -> list[Row]:
        """The claims of a happening, of its mentions, its parties and its tolls (attribute → toll)."""
        claims: _Claims = {}
        self._add_mentions(claims, mentions)
        self._add_parties(claims, mentions, parties)
        for attribute, toll in tolls.items():
            _add_toll(claims, attribute, toll)
        self._dispute(claims, mentions, parties)
        return [self._row(event_id, attribute, claim) for (attribute, _), claim in claims.items()]

    def _add_mentions(self, claims: _Claims, mentions: Iterable[Row]) -> None:
        for row in mentions:
            said = self.voices.of(row), row["doc_id"]
            occurred = "negated" if row["attribution_id"] in self.voices.denials else row["modality"]
            _add(claims, "occurred", occurred, {"value": occurred}, said)
            place = self.where.get(row["place_mention_id"])
            if place is not None:
                columns = {"value": self.places.by_id[place]["name"], "place_id": place}
                _add(claims, "place", place, columns, said)
            if row["date_start"] is not None:
                start, end = row["date_start"], row["date_end"] or row["date_start"]
                told = start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
                _add(claims, "date", told, {"value": told, "date_start": start, "date_end": end}, said)

    def _add_parties(self, claims: _Claims, mentions: Iterable[Row], parties: Iterable[Row]) -> None:
        by_mention = {row["mention_id"]: row for row in mentions}
        for party in parties:
            mention = by_mention.get(party["mention_id"])
            if mention is not None:
                columns = {"value": self.actors.by_id[party["actor_id"]]["name"], "actor_id": party["actor_id"]}
                said = self.voices.of(mention), mention["doc_id"]
                _add(claims, party["role"], party["actor_id"], columns, said)

    def _dispute(self, claims: _Claims, mentions: Iterable[Row], parties: Iterable[Row]) -> None:
        happened, denied = claims.get(("occurred", "actual")), claims.get(("occurred", "negated"))
        unquoted = any(row["attribution_id"] is None and is_denied(row) for row in mentions)
        if happened and denied and (unquoted or len(happened.voices | denied.voices) > 1):
            happened.is_disputed = denied.is_disputed = True
        self._dispute_parties(claims, mentions, parties)
        for attribute, excludes in (("place", self._exclude), ("date", _other_days)):
            told = [claim for (name, _), claim in claims.items() if name == attribute]
            for one, other in combinations(told, 2):
                if len(one.voices | other.voices) > 1 and excludes(one.columns, other.columns):
                    one.is_disputed = other.is_disputed = True

    def _dispute_parties(self, claims: _Claims, mentions: Iterable[Row], parties: Iterable[Row]) -> None:
        quoted = {row["mention_id"]: self.voices.quoted.get(row["attribution_id"]) for row in mentions}
        named: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in parties:
            voice, actor = quoted.get(row["mention_id"]), self.actors.by_id[row["actor_id"]]
            struck = row["role"] == "recipient" and actor["actor_type"] in _STRUCK_AMONG_OTHERS
            if voice is not None and row["actor_mention_id"] is not None and not actor["is_generic"] and not struck:
                named[row["role"], voice].add(row["actor_id"])
        versions = {(role, frozenset(told)) for (role, _), told in named.items()}
        for (role, mine), (other_role, theirs) in combinations(versions, 2):
            if role == other_role and not self._compatible(mine, theirs):
                for actor_id in mine | theirs:
                    claims[role, actor_id].is_disputed = True

    def _compatible(self, one: frozenset[str], other: frozenset[str]) -> bool:
        states = {self.actors.state(a) for a in one} & {self.actors.state(b) for b in other} - {None}
        return bool(states) or any(self._may_be_one(a, b) for a in one for b in other)

    def _may_be_one(self, one: str, other: str) -> bool:
        persons = all(self.actors.by_id[actor]["actor_type"] == "person" for actor in (one, other))
        share_name = persons and not self.actors.words(one).isdisjoint(self.actors.words(other))
        return share_name or self.actors.are_compatible(one, other)

    def _exclude(self, one: Row, other: Row) -> bool:
        return same_place(self.places.by_id[one["place_id"]], self.places.by_id[other["place_id"]]) is None

    def _row(self, event_id: str, attribute: str, claim: _Claim) -> Row:
        documents = sorted({doc for _, doc in claim.said_by})
        sources = self.voices.sources(claim.said_by)
        moments = sorted(filter(None, (self.voices.published.get(doc) for doc in documents)))
        columns = claim.columns
        identity = columns.get("actor_id") or columns.get("place_id") or columns["value"]
        return {
            "claim_id": stable_id("clm", event_id, attribute, identity),
            "event_id": event_id,
            "attribute": attribute,
            **columns,
            "is_disputed": claim.is_disputed,
            "source_ids": sources,
            "doc_ids": documents,
            "source_count": len(sources),
            "named_source_count": sum(map(self.voices.is_named, sources)),
            "first_reported_at": moments[0] if moments else None,
            "last_reported_at": moments[-1] if moments else None,
        }


def _add(claims: _Claims, attribute: str, key: Hashable, columns: Row, said: tuple[str, str]) -> None:
    claims.setdefault((attribute, key), _Claim(columns)).said_by.add(said)


def _add_toll(claims: _Claims, attribute: str, toll: Toll) -> None:
    for claim in toll.claims:
        low, high = claim.interval
        columns = {"value": claim.words, "value_low": low, "value_high": high}
        _add(claims, attribute, claim.words, columns, (claim.voice, claim.doc_id))
    for claim in toll.disputed:
        claims[attribute, claim.words].is_disputed = True


def _other_days(one: Row, other: Row) -> bool:
    return _is_day(one) and _is_day(other) and _day(one) != _day(other)


def _is_day(columns: Row) -> bool:
    return bool(columns["date_start"] == columns["date_end"])


def _day(columns: Row) -> dt.date:
    day: dt.date = columns["date_start"]
    return day


def disputed_events(rows: Iterable[Row]) -> Iterator[str]:
    """Ids of events whose occurrence, parties or toll sources contradict one another about."""
    for row in rows:
        if row["is_disputed"] and row["attribute"] in DECISIVE:
            yield row["event_id"]
