"""What is no single act of an attacker: tolls of a war, and attacks or weapons that were warded off."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.times.vocabulary import WEEKDAYS
from pipelines.lexicon import words

_PERFECT = frozenset({"have", "has", "'ve", "’ve"})
_WARS = words("events", "wars") | words("events", "long-operations")
_STRETCHES = words("events", "stretches-of-time") - {"hour", "day", "night"} | {"year"}
_DURING = frozenset({"during", "over", "within"})
_DOWNING = words("events", "verbs-of-bringing-down")
_STOPPING = words("events", "verbs-of-stopping-weapons")
_REPELLING = words("events", "verbs-of-repelling")


def is_toll(tree: Tree, p: Predicate) -> bool:
    """Whether a verb sums up a war: "thousands have been killed since the invasion", "in the army's campaign".

    Or what came of a longer time: "12 have been killed and 40 | hurt | in raids since the truce", "since then".
    """
    verb = p.root
    joined = p.frame.part == "verb" and tree.dep[verb] == "conj" and not tree.has(verb, "aux", "aux:pass", "obj")
    verbs = [tree.head[verb], verb] if joined else [verb]
    if p.frame.part != "verb" or not any(tree.lower[c] in _PERFECT for c in tree.kids(verbs[0], "aux")):
        return False
    within = [(case, c) for v in verbs for case, c in tree.obliques(v) if tree.lemma[c] in _WARS]
    of_war = any(case in ("since", "in", "during") for case, _ in within)
    return tree.is_passive(verbs[0]) and (of_war or any(_is_over_long_time(tree, v) for v in verbs))


def _is_over_long_time(tree: Tree, verb: int) -> bool:
    """Whether "since" something, of no day of the week, or "during" some months is said of a verb or what it is in."""
    nodes = [verb, *(c for case, c in tree.obliques(verb) if case == "in")]
    for c in (c for node in nodes for c in tree.kids(node, "obl", "nmod", "advmod", "advcl")):
        opening = {tree.preposition(c), *(tree.lower[m] for m in tree.kids(c, "mark"))}
        weekday = any(tree.lower[t] in WEEKDAYS for t in tree.subtree(c))
        if "since" in opening and not weekday:
            return True
        if opening & _DURING and tree.lemma[c] in _STRETCHES:
            return True
    return False


def is_warded_off(tree: Tree, p: Predicate) -> bool:
    """Whether a verb tells what became of an attack or its weapons: "repulsed 14 attacks", "71 were shot down".

    Aircraft with people in them are hit like anybody else.
    """
    verb = p.root
    if p.support is not None and _is_repelling(tree, p.support, p.tokens):
        return True
    if p.frame.part != "verb":
        return False
    if tree.lemma[verb] in _REPELLING or p.frame.predicate in _REPLYING:
        return True
    brought = tree.lemma[verb] in _DOWNING and any(tree.lower[c] == "down" for c in tree.children[verb])
    brought = brought or tree.lemma[verb] in _STOPPING
    hit = tree.logical_object(verb)
    if tree.dep[verb] == "acl:relcl":
        hit = [*hit, tree.head[verb]]  # "96 drones, of which 71 were shot down"
    return brought and any(tree.lemma[t] in _UNMANNED for t in hit)


def _is_repelling(tree: Tree, verb: int, trigger: tuple[int, ...]) -> bool:
    """As in "repulsed an attack", "beat back two assaults"."""
    particles = {tree.lower[t] for t in (*trigger, *tree.kids(verb, "advmod", "compound:prt"))}
    return tree.lemma[verb] in _REPELLING or (tree.lemma[verb] in _BEATING and bool(particles & {"back", "off"}))


_REPLYING = frozenset({"return fire", "fire back", "shoot back"})
_BEATING = words("events", "verbs-of-beating-back")
_UNMANNED = words("events", "weapons-that-fly")
