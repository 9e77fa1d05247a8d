"""Text of articles is shown in the UI as text: nothing in it can become markup."""

import re

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from assets.metadata import column_schema, escaped, of_frame, preview


def test_a_preview_has_the_first_rows_and_says_when_there_are_none():
    frame = pl.DataFrame({"name": [f"row {n}" for n in range(9)], "n": range(9)})
    lines = preview(frame).splitlines()
    assert len(lines) == 2 + 5
    assert lines[0] == "| name | n |"
    assert preview(frame.head(0)) == "no rows"
    assert of_frame(frame)["dagster/row_count"] == 9


def test_markup_in_a_cell_is_escaped():
    assert escaped("<img src=x> [a](b) | *c*") == "\\<img src=x\\> \\[a\\]\\(b\\) \\| \\*c\\*"
    assert escaped("Www.example.org, a.b") == "Www\\.example.org, a.b"
    assert escaped("a\nb\x1b[31mc") == "a b�\\[31mc"


@given(st.text())
def test_a_cell_is_always_one_line_without_active_characters(text):
    cell = escaped(text)
    assert "\n" not in cell
    assert not re.search(r"(?<!\\)(?:\\\\)*[|<>`*_\[\]]", cell)


def test_the_column_schema_tells_units_references_and_values():
    columns = {column.name: column for column in column_schema("figures").columns}
    assert columns["figure_id"].constraints.unique
    assert not columns["doc_id"].constraints.nullable
    assert "documents" in columns["doc_id"].description
    assert "at_least" in columns["bound"].constraints.other[0]
