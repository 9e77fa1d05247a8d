"""Whose an organ is, who is nobody's national, and who or what a name or description stands for."""

from __future__ import annotations

import pytest

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.document import extract
from pipelines.extract.facts import Actor, Facts
from pipelines.language import load_reader


def actors(text: str) -> list[Actor]:
    return extract(load_reader().read(text), None).actors


def meant(text: str, words: str, nth: int = 0) -> Actor:
    """The actor that the words of the text stand for, at their nth mention; places are read too."""
    facts = extract(load_reader().read(text), None)
    return facts.actors[[mention.actor for mention in facts.actor_mentions if mention.text == words][nth]]


def named(text: str) -> set[str]:
    """The actors of a text read without places."""
    return {actor.name for actor in extract_actors(load_reader().read(text), [], Facts())[0]}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Laotian lawmakers passed a pact with Burma, and police in Vientiane held six men.", "police", "LAO"),
        ("Georgia's parliament passed a pact with Turkey. In Tbilisi, riot police held six men.", "riot police", "GEO"),
        ("In Windhoek, the foreign ministry said it had expelled the Angolan consul.", "the foreign ministry", "NAM"),
        ("Portugal's unions walked out. Talks with the government failed. Spain and Italy watched.", "the government",
         "PRT"),
        ("Peru's Maoists broke off talks with the government. Chile and Brazil urged calm.", "the government", "PER"),
        ("Jordan bombed Aleppo. Local health authorities in Aleppo said six died.", "Local health authorities", "SYR"),
        ("Chile recalled its envoy and closed its embassy in Lima.", "its embassy", "CHL"),
    ],
)  # fmt: skip
def test_an_organ_is_of_the_state_where_it_sits_or_whose_people_deal_with_it(
    text: str, words: str, country: str
) -> None:
    assert meant(text, words).country == country


def test_a_government_is_not_that_of_the_state_it_deals_with() -> None:
    text = "The government accused Gabon of arming rebels. Kinshasa and Kigali have traded blame."
    assert meant(text, "The government").country is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Talks ended. A meeting of the two national security advisers in Muscat was put off.",
         "the two national security advisers"),
        ("Envoys met in Oslo to discuss the truce.", "Envoys"),
        ("Two Western diplomats in Tunis said the talks had failed.", "Two Western diplomats"),
        ("UNHCR's representative in Chad, Ana Moreau, said camps were full.", "Ana Moreau"),
        ("The World Bank's director for Ghana praised the reform.", "The World Bank's director for Ghana"),
        ("Special Coordinator Ida Holm will be in Tripoli on Monday.", "Special Coordinator Ida Holm"),
    ],
)  # fmt: skip
def test_envoys_and_servants_of_world_bodies_are_not_of_the_state_where_they_are(text: str, words: str) -> None:
    assert meant(text, words).country is None


def test_who_speaks_for_a_world_body_in_a_state_belongs_to_the_body() -> None:
    assert meant("UNHCR's representative in Chad, Ana Moreau, said camps were full.", "Ana Moreau").parent_name in {
        "UN Refugee Agency",
        "UN High Commissioner for Refugees",
    }


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Islamic State-aligned Allied Democratic Forces rebels burned a village.",
         "Islamic State-aligned Allied Democratic Forces rebels", "Allied Democratic Forces"),
        ("The U.S.-trained Danab unit killed six men.", "The U.S.-trained Danab unit", "Danab Brigade"),
    ],
)  # fmt: skip
def test_a_friend_or_trainer_is_not_who_is_meant(text: str, words: str, name: str) -> None:
    assert meant(text, words).name == name


@pytest.mark.parametrize("text", ["Emirati-backed forces seized the port.", "Turkish-backed fighters seized a town."])
def test_the_friends_of_a_state_are_not_its_own(text: str) -> None:
    assert [(actor.country, actor.parent_name) for actor in actors(text)[:1]] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "words", "actor_type"),
    [
        ("Iranian saboteurs blew up a pipeline.", "Iranian saboteurs", "intelligence"),
        ("Israeli frogmen mined the port.", "Israeli frogmen", "military"),
        ("Turkish commandos raided the camp.", "Turkish commandos", "military"),
        ("RSF men looted the market.", "RSF men", "armed_group"),
        ("The governing coalition collapsed on Friday.", "The governing coalition", "party"),
        ("Polling agents were beaten on Friday.", "Polling agents", "civilians"),
        ("A rights body condemned the killing.", "A rights body", "ngo"),
        ("A column of rebels entered the town.", "A column of rebels", "armed_group"),
        ("Goons attacked the rally on Friday.", "Goons", "civilians"),
    ],
)  # fmt: skip
def test_nouns_for_people_tell_their_kind(text: str, words: str, actor_type: str) -> None:
    assert meant(text, words).actor_type == actor_type


