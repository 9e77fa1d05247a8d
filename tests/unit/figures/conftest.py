"""Helpers of the figure tests: one parsed text, its times and its figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.extract.facts import Facts, Figure
from pipelines.extract.figures.figures import extract_figures
from pipelines.extract.times.times import extract_times
from pipelines.language import load_reader

Figures = Callable[[str], list[Figure]]


@pytest.fixture(scope="session")
def figures() -> Figures:
    reader = load_reader()

    def read(text: str) -> list[Figure]:
        reading = reader.read(text)
        return extract_figures(reading, Facts(times=extract_times(reading, None)))

    return read
