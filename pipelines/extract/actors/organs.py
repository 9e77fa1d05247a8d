"""Organs of states: armies, ministries, parliaments."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.lexicon import Organ
from pipelines.extract.actors.local_authorities import find_acting_place
from pipelines.extract.actors.people import load_people
from pipelines.extract.actors.phrases import Phrase, chain_head, is_plural, is_predicate
from pipelines.extract.actors.roles import takes_part
from pipelines.extract.actors.states_beside import (
    OF,
    complement_states,
    country_of_names,
    is_definite,
    numbers_in,
    owner_in,
    place_behind,
    shared_states,
    states_in,
)
from pipelines.extract.parsed_tokens import Tokens, fold
from pipelines.lexicon import words

_AT_SEATS = frozenset({"government", "legislature", "judiciary"})


def find_organ(scene: Scene, head: int, left: int, phrase: Phrase[Organ]) -> bool:
    """Keep an organ of a state that the phrase or, by coreference, the text names; False where it denotes nobody."""
    tokens, organ = scene.tokens, phrase.value
    if phrase.text in scene.lexicon.words["place_nouns"]:
        find_acting_place(scene, head, left)
        return True
    isos = states_in(scene, left, phrase.start)
    end = max(phrase.end, head + 1)
    inner = end
    if not isos:
        isos, end = complement_states(scene, head, inner, OF)
        isos = isos or shared_states(scene, head)
        at_seat = organ.type in _AT_SEATS and organ.id not in _ABROAD and not is_plural(tokens, head)
        if not isos and at_seat:  # "the foreign ministry in Lima"
            isos, end = complement_states(scene, head, inner, _IN)
        if not isos:
            isos, end = _state_of_place(scene, organ, inner) or _state_of_leader(scene, organ, inner), inner
    if is_predicate(tokens, head) and not isos:
        return False
    candidate = Candidate(left, end, head, "nominal", plural=is_plural(tokens, head))
    candidate.definite, candidate.owner = is_definite(tokens, left, head), owner_in(tokens, left, phrase.start)
    private = organ.type == "military" and "private" in tokens.low[left : phrase.start]
    if (private or organ.id in _RULERS) and (first := _rival_start(tokens, left, phrase.start)) is not None:
        name = scene.phrase(first, inner)
        country = isos[0] if isos else None
        rebels = private or (organ.id == "mil" and tokens.low[first] in _REBELS)
        kind = "armed_group" if rebels else organ.type
        number = scene.entities.nominal(name, fold(name), kind, "REB", country, plural=candidate.plural, of_state=False)
        candidate.entities, candidate.anaphor = [number], f"noun:{tokens.lemma[head]}"
    elif isos:
        candidate.mention_type = "name" if tokens.pos[head] == "PROPN" else "nominal"
        if not (len(isos) > 1 and candidate.plural):
            isos = isos[:1]
        candidate.entities = [_state_organ(scene, phrase, left, head, iso) for iso in isos]
    elif (known := _organ_of_names(scene, left, phrase)) is not None:
        candidate.entities, candidate.mention_type = [known], "name"
    elif _stands_for_one(tokens, candidate, organ) and not _are_of_many(tokens, candidate, phrase.start):
        candidate.anaphor = f"organ:{organ.id}" if organ.proper else f"noun:{tokens.lemma[head]}"
    else:
        return False
    scene.keep(candidate, inner)
    return True


_IN = frozenset({"in"})
_ABROAD = frozenset({"embassy"})
_ON_THE_SPOT = frozenset({"government", "legislature", "judiciary", "police"})


def _state_of_place(scene: Scene, organ: Organ, end: int) -> list[str]:
    """The state of an organ by the place where it stands ("police in Pokhara"); armies and embassies are abroad too."""
    iso = place_behind(scene, end) if organ.type in _ON_THE_SPOT and organ.id not in _ABROAD else None
    return [iso] if iso else []


def _state_of_leader(scene: Scene, organ: Organ, end: int) -> list[str]:
    """The state of a government by whose it is said to be: "the government of Prime Minister Abe"."""
    tokens = scene.tokens
    if organ.id != "gov" or end + 1 >= tokens.n or tokens.low[end] != "of":
        return []
    leaders = (m for m in scene.found if m.person_name and end < m.start <= end + 2 and m.entities)
    leader = next(leaders, None)
    entity = scene.entities.all[scene.entities.find(leader.entities[0])] if leader else None
    iso = entity and (entity.country or load_people().country(entity.name, titled=entity.title is not None))
    return [iso] if iso else []


_RULERS = frozenset({"gov", "mil", "localgov"})
_RIVALS = words("actors", "words-of-rival-rulers")
_REBELS = words("actors", "rebels")


def _rival_start(tokens: Tokens, left: int, start: int) -> int | None:
    """Where words begin that tell rulers from the state's own government: "separatist authorities", "de facto"."""
    at = next((i for i in range(left, start) if tokens.low[i] in _RIVALS), None)
    return at - 1 if at and tokens.low[at] == "facto" and tokens.low[at - 1] == "de" else at


