"""Who may act in the news: states, their organs, named groups, nouns for people, offices (`lexicon/actors`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import Field

from pipelines import lexicon
from pipelines.extract.actors.people import load_people
from pipelines.extract.parsed_tokens import fold
from pipelines.lexicon import words

ActorType = Literal[
    "country", "government", "military", "police", "intelligence", "judiciary", "legislature", "party", "armed_group",
    "igo", "ngo", "media", "company", "ethnic_group", "religious_group", "civilians", "person", "other",
]  # fmt: skip
_PIECE = re.compile(r"[a-z0-9]+|[,()]")


class State(lexicon.Entry):
    """A state or territory. `since`/`until` are the years in which a historic state existed."""

    name: str
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    forces: str | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")
    since: int | None = None
    until: int | None = None

    @property
    def adjective(self) -> str:
        """The form that stands before a noun: "Salvadoran"; the name itself where there is none."""
        return self.adjectives[0] if self.adjectives else self.name


class Organ(lexicon.Entry):
    """A kind of organ that every state may have, with the phrases that head its names."""

    id: str
    type: ActorType
    sector: str
    name: str
    words: list[str]
    proper: bool = True


class AgentGroup(lexicon.Entry):
    """Common nouns of one reading: actor type and sector of those they denote."""

    type: ActorType
    sector: str
    nouns: list[str]
    person: bool = False
    collective: bool = False
    state: bool = False
    vague: bool = False


class OfficeGroup(lexicon.Entry):
    """Titles and offices of one sector."""

    sector: str
    titles: list[str]
    of_state: bool = False
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")


class NamedEntry(lexicon.Entry):
    """What is said of one named entity; what is left out comes from its file's heading."""

    type: ActorType | None = None
    sector: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    parent: str | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")
    since: int | None = None
    until: int | None = None
    key: str | None = None


class NamedFile(lexicon.Entry):
    """A file of named entities."""

    type: ActorType
    sector: str
    of_state: bool = False
    entries: dict[str, NamedEntry]


