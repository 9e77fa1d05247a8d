"""Voices and what they say."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import Table
from pipelines.tables.vocabulary import ATTRIBUTION_TYPES, SOURCE_KINDS, STANCES


class Sources(Table):
    """One row per distinct voice."""

    source_id: pl.String = col.identifier("Stable hash of the voice.")
    kind: pl.String = col.enumeration("What kind of voice it is.", SOURCE_KINDS)
    name: pl.String = col.column("Its name; NULL for an anonymous voice.", nullable=True)
    description: pl.String = col.column("How the text describes it.", nullable=True)
    actor_id: pl.String = col.reference("actors", "The actor that speaks.", nullable=True, clear=True)
    country: pl.String = col.country("Country that it belongs to.")
    is_named: pl.Boolean = col.column("Whether a reader could tell who speaks.")
    attribution_count: pl.Int64 = col.count("Statements attributed to it.")
    document_count: pl.Int64 = col.count("Documents in which it speaks; for an outlet, that it published.")

    class Config(Table.Config):
        """Grain and order."""

        name = "sources"
        metadata = col.grain("source_id", sort_by=("source_id",), stage="resolved")


class Attributions(Table):
    """Who said what: one row per statement that the text attributes to a voice."""

    attribution_id: pl.String = col.identifier("Stable hash of article and position.")
    doc_id: pl.String = col.document()
    sentence_index: pl.Int64 = col.sentence()
    source_id: pl.String = col.reference("sources", "The voice; NULL where the words name nobody.", nullable=True)
    source_start: pl.Int64 = col.start("the voice", nullable=True)
    source_end: pl.Int64 = col.end("the voice", nullable=True)
    source_text: pl.String = col.column("The voice, as written; NULL where no words name it.", nullable=True)
    cue: pl.String = col.column("The words that mark the saying: said, according to, …", nullable=True)
    cue_start: pl.Int64 = col.start("the cue", nullable=True)
    cue_end: pl.Int64 = col.end("the cue", nullable=True)
    content_start: pl.Int64 = col.start("what is said")
    content_end: pl.Int64 = col.end("what is said")
    type: pl.String = col.enumeration("Quoted, paraphrased, or both.", ATTRIBUTION_TYPES)
    stance: pl.String = col.enumeration("What the speaker does by saying it.", STANCES)
    outer_attribution_id: pl.String = col.reference(
        "attributions", "The statement within which this one is made.", nullable=True, clear=True
    )

    source_words = col.together("source_start", "source_end")
    source_span = col.spans("source_start", "source_end")
    cue_words = col.together("cue_start", "cue_end")
    cue_span = col.spans("cue_start", "cue_end")
    content_span = col.ordered("content_start", "content_end")
    not_within_itself = col.differs("outer_attribution_id", "attribution_id")

    class Config(Table.Config):
        """Grain, order and slices."""

        name = "attributions"
        metadata = col.grain(
            "attribution_id",
            sort_by=("doc_id", "content_start", "content_end", "attribution_id"),
            stage="mention",
            slices=(
                ("source_start", "source_end", "source_text"),
                ("cue_start", "cue_end", None),
                ("content_start", "content_end", None),
            ),
        )
