"""Places: which spans of a text name a location, and where on earth it is.

Rules of use: a name is a place mention where it says where something is or goes, not where it stands for a government
or is part of another name; a demonym alone never is. Rules of meaning: see `place_choice`. A place that the gazetteer
does not know has no coordinates, and a country only if the text says it or says what known place it lies at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipelines.extract.facts import Place, PlaceMention
from pipelines.extract.places.candidates import Candidate, candidates
from pipelines.extract.places.choice import WORLDWIDE, Told
from pipelines.extract.places.context import Surroundings, all_surroundings
from pipelines.extract.places.gazetteer import Gazetteer, Sense, gazetteer
from pipelines.extract.places.lexicon import PlaceTypes, place_types
from pipelines.extract.places.names import ALTERNATE, MAIN, PREFERRED, division_names, fold, slug
from pipelines.extract.places.phrases import borders, coordinates, demonym_places, names_capital
from pipelines.extract.places.scene import Scene
from pipelines.extract.places.usage import (
    POSSESSIVE,
    is_taken,
    is_told_as_person,
    names_person,
    opens_organisation,
    preposition,
    usage,
)
from pipelines.extract.places.words import Words
from pipelines.language import Reading
from pipelines.lexicon import words

_SMALL_TO_STAND_ALONE = 100_000  # people: a smaller city needs a sign that its name is a place
_VILLAGE = 20_000  # people: a smaller one needs a preposition of place or a word like "town"
_STAYED_IN = frozenset({"city", "admin1", "admin2", "country", "region", "facility", "other"})
_ELSEWHERE = frozenset({"out", "over", "up", "down", "here", "back", "then", "and", "right", "still"})
_DEFINITE = frozenset({"the", "this", "that"})
_ANTECEDENT_SENTENCES = 3
_NEARNESS = frozenset({"near", "outside", "in", "inside", "within", "at"})
_BETWEEN = frozenset({"the", "of", "a", "an", ","})
_BESIDE_NAME = 16  # characters
_PORT = re.compile(r"\b(?:sea)?ports?\b")
_MAIN = 0.5  # share from which "the capital" may be a country's
_GAP = 5  # words between a name and the place that it lies at
_AMERICAN_PARTIES = words("places", "parties-of-america")
_PARTICLES = words("places", "particles-written-small")


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention before it is numbered: character span, anchoring token, place."""

    start: int
    end: int
    token: int
    place: Place


def extract_places(reading: Reading) -> tuple[list[Place], list[PlaceMention]]:
    """All place mentions in order of the text, and the distinct places they name, in order of first mention."""
    if not len(reading.doc):
        return [], []
    extractor = _Extractor(reading, gazetteer(), place_types())
    found = extractor.run()
    places: dict[str, int] = {}
    listed: list[Place] = []
    mentions = []
    for item in found:
        if item.place.key not in places:
            places[item.place.key] = len(listed)
            listed.append(item.place)
        text = extractor.words.raw[item.start : item.end]
        mentions.append(
            PlaceMention(item.start, item.end, text, extractor.words.sentence[item.token], places[item.place.key])
        )
    return listed, mentions


