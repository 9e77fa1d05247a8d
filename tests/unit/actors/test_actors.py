"""What the actor extractor makes of short texts."""

from __future__ import annotations

import pytest

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.facts import Actor, ActorMention, Facts, Place, PlaceMention
from pipelines.language import Reading, load_reader

Result = tuple[list[Actor], list[ActorMention]]


def read(text: str) -> Reading:
    return load_reader().read(text)


def actors_of(text: str) -> Result:
    return extract_actors(read(text), [], Facts())


def by_key(result: Result) -> dict[str, Actor]:
    return {actor.key: actor for actor in result[0]}


def mentions_of(result: Result, key: str) -> list[str]:
    actors, mentions = result
    return [mention.text for mention in mentions if actors[mention.actor].key == key]


def test_possessive_state_and_organ_are_one_organ_with_the_state_as_parent() -> None:
    found = by_key(actors_of("Kenya's military attacked the rebels near the border."))
    army = found["mil:KEN"]
    assert army.name == "Kenya Defence Forces"
    assert (army.actor_type, army.country, army.code) == ("military", "KEN", "KENMIL")
    assert (army.parent_key, army.parent_name) == ("country:KEN", "Kenya")
    assert "country:KEN" not in found


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("Peru's foreign ministry condemned the attack.", "mfa:PER", "Ministry of Foreign Affairs of Peru"),
        ("The foreign ministry in Lima resigned.", "mfa:PER", "Ministry of Foreign Affairs of Peru"),
        ("The Ministry of Foreign Affairs of Peru resigned.", "mfa:PER", "Ministry of Foreign Affairs of Peru"),
        ("The Peruvian government condemned the attack.", "gov:PER", "Government of Peru"),
        ("The government of Peru condemned the attack.", "gov:PER", "Government of Peru"),
        ("The Chilean air force bombed the camp.", "airforce:CHL", "Chile Air Force"),
        ("Nigerian police arrested three men.", "police:NGA", "Nigerian Police"),
        ("The Bolivian parliament rejected the treaty.", "parliament:BOL", "Parliament of Bolivia"),
    ],
)
def test_organs_of_states_have_canonical_names(text: str, key: str, name: str) -> None:
    assert by_key(actors_of(text))[key].name == name


def test_two_states_share_one_plural_organ_phrase() -> None:
    result = actors_of("The Kenyan and Ugandan armies attacked the rebels.")
    assert mentions_of(result, "army:KEN") == mentions_of(result, "army:UGA") == ["The Kenyan and Ugandan armies"]


def test_capital_acts_as_government() -> None:
    result = actors_of("Nairobi accused Khartoum of arming the rebels.")
    assert by_key(result)["gov:KEN"].actor_type == "government"
    assert by_key(result)["gov:KEN"].parent_name == "Kenya"


def test_capital_and_country_as_places_are_no_actors() -> None:
    assert not {"gov:KEN", "country:KEN"} & set(by_key(actors_of("Gunmen killed a judge in Nairobi on Monday.")))
    assert "country:KEN" not in by_key(actors_of("Two bombs exploded in Kenya."))


def test_adjective_names_the_state_that_acts() -> None:
    result = actors_of("Syrian rocket attacks wounded two people.")
    assert mentions_of(result, "country:SYR") == ["Syrian"]


def test_adjective_before_a_place_is_no_actor() -> None:
    assert "country:UGA" not in by_key(actors_of("The bombs fell on Ugandan territory."))


@pytest.mark.parametrize(
    "name", ["ISIL", "ISIS", "Daesh", "Da'esh", "Da’esh", "the Islamic State group", "Islamic State militants"]
)
def test_aliases_of_a_group_are_one_actor(name: str) -> None:
    found = by_key(actors_of(f"Iraqi forces attacked {name} near Mosul."))
    assert found["lex:islamic-state"].actor_type == "armed_group"


