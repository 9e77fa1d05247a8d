"""Whose the people and bodies are that a text gives no state of their own."""

from __future__ import annotations

import pytest

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.document import extract
from pipelines.extract.facts import Actor, Facts
from pipelines.language import load_reader

PERU = """Union calls strike in Peru

The labour ministry of Peru refused to talk on Tuesday. Union leader Rosa Quispe accused Peru of bad faith.

{sentence}

A Chilean diplomat was present, and Peru thanked him."""

RIVALS = """Rwanda and Uganda trade accusations

Rwanda accused Uganda on Tuesday of shelling a border town. Uganda denied it.

{sentence}"""


def named(text: str, name: str) -> Actor:
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    return next(actor for actor in actors if name.lower() in actor.name.lower())


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Police commissioner Juan Salas said nobody was hurt.", "Juan Salas"),
        ("Rebel commander Abel Huanca denied the charge.", "Abel Huanca"),
        ("Opposition senator Luz Ramos called for calm.", "Luz Ramos"),
        ("Shopkeepers closed their stores.", "shopkeepers"),
        ("Prosecutors opened an inquiry.", "prosecutors"),
        ("The interior ministry said nobody was hurt.", "Ministry of the Interior"),
        ("The Coast Workers Party called a rally.", "Coast Workers Party"),
    ],
)
def test_who_has_no_state_is_at_home_in_the_one_that_the_text_is_about(sentence: str, name: str) -> None:
    assert named(PERU.format(sentence=sentence), name).country == "PER"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Foreign reporters were turned away.", "reporters"),
        ("UN peacekeepers were not involved.", "peacekeepers"),
        ("Amnesty International urged restraint.", "Amnesty International"),
        ("Tourists left the city.", "tourists"),
        ("Donors promised help.", "donors"),
        ("High Representative Ana Okoro urged restraint.", "Ana Okoro"),
        ("Special Envoy Ana Okoro urged restraint.", "Ana Okoro"),
        ("High Representative/Vice-President Ana Okoro urged restraint.", "Ana Okoro"),
        ("African governments urged restraint.", "African governments"),
        ("The council urged all States to help.", "States"),
    ],
)
def test_who_comes_from_abroad_is_not_at_home(sentence: str, name: str) -> None:
    assert named(PERU.format(sentence=sentence), name).country is None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("Prosecutors opened an inquiry.", "prosecutors"), ("President Paul Habimana met reporters.", "Habimana")],
)
def test_dealings_of_two_states_place_nobody(sentence: str, name: str) -> None:
    assert named(RIVALS.format(sentence=sentence), name).country is None


def test_the_nationality_of_victims_is_not_the_state_that_a_text_is_about() -> None:
    text = "Gunmen kidnapped four Dutch tourists in Yemen on Sunday. Yemen sent troops."
    assert named(text, "gunmen").country == "YEM"


def test_dateline_of_talks_abroad_does_not_tell_whose_army() -> None:
    text = (
        "GENEVA, May 3 - Syria's warring parties met on Monday. Syria refused to discuss prisoners. "
        "Syria wants a truce.\n\nThe army bombed a school."
    )
    assert named(text, "army").country == "SYR"


def test_a_place_struck_by_another_state_does_not_own_the_army() -> None:
    text = "GAZA - Israeli jets bombed Gaza on Sunday. Residents fled Gaza. The army said it had hit militants."
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    assert "army:PSE" not in {actor.key for actor in actors}


def test_two_holders_of_an_office_are_of_the_two_states_of_their_sentence_in_order() -> None:
    text = "Ghana and Togo signed an accord on Monday after talks between Presidents Kofi Asante and Yao Mensah."
    assert [named(text, name).country for name in ("Asante", "Mensah")] == ["GHA", "TGO"]


def test_expelled_diplomats_do_not_make_a_report_about_their_state() -> None:
    text = (
        "CHISINAU - Moldova expelled three Russian diplomats on Monday.\n\n"
        "Foreign Minister Ion Rusu said Moldova had proof. Moscow promised to respond. Prosecutors searched homes."
    )
    assert [named(text, name).country for name in ("Rusu", "prosecutors")] == ["MDA", "MDA"]


def test_a_station_that_is_closed_is_local() -> None:
    text = "Radio Luz was closed by police on Friday. Nicaragua accused it of slander."
    assert named(text, "Radio Luz").country == "NIC"


def test_a_parliament_that_aids_another_state_is_not_at_home_there() -> None:
    text = (
        "US Senate approves aid to Ukraine\n\nThe aid for Ukraine was approved on Tuesday. "
        "Senator Mark Holt praised the vote. Ukraine welcomed it. Kyiv had asked for more."
    )
    assert named(text, "Holt").country != "UKR"


def test_the_water_named_after_a_state_lends_no_state() -> None:
    text = "The Ministry of Defence said on Tuesday that a frigate had intercepted a dhow in the Gulf of Oman."
    facts = extract(load_reader().read(text), None)
    assert "OMN" not in {actor.country for actor in facts.actors}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The government ordered the expulsion of three American diplomats.", "government"),
        ("The foreign minister summoned the Dutch ambassador.", "foreign minister"),
        ("The army said it had killed two Nigerian traders.", "army"),
    ],
)
def test_envoys_and_foreigners_do_not_tell_whose_the_government_is(text: str, name: str) -> None:
    assert named(text, name).country is None


