"""Which mentions of a text tell of one happening."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.events.coreference import Draft, Kinship, group
from pipelines.extract.facts import EventMention, Facts
from pipelines.language import load_reader


def _facts(text: str, title: str = "Report") -> Facts:
    return extract(load_reader().read(f"{title}\n\n{text}"), None)


def _assaults(facts: Facts) -> list[EventMention]:
    return [m for m in facts.events if m.event_type == "ASSAULT"]


def test_both_attacks_are_two_events() -> None:
    facts = _facts(
        "Chad bombed a village in Niger on Monday. Niger shelled a town in Chad on Tuesday. Both attacks killed men."
    )
    both = [m.event for m in _assaults(facts) if m.trigger_text.endswith("attacks")]
    assert len(set(both)) == 2


def test_an_attack_on_a_force_is_no_part_of_its_operation() -> None:
    facts = _facts("Police continued their operation to find those behind the attack on a police car in Soba.")
    assert len({m.event for m in _assaults(facts)}) == 2
    facts = _facts("Kenyan troops shelled a village in Soba. An ambush was carried out against Kenyan army units.")
    assert len({m.event for m in _assaults(facts)}) == 2


def _draft(head: str, order: int, *, anaphoric: bool = False) -> Draft:
    return Draft(
        event_type="ASSAULT", mode=None, modality="actual", background=False, head=head, sense=head, sentence=order,
        order=order, is_title=False, is_noun=True, definite=anaphoric, plural=False, distinct=False, actors=frozenset(),
        recipients=frozenset(), anaphoric=anaphoric,
    )  # fmt: skip


def test_of_two_equals_the_one_told_last_is_taken_up() -> None:
    told = [_draft("raid", 0), _draft("ambush", 1), _draft("raid", 2, anaphoric=True), _draft("it", 3, anaphoric=True)]
    assert group(told, Kinship({}, frozenset())).numbers == [0, 1, 0, 0]


def test_the_strikes_take_up_airstrikes() -> None:
    facts = _facts("Chad conducted airstrikes in Niger. The strikes, which took place in Agadez, were the first.")
    assert len({m.event for m in _assaults(facts)}) == 1
    assert {m.trigger_text for m in _assaults(facts)} >= {"strikes"}


def test_a_general_word_takes_up_the_attack_that_the_story_is_about() -> None:
    facts = _facts(
        "A rocket struck a bus near Erbil on Monday, killing four people. Chad bombed a camp in Niger on Sunday. "
        "Rain fell in the hills for most of the week. The bishop condemned the attack.",
        title="Missile hits a bus near Erbil",
    )
    told = {m.trigger_text: m.event for m in _assaults(facts)}
    assert told["attack"] == told["struck"] == told["hits"] != told["bombed"]


def test_listed_attacks_are_events_of_their_own() -> None:
    facts = _facts("Kenya condemned the attack in Mogadishu and the bombings in Baidoa.")
    assert len({m.event for m in _assaults(facts)}) == 2


def test_damage_has_the_mode_of_the_strikes_that_caused_it() -> None:
    facts = _facts("An airstrike hit the camp and destroyed a bridge.")
    assert {m.event_mode for m in _assaults(facts)} == {"aerial"}


def test_summoning_an_envoy_is_no_part_of_an_exchange_of_accusations() -> None:
    facts = _facts("Chad and Niger accused each other of spying. Chad summoned the ambassador of Niger.")
    assert len({m.event for m in facts.events if m.event_type == "ACCUSE"}) == 2


def test_a_word_inside_a_name_tells_of_nothing() -> None:
    facts = _facts("Amnesty International published a report on Monday.")
    assert facts.events == []


def test_listed_demands_are_events_of_their_own() -> None:
    facts = _facts("The minister called for a ceasefire in the north and urged Chad to release the prisoners.")
    assert len({m.event for m in facts.events if m.event_type == "REQUEST"}) == 2


def test_the_demand_of_a_protest_is_part_of_it() -> None:
    facts = _facts("Students began a hunger strike to demand the resignation of the rector.")
    assert {m.event_type for m in facts.events} == {"PROTEST"}


def test_mere_people_are_an_outcome_where_the_target_is_told() -> None:
    facts = _facts("Rebels attacked the Kenyan army on Monday, killing nine people.")
    hit = {facts.actors[p.actor].name for m in _assaults(facts) for p in m.participants if p.role == "recipient"}
    assert not any("people" in name for name in hit)


def test_meetings_with_different_people_are_events_of_their_own_at_any_length() -> None:
    names = [f"{first} {last}" for first in ("Anna", "Omar", "Lena", "Igor") for last in ("Keller", "Nolan", "Owens")]
    facts = _facts(" ".join(f"President Warren met {name} in Geneva." for name in names))
    meetings = [m.event for m in facts.events if m.event_type == "CONSULT"]
    assert len(set(meetings)) == len(meetings) == len(names)


def test_the_dead_of_the_next_sentence_are_those_of_the_attack_just_told() -> None:
    facts = _facts("A bomb exploded at the market in Goma on Monday. Four people were wounded.")
    assert len({m.event for m in _assaults(facts)}) == 1


def test_what_people_were_killed_in_is_what_killed_them() -> None:
    facts = _facts("Seven guards were killed in an ambush. Two guards died in a blast at the port.")
    assert [len({m.event for m in _assaults(facts) if m.sentence == s}) for s in (1, 2)] == [1, 1]


def test_a_person_is_killed_once() -> None:
    facts = _facts(
        "Gunmen shot Pedro Alvarado in Lima. The bishops met in Cusco. Prices rose by a tenth. "
        "The murder of Pedro Alvarado was condemned by the church."
    )
    assert len({m.event for m in _assaults(facts)}) == 1


def test_the_last_attack_is_another_one() -> None:
    facts = _facts("Rebels attacked the port of Beira. The last attack on the port killed a guard.")
    assert len({m.event for m in _assaults(facts)}) == 2


def test_who_was_killed_before_another_was_killed_apart_from_him() -> None:
    facts = _facts("Pedro Alvarado was assassinated on Friday, hours before Luis Rojas was killed in Cusco.")
    assert len({m.event for m in _assaults(facts)}) == 2


def test_several_who_are_blamed_for_a_murder_make_it_no_second_one() -> None:
    facts = _facts(
        "The church blamed the Kenyan army for the murder of Pedro Alvarado. "
        "The opposition blamed Chad for the murder of Pedro Alvarado."
    )
    assert len({m.event for m in _assaults(facts)}) == 1


def test_a_series_of_years_is_none_of_the_happenings_told_beside_it() -> None:
    text = (
        "Gunmen killed 14 people in Kano on Saturday. Militants have killed thousands of people and displaced "
        "millions since 2015. Two soldiers died when their vehicle hit a roadside bomb."
    )
    facts = extract(load_reader().read(text), None)
    assert len({m.event for m in facts.events}) == 3


def test_who_hosts_the_talks_hosts_those_of_the_main_clause() -> None:
    text = (
        "Ana Petrova and Elchin Rasulov met in Vienna on Tuesday, after they met in Tbilisi. Austria hosted the talks."
    )
    vienna, tbilisi, hosted = extract(load_reader().read(text), None).events
    assert hosted.event == vienna.event != tbilisi.event


def test_who_announces_the_sanctions_tells_of_those_imposed() -> None:
    text = "Kenya on Thursday sanctioned Shwe Minerals. Katrin Aalto announced the sanctions."
    sanctioned, announced = extract(load_reader().read(text), None).events
    assert sanctioned.event == announced.event


def test_what_rebels_did_is_not_what_the_army_did() -> None:
    facts = _facts("The army killed six peasants in a village. The rebel attack on a bridge injured two drivers.")
    assert len({m.event for m in _assaults(facts)}) == 2


def test_two_things_that_are_condemned_are_two_condemnations() -> None:
    text = "Report\n\nChad condemned the arrests in Lima. It met Niger. Chad also condemned the sabotage of the dam."
    events = extract(load_reader().read(text), None).events
    assert len({m.event for m in events if m.event_type == "ACCUSE"}) == 2


def test_what_is_discussed_takes_no_part_in_the_talks() -> None:
    reading = load_reader().read("Report\n\nThe minister discussed the crash of an Air France plane with the premier.")
    facts = extract(reading, None)
    talks = next(m for m in facts.events if m.event_type == "CONSULT")
    assert "Air France" not in {facts.actors[p.actor].name for p in talks.participants}


def test_attacks_of_two_months_or_weeks_are_two_and_a_series_is_none_of_them() -> None:
    text = (
        "Kenya has seen a series of bombings since the army crossed the border. In April, six people were killed in a "
        "blast at a school. In May, a car bomb at a market killed 85 people. Last week, seven people died in a blast."
    )
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    blasts: dict[int, set[int]] = {}
    for m in facts.events:
        if m.event_type == "ASSAULT":
            blasts.setdefault(m.sentence, set()).add(m.event)
    told = list(blasts.values())
    assert [len(events) for events in told] == [1] * len(told)
    assert len(set().union(*told)) == len(told)


def test_a_bombing_in_the_title_is_the_suicide_attack_that_the_text_begins_with() -> None:
    text = "Kabul bombing kills 19\n\nA suicide bomber blew himself up at a school in Kabul, killing 19 people."
    facts = extract(load_reader().read(text, "Kabul bombing kills 19"), None)
    assert len({m.event for m in facts.events if m.event_type == "ASSAULT"}) == 1


def test_a_sentence_that_begins_with_its_time_tells_of_another_attack() -> None:
    facts = _facts(
        "Rebels attacked the town of Gao, killing nine soldiers. The rebels withdrew at noon. In March, the rebels "
        "attacked the town of Gao and killed 20 soldiers."
    )
    told = _assaults(facts)
    assert told[0].event != told[-1].event


def test_one_attack_is_not_the_many_that_were_carried_out() -> None:
    facts = _facts("The rebels have carried out dozens of attacks on soldiers. The rebels' attack on Gao killed nine.")
    told = {m.trigger_text: m.event for m in _assaults(facts)}
    assert told["carried out dozens of attacks"] not in {told["attack"], told["killed"]}


def test_demands_on_different_people_are_two() -> None:
    facts = _facts("Kenya called on the rebels to lay down their arms. Kenya urged donors to send aid.")
    assert len({m.event for m in facts.events if m.event_type == "REQUEST"}) == 2


def test_a_war_is_none_of_its_attacks() -> None:
    facts = _facts("Kenya deplored the attack on a bus in Goma. Kenya wants to help to end the conflict in Goma.")
    told = {m.trigger_text: m.event for m in _assaults(facts)}
    assert told["attack"] != told["conflict"]


def test_what_is_welcomed_is_another_event() -> None:
    facts = _facts("Minister Ana Paz welcomed the adoption of Resolution 99 by the UN Security Council.")
    assert len({m.event for m in facts.events if m.event_type == "SUPPORT"}) == 2


def test_a_second_noun_with_an_article_is_another_act() -> None:
    facts = _facts("Kenya condemned the rebel offensive in Gao and the killing of two nurses in Menaka.")
    assert len({m.event for m in _assaults(facts)}) == 2


def test_a_bombing_of_another_year_is_another() -> None:
    facts = _facts(
        "The Army of God attacked a bus in Gao. The Army of God was behind the 2004 bombing of a ferry in Bamako, "
        "which killed 116 people."
    )
    assert len({m.event for m in _assaults(facts)}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The embassy was struck by a drone attack on Friday.",
        "The port was hit in a rocket attack in May.",
        "Two guards were killed by a drone attack on Friday.",
        "The barracks were damaged by a mortar attack on Friday.",
    ],
)
def test_what_was_hit_by_an_attack_and_the_attack_are_one(text: str) -> None:
    assert len({m.event for m in _assaults(_facts(text))}) == 1


def test_the_attack_is_the_cyberattack_told_before() -> None:
    text = "The bank was hit by a cyberattack on Monday. The attack was the third this year."
    facts = _facts(text)
    assert {(m.event_type, m.event_mode) for m in facts.events} == {("COERCE", "cyber")}
    assert len({m.event for m in facts.events}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Nine people lost their lives in a suicide bombing in Gao.",
        "Gunmen killed nine passengers and a driver in a hail of bullets.",
        "An air strike on a town where a fair was held this week killed nine people.",
        "Rebels shelled Gao. Nine people were hurt in the attack on the city's Arden neighbourhood.",
        "Rebels attacked a post in Gao, killing nine. It was one of the deadliest attacks by the rebels.",
        "The siege of the hotel in Gao started when a truck bomb went off. The attackers then stormed the lobby.",
    ],
)
def test_what_became_of_people_in_an_attack_is_the_attack(text: str) -> None:
    assert len({m.event for m in _assaults(_facts(text))}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Gao on Monday, killing two. Some 300 people have been killed in shelling since the truce.",
        "Rebels shelled Gao on Monday, killing two. Since then, 40 people have been killed and 90 hurt.",
        "A rebel was killed in Gao. The rebels had shot nine villagers.",
        "A Chadian drone attack set a depot in Gao on fire. The army said 49 Chadian drones had been downed overnight.",
        "Drones struck a depot in Gao on Monday. Later, another drone hit a bridge.",
    ],
)
def test_a_toll_and_the_deeds_of_those_hit_are_other_events(text: str) -> None:
    assert len({m.event for m in _assaults(_facts(text))}) == 2
