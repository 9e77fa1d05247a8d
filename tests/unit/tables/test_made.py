"""Sets of tables that are made when they are asked for."""

import polars as pl
import pytest

from pipelines.tables.made import Made, replaced


def numbers(name):
    return pl.DataFrame({name: [1]})


def test_a_table_is_made_when_it_is_asked_for():
    made = Made(["a", "b"], numbers)
    assert (list(made), len(made), "a" in made, "c" in made) == (["a", "b"], 2, True, False)
    assert made["b"].columns == ["b"]
    with pytest.raises(KeyError):
        made["c"]


def test_others_take_the_place_of_tables():
    tables = replaced(Made(["a", "b"], numbers), b=numbers("other"), c=numbers("c"))
    assert {name: tables[name].columns for name in tables} == {"a": ["a"], "b": ["other"], "c": ["c"]}
