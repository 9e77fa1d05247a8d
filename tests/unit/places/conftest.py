from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.extract.facts import Place
from pipelines.extract.places.places import extract_places
from pipelines.language import load_reader

Found = list[tuple[str, Place]]


@pytest.fixture(scope="session")
def places() -> Callable[[str], Found]:
    """Mentions of a text with the places they name."""
    reader = load_reader()

    def find(text: str) -> Found:
        listed, mentions = extract_places(reader.read(text))
        assert all(text[m.start : m.end] == m.text for m in mentions)
        return [(m.text, listed[m.place]) for m in mentions]

    return find
