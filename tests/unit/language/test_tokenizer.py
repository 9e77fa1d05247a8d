"""Tokens as the treebanks cut them."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language.tokenizer import make_tokenizer, tokens

TOKENIZER = make_tokenizer(spacy.blank("en").vocab)


def cut(text):
    return [word for word, _ in tokens(TOKENIZER, text) if not word.isspace()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't.", ["They", "do", "n't", "."]),
        ("The army's men", ["The", "army", "'s", "men"]),
        ("a well-known man", ["a", "well", "-", "known", "man"]),
        ("anti-government rebels", ["anti-government", "rebels"]),
        ("UN-led talks", ["UN", "-", "led", "talks"]),
        ("the U.S. army", ["the", "U.S.", "army"]),
        ("Battalion No. 4", ["Battalion", "No.", "4"]),
        ("Lt. Gen. Rowe", ["Lt.", "Gen.", "Rowe"]),
        ("$3.5bn", ["$", "3.5", "bn"]),
        ("at 10am", ["at", "10", "am"]),
        ("its men", ["its", "men"]),
        ("Stop!!!", ["Stop", "!!!"]),
        ("2015–2017", ["2015", "–", "2017"]),
        ("mail press@army.example now", ["mail", "press@army.example", "now"]),
        ("https://army.example/a?b=1", ["https://army.example/a?b=1"]),
        ("(Reuters)", ["(", "Reuters", ")"]),
        ("took Mosul.[4] The army[12][3] fled", ["took", "Mosul", ".", "[4]", "The", "army", "[12]", "[3]", "fled"]),
    ],
)
def test_conventions(text, expected):
    assert cut(text) == expected


@given(st.text(max_size=300))
def test_nothing_is_lost(text):
    assert "".join(word + " " * space for word, space in tokens(TOKENIZER, text)) == text


def test_long_runs_are_cut():
    assert max(len(word) for word in cut("a" * 5000)) <= 200
