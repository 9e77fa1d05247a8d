"""Who is meant by surnames, bracketed acronyms, appositions, offices, "the group", "both countries" and pronouns.

Resolution goes through the text once, from left to right, with the mentions so far as history. It is conservative:
where no antecedent fits within reach, a description stays an actor of its own and a pronoun no mention at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.countries import place_by_clause, place_by_document, place_known_persons
from pipelines.extract.actors.descriptions import by_title, resolve_both, resolve_noun, resolve_office, resolve_organ
from pipelines.extract.actors.entities import Entities
from pipelines.extract.actors.history import History
from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.pronouns import (
    find_former_and_latter,
    find_pronouns,
    resolve_former_or_latter,
    resolve_pronoun,
)
from pipelines.extract.actors.same_names import link_acronyms, link_appositions, link_persons
from pipelines.extract.parsed_tokens import Tokens


def resolve(
    tokens: Tokens,
    lexicon: ActorLexicon,
    entities: Entities,
    found: list[Candidate],
    *,
    focus: str | None,
    located: Mapping[int, str],
) -> list[Candidate]:
    """Give every mention its entities and add the pronouns that can be resolved.

    `focus`: the dateline's country; `located`: the state of the place at a token, where a place is named.
    """
    found.sort(key=lambda mention: (mention.start, -mention.end))
    link_persons(entities, found)
    link_acronyms(tokens, entities, found)
    link_appositions(tokens, lexicon, entities, found)
    place_known_persons(entities)
    focus = focus or _dominant_state(entities, found)
    history = History(tokens, entities)
    pronouns = [*find_pronouns(tokens), *find_former_and_latter(tokens)]
    mentions = sorted([*found, *pronouns], key=lambda mention: (mention.start, -mention.end))
    titles = by_title(entities)
    for mention in mentions:
        _resolve(history, lexicon, mention, titles, focus)
        if mention.entities:
            history.add(mention)
    place_by_clause(tokens, entities, found, located)
    place_by_document(tokens, entities, found, lexicon, located.values())
    return [mention for mention in mentions if mention.entities]


def _resolve(
    history: History, lexicon: ActorLexicon, mention: Candidate, titles: dict[str, list[int]], focus: str | None
) -> None:
    kind, _, word = mention.anaphor.partition(":")
    if kind in {"former", "latter"}:
        resolve_former_or_latter(history, mention, former=kind == "former")
    elif mention.mention_type == "pronoun":
        resolve_pronoun(history, lexicon, mention)
    elif kind == "organ":
        resolve_organ(history, lexicon, mention, word, focus)
    elif kind == "office":
        resolve_office(history, lexicon, mention, word, titles)
    elif kind in {"both", "pair"}:
        resolve_both(history, mention, word, only=kind == "pair")
    elif kind == "noun":
        resolve_noun(history, lexicon, mention, word)


def _dominant_state(entities: Entities, found: list[Candidate]) -> str | None:
    """The state that most mentions are of or belong to, if no other comes near."""
    counts = Counter(
        country for mention in found for n in mention.entities if (country := entities.all[entities.find(n)].country)
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]
