"""Nameless people told of twice: in the headline and below it, by two nouns of one meaning, by a noun in apposition."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import forms

_CLASS = forms("actors", "people-alike")


def alike(a: str, b: str) -> bool:
    """Whether two nouns for people can mean the same ones ("inmates", "prisoners")."""
    return _CLASS.get(a, a) == _CLASS.get(b, b)


def link_headline(tokens: Tokens, entities: Entities, found: Sequence[Candidate]) -> None:
    """Make the nameless people of a headline the same as the only ones of their kind that the text below tells of."""
    plain = [m for m in found if len(m.entities) == 1 and m.plural and m.mention_type == "nominal"]
    below: dict[str, dict[int, None]] = {}
    for mention in plain:
        number = entities.find(mention.entities[0])
        if tokens.kind[tokens.sent[mention.start]] != "title" and entities.all[number].generic:
            noun = tokens.lemma[mention.root]
            below.setdefault(_CLASS.get(noun, noun), {}).setdefault(number)
    for mention in plain:
        number = entities.find(mention.entities[0])
        entity = entities.all[number]
        if tokens.kind[tokens.sent[mention.start]] != "title" or not entity.generic:
            continue
        noun = tokens.lemma[mention.root]
        others = {entities.find(n) for n in below.get(_CLASS.get(noun, noun), {})} - {number}
        if len(others) == 1:
            other = next(iter(others))
            below_it = entities.all[other]
            same_state = None in {entity.country, below_it.country} or entity.country == below_it.country
            if same_state and entity.actor_type == below_it.actor_type:
                entities.merge(other, number)


def link_described(tokens: Tokens, entities: Entities, found: Sequence[Candidate]) -> None:
    """Make a nameless person and the description in apposition one ("the suspect, a 42-year-old driver, …")."""
    until = {m.end: m for m in found if m.mention_type == "nominal" and len(m.entities) == 1 and not m.plural}
    for mention in found:
        before = until.get(mention.start - 1)
        if before is None or mention.mention_type != "nominal" or mention.plural or len(mention.entities) != 1:
            continue
        if tokens.low[mention.start - 1] != "," or tokens.dep[mention.root] != "appos":
            continue
        a, b = (entities.find(m.entities[0]) for m in (before, mention))
        if (
            entities.all[a].actor_type == entities.all[b].actor_type == "person"
            and tokens.head[mention.root] == before.root
        ):
            mention.entities, mention.anaphor = [a], ""
            entities.all[a].country = entities.all[a].country or entities.all[b].country
