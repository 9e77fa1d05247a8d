"""Offices without a name, and nameless voices of a body."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.entities import possessive
from pipelines.extract.actors.groups import kind_of_name
from pipelines.extract.actors.head_phrases import head_phrases
from pipelines.extract.actors.lexicon import OfficeGroup
from pipelines.extract.actors.phrases import Phrase, is_bare_singular, is_predicate, right_edge_of_complement
from pipelines.extract.actors.served_bodies import give_body, sector_of_body
from pipelines.extract.actors.states_beside import (
    OFFICE_LINKS,
    country_of_names,
    country_of_place,
    is_definite,
    numbers_in,
    of_no_state,
    of_world_body,
    only,
    owner_in,
    states_in,
)
from pipelines.lexicon import words


def find_voice(scene: Scene, head: int, left: int) -> bool:
    """Read a nameless voice of a body ("a Foreign Ministry spokesman") as that body's."""
    tokens = scene.tokens
    if (
        tokens.lemma[head] not in {"spokesman", "spokeswoman", "spokesperson"}
        or head == left
        or tokens.dep[head] == "appos"
    ):
        return False
    organ = head_phrases().organs.find(tokens, head - 1, left)
    isos = states_in(scene, left, head)
    named = [n for n in numbers_in(scene, left, head) if scene.names[n].kind in {"named", "org"}]
    if organ and isos:
        entity = scene.entities.organ(organ.value, isos[0])
    elif named and scene.names[named[-1]].kind == "named":
        entity = scene.entities.named(scene.names[named[-1]].key)
    elif named:
        name = scene.names[named[-1]]
        entity = scene.entities.unknown(scene.name(name.start, name.end), kind_of_name(scene, name))
    else:
        return False
    scene.keep(Candidate(left, head + 1, head, "nominal", [entity]))
    return True


def find_office(scene: Scene, head: int, left: int, phrase: Phrase[OfficeGroup]) -> None:
    """An office without a name beside it: the person who holds it."""
    tokens = scene.tokens
    if is_predicate(tokens, head) or is_bare_singular(tokens, left, head) or find_voice(scene, head, left):
        return
    isos = states_in(scene, left, phrase.start)
    inner = max(phrase.end, head + 1)
    right = _before_name(scene, inner, right_edge_of_complement(tokens, head, inner, OFFICE_LINKS))
    if any(tokens.lemma[i] in _PURPOSES for i in range(inner, right)):
        right = inner
    is_posted = tokens.lemma[head] in _POSTED and right > inner and tokens.low[inner] == "to"
    anywhere = is_posted or of_world_body(scene, left, head)
    if not isos and right > inner and not anywhere:
        isos = states_in(scene, inner, right)[:1]
    country = only(isos[:1]) or country_of_names(scene, left, inner if is_posted else right)
    country = country or _of_province(scene, left, phrase.start) or phrase.value.country
    definite, owner = is_definite(tokens, left, head) or bool(isos), owner_in(tokens, left, head)
    anywhere = anywhere or (owner is not None and tokens.lemma[head] in _POSTED)  # "its ambassador from Moscow"
    country = country or (None if anywhere else country_of_place(scene, head, inner))
    candidate = Candidate(left, right, head, "nominal", [], f"office:{phrase.text}", owner, definite=definite)
    state = scene.lexicon.states[country] if country else None
    detail = scene.phrase(inner, right) if right > inner else ""
    bare = scene.phrase(phrase.start, inner)
    name = f"{bare} {detail}".strip()
    if state and isos and (not detail or states_in(scene, left, phrase.start)):
        one_of_many = tokens.low[left] in {"a", "an", "one", "another"}
        name = f"{state.adjective if one_of_many else possessive(state.name)} {name}"
    number = scene.entities.nominal(
        name,
        f"{phrase.text} {detail.lower()}".strip(),
        "person",
        _sector_of(scene, head, inner, phrase.value.sector),
        country,
        plural=False,
        of_state=True,
    )
    scene.entities.all[number].title = bare
    scene.entities.all[number].stateless = of_no_state(scene, left, head, inner)
    candidate.end = max(right, give_body(scene, number, left, head, inner))
    candidate.entities = [number]
    scene.keep(candidate, inner)


def _sector_of(scene: Scene, head: int, inner: int, usual: str) -> str | None:
    """The sector of an office: the usual one, unless what it is of tells another or none."""
    tokens = scene.tokens
    if tokens.lemma[head] in _HELPERS and any(tokens.low[c] in _HIS for c in tokens.children[head]):
        return None  # "his deputy"
    if inner > head + 1 or tokens.low[inner : inner + 1] != ["of"]:
        return usual
    return sector_of_body(scene, head) or (None if _leads_no_state(scene, head) else usual)


def _leads_no_state(scene: Scene, head: int) -> bool:
    """Whether a leader is of some other thing than a land: "the leader of the band"."""
    tokens = scene.tokens
    if tokens.lemma[head] not in _LEADERS:
        return False
    led = (c for c in tokens.children[head] if c > head and tokens.dep[c] == "nmod" and tokens.pos[c] == "NOUN")
    return any(tokens.case_of(c) == "of" and tokens.lemma[c] not in _LANDS for c in led)


_HELPERS = words("actors", "helpers-of-somebody")
_HIS = frozenset({"his", "her", "whose"})
_LEADERS = words("actors", "leaders-of-anything")
_LANDS = words("actors", "lands-and-sides") | words("actors", "nouns-of-government")


def _before_name(scene: Scene, inner: int, right: int) -> int:
    """Where a complement ends before the name of the holder: "governor of Marib|, Ana Paz"."""
    people = (i for i in range(inner + 1, right) if i in scene.name_at and scene.tokens.low[i - 1] == ",")
    return next((i - 1 for i in people if scene.names[scene.name_at[i]].kind == "person"), right)


def _of_province(scene: Scene, left: int, office: int) -> str | None:
    """The state of the place that an office belongs to ("Jalisco's governor")."""
    owned = (i for i in range(left, office - 1) if scene.tokens.low[i + 1] in {"'s", "'", "’s"})
    return next((scene.located[i] for i in owned if i in scene.located), None)


_POSTED = words("actors", "posted-abroad")
_PURPOSES = words("actors", "purposes-of-summons")
