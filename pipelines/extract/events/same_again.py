"""Acts told by "did the same" and "followed suit": the act just told, done by somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.arguments import Parties
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.modality import reality
from pipelines.extract.facts import Facts

_PRO_VERBS = {"do": frozenset({"same", "likewise", "so"}), "follow": frozenset({"suit"})}


def with_followers(tree: Tree, facts: Facts, index: ActorIndex, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, in text order, with those that such words make of the one before, in their sentence or the last."""
    followers = []
    for verb, lemma in enumerate(tree.lemma):
        words = _PRO_VERBS.get(lemma)
        same = [c for c in tree.kids(verb, "obj", "advmod") if tree.lower[c] in words] if words else []
        if not same or not tree.is_verbal(verb):
            continue
        told = _told_before(tree, found, verb)
        doers = [m for s in tree.logical_subject(verb) for m in index.resolve(s)] if told else []
        others = {facts.actor_mentions[m].actor for m in told.parties.actors} if told else set()
        doers = [m for m in doers if facts.actor_mentions[m].actor not in others]
        if told is not None and doers:
            followers.append(_done_by(tree, told, verb, same[0], tuple(doers)))
    return sorted([*found, *followers], key=lambda f: f.predicate.root) if followers else list(found)


def _told_before(tree: Tree, found: Sequence[Mention], verb: int) -> Mention | None:
    """The last act that a verb tells before a pro-verb, not further back than the sentence before."""
    here = tree.sentence[verb]
    reach = 0 if _has_other_clause(tree, verb) else 1
    before = [
        f
        for f in found
        if f.predicate.root < verb
        and here - tree.sentence[f.predicate.root] <= reach
        and f.predicate.frame.part == "verb"
        and f.parties.actors
        and f.reality.modality == "actual"
    ]
    return before[-1] if before else None


def _has_other_clause(tree: Tree, verb: int) -> bool:
    """As in "The Union pledged money, and Japan is to follow suit": the other clause tells what is done again."""
    first, _ = tree.sentence_span[tree.sentence[verb]]
    above = {verb, *tree.ancestors(verb)}
    clauses = [t for t in range(first, verb) if tree.is_finite(t) and tree.is_verbal(t) and tree.pos[t] != "AUX"]
    return any(_joins(tree, clause, above) for clause in clauses)


def _joins(tree: Tree, clause: int, above: set[int]) -> bool:
    """Whether a clause of its own subject is coordinated with that of a pro-verb, and says nothing of its doer."""
    own = tree.has(clause, "nsubj", "nsubj:pass")
    beside = tree.head[clause] == clause or tree.dep[clause] in ("conj", "parataxis", "advcl")
    inside = any(tree.dep[a] in ("conj", "parataxis") and tree.head[a] == clause for a in above)
    return own and beside and inside


def _done_by(tree: Tree, told: Mention, verb: int, same: int, doers: tuple[int, ...]) -> Mention:
    predicate = replace(told.predicate, root=verb, tokens=(verb, same), support=None)
    return replace(
        told,
        predicate=predicate,
        parties=Parties(doers, told.parties.recipients),
        reality=reality(tree, verb),
        time=told.time if tree.sentence[verb] == tree.sentence[told.predicate.root] else None,
        place=None,
        arguments=(),
        apart=frozenset({told.predicate.root}),
        carried={},
    )
