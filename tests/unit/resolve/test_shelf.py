"""What is kept on disk by name."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.resolve.shelf import Shelf, Tables


@given(st.dictionaries(st.text(), st.binary()))
@settings(deadline=None)
def test_what_is_put_on_a_shelf_is_found_there(contents):
    with Shelf() as shelf:
        for name, content in contents.items():
            shelf[name] = content
        assert {name: shelf[name] for name in contents} == contents
        assert "not there" not in shelf or "not there" in contents


def test_tables_come_back_as_they_were_put():
    rows = {
        "id": ["a", None, "a longer one than fits a view"],
        "hash": [1, 2**64 - 1, 0],
        "words": [["x", "y"], [], None],
    }
    table = pl.DataFrame(rows, schema={"id": pl.String, "hash": pl.UInt64, "words": pl.List(pl.String)})
    tables = Tables()
    tables["rows"], tables["none"] = table, table.clear()
    assert list(tables) == ["rows", "none"]
    assert_frame_equal(tables["none"], table.clear())
    taken = tables.pop("rows")
    assert "rows" not in tables
    assert_frame_equal(taken, table)
