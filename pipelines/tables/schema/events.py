"""Happenings, the places in documents that tell of them, and who and what takes part."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import PERSON, Moment, Strings, Table
from pipelines.tables.vocabulary import (
    ACTOR_ROLES,
    ARGUMENT_ROLES,
    CERTAINTIES,
    CONTEXTS,
    DATE_PRECISIONS,
    EVENT_MODES,
    EVENT_TYPES,
    GEO_PRECISIONS,
    MODALITIES,
    QUAD_CLASSES,
    plover_score,
    quad_class,
)

MODE_OF_TYPE = "event_mode is no mode of event_type"
_CODES = [(kind, mode) for kind, modes in EVENT_MODES.items() for mode in (None, *modes)]
_SCORES = {f"{kind}/{mode or ''}": plover_score(kind, mode) for kind, mode in _CODES}
_QUADS = {kind: quad_class(kind) for kind in EVENT_TYPES}


def _code() -> pl.Expr:
    return pl.concat_str("event_type", pl.lit("/"), pl.col("event_mode").fill_null(""))


def _mode_of_type() -> pl.Expr:
    return _code().is_in(list(_SCORES))


def _known_contexts() -> pl.Expr:
    return pl.col("contexts").list.eval(pl.element().is_in(list(CONTEXTS))).list.all()


class Events(Table):
    """One row per distinct real-world (or hypothetical) happening, across documents."""

    event_id: pl.String = col.identifier("Stable hash of the happening.")
    event_type: pl.String = col.enumeration("What happens: PLOVER event type.", EVENT_TYPES)
    event_mode: pl.String = col.column("How: a PLOVER mode of that type.", nullable=True)
    contexts: Strings = col.column("Why: PLOVER contexts, any number.")
    title: pl.String = col.column("The happening in one readable line.", nullable=True)
    modality: pl.String = col.enumeration("Whether it happened, is planned, is possible or is denied.", MODALITIES)
    certainty: pl.String = col.enumeration("How firmly it is told, as the text hedges it.", CERTAINTIES)
    date_start: pl.Date = col.column("First day on which it happened or may have.", nullable=True)
    date_end: pl.Date = col.column("Last day on which it happened or may have.", nullable=True)
    date_precision: pl.String = col.enumeration("Granularity of its date.", DATE_PRECISIONS)
    date_text: pl.String = col.column("Its date as written.", nullable=True)
    place_id: pl.String = col.reference("places", "Where it happened.", nullable=True, clear=True)
    location_name: pl.String = col.column("Name of the most specific place told.", nullable=True)
    country: pl.String = col.country("Country of the place.")
    admin1: pl.String = col.column("First-level division of the place.", nullable=True)
    latitude: pl.Float64 = col.latitude()
    longitude: pl.Float64 = col.longitude()
    geo_precision: pl.String = col.enumeration("What the coordinates are those of.", GEO_PRECISIONS)
    fatalities_low: pl.Int64 = col.count(
        "Fewest deaths over all claims; those of one side or group alone do not lower it.", unit=PERSON, nullable=True
    )
    fatalities_best: pl.Int64 = col.count("Deaths by the figure best supported.", unit=PERSON, nullable=True)
    fatalities_high: pl.Int64 = col.count(
        "Most deaths over all claims; NULL if one is open above.", unit=PERSON, nullable=True
    )
    injured_low: pl.Int64 = col.count(
        "Fewest injured over all claims; those of one side or group alone do not lower it.", unit=PERSON, nullable=True
    )
    injured_best: pl.Int64 = col.count("Injured by the figure best supported.", unit=PERSON, nullable=True)
    injured_high: pl.Int64 = col.count(
        "Most injured over all claims; NULL if one is open above.", unit=PERSON, nullable=True
    )
    plover_score: pl.Float64 = col.column(
        "Conflict (-10) to cooperation (10): the mode's score where there is one, else the type's.", unit="PLOVER score"
    )
    quad_class: pl.String = col.enumeration("Verbal or material, cooperation or conflict.", QUAD_CLASSES)
    is_background: pl.Boolean = col.column("Told as history or context, not as news.")
    is_disputed: pl.Boolean = col.column("Sources contradict one another about what happened, who did it, or to whom.")
    mention_count: pl.Int64 = col.count("Places in documents that tell of it.")
    document_count: pl.Int64 = col.count("Documents that tell of it.")
    source_count: pl.Int64 = col.count("Distinct voices that tell of it.")
    named_source_count: pl.Int64 = col.count("Distinct named voices that tell of it.")
    outlet_count: pl.Int64 = col.count("Distinct outlets that tell of it in an article of their own, no repeated one.")
    named_voice_count: pl.Int64 = col.count("Distinct named voices, outlets aside, that are quoted as telling of it.")
    link_score: pl.Float64 = col.column(
        "Points of the weakest link that holds its accounts together; NULL where nothing was joined.",
        nullable=True,
        unit="point",
    )
    first_reported_at: Moment = col.column("Earliest publication that tells of it.", nullable=True)
    last_reported_at: Moment = col.column("Latest publication that tells of it.", nullable=True)

    mode_of_type = col.holds(MODE_OF_TYPE, _mode_of_type())
    contexts_known = col.holds("contexts holds what is no PLOVER context", _known_contexts())
    score_of_code = col.holds(
        "plover_score is not that of event_type and event_mode",
        pl.col("plover_score") == _code().replace_strict(_SCORES, default=None, return_dtype=pl.Float64),
    )
    quad_of_type = col.holds(
        "quad_class is not that of event_type",
        pl.col("quad_class") == pl.col("event_type").replace_strict(_QUADS, default=None, return_dtype=pl.String),
    )
    days = col.ordered("date_start", "date_end")
    fatalities = col.ordered("fatalities_low", "fatalities_best", "fatalities_high")
    injured = col.ordered("injured_low", "injured_best", "injured_high")
    coordinates = col.together("latitude", "longitude")
    reports = col.ordered("first_reported_at", "last_reported_at")
    sources = col.ordered("named_source_count", "source_count")

    class Config(Table.Config):
        """Grain and order."""

        name = "events"
        metadata = col.grain("event_id", sort_by=("country", "date_start", "event_type", "event_id"), stage="resolved")


class EventMentions(Table):
    """One row per place in a document that tells of an event: its evidence."""

    mention_id: pl.String = col.identifier("Stable hash of article, position and code.")
    event_id: pl.String = col.reference("events", "The happening that it tells of.")
    doc_id: pl.String = col.document()
    sentence_index: pl.Int64 = col.sentence()
    start: pl.Int64 = col.start("the sentence or clause that tells it")
    end: pl.Int64 = col.end("the sentence or clause that tells it")
    trigger_start: pl.Int64 = col.start("the trigger")
    trigger_end: pl.Int64 = col.end("the trigger")
    trigger_text: pl.String = col.column("The words that name the happening, as written.")
    event_type: pl.String = col.enumeration("What happens: PLOVER event type.", EVENT_TYPES)
    event_mode: pl.String = col.column("How: a PLOVER mode of that type.", nullable=True)
    contexts: Strings = col.column("Why: PLOVER contexts, any number.")
    modality: pl.String = col.enumeration("Whether it happened, is planned, is possible or is denied.", MODALITIES)
    certainty: pl.String = col.enumeration("How firmly it is told here.", CERTAINTIES)
    is_background: pl.Boolean = col.column("Told as history or context, not as news.")
    date_start: pl.Date = col.column("First day on which it happened or may have.", nullable=True)
    date_end: pl.Date = col.column("Last day on which it happened or may have.", nullable=True)
    date_precision: pl.String = col.enumeration(
        "Granularity of its date; NULL where no date is told here.", DATE_PRECISIONS, nullable=True
    )
    date_text: pl.String = col.column("Its date as written.", nullable=True)
    place_mention_id: pl.String = col.reference(
        "place_mentions", "Where it happened, as told here.", nullable=True, clear=True
    )
    location_name: pl.String = col.column("Name of the most specific place told here.", nullable=True)
    attribution_id: pl.String = col.reference(
        "attributions", "Who is quoted as telling it; NULL: the outlet's own voice.", nullable=True
    )
    evidence: pl.String = col.column("The sentence or clause that tells it, as written.")

    mode_of_type = col.holds(MODE_OF_TYPE, _mode_of_type())
    contexts_known = col.holds("contexts holds what is no PLOVER context", _known_contexts())
    span = col.spans("start", "end")
    trigger_span = col.spans("trigger_start", "trigger_end")
    trigger_inside = col.inside(("trigger_start", "trigger_end"), ("start", "end"))
    days = col.ordered("date_start", "date_end")

    class Config(Table.Config):
        """Grain, order and slices."""

        name = "event_mentions"
        metadata = col.grain(
            "mention_id",
            sort_by=("date_start", "event_type", "event_id", "doc_id", "start", "trigger_start", "mention_id"),
            stage="mention",
            slices=(("start", "end", "evidence"), ("trigger_start", "trigger_end", "trigger_text")),
        )


class EventActors(Table):
    """Who did it, and to whom: one row per party of an event, per mention that tells of the part."""

    event_id: pl.String = col.reference("events", "The happening.")
    mention_id: pl.String = col.reference(
        "event_mentions", "The mention that tells of the part; NULL: the event as a whole.", nullable=True
    )
    actor_id: pl.String = col.reference("actors", "The party.")
    actor_mention_id: pl.String = col.reference(
        "actor_mentions", "The words that name the party; NULL where it is carried over.", nullable=True, clear=True
    )
    role: pl.String = col.enumeration("Whether it acts or is acted on.", ACTOR_ROLES)
    position: pl.Int64 = col.count("Order among the parties of that role, from 0.")

    class Config(Table.Config):
        """Grain and order."""

        name = "event_actors"
        metadata = col.grain(
            "event_id",
            "mention_id",
            "role",
            "position",
            sort_by=("event_id", "mention_id", "role", "position"),
            stage="mention",
        )


class EventArguments(Table):
    """What else takes part in an event, per mention: the means used and the things hit."""

    event_id: pl.String = col.reference("events", "The happening.")
    mention_id: pl.String = col.reference("event_mentions", "The mention that tells of it.")
    role: pl.String = col.enumeration("What part it has.", ARGUMENT_ROLES)
    doc_id: pl.String = col.document()
    start: pl.Int64 = col.start()
    end: pl.Int64 = col.end()
    text: pl.String = col.column("The words, as written.")
    head: pl.String = col.column("Its head word.")

    span = col.spans("start", "end")

    class Config(Table.Config):
        """Grain, order and slices."""

        name = "event_arguments"
        metadata = col.grain(
            "mention_id",
            "role",
            "start",
            "end",
            sort_by=("doc_id", "start", "end", "mention_id", "role"),
            stage="mention",
            slices=(("start", "end", "text"),),
        )
