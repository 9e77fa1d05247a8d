"""The body that people serve or lead: "Hamas officials", "the head of the World Bank", "NATO chief Mark Rutte"."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Scene
from pipelines.extract.actors.head_phrases import head_phrases
from pipelines.extract.actors.lexicon import Named
from pipelines.extract.actors.phrases import left_edge, right_edge_of_complement
from pipelines.extract.actors.states_beside import numbers_in
from pipelines.lexicon import words

_LINKS = frozenset({"of", "for", "from", "with", "at"})
_BODIES = frozenset({"armed_group", "party", "igo", "ngo", "company", "media"})
_SERVING = words("actors", "servants-of-bodies")


def give_body(scene: Scene, number: int, left: int, head: int, end: int) -> int:
    """Make the body named beside a nameless servant the parent, if a lexicon knows it and it is of no state.

    Where the mention ends then: behind the body's name.
    """
    entity = scene.entities.all[number]
    body, right = _body(scene, left, head, end)
    of_rebels = body is not None and body.actor_type == "armed_group"
    if body is None or not entity.generic or (entity.parent_key is not None and not of_rebels):
        return end
    entity.parent_key, entity.parent_name = body.key, body.name
    entity.country = entity.country or body.country
    if entity.actor_type != "person":
        entity.actor_type, entity.sector = body.actor_type, body.sector
    elif entity.sector in (None, "GOV", "UNK"):
        entity.sector = body.sector
    return right


def sector_of_body(scene: Scene, head: int) -> str | None:
    """The sector of the body that a voice or head is of: "a spokesman for the ministry", "the leader of the gang"."""
    tokens = scene.tokens
    links = _SPEAKING_FOR if tokens.lemma[head] in _VOICES else _HEADING if tokens.lemma[head] in _HEADS else ()
    for child in tokens.children[head]:
        if child > head and tokens.dep[child] == "nmod" and tokens.case_of(child) in links:
            left, phrases = left_edge(tokens, child), head_phrases()
            organ = phrases.organs.find(tokens, child, left)
            agents = phrases.agents.find(tokens, child, left) if organ is None and links == _HEADING else None
            if agents is not None and agents.value.sector not in {"UNK", "IGO"}:
                return agents.value.sector
            return organ.value.sector if organ else None
    return None


_VOICES = words("actors", "voices")
_HEADS = words("actors", "heads-of-anything")
_SPEAKING_FOR = frozenset({"for", "of", "at", "in"})
_HEADING = frozenset({"of"})


def give_body_of_office(scene: Scene, number: int, left: int, office: int) -> None:
    """Make the body named before the title of a person the parent, rather than a state that it is of.

    `left` and `office` are the first tokens of the phrase and of the title.
    """
    before = [scene.names[n] for n in numbers_in(scene, max(left - 1, 0), office + 1)]
    bodies = [scene.lexicon.named[name.key] for name in before if name.kind == "named"]
    bodies = [body for body in bodies if _may_be_served(body)]
    if bodies:
        entity = scene.entities.all[number]
        entity.parent_key, entity.parent_name = bodies[-1].key, bodies[-1].name


def _body(scene: Scene, left: int, head: int, end: int) -> tuple[Named | None, int]:
    """The body and where its name, or the phrase without it, ends."""
    tokens = scene.tokens
    if tokens.lemma[head] not in _SERVING:
        return None, end
    right = max(right_edge_of_complement(tokens, head, end, _LINKS), _end_of_name_behind(scene, end))
    for number in (*numbers_in(scene, left, head), *numbers_in(scene, end, right)):
        name = scene.names[number]
        if name.kind == "named" and _may_be_served(scene.lexicon.named[name.key]):
            return scene.lexicon.named[name.key], max(end, name.end)
    return None, end


def _may_be_served(body: Named) -> bool:
    """Whether people can be of a body rather than of a state: a party, an alliance, its forces."""
    return body.actor_type in _BODIES or (body.actor_type == "military" and body.country is None)


def _end_of_name_behind(scene: Scene, end: int) -> int:
    """Where a name ends that follows with a preposition, whatever word the parse hangs it from."""
    tokens = scene.tokens
    at = end + 1 + (end + 1 < tokens.n and tokens.low[end + 1] == "the")
    linked = at < tokens.n and tokens.low[end] in _LINKS and tokens.sent[at] == tokens.sent[end]
    return scene.names[scene.name_at[at]].end if linked and at in scene.name_at else end
