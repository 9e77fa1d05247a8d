"""Finding the spans that denote actors: persons with titles, organs of states, nouns for people, bare names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.entities import Entities
from pipelines.extract.actors.lexicon import ActorLexicon, AgentGroup, OfficeGroup, Organ, load_actor_lexicon
from pipelines.extract.actors.names import Name
from pipelines.extract.actors.phrases import (
    Phrase,
    PhraseTable,
    chain_head,
    is_bare_singular,
    is_plural,
    is_predicate,
    left_edge,
    right_edge_of_complement,
)
from pipelines.extract.actors.roles import PLACE, STRONG, WEAK, party_role, speaks, takes_part
from pipelines.extract.parsed_tokens import Tokens

_OF = frozenset({"of"})
_OFFICE_LINKS = frozenset({"of", "for", "to"})
_NO_MENTION = frozenset({"compound", "flat", "amod", "goeswith", "fixed", "nmod:desc", "punct", "case", "det", "dep"})
_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "whose"})
_HONORIFICS = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "miss",
        "sir",
        "dr",
        "dr.",
        "madame",
        "don",
        "dona",
        "senor",
        "herr",
        "lady",
    ]
)


@dataclass(frozen=True, slots=True)
class _Tables:
    organs: PhraseTable[Organ]
    offices: PhraseTable[OfficeGroup]
    agents: PhraseTable[AgentGroup]


@cache
def _tables() -> _Tables:
    lexicon = load_actor_lexicon()
    return _Tables(PhraseTable(lexicon.organs), PhraseTable(lexicon.titles), PhraseTable(lexicon.agents))


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
            _person(scene, name)
    for i in _nominal_heads(tokens):
        if not scene.held[i]:
            _phrase(scene, i)
    for i in _modifier_nouns(tokens, lexicon):
        if not scene.held[i] and not scene.held[tokens.head[i]]:
            _phrase(scene, i)
    for name in names:
        if name.kind != "person":
            _bare_name(scene, name)
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
        group = lexicon.agents.get(tokens.lemma[i])
        if tokens.lemma[tokens.head[i]] in events and (
            pos != "ADJ" or (group is not None and group.sector == "REB" and tokens.low[i] != "terrorist")
        ):
            yield i


# Persons


def _person(scene: Scene, name: Name) -> None:
    tokens = scene.tokens
    titles, start = _titles_before(scene, name)
    left = start
    if titles:
        left = min([left_edge(tokens, i) for i in range(start, name.end)] + [start])
        left = _with_state_before(scene, max(left, tokens.bounds[tokens.sent[start]][0]))
    country = _only(_states_in(scene, left, name.start))
    office = next((title for title in titles if title.text not in _HONORIFICS), None)
    sector = office.value.sector if office else None
    if office and country is None:
        country = _country_of_names(scene, left, name.start) or office.value.country
    title = scene.text(office.start, office.end) if office else None
    of_state = bool(office and (office.value.of_state or country))
    number = scene.entities.person(scene.text(name.start, name.end), country if of_state else None, sector, title)
    root = tokens.root(left, name.end)
    scene.keep(Candidate(left, name.end, root, "name", [number], person_name=True))


def _with_state_before(scene: Scene, left: int) -> int:
    """Where a titled name starts with the state's adjective or possessive and words like "former" before its title."""
    tokens = scene.tokens
    floor = tokens.bounds[tokens.sent[left]][0]
    while left > floor:
        before = left - 1
        if tokens.low[before] == "'s" and before - 1 in scene.name_at:
            before -= 1
        number = scene.name_at.get(before)
        if number is not None and scene.names[number].kind in {"state", "adjective"} and tokens.dep[before] != "conj":
            left = scene.names[number].start
        elif tokens.low[before] in _TEMPORARY:
            left = before
        else:
            break
    return left


_TEMPORARY = frozenset(
    {
        "former",
        "then",
        "late",
        "acting",
        "interim",
        "outgoing",
        "incoming",
        "new",
        "senior",
        "deputy",
        "ex",
        "ousted",
        "deposed",
    }
)


