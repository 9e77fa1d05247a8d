"""Who says what a document says: its issuer, not who welcomes it."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Chad welcomed a Kenyan report accusing Niger of arming mutineers.", {"Kenya"}),
        ("Chad issued a statement accusing Niger of arming mutineers.", {"Chad"}),
    ],
)
def test_who_welcomes_a_report_does_not_say_what_it_says(sentence: str, actors: set[str]) -> None:
    facts = extract(load_reader().read(f"Report\n\n{sentence}"), None)
    accused = [m for m in facts.events if m.event_type == "ACCUSE"]
    assert {facts.actors[p.actor].name for m in accused for p in m.participants if p.role == "actor"} == actors


def test_who_has_no_intention_of_it_refuses() -> None:
    facts = extract(load_reader().read("Report\n\nJamaica has no intention of recognising the junta in Haiti."), None)
    assert {m.event_type for m in facts.events} == {"REJECT"}


def test_captives_handed_to_others_are_released() -> None:
    text = "Report\n\nEight Kenyan policemen held by militiamen since August were handed to the Red Cross unharmed."
    assert "RETREAT" in {m.event_type for m in extract(load_reader().read(text), None).events}


def test_who_makes_a_statement_is_the_one_that_says_i_in_it() -> None:
    text = "Statement by High Representative Ana Okoro on Chad\n\nI have spoken today to the Kenyan foreign minister."
    facts = extract(load_reader().read(text), None)
    met = {facts.actors[p.actor].name for m in facts.events for p in m.participants if m.event_type == "CONSULT"}
    assert met == {"Ana Okoro", "Kenya's foreign minister"}


def test_a_commitment_is_that_of_the_state_before_it() -> None:
    facts = extract(
        load_reader().read("Report\n\nThe loan underscores the enduring Kenyan commitment to help Chad."), None
    )
    agreed = [p for m in facts.events if m.event_type == "AGREE" for p in m.participants if p.role == "actor"]
    assert {facts.actors[p.actor].country for p in agreed} == {"KEN"}


@pytest.mark.parametrize(
    "text",
    [
        "“We deplore the raid. The rebels must withdraw from Gao. Talks can wait,” the envoy said.",
        "The envoy said:\n\n“The raid is a crime.”\n\n“The rebels must withdraw from Gao and every town by it.”",
    ],
)
def test_what_a_speaker_says_that_others_must_do_is_demanded(text: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    asked = [m for m in facts.events if m.event_type == "REQUEST"]
    sides = {(p.role, facts.actors[p.actor].name) for m in asked for p in m.participants}
    assert [m.event_mode for m in asked] == ["yield"]
    assert sides == {("actor", "envoy"), ("recipient", "rebels")}


def test_what_nobody_says_that_others_must_do_is_no_demand() -> None:
    facts = extract(load_reader().read("Report\n\nThe rebels must withdraw from Gao."), None)
    assert {(m.event_type, m.modality) for m in facts.events} == {("RETREAT", "hypothetical")}


def test_who_serves_a_body_says_we_for_it() -> None:
    text = "Report\n\nNATO met in Oslo. “We will support Chad,” NATO Secretary General Ana Okoro said."
    facts = extract(load_reader().read(text), None)
    agreed = [p for m in facts.events if m.event_type == "AGREE" for p in m.participants if p.role == "actor"]
    assert {facts.actors[p.actor].name for p in agreed} == {"NATO"}
