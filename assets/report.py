"""The situation report, written once a day beside the tables; its charts are on the asset in the UI."""

import base64

import dagster as dg

from assets import metadata
from assets.publish import WAREHOUSE
from assets.resources import Warehouse
from pipelines.tables.read import connect

GROUP = "report"
FILE = "situation.html"


@dg.asset(
    deps=[WAREHOUSE],
    group_name=GROUP,
    kinds={"html", "altair"},
    owners=metadata.OWNERS,
    tags={"stage": GROUP},
    description="One self-contained page about all events of the output: numbers, charts, a map, all evidence.",
)
def situation_report(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult:  # type: ignore[type-arg]  # Dagster reads the bare name
    """Write the page into the output; raises `WarehouseError` where nothing is published."""
    from pipelines.report.charts import png  # noqa: PLC0415 - loads Altair, which no other asset needs
    from pipelines.report.page import write  # noqa: PLC0415
    from pipelines.report.situation import Choice, situation  # noqa: PLC0415

    output = warehouse.workspace.output
    with connect(output) as connection:
        told = situation(connection, Choice())
    path = output / FILE
    drawings = write(told, path)
    return dg.MaterializeResult(
        metadata={
            **metadata.belongs(context, output),
            "path": dg.MetadataValue.path(str(path)),
            "bytes": path.stat().st_size,
            **{f"events/{name}": told.numbers[name] for name in ("actual", "future", "hypothetical", "negated")},
            **{name: dg.MetadataValue.md(_image(name, png(chart))) for name, chart in drawings.items()},
        }
    )


def _image(name: str, content: bytes) -> str:
    return f"![{name}](data:image/png;base64,{base64.b64encode(content).decode()})"


REPORT = dg.define_asset_job("report", selection=[situation_report], description="The situation report of the output.")

daily_report = dg.ScheduleDefinition(
    name="daily_report",
    job=REPORT,
    cron_schedule="0 7 * * *",
    execution_timezone="UTC",
    description="Every day at 07:00 UTC: the situation report, from what is published then.",
)
