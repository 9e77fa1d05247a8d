"""The first sentence of an agency's story read alone: one or two events with who did them to whom, and no others."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

Told = list[tuple[str, set[str], set[str]]]


def _told(text: str) -> Told:
    facts = extract(load_reader().read(text), None)

    def names(event: int, role: str) -> set[str]:
        people = [p for m in facts.events if m.event == event for p in m.participants if p.role == role]
        return {facts.actors[p.actor].name for p in people}

    return [
        (kind, names(n, "actor"), names(n, "recipient"))
        for n, kind in {m.event: m.event_type for m in facts.events}.items()
    ]


def _types(text: str) -> set[str]:
    return {kind for kind, _, _ in _told(text)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A suicide truck bomber killed nine sailors in the port.", ("ASSAULT", {"suicide truck bomber"}, {"sailors"})),
        ("A suicide bomber was arrested by police at the gate.", ("COERCE", {"police"}, {"suicide bomber"})),
        ("Rebels in Chad freed the last of a group of hostages.", ("RETREAT", {"Rebels"}, {"hostages"})),
        ("Peru began a drill simulating an attack by Bolivia, which condemned the manoeuvres.",
         ("ACCUSE", {"Bolivia"}, set())),
        ("Peru's generals should free the editor, the Guild of Authors said.",
         ("REQUEST", {"Guild of Authors"}, {"Peru's generals"})),
        ("The bloc agreed to impose sanctions on Chad.", ("SANCTION", {"bloc"}, {"Chad"})),
        ("Niger said its talks with the rebels were postponed to May.", ("REJECT", {"Niger"}, {"rebels"})),
        ("A Dutch guard was shot by rebels while fleeing the city.", ("RETREAT", {"Dutch guard"}, set())),
        ("Wave after wave of NATO jets bombed a bridge.", ("ASSAULT", {"NATO"}, set())),
        ("Chad accused former colonial ruler France of spying.", ("ACCUSE", {"Chad"}, {"France"})),
        ("The Commonwealth suspended Chad for a year because of its elections.",
         ("SANCTION", {"Commonwealth of Nations"}, {"Chad"})),
        ("Students staged a rally yesterday outside the Peruvian embassy, protesting the burning of books.",
         ("PROTEST", {"Students"}, {"Peru"})),
        ("Nine farmers rallied in front of the Peruvian embassy.", ("PROTEST", {"farmers"}, {"Peru"})),
        ("Rebels are to free a kidnapped nun.", ("CONCEDE", {"Rebels"}, {"kidnapped nun"})),
        ("Nine nuns were freed by mutinous soldiers on Monday.", ("RETREAT", {"mutinous soldiers"}, {"nuns"})),
        ("Chad's navy says it has sunk two ships.", ("ASSAULT", {"Chadian Navy"}, set())),
        ("Rebels sank a navy gunboat on Monday.", ("ASSAULT", {"Rebels"}, {"navy"})),
        ("Peru, Chile, Bolivia began a joint maritime exercise in Indian Ocean.",
         ("COOPERATE", {"Peru"}, {"Chile", "Bolivia"})),
        ("Two Chilean frigates took part in drills with Peru.", ("COOPERATE", {"Chile"}, {"Peru"})),
        ("The bank promised budget support.", ("AGREE", {"bank"}, set())),
        ("The bank approved a 9 million dollar loan for Chad to carry out reforms.", ("AID", {"bank"}, {"Chad"})),
        ("The premiers called Friday for a truce in Chad.", ("REQUEST", {"premiers"}, set())),
        ("Peru today rejected as premature Chile's latest proposal.", ("REJECT", {"Peru"}, {"Chile"})),
        ("Police Sunday shot and killed five suspected militants in a town, the ministry said.",
         ("ASSAULT", {"police"}, {"militants"})),
        ("Venezuela recalled its ambassador to Bogota, Ana Paz.", ("SANCTION", {"Venezuela"}, {"Colombia"})),
        ("Peru's president said relations with Chile would be suspended.",
         ("SANCTION", {"Peru's president"}, {"Chile"})),
        ("The minister says the rebels need to join peace talks.", ("REQUEST", {"minister"}, {"rebels"})),
        ("The front sent emissaries to talk with the rebels.", ("CONSULT", {"front", "rebels"}, set())),
        ("Two envoys have been denied entry to Chad.", ("COERCE", {"Chad"}, {"envoys"})),
        ("Tens of thousands marched against the king.", ("PROTEST", {"people"}, {"king"})),
        ("Peru cannot accept the plan.", ("REJECT", {"Peru"}, set())),
        ("Two Chilean ships intruded into Peruvian waters.", ("MOBILIZE", {"Chile"}, set())),
        ("Peru lodged a protest over a recent drill held by Chile and Bolivia.", ("COOPERATE", {"Chile"}, {"Bolivia"})),
        ("Peruvian mediators reopened talks with the rebels on Monday.",
         ("CONSULT", {"Peruvian mediators", "rebels"}, set())),
        ("The rebels want to talk to the government.", ("CONSULT", {"rebels", "government"}, set())),
        ("Nine judges resigned to protest the murder of a colleague.", ("ACCUSE", {"judges"}, set())),
        ("The judiciary upheld a jail term for two envoys.", ("SANCTION", {"judiciary"}, {"envoys"})),
        ("Two envoys have been sentenced in Chad to nine years in prison.", ("SANCTION", {"Chad"}, {"envoys"})),
        ("The minister said that two officers will be sentenced.", ("SANCTION", set(), {"officers"})),
        ("The minister said the talks will be held in May.", ("AGREE", set(), set())),
        ("Peru will not hand over any more documents.", ("REJECT", {"Peru"}, set())),
        ("Peru advised its citizens to avoid Chad.", ("REQUEST", {"Peru"}, {"Chad"})),
        ("The charity has repatriated 900 refugees.", ("AID", {"charity"}, {"refugees"})),
    ],
)  # fmt: skip
def test_what_the_story_is_about_is_told(text: str, told: tuple[str, set[str], set[str]]) -> None:
    assert told in _told(text)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("A suicide bomber was arrested by police at the gate.", {"COERCE"}),
        ("Millions of herders in Chad are threatened with famine.", set()),
        ("The council ended its emergency session on Monday.", {"CONSULT"}),
        ("The streets of the capital were deserted on Monday.", set()),
        (
            "Troops killed nine men in what the army described as an act of terrorism, leaving a van riddled by fire.",
            {"ASSAULT"},
        ),
        ("Thousands of Chileans protested against granting amnesty to officers.", {"PROTEST"}),
        ("Peru has completed naval exercises that included artillery fire at targets on the sea.", {"MOBILIZE"}),
        ("Police shot a teenager, sparking mass protests.", {"ASSAULT", "PROTEST"}),
        ("Rebels sank a boat as it escorted a tug, leaving nine sailors missing.", {"ASSAULT"}),
        ("The union is sending a team to Chad to investigate the fire.", {"ACCUSE"}),
        ("The main rebel movement began talks with the government.", {"CONSULT"}),
        ("Iran will not suspend uranium enrichment work.", {"REJECT"}),
        ("Farmers defied a ban to shout slogans against the king.", {"REJECT", "PROTEST"}),
        ("The agency has helped 90 refugees since the return exercise began in May.", {"AID"}),
        ("Peru voiced firm opposition to the plan.", {"REJECT"}),
        ("The clerk needs to sell to live.", set()),
        ("I should stress the value of the law, the minister said.", set()),
        ("A shortage of grain threatens the people of Chad.", set()),
        ("Forecasters said that the rain should stop on Monday.", set()),
        ("The bloc agreed to impose sanctions on Chad.", {"SANCTION"}),
        ("The bloc proposed travel bans on nine generals as part of its sanctions.", {"SANCTION"}),
        ("The army is besieging a fort held by mutinous officers.", {"ASSAULT"}),
        ("The mayor would not quit amid protests near the port calling for his resignation.", {"REJECT", "PROTEST"}),
    ],
)
def test_nothing_else_is_told(text: str, types: set[str]) -> None:
    assert _types(text) == types


def test_what_a_letter_is_sent_for_is_done_with_it() -> None:
    facts = extract(load_reader().read("The premier sent a message to congratulate the king."), None)
    assert {(m.event_type, m.modality) for m in facts.events} == {("SUPPORT", "actual")}


def test_students_outside_an_embassy_are_not_at_home_there() -> None:
    facts = extract(load_reader().read("Students demonstrated outside the Peruvian embassy."), None)
    assert {a.country for a in facts.actors if a.name == "Students"} == {None}


def test_who_will_not_come_refuses_now() -> None:
    facts = extract(load_reader().read("The rebels will not attend the talks."), None)
    assert {(m.event_type, m.modality) for m in facts.events} == {("REJECT", "actual")}
