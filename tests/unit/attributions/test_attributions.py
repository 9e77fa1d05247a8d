"""Who says what."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.extract.attributions.attributions import extract_attributions
from pipelines.extract.facts import Actor, ActorMention, Attribution, Facts
from pipelines.language import load_reader


def read(text: str) -> list[Attribution]:
    return extract_attributions(load_reader().read(text), Facts())


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(a.source_text, a.cue, text[a.content_start : a.content_end]) for a in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ministry said that two bridges were destroyed.",
            ("The ministry", "said", "two bridges were destroyed"),
        ),
        (
            "Rebels hold the port, officials said.",
            ("officials", "said", "Rebels hold the port"),
        ),
        (
            "According to aid workers, the road to the camp is closed.",
            ("aid workers", "According to", "the road to the camp is closed"),
        ),
        (
            "The road to the camp is closed, according to aid workers.",
            ("aid workers", "according to", "The road to the camp is closed"),
        ),
        (
            "The government condemned the attack on the market.",
            ("The government", "condemned", "the attack on the market"),
        ),
        (
            "Kenya demanded compensation for the fishermen.",
            ("Kenya", "demanded", "compensation for the fishermen"),
        ),
        (
            "The general promised to withdraw his troops.",
            ("The general", "promised", "to withdraw his troops"),
        ),
        (
            "The raid was described by witnesses as a massacre.",
            ("witnesses", "described", "a massacre"),
        ),
        (
            "In the envoy’s view, the truce is over.",
            ("the envoy’s", "view", "the truce is over"),
        ),
        (
            "The firm lost money, the union said, adding that its market value had halved.",
            ("the union", "adding", "its market value had halved"),
        ),
    ],
)
def test_indirect_speech(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_an_inserted_cue_leaves_the_sentence_whole() -> None:
    text = "The ceasefire, diplomats said, will not last through the winter."
    assert ("diplomats", "said", text.rstrip(".")) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "“We will not leave our land,” the mayor said.",
        "“We will not leave our land,” said the mayor.",
        "The mayor said: “We will not leave our land.”",
    ],
)
def test_direct_speech(text: str) -> None:
    (found,) = read(text)
    assert found.type == "direct"
    assert found.source_text in ("the mayor", "The mayor")
    assert text[found.content_start : found.content_end].rstrip(".") == "We will not leave our land"


def test_an_interrupted_quotation_is_two_attributions_the_second_without_a_cue() -> None:
    text = "“The road is open,” the mayor said. “We have cleared all the mines.”"
    first, second = read(text)
    assert (first.cue, second.cue) == ("said", None)
    assert first.source_start == second.source_start
    assert text[second.content_start : second.content_end] == "We have cleared all the mines."


def test_a_clause_with_quoted_words_is_mixed() -> None:
    (found,) = read("The minister said that the raid was “a barbaric act of cowards”.")
    assert found.type == "mixed"


def test_a_paragraph_after_a_colon() -> None:
    text = "The minister said:\n\nOur forces took the airport. They will stay."
    assert ("The minister", "said", "Our forces took the airport. They will stay.") in told(text)


def test_a_statement_ends_with_its_last_paragraph_in_the_first_person() -> None:
    said = "The dam is safe.\n\nWork will go on.\n\nI thank our engineers."
    text = f"Speaking in Accra, the minister said:\n\n{said}\n\nBackground\n\nWe built the dam in 2002."
    assert ("the minister", "said", said) in told(text)
    apart = "The minister said:\n\nThe dam is safe.\n\nThe opposition left the hall."
    assert ("The minister", "said", "The dam is safe.") in told(apart)


def test_things_do_not_speak() -> None:
    assert told("The colour of the smoke indicates that the warehouse held plastic.") == []


@pytest.mark.parametrize(
    "text", ["A Panama-flagged tanker sank.", "Fighters of the al-Qaeda-linked front left the town."]
)
def test_what_ends_a_compound_is_nobodys_word(text: str) -> None:
    assert read(text) == []


def test_nested_voices_know_their_outer_one() -> None:
    text = "Officials said that the army believes the rebels will surrender."
    outer, inner = read(text)
    assert outer.outer is None
    assert inner.outer == 0
    assert text[inner.content_start : inner.content_end] == "the rebels will surrender"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it had shelled the school.", "deny"),
        ("The president accused the rebels of breaking the truce.", "accuse"),
        ("The union threatened to block the harbour.", "threaten"),
        ("The judge asked whether the witness had been paid.", "question"),
        ("The president does not believe that the vote was stolen.", "deny"),
    ],
)
def test_stances(text: str, stance: str) -> None:
    assert stance in [a.stance for a in read(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Three officials said that the port was closed.", "anonymous"),
        ("The defence ministry said that the port was closed.", "government"),
        ("An internal report said that the port was closed.", "document"),
        ("The newspaper said that the port was closed.", "outlet"),
        ("Maria Lopez said that the port was closed.", "person"),
    ],
)
def test_kinds_without_actors(text: str, kind: str) -> None:
    assert [a.kind for a in read(text)] == [kind]


def test_a_pronoun_speaks_for_its_actor() -> None:
    text = "Amina Diallo arrived on Monday. She said that the roads were safe."
    reading = load_reader().read(text)
    she = next(t for t in reading.doc if t.text == "She")
    facts = Facts(
        actors=[Actor("person:amina diallo", "Amina Diallo", "person")],
        actor_mentions=[ActorMention(she.idx, she.idx + 3, "She", 1, 0, "pronoun", she.i)],
    )
    (found,) = extract_attributions(reading, facts)
    assert (found.source_name, found.actor, found.kind, found.is_named) == ("Amina Diallo", 0, "person", True)


def test_a_quotation_that_never_closes_is_bounded() -> None:
    text = "The mayor said: “We will not leave our land.\n\nThe road was closed on Monday."
    for found in read(text):
        assert found.content_end <= text.index("The road")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "'", "said", "he", ",", ".", ":", "\n\n", "the army", "that", "according to", "war"]
        ),
        max_size=30,
    )
)
def test_any_text_gives_spans_in_range_and_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    for item in found:
        assert 0 <= item.content_start < item.content_end <= len(text)
        assert item.cue is None or text[item.cue_start : item.cue_end] == item.cue
        assert item.source_text is None or text[item.source_start : item.source_end] == item.source_text
        assert item.outer is None or found[item.outer].content_start <= item.content_start
    begins = [min(a.content_start, a.cue_start if a.cue_start is not None else a.content_start) for a in found]
    assert begins == sorted(begins)
