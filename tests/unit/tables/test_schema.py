"""The schema: complete, described, and in an order in which it can be loaded."""

import re
from pathlib import Path

import polars as pl
import pytest

from pipelines.tables.schema import TABLES

CONTRACT = Path(__file__).resolve().parents[4] / "shared" / "DATA_MODEL.md"
specs = pytest.mark.parametrize("spec", TABLES.values(), ids=list(TABLES))


@specs
def test_everything_is_described(spec):
    assert spec.description.endswith(".")
    assert spec.stage in {"mention", "resolved", "run"}
    assert all(column.description for column in spec.columns)


@specs
def test_keys_slices_and_order_name_columns(spec):
    names = {column.name for column in spec.columns}
    assert set(spec.primary_key) <= names
    assert set(spec.sort_by) <= names
    assert {name for names in spec.slices for name in names if name} <= names


@specs
def test_order_of_rows_leaves_no_tie(spec):
    assert set(spec.primary_key) <= set(spec.sort_by)


@specs
def test_references_lead_to_tables_before(spec):
    order = list(TABLES)
    for key in spec.foreign_keys:
        assert order.index(key.table) <= order.index(spec.name)
        assert len(TABLES[key.table].primary_key) == 1


@specs
def test_only_a_nullable_reference_can_be_cleared(spec):
    nullable = {column.name for column in spec.columns if column.nullable}
    assert {key.column for key in spec.foreign_keys if key.clear} <= nullable


@specs
def test_flags_and_lists_are_never_null(spec):
    for column in spec.columns:
        if column.dtype in (pl.Boolean, pl.List(pl.String)):
            assert not column.nullable


@pytest.mark.skipif(not CONTRACT.is_file(), reason="the data model is not beside the checkout")
def test_every_column_of_the_data_model_is_there():
    for name, columns in _contract().items():
        missing = columns - {column.name for column in TABLES[name].columns}
        assert not missing, f"{name} lacks {missing}"


def _contract() -> dict[str, set[str]]:
    tables = {}
    for section in re.split(r"^## ", CONTRACT.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, _, body = section.partition("\n")
        body = re.sub(r"\([^)]*\)", "", body)
        paired = re.findall(r"`(\w+): ([^`]+)`", body)
        for name, columns in paired or [(title.partition(":")[0], re.findall(r"`([^`]+)`", body)[0])]:
            tables[name] = set(re.findall(r"\w+", columns))
    assert tables.keys() <= TABLES.keys()
    return tables