def test_person_with_title_is_one_mention_with_country_and_title() -> None:
    result = actors_of("Kenyan President William Ruto met Foreign Minister Okello Oryem. Ruto thanked him.")
    ruto = by_key(result)["person:william ruto"]
    assert (ruto.actor_type, ruto.country, ruto.title, ruto.parent_name) == ("person", "KEN", "President", "Kenya")
    assert mentions_of(result, "person:william ruto")[:2] == ["Kenyan President William Ruto", "Ruto"]


def test_definite_office_is_the_person_named_with_it() -> None:
    result = actors_of("Prime Minister Ana Lopez resigned on Monday. The prime minister blamed parliament.")
    assert "The prime minister" in mentions_of(result, "person:ana lopez")


def test_nameless_office_is_a_person_of_the_state() -> None:
    result = actors_of("Uganda summoned Kenya's ambassador over the raid.")
    envoy = next(actor for actor in result[0] if actor.title == "ambassador")
    assert (envoy.actor_type, envoy.country, envoy.is_generic) == ("person", "KEN", True)


def test_spokesman_of_an_organ_speaks_for_it() -> None:
    result = actors_of("A Kenyan foreign ministry spokesman denied the report.")
    assert mentions_of(result, "mfa:KEN") == ["A Kenyan foreign ministry spokesman"]


def test_bracketed_acronym_names_the_same_actor() -> None:
    actors, mentions = actors_of(
        "The United Liberation Front (ULF) attacked a convoy on Monday. The ULF said it killed nine soldiers."
    )
    [position] = [i for i, actor in enumerate(actors) if "ULF" in actor.aliases]
    assert [mention.text for mention in mentions if mention.actor == position].count("ULF") == 2


def test_unknown_group_takes_its_type_from_the_words_beside_it() -> None:
    text = "Police said on Monday that the Jabal al-Nur militant group attacked a station in the north of the country."
    actors, _ = actors_of(text)
    assert any(actor.actor_type == "armed_group" and "Jabal al-Nur" in actor.name for actor in actors)


@pytest.mark.parametrize(
    ("text", "noun", "actor_type"),
    [
        ("Gunmen attacked a bus.", "gunmen", "armed_group"),
        ("The protesters burned tires.", "protesters", "civilians"),
        ("Peasants fled the village.", "peasants", "civilians"),
        ("Soldiers killed nine villagers.", "soldiers", "military"),
        ("A rights group condemned the arrests.", "rights group", "ngo"),
        ("Opposition lawmakers left the chamber.", "opposition lawmakers", "legislature"),
    ],
)
def test_common_nouns_are_generic_actors(text: str, noun: str, actor_type: str) -> None:
    actor = next(actor for actor in actors_of(text)[0] if actor.name.lower() == noun)
    assert (actor.actor_type, actor.is_generic, actor.code) == (actor_type, True, None)


def test_number_and_determiner_are_in_the_mention_and_not_in_the_name() -> None:
    actors, mentions = actors_of("The army killed at least nine armed men.")
    position = next(i for i, actor in enumerate(actors) if actor.name == "armed men")
    assert [mention.text for mention in mentions if mention.actor == position] == ["nine armed men"]


def test_predicate_nouns_denote_nobody() -> None:
    assert not any(actor.key.startswith("nominal:") for actor in actors_of("Ana Lopez is a doctor.")[0])


def test_both_countries_are_two_actors_on_one_span() -> None:
    actors, mentions = actors_of("Kenya accused Uganda of spying. Both countries recalled their ambassadors.")
    keys = {actors[mention.actor].key for mention in mentions if mention.text == "Both countries"}
    assert keys == {"country:KEN", "country:UGA"}


def test_the_group_is_the_group_named_last() -> None:
    result = actors_of("Hezbollah attacked the base. The group said it killed two soldiers.")
    assert "The group" in mentions_of(result, "lex:hezbollah")


def test_possessive_pronoun_finds_the_state() -> None:
    result = actors_of("Kenya condemned the raid. Its military attacked the camp.")
    assert "Its military" in mentions_of(result, "mil:KEN")


def test_pleonastic_it_is_no_mention() -> None:
    mentions = actors_of("Kenya closed the border. It is clear that the talks failed.")[1]
    assert not any(mention.text == "It" for mention in mentions)


