"""What kind of actor a name or noun denotes."""

from __future__ import annotations

import pytest

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.document import extract
from pipelines.extract.facts import Facts
from pipelines.language import load_reader


def types(text: str) -> dict[str, str]:
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    return {actor.name: actor.actor_type for actor in actors}


@pytest.mark.parametrize(
    ("text", "name", "actor_type"),
    [
        ("The Movement for Coast Justice threatened to attack pipelines.", "Movement for Coast Justice", "armed_group"),
        ("The opposition Harmony Society called a boycott on Friday.", "Harmony Society", "party"),
        ("The media watchdog Open Press Now called for their release.", "Open Press Now", "ngo"),
        ("Mali's junta imposed a curfew on Friday.", "Malian military junta", "military"),
        ("Opposition activists were jailed in Minsk.", "Opposition activists", "civilians"),
        ("The opposition has left the government.", "opposition", "party"),
        ("Vandals daubed slogans on the walls.", "Vandals", "civilians"),
        ("The agency appealed to donors for more boats.", "donors", "other"),
        ("The mob stabbed two sub-inspectors.", "sub-inspectors", "police"),
        ("A police spokesman said two men were held. Officers were injured.", "Officers", "police"),
        ("Joint Task Force 21 raided a farm near the border.", "Joint Task Force 21", "military"),
        ("The Coast Justice Union raided a farm near the border.", "Coast Justice Union", "armed_group"),
        ("The population of the camp has fled.", "population", "civilians"),
        ("Police held two attack planners.", "attack planners", "armed_group"),
        ("Musa Bello, a crane operator, said he would stay.", "Musa Bello", "person"),
        ("Petra Lindmark said the mine would close.", "Petra Lindmark", "person"),
        ("The premier met H.E. Ana Okoro in Cairo.", "Ana Okoro", "person"),
        ("The AU Commission sent observers.", "African Union Commission", "igo"),
    ],
)
def test_kind(text: str, name: str, actor_type: str) -> None:
    assert types(text).get(name) == actor_type


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ceasefire came into force on Friday, the army said.", "force"),
        ("Kosovo Calls Off Talks, Rebuffs EU Plan\n\nKosovo refused.", "People's Liberation Army Navy"),
        ("Ethiopian Water Minister Alemu Tesfaye said the filling would go ahead.", "Water Minister"),
        ("Tanzania granted asylum to families from Alto Molo.", "Alto Molo"),
        ("Jets destroyed nine oil well heads near Jalula.", "oil well heads"),
        ("In Bolivia, ANA reported that traffic was halted.", "Afghan National Army"),
        ("The envoys will meet on November 17 in Riga.", "Revolutionary Organization 17 November"),
        ("A press statement was read out in Nairobi.", "press"),
        ("The accord lays a foundation for growth.", "foundation"),
        ("Raiders shot two Kenyan soldiers on patrol near Lamu.", "patrol"),
    ],
)
def test_no_actor(text: str, name: str) -> None:
    assert name not in types(text)


def test_a_union_of_several_words_is_one_name() -> None:
    assert "Ghana Congress of Trade Unions" in types("The Ghana Congress of Trade Unions urged restraint on Friday.")


@pytest.mark.parametrize(
    "text",
    [
        "The Army of the Coast claimed responsibility for the blast on Friday.",
        "Burundi blamed rebels of the Army of the Coast for the blast.",
    ],
)
def test_an_army_of_rebels_is_an_armed_group(text: str) -> None:
    assert types(text)["Army of the Coast"] == "armed_group"


def test_a_persons_office_is_a_body() -> None:
    assert types("President Ana Vera left. Vera's office said she would return.")["Ana Vera's office"] == "government"


def test_the_wounded_are_people() -> None:
    assert types("The minister visited the wounded on Friday.")["wounded"] == "civilians"


def test_an_apposition_tells_the_kind_of_a_league() -> None:
    found = types("The National Unity League, an opposition party, said it would rally.")
    assert found["National Unity League"] == "party"


@pytest.mark.parametrize(
    "text",
    [
        "Russia sent ninety Su-30 fighters to the border on Monday.",
        "Peru bought six Rafale fighters in May.",
        "The crew of an Orlanel drone watched the road.",
    ],
)
def test_makes_of_craft_are_nobody(text: str) -> None:
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    assert not any(word in actor.name for actor in actors for word in ("fighter", "Orlanel"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("IDF soldiers shot a boy on Monday.", "Israel Defense Forces"),
        ("Separatists of the Azawad Liberation Front attacked the camp.", "Azawad Liberation Front"),
        ("M23 fighters entered the town. M23 denied it.", "M23"),
    ],
)
def test_members_in_arms_stand_for_their_body(text: str, name: str) -> None:
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    assert name in {actor.name for actor in actors}
    assert not {"soldiers", "separatists", "fighters", "IDF soldiers", "M23 fighters"} & {a.name for a in actors}