def test_a_bomb_is_no_actor() -> None:
    assert not named("An IED went off on Sunday and killed two.")


def test_a_president_who_meets_one_is_another() -> None:
    text = "WASHINGTON — The president spoke on Tuesday with President Ruto of Kenya. The president said he would come."
    assert {meant(text, "The president", nth).name for nth in (0, 1)} == {"president"}


def test_an_indefinite_office_points_at_nobody_named() -> None:
    text = "A Nepali leader has been toppled. In Quito, Congress censured interim leader Luis Vega."
    assert meant(text, "A Nepali leader").name != "Luis Vega"


def test_two_holders_of_an_office_hold_that_office() -> None:
    text = "President Petro met the foreign minister of Peru, Ana Vega. The two presidents did not speak."
    assert meant(text, "The two presidents").is_generic
    text = "President Petro met President Noboa in Quito. The two presidents signed a pact."
    assert {meant(text, "The two presidents", nth).name for nth in (0, 1)} == {"Petro", "Noboa"}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Oman, whose crown prince telephoned President Pezeshkian, urged calm in Iran.", "whose crown prince", "OMN"),
        ("Chile, whose foreign minister met the Syrian president, promised aid.", "whose foreign minister", "CHL"),
        ("President Lula closed the border with Peru. His foreign minister summoned the Peruvian envoy.",
         "His foreign minister", "BRA"),
    ],
)  # fmt: skip
def test_whose_and_his_give_the_state_of_who_is_meant(text: str, words: str, country: str) -> None:
    assert meant(text, words).country == country


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Abu Salim was born in Homs. Freed under an amnesty that President Assad decreed, he joined the rebels.", "he",
         "Abu Salim"),
        ('"I will vote," said Mary Lund, 63. Her son, she said, has not decided.', "she", "Mary Lund"),
        ("Mr. Ortega spoke on Friday. Ms. Lund listened. He left early.", "He", "Ortega"),
        ("The party, whose delegation walked out, said it would boycott the vote.", "it", "party"),
        ("Chad sued Niger at the World Bank, charging it with fraud.", "it", "Niger"),
        ("Chad imposed sanctions on Niger for its refusal to talk.", "its", "Niger"),
        ("Chad defended Niger against charges that it sheltered smugglers.", "it", "Niger"),
    ],
)  # fmt: skip
def test_a_pronoun_agrees_and_passes_over_relative_clauses(text: str, pronoun: str, name: str) -> None:
    assert meant(text, pronoun).name == name


def test_the_first_word_of_a_company_is_the_company() -> None:
    text = "Arvex Pharmaceuticals PLC said on Monday it would pay. Arvex had erred."
    assert meant(text, "Arvex").name == "Arvex Pharmaceuticals PLC"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ms. Jordan said the plan would fail.", "Ms. Jordan", "Jordan"),
        ("Prime Minister Jean Roux-Aimé resigned on Friday.", "Prime Minister Jean Roux-Aimé", "Jean Roux-Aimé"),
        ("Kenya sent a 4,500-strong protection force.", "a 4,500-strong protection force", "protection force"),
        ("Some 700-odd police officers were hurt.", "700-odd police officers", "police officers"),
        ("A 48-year-old former farmer was killed.", "A 48-year-old former farmer", "former farmer"),
        ("The Government of the Islamic Republic of Iran agreed.", "The Government of the Islamic Republic of Iran",
         "Government of Iran"),
    ],
)  # fmt: skip
def test_names_go_as_far_as_they_reach(text: str, words: str, name: str) -> None:
    assert meant(text, words).name == name


@pytest.mark.parametrize(
    ("text", "words", "actor_type"),
    [
        ("The mining company Corvex suspended work on Friday.", "Corvex", "company"),
        ("Solidar, the country's largest private-sector union, called a strike.", "Solidar", "ngo"),
        ("Coalition forces bombed a depot.", "Coalition forces", "military"),
        ("Ms. Jordan said the plan would fail.", "Ms. Jordan", "person"),
    ],
)
def test_the_words_beside_a_name_tell_its_kind(text: str, words: str, actor_type: str) -> None:
    assert meant(text, words).actor_type == actor_type


