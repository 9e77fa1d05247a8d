"""What the words around a name make of it: peoples, lists, persons, containers, states in short, ports, distances."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.places.places import extract_places
from pipelines.language import load_reader


def named(text: str) -> dict[str, tuple[str, str, str | None]]:
    """The mentions of a text, each with name, kind and country of its place."""
    places, mentions = extract_places(load_reader().read(text))
    return {m.text: (places[m.place].name, places[m.place].kind, places[m.place].country) for m in mentions}


@pytest.mark.parametrize(
    "text", ["Somali pirates seized a boat.", "They hit a Somali base.", "An Amhara militia burnt an Oromo village."]
)
def test_a_people_is_not_the_region_named_after_it(text: str) -> None:
    assert named(text) == {}


def test_the_region_of_a_people_is_a_place() -> None:
    assert named("They fled to the Somali region.")["Somali region"] == ("Somali region", "admin1", "ETH")
    assert named("Fighting spread in Amhara.")["Amhara"] == ("Amhara", "admin1", "ETH")


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("U.S. officials spoke in Washington. In Iraq, near Hawijeh, two men died.", "Hawijeh", "IRQ"),
        ("They fought in Salah al-Din, a district of Tripoli.", "Salah al-Din", "LBY"),
        ("Police in Lusaka searched the capital's Mandevu district.", "Mandevu district", "ZMB"),
    ],
)
def test_a_place_lies_where_the_phrase_says(text: str, mention: str, country: str) -> None:
    assert named(text)[mention][2] == country


def test_countries_in_a_list_do_not_lie_in_one_another() -> None:
    assert named("Envoys flew to Egypt, Saudi Arabia, the United Arab Emirates.")["Saudi Arabia"][1:] == (
        "country",
        "SAU",
    )


def test_a_country_named_beside_where_something_was_is_no_town_of_the_next() -> None:
    found = named("After a meeting in Lebanon, the United States froze the aid.")
    assert found["Lebanon"][1:] == ("country", "LBN")


@pytest.mark.parametrize("clock", ["4 p.m. (Tehran time)", "0400 hours Tehran time", "5 pm Tehran time"])
def test_a_place_that_a_clock_goes_by_is_not_told_of(clock: str) -> None:
    assert "Tehran" not in named(f"Two drones hit a barge off Aden at {clock}.")


def test_the_gulf_of_the_gulf_states_is_the_persian_one() -> None:
    assert named("Drones hit bases in Gulf states.")["Gulf"][0] == "Persian Gulf"
    assert named("Oil spilled on the Gulf Coast.")["Gulf Coast"][0] == "Gulf Coast"


def test_a_list_of_provinces_names_provinces() -> None:
    assert {kind for _, kind, _ in named("Snow fell in Vermont, New York and Maine.").values()} == {"admin1"}
    assert named("They live in London and New York.")["New York"][1] == "city"


def test_a_state_in_short_is_meant_by_its_whole_name_and_its_towns_lie_in_it() -> None:
    found = named("ATLANTA, Ga. — Voters in Georgia chose a man from Athens.")
    assert found["Georgia"] == ("Georgia", "admin1", "USA")
    assert found["Athens"] == ("Athens", "city", "USA")
    assert "Voters" not in found


def test_republicans_speak_for_the_state_and_the_capital_for_the_country() -> None:
    assert named("Republicans in Georgia lost.")["Georgia"][2] == "USA"
    assert named("Protests went on in Georgia, where police in Tbilisi fired gas.")["Georgia"][2] == "GEO"


@pytest.mark.parametrize(
    "text",
    [
        "The party chose Jordan Austin to succeed Sydney London.",
        "Sydney London, who led it, resigned.",
        "Jordan Austin, 42, was hurt.",
    ],
)
def test_persons_named_like_places_are_none(text: str) -> None:
    assert named(text) == {}


def test_the_port_is_a_town_that_is_said_to_have_one() -> None:
    assert "The port" not in named("Jets struck Isfahan. The port was shelled.")
    assert "The port" in named("Rebels shelled the port of Hodeidah. The port was hit again.")


def test_the_town_of_a_province_is_the_town() -> None:
    found = named("Drones hit the North Kordofan town of El Obeid.")
    assert (found["town of El Obeid"][1], found["North Kordofan"][1]) == ("city", "admin1")
    assert named("They left the West Bank city of Jenin.")["city of Jenin"][1:] == ("city", "PSE")
    assert named("Rwanda-backed rebels took the town of Masisi.")["town of Masisi"][2] is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed nine people in Kolokani, about 100 km north of the capital Bamako.", "Kolokani"),
        ("Gunmen killed nine people about 100 km north of Bamako.", None),
        ("Gunmen killed nine people in northern Mali.", "northern Mali"),
    ],
)
def test_nothing_happens_where_a_distance_is_counted_from(text: str, place: str | None) -> None:
    facts = extract(load_reader().read(text), None)
    told = [None if event.place is None else facts.place_mentions[event.place].text for event in facts.events]
    assert told == [place]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        (
            "The governor said that the men had been seen for the last time on Monday in northern\nLusaka.",
            "northern\nLusaka",
        ),
        (
            "The ministry said that the rebels had been driven back to the hills around the town of\nNakonde.",
            "town of\nNakonde",
        ),
        (
            "The governor said that a bus had been stopped by armed men on Monday in the Nakonde\ndistrict.",
            "Nakonde\ndistrict",
        ),
    ],
)
def test_a_line_may_end_between_a_name_and_the_words_that_tell_about_it(text: str, mention: str) -> None:
    assert mention in named(f"{text} Nobody was hurt, he said, and nobody has been arrested so far by the\npolice.")


@pytest.mark.parametrize("text", ["Men threw stones at the US embassy in Lusaka.", "They met at the U.S. consulate."])
def test_a_mission_does_not_lie_in_the_state_that_keeps_it(text: str) -> None:
    assert "USA" not in {country for _, _, country in named(text).values()}


def test_the_border_of_a_people_is_that_of_its_state() -> None:
    assert {country for _, _, country in named("Troops moved to the Somali border.").values()} <= {None, "SOM"}
