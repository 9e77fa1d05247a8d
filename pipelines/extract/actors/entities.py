"""The actors of one document: how each is keyed, named, typed and coded, and how several descriptions become one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.extract.actors.lexicon import ActorLexicon, Named, Organ, slug
from pipelines.extract.facts import Actor
from pipelines.extract.parsed_tokens import fold
from pipelines.lexicon import words

_SECTORS = {
    "government": "GOV", "military": "MIL", "police": "COP", "intelligence": "SPY", "judiciary": "JUD",
    "legislature": "LEG",
    "party": "PTY", "armed_group": "REB", "igo": "IGO", "ngo": "NGO", "media": "MED", "company": "BUS",
    "ethnic_group": "ETH",
    "religious_group": "REL", "civilians": "CVL",
}  # fmt: skip
_SMALL = words("actors", "words-written-small")


@dataclass(slots=True)
class Entity:
    """An actor in the making; `same_as` points to the entity it turned out to be."""

    key: str
    name: str
    actor_type: str
    country: str | None = None
    sector: str | None = None
    parent_key: str | None = None
    parent_name: str | None = None
    title: str | None = None
    wikidata: str | None = None
    generic: bool = False
    plural: bool = False
    stateless: bool = False  # members or servants of a body of no state, who are not to be placed by the document
    presumed: bool = False  # the country is only that of most holders of the title, as of "congressman"
    called: frozenset[str] = frozenset()  # titles and nouns beside a person's name, as "mrs."
    aliases: dict[str, None] = field(default_factory=dict)
    same_as: int | None = None

    @property
    def code(self) -> str | None:
        """Country and sector: "PAKMIL", "USA"; None without a country, so that every code starts with one."""
        if self.actor_type == "country" or self.country is None:
            return self.country
        sector = self.sector if self.sector not in {None, "UNK"} else _SECTORS.get(self.actor_type)
        return f"{self.country}{sector or ''}"

    def actor(self) -> Actor:
        """The finished row."""
        aliases = tuple(alias for alias in self.aliases if alias != self.name)
        return Actor(
            key=self.key, name=self.name, actor_type=self.actor_type, country=self.country, code=self.code,
            parent_key=self.parent_key, parent_name=self.parent_name, title=self.title, aliases=aliases,
            wikidata_id=self.wikidata, is_generic=self.generic,
        )  # fmt: skip


class Entities:
    """Entities by key; the first description of a key gives the entity, later ones fill what it leaves open."""

    def __init__(self, lexicon: ActorLexicon) -> None:
        self.lexicon = lexicon
        self.all: list[Entity] = []
        self._by_key: dict[str, int] = {}

    def add(self, entity: Entity) -> int:
        """The position of the entity with this key, made if it is new."""
        known = self._by_key.get(entity.key)
        if known is None:
            self.all.append(entity)
            known = self._by_key[entity.key] = len(self.all) - 1
        known = self.find(known)
        old = self.all[known]
        old.country = old.country or entity.country
        old.title = old.title or entity.title
        if old.parent_key is None:
            old.parent_key, old.parent_name = entity.parent_key, entity.parent_name
        return known

    def find(self, number: int) -> int:
        """The entity that a position stands for after all merges."""
        while (following := self.all[number].same_as) is not None:
            number = following
        return number

    def merge(self, kept: int, other: int) -> int:
        """Make two entities one under the description of the first."""
        kept, other = self.find(kept), self.find(other)
        if kept == other:
            return kept
        a, b = self.all[kept], self.all[other]
        b.same_as = kept
        a.country, a.title, a.wikidata = a.country or b.country, a.title or b.title, a.wikidata or b.wikidata
        if a.actor_type == "other" and b.actor_type != "other":
            a.actor_type, a.sector = b.actor_type, b.sector
        if a.parent_key is None:
            a.parent_key, a.parent_name = b.parent_key, b.parent_name
        a.called |= b.called
        a.stateless = a.stateless or b.stateless
        for alias in [] if b.generic else [b.name, *b.aliases]:
            a.aliases.setdefault(alias)
        return kept

    def merge_key(self, kept: int, key: str) -> None:
        """Make the entity with a key, if there is one, the same as another."""
        if key in self._by_key:
            self.merge(kept, self._by_key[key])

    def country(self, iso: str) -> int:
        """The state itself."""
        state = self.lexicon.states[iso]
        return self.add(Entity(f"country:{iso}", state.name, "country", iso, wikidata=state.wikidata))

    def government(self, iso: str) -> int:
        """The state's government."""
        return self.organ(self.lexicon.organs["government"], iso)

    def organ(self, organ: Organ, iso: str) -> int:
        """An organ that every state has, of this one."""
        state = self.lexicon.states[iso]
        forces = state.forces or f"{state.name} Armed Forces"
        article = "the " if state.name in _WITH_ARTICLE else ""
        name = organ.name.format(
            name=article + state.name if " of {name}" in organ.name else state.name,
            adjective=state.adjective,
            forces=forces,
        )
        return self.add(
            Entity(
                f"{organ.id}:{iso}",
                name,
                organ.type,
                iso,
                organ.sector,
                parent_key=f"country:{iso}",
                parent_name=state.name,
            )
        )

    def people(self, iso: str) -> int:
        """A state's people or nationals, taken together."""
        state = self.lexicon.states[iso]
        name = f"{state.adjective} people"
        return self.add(
            Entity(
                f"people:{iso}",
                name,
                "civilians",
                iso,
                "CVL",
                parent_key=f"country:{iso}",
                parent_name=state.name,
                plural=True,
            )
        )

    def named(self, key: str) -> int:
        """An entity of the lexicon."""
        named: Named = self.lexicon.named[key]
        kind, _, iso = key.partition(":")
        if kind in _CALLED_BY_STATE:
            return self.organ(self.lexicon.organs_by_id[kind], iso)
        return self.add(
            Entity(
                key, named.name, named.actor_type, named.country, named.sector, named.parent_key, named.parent_name,
                wikidata=named.wikidata,
                plural=named.name.endswith("s") and named.actor_type in {"ethnic_group", "religious_group"},
            )
        )  # fmt: skip

    def unknown(self, name: str, actor_type: str, country: str | None = None) -> int:
        """An organization that only this text tells of."""
        return self.add(Entity(f"name:{slug(name)}", name, actor_type, country, _SECTORS.get(actor_type)))

    def person(self, name: str, country: str | None, sector: str | None, title: str | None) -> int:
        """A named person."""
        parent = self.lexicon.states[country] if country else None
        return self.add(
            Entity(
                f"person:{' '.join(re.findall(r'[a-z0-9]+', fold(name)))}", name, "person", country, sector,
                parent_key=f"country:{country}" if country else None, parent_name=parent.name if parent else None,
                title=title,
            )
        )  # fmt: skip

    def nominal(
        self,
        name: str,
        phrase: str,
        actor_type: str,
        sector: str | None,
        country: str | None,
        *,
        plural: bool,
        of_state: bool,
    ) -> int:
        """Somebody known by a common noun alone; `phrase`, in the number that the text has it in, makes the key."""
        state = self.lexicon.states[country] if country and of_state else None
        return self.add(
            Entity(
                f"nominal:{country or ''}:{phrase}", name, actor_type, country, sector,
                parent_key=f"country:{country}" if state else None, parent_name=state.name if state else None,
                generic=True, plural=plural,
            )
        )  # fmt: skip


_WITH_ARTICLE = words("actors", "states-with-article")


_CALLED_BY_STATE = frozenset({"gov", "mfa"})  # whatever else they are called, their name says whose they are


def possessive(name: str) -> str:
    """A name as an owner: "Peru's", "United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def tidy(text: str, casing: str) -> str:
    """A name as in running text: one blank between words, and no all-capitals where the whole sentence is so."""
    plain = " ".join(text.split()).strip(' ,;:"“”')
    if casing == "upper":
        words = plain.split(" ")
        return " ".join(_cased(word, first=number == 0) for number, word in enumerate(words))
    return plain


def _cased(word: str, *, first: bool) -> str:
    bare = word.strip("\"'()[].,")
    if fold(bare) in _SMALL and not first:
        return word.lower()
    if (
        any(c.isdigit() for c in bare)
        or "." in bare
        or (bare.isupper() and len(bare) > 1 and not re.search("[AEIOUY]", bare))
    ):
        return word
    return re.sub(r"(?<![A-Za-z'’])[A-Za-z]", lambda found: found.group().upper(), word.lower())
