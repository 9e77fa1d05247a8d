"""Parses led astray where two verbs of harm share a subject or an object: "police shot and wounded a man"."""

from __future__ import annotations

from pipelines.extract.dependencies import NOMINAL, SUBJECTS, Tree
from pipelines.extract.events.frames import FrameIndex

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_BEFORE_NOUN = frozenset({"det", "amod", "nummod", "nmod:poss", "compound"})


def mend_joined_verbs(tree: Tree, index: FrameIndex, i: int) -> None:
    """Give the verb at a token the subject or the objects that the parse hung elsewhere."""
    if tree.is_verbal(i):
        _take_subject(tree, index, i)
        _join_participles(tree, i)
        _give_victim_of_dead(tree, i)
    elif tree.dep[i] == "conj" and tree.pos[i] in (*NOMINAL, "NUM"):
        _return_to_verb_before(tree, index, i)
        _give_verb_behind(tree, i)


def _take_subject(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "police | shot and killed a gunman", where a finite verb took its subject for a part of its name."""
    subject = verb - 1
    if tree.tag[verb] not in _FINITE or tree.lemma[verb] not in index.verbs or subject < 0:
        return
    if tree.head[subject] != verb or tree.dep[subject] != "compound" or tree.pos[subject] not in NOMINAL:
        return
    if tree.dep[verb] in _BEFORE_NOUN or any(tree.dep[c] in SUBJECTS for c in tree.children[verb]):
        return
    tree.dep[subject] = "nsubj"
    for c in list(tree.children[verb]):
        if c < subject and tree.dep[c] in _BEFORE_NOUN:
            tree.attach(c, subject, tree.dep[c])


def _join_participles(tree: Tree, participle: int) -> None:
    """As in "killing two and | injuring | several others": what is done besides is joined to what is done."""
    counted = tree.head[participle]
    above = tree.head[counted]
    if tree.dep[participle] != "conj" or tree.tag[participle] != "VBG" or tree.tag[above] != "VBG":
        return
    if tree.pos[counted] not in (*NOMINAL, "NUM") or tree.dep[counted] != "obj" or tree.has(participle, "obj"):
        return
    tree.attach(participle, above, "conj")
    for c in tree.kids(above, "obj"):
        if c > participle:
            tree.attach(c, participle, "obj")


def _give_victim_of_dead(tree: Tree, verb: int) -> None:
    """As in "shot dead | a teenager": who is left dead is the object, for no preposition stands before them."""
    if tree.has(verb, "obj", "nsubj:pass", "aux:pass") or verb + 1 >= len(tree.lower) or tree.lower[verb + 1] != "dead":
        return
    for c in tree.kids(verb, "obl", "nsubj"):
        if c > verb + 1 and tree.opening(c) == verb + 2 and not tree.has(c, "case"):
            tree.dep[c] = "obj"
            return


def _return_to_verb_before(tree: Tree, index: FrameIndex, noun: int) -> None:
    """As in "killed the bride and wounded | 15 guests": what stands right behind a verb is in no list before it."""
    verb = tree.opening(noun) - 1
    if verb <= tree.head[noun] or not tree.is_verbal(verb) or tree.lemma[verb] not in index.verbs:
        return
    if tree.dep[verb] != "conj" or tree.has(noun, "cc", "case") or tree.has(verb, "obj", "aux:pass", "ccomp", "xcomp"):
        return
    tree.attach(noun, verb, "obj")


def _give_verb_behind(tree: Tree, noun: int) -> None:
    """As in "the rebels never answered and | fighting | went on": no verb is joined to a noun, its clause is."""
    verb = noun + 1
    joined = tree.is_verbal(tree.head[noun]) and tree.has(noun, "cc") and not tree.has(noun, "case", "cop")
    if not joined or verb >= len(tree.tag) or tree.tag[verb] not in _FINITE or tree.dep[verb] != "conj":
        return
    if tree.head[verb] < noun and not any(tree.dep[c] in (*SUBJECTS, "cc") for c in tree.children[verb]):
        tree.attach(noun, verb, "nsubj")
