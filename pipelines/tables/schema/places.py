"""Locations and the words that name them."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import PERSON, Table
from pipelines.tables.vocabulary import GEO_PRECISIONS, PLACE_KINDS


class Places(Table):
    """One row per distinct location."""

    place_id: pl.String = col.identifier("Stable hash of the location.")
    name: pl.String = col.column("Its name.")
    kind: pl.String = col.enumeration("What it is.", PLACE_KINDS)
    country: pl.String = col.country("Country that it lies in.")
    admin1: pl.String = col.column("First-level division that it lies in.", nullable=True)
    latitude: pl.Float64 = col.latitude()
    longitude: pl.Float64 = col.longitude()
    geo_precision: pl.String = col.enumeration("What the coordinates are those of.", GEO_PRECISIONS)
    geonames_id: pl.Int64 = col.column("Its GeoNames entry.", nullable=True, minimum=1)
    population: pl.Int64 = col.count("Its population by GeoNames.", unit=PERSON, nullable=True)

    coordinates = col.together("latitude", "longitude")

    class Config(Table.Config):
        """Grain and order."""

        name = "places"
        metadata = col.grain("place_id", sort_by=("place_id",), stage="resolved")


class PlaceMentions(Table):
    """One row per span of an article that names a place."""

    place_mention_id: pl.String = col.identifier("Stable hash of article, position and place.")
    doc_id: pl.String = col.document()
    sentence_index: pl.Int64 = col.sentence()
    start: pl.Int64 = col.start()
    end: pl.Int64 = col.end()
    text: pl.String = col.column("The words, as written.")
    place_id: pl.String = col.reference("places", "The location named.")

    span = col.spans("start", "end")

    class Config(Table.Config):
        """Grain, order and slices."""

        name = "place_mentions"
        metadata = col.grain(
            "place_mention_id",
            sort_by=("doc_id", "start", "end", "place_mention_id"),
            stage="mention",
            slices=(("start", "end", "text"),),
        )
