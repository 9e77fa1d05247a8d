"""Lemmas by table and by rule."""

import pytest

from pipelines.language.component import DEFAULT_FOLDER
from pipelines.language.lemmas import LemmaTable

TABLE = LemmaTable(DEFAULT_FOLDER / "lemmas.tsv.gz")


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "lemma"),
    [
        ("killed", "VERB", "VBD", "kill"),
        ("KILLED", "VERB", "VBN", "kill"),
        ("struck", "VERB", "VBD", "strike"),
        ("begun", "VERB", "VBN", "begin"),
        ("bombing", "VERB", "VBG", "bomb"),
        ("stopped", "VERB", "VBD", "stop"),
        ("emphasized", "VERB", "VBD", "emphasize"),
        ("denies", "VERB", "VBZ", "deny"),
        ("clashed", "VERB", "VBD", "clash"),
        ("was", "AUX", "VBD", "be"),
        ("attacks", "NOUN", "NNS", "attack"),
        ("policemen", "NOUN", "NNS", "policeman"),
        ("countries", "NOUN", "NNS", "country"),
        ("children", "NOUN", "NNS", "child"),
        ("worst", "ADJ", "JJS", "bad"),
        ("Pakistan", "PROPN", "NNP", "Pakistan"),
        ("their", "PRON", "PRP$", "their"),
    ],
)
def test_lemma(form, upos, xpos, lemma):
    assert TABLE.lemma(form, upos, xpos) == lemma
