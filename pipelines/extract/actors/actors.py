"""The actors of a document and every place where it mentions them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.coreference import resolve
from pipelines.extract.actors.entities import Entities
from pipelines.extract.actors.lexicon import ActorLexicon, load_actor_lexicon
from pipelines.extract.actors.mentions import recognize
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.names import find_names
from pipelines.extract.actors.roles import WEAK
from pipelines.extract.facts import Actor, ActorMention, Facts, PlaceMention
from pipelines.extract.parsed_tokens import Tokens
from pipelines.language import Reading


def extract_actors(
    reading: Reading, places: Sequence[PlaceMention], facts: Facts
) -> tuple[list[Actor], list[ActorMention]]:
    """Actors in the order of their first mention, and their mentions in text order.

    `places` are the document's place mentions, whose places stand in `facts.places`; both may be empty. A span that
    denotes several actors ("both countries") gives one mention for each.
    """
    if reading.language not in {"en", "und"}:
        return [], []
    lexicon = load_actor_lexicon()
    tokens = Tokens(reading)
    entities = Entities(lexicon)
    claimed = _token_spans(tokens, places)
    located = _place_countries(tokens, places, facts, lexicon)
    names = find_names(tokens, lexicon, claimed, located.values())
    located |= {
        i: name.key
        for name in names
        if name.kind in {"state", "capital"} and not _is_part_of_place(claimed, name)
        for i in range(name.start, name.end)
    }
    found = recognize(tokens, lexicon, names, entities, places=claimed, located=located)
    dateline = _dateline_country(reading, places, facts)
    mentions = resolve(tokens, lexicon, entities, found, dateline=dateline, located=located)
    return _rows(tokens, entities, _parties(entities, mentions))


def _is_part_of_place(claimed: frozenset[tuple[int, int]], name: Name) -> bool:
    """Whether a state's name only belongs to that of a water or region ("the Gulf of Oman")."""
    return any((start, name.end) in claimed for start in range(name.start - 3, name.start - 1))


def _token_spans(tokens: Tokens, places: Sequence[PlaceMention]) -> frozenset[tuple[int, int]]:
    """Place mentions as token spans."""
    return frozenset(_token_span(tokens, place) for place in places)


def _token_span(tokens: Tokens, place: PlaceMention) -> tuple[int, int]:
    return bisect_left(tokens.idx, place.start), bisect_left(tokens.idx, place.end)


def _place_countries(
    tokens: Tokens, places: Sequence[PlaceMention], facts: Facts, lexicon: ActorLexicon
) -> dict[int, str]:
    """The state that the place at a token lies in, by token, where the gazetteer knows it."""
    out: dict[int, str] = {}
    for mention in places:
        country = facts.places[mention.place].country if mention.place < len(facts.places) else None
        if country in lexicon.states:
            out.update(dict.fromkeys(range(*_token_span(tokens, mention)), country))
    return out


def _dateline_country(reading: Reading, places: Sequence[PlaceMention], facts: Facts) -> str | None:
    """The country that the report was filed from, if there is one only."""
    line = reading.dateline
    if line is None:
        return None
    countries = {
        facts.places[mention.place].country
        for mention in places
        if line.start <= mention.start < line.end and mention.place < len(facts.places)
    } - {None}
    return countries.pop() if len(countries) == 1 else None


def _parties(entities: Entities, mentions: list[Candidate]) -> list[Candidate]:
    """Mentions without those of states that the document names as places only."""
    strong = {entities.find(n) for mention in mentions if mention.role != WEAK for n in mention.entities}
    return [
        mention
        for mention in mentions
        if mention.role != WEAK or all(entities.find(n) in strong for n in mention.entities)
    ]


def _rows(tokens: Tokens, entities: Entities, mentions: list[Candidate]) -> tuple[list[Actor], list[ActorMention]]:
    text = tokens.string
    positions: dict[int, int] = {}
    rows: list[ActorMention] = []
    taken: set[tuple[int, int, int]] = set()
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        start, end = tokens.idx[mention.start], tokens.end[mention.end - 1]
        for number in dict.fromkeys(entities.find(n) for n in mention.entities):
            if (start, end, number) in taken:
                continue
            taken.add((start, end, number))
            position = positions.setdefault(number, len(positions))
            rows.append(
                ActorMention(
                    start,
                    end,
                    text[start:end],
                    tokens.sent[mention.start],
                    position,
                    mention.mention_type,
                    mention.root,
                )
            )
            if mention.mention_type == "name":
                _add_alias(entities, number, text[start:end])
    return [entities.all[number].actor() for number in positions], rows


def _add_alias(entities: Entities, number: int, text: str) -> None:
    entity = entities.all[number]
    if entity.actor_type != "person" and not entity.generic and len(text) < 60:
        plain = " ".join(text.split())
        if plain.lower() not in {alias.lower() for alias in entity.aliases} and plain.lower() != entity.name.lower():
            entity.aliases.setdefault(plain)
