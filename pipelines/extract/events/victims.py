"""Victims that are named beside or after the attack: "six priests, among them …", "the dead were identified as …"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.arguments import BODILY
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.listings import listed_with
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

_VICTIMS = words("events", "victims")
_NAMING = words("events", "verbs-of-identifying")

_REACH = 3
"""Sentences after an attack in which its victims are looked for."""


def name_victims(tree: Tree, facts: Facts, actors: ActorIndex, found: Sequence[Mention]) -> None:
    """Add to the recipients of assaults, in place, the persons whom the text names as their victims."""
    attacks = [f for f in found if f.event_type == "ASSAULT" and f.reality.modality == "actual"]
    triggers = sorted({token for f in found for token in f.predicate.tokens})
    for f in attacks:
        _leave_out_states(facts, f)
        named = [n for m in f.parties.recipients for n in _members(tree, facts, actors, f, m)]
        named += [n for m in f.parties.recipients for n in _listed(tree, facts, actors, f, m, triggers)]
        named += persons_named(tree, facts, actors, _told_with(tree, f.predicate))
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
            _add(facts, last, persons_named(tree, facts, actors, _named(tree, token)))


def _leave_out_states(facts: Facts, f: Mention) -> None:
    """Nobody kills or kidnaps a state: it is where those who were hit are from."""
    if f.predicate.frame.sense_id in BODILY:
        kept = [m for m in f.parties.recipients if facts.actors[facts.actor_mentions[m].actor].actor_type != "country"]
        f.parties = replace(f.parties, recipients=tuple(kept))


def _reach(tree: Tree, token: int) -> int:
    """How many sentences after an attack a word may tell who its victims are; 0 for any other word."""
    if tree.lemma[token] in _VICTIMS or tree.lower[token] in _VICTIMS:
        return _REACH
    return 1 if tree.lower[token] in ("they", "these") and tree.dep[token] == "nsubj" else 0


def _add(facts: Facts, f: Mention, named: list[int]) -> None:
    """Add recipients who are none yet; who tells of the attack is not among its victims."""
    known: set[int | None] = {facts.actor_mentions[m].actor for m in (*f.parties.recipients, *f.parties.actors)}
    if f.attribution is not None:
        known.add(facts.attributions[f.attribution].actor)
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
    return persons_named(tree, facts, actors, tokens)


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
    return persons_named(tree, facts, actors, near)


_ALONG = frozenset({"", "of", "with", "along with", "together with", "as well as", "including", "against", "on"})
_SOME = frozenset({"one", "two", "three", "some", "several", "first", "second", "third", "last", "another"})
_ESCAPING = words("events", "verbs-of-escaping")
_HOW = frozenset({"from", "of", "after", "in", "during", ""})


def _told_with(tree: Tree, p: Predicate) -> list[int]:
    """Those whom the clause of an attack names in another place than its object.

    "Those who were kidnapped are …", "the injured policeman is …", "three soldiers died: …", "survived the attack".
    """
    tokens = []
    if tree.dep[p.root] in ("acl", "acl:relcl", "amod"):
        people = tree.head[p.root]
        one_of = tree.preposition(people) == "of" and tree.lemma[tree.head[people]] in _SOME
        tokens += _named(tree, tree.head[people] if one_of else people)
    verb = tree.head[p.root]
    if p.frame.part == "noun" and tree.lemma[verb] in _ESCAPING and tree.preposition(p.root) in _HOW:
        tokens += tree.kids(verb, "nsubj")
    if p.frame.part != "verb":
        return tokens
    tokens += tree.kids(p.root, "dep") + (tree.kids(p.root, "obj") if tree.is_passive(p.root) else [])
    for o in tree.logical_object(p.root):
        found = [c for preposition, c in tree.obliques(o) if preposition in ("including", "such as")]
        found += [c for c in tree.kids(o, "nmod", "appos") if not tree.preposition(c)] if found else []
        tokens += [t for c in found for t in (c, *tree.kids(c, "appos", "flat"))]
    return tokens + _after_colon(tree, p.root)


def _after_colon(tree: Tree, root: int) -> list[int]:
    """What follows the colon after a verb of harm: "three soldiers were killed: …"."""
    end = tree.sentence_span[tree.sentence[root]][1]
    for token in range(root + 1, end - 1):
        if tree.lower[token] == ":":
            return [t for t in range(token + 1, min(token + 4, end)) if tree.pos[t] == "PROPN"][:1]
        if tree.is_verbal(token):
            break
    return []


def _after_be(tree: Tree, token: int) -> list[int]:
    """The first name behind the verb: "among the injured here are Ana Paz, …", whatever "here" does to the parse."""
    end = tree.sentence_span[tree.sentence[token]][1]
    verb = next((t for t in range(token + 1, min(token + 6, end)) if tree.lemma[t] in ("be", "include")), None)
    return [] if verb is None else [t for t in range(verb + 1, min(verb + 4, end)) if tree.pos[t] == "PROPN"][:1]


def _named(tree: Tree, token: int) -> list[int]:
    """Persons whom a word for victims is said of: "among the dead were …", "the other victim, …"."""
    head, dep = tree.head[token], tree.dep[token]
    tokens = tree.kids(token, "appos")
    if tree.lemma[token] == "body":
        owners = [c for preposition, c in tree.obliques(token) if preposition == "of"]
        return [*tokens, *owners, *(listed_with(tree, token) if owners else [])]
    if tree.lower[max(token - 2, 0) : token] == ["among", "the"] and tree.dep[token] == "amod":
        return _after_be(tree, token)
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


def persons_named(tree: Tree, facts: Facts, actors: ActorIndex, tokens: list[int]) -> list[int]:
    """Mentions of persons by name at some tokens, their conjuncts and what is listed with them."""
    found = []
    for node in dict.fromkeys(n for token in tokens for n in (*tree.conjuncts(token), *_beside(tree, token))):
        mention = actors.at(node)
        if mention is not None and facts.actor_mentions[mention].mention_type == "name":
            actor = facts.actors[facts.actor_mentions[mention].actor]
            found += [mention] if actor.actor_type == "person" else []
    return found
