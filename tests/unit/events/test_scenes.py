"""Where an assault took place when its own clause names no place."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _places(text: str) -> set[str | None]:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    found = {m.place for m in facts.events if m.event_type == "ASSAULT"}
    return {None if n is None else facts.place_mentions[n].text for n in found}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels machinegunned a school for orphans in Goma.", "Goma"),
        ("They marched through Herat, where gunmen ambushed a police patrol.", "Herat"),
        (
            "A vehicle packed with explosives blew up near a post located on the outskirts of Kabul.",
            "outskirts of Kabul",
        ),
    ],
)
def test_an_assault_is_where_what_it_hit_stands(text: str, place: str) -> None:
    assert _places(text) == {place}


@pytest.mark.parametrize("deed", ["protesting the vote in Goma", "marching in Goma"])
def test_who_is_dispersed_is_where_they_protest(deed: str) -> None:
    assert _places(f"Police fired tear gas to disperse students {deed}.") == {"Goma"}


def test_an_assault_is_in_a_town_and_not_in_the_one_that_it_is_close_to() -> None:
    assert _places("Kenya is calm. Rebels attacked troops in Karuma, a town close to the capital.") == {"Karuma"}


def test_a_text_about_one_country_places_its_assaults_there() -> None:
    assert _places("The minister toured the north of Nepal. Gunmen attacked a bus at dawn.") == {"Nepal"}


def test_a_clause_with_when_has_the_day_of_the_clause_above() -> None:
    facts = extract(load_reader().read("Report\n\nThe clashes went on on Monday when a bomb went off in Herat."), None)
    assert {facts.times[m.time].text for m in facts.events if m.time is not None} == {"Monday"}


def test_a_text_about_two_countries_does_not() -> None:
    assert _places("The minister flew from Nepal to Bhutan. Gunmen attacked a bus at dawn.") == {None}


def test_a_named_force_may_be_where_a_phrase_behind_it_says() -> None:
    text = "Rebels attacked National Guard units and civil defense men in the town of Bukavu for one hour."
    assert _places(text) == {"town of Bukavu"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "The raid took place in Ardenas, a village in Apure, 90 km west of Caracas, where men abducted a farmer.",
            "Ardenas",
        ),
        ("Nine farmers were abducted from a school in Kaduna.", "Kaduna"),
        ("Gunmen shot nine labourers working on a road in Gwadar.", "Gwadar"),
        ("Gunmen opened fire on a van in the Maripur area of Karachi.", "Maripur area"),
    ],
)
def test_an_assault_is_where_those_it_hit_are_met(text: str, place: str) -> None:
    assert _places(text) == {place}


def test_people_are_not_abducted_in_the_land_that_they_are_from() -> None:
    assert _places("Rebels abducted traders from Chad and beat a priest from Kenya.") == {None}


def test_people_meet_where_they_came_to() -> None:
    facts = extract(load_reader().read("Report\n\nThe envoy flew to Tunis, where he met rebel leaders."), None)
    met = [m.place for m in facts.events if m.trigger_text.startswith("met")]
    assert [None if n is None else facts.place_mentions[n].text for n in met] == ["Tunis"]


def test_an_incident_that_took_place_somewhere_is_what_was_told_last() -> None:
    text = "The king met envoys. Two men shot a watchman dead. The incident took place in Kisumu on Sunday."
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    told = {
        m.event_type: (
            None if m.place is None else facts.place_mentions[m.place].text,
            None if m.time is None else facts.times[m.time].text,
        )
        for m in facts.events
    }
    assert told == {"CONSULT": (None, None), "ASSAULT": ("Kisumu", "Sunday")}
