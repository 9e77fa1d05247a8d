"""The facts that extractors state about one document, before they become table rows.

Every fact is immutable and points to characters of the document: `start` and `end` are 0-based, half-open character
offsets into `Document.text`, and `text` is always that slice. `sentence` is the position in `Doc.sents`.
Facts refer to one another by position in the lists of `Facts` (`actor=3` is `facts.actors[3]`), never by text.
Column meanings, units and closed vocabularies are those of the table schema (`pipelines.tables.schema`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A location of the world: a GeoNames or ISO entry, or a bare name without coordinates if it is unknown.

    `key` identifies it across documents (`geonames:1166000`, `iso:PAK`, `iso:IR-11`, `name:la-ranera-stream:SLV`).
    `kind`: city | admin1 | admin2 | country | region | water | border | facility | other. Degrees are WGS 84.
    """

    key: str
    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    population: int | None = None
    precision: str = "none"  # point | city | admin1 | country | none


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span that names a place. `place` is a position in `Facts.places`."""

    start: int
    end: int
    text: str
    sentence: int
    place: int


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A TIMEX3 expression; `value` stays underspecified (`XXXX-WXX-4`) when nothing anchors it."""

    start: int
    end: int
    text: str
    sentence: int
    timex_type: str  # DATE | TIME | DURATION | SET
    value: str
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_precision: str = "none"  # day | week | month | year | none
    anchor: str = "none"  # document | text | none


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity that acts, is acted on or speaks, as one document knows it.

    `key` identifies it across documents: `country:PAK`, `gov:PAK`, `mil:PAK`, `lex:taliban` for what the lexicon knows,
    `person:asim munir`, `name:baluch liberation army`, `nominal:IRN:deputy governor` for the rest. A nominal or generic
    actor ("gunmen") is a different entity in every document: the resolver adds the document to such keys.
    """

    key: str
    name: str
    actor_type: str
    country: str | None = None
    code: str | None = None
    parent_key: str | None = None
    parent_name: str | None = None
    title: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata_id: str | None = None
    is_generic: bool = False  # known by a common noun alone: never linked across documents


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A span that denotes an actor: a position in `Facts.actors`. `root` is the token index of its head word."""

    start: int
    end: int
    text: str
    sentence: int
    actor: int
    mention_type: str  # name | nominal | pronoun
    root: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what. The outer voice of a nested pair is `outer` (a position in `Facts.attributions`).

    A source without words in the text ("reportedly") has NULL source offsets. `actor` is the speaking entity, if any.
    """

    sentence: int
    source_start: int | None
    source_end: int | None
    source_text: str | None
    source_name: str | None  # canonical: the actor's name, or the description as written without a determiner
    kind: str  # person | organization | government | anonymous | document | outlet
    is_named: bool
    actor: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    content_start: int
    content_end: int
    type: str  # direct | indirect | mixed
    stance: str  # assert | deny | accuse | urge | promise | threaten | question | other
    outer: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the text states, with the closed interval its words allow.

    `start`/`end` (and `text`) cover the number with its unit or currency: "8 km", "$350m", "nine". `evidence_start`/
    `evidence_end` cover the words that the row is read from: bound words, number, unit and what is counted.
    """

    start: int
    end: int
    text: str
    evidence_start: int
    evidence_end: int
    evidence: str
    sentence: int
    value: float | None
    low: float | None
    high: float | None
    bound: str  # exact | at_least | more_than | at_most | less_than | about | range
    unit: str | None
    dimension: str
    measure: str
    item: str | None = None
    modifier: str | None = None
    subject: str | None = None
    tally: str | None = None  # delta | total | part
    certainty: str = "certain"
    event_mention: int | None = None
    actor: int | None = None
    attribution: int | None = None


@dataclass(frozen=True, slots=True)
class EventArgument:
    """A means used or a thing hit."""

    role: str  # instrument | physical_target
    start: int
    end: int
    text: str
    head: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A part in an event: `actor` in `Facts.actors`, `mention` in `Facts.actor_mentions` (None: carried over)."""

    role: str  # actor | recipient
    actor: int
    mention: int | None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A place in the document that tells of an event; `event` groups the mentions of one happening in it."""

    event: int
    sentence: int
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    trigger_text: str
    event_type: str
    event_mode: str | None
    modality: str  # actual | future | hypothetical | negated
    certainty: str  # certain | probable | possible
    is_background: bool
    contexts: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    arguments: tuple[EventArgument, ...] = ()
    time: int | None = None  # in Facts.times
    place: int | None = None  # in Facts.place_mentions
    attribution: int | None = None  # innermost attribution whose content holds the trigger
    trigger_root: int = 0  # token index


@dataclass(slots=True)
class Facts:
    """All facts of one document. `language` is ISO 639-1 or `und`; `dateline` and `byline` are as written.

    `published` is the day of publication (UTC), where the input tells it.
    """

    language: str = "und"
    published: dt.date | None = None
    dateline: str | None = None
    byline: str | None = None
    places: list[Place] = field(default_factory=list)
    place_mentions: list[PlaceMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    actor_mentions: list[ActorMention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