def _titles_before(scene: Scene, name: Name) -> tuple[list[Phrase[OfficeGroup]], int]:
    """The titles that run up to a name, the nearest first, and where the first of them starts."""
    tokens, table = scene.tokens, scene.lexicon.titles
    floor = tokens.bounds[tokens.sent[name.start]][0]
    titles: list[Phrase[OfficeGroup]] = []
    start = name.start
    while True:
        found: Phrase[OfficeGroup] | None = None
        for left in range(start - 1, max(floor, start - 7) - 1, -1):
            plain = tokens.join(left, start).replace(" - ", "-").replace("d' ", "d'")
            if plain in table:
                found = Phrase(left, start, plain, table[plain])
        if found is None or (len(found.text) < 3 and not found.text.endswith(".")):
            break
        titles.append(found)
        start = found.start
    return (titles, start) if titles else _title_with_complement(scene, name, floor)


def _title_with_complement(scene: Scene, name: Name, floor: int) -> tuple[list[Phrase[OfficeGroup]], int]:
    """A title with its field between it and the name: "Minister for Europe Ana Lopez"."""
    tokens = scene.tokens
    for i in range(name.start - 2, max(floor, name.start - 10) - 1, -1):
        if tokens.pos[i] in {"VERB", "AUX", "PUNCT"} and tokens.low[i] not in {"-", "'"}:
            break
        if tokens.low[i + 1] in _OFFICE_LINKS and tokens.pos[i] in {"NOUN", "PROPN"}:
            found = _tables().offices.find(tokens, i, left_edge(tokens, i))
            if found and _linked(tokens, i, name):
                return [Phrase(found.start, name.start, found.text, found.value)], found.start
    return [], name.start


def _linked(tokens: Tokens, i: int, name: Name) -> bool:
    edges = {tokens.head[name.root], *(tokens.head[j] for j in range(name.start, name.end))}
    return i in edges or tokens.head[i] in range(name.start, name.end) or tokens.dep[name.root] in {"flat", "appos"}


# Noun phrases


def _phrase(scene: Scene, head: int) -> None:
    """Read a head word's noun phrase as an organ, an office or people, whichever phrase of the lexicon is longest."""
    tokens = scene.tokens
    name = scene.names[scene.name_at[head]] if head in scene.name_at else None
    if name and name.kind not in {"org", "place"}:
        return
    left = left_edge(tokens, head)
    while left < head and tokens.low[left] in _BOUNDS and "NUM" in tokens.pos[left + 1 : min(left + 3, head + 1)]:
        left += 1
    left = _with_states_before(scene, left, plural=is_plural(tokens, head))
    tables = _tables()
    organ = tables.organs.find(tokens, head, left)
    office = tables.offices.find(tokens, head, left) if not is_plural(tokens, head) else None
    agent = tables.agents.find(tokens, head, left)
    if name and not organ:
        return
    best = max(
        [(len(found.text), rank, found) for rank, found in ((3, organ), (2, office), (1, agent)) if found],
        default=None,
        key=lambda item: item[:2],
    )
    if best is None:
        _acting_place(scene, head, left)
        return
    if best[2] is organ and organ is not None:
        done = _organ(scene, head, left, organ)
        if done or not agent:
            return
    if best[2] is office and office is not None and _office_like(tokens, head, office):
        _office(scene, head, left, office, agent)
    elif agent is not None:
        _people(scene, head, left, agent)
    elif office is not None:
        _office(scene, head, left, office, agent)


_BOUNDS = frozenset(
    [
        "least",
        "most",
        "than",
        "over",
        "about",
        "nearly",
        "around",
        "almost",
        "more",
        "up",
        "to",
        "some",
        "roughly",
        "approximately",
        "under",
    ]
)


