"""Who takes part in talks that a sentence only mentions beside what else its subject does."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.frames import word_classes
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

_BESIDE = frozenset({"after", "following", "during", "at", "in", "before", "ahead of", "on the sidelines of"})
_TELLS_ITS_PARTIES = frozenset({"between", "among", "of", "by"})
_ON_THE_WAY = frozenset({"for", "on"})
_COMING = words("events", "verbs-of-coming-together")
_JOINING = words("events", "verbs-of-joining-for-talks")
_EXPECTING = words("events", "verbs-of-awaiting")
_NEGOTIATORS = frozenset(
    {"country", "government", "person", "igo", "party", "armed_group", "legislature", "organization", "ngo"}
)


def who_meets(tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate) -> list[int]:
    """As in "Kenya and Uganda signed the treaty after talks in Arusha": the subject of the clause has talked.

    Mentions; none where the talks have parties of their own ("talks between …", "their talks") or are those of others.
    """
    if predicate.frame.event_type != "CONSULT" or predicate.frame.part != "noun" or predicate.support is not None:
        return []
    if _has_parties(tree, predicate.root):
        return []
    beside = _joined(tree, predicate.root) or _subjects_beside(tree, predicate.root)
    found = [m for s in beside for m in index.resolve(s, owners=False)]
    kinds = _NEGOTIATORS - {"armed_group"} if tree.preposition(predicate.root) == "during" else _NEGOTIATORS
    return [m for m in found if facts.actors[facts.actor_mentions[m].actor].actor_type in kinds]


def _has_parties(tree: Tree, noun: int) -> bool:
    """Whether talks tell whose they are, or are none at all ("before any talks")."""
    if tree.has(noun, "nmod:poss") or any(tree.lower[c] in ("any", "no") for c in tree.kids(noun, "det")):
        return True
    if any(tree.pos[c] == "PROPN" for c in tree.kids(noun, "compound")):
        return True
    return any(preposition in _TELLS_ITS_PARTIES for preposition, _ in tree.obliques(noun))


def _joined(tree: Tree, noun: int) -> list[int]:
    """Both sides of "the premier joined the king in Rome for talks"."""
    verb = tree.head[noun]
    if tree.dep[noun] != "obl" or tree.preposition(noun) not in _ON_THE_WAY or tree.lemma[verb] not in _JOINING:
        return []
    return [*tree.logical_subject(verb), *tree.logical_object(verb)]


def _subjects_beside(tree: Tree, noun: int) -> list[int]:
    """The subjects of the clause that talks stand in as a circumstance."""
    if tree.dep[noun] == "nmod" and tree.lemma[tree.head[noun]] in word_classes()["stretch"]:
        noun = tree.head[noun]
    verb, preposition = tree.head[noun], tree.preposition(noun)
    if tree.has(verb, "cop") and preposition in _ON_THE_WAY and tree.dep[noun] in ("obl", "nmod"):
        return tree.kids(verb, "nsubj")
    if tree.dep[verb] == "root" and tree.dep[noun] == "nmod" and preposition in _ON_THE_WAY:
        return [verb] if any(p == "in" for p, _ in tree.obliques(verb)) else []  # "Greek premier in Cairo for talks"
    if (
        tree.dep[noun] == "obl"
        and preposition in _ON_THE_WAY
        and tree.lemma[verb] in _COMING
        and not tree.is_passive(verb)
    ):
        return tree.subject(verb)
    if tree.is_passive(verb) and tree.lemma[verb] in _EXPECTING and preposition in _ON_THE_WAY:
        return tree.kids(verb, "nsubj:pass")
    if tree.dep[noun] != "obl" or preposition not in _BESIDE or not tree.is_verbal(verb) or tree.is_passive(verb):
        return []
    return [] if preposition == "in" and not tree.is_finite(verb) else tree.subject(verb)
