"""Nameless fighters, police and protesters are of the state where they act."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _actors(text: str) -> dict[str, str | None]:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    return {actor.name: actor.country for actor in facts.actors}


def test_gunmen_are_of_the_state_where_they_kill() -> None:
    assert _actors("Gunmen killed three British engineers near Baghdad.")["Gunmen"] == "IRQ"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two engineers near Baghdad. Gunmen attacked a hotel in Nairobi.",
        "Gunmen killed two engineers.",
    ],
)
def test_of_no_state_where_places_differ_or_none_is_told(text: str) -> None:
    assert _actors(text)["Gunmen"] is None
