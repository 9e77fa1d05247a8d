"""Who speaks at the end of a sentence is no doer of what it tells."""

import pytest

from pipelines.language import load_reader


def subject(text, verb="said"):
    doc = load_reader().read(text).doc
    (found,) = [token for token in doc if token.text == verb]
    return [token.text for token in found.children if token.dep_ == "nsubj"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Four police officers were killed in Llallagua on June 11, Interior Minister Roberto Vega said.", "Roberto"),
        ("Two soldiers were wounded near the river on Monday, army spokesman Musa Bello said.", "Musa"),
        ("Rebels attacked the town, killing nine people, police said.", "police"),
        ("The talks will go on next week, the ministry said.", "ministry"),
        ("The road was closed and the bus turned back, said the driver of the bus.", "driver"),
        ("“Nobody was hurt,” said one of the guards at the gate.", "one"),
    ],
)
def test_the_phrase_beside_the_verb_is_its_subject(text, speaker):
    assert subject(text) == [speaker]


def test_a_victim_stays_a_victim():
    doc = load_reader().read("Two soldiers were killed by rebels, the army said.").doc
    assert [token.text for token in doc if token.dep_ == "obl:agent"] == ["rebels"]


def test_who_is_told_is_no_subject_of_what_is_said():
    doc = load_reader().read("A Hamas official tells Al Jazeera that the group's envoys survived the strike.").doc
    (told,) = [token for token in doc if token.text == "Al"]
    assert (told.dep_, told.head.text) == ("obj", "tells")
