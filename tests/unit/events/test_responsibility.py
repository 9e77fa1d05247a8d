"""Whom a text holds responsible for an attack is who did it, as far as the text goes."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _doers(sentence: str) -> tuple[set[str], set[str]]:
    facts = extract(load_reader().read(f"Report\n\n{sentence}"), None)
    told = [m for m in facts.events if m.event_type == "ASSAULT"]
    doers = {facts.actors[p.actor].name for m in told for p in m.participants if p.role == "actor"}
    return doers, {m.certainty for m in told}


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("The Taliban claimed responsibility for the bombing of a bank.", {"Taliban"}),
        ("The soldiers involved in the killing of the monk fled.", {"soldiers"}),
        ("The raid on the camp was claimed by the Taliban.", {"Taliban"}),
        (
            "The murder of a nun was claimed by a small group calling itself the White Dawn Brigades.",
            {"White Dawn Brigades"},
        ),
        ("The militia is responsible for the murder of six farmers.", {"militia"}),
        ("The Taliban, which claimed responsibility for killing a general, rejected the talks.", {"Taliban"}),
        (
            "The raid was planned by Adan Mora, approved by Luis Ferro, and carried out by Ivan Cota.",
            {"Adan Mora", "Luis Ferro", "Ivan Cota"},
        ),
    ],
)
def test_who_is_responsible_did_it(sentence: str, doers: set[str]) -> None:
    assert _doers(sentence) == (doers, {"certain"})


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("Villagers blamed the army for the murder of six farmers.", {"army"}),
        (
            "Police condemned the murder of six farmers, for which the separatists are held responsible.",
            {"separatists"},
        ),
        ("Police attributed the explosion to the Taliban.", {"Taliban"}),
        ("The murder of six farmers was blamed on separatists.", {"separatists"}),
        ("Police attributed the murder of a nun to separatists.", {"separatists"}),
        ("The bishop blamed the murder of two nuns on separatists.", {"separatists"}),
        ("Police linked the separatists to the murder of a nun.", {"separatists"}),
        ("A case was registered against two smugglers for beating a nun.", {"smugglers"}),
        ("The judge confirmed the involvement of the army in the murder of six farmers.", {"army"}),
        ("The bishop spoke of the army's responsibility for the murder of six farmers.", {"army"}),
    ],
)
def test_who_is_blamed_possibly_did_it(sentence: str, doers: set[str]) -> None:
    assert _doers(sentence) == (doers, {"possible"})


@pytest.mark.parametrize(
    ("later", "doers"),
    [
        ("The army said the crime was committed by rebels.", {"rebels"}),
        ("The bishop blamed the army for the crime.", {"army"}),
        ("The Taliban claimed responsibility in a call to a radio station.", {"Taliban"}),
        ("No group has claimed responsibility.", set()),
        ("The bishop condemned the crime perpetrated by rebels.", {"rebels"}),
        ("The press believes that the crime was the work of rebels.", {"rebels"}),
        ("The mastermind of the crime was Ivan Cota.", {"Ivan Cota"}),
        ("The suspects, who were identified as Ivan Cota and Luis Ferro, fled.", {"Ivan Cota", "Luis Ferro"}),
        ("The minister denied the army's involvement in the crime.", set()),
        ("The army denied that it committed the crime.", set()),
        ("Rain fell. Prices rose. The mayor spoke. The bishop blamed the army for the crime.", set()),
    ],
)
def test_a_later_sentence_names_the_doer_of_an_attack_without_one(later: str, doers: set[str]) -> None:
    assert _doers(f"A priest was murdered on Monday. {later}")[0] == doers


def test_a_doer_whom_the_attack_itself_names_stays_alone() -> None:
    assert _doers("Gunmen murdered a priest. The bishop blamed the army for the crime.")[0] == {"Gunmen"}


def test_who_accuses_another_of_an_attack_is_not_its_doer() -> None:
    assert _doers("Authorities accused the militia of perpetrating the attack on the bus.")[0] == {"militia"}


def test_what_was_attacked_does_not_do_the_harm() -> None:
    assert _doers("He condemned the bombing of a school and an aid agency, which killed nine people.")[0] == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Neither the rebels nor any other militia has claimed responsibility for the murder of six farmers.",
        "No arrests were made, nor has any militia claimed responsibility for the murder of six farmers.",
    ],
)
def test_neither_this_nor_that_is_nobody(sentence: str) -> None:
    assert _doers(sentence)[0] == set()


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("The attackers, believed to be members of al-Shabaab, shot two guards.", {"attackers", "al-Shabaab"}),
        ("Gunmen suspected to be Taliban fighters killed ten farmers.", {"Gunmen", "Taliban"}),
        ("Four men, apparently members of the Taliban, killed ten farmers.", {"men", "Taliban"}),
        ("Four men, neighbours of the mayor, killed ten farmers.", {"men"}),
    ],
)
def test_to_whom_nameless_doers_are_thought_to_belong_is_told_beside_them(sentence: str, doers: set[str]) -> None:
    assert _doers(sentence)[0] == doers


def test_an_attack_that_is_blamed_on_somebody_does_the_harm_for_them() -> None:
    assert _doers("A raid blamed on the Taliban killed six farmers.")[0] == {"Taliban"}


def test_rebels_who_free_the_kidnapped_had_taken_them_and_police_had_not() -> None:
    assert _doers("Rebels freed three engineers who were kidnapped in May.")[0] == {"Rebels"}
    assert _doers("Police freed three engineers who were kidnapped in May.")[0] == set()


def test_no_group_is_nobody() -> None:
    assert _doers("No group has claimed responsibility for the bombing of a bank.")[0] == set()


def test_who_denies_responsibility_is_not_said_to_have_done_it() -> None:
    assert _doers("The Taliban denied responsibility for the murder of six farmers.")[0] == set()


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("Assassins paid by the Medellin Cartel killed a judge.", {"Assassins", "Medellin Cartel"}),
        ("The Medellin Cartel's murders of judges continued.", {"Medellin Cartel"}),
        ("A Shining Path column killed two peasants.", {"Shining Path"}),
        ("An Acme Airlines truck blew up near the port.", set()),
        ("Army helicopters strafed the hamlet.", {"army"}),
        ("A guard was shot dead last night. The attackers, four youths, escaped in a taxi.", {"youths"}),
        ("Police presented two men who confessed that they bombed a bank.", {"men"}),
        ("The colonel was the one who ordered the murder of the judge.", {"colonel"}),
        ("The authors of the kidnapping were members of the Medellin Cartel.", {"Medellin Cartel"}),
        (
            "In a note sent to the press, the Taliban claimed responsibility for the kidnapping of a banker.",
            {"Taliban"},
        ),
        ("Members of a group called the Dawn Liberation Army killed a judge.", {"Members", "Dawn Liberation Army"}),
        ("Police arrested two men in connection with the murder of a judge.", {"men"}),
    ],
)
def test_who_sends_the_doers_and_whose_the_deeds_are(sentence: str, doers: set[str]) -> None:
    assert _doers(sentence)[0] == doers


def test_officers_and_soldiers_told_of_side_by_side_stay_together() -> None:
    sentence = "Two lieutenants and three soldiers of the Peruvian army are implicated in the murder of the nuns."
    assert _doers(sentence)[0] == {"lieutenants", "Peruvian soldiers"}


def test_people_held_in_relation_to_a_war_wage_none() -> None:
    text = "Report\n\nThe agency moved forty persons detained in relation to the conflict in Mali."
    facts = extract(load_reader().read(text), None)
    assert [m.participants for m in facts.events if m.event_type == "ASSAULT"] == [()]
