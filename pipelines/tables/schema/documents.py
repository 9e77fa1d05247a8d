"""Articles."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import Moment, Table
from pipelines.tables.vocabulary import PUBLISHED_AT_SOURCES


class Documents(Table):
    """One row per distinct article."""

    doc_id: pl.String = col.identifier("Stable hash of the article's text and of its external id.")
    external_id: pl.String = col.column("The id that the input carried.", nullable=True)
    uri: pl.String = col.column("Path or URL that it was read from.")
    sha256: pl.String = col.column("SHA-256 of what was read, in hexadecimal.", pattern=r"^[0-9a-f]{64}$")
    format: pl.String = col.column("Format of the input: txt, md, html, json, jsonl, csv, parquet, xml, warc, …")
    outlet: pl.String = col.column("Who published it.", nullable=True)
    url: pl.String = col.column("Where it was published.", nullable=True)
    title: pl.String = col.column("Its title.", nullable=True)
    byline: pl.String = col.column("Who wrote it, as written.", nullable=True)
    dateline: pl.String = col.column("Place that a wire story is filed from, as written.", nullable=True)
    published_at: Moment = col.column("When it was published, in UTC.", nullable=True)
    published_at_source: pl.String = col.enumeration("What told the date of publication.", PUBLISHED_AT_SOURCES)
    language: pl.String = col.column(
        "ISO 639 code; und: it could not be told.",
        nullable=True,
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$",
    )
    encoding: pl.String = col.column(
        "Character encoding that it was read with; NULL: its format has none.", nullable=True
    )
    mended: pl.String = col.column(
        "mojibake: characters decoded wrongly before they came here were put right, its text is not as given; "
        "left: it has such characters, left as given.",
        nullable=True,
        pattern="^(mojibake|left)$",
    )
    word_count: pl.Int64 = col.count("Number of its words.", unit="word")
    text: pl.String = col.column("The article as given, title line included: Unicode NFC, line ends as \\n.")
    duplicate_of: pl.String = col.reference(
        "documents", "The article that this one repeats; NULL for an original.", nullable=True, clear=True
    )
    superseded_by: pl.String = col.reference(
        "documents", "The latest update of this story by the same outlet; NULL if none.", nullable=True, clear=True
    )
    ingested_at: Moment = col.column("When it was taken in, in UTC.", nullable=True)

    no_copy_of_itself = col.differs("duplicate_of", "doc_id")
    no_update_of_itself = col.differs("superseded_by", "doc_id")

    class Config(Table.Config):
        """Grain and order."""

        name = "documents"
        metadata = col.grain("doc_id", sort_by=("doc_id",), stage="mention")
