"""The asset graph, kept as a snapshot: a change of any key, dependency, group, kind, owner or check is seen in review.

After a change that is meant: `UPDATE_SNAPSHOTS=1 pytest tests/unit/assets`.
"""

import json
import os
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import defs
from pipelines.tables.schema import TABLES

SNAPSHOT = Path(__file__).with_name("asset_specs.json")


@pytest.fixture(scope="module")
def specs():
    return sorted(defs.resolve_all_asset_specs(), key=lambda spec: spec.key)


def described(specs):
    checks = defs.resolve_asset_graph().asset_check_keys
    return {
        spec.key.to_user_string(): {
            "deps": sorted(dep.asset_key.to_user_string() for dep in spec.deps),
            "group": spec.group_name,
            "kinds": sorted(spec.kinds),
            "owners": sorted(spec.owners),
            "partitions": getattr(spec.partitions_def, "name", None),
            "checks": sorted(check.name for check in checks if check.asset_key == spec.key),
        }
        for spec in specs
    }


def test_the_asset_graph_is_the_one_that_was_reviewed(specs):
    found = described(specs)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_asset_says_what_it_is_and_whose(specs):
    for spec in specs:
        assert spec.description, spec.key
        assert spec.owners, spec.key
        assert spec.kinds, spec.key
        assert spec.group_name in {"feeds", "ingest", "extract", "resolve", "publish", "report", "quality"}


def test_every_table_of_the_data_model_is_an_asset_with_its_columns(specs):
    by_key = {spec.key: spec for spec in specs}
    for name, table in TABLES.items():
        schema = by_key[dg.AssetKey(name)].metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == [column.name for column in table.columns]
        assert all(column.description for column in schema.columns)


def test_every_resolved_table_has_a_check_of_its_schema():
    checked = {
        key.asset_key.to_user_string() for key in defs.resolve_asset_graph().asset_check_keys if key.name == "schema"
    }
    assert checked == {name for name, table in TABLES.items() if table.stage != "run"}


def test_job_schedule_and_sensor_are_there():
    assert defs.resolve_job_def("sitrep").partitions_def is not None
    assert defs.resolve_schedule_def("daily").cron_schedule == "0 5 * * *"
    assert defs.resolve_sensor_def("new_batches").minimum_interval_seconds == 15