@pytest.mark.parametrize(
    "text",
    [
        "Shelling hit the town of Bint Jbeil.",
        "Hurricane Ada weakened on Sunday. Ada had moved north.",
        "It was a 60-day state of emergency, then a state of siege.",
    ],
)
def test_towns_storms_and_emergencies_are_nobody(text: str) -> None:
    assert not named(text)


def test_a_name_between_two_offices_holds_the_first() -> None:
    text = (
        "At the invitation of the President of Serbia, Dragan Petrov, the President of Angola, Rui Neto, paid a visit."
    )
    assert [meant(text, words).country for words in ("Dragan Petrov", "Rui Neto")] == ["SRB", "AGO"]


def test_a_name_between_commas_is_the_holder_of_the_office_before_it() -> None:
    text = "The governor of Borno, Musa Kolo, and two aides were wounded."
    assert meant(text, "The governor of Borno").name == "Musa Kolo"


@pytest.mark.parametrize(
    "text",
    [
        "It allocated BDT 1.2 billion on Friday.",
        "They met, each accusing the other of lies.",
    ],
)
def test_sums_and_the_other_of_two_are_nobody(text: str) -> None:
    assert not named(text) - {"They"}


@pytest.mark.parametrize("name", ["Jordan Lima", "Sydney London"])
def test_two_names_of_places_are_a_person_who_is_chosen_or_told_of_as_one(name: str) -> None:
    assert meant(f"The club chose {name} on Monday.", name).actor_type == "person"
    assert meant(f"{name}, who led the firm, resigned.", name).actor_type == "person"


@pytest.mark.parametrize(
    ("text", "words", "actor_type", "country"),
    [
        ("Seoul's Joint Chiefs of Staff said a missile was fired.", "Seoul's Joint Chiefs of Staff", "military", "KOR"),
        ("The government of Prime Minister Narendra Modi asked France for help.", "The government", "government",
         "IND"),
        ("The rebel high command ordered a retreat.", "The rebel high command", "armed_group", None),
        ("The ruling Renewal Front lost.", "Renewal Front", "party", None),
    ],
)  # fmt: skip
def test_words_before_and_behind_tell_whose_and_what_a_body_is(
    text: str, words: str, actor_type: str, country: str | None
) -> None:
    assert (meant(text, words).actor_type, meant(text, words).country) == (actor_type, country)


def test_one_word_is_the_place_that_it_names_elsewhere() -> None:
    text = "Rebels took Goma. The rebels entered the city of Goma on Monday."
    assert "Goma" not in {actor.name for actor in actors(text)}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The People's Liberation Army (EPL) raided a farm.", "People's Liberation Army", "Popular Liberation Army"),
        ("Serbia's oil company NIS asked for a waiver.", "NIS", "NIS"),
    ],
)
def test_a_bracketed_acronym_or_a_contrary_noun_tells_which_body_is_meant(text: str, words: str, name: str) -> None:
    assert meant(text, words).name == name


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("MANILA — Defense Secretary Jose Cruz said China had rammed a boat. The Philippines is angry.",
         "Defense Secretary Jose Cruz", "PHL"),
        ("LIMA — Congressman Luis Vega accused the police. Peru's Congress met.", "Congressman Luis Vega", "PER"),
        ("Congressman Mark Holt said Ukraine needs arms.", "Congressman Mark Holt", "USA"),
    ],
)  # fmt: skip
def test_congressmen_and_secretaries_are_american_where_no_other_such_state_is_told_of(
    text: str, words: str, country: str
) -> None:
    assert meant(text, words).country == country


def test_the_parties_to_a_deal_are_no_political_ones() -> None:
    assert meant("The parties signed a peace agreement on Friday.", "The parties").actor_type == "other"
    assert meant("The UN urged both parties to end the fighting.", "both parties").actor_type == "other"
    assert meant("The parties named their candidates on Friday.", "The parties").actor_type == "party"


def test_the_members_of_a_body_of_states_are_that_body() -> None:
    assert meant("The members of the Arab League met.", "The members of the Arab League").name == "Arab League"
    assert meant("Two members of the Arab League met.", "Two members of the Arab League").name == "members"


