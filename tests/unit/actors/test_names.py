"""Which spans are names of bodies."""

from __future__ import annotations

import pytest

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.document import extract
from pipelines.extract.facts import Actor, Facts
from pipelines.language import load_reader


def actors_of(text: str) -> dict[str, Actor]:
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    return {actor.key: actor for actor in actors}


def test_an_acronym_tells_how_far_the_name_before_it_reaches() -> None:
    found = actors_of(
        "Police arrested the Movement for the Renewal of the Sovereign State of Marenia (MRSSM) on Monday."
    )
    assert "name:movement-for-the-renewal-of-the-sovereign-state-of-marenia" in found
    assert not any(key in found for key in ("name:movement", "name:mrssm", "name:sovereign-state-of-marenia"))


def test_an_acronym_stays_the_same_body_wherever_the_text_uses_it() -> None:
    actors, mentions = extract_actors(
        load_reader().read("The Front for Change of Tamaria (FCT) met on Friday. The FCT denied it had split."),
        [],
        Facts(),
    )
    texts = [m.text for m in mentions if actors[m.actor].name == "Front for Change of Tamaria"]
    assert any("FCT" in text for text in texts[2:])


@pytest.mark.parametrize(
    "text",
    [
        "Human rights groups demanded that the government end the curbs.",
        "Militant Group Claims Attack on Hotel",
        "Rebel Leader Killed in Airstrike, Army Says",
        "Students Clash With Riot Police in Capital",
    ],
)
def test_common_nouns_with_a_capital_are_no_names(text: str) -> None:
    actors, mentions = extract_actors(load_reader().read(text), [], Facts())
    assert all(actor.is_generic for actor in actors)
    assert all(mention.mention_type == "nominal" for mention in mentions)


def test_an_adjective_that_is_also_an_english_word_is_a_state_s_before_a_noun() -> None:
    found = actors_of("Burmese troops crossed the river, and Thai police said on Monday they had fired back.")
    assert found["police:THA"].country == "THA"
    assert "police:MMR" not in found


def test_a_broadcaster_s_name_does_not_swallow_the_day() -> None:
    found = actors_of("The minister visited Russia today and met officials in the capital.")
    assert "lex:rt" not in found


def test_what_the_text_calls_a_body_outweighs_a_word_of_its_name() -> None:
    found = actors_of("The Nur Brigade, a Sunni separatist group, claimed the attack.")
    assert found["name:nur-brigade"].actor_type == "armed_group"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A group of unidentified men attacked the convoy.", "unidentified men"),
        ("A band of armed robbers attacked the convoy.", "armed robbers"),
    ],
)
def test_a_group_of_people_is_those_people(text: str, name: str) -> None:
    actors, mentions = extract_actors(load_reader().read(text), [], Facts())
    assert (mentions[0].text, actors[mentions[0].actor].name) == (text.removesuffix(" attacked the convoy."), name)


def test_the_leadership_of_a_party_is_no_government() -> None:
    found = actors_of("The Islamic Salvation Front met on Friday. Its leadership condemned the arrests.")
    assert "gov:DZA" not in found


def test_people_who_are_counted_are_placed_by_the_clause_of_the_count() -> None:
    found = actors_of("Tens of thousands of people filled squares in Tbilisi to defy Russian envoys.")
    assert found["nominal::people"].country == "GEO"


def test_a_party_whose_name_many_bear_is_the_lexicon_s_only_where_its_state_is_told_of() -> None:
    here = actors_of("The Democratic Party in Japan quarreled with the premier. Japan votes in May.")
    assert "lex:democratic-party" not in here
    there = actors_of("The Democratic Party won the vote in the United States.")
    assert there["lex:democratic-party"].country == "USA"


def test_a_people_of_one_state_places_its_members() -> None:
    assert actors_of("Basque separatists killed a judge.")["nominal:ESP:separatists"].code == "ESPREB"
    assert actors_of("Kurdish fighters killed a judge.")["nominal::fighters"].country is None


def test_a_faith_within_a_state_is_an_actor_of_its_own() -> None:
    found = actors_of("Lebanese Christians and Druze militiamen fought in the mountains.")
    assert (found["name:lebanese-christians"].actor_type, found["name:lebanese-christians"].country) == (
        "religious_group",
        "LBN",
    )
    assert "country:LBN" not in found


def test_people_of_two_states_are_two_actors() -> None:
    found = actors_of("Chinese and Vietnamese negotiators met on Friday.")
    assert {"nominal:CHN:negotiators", "nominal:VNM:negotiators"} <= set(found)


def test_an_unnamed_court_is_not_the_highest() -> None:
    found = actors_of("A Canadian court convicted the man. The Canadian Supreme Court agreed.")
    assert {"courts:CAN", "supremecourt:CAN"} <= set(found)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The fund approved a loan to Jakarta on Friday.", True),
        ("Church leaders called on Jakarta to free the men.", True),
        ("The minister flew to Jakarta on Friday.", False),
        ("Rebels marched on Jakarta on Friday.", False),
    ],
)
def test_a_capital_is_its_government_where_something_is_said_or_given_to_it(text: str, acts: bool) -> None:
    assert ("gov:IDN" in actors_of(text)) is acts


def test_what_is_said_or_judged_is_no_actor() -> None:
    _, mentions = extract_actors(
        load_reader().read("Peru signed the accord with Chile. Brasilia hailed it."), [], Facts()
    )
    assert not [mention for mention in mentions if mention.mention_type == "pronoun"]


def test_an_organ_before_general_is_read_with_it() -> None:
    found = actors_of("Peru's attorney general, Luis Marsh, resigned on Friday.")
    assert found["person:luis marsh"].title == "attorney general"


