"""Ids are hashes of content alone, and different content has different ids."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pipelines.tables.ids import stable_id

parts = st.lists(st.none() | st.text(max_size=5) | st.integers() | st.booleans() | st.dates(), max_size=4)


def test_an_id_never_changes():
    assert stable_id("evt", "Kelda", 3, None, dt.date(2031, 3, 3)) == "evt_60d58d15ebdc2b01"


def test_parts_do_not_run_into_one_another():
    ids = {
        stable_id("x", *p)
        for p in [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("abc", None), (1,), ("1",), (True,)]
    }
    assert len(ids) == 8


def test_text_that_is_no_valid_unicode_has_an_id():
    assert stable_id("doc", "\udc80").startswith("doc_")


@given(parts, parts)
def test_ids_are_equal_exactly_where_content_is(left, right):
    same = [(type(part), part) for part in left] == [(type(part), part) for part in right]
    assert (stable_id("x", *left) == stable_id("x", *right)) == same
