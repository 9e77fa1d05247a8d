"""What an attack did not do, told beside it, is no event: "fired rockets, causing no casualties", "nobody was hurt"."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.clause_links import HARM
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.predicates import Predicate
from pipelines.lexicon import words

_NOBODY = frozenset({"nobody", "none", "nothing"})
_OUTCOMES = HARM | {"inflict-casualties"}


def without_unharmed(tree: Tree, found: Sequence[Mention]) -> list[Mention]:
    """Leave out harm that was done to nobody, where an assault is told in its sentence or the one before."""
    attacked = {
        tree.sentence[f.predicate.root] for f in found if f.event_type == "ASSAULT" and f.reality.modality != "negated"
    }
    return [
        f
        for f in found
        if not (
            f.reality.modality == "negated"
            and f.predicate.frame.sense_id in _OUTCOMES
            and {(s := tree.sentence[f.predicate.root]), s - 1} & attacked
            and _harms_nobody(tree, f.predicate)
        )
    ]


def _harms_nobody(tree: Tree, p: Predicate) -> bool:
    """Whether nobody at all was harmed, not "no civilian": that may be a denial."""
    counted = [t for t in p.tokens if t != p.root and tree.pos[t] == "NOUN"]
    if counted and any(tree.lower[c] == "without" for c in tree.kids(p.root, "mark", "case")):
        return True
    nobody = any(tree.lower[t] in _NOBODY and not tree.has(t, "nmod") for t in tree.logical_object(p.root))
    return nobody or any(_is_none(tree, t) for t in (*tree.logical_object(p.root), *counted))


def _is_none(tree: Tree, nominal: int) -> bool:
    """As in "no one", "no casualties", "no damage"."""
    alone = tree.lower[nominal] == "one" or tree.lemma[nominal] in _HARM_DONE
    return alone and any(tree.lower[c] == "no" for c in tree.kids(nominal, "det"))


_HARM_DONE = words("events", "words-for-harm-done")
