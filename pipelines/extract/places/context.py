"""What the words around a name tell about it: the country or province it lies in, and the kind of place it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.extract.facts import Place
from pipelines.extract.places.candidates import Candidate
from pipelines.extract.places.choice import Told
from pipelines.extract.places.lexicon import Head
from pipelines.extract.places.names import ALTERNATE, MAIN, fold
from pipelines.extract.places.scene import Scene
from pipelines.extract.places.usage import POSSESSIVE, stands_alone
from pipelines.extract.places.words import Words
from pipelines.lexicon import words

_CONTAINERS = frozenset({"country", "admin1", "admin2", "region", "city"})
_BETWEEN = frozenset({",", "(", "in", "the", "within", "inside", "of"})
_NOT_HEADS_AS_NOUNS = words("places", "heads-with-capital")
_BULLET = 6  # characters that may stand between the start of a line and its first word
_REACH = 6  # tokens between a name and what tells about it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is told about a candidate, by which candidate, and the words of its kind that belong to its span."""

    told: Told
    container: int | None = None  # position of the candidate that tells where it lies
    is_joined: bool = False  # "Arden, Peru": both are one mention
    head_first: int | None = None  # "the town of Arden": where "town" stands
    head_last: int | None = None  # "Arden district": where "district" stands
    own: Head | None = None  # "Arden airport": a place of its own


def all_surroundings(scene: Scene) -> list[Surroundings]:
    """What the text around each candidate tells; a heading that is a country's name speaks for what stands under it."""
    out, section = [], None
    item_of, until = None, 0  # the country that opens an item of a digest, and where that item ends
    for i, candidate in enumerate(scene.candidates):
        heading = _heading(scene, candidate)
        section = heading if heading is not None else section
        opened = _opened(scene, candidate)
        if opened is not None:
            item_of, until = opened, _paragraph_end(scene, candidate)
        inside = item_of is not None and scene.words.start[candidate.first] < until
        item = _in_section(_surroundings(scene, i), candidate, item_of if inside else None)
        out.append(item if heading is not None else _in_section(item, candidate, section))
    return out


def _in_section(item: Surroundings, candidate: Candidate, country: str | None) -> Surroundings:
    """What is told about a candidate under a heading that is a country's name."""
    if country is None or item.told.country is not None or not _may_lie_in(candidate, country):
        return item
    return replace(item, told=replace(item.told, country=country))


def _opened(scene: Scene, candidate: Candidate) -> str | None:
    """The country that opens an item of a digest: "Philippines: Rebels killed …"."""
    words, start = scene.words, scene.words.start[candidate.first]
    after = candidate.last + 1
    opens = start == 0 or words.raw[max(0, start - _BULLET) : start].rstrip(" \t*-•").endswith("\n")
    if not opens or words.is_title[candidate.first] or not words.together(candidate.last, after):
        return None
    return _country_named(candidate) if words.text[after] == ":" else None


def _paragraph_end(scene: Scene, candidate: Candidate) -> int:
    end = scene.words.raw.find("\n\n", scene.words.start[candidate.first])
    return end if end >= 0 else len(scene.words.raw)


def _country_named(candidate: Candidate) -> str | None:
    return next((s.place.country for s in candidate.senses if s.place.kind == "country" and s.grade <= MAIN), None)


def _heading(scene: Scene, candidate: Candidate) -> str | None:
    words = scene.words
    if not stands_alone(words, candidate) or words.is_title[candidate.first]:
        return None
    return _country_named(candidate)


def _may_lie_in(candidate: Candidate, country: str) -> bool:
    return not candidate.senses or any(
        sense.place.country == country and sense.place.kind != "country" for sense in candidate.senses
    )