def test_police_are_of_the_state_where_they_act() -> None:
    assert named("Serbia recalls envoy as police raid northern towns in Kosovo.", "police").country == "XKX"
    assert named("France said police had arrested three men in Berlin.", "police").country == "DEU"


def test_a_subject_of_a_relative_clause_in_the_sentence_before_may_be_meant() -> None:
    text = "Luis Paz resigned. Mrs. Rojas will face the same fire Mr. Salas has. He noted that she had won."
    _, mentions = extract_actors(load_reader().read(text), [], Facts())
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    assert [actors[m.actor].name for m in mentions if m.text == "He"] == ["Salas"]


DIGEST = """The week in the region

Mali – The army shelled a village on Monday.

Benin – Fighters raided a border post. {sentence}

Côte d'Ivoire – Police arrested two men."""


@pytest.mark.parametrize(
    ("sentence", "name", "country"),
    [
        ("The army repelled them.", "Beninese Army", "BEN"),
        ("Police held three men.", "Beninese Police", "BEN"),
        ("The government imposed a curfew.", "Government of Benin", "BEN"),
        ("The interior minister, Paul Houndé, blamed nobody.", "Houndé", "BEN"),
        ("The army of Niger helped.", "Nigerien Army", "NER"),
        ("The foreign minister, Jean Morel, offered help.", "Morel", None),
        ("Nobody was hurt.", "Malian Army", "MLI"),
        ("Nobody was hurt.", "Ivorian Police", "CIV"),
    ],
)
def test_organs_and_officials_under_the_name_of_a_state_are_its_own(
    sentence: str, name: str, country: str | None
) -> None:
    facts = extract(load_reader().read(DIGEST.format(sentence=sentence)), None)
    actor = next(actor for actor in facts.actors if name.lower() in actor.name.lower())
    assert actor.country == country


def test_a_heading_that_names_a_state_is_no_actor() -> None:
    facts = extract(load_reader().read(DIGEST.format(sentence="Nobody was hurt.")), None)
    assert not [actor.name for actor in facts.actors if actor.actor_type == "country"]
    assert [facts.places[m.place].country for m in facts.place_mentions] == ["MLI", "BEN", "CIV"]


@pytest.mark.parametrize(
    "sentence",
    ["President Ana Quux arrived in Rome on Monday.", "Crown Prince Quux cancelled a visit to Rome."],
)
def test_who_travels_is_not_at_home_where_the_journey_leads(sentence: str) -> None:
    facts = extract(load_reader().read(sentence, None), None)
    assert {a.country for a in facts.actors if a.actor_type == "person"} == {None}


def test_the_pope_is_of_the_vatican() -> None:
    facts = extract(load_reader().read("The pope met Cuban bishops in Havana.", None), None)
    assert {a.country for a in facts.actors if a.title == "pope"} == {"VAT"}


def test_ministers_of_a_world_body_are_not_of_the_only_state_named() -> None:
    text = "EU foreign ministers condemned Chad. The ministers of the European Union urged Chad to free a judge."
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    assert {a.country for a in actors if a.actor_type == "government"} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Bandits raided a village near the border with Chad on Monday, killing nine farmers, police said.",
        "Bandits raided a village in a district bordering Chad, killing nine farmers, police said.",
        "Bandits raided a village near the border with neighbouring Chad, killing nine farmers, police said.",
    ],
)
@pytest.mark.parametrize("name", ["bandits", "farmers", "police"])
def test_what_lies_near_a_border_is_not_in_the_state_behind_it(text: str, name: str) -> None:
    assert named(text, name).country is None


def test_an_army_near_a_border_is_of_the_state_on_this_side() -> None:
    text = "Gunmen attacked two Nigerien posts near the border with Mali, the army said."
    assert named(text, "army").country == "NER"


def test_who_only_brokered_a_truce_has_no_army_there() -> None:
    text = (
        "Clashes between Chad's factions went on after a Qatari and U.S.-brokered truce. The army said it would hold."
    )
    assert named(text, "army").country == "TCD"


@pytest.mark.parametrize("people", ["Central American presidents", "South American ministers", "Latin American firms"])
def test_americans_of_a_continent_are_not_of_the_united_states(people: str) -> None:
    assert named(f"The {people} met in Lima on Monday.", people).country is None
    assert named(f"American officials told {people} of the plan.", "American officials").country == "USA"


def test_where_an_embassy_is_does_not_place_a_story_told_in_its_own_state() -> None:
    text = (
        "LIMA, May 3 - Army spokesman Luis Paz said on Monday that Captain Juan Rios had gone abroad.\n\n"
        "Rios was made an attache at the Peruvian embassy in Kenya. The army protects him, which is why he "
        "was sent to Kenya.\n\nProsecutors opened an inquiry. The Congress of Peru praised them."
    )
    facts = extract(load_reader().read(text), None)
    assert {actor.country for actor in facts.actors if actor.name == "Prosecutors"} == {"PER"}
