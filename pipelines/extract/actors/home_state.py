"""The state that a document is about, so that bodies and people of no named state are at home there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities
from pipelines.extract.actors.roles import STRONG
from pipelines.extract.parsed_tokens import Tokens

_ANYWHERE = frozenset({"civilians", "person", "media", "other"})  # whose state says little of where they are
_MARGIN = 2  # times as many sentences as any other state has


def home_state(
    tokens: Tokens,
    entities: Entities,
    found: Sequence[Candidate],
    located: Mapping[int, str],
    dateline: str | None,
) -> str | None:
    """The state that most sentences tell of, if no other comes near; a report filed from it needs a smaller lead.

    A report that begins with the dealings of two states is about neither alone.
    `located`: the state of the place at a token; `dateline`: the state that the report was filed from.
    """
    seen: dict[str, set[int]] = {}
    for i, iso in located.items():
        if not tokens.silent[tokens.sent[i]]:
            seen.setdefault(iso, set()).add(tokens.sent[i])
    for mention in found:
        for entity in (entities.all[entities.find(n)] for n in mention.entities):
            if entity.country and not (entity.generic and entity.actor_type in _ANYWHERE):
                seen.setdefault(entity.country, set()).add(tokens.sent[mention.start])
    ranked = sorted((-len(sentences), iso) for iso, sentences in seen.items())
    if not ranked or ranked[0][1] not in entities.lexicon.states:
        return None
    first = -ranked[0][0]
    second = -ranked[1][0] if len(ranked) > 1 else 0
    filed = ranked[0][1] == dateline
    clear = first > second if filed else first >= _MARGIN * second
    return ranked[0][1] if clear and first >= (1 if filed or not second else _MARGIN) else None


def rivals_in_lead(tokens: Tokens, entities: Entities, found: Sequence[Candidate]) -> bool:
    """Whether title or first sentence make more than one state a party."""
    lead = [number for number, silent in enumerate(tokens.silent) if not silent][:2]
    states = {
        entity.country
        for mention in found
        if tokens.sent[mention.start] in lead and mention.role == STRONG
        for entity in (entities.all[entities.find(n)] for n in mention.entities)
        if entity.key.startswith(("country:", "gov:"))
    }
    return len(states) > 1
