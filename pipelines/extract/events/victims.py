"""Victims that are named beside or after the attack: "six priests, among them …", "the dead were identified as …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.arguments import Parties
from pipelines.extract.events.modality import Reality
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts

_VICTIMS = frozenset(
    {"victim", "dead", "injured", "wounded", "deceased", "casualty", "fatality", "kidnapped", "abducted", "killed"}
    | {"missing", "hostage", "slain", "murdered", "body"}
)
_NAMING = frozenset({"identify", "name", "include", "be", "list", "identified", "recognize", "recognise"})

_REACH = 3
"""Sentences after an attack in which its victims are looked for."""


class Attack(Protocol):
    """A mention under construction."""

    predicate: Predicate
    event_type: str
    reality: Reality
    parties: Parties


def name_victims(tree: Tree, facts: Facts, actors: ActorIndex, found: Sequence[Attack]) -> None:
    """Add to the recipients of assaults, in place, the persons whom the text names as their victims."""
    attacks = [f for f in found if f.event_type == "ASSAULT" and f.reality.modality == "actual"]
    for f in attacks:
        named = [n for m in f.parties.recipients for n in _members(tree, facts, actors, f, m)]
        _add(facts, f, named)
    at = 0
    for token, lemma in enumerate(tree.lemma):
        if lemma not in _VICTIMS and tree.lower[token] not in _VICTIMS:
            continue
        while at < len(attacks) and attacks[at].predicate.root < token:
            at += 1
        last = attacks[at - 1] if at else None
        if last is not None and tree.sentence[token] - tree.sentence[last.predicate.root] <= _REACH:
            _add(facts, last, _named(tree, facts, actors, token))


def _add(facts: Facts, f: Attack, named: list[int]) -> None:
    known = {facts.actor_mentions[m].actor for m in (*f.parties.recipients, *f.parties.actors)}
    fresh = list(dict.fromkeys(m for m in named if facts.actor_mentions[m].actor not in known))
    if fresh:
        f.parties = replace(f.parties, recipients=(*f.parties.recipients, *fresh))


def _members(tree: Tree, facts: Facts, actors: ActorIndex, f: Attack, mention: int) -> list[int]:
    """Persons by name among several recipients: in apposition, listed, or "including" somebody."""
    root = facts.actor_mentions[mention].root
    if tree.tag[root] not in ("NNS", "NNPS") or tree.sentence[root] != tree.sentence[f.predicate.root]:
        return []
    tokens = tree.kids(root, "appos", "flat", "dep")
    for node in (root, *f.predicate.tokens):
        tokens += [c for preposition, c in tree.obliques(node) if preposition in ("including", "such as")]
    return _persons(tree, facts, actors, tokens)


def _named(tree: Tree, facts: Facts, actors: ActorIndex, token: int) -> list[int]:
    """Persons whom a word for victims is said of: "among the dead were …", "the other victim, …"."""
    head, dep = tree.head[token], tree.dep[token]
    tokens = tree.kids(token, "appos")
    if tree.preposition(token) == "among":
        tokens += tree.kids(token, "nsubj") if tree.has(token, "cop") else tree.kids(head, "nsubj")
    elif dep in ("nsubj", "nsubj:pass"):
        if tree.lemma[head] in _NAMING:
            tokens += [*tree.kids(head, "obj", "xcomp"), *(c for p, c in tree.obliques(head) if p in ("as", ""))]
        elif tree.has(head, "cop"):
            tokens.append(head)
    return _persons(tree, facts, actors, tokens)


def _persons(tree: Tree, facts: Facts, actors: ActorIndex, tokens: list[int]) -> list[int]:
    found = []
    for token in tokens:
        for node in tree.conjuncts(token):
            mention = actors.at(node)
            if mention is not None and facts.actor_mentions[mention].mention_type == "name":
                actor = facts.actors[facts.actor_mentions[mention].actor]
                found += [mention] if actor.actor_type == "person" else []
    return found
