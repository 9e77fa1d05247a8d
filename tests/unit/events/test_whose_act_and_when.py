"""Whose act it is, of what day, and whether two sentences tell of one: where others speak, accuse or judge between."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import EventMention, Facts
from pipelines.language import load_reader


def _facts(text: str) -> Facts:
    return extract(load_reader().read(text), dt.datetime(2026, 11, 20, tzinfo=dt.UTC))


def _told(facts: Facts, trigger: str) -> EventMention:
    return next(m for m in facts.events if trigger in m.trigger_text)


def _parties(facts: Facts, trigger: str, role: str) -> set[str]:
    return {facts.actors[p.actor].name for p in _told(facts, trigger).participants if p.role == role}


def _when(facts: Facts, trigger: str) -> str | None:
    time = _told(facts, trigger).time
    return None if time is None else facts.times[time].text


@pytest.mark.parametrize(
    ("text", "trigger", "doers"),
    [
        (
            "Rebels took two farms near Goma on Monday, a clerk said on Tuesday, killing four guards.",
            "killing",
            "Rebels",
        ),
        ("Police killed six gunmen, the mayor told reporters, freeing nine nuns.", "freeing", "police"),
        ("Troops stormed the camp at dawn, witnesses said, burning huts.", "burning", "Troops"),
        ("Chad's king scolded the militia he accuses of burning farms.", "burning", "militia"),
        ("The army shot a man it accused of planting a bomb.", "planting", "man"),
        ("Police freed a woman they suspected of killing her son.", "killing", "woman"),
        ("The army killed 12 rebels, the ministry said on Monday, and captured nine soldiers.", "captured", "army"),
        ("Students marched in Lima, organisers said, demanding the mayor's resignation.", "marched", "Students"),
        ("Gunmen attacked a market where women were selling fish, wounding 12.", "wounding", "Gunmen"),
        ("The gang it says kidnapped the nuns fled the town.", "kidnapped", "gang"),
        ("Norway regrets the decision of Chad to expel the envoy.", "expel", "Chad"),
        (
            "Al Qaeda-linked militants killed nine soldiers and torched trucks, officials said.",
            "killed",
            "Al Qaeda-linked militants",
        ),
    ],
)
def test_who_tells_accuses_or_regrets_is_not_who_does_it(text: str, trigger: str, doers: str) -> None:
    assert _parties(_facts(text), trigger, "actor") == {doers}


def test_what_goes_on_behind_a_speaker_is_one_event_with_what_stands_before() -> None:
    facts = _facts("A bomb hit the market on Sunday, officials said on Monday, wounding 12.")
    assert len({m.event for m in facts.events}) == 1
    assert _when(facts, "wounding") == "Sunday"


def test_what_a_speaker_goes_on_to_say_stays_the_speaker_s() -> None:
    facts = _facts("The army fled the town, the mayor said, accusing the rebels of looting.")
    assert _parties(facts, "accusing", "actor") == {"mayor"}


@pytest.mark.parametrize(
    "text",
    ["The judge cleared the clerk of killing his wife.", "Jurors found the clerk not guilty of killing two girls."],
)
def test_judge_and_jury_have_not_done_what_they_clear_somebody_of(text: str) -> None:
    assert _parties(_facts(text), "killing", "actor") == {"clerk"}


@pytest.mark.parametrize(
    ("text", "trigger", "role", "names"),
    [
        ("Rebels shelled Kutum, OCHA, the UN's humanitarian arm, said on Monday.", "shelled", "recipient", set()),
        ("Oslo recalled its envoy, in what Bern described as a routine move.", "recalled", "recipient", set()),
        ("Norway criticised Peru's decision to withdraw from the court.", "withdraw", "recipient", set()),
        ("Two U.N. helicopters were shot at in Jonglei.", "shot", "actor", set()),
        ("Two U.N. helicopters were shot at in Jonglei.", "shot", "recipient", {"United Nations"}),
        ("Peru's parliament ratified a border pact with Chile.", "ratified", "actor", {"Parliament of Peru"}),
        ("Peru's parliament ratified a border pact with Chile.", "ratified", "recipient", {"Chile"}),
        ("A truce mediated by Norway collapsed within days.", "truce", "actor", set()),
        ("The army backs the ruler overthrown in 2022.", "overthrown", "recipient", {"ruler"}),
        ("The court freed the commander found guilty last year.", "freed", "recipient", {"commander"}),
        ("Lawmakers met the minister impeached in June.", "impeached", "recipient", {"minister"}),
        ("The bishop condemned the killing last week of a judge.", "killing", "recipient", {"judge"}),
        ("The court ruled on the killing in 2022 of a judge.", "killing", "recipient", {"judge"}),
        ("Norway condemned the killing earlier this month of a judge.", "killing", "recipient", {"judge"}),
        ("The kidnapping in March of three nuns by gunmen shocked the town.", "kidnapping", "actor", {"gunmen"}),
        ("A fighter jet bombed a school in Arden.", "bombed", "actor", set()),
        ("A man was killed and his wife was wounded.", "killed", "recipient", {"man"}),
        (
            "Bandits raided a mine, killing a guard and burning nine huts, local officials and the army said.",
            "burning",
            "actor",
            {"Bandits"},
        ),
        (
            "Heavy fighting raged for a third day between rebels and soldiers.",
            "fighting",
            "actor",
            {"rebels", "soldiers"},
        ),
        (
            "In clashes with police, nine members of the Kato Front were killed, state TV reported.",
            "clashes",
            "actor",
            {"police", "Kato Front"},
        ),
        ("The soldiers attacked late Tuesday were members of a new unit.", "attacked", "recipient", {"soldiers"}),
        ("Gang members shared pictures of the policemen killed.", "killed", "recipient", {"policemen"}),
        ("Some 300 miners were reported killed in Orne.", "killed", "recipient", {"miners"}),
        ("Some 300 miners were reported killed in Orne.", "killed", "actor", set()),
        ("Some 60 people died in Orne, with nine of them killed by gangs.", "killed", "actor", {"gangs"}),
        (
            "Nine bandits were killed in an encounter between bandits and soldiers.",
            "killed",
            "actor",
            {"bandits", "soldiers"},
        ),
        (
            "As many as 23 rebels, who had hidden in the hills, surrendered on Monday.",
            "surrendered",
            "actor",
            {"rebels"},
        ),
        ("A guard was killed in a blast involving a device planted by rebels.", "blast", "recipient", {"guard"}),
        ("Jet fighters bombed a school in Arden.", "bombed", "actor", set()),
        ("Rifles were also recovered from bandits, who remain at large.", "recovered", "actor", set()),
        ("The gang's leader is under U.S. sanctions.", "sanctions", "actor", {"United States"}),
        ("The king read a report by the ministry that captured officers were shot.", "captured", "actor", set()),
        ("The king read a report by the ministry that captured officers were shot.", "shot", "recipient", {"officers"}),
        ("Peru has refused to hand over Damba, the former ruler overthrown in 2022.", "overthrown", "actor", set()),
        ("Three activists on hunger strike were jailed.", "strike", "actor", {"activists"}),
        ("The families welcomed the release on Sunday of 14 detainees.", "release", "recipient", {"detainees"}),
    ],
)
def test_who_suffers_it_is_named_by_the_grammar_around_it(text: str, trigger: str, role: str, names: set[str]) -> None:
    assert _parties(_facts(text), trigger, role) == names


@pytest.mark.parametrize(
    "text", ["Gunmen abducted nine workers from a gold mine.", "The army freed 40 detainees held without charge."]
)
def test_a_pit_or_a_charge_that_is_wanting_is_no_means(text: str) -> None:
    assert not [a for m in _facts(text).events for a in m.arguments if a.role == "instrument"]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The president, whose term ends in May, met lawmakers.", "met"),
        ("The governor, who took office in 2019, ordered troops to the border.", "ordered"),
        ("The base, which opened in March, was shelled.", "shelled"),
        ("The rebels fired a missile, the fourth such launch this year.", "fired"),
        ("The first such raid since 2023 killed nine.", "raid"),
        ("The attack, the deadliest since May, wounded 40.", "attack"),
        ("Police arrested 40 people, up from 12 in May.", "arrested"),
        ("The army detained 3,000 people, compared with 20,000 in 2023.", "detained"),
        ("A prosecutor is investigating his conduct as mayor in 2012.", "investigating"),
        (
            "The agency has appealed for money and warned that, without gifts by mid-May, it must halve rations.",
            "appealed",
        ),
        ("In Kampala, where the president was sworn in on Monday, police arrested 40 students.", "arrested"),
    ],
)
def test_the_time_of_a_description_or_comparison_dates_no_event(text: str, trigger: str) -> None:
    facts = _facts(text)
    assert _when(facts, trigger) is None
    assert not _told(facts, trigger).is_background


def test_the_day_on_which_something_is_said_is_not_that_of_what_is_said() -> None:
    text = "Rebels attacked a farm near Arden, capital of Orne state, Amnesty International said on Tuesday."
    assert _when(_facts(text), "attacked") is None


def test_a_day_between_subject_and_verb_is_the_verb_s() -> None:
    facts = _facts("The court on Tuesday jailed a man who killed a priest in 2019.")
    assert (_when(facts, "jailed"), _when(facts, "killed")) == ("Tuesday", "2019")
    hours = "The army did not comment on the raids, but said that Chad on Monday morning fired rockets at Orne."
    assert _when(_facts(hours), "fired") == "Monday morning"


def test_a_day_in_front_is_not_that_of_what_is_thought() -> None:
    facts = _facts("On February 4, fighters thought to be from the Kato faction shot three herders near Orne.")
    assert _when(facts, "shot") == "February 4"


def test_a_clause_on_a_date_tells_of_another_event_at_that_date() -> None:
    facts = _facts("It was the worst raid on a prison since May 2019, when bandits killed 14 guards in Orne.")
    raid, killing = (_told(facts, word) for word in ("raid", "killed"))
    assert (_when(facts, "raid"), _when(facts, "killed")) == (None, "May 2019")
    assert raid.event != killing.event


def _happenings(text: str, event_type: str) -> int:
    return len({m.event for m in _facts(text).events if m.event_type == event_type})


@pytest.mark.parametrize(
    "text",
    [
        "Police shot four students. Two policemen were hurt.",
        "Troops raided a village. Two soldiers were killed.",
        "Gunmen abducted nine Indian nationals. Three Emiratis kidnapped in the area were seen.",
        "The army retook Bara on Tuesday. A brigadier ordered the shelling of a hospital that left 70 dead.",
        "Nine guards were injured in Lima. A miner died in May, triggering riots in which ten people were killed.",
        "Three nuns were kidnapped. Two kidnappers were killed.",
        "Gunmen kidnapped 12 pupils on Monday. Three pupils were killed.",
        "Marauders killed two soldiers in Kupwara. In Mali, near Gao, gunmen killed two soldiers.",
        "Gunmen killed two soldiers in Kutum. Gunmen killed two soldiers in Bol on Tuesday.",
        "Ukraine's air force shot down 71 drones. Russia fired 96 drones at Odesa overnight.",
        "Russia had launched 96 drones and seven missiles at Kyiv, of which 71 drones and two missiles were shot down.",
        "Ukraine's army repulsed 14 attacks near Bakhmut. The overnight barrage of Bakhmut went on.",
        "An air strike killed four on Thursday. Thousands have been killed since the invasion.",
    ],
)
def test_other_victims_places_and_roles_make_another_assault(text: str) -> None:
    assert _happenings(text, "ASSAULT") > 1


@pytest.mark.parametrize(
    "text",
    [
        "Police shot at marchers in Lagos. Five marchers were killed.",
        "Clashes broke out between troops and rebels near Goma. Nine soldiers were killed.",
        "Gunmen opened fire on a bus. The attack left three dead and five injured.",
        "A bomb killed 10 and wounded 4 in Kabul.",
        "Norway launched an offensive in Arden on Monday. The offensive killed 20 people.",
    ],
)
def test_deaths_told_behind_an_assault_stay_its_outcome(text: str) -> None:
    assert _happenings(text, "ASSAULT") == 1


def test_the_same_said_of_two_towns_is_said_twice() -> None:
    text = "Norway condemned the attack on the mosque in Kano. It also condemned the raid on a prison in Lagos."
    assert _happenings(text, "ACCUSE") == 2


def test_two_ministers_who_travel_to_two_states_make_two_visits() -> None:
    assert _happenings("The envoy flew to Cairo. The minister arrived in Paris.", "CONSULT") == 2


def test_who_follows_suit_does_what_the_clause_beside_tells() -> None:
    text = "Gunmen killed 23 people. Norway bought rice on Monday, and Japan is expected to follow suit."
    assert _happenings(text, "ASSAULT") == 1


@pytest.mark.parametrize("verb", ["beaten back two assaults", "repulsed an attack"])
def test_those_who_beat_an_attack_back_and_kill_attackers_are_not_killed(verb: str) -> None:
    facts = _facts(f"The Shield militia said its fighters had {verb}, killing 40 rebels.")
    assert _parties(facts, "killing", "recipient") == {"rebels"}
    assert len({m.event for m in facts.events}) == 2


@pytest.mark.parametrize("opening", ["Were Chad to invade Niger", "Should Chad invade Niger"])
def test_who_might_act_does_not_do_what_follows(opening: str) -> None:
    facts = _facts(f"{opening}, Mali would send a brigade.")
    assert _parties(facts, "invade", "actor") == {"Chad"}
    assert _parties(facts, "send", "actor") == {"Mali"}


def test_a_text_may_break_off_behind_who_was_captured() -> None:
    assert len(_facts("He said that captured officers").events) == 1
