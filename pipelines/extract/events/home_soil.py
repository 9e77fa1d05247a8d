"""The people of a town or province on which a curfew or an emergency is laid, or from which one is lifted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.predicates import Predicate
from pipelines.lexicon import words

_MEASURES = words("events", "measures-on-everybody")
_UPON = ("on", "in", "over", "of", "from", "across", "throughout", "under")


def under_a_measure(tree: Tree, index: ActorIndex, predicate: Predicate, slot: Callable[[str], list[int]]) -> list[int]:
    """As in "imposed a curfew on Garissa", "lifted the state of emergency in Oromia": the people of the place.

    Mentions; nobody where no place is named, or where the measure is not one that weighs on everybody there.
    """
    if predicate.frame.event_type not in ("COERCE", "CONCEDE", "RETREAT"):
        return []
    objects = [n for o in slot("obj") for n in (o, *tree.kids(o, "nmod"))]  # "a state | of emergency"
    measures = [t for t in (*predicate.tokens, *objects) if tree.lemma[t] in _MEASURES]
    for token in _places(tree, predicate, [*slot("obj"), *measures]) if measures else ():
        measure = any(tree.lemma[t] in _MEASURES for t in (token, *tree.kids(token, "nmod")))  # "STATE OF SIEGE"
        people = None if measure else index.adopt_residents(token)
        if people is not None:
            return [people]
    return []


def _places(tree: Tree, predicate: Predicate, measures: list[int]) -> Iterator[int]:
    """Tokens that may name where a measure holds: "on Garissa", "in the town of Garissa", "on the northern town"."""
    for node in dict.fromkeys((*measures, *predicate.tokens)):
        for preposition, c in tree.obliques(node):
            if preposition in _UPON:
                yield c
                yield from tree.kids(c, "appos", "compound", "flat")
                yield from (d for p, d in tree.obliques(c) if p in ("of", "in"))
        if tree.is_passive(node):
            yield from tree.logical_object(node)