@pytest.mark.parametrize("rulers", ["separatist authorities", "de facto authorities", "breakaway government"])
def test_rulers_beside_the_state_s_own_are_another_actor(rulers: str) -> None:
    found = types(f"Azerbaijan shelled the region. The {rulers} said ten people had died.")
    assert "Government of Azerbaijan" not in found
    assert found[rulers] == "government"


def test_police_are_of_the_state_that_the_paragraph_is_set_in() -> None:
    reading = load_reader().read(
        "Azerbaijan attacked. Azerbaijan denied it. In Yerevan, protesters marched. Police detained 84 people."
    )
    facts = extract(reading, None)
    assert {a.country for a in facts.actors if a.actor_type == "police"} == {"ARM"}


def test_a_body_named_again_is_the_same() -> None:
    actors, mentions = extract_actors(
        load_reader().read(
            "The Harbour Rights Monitor said ten had died. Harbour Rights Monitor urged leaders to act."
        ),
        [],
        Facts(),
    )
    named = {m.actor for m in mentions if "Harbour" in m.text}
    assert [actors[n].actor_type for n in named] == ["ngo"]


def test_the_government_that_a_party_accuses_is_its_own() -> None:
    reading = load_reader().read("Washington sent arms. KMT chairman Eric Chu accused the government of lies.")
    names = {a.name for a in extract(reading, None).actors}
    assert "Government of Taiwan" in names


def test_the_government_in_a_capital_is_that_state_s() -> None:
    assert "Government of Moldova" in types("Russia denied it, according to the government in Chisinau.")


def test_the_court_is_the_one_named_before() -> None:
    found = types("The International Criminal Court issued a warrant. Russia has refused to cooperate with the Court.")
    assert not any(kind == "judiciary" for kind in found.values())


def test_a_family_name_that_comes_first_is_the_person_s() -> None:
    found = types("Mayor Han Tae-il left. Police praised Han on Friday.")
    assert [name for name, kind in found.items() if kind == "person"] == ["Han Tae-il"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Xi Jinping met Vladimir Putin. Putin thanked Xi on Friday.", "Xi Jinping"),
        ("The envoy met Kim Jong Un. Kim asked for aid.", "Kim Jong Un"),
    ],
)
def test_a_short_family_name_that_comes_first_is_the_person_s_too(text: str, person: str) -> None:
    found = [name for name, kind in types(text).items() if kind == "person"]
    assert person in found
    assert not {"Xi", "Kim"} & set(found)


def test_a_body_s_name_amid_a_person_s_is_the_person_s() -> None:
    assert types("Al-Fateh Qurashi, a militia spokesman, said so.")["Al-Fateh Qurashi"] == "person"


def test_troops_of_a_state_are_an_actor() -> None:
    assert types("He visited Kenyan troops at the base.")["Kenyan troops"] == "military"


def test_a_general_with_his_service_is_the_commander_beside() -> None:
    reading = load_reader().read(
        "The commander of U.S. Africa Command, Marine Corps Gen. Ray Sand, met Somalia's president in Mogadishu."
    )
    assert {a.country for a in extract(reading, None).actors if a.name == "Ray Sand"} == {"USA"}


def test_a_month_begins_no_name_and_a_congress_is_of_a_state_that_has_one() -> None:
    reading = load_reader().read("The United States armed Somalia. In May Congress approved funds for a brigade.")
    found = {a.name for a in extract(reading, None).actors if a.actor_type == "legislature"}
    assert found == {"Parliament of the United States"}


def test_a_treaty_acts_for_nobody() -> None:
    assert not any("Treaty" in name for name in types("Chad suspended the Marenia Waters Treaty on Monday."))


def test_the_government_is_not_that_of_the_foreign_capital_named_last() -> None:
    reading = load_reader().read(
        "JUBA, South Sudan -- The army of South Sudan shelled Nasir. South Sudan's president left. "
        "Aid groups urged Addis Ababa to act. Talks between the government and the opposition ended."
    )
    assert "Government of South Sudan" in {a.name for a in extract(reading, None).actors}


@pytest.mark.parametrize(
    "sentence",
    [
        "Rice was sold to Central American and Caribbean nations.",
        "The South American envoys arrived in Lima.",
        "Talks were sought by other Latin American nations.",
    ],
)
def test_a_state_of_the_continent_is_not_the_united_states(sentence: str) -> None:
    assert "USA" not in {a.country for a in extract(load_reader().read(sentence), None).actors}


def test_a_continent_keeps_its_capitals() -> None:
    reading = load_reader().read("THE CENTRAL AMERICAN PRESIDENTS CONDEMNED THE SHELLING OF THE BRIDGE.")
    assert "Central American presidents" in {a.name for a in extract(reading, None).actors}


def test_a_private_army_is_no_army_of_the_land() -> None:
    assert types("The landowner's private army burned a village in Chad.")["private army"] == "armed_group"
