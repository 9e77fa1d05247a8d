"""Expressions of time."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import Table
from pipelines.tables.vocabulary import ANCHORS, DATE_PRECISIONS, TIMEX_TYPES


class TimeMentions(Table):
    """One row per expression of time."""

    time_mention_id: pl.String = col.identifier("Stable hash of article, position and value.")
    doc_id: pl.String = col.document()
    sentence_index: pl.Int64 = col.sentence()
    start: pl.Int64 = col.start()
    end: pl.Int64 = col.end()
    text: pl.String = col.column("The words, as written.")
    timex_type: pl.String = col.enumeration("TIMEX3 type.", TIMEX_TYPES)
    value: pl.String = col.column("TIMEX3 value; underspecified (XXXX-WXX-4) where nothing anchors it.")
    date_start: pl.Date = col.column("First day that it covers.", nullable=True)
    date_end: pl.Date = col.column("Last day that it covers.", nullable=True)
    date_precision: pl.String = col.enumeration("Granularity of the words.", DATE_PRECISIONS)
    anchor: pl.String = col.enumeration("What anchors it: the date of publication, the text, or nothing.", ANCHORS)

    span = col.spans("start", "end")
    days = col.ordered("date_start", "date_end")

    class Config(Table.Config):
        """Grain, order and slices."""

        name = "time_mentions"
        metadata = col.grain(
            "time_mention_id",
            sort_by=("doc_id", "start", "end", "time_mention_id"),
            stage="mention",
            slices=(("start", "end", "text"),),
        )
