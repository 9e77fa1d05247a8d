"""States that an act reaches on their own soil, where nobody else is told to be acted on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

_TOWARDS = {
    "ASSAULT": ("into", "inside", "deep into"),
    "MOBILIZE": ("into", "to", "towards", "toward", "against", "in", "around", "near", "off", "outside", "over"),
    "RETREAT": ("from", "out of", "on", "of"),
    "COERCE": ("into", "on", "in", "off"),
    "CONCEDE": ("on", "in"),
    "AID": ("to",),
}
"""Prepositions before the place that an act of a type reaches."""
_SEIZED = frozenset({"COERCE", "ASSAULT", "CONCEDE", "RETREAT"})
"""Types whose object may be, or lie in, a place: "sealed off the strip", "attacked a town in eastern Chad"."""
_EDGES = words("events", "edges-of-states")
_TRAINING = words("events", "verbs-of-training")


def on_foreign_soil(  # noqa: PLR0917 - what the parties of a predicate are found with
    tree: Tree,
    index: ActorIndex,
    facts: Facts,
    predicate: Predicate,
    slot: Callable[[str], list[int]],
    actors: list[int],
) -> list[int]:
    """The state on whose soil, border or towns the act of another state or its people takes effect.

    "Withdrew from southern Lebanon", "massed troops on the Iraqi border", "attacked a town in eastern Chad". Nobody
    where the actors have no state, or only act at home.
    """
    event_type = predicate.frame.event_type
    if tree.lemma[predicate.root] in _TRAINING:  # "rebels trained in Chad" are no burden to it
        return []
    home = {facts.actors[facts.actor_mentions[m].actor].country for m in actors} - {None}
    if event_type not in _TOWARDS or not home or predicate.suffered:
        return []
    for token in _grounds(tree, predicate, slot, event_type):
        country = index.country_of_place(token)
        if country is not None and country not in home:
            found = index.adopt_state(token)
            if found is not None and index.country_of(found) == country:
                return [found]
    for token in _edges(tree, predicate) if event_type not in ("ASSAULT", "AID") else ():
        for side in _sides(tree, token):
            found = index.adopt_adjective(side)
            found = index.adopt_state(side) if found is None else found
            if found is not None and index.country_of(found) not in home | {None}:
                return [found]
    return []


def _sides(tree: Tree, edge: int) -> Iterator[int]:
    """Whose a border is, and with whom: "the Iraqi border", "its frontier with Peru"."""
    around = [*tree.obliques(edge), *((p, c) for p, c in tree.obliques(tree.head[edge]) if c > edge)]
    yield from (c for preposition, c in around if preposition in ("with", "of", "between"))
    yield from tree.kids(edge, "amod", "compound", "nmod:poss")
    yield edge


def _grounds(tree: Tree, predicate: Predicate, slot: Callable[[str], list[int]], event_type: str) -> Iterator[int]:
    """Tokens of the places that an act goes into, leaves, or is done to."""
    for preposition in _TOWARDS[event_type]:
        brought = [c for o in slot("obj") for p, c in tree.obliques(o) if p == preposition and event_type == "AID"]
        for token in (*slot(preposition), *brought):
            yield from _with_place(tree, token)
    if event_type in _SEIZED:
        for token in slot("obj"):
            yield from _with_place(tree, token)
        if slot("obj") and predicate.frame.part == "verb" and event_type == "ASSAULT":
            yield from (c for preposition, c in tree.obliques(predicate.root) if preposition in ("in", "near"))


def _with_place(tree: Tree, token: int) -> Iterator[int]:
    """A nominal, the name before it, and where it lies: "the Gaza Strip", "a town in eastern Chad"."""
    yield token
    yield from tree.kids(token, "compound", "flat", "appos", "nmod:poss")
    yield from (c for preposition, c in tree.obliques(token) if preposition in ("in", "of", "off", "near", "at"))


def _edges(tree: Tree, predicate: Predicate) -> Iterator[int]:
    """Borders, coasts and airspaces that hang from a predicate or its nouns."""
    for t in predicate.tokens:
        for _, c in tree.obliques(t):
            if tree.lemma[c] in _EDGES:
                yield c
        yield from (c for c in tree.kids(t, "obj") if tree.lemma[c] in _EDGES)
        for o in tree.kids(t, "obj"):
            yield from (c for _, c in tree.obliques(o) if tree.lemma[c] in _EDGES)
