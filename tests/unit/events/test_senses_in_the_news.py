"""Senses as a newspaper uses them: idioms, figures of speech, the weather, what befalls whom, headlines that list."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

Told = list[tuple[str, set[str], set[str]]]


def _read(text: str) -> Told:
    facts = extract(load_reader().read(text), None)

    def names(event: int, role: str) -> set[str]:
        people = [p for m in facts.events if m.event == event for p in m.participants if p.role == role]
        return {facts.actors[p.actor].name.lower() for p in people}

    return [
        (kind, names(n, "actor"), names(n, "recipient"))
        for n, kind in {m.event: m.event_type for m in facts.events}.items()
    ]


def _told(text: str) -> Told:
    return _read(f"Report\n\n{text}")


def _types(text: str) -> set[str]:
    return {kind for kind, _, _ in _told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ministers battled over fishing quotas in Brussels.",
        "Lawmakers stormed out of the chamber on Monday.",
        "The opposition bombarded the minister with questions.",
        "The guild vowed to fight the ruling in court.",
        "Washington said it would not reward aggression.",
        "The doctor put his death down to malaria.",
        "The army lost contact with its men.",
        "Asked about the resignation, the minister shrugged.",
        "The candidate held a campaign rally in Ohio.",
        "The plan had failed, he conceded.",
    ],
)
def test_idioms_tell_of_no_event(text: str) -> None:
    assert _types(text) == set()


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Brazil hit back with levies on ethanol.", "SANCTION"),
        ("Japan slapped a 20 percent surtax on citrus.", "SANCTION"),
        ("The envoy came under fire for his remarks.", "ACCUSE"),
        ("Vietnam halved tariffs on cars.", "CONCEDE"),
        ("The party suspended its participation in the talks.", "REJECT"),
        ("Argentina announced its withdrawal from the World Health Organization.", "SANCTION"),
        ("The deal between Kenya and Chad collapsed on Monday.", "REJECT"),
        ("The army recalled 3,000 reservists.", "MOBILIZE"),
    ],
)
def test_figures_of_speech_are_what_they_stand_for(text: str, event_type: str) -> None:
    assert _types(text) == {event_type}


@pytest.mark.parametrize(
    "text",
    [
        "Typhoon Mara tears through central Luzon",
        "Hurricane Ivo slammed ashore near Tampico on Tuesday.",
        "A cyclone struck Barguna on Friday. At least 40 people were killed. Some 300 houses were destroyed.",
        "The weather office issued warnings of heavy rain.",
        "Residents ignored flood warnings.",
    ],
)
def test_hazards_attack_and_threaten_nobody(text: str) -> None:
    assert _types(text) == set()


def test_deaths_after_an_attack_are_of_the_attack_whatever_the_weather_before() -> None:
    text = "A cyclone struck Barguna on Friday. Gunmen attacked the camp on Monday. Two people were killed."
    assert _types(text) == {"ASSAULT"}


@pytest.mark.parametrize(
    "text", ["Police recovered 12 country-made bombs in Howrah.", "The mob attacked the outpost with crude bombs."]
)
def test_a_bomb_found_or_used_is_no_explosion_of_its_own(text: str) -> None:
    assert len(_told(text)) == 1


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        ("Peacekeepers came under attack from rebels on Monday.", "ASSAULT", {"rebels"}, {"peacekeepers"}),
        ("Three reporters are in detention.", "COERCE", set(), {"reporters"}),
        ("Troops repelled a rebel attack on the base.", "ASSAULT", {"rebel"}, {"troops"}),
        ("The rebels beat back two assaults.", "ASSAULT", set(), {"rebels"}),
        ("The rebels, who are under sanctions, denied the report.", "SANCTION", set(), {"rebels"}),
        ("Rebels seized two villages.", "ASSAULT", {"rebels"}, set()),
        ("Troops drove the rebels out of the valley.", "ASSAULT", {"troops"}, {"rebels"}),
        ("The army wrested the town from the rebels.", "ASSAULT", {"army"}, {"rebels"}),
        ("The army beat a retreat from the town.", "RETREAT", {"army"}, set()),
    ],
)
def test_who_does_it_and_whom_it_befalls(text: str, event_type: str, actors: set[str], recipients: set[str]) -> None:
    assert _told(text) == [(event_type, actors, recipients)]


def test_who_drives_over_a_mine_kills_nobody() -> None:
    told = _told("An army patrol struck a landmine in Mali, killing four soldiers.")
    assert not any(actors for _, actors, _ in told)


def _of_headline(headline: str) -> Told:
    return _read(f"{headline}\n\nMore is to follow.")


@pytest.mark.parametrize(
    ("headline", "event_type", "actors", "recipients"),
    [
        ("Two Priests Shot Dead in Cali", "ASSAULT", set(), {"priests"}),
        ("France, Germany Condemn Seizure", "ACCUSE", {"france", "germany"}, set()),
        ("54 held in Lagos", "COERCE", set(), {"people"}),
    ],
)
def test_what_a_headline_leaves_out_is_read(
    headline: str, event_type: str, actors: set[str], recipients: set[str]
) -> None:
    assert (event_type, actors, recipients) in _of_headline(headline)


def test_verbs_after_commas_have_the_subject_of_the_first() -> None:
    told = {kind: actors for kind, actors, _ in _of_headline("Egypt frees activist, expels envoy, recalls ambassador")}
    assert set(told) == {"RETREAT", "SANCTION"}
    assert all(told.values())


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Shells landed on a market in Goma.", "ASSAULT"),
        ("Gunmen hauled six passengers off a bus in Zamfara.", "ASSAULT"),
        ("Raiders made off with 200 cattle.", "COERCE"),
        ("Two students were taken in for questioning.", "COERCE"),
        ("Mali expelled the UN coordinator.", "SANCTION"),
        ("Canada challenged the duties at the WTO.", "ACCUSE"),
        ("Volunteers distributed biscuits and tarpaulins to survivors.", "AID"),
        ("The premier spoke on Tuesday with President Tomas Paz.", "CONSULT"),
        ("The court struck down the law.", "REJECT"),
        ("Iran reserved the right to hit the bases.", "THREATEN"),
        ("India test-launched a missile.", "MOBILIZE"),
    ],
)
def test_words_of_the_news_tell_of_their_event(text: str, event_type: str) -> None:
    assert _types(text) == {event_type}


def test_a_strike_that_is_called_is_yet_to_come() -> None:
    (event,) = extract(load_reader().read("Report\n\nThe union called a strike for Monday."), None).events
    assert (event.event_type, event.modality) == ("PROTEST", "future")


def test_a_strike_that_had_been_called_is_no_longer_to_come() -> None:
    text = "Judges in Lima called off the strike they had called in May."
    facts = extract(load_reader().read(text), None)
    assert {m.modality for m in facts.events if m.event_type == "PROTEST"} == {"actual"}


@pytest.mark.parametrize(
    "text",
    ["As the mayor confirmed, two men slept in a van.", "It was a warm day, as confirmed by the mayor."],
)
def test_what_is_as_somebody_confirms_appoints_nobody(text: str) -> None:
    assert "SUPPORT" not in _types(text)


def test_those_who_say_that_they_left_have_withdrawn() -> None:
    assert ("RETREAT", {"rebels"}, set()) in _told("The rebels claimed they left unhurt.")


def test_police_are_released_whatever_their_number() -> None:
    assert ("RETREAT", set(), {"police agents"}) in _told("Five police agents were released on Friday.")


def test_who_was_arrested_before_being_released_was_released() -> None:
    text = "The editor was arrested by soldiers in Lagos before being released on Friday."
    assert ("RETREAT", set(), {"editor"}) in _told(text)


@pytest.mark.parametrize(
    ("text", "harmed"),
    [
        ("A car bomb went off near a bank, killing nine shoppers.", "shoppers"),
        ("A truck bomb wounded nine sailors.", "sailors"),
        ("Raiders slit the throats of nine herders.", "herders"),
    ],
)
def test_what_carried_a_bomb_does_not_hide_whom_it_killed(text: str, harmed: str) -> None:
    assert {harmed} in [recipients for kind, _, recipients in _told(text) if kind == "ASSAULT"]


def test_a_truck_that_kills_attacks_nobody() -> None:
    assert _types("A truck killed nine sailors.") == set()


def test_fighting_between_two_sides_is_told_of_both() -> None:
    assert [people for kind, people, _ in _told("Fighting between the army and the rebels flared again.")] == [
        {"army", "rebels"}
    ]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("A strike called by the dockers shut the port.", "actual"),
        ("Traffic was thin due to the strike called by the dockers.", "actual"),
        ("The dockers called a strike for Monday.", "future"),
    ],
)
def test_a_strike_that_has_had_its_effect_is_no_longer_to_come(text: str, modality: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    assert {m.modality for m in facts.events if m.event_type == "PROTEST"} == {modality}


def test_who_goes_on_to_do_something_goes_nowhere() -> None:
    assert _told("The envoy went on to denounce the generals.") == [("ACCUSE", {"envoy"}, {"generals"})]


def test_drills_that_are_kicked_off_hurt_nobody() -> None:
    assert _types("The army kicked off its annual drills on Monday.") == {"MOBILIZE"}


@pytest.mark.parametrize(
    "text",
    [
        "The package includes 200 bombs and 40 missiles.",
        "Italy sold 300 bombs to the emirate.",
        "The sale of bombs to the emirate was debated.",
        "The shell fell far from the targeted islet.",
    ],
)
def test_bombs_that_are_goods_and_targets_as_such_are_no_attack(text: str) -> None:
    assert "ASSAULT" not in _types(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Captured by rebels in May, the mayor was later thanked by a priest.", ("ASSAULT", {"rebels"}, {"mayor"})),
        ("Despite being wounded by rebels, Okoro was thanked by Banda.", ("ASSAULT", {"rebels"}, {"okoro"})),
        ("The mayor was beaten and shot by gunmen.", ("ASSAULT", {"gunmen"}, {"mayor"})),
    ],
)
def test_a_passive_participle_befalls_whom_the_sentence_is_about(
    text: str, told: tuple[str, set[str], set[str]]
) -> None:
    assert told in _told(text)


def test_who_announces_a_death_did_not_cause_it() -> None:
    assert _told("The navy announced the death of two divers in Lagos.") == [("ASSAULT", set(), {"divers"})]


def test_what_struck_somebody_on_a_day_is_no_strike() -> None:
    assert _types("On Tuesday, two divers were struck by a mortar round.") == {"ASSAULT"}
    assert _types("The divers were on strike on Tuesday.") == {"PROTEST"}


@pytest.mark.parametrize(
    "text",
    [
        "The agency is charged with guarding the dam.",
        "General Okoro hails from a village on the lake.",
        "Farmers place a high value on the dam.",
        "A sergeant was supporting Operation Harvest.",
    ],
)
def test_duties_origins_and_esteem_are_no_events(text: str) -> None:
    assert _types(text) == set()
    assert _types("The banker was charged with defrauding the dam's owners.") == {"ACCUSE"}


def test_who_is_encouraged_by_a_decision_supports_it() -> None:
    told = _told("The envoys are encouraged by the decision of President Banda to free them.")
    assert ("SUPPORT", {"envoys"}, {"banda"}) in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rebels seized tanks and other military hardware from an airfield.", ("COERCE", {"rebels"}, set())),
        ("The army liberated dozens of villages from the rebels.", ("ASSAULT", {"army"}, {"rebels"})),
        ("The army advanced, destroying rebel heavy weapons.", ("ASSAULT", {"army"}, set())),
        ("In their march toward Kisumu, the rebels burned nothing.", ("ASSAULT", {"rebels"}, set())),
        ("A fire exchange took place between troops and rebels.", ("ASSAULT", {"troops", "rebels"}, set())),
        ("The army is inflicting a heavy bombardment on the rebels.", ("ASSAULT", {"army"}, {"rebels"})),
    ],
)
def test_deeds_of_war_and_their_parties(text: str, told: tuple[str, set[str], set[str]]) -> None:
    assert told in _told(text)


def test_support_to_do_something_is_given_to_nobody() -> None:
    assert _types("Villagers expressed their full support to end the menace of banditry.") == {"SUPPORT"}


def test_what_enables_a_defeat_helps_nobody_defeated() -> None:
    assert _types("The fleet sailed to enable the defeat of the rebels.").isdisjoint({"AID"})


@pytest.mark.parametrize(
    "text",
    [
        "The council stressed the need to bring the killers to justice.",
        "The council reaffirmed the need to fight graft, in accordance with the Charter of the Pan-Lake League.",
    ],
)
def test_who_is_to_be_dealt_with_is_asked_for_nothing(text: str) -> None:
    assert [recipients for kind, _, recipients in _told(text) if kind == "REQUEST"] == [set()]


def test_regret_for_lives_lost_is_no_apology() -> None:
    assert _told("Chad expresses its regret for the loss of innocent lives.") == [("SUPPORT", {"chad"}, set())]
    assert _told("Chad expressed regret for the delay.") == [("CONCEDE", {"chad"}, set())]


def test_an_embassy_s_official_is_summoned_like_an_envoy() -> None:
    told = _told("Chad summoned an official of the Kenyan embassy over the raid.")
    assert [(kind, len(recipients)) for kind, _, recipients in told if kind == "ACCUSE"] == [("ACCUSE", 1)]


def test_with_the_aid_of_somebody_tells_how_and_no_aid() -> None:
    assert "AID" not in _types("He was captured by the army with the aid of Kenyan officers.")


def test_engagement_with_partners_is_no_fight() -> None:
    assert "ASSAULT" not in _types("The envoy praised Kenya's constructive engagement.")
    assert "ASSAULT" not in _types("They discussed their engagement with partners to bring about calm.")
    assert "ASSAULT" in _types("Two soldiers died in an engagement with rebels near Gao.")


@pytest.mark.parametrize("coup", ["coup d'état", "coup d’etat"])
def test_a_coup_d_etat_is_one_coup(coup: str) -> None:
    assert _types(f"Kenya condemned the {coup} in Chad.") == {"ACCUSE", "ASSAULT"}
    told = extract(load_reader().read(f"Report\n\nOfficers led a {coup}."), None).events
    assert [(m.event_type, m.trigger_text) for m in told] == [("ASSAULT", f"led a {coup}")]


def test_who_is_addressed_as_excellency_is_the_officeholder_before() -> None:
    text = "The chairman of the African Union, H.E. Ana Okoro, condemned the raid."
    assert ("ACCUSE", {"ana okoro"}, set()) in _told(text)


def test_those_whom_somebody_keeps_from_being_harmed_are_not_the_keeper() -> None:
    told = _told("The army of Kenya stopped villagers from being abducted by rebels.")
    assert ("ASSAULT", {"rebels"}, {"villagers"}) in told
    assert ("ASSAULT", set(), {"crowd"}) in _told("Police prevented the crowd from being attacked.")
