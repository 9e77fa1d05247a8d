"""Events in which nobody takes part are kept only where they are the news, happened somewhere or hit something."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _types(text: str) -> set[str]:
    return {m.event_type for m in extract(load_reader().read(text), None).events}


@pytest.mark.parametrize(
    ("event_type", "text"),
    [
        ("AGREE", "The minister wrote about the history of defence pacts."),
        ("CONSULT", "The premier is known for his patience in years of difficult negotiations."),
        ("ACCUSE", "The premier resigned amid allegations of fraud."),
    ],
)
def test_what_is_only_alluded_to_is_left_out(event_type: str, text: str) -> None:
    assert event_type not in _types(text)


@pytest.mark.parametrize(
    ("event_type", "text"),
    [
        ("CONSULT", "Talks began on Monday."),
        ("PROTEST", "Riots shook the southern towns."),
        ("ASSAULT", "A bombing in Lima shocked the visitors."),
        ("COOPERATE", "Cooperation between the two sides has grown."),
    ],
)
def test_what_is_the_news_or_has_a_place_stays(event_type: str, text: str) -> None:
    assert event_type in _types(text)


@pytest.mark.parametrize("text", ["The inquiry heard that the road was closed.", "A court martial was told to wait."])
def test_a_body_that_hears_is_no_accusation(text: str) -> None:
    assert "ACCUSE" not in _types(text)
