"""Who takes part in an event where grammar alone does not put it beside the trigger."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import Facts
from pipelines.language import load_reader


def _facts(text: str) -> Facts:
    return extract(load_reader().read(f"Report\n\n{text}"), None)


def _names(facts: Facts, event_type: str, role: str) -> set[str]:
    return {
        facts.actors[p.actor].name
        for m in facts.events
        if m.event_type == event_type
        for p in m.participants
        if p.role == role
    }


def test_the_nations_are_the_two_states_named_before() -> None:
    facts = _facts("Relations between Chad and Niger are poor. The nations have accused each other of spying.")
    assert _names(facts, "ACCUSE", "actor") == {"Chad", "Niger"}
    assert _names(facts, "ACCUSE", "recipient") == {"Chad", "Niger"}


def test_a_party_that_is_only_understood_has_no_mention() -> None:
    facts = _facts("Relations between Chad and Niger are poor. The nations have accused each other of spying.")
    accused = next(m for m in facts.events if m.event_type == "ACCUSE")
    assert {p.mention for p in accused.participants} == {None}


def test_the_speaker_is_not_one_of_both_sides() -> None:
    facts = _facts("Chad bombed Niger. Peru called on both sides to stop the fighting.")
    assert _names(facts, "REQUEST", "actor") == {"Peru"}
    assert _names(facts, "REQUEST", "recipient") == {"Chad", "Niger"}


def test_a_call_for_restraint_is_addressed_to_the_parties() -> None:
    facts = _facts("Chad shelled Niger on Monday. Niger threatened Chad. Chad accused Niger. Peru urged restraint.")
    assert _names(facts, "REQUEST", "recipient") == {"Chad", "Niger"}


def test_listed_members_act_themselves() -> None:
    facts = _facts("Nations which have conducted strikes in Somalia include Kenya, Uganda and Ethiopia.")
    assert _names(facts, "ASSAULT", "actor") == {"Kenya", "Uganda", "Ethiopia"}


def test_cooperation_runs_from_the_first_to_the_second() -> None:
    facts = _facts("The ministers praised the close military cooperation between Kenya and Uganda.")
    assert _names(facts, "COOPERATE", "actor") == {"Kenya"}
    assert _names(facts, "COOPERATE", "recipient") == {"Uganda"}


def test_an_attack_is_aimed_at_those_it_is_against_however_far_down() -> None:
    facts = _facts("The air force conducted strikes using bombers and drones against Boko Haram.")
    assert _names(facts, "ASSAULT", "recipient") == {"Boko Haram"}


def test_a_recipient_is_found_in_what_is_agreed() -> None:
    facts = _facts("Kenya has agreed to open its border to refugees from Somalia.")
    assert _names(facts, "AGREE", "recipient")


def test_a_country_in_which_a_measure_takes_effect_is_its_recipient() -> None:
    facts = _facts("President Alpha Bako lifted the state of emergency in Chad.")
    assert "Chad" in _names(facts, "CONCEDE", "recipient")


def test_a_recalled_ambassador_was_sent_to_the_other_state() -> None:
    facts = _facts("The raid strained relations between Chad and Niger, and Chad withdrew its ambassador.")
    assert _names(facts, "SANCTION", "recipient") == {"Niger"}


def test_who_arrives_on_a_visit_visits() -> None:
    facts = _facts("President Alpha Bako of Chad arrived in Nairobi on an unannounced visit.")
    assert any("Bako" in name for name in _names(facts, "CONSULT", "actor"))


def test_who_talks_about_a_campaign_does_not_lead_it() -> None:
    facts = _facts("Senator Lee discussed the campaign to recapture Timbuktu.")
    assert _names(facts, "ASSAULT", "actor") == set()


@pytest.mark.parametrize("noun", ["objectives", "positions"])
def test_what_is_linked_to_a_group_stands_for_it(noun: str) -> None:
    facts = _facts(f"Air force jets bombed {noun} linked to Boko Haram.")
    assert _names(facts, "ASSAULT", "recipient") == {"Boko Haram"}


def test_we_is_the_body_that_issues_the_statement() -> None:
    facts = _facts("The European Union condemns the bombing in Mogadishu. We remain committed to working with Somalia.")
    assert "European Union" in _names(facts, "AGREE", "actor")


def test_who_is_opposed_rejects() -> None:
    facts = _facts("Kenya is opposed to French mediation.")
    assert _names(facts, "REJECT", "actor") == {"Kenya"}
    assert _names(facts, "REJECT", "recipient") == {"France"}


def test_whose_rights_were_violated_is_not_accused_of_it() -> None:
    assert _names(_facts("The envoy denounced a violation of Kenya's airspace."), "ACCUSE", "recipient") == set()
    blamed = _names(_facts("The envoy denounced Chad's breach of Kenya's airspace."), "ACCUSE", "recipient")
    assert blamed == {"Chad"}


def test_a_protest_is_in_protest_of_somebody() -> None:
    facts = _facts("Students began a hunger strike in protest of the Kenyan government's refusal to meet them.")
    assert _names(facts, "PROTEST", "recipient") == {"Government of Kenya"}
    assert _names(facts, "PROTEST", "actor").isdisjoint({"Government of Kenya"})


@pytest.mark.parametrize(
    ("sentence", "doers", "hit"),
    [
        (
            "The opposition accused the army of murdering two farmers.",
            {"army"},
            {"farmers"},
        ),
        ("Rebels kidnapped a mayor and three cattle breeders.", {"Rebels"}, {"mayor", "cattle breeders"}),
        ("Gunmen killed a beekeeper and his dog.", {"Gunmen"}, {"beekeeper"}),
        ("Two deputies lost their lives in the attack.", set(), {"deputies"}),
        ("The general denounced the murder of four monks and two women.", set(), {"monks", "women"}),
    ],
)
def test_who_harmed_whom(sentence: str, doers: set[str], hit: set[str]) -> None:
    facts = extract(load_reader().read(f"Report\n\n{sentence}"), None)
    told = [p for m in facts.events if m.event_type == "ASSAULT" for p in m.participants]
    assert {facts.actors[p.actor].name for p in told if p.role == "actor"} == doers
    assert {facts.actors[p.actor].name for p in told if p.role == "recipient"} == hit


def test_nameless_fighters_act_for_their_group() -> None:
    facts = extract(load_reader().read("Fighters of the Taliban attacked a convoy near Kunduz."), None)
    doers = {facts.actors[p.actor].name for m in facts.events for p in m.participants if p.role == "actor"}
    assert "Taliban" in doers


def test_who_reports_a_bombing_does_not_suffer_it() -> None:
    assert _names(_facts("The Kenyan police reported six bombings in Garissa."), "ASSAULT", "recipient") == set()
    assert _names(_facts("Kenyan aid workers reported looting of the clinic."), "COERCE", "recipient") == set()


@pytest.mark.parametrize(
    ("text", "event_type", "role", "names"),
    [
        ("Lima pressed Nairobi to free two nurses.", "REQUEST", "recipient", {"Government of Kenya"}),
        ("Peru sent a note of protest to Nairobi.", "ACCUSE", "recipient", {"Government of Kenya"}),
        ("Peru renewed its call for Kenya to open talks.", "REQUEST", "recipient", {"Kenya"}),
        ("Peru agreed to hand over two suspects to Kenya.", "AGREE", "recipient", {"Kenya"}),
        ("The World Bank will lend Chad 75 million dollars.", "AGREE", "recipient", {"Chad"}),
        ("Kenyan and Peruvian warships held war games.", "COOPERATE", "actor", {"Kenya"}),
        ("Kenyan and Peruvian warships held war games.", "COOPERATE", "recipient", {"Peru"}),
        ("The Kenyan foreign minister visited Peru.", "CONSULT", "recipient", {"Peru"}),
        ("The Kenyan foreign minister arrived in Lima on Monday.", "CONSULT", "recipient", {"Government of Peru"}),
        ("Kenya threatened to cut off aid to Chad.", "THREATEN", "recipient", {"Chad"}),
        ("Kenya would use force against Chad if it had to, the army chief warned.", "THREATEN", "recipient", {"Chad"}),
        ("Peru said it would freeze Kenyan assets if it was not paid.", "THREATEN", "recipient", {"Kenya"}),
        ("Rebel leader Ana Ruiz warned Lima she would strike.", "THREATEN", "recipient", {"Government of Peru"}),
        ("The Kenyan premier left Nairobi on Friday for Peru.", "CONSULT", "recipient", {"Peru"}),
        ("The bishop pleaded with Kenya to spare two men.", "REQUEST", "recipient", {"Kenya"}),
        ("Kenya sought assurances from Chad that it would not shelter rebels.", "REQUEST", "recipient", {"Chad"}),
        ("The premier gave in to demands by Kenyan nurses.", "CONCEDE", "recipient", {"Kenyan nurses"}),
        ("The army ignored a call by the African Union to return.", "REJECT", "recipient", {"African Union"}),
        ("Kenyan nurses marched against government cuts.", "PROTEST", "recipient", {"Government of Kenya"}),
        ("Students burned an effigy of Kenya's president.", "PROTEST", "recipient", {"Kenya's president"}),
        ("Peru handed two Kenyan bandits over to Chadian police.", "COOPERATE", "recipient", {"Chadian Police"}),
        ("Chad seized six Kenyan sailors and three patrol boats.", "COERCE", "recipient", {"Kenyan sailors"}),
        ("Peru praised the efforts of Chad to end the war.", "SUPPORT", "recipient", {"Chad"}),
        ("Peru threw its weight behind Chad.", "SUPPORT", "recipient", {"Chad"}),
        ("Peru pointed the finger at Chad over a blast.", "ACCUSE", "recipient", {"Chad"}),
        ("The Kenyan premier began a tour of Chad and Niger.", "CONSULT", "recipient", {"Chad"}),
        ("A Kenyan envoy was in Lima for talks.", "CONSULT", "recipient", {"Government of Peru"}),
        ("The Kenyan premier sat down for two days of talks.", "CONSULT", "actor", {"Kenya's premier"}),
        ("Peru said it would send its army back into Chad unless it was paid.", "THREATEN", "actor", {"Peru"}),
        ("Peru sought an urgent session of the UN Security Council.", "REQUEST", "recipient", {"UN Security Council"}),
        ("Peru opened two plants to United Nations inspectors.", "RETREAT", "recipient", {"United Nations inspectors"}),
        ("Thousands joined an anti-Kenyan demonstration.", "PROTEST", "recipient", {"Kenya"}),
        ("Widows held a vigil to demand the trial of General Ruben Paz.", "PROTEST", "recipient", {"Ruben Paz"}),
        ("The army bombed Chadian rebel positions.", "ASSAULT", "recipient", {"Chadian rebel"}),
        ("Tribesmen seized a German engineer at gunpoint.", "ASSAULT", "recipient", {"German engineer"}),
        ("Peru stripped a Kenyan reporter of his accreditation.", "COERCE", "recipient", {"Kenyan reporter"}),
        ("Peru said it would abide by the ruling.", "AGREE", "actor", {"Peru"}),
        ("Northern Ireland's leader condemned Peru.", "ACCUSE", "actor", {"United Kingdom's leader"}),
        ("Police broke up a rally by Kenyan nurses, arresting 20.", "COERCE", "recipient", {"Kenyan nurses"}),
        ("Police broke up a rally by Kenyan nurses, arresting 20.", "ASSAULT", "recipient", {"Kenyan nurses"}),
        ("Police clashed with Kenyan students, detaining 15.", "COERCE", "recipient", {"Kenyan students"}),
        ("Peru's premier refused to resign despite pressure from Chad.", "REJECT", "recipient", {"Chad"}),
        ("Chad went ahead with the trial despite protests from Peru.", "REJECT", "recipient", {"Peru"}),
        ("Peru said lifting the sanctions on Chad was out of the question.", "REJECT", "recipient", {"Chad"}),
        ("Police used tear gas to scatter students protesting fee rises.", "PROTEST", "actor", {"students"}),
        ("Kenyan students protesting against fee rises were dispersed.", "PROTEST", "actor", {"Kenyan students"}),
        ("Peru condemned the policies of Chad.", "ACCUSE", "recipient", {"Chad"}),
        ("Oxfam voiced alarm over the arrest of six nuns by Kenyan police.", "ACCUSE", "recipient", {"Kenyan Police"}),
        ("Peru's premier accepted an invitation to visit Chad.", "AGREE", "recipient", {"Chad"}),
        ("Kenyan students stormed the Peruvian embassy.", "PROTEST", "recipient", {"Peru"}),
        ("Kenyan students marched against Ana Reed's arrest.", "PROTEST", "recipient", set()),
        ("Bishop Ana Reed, together with Luis Paz, was detained.", "COERCE", "recipient", {"Ana Reed", "Luis Paz"}),
        ("Kenyan students marched against the junta's arrest of Ana Reed.", "PROTEST", "recipient", {"junta"}),
        ("The mayor was placed under house arrest by the Kenyan army.", "COERCE", "actor", {"Kenyan Army"}),
        ("Peru's premier wrote to Chad urging it to talk to the rebels.", "REQUEST", "recipient", {"Chad"}),
        ("A Peru-led offensive killed ten rebels.", "ASSAULT", "actor", {"Peru"}),
        ("The UN-led relief effort went on.", "AID", "actor", {"United Nations"}),
        ("Lorries will bring supplies from the Red Cross to Kidal.", "AGREE", "recipient", set()),
    ],
)
def test_whom_an_act_is_directed_at(text: str, event_type: str, role: str, names: set[str]) -> None:
    assert _names(_facts(text), event_type, role) == names


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Kenya announced that it would withdraw its troops if Chad did the same.", {"CONCEDE"}),
        ("Kenyan police arrested six Chadians in raids near Mombasa.", {"COERCE"}),
        ("Rebels ambushed a police patrol in Kenya.", {"ASSAULT"}),
        ("The council voted to impose an embargo on Chad for smuggling.", {"SANCTION"}),
        ("The bishop was handed a letter from the president.", set()),
        ("Chad freed six Kenyan loggers.", {"RETREAT"}),
        ("The army went back to barracks on Monday.", {"RETREAT"}),
        ("Peru wants an explanation from Chad.", {"REQUEST"}),
        ("Peru fired a rocket into the sea in a test.", {"MOBILIZE"}),
        ("Peru was expelled from the Commonwealth.", {"SANCTION"}),
        ("Peru nationalised a Kenyan mine.", {"COERCE"}),
        ("Pakistan's army was called out in Karachi on Friday to restore order.", {"MOBILIZE"}),
        ("Chad ordered two Kenyan diplomats out of the country.", {"SANCTION"}),
        ("The World Bank put on hold 90 million dollars in loans to Chad.", {"SANCTION"}),
        ("Kenya is ready to send warships against the trawlers.", {"THREATEN"}),
        ("Peru raised the spectre of sanctions against Chad.", {"THREATEN"}),
    ],
)
def test_the_verb_of_a_clause_decides_what_it_tells(text: str, types: set[str]) -> None:
    assert {m.event_type for m in _facts(text).events} == types


def test_ones_own_troops_are_nobody_else() -> None:
    assert _names(_facts("Cuba offered to pull its soldiers out of the valley."), "AGREE", "recipient") == set()


def test_who_refuses_to_comment_rejects_nothing() -> None:
    types = {m.event_type for m in _facts("The ministry declined to comment on the report.").events}
    assert "REJECT" not in types


def test_an_invasion_of_a_town_without_a_name_is_one() -> None:
    assert {m.event_type for m in _facts("Foreign troops invaded the town.").events} == {"ASSAULT"}


@pytest.mark.parametrize(
    "text",
    [
        'Foreign Minister Ana Vidal said: "We cannot look away. I urge both sides to stop."',
        '"I urge both sides to lay down their arms," Foreign Minister Ana Vidal said.',
    ],
)
def test_i_is_who_speaks(text: str) -> None:
    assert _names(_facts(text), "REQUEST", "actor") == {"Ana Vidal"}


def test_a_state_does_not_cut_ties_with_its_own_government() -> None:
    facts = _facts("Lima claimed that Ecuador had armed the rebels, and severed diplomatic ties with Quito.")
    assert _names(facts, "SANCTION", "actor") == {"Government of Peru"}


@pytest.mark.parametrize(
    ("sentence", "event_type", "actors", "recipients"),
    [
        ("Kenyan ships were asked to leave the harbour by President Ana Ruiz.", "REQUEST", {"Ana Ruiz"}, {"Kenya"}),
        ("Peru extradited to Bolivia four men wanted for fraud.", "COOPERATE", {"Peru"}, {"Bolivia"}),
        ('"We urge Somalia to hold elections," said the Kenyan foreign minister.', "REQUEST", {"Kenya"}, {"Somalia"}),
        ("Chad refused to accept a border plan proposed by Niger.", "REJECT", {"Chad"}, {"Niger"}),
    ],
)
def test_parties_stand_where_the_parse_puts_others(
    sentence: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    facts = _facts(sentence)
    assert _names(facts, event_type, "actor") == actors
    assert _names(facts, event_type, "recipient") >= recipients or not recipients


def test_a_bare_participle_stands_beside_whom_it_describes() -> None:
    facts = _facts("Chad handed to Niger two of its nationals suspected of a bombing.")
    assert "Niger" not in _names(facts, "ACCUSE", "recipient")
    assert "Niger" not in _names(facts, "ASSAULT", "actor")


def test_a_counterpart_is_who_is_named_next() -> None:
    facts = _facts("President Alpha Bako of Chad and his Kenyan counterpart Ruth Odhiambo signed the treaty.")
    assert _names(facts, "SUPPORT", "actor") == {"Alpha Bako", "Ruth Odhiambo"}


@pytest.mark.parametrize(
    ("sentence", "talking"),
    [
        ("Chad and Niger signed the treaty at a summit in Nairobi.", {"Chad", "Niger"}),
        ("Chad reopened the border after talks with Niger.", {"Chad", "Niger"}),
        ("Chad reopened the border after talks between Kenya and Niger.", {"Kenya", "Niger"}),
        ("Students marched in Nairobi during the summit.", set()),
    ],
)
def test_who_does_something_after_talks_has_talked(sentence: str, talking: set[str]) -> None:
    assert _names(_facts(sentence), "CONSULT", "actor") == talking


def test_a_delegation_is_whom_it_is_of() -> None:
    facts = _facts("A delegation of Hamas officials met the Kenyan president in Nairobi.")
    assert "delegation" not in {name.lower() for name in _names(facts, "CONSULT", "actor")}


def test_what_an_official_visits_next_week_is_its_state_too() -> None:
    facts = _facts("Kenya's prime minister will pay a three-day visit to Cairo.")
    assert _names(facts, "AGREE", "recipient") == {"Government of Egypt"}


def test_who_tells_of_the_dead_is_none_of_them() -> None:
    facts = _facts("At least 40 people were killed in the fighting, the town's ombudsman, Ana Vidal, said.")
    assert "Ana Vidal" not in _names(facts, "ASSAULT", "recipient")


def test_who_acts_alongside_acts_too() -> None:
    facts = _facts("Peruvian forces, alongside the Royal Navy, attacked Houthi bases on Monday.")
    assert "Royal Navy" in _names(facts, "ASSAULT", "actor")


def test_a_warning_is_addressed_to_whom_one_warns() -> None:
    facts = _facts("The European Union warned Lima that expelling the refugees would be met with a strong response.")
    assert _names(facts, "THREATEN", "recipient") == {"Government of Peru"}


def test_a_ceasefire_called_for_elsewhere_is_not_asked_of_the_two_states_that_the_text_is_about() -> None:
    facts = _facts("Chad bombed Niger. Chad accused Niger of lies. Oman called for an immediate ceasefire in Gaza.")
    assert _names(facts, "REQUEST", "recipient") == set()


def test_the_crew_of_a_ship_are_nobody_s_arm() -> None:
    facts = _facts("The Houthis seized a vessel and held its 25 crew members hostage.")
    assert _names(facts, "ASSAULT", "recipient") == {"crew members"}


def test_troops_sent_while_shelling_are_part_of_the_assault() -> None:
    facts = _facts(
        "Chad launched an operation on Tuesday, shelling rebel positions and sending troops across the line."
    )
    assert not [m for m in facts.events if m.event_type == "MOBILIZE"]


def test_we_in_a_statement_is_who_condemns_in_it() -> None:
    facts = _facts(
        "The European Union condemns this attack. Finnish authorities boarded the vessel. We commend the rescuers."
    )
    assert _names(facts, "SUPPORT", "actor") == {"European Union"}


def test_a_finite_verb_is_none_of_what_is_threatened() -> None:
    facts = _facts("Peru threatened to respond and fired a missile at Quito.")
    assert _names(facts, "ASSAULT", "actor") == {"Peru"}


@pytest.mark.parametrize(
    ("sentence", "event_type", "actors", "recipients"),
    [
        ("Kenya accepted a Somali invitation.", "AGREE", {"Kenya"}, {"Somalia"}),
        ("Kenya's parliament passed a bill lifting the ban on rallies.", "CONCEDE", {"Parliament of Kenya"}, set()),
        ("Talks on a power line between Chad and Niger were held in Lima.", "CONSULT", {"Chad", "Niger"}, set()),
        ("Peru's president promised striking teachers a pay rise.", "AGREE", {"Peru's president"}, {"teachers"}),
        ("A Kenyan trade mission is due in Lima on Sunday.", "AGREE", {"Kenyan trade mission"}, {"Government of Peru"}),
        ("The European Union unblocked 40 million euros for Chad.", "AID", {"European Union"}, {"Chad"}),
    ],
)
def test_who_accepts_passes_promises_and_is_due(
    sentence: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    facts = _facts(sentence)
    assert _names(facts, event_type, "actor") == actors
    assert recipients <= _names(facts, event_type, "recipient")


@pytest.mark.parametrize(
    ("sentence", "event_type", "actors", "recipients"),
    [
        ("The Kenyan government said it was ready to meet Joseph Odhiambo.", "AGREE", {"Government of Kenya"}, set()),
        ("President Alpha Bako was in Lima for talks with Ana Ruiz.", "CONSULT", {"Alpha Bako", "Ana Ruiz"}, set()),
        ("Chad and Niger expelled each other's diplomats.", "SANCTION", {"Chad", "Niger"}, {"Chad", "Niger"}),
        ("Peru refused to deploy peacekeepers in Somalia.", "REJECT", {"Peru"}, {"Somalia"}),
        ("Peruvian peacekeeping troops arrived in Chad.", "RETREAT", {"Chad"}, {"Peruvian peacekeeping troops"}),
        ("Oman and Qatar settled their dispute through Kenyan mediation.", "AGREE", {"Oman", "Qatar"}, set()),
        (
            "The Kenyan parliament threw out a peace plan drawn up by Niger.",
            "REJECT",
            {"Parliament of Kenya"},
            {"Niger"},
        ),
    ],
)
def test_who_is_ready_present_sent_and_expelled(
    sentence: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    facts = _facts(sentence)
    assert _names(facts, event_type, "actor") == actors
    assert _names(facts, event_type, "recipient") == recipients or not recipients


def test_who_threatens_is_who_tells_where_the_parse_has_a_raid_threaten() -> None:
    facts = _facts(
        "Al-Shabaab claimed that the raid had killed a farmer and his two sons, and threatened to attack Kenyan ports."
    )
    assert _names(facts, "THREATEN", "actor") == {"al-Shabaab"}


def test_air_bases_are_hit() -> None:
    assert _names(_facts("Chad struck air bases in Niger."), "ASSAULT", "actor") == {"Chad"}


def test_who_stands_beside_a_named_leader_acts_too() -> None:
    facts = _facts("Libyan leader Omar Zuwi and Kenyan President Ruth Odhiambo signed a border treaty on Monday.")
    assert _names(facts, "SUPPORT", "actor") == {"Omar Zuwi", "Ruth Odhiambo"}


def test_a_body_named_behind_its_noun_acts_itself() -> None:
    facts = _facts("Aid organization Oxfam demanded that the Kenyan government reopen the camp.")
    assert _names(facts, "REQUEST", "actor") == {"Oxfam"}


def test_a_blockade_lifted_is_lifted_for_those_it_was_on() -> None:
    facts = _facts("The Kenyan army lifted a blockade on Somali lorries on Friday.")
    assert _names(facts, "RETREAT", "recipient") == {"Somalia"}


def test_who_is_hit_in_an_army_convoy_is_the_army() -> None:
    assert _names(_facts("Gunmen ambushed an army convoy near Goma."), "ASSAULT", "recipient") == {"army"}


@pytest.mark.parametrize(
    ("sentence", "event_type", "actors", "recipients"),
    [
        ("Peru said on Friday that it had begun supplying electricity to Bolivia.", "COOPERATE", {"Peru"}, {"Bolivia"}),
        ("Kenya allowed U.N. inspectors into the old reactor.", "RETREAT", {"Kenya"}, {"U.N. inspectors"}),
        ("Chad refused to allow OSCE monitors to inspect a depot.", "REJECT", {"Chad"}, {"OSCE monitors"}),
    ],
)
def test_who_is_let_in_and_who_has_begun(
    sentence: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    facts = _facts(sentence)
    assert _names(facts, event_type, "actor") == actors
    assert _names(facts, event_type, "recipient") == recipients


def test_what_a_cyclone_hit_was_not_attacked() -> None:
    facts = _facts("Kenyan soldiers delivered water purifiers to cyclone-hit villages in Vanuatu.")
    assert {m.event_type for m in facts.events} == {"AID"}


@pytest.mark.parametrize("deed", ["war", "offensive", "campaign", "crackdown"])
def test_those_whom_a_deed_is_against_do_not_do_what_it_does(deed: str) -> None:
    facts = _facts(f"The {deed} against the rebels killed 300 soldiers.")
    assert "rebels" not in _names(facts, "ASSAULT", "actor")


@pytest.mark.parametrize(
    ("text", "event_type", "doer"),
    [
        ("Police made 40 arrests.", "COERCE", "police"),
        ("Police carried out the arrest of ten people.", "COERCE", "police"),
        ("A prosecutor ordered the detention of two mayors.", "COERCE", "prosecutor"),
        ("The court ordered the release of the journalist.", "RETREAT", "court"),
    ],
)
def test_who_makes_or_orders_an_arrest_or_release_does_it(text: str, event_type: str, doer: str) -> None:
    assert _names(_facts(text), event_type, "actor") == {doer}


@pytest.mark.parametrize(
    "text",
    [
        "The general ordered the withdrawal of his troops from Kassala.",
        "The president ordered the arrest of ten officers.",
    ],
)
def test_to_order_what_happens_to_troops_mobilizes_none(text: str) -> None:
    assert "MOBILIZE" not in {m.event_type for m in _facts(text).events}


def test_those_whom_something_is_asked_for_are_not_asked() -> None:
    facts = _facts("Kenya called for safe passage for 40,000 people trapped in the town.")
    assert _names(facts, "REQUEST", "recipient") == set()


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Nine soldiers were reported killed in the raid.", "soldiers"),
        ("Thirty people are believed killed.", "people"),
        ("The commander was confirmed killed on Friday.", "commander"),
    ],
)
def test_who_is_reported_killed_did_not_kill(text: str, victim: str) -> None:
    facts = _facts(text)
    assert _names(facts, "ASSAULT", "recipient") == {victim}
    assert _names(facts, "ASSAULT", "actor") == set()


def test_those_of_whom_a_number_is_arrested_are_not_the_police() -> None:
    facts = _facts("Police beat the students and arrested 15 of them.")
    assert _names(facts, "COERCE", "recipient") == {"students"}


def test_a_couple_is_people_unless_it_counts() -> None:
    facts = _facts("Rebels kidnapped a couple and their three children.")
    assert _names(facts, "ASSAULT", "recipient") == {"couple", "children"}
    facts = _facts("Rebels kidnapped a couple of nurses.")
    assert _names(facts, "ASSAULT", "recipient") == {"nurses"}


@pytest.mark.parametrize(
    ("sentence", "doers", "hit"),
    [
        (
            "The murder of opposition leader Hector Paz Lora and Gilda Rey was condemned by the bishop.",
            set(),
            {"Hector Paz Lora", "Gilda Rey"},
        ),
        ("The chief of the gang ordered the assassination of two clerks.", {"chief"}, {"clerks"}),
        ("Lopez was the victim of an assassination attempt by rebels.", {"rebels"}, {"Lopez"}),
        ("Seven Border Security Force personnel were wounded by rebels.", {"rebels"}, {"Border Security Force"}),
        ("[Ramos] In the raid on three villages, the attackers used bombs.", {"attackers"}, set()),
        ("VINA DEL MAR -- Through a call, the Taliban has claimed responsibility for a raid.", {"Taliban"}, set()),
    ],
)
def test_nouns_of_violence_tell_who_did_it_and_whom_it_hit(sentence: str, doers: set[str], hit: set[str]) -> None:
    facts = _facts(sentence)
    assert _names(facts, "ASSAULT", "actor") == doers
    assert _names(facts, "ASSAULT", "recipient") == hit


def test_others_who_are_hurt_are_not_those_who_hurt_them() -> None:
    facts = _facts("A man blew himself up at a school, killing 19 people and wounding 27 others.")
    assert _names(facts, "ASSAULT", "actor") == {"man"}
    assert _names(facts, "ASSAULT", "recipient") == {"people"}
    facts = _facts("Chad and Niger accused each other of spying.")
    assert _names(facts, "ACCUSE", "recipient") == {"Chad", "Niger"}


def test_who_helps_to_look_into_a_murder_is_not_accused_of_it() -> None:
    facts = _facts("Police are investigating the murder of two nuns with the help of Swiss experts.")
    assert _names(facts, "ACCUSE", "recipient") == set()


def test_a_task_of_doing_something_does_not_do_it() -> None:
    facts = _facts("The aide was given the missions of planning the assassination of the bishop.")
    assert _names(facts, "ASSAULT", "actor") == set()


def test_capitals_listed_as_targets_are_no_governments() -> None:
    facts = _facts("Several towns, Bogota, Cali and Neiva, have been the targets of bomb attacks.")
    assert _names(facts, "ASSAULT", "recipient") == set()


@pytest.mark.parametrize(
    ("sentence", "event_type", "actors", "recipients"),
    [
        ("Statement by the Spokesperson on the strikes against the rebels in Gulu", "ASSAULT", set(), {"rebels"}),
        ("Kenya is ending Kenyan support for the Uganda Rifles.", "SANCTION", {"Kenya"}, {"Uganda Rifles"}),
        ("The government announced the end of its agreement with the rebels.", "SANCTION", {"government"}, {"rebels"}),
        ("A judge issued a warrant for the arrest of Ana Paz.", "ACCUSE", {"judge"}, {"Ana Paz"}),
        ("He is from the Shield, an alliance of clans which has pledged loyalty to Chad.", "COOPERATE", set(), set()),
        ("Peru's envoy raised his concerns directly with Chile.", "ACCUSE", {"Peru's envoy"}, {"Chile"}),
    ],
)  # fmt: skip
def test_who_a_noun_below_the_verb_names_takes_part(
    sentence: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    facts = _facts(sentence)
    assert (_names(facts, event_type, "actor"), _names(facts, event_type, "recipient")) == (actors, recipients)


def test_an_arrest_that_a_warrant_is_for_is_no_event_of_its_own() -> None:
    facts = _facts("A judge issued a warrant for the arrest of Ana Paz.")
    assert {m.event_type for m in facts.events} == {"ACCUSE"}


def test_where_a_church_is_hit_so_are_the_people_in_it() -> None:
    facts = _facts("An attack on a church in Gulu killed 12 people.")
    assert "people" in _names(facts, "ASSAULT", "recipient")
    aimed = _facts("An attack on a militia in Gulu killed 12 people.")
    assert "people" not in _names(aimed, "ASSAULT", "recipient")


def test_explosives_that_are_destroyed_have_not_gone_off() -> None:
    facts = _facts("A strike on Gulu destroyed a car bomb and two improvised explosive devices.")
    assert {m.trigger_text for m in facts.events} <= {"strike", "destroyed"}


def test_according_to_is_no_accord() -> None:
    facts = _facts("A drone struck a school, killing nine pupils, according to nurses.")
    assert {m.event_type for m in facts.events} == {"ASSAULT"}


def test_who_owned_the_convoy_is_hit_with_it() -> None:
    facts = _facts("A convoy of the Kenyan army left Garissa on Monday. Rebels ambushed the convoy near Wajir.")
    assert _names(facts, "ASSAULT", "recipient") == {"Kenyan Army"}
    other = _facts("A convoy of the Kenyan army left Garissa on Monday. Rebels ambushed a convoy near Wajir.")
    assert _names(other, "ASSAULT", "recipient") == set()


def test_a_need_that_is_stressed_at_a_meeting_is_stressed_to_the_other() -> None:
    text = "Minister Ana Paz met Minister Omar Haddad in Oslo. Minister Paz stressed the need for a ceasefire."
    assert _names(_facts(text), "REQUEST", "recipient") == {"Omar Haddad"}


def test_with_whom_the_situation_is_discussed_takes_part() -> None:
    facts = _facts("Ana Paz discussed the situation with Peru's ministers.")
    assert len(_names(facts, "CONSULT", "actor")) == 2
    facts = _facts("Ana Paz discussed the high price of trade with Peru.")
    assert _names(facts, "CONSULT", "actor") == {"Ana Paz"}


def test_one_of_many_has_a_singular_verb() -> None:
    facts = _facts("He leads the Shield, an alliance of rebel groups which has pledged allegiance to Chad.")
    assert _names(facts, "SUPPORT", "actor") == {"Shield"}


def test_whose_forces_took_a_village_captured_soldiers() -> None:
    facts = _facts("A spokesman said the rebels had taken three villages and captured 35 soldiers.")
    assert _names(facts, "ASSAULT", "actor") == {"rebels"}


@pytest.mark.parametrize(
    ("text", "kind", "whom"),
    [
        ("Bandits abducted 30 pupils near Kaya. Soldiers rescued 12 of them.", "AID", {"pupils"}),
        ("Bandits abducted two nuns near Kaya. They released them in May.", "RETREAT", {"nuns"}),
        ("Rebels seized two nurses. The mayor demanded their release.", "REQUEST", {"Rebels"}),
        ("Chad still holds two Nigerien pilots captured in May; Niamey demanded their release.", "REQUEST", {"Chad"}),
    ],
)
def test_the_freed_are_those_taken_and_their_captors_are_asked(text: str, kind: str, whom: set[str]) -> None:
    assert _names(_facts(text), kind, "recipient") == whom


def test_who_still_holds_the_captured_took_them() -> None:
    facts = _facts("Chad still holds two Nigerien pilots captured in May.")
    assert _names(facts, "ASSAULT", "actor") == {"Chad"}


def test_what_something_is_called_in_quotation_marks_is_a_judgement() -> None:
    facts = _facts('The Kenyan embassy called the tariffs "economic terrorism."')
    assert _names(facts, "ACCUSE", "actor") == {"Embassy of Kenya"}
    assert _facts('The senator called the remarks "a wake-up call" for Chad.').events == []


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("Soldiers and police detained nine nurses in Lome.", {"Soldiers", "Togolese Police"}),
        ("The Kenyan army and the police stormed the camp.", {"Kenyan Army", "Kenyan Police"}),
    ],
)
def test_two_bodies_of_a_state_act_side_by_side(sentence: str, doers: set[str]) -> None:
    facts = _facts(sentence)
    assert {facts.actors[p.actor].name for m in facts.events for p in m.participants if p.role == "actor"} == doers


@pytest.mark.parametrize(
    ("sentence", "event_type", "doers"),
    [
        ("France condemned Burundi over the arrest of two nurses.", "COERCE", {"Burundi"}),
        ("Chad condemned Niger over the raid on the market.", "ASSAULT", {"Niger"}),
        ("The guild criticised the government over the murder of a nun.", "ASSAULT", set()),
    ],
)
def test_who_is_condemned_over_a_deed_did_it(sentence: str, event_type: str, doers: set[str]) -> None:
    assert _names(_facts(sentence), event_type, "actor") == doers


def test_what_was_done_to_captives_goes_on_in_a_second_clause() -> None:
    facts = _facts("Two nurses were abducted on Sunday and released three days later.")
    assert _names(facts, "RETREAT", "recipient") == {"nurses"}


def test_who_is_in_charge_is_charged_with_nothing() -> None:
    assert {m.event_type for m in _facts("The inspector, who was in charge of the post, was shot.").events} == {
        "ASSAULT"
    }


def test_whom_an_armed_group_holds_it_abducted() -> None:
    modes = {(m.event_type, m.event_mode) for m in _facts("The rebels are still holding seven nurses.").events}
    assert modes == {("ASSAULT", "abduct")}
    modes = {(m.event_type, m.event_mode) for m in _facts("The police are still holding seven nurses.").events}
    assert modes == {("COERCE", "arrest")}


def test_deep_concern_is_disapproval() -> None:
    facts = _facts("Kenya's ministers are gravely concerned by the arrest of Ana Paz.")
    assert _names(facts, "ACCUSE", "actor") == {"Kenya's ministers"}


def test_who_asks_both_sides_is_none_of_them() -> None:
    text = "The United States condemns the shelling of Gulu by Ugandan troops. We urge both sides to show restraint."
    recipients = _names(_facts(text), "REQUEST", "recipient")
    assert recipients
    assert "United States" not in recipients


@pytest.mark.parametrize(
    ("sentence", "event_type", "role", "names"),
    [
        (
            "The government of Mali and the rebels signed a pact in Algiers.",
            "SUPPORT",
            "actor",
            {"Government of Mali", "rebels"},
        ),
        ("Rebels were accused of the murder of Bishop Paz and a cook.", "ASSAULT", "recipient", {"Paz", "cook"}),
    ],
)
def test_the_rebels_stand_beside_the_government_and_not_beside_its_land(
    sentence: str, event_type: str, role: str, names: set[str]
) -> None:
    assert _names(_facts(sentence), event_type, role) == names


def test_who_was_killed_while_fighting_did_not_do_it() -> None:
    facts = _facts("Omar Paz, a miner, was killed last Monday while fighting in the northern hills.")
    told = [m for m in facts.events if m.event_type == "ASSAULT"]
    assert [m.trigger_text for m in told] == ["killed", "fighting"]
    assert all(len(m.participants) == 1 for m in told)


def test_who_called_the_meeting_at_which_a_raid_was_announced_is_not_raided() -> None:
    facts = _facts("The raid was announced at the end of a session that was called by General Omar Paz.")
    assert _names(facts, "ASSAULT", "recipient") == set()


def test_figures_that_are_released_free_nobody_named_far_behind_them() -> None:
    facts = _facts(
        "ACCORDING TO FIGURES RELEASED BY THE MINISTRY, WHICH WERE CLOSE TO THOSE OF THE BANK, OMAR PAZ, 51, A TRADER "
        "AND THE HEAD OF THE GUILD, HAS SOLD MOST OF THE TEA."
    )
    assert "RETREAT" not in {m.event_type for m in facts.events}


def test_a_front_that_attacks_to_protest_something_disapproves_of_it() -> None:
    facts = _facts("The Front for Free Arden bombed a bridge to protest the presence of the Chadian fleet.")
    assert _names(facts, "ACCUSE", "actor") == {"Front for Free Arden"}