def _stands_for_one(tokens: Tokens, candidate: Candidate, organ: Organ) -> bool:
    """Whether an organ without a state is one that the text has in mind: owned, pointed at, or taking part."""
    if candidate.owner is not None or (organ.proper and candidate.definite):
        return True
    acts = tokens.dep[chain_head(tokens, candidate.root)] in {"nsubj", "obl:agent"}
    seldom = organ.type in {"judiciary", "intelligence"}
    return organ.proper and takes_part(tokens, candidate.root) and (acts or not seldom)


def _are_of_many(tokens: Tokens, candidate: Candidate, start: int) -> bool:
    """Whether organs are those of several states: "African militaries", "Western governments"."""
    return candidate.plural and not _OF_SEVERAL.isdisjoint(tokens.low[candidate.start : start])


_OF_SEVERAL = words("actors", "words-of-several-states")


def _state_organ(scene: Scene, phrase: Phrase[Organ], left: int, head: int, iso: str) -> int:
    """The state's one organ of this kind, unless other words tell it from its like ("the Iraqi oil ministry")."""
    tokens, organ = scene.tokens, phrase.value
    own = [
        i
        for i in range(left, phrase.start)
        if i not in scene.name_at and tokens.pos[i] in {"PROPN", "NOUN"} and tokens.low[i] != "'s"
    ]
    of_person = any(scene.names[n].kind == "person" for n in numbers_in(scene, left, phrase.start))
    if organ.proper and (not own or of_person):
        return scene.entities.organ(organ, iso)
    start = own[0] if own else phrase.start
    name = f"{scene.text(start, head + 1)} of {scene.lexicon.states[iso].name}"
    number = scene.entities.unknown(name, organ.type, iso)
    entity = scene.entities.all[number]
    entity.sector, entity.parent_key, entity.parent_name = (
        organ.sector,
        f"country:{iso}",
        scene.lexicon.states[iso].name,
    )
    return number


def _organ_of_names(scene: Scene, left: int, phrase: Phrase[Organ]) -> int | None:
    """An organ that somebody's name tells apart: "the Aquino government", "Quito city council".

    No state's is what its last words tell of others: "the Karamoja Liberation Army".
    """
    tokens = scene.tokens
    numbers = [
        n
        for n in numbers_in(scene, left, phrase.start)
        if scene.names[n].kind in {"named", "person", "org", "place", "folk"}
    ]
    proper = [i for i in range(left, phrase.start) if tokens.pos[i] == "PROPN" and tokens.text[i][:1].isupper()]
    if not numbers and not (proper and tokens.caps[tokens.sent[left]] == "mixed"):
        return None
    start = min([scene.names[n].start for n in numbers] + proper)
    country = country_of_names(scene, left, phrase.start)
    end = max(phrase.end, phrase.start)
    rebels = scene.lexicon.name_cues.get(" ".join(tokens.low[max(start, end - 2) : end]))
    number = scene.entities.unknown(scene.text(start, end), rebels or phrase.value.type, country)
    scene.entities.all[number].sector = None if rebels else phrase.value.sector
    return number