def test_a_day_is_no_group() -> None:
    assert named("The ship was struck overnight on November 17 to 18.") == set()


def test_a_word_for_a_friend_is_nobody() -> None:
    assert named("The U.S.-backed Syrian Democratic Forces said a post was hit.") == {"Syrian Democratic Forces"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army killed nine people in Aleppo, Jordan said.", "The army"),
        ("In Oslo, the embassy said two Britons were held.", "the embassy"),
        ("French-speaking rebels attacked.", "French-speaking rebels"),
    ],
)
def test_armies_embassies_and_speakers_of_a_language_are_of_no_state_by_that(text: str, words: str) -> None:
    assert meant(text, words).country is None


def test_the_presidents_of_two_states_are_theirs_whoever_was_named() -> None:
    text = (
        "Kenya's president and Uganda's president met. The two presidents left. The presidents of Chad and Niger spoke."
    )
    words = "The presidents of Chad and Niger"
    assert {meant(text, words, nth).country for nth in (0, 1)} == {"TCD", "NER"}


@pytest.mark.parametrize(
    "text",
    [
        "President Ruto said no judge could stop him. He left.",
        '"We won without a soldier," said President Ruto. "No general helped." He left.',
    ],
)
def test_whom_a_text_denies_is_not_he(text: str) -> None:
    assert meant(text, "He").name == "Ruto"


@pytest.mark.parametrize("pronoun", ["his", "her"])
def test_each_of_every_girl_or_boy_is_meant_within_the_clause(pronoun: str) -> None:
    text = f"President Ruto says that every child should be free to choose {pronoun} school."
    assert "child" in meant(text, pronoun).name


def test_a_possessive_behind_a_relative_clause_is_its_subject() -> None:
    text = "Marek Bolt sells houses. The best paper that Omar Dane showed was a note from his doctor, a surgeon."
    assert meant(text, "his").name == "Omar Dane"


@pytest.mark.parametrize(
    "text",
    [
        "These are the times of Ruben J. Soto, who lost twice.",
        "In the place of Ruben J. Soto came a clerk.",
        "It was the language of Ruben J. Soto.",
    ],
)
def test_what_is_of_somebody_is_no_place(text: str) -> None:
    assert "Ruben J. Soto" in named(text)


def test_a_founder_of_a_company_is_none() -> None:
    text = "One of her fans is Ana Maria Soto, a founder of Arvex, a company outside Quito."
    assert meant(text, "Ana Maria Soto").actor_type == "person"
    assert meant(text, "a founder of Arvex").name == "Ana Maria Soto"


def test_a_father_s_name_that_is_a_town_s_too_is_still_the_person_s() -> None:
    text = "Senator Luis Cordoba Ruiz flew to Cordoba on Monday. Cordoba accused the army of murder."
    assert meant(text, "Cordoba").name == "Luis Cordoba Ruiz"


def test_a_magistrate_beside_a_named_one_is_of_the_state_told_of() -> None:
    text = "Gunmen in Lima shot a magistrate on Monday. Magistrate Ana Ruiz of Peru fled the city."
    assert meant(text, "a magistrate").country == "PER"


def test_an_acronym_does_not_shorten_a_longer_name_of_another_body() -> None:
    text = "Two nuns were killed by the Zarate Wilka Armed Forces of Liberation (FAL) in La Paz."
    assert "Zarate Willka Armed Liberation Forces" in named(text)


@pytest.mark.parametrize("words", ["Commandos", "Troops"])
def test_troops_of_an_armed_group_are_armed_rebels(words: str) -> None:
    assert meant(f"{words} of the Shining Path shot a mayor in Peru.", words).actor_type == "armed_group"
    assert meant(f"{words} of the Peruvian Army shot a mayor.", words).actor_type == "military"


def test_a_possessive_inside_a_relative_clause_is_not_that_of_another() -> None:
    text = "Two men spoke: Omar Dane, whom Ana Paz knew, and Marek Bolt, a clerk who told his aides to leave."
    assert meant(text, "his").name != "Omar Dane"


def test_the_presidents_are_nobody_untitled_beside_one_with_the_title() -> None:
    text = "President Petro met Ana Zamora. Zamora said the pact between the presidents was weak."
    assert meant(text, "the presidents").is_generic


