"""Rows become frames of exactly the table's columns and types, in the table's order."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.tables.frames import TableError, arrange, empty, frame, polars_schema
from pipelines.tables.schema import TABLES

PLACE = {"place_id": "plc_1", "name": "Kelda", "kind": "city", "geo_precision": "none"}


@pytest.mark.parametrize("table", TABLES)
def test_empty_table_has_all_columns(table):
    assert empty(table).schema == frame(table, []).schema == polars_schema(table)


def test_missing_keys_are_null_where_the_column_is_nullable():
    assert frame("places", [PLACE])["population"].to_list() == [None]


def test_null_in_a_required_column_is_left_to_validation():
    assert frame("places", [{**PLACE, "name": None}])["name"].to_list() == [None]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**PLACE, "colour": "red"}, "places has no column colour"),
        ({"place_id": "plc_1", "kind": "city", "geo_precision": "none"}, r"places\.name is missing in row 0"),
        ({**PLACE, "population": "many"}, "places.population"),
        ({**PLACE, "name": 7}, "places.name"),
        ({**PLACE, "geonames_id": 1.5}, "places.geonames_id"),
        ({**PLACE, "population": float("nan")}, "places.population"),
    ],
)
def test_what_is_not_the_tables_is_an_error(row, message):
    with pytest.raises(TableError, match=message):
        frame("places", [row])


def test_a_moment_is_no_day(rows):
    event = {**rows["events"][0], "date_start": dt.datetime(2031, 3, 3, 5, 0)}
    with pytest.raises(TableError, match=r"events\.date_start"):
        frame("events", [event])


def test_mid_point_of_persons_is_rounded():
    assert frame("places", [{**PLACE, "population": 12.5}])["population"].to_list() == [12]
    assert frame("places", [{**PLACE, "population": 12.0}])["population"].to_list() == [12]


@given(st.permutations(range(6)))
def test_order_of_rows_given_does_not_matter(order):
    rows = [{**PLACE, "place_id": f"plc_{number}", "population": number} for number in range(6)]
    assert frame("places", [rows[i] for i in order]).equals(frame("places", rows))


def test_arrange_widens_whole_numbers_and_adds_null_columns():
    narrow = pl.DataFrame([PLACE]).with_columns(pl.lit(3, dtype=pl.UInt32).alias("population"))
    assert arrange("places", narrow).equals(frame("places", [{**PLACE, "population": 3}]))


def test_arrange_refuses_another_table():
    with pytest.raises(TableError, match=r"places\.place_id is missing"):
        arrange("places", pl.DataFrame({"name": ["Kelda"]}))
    with pytest.raises(TableError, match="no column colour"):
        arrange("places", pl.DataFrame([{**PLACE, "colour": "red"}]))
    with pytest.raises(TableError, match=r"places\.name is Int64, not String"):
        arrange("places", pl.DataFrame([{**PLACE, "name": 3}]))
