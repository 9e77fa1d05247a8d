"""Parses that no sentence can have are mended before events are looked for."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.frames import frame_index
from pipelines.extract.events.second_look import look_again

VOCAB = spacy.blank("en").vocab
Parse = list[tuple[str, str, str, int, str]]


def _tree(parse: Parse, lemmas: dict[int, str] | None = None) -> Tree:
    words, pos, tags, heads, deps = zip(*parse, strict=True)
    known = [(lemmas or {}).get(i, word.lower()) for i, word in enumerate(words)]
    doc = Doc(
        VOCAB, words=list(words), pos=list(pos), tags=list(tags), heads=list(heads), deps=list(deps), lemmas=known
    )
    return Tree(doc)


def _looked_at(parse: Parse) -> Tree:
    tree = _tree(parse)
    look_again(tree, frame_index(), frozenset())
    return tree


NOUN_PHRASE: Parse = [
    ("The", "DET", "DT", 1, "det"),
    ("republic", "NOUN", "NN", 3, "nmod:poss"),
    ("banned", "VERB", "VBD", 3, "amod"),
    ("rallies", "NOUN", "NNS", 3, "ROOT"),
    (".", "PUNCT", ".", 3, "punct"),
]


def test_a_verb_taken_for_a_participle_is_the_verb_of_its_sentence() -> None:
    tree = _tree(NOUN_PHRASE, {2: "ban"})
    look_again(tree, frame_index(), frozenset())
    assert (tree.subject(2), tree.logical_object(2)) == ([1], [3])


def test_a_headline_keeps_its_tree() -> None:
    tree = _tree(NOUN_PHRASE, {2: "ban"})
    look_again(tree, frame_index(), frozenset({0}))
    assert tree.head[2] == 3


def test_a_verb_that_the_lexicon_does_not_know_stays_a_participle() -> None:
    tree = _tree(NOUN_PHRASE, {2: "enamel"})
    look_again(tree, frame_index(), frozenset())
    assert tree.head[2] == 3


def test_what_stands_before_a_verb_is_no_part_of_its_object() -> None:
    tree = _looked_at(
        [
            ("Police", "NOUN", "NNS", 2, "nmod:poss"),
            ("wielded", "VERB", "VBD", 1, "ROOT"),
            ("canes", "NOUN", "NNS", 1, "obj"),
            (".", "PUNCT", ".", 1, "punct"),
        ]
    )
    assert tree.subject(1) == [0]


def test_of_two_subjects_side_by_side_the_first_belongs_to_the_second() -> None:
    tree = _looked_at(
        [
            ("Force", "NOUN", "NN", 2, "nsubj"),
            ("buildup", "NOUN", "NN", 2, "nsubj"),
            ("alarmed", "VERB", "VBD", 2, "ROOT"),
            ("them", "PRON", "PRP", 2, "obj"),
            (".", "PUNCT", ".", 2, "punct"),
        ]
    )
    assert tree.subject(2) == [1]
    assert tree.kids(1, "compound") == [0]


@pytest.mark.parametrize(("auxiliary", "passive"), [(False, False), (True, True)])
def test_a_participle_with_an_object_and_no_auxiliary_is_no_passive(*, auxiliary: bool, passive: bool) -> None:
    were: Parse = [("were", "AUX", "VBD", 2, "aux:pass")] if auxiliary else [("then", "ADV", "RB", 2, "advmod")]
    tree = _looked_at(
        [
            ("Rebels", "NOUN", "NNS", 2, "nsubj:pass"),
            *were,
            ("seized", "VERB", "VBN", 2, "ROOT"),
            ("posts", "NOUN", "NNS", 2, "obj"),
            (".", "PUNCT", ".", 2, "punct"),
        ]
    )
    assert tree.is_passive(2) is passive


def test_who_sets_things_ablaze_is_no_part_of_them() -> None:
    tree = _looked_at(
        [
            ("The", "DET", "DT", 3, "det"),
            ("mob", "NOUN", "NN", 2, "compound"),
            ("set", "NOUN", "NN", 3, "compound"),
            ("huts", "NOUN", "NNS", 4, "nsubj"),
            ("ablaze", "ADJ", "JJ", 4, "ROOT"),
            (".", "PUNCT", ".", 4, "punct"),
        ]
    )
    assert (tree.subject(2), tree.logical_object(2), tree.kids(1, "det")) == ([1], [3], [0])


def test_a_verb_behind_an_apposition_is_none_of_a_list_of_names() -> None:
    parse: Parse = [
        ("His", "PRON", "PRP$", 1, "nmod:poss"),
        ("group", "NOUN", "NN", 1, "ROOT"),
        (",", "PUNCT", ",", 3, "punct"),
        ("Hilal", "PROPN", "NNP", 1, "appos"),
        (",", "PUNCT", ",", 5, "punct"),
        ("seized", "VERB", "VBD", 3, "conj"),
        ("Gao", "PROPN", "NNP", 5, "obj"),
        (".", "PUNCT", ".", 3, "punct"),
    ]
    tree = _tree(parse, {5: "seize"})
    look_again(tree, frame_index(), frozenset())
    assert (tree.subject(5), tree.logical_object(5)) == ([1], [6])


def test_a_name_before_a_participle_with_an_object_is_its_subject() -> None:
    parse: Parse = [
        ("Paz", "PROPN", "NNP", 3, "compound"),
        ("accused", "VERB", "VBN", 1, "ROOT"),
        ("army", "NOUN", "NN", 3, "compound"),
        ("fighters", "NOUN", "NNS", 1, "obj"),
        (".", "PUNCT", ".", 1, "punct"),
    ]
    tree = _tree(parse, {1: "accuse"})
    look_again(tree, frame_index(), frozenset())
    assert (tree.subject(1), tree.logical_object(1)) == ([0], [3])


def test_a_text_may_end_with_a_participle() -> None:
    tree = _looked_at(
        [
            ("Clans", "NOUN", "NNS", 1, "nsubj"),
            ("died", "VERB", "VBD", 1, "ROOT"),
            (",", "PUNCT", ",", 3, "punct"),
            ("fighting", "VERB", "VBG", 1, "advcl"),
        ]
    )
    assert (tree.pos[3], tree.dep[3]) == ("VERB", "advcl")
