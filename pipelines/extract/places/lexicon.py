"""What place words mean: the models of `data/lexicon/{places,regions,place_types}.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipelines import lexicon
from pipelines.lexicon import Entry

Country = str  # ISO 3166-1 alpha-3
Kind = Literal["city", "admin1", "admin2", "country", "region", "water", "border", "facility", "other"]


class CountryEntry(Entry):
    """Names of a country and its people beyond what the packages give."""

    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None


class FormerEntry(Entry):
    """A state that is no more."""

    name: str
    country: Country | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class CityEntry(Entry):
    """Other names of a city that GeoNames knows; `at` ([latitude, longitude] in degrees) of one that it does not."""

    name: str
    country: Country
    aliases: tuple[str, ...] = ()
    at: tuple[float, float] | None = None


class Preference(Entry):
    """What a bare name usually means: a city by name and country, a subdivision, or a country."""

    name: str | None = None
    country: Country | None = None
    subdivision: str | None = None


class PlacesFile(Entry):
    """`places.yaml`."""

    countries: dict[Country, CountryEntry]
    former: tuple[FormerEntry, ...]
    peoples: tuple[str, ...]
    cities: tuple[CityEntry, ...]
    prefer: dict[str, Preference]


class RegionEntry(Entry):
    """A region, water, mountain or facility; `at` is [latitude, longitude] in degrees."""

    name: str
    aliases: tuple[str, ...] = ()
    country: Country | None = None
    at: tuple[float, float] | None = None


class SubdivisionEntry(Entry):
    """Other names of an ISO 3166-2 subdivision; the first alias is its display name."""

    aliases: tuple[str, ...] = ()
    capital: str | None = None


class RegionsFile(Entry):
    """`regions.yaml`."""

    regions: tuple[RegionEntry, ...]
    waters: tuple[RegionEntry, ...]
    mountains: tuple[RegionEntry, ...]
    facilities: tuple[RegionEntry, ...]
    subdivisions: dict[str, SubdivisionEntry]


class Head(Entry):
    """A common noun for a kind of place: `own` makes a place named after another, `part` stands for the named one.

    `mission`: a state keeps it in another one, so that the state's name does not say where it is.
    """

    kind: Kind
    own: bool = False
    part: bool = False
    mission: bool = False


class PlaceTypes(Entry):
    """`place_types.yaml`: the words around place names, all in lower case."""

    heads: dict[str, Head]
    facility_phrases: frozenset[str]
    anaphors: dict[str, tuple[Kind, ...]]
    prepositions: frozenset[str]
    place_only_prepositions: frozenset[str]
    directions: frozenset[str]
    place_nouns_of: frozenset[str]
    actor_heads: frozenset[str]
    organisation_heads: frozenset[str]
    title_nouns: frozenset[str]
    never: frozenset[str]
    say_verbs: frozenset[str]
    demonym_places: frozenset[str]
    document_heads: frozenset[str]
    head_modifiers: frozenset[str]
    border_adjectives: frozenset[str]
    name_links: frozenset[str]
    organisation_openers: frozenset[str]
    abbreviations: dict[str, str]
    common: frozenset[str]
    office_heads: frozenset[str]
    motion_verbs: frozenset[str]
    motion_nouns: frozenset[str]
    attitude_verbs: frozenset[str]
    reaching_verbs: frozenset[str]
    besieging_verbs: frozenset[str]
    striking_verbs: frozenset[str]
    strikers: frozenset[str]
    gatherings: frozenset[str]


@cache
def place_types() -> PlaceTypes:
    """The words around place names."""
    return lexicon.load("place_types.yaml", PlaceTypes)
