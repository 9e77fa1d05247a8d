"""Persons by name: titles they share, states behind them, suffixes, casing."""

from __future__ import annotations

import pytest

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.document import extract
from pipelines.extract.facts import Actor, Facts
from pipelines.language import load_reader


def actors_of_place(text: str) -> dict[str, Actor]:
    return {actor.key: actor for actor in extract(load_reader().read(text), None).actors}


def actors_of(text: str) -> dict[str, Actor]:
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    return {actor.key: actor for actor in actors}


@pytest.mark.parametrize(
    ("text", "title", "country"),
    [
        ("Presidents Hugo Tern of Uruguay and Luis Marsh of Chile signed an accord on Friday.", "President", "CHL"),
        ("Foreign Ministers Omar Tern of Iran and Luis Marsh of Peru met on Thursday.", "Foreign Minister", "PER"),
        ("Senators Jane Fields and Luis Marsh urged the president to act.", "Senator", None),
    ],
)
def test_a_plural_title_is_that_of_every_name_behind_it(text: str, title: str, country: str | None) -> None:
    marsh = actors_of(text)["person:luis marsh"]
    assert (marsh.title, marsh.country) == (title, country)


def test_a_plural_title_does_not_reach_a_name_beyond_a_verb() -> None:
    found = actors_of("Senators Jane Fields and Ana Reed met on Monday, and the singer Luis Marsh left.")
    assert found["person:luis marsh"].title != "Senator"


def test_the_state_behind_a_name_is_that_of_the_office() -> None:
    assert actors_of("President Hugo Tern of Peru resigned.")["person:hugo tern"].country == "PER"


def test_junior_is_part_of_the_name_and_the_surname_still_means_him() -> None:
    found = actors_of("Gen. Rafael Bustos Jr. was wounded on Monday. Bustos left the hospital a day later.")
    assert [actor.name for actor in found.values() if actor.actor_type == "person"] == ["Rafael Bustos Jr."]


def test_a_name_in_a_text_without_capitals_gets_them() -> None:
    found = actors_of("rebels attacked the town on monday. president felix tern condemned the attack in a speech.")
    assert found["person:felix tern"].name == "Felix Tern"


def test_a_surname_that_is_also_a_title_stays_in_the_name() -> None:
    assert "person:hossein amir" in actors_of("Foreign Minister Hossein Amir said the talks had failed.")


def test_a_title_in_capitals_is_no_part_of_the_name() -> None:
    found = actors_of("LIEUTENANT COLONEL CARLOS RIVAS WAS WOUNDED. COLONEL RIVAS SAID THE COMMANDOS FLED.")
    assert [actor.name for actor in found.values() if actor.actor_type == "person"] == ["Carlos Rivas"]


def test_members_of_a_list_are_no_descriptions() -> None:
    found = actors_of("Gunmen killed Judge Maria Paz, her driver and a bodyguard on Friday.")
    assert found["person:maria paz"].title == "Judge"
    assert "nominal::driver" in found


def test_an_office_alone_is_nobody_s_name() -> None:
    assert "person:foreign minister" not in actors_of("The meeting with the Russian Foreign Minister ended on Friday.")


def test_a_surname_that_is_a_common_noun_is_a_name_in_running_text() -> None:
    assert "person:zabir mujahid" in actors_of("The movement's spokesman, Zabir Mujahid, said the talks had failed.")


def test_a_title_before_a_comma_is_a_mention_of_its_own() -> None:
    actors, mentions = extract_actors(
        load_reader().read("The minister for fisheries, Ana Lopez, visited the port."), [], Facts()
    )
    assert [m.text for m in mentions if actors[m.actor].name == "Ana Lopez"] == [
        "The minister for fisheries",
        "Ana Lopez",
    ]


def test_the_labels_of_a_transcript_mention_their_speakers() -> None:
    text = "QUESTION: Will troops leave?\n\nMR PEREZ: They will.\n\nQUESTION: When?\n\nMR PEREZ: Soon."
    actors, mentions = extract_actors(load_reader().read(text), [], Facts())
    assert [m.text for m in mentions if actors[m.actor].actor_type == "person"] == ["MR PEREZ", "MR PEREZ"]


@pytest.mark.parametrize(
    ("text", "key", "title"),
    [
        ("SP (Rural) Mohan Lal visited the village.", "person:mohan lal", "SP"),
        ("IG (Law and Order) Mohan Lal said the town was calm.", "person:mohan lal", "IG"),
        ("Joint Commissioner (South Zone) Mohan Lal was hurt.", "person:mohan lal", "Joint Commissioner"),
    ],
)
def test_brackets_between_a_title_and_a_name_tell_what_of(text: str, key: str, title: str) -> None:
    assert actors_of(text)[key].title == title


def test_two_capitals_before_a_surname_are_initials() -> None:
    assert not any(actor.title == "SP" and "Lal" in actor.name for actor in actors_of("SP Lal left the town.").values())


def test_capitals_before_a_surname_are_no_company() -> None:
    assert not any(actor.actor_type == "media" for actor in actors_of("Inspector VK Joshi left the town.").values())


def test_a_party_has_a_secretary_general_too() -> None:
    (found,) = [a for a in actors_of_place("BNP Secretary General Karim Alam was held in Dhaka.").values() if a.title]
    assert found.code == "BGDPTY"


def test_a_prime_minister_of_a_party_is_of_the_state() -> None:
    (found,) = [a for a in actors_of_place("BNP Prime Minister Karim Alam spoke in Dhaka.").values() if a.title]
    assert found.code == "BGDGOV"


def test_the_officer_is_the_policeman_just_named() -> None:
    found = actors_of("Superintendent of Police Anil Rao said the town was calm. The officer praised the villagers.")
    assert [actor.name for actor in found.values() if actor.actor_type == "person"] == ["Anil Rao"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RAF personnel were deployed in Surat.", "RAF personnel"),
        ("The RPF stopped the march in Bangalore.", "Railway Protection Force"),
        ("The RPF stopped the march in Kigali.", "Rwandan Patriotic Front"),
        ("RAF jets bombed a base in Libya.", "Royal Air Force"),
    ],
)
def test_short_names_of_forces_are_those_of_the_land_told_of(text: str, name: str) -> None:
    assert name in {actor.name for actor in actors_of_place(text).values()}
