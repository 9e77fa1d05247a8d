"""The code location that Dagster loads: assets, checks, the job with its schedule and sensor, resources."""

import logging

import dagster as dg

from assets.automation import JOB, daily, new_batches
from assets.extract import mentions
from assets.ingest import raw_documents
from assets.publish import publication
from assets.resolve import tables
from assets.resources import Extractor, Warehouse


@dg.logger({}, "Silence on the terminal: what a run did is in its event log, which the UI shows.")
def silent(context: dg.InitLoggerContext) -> logging.Logger:
    """A logger that drops everything."""
    logger = logging.getLogger(f"sitrep.run.{context.run_id}")
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    return logger


defs = dg.Definitions(
    assets=[raw_documents, mentions, tables, publication],
    jobs=[JOB],
    schedules=[daily],
    sensors=[new_batches],
    resources={"warehouse": Warehouse(), "extractor": Extractor()},
    loggers={"console": silent},
    executor=dg.in_process_executor,
)
