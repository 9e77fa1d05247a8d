"""What police do, what they fail to do, and that they did it where a text does not say who."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import EventMention, Facts
from pipelines.language import load_reader


def _facts(text: str) -> Facts:
    return extract(load_reader().read(f"Report\n\n{text}"), None)


def _doers(facts: Facts, m: EventMention) -> set[str]:
    return {facts.actors[p.actor].actor_type for p in m.participants if p.role == "actor"}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Police raided the market. Four traders were arrested.", "COERCE"),
        ("Police reached the village. A case was registered against the headman.", "ACCUSE"),
        ("Two pistols were recovered from the house. Police said so.", "COERCE"),
        ("Police guarded the town. Heavy bandobast was made at the temple.", "MOBILIZE"),
    ],
)
def test_police_named_nearby_did_what_only_police_do(text: str, event_type: str) -> None:
    facts = _facts(text)
    assert {"police"} in [_doers(facts, m) for m in facts.events if m.event_type == event_type]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Officials lobbed 30 tear gas shells at the hawkers.", "crowd-control"),
        ("A boy was hit by a tear gas shell in Hebron.", "crowd-control"),
        ("A boy was hit by a mortar shell in Hebron.", "heavy-weapons"),
        ("Police chased the hawkers and dispersed them.", "crowd-control"),
        ("Police came. The marches were broken up with water cannon.", "crowd-control"),
        ("Twelve hawkers were hurt in a police lathi-charge.", "crowd-control"),
    ],
)
def test_crowds_are_driven_apart_by_police(text: str, mode: str) -> None:
    facts = _facts(text)
    assaults = [m for m in facts.events if m.event_type == "ASSAULT"]
    assert {m.event_mode for m in assaults} == {mode}
    assert "police" not in text.lower() or all(_doers(facts, m) == {"police"} for m in assaults)


def test_a_firing_by_forces_is_theirs() -> None:
    facts = _facts("Four miners were killed and a dozen others injured in firing by the constabulary on Tuesday.")
    assert all(m.event_mode == "firearms" and _doers(facts, m) == {"police"} for m in facts.events)


def test_police_arrest_beside_what_a_court_does() -> None:
    facts = _facts("A court in Lima sent six clerks to jail. Police beat nine others, arrested them and left.")
    assert {"police"} in [_doers(facts, m) for m in facts.events if m.trigger_text == "arrested"]


def test_the_army_that_is_called_out_is_sent_whoever_sends_it() -> None:
    facts = _facts("The army was called out in Lima.")
    assert [_doers(facts, m) for m in facts.events] == [{"military"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The police drew criticism from the union.", ("ACCUSE", "disapprove", "actual")),
        ("Hawkers sat on a dharna outside the mint.", ("PROTEST", "demo", "actual")),
        ("Police charged at the hawkers.", ("ASSAULT", "crowd-control", "actual")),
        ("A First Information Report (FIR) was registered against the hawkers.", ("ACCUSE", "investigate", "actual")),
    ],
)
def test_more_words_for_what_police_do(text: str, told: tuple[str, str | None, str]) -> None:
    assert _read(text) == {told}


def test_police_with_orders_do_not_refuse() -> None:
    assert "REJECT" not in {kind for kind, _, _ in _read("The constables said they had orders to arrest the man.")}


def test_who_is_questioned_for_a_deed_did_it() -> None:
    facts = _facts("The mayor questioned the police for beating the boys.")
    assert [_doers(facts, m) for m in facts.events if m.event_type == "ASSAULT"] == [{"police"}]


def test_barring_a_scuffle_bars_nobody() -> None:
    assert _read("Barring a stray scuffle, the march was calm.") == {("PROTEST", "demo", "actual")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Police lifted the curfew imposed on Sunday night.", ("CONCEDE", None, "actual")),
        ("The hawkers were let off after two hours.", ("RETREAT", "release", "actual")),
    ],
)
def test_what_police_give_back(text: str, told: tuple[str, str | None, str]) -> None:
    assert told in _read(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The hawkers fled as police teams from two stations, along with the mayor, rushed to the spot.", {"police"}),
        ("Two guards were shot when they returned to the gate, Mayor Ana Reed said.", {"police"}),
    ],
)
def test_a_subject_far_from_its_verb_is_its_own(text: str, kinds: set[str]) -> None:
    facts = _facts(text)
    told = {facts.actors[p.actor].actor_type for m in facts.events for p in m.participants}
    assert kinds <= told


def test_whose_suspension_is_ordered_is_not_sent_anywhere() -> None:
    assert _read("The commissioner ordered the suspension of two constables.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Strict action will be taken against the looters, the minister said.",
        "The minister warned of stern action against the looters.",
    ],
)
def test_stern_action_that_is_announced_threatens(text: str) -> None:
    assert ("THREATEN", "arrest", "actual") in _read(text)


def test_nobody_is_made_to_arrest_where_no_police_are_named() -> None:
    facts = _facts("The strike went on. Four miners were arrested.")
    assert [_doers(facts, m) for m in facts.events if m.event_type == "COERCE"] == [set()]


@pytest.mark.parametrize(
    "text",
    [
        "The police did nothing to stop the looters.",
        "Constables stood by while the shops were looted.",
        "Policemen refused to register the complaint.",
        "Pleas to the police went unheeded.",
        "Constables fled the scene as the looters came.",
    ],
)
def test_police_who_do_not_act_reject(text: str) -> None:
    facts = _facts(text)
    assert {"police"} in [_doers(facts, m) for m in facts.events if m.event_type == "REJECT"]


@pytest.mark.parametrize(
    "text",
    [
        "The police have failed to arrest the killers.",
        "The killers are yet to be arrested by the police.",
        "The police have yet to arrest the killers.",
        "The police did not take any action against the headman.",
    ],
)
def test_what_police_have_not_done_is_negated(text: str) -> None:
    assert {m.modality for m in _facts(text).events if m.event_type in ("COERCE", "MOBILIZE")} == {"negated"}


def test_a_march_that_is_not_allowed_is_restricted() -> None:
    (event,) = [m for m in _facts("Police did not allow the marchers to proceed.").events if m.event_type == "COERCE"]
    assert (event.event_mode, event.modality) == ("restrict", "actual")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two youths were killed in police firing.", "police"),
        ("A rebel ambush killed four guards.", "rebel"),
        ("Four men were killed by army fire.", "army"),
    ],
)
def test_a_noun_before_the_deed_names_its_doer(text: str, name: str) -> None:
    facts = _facts(text)
    doers = {facts.actors[p.actor].name for m in facts.events for p in m.participants if p.role == "actor"}
    assert doers == {name}


def test_an_officer_by_name_is_of_the_police() -> None:
    facts = _facts("DCP Ravi Menon registered a case against the headman.")
    assert [m.event_type for m in facts.events] == ["ACCUSE"]


def test_those_arrested_who_are_only_counted_are_people() -> None:
    facts = _facts("Eleven were arrested.")
    assert [facts.actors[p.actor].name for m in facts.events for p in m.participants] == ["people"]


def test_houses_set_ablaze_are_no_outcome_of_police_fire() -> None:
    facts = _facts("Police fired on a mob in the old town. Several houses were set ablaze.")
    assert len({m.event for m in facts.events if m.event_type == "ASSAULT"}) == 2


def _read(text: str) -> set[tuple[str, str | None, str]]:
    return {(m.event_type, m.event_mode, m.modality) for m in _facts(text).events}


@pytest.mark.parametrize(
    "text",
    [
        "Nine men were hurt and two killed in police firing in Surat.",
        "Four of the deaths were due to police firing.",
    ],
)
def test_police_firing_that_a_preposition_governs_is_the_deed(text: str) -> None:
    facts = _facts(text)
    assert {(m.event_type, m.modality) for m in facts.events} == {("ASSAULT", "actual")}
    assert all(_doers(facts, m) == {"police"} for m in facts.events)
    assert {facts.actors[p.actor].actor_type for m in facts.events for p in m.participants} <= {"police", "civilians"}


@pytest.mark.parametrize(
    "text", ["Police seized six swords and four petrol bombs from a godown.", "Two bombs were recovered by the army."]
)
def test_explosives_that_are_found_have_not_gone_off(text: str) -> None:
    assert _read(text) == {("COERCE", "seize", "actual")}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Police personnel were deployed near the mill.", "police"),
        ("A strong police contingent was rushed to the mill.", "police"),
        ("Constables guarded the mill.", "police"),
        ("Over 900 police personnel remained deployed near the mill.", "police"),
        ("Two superintendents and a company of constables have been deployed near the mill.", "police"),
        ("Contingents of heavily-armed police officers were deployed near the mill.", "police"),
        ("Thousands of policemen moved into the valley.", "police"),
        ("Police took positions on the roof to keep vigil.", "police"),
        ("Troops were deployed near the mill.", "troops"),
    ],
)
def test_a_police_force_that_is_sent_is_police(text: str, mode: str) -> None:
    assert _read(text) == {("MOBILIZE", mode, "actual")}


def test_the_duty_of_policemen_who_are_hit_only_says_which_they_are() -> None:
    assert {m.event_type for m in _facts("Two policemen guarding the bank were shot dead.").events} == {"ASSAULT"}


@pytest.mark.parametrize(
    "text",
    [
        "Police lobbed five teargas shells on the marchers.",
        "Police lathicharged the marchers to bring the situation under control.",
    ],
)
def test_one_act_of_crowd_control_is_told_once(text: str) -> None:
    assert [(m.event_type, m.event_mode) for m in _facts(text).events] == [("ASSAULT", "crowd-control")]


def test_the_firing_that_an_inquiry_is_demanded_into_took_place() -> None:
    read = _read("The guild demanded an inquiry into the police firing.")
    assert read == {("REQUEST", "change", "actual"), ("ASSAULT", "firearms", "actual")}


def test_a_past_that_is_like_its_present_tells_what_was_done() -> None:
    assert _read("Police beat him up.") == {("ASSAULT", "beat", "actual")}


@pytest.mark.parametrize(
    ("text", "event_type"), [("The police arrived two hours late.", "REJECT"), ("Police arrived later.", "MOBILIZE")]
)
def test_police_who_come_late_give_no_help(text: str, event_type: str) -> None:
    assert {m.event_type for m in _facts(text).events} == {event_type}


def test_not_a_single_arrest_is_none() -> None:
    assert _read("Not a single arrest was made by the police.") == {("COERCE", "arrest", "negated")}


def test_stones_that_nobody_is_said_to_throw_hit_the_constables() -> None:
    assert _read("The constables were pelted with stones from the roofs.") == {("ASSAULT", "primitive", "actual")}


def test_captors_who_release_people_give_no_aid() -> None:
    assert _read("The kidnappers released two engineers unharmed.") == {("RETREAT", "release", "actual")}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Police vans patrolled the streets of the old town.", "MOBILIZE"),
        ("A joint team of police and paramilitaries raided the village.", "COERCE"),
        ("A team of the crime branch raided a mill.", "COERCE"),
        ("The police did not come to their rescue.", "AID"),
    ],
)
def test_police_act_by_their_vans_and_teams(text: str, event_type: str) -> None:
    facts = _facts(text)
    assert {"police"} in [_doers(facts, m) for m in facts.events if m.event_type == event_type]


def test_a_police_car_that_is_attacked_is_the_police_s_and_no_patrol_of_an_army() -> None:
    facts = _facts("Rebels attacked a police patrol car.")
    hit = [facts.actors[p.actor].actor_type for m in facts.events for p in m.participants if p.role == "recipient"]
    assert hit == ["police"]
    facts = _facts("Rebels hit two army radio patrol vehicles.")
    hit = [facts.actors[p.actor].actor_type for m in facts.events for p in m.participants if p.role == "recipient"]
    assert hit == ["military"]
