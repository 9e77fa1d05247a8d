"""The cue and voice lexicons."""

import pytest
from pydantic import ValidationError

from pipelines.extract.attributions.cues import CueGroup, cues
from pipelines.extract.attributions.voices import voice_words


def test_the_lexicon_has_several_hundred_cues() -> None:
    lexicon = cues()
    assert len(lexicon.verbs) > 500
    assert len(lexicon.nouns) > 150
    assert len(lexicon.adjectives) > 80


def test_every_cue_takes_some_content() -> None:
    lexicon = cues()
    for table in (lexicon.verbs, lexicon.nouns, lexicon.adjectives):
        assert [cue.lemma for cue in table.values() if not cue.frames and not cue.prepositions] == []


@pytest.mark.parametrize(
    ("verb", "frame", "stance"),
    [
        ("say", "clause", "assert"),
        ("deny", "object", "deny"),
        ("condemn", "object", "accuse"),
        ("urge", "request", "urge"),
        ("vow", "infinitive", "promise"),
        ("threaten", "infinitive", "threaten"),
        ("ask", "clause", "question"),
        ("warn", "clause", "threaten"),
        ("describe", "judgement", "assert"),
    ],
)
def test_frames_carry_stances(verb: str, frame: str, stance: str) -> None:
    assert cues().verbs[verb].frames[frame] == stance


def test_prepositions_carry_stances() -> None:
    assert cues().verbs["accuse"].prepositions["of"] == "accuse"
    assert cues().verbs["call"].prepositions["for"] == "urge"


def test_a_phrase_is_no_lemma() -> None:
    with pytest.raises(ValidationError, match="neither a word nor a verb with one particle"):
        CueGroup(stance="assert", frames=("clause",), lemmas=("say out loud",))


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("ministry", "government"),
        ("source", "anonymous"),
        ("briefing", "document"),
        ("newspaper", "outlet"),
        ("union", "organization"),
    ],
)
def test_kinds_of_voices(noun: str, kind: str) -> None:
    assert voice_words().nouns[noun] == kind
