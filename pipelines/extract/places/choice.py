"""Which of the places that bear a name is meant.

What the phrase says decides ("Arden, Peru", "the Peruvian town of Arden"); then what the document is about; then how
many people live there. A place of a country that the document never mentions needs to be large and without equal;
otherwise the name stays a place that the gazetteer does not know. Nothing falls back to a namesake elsewhere. What a
bare name usually means, or the largest place of the name, yields to a namesake in the document's own country.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pipelines.extract.facts import Place
from pipelines.extract.places.gazetteer import Sense
from pipelines.extract.places.names import ALTERNATE, PREFERRED, division_names, fold

_BASE = {"country": 9.0, "region": 8.0, "water": 8.0, "facility": 7.0, "admin1": 6.2, "admin2": 4.5}
_MENTIONED = 0.05  # share from which a document speaks of a country
_PROMINENT = 0.35  # share from which it may mean a small town there
_SPOKEN_OF, _SMALL_TOWN = 0.15, 5_000  # share from which a town of so many people that has no namesake is meant
_TOWN, _LARGE = 20_000, 100_000  # people
_HOME, _HOME_ALONE = 0.5, 0.8  # share from which a document's country is home to a city, and to one named as a capital
_ONLY, _TOLD_TWICE = 0.75, 2.0  # share and weight from which a document is about one country
_REGION_TOWN = 2_000  # people of a town that may bear the name of an island or region elsewhere
_HOME_CITY = 200_000  # people of a city that may bear a country's name
_EQUAL, _EQUAL_CAPITAL = 60, 25  # how many times larger the usual place may be
WORLDWIDE = frozenset({"USA", "GBR"})
"""Countries whose news tells of capitals everywhere."""
_KNOWN_LARGE, _KNOWN_SMALL = 4.0, 5.6  # scores from which a large city without equal, and any other, is taken


@dataclass(frozen=True, slots=True)
class Told:
    """What the phrase says about a name: its country (ISO alpha-3), its province, the kind of place, where it lies."""

    country: str | None = None
    admin1: str | None = None
    kind: str | None = None
    inside: Place | None = None


class Profile:
    """The countries a document speaks of, with weights, and the places that its names were found to mean."""

    def __init__(self, capitals: frozenset[str] = frozenset()) -> None:
        self.countries: dict[str, float] = {}
        self.chosen: dict[str, Place] = {}
        self._capitals = capitals
        self._by_name: dict[str, dict[str, float]] = {}

    def mention(self, country: str | None, weight: float = 1.0, name: str = "") -> None:
        """Count a mention of a country, its people or something that lies in it, under the `name` that it has."""
        if country is not None:
            self.countries[country] = self.countries.get(country, 0.0) + weight
            named = self._by_name.setdefault(fold(name), {}) if name else {}
            named[country] = named.get(country, 0.0) + weight

    def share(self, country: str | None) -> float:
        """The share of a country among all countries mentioned, 0 to 1."""
        total = sum(self.countries.values())
        return self.countries.get(country, 0.0) / total if country is not None and total else 0.0

    def only_country(self) -> str | None:
        """The country in which a place that nobody knows must lie: the one that the whole document is about."""
        first = self._first()
        alone = self.share(first) >= _ONLY and self.countries.get(first or "", 0.0) >= _TOLD_TWICE
        return first if alone and first not in WORLDWIDE else None

    def choose(self, name: str, senses: tuple[Sense, ...], told: Told, *, firm: bool) -> Place | None:
        """The place meant, or None if the gazetteer has none that can be. `firm`: the text marks it as a place."""
        open_ = told == Told()
        if open_ and (known := self.chosen.get(fold(name))) is not None:
            return known
        if told.country is None and division_names(name):
            told = replace(told, country=self._own_country())
            senses = senses if told.country is not None else ()
        fitting = [sense for sense in senses if _fits(sense.place, told)]
        if not fitting:
            return None
        towns = {sense.place.country for sense in senses if sense.place.kind == "city" and _is_town(sense)}
        ranked = sorted(fitting, key=lambda s: (-self._score(s, told) - _preference(s, told, towns), s.place.key))
        best = ranked[0]
        home = self._at_home(name, best, senses, told) if told.country is None else None
        if home is None and not self._is_sure(best, told, senses, firm=firm):
            return None
        best = home or best
        if firm and told.kind is None:
            self.chosen.setdefault(fold(name), best.place)
        return best.place

    def _own_country(self) -> str | None:
        """The country that most of the document is about, where its "Northern Region" lies."""
        first = self._first()
        return first if self.share(first) >= _HOME else None

    def _is_sure(self, best: Sense, told: Told, senses: tuple[Sense, ...], *, firm: bool) -> bool:
        """Whether the best reading is good enough to be taken."""
        alone = len({sense.place.key for sense in senses}) == 1 and (best.place.population or 0) >= _SMALL_TOWN
        if firm and alone and best.place.kind == "city" and self.share(best.place.country) >= _SPOKEN_OF:
            return True
        if self._score(best, told) + (0.5 if firm else 0.0) < self._threshold(best, told, senses):
            return False
        return not self._is_ambiguous(best, told, senses) and not self._is_far_fetched(best, told)

    def _at_home(self, name: str, best: Sense, senses: tuple[Sense, ...], told: Told) -> Sense | None:
        """The namesake in the country that the rest of the document is about, if nothing else speaks for `best`."""
        own = self._by_name.get(fold(name), {})
        others = {code: weight - own.get(code, 0.0) for code, weight in self.countries.items()}
        others = {code: weight for code, weight in others.items() if weight > 0.01}
        if not others or best.place.country in others:
            return None
        home = min(others, key=lambda code: (-others[code], code))
        share = others[home] / sum(others.values())
        near = [s for s in senses if s.place.country == home and s.grade < ALTERNATE and self._rivals(s, best, share)]
        return max(near, key=lambda s: (_agreement(told.kind or "", s.place.kind), self._score(s, told)), default=None)

    def _rivals(self, sense: Sense, best: Sense, share: float) -> bool:
        """Whether a place of the document's country can be meant where another usually is."""
        place, usual = sense.place, best.place
        if share < _HOME or place.kind not in ("city", "admin1"):
            return False
        people = place.population or (_TOWN if place.geonames_id is None else 0)
        if usual.kind == "region" and usual.country is not None:
            return place.country not in WORLDWIDE and (place.kind == "admin1" or people >= _REGION_TOWN)
        if usual.kind not in ("city", "admin1", "admin2"):
            state = place.kind == "admin1" and place.country == "USA"
            return usual.kind == "country" and share >= _HOME_ALONE and (state or people >= _HOME_CITY)
        if usual.key in self._capitals:
            named = place.kind == "admin1" or people * _EQUAL_CAPITAL >= (usual.population or 0)
            larger = people > (usual.population or 0) or (place.admin1 in self._divisions() and people >= _TOWN)
            return named and share >= _HOME_ALONE and (larger or place.country not in WORLDWIDE)
        unlisted = place.kind == "city" and place.geonames_id is None
        return place.kind == "admin1" or unlisted or (people >= _TOWN and people * _EQUAL >= (usual.population or 0))

    def _divisions(self) -> set[str]:
        """The provinces and states that the document was found to name."""
        return {place.name for place in self.chosen.values() if place.kind == "admin1"}

    def _score(self, sense: Sense, told: Told) -> float:
        """How well a reading fits what the phrase says of its country and province, and the document."""
        place = sense.place
        score = _BASE.get(place.kind) or math.log10(max(place.population or 0, 500))
        score += {PREFERRED: 4.0, ALTERNATE: -1.5}.get(sense.grade, 0.0)
        if told.country is not None and place.country == told.country:
            score += 4.0
        if told.admin1 is not None and told.admin1 in (place.admin1, place.name):
            score += 6.0
        if place.kind in ("city", "admin1", "admin2"):
            score += self._support(place, sense.grade)
        return score

    def _support(self, place: Place, grade: int) -> float:
        """What the document's other countries speak for, or against, a place in this one."""
        share = self.share(place.country)
        famous = grade == PREFERRED or (place.population or 0) >= _LARGE or place.kind != "city"
        enough = _MENTIONED if famous else _PROMINENT
        if share >= enough or (share and share == self.share(self._first())):
            return 3.0 * min(1.0, 2.0 * share)
        return -1.5 if self.countries else 0.0

    def _is_ambiguous(self, best: Sense, told: Told, senses: tuple[Sense, ...]) -> bool:
        """Whether the country that the document is about has a namesake of a city elsewhere that nothing else marks."""
        first = self._first()
        if (
            told.country is not None
            or best.grade == PREFERRED
            or best.place.kind != "city"
            or best.place.country == first
        ):
            return False
        people = best.place.population or 0
        near = (s for s in senses if s.place.country == first and s.grade < ALTERNATE and s.place.kind == "city")
        return any((sense.place.population or _TOWN) * _EQUAL >= people for sense in near)

    def _is_far_fetched(self, best: Sense, told: Told) -> bool:
        """Whether a name is but another spelling of a city in a country that a document about others never mentions.

        So is a city of another country than the document's that is called a province ("Libertad department").
        """
        if not self.countries or told.country is not None or best.place.kind != "city":
            return False
        if told.kind == "admin1":
            return best.place.country != self._first()
        return best.grade == ALTERNATE and not self.share(best.place.country)

    def _first(self) -> str | None:
        return min(self.countries, key=lambda code: (-self.countries[code], code), default=None)

    def _threshold(self, best: Sense, told: Told, senses: tuple[Sense, ...]) -> float:
        place = best.place
        if told.country is not None:
            return 0.0
        if place.kind not in ("city", "admin1", "admin2"):
            return _KNOWN_LARGE
        weaker = ALTERNATE if best.grade < ALTERNATE else best.grade + 1
        rivals = [s.place for s in senses if s.place.country != place.country and s.grade < weaker]
        if place.kind != "city":
            return _KNOWN_LARGE if not rivals and place.kind == "admin1" else _KNOWN_SMALL
        people = place.population or 0
        most = max((rival.population or 0 for rival in rivals), default=0)
        large = people >= _LARGE and people >= 10 * most
        return _KNOWN_LARGE if large or (not rivals and not self.countries and people >= _TOWN) else _KNOWN_SMALL


