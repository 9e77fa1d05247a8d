"""Demands without a word of demanding: what somebody says, in a quotation or a statement, that others "must" do.

"The rebels must withdraw. They must also free …," the envoy said: the envoy demands both.
"""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.predicates import Predicate

_MODES = {
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "CONSULT": "meet",
    "AGREE": "meet",
    "AID": "assist",
    "SUPPORT": "assist",
    "COOPERATE": "assist",
}
_OURSELVES = frozenset({"we", "i", "you", "it", "this", "that", "there"})


def demanded_mode(p: Predicate) -> str | None:
    """The mode of a REQUEST for an act; None for one that nobody is asked for so."""
    return _MODES.get(p.frame.event_type)


def demander(tree: Tree, actors: ActorIndex, p: Predicate) -> int | None:
    """The mention of who says that others must do it; None where it is no demand or nobody is known to make it."""
    verb = p.act
    main = tree.head[verb] if tree.dep[verb] == "conj" and not tree.has(verb, "nsubj") else verb
    if demanded_mode(p) is None or not tree.is_verbal(verb) or tree.dep[main] not in ("root", "conj", "parataxis"):
        return None
    said = {tree.lower[c] for c in tree.kids(main, "aux")}
    subjects = tree.kids(main, "nsubj")
    if "must" not in said or not subjects or any(tree.lower[s] in _OURSELVES for s in subjects):
        return None
    if any(tree.lower[c] in ("not", "n't", "n’t", "never") for c in tree.kids(main, "advmod")):
        return None
    return actors.teller(verb)
