"""Bytes on disk by name."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.resolve.shelf import Shelf


@given(st.dictionaries(st.text(), st.binary()))
def test_what_is_put_on_a_shelf_is_found_there(contents):
    with Shelf() as shelf:
        for name, content in contents.items():
            shelf[name] = content
        assert {name: shelf[name] for name in contents} == contents
        assert "not there" not in shelf or "not there" in contents
