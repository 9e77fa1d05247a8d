"""What resolution across documents decided, and what the sources claim: claims, links and ids that events had."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import PERSON, Moment, Strings, Table
from pipelines.tables.vocabulary import CLAIM_ATTRIBUTES, LINK_OUTCOMES

POINT = "point"


def _points(of: str) -> pl.Float64:
    return col.column(f"Points for {of}.", unit=POINT)  # type: ignore[no-any-return]  # Pandera's fields are Any


class EventClaims(Table):
    """One row per event, attribute and value: what is claimed of it, by which sources, in which documents."""

    claim_id: pl.String = col.identifier("Stable hash of event, attribute and value.")
    event_id: pl.String = col.reference("events", "The happening.")
    attribute: pl.String = col.enumeration(
        "What is claimed of it; occurred: that it happened, did not, or is planned.", CLAIM_ATTRIBUTES
    )
    value: pl.String = col.column(
        "The claim in words: a modality, the name of a party or place, a date, a number with its bound."
    )
    value_low: pl.Float64 = col.column("The number, or its lower bound.", nullable=True, unit=PERSON, minimum=0)
    value_high: pl.Float64 = col.column("The number, or its upper bound.", nullable=True, unit=PERSON, minimum=0)
    actor_id: pl.String = col.reference("actors", "The party claimed.", nullable=True)
    place_id: pl.String = col.reference("places", "The place claimed.", nullable=True)
    date_start: pl.Date = col.column("First day of the date claimed.", nullable=True)
    date_end: pl.Date = col.column("Last day of the date claimed.", nullable=True)
    is_disputed: pl.Boolean = col.column(
        "Whether another source claims another value of this attribute that cannot be true as well."
    )
    source_ids: Strings = col.column("The sources that say so, in order of ids; the outlet for what it tells itself.")
    doc_ids: Strings = col.column("The documents that say so, in order of ids.")
    source_count: pl.Int64 = col.count("Distinct sources that say so; repeated articles add none.")
    named_source_count: pl.Int64 = col.count("Those of them that are named.")
    first_reported_at: Moment = col.column("Earliest publication that says so.", nullable=True)
    last_reported_at: Moment = col.column("Latest publication that says so.", nullable=True)

    bounds = col.ordered("value_low", "value_high")
    days = col.ordered("date_start", "date_end")
    reports = col.ordered("first_reported_at", "last_reported_at")
    sources = col.ordered("named_source_count", "source_count")

    class Config(Table.Config):
        """Grain and order."""

        name = "event_claims"
        metadata = col.grain("claim_id", sort_by=("event_id", "attribute", "value", "claim_id"), stage="resolved")


class EventLinks(Table):
    """One row per pair of accounts that were held to tell of one happening, or nearly: what speaks for it."""

    link_id: pl.String = col.identifier("Stable hash of both accounts.")
    event_id: pl.String = col.reference("events", "The happening that the first account is now part of.")
    other_event_id: pl.String = col.reference("events", "The one that the second is part of; the same where joined.")
    mention_id: pl.String = col.reference("event_mentions", "First mention of the account of one document.")
    other_mention_id: pl.String = col.reference("event_mentions", "First mention of the account of the other.")
    link_score: pl.Float64 = col.column("All points together.", unit=POINT)
    outcome: pl.String = col.enumeration(
        "joined: one happening; contradicted: enough points, but another account of the group speaks against it; "
        "near_miss: too few points, or no named party, place or text among what agrees.",
        LINK_OUTCOMES,
    )
    type_points: pl.Float64 = _points("the same type")
    mode_points: pl.Float64 = _points("the same mode")
    party_points: pl.Float64 = _points("shared parties, less those for others")
    place_points: pl.Float64 = _points("the same place")
    date_points: pl.Float64 = _points("the same time")
    published_points: pl.Float64 = _points(
        "publication at the same time, where no date is told (negative if nothing tells the time of one)"
    )
    word_points: pl.Float64 = _points("the same words")
    name_points: pl.Float64 = _points("the same names in the words")
    nominal_points: pl.Float64 = _points("parties without names called by the same noun")
    status_points: pl.Float64 = _points("one told as background, a possibility or a denial (negative)")
    story_points: pl.Float64 = _points("documents that surely share another happening")
    text_points: pl.Float64 = _points("the same sentence")

    two_accounts = col.differs("mention_id", "other_mention_id")

    class Config(Table.Config):
        """Grain and order."""

        name = "event_links"
        metadata = col.grain("link_id", sort_by=("mention_id", "other_mention_id", "link_id"), stage="resolved")


class EventRedirects(Table):
    """One row per id that an event had, or would have had, before its accounts were joined: where it leads now."""

    old_event_id: pl.String = col.identifier("The id that one of its accounts has by itself.")
    event_id: pl.String = col.reference("events", "The happening that it is part of.")
    since_run: pl.String = col.column("The run since which it leads there.", nullable=True)

    another = col.differs("old_event_id", "event_id")

    class Config(Table.Config):
        """Grain and order."""

        name = "event_redirects"
        metadata = col.grain("old_event_id", sort_by=("old_event_id",), stage="resolved")
