"""Sentence ends within a paragraph."""

import pytest

from pipelines.language.sentences import sentence_starts


def split(text, answer=False):
    starts = sentence_starts([text], lambda asked: [answer] * len(asked))[0]
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Omar Lodhi met Lt. Col. J. B. Rowe of the U.S. army at 9 a.m. on Jan. 5.",
        "GEN. OMAR LODHI MET COL. ROWE OF BATTALION NO. 4.",
        "It cost 3.5 million, i.e. a third of the budget.",
        '"Is it over?" he asked.',
        '"Is it over?" Omar Lodhi asked.',
        "It was ... quiet.",
        "They met Dr. Rowe (see fig. 2) vs. Mr. Lodhi.",
        "Alexander of Aphrodisias (c. 200) wrote it.",
        "The state gave Rs. 5 lakh to each family.",
    ],
)
def test_one_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Troops fled.", "Nobody was hurt."],
        ["TROOPS FLED.", "NOBODY WAS HURT."],
        ["Did they flee?", "Yes!", "They did."],
        ['"We won."', "He left."],
        ['He called it "a game".', "Nobody laughed."],
        ["He lives in the U.S.", "The army does not."],
        ["They won (by far).", "Nobody laughed."],
        ["He left.[3]", "Nobody laughed."],
        ["He left. [3]", "Nobody laughed."],
        ["He said no.", "Nobody laughed."],
        ["It cost $3.5.", "Nobody laughed."],
        ["He left.", "“Nobody laughed,” she said."],
    ],
)
def test_several_sentences(sentences):
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize("text", ["He works for Acme Inc. Omar does not.", "He left at 9 p.m. Omar did not."])
def test_the_judge_decides_behind_abbreviations(text):
    assert len(split(text, answer=False)) == 1
    assert len(split(text, answer=True)) == 2


def test_a_line_end_is_no_sentence_end():
    assert split("Troops fled\nfrom the\ntown.") == ["Troops fled\nfrom the\ntown."]


def test_footnote_without_a_space():
    assert split("He is a Shia Arab.[1]The village is small.") == ["He is a Shia Arab.[1]", "The village is small."]
