"""What produced which rows, and what was refused."""

import polars as pl

from pipelines.tables.schema import columns as col
from pipelines.tables.schema.columns import Moment, Table
from pipelines.tables.vocabulary import REJECT_STAGES


class Runs(Table):
    """One row per run."""

    run_id: pl.String = col.identifier("The orchestrator's id of the run.")
    started_at: Moment = col.column("When it began, in UTC.")
    finished_at: Moment = col.column("When its tables were complete, in UTC.", nullable=True)
    code_version: pl.String = col.column("Version of the code.")
    model_version: pl.String = col.column("Version of the language model.", nullable=True)
    documents_read: pl.Int64 = col.count("Articles read.", unit="document")
    documents_new: pl.Int64 = col.count("Articles not seen before.", unit="document")
    documents_rejected: pl.Int64 = col.count("Inputs refused.", unit="document")
    rows: pl.String = col.column("Number of rows per table, as a JSON object.")

    times = col.ordered("started_at", "finished_at")

    class Config(Table.Config):
        """Grain and order."""

        name = "runs"
        metadata = col.grain("run_id", sort_by=("started_at", "run_id"), stage="run")


class Rejects(Table):
    """One row per input or row that was refused: nothing is dropped without a row here."""

    reject_id: pl.String = col.identifier("Stable hash of what was refused, and why.")
    stage: pl.String = col.enumeration("Where it was refused.", REJECT_STAGES)
    table_name: pl.String = col.column("Table that the row was meant for; NULL for an input.", nullable=True)
    uri: pl.String = col.column("Path or URL of the input.", nullable=True)
    doc_id: pl.String = col.column("The article concerned, which may itself have been refused.", nullable=True)
    row: pl.String = col.column("The row as a JSON object; NULL for an input that gave none.", nullable=True)
    reason: pl.String = col.column("What is wrong, and what to do about it.")
    rejected_at: Moment = col.column("When it was refused, in UTC.", nullable=True)
    run_id: pl.String = col.column("The run that refused it.", nullable=True)

    class Config(Table.Config):
        """Grain and order."""

        name = "rejects"
        metadata = col.grain("reject_id", sort_by=("reject_id",), stage="run")