@pytest.mark.parametrize(
    "text",
    [
        'THE DEATH SQUAD "WHITE DAWN" CLAIMED RESPONSIBILITY FOR THE ATTACK.',
        'The militia "White Dawn" claimed the attack.',
    ],
)
def test_a_body_is_called_by_the_name_in_quotation_marks(text: str) -> None:
    assert actors_of(text)["name:white-dawn"].actor_type == "armed_group"


def test_hooded_men_are_gunmen() -> None:
    assert actors_of("Hooded men set fire to a bus.")["nominal::hooded men"].actor_type == "armed_group"


def test_who_is_backed_by_a_state_is_not_its_national() -> None:
    found = actors_of("Rwandan-backed rebels captured the town on Friday.")
    assert "nominal:RWA:national" not in found


def test_a_news_agency_places_nobody() -> None:
    found = actors_of("Gunmen abducted 80 girls in Nigeria, residents told AFP.")
    assert found["nominal::residents"].country == "NGA"


def test_an_adjective_before_a_name_is_no_part_of_it() -> None:
    found = actors_of("Myanmar's shadow National Unity Government urged restraint.")
    assert "lex:national-unity-government" in found


def test_the_capital_of_a_sentence_makes_no_name_of_common_words() -> None:
    assert not any(key.startswith("lex:") for key in actors_of("Mothers of the disappeared marched on Friday."))


def test_the_government_of_a_person_is_the_state_s() -> None:
    assert "gov:PER" in actors_of("Peruvian President Alan Garcia's government blamed the rebels on Friday.")


def test_a_surname_that_the_reader_leaves_out_belongs_to_the_name() -> None:
    assert "person:nahum daso" in actors_of("Police arrested activist Nahum Daso on Friday, his lawyer said.")


def test_ships_are_nobody() -> None:
    assert not actors_of("The frigate HMS Lancaster left port. USS Carver followed. Carver will stay at sea.")


def test_a_body_inside_another_s_name_is_no_actor_of_its_own() -> None:
    actors, mentions = extract_actors(
        load_reader().read("Officials refer questions to the Department of the Treasury."), [], Facts()
    )
    assert [m.text for m in mentions if actors[m.actor].name.endswith("Treasury")] == ["Department of the Treasury"]


@pytest.mark.parametrize(
    "text",
    ["They enjoy freedom of expression, assembly and association.", "His associations with the gang were noted."],
)
def test_rights_and_ties_are_no_bodies(text: str) -> None:
    assert not {actor.actor_type for actor in actors_of(text).values()} & {"ngo", "legislature"}


def test_a_nickname_is_no_second_person() -> None:
    actors = actors_of('Col. Mark "J.D." Brown, the spokesman, said fighters left.')
    assert [key for key in actors if key.startswith("person:")] == ["person:mark j d brown"], actors


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The PTI said its workers were arrested in Lahore, and Pakistan's government denied it.", "PAK"),
        ("The PTI reported that India's parliament met in New Delhi.", "IND"),
        ("In Kenya the UDA won, and Kenyan police said the vote was calm.", "KEN"),
        ("The UDA murdered two men in Britain, British police said.", "GBR"),
    ],
)
def test_an_acronym_of_several_bodies_means_that_of_the_state_told_of(text: str, key: str) -> None:
    acronym = "PTI" if "PTI" in text else "UDA"
    actors, mentions = extract_actors(load_reader().read(text), [], Facts())
    assert {actors[m.actor].country for m in mentions if acronym in m.text} == {key}


def test_a_dollar_sign_makes_a_currency_of_letters() -> None:
    assert "country:USA" not in actors_of("The plan asks for US$2.5 billion, and Peru promised US$40 million.")


def test_a_plan_is_no_navy() -> None:
    assert not any("navy" in a.name.lower() for a in actors_of("The 2031 Marenia Response Plan seeks money.").values())


def test_a_forename_in_capitals_is_no_acronym() -> None:
    actors = actors_of("THE PRIEST AND THE COOK, ANA VEGA, WERE KILLED IN THE TOWN.")
    assert "Ana Vega" in {actor.name for actor in actors.values()}


def test_a_group_is_called_by_the_name_it_is_given() -> None:
    assert "name:dawn-liberation-army" in actors_of("A group called the Dawn Liberation Army killed a judge.")


@pytest.mark.parametrize(
    ("text", "half", "key"),
    [
        ("South Korea's envoy urged the North to free the crew.", "North", "country:PRK"),
        ("Pyongyang cut the hotline. The South protested.", "South", "country:KOR"),
    ],
)
def test_where_one_korea_is_told_of_the_north_and_the_south_are_states(text: str, half: str, key: str) -> None:
    actors, mentions = extract_actors(load_reader().read(text), [], Facts())
    assert {actors[m.actor].key for m in mentions if m.text == half} == {key}


@pytest.mark.parametrize(
    "text",
    [
        "South Korea's navy left for the North Sea.",
        "Seoul sent doctors to the North of Kenya.",
        "The governor of Lagos said the North had been neglected.",
    ],
)
def test_other_norths_are_no_state(text: str) -> None:
    assert "country:PRK" not in actors_of(text)


@pytest.mark.parametrize("name", ["Jamiat-e-Murad", "Tehrik-i-Murad", "Jamiat-ul-Murad", "Jamiat-e Murad"])
def test_a_particle_ties_two_words_to_one_name(name: str) -> None:
    found = actors_of(f"Members of {name} blocked the road in Quetta.")
    assert not any(actor.name in {"Jamiat", "Tehrik", "Murad"} for actor in found.values())


def test_a_province_called_like_a_state_is_no_state() -> None:
    reading = load_reader().read("Gunmen raided two villages of Niger State on Monday.")
    names = {actor.name for actor in extract(reading, None).actors}
    assert names == {"Gunmen"}
