"""Who takes part in talks that a sentence only mentions beside what else its subject does."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.frames import word_classes
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts

_BESIDE = frozenset({"after", "following", "during", "at", "in", "before", "ahead of", "on the sidelines of"})
_TELLS_ITS_PARTIES = frozenset({"between", "among", "of", "by"})
_NEGOTIATORS = frozenset(
    {"country", "government", "person", "igo", "party", "armed_group", "legislature", "organization", "ngo"}
)


def who_meets(tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate) -> list[int]:
    """As in "Kenya and Uganda signed the treaty after talks in Arusha": the subject of the clause has talked.

    Mentions; none where the talks have parties of their own ("talks between …", "their talks") or are those of others.
    """
    noun = predicate.root
    if predicate.frame.event_type != "CONSULT" or predicate.frame.part != "noun" or predicate.support is not None:
        return []
    if tree.has(noun, "nmod:poss") or any(tree.lower[c] in ("any", "no") for c in tree.kids(noun, "det")):
        return []
    if any(p in _TELLS_ITS_PARTIES for p, _ in tree.obliques(noun)):
        return []
    if tree.dep[noun] == "nmod" and tree.lemma[tree.head[noun]] in word_classes()["stretch"]:
        noun = tree.head[noun]
    verb = tree.head[noun]
    beside = tree.dep[noun] == "obl" and tree.preposition(noun) in _BESIDE and tree.is_verbal(verb)
    if not beside or tree.is_passive(verb) or any(tree.pos[c] == "PROPN" for c in tree.kids(noun, "compound")):
        return []
    if tree.preposition(noun) == "in" and not tree.is_finite(verb):
        return []
    kinds = _NEGOTIATORS - {"armed_group"} if tree.preposition(noun) == "during" else _NEGOTIATORS
    found = [m for s in tree.subject(verb) for m in index.resolve(s, owners=False)]
    return [m for m in found if facts.actors[facts.actor_mentions[m].actor].actor_type in kinds]
