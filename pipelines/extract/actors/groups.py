"""The kind of a body by the words in and around its name, and nouns that denote the body named before them."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.lexicon import AgentGroup
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.phrases import is_plural, left_edge
from pipelines.extract.actors.states_beside import numbers_in, only, states_in


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
        if kind:
            return "other" if kind == "party" and scene.tokens.low[i] == "opposition" else kind
    return None


def find_named_group(scene: Scene, head: int, left: int) -> bool:
    """Read "Hamas militants", "the Nur rebel group" as the group; the words beside an unknown name give its type."""
    tokens, lexicon = scene.tokens, scene.lexicon
    if tokens.lemma[head] not in lexicon.words["same_as_name"]:
        return False
    for number in numbers_in(scene, left, head):
        name = scene.names[number]
        if name.kind not in {"named", "org"} or tokens.case_of(name.root) in {"'s", "'"}:
            continue
        if name.kind == "named":
            kind = lexicon.named[name.key].actor_type
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
_SMALL = frozenset({"of", "the", "for", "and", "de", "del", "la", "los", "y", "al", "-"})
_LONGEST_QUOTED = 8
_PEOPLES = frozenset({"ethnic_group", "religious_group", "civilians"})
_BODIES = frozenset(
    {
        "group", "organization", "organisation", "agency", "alliance", "bloc", "company", "newspaper", "forum", "party",
        "coalition", "regime",
    }
)  # fmt: skip


def kind_of_name(scene: Scene, name: Name) -> str:
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
            kind = kind_beside(scene, left_edge(tokens, child), child) or scene.lexicon.beside_cues.get(
                tokens.lemma[child]
            )
            if kind:
                return kind
            agent = scene.lexicon.agents.get(tokens.lemma[child])
            if agent:
                return agent.type
    return "other"
