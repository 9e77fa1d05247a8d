"""The code location that Dagster loads: assets, checks, the job with its schedule and sensor, resources."""

import dagster as dg

from assets.automation import FEEDS_JOB, JOB, daily, new_batches
from assets.extract import mentions
from assets.ingest import feed_articles, raw_documents
from assets.links import linked
from assets.publish import publication
from assets.quality import extraction_quality
from assets.report import REPORT, daily_report, situation_report
from assets.resolve import tables
from assets.resources import Extractor, FeedList, Warehouse

defs = dg.Definitions(
    assets=[
        linked(made)
        for made in (
            *(feed_articles, raw_documents, mentions, tables, publication),
            *(situation_report, extraction_quality),
        )
    ],
    jobs=[JOB, FEEDS_JOB, REPORT],
    schedules=[daily, daily_report],
    sensors=[new_batches],
    resources={"warehouse": Warehouse(), "extractor": Extractor(), "feed_list": FeedList()},
    executor=dg.in_process_executor,
)
