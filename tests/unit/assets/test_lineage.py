"""Every column of every table asset says where it comes from, and what it names is there."""

import dagster as dg
import pytest

from assets.extract import mention_key
from assets.ingest import RAW_DOCUMENTS
from assets.lineage import MADE_BY_THE_RUN, RAW_COLUMNS, of_mentions, of_resolved, of_run
from assets.publish import RUN_TABLES
from assets.resolve import RESOLVED_TABLES, upstream
from pipelines.definitions import defs
from pipelines.runner.mention_frames import MENTION_TABLES
from pipelines.tables.schema import TABLES

PUBLISHED = {RAW_DOCUMENTS.path[-1]: RAW_DOCUMENTS, **{name: dg.AssetKey(name) for name in RESOLVED_TABLES}}
ALL = [
    *((mention_key(name), name, of_mentions(name, RAW_DOCUMENTS)) for name in MENTION_TABLES),
    *((dg.AssetKey(name), name, of_resolved(name, upstream(name))) for name in RESOLVED_TABLES),
    *((dg.AssetKey(name), name, of_run(name, PUBLISHED)) for name in RUN_TABLES),
]


def columns_of(key):
    return set(RAW_COLUMNS) if key == RAW_DOCUMENTS else set(TABLES[key.path[-1]].polars_schema)


@pytest.mark.parametrize(("key", "table", "lineage"), ALL, ids=[key.to_user_string() for key, _, _ in ALL])
def test_every_column_has_origins_that_exist(key, table, lineage):
    made = MADE_BY_THE_RUN.get(table, set())
    assert set(lineage.deps_by_column) == set(TABLES[table].polars_schema) - made
    parents = {dep.asset_key for spec in defs.resolve_all_asset_specs() if spec.key == key for dep in spec.deps}
    for origins in lineage.deps_by_column.values():
        for origin in origins:
            assert origin.asset_key in parents
            assert origin.column_name in columns_of(origin.asset_key)


def test_what_is_worked_out_names_what_it_rests_on():
    deaths = of_resolved("events", upstream("events")).deps_by_column["fatalities_best"]
    assert dg.TableColumnDep(mention_key("figures"), "low") in deaths
    dates = of_mentions("time_mentions", RAW_DOCUMENTS).deps_by_column["date_start"]
    assert {dep.column_name for dep in dates} == {"text", "published_at"}


def test_the_columns_of_an_asset_tell_where_they_come_from():
    (spec,) = [spec for spec in defs.resolve_all_asset_specs() if spec.key == dg.AssetKey("events")]
    described = {column.name: column.description for column in spec.metadata["dagster/column_schema"].columns}
    assert "mentions/figures: bound, event_id, high, low, measure" in described["fatalities_best"]
