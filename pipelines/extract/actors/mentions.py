"""Finding the spans that denote actors: every name and every head of a noun phrase, read as what the lexicon says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.extract.actors.bare_names import find_bare_name
from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.entities import Entities
from pipelines.extract.actors.head_phrases import head_phrases
from pipelines.extract.actors.lexicon import ActorLexicon, OfficeGroup
from pipelines.extract.actors.local_authorities import find_acting_place
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.nominals import find_members, find_people
from pipelines.extract.actors.offices import find_office
from pipelines.extract.actors.organs import find_organ
from pipelines.extract.actors.persons import find_person
from pipelines.extract.actors.phrases import Phrase, chain_head, is_plural, left_edge
from pipelines.extract.actors.roles import takes_part
from pipelines.extract.actors.states_beside import start_with_states, state_at
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_NO_MENTION = frozenset({"compound", "flat", "amod", "goeswith", "fixed", "nmod:desc", "punct", "case", "det", "dep"})


_BOUNDS = words("actors", "words-of-bounds")


def recognize(
    tokens: Tokens,
    lexicon: ActorLexicon,
    names: list[Name],
    entities: Entities,
    *,
    places: frozenset[tuple[int, int]],
    located: Mapping[int, str],
) -> list[Candidate]:
    """All mentions of actors but pronouns, in no order.

    `places`: token spans that the gazetteer of places claims; `located`: the states they lie in, by token.
    """
    scene = Scene(tokens, lexicon, names, entities, places, located, held=bytearray(tokens.n))
    for number, name in enumerate(names):
        for i in range(name.start, name.end):
            scene.name_at[i] = number
    for name in names:
        if name.kind == "person":
            find_person(scene, name)
    for i in _nominal_heads(tokens):
        if not scene.held[i] and not _is_abstract(tokens, i):
            _phrase(scene, i)
    for i in _modifier_nouns(tokens, lexicon):
        if not scene.held[i] and not scene.held[tokens.head[i]]:
            _phrase(scene, i)
    for name in names:
        if name.kind != "person":
            find_bare_name(scene, name)
    return scene.found


def _nominal_heads(tokens: Tokens) -> Iterable[int]:
    for i, (pos, dep) in enumerate(zip(tokens.pos, tokens.dep, strict=True)):
        if pos not in {"NOUN", "PROPN", "ADJ"} or dep in _NO_MENTION or tokens.silent[tokens.sent[i]]:
            continue
        if pos != "ADJ" or any(tokens.dep[c] == "det" for c in tokens.children[i]):
            yield i


def _modifier_nouns(tokens: Tokens, lexicon: ActorLexicon) -> Iterable[int]:
    events = lexicon.words["event_nouns"]
    for i, (pos, dep) in enumerate(zip(tokens.pos, tokens.dep, strict=True)):
        if dep not in {"compound", "amod"} or pos not in {"NOUN", "PROPN", "ADJ"} or tokens.silent[tokens.sent[i]]:
            continue
        if tokens.lemma[i] in _CRAFT:
            continue
        group = lexicon.agents.get(tokens.lemma[i])
        if tokens.lemma[tokens.head[i]] in events and (
            pos != "ADJ" or (group is not None and group.sector == "REB" and tokens.low[i] != "terrorist")
        ):
            yield i


_CRAFT = words("actors", "craft-before-nouns")


def _phrase(scene: Scene, head: int) -> None:
    """Read a head word's noun phrase as an organ, an office or people, whichever phrase of the lexicon is longest."""
    tokens = scene.tokens
    name = scene.names[scene.name_at[head]] if head in scene.name_at else None
    if name and name.kind not in {"org", "place"}:
        return
    left = left_edge(tokens, head)
    while left < head and tokens.low[left] in _BOUNDS and "NUM" in tokens.pos[left + 1 : min(left + 3, head + 1)]:
        left += 1
    if tokens.lemma[head] == "office" and _find_bureau(scene, head, left):
        return
    left = start_with_states(scene, left, plural=is_plural(tokens, head))
    if not name and find_members(scene, head, left):
        return
    tables = head_phrases()
    organ = tables.organs.find(tokens, head, left)
    office = tables.offices.find(tokens, head, left) if not is_plural(tokens, head) else None
    agent = tables.agents.find(tokens, head, left)
    if name and organ and (_goes_on(scene, name.end, organ.end) or _goes_before(scene, name, organ.start)):
        organ = None
    if name and (organ is None or (not organ.value.proper and name.end - name.start > organ.end - organ.start + 1)):
        return
    best = max(
        [(len(found.text), rank, found) for rank, found in ((3, organ), (2, office), (1, agent)) if found],
        default=None,
        key=lambda item: item[:2],
    )
    if best is None:
        find_acting_place(scene, head, left)
        return
    if best[2] is organ and organ is not None:
        done = find_organ(scene, head, left, organ)
        if done or not agent:
            return
    if best[2] is office and office is not None and _office_like(tokens, head, office):
        find_office(scene, head, left, office)
    elif agent is not None:
        find_people(scene, head, left, agent)
    elif office is not None:
        find_office(scene, head, left, office)


def _find_bureau(scene: Scene, head: int, left: int) -> bool:
    """Keep a named person's office ("Vera's office said"), where it is an argument and no place."""
    for mention in scene.found:
        if mention.person_name and left <= mention.start and mention.end <= head and takes_part(scene.tokens, head):
            if scene.tokens.low[head - 1] not in {"'s", "'"} or scene.tokens.case_of(head) in {
                "at",
                "in",
                "to",
                "from",
            }:
                return False
            scene.keep(Candidate(left, head + 1, head, "name", anaphor=f"bureau:{mention.entities[0]}"))
            return True
    return False


def _goes_on(scene: Scene, name_end: int, organ_end: int) -> bool:
    """Whether a name has more behind an organ's noun than its state ("Ghana Congress of Trade Unions")."""
    rest = range(organ_end, name_end)
    if not rest or scene.tokens.low[organ_end] not in {"of", "for"}:
        return False
    located = {i for i in rest if i in scene.located}
    return any(scene.tokens.text[i][:1].isupper() and i not in located and state_at(scene, i) is None for i in rest)


def _goes_before(scene: Scene, name: Name, organ_start: int) -> bool:
    """Whether an organ's noun is the field in another body's name ("Department of the Treasury")."""
    before = scene.tokens.low[name.start : organ_start]
    return len(before) > 1 and before[-1 if before[-1] != "the" else -2] in {"of", "for"}


def _is_abstract(tokens: Tokens, head: int) -> bool:
    """Whether a noun for a body stands for a right or a tie: "freedom of assembly", "associations with"."""
    if tokens.lemma[head] not in _TIES:
        return False
    first = chain_head(tokens, head)
    right = tokens.head[first] if tokens.case_of(first) == "of" else first
    of_right = right != head and tokens.lemma[right] in {"freedom", "right", "liberty"}
    return of_right or (tokens.lemma[head] == "association" and tokens.low[head + 1 : head + 2] == ["with"])


_TIES = words("actors", "bodies-or-ties")


def _office_like(tokens: Tokens, head: int, office: Phrase[OfficeGroup]) -> bool:
    return office.value.sector not in {"CVL", "MED", "BUS", "REB"} and tokens.pos[head] != "ADJ"
