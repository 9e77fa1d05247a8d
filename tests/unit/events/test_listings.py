"""Members of a list by the surface, whatever the parse."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.dependencies import tree_of
from pipelines.extract.events.listings import listed_with
from pipelines.language import load_reader


def _listed(text: str, word: str) -> set[str]:
    tree = tree_of(load_reader().read(text).doc)
    token = tree.lower.index(word)
    return {tree.text[tree.start[t] : tree.end[t]] for t in listed_with(tree, token)}


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("They shelled the mill near the river, a school, and two barns.", "mill", {"school", "barns"}),
        ("They shelled the mill [words indistinct], a school as well as two barns.", "mill", {"school", "barns"}),
    ],
)
def test_addresses_brackets_and_repeated_prepositions_do_not_end_a_list(text: str, word: str, wanted: set[str]) -> None:
    assert _listed(text, word) == wanted


def test_a_subject_after_a_comma_begins_a_clause() -> None:
    assert not _listed("The rebels shelled the mill, the minister said.", "mill")


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="abc ,;and()[].-'\n", max_size=120))
def test_any_text_has_lists_whose_members_name_one_another(text: str) -> None:
    tree = tree_of(load_reader().read(text).doc)
    for token in range(len(tree.lower)):
        assert all(0 <= other < len(tree.lower) and other != token for other in listed_with(tree, token))
