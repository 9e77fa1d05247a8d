"""What happened, what will, what might and what did not."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import EventMention
from pipelines.language import load_reader


def _first(sentence: str, event_type: str) -> EventMention:
    mentions = extract(load_reader().read(f"Report\n\n{sentence}"), None).events
    return next(m for m in mentions if m.event_type == event_type)


@pytest.mark.parametrize(
    ("sentence", "event_type", "modality"),
    [
        ("There were no victims, but three cars were bombed.", "ASSAULT", "actual"),
        ("Rebels attacked the base on Monday.", "ASSAULT", "actual"),
        ("The general said that rebels attacked the base.", "ASSAULT", "actual"),
        ("The army was forced to withdraw its troops from the valley.", "RETREAT", "actual"),
        ("Rebels may attack the base.", "ASSAULT", "hypothetical"),
        ("If rebels attack the base, the army will respond.", "ASSAULT", "hypothetical"),
        ("The rebels want to attack the base.", "ASSAULT", "hypothetical"),
        ("Traders will flee the port if the fighting spreads.", "ASSAULT", "hypothetical"),
        ("The depots would be opened if the war broadened.", "ASSAULT", "hypothetical"),
        ("The rebels did not attack the base.", "ASSAULT", "negated"),
        ("The rebels denied that they had attacked the base.", "ASSAULT", "negated"),
        ("The army will deploy troops along the border.", "MOBILIZE", "future"),
        ("The army plans to deploy troops along the border.", "MOBILIZE", "future"),
        ("The army is set to begin a military exercise.", "MOBILIZE", "future"),
        ("The government fears a potential attack on the port.", "ASSAULT", "hypothetical"),
        ("The villages need food aid.", "AID", "hypothetical"),
    ],
)
def test_modality_follows_the_clause(sentence: str, event_type: str, modality: str) -> None:
    assert _first(sentence, event_type).modality == modality


def test_hedges_lower_certainty() -> None:
    assert _first("Rebels reportedly attacked the base.", "ASSAULT").certainty == "probable"
    assert _first("Rebels might attack the base.", "ASSAULT").certainty == "possible"
    assert _first("Rebels attacked the base.", "ASSAULT").certainty == "certain"


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("The minister will visit Peru in March.", "AGREE"),
        ("The army will withdraw its troops from the valley.", "CONCEDE"),
        ("The militia said it would blockade the harbour.", "THREATEN"),
        ("The rebels vowed to retaliate.", "THREATEN"),
    ],
)
def test_what_is_still_to_come_is_coded_by_its_announcement(sentence: str, event_type: str) -> None:
    assert _first(sentence, event_type).event_type == event_type


def test_what_is_demanded_is_no_event_of_its_own() -> None:
    mentions = extract(load_reader().read("Report\n\nThe council demanded a withdrawal of the troops."), None).events
    assert [m.event_type for m in mentions] == ["REQUEST"]


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("The minister plans to honour the assassinated senator.", "ASSAULT"),
        ("They spoke of the need to continue the close military cooperation between Kenya and Uganda.", "COOPERATE"),
        ("The group said the attacks were aimed at its members.", "ASSAULT"),
    ],
)
def test_what_is_presupposed_is_actual(sentence: str, event_type: str) -> None:
    assert _first(sentence, event_type).modality == "actual"


def test_a_plane_that_takes_off_seizes_nothing() -> None:
    assert extract(load_reader().read("Report\n\nThe plane took off at noon."), None).events == []


def test_what_somebody_is_accused_of_is_possible() -> None:
    assert _first("Chad accused Niger of sending troops across the border.", "MOBILIZE").certainty == "possible"


def test_what_was_long_threatened_and_is_launched_happened() -> None:
    assert _first("Chad launched its long-threatened invasion of Niger.", "ASSAULT").modality == "actual"


def test_the_outcome_of_an_act_with_a_purpose_happened() -> None:
    mentions = extract(
        load_reader().read("Report\n\nPolice opened fire to disperse the crowd, killing two men."), None
    ).events
    assert {m.modality for m in mentions if m.trigger_text == "killing"} == {"actual"}


@pytest.mark.parametrize(
    "text",
    [
        "Fighting went on despite the ceasefire urged by Norway.",
        "Talks on a ceasefire between Chad and Niger resumed in Lima.",
        "Negotiations about a prisoner exchange between Chad and Niger went on.",
    ],
)
def test_what_is_only_wished_or_talked_about_is_not_there(text: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    assert {m.modality for m in facts.events if m.event_type == "RETREAT"} == {"hypothetical"}


def test_raids_that_will_not_go_unanswered_took_place() -> None:
    facts = extract(load_reader().read("Report\n\nChad bombed two towns. The raids will not go unanswered."), None)
    assert {m.modality for m in facts.events if m.event_type == "ASSAULT"} == {"actual"}


def test_accusations_that_are_rejected_were_made() -> None:
    facts = extract(load_reader().read("Report\n\nChad rejected the accusations by Niger."), None)
    assert {m.modality for m in facts.events if m.event_type == "ACCUSE"} <= {"actual"}


def test_by_doing_so_is_as_real_as_what_it_serves() -> None:
    facts = extract(load_reader().read("Report\n\nChad may cut the island off by firing missiles at it."), None)
    assert {m.modality for m in facts.events} == {"hypothetical"}


def test_the_violence_that_is_talked_about_is_there() -> None:
    assert _first("The envoys discussed the fighting in the valley.", "ASSAULT").modality == "actual"
    assert _first("The envoys discussed the release of the hostages.", "RETREAT").modality == "hypothetical"


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("A truce is urgent, officials said.", "hypothetical"),
        ("A truce remains elusive.", "hypothetical"),
        ("A truce is within reach, the envoy said.", "hypothetical"),
        ("They met to work out modalities for the disengagement of forces from the ridge.", "hypothetical"),
        ("The general gave the rebels an ultimatum: release the nuns or face attack.", "hypothetical"),
        ("Withdraw your troops, the premier told the general.", "hypothetical"),
        ("The truce is holding.", "actual"),
        ("The army said the withdrawal was necessary.", "actual"),
        ("The rebels free two nuns after talks with the bishop.", "actual"),
    ],
)
def test_what_ought_to_be_is_not_yet(sentence: str, modality: str) -> None:
    assert _first(sentence, "RETREAT").modality == modality


def test_what_a_plan_or_a_bill_has_brought_on_took_place() -> None:
    assert _first("The bill sparked protests in Lima.", "PROTEST").modality == "actual"
    assert _first("The plan involves strikes on the port.", "ASSAULT").modality == "hypothetical"


def test_a_threat_not_to_stand_by_is_made_now() -> None:
    assert _first("Niger will not stand idly by while its people are killed.", "THREATEN").modality == "actual"


@pytest.mark.parametrize(
    ("sentence", "event_type", "modality"),
    [
        ("A raid could derail the ongoing negotiations between Chad and Niger.", "CONSULT", "actual"),
        ("A raid could derail negotiations between Chad and Niger.", "CONSULT", "hypothetical"),
        ("Chad does not have proof that rebels bombed the dam.", "ASSAULT", "hypothetical"),
        ("The prospect of an attack on the port worries Chad.", "ASSAULT", "hypothetical"),
    ],
)
def test_what_goes_on_is_there_and_what_lacks_proof_is_not(sentence: str, event_type: str, modality: str) -> None:
    assert _first(sentence, event_type).modality == modality