def _with_states_before(scene: Scene, left: int, *, plural: bool) -> int:
    """Where a phrase starts with a state's possessive or adjective right before it, whatever the parse makes of that.

    Of a plural, "Peruvian and" before "Chilean troops" is a part too.
    """
    tokens = scene.tokens
    floor = tokens.bounds[tokens.sent[left]][0]
    before = left - 1
    if (before > floor and tokens.low[before] in {"'s", "'"}) or (
        plural and before > floor and tokens.low[before] == "and" and _state_at(scene, left)
    ):
        before -= 1
    if before >= floor and tokens.low[left] not in {"the", "a", "an"} and (name := _state_at(scene, before)):
        possessive = tokens.low[left - 1] in {"'s", "'", "and"}
        if possessive or (name.kind == "adjective" and tokens.pos[before] == "ADJ"):
            return name.start
    return left


def _state_at(scene: Scene, i: int) -> Name | None:
    name = scene.names[scene.name_at[i]] if i in scene.name_at else None
    return name if name and name.kind in {"state", "adjective"} else None


def _office_like(tokens: Tokens, head: int, office: Phrase[OfficeGroup]) -> bool:
    return office.value.sector not in {"CVL", "MED", "BUS", "REB"} and tokens.pos[head] != "ADJ"


def _states_in(scene: Scene, start: int, end: int) -> list[str]:
    """The states that the words of a span name, in order."""
    out: list[str] = []
    for i in range(start, end):
        number = scene.name_at.get(i)
        if number is None:
            continue
        name = scene.names[number]
        if name.kind in {"state", "adjective", "people", "capital"} and name.key not in out:
            out.append(name.key)
    return out


def _only(isos: list[str]) -> str | None:
    return isos[0] if len(isos) == 1 else None


def _country_of_names(scene: Scene, start: int, end: int) -> str | None:
    """The country of the lexicon's named bodies in a span."""
    named = [
        scene.lexicon.named[scene.names[n].key]
        for n in _numbers_in(scene, start, end)
        if scene.names[n].kind == "named"
    ]
    return _only(
        list(dict.fromkeys(entity.country for entity in named if entity.country and entity.actor_type != "media"))
    )


def _numbers_in(scene: Scene, start: int, end: int) -> list[int]:
    return list(dict.fromkeys(scene.name_at[i] for i in range(start, end) if i in scene.name_at))


def _owner_in(tokens: Tokens, start: int, end: int) -> int | None:
    return next((i for i in range(start, end) if tokens.low[i] in _OWNERS), None)


def _complement_states(scene: Scene, head: int, end: int, links: frozenset[str]) -> tuple[list[str], int]:
    """The states that a complement names ("of Iraq", "in Washington"), and where it ends."""
    tokens = scene.tokens
    right = right_edge_of_complement(tokens, head, end, links)
    if right == end and end + 1 < tokens.n and tokens.low[end] in links:
        after = end + 2 if tokens.low[end + 1] == "the" and end + 2 < tokens.n else end + 1
        if after in scene.name_at and tokens.sent[after] == tokens.sent[head]:
            right = scene.names[scene.name_at[after]].end
    return (_states_in(scene, end, right), right) if right > end else ([], end)


def _country_of_place(scene: Scene, head: int, end: int) -> str | None:
    """The state of the place that a complement names ("residents of Aleppo", "rebels in eastern Congo")."""
    tokens = scene.tokens
    right = right_edge_of_complement(tokens, head, end, _PLACED)
    if right == end and end < tokens.n and tokens.low[end] in _PLACED:
        right = min(end + 5, tokens.bounds[tokens.sent[head]][1])
    return next((scene.located[i] for i in range(end, right) if i in scene.located), None)


_PLACED = frozenset({"of", "in", "from", "at"})