def _surroundings(scene: Scene, i: int) -> Surroundings:
    candidate = scene.candidates[i]
    head_first, kind_before = _head_before(scene, candidate)
    head_last, head_after = _head_after(scene, candidate)
    if head_last is not None and _is_of_next(scene, i, head_last):
        head_last, head_after = None, None
    own = head_after if head_after is not None and head_after.own else None
    kind = kind_before or (head_after.kind if head_after is not None and own is None else None)
    container, joined = _container(scene, i, candidate.last if head_last is None else head_last)
    told = _told_by(scene, candidate, scene.candidates[container]) if container is not None else None
    if told is None:
        country = _possessor(scene, i) or _chained(scene, i) or _led_in(scene, i) or _of_province(scene, i)
        told, container, joined = Told(country=country), None, False
    kind = _kind_of_list(scene, i) if kind is None else None if kind == "region" else kind
    return Surroundings(replace(told, kind=kind), container, joined, head_first, head_last, own)


def _kind_of_list(scene: Scene, i: int) -> str | None:
    """The kind that a plural before or behind a list gives all of it: "Arden and Norton provinces"."""
    for step in (1, -1):
        j = i
        while 0 <= j + step < len(scene.candidates) and _are_listed(scene, min(j, j + step)):
            j += step
        if j == i:
            continue
        found = _head_after(scene, scene.candidates[j])[0] if step > 0 else _head_before(scene, scene.candidates[j])[0]
        word = scene.words.lower[found] if found is not None else ""
        if word.endswith("s") and word[:-1] in scene.types.heads:
            return scene.types.heads[word].kind
    return None


def _are_listed(scene: Scene, i: int) -> bool:
    """Whether nothing but a comma or "and" parts a candidate from the next."""
    here, behind = scene.candidates[i], scene.candidates[i + 1]
    between = scene.words.lower[here.last + 1 : behind.first]
    return 0 < len(between) <= 2 and all(word in {",", "and", "or", "&"} for word in between)


def _head_before(scene: Scene, candidate: Candidate) -> tuple[int | None, str | None]:
    """The position and kind of "town" in "the town of Arden"."""
    words, i = scene.words, candidate.first - 1
    if words.together(candidate.first, i) and words.lower[i] == "the":
        i -= 1
    if words.together(candidate.first, i - 1) and words.lower[i] == "of" and words.lower[i - 1] != "capital":
        head = scene.types.heads.get(words.lower[i - 1])
        named_before = i - 2 in scene.at and words.together(i - 2, i)  # "the Arden neighbourhood of Norton"
        named_before = named_before and not _is_of_next(scene, scene.at[i - 2], i - 1)
        if head is not None and not named_before and not (head.own and head.kind == "facility"):
            return i - 1, head.kind
    return None, None


def _is_of_next(scene: Scene, i: int, at: int) -> bool:
    """Whether a kind of town behind a province is that of the next name: "the Arden town of Norton"."""
    words, candidate = scene.words, scene.candidates[i]
    if i + 1 >= len(scene.candidates) or not words.together(at, at + 2) or words.lower[at + 1] != "of":
        return False
    head, usual = scene.types.heads.get(words.lower[at]), candidate.senses[0].place if candidate.senses else None
    larger = usual is not None and usual.kind in ("admin1", "country", "region")
    return larger and head is not None and head.kind == "city" and scene.candidates[i + 1].first == at + 2


def _head_after(scene: Scene, candidate: Candidate) -> tuple[int | None, Head | None]:
    """The position and meaning of "district" in "Arden district", looking through "international" before "airport"."""
    words = scene.words
    for j in range(candidate.last + 1, candidate.last + 4):
        if not words.together(candidate.last, j):
            break
        head = scene.types.heads.get(words.lower[j])
        if head is not None:
            return (j, head) if _is_plausible_head(words, j) else (None, None)
        if words.lower[j] not in scene.types.head_modifiers:
            break
    return None, None


def _is_plausible_head(words: Words, j: int) -> bool:
    """A noun, not the verb or part of another name that it may also be ("Arden bridges the gap")."""
    if words.pos[j] not in ("NOUN", "PROPN") or words.lower[j] in _NOT_HEADS_AS_NOUNS:
        return words.text[j][0].isupper() and not words.capitals[j] and not words.title_case[j]
    return True


