"""Nameless doers whom the mentions of one attack call differently: "two gunmen shot the mayor … the attackers fled"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipelines import lexicon
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.frames import Words
from pipelines.extract.facts import Facts

_PLURAL = frozenset({"NNS", "NNPS"})


@cache
def _doers() -> frozenset[str]:
    """Nouns that tell no more of somebody than that they fight, attack or are unknown."""
    table = lexicon.load("nameless_doers.yaml", dict[str, Words])
    return frozenset(word for words in table.values() for word in words)


def join_doers(tree: Tree, facts: Facts, found: Sequence[Mention], numbers: Sequence[int]) -> None:
    """Make the nameless doers of one attack one actor, in place; `numbers` are the events of the mentions.

    Not two who are told of in one mention, who fight one another, or of whom one is many and the other alone.
    """
    first: dict[tuple[int, bool], int] = {}
    apart: dict[int, set[int]] = {}
    for f in found:
        if f.event_type == "ASSAULT":
            here = {facts.actor_mentions[m].actor for m in (*f.parties.actors, *f.parties.recipients)}
            for party in here:
                apart.setdefault(party, set()).update(here - {party})
    for f, number in zip(found, numbers, strict=True):
        if f.event_type != "ASSAULT" or f.parties.mutual:
            continue
        for m in f.parties.actors:
            mention = facts.actor_mentions[m]
            actor = facts.actors[mention.actor]
            if not actor.is_generic or mention.mention_type != "nominal" or tree.lemma[mention.root] not in _doers():
                continue
            known = first.setdefault((number, tree.tag[mention.root] in _PLURAL), mention.actor)
            same_state = None in (actor.country, facts.actors[known].country) or (
                actor.country == facts.actors[known].country
            )
            if known != mention.actor and same_state and known not in apart[mention.actor]:
                facts.actor_mentions[m] = replace(mention, actor=known)