def _organ(scene: Scene, head: int, left: int, phrase: Phrase[Organ]) -> bool:
    tokens, organ = scene.tokens, phrase.value
    if phrase.text in scene.lexicon.words["place_nouns"]:
        _acting_place(scene, head, left)
        return True
    isos = _states_in(scene, left, phrase.start)
    end = max(phrase.end, head + 1)
    inner = end
    if not isos:
        isos, end = _complement_states(scene, head, end, _OF)
        if not isos:
            end = inner
    if is_predicate(tokens, head) and not isos:
        return False
    owner = _owner_in(tokens, left, phrase.start)
    candidate = Candidate(
        left, end, head, "nominal", plural=is_plural(tokens, head), definite=_definite(tokens, left, head), owner=owner
    )
    if isos:
        candidate.mention_type = "name" if tokens.pos[head] == "PROPN" else "nominal"
        if not (len(isos) > 1 and candidate.plural):
            isos = isos[:1]
        candidate.entities = [_state_organ(scene, phrase, left, head, iso) for iso in isos]
    elif (known := _organ_of_names(scene, left, phrase)) is not None:
        candidate.entities, candidate.mention_type = [known], "name"
    elif owner is not None or organ.proper:
        candidate.anaphor = f"organ:{organ.id}" if organ.proper else f"noun:{tokens.lemma[head]}"
        if owner is None and not (candidate.definite or takes_part(tokens, head)):
            return False
        if (
            owner is None
            and organ.type in {"judiciary", "intelligence"}
            and not (candidate.definite or tokens.dep[chain_head(tokens, head)] in {"nsubj", "obl:agent"})
        ):
            return False
    else:
        return False
    scene.keep(candidate, inner)
    return True


def _state_organ(scene: Scene, phrase: Phrase[Organ], left: int, head: int, iso: str) -> int:
    """The state's one organ of this kind, unless other words tell it from its like ("the Iraqi oil ministry")."""
    tokens, organ = scene.tokens, phrase.value
    own = [
        i
        for i in range(left, phrase.start)
        if i not in scene.name_at and tokens.pos[i] in {"PROPN", "NOUN"} and tokens.low[i] != "'s"
    ]
    if organ.proper and not own:
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
    """An organ that somebody's name tells apart: "the Aquino government", "Quito city council"."""
    tokens = scene.tokens
    numbers = [
        n
        for n in _numbers_in(scene, left, phrase.start)
        if scene.names[n].kind in {"named", "person", "org", "place", "folk"}
    ]
    proper = [i for i in range(left, phrase.start) if tokens.pos[i] == "PROPN" and tokens.text[i][:1].isupper()]
    if not numbers and not (proper and tokens.caps[tokens.sent[left]] == "mixed"):
        return None
    start = min([scene.names[n].start for n in numbers] + proper)
    country = _country_of_names(scene, left, phrase.start)
    number = scene.entities.unknown(scene.text(start, max(phrase.end, phrase.start)), phrase.value.type, country)
    scene.entities.all[number].sector = phrase.value.sector
    return number


def _definite(tokens: Tokens, left: int, head: int) -> bool:
    return any(tokens.low[i] in {"the", "this", "that", "these", "those", "both", *_OWNERS} for i in range(left, head))


def _speaks_for(scene: Scene, head: int, left: int) -> bool:
    """Read a nameless voice of a body ("a Foreign Ministry spokesman") as that body's."""
    tokens = scene.tokens
    if (
        tokens.lemma[head] not in {"spokesman", "spokeswoman", "spokesperson"}
        or head == left
        or tokens.dep[head] == "appos"
    ):
        return False
    organ = _tables().organs.find(tokens, head - 1, left)
    isos = _states_in(scene, left, head)
    named = [n for n in _numbers_in(scene, left, head) if scene.names[n].kind in {"named", "org"}]
    if organ and isos:
        entity = scene.entities.organ(organ.value, isos[0])
    elif named and scene.names[named[-1]].kind == "named":
        entity = scene.entities.named(scene.names[named[-1]].key)
    elif named:
        name = scene.names[named[-1]]
        entity = scene.entities.unknown(scene.text(name.start, name.end), _kind_of_name(scene, name))
    else:
        return False
    scene.keep(Candidate(left, head + 1, head, "nominal", [entity]))
    return True


