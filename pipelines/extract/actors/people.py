"""The states that well-known persons act for (`lexicon/actors/people.yaml`), looked up by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines import lexicon
from pipelines.extract.parsed_tokens import fold
from pipelines.lexicon import words

_ENTRY = re.compile(r"(?P<names>.+?) (?P<since>\d{4})-(?P<until>\d{4})")
_PARTICLES = words("actors", "particles-left-out")
_SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "VNM", "TWN", "KHM", "SGP", "HKG"})
_DOUBLED = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a person's name, as folded words without particles and doubled letters."""

    words: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class People:
    """Spellings by last word, countries by single word, countries by surname, and spellings of two words or more."""

    by_last: dict[str, tuple[Spelling, ...]]
    by_word: dict[str, frozenset[str]]
    by_surname: dict[str, frozenset[str]]
    full_names: tuple[str, ...]

    def country(self, name: str, *, titled: bool) -> str | None:
        """ISO code of the state that a person of this name acts for; None where nobody or more than one state fits.

        `titled`: a title of office stands before the name, so that a surname is enough.
        """
        words = name_words(name)
        if len(words) == 1:
            found = self.by_word.get(words[0]) or (self.by_surname.get(words[0]) if titled else None)
        else:
            found = (
                frozenset(s.country for s in self.by_last.get(words[-1], ()) if _same(s.words, words))
                if words
                else None
            )
        return next(iter(found)) if found and len(found) == 1 else None


def name_words(name: str) -> tuple[str, ...]:
    """A name's words, ready to compare: "Muammar al-Qaddafi" gives muamar, qadafi."""
    plain = re.findall(r"[a-z0-9]+", fold(name).replace("'", "").replace("’", ""))
    return tuple(_DOUBLED.sub(r"\1", word) for word in plain if word not in _PARTICLES)


def _same(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether two names of two words or more are one person's: the shorter's words stand in the longer in order."""
    short, long = sorted((known, words), key=len)
    rest = iter(long)
    return len(short) > 1 and all(word in rest for word in short)


@cache
def load_people() -> People:
    """Load and index the persons, once per process. Raises `LexiconError`."""
    entries = lexicon.load("actors/people.yaml", dict[str, list[str]])
    by_last: dict[str, list[Spelling]] = {}
    by_word: dict[str, set[str]] = {}
    by_surname: dict[str, set[str]] = {}
    full_names: dict[str, None] = {}
    for country, people in entries.items():
        for entry in people:
            for name in _spellings(country, entry):
                words = name_words(name)
                if len(words) == 1:
                    by_word.setdefault(words[0], set()).add(country)
                else:
                    full_names[name] = None
                by_last.setdefault(words[-1], []).append(Spelling(words, country))
                by_surname.setdefault(words[0 if country in _SURNAME_FIRST else -1], set()).add(country)
    return People(
        by_last={word: tuple(found) for word, found in by_last.items()},
        by_word={word: frozenset(found) for word, found in by_word.items()},
        by_surname={word: frozenset(found) for word, found in by_surname.items()},
        full_names=tuple(full_names),
    )


def _spellings(country: str, entry: str) -> list[str]:
    found = _ENTRY.fullmatch(entry)
    if found is None or found["since"] > found["until"]:
        raise lexicon.LexiconError(f"actors/people.yaml: at {country}: {entry!r} is not 'NAME / NAME YEAR-YEAR'")
    return found["names"].split(" / ")
