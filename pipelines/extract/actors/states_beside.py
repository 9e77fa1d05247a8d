"""The states, places and owners that the words around an actor's head name."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Scene
from pipelines.extract.actors.lexicon import is_of_continent
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.phrases import right_edge_of_complement
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

OF = frozenset({"of"})


OFFICE_LINKS = frozenset({"of", "for", "to"})


_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "whose"})


_TEMPORARY = words("actors", "words-before-titles")


_PLACED = frozenset({"of", "in", "from", "at"})


def start_with_state(scene: Scene, left: int) -> int:
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
        elif tokens.low[before] in _TEMPORARY or _is_service(tokens, before, floor):
            left = before if tokens.low[before] not in {"corps", "force", "guard"} else before - 1
        else:
            break
    return left


def _is_service(tokens: Tokens, last: int, floor: int) -> bool:
    """Whether the branch of the forces that a rank belongs to ends at a token: "Marine Corps Gen. Ray Sand"."""
    if not tokens.text[last][:1].isupper() or tokens.caps[tokens.sent[last]] != "mixed":
        return False
    pair = " ".join(tokens.low[max(last - 1, floor) : last + 1])
    return tokens.low[last] in {"army", "navy"} or pair in _SERVICES


_SERVICES = words("actors", "services-of-two-words")


def start_with_states(scene: Scene, left: int, *, plural: bool) -> int:
    """Where a phrase starts with a state's possessive or adjective right before it, whatever the parse makes of that.

    Of a plural, "Peruvian and" before "Chilean troops" is a part too.
    """
    tokens = scene.tokens
    floor = tokens.bounds[tokens.sent[left]][0]
    before = left - 1
    if (before > floor and tokens.low[before] in {"'s", "'"}) or (
        plural and before > floor and tokens.low[before] == "and" and state_at(scene, left)
    ):
        before -= 1
    if before >= floor and tokens.low[left] not in {"the", "a", "an"} and (name := state_at(scene, before)):
        possessive = tokens.low[left - 1] in {"'s", "'", "and"}
        if possessive or (name.kind == "adjective" and tokens.pos[before] == "ADJ"):
            return name.start
    return left


def state_at(scene: Scene, i: int) -> Name | None:
    """The name or adjective of a state that a token belongs to."""
    name = scene.names[scene.name_at[i]] if i in scene.name_at else None
    return name if name and name.kind in {"state", "adjective"} else None


def states_in(scene: Scene, start: int, end: int) -> list[str]:
    """The states that the words of a span name, in order."""
    out: list[str] = []
    for i in range(start, end):
        number = scene.name_at.get(i)
        if number is None:
            continue
        name = scene.names[number]
        of_state = name.kind in {"state", "adjective", "people", "capital"} and not _is_tie(scene, name)
        if of_state and name.key not in out:
            out.append(name.key)
    return out


def _is_tie(scene: Scene, name: Name) -> bool:
    """Whether a name only tells whose friend or client somebody is ("Emirati-backed forces", "IS-linked rebels")."""
    tokens, joint = scene.tokens, name.end
    return joint + 1 < tokens.n and tokens.low[joint] in {"-", "–"} and tokens.low[joint + 1] in _TIES


_TIES = words("actors", "ties-behind-names")


def states_in_name(scene: Scene, name: Name) -> list[str]:
    """The states that the words of an unknown name tell of ("Ghana Congress of Trade Unions"), in order."""
    words = [scene.tokens.low[i] for i in range(name.start, name.end)]
    out: dict[str, None] = {}
    for k in range(len(words)):
        for _, forms in scene.lexicon.matches(words, k):
            for form in forms:
                if is_of_continent(words, k):
                    continue
                if form.kind in {"name", "adjective"} and not form.acronym and not form.ambiguous:
                    out.setdefault(form.key)
    return list(out)


def only(isos: list[str]) -> str | None:
    """The one state of a list, if it is one."""
    return isos[0] if len(isos) == 1 else None


def country_of_names(scene: Scene, start: int, end: int) -> str | None:
    """The country of the lexicon's named bodies in a span."""
    named = [
        scene.lexicon.named[scene.names[n].key]
        for n in numbers_in(scene, start, end)
        if scene.names[n].kind in {"named", "folk"}
    ]
    return only(
        list(dict.fromkeys(entity.country for entity in named if entity.country and entity.actor_type != "media"))
    )


def of_world_body(scene: Scene, start: int, end: int) -> bool:
    """Whether a phrase names an organization or company of no state, whose people are posted anywhere."""
    names = (scene.names[n] for n in numbers_in(scene, start, end))
    bodies = [scene.lexicon.named[name.key] for name in names if name.kind == "named"]
    return any(body.country is None and body.actor_type in {"igo", "ngo", "company"} for body in bodies)


def of_no_state(scene: Scene, start: int, head: int, end: int) -> bool:
    """Whether a phrase and its complement name a body of no state ("Greenpeace activists", "a commander of" one)."""
    right = right_edge_of_complement(scene.tokens, head, end, _PLACED)
    names = (scene.names[n] for n in numbers_in(scene, start, max(end, right)))
    bodies = [scene.lexicon.named[name.key] for name in names if name.kind == "named"]
    return any(body.country is None and body.actor_type not in _PEOPLES for body in bodies)