def _office(scene: Scene, head: int, left: int, phrase: Phrase[OfficeGroup], agent: Phrase[AgentGroup] | None) -> None:
    """An office without a name beside it: the person who holds it."""
    tokens = scene.tokens
    if is_predicate(tokens, head) or is_bare_singular(tokens, left, head) or _speaks_for(scene, head, left):
        return
    isos = _states_in(scene, left, phrase.start)
    inner = max(phrase.end, head + 1)
    right = right_edge_of_complement(tokens, head, inner, _OFFICE_LINKS)
    if not isos and right > inner:
        isos = _states_in(scene, inner, right)[:1]
    country = _only(isos[:1]) or _country_of_names(scene, left, right) or phrase.value.country
    country = country or _country_of_place(scene, head, inner)
    candidate = Candidate(
        left,
        right,
        head,
        "nominal",
        definite=_definite(tokens, left, head) or bool(isos),
        owner=_owner_in(tokens, left, head),
    )
    candidate.anaphor = f"office:{phrase.text}"
    state = scene.lexicon.states[country] if country else None
    detail = scene.text(inner, right) if right > inner else ""
    bare = _without_states(scene, phrase.start, inner)
    name = f"{state.name}'s {bare}" if state and isos and not detail else f"{bare} {detail}".strip()
    if detail and state and isos and _states_in(scene, left, phrase.start):
        name = f"{state.name}'s {name}"
    number = scene.entities.nominal(
        name,
        f"{phrase.text} {detail.lower()}".strip(),
        "person",
        phrase.value.sector,
        country,
        plural=False,
        of_state=True,
    )
    scene.entities.all[number].title = bare
    candidate.entities = [number]
    scene.keep(candidate, inner)


def _without_states(scene: Scene, start: int, end: int) -> str:
    return scene.text(start, end)


def _people(scene: Scene, head: int, left: int, phrase: Phrase[AgentGroup]) -> None:
    """A common noun for people or bodies, with the state, the group or the kind that its modifiers name."""
    tokens, group = scene.tokens, phrase.value
    if _named_group(scene, head, left):
        return
    if is_predicate(tokens, head) or not _takes_part(scene, head, left, group) or _speaks_for(scene, head, left):
        return
    if (group.person or group.vague) and is_bare_singular(tokens, left, head):
        return
    plural = is_plural(tokens, head)
    both = _both(scene, head, left, plural=plural)
    inner = end = max(phrase.end, head + 1)
    single_person = group.person and not plural and not group.collective
    if single_person or tokens.lemma[head] in scene.lexicon.words["of_heads"]:
        end = right_edge_of_complement(tokens, head, inner, _OFFICE_LINKS if single_person else _OF)
    isos = _states_in(scene, left, head) or (_states_in(scene, inner, end)[:1] if end > inner else [])
    whole = _named_whole(scene, inner, end) if group.type == "other" and not isos else None
    if not isos and group.state:
        isos, _ = _complement_states(scene, head, inner, frozenset({"in", "of", "from"}))
    actor_type = "person" if single_person else _kind_beside(scene, left, head) or (whole[0] if whole else group.type)
    country = _only(isos[:1]) or _country_of_names(scene, left, head) or (whole[1] if whole else None)
    if country is None and group.type not in {"igo", "media", "company", "other"}:
        country = _country_of_place(scene, head, inner)
    candidate = Candidate(
        left,
        end,
        head,
        "nominal",
        plural=plural,
        definite=_definite(tokens, left, head),
        owner=_owner_in(tokens, left, head),
    )
    candidate.anaphor = both or f"noun:{tokens.lemma[head]}"
    candidate.entities = [
        _people_entity(
            scene, (left, head, inner), actor_type, group, country=country, plural=plural, by_state=bool(isos)
        )
    ]
    scene.keep(candidate, inner)


def _named_whole(scene: Scene, start: int, end: int) -> tuple[str, str | None] | None:
    """Type and country of the body whose part a phrase denotes ("a wing of Hezbollah")."""
    for number in _numbers_in(scene, start, end):
        if scene.names[number].kind == "named":
            named = scene.lexicon.named[scene.names[number].key]
            return named.actor_type, named.country
    return None


