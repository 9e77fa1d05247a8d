"""Subjects that the parse hangs from another verb than their own."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.lexicon import words

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CONJUNCTIONS = frozenset({"as", "after", "before", "since", "until", "while", "when", "once"})
_SAYING = words("events", "verbs-of-saying")


def return_subject(tree: Tree, verb: int) -> None:
    """Give a verb the subject that the parse gave to the verb above it."""
    _return_from_conjunction(tree, verb)
    _return_from_cue(tree, verb)


def _return_from_conjunction(tree: Tree, verb: int) -> None:
    """As in "they fled as | police from two stations | rushed in", where the parse reads "as" as a preposition."""
    if tree.dep[verb] != "advcl" or tree.tag[verb] not in _FINITE or tree.has(verb, *_SUBJECTS):
        return
    marks = [c for c in tree.kids(verb, "mark") if tree.lower[c] in _CONJUNCTIONS]
    own = tree.subtree(verb) - set(marks)
    before = min(own) - 1
    while before > 0 and tree.lower[before] == ",":
        before -= 1
    for noun in tree.kids(tree.head[verb], "obl"):
        links = [c for c in tree.kids(noun, "case") if tree.lower[c] in _CONJUNCTIONS]
        marked = bool(marks) and tree.opening(noun) == marks[-1] + 1 and not tree.has(noun, "case")
        if noun < verb and (marked or (links and not tree.has(verb, "mark"))) and before in tree.subtree(noun):
            tree.attach(noun, verb, "nsubj:pass" if tree.has(verb, "aux:pass") else "nsubj")
            for c in links:
                tree.attach(c, verb, "mark")
            return


def _return_from_cue(tree: Tree, verb: int) -> None:
    """As in "| Two guards | were shot near the gate, the mayor said": the first of two subjects is no speaker."""
    subjects = tree.kids(verb, "nsubj")
    if tree.lemma[verb] not in _SAYING or len(subjects) != 2:
        return
    told = [c for c in tree.kids(verb, "ccomp") if subjects[0] < c < subjects[1] and not tree.has(c, *_SUBJECTS)]
    if told:
        tree.attach(subjects[0], told[0], "nsubj:pass" if tree.has(told[0], "aux:pass") else "nsubj")


_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
