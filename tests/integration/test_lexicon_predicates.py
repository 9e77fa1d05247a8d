"""Every predicate of the event lexicon stands in a sentence that the product reads as its event.

The reader errs now and then, and each training of it elsewhere: one sentence in a hundred may be misread. What
stands first in each example is a unit test without that tolerance.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from pipelines.extract.dependencies import tree_of
from pipelines.extract.document import extract
from pipelines.extract.events.frames import NO_EVENT, predicates_of, sentences, type_lexicons
from pipelines.extract.parsed_tokens import singular
from pipelines.language import load_reader

BATCH = 150
TOLERATED = 0.01
NAMES = sorted(type_lexicons())


class Written(NamedTuple):
    """A sentence of an example of one sense, and whether it tells of its event."""

    sense: str
    text: str
    positive: bool


class Outcome(NamedTuple):
    """Sentences read otherwise than their example says, and the words of every trigger of the event type."""

    wrong: list[str]
    triggers: list[set[str]]


def _written(name: str) -> Iterator[Written]:
    for sense_id, sense in type_lexicons()[name].senses.items():
        for example in sense.examples:
            yield from (Written(sense_id, s, positive=True) for s in sentences(example))
        for example in sense.counterexamples:
            yield from (Written(sense_id, s, positive=False) for s in sentences(example))


def _batches(name: str) -> Iterator[list[Written]]:
    """Sentences to be read as one text; those of senses that ask what the `text` is about are texts of their own."""
    senses = type_lexicons()[name].senses
    together = [w for w in _written(name) if not senses[w.sense].text]
    yield from ([w] for w in _written(name) if senses[w.sense].text)
    yield from (together[first : first + BATCH] for first in range(0, len(together), BATCH))


@cache
def _outcome(name: str) -> Outcome:
    """Read the examples of a type's lexicon, each sentence a paragraph, some at a time."""
    event_type = type_lexicons()[name].type
    outcome = Outcome([], [])
    for batch in _batches(name):
        reading = load_reader().read("Sentences\n\n" + "\n\n".join(w.text for w in batch))
        mentions = [m for m in extract(reading, None).events if event_type in (m.event_type, NO_EVENT)]
        tree = tree_of(reading.doc)
        forms = [(at, {tree.lower[i], tree.lemma[i], singular(tree.lemma[i])}) for i, at in enumerate(tree.start)]
        at = len("Sentences\n\n")
        for sentence in batch:
            told = [m for m in mentions if at <= m.trigger_start < at + len(sentence.text)]
            if bool(told) is not (sentence.positive and event_type != NO_EVENT):
                outcome.wrong.append(f"{sentence.sense}: {sentence.text}")
            spans = [(m.trigger_start, m.trigger_end) for m in told]
            for start, end in [(at, at + len(sentence.text))] if event_type == NO_EVENT else spans:
                outcome.triggers.append(set().union(*(words for token, words in forms if start <= token < end)))
            at += len(sentence.text) + 2
    return outcome


@pytest.mark.parametrize("name", NAMES)
def test_examples_tell_of_their_event_and_counterexamples_do_not(name: str) -> None:
    wrong = _outcome(name).wrong
    assert len(wrong) <= TOLERATED * len(list(_written(name))), wrong


@pytest.mark.parametrize("name", NAMES)
def test_every_predicate_is_in_the_trigger_of_an_example(name: str) -> None:
    triggers = _outcome(name).triggers
    missing, known = [], 0
    for sense_id, sense in type_lexicons()[name].senses.items():
        for part, predicate, _ in predicates_of(sense):
            known += 1
            parts, whole = set(predicate.replace("-", " ").split()) - {"be"}, set(predicate.split())
            if not any(parts <= words or whole <= words for words in triggers):
                missing.append(f"{sense_id}: {part} {predicate}")
    assert len(missing) <= TOLERATED * known, missing


def test_the_lexicon_knows_thousands_of_predicates() -> None:
    known = [p for types in type_lexicons().values() for sense in types.senses.values() for p in predicates_of(sense)]
    assert len(known) > 8000