def _takes_part(scene: Scene, head: int, left: int, group: AgentGroup) -> bool:
    """Whether a vague noun is used of actors: of people as arguments, of a body that acts or is pointed at."""
    tokens = scene.tokens
    if not group.vague or group.person:
        return not group.vague or takes_part(tokens, head)
    lemma = tokens.lemma[head]
    if _kind_beside(scene, left, head) or _both(scene, head, left, plural=is_plural(tokens, head)):
        return True
    bare = _definite(tokens, left, head) and _content_start(scene, left, head) == head
    if lemma in scene.lexicon.anaphors and bare:
        return True
    acts = tokens.dep[chain_head(tokens, head)] in {"nsubj", "obl:agent"} and not tokens.case_of(head)
    return acts and lemma not in scene.lexicon.words["event_nouns"]


def _people_entity(
    scene: Scene,
    span: tuple[int, int, int],
    actor_type: str,
    group: AgentGroup,
    *,
    country: str | None,
    plural: bool,
    by_state: bool,
) -> int:
    """The actor of a phrase [left, end) with its head word; `span` is (left, head, end)."""
    tokens = scene.tokens
    left, head, end = span
    start = _content_start(scene, left, head)
    if (
        country
        and by_state
        and tokens.low[head] in {"people", "citizens", "population", "nationals", "nation"}
        and not _qualified(scene, start, head)
    ):
        return scene.entities.people(country)
    name = scene.text(start, end)
    phrase = (
        " ".join(tokens.lemma[i] for i in range(start, end) if i not in scene.name_at and tokens.pos[i] != "PART")
        or tokens.lemma[head]
    )
    if country and by_state and group.state:
        phrase = tokens.lemma[head]
        name = (
            f"{scene.lexicon.states[country].adjective} {scene.text(head, end)}"
            if not _states_in(scene, start, head)
            else name
        )
    sector = group.sector if actor_type in {group.type, "person"} else None
    return scene.entities.nominal(
        name, phrase, actor_type, sector, country, plural=plural, of_state=group.state and by_state
    )


def _qualified(scene: Scene, start: int, head: int) -> bool:
    return any(i not in scene.name_at and scene.tokens.pos[i] not in {"PART", "PUNCT"} for i in range(start, head))


def _content_start(scene: Scene, left: int, head: int) -> int:
    """Where a phrase starts without determiners, numbers and quantifiers."""
    tokens = scene.tokens
    start = left
    while start < head and (
        tokens.pos[start] in {"DET", "NUM", "PRON", "PUNCT", "ADV", "SPACE", "ADP", "PART"}
        or tokens.low[start] in _QUANTIFIERS
        or tokens.dep[start] == "nummod"
    ):
        start += 1
    return start


_QUANTIFIERS = frozenset(
    [
        "several",
        "various",
        "many",
        "few",
        "other",
        "another",
        "some",
        "more",
        "most",
        "such",
        "certain",
        "numerous",
        "dozens",
        "hundreds",
        "thousands",
        "both",
        "all",
        "about",
        "least",
        "estimated",
        "additional",
    ]
)


def _kind_beside(scene: Scene, left: int, head: int) -> str | None:
    """What the modifiers of a group noun make of it: "militant groups", "a rights group"."""
    if scene.tokens.lemma[head] not in scene.lexicon.words["group_heads"]:
        return None
    cues = scene.lexicon.beside_cues
    for i in range(head - 1, left - 1, -1):
        kind = cues.get(scene.tokens.low[i]) or cues.get(scene.tokens.lemma[i])
        if kind:
            return "other" if kind == "party" and scene.tokens.low[i] == "opposition" else kind
    return None


def _named_group(scene: Scene, head: int, left: int) -> bool:
    """Read "Hamas militants", "the Nur rebel group" as the group; the words beside an unknown name give its type."""
    tokens, lexicon = scene.tokens, scene.lexicon
    if tokens.lemma[head] not in lexicon.words["same_as_name"]:
        return False
    for number in _numbers_in(scene, left, head):
        name = scene.names[number]
        if name.kind not in {"named", "org"} or tokens.case_of(name.root) in {"'s", "'"}:
            continue
        if name.kind == "named":
            kind = lexicon.named[name.key].actor_type
            bodies = {
                "group",
                "organization",
                "organisation",
                "agency",
                "alliance",
                "bloc",
                "company",
                "newspaper",
                "forum",
            }
            if kind in {"ethnic_group", "religious_group", "civilians"}:
                continue
            if kind not in {"armed_group", "military"} and tokens.lemma[head] not in bodies | {
                "party",
                "coalition",
                "regime",
            }:
                continue
            entity = scene.entities.named(name.key)
        else:
            kind = (
                _kind_beside(scene, name.end, head)
                or lexicon.beside_cues.get(tokens.lemma[head])
                or _kind_of_name(scene, name)
            )
            entity = scene.entities.unknown(
                scene.text(name.start, name.end), kind, _only(_states_in(scene, left, name.start))
            )
        start = min(left, name.start)
        scene.keep(Candidate(start, head + 1, head, "name", [entity], plural=is_plural(tokens, head)))
        return True
    return False


