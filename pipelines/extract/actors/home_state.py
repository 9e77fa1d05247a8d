"""The state that a document is about, so that bodies and people of no named state are at home there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities, Entity
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.actors.roles import STRONG
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

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
    embassies = _embassies(entities, found, dateline)
    for i, iso in located.items():
        if not tokens.silent[tokens.sent[i]] and tokens.head[i] not in embassies:
            seen.setdefault(iso, set()).add(tokens.sent[i])
    for mention in found:
        for entity in (entities.all[entities.find(n)] for n in mention.entities):
            if entity.country and not is_anywhere(entity):
                seen.setdefault(entity.country, set()).add(tokens.sent[mention.start])
    abroad = max((len(sentences) for iso, sentences in seen.items() if iso != dateline), default=0)
    if dateline is not None and len(seen.get(dateline, ())) + 1 > abroad:
        return unless_others_lead(tokens, entities, found, dateline)
    ranked = sorted((-len(sentences), iso) for iso, sentences in seen.items())
    second = -ranked[1][0] if len(ranked) > 1 else 0
    if not ranked or ranked[0][1] not in entities.lexicon.states or -ranked[0][0] < max(_MARGIN * second, 1):
        return None
    return unless_others_lead(tokens, entities, found, ranked[0][1])


def _embassies(entities: Entities, found: Sequence[Candidate], state: str | None) -> set[int]:
    """The heads of mentions of a state's embassies: where one is says little of a story told in its own state."""
    own = ((m, entities.all[entities.find(n)]) for m in found for n in m.entities)
    return {m.root for m, e in own if state and e.country == state and e.key.partition(":")[0] in _ABROAD}


def is_anywhere(entity: Entity) -> bool:
    """Whether an actor's own state says little of where the story is: foreign victims, diplomats, embassies, media."""
    if entity.generic and entity.actor_type in _ANYWHERE and entity.title is None:
        return True
    if entity.actor_type in {"media", "company"} or entity.key.partition(":")[0] in _ABROAD:
        return True
    return entity.generic and entity.key.endswith(_ENVOYS)


_ABROAD = words("actors", "envoys")
_ENVOYS = tuple(f"{noun}{end}" for noun in sorted(_ABROAD) for end in ("", "s"))


def unless_others_lead(tokens: Tokens, entities: Entities, found: Sequence[Candidate], home: str) -> str | None:
    """A state, unless title or first sentence make another one, or an organ of it, a party."""
    lead = [number for number, silent in enumerate(tokens.silent) if not silent][:2]
    for mention in found:
        if tokens.sent[mention.start] not in lead or mention.role != STRONG:
            continue
        acts = tokens.dep[chain_head(tokens, mention.root)] in {"nsubj", "nsubj:pass", "obj", "root"}
        for entity in (entities.all[entities.find(n)] for n in mention.entities):
            party = entity.actor_type in _STATES or (acts and entity.actor_type in _ORGANS)
            if not entity.generic and party and entity.country not in {None, home}:
                return None
    return home


_STATES = frozenset({"country", "government"})
_ORGANS = frozenset({"military", "police", "legislature", "judiciary", "intelligence"})
