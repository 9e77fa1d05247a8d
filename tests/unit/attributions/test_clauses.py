"""Where the words of a voice stand when clauses are nested, inserted or torn: (source, cue, content) as in the text."""

from __future__ import annotations

import pytest

from pipelines.extract.attributions.attributions import extract_attributions
from pipelines.extract.document import extract
from pipelines.extract.facts import Attribution
from pipelines.language import load_reader

Told = tuple[str | None, str | None, str]


def told(text: str) -> list[Told]:
    reading = load_reader().read(text)
    found: list[Attribution] = extract_attributions(reading, extract(reading, None))
    return [(a.source_text, a.cue, text[a.content_start : a.content_end]) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The attack, which the army said killed nine soldiers, was the worst this year.",
            ("the army", "said", "killed nine soldiers"),
        ),
        ("The blast, which officials say was caused by gas, hurt six.", ("officials", "say", "was caused by gas")),
        (
            "The council met over the test, which state media claimed now allows the army to build warheads.",
            ("state media", "claimed", "allows the army to build warheads"),
        ),
    ],
)
def test_what_is_said_in_a_relative_clause_stands_behind_the_cue(text: str, expected: Told) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He admitted under questioning he had lied.", ("He", "admitted", "he had lied")),
        ("He said after the meeting they had agreed on a plan.", ("He", "said", "they had agreed on a plan")),
        (
            "The officer told the court on Tuesday he had fired twice.",
            ("The officer", "told", "he had fired twice"),
        ),
    ],
)
def test_when_and_where_it_was_said_is_no_part_of_it(text: str, expected: Told) -> None:
    assert expected in told(text)


def test_a_clause_that_tells_when_does_not_say_the_sentence_before_it() -> None:
    text = "The chief should resign, the senator told Gomez, after he admitted under questioning he had lied."
    assert told(text) == [
        ("the senator", "told", "The chief should resign"),
        ("he", "admitted", "he had lied"),
    ]


def test_a_cue_clause_that_is_inserted_is_no_part_of_the_next_source() -> None:
    sources = [source for source, cue, _ in told("The museum, Mr. Bush said, praised several of his heroes.")]
    assert sources == ["Mr. Bush", "The museum"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the army had decided to stay.",
        "The minister said the company plans to build a port.",
        "The minister criticised Peru's decision to leave the pact.",
    ],
)
def test_what_others_decide_or_plan_is_told_by_whoever_tells_it(text: str) -> None:
    assert [source for source, *_ in told(text)] == ["The minister"]


@pytest.mark.parametrize(
    "text",
    [
        "Do you know where the money is?",
        "You could consider a year abroad.",
        "It goes without saying that taxes are low.",
        "The shop was supposed to give its profit to the poor.",
        "The fund helps anyone wanting to learn a trade.",
        "The party made appeals to young voters.",
    ],
)
def test_nobody_says_it(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["The general said that you know the truth.", "The ministry made an appeal for calm."])
def test_somebody_says_it(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chad closed its border, according to a Western diplomat briefed on the matter, but Sudan has not replied.",
            ("a Western diplomat briefed on the matter", "according to", "Chad closed its border"),
        ),
        (
            "The rebels freed the hostages, according to a priest who met them, but no date was set.",
            ("a priest who met them", "according to", "The rebels freed the hostages"),
        ),
        (
            "Ruiz resigned, according to his office, and left for Madrid.",
            ("his office", "according to", "Ruiz resigned, according to his office, and left for Madrid"),
        ),
    ],
)
def test_what_others_are_set_against_is_no_part_of_what_a_phrase_attributes(text: str, expected: Told) -> None:
    assert expected in told(text)


def test_a_spokeswoman_of_a_person_has_her_own_name() -> None:
    text = "Juan Rojas left on Monday. Rojas spokeswoman Ana Paz said the candidate was tired."
    reading = load_reader().read(text)
    assert [a.source_name for a in extract(reading, None).attributions] == ["Ana Paz"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was the worst raid in years, said the mayor, adding that 12 nuns were missing.",
         ("the mayor", "said", "It was the worst raid in years")),
        ("Troops had retaken the bridge, the governor said, warning that mines remained.",
         ("the governor", "warning", "mines remained")),
        ("The truce, most analysts agree, will not last.",
         ("most analysts", "agree", "The truce, most analysts agree, will not last")),
        ("The loans were frozen a day after two people familiar with the matter told Reuters that the bank had failed.",
         ("two people familiar with the matter", "told", "the bank had failed")),
        ('"It is a shambles," one nurse, speaking on condition of anonymity, said by phone.',
         ("one nurse", "said", "It is a shambles")),
        ("Polling by the institute found that farmers were worried.",
         ("Polling by the institute", "found", "farmers were worried")),
    ],
)  # fmt: skip
def test_who_says_it_where_the_sentence_goes_on(text: str, expected: Told) -> None:
    assert expected in told(text)
