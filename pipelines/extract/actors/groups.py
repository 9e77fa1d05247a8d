"""The kind of a body by the words in and around its name, and nouns that denote the body named before them."""

from __future__ import annotations

from itertools import pairwise

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.lexicon import AgentGroup
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.phrases import chain_head, is_plural, left_edge
from pipelines.extract.actors.states_beside import numbers_in, only, states_in
from pipelines.lexicon import words


def named_whole(scene: Scene, start: int, end: int) -> tuple[str, str | None] | None:
    """Type and country of the body whose part a phrase denotes ("a wing of Hezbollah")."""
    for number in numbers_in(scene, start, end):
        if scene.names[number].kind == "named":
            named = scene.lexicon.named[scene.names[number].key]
            return named.actor_type, named.country
    return None


def kind_beside(scene: Scene, left: int, head: int) -> str | None:
    """What the modifiers of a group noun make of it: "militant groups", "a rights group"."""
    if scene.tokens.lemma[head] not in scene.lexicon.words["group_heads"]:
        return None
    cues = scene.lexicon.beside_cues
    for i in range(head - 1, left - 1, -1):
        kind = cues.get(scene.tokens.low[i]) or cues.get(scene.tokens.lemma[i])
        if kind == "party" and scene.tokens.lemma[head] in _FOLLOWERS | {"party"}:
            return None
        if kind == "party" and scene.tokens.low[i] == "coalition" and scene.tokens.lemma[head] in {"force", "troop"}:
            return None
        if kind:
            return "other" if kind == "party" and scene.tokens.low[i] == "opposition" else kind
    return None


_FOLLOWERS = words("actors", "followers")


def find_named_group(scene: Scene, head: int, left: int) -> bool:
    """Read "Hamas militants", "the Nur rebel group" as the group; the words beside an unknown name give its type."""
    tokens, lexicon = scene.tokens, scene.lexicon
    if tokens.lemma[head] not in lexicon.words["same_as_name"] or _is_named_next(scene, head):
        return False
    for number in numbers_in(scene, left, head):
        name = scene.names[number]
        if name.kind not in {"named", "org"} or tokens.case_of(name.root) in {"'s", "'"}:
            continue
        if name.kind == "named":
            kind = lexicon.named[name.key].actor_type
            if kind == "igo" and tokens.lemma[head] == "mission":
                entity = scene.entities.unknown(f"{lexicon.named[name.key].name} mission", "igo")
                scene.keep(Candidate(min(left, name.start), head + 1, head, "name", [entity]))
                return True
            members = kind in {"armed_group", "military"}
            if kind in _PEOPLES or not (members or tokens.lemma[head] in _BODIES):
                continue
            entity = scene.entities.named(name.key)
        else:
            kind = (
                kind_beside(scene, name.end, head)
                or lexicon.beside_cues.get(tokens.lemma[head])
                or kind_of_name(scene, name)
            )
            entity = scene.entities.unknown(
                scene.name(name.start, name.end), kind, only(states_in(scene, left, name.start))
            )
        start = min(left, name.start)
        scene.keep(Candidate(start, head + 1, head, "name", [entity], plural=is_plural(tokens, head)))
        return True
    return False


def _is_named_next(scene: Scene, head: int) -> bool:
    """Whether the name of a body follows the noun for it: "the human rights organization Open Door"."""
    beside = (
        head + 1 < scene.tokens.n
        and head + 1 in scene.name_at
        and scene.tokens.sent[head + 1] == scene.tokens.sent[head]
    )
    if not beside:
        return False
    name = scene.names[scene.name_at[head + 1]]
    return name.start == head + 1 and name.kind in {"named", "org"} and scene.tokens.dep[name.root] == "appos"


def find_members_of_name(scene: Scene, head: int, left: int) -> bool:
    """Read "fighters of the Coast Liberation Front" as that armed group, "the members of the League" as the League."""
    tokens = scene.tokens
    if tokens.lemma[head] not in _MEMBERS or not is_plural(tokens, head) or head + 2 >= tokens.n:
        return False
    at = head + 3 if tokens.low[head + 2] == "the" else head + 2
    of = tokens.low[head + 1] in {"of", "from"} and tokens.sent[min(at, tokens.n - 1)] == tokens.sent[head]
    if not of or at not in scene.name_at:
        return False
    name = scene.names[scene.name_at[at]]
    if name.start != at or name.kind not in {"named", "org"}:
        return False
    known = scene.lexicon.named[name.key] if name.kind == "named" else None
    kind = known.actor_type if known else kind_of_name(scene, name)
    member = tokens.lemma[head] == "member"
    fights = known is None and not member and kind in {"military", "other", "ngo"}
    body = kind == "igo" and member and {"the", "all"}.issuperset(tokens.low[left:head])
    if kind != "armed_group" and not fights and not (known and body):
        return False
    title = scene.name(name.start, name.end)
    entity = scene.entities.named(name.key) if known else scene.entities.unknown(title, "armed_group")
    scene.keep(Candidate(left, name.end, head, "name", [entity], plural=True))
    return True


_MEMBERS = words("actors", "fighters-of-a-group")


