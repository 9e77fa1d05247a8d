"""Places that phrases name without a place name: borders, "Peruvian soil", "the Peruvian capital", coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.facts import Place
from pipelines.extract.places.candidates import Candidate
from pipelines.extract.places.gazetteer import Gazetteer
from pipelines.extract.places.scene import Scene
from pipelines.extract.places.usage import POSSESSIVE
from pipelines.extract.places.words import Words
from pipelines.lexicon import words

_BORDERS = words("places", "borders")
_JOINTS = frozenset({"-", "–", "—", "‑", "/", "and", "the"})
_LONGEST_LEFT = 12  # tokens of "the long and porous border"
_DEGREES = (
    re.compile(r"(\d{1,2})°\s?(\d{1,2})[′'’](?:\s?(\d{1,2}(?:\.\d+)?)[″\"”])?\s?([NS])[,;]?\s+(\d{1,3})°\s?(\d{1,2})[′'’](?:\s?(\d{1,2}(?:\.\d+)?)[″\"”])?\s?([EW])"),
    re.compile(r"(\d{1,2}\.\d+)°\s?([NS])[,;]?\s+(\d{1,3}\.\d+)°\s?([EW])"),
    re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,10});\s?(-?\d{1,3}\.\d{3,10})(?![\d.])"),
)  # fmt: skip
_SIGNS = ("°", "°", ";")
"""What a text has in which each of `_DEGREES` can match."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place told by a phrase; `taken` are the candidates (positions) that the phrase uses up."""

    start: int
    end: int
    token: int
    place: Place
    taken: tuple[int, ...] = ()


def coordinates(text: str) -> Iterator[tuple[int, int, Place]]:
    """Pairs of degrees in a text, as points (start, end, place)."""
    for sign, pattern in zip(_SIGNS, _DEGREES, strict=True):
        for found in pattern.finditer(text) if sign in text else ():
            latitude, longitude = _decimal(found.groups())
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                name = " ".join(found.group().split())
                place = Place(
                    f"point:{latitude:.5f},{longitude:.5f}",
                    name,
                    "other",
                    None,
                    None,
                    latitude,
                    longitude,
                    precision="point",
                )
                yield found.start(), found.end(), place


def _decimal(groups: tuple[str | None, ...]) -> tuple[float, float]:
    if len(groups) == 2:
        return float(groups[0] or 0), float(groups[1] or 0)
    half = len(groups) // 2
    out = []
    for part in (groups[:half], groups[half:]):
        *numbers, side = part
        value = sum(float(number or 0) / 60**i for i, number in enumerate(numbers))
        out.append(round(-value if side in ("S", "W") else value, 6))
    return out[0], out[1]


def demonym_places(scene: Scene) -> Iterator[Phrase]:
    """Countries behind "Peruvian soil", and capitals behind "the Peruvian capital"."""
    words, types = scene.words, scene.types
    for i in range(len(words) - 1):
        noun = words.lower[i + 1]
        if noun not in types.demonym_places or words.lower[i] not in scene.gazetteer.demonyms or words.unread[i]:
            continue
        country = scene.gazetteer.demonyms[words.lower[i]]
        if country is None or noun in _BORDERS or not words.together(i, i + 1):
            continue
        last = i + 2 if noun == "territorial" and words.lower[i + 2 : i + 3] == ["waters"] else i + 1
        place = scene.gazetteer.country(country)
        if noun == "capital":
            place = None if names_capital(words, i + 2) else scene.gazetteer.capital(country)
        if place is not None:
            yield Phrase(words.start[i], words.end[last], i + 1, place)


def names_capital(words: Words, after: int) -> bool:
    """Whether the capital's name or whose it is follows: "the capital, Lima", "the Peruvian capital of Lima"."""
    if not words.together(after - 1, after):
        return False
    at = after + 1 if words.lower[after] == "," and after + 1 < len(words) else after
    named = words.text[at][0].isupper() and (not words.capitals[at] or (at > after and words.pos[at] == "PROPN"))
    return named or words.lower[after] in {"of", "city", *POSSESSIVE}


