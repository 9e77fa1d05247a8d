"""Means and things hit, as the noun phrases that name them."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _arguments(text: str) -> set[tuple[str, str]]:
    facts = extract(load_reader().read(text), None)
    return {(a.role, a.text) for m in facts.events for a in m.arguments}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Guerrillas blew up two high-voltage pylons with dynamite.", {"high-voltage pylons"}),
        ("Rebels bombed the village school and a public library.", {"village school", "public library"}),
        ("The blast destroyed one of the road bridges.", {"road bridges"}),
        ("Gunmen set fire to three city buses.", {"city buses"}),
        ("The militia burned down the home of the mayor.", {"home of the mayor"}),
        ("A bomb exploded outside a crowded restaurant.", {"crowded restaurant"}),
        ("A bomb exploded on the third floor of the law school.", {"law school"}),
        ("The rebels detonated a charge, causing heavy damage to the pipeline.", {"pipeline"}),
        ("There were reports about partially destroyed homes.", {"homes"}),
        (
            "The bomb damaged the exchange of the harbour district, a hotel, a bakery, two clinics, and a pump house.",
            {"exchange of the harbour district", "hotel", "bakery", "clinics", "pump house"},
        ),
        ("An explosion took place in front of the Saint Clara monastery.", {"Saint Clara monastery"}),
        ("The blast caused damage to nearby houses and to parked vehicles.", {"nearby houses", "parked vehicles"}),
        ("Insurgents began an assault early this morning on a power substation.", {"power substation"}),
        ("Rebels launched a mortar attack on the garrison.", {"garrison"}),
        ("THE REBELS BLEW UP SEVERAL ELECTRICITY POLES WITH DYNAMITE.", {"ELECTRICITY POLES"}),
        ("Three explosions were reported near the houses of two judges.", {"houses of two judges"}),
        ("The customs office was the target of a bomb attack.", {"customs office"}),
        ("Two soldiers died in the blast of a mine.", set()),
        ("A tailor died in custody at a clinic.", set()),
        ("A bomb damaged the telephone company.", {"telephone company"}),
        (
            "Rebels launched attacks on the palace, the home of a judge, a radio station and two warehouses.",
            {"palace", "home of a judge", "radio station", "warehouses"},
        ),
        ("Men bombed four buildings, namely a bank, a hotel and a store.", {"buildings", "bank", "hotel", "store"}),
        ("Rebels burned three trucks on the coastal highway.", {"trucks"}),
        ("Rebels ambushed a troop convoy on the road to the port.", {"troop convoy"}),
        ("Rebels blew up a stretch of the northern pipeline.", {"northern pipeline"}),
        ("The sabotage caused a loss of power and traffic jams.", set()),
        ("Rebels detonated charges at the base of four electricity poles.", {"electricity poles"}),
        ("Rebels bombed the base of the brigade.", {"base of the brigade"}),
        ("Six soldiers died in an ambush on the coastal highway.", set()),
    ],
)
def test_things_hit_are_named_in_full_without_determiner_and_number(text: str, wanted: set[str]) -> None:
    assert {t for role, t in _arguments(text) if role == "physical_target"} == wanted


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("A man stabbed two guards at a railway station.", set()),
        ("Gunmen shot a judge at his residence.", set()),
        ("Gunmen killed six passengers on a bus.", {"bus"}),
        ("Rebels fired rockets at a hotel.", {"hotel"}),
        ("Rebels detonated a mine under an army truck.", {"army truck"}),
        ("A bomb exploded in the centre of Lima.", set()),
    ],
)
def test_where_people_are_attacked_is_no_target_and_neither_are_the_means(text: str, hit: set[str]) -> None:
    assert {t for role, t in _arguments(text) if role == "physical_target"} == hit


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("A man wielding a knife attacked two nuns.", {"knife"}),
        ("Rebels stormed a compound with rockets and rifles.", {"rockets", "rifles"}),
        ("Police arrested two men with six detonators.", set()),
    ],
)
def test_what_an_attacker_holds_is_a_means_and_what_is_found_on_somebody_is_none(text: str, means: set[str]) -> None:
    assert {t for role, t in _arguments(text) if role == "instrument"} == means


def test_the_surroundings_of_an_attack_are_no_target() -> None:
    assert not {t for role, t in _arguments("A bomb exploded in a quiet street.") if role == "physical_target"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels attacked the convoy with mortars and heavy machineguns.", {"mortars", "heavy machineguns"}),
        ("A powerful car bomb exploded near the market.", {"car bomb"}),
        ("Men threw a grenade at the embassy from a passing car.", {"grenade"}),
        ("The mayor was wounded by a car bomb explosion.", {"car bomb"}),
        ("The fuel tanks were destroyed by two dynamite blasts.", {"dynamite"}),
        ("They attacked the post with rifle fire.", {"rifle"}),
        ("The attack, carried out with rocket launchers, was launched at dawn.", {"rocket launchers"}),
        ("Two soldiers died in an explosion.", set()),
        ("Three men armed with submachine guns kidnapped a banker.", {"submachine guns"}),
        ("A truck bomb exploded at noon. The bomb wounded a guard.", {"truck bomb"}),
        ("Men placed a dynamite charge at the bank. The device damaged a wall.", {"dynamite charge"}),
    ],
)
def test_means_are_named_in_full_and_a_passing_vehicle_is_none(text: str, wanted: set[str]) -> None:
    assert {t for role, t in _arguments(text) if role == "instrument"} == wanted


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A suicide bomber attacked a market on Monday.", "suicide-attack"),
        ("Two suicide bombers struck a mosque on Friday.", "suicide-attack"),
        ("Two bombers struck a bridge on Friday.", "aerial"),
        ("Militants fired missiles at the port on Sunday.", "heavy-weapons"),
        ("Militants fired at the crowd on Sunday.", "firearms"),
    ],
)
def test_the_means_decides_the_mode(text: str, mode: str) -> None:
    facts = extract(load_reader().read(text), None)
    assert {m.event_mode for m in facts.events} == {mode}


def test_another_thing_of_the_same_kind_is_told_apart() -> None:
    text = "A car bomb exploded at the bank. A second bomb exploded at the hotel."
    assert len({m.event for m in extract(load_reader().read(text), None).events}) > 1 or (
        len({t for role, t in _arguments(text) if role == "instrument"}) > 1
    )


def test_a_target_named_again_by_a_general_word_is_one_thing() -> None:
    text = "A grenade was thrown at a minibus. The attack set the vehicle on fire."
    assert {t for role, t in _arguments(text) if role == "physical_target"} == {"minibus"}


def test_a_later_clause_names_the_target() -> None:
    text = "There was another attack in the capital. Police said the target was a paint factory."
    assert ("physical_target", "paint factory") in _arguments(text)


def test_a_hyphen_is_within_the_name_of_a_means() -> None:
    assert ("instrument", "rocket-propelled grenades") in _arguments("Rebels fired rocket-propelled grenades at mills.")