def test_a_state_has_more_than_one_mayor_but_one_president() -> None:
    text = "Bolivian {0} Ali Choque fled on Monday. A {0} was hurt. Peru and Chile sent aid to the Bolivian government."
    assert meant(text.format("Mayor"), "A Mayor").country == "BOL"
    assert meant(text.format("President"), "A President").country is None


def test_who_spoke_before_speaks_on_and_who_is_charged_denies() -> None:
    held = "Police chief Abel Rey said a suspect had been held. He said the man was armed."
    assert meant(held, "He").name == "Abel Rey"
    assert meant("Rosa Vera said the general had shelled the town. He denied it.", "He").name == "general"


def test_whose_sentence_it_is_goes_on_in_its_second_clause() -> None:
    text = "Senator Abel Rey said the truce was dead. Omar Diop called the text a start, and he said time was short."
    assert meant(text, "he").name == "Omar Diop"


def test_a_source_that_tells_is_somebody() -> None:
    assert meant("A senior source of the ruling party told Reuters he had resigned.", "he").name == "senior source"


def test_a_comrade_s_title_is_no_name_and_tells_of_no_side() -> None:
    comrade = meant("Villagers mourned Comrade Vidal.", "Comrade Vidal")
    assert (comrade.name, comrade.code) == ("Vidal", None)


def test_a_possessive_in_front_is_the_subject_s_to_come() -> None:
    assert meant("Peru scolded Chile. Since its invasion of Laos, Burma has lost sales.", "its").name == "Myanmar"
    assert meant("Peru shelled a post. In response to its attack, Chile recalled its envoy.", "its").name == "Peru"


def test_a_company_of_an_army_is_no_business() -> None:
    assert meant("Rebels wiped out an army company.", "an army company").actor_type == "military"


def test_no_group_is_nobody_nor_is_who_it_says_it_is() -> None:
    text = "The Taliban hold the town. No group has yet said it carried out the attack."
    assert named(text) == {"Taliban"}
    assert not [m for m in extract(load_reader().read(text), None).actor_mentions if m.text == "it"]


def test_neither_side_is_both() -> None:
    assert meant("Chad and Niger sent ships. Neither side wants a war.", "Neither side").name == "Chad"


def test_the_group_is_not_its_own_foe() -> None:
    assert meant("The Taliban say they have defeated the group.", "the group").name == "group"


def test_the_ministers_are_one_and_his_counterpart() -> None:
    text = "Foreign Minister Abel Rey spoke to his Malian counterpart, Omar Diop. The two ministers agreed to meet."
    assert [meant(text, "The two ministers", n).name for n in (0, 1)] == ["Abel Rey", "Omar Diop"]


def test_the_regime_is_the_junta_and_the_bloc_no_world_body() -> None:
    text = "The junta in Burma jailed monks. Washington and the UN Security Council protested. The {} ignored it."
    assert "junta" in meant(text.format("regime"), "The regime").name
    assert meant(text.format("bloc"), "The bloc").name == "bloc"


@pytest.mark.parametrize("order", ["government and people", "Government and people"])
def test_a_government_and_people_are_of_one_state(order: str) -> None:
    text = f"Chad sends condolences to the families, as well as to the {order} of Mali."
    assert {"Government of Mali", "Malian people"} <= named(text)


def test_the_wounded_who_are_wished_something_are_no_part_of_it() -> None:
    assert named("Chad wishes the wounded a swift recovery.") == {"Chad"}


def test_a_people_s_name_may_begin_a_person_s() -> None:
    assert named('"We mourn," said Karen Voss, an envoy of the mission.') >= {"Karen Voss"}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The blast happened in the west of the city.", "west"),
        ("Bombs fell on a village (located in the west).", "west"),
        ("A bomb went off outside a girls' school.", "girls"),
        ("Gas is sold by the regime's largest source of revenue.", "regime's largest source"),
    ],
)
def test_quarters_kinds_and_springs_are_nobody(text: str, absent: str) -> None:
    assert absent not in named(text)


def test_a_capital_that_is_made_to_act_or_decides_is_its_government() -> None:
    assert "Government of Iran" in named("The raid forced Tehran to halt talks.")
    assert "Government of Vietnam" in named("Peru offered loans to Hanoi, which has refused to sign.")


def test_a_comrade_is_a_title_and_no_name() -> None:
    assert "Marta Ilic" in named("Comrade Marta Ilic visited the plant.")