def borders(scene: Scene) -> Iterator[Phrase]:
    """Borders with the countries on both sides, as far as the phrase tells them."""
    words = scene.words
    for i in range(len(words)):
        if words.lower[i] not in _BORDERS or words.unread[i] or words.pos[i] == "VERB":
            continue
        if words.together(i, i + 1) and words.lower[i + 1] in scene.types.actor_heads:
            continue
        border = _border(scene, i)
        if border is not None:
            yield border


@dataclass(slots=True)
class _Sides:
    """The countries beside the word "border"; `owner` is an empty string for "its border"."""

    edge: int
    codes: list[str] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    owner: str | None = None


def _border(scene: Scene, i: int) -> Phrase | None:
    left, right = _left_of_border(scene, i), _right_of_border(scene, i)
    sides, owner = [*left.codes, *right.codes], left.owner
    if owner == "" and sides:
        owner = _antecedent(scene, left.edge, sides)
        sides = [owner, *sides] if owner is not None else sides
    codes = sorted(set(sides))
    if not codes or len(codes) > 2:
        return None
    names = sorted(place.name for code in codes if (place := scene.gazetteer.country(code)) is not None)
    key, name = f"border:{'-'.join(codes)}", f"{'–'.join(names)} border"
    place = Place(key, name, "border", owner or None, precision="country" if owner else "none")
    return Phrase(scene.words.start[left.edge], scene.words.end[right.edge], i, place, (*left.taken, *right.taken))


def _left_of_border(scene: Scene, i: int) -> _Sides:
    words, types, at = scene.words, scene.types, scene.at
    out, j, possessed = _Sides(i), i - 1, False
    while words.together(i, j) and i - j <= _LONGEST_LEFT:
        lower = words.lower[j]
        codes = _codes_at(scene, j)
        if codes:
            out.owner = codes[0] if possessed and not out.codes else out.owner
            out.codes += codes
            out.taken += [at[j]] if j in at else []
            j = out.edge = scene.candidates[at[j]].first if j in at else j
            possessed = False
        elif lower in POSSESSIVE:
            possessed = True
        elif lower in ("its", "their") and not out.codes:
            out.owner, out.edge = "", j
            break
        elif not (
            lower in _JOINTS or lower in types.directions or lower in types.border_adjectives or lower[0].isdigit()
        ):
            break
        j -= 1
    return out


def _codes_at(scene: Scene, j: int) -> list[str]:
    """The countries that a token names: a candidate, a demonym, or two of them joined by a dash."""
    if j in scene.at:
        code = _country(scene.candidates[scene.at[j]])
        return [code] if code is not None else []
    text = scene.words.text[j]
    parts = [part for part in re.split("[-–]", text) if part]
    codes = [_code(scene.gazetteer, part) for part in parts] if text[0].isupper() and len(parts) <= 2 else []
    return [code for code in codes if code is not None] if None not in codes else []


def _code(gazetteer: Gazetteer, word: str) -> str | None:
    demonym = gazetteer.demonym(word)
    return demonym or next((s.place.country for s in gazetteer.senses(word) if s.place.kind == "country"), None)


def _right_of_border(scene: Scene, i: int) -> _Sides:
    """The countries in "border with Peru" and "border between Peru and Chile"."""
    words, out = scene.words, _Sides(i)
    if not words.together(i, i + 1) or words.lower[i + 1] not in ("with", "between", "of"):
        return out
    j = i + 2
    while words.together(i, j) and len(out.codes) < (1 if words.lower[i + 1] == "with" else 2):
        if j in scene.at and (code := _country(scene.candidates[scene.at[j]])) is not None:
            out.codes.append(code)
            out.taken.append(scene.at[j])
            j = out.edge = scene.candidates[scene.at[j]].last
        elif words.lower[j] not in ("the", "and", "neighboring", "neighbouring"):
            break
        j += 1
    return out


def _country(candidate: Candidate) -> str | None:
    return next((s.place.country for s in candidate.senses if s.place.kind == "country"), None)


def _antecedent(scene: Scene, before: int, sides: list[str]) -> str | None:
    """Whose border "its border" is: the nearest country named before it in the sentence that is not the other side."""
    j = before - 1
    while scene.words.together(before, j):
        code = _country(scene.candidates[scene.at[j]]) if j in scene.at else None
        if code is not None and code not in sides:
            return code
        j -= 1
    return None
