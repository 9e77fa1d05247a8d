"""What only police do, so that they did it where a text does not say who."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.predicates import Predicate
from pipelines.lexicon import words

_SENSES = frozenset(
    {"arrest", "capture-suspect", "police-pick-up", "custody", "police-recover", "police-inquire", "police-case"}
    | {"dispersed-with", "lathicharge", "crowd-control"}
    | {
        "bandobast",
        "restore-order",
        "police-hold",
        "weapons-recovered",
        "dispersed-with",
        "lathicharge",
        "crowd-control",
    }
)


def is_police_work(tree: Tree, p: Predicate) -> bool:
    """Whether a predicate tells of an arrest, a seizure or an inquiry and leaves its doer out.

    "Two men were arrested", "a case was registered", "the arrests"; no state ("is in jail"), nobody's active verb.
    """
    if p.frame.sense_id not in _SENSES and not _is_done_in_custody(tree, p):
        return False
    if p.frame.part == "noun":
        return p.support is None or tree.is_passive(p.support)
    return p.frame.part == "verb" and tree.is_passive(p.root)


def _is_done_in_custody(tree: Tree, p: Predicate) -> bool:
    """As in "he was tortured in custody"."""
    places = [c for t in p.tokens for preposition, c in tree.obliques(t) if preposition in ("in", "at", "while in")]
    return p.frame.event_type == "ASSAULT" and any(tree.lemma[c] in _CUSTODY for c in places)


_CUSTODY = words("events", "places-of-custody")