_READOUT = "Foreign Secretary Ann Hale met Kenyan Foreign Minister Amina Juma in Nairobi. "


def names_of(text: str, words: str) -> set[str]:
    """The names of all actors that the words stand for, at their last mention; places are read too."""
    facts = extract(load_reader().read(text), None)
    last = max(mention.start for mention in facts.actor_mentions if mention.text == words)
    return {facts.actors[m.actor].name for m in facts.actor_mentions if (m.text, m.start) == (words, last)}


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (_READOUT + "They also discussed trade.", "They", {"Ann Hale", "Amina Juma"}),
        (_READOUT + "She thanked two British pilots freed in May. They also discussed trade.", "They",
         {"Ann Hale", "Amina Juma"}),
        (_READOUT + "Officials agreed to meet again.", "Officials", {"Ann Hale", "Amina Juma"}),
        (_READOUT + "In the evening the two signed a pact.", "the two", {"Ann Hale", "Amina Juma"}),
        (_READOUT + "Both countries agreed to trade more.", "Both countries", {"United Kingdom", "Kenya"}),
        ("Ministers discussed trade\n\n" + _READOUT, "Ministers", {"Ann Hale", "Amina Juma"}),
        (_READOUT + "Ugandan officials agreed to meet again.", "Ugandan officials", {"Ugandan officials"}),
        (_READOUT + "Rebels shelled a school. They fled.", "They", {"Rebels"}),
        ("The clans repeated their wish to meet with the premier and the envoy and they proposed a truce.", "they",
         {"clans"}),
    ],
)  # fmt: skip
def test_those_who_met_discuss_and_agree(text: str, words: str, who: set[str]) -> None:
    assert names_of(text, words) == who


def test_an_office_is_named_by_its_first_word() -> None:
    text = "Secretary of State Ann Hale met farmers in Oslo. The Secretary urged them to plant wheat."
    assert meant(text, "The Secretary").name == "Ann Hale"


def test_a_presidents_administration_is_his_states() -> None:
    text = "US President Ann Hale spoke in Oslo. Her administration has banned the group."
    assert meant(text, "Her administration").name == "Government of the United States"


def test_an_administration_is_of_the_state_of_whom_it_is_called_after() -> None:
    text = "The Reagan administration froze the loans. Iran protested. Senators urged the administration to wait."
    assert meant(text, "the administration") == meant(text, "The Reagan administration")
    assert meant(text, "the administration").code == "USAGOV"


def test_the_two_leaders_are_neither_diplomats_nor_who_telephones_them() -> None:
    text = "Ana Paz and Eva Ruiz agreed to talk. A Kenyan diplomat was hopeful. Omar Haddad telephoned the two leaders."
    facts = extract(load_reader().read(text), None)
    called = {facts.actors[m.actor].name for m in facts.actor_mentions if m.text == "the two leaders"}
    assert called <= {"Ana Paz", "Eva Ruiz"}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Poland withdrew its ambassador from Minsk.", "its ambassador", "POL"),
        ("Two companies of the Rapid Action Force were sent.", "Two companies of the Rapid Action Force", "IND"),
        ("Chad and Sudan are at odds. Chad accused its neighbour of arming rebels.", "its neighbour", "SDN"),
    ],
)
def test_whose_an_envoy_a_company_and_a_neighbour_are(text: str, words: str, country: str) -> None:
    assert meant(text, words).country == country


def test_a_neighbour_of_one_state_or_of_many_is_nobody_known() -> None:
    assert named("Angola accused its neighbour of arming rebels.") == {"Angola", "rebels"}


def test_two_states_share_the_end_of_their_name() -> None:
    assert named("The minister urged North and South Korea to resume talks.") >= {"North Korea", "South Korea"}
    assert named("North and South Korean soldiers fired shots.") >= {"North Korean soldiers", "South Korean soldiers"}
    assert "North Korea" not in named("Fighting shook the north and South Korea sent aid.")


def test_whoever_speaks_is_nobody_of_whom_it_tells() -> None:
    text = 'Judge Ana Diaz freed them. Major Luis Mora defended it. "Captain Rojas was hurt," he said.'
    assert meant(text, "he").name == "Luis Mora"
    assert meant("Major Luis Mora was calm. The gunman shot Captain Rojas, he said.", "he").name == "Luis Mora"
    assert meant('Judge Ana Diaz left. Captain Rojas was hurt. "Help!" he said.', "he").name == "Rojas"