def _container(scene: Scene, i: int, last: int) -> tuple[int | None, bool]:
    """The candidate to the right that says where this one lies, and whether only a comma stands between."""
    if i + 1 >= len(scene.candidates):
        return None, False
    words, candidate, other = scene.words, scene.candidates[i], scene.candidates[i + 1]
    between = range(last + 1, other.first)
    marks = [words.lower[j] for j in between]
    adjacent = (
        words.together(candidate.last, other.first)
        and 0 < len(marks) <= _REACH
        and marks[0] in _BETWEEN
        and marks[0] != "the"
        and all(_may_stand_between(scene, j) for j in between)
        and any(sense.place.kind in _CONTAINERS for sense in other.senses)
        and not _describes(scene, other)
    )
    if not adjacent or (marks == ["of"] and last == candidate.last):
        return None, False
    bare = last == candidate.last and _head_before(scene, candidate)[0] is None
    if bare and "," not in marks and _is_well_known(candidate) and not _lies_in(candidate, other):
        return None, False
    joined, listed = marks in ([","], ["("]), _continues(words, other)
    set_apart = joined or marks == [",", "the"]
    if "the" in marks and candidate.senses and candidate.senses[0].place.kind == "country":
        return None, False  # "after talks in Turkey, the United States …"
    if set_apart and not _lies_in(candidate, other) and (candidate.senses or listed) and not _is_division(scene, other):
        return None, False
    return i + 1, joined and not listed


def _is_well_known(candidate: Candidate) -> bool:
    """Whether a name is a large place's, which needs no "in" behind it: "talks on Gaza in Doha"."""
    usual = candidate.senses[0].place if candidate.senses and candidate.senses[0].grade < ALTERNATE else None
    if usual is None or candidate.is_typed:
        return False
    return usual.kind in ("country", "region", "admin1") or (usual.population or 0) >= _LARGE


_LARGE = 100_000  # people


def _is_division(scene: Scene, other: Candidate) -> bool:
    """Whether a name behind a comma is said to be a province's, and no list goes on: "Arden, Norton department"."""
    head_last, head = _head_after(scene, other)
    if head_last is None or head is None or head.kind != "admin1":
        return False
    after = head_last + 1
    return not (scene.words.together(head_last, after) and scene.words.lower[after] in {"and", "or", "&"})


def _of_province(scene: Scene, i: int) -> str | None:
    """The country of the province in "the Arden town of Norton"."""
    at = scene.candidates[i].first - 2
    if not i or scene.candidates[i - 1].last != at - 1 or not _is_of_next(scene, i - 1, at):
        return None
    return scene.candidates[i - 1].senses[0].place.country


def _led_in(scene: Scene, i: int) -> str | None:
    """The country in "in Peru, near Arden" and "in Peru, in the town of Arden"."""
    if i == 0:
        return None
    words, outer, first = scene.words, scene.candidates[i - 1], scene.candidates[i].first
    between = words.lower[outer.last + 1 : first]
    opened = words.together(outer.first, outer.first - 1) and words.lower[outer.first - 1] == "in"
    if not (opened and len(between) > 1 and between[0] == "," and between[1] in _BESIDE):
        return None
    if not words.together(outer.last, first) or not all(
        _may_stand_between(scene, j) for j in range(outer.last + 3, first)
    ):
        return None
    return next((s.place.country for s in outer.senses if s.place.kind == "country" and s.grade <= MAIN), None)


_BESIDE = frozenset({"near", "in", "at", "outside", "around"})


def _chained(scene: Scene, i: int) -> str | None:
    """The country in "Arden, Norton, Peru", where nothing is known of an Arden in Norton."""
    words, others = scene.words, scene.candidates[i + 1 : i + 3]
    if len(others) < 2 or words.lower[scene.candidates[i].last + 1 : others[0].first] != [","]:
        return None
    nested, _ = _container(scene, i + 1, others[0].last)
    told = _told_by(scene, *others) if nested is not None else None
    agrees = told is not None and any(sense.place.country == told.country for sense in others[0].senses)
    return told.country if told is not None and agrees else None


def _may_stand_between(scene: Scene, j: int) -> bool:
    lower = scene.words.lower[j]
    listed = lower in _BETWEEN or lower in scene.types.directions or lower in scene.types.heads
    if lower in ("a", "an"):  # "Arden, a district of Norton", not "Arden, a Peru ally"
        return scene.words.together(j, j + 2) and scene.words.lower[j + 2] == "of" and _is_head(scene, j + 1)
    return listed or scene.words.pos[j] in ("ADJ", "DET")