def find_quoted_group(scene: Scene, head: int, left: int, group: AgentGroup) -> bool:
    """Read `the death squad "White Dawn"` as the group of that name."""
    tokens = scene.tokens
    first = head + 2
    limit = min(tokens.bounds[tokens.sent[head]][1], first + _LONGEST_QUOTED)
    if not group.collective or first >= limit or tokens.text[head + 1] not in _QUOTES:
        return False
    close = next((i for i in range(first + 1, limit) if tokens.text[i] in _QUOTES), None)
    if close is None or not all(tokens.text[i][:1].isupper() or tokens.low[i] in _SMALL for i in range(first, close)):
        return False
    inside = [scene.names[n] for n in numbers_in(scene, first, close)]
    known = [name.key for name in inside if name.kind == "named" and (name.start, name.end) == (first, close)]
    country = only(states_in(scene, left, head))
    kind = kind_beside(scene, left, head) or group.type
    entity = (
        scene.entities.named(known[0]) if known else scene.entities.unknown(scene.text(first, close), kind, country)
    )
    scene.keep(Candidate(left, close + 1, head, "name", [entity]))
    return True


_QUOTES = frozenset({'"', "“", "”", "``", "''", "‘", "’"})
_SMALL = words("actors", "words-within-quoted-names")
_LONGEST_QUOTED = 8
_PEOPLES = frozenset({"ethnic_group", "religious_group", "civilians"})
_BODIES = words("actors", "bodies-with-a-name")


def kind_of_name(scene: Scene, name: Name) -> str:
    """The type of an unknown organization: by the noun before it, what it does, its own words or an apposition."""
    fights = not _is_unit_of_state(scene, name) and _fights(scene, name.root)
    said = _said_before(scene, name) or ("armed_group" if fights else None)
    return said or _told_by_words(scene, name) or _told_by_apposition(scene, name) or "other"


def _is_unit_of_state(scene: Scene, name: Name) -> bool:
    """Whether a name has words of regular forces, so that its raids make no rebels of it: "Joint Task Force 21"."""
    own = scene.tokens.low[name.start : name.end]
    return bool(_REGULARS & {*own, *(f"{a} {b}" for a, b in pairwise(own))})


_REGULARS = words("actors", "words-of-regular-forces")


def _told_by_words(scene: Scene, name: Name) -> str | None:
    cues = scene.lexicon.name_cues
    words = [scene.tokens.low[i] for i in range(name.start, name.end)]
    if "of" in words[1:]:
        if _OF_WORKERS & {*words}:
            return "ngo"
        words = words[: words.index("of", 1)] or words
    pairs = (f"{a} {b}" for a, b in pairwise(words))
    several = next((cues[pair] for pair in pairs if pair in cues), None)
    return several or next((cues[word] for word in reversed(words) if word in cues), None)


def _told_by_apposition(scene: Scene, name: Name) -> str | None:
    tokens = scene.tokens
    for child in tokens.children[name.root]:
        if tokens.dep[child] == "appos":
            lemma = tokens.lemma[child]
            kind = kind_beside(scene, left_edge(tokens, child), child) or scene.lexicon.beside_cues.get(lemma)
            agent = scene.lexicon.agents.get(lemma)
            if kind or agent:
                return kind or (agent.type if agent else None)
    return None


def _said_before(scene: Scene, name: Name) -> str | None:
    """What the noun right before a name says it is ("the watchdog Open Ballot", "opposition Reform Society")."""
    tokens, before = scene.tokens, name.start - 1
    if tokens.caps[tokens.sent[name.start]] != "mixed" or before < tokens.bounds[tokens.sent[name.start]][0]:
        return None
    noun = tokens.pos[before] in {"NOUN", "ADJ"} or tokens.dep[before] == "amod"
    noun = noun and tokens.text[before].islower() and before not in scene.name_at
    cues = scene.lexicon.beside_cues
    return cues.get(tokens.lemma[before]) or cues.get(tokens.low[before]) if noun else None


_OF_WORKERS = words("actors", "names-of-workers")


def _fights(scene: Scene, root: int) -> bool:
    """Whether an organization is the subject of violence, done or threatened ("threatened to attack pipelines")."""
    tokens = scene.tokens
    first = chain_head(tokens, root)
    after = scene.names[scene.name_at[root]].end if root in scene.name_at else root + 1
    if tokens.lemma[after : after + 2] == ["claim", "responsibility"]:
        return True
    if tokens.dep[first] != "nsubj" or tokens.case_of(first):
        return False
    verb = tokens.head[first]
    verbs = [verb, *(c for c in tokens.children[verb] if tokens.dep[c] in {"xcomp", "conj"})]
    if tokens.lemma[verb] == "claim":
        return any(tokens.dep[c] == "obj" and tokens.lemma[c] == "responsibility" for c in tokens.children[verb])
    if tokens.lemma[verb] not in {"threaten", "vow", *_VIOLENCE}:
        return False
    return any(tokens.lemma[v] in _VIOLENCE for v in verbs)


_VIOLENCE = words("actors", "verbs-of-armed-groups")
