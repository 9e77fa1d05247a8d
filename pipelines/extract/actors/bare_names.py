"""Names by themselves: states, capitals, nationals, known and unknown bodies."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.groups import kind_of_name
from pipelines.extract.actors.lexicon import Named
from pipelines.extract.actors.local_authorities import find_speaking_place
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.phrases import chain_head, is_plural, is_predicate, left_edge
from pipelines.extract.actors.roles import PLACE, STRONG, WEAK, party_role, speaks
from pipelines.extract.actors.states_beside import only, states_in, states_in_name
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_SELF_NAMED = frozenset({"USA", "GBR", "ARE", "NLD", "NZL", "PNG", "XKX", "VAT"})


def find_bare_name(scene: Scene, name: Name) -> None:
    """Read a name outside every other mention as whom it denotes, if anybody."""
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
        find_speaking_place(scene, name)


def _state(scene: Scene, name: Name) -> None:
    tokens = scene.tokens
    head_noun = tokens.dep[chain_head(tokens, name.root)] not in {"amod", "compound", "nmod:desc", "nmod:poss"}
    if (
        name.kind == "adjective"
        and head_noun
        and not (name.end < tokens.n and tokens.low[name.end] == "-")
        and tokens.pos[name.root] in {"NOUN", "PROPN", "ADJ"}
        and name.key not in _SELF_NAMED
    ):
        _nationals(scene, name, plural=is_plural(tokens, name.root))
        return
    if name.end + 1 < tokens.n and tokens.low[name.end] == "-" and tokens.low[name.end + 1] in _KINDS:
        return
    after = name.end + (name.end < tokens.n and tokens.low[name.end] in {"'s", "'"})
    organ = scene.names[scene.name_at[after]] if after in scene.name_at else None
    if organ and organ.kind == "named" and _owner_of(scene, organ, scene.lexicon.named[organ.key]) is name:
        return
    if name.kind == "adjective" and (_of_people(scene, tokens.head[name.root]) or _in_place_name(scene, name)):
        return
    role = party_role(tokens, scene.lexicon, name.root, capital=name.kind == "capital")
    if name.kind == "state" and tokens.dep[name.root] == "compound":
        role = STRONG if _gets_sum(tokens, name) else WEAK if role == STRONG else role
    role = STRONG if _leads(tokens, name) else role
    if role == PLACE or (role == WEAK and (name.start, name.end) in scene.places) or _is_heading(tokens, name):
        return
    if role == WEAK and name.kind == "state" and tokens.case_of(name.root) in _TOWARDS:
        role = STRONG  # what the gazetteer of places does not claim either
    entity = scene.entities.government(name.key) if name.kind == "capital" else scene.entities.country(name.key)
    scene.keep(Candidate(name.start, name.end, name.root, "name", [entity], role=role))


def _leads(tokens: Tokens, name: Name) -> bool:
    """Whether whoever a name means leads or organises something: "a US-led airstrike", "UN-led efforts"."""
    return name.end + 1 < tokens.n and tokens.low[name.end] == "-" and tokens.low[name.end + 1] in _LED


_LED = words("shared", "participles-of-leading")


def _in_place_name(scene: Scene, name: Name) -> bool:
    """As in "Indian Ocean": part of the name of a place is nobody."""
    named = name.end < scene.tokens.n and scene.tokens.pos[name.end] == "PROPN"
    return named and any(start <= name.start < name.end < end for start, end in scene.places)


def _is_heading(tokens: Tokens, name: Name) -> bool:
    """Whether a heading says nothing but the name, and so of where the text below it tells."""
    number = tokens.sent[name.start]
    rest = (i for i in range(*tokens.bounds[number]) if not name.start <= i < name.end)
    return tokens.kind[number] == "heading" and all(tokens.pos[i] in {"PUNCT", "SPACE", "DET"} for i in rest)


def _gets_sum(tokens: Tokens, name: Name) -> bool:
    """Whether a sum stands between a state and the noun that it seems to modify: "lent Chad five million dollars"."""
    between = range(name.end, tokens.head[name.root])
    return bool(between) and tokens.pos[between[0]] in {"NUM", "SYM"}


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
        and not (_leads(tokens, name) or _acts_through(scene, tokens.head[name.root]))
    ):
        return
    if named.actor_type in _PEOPLES and (isos := states_in(scene, left_edge(tokens, name.root), name.start)):
        _people_of_states(scene, name, isos)
        return
    number, start = _of_owner(scene, name, named)
    scene.keep(
        Candidate(
            start,
            name.end,
            name.root,
            "name",
            [number],
            role=STRONG,
            plural=scene.entities.all[number].plural,
        )
    )


def _of_owner(scene: Scene, name: Name, named: Named) -> tuple[int, int]:
    """A named organ of a state, or that of the state whose possessive or adjective stands before its name; its start.

    "Seoul's Joint Chiefs of Staff" are not the American ones.
    """
    owner = _owner_of(scene, name, named)
    if owner is None:
        return scene.entities.named(name.key), name.start
    state = scene.lexicon.states[owner.key]
    number = scene.entities.unknown(f"{named.name} of {state.name}", named.actor_type, owner.key)
    entity = scene.entities.all[number]
    entity.sector, entity.parent_key, entity.parent_name = named.sector, f"country:{owner.key}", state.name
    return number, owner.start


def _owner_of(scene: Scene, name: Name, named: Named) -> Name | None:
    """The name of another state than its own right before the name of a state's organ."""
    tokens, before = scene.tokens, name.start - 1
    if before > 0 and tokens.low[before] in {"'s", "'"}:
        before -= 1
    owner = scene.names[scene.name_at[before]] if before in scene.name_at else None
    state_organ = (named.parent_key or "").startswith("country:")
    if owner is None or not state_organ or owner.kind not in {"state", "adjective", "capital"}:
        return None
    adjacent = tokens.low[name.start - 1] in {"'s", "'"} or owner.kind != "capital"
    return None if owner.key == named.country or not adjacent or tokens.dep[before] == "conj" else owner


