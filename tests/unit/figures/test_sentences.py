"""Two hundred sentences and the figures they state, read from `sentences.txt`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.extract.facts import Figure

Figures = Callable[[str], list[Figure]]

_SIGNS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<", "about": "~", "exact": ""}
_LINES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [
    pytest.param(sentence.strip(), [f.strip() for f in stated.split(";") if f.strip()], id=sentence.strip())
    for sentence, arrow, stated in (line.partition("=>") for line in _LINES)
    if arrow and not sentence.startswith("#")
]


def _value(figure: Figure) -> str:
    if figure.bound == "range":
        return f"{figure.low:.15g}..{figure.high:.15g}"
    return _SIGNS[figure.bound] + ("" if figure.value is None else f"{figure.value:.15g}")


def _interval(figure: Figure) -> tuple[float | None, float | None]:
    """The ends that a bound leaves of a value."""
    value = figure.value
    low = value if figure.bound in {"exact", "at_least", "more_than"} else None
    high = value if figure.bound in {"exact", "at_most", "less_than"} else None
    return low, high


def _agrees(figure: Figure, stated: str) -> bool:
    said = [_value(figure), figure.unit, figure.item, figure.measure, figure.tally]
    wanted = [part.strip() for part in stated.split("|")]
    return all(w in {"*", s or "-"} for w, s in zip(wanted, said, strict=False))


@pytest.mark.parametrize(("sentence", "stated"), SENTENCES)
def test_the_figures_of_a_sentence(figures: Figures, sentence: str, stated: list[str]) -> None:
    found = figures(sentence)
    shown = [" | ".join([_value(f), f.unit or "-", f.item or "-", f.measure, f.tally or "-"]) for f in found]
    assert len(found) == len(stated), shown
    assert all(_agrees(f, s) for f, s in zip(found, stated, strict=True)), shown
    for figure in found:
        assert figure.text == sentence[figure.start : figure.end]
        assert figure.evidence == sentence[figure.evidence_start : figure.evidence_end]
        if figure.bound != "range":
            assert (figure.low, figure.high) == _interval(figure)


def test_there_are_two_hundred_sentences() -> None:
    assert len(SENTENCES) >= 200
