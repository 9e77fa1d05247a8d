"""Victims named beside or after the attack."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _hit(text: str) -> set[str]:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    told = [m for m in facts.events if m.event_type == "ASSAULT"]
    return {facts.actors[p.actor].name for m in told for p in m.participants if p.role == "recipient"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Rebels kidnapped two engineers, Paolo Ferri of Milan and Marco Bruni of Rome.",
            {"Paolo Ferri", "Marco Bruni"},
        ),
        ("Six monks were murdered, including Pedro Alvarado.", {"Pedro Alvarado"}),
        (
            "A bomb exploded in Lima. The victims were identified as Ana Torres and Luis Rojas.",
            {"Ana Torres", "Luis Rojas"},
        ),
        ("A bomb exploded in Lima. Among the injured are Ana Torres and Luis Rojas.", {"Ana Torres", "Luis Rojas"}),
        ("A bomb exploded in Lima. The other victim, Ana Torres, is in hospital.", {"Ana Torres"}),
        (
            "Ana Torres, a clerk of the bank; Luis Rojas, 34, a union man; and a driver were kidnapped.",
            {"Ana Torres", "Luis Rojas"},
        ),
        (
            "Bandits kidnapped three tourists. Those who were kidnapped are Ana Torres, 31, and Luis Rojas, 29.",
            {"Ana Torres", "Luis Rojas"},
        ),
        ("The murder of the monk Ana Torres, Eva Paz, along with Luis Rojas, was planned.", {"Eva Paz", "Luis Rojas"}),
        ("Gunmen killed five personalities, including senator Luis Rojas.", {"Luis Rojas"}),
        ("A bomb exploded. Among the injured here are Ana Torres, 31; Luis Rojas, 40.", {"Ana Torres", "Luis Rojas"}),
        ("A bomb killed two people. They are Ana Torres and Luis Rojas.", {"Ana Torres", "Luis Rojas"}),
        ("A grenade was thrown. The injured policeman is Luis Rojas.", {"Luis Rojas"}),
        ("Director Luis Rojas emerged unscathed from a dynamite attack.", {"Luis Rojas"}),
        ("Rebels attacked the village. The body of Luis Rojas was found near the road.", {"Luis Rojas"}),
    ],
)
def test_victims_named_beside_the_attack_are_recipients(text: str, names: set[str]) -> None:
    assert names <= _hit(text)


def test_people_named_long_after_are_none() -> None:
    text = "A bomb exploded in Lima. Prices rose. Rain fell. The mayor spoke. The victim was Ana Torres."
    assert "Ana Torres" not in _hit(text)


def test_people_injured_in_clipped_words_are_hit() -> None:
    assert "soldiers" in _hit("Five policemen were killed and 24 soldiers injured when a truck exploded.")


def test_who_is_shot_along_with_others_is_not_alone() -> None:
    assert _hit("The judge was shot dead along with two bodyguards.") == {"judge", "bodyguards"}


@pytest.mark.parametrize(
    "text",
    [
        "THE MINISTER CONDEMNED THE MURDER OF THE SECOND SECRETARY OF THE CHADIAN EMBASSY IN PERU, JORGE VEGA LUNA.",
        'HE ORDERED AN "EXHAUSTIVE INVESTIGATION INTO THE MURDER OF CHILEAN SOCIAL DEMOCRATIC LEADER JORGE VEGA LUNA.',
    ],
)
def test_a_victim_whose_preposition_the_parse_mislaid_is_no_doer(text: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    roles = {p.role for m in facts.events if m.event_type == "ASSAULT" for p in m.participants}
    assert roles <= {"recipient"}


def test_a_person_killed_right_after_a_blast_is_its_victim() -> None:
    text = "A bomb exploded at the Ardo store in Lima. Luis Gomez, a street vendor, was killed."
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    assert len({m.event for m in facts.events if m.event_type == "ASSAULT"}) == 1


def test_who_burns_to_death_is_no_doer() -> None:
    assert _hit("The policemen burned to death inside their van.") == {"policemen"}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Prison guards captured the attackers.", "COERCE"),
        ("The captured drug traffickers were identified.", "COERCE"),
        ("The guerrillas captured two soldiers.", "ASSAULT"),
    ],
)
def test_criminals_are_arrested_and_soldiers_taken_prisoner(text: str, event_type: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    assert {m.event_type for m in facts.events} == {event_type}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot Ana Torres, President Luis Rojas announced.",
        "According to Luis Rojas, a policeman and two women were killed.",
        "According to the mayor, Luis Rojas, three policemen and two women were killed.",
        "He is charged with the murder of Ana Torres; Luis Rojas, with the kidnapping of Eva Paz.",
    ],
)
def test_who_speaks_or_begins_another_clause_is_no_victim(text: str) -> None:
    assert "Luis Rojas" not in _hit(text)


def test_a_state_is_no_victim_of_a_killing() -> None:
    assert not {"Romania", "Germany"} & _hit("Soldiers shot people in Romania. Rebels kidnapped German engineers.")


def test_a_massacre_named_after_a_body_is_suffered_by_it() -> None:
    assert _hit("The National Workers Federation massacre shocked people.") == {"National Workers Federation"}


def test_the_words_of_a_name_say_nothing_of_what_was_hit() -> None:
    assert "Felix Rojas" in _hit("Rebels murdered Mayor Teodoro Huaman and Justice of the Peace Felix Rojas.")


def test_whose_body_was_found_was_kidnapped() -> None:
    assert _hit("The body of engineer Alberto Rojas, who was kidnapped last week, was found.") == {"Alberto Rojas"}


def test_two_deeds_joined_are_done_to_the_same_people() -> None:
    facts = extract(load_reader().read("Report\n\nThe kidnapping and murder of five students shocked Lima."), None)
    told = [m for m in facts.events if m.event_type == "ASSAULT"]
    assert [{facts.actors[p.actor].name for p in m.participants} for m in told] == [{"students"}, {"students"}]


def test_those_hurt_within_a_description_of_others_are_told_of() -> None:
    assert _hit("The widow of the murdered magistrate arrived on Monday.") == {"magistrate"}


def test_an_occupation_before_a_name_is_nobody_else() -> None:
    assert _hit("A BOMB EXPLODED IN LIMA, WOUNDING SECURITY GUARD ANTONIO MESA.") == {"Antonio Mesa"}


def test_a_description_right_before_a_name_is_the_same_person() -> None:
    assert _hit("THE ARMY MURDERED THE CATECHIST TOMAS LUX.") == {"Tomas Lux"}


def test_who_is_forced_into_a_car_is_abducted() -> None:
    assert _hit("Two students were forced into a van by armed men.") == {"students"}


def test_a_spokesman_by_name_who_tells_of_the_dead_is_none_of_them() -> None:
    text = "Rebels killed a clerk and wounded six of her guests, a spokesman, Captain Luis Rojas, said."
    assert "Luis Rojas" not in _hit(text)


def test_whose_husband_was_shot_was_not() -> None:
    assert _hit('"They shot him," said Ana Paz, whose husband was killed by rebels in May.') == {"husband"}


def test_whom_a_strike_left_unharmed_it_was_not_aimed_at() -> None:
    text = "Report\n\nMarines fired at a camp. No villagers were injured or killed as a result of this strike."
    facts = extract(load_reader().read(text), None)
    hurt = {facts.actors[p.actor].name for m in facts.events if m.modality == "actual" for p in m.participants}
    assert "villagers" not in hurt