class _Extractor:
    """One run over one document."""

    def __init__(self, reading: Reading, known: Gazetteer, types: PlaceTypes) -> None:
        self.reading = reading
        self.gazetteer = known
        self.types = types
        self.words = Words(reading)
        self.candidates = [c for c in candidates(self.words, known, types) if not self._is_agency(c)]
        self.scene = Scene(self.words, types, known, self.candidates)
        self.profile = self.scene.profile
        self.accepted: set[int] = set()
        self.refused: set[int] = set()
        self.told_in: dict[int, set[str]] = {}  # the countries of the places named in a sentence
        self.filed_from: str | None = None
        self.filed_weight = 0.0  # what the dateline alone adds to its country
        self.aged = {fold(c.name) for c in self.candidates if not c.senses and is_told_as_person(self.words, c.last)}

    def run(self) -> list[_Found]:
        """Find, weigh, resolve."""
        self._read_profile()
        found: list[_Found] = []
        taken: set[int] = set()
        for phrase in borders(self.scene):
            found.append(_Found(phrase.start, phrase.end, phrase.token, phrase.place))
            taken.update(phrase.taken)
        for phrase in demonym_places(self.scene):
            found.append(_Found(phrase.start, phrase.end, phrase.token, phrase.place))
        found += self._points()
        around = all_surroundings(self.scene)
        joined = {item.container for item in around if item.is_joined}
        for i, candidate in enumerate(self.candidates):
            if i in taken or i in joined:
                continue
            item = self._mention(i, candidate, around[i])
            if item is not None:
                found += [item, *self._twin(candidate, item)]
        found = _disjoint(found)
        return _disjoint([*found, *self._anaphors(found)])

    def _read_profile(self) -> None:
        words, demonyms = self.words, self.gazetteer.demonyms
        for i, lower in enumerate(words.lower):
            if words.text[i][0].isupper() and words.pos[i] in ("PROPN", "ADJ"):
                pair = f"{lower} {words.lower[i + 1]}" if i + 1 < len(words) else lower
                self.profile.mention(demonyms.get(pair) or demonyms.get(lower), 0.7)
            if words.text[i][0].isupper() and lower in _AMERICAN_PARTIES:
                self.profile.mention("USA", 0.4)
        states = {fold(c.name): c.senses[0].place for c in self.candidates if self._is_abbreviated(c)}
        self.profile.chosen.update(states)
        dateline = self.reading.dateline
        for candidate in self.candidates:
            country, weight = _evidence(candidate)
            country = states[fold(candidate.name)].country if fold(candidate.name) in states else country
            start = words.start[candidate.first]
            filed = dateline is not None and dateline.start <= start < dateline.end
            if country is not None:
                self.told_in.setdefault(self.words.sentence[candidate.first], set()).add(country)
                self.filed_from = self.filed_from or (country if filed else None)
                self.filed_weight += weight + 1.0 if filed else 0.0
            self.profile.mention(country, weight + (1.0 if filed else 0.0), candidate.name)

    def _is_abbreviated(self, candidate: Candidate) -> bool:
        """Whether a name is a state's in short, "Ga."; its full name then means the state throughout."""
        return bool(candidate.senses) and self.words.text[candidate.first] in self.types.abbreviations

    def _points(self) -> list[_Found]:
        starts = self.words.start
        out = []
        for start, end, place in coordinates(self.words.raw):
            token = min(bisect_left(starts, start), len(starts) - 1)
            out.append(_Found(start, end, token, place))
        return out

    def _mention(self, i: int, candidate: Candidate, around: Surroundings) -> _Found | None:
        words, types = self.words, self.types
        prep = self._preposition(i, candidate, around)
        place = self.profile.choose(
            candidate.name,
            self._senses(candidate, around),
            around.told,
            firm=prep is not None or candidate.is_entity or candidate.is_typed or is_taken(words, types, candidate),
        )
        place = self._division_listed(i) or place
        filed = self._is_dateline(candidate)
        if place is None and around.container is None and around.told.country is not None and candidate.senses:
            place = self.profile.choose(candidate.name, candidate.senses, Told(kind=around.told.kind), firm=False)
        if not filed and not self._is_used_as_place(i, around, place, prep):
            return None
        if place is None and not candidate.is_typed and fold(candidate.name) in self.aged:
            return None
        if place is None:
            marked = candidate.is_entity or candidate.is_typed or filed or around.head_last or around.head_first
            if not marked or fold(candidate.name) in types.never:
                return None
            place = self._unknown(i, around)
        elif not filed and not self._is_marked(candidate, around, place, prep):
            return None
        if around.own is not None and around.own.mission and place.kind == "country":
            return None
        self.accepted.add(i)
        first, last = self._span(candidate, around)
        place = self._narrowed(candidate, around, place, first, last)
        if around.is_joined and around.container is not None:
            last = max(last, self.candidates[around.container].last)
            closes = words.together(last, last + 1) and words.text[last + 1] == ")"
            last += 1 if closes and "(" in words.slice(first, last) else 0
        if words.lower[first] in types.directions and first > 0 and words.lower[first - 1] in types.directions:
            first -= 1
        return _Found(words.start[first], words.end[last], candidate.first, place)

    def _twin(self, candidate: Candidate, item: _Found) -> list[_Found]:
        """The place that a direction alone names before its twin: "North and South Kivu"."""
        words, first = self.words, candidate.first - 2
        pair = words.together(first, candidate.last) and words.lower[first + 1] in ("and", "or")
        if not pair or candidate.last == candidate.first or not words.text[first][0].isupper():
            return []
        if words.lower[first] not in self.types.directions or words.lower[first + 2] not in self.types.directions:
            return []
        senses = self.gazetteer.senses(f"{words.text[first]} {words.name(first + 3, candidate.last)}")
        twins = (s.place for s in senses if s.place.kind == item.place.kind and s.place.country == item.place.country)
        return [_Found(words.start[first], words.end[first], first, place) for place in twins][:1]

    def _senses(self, candidate: Candidate, around: Surroundings) -> tuple[Sense, ...]:
        """What a name may denote; "Arden region" is the division that is called so, not the town of Arden."""
        if around.head_last is None or around.told.kind not in ("admin1", "admin2"):
            return candidate.senses
        head = self.words.lower[around.head_last]
        head = head[:-1] if head[:-1] in self.types.heads else head
        called = self.gazetteer.senses(f"{candidate.name} {head}")
        kind = around.told.kind
        divisions = tuple(s for s in called if s.place.kind == kind and s.grade <= MAIN)
        return (*divisions, *(s for s in candidate.senses if not divisions or s.place.kind != kind))

    def _preposition(self, i: int, candidate: Candidate, around: Surroundings) -> str | None:
        """The candidate's preposition; a member of a list has that of the first member."""
        first = around.head_first if around.head_first is not None else candidate.first
        own = preposition(self.words, self.types, self.gazetteer.demonyms, first)
        if own is not None or i == 0:
            return own
        return "in" if i - 1 in self.accepted and self._is_listed(i, first) else None

    def _is_listed(self, i: int, first: int) -> bool:
        """Whether candidate `i`, with its words from `first` on, follows another as the next member of a list."""
        if i == 0:
            return False
        before = self.candidates[i - 1]
        between = self.words.lower[before.last + 1 : first]
        listed = 0 < len(between) <= 3 and all(word in {",", "and", "or", "&", "the"} for word in between)
        return listed and self.words.together(before.last, first)

    def _division_listed(self, i: int) -> Place | None:
        """The province that a name means in a list of provinces: "Vermont, New York and Maine"."""
        first = last = i
        while self._is_listed(first, self.candidates[first].first):
            first -= 1
        while last + 1 < len(self.candidates) and self._is_listed(last + 1, self.candidates[last + 1].first):
            last += 1
        between = self.words.lower[self.candidates[first].first : self.candidates[last].first]
        if not {"and", "or", "&"}.intersection(between):
            return None
        listed = [_divisions(candidate) for candidate in self.candidates[first : last + 1]]
        countries = {_only_division(candidate) for candidate in self.candidates[first : last + 1]} - {None}
        country = next(iter(countries)) if len(countries) == 1 else None
        return listed[i - first][country] if country and all(country in named for named in listed) else None

    def _is_dateline(self, candidate: Candidate) -> bool:
        dateline = self.reading.dateline
        if dateline is None:
            return False
        start = self.words.start[candidate.first]
        return any(first <= start < last for first, last in dateline.places)

    def _is_agency(self, candidate: Candidate) -> bool:
        """Whether a name stands in the brackets of the dateline that say who reports."""
        dateline = self.reading.dateline
        if dateline is None or dateline.agency is None:
            return False
        first, last = dateline.agency
        return first <= self.words.start[candidate.first] < last

    def _is_used_as_place(self, i: int, around: Surroundings, place: Place | None, prep: str | None) -> bool:
        candidate = self.candidates[i]
        if names_person(self.words, self.types, candidate):
            return False
        follows_refused = i - 1 in self.refused and self._is_listed(i, candidate.first)
        if follows_refused or opens_organisation(self.words, self.types, candidate):
            self.refused.add(i)
            return False
        if around.told.country is not None and (around.is_joined or around.told.kind is not None):
            return True
        is_country = place is not None and place.kind == "country"
        acts = is_country or (place is not None and place.key in self.gazetteer.capital_keys)
        if around.head_first is not None or (around.head_last is not None and around.own is None):
            acts = False
        return usage(self.words, self.types, candidate, prep, place=place, acts=acts) == "place"

    def _is_marked(self, candidate: Candidate, around: Surroundings, place: Place, prep: str | None) -> bool:
        """Whether something but the gazetteer says that the name is a place, or it is too large to need that."""
        typed = around.head_first is not None or around.head_last is not None or around.told.country is not None
        if fold(candidate.name) in self.types.never:
            large = candidate.is_entity and (place.population or 0) >= _SMALL_TO_STAND_ALONE
            return (typed or large) and prep in self.types.place_only_prepositions
        if place.kind != "city" or (place.population or 0) >= _SMALL_TO_STAND_ALONE:
            return True
        if (place.population or 0) < _VILLAGE:
            firm = prep in self.types.place_only_prepositions or is_taken(self.words, self.types, candidate)
            return typed or firm or (candidate.is_entity and prep is not None)
        return candidate.is_entity or typed or prep is not None or is_taken(self.words, self.types, candidate)

    def _span(self, candidate: Candidate, around: Surroundings) -> tuple[int, int]:
        """First and last token of the mention: the kind of place and directions belong to it."""
        words = self.words
        first, last = candidate.first, candidate.last
        if around.head_last is not None:
            last = around.head_last
        if around.head_first is not None:
            first = around.head_first
            if words.together(first, first - 1) and words.lower[first - 1] in self.gazetteer.demonyms:
                first -= 1
        elif words.together(first, first - 1) and words.lower[first - 1] in self.types.directions:
            first -= 1
        return first, last

    def _narrowed(self, candidate: Candidate, around: Surroundings, place: Place, first: int, last: int) -> Place:
        """Make "Arden airport" a place of its own, and "eastern Peru" a region of its country."""
        words = self.words
        if around.own is not None:
            return self._named_after(candidate, around, place, last)
        direction = words.lower[first]
        if direction in self.types.directions and first < candidate.first and place.kind in ("country", "region"):
            name = f"{direction} {place.name}"
            precision = "country" if place.country else "none"
            return Place(f"name:{slug(name)}:{place.country or ''}", name, "region", place.country, precision=precision)
        return place

    def _named_after(self, candidate: Candidate, around: Surroundings, place: Place, last: int) -> Place:
        head = around.own
        if head is None:
            return place
        name = self._readable(self.words.slice(candidate.first, last), candidate.first)
        at_town = head.kind == "facility" and place.kind == "city" and place.latitude is not None
        return Place(
            f"name:{slug(name)}:{place.country or ''}", name, head.kind, place.country, place.admin1,
            place.latitude if at_town else None, place.longitude if at_town else None,
            precision="city" if at_town else "admin1" if place.admin1 else "country" if place.country else "none",
        )  # fmt: skip

    def _unknown(self, i: int, around: Surroundings) -> Place:
        candidate, told = self.candidates[i], around.told
        name = self._readable(" ".join(candidate.name.split()), candidate.first)
        country = told.country or self._country_near(i)
        country = country or (None if candidate.senses else self._country_beside(candidate))
        precision = "admin1" if told.admin1 else "country" if country else "none"
        return Place(
            f"name:{slug(name)}:{country or ''}", name, told.kind or "other", country, told.admin1, precision=precision
        )

    def _country_near(self, i: int) -> str | None:
        """The country of the place that a name is said to lie at: "Tessit camp near Peshawar"."""
        if i + 1 >= len(self.candidates):
            return None
        here, there = self.candidates[i], self.candidates[i + 1]
        between = self.words.lower[here.last + 1 : there.first]
        near = [word for word in between if word in _NEARNESS]
        if len(near) != 1 or len(between) > _GAP or self.words.sentence[here.last] != self.words.sentence[there.first]:
            return None
        rest = all(word in _NEARNESS or word in _BETWEEN or word in self.types.heads for word in between)
        return _evidence(there)[0] if rest else None

    def _country_beside(self, candidate: Candidate) -> str | None:
        """The country of a name that nobody knows: that of the places in its sentence, else of the dateline.

        Only if it is the country that the document is about; a document that says neither lends it to no place.
        """
        beside = self.told_in.get(self.words.sentence[candidate.first], set())
        country = next(iter(beside)) if len(beside) == 1 else None if beside else self.filed_from
        return country if country is not None and country == self.profile.only_country() else None

    def _readable(self, name: str, token: int) -> str:
        """A name out of a text in capitals, in the usual case."""
        if not self.words.capitals[token]:
            return name
        words = name.title().replace("'S", "'s").replace("’S", "’s").split(" ")
        return " ".join(w.lower() if i and w in _PARTICLES else w for i, w in enumerate(words))

    def _anaphors(self, found: list[_Found]) -> list[_Found]:
        """Take up the place last named: "the city" after a city."""
        words, out = self.words, []
        known = sorted([*self._countries_named(), *found], key=lambda item: (item.start, item.end))
        k, latest = 0, dict[str, _Found]()
        for i in range(1, len(words)):
            while k < len(known) and known[k].start < words.start[i]:
                self._remember(latest, known[k])
                k += 1
            if words.lower[i] == "there":
                out += self._there(i, latest)
            if words.lower[i] == "capital":
                out += self._capital(i)
            kinds = self.types.anaphors.get(words.lower[i])
            if kinds is None or words.unread[i] or words.lower[i - 1] not in _DEFINITE or not words.together(i, i - 1):
                continue
            earlier = [latest[kind] for kind in kinds if kind in latest]
            if words.lower[i] == "port":
                earlier = [item for item in earlier if self._is_port(item, words.start[i - 1])]
            if earlier and self._takes_up(i, earlier[0], is_country="country" in kinds):
                out.append(_Found(words.start[i - 1], words.end[i], i, earlier[0].place))
        return out

    def _is_port(self, item: _Found, before: int) -> bool:
        """Whether the text says that a town has a port: "the port of Arden", "the port city of Arden", "Arden port"."""
        near = self.words.raw[max(0, item.start - _BESIDE_NAME) : min(item.end + _BESIDE_NAME, before)].lower()
        return _PORT.search(near) is not None

    def _there(self, i: int, latest: dict[str, _Found]) -> list[_Found]:
        """The place that "there" stands for behind a verb: the last one named in its sentence or the one before."""
        words, token = self.words, self.words.token(i)
        if token.dep_ != "advmod" or words.unread[i] or words.lower[i - 1] in _ELSEWHERE:
            return []
        named = [item for kind, item in latest.items() if kind in _STAYED_IN]
        near = [item for item in named if words.sentence[i] - words.sentence[item.token] <= 1]
        last = max(near, key=lambda item: item.start, default=None)
        return [] if last is None else [_Found(words.start[i], words.end[i], i, last.place)]

    def _capital(self, i: int) -> list[_Found]:
        """The capital of the one country that the sentence names or the document is about: "riots in the capital"."""
        words = self.words
        definite = words.together(i, i - 1) and words.lower[i - 1] in _DEFINITE and not words.unread[i]
        if not definite or names_capital(words, i + 1):
            return []
        led_in = preposition(words, self.types, self.gazetteer.demonyms, i - 1) or words.lower[i - 2 : i - 1] == ["of"]
        country = self._nation(words.sentence[i], here=words.lower[i - 1] == "this") if led_in else None
        place = (
            self.gazetteer.capital(country) if country is not None and self.profile.share(country) >= _MAIN else None
        )
        return [] if place is None else [_Found(words.start[i - 1], words.end[i], i, place)]

    def _nation(self, sentence: int, *, here: bool) -> str | None:
        """The country that a sentence is about: the only one that it names, else the document's.

        `here`: the dateline's, which is meant by "this capital".
        """
        told = self.told_in.get(sentence, set()) - WORLDWIDE
        if here and self.filed_from is not None:
            return self.filed_from
        if told:
            return next(iter(told)) if len(told) == 1 else None
        return self.profile.only_country() or self._filed_about()

    def _filed_about(self) -> str | None:
        """The dateline's country, if most of what the document names besides the dateline lies there, too."""
        weights = {
            c: w - (self.filed_weight if c == self.filed_from else 0.0) for c, w in self.profile.countries.items()
        }
        own = weights.get(self.filed_from or "", 0.0)
        return self.filed_from if own > 0.01 and own >= _MAIN * sum(weights.values()) else None

    def _remember(self, latest: dict[str, _Found], item: _Found) -> None:
        """Note the last place of each kind; a mere possessor does not displace another of its sentence."""
        before, words = latest.get(item.place.kind), self.words
        possesses = words.raw[item.end : item.end + 2].lower() in ("'s", "’s")
        if before is None or not possesses or words.sentence[before.token] != words.sentence[item.token]:
            latest[item.place.kind] = item

    def _countries_named(self) -> list[_Found]:
        """Countries wherever they are named, as what "the country" may take up."""
        out = []
        for candidate in self.candidates:
            place = next((s.place for s in candidate.senses if s.place.kind == "country" and s.grade <= MAIN), None)
            if place is not None:
                out.append(
                    _Found(self.words.start[candidate.first], self.words.end[candidate.last], candidate.first, place)
                )
        return out

    def _takes_up(self, i: int, earlier: _Found, *, is_country: bool) -> bool:
        words = self.words
        if words.sentence[i] - words.sentence[earlier.token] > _ANTECEDENT_SENTENCES:
            return False
        if words.together(i, i + 1) and (
            words.lower[i + 1] in ("of", *POSSESSIVE)
            or words.lower[i + 1] in self.types.actor_heads
            or words.lower[i + 1] in self.types.heads
        ):
            return False
        prep = preposition(words, self.types, self.gazetteer.demonyms, i - 1)
        if is_country:
            return prep in self.types.place_only_prepositions
        return prep is not None or words.token(i).dep_ not in ("nsubj", "obl:agent", "compound")


