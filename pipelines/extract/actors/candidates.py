"""Spans that denote actors, and the state of the search for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.extract.actors.entities import Entities, tidy
from pipelines.extract.actors.lexicon import ActorLexicon, OfficeGroup, is_of_continent
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.phrases import Phrase
from pipelines.extract.actors.roles import STRONG
from pipelines.extract.parsed_tokens import Tokens


@dataclass(slots=True)
class Candidate:
    """A span that denotes an actor. Without `entities` it waits for coreference, which `anaphor` says how to do.

    `anaphor`: "" | "organ:<id>" | "office:<title>" | "noun:<lemma>" | "both:<class>" | "pair:<class>" |
    "bureau:<entity>";
    `owner`: its possessive pronoun.
    """

    start: int
    end: int
    root: int
    mention_type: str
    entities: list[int] = field(default_factory=list)
    anaphor: str = ""
    owner: int | None = None
    role: str = STRONG
    plural: bool = False
    definite: bool = False
    person_name: bool = False


@dataclass(slots=True)
class Scene:
    """What recognition works on and has found so far.

    `located[i]`: the state in which the place at token i lies. `held[i]`: token i is inside a mention (2: in its
    complement). `shared_titles`: where the last person ended whose title is a plural, and that title.
    """

    tokens: Tokens
    lexicon: ActorLexicon
    names: list[Name]
    entities: Entities
    places: frozenset[tuple[int, int]]
    located: Mapping[int, str] = field(default_factory=dict)
    name_at: dict[int, int] = field(default_factory=dict)
    held: bytearray = field(default_factory=bytearray)
    found: list[Candidate] = field(default_factory=list)
    shared_titles: tuple[int, tuple[Phrase[OfficeGroup], ...]] = (0, ())

    def text(self, start: int, end: int) -> str:
        """The document's characters from one token to another, white space squeezed."""
        tokens = self.tokens
        return tidy(tokens.string[tokens.idx[start] : tokens.end[end - 1]], tokens.caps[tokens.sent[start]])

    def name(self, start: int, end: int) -> str:
        """A name's characters, capitalized where the text has no capitals to tell names by."""
        tokens = self.tokens
        casing = tokens.caps[tokens.sent[start]]
        text = tokens.string[tokens.idx[start] : tokens.end[end - 1]]
        return tidy(text, "upper" if casing == "lower" else casing)

    def phrase(self, start: int, end: int) -> str:
        """A description's characters; of a text in capitals or a headline, small letters outside names."""
        tokens = self.tokens
        if tokens.caps[tokens.sent[start]] not in {"upper", "title"}:
            return self.text(start, end)
        out = ""
        for i in range(start, end):
            proper = i in self.name_at or tokens.pos[i] == "PROPN" or is_of_continent(tokens.low, i)
            proper = proper or (i + 1 < end and is_of_continent(tokens.low, i + 1))
            out += self.text(i, i + 1) if proper else tokens.text[i].lower()
            if i + 1 < end and tokens.idx[i + 1] > tokens.end[i]:
                out += " "
        return " ".join(out.split())

    def keep(self, candidate: Candidate, complement: int | None = None) -> None:
        """Accept a mention; names before `complement` are part of it and no mentions of their own."""
        while candidate.start < candidate.root and self.tokens.pos[candidate.start] == "SPACE":
            candidate.start += 1
        self.found.append(candidate)
        inner = candidate.end if complement is None else complement
        for i in range(candidate.start, candidate.end):
            self.held[i] = max(self.held[i], 1) if i < inner else max(self.held[i], 2)