def test_province_that_speaks_is_its_authorities() -> None:
    found = actors_of("Peru's Ayacucho province reported nine deaths.")[0]
    assert [actor.country for actor in found if actor.actor_type == "government" and "Ayacucho" in actor.name] == [
        "PER"
    ]


def test_capitals_only_text_reads_like_any_other() -> None:
    text = "REBELS OF THE TUPAC AMARU REVOLUTIONARY MOVEMENT [MRTA] ATTACKED 20 FARMERS."
    result = actors_of(text)
    found = by_key(result)
    assert found["lex:tupac-amaru-revolutionary-movement"].country == "PER"
    assert any(actor.name.lower() == "farmers" for actor in found.values())


def test_pronoun_us_is_no_country() -> None:
    assert "country:USA" not in by_key(actors_of("They told us that who attacked them is not known."))
    assert "country:USA" in by_key(actors_of("The US accused Cuba of spying."))


def test_dateline_country_tells_whose_army() -> None:
    text = "LIMA, March 3 (Reuters) - The army killed nine rebels on Monday."
    reading = read(text)
    facts = Facts(places=[Place("iso:PER", "Lima", "city", "PER")])
    places = [PlaceMention(0, 4, "LIMA", 0, 0)]
    keys = {actor.key for actor in extract_actors(reading, places, facts)[0]}
    assert "army:PER" in keys or reading.dateline is None


def test_mentions_are_text_slices_with_their_head_inside() -> None:
    text = "Kenya's President William Ruto, a former deputy, met U.S. officials and Hamas leaders in Paris."
    reading = read(text)
    _, mentions = extract_actors(reading, [], Facts())
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start <= reading.doc[mention.root].idx < mention.end


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "🙂🙂", "\u200fשלום", "a" * 5000, "U.S.", "(((", "The the of of.", "\u200e"]
)
def test_odd_texts_do_not_break_it(text: str) -> None:
    actors, mentions = actors_of(text)
    assert all(0 <= mention.actor < len(actors) for mention in mentions)


@pytest.mark.parametrize(
    ("text", "key", "country"),
    [
        ("President Jacques Chirac condemned the attack.", "person:jacques chirac", "FRA"),
        ("Protesters marched in Bolivia while Peru and Chile watched.", "nominal::protesters", "BOL"),
        ("The Peruvian government met rebels in the south.", "nominal::rebels", "PER"),
        ("The Peruvian government resigned. Judge Carlos Rojas was freed.", "person:carlos rojas", "PER"),
        ("Kenya asked Uganda to free two of its nationals.", "nominal:KEN:nationals", "KEN"),
    ],
)
def test_people_belong_to_the_state_that_name_clause_or_document_tells(text: str, key: str, country: str) -> None:
    assert by_key(actors_of(text))[key].country == country


def test_two_states_in_a_document_place_nobody() -> None:
    found = by_key(actors_of("Peru and Chile signed a treaty. Several villagers protested."))
    assert found["nominal::villagers"].country is None


def test_keys_of_nameless_people_keep_the_plural_of_the_text() -> None:
    found = by_key(actors_of("Women and children fled. A woman was killed."))
    assert {"nominal::women", "nominal::children", "nominal::woman"} <= set(found)


def test_smugglers_are_no_armed_group() -> None:
    found = by_key(actors_of("Police arrested three smugglers and two gunmen."))
    assert found["nominal::smugglers"].actor_type == "other"
    assert found["nominal::gunmen"].actor_type == "armed_group"


def test_what_a_ministry_calls_its_attack_is_the_states() -> None:
    result = actors_of("Peru's Foreign Ministry said its attack on the base was a response.")
    assert mentions_of(result, "country:PER") == ["its"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Armenia and Chile met. The sides agreed on a truce.", {"country:ARM", "country:CHL"}),
        (
            "President Alan Garcia met President Michelle Bachelet. The leaders signed a treaty.",
            {"person:alan garcia", "person:michelle bachelet"},
        ),
    ],
)
def test_plural_descriptions_mean_both_parties(text: str, keys: set[str]) -> None:
    result = actors_of(text)
    assert {key for key in by_key(result) if {"The sides", "The leaders"} & set(mentions_of(result, key))} == keys


