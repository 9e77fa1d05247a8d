"""Who did what to whom, and which mentions are one event."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.events.events import extract_events
from pipelines.extract.facts import Facts
from pipelines.language import load_reader


def _facts(text: str) -> Facts:
    return extract(load_reader().read(f"Report\n\n{text}"), None)


def _parties(facts: Facts, event_type: str, role: str) -> set[str | None]:
    return {
        facts.actors[p.actor].country
        for m in facts.events
        if m.event_type == event_type
        for p in m.participants
        if p.role == role
    }


def test_the_passive_is_undone() -> None:
    facts = _facts("Israel was attacked by Iran on Tuesday.")
    assert _parties(facts, "ASSAULT", "actor") == {"IRN"}
    assert _parties(facts, "ASSAULT", "recipient") == {"ISR"}


def test_a_possessor_is_the_actor_of_a_noun() -> None:
    facts = _facts("Iran's attack on Israel drew protests.")
    assert _parties(facts, "ASSAULT", "actor") == {"IRN"}


def test_a_country_in_the_place_of_a_party_is_one() -> None:
    facts = _facts("Kenya sent weapons to Chad.")
    assert _parties(facts, "AID", "recipient") == {"TCD"}


def test_a_definite_noun_refers_back() -> None:
    facts = _facts("Rebels attacked the port of Aden on Monday. The attack killed three guards.")
    assert len({m.event for m in facts.events if m.event_type == "ASSAULT"}) == 1


def test_other_days_are_other_events() -> None:
    facts = _facts("Rebels attacked the port on 3 May 2021. Soldiers attacked the market on 9 June 2021.")
    assert len({m.event for m in facts.events if m.event_type == "ASSAULT"}) == 2


def test_means_and_things_hit_are_arguments() -> None:
    facts = _facts("Guerrillas blew up a bridge with dynamite.")
    found = {(a.role, a.text) for m in facts.events for a in m.arguments}
    assert {("instrument", "dynamite"), ("physical_target", "bridge")} <= found


def test_the_trigger_covers_the_support_verb_and_offsets_are_those_of_the_text() -> None:
    text = "Report\n\nThe army launched an offensive against the rebels."
    reading = load_reader().read(text)
    for mention in extract_events(reading, Facts()):
        assert text[mention.trigger_start : mention.trigger_end] == mention.trigger_text
    assert [m.trigger_text for m in extract_events(reading, Facts())] == ["launched an offensive"]


def test_an_empty_text_has_no_events() -> None:
    assert extract_events(load_reader().read(""), Facts()) == []


def _roles(text: str, event_type: str, role: str) -> list[str]:
    facts = _facts(text)
    return [
        facts.actors[p.actor].name
        for m in facts.events
        if m.event_type == event_type
        for p in m.participants
        if p.role == role
    ]


def test_whom_a_clause_on_a_noun_is_about_is_hit() -> None:
    assert _roles("Militants fined a journalist they had kidnapped in March.", "ASSAULT", "recipient") == ["journalist"]
    captured = "The soldiers that the rebels captured were fined."
    assert _roles(captured, "ASSAULT", "recipient") == ["soldiers"]
    assert _roles(captured, "ASSAULT", "actor") == ["rebels"]


def test_the_years_of_a_sentence_are_neither_its_day_nor_past() -> None:
    (event,) = _facts("The activist was sentenced to six years in prison on Thursday.").events
    assert (event.is_background, event.time is not None) == (False, True)
    (event,) = _facts("A court in Minsk sentenced two journalists to eight years in prison.").events
    assert (event.is_background, event.time) == (False, None)


def test_leave_for_an_attack_is_no_attack() -> None:
    def modalities(text: str) -> list[str]:
        return [m.modality for m in _facts(text).events]

    assert modalities("The president authorised air strikes against the militants.") == ["future"]
    assert modalities("Parliament approved sending troops to Libya.") == ["future"]
    assert modalities("The council approved sanctions against the general.") == ["actual"]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Spain recalled its ambassador to Argentina.", "Argentina"),
        ("Spain recalled its ambassador from Buenos Aires.", "Government of Argentina"),
        ("Sudan recalled its ambassador to the United Arab Emirates.", "United Arab Emirates"),
    ],
)
def test_an_envoy_is_recalled_from_the_state_he_was_sent_to(text: str, host: str) -> None:
    assert _roles(text, "SANCTION", "recipient") == [host]


def test_who_foils_a_plot_is_no_plotter() -> None:
    assert _roles("Police said they had foiled a plot to bomb a shopping mall.", "ASSAULT", "actor") == []


def test_a_perfect_is_active() -> None:
    assert _roles("The army denied that its troops had fired on protesters.", "ASSAULT", "recipient") == ["protesters"]


def test_who_is_blamed_for_an_attack_did_it_and_is_not_its_target() -> None:
    text = "The governor blamed the attack on Boko Haram."
    assert _roles(text, "ACCUSE", "recipient") == ["Boko Haram"]
    assert (_roles(text, "ASSAULT", "actor"), _roles(text, "ASSAULT", "recipient")) == (["Boko Haram"], [])
    assert _facts(text).place_mentions == []


def test_an_attack_by_gunmen_is_taken_up_with_the_name_of_their_group() -> None:
    text = "Gunmen attacked a market in Kano on Monday, killing 12 people. The attack was carried out by Boko Haram."
    assert len({m.event for m in _facts(text).events}) == 1


def test_the_attackers_are_those_who_attacked() -> None:
    text = "Gunmen killed 14 people in Kano on Saturday. The attackers stormed the market and opened fire on traders."
    facts = _facts(text)
    assert len({m.event for m in facts.events}) == 1
    assert set(_roles(text, "ASSAULT", "actor")) == {"Gunmen"}


def test_a_mine_that_a_car_hits_is_nobodys_attack() -> None:
    text = "Two soldiers died when their vehicle hit a roadside bomb."
    assert set(_roles(text, "ASSAULT", "recipient")) == {"soldiers"}
    assert _roles(text, "ASSAULT", "actor") == []
    assert len({m.event for m in _facts(text).events}) == 1


def test_what_somebody_has_done_since_a_year_is_background() -> None:
    (event,) = _facts("Militants have killed thousands of people and displaced millions since 2015.").events
    assert event.is_background


def test_a_coup_dates_the_seizure_of_power() -> None:
    text = "President Kabore, who seized power in a coup in 2022, declared an emergency."
    seized = next(m for m in _facts(text).events if m.event_type == "ASSAULT")
    assert seized.time is not None


def test_two_states_agree_and_say_what_they_will_do() -> None:
    assert _roles("Egypt, Turkey agree to exchange prisoners", "AGREE", "actor") == ["Egypt", "Turkey"]
    text = "Egypt and Turkey said on Tuesday they would restore full diplomatic relations."
    (event,) = _facts(text).events
    assert (event.event_type, event.time) == ("AGREE", None)
    assert _roles(text, "AGREE", "actor") == ["Egypt", "Turkey"]


def test_what_somebody_will_not_accept_is_rejected() -> None:
    assert [m.event_type for m in _facts("Greece will not accept any maritime deal.").events] == ["REJECT"]
