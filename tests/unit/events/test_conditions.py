"""What is told under a condition, in a scenario, by a plan, or once something else has happened."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import EventMention
from pipelines.language import load_reader

FRIDAY = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def _mentions(sentence: str) -> list[EventMention]:
    return extract(load_reader().read(f"Report\n\n{sentence}"), FRIDAY).events


def _modality(sentence: str, trigger: str) -> set[str]:
    return {m.modality for m in _mentions(sentence) if trigger in m.trigger_text}


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Ethiopia will keep its border shut until Eritrean troops withdraw from Badme.", "withdraw"),
        ("The group refused to sit down until its rivals pull out of the town.", "pull out"),
        ("In the worst case, Russia attacks Estonia.", "attacks"),
        ("Under the plan, France sends 2,000 troops and Poland closes the border.", "sends"),
        ("Under the plan, France sends 2,000 troops and Poland closes the border.", "closes"),
        ("If Tehran closes the strait, Washington sends its fleet.", "sends"),
        ("Should the talks fail, Ankara expels the envoys.", "expels"),
        ("One option is a naval blockade.", "blockade"),
        ("The deal obliges the rebels to free all hostages.", "free"),
        ("In the second phase, the army withdraws from the valley.", "withdraws"),
        ("The minister refused to rule out sending troops to the valley.", "sending"),
        ("The deal would see 20 hostages freed.", "freed"),
        ("We will punish those who attack our troops.", "attack"),
        ("The arrest of the editor could be announced on Sunday.", "arrest"),
        ("The clinic will open, provided that all prisoners are freed.", "freed"),
        ("The rebels will free the nuns on condition that prisoners are released.", "released"),
        ("He agreed to a truce on the understanding that the army withdraws.", "withdraws"),
    ],
)
def test_what_waits_for_something_else_is_supposed(sentence: str, trigger: str) -> None:
    assert _modality(sentence, trigger) == {"hypothetical"}


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Rebels fought until the army withdrew from the valley.", "withdrew"),
        ("The army pulled back once the rebels had attacked the base.", "attacked"),
        ("Police stood by while people are being killed.", "killed"),
        ("In an event that shocked the valley, gunmen killed the mayor.", "killed"),
        ("Gunmen tried to storm the base, killing two guards.", "killing"),
        ("Congress voted to censure the minister.", "censure"),
        ("The ministers noted with concern that rebels had killed 14 guards.", "killed"),
        ("The UN is concerned about the shelling of Kherson.", "shelling"),
        ("The strike on Damascus had not been authorized.", "strike"),
        ("The arrests of the reporters were not made public.", "arrests"),
        ("The army killed almost 30 rebels.", "killed"),
        ("The military neither confirmed nor denied the strike on Damascus.", "strike"),
        ("The army said they'd attacked the camp.", "attacked"),
        ("The court pitied those who have been arrested.", "arrested"),
        ("The governor will meet those who are shelling Kidal.", "shelling"),
    ],
)
def test_what_is_only_near_a_condition_or_denial_is_a_fact(sentence: str, trigger: str) -> None:
    assert _modality(sentence, trigger) == {"actual"}


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Poland deported the activist rather than extradite him.", "extradite"),
        ("Ghana has neither condemned nor endorsed the coup.", "condemned"),
        ("Ghana has neither condemned nor endorsed the coup.", "endorsed"),
        ("Judges halted the extradition of a banker.", "extradition"),
        ("Malaysia put off the deportation of 40 refugees.", "deportation"),
        ("Washington ruled out lifting sanctions on Iran.", "lifting"),
        ("South Korea ruled out joining Japan in sanctioning Myanmar.", "sanctioning"),
        ("Ankara stopped short of expelling the ambassador.", "expelling"),
        ("Police nearly shot a reporter.", "shot"),
        ("A missile fell near a school, but nobody was hurt.", "hurt"),
        ("Rebels attacked the base, but no soldiers were killed.", "killed"),
        ("The office dismissed as false reports that he had been arrested.", "arrested"),
        ("Police responded to false reports of a shooting at the school.", "shooting"),
        ("The army rejected suggestions that it bombed the school.", "bombed"),
        ("Talks between Chad and Niger were delayed.", "Talks"),
        ("The judge cleared him of killing his wife.", "killing"),
        ("Jurors found her not guilty of murdering two babies.", "murdering"),
    ],
)
def test_what_is_avoided_put_off_or_denied_did_not_happen(sentence: str, trigger: str) -> None:
    assert _modality(sentence, trigger) == {"negated"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Vietnam's premier visits Beijing next week.",
        "The two leaders meet in Ankara on Thursday.",
        "Next week Iran hosts talks with Oman.",
        "Talks with Tunisia are scheduled to open in Rome on Wednesday.",
        "Peace talks between Libya and Chad are set to restart in Doha.",
        "The envoys were to convene in Istanbul.",
        "Talks between Chad and Niger resume on Monday in Doha.",
        "Diplomats said talks would resume next week.",
    ],
)
def test_meetings_that_are_arranged_are_agreed(sentence: str) -> None:
    assert {(m.event_type, m.modality) for m in _mentions(sentence)} == {("AGREE", "future")}


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Sanctions will take effect once Kenya ratifies the convention.", "ratifies"),
        ("Rwanda pledged to withdraw once the rebels had disarmed.", "disarmed"),
        ("We plan for the city's recovery once the militia is defeated.", "defeated"),
        ("The prisoners are to be freed on Monday.", "freed"),
        ("He faces deportation to Iran.", "deportation"),
        ("The army was to have withdrawn from the town by Monday.", "withdrawn"),
        ("The general is to be arraigned in Miami on Monday.", "arraigned"),
    ],
)
def test_what_is_to_be_done_is_to_come(sentence: str, trigger: str) -> None:
    assert _modality(sentence, trigger) == {"future"}


@pytest.mark.parametrize("will", ["'ll", "’ll"])
def test_either_apostrophe_makes_a_modal(will: str) -> None:
    assert {m.event_type for m in _mentions(f"The army said it{will} bomb the camp.")} == {"THREATEN"}


@pytest.mark.parametrize("deed", ["bombing", "having bombed"])
def test_what_somebody_is_accused_of_is_possible(deed: str) -> None:
    told = [m for m in _mentions(f"The army is accused of {deed} a school.") if m.event_type == "ASSAULT"]
    assert [m.certainty for m in told] == ["possible"]