def test_a_weekday_is_no_part_of_a_name() -> None:
    assert mentions_of(actors_of("Kenya Friday closed the border with Uganda."), "country:KEN") == ["Kenya"]


def test_the_former_and_the_latter_are_the_two_named_before() -> None:
    result = actors_of("Peru and Chile signed the accord. The former will withdraw. The latter will resume talks.")
    assert "The former" in mentions_of(result, "country:PER")
    assert "The latter" in mentions_of(result, "country:CHL")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Activists from Greenpeace boarded a Norwegian ship.", "nominal::activists"),
        ("Ministers urged Iran to talk.", "nominal::ministers"),
    ],
)
def test_who_belongs_elsewhere_does_not_get_the_one_state_of_the_document(text: str, key: str) -> None:
    assert by_key(actors_of(text))[key].country is None


def test_who_speaks_for_a_body_has_its_sector() -> None:
    spokesman = by_key(actors_of("Hamas spokesman Sami Noor rejected the plan."))["person:sami noor"]
    assert spokesman.code == "PSEREB"


def test_a_minister_keeps_the_field_that_no_list_has() -> None:
    minister = by_key(actors_of("South Korean Unification Minister Park Noor met reporters."))["person:park noor"]
    assert (minister.title, minister.country) == ("Unification Minister", "KOR")


def test_a_description_without_article_beside_a_name_is_its_title() -> None:
    found = by_key(actors_of("Rosa Vera, mayor of Quito, met Pedro Salas, leader of the Civic Dawn party, on Friday."))
    assert (found["person:rosa vera"].title, found["person:pedro salas"].title) == ("mayor", "leader")


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The foreign ministers of Kenya and Uganda met on Monday.", ["KEN", "UGA"]),
        ("The leaders of France, Germany and Poland met on Monday.", ["DEU", "FRA", "POL"]),
        ("The presidents of Rwanda and the Democratic Republic of Congo met on Monday.", ["COD", "RWA"]),
        ("The foreign minister of Kenya resigned on Monday.", ["KEN"]),
    ],
)
def test_officials_of_several_states_are_an_actor_each(text: str, countries: list[str]) -> None:
    actors, mentions = actors_of(text)
    officials = {mention.actor for mention in mentions if "of" in mention.text.split()}
    assert sorted(actors[number].country or "" for number in officials) == countries


@pytest.mark.parametrize(
    ("text", "captured"),
    [
        ("Rebels freed ten soldiers after they were captured in May.", "soldiers"),
        ("Police arrested the miners after they were seen near the mine.", "miners"),
        ("Rebels attacked the soldiers after they were captured in May.", "Rebels"),
    ],
)
def test_who_is_freed_is_who_was_captured(text: str, captured: str) -> None:
    _actors, mentions = actors_of(text)
    they = next(mention for mention in mentions if mention.text == "they")
    assert captured in {mention.text.split()[-1] for mention in mentions if mention.actor == they.actor}


def test_the_mayor_of_another_town_is_another_mayor() -> None:
    text = "Gunmen killed Ana Ibarra, the mayor of Ometepec, days after the mayor of Taxco was murdered."
    actors, mentions = actors_of(text)
    assert {m.text for m in mentions if actors[m.actor].name == "Ana Ibarra"}.isdisjoint({"the mayor of Taxco"})


def test_the_two_leaders_are_those_whom_a_sentence_joined_last() -> None:
    text = (
        "President Pedro Castro met President Ana Luz in May. President Bela Kuti and President Olga Rey shook hands "
        "in June. The two leaders also agreed to trade more."
    )
    actors, mentions = actors_of(text)
    leaders = {actors[m.actor].name for m in mentions if m.text == "The two leaders"}
    assert leaders == {"Bela Kuti", "Olga Rey"}


def test_a_state_of_a_federation_is_a_place() -> None:
    found = by_key(actors_of("Police in the Indian state of Manipur fled."))
    assert "Indian state" not in {actor.name for actor in found.values()}
