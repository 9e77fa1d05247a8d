"""Lemmas by table and by rule."""

import pytest

from pipelines.language.component import DEFAULT_FOLDER
from pipelines.language.lemmas import LemmaTable, irregular_forms

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
        ("fled", "VERB", "VBD", "flee"),
        ("fleeing", "VERB", "VBG", "flee"),
        ("retook", "VERB", "VBD", "retake"),
        ("overthrown", "VERB", "VBN", "overthrow"),
        ("rebuilt", "VERB", "VBN", "rebuild"),
        ("undertaken", "VERB", "VBN", "undertake"),
        ("outfought", "VERB", "VBD", "outfight"),
        ("dynamited", "VERB", "VBD", "dynamite"),
        ("stockpiled", "VERB", "VBD", "stockpile"),
        ("blockading", "VERB", "VBG", "blockade"),
        ("underscored", "VERB", "VBD", "underscore"),
        ("derided", "VERB", "VBD", "deride"),
        ("disparaging", "VERB", "VBG", "disparage"),
        ("seceded", "VERB", "VBD", "secede"),
        ("rebuked", "VERB", "VBN", "rebuke"),
        ("pummelled", "VERB", "VBD", "pummel"),
        ("mortared", "VERB", "VBD", "mortar"),
        ("routed", "VERB", "VBN", "rout"),
        ("teargassed", "VERB", "VBN", "teargas"),
        ("singing", "VERB", "VBG", "sing"),
        ("relying", "VERB", "VBG", "rely"),
        ("recognises", "VERB", "VBZ", "recognise"),
        ("boycotted", "VERB", "VBD", "boycott"),
        ("torpedoes", "VERB", "VBZ", "torpedo"),
        ("torpedoed", "VERB", "VBN", "torpedo"),
        ("besieging", "VERB", "VBG", "besiege"),
        ("trafficked", "VERB", "VBN", "traffic"),
        ("visited", "VERB", "VBD", "visit"),
        ("ignited", "VERB", "VBD", "ignite"),
        ("lying", "VERB", "VBG", "lie"),
        ("missing", "VERB", "VBG", "miss"),
        ("resting", "VERB", "VBG", "rest"),
        ("wounded", "VERB", "VBN", "wound"),
    ],
)
def test_lemma(form, upos, xpos, lemma):
    assert TABLE.lemma(form, upos, xpos) == lemma


def test_prefixed_irregular_verbs_need_no_entry():
    forms = irregular_forms()
    assert forms["overthrew"] == "overthrow"
    assert forms["misunderstood"] == "misunderstand"
    assert "wounded" not in forms
