"""Entities that act, are acted on or speak, and the words that denote them."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import Moment, Strings, Table
from pipelines.tables.vocabulary import ACTOR_TYPES, MENTION_TYPES


class Actors(Table):
    """One row per distinct entity that acts, is acted on, or speaks."""

    actor_id: pl.String = col.identifier("Stable hash of the entity.")
    name: pl.String = col.column("Its canonical name.")
    actor_type: pl.String = col.enumeration("What it is.", ACTOR_TYPES)
    country: pl.String = col.country("Country that it belongs to.")
    code: pl.String = col.column(
        "Country and sector, three letters each: PAKMIL, IRNGOV, USA, PAKREB.", nullable=True, pattern=r"^([A-Z]{3})+$"
    )
    parent_actor_id: pl.String = col.reference("actors", "What it is a part of.", nullable=True, clear=True)
    title: pl.String = col.column("Office held, for persons.", nullable=True)
    aliases: Strings = col.column("Other names that denote it, in order.")
    wikidata_id: pl.String = col.column("Its Wikidata item.", nullable=True, pattern=r"^Q[1-9][0-9]*$")
    is_generic: pl.Boolean = col.column("Known by a common noun alone (gunmen), so never linked across documents.")
    mention_count: pl.Int64 = col.count("Places in documents that denote it.")
    document_count: pl.Int64 = col.count("Documents that denote it.")
    first_seen_at: Moment = col.column("Earliest publication that denotes it.", nullable=True)
    last_seen_at: Moment = col.column("Latest publication that denotes it.", nullable=True)

    no_part_of_itself = col.differs("parent_actor_id", "actor_id")
    seen = col.ordered("first_seen_at", "last_seen_at")

    class Config(Table.Config):
        """Grain and order."""

        name = "actors"
        metadata = col.grain("actor_id", sort_by=("actor_id",), stage="resolved")


class ActorMentions(Table):
    """One row per span of an article that denotes an actor."""

    actor_mention_id: pl.String = col.identifier("Stable hash of article, position and actor.")
    doc_id: pl.String = col.document()
    sentence_index: pl.Int64 = col.sentence()
    start: pl.Int64 = col.start()
    end: pl.Int64 = col.end()
    text: pl.String = col.column("The words, as written.")
    actor_id: pl.String = col.reference("actors", "The entity denoted.")
    mention_type: pl.String = col.enumeration("How it is denoted.", MENTION_TYPES)

    span = col.spans("start", "end")

    class Config(Table.Config):
        """Grain, order and slices."""

        name = "actor_mentions"
        metadata = col.grain(
            "actor_mention_id",
            sort_by=("doc_id", "start", "end", "actor_mention_id"),
            stage="mention",
            slices=(("start", "end", "text"),),
        )
