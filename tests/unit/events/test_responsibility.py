"""Whom a text holds responsible for an attack is who did it, as far as the text goes."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _doers(sentence: str) -> tuple[set[str], set[str]]:
    facts = extract(load_reader().read(f"Report\n\n{sentence}"), None)
    told = [m for m in facts.events if m.event_type == "ASSAULT"]
    doers = {facts.actors[p.actor].name for m in told for p in m.participants if p.role == "actor"}
    return doers, {m.certainty for m in told}


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("The Taliban claimed responsibility for the bombing of a bank.", {"Taliban"}),
        ("The soldiers involved in the killing of the monk fled.", {"soldiers"}),
        ("The militia is responsible for the murder of six farmers.", {"militia"}),
    ],
)
def test_who_is_responsible_did_it(sentence: str, doers: set[str]) -> None:
    assert _doers(sentence) == (doers, {"certain"})


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("Villagers blamed the army for the murder of six farmers.", {"army"}),
        ("Police attributed the explosion to the Taliban.", {"Taliban"}),
        ("The murder of six farmers was blamed on separatists.", {"separatists"}),
    ],
)
def test_who_is_blamed_possibly_did_it(sentence: str, doers: set[str]) -> None:
    assert _doers(sentence) == (doers, {"possible"})


def test_no_group_is_nobody() -> None:
    assert _doers("No group has claimed responsibility for the bombing of a bank.")[0] == set()


def test_who_denies_responsibility_is_not_said_to_have_done_it() -> None:
    assert _doers("The Taliban denied responsibility for the murder of six farmers.")[0] == set()