def _is_head(scene: Scene, j: int) -> bool:
    return scene.words.lower[j] in scene.types.heads


def _describes(scene: Scene, other: Candidate) -> bool:
    """Whether a name only describes the noun after it: "Arden, a Peru ally"."""
    words, after = scene.words, other.last + 1
    noun = words.together(other.last, after) and words.pos[after] == "NOUN"
    return noun and words.lower[after] not in scene.types.heads


def _continues(words: Words, other: Candidate) -> bool:
    """Whether a list goes on after the candidate: "in Arden, Peru and Chile"."""
    after = other.last + 1
    return words.together(other.last, after) and words.lower[after] in ("and", "or", "&")


def _lies_in(candidate: Candidate, other: Candidate) -> bool:
    return any(_inside(inner.place, outer.place) for outer in other.senses for inner in candidate.senses)


def _inside(inner: Place, outer: Place) -> bool:
    if inner.key == outer.key or outer.country is None or inner.country != outer.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "region":
        return inner.kind == "city"
    return outer.kind == "admin1" and inner.admin1 == outer.name


def _told_by(scene: Scene, candidate: Candidate, other: Candidate) -> Told | None:
    """What a container tells: the reading of it that a reading of the name lies in, else its usual reading."""
    for outer in other.senses:
        if outer.grade < ALTERNATE and any(_inside(inner.place, outer.place) for inner in candidate.senses):
            admin1 = outer.place.name if outer.place.kind == "admin1" else None
            return Told(country=outer.place.country, admin1=admin1, inside=outer.place)
    _, head = _head_after(scene, other)
    kind = head.kind if head is not None and head.kind in ("admin1", "admin2") else None
    place = scene.profile.choose(other.name, other.senses, Told(kind=kind), firm=True)
    if place is None or place.country is None:
        return None
    admin1 = place.name if place.kind == "admin1" else place.admin1
    apart = "," in scene.words.lower[candidate.last + 1 : other.first]  # "in Arden, in Norton, and in Peru"
    sure = place.kind == "admin1" if kind else not apart
    return Told(country=place.country, admin1=admin1, inside=place if sure else None)


def _possessor(scene: Scene, i: int) -> str | None:
    """The country in "Peru's port of Arden", "Peru's Arden province" or "the Peruvian town of Arden"."""
    words, types, candidate = scene.words, scene.types, scene.candidates[i]
    j, seen_head = candidate.first - 1, False
    while words.together(candidate.first, j) and candidate.first - j <= _REACH:
        lower = words.lower[j]
        if lower in scene.gazetteer.demonyms:
            marked = seen_head or candidate.is_typed or candidate.is_entity
            return scene.gazetteer.demonyms[lower] if marked else None
        if lower in POSSESSIVE:
            return _country_of(scene, i, j)
        seen_head = seen_head or lower in types.heads
        if not (lower in types.heads or lower in types.directions or lower == "of" or words.pos[j] == "ADJ"):
            return None
        j -= 1
    return None


def _country_of(scene: Scene, i: int, mark: int) -> str | None:
    if i and scene.words.lower[mark - 1] == "capital":
        return _country_of_capital(scene, i)
    if i == 0 or scene.candidates[i - 1].last != mark - 1:
        return None
    owner = scene.candidates[i - 1]
    place = scene.profile.chosen.get(fold(owner.name))
    if place is None:
        place = next((s.place for s in owner.senses if s.place.kind == "country"), None)
    if place is None:
        place = scene.profile.choose(owner.name, owner.senses, Told(), firm=True)
    return place.country if place is not None else None


def _country_of_capital(scene: Scene, i: int) -> str | None:
    """The country of the capital or country named last before "the capital's Arden district"."""
    for before in reversed(scene.candidates[max(0, i - _CAPITAL_REACH) : i]):
        place = before.senses[0].place if before.senses else None
        if place is not None and (place.kind == "country" or place.key in scene.gazetteer.capital_keys):
            return place.country
    return None


_CAPITAL_REACH = 6  # candidates
