"""Numbers that texts state."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import Table
from pipelines.tables.vocabulary import BOUNDS, CERTAINTIES, DIMENSIONS, MEASURES, TALLIES


class Figures(Table):
    """One row per number that the text states, with the closed interval that its words allow."""

    figure_id: pl.String = col.identifier("Stable hash of article and position.")
    doc_id: pl.String = col.document()
    sentence_index: pl.Int64 = col.sentence()
    start: pl.Int64 = col.start("the number with its unit")
    end: pl.Int64 = col.end("the number with its unit")
    text: pl.String = col.column("The number with its unit, as written: 8 km, $350m, nine.")
    evidence_start: pl.Int64 = col.start("the evidence")
    evidence_end: pl.Int64 = col.end("the evidence")
    evidence: pl.String = col.column("The number with its bound words, its unit and what is counted, as written.")
    value: pl.Float64 = col.column(
        "The stated number, or the mid-point of a range; NULL where the words give none.",
        unit="the row's unit",
        nullable=True,
    )
    low: pl.Float64 = col.column("Least value that the words allow.", unit="the row's unit", nullable=True)
    high: pl.Float64 = col.column("Greatest value that the words allow.", unit="the row's unit", nullable=True)
    bound: pl.String = col.enumeration("How the words bound the value.", BOUNDS)
    unit: pl.String = col.column("Canonical singular name: person, kilometre, percent, USD, …", nullable=True)
    dimension: pl.String = col.enumeration("What kind of quantity it is.", DIMENSIONS)
    measure: pl.String = col.enumeration("What it measures.", MEASURES)
    item: pl.String = col.column("What is counted, as written.", nullable=True)
    modifier: pl.String = col.column("What qualifies it, as written: additional, fresh, …", nullable=True)
    subject: pl.String = col.column("Whom or what it is said of, as written.", nullable=True)
    tally: pl.String = col.enumeration(
        "How it stands to other numbers: added to one told before (delta), what they come to (total), part of one.",
        TALLIES,
        nullable=True,
    )
    event_id: pl.String = col.reference("events", "The happening that it belongs to.", nullable=True, clear=True)
    mention_id: pl.String = col.reference(
        "event_mentions", "The mention of that happening beside it.", nullable=True, clear=True
    )
    actor_id: pl.String = col.reference("actors", "The actor that it is said of.", nullable=True, clear=True)
    attribution_id: pl.String = col.reference(
        "attributions", "Who is quoted as stating it; NULL: the outlet's own voice.", nullable=True
    )
    certainty: pl.String = col.enumeration("How firmly it is stated.", CERTAINTIES)

    span = col.spans("start", "end")
    evidence_span = col.spans("evidence_start", "evidence_end")
    number_inside = col.inside(("start", "end"), ("evidence_start", "evidence_end"))
    interval = col.ordered("low", "value", "high")
    numbers = col.finite("low", "value", "high")

    class Config(Table.Config):
        """Grain, order and slices."""

        name = "figures"
        metadata = col.grain(
            "figure_id",
            sort_by=("doc_id", "start", "end", "figure_id"),
            stage="mention",
            slices=(("start", "end", "text"), ("evidence_start", "evidence_end", "evidence")),
        )
