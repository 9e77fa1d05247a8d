"""Every example of the event lexicon is a test: of the sense it stands beside, or of what it must not be.

Here the first sentence of each example; `tests/integration/test_lexicon_predicates.py` reads them all.
"""

from __future__ import annotations

from functools import cache

import pytest

from pipelines.extract.document import extract
from pipelines.extract.events.frames import NO_EVENT, sentences, type_lexicons
from pipelines.extract.facts import EventMention
from pipelines.language import load_reader

Example = tuple[str, str, str]


def _examples(*, positive: bool) -> list[Example]:
    out = []
    for types in type_lexicons().values():
        for sense_id, sense in types.senses.items():
            written = sense.examples if positive else sense.counterexamples
            out += [(types.type, sense_id, sentences(example)[0]) for example in written]
    return out


@cache
def _mentions() -> dict[str, list[EventMention]]:
    """Each sentence is a paragraph of one text, read once; those of senses with a `text` stand alone."""
    examples = [example for positive in (True, False) for example in _examples(positive=positive)]
    of_texts = {sense_id for types in type_lexicons().values() for sense_id, s in types.senses.items() if s.text}
    out = {s: extract(load_reader().read(s), None).events for _, sense_id, s in examples if sense_id in of_texts}
    written = [s for _, _, s in examples if s not in out]
    text = "Sentences\n\n" + "\n\n".join(written)
    mentions = extract(load_reader().read(text), None).events
    at = len("Sentences\n\n")
    for sentence in written:
        out[sentence] = [m for m in mentions if at <= m.trigger_start < at + len(sentence)]
        at += len(sentence) + 2
    return out


def test_an_example_with_alternatives_is_several_sentences() -> None:
    assert sentences("{Police | Soldiers} shot {one | two} men.") == (
        "Police shot one men.",
        "Police shot two men.",
        "Soldiers shot one men.",
        "Soldiers shot two men.",
    )


@pytest.mark.parametrize(("event_type", "sense_id", "sentence"), _examples(positive=True))
def test_an_example_tells_of_its_event(event_type: str, sense_id: str, sentence: str) -> None:
    told = {m.event_type for m in _mentions()[sentence]}
    assert event_type in told or (event_type == NO_EVENT and not told), sense_id


@pytest.mark.parametrize(("event_type", "sense_id", "sentence"), _examples(positive=False))
def test_a_counterexample_does_not(event_type: str, sense_id: str, sentence: str) -> None:
    assert event_type not in {m.event_type for m in _mentions()[sentence]}, sense_id


def test_every_sense_has_an_example() -> None:
    bare = [f"{t.type}.{i}" for t in type_lexicons().values() for i, s in t.senses.items() if not s.examples]
    assert bare == []