def _both(scene: Scene, head: int, left: int, *, plural: bool) -> str:
    """Whether a phrase stands for both parties named before: "both countries", "the two sides", "the former"."""
    kind = scene.lexicon.plural_anaphors.get(scene.tokens.lemma[head])
    words = {scene.tokens.low[i] for i in range(left, head)}
    if kind == "state" and plural and words and words <= {"the", "these", "neighboring", "neighbouring"}:
        return "both:state"
    if (
        kind
        and plural
        and (words & {"both", "two", "2"})
        and (words & {"both", "the", "our", "these", "their", "those"} or left == head - 1)
    ):
        return f"both:{kind}"
    return ""


def _acting_place(scene: Scene, head: int, left: int) -> None:
    """A province, city or district that speaks or decides: its authorities."""
    tokens, lexicon = scene.tokens, scene.lexicon
    if tokens.lemma[head] not in lexicon.words["place_nouns"] or not speaks(tokens, lexicon, head):
        return
    proper = (
        [
            i
            for i in range(left, head)
            if tokens.pos[i] == "PROPN" and scene.names[scene.name_at[i]].kind not in {"state", "adjective"}
        ]
        if all(i in scene.name_at for i in range(left, head) if tokens.pos[i] == "PROPN")
        else [i for i in range(left, head) if tokens.pos[i] == "PROPN" and i not in scene.name_at]
    )
    if not proper:
        return
    iso = _only(_states_in(scene, left, head))
    _keep_local_government(scene, Candidate(left, head + 1, head, "name"), scene.text(proper[0], head + 1), iso)


def _keep_local_government(scene: Scene, candidate: Candidate, name: str, iso: str | None) -> None:
    iso = iso or scene.located.get(candidate.root)
    number = scene.entities.unknown(name, "government", iso)
    if iso:
        entity = scene.entities.all[number]
        entity.parent_key, entity.parent_name = f"country:{iso}", scene.lexicon.states[iso].name
    candidate.entities = [number]
    scene.keep(candidate)


# Names by themselves


def _bare_name(scene: Scene, name: Name) -> None:
    tokens = scene.tokens
    held = scene.held[name.root]
    if held == 1 or (held == 2 and name.kind not in {"named", "org"}):
        return
    if name.kind in {"state", "adjective", "capital"}:
        _state(scene, name)
    elif name.kind == "people":
        _nationals(scene, name, plural=True)
    elif name.kind == "named":
        _known(scene, name)
    elif name.kind == "org" and not is_predicate(tokens, name.root):
        _unknown_organization(scene, name)
    elif name.kind == "place" and speaks(tokens, scene.lexicon, name.root):
        _speaking_place(scene, name)


def _speaking_place(scene: Scene, name: Name) -> None:
    """A place that speaks or decides: its authorities, of the state that owns it in the text."""
    left = min(left_edge(scene.tokens, name.root), name.start)
    iso = _only(_states_in(scene, left, name.start))
    tokens = scene.tokens
    start = left if iso else name.start
    first = next(
        (i for i in range(start, name.end) if tokens.pos[i] == "PROPN" and _state_at(scene, i) is None), name.start
    )
    _keep_local_government(scene, Candidate(start, name.end, name.root, "name"), scene.text(first, name.end), iso)


