"""An office in one sentence and its holder's name in the next: "Peru's army chief warned … General Vera said"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities, Entity
from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.people import load_people
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.parsed_tokens import Tokens, fold
from pipelines.lexicon import words

_REACH = 2  # sentences from the office to the name


def link_office_holders(tokens: Tokens, lexicon: ActorLexicon, entities: Entities, found: Sequence[Candidate]) -> None:
    """Make an office and the person who speaks next one actor, where nobody else can be meant.

    The office is a subject and names its state; the name is new, its person speaks, and has no title or one that fits
    (a rank in the army for an army chief). A second office or person in between leaves the two apart.
    """
    office: Candidate | None = None
    rivals = 0
    known: set[int] = set()
    for mention in found:
        if len(mention.entities) != 1:
            continue
        number = entities.find(mention.entities[0])
        entity = entities.all[number]
        if entity.actor_type != "person":
            continue
        if entity.generic:
            if not _is_office(tokens, mention, entity):
                continue
            same = office is not None and entities.find(office.entities[0]) == number
            near = office is not None and tokens.sent[mention.start] - tokens.sent[office.start] <= _REACH
            rivals = rivals + 1 if near and not same else 0
            office = mention
        elif mention.person_name:
            new = number not in known
            known.add(number)
            if office is None:
                continue
            holder = entities.all[entities.find(office.entities[0])]
            if new and not rivals and _may_hold(tokens, lexicon, (office, holder), (mention, entity)):
                title = entity.title if entity.title and entity.title != holder.title else holder.title
                entities.merge(number, office.entities[0])
                entity.title = title
                office = None
            elif tokens.sent[mention.start] > tokens.sent[office.start]:
                office = None


def _is_office(tokens: Tokens, mention: Candidate, entity: Entity) -> bool:
    subject = tokens.dep[chain_head(tokens, mention.root)] in {"nsubj", "nsubj:pass"}
    return subject and bool(entity.country and entity.title) and mention.anaphor.startswith("office:")


def _may_hold(
    tokens: Tokens, lexicon: ActorLexicon, office: tuple[Candidate, Entity], named: tuple[Candidate, Entity]
) -> bool:
    (place, holder), (mention, person) = office, named
    first = chain_head(tokens, mention.root)
    speaks = tokens.dep[first] == "nsubj" and tokens.lemma[tokens.head[first]] in lexicon.words["speech_verbs"]
    back = tokens.sent[mention.start] - tokens.sent[place.start]
    if not speaks or not 0 < back <= _REACH or person.country not in {None, holder.country}:
        return False
    if any(tokens.dep[c] == "appos" for c in tokens.children[mention.root]):
        return False
    if load_people().country(person.name, titled=person.title is not None) not in {None, holder.country}:
        return False
    if person.title is None:
        return True
    rank, sector = lexicon.titles.get(fold(person.title)), holder.sector
    return rank is not None and rank.sector == sector == "MIL" and fold(person.title) in _RANKS


_RANKS = words("actors", "military-ranks")


def place_in_order(tokens: Tokens, entities: Entities, found: Sequence[Candidate]) -> None:
    """Give two holders of one office the two states of their sentence, in order.

    "Ghana and Togo signed a treaty after talks between Presidents Asante and Mensah". Nothing is given where the
    sentence joins other states, or where a name is known to be another state's.
    """
    people = [m for m in found if m.person_name and len(m.entities) == 1]
    states = [
        m
        for m in found
        if len(m.entities) == 1 and entities.all[entities.find(m.entities[0])].key.startswith("country:")
    ]
    for first, second in pairwise(people):
        pair = [entities.all[entities.find(m.entities[0])] for m in (first, second)]
        if not _joined(tokens, first, second) or not pair[0].title or pair[0].title != pair[1].title:
            continue
        named = [m for m in states if tokens.sent[m.start] == tokens.sent[first.start]]
        if len(named) != 2 or named[1].end > first.start or not _joined(tokens, *named):
            continue
        codes = [entities.all[entities.find(m.entities[0])].country for m in named]
        known = [person.country or load_people().country(person.name, titled=True) for person in pair]
        if all(k in {None, code} for k, code in zip(known, codes, strict=True)):
            for person, code in zip(pair, codes, strict=True):
                person.country = code


def _joined(tokens: Tokens, first: Candidate, second: Candidate) -> bool:
    return second.start == first.end + 1 and tokens.low[first.end] in {"and", "&"}
