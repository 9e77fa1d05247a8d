"""What is compared when two documents' events are held against one another."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.resolve.actors import Actors
from pipelines.resolve.beginnings import BEGINNING, beginnings
from pipelines.resolve.places import Places

Row = dict[str, Any]

_FAMILIES = {"CONSULT": "TOGETHER", "AGREE": "TOGETHER", "COOPERATE": "TOGETHER", "CONCEDE": "RETREAT"}
_SENT_AWAY = frozenset({("SANCTION", "expel"), ("COERCE", "deport")})
_SPECIFICITY = {
    "facility": 6,
    "other": 5,
    "city": 5,
    "admin2": 4,
    "admin1": 3,
    "water": 2,
    "region": 2,
    "border": 2,
    "country": 1,
}
_DATE_FINENESS = {"day": 4, "week": 3, "month": 2, "year": 1, "none": 0}
_MODALITIES = ("actual", "future", "negated", "hypothetical")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANOTHER = re.compile(
    r"\b(?:another|second|third|fourth|again|separate(?:ly)?|subsequent(?:ly)?|elsewhere|similar(?:ly)?|also|later|"
    r"meanwhile|simultaneous(?:ly)?)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\bden(?:y|ies|ied|ying|ials?)\b", re.IGNORECASE)
_OF_WEEK = re.compile(r"\b(?:this|the) week\b", re.IGNORECASE)
_CONTENT = re.compile(r"[^\W_]{5,}")
_NAME = re.compile(r"(?<=\s)[A-ZÀ-Þ][^\W\d_]{3,}")
_DAYS = frozenset(_WEEKDAYS)
_MONTHS = frozenset(
    "january february march april june july august september october november december".split(" ")  # noqa: SIM905
)
TOWNS = frozenset({"city", "facility", "other", "admin2"})
_EMPTY = frozenset({
    "the", "and", "for", "out", "off", "its", "his", "her", "their", "been", "was", "were", "has", "had",
    "have", "with", "into", "upon", "against", "that", "who", "which", "all", "carr", "carry", "launch",
    "stage", "stag", "perpetrat", "conduct", "commit", "committ", "held", "hold", "making", "make", "made",
    "take", "took", "taken", "taking", "gave", "give", "given", "began", "begun", "begin", "continu", "a", "an",
    "of", "to", "on", "in", "up", "by", "at", "be", "is", "are",
})  # fmt: skip
_ANYBODY = frozenset({"people", "person", "man", "men", "other", "group"})
_ACTS_FOR_STATE = frozenset({"government", "military", "police", "intelligence", "judiciary", "legislature"})


@dataclass(frozen=True, slots=True)
class Features:
    """One document's event. Actors are those with names, and the states of nameless organs ("Arland's troops").

    `nominals` are the nouns of nameless parties, `doers` and `targets` those of either role, `words` the longer words
    of its evidence, `names` those written with a capital, `called` those of them that begin like a word for a party or
    place of it, `towns` the places below province level named in it, whatever their part.

    `places` are the most specific ones told by country, `place` the likeliest of them; `is_denial`: a voice denies it;
    `is_of_week`: "this week", "earlier in the week"; `is_another`: the words tell it beside another of its kind ("a
    second attack").
    """

    event_id: str
    doc_id: str
    family: str
    types: frozenset[str]
    modes: frozenset[str]
    modality: str
    is_background: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    nominals: frozenset[str]
    doers: frozenset[str]
    targets: frozenset[str]
    is_denial: bool
    is_another: bool
    places: Mapping[str | None, Row]
    place: Row | None
    towns: frozenset[str]
    date: tuple[dt.date, dt.date] | None
    is_day: bool
    weekday: int | None
    is_of_week: bool
    published: dt.datetime | None
    words: frozenset[str]
    names: frozenset[str]
    called: frozenset[str]
    heads: frozenset[str]
    evidence: str


_PLAIN = tuple(name for name in Features.__slots__ if name not in ("places", "place"))


def packed(event: Features) -> bytes:
    """Features in a tenth of the room, with the ids of their places alone."""
    places = {country: place["place_id"] for country, place in event.places.items()}
    values = [getattr(event, name) for name in _PLAIN]
    return pickle.dumps((values, places, event.place and event.place["place_id"]))


def unpacked(content: bytes, places: Places) -> Features:
    """What was `packed`; `places` has the rows of its places."""
    values, told, place = pickle.loads(content)  # noqa: S301 - our own bytes
    rows = {country: places.by_id[place_id] for country, place_id in told.items()}
    return Features(**dict(zip(_PLAIN, values, strict=True)), places=rows, place=place and places.by_id[place])


def read_features(tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places) -> list[Features]:
    """Features of every event of every document, in order of their ids."""
    mentions: dict[str, list[Row]] = defaultdict(list)
    for row in tables["event_mentions"].iter_rows(named=True):
        mentions[row["event_id"]].append(row)
    roles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for event_id, role, actor in tables["event_actors"].select("event_id", "role", "actor_id").iter_rows():
        if actor is not None:
            roles[event_id][role].add(actor)
    where = dict(tables["place_mentions"].select("place_mention_id", "place_id").iter_rows())
    published = dict(tables["documents"].select("doc_id", "published_at").iter_rows())
    reader = _FeatureReader(actors, places, where, published, _towns(tables, places))
    return [reader.read(event_id, rows, roles[event_id]) for event_id, rows in sorted(mentions.items())]


def _towns(tables: Mapping[str, pl.DataFrame], places: Places) -> dict[tuple[str, int], frozenset[str]]:
    """Document and sentence → the places below province level that are named there."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    columns = ("doc_id", "sentence_index", "place_id")
    for doc, sentence, place in tables["place_mentions"].select(columns).iter_rows():
        if places.by_id[place]["kind"] in TOWNS:
            found[doc, sentence].add(place)
    return {where: frozenset(named) for where, named in found.items()}


@dataclass(frozen=True, slots=True)
class _FeatureReader:
    """What mentions refer to: actors, places, the place of a place mention, the time a document was published."""

    actors: Actors
    places: Places
    where: Mapping[str, str | None]
    published: Mapping[str, dt.datetime | None]
    towns: Mapping[tuple[str, int], frozenset[str]]

    def read(self, event_id: str, rows: list[Row], roles: Mapping[str, set[str]]) -> Features:
        named = {role: self._named(roles.get(role, ())) for role in ("actor", "recipient")}
        date = best_date(rows)
        kind = main_type(rows)
        told = places_told(rows, self.where, self.places)
        names = frozenset(name for row in rows for name in _names(row["evidence"]))
        begun = self._beginnings(named["actor"] | named["recipient"], told)
        return Features(
            event_id=event_id,
            doc_id=rows[0]["doc_id"],
            family=_family(kind, rows),
            types=frozenset(row["event_type"] for row in rows),
            modes=frozenset(row["event_mode"] for row in rows if row["event_mode"] is not None),
            modality=joint_modality(rows),
            is_background=all(row["is_background"] for row in rows),
            actors=named["actor"],
            recipients=named["recipient"],
            nominals=self._nominals({actor for parties in roles.values() for actor in parties}),
            doers=self._nominals(roles.get("actor", ())),
            targets=self._nominals(roles.get("recipient", ())),
            is_denial=all(is_denied(row) for row in rows),
            is_another=any(_ANOTHER.search(row["evidence"]) for row in rows),
            places=_by_country(told),
            place=most_specific(told),
            towns=frozenset().union(*(self.towns.get((r["doc_id"], r["sentence_index"]), frozenset()) for r in rows)),
            date=(date["date_start"], date["date_end"] or date["date_start"]) if date and date["date_start"] else None,
            is_day=bool(date and date["date_start"] and date["date_precision"] == "day"),
            weekday=_weekday(rows),
            is_of_week=any(_OF_WEEK.search(row["date_text"] or "") for row in rows),
            published=self.published.get(rows[0]["doc_id"]),
            words=frozenset(word for row in rows for word in _CONTENT.findall(row["evidence"].casefold())),
            names=names,
            called=frozenset(name for name in names if name[:BEGINNING] in begun),
            heads=frozenset(_heads(rows)),
            evidence=min(" ".join(row["evidence"].split()) for row in rows),
        )

    def _named(self, parties: Iterable[str]) -> frozenset[str]:
        """Parties with names; for an organ of state without one, the state."""
        out = set()
        for actor in parties:
            row = self.actors.by_id[actor]
            if not row["is_generic"]:
                out.add(actor)
            elif row["actor_type"] in _ACTS_FOR_STATE and row["parent_actor_id"] is not None:
                out.add(self.actors.lineage(actor)[-1])
        return frozenset(out)

    def _beginnings(self, parties: Iterable[str], places: Iterable[Row]) -> frozenset[str]:
        """How the words begin by which parties and places are called."""
        located = (beginnings((place["name"],), place["country"]) for place in places)
        return frozenset().union(*map(self.actors.beginnings, parties), *located)

    def _nominals(self, parties: Iterable[str]) -> frozenset[str]:
        names = (self.actors.by_id[actor]["name"] for actor in parties if self.actors.by_id[actor]["is_generic"])
        return frozenset(stem(name.split()[-1]) for name in names) - _ANYBODY


def _names(evidence: str) -> Iterator[str]:
    if evidence.isupper():
        return
    for name in _NAME.findall(evidence):
        folded = name.casefold()
        if folded not in _DAYS and folded not in _MONTHS:
            yield folded


def is_denied(row: Row) -> bool:
    """Whether a mention tells of what somebody says did not happen, not of what the narrator says did not."""
    return row["modality"] == "negated" and (
        row["attribution_id"] is not None or _DENIES.search(row["evidence"]) is not None
    )


def _heads(rows: list[Row]) -> Iterator[str]:
    """Stems of the words that tell what was done: "attack" of "carried out an attack"."""
    for row in rows:
        stems = map(stem, row["trigger_text"].split())
        yield from (head for head in stems if head not in _EMPTY)


def main_type(rows: list[Row]) -> str:
    """The type most mentions have; among equals the alphabetically first."""
    if len(rows) == 1:
        return str(rows[0]["event_type"])
    counts: Counter[str] = Counter(row["event_type"] for row in rows)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _family(kind: str, rows: list[Row]) -> str:
    """Types under which one happening may be told; those sent away are expelled envoys or deported people."""
    modes = {row["event_mode"] for row in rows if row["event_type"] == kind}
    return "EXPEL" if {(kind, mode) for mode in modes} <= _SENT_AWAY else _FAMILIES.get(kind, kind)


def joint_modality(rows: list[Row]) -> str:
    """Actual if any mention tells it as a fact, else planned, denied or possible, in this order."""
    found = {row["modality"] for row in rows}
    return next(modality for modality in _MODALITIES if modality in found)


def best_date(rows: list[Row]) -> Row | None:
    """The mention whose date is the finest that is anchored, else the finest in words; NULL if none has one."""
    dated = [row for row in rows if row["date_start"] is not None or row["date_text"] is not None]
    if len(dated) < 2:
        return dated[0] if dated else None
    counts = Counter((row["date_start"], row["date_end"]) for row in dated)
    return min(
        dated,
        key=lambda row: (
            row["date_start"] is None,
            -_DATE_FINENESS[row["date_precision"]],
            -counts[row["date_start"], row["date_end"]],
            row["date_start"] or dt.date.max,
            row["date_text"] or "",
            row["mention_id"],
        ),
        default=None,
    )


def places_told(rows: list[Row], where: Mapping[str, str | None], places: Places) -> list[Row]:
    """The places of mentions, those told early in their documents first."""
    ordered = sorted(rows, key=lambda row: (row["sentence_index"], row["mention_id"]))
    return [places.by_id[place] for row in ordered if (place := where.get(row["place_mention_id"]))]


def _by_country(told: list[Row]) -> dict[str | None, Row]:
    countries = {place["country"] for place in told}
    found = {c: most_specific([place for place in told if place["country"] == c]) for c in countries}
    return {country: place for country, place in found.items() if place is not None}


def most_specific(told: list[Row]) -> Row | None:
    """The place that says most: facility, town, province, then the rest.

    It lies in the country that most mentions tell, among equals in the one told first (`places_told`).
    """
    if len(told) < 2:
        return told[0] if told else None
    counts = Counter(place["place_id"] for place in told)
    first = {place["country"]: -position for position, place in reversed(list(enumerate(told)))}
    countries = Counter(place["country"] for place in told if place["country"] is not None)
    return min(
        told,
        key=lambda place: (
            -countries[place["country"]],
            -first[place["country"]],
            -_SPECIFICITY[place["kind"]],
            -counts[place["place_id"]],
            place["place_id"],
        ),
        default=None,
    )


def _weekday(rows: list[Row]) -> int | None:
    """The weekday that dates the event in words alone, if only one does."""
    found = {
        _WEEKDAYS.index(word)
        for row in rows
        if row["date_text"] is not None and row["date_start"] is None
        for word in re.findall(r"[a-z]+day", row["date_text"].casefold())
        if word in _WEEKDAYS
    }
    return min(found) if len(found) == 1 else None


def stem(word: str) -> str:
    """A word without its inflection, roughly: enough to see that "strikes" and "striking" are one."""
    plain = word.casefold().strip("'’\".,")
    for suffix in ("ings", "ing", "ies", "ied", "es", "ed", "s"):
        if plain.endswith(suffix) and len(plain) - len(suffix) >= 4:
            return plain[: -len(suffix)]
    return plain
