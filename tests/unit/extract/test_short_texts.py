"""Texts of a word or two, where nothing stands before or behind what a rule looks at."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


@pytest.mark.parametrize(
    "text", ["", "-", "- Out.", "- Up in arms.", "Off -", "Interior Minister", "Fighters", "— Rosa", "The killers"]
)
def test_nothing_happens_in_them(text: str) -> None:
    assert extract(load_reader().read(text, None), None).events == []


def test_a_model_at_the_end_says_nothing_of_fighters_at_the_beginning() -> None:
    facts = extract(load_reader().read("Fighters shot down an Su-30", None), None)
    assert "Fighters" in {actor.name for actor in facts.actors}


def test_words_in_no_order_are_read_to_the_end() -> None:
    text = "that no told agreed tells condemned km for of its due , series capital not"
    extract(load_reader().read(text, None), None)