_TOWARDS = frozenset({"to", "toward", "towards", "for", "upon"})
_KINDS = words("actors", "kinds-behind-states")
_PEOPLES = frozenset({"ethnic_group", "religious_group"})


def _of_people(scene: Scene, i: int) -> bool:
    """Whether a token names a people or a faith, of which a state's adjective makes a part ("Lebanese Christians")."""
    name = scene.names[scene.name_at[i]] if i in scene.name_at else None
    return bool(name and name.kind == "named" and scene.lexicon.named[name.key].actor_type in _PEOPLES)


def _people_of_states(scene: Scene, name: Name, isos: list[str]) -> None:
    """A people or a faith within states, one actor for each: "Lebanese Christians", "Iraqi and Turkish Kurds"."""
    named = scene.lexicon.named[name.key]
    numbers = []
    for iso in isos:
        state = scene.lexicon.states[iso]
        number = scene.entities.unknown(f"{state.adjective} {named.name}", named.actor_type, iso)
        scene.entities.all[number].plural = True
        numbers.append(number)
    left = left_edge(scene.tokens, name.root)
    scene.keep(Candidate(left, name.end, name.root, "name", numbers, plural=True))


def _acts_through(scene: Scene, head: int) -> bool:
    """Whether the noun that a name modifies is something done or a body of it, not part of a longer name."""
    tokens = scene.tokens
    return tokens.pos[head] in {"NOUN", "PROPN"} and (
        tokens.lemma[head] in _DEEDS
        or tokens.lemma[head] in scene.lexicon.words["event_nouns"]
        or tokens.lemma[head] in scene.lexicon.agents
    )


_DEEDS = words("actors", "acts-of-states")


def _unknown_organization(scene: Scene, name: Name) -> None:
    tokens, words = scene.tokens, scene.lexicon.words
    if tokens.lemma[name.end - 1] in words["place_nouns"] and tokens.case_of(name.root) in words["place_prepositions"]:
        return
    isos = states_in_name(scene, name) or states_in(scene, left_edge(scene.tokens, name.root), name.start)
    number = scene.entities.unknown(scene.name(name.start, name.end), kind_of_name(scene, name), only(isos[:1]))
    scene.keep(Candidate(name.start, name.end, name.root, "name", [number]))
