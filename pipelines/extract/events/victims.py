"""Victims that are named beside or after the attack: "six priests, among them …", "the dead were identified as …"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.listings import listed_with
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts

_VICTIMS = frozenset(
    {"victim", "dead", "injured", "wounded", "deceased", "casualty", "fatality", "kidnapped", "abducted", "killed"}
    | {"missing", "hostage", "slain", "murdered", "body"}
)
_NAMING = frozenset({"identify", "name", "include", "be", "list", "identified", "recognize", "recognise"})

_REACH = 3
"""Sentences after an attack in which its victims are looked for."""


def name_victims(tree: Tree, facts: Facts, actors: ActorIndex, found: Sequence[Mention]) -> None:
    """Add to the recipients of assaults, in place, the persons whom the text names as their victims."""
    attacks = [f for f in found if f.event_type == "ASSAULT" and f.reality.modality == "actual"]
    triggers = sorted({token for f in found for token in f.predicate.tokens})
    for f in attacks:
        named = [n for m in f.parties.recipients for n in _members(tree, facts, actors, f, m)]
        named += [n for m in f.parties.recipients for n in _listed(tree, facts, actors, f, m, triggers)]
        named += _persons(tree, facts, actors, _told_with(tree, f.predicate))
        _add(facts, f, named)
    at = 0
    for token in range(len(tree.lemma)):
        reach = _reach(tree, token)
        if not reach:
            continue
        while at < len(attacks) and attacks[at].predicate.root < token:
            at += 1
        last = attacks[at - 1] if at else None
        if last is not None and tree.sentence[token] - tree.sentence[last.predicate.root] <= reach:
            _add(facts, last, _persons(tree, facts, actors, _named(tree, token)))


def _reach(tree: Tree, token: int) -> int:
    """How many sentences after an attack a word may tell who its victims are; 0 for any other word."""
    if tree.lemma[token] in _VICTIMS or tree.lower[token] in _VICTIMS:
        return _REACH
    return 1 if tree.lower[token] in ("they", "these") and tree.dep[token] == "nsubj" else 0


def _add(facts: Facts, f: Mention, named: list[int]) -> None:
    known = {facts.actor_mentions[m].actor for m in (*f.parties.recipients, *f.parties.actors)}
    fresh = list(dict.fromkeys(m for m in named if facts.actor_mentions[m].actor not in known))
    if fresh:
        f.parties = replace(f.parties, recipients=(*f.parties.recipients, *fresh))


def _members(tree: Tree, facts: Facts, actors: ActorIndex, f: Mention, mention: int) -> list[int]:
    """Persons by name among several recipients: in apposition, listed, or "including" somebody."""
    root = facts.actor_mentions[mention].root
    if tree.tag[root] not in ("NNS", "NNPS") or tree.sentence[root] != tree.sentence[f.predicate.root]:
        return []
    tokens = tree.kids(root, "appos", "flat", "dep")
    for node in (root, *f.predicate.tokens):
        tokens += [c for preposition, c in tree.obliques(node) if preposition in ("including", "such as")]
    return _persons(tree, facts, actors, tokens)


def _listed(  # noqa: PLR0917 - what is known of one recipient
    tree: Tree, facts: Facts, actors: ActorIndex, f: Mention, mention: int, triggers: Sequence[int]
) -> list[int]:
    """Persons in one list with a recipient, as far as no other event stands between them."""
    root = facts.actor_mentions[mention].root
    if tree.sentence[root] != tree.sentence[f.predicate.root]:
        return []
    near = [
        t for t in _beside(tree, root) if bisect_left(triggers, min(t, root)) == bisect_left(triggers, max(t, root))
    ]
    return _persons(tree, facts, actors, near)


_ALONG = frozenset({"", "of", "with", "along with", "together with", "as well as", "including", "against", "on"})
_ESCAPING = frozenset({"emerge", "escape", "survive", "recover", "come"})
_HOW = frozenset({"from", "of", "after", "in", "during", ""})


def _told_with(tree: Tree, p: Predicate) -> list[int]:
    """Those whom the clause of an attack names in another place than its object.

    "Those who were kidnapped are …", "the injured policeman is …", "three soldiers died: …", "survived the attack".
    """
    tokens = []
    if tree.dep[p.root] in ("acl", "acl:relcl", "amod"):
        tokens += _named(tree, tree.head[p.root])
    verb = tree.head[p.root]
    if p.frame.part == "noun" and tree.lemma[verb] in _ESCAPING and tree.preposition(p.root) in _HOW:
        tokens += tree.kids(verb, "nsubj")
    return tokens + (_after_colon(tree, p.root) if p.frame.part == "verb" else [])


def _after_colon(tree: Tree, root: int) -> list[int]:
    """What follows the colon after a verb of harm: "three soldiers were killed: …"."""
    end = tree.sentence_span[tree.sentence[root]][1]
    for token in range(root + 1, end - 1):
        if tree.lower[token] == ":":
            return [t for t in range(token + 1, min(token + 4, end)) if tree.pos[t] == "PROPN"][:1]
        if tree.is_verbal(token):
            break
    return []


def _named(tree: Tree, token: int) -> list[int]:
    """Persons whom a word for victims is said of: "among the dead were …", "the other victim, …"."""
    head, dep = tree.head[token], tree.dep[token]
    tokens = tree.kids(token, "appos")
    if tree.lemma[token] == "body":
        return tokens + [c for preposition, c in tree.obliques(token) if preposition == "of"]
    if tree.preposition(token) == "among":
        tokens += tree.kids(token, "nsubj") if tree.has(token, "cop") else tree.kids(head, "nsubj")
    elif dep in ("nsubj", "nsubj:pass"):
        if tree.lemma[head] in _NAMING:
            tokens += [*tree.kids(head, "obj", "xcomp"), *(c for p, c in tree.obliques(head) if p in ("as", ""))]
        elif tree.has(head, "cop"):
            tokens.append(head)
    return tokens


def _beside(tree: Tree, token: int) -> list[int]:
    """The rest of a list, as far as no preposition sets it apart: no "according to the mayor, Ana Paz, two …"."""
    described = {t: tree.head[t] if tree.dep[t] == "appos" else t for t in listed_with(tree, token)}
    return [t for t, node in described.items() if tree.preposition(t) in _ALONG and tree.preposition(node) in _ALONG]


def _persons(tree: Tree, facts: Facts, actors: ActorIndex, tokens: list[int]) -> list[int]:
    found = []
    for token in tokens:
        for node in dict.fromkeys((*tree.conjuncts(token), *_beside(tree, token))):
            mention = actors.at(node)
            if mention is not None and facts.actor_mentions[mention].mention_type == "name":
                actor = facts.actors[facts.actor_mentions[mention].actor]
                found += [mention] if actor.actor_type == "person" else []
    return found