def _state(scene: Scene, name: Name) -> None:
    tokens = scene.tokens
    head_noun = tokens.dep[name.root] not in {"amod", "compound", "nmod:desc", "nmod:poss"}
    if (
        name.kind == "adjective"
        and head_noun
        and tokens.pos[name.root] in {"NOUN", "PROPN", "ADJ"}
        and name.key not in _SELF_NAMED
    ):
        _nationals(scene, name, plural=is_plural(tokens, name.root))
        return
    role = party_role(tokens, scene.lexicon, name.root, capital=name.kind == "capital")
    if name.kind == "state" and tokens.dep[name.root] == "compound" and role == STRONG:
        role = WEAK
    if role == PLACE or (role == WEAK and (name.start, name.end) in scene.places):
        return
    entity = scene.entities.government(name.key) if name.kind == "capital" else scene.entities.country(name.key)
    scene.keep(Candidate(name.start, name.end, name.root, "name", [entity], role=role))


_SELF_NAMED = frozenset({"USA", "GBR", "ARE", "NLD", "NZL", "PNG", "XKX", "VAT"})


def _nationals(scene: Scene, name: Name, *, plural: bool) -> None:
    tokens = scene.tokens
    if is_predicate(tokens, name.root):
        return
    left = left_edge(tokens, name.root) if tokens.root(name.start, name.end) == name.root else name.start
    left = min(left, name.start)
    if plural:
        number = scene.entities.people(name.key)
    else:
        state = scene.lexicon.states[name.key]
        number = scene.entities.nominal(
            state.adjective, "national", "person", "CVL", name.key, plural=False, of_state=True
        )
    scene.keep(Candidate(left, name.end, name.root, "nominal", [number], plural=plural))


def _known(scene: Scene, name: Name) -> None:
    tokens, named = scene.tokens, scene.lexicon.named[name.key]
    modifier = (
        tokens.dep[name.root] in {"compound", "amod", "nmod:desc", "flat"} and tokens.head[name.root] != name.root
    )
    if modifier and named.actor_type in {"ethnic_group", "religious_group", "civilians"}:
        return
    if (
        modifier
        and named.actor_type in {"igo", "ngo", "media", "company"}
        and not _acts_through(scene, tokens.head[name.root])
    ):
        return
    role = STRONG
    if named.actor_type == "media" and tokens.dep[chain_head(tokens, name.root)] in {"appos", "dep"}:
        role = WEAK
    number = scene.entities.named(name.key)
    scene.keep(
        Candidate(
            name.start,
            name.end,
            name.root,
            "name",
            [number],
            role=STRONG if role == WEAK else role,
            plural=scene.entities.all[number].plural,
        )
    )


def _acts_through(scene: Scene, head: int) -> bool:
    """Whether the noun that a name modifies is something done or a body of it, not part of a longer name."""
    tokens = scene.tokens
    return tokens.pos[head] == "NOUN" and (
        tokens.lemma[head] in scene.lexicon.words["event_nouns"] or tokens.lemma[head] in scene.lexicon.agents
    )


def _unknown_organization(scene: Scene, name: Name) -> None:
    isos = _states_in(scene, name.start, name.end) or _states_in(scene, left_edge(scene.tokens, name.root), name.start)
    number = scene.entities.unknown(scene.text(name.start, name.end), _kind_of_name(scene, name), _only(isos[:1]))
    scene.keep(Candidate(name.start, name.end, name.root, "name", [number]))


def _kind_of_name(scene: Scene, name: Name) -> str:
    """The type of an unknown organization: from its own last telling word, else from the noun in apposition to it."""
    tokens, cues = scene.tokens, scene.lexicon.name_cues
    words = [tokens.low[i] for i in range(name.start, name.end)]
    if "of" in words[1:]:
        words = words[: words.index("of", 1)] or words
    for word in reversed(words):
        if word in cues:
            return cues[word]
    for child in tokens.children[name.root]:
        if tokens.dep[child] == "appos":
            kind = _kind_beside(scene, left_edge(tokens, child), child) or scene.lexicon.beside_cues.get(
                tokens.lemma[child]
            )
            if kind:
                return kind
            agent = scene.lexicon.agents.get(tokens.lemma[child])
            if agent:
                return agent.type
    return "other"
