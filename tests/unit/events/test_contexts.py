"""Why an event happens: PLOVER's contexts, from what it is, who takes part, and the words that tell of it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pipelines.extract.document import extract
from pipelines.extract.events.contexts import Context, context_lexicon
from pipelines.extract.events.frames import type_lexicons
from pipelines.extract.facts import EventMention
from pipelines.language import load_reader
from pipelines.tables.vocabulary import ACTOR_TYPES, EVENT_MODES


@cache
def _mentions(text: str) -> tuple[EventMention, ...]:
    return tuple(extract(load_reader().read(text), None).events)


def _contexts(text: str, trigger: str) -> set[str]:
    """The contexts of the mention whose trigger holds these words."""
    at = text.index(trigger)
    told = [m for m in _mentions(text) if m.trigger_start <= at < m.trigger_end]
    assert told, [m.trigger_text for m in _mentions(text)]
    return set(told[0].contexts)


def _examples(*, positive: bool) -> list[tuple[str, str]]:
    return [
        (name, sentence)
        for name, context in context_lexicon().contexts.items()
        for sentence in (context.examples if positive else context.counterexamples)
    ]


@pytest.mark.parametrize(("context", "sentence"), _examples(positive=True))
def test_an_example_tells_of_an_event_in_its_context(context: str, sentence: str) -> None:
    assert context in {c for m in _mentions(sentence) for c in m.contexts}


@pytest.mark.parametrize(("context", "sentence"), _examples(positive=False))
def test_a_counterexample_tells_of_an_event_outside_it(context: str, sentence: str) -> None:
    assert _mentions(sentence)
    assert context not in {c for m in _mentions(sentence) for c in m.contexts}


def test_every_context_has_examples() -> None:
    assert [name for name, context in context_lexicon().contexts.items() if not context.examples] == []


def test_the_lexicon_names_events_and_entities_that_exist() -> None:
    known = {"any"}
    for event, modes in EVENT_MODES.items():
        known |= {event, f"{event}/none", *(f"{event}/{mode}" for mode in modes)}
    known |= {f"{types.type}.{sense}" for types in type_lexicons().values() for sense in types.senses}

    def named(context: Context) -> set[str]:
        whose = [*context.parties.values(), *context.actors.values()]
        return {*context.events, *context.otherwise, *context.between_states, *(e for events in whose for e in events)}

    contexts = context_lexicon().contexts.values()
    assert {name for context in contexts for name in named(context)} <= known
    assert {entity for context in contexts for entity in (*context.parties, *context.actors)} <= {*ACTOR_TYPES}


@pytest.mark.parametrize(
    ("text", "trigger", "contexts"),
    [
        ("The jets bombed the bridge.", "bombed", {"military"}),
        ("A suicide bomber killed six people.", "killed", {"terrorism"}),
        ("Hackers broke into the computers of the port.", "broke", {"cyber"}),
        ("The governor imposed a curfew.", "imposed", {"repression"}),
        ("A bomb exploded in the street.", "exploded", {"terrorism"}),
    ],
)
def test_what_an_event_is_says_why(text: str, trigger: str, contexts: set[str]) -> None:
    assert _contexts(text, trigger) == contexts


@pytest.mark.parametrize(
    ("text", "trigger", "contexts"),
    [
        ("Norway attacked the island.", "attacked", {"military"}),
        ("Norway urged Denmark to return the ships.", "urged", {"diplomatic"}),
        ("The United Nations condemned the killing of the farmers.", "condemned", {"diplomatic"}),
        ("Norway condemned the killing of the farmers.", "condemned", {"diplomatic"}),
        ("The mayor condemned the killing of the farmers.", "condemned", set()),
        ("Islamic State killed six farmers.", "killed", {"terrorism"}),
        ("The army shot six farmers.", "shot", {"military"}),
        ("Gunmen shot six farmers.", "shot", {"crime"}),
    ],
)
def test_who_takes_part_says_why(text: str, trigger: str, contexts: set[str]) -> None:
    assert _contexts(text, trigger) == contexts


def test_a_party_that_is_understood_from_another_sentence_counts() -> None:
    text = "Islamic State attacked the village on Monday. The attack killed six farmers."
    assert "terrorism" in _contexts(text, "killed")


@pytest.mark.parametrize(
    ("text", "trigger", "contexts"),
    [
        ("Norway recalled its ambassador over the shelling of the village.", "recalled", {"diplomatic"}),
        ("Norway recalled its ambassador over the shelling of the village.", "shelling", {"military"}),
        ("Police fired tear gas at students.", "fired", {"repression"}),
        ("A bomb exploded in a crowded market.", "exploded", {"terrorism"}),
        ("The prime minister condemned the theft of the car.", "condemned", {"crime"}),
        ("Thousands protested against the election, and a gang robbed a shop.", "protested", {"election"}),
        ("Thousands demanded women's rights.", "demanded", {"gender"}),
    ],
)
def test_an_events_own_words_say_why_and_no_others(text: str, trigger: str, contexts: set[str]) -> None:
    assert _contexts(text, trigger) == contexts


@pytest.mark.parametrize(
    ("text", "trigger", "context"),
    [
        ("The council condemned the coup.", "condemned", "political_institutions"),
        ("The bishop accused the mayor of spreading fake news.", "accused", "misinformation"),
    ],
)
def test_a_stance_is_about_what_it_is_on(text: str, trigger: str, context: str) -> None:
    assert context in _contexts(text, trigger)


def test_a_persons_name_is_no_cue() -> None:
    assert _contexts("Police arrested Anna Diamond.", "arrested") == set()


def test_a_sentence_says_why_where_the_event_does_not() -> None:
    text = "As the earthquake had left thousands without homes, students demonstrated."
    assert _contexts(text, "demonstrated") == {"disasters"}


def test_the_sentence_before_it_does_within_a_paragraph_where_its_own_does_not() -> None:
    before, told = "Inflation is at its highest in ten years.", "Thousands demonstrated on Monday."
    assert _contexts(f"{before} {told}", "demonstrated") == {"economic"}
    assert _contexts(f"{before}\n\n{told}", "demonstrated") == set()


def test_a_mention_that_tells_no_context_has_those_of_its_event() -> None:
    text = "The jets bombed the village on Monday. The attack lasted six hours."
    assert _contexts(text, "attack") == _contexts(text, "bombed") == {"military"}


def test_a_phrase_that_only_hides_cues_has_one_in_it() -> None:
    cues = {w for c in context_lexicon().contexts.values() for cue in c.cues for w in re.split(r"[ -]", cue)}
    bare = [p for p in context_lexicon().no_cues if not any(w in cues or f"{w}s" in cues for w in re.split(r"[ -]", p))]
    assert bare == []
