"""Who the nameless are, where the text names them later or beside."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _parties(text: str) -> tuple[set[str], set[str]]:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    sides: dict[str, set[str]] = {"actor": set(), "recipient": set()}
    for m in facts.events:
        if m.event_type == "ASSAULT":
            for p in m.participants:
                sides[p.role].add(facts.actors[p.actor].name)
    return sides["actor"], sides["recipient"]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        (
            "Police detained two men suspected of involvement in the murder of a judge: Alvaro Duran and Jorge Mata.",
            {"Alvaro Duran", "Jorge Mata"},
        ),
        (
            "Police arrested three men suspected of killing a judge. They were identified as Ivan Cota, Luis Ferro and "
            "Adan Mora.",
            {"Ivan Cota", "Luis Ferro", "Adan Mora"},
        ),
    ],
)
def test_suspects_are_named_later(text: str, doers: set[str]) -> None:
    assert doers <= _parties(text)[0]


def test_one_of_those_killed_is_named() -> None:
    assert "Rosa Quispe" in _parties("One of the nurses murdered in the raid was Rosa Quispe.")[1]


def test_fewer_names_than_people_before_a_colon_name_nobody() -> None:
    text = "Five men suspected of killing a judge met two lawyers in the capital: Alvaro Duran spoke."
    assert "Alvaro Duran" not in _parties(text)[0]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Her mother, Ines Lobo, was wounded in the attack.", "Ines Lobo"),
        ("An elderly man named Julio Castro was killed by gunmen.", "Julio Castro"),
    ],
)
def test_the_name_beside_a_description_is_the_evidence(text: str, mention: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    told = [p.mention for m in facts.events if m.event_type == "ASSAULT" for p in m.participants]
    assert mention in {facts.actor_mentions[n].text for n in told if n is not None}
