"""What is no single act of an attacker: tolls of a war, and attacks or weapons that were warded off."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.predicates import Predicate
from pipelines.lexicon import words

_PERFECT = frozenset({"have", "has", "'ve", "’ve"})
_WARS = words("events", "wars") | words("events", "long-operations")
_DOWNING = words("events", "verbs-of-bringing-down")
_REPELLING = words("events", "verbs-of-repelling")


def is_toll(tree: Tree, p: Predicate) -> bool:
    """Whether a verb sums up a war: "thousands have been killed since the invasion", "in the army's campaign"."""
    verb = p.root
    if p.frame.part != "verb" or not any(tree.lower[c] in _PERFECT for c in tree.kids(verb, "aux")):
        return False
    within = [(case, c) for case, c in tree.obliques(verb) if tree.lemma[c] in _WARS]
    return any(case in ("since", "in", "during") for case, _ in within) and tree.is_passive(verb)


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