@pytest.mark.parametrize("both", ["Both", "The two"])
@pytest.mark.parametrize("text", ["Ruiz and Diaz met on Monday.", "The envoy told Ana Paz that Ruiz and Diaz had met."])
def test_both_are_the_two_whom_the_clause_before_joins(text: str, both: str) -> None:
    assert [meant(f"{text} {both} agreed to leave.", both, n).name for n in (0, 1)] == ["Ruiz", "Diaz"]


def test_both_are_the_two_sides_told_of_before() -> None:
    text = "Sudan and Chad traded fire. The African Union urged the two sides to stop. Both agreed to talk."
    assert {meant(text, "Both", n).name for n in (0, 1)} == {"Sudan", "Chad"}


def test_both_of_several_are_nobody_known() -> None:
    assert all(a.name != "Both" for a in actors("Ruiz, Diaz and Paz met. Both agreed to leave."))
    facts = extract(load_reader().read("Two nuns and a cook were held. Both were freed."), None)
    assert "Both" not in {m.text for m in facts.actor_mentions}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("The leader of the gang was shot in Lima.", "The leader of the gang", "PERCRM"),
        ("A member of the police was shot in Lima.", "A member of the police", "PERCOP"),
        ("The president of the court was shot in Lima.", "The president of the court", "PERJUD"),
        ("The leader of the choir was shot in Lima.", "The leader of the choir", "PER"),
        ("The head of the Reuters department was shot in Lima.", "The head of the Reuters department", "GBRMED"),
        ("The leader of the country spoke in Lima.", "The leader of the country", "PERGOV"),
    ],
)
def test_what_a_leader_or_member_is_of_tells_the_sector(text: str, words: str, code: str) -> None:
    assert meant(text, words).code == code


@pytest.mark.parametrize(
    ("text", "words", "actor_type"),
    [
        ("A joint team of police and paramilitaries came.", "A joint team of police and paramilitaries", "police"),
        ("A team of doctors raised the alarm.", "A team of doctors", "civilians"),
    ],
)
def test_a_team_is_what_it_is_made_of(text: str, words: str, actor_type: str) -> None:
    assert meant(text, words).actor_type == actor_type


def test_a_surname_told_of_before_is_no_place() -> None:
    text = "COLONEL JORGE PAZMINO, THE DIRECTOR, WAS HELD. PAZMINO WAS WOUNDED WHEN POLICE STORMED THE BLOCK."
    assert meant(text, "PAZMINO").name == "Jorge Pazmino"
    assert meant("THE ARCHBISHOP OF QUITO CONDEMNED THE RAID.", "THE ARCHBISHOP OF QUITO").name == "Archbishop of Quito"


def test_the_army_is_not_that_of_people_who_have_none() -> None:
    assert meant("The army shot two Palestinians near Nablus.", "The army").country is None
    assert meant("Israel sent tanks. The army shot two Palestinians.", "The army").country == "ISR"


def test_who_meets_a_foreign_counterpart_is_of_another_state() -> None:
    text = "Foreign Minister Elena Costa met her Turkish counterpart, Cem Aydin, in Ankara."
    assert meant(text, "Foreign Minister Elena Costa").country is None


def test_the_congress_of_india_is_a_party() -> None:
    assert meant("The Congress demanded a probe, leaders in New Delhi said.", "The Congress").actor_type == "party"


def test_a_liberation_army_is_no_state_s() -> None:
    assert (
        meant("The Karamoja Liberation Army freed a cook.", "The Karamoja Liberation Army").actor_type == "armed_group"
    )


def test_his_deputy_is_no_lawmaker() -> None:
    assert meant("His deputy, Ali Keita, was shot in Gao, Mali.", "Ali Keita").code == "MLI"


def test_the_congress_is_a_party_in_india_and_a_parliament_elsewhere() -> None:
    assert meant("The BJP accused the Congress of lying.", "the Congress").actor_type == "party"
    assert (
        meant("Brazilian senators met. The Congress in Brasilia rose.", "The Congress in Brasilia").actor_type
        == "legislature"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The foreign ministers of the United Kingdom, France and Germany met in Oslo.",
        "Joint statement by the foreign ministers of the United Kingdom, France and Germany",
    ],
)
def test_ministers_are_of_every_state_that_is_listed(text: str) -> None:
    assert {actor.country for actor in actors(text) if "ministers" in actor.name} == {"GBR", "FRA", "DEU"}


