"""Whom answers, stances, threats and recalls are aimed at, where another clause or sentence tells."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

Case = tuple[str, str, set[str]]

CASES: list[Case] = [
    ("Rebels attacked the village. The bishop condemned the attack.", "ACCUSE", {"rebels"}),
    ("The union demanded higher wages. The minister rejected the demand.", "REJECT", {"union"}),
    ("The president offered a truce. The rebels rejected the offer.", "REJECT", {"president"}),
    ("Norway imposed sanctions on Mali. Mali condemned the sanctions as unjust.", "ACCUSE", {"norway"}),
    ("Rebels attacked the village. The bishop condemned the attack in Lima.", "ACCUSE", set()),
    ("Nigeria urged Niger to release the minister. Niger refused.", "REJECT", {"nigeria"}),
    ("Chad asked Norway to send doctors, and Norway agreed to send a team.", "AGREE", {"chad"}),
    ("The rebels threatened to attack the port unless the army leaves the region.", "THREATEN", {"army"}),
    ("Norway recalled its ambassador and expelled two Chadian diplomats. Chad is a republic.", "SANCTION", {"chad"}),
    ("Vandals daubed slogans on the walls of the British embassy.", "PROTEST", {"united kingdom"}),
    ("Chad asked Norway to send experts.", "REQUEST", {"norway"}),
]


def _recipients(text: str, event_type: str) -> set[str]:
    facts = extract(load_reader().read(f"Sentences\n\n{text}"), None)
    told = [m for m in facts.events if m.event_type == event_type]
    assert told, [m.event_type for m in facts.events]
    return {facts.actors[p.actor].name.lower() for p in told[0].participants if p.role == "recipient"}


@pytest.mark.parametrize(("text", "event_type", "aimed_at"), CASES)
def test_recipients_are_those_whom_the_text_tells(text: str, event_type: str, aimed_at: set[str]) -> None:
    assert _recipients(text, event_type) == aimed_at


READINGS: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    ("The mayor called the vote a farce.", [("ACCUSE", "disapprove", "actual")]),
    ("The mayor called the strike a breach of faith.", [("ACCUSE", "disapprove", "actual")]),
    ("Spain would not recognise the republic.", [("REJECT", None, "actual")]),
    ("The army said it would not withdraw from the town.", [("REJECT", "yield", "actual")]),
    ("Peru's army chief warned that Lima would use force.", [("THREATEN", "violence", "actual")]),
    ("Has the army attacked the village?", [("ASSAULT", None, "hypothetical")]),
    ("The ministry will lift the curfew.", [("CONCEDE", None, "future")]),
    ("Soldiers shot dead three farmers.", [("ASSAULT", "firearms", "actual")]),
    ("Traders shut their shops in solidarity.", [("PROTEST", "strike", "actual")]),
    ("Thousands marched to protest against the law.", [("PROTEST", "demo", "actual")]),
]


@pytest.mark.parametrize(("text", "events"), READINGS)
def test_type_mode_and_modality(text: str, events: list[tuple[str, str | None, str]]) -> None:
    facts = extract(load_reader().read(f"Sentences\n\n{text}"), None)
    assert [(m.event_type, m.event_mode, m.modality) for m in facts.events] == events


def test_police_who_tell_of_an_arrest_without_a_doer_made_it() -> None:
    facts = extract(load_reader().read("Sentences\n\nTwelve students were detained, police said."), None)
    assert {facts.actors[p.actor].actor_type for p in facts.events[0].participants if p.role == "actor"} == {"police"}


def test_police_free_whom_others_abducted_by_rescue_and_abductors_release() -> None:
    text = "Gunmen kidnapped four nuns. Police freed the nuns on Sunday."
    facts = extract(load_reader().read(f"Sentences\n\n{text}"), None)
    assert [m.event_type for m in facts.events] == ["ASSAULT", "AID"]
    text = "Gunmen kidnapped four nuns. The gunmen freed the nuns on Sunday."
    facts = extract(load_reader().read(f"Sentences\n\n{text}"), None)
    assert [m.event_type for m in facts.events] == ["ASSAULT", "RETREAT"]
