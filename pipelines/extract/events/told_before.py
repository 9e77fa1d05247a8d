"""Parties of an act that a sentence shortly before tells of: whose "the convoy" is, and to whom a need is stressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.drafts import Mention
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

_BACK = 250  # tokens in which a thing was told of before
_REACH = 4  # sentences from a meeting to what was stressed there
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_OWNED = words("events", "things-with-owners")
_PRESSING = words("events", "words-of-pressing-somebody")


def name_those_told_before(tree: Tree, facts: Facts, actors: ActorIndex, found: Sequence[Mention]) -> None:
    """Complete demands and assaults, in place, with parties that an earlier sentence tells."""
    _address_those_met(tree, facts, found)
    _aim_at_owners(tree, actors, found)


def _aim_at_owners(tree: Tree, actors: ActorIndex, found: Sequence[Mention]) -> None:
    """Give assaults, in place, the owners of what they hit: "a convoy of the army … They ambushed the convoy"."""
    for f in found:
        if f.event_type != "ASSAULT" or f.parties.recipients:
            continue
        root = f.predicate.root
        hit = [t for t in (*tree.logical_object(root), *(c for _, c in tree.obliques(root))) if _is_known(tree, t)]
        owners = next((owned for t in hit if (owned := _owners_before(tree, actors, t))), [])
        others = [m for m in owners if m not in f.parties.actors]
        f.parties = replace(f.parties, recipients=tuple(others))


def _is_known(tree: Tree, thing: int) -> bool:
    """Whether a thing is taken up again, and nothing beside it says whose it is."""
    definite = any(tree.lower[c] in _DEFINITE for c in tree.kids(thing, "det"))
    told = tree.has(thing, "nmod:poss", "amod", "compound") or any(p == "of" for p, _ in tree.obliques(thing))
    return definite and tree.lemma[thing] in _OWNED and not told


def _owners_before(tree: Tree, actors: ActorIndex, thing: int) -> list[int]:
    for earlier in range(thing - 1, max(-1, thing - _BACK), -1):
        if tree.lemma[earlier] == tree.lemma[thing] and tree.pos[earlier] == "NOUN":
            owners = actors.resolve(earlier)
            if owners:
                return owners
    return []


def _address_those_met(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Give demands, in place, the only other party of the meeting told before: "He stressed the need for a truce"."""
    met: Mention | None = None
    for f in found:
        if f.predicate.frame.event_type == "CONSULT" and len(f.parties.actors) > 1:
            met = f
        pressing = any(tree.lemma[t] in _PRESSING for t in f.predicate.tokens)
        if f.event_type != "REQUEST" or not pressing or f.parties.recipients or met is None:
            continue
        if tree.sentence[f.predicate.root] - tree.sentence[met.predicate.root] > _REACH:
            continue
        mine = {facts.actor_mentions[m].actor for m in f.parties.actors}
        theirs = [m for m in met.parties.actors if facts.actor_mentions[m].actor not in mine]
        if len(theirs) == 1 and len(met.parties.actors) == 2:
            f.parties = replace(f.parties, recipients=tuple(theirs))