def _preference(sense: Sense, told: Told, towns: set[str | None]) -> float:
    """Which of equals the wording prefers: "Kerman" alone is the town, "Kerman province" is not."""
    if told.kind is not None:
        return _agreement(told.kind, sense.place.kind)
    return -4.0 if sense.place.kind in ("admin1", "admin2") and sense.place.country in towns else 0.0


def _fits(place: Place, told: Told) -> bool:
    if told.inside is not None and _is_elsewhere(place, told.inside):
        return False
    return told.country is None or place.country == told.country or (place.country is None and place.kind != "country")


def _is_elsewhere(place: Place, outer: Place) -> bool:
    """Whether a small town cannot lie in a province or at a town: it is of another province, or far off.

    Nor does a province lie in a town of another: "the Norton neighbourhood of Arden".
    """
    if place.kind == "admin1" and outer.kind == "city" and outer.admin1 not in (None, place.name):
        return True
    if place.kind != "city" or (place.population or 0) >= _LARGE:
        return False
    if outer.kind == "admin1":
        return place.admin1 is not None and place.admin1 != outer.name
    if outer.kind != "city" or place.latitude is None or outer.latitude is None:
        return False
    north = abs(place.latitude - outer.latitude)
    east = abs((place.longitude or 0.0) - (outer.longitude or 0.0)) * math.cos(math.radians(place.latitude))
    return math.hypot(north, east) > _NEAR


_NEAR = 1.0  # degrees, some 110 kilometres


def _is_town(sense: Sense) -> bool:
    return sense.grade < ALTERNATE and (sense.place.population or 0) >= _TOWN


def _agreement(told: str, kind: str) -> float:
    if told == kind:
        return 4.0
    if told in ("admin1", "admin2") and kind in ("admin1", "admin2"):
        return 3.0
    if told in ("admin1", "admin2") and kind == "city":
        return -1.0
    if told == "city" and kind in ("admin1", "admin2", "country", "region"):
        return -4.0
    return 0.0