_PEOPLES = frozenset({"ethnic_group", "religious_group", "civilians", "media"})


def numbers_in(scene: Scene, start: int, end: int) -> list[int]:
    """Positions in `scene.names` of the names in a span, without those that only tell of a tie ("IS-linked")."""
    numbers = dict.fromkeys(scene.name_at[i] for i in range(start, end) if i in scene.name_at)
    return [n for n in numbers if not _is_tie(scene, scene.names[n])]


def owner_in(tokens: Tokens, start: int, end: int) -> int | None:
    """The first possessive pronoun of a span."""
    return next((i for i in range(start, end) if tokens.low[i] in _OWNERS), None)


def complement_states(scene: Scene, head: int, end: int, links: frozenset[str]) -> tuple[list[str], int]:
    """The states that a complement names ("of Iraq", "in Washington"), and where it ends."""
    tokens = scene.tokens
    right = right_edge_of_complement(tokens, head, end, links)
    if right == end and end + 1 < tokens.n and tokens.low[end] in links:
        after = end + 2 if tokens.low[end + 1] == "the" and end + 2 < tokens.n else end + 1
        if after in scene.name_at and tokens.sent[after] == tokens.sent[head]:
            right = scene.names[scene.name_at[after]].end
    return (states_in(scene, end, right), right) if right > end else ([], end)


def shared_states(scene: Scene, head: int) -> list[str]:
    """The states behind "of" that a joined bare noun shares with a head word: "the government and people of Mali"."""
    tokens = scene.tokens
    bare = (c for c in tokens.children[head] if c == head + 2 and tokens.dep[c] == "conj")
    last = next(bare, None)
    return [] if last is None else complement_states(scene, last, last + 1, OF)[0]


def states_of(scene: Scene, head: int) -> list[str]:
    """The states that stand one beside another behind "of" ("the presidents of Rwanda and Burundi"), in order."""
    tokens = scene.tokens
    links = (c for c in tokens.children[head] if tokens.dep[c] == "nmod" and tokens.case_of(c) == "of")
    first = next(links, None)
    if first is None:
        return []
    named = (state_at(scene, i) for i in (first, *(c for c in tokens.children[first] if tokens.dep[c] == "conj")))
    by_parse = list(dict.fromkeys(name.key for name in named if name))
    listed = _states_listed(scene, first)
    return listed if len(listed) > len(by_parse) else by_parse


def _states_listed(scene: Scene, first: int) -> list[str]:
    """The states of a list that only commas and "and" divide, whatever the parse hangs them from."""
    tokens, found, joined = scene.tokens, list[str](), False
    end = tokens.bounds[tokens.sent[first]][1]
    at = scene.names[scene.name_at[first]].start if first in scene.name_at else end
    while at < end:
        name = scene.names[scene.name_at[at]] if at in scene.name_at else None
        if name is not None and name.kind == "state":
            found.append(name.key)
            if joined:
                return found
            at = name.end
        elif tokens.low[at] in {",", "and", "the"}:
            joined |= tokens.low[at] == "and"
            at += 1
        else:
            break
    return []


def country_of_place(scene: Scene, head: int, end: int) -> str | None:
    """The state of the place that a complement names ("residents of Aleppo", "rebels in eastern Congo")."""
    tokens = scene.tokens
    right = right_edge_of_complement(tokens, head, end, _PLACED)
    if right == end and end < tokens.n and tokens.low[end] in _PLACED:
        right = min(end + 5, tokens.bounds[tokens.sent[head]][1])
    return next((scene.located[i] for i in range(end, right) if i in scene.located), None)


def place_behind(scene: Scene, end: int) -> str | None:
    """The state of the place that stands with "in" right behind a phrase ("police in Pokhara")."""
    tokens = scene.tokens
    if end + 1 >= tokens.n or tokens.low[end] != "in" or tokens.sent[end + 1] != tokens.sent[end - 1]:
        return None
    first = next((i for i in range(end + 1, min(end + 4, tokens.n)) if tokens.pos[i] == "PROPN"), end + 1)
    return scene.located.get(first)


def is_abroad(tokens: Tokens, left: int, head: int) -> bool:
    """Whether where people are does not tell whose they are: envoys, Westerners, those of several states."""
    both = {"two", "both"} & {*tokens.low[left:head]} and tokens.lemma[head] in _ADVISERS
    return bool(both) or tokens.lemma[head] in _ENVOYS or bool(_FOREIGN & {*tokens.low[left:head]})


_ENVOYS = words("actors", "envoys") | {"negotiator", "mediator"}
_ADVISERS = frozenset({"adviser", "advisor", "delegation"})
_FOREIGN = words("actors", "words-of-foreigners")


def is_definite(tokens: Tokens, left: int, head: int) -> bool:
    """Whether a phrase begins like one that points at somebody known."""
    return any(tokens.low[i] in {"the", "this", "that", "these", "those", "both", *_OWNERS} for i in range(left, head))
