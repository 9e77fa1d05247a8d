"""Times that tell with what, or within which span, something is compared: neither its date nor its history."""

from __future__ import annotations

import re

from pipelines.extract.dependencies import Tree
from pipelines.lexicon import words

_NTH = re.compile(r"\d+(st|nd|rd|th)")
_RANKS = words("events", "words-of-rank")
_STRETCHES = words("events", "stretches-of-time") | {"year", "morning", "evening", "afternoon"}
_SPANS = frozenset({"since", "in", "for"})


def is_comparison(tree: Tree, node: int) -> bool:
    """Whether a phrase is one of comparison, or the span that a rank counts within.

    "Up from 12 in May", "compared with 20,000 in 2023", "the first such raid since 2023", "the deadliest since May".
    """
    if tree.lemma[node] == "compare" and tree.dep[node] in ("advcl", "acl", "case", "obl"):
        return True
    if tree.preposition(node).startswith("compared"):
        return True
    if tree.lower[node] in ("up", "down") and any(p == "from" for p, _ in tree.obliques(node)):
        return True
    if tree.preposition(node) not in _SPANS and tree.dep[node] not in ("nmod:unmarked", "obl:unmarked"):
        return False
    before = tree.opening(node) - 1
    return any(
        _ranks(tree, c) for noun in {tree.head[node], before} if 0 <= noun < node for c in (noun, *_own(tree, noun))
    )


def _own(tree: Tree, noun: int) -> list[int]:
    """What a noun is called; "last night" and "the first week" rank nothing."""
    return tree.kids(noun, "amod") if tree.pos[noun] == "NOUN" and tree.lemma[noun] not in _STRETCHES else []


def _ranks(tree: Tree, word: int) -> bool:
    """A superlative, an ordinal or "such"."""
    if tree.pos[word] not in ("ADJ", "DET"):
        return False
    lower = tree.lower[word]
    return tree.tag[word] == "JJS" or lower == "such" or lower in _RANKS or bool(_NTH.fullmatch(lower))
