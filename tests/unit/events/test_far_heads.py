"""What a parse hangs from something further back belongs to what stands right before it."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import EventMention, Facts
from pipelines.language import load_reader


def _facts(text: str) -> Facts:
    return extract(load_reader().read(f"Report\n\n{text}"), None)


def _parties(text: str, trigger: str) -> tuple[set[str], set[str]]:
    """The names of the doers and the recipients of the event whose trigger has a word."""
    facts = _facts(text)
    told = next(m for m in facts.events if trigger in m.trigger_text)
    return _names(facts, told, "actor"), _names(facts, told, "recipient")


def _names(facts: Facts, told: EventMention, role: str) -> set[str]:
    return {facts.actors[p.actor].name for p in told.participants if p.role == role}


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("I am appalled by the news of the killing of villagers by the Army of God in Gulu.", "killing",
         {"Army of God"}, {"villagers"}),
        ("The kingdom freed nine guards in exchange for the lawyer Ana Paz, who had been abducted by rebels.",
         "abducted", {"rebels"}, {"Ana Paz"}),
        ("The army responded by bombing rebel positions.", "bombing", {"army"}, {"rebel"}),
        ("Envoy Ana Paz is due to travel to Lima on Friday for talks with Chile's president.", "talks",
         {"Ana Paz", "Chile's president"}, {"Government of Peru"}),
    ],
)  # fmt: skip
def test_what_stands_right_before_is_meant(text: str, trigger: str, actors: set[str], recipients: set[str]) -> None:
    assert _parties(text, trigger) == (actors, recipients)


def test_what_kills_is_the_attack_and_not_what_it_hit() -> None:
    facts = _facts("Kenya condemned the attack on a bus in Goma, which killed 12 pupils.")
    assaults = [m for m in facts.events if m.event_type == "ASSAULT"]
    assert [m.trigger_text for m in assaults] == ["attack", "killed"]
    assert len({m.event for m in assaults}) == 1
    assert _names(facts, assaults[1], "recipient") == {"pupils"}


def test_a_time_is_no_doer() -> None:
    assert _parties("The army will end the siege of the town by Friday.", "siege")[0] == {"army"}


def test_what_is_condemned_in_strong_terms_is_the_attack() -> None:
    text = "The Union condemns in the strongest terms the Army of God attack this morning on a market in Gulu."
    assert _parties(text, "condemns")[1] == {"Army of God"}


def test_fighting_between_two_is_theirs() -> None:
    text = "Eleven people have been killed in fighting between Kenyan troops and the Army of God in Garissa."
    assert _parties(text, "fighting")[0] == {"Kenyan troops", "Army of God"}


def test_what_took_place_on_a_day_is_the_attack_and_not_whom_it_hit() -> None:
    facts = _facts("The army rejects any accusation implicating it in the raid on UCA, which took place on Monday.")
    assert {m.time is not None for m in facts.events if m.trigger_text == "raid"} == {True}
