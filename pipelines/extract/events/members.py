"""Who those are whom an attack is told of without a name: "two men … they were identified as Paz and Rey"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.victims import persons_named
from pipelines.extract.facts import Facts
from pipelines.extract.figures.numbers import lexicon as numbers
from pipelines.lexicon import words

_REACH = 6
"""Sentences after an attack in which the names of those who took part are given."""
_NUMBERS = {word: number for word, number in numbers().cardinals.items() if 2 <= number <= 12}
_NAMING = words("events", "verbs-of-listing")
_LONGEST = 60
"""Words between people who are counted and the colon before their names."""


def name_members(tree: Tree, facts: Facts, actors: ActorIndex, found: Sequence[Mention]) -> None:
    """Add to the parties of assaults, in place, the persons as whom the text identifies some of them."""
    named: dict[int, list[tuple[int, list[int]]]] = {}
    for token, people, names in _identified(tree, facts, actors):
        named.setdefault(people, []).append((tree.sentence[token], names))
    for f in found:
        if f.event_type != "ASSAULT" or not named:
            continue
        known = {facts.actor_mentions[m].actor for m in (*f.parties.actors, *f.parties.recipients)}
        here = tree.sentence[f.predicate.root]
        sides = [
            [m for party in side for m in _near(named.get(facts.actor_mentions[party].actor, []), here)]
            for side in (f.parties.actors, f.parties.recipients)
        ]
        doers, hit = ([m for m in side if facts.actor_mentions[m].actor not in known] for side in sides)
        f.parties = replace(
            f.parties,
            actors=tuple(dict.fromkeys((*f.parties.actors, *doers))),
            recipients=tuple(dict.fromkeys((*f.parties.recipients, *hit))),
        )


def _near(told: list[tuple[int, list[int]]], sentence: int) -> list[int]:
    """The names given in a sentence or the next ones; `told` holds (sentence, names) in text order."""
    first = bisect_left(told, (sentence, []))
    last = bisect_left(told, (sentence + _REACH + 1, []))
    return [name for _, names in told[first:last] for name in names]


def _identified(tree: Tree, facts: Facts, actors: ActorIndex) -> Iterator[tuple[int, int, list[int]]]:
    """(token, actor, mentions of persons) wherever the text says who those are whom it only described before."""
    for token in range(len(tree.lemma)):
        if tree.lower[token] == ":":
            yield from _after_colon(tree, facts, actors, token)
            continue
        people, names = _names_of(tree, token)
        if not names:
            continue
        persons = persons_named(tree, facts, actors, names)
        several = tree.pos[people] == "PRON" and len(persons) > 1
        mention = _counted(tree, facts, actors, people, len(persons)) if several else None
        if mention is None and persons:
            mention = actors.at(people)
        if mention is None:
            continue
        actor = facts.actor_mentions[mention].actor
        persons = [m for m in persons if facts.actor_mentions[m].actor != actor]
        if persons and facts.actors[actor].is_generic:
            yield token, actor, persons


def _names_of(tree: Tree, token: int) -> tuple[int, list[int]]:
    """Who is meant and the first of the names given: "their names are …", "the suspects are …", "identified as …"."""
    head = tree.head[token]
    if tree.lemma[token] == "name" and tree.dep[token] == "nsubj" and tree.has(head, "cop"):
        owners = tree.kids(token, "nmod:poss") + [c for p, c in tree.obliques(token) if p == "of"]
        return (owners[0], [head]) if owners and tree.pos[head] == "PROPN" else (token, [])
    if tree.dep[token] == "nsubj" and tree.has(head, "cop") and tree.pos[head] == "PROPN":
        several = tree.tag[token] == "NNS" or tree.lower[token] in ("they", "these")
        return (token, [head]) if several else (token, [])
    if tree.dep[token] == "nsubj:pass" and tree.lemma[head] in _NAMING:
        return token, [c for p, c in tree.obliques(head) if p == "as"]
    if tree.lemma[token] in _NAMING and tree.dep[token] == "acl":
        return head, [c for p, c in tree.obliques(token) if p == "as"]
    return token, []


def _after_colon(tree: Tree, facts: Facts, actors: ActorIndex, colon: int) -> Iterator[tuple[int, int, list[int]]]:
    """As many names behind a colon as people are counted before it: "two men suspected of murder: Paz and Rey"."""
    end = tree.sentence_span[tree.sentence[colon]][1]
    first = next((t for t in range(colon + 1, min(colon + 4, end)) if tree.pos[t] == "PROPN"), None)
    if first is None:
        return
    persons = persons_named(tree, facts, actors, [first])
    mention = _counted(tree, facts, actors, colon, len(persons)) if len(persons) > 1 else None
    if mention is not None and facts.actor_mentions[mention].sentence == tree.sentence[colon]:
        yield colon, facts.actor_mentions[mention].actor, persons


def _counted(tree: Tree, facts: Facts, actors: ActorIndex, end: int, number: int) -> int | None:
    """The nameless people counted last, if they are as many as the names."""
    for token in range(end - 1, max(end - _LONGEST, 0), -1):
        counted = [_count(tree.lower[c]) for c in tree.kids(token, "nummod")]
        mention = actors.at(token) if counted and counted[0] == number else None
        if mention is not None and facts.actors[facts.actor_mentions[mention].actor].is_generic:
            return mention
    return None


def _count(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) < 3 else _NUMBERS.get(word)