@pytest.mark.parametrize(
    "text",
    ["Minister Juma mediates between the two countries.", "She said the land was divided into two countries."],
)
def test_two_countries_that_are_others_are_not_those_whose_officials_met(text: str) -> None:
    assert {"United Kingdom", "Kenya"}.isdisjoint(actor.name for actor in actors(_READOUT + text))


def test_a_name_behind_the_place_of_an_office_is_the_holder_s() -> None:
    text = "The head of the UN mission in Mali, Idris Wane, condemned the attack."
    assert meant(text, "The head of the UN mission").name == "Idris Wane"


@pytest.mark.parametrize(
    ("text", "words", "actor_type"),
    [
        ("Inspector Rana and his men fired shots.", "his men", "police"),
        ("Rebel leader Luis Paz and his men fled.", "his men", "armed_group"),
        ("Luis Paz and his men fled.", "his men", "civilians"),
        ("Police held the MLA in Thane.", "the MLA", "person"),
    ],
)
def test_his_men_are_of_his_force(text: str, words: str, actor_type: str) -> None:
    assert meant(text, words).actor_type == actor_type


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("The International Monetary Fund", "The fund"),
        ("The European Commission", "The commission"),
        ("The UN Refugee Agency", "The agency"),
        ("The UN Office for the Coordination of Humanitarian Affairs", "The office"),
    ],
)
def test_a_body_is_called_by_the_noun_of_its_name(name: str, noun: str) -> None:
    body = meant(f"{name} sent envoys. {noun} praised Kenya.", noun)
    assert body.actor_type == "igo" and noun.lower() not in body.name.lower().split(",")


def test_an_office_or_a_fund_is_otherwise_nobody() -> None:
    assert not {"office", "fund", "funds"} & {n.lower() for n in named("He left the office. The funds were gone.")}


@pytest.mark.parametrize("front", ["For its part", "Despite its losses", "On its way home"])
def test_its_before_a_name_is_what_the_name_means(front: str) -> None:
    text = f"Unicef sent nurses. {front}, Chad praised Kenya."
    assert meant(text, "its").name == "Chad"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The Chilean side demanded a new map.", {"country:CHL"}),
        ("The Chilean and Peruvian sides met on Monday.", {"country:CHL", "country:PER"}),
        ("Peru lodged a protest with the Chilean side.", {"country:PER", "country:CHL"}),
    ],
)
def test_the_side_of_a_state_that_acts_or_is_dealt_with_is_the_state(text: str, states: set[str]) -> None:
    actors, _ = extract_actors(load_reader().read(text), [], Facts())
    assert {a.key for a in actors} == states


def test_the_side_of_a_border_is_nobody() -> None:
    actors, _ = extract_actors(load_reader().read("A bus broke down on the Chilean side of the pass."), [], Facts())
    assert not {a.key for a in actors} & {"country:CHL"}


def test_who_tells_a_foreign_government_something_is_not_of_that_state() -> None:
    actors, _ = extract_actors(load_reader().read("The premier told Ankara to withdraw its troops."), [], Facts())
    assert {a.country for a in actors if a.title} == {None}


def test_a_capital_that_is_given_something_is_its_government() -> None:
    actors, _ = extract_actors(load_reader().read("The bloc gave the Kremlin an ultimatum."), [], Facts())
    assert "RUS" in {a.country for a in actors}


def test_who_speaks_of_somebody_by_name_is_somebody_else() -> None:
    text = (
        "Kenya shelled the border after the Nyali Front attacked a post. It said that the Nyali Front had hidden there."
    )
    assert meant(text, "It").name == "Kenya"


def test_arms_spelled_out_are_nobody() -> None:
    text = "An Improvised Explosive Device (IED) went off in Arden. The IED wounded two nurses."
    assert named(text).isdisjoint({"Improvised Explosive Device", "IED"})


def test_he_may_back_somebody_with_his_surname() -> None:
    text = 'Mayor Ben Berg faulted the bill. "It fails," Berg said. He said this while praising Ana Berg\'s report.'
    facts = extract(load_reader().read(text), None)
    assert [facts.actors[m.actor].name for m in facts.actor_mentions if m.text == "He"] == ["Ben Berg"]