class Cues(lexicon.Entry):
    """Small closed classes that the grammar of actors needs; `cues.yaml` says what each is for."""

    in_name: dict[ActorType, list[str]]
    beside: dict[ActorType, list[str]]
    group_heads: list[str]
    same_as_name: list[str]
    place_nouns: list[str]
    place_prepositions: list[str]
    party_prepositions: list[str]
    speech_verbs: list[str]
    not_names: list[str]
    plural_anaphors: dict[Literal["state", "any", "person"], list[str]]
    anaphors: dict[str, list[ActorType]]
    motion_verbs: list[str]
    event_nouns: list[str]
    of_heads: list[str]
    ambiguous: list[str]
    state_roles: list[str]
    transfer_words: list[str]
    addressing_verbs: list[str]
    state_possessions: list[str]
    undergone_verbs: list[str]
    bare_pairs: list[str]
    common_name_words: list[str]
    ship_prefixes: list[str]
    craft_names: list[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A named entity of the lexicon. `parent_key`/`parent_name` are None for what is nobody's organ."""

    key: str
    name: str
    actor_type: str
    sector: str
    country: str | None
    parent_key: str | None
    parent_name: str | None
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling. `kind`: name | adjective | people | capital (of a state), named, folk (its adjective), person."""

    kind: str
    key: str  # ISO code of the state, or key of the named entity
    text: str
    acronym: bool
    ambiguous: bool
    capital: bool  # written with a capital letter


_LONGEST_ACRONYM = 8  # letters


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


@dataclass(frozen=True)
class ActorLexicon:
    """Everything under `lexicon/actors`, ready to look up. Phrases are folded and in the singular."""

    states: dict[str, State]
    organs: dict[str, Organ]
    organs_by_id: dict[str, Organ]
    agents: dict[str, AgentGroup]
    titles: dict[str, OfficeGroup]
    named: dict[str, Named]
    name_cues: dict[str, str]
    beside_cues: dict[str, str]
    anaphors: dict[str, frozenset[str]]
    plural_anaphors: dict[str, str]
    words: dict[str, frozenset[str]]
    _trie: _Node

    def matches(self, pieces: Sequence[str], start: int) -> list[tuple[int, list[Form]]]:
        """Every entry that begins at a piece, as (end, forms), the longest last."""
        found: list[tuple[int, list[Form]]] = []
        node, end = self._trie.children.get(pieces[start]), start + 1
        while node is not None:
            if node.forms:
                found.append((end, node.forms))
            node = node.children.get(pieces[end]) if end < len(pieces) else None
            end += 1
        return found


def pieces_of(text: str) -> list[str]:
    """The letter and digit runs of a string, folded: "Da'esh" gives da, esh; "U.S." gives u, s."""
    return _PIECE.findall(fold(text))


def is_of_continent(low: Sequence[str], at: int) -> bool:
    """Whether "American" tells of more than the one state: "Latin American", "the Inter-American bank"."""
    before = at - 1 - (at > 1 and low[at - 1] == "-")
    return before >= 0 and low[at] in {"american", "americans"} and low[before] in _BEFORE_CONTINENT


_BEFORE_CONTINENT = words("actors", "words-before-the-continent")


def slug(text: str) -> str:
    """A name as part of a key."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


@cache
def load_actor_lexicon() -> ActorLexicon:
    """Load and index the lexicon, once per process. Raises `LexiconError`."""
    states = lexicon.load("actors/states.yaml", dict[str, State])
    organs = lexicon.load("actors/organs.yaml", list[Organ])
    agents = lexicon.load("actors/agents.yaml", list[AgentGroup])
    offices = lexicon.load("actors/offices.yaml", list[OfficeGroup])
    cues = lexicon.load("actors/cues.yaml", Cues)
    files = [lexicon.load(name, NamedFile) for name in lexicon.files("actors/names")]
    ambiguous = frozenset(cues.ambiguous)
    trie = _Node()
    named: dict[str, Named] = {}
    for iso, state in states.items():
        _add_state(trie, iso, state, ambiguous)
    titles = _first((title, group) for group in sorted(offices, key=_of_one_state) for title in group.titles)
    for name in load_people().full_names:
        words = fold(name).split()
        if words[0] not in titles and " ".join(words[:2]) not in titles:
            _insert(trie, "person", "", name, ambiguous)
    for file in files:
        _add_file(trie, named, file, states, ambiguous)
    return ActorLexicon(
        states=states,
        organs=_first((word, organ) for organ in organs for word in organ.words),
        organs_by_id={organ.id: organ for organ in organs},
        agents=_first((noun, group) for group in agents for noun in group.nouns),
        titles=titles,
        named=named,
        name_cues=_first((word, kind) for kind, words in cues.in_name.items() for word in words),
        beside_cues=_first((word, kind) for kind, words in cues.beside.items() for word in words),
        anaphors={word: frozenset(kinds) for word, kinds in cues.anaphors.items()},
        plural_anaphors=_first((word, kind) for kind, words in cues.plural_anaphors.items() for word in words),
        words={name: frozenset(getattr(cues, name)) for name in _WORD_LISTS},
        _trie=trie,
    )


def _of_one_state(group: OfficeGroup) -> bool:
    """Sort key that puts titles of one state's offices first."""
    return group.country is None


_WORD_LISTS = (
    "group_heads", "same_as_name", "place_nouns", "place_prepositions", "party_prepositions", "speech_verbs",
    "not_names",
    "motion_verbs", "event_nouns", "of_heads", "state_roles", "transfer_words", "addressing_verbs",
    "state_possessions", "undergone_verbs", "bare_pairs", "common_name_words", "ship_prefixes", "craft_names",
    "ambiguous",
)  # fmt: skip


def _first(pairs: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for word, value in pairs:
        out.setdefault(fold(word), value)
    return out


def _add_state(trie: _Node, iso: str, state: State, ambiguous: frozenset[str]) -> None:
    by_kind = {
        "name": [state.name, *state.aliases],
        "adjective": state.adjectives,
        "people": state.people,
        "capital": [*state.capitals, *state.metonyms],
    }
    for kind, texts in by_kind.items():
        for text in texts:
            _insert(trie, kind, iso, text, ambiguous)


def _add_file(
    trie: _Node, named: dict[str, Named], file: NamedFile, states: dict[str, State], ambiguous: frozenset[str]
) -> None:
    for name, entry in file.entries.items():
        key = entry.key or f"lex:{slug(name)}"
        parent_key, parent_name = (f"lex:{slug(entry.parent)}", entry.parent) if entry.parent else (None, None)
        if file.of_state and entry.country and not entry.parent:
            parent_key, parent_name = f"country:{entry.country}", states[entry.country].name
        named[key] = Named(
            key,
            name,
            entry.type or file.type,
            entry.sector or file.sector,
            entry.country,
            parent_key,
            parent_name,
            entry.wikidata,
        )
        for text in [name, *entry.aliases]:
            _insert(trie, "named", key, text, ambiguous)
        for text in entry.adjectives:
            _insert(trie, "folk", key, text, ambiguous)


def _insert(trie: _Node, kind: str, key: str, text: str, ambiguous: frozenset[str]) -> None:
    pieces = pieces_of(text)
    if pieces[0] == "the" and len(pieces) > 1 and kind != "named":
        pieces = pieces[1:]
    node = trie
    for piece in pieces:
        node = node.children.setdefault(piece, _Node())
    form = Form(
        kind=kind,
        key=key,
        text=text,
        acronym=_is_acronym(text),
        ambiguous=fold(text) in ambiguous or "".join(pieces) in ambiguous,
        capital=any(map(str.isupper, text)),
    )
    if form not in node.forms:
        node.forms.append(form)


def _is_acronym(text: str) -> bool:
    """Whether a name is one short word, most of it in capitals: BLA, M23."""
    if " " in text:
        return False
    letters = list(filter(str.isalpha, text))
    fewest = 1 if any(map(str.isdigit, text)) else 2
    return fewest <= len(letters) <= _LONGEST_ACRONYM and sum(map(str.isupper, letters)) > len(letters) / 2