def _evidence(candidate: Candidate) -> tuple[str | None, float]:
    """The country that a name speaks for without any context, and how strongly."""
    best = candidate.senses[0] if candidate.senses else None
    if best is None or best.grade == ALTERNATE or division_names(candidate.name):
        return None, 0.0
    if best.place.kind in ("country", "region", "facility"):
        return best.place.country, 1.0
    state = next((s for s in candidate.senses if s.place.kind == "admin1" and s.grade <= MAIN), None)
    if state is not None and (state.grade == PREFERRED or not any(_is_rival(s, state) for s in candidate.senses)):
        return state.place.country, 0.7
    people = best.place.population or 0
    rivals = [s.place.population or 0 for s in candidate.senses if s.place.country != best.place.country]
    others = any(s.place.kind == "admin1" for s in candidate.senses if s.place.country != best.place.country)
    sure = best.grade == PREFERRED or (people >= 50_000 and people >= 10 * max(rivals, default=0) and not others)
    return (best.place.country, 0.7) if sure else (None, 0.0)


def _divisions(candidate: Candidate) -> dict[str | None, Place]:
    """The provinces that bear a name, by their country."""
    named = (sense.place for sense in candidate.senses if sense.grade < ALTERNATE)
    return {place.country: place for place in named if place.kind == "admin1"}


def _only_division(candidate: Candidate) -> str | None:
    """The country of a province whose name no town of any size bears as well, or that is usually meant by it."""
    state = next((s for s in candidate.senses if s.place.kind == "admin1" and s.grade <= MAIN), None)
    towns = (s for s in candidate.senses if s.place.kind == "city" and s.grade <= MAIN)
    if state is None or (state.grade != PREFERRED and any((s.place.population or 0) >= _VILLAGE for s in towns)):
        return None
    return state.place.country


def _is_rival(sense: Sense, state: Sense) -> bool:
    """Whether another reading of a state's name is one to reckon with."""
    known = sense.place.kind != "city" or (sense.place.population or 0) >= _VILLAGE
    return known and sense.grade < ALTERNATE and sense.place.country != state.place.country


def _disjoint(found: list[_Found]) -> list[_Found]:
    """The longest of mentions that overlap, in order of the text."""
    out: list[_Found] = []
    starts: list[int] = []
    for item in sorted(found, key=lambda item: (item.start - item.end, item.start)):
        i = bisect_left(starts, item.start)
        if (i == 0 or out[i - 1].end <= item.start) and (i == len(out) or out[i].start >= item.end):
            out.insert(i, item)
            starts.insert(i, item.start)
    return out
