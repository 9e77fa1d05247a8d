"""Who did what a later sentence only calls the crime, the act or it: "the bishop blamed the army for the crime"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.arguments import held_responsible
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.listings import listed_with
from pipelines.extract.events.modality import reality
from pipelines.extract.events.responsibility import BURDENS, CLAIMING, DOING, bearers_of, responsible
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

_DEEDS = words("events", "nouns-that-take-up-an-attack")
_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_PERPETRATORS = words("events", "perpetrators")
_SUSPECTED = words("events", "suspects")
_REACH = 3
"""Sentences after an attack in which it is taken up."""


def name_doers(tree: Tree, facts: Facts, actors: ActorIndex, found: Sequence[Mention]) -> None:
    """Add to the actors of assaults, in place, those whom the sentences after them hold responsible.

    An attack whose doer its own clause tells keeps that one alone.
    """
    attacks = [f for f in found if f.event_type == "ASSAULT" and f.reality.modality == "actual"]
    triggers = {token for f in found if f.event_type == "ASSAULT" for token in f.predicate.tokens}
    at = 0
    for token in range(len(tree.lemma)):
        while at < len(attacks) and attacks[at].predicate.root < token:
            at += 1
        if not at or token in triggers:
            continue
        last = attacks[at - 1]
        distance = tree.sentence[token] - tree.sentence[last.predicate.root]
        if distance > (_REACH if tree.pos[token] != "PRON" else 1) or not _may_have_more(last):
            continue
        if told := _doers(tree, token):
            doers = held_responsible(tree, actors, told)
            _add(facts, last, [*doers, *actors.groups_of(doers)])


def _may_have_more(f: Mention) -> bool:
    return not f.parties.actors or f.parties.held


def _add(facts: Facts, f: Mention, named: list[int]) -> None:
    known = {facts.actor_mentions[m].actor for m in (*f.parties.recipients, *f.parties.actors)}
    fresh = list(dict.fromkeys(m for m in named if facts.actor_mentions[m].actor not in known))
    if fresh:
        f.parties = replace(f.parties, actors=(*f.parties.actors, *fresh), held=True)


def _doers(tree: Tree, token: int) -> list[int]:
    """Tokens of those of whom a word that takes up an attack says that they did it."""
    if tree.lemma[token] in _PERPETRATORS:
        set_off = tree.lower[token + 1 : token + 2] == [","]
        return _identified(tree, token) or (tree.kids(token, "appos") if set_off else [])
    if tree.lemma[token] in _SUSPECTED:
        return _by_name(tree, token)
    if tree.lemma[token] in BURDENS and tree.pos[token] == "NOUN":
        return _claimants(tree, token)
    if not _takes_up(tree, token):
        return []
    found, _ = responsible(tree, token)
    head = tree.head[token]
    found += [a for c in tree.kids(token, "acl") if tree.lemma[c] in DOING for a in tree.agents(c)]
    if tree.dep[token] == "nsubj:pass" and tree.lemma[head] in DOING:
        found = tree.agents(head)
    elif tree.dep[token] == "obj" and tree.lemma[head] in DOING and tree.pos[token] != "PRON":
        found = tree.subject(head)
    elif tree.preposition(token) == "behind" and tree.has(token, "cop"):
        found, head = tree.kids(token, "nsubj"), token
    return found if found and _is_told(tree, head) else []


def _takes_up(tree: Tree, token: int) -> bool:
    if tree.pos[token] == "PRON":
        return tree.lower[token] in ("it", "this", "that")
    if tree.lemma[token] not in _DEEDS or tree.pos[token] != "NOUN" or tree.has(token, "nmod"):
        return False
    return any(tree.lower[c] in _POINTING for c in tree.kids(token, "det"))


def _claimants(tree: Tree, burden: int) -> list[int]:
    """As in "the group claimed responsibility in a call to a radio station", where it does not say for what."""
    verb = tree.head[burden]
    told_for = any(p in ("for", "of", "in") for p, _ in tree.obliques(burden)) or tree.has(burden, "acl", "amod")
    told_for = told_for or any(p == "for" for p, _ in tree.obliques(verb)) or tree.has(verb, "advcl")
    if told_for or tree.lemma[burden] not in ("responsibility", "credit") or tree.lemma[verb] not in CLAIMING:
        return []
    found, _ = bearers_of(tree, burden)
    found = [t for t in found if not any(tree.lower[c] in ("no", "neither") for c in tree.kids(t, "det"))]
    return found if _is_told(tree, verb) else []


def _identified(tree: Tree, token: int) -> list[int]:
    """As in "the killers were members of the army", "the mayor was the mastermind", "identified as Ana Paz"."""
    head = tree.head[token]
    if tree.has(token, "cop") and tree.has(token, "nsubj") and _is_told(tree, token):
        return tree.kids(token, "nsubj")
    told = tree.dep[token] == "nsubj" and tree.has(head, "cop") and tree.pos[head] in ("NOUN", "PROPN")
    return [head, *listed_with(tree, head)] if told and _is_told(tree, head) else _by_name(tree, token)


def _by_name(tree: Tree, token: int) -> list[int]:
    """As in "the suspects, who were identified as Ana Paz and Luis Rey, …"."""
    verbs = [tree.head[token], *tree.kids(token, "acl", "acl:relcl")]
    named = [
        c for v in verbs if tree.lemma[v] in ("identify", "name") for p, c in tree.obliques(v) if p == "as"
    ]  # fmt: skip
    mine = tree.dep[token] == "nsubj:pass" or tree.lemma[tree.head[token]] not in ("identify", "name")
    return [t for c in named for t in (c, *listed_with(tree, c))] if mine else []


def _is_told(tree: Tree, head: int) -> bool:
    return reality(tree, head, None, (head,)).modality == "actual"
