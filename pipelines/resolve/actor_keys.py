"""Which actors of different documents are one: from a key that holds in a document to one that holds in all.

The extractor's key decides. Beyond that
- an actor known by a common noun alone ("gunmen") is another one in every document;
- persons and names outside the lexicon that share a key stay apart where documents give them different countries; one
  without a country, and a person of the same office, is the one in whose company it is named, if that is only one;
- a person known by one word stays in its document, unless exactly one person who bears that surname is of the same
  country or named in the same company;
- names of one country and type that differ in spelling alone ("Muhammad Husain", "Mohammed Hussein") are one: given
  names that sound otherwise ("Hassan", "Hussein") are other persons'; and so are a name and its only longer form, be it
  by a second family name ("Rogelio Soto Lara"), by a first that is often left out ("Syed Ali Rana") or, in one office,
  by any;
- an acronym is the organisation that some document introduces by it, if only one is.

The company of an actor are the persons and organisations named in the same documents; a country is no company.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from pipelines.resolve.groups import Groups

Row = dict[str, Any]

OPEN_KEYS = ("person:", "name:")  # keys that are mere names, not entries of the lexicon
ALIKE = 70.0  # rapidfuzz ratio of two spellings of one name
_MOST_COMPANY = 100  # actors of a document that are company to one another: a list of names is none
_WORDS_WITH_ONE_MORE = 3
_LARGEST_SPELLING = 50  # names that sound alike and are compared
_NO_COMPANY = "country:"
_ARTICLES = frozenset({
    "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul",
})  # fmt: skip
_DESCRIBING = frozenset({
    "union", "party", "movement", "militia", "faction", "cartel", "gang", "coalition", "alliance",
    "organization", "organisation", "association", "newspaper", "daily", "weekly", "company", "firm",
})  # fmt: skip
_VOWELS = re.compile(r"[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")
_OFTEN_LEFT_OUT = frozenset({
    "syed", "sayed", "sayyid", "sayyed", "seyed", "seyyed", "muhammad", "muhammed", "mohammed", "mohammad", "mohamed",
    "mohamad", "mohd", "haji", "hajji", "hadji", "mullah", "mawlawi", "maulana", "sheikh", "shaikh", "shaykh", "mirza",
    "sardar", "nawab", "chaudhry", "rana", "raja",
})  # fmt: skip
_VOWEL_GROUPS = re.compile(r"[aeiouyw]+")
_SOUNDS = (("kh", "k"), ("gh", "g"), ("q", "k"), ("c", "k"), ("dj", "j"), ("ph", "f"), ("z", "s"))


class ActorKeys:
    """Keys over all documents of the actors of single documents that have names (rows of `local_actors`)."""

    def __init__(self, locals_: list[Row]) -> None:
        self._locals = locals_
        self._company = _Company(locals_)
        self.keys = self._first()
        self.groups = Groups(set(self.keys.values()))
        self._join_variants()
        self._join_bare_names()
        self._join_spellings()
        self._join_longer_names()
        self._join_acronyms()

    def roots(self) -> list[tuple[str, str]]:
        """Each actor of one document with its key over all documents."""
        return [(actor_id, self.groups.find(key)) for actor_id, key in self.keys.items()]

    def _first(self) -> dict[str, str]:
        """Id in one document → key, before anything is joined that the extractor's key does not say."""
        countries: dict[str, set[str]] = defaultdict(set)
        for row in self._locals:
            if row["country"] is not None:
                countries[row["key"]].add(row["country"])
        bearers = _bearers(self._locals)
        return {row["actor_id"]: self._key(row, countries, bearers) for row in self._locals}

    def _key(self, row: Row, countries: Mapping[str, set[str]], bearers: Mapping[str, dict[str, set[str]]]) -> str:
        key: str = row["key"]
        if key.startswith("person:") and " " not in key.removeprefix("person:"):
            bearer = self._bearer(row, bearers.get(key.removeprefix("person:"), {}))
            if bearer is None:
                return f"{key}@{row['doc_id']}"
            key = bearer
        if key.startswith(OPEN_KEYS) and len(countries[key]) > 1:
            return f"{key}/{row['country'] or '@' + row['doc_id']}"
        return key

    def _bearer(self, row: Row, bearers: Mapping[str, set[str]]) -> str | None:
        """The only person with this surname of the same country, else the only one in the same company."""
        compatriots = [key for key, countries in bearers.items() if row["country"] in countries - {""}]
        if len(compatriots) == 1:
            return compatriots[0]
        possible = [key for key, countries in bearers.items() if row["country"] is None or countries == {""}]
        known = [key for key in compatriots or possible if self._company.of_key(key) & self._company.of(row)]
        return known[0] if len(known) == 1 else None

    def _join_variants(self) -> None:
        """Join actors of one name that their countries, or the want of one, have set apart."""
        variants: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in self._locals:
            full, _, variant = self.keys[row["actor_id"]].partition("/")
            if variant:
                variants[full][self.keys[row["actor_id"]]].append(row)
        for full, members in sorted(variants.items()):
            known = {key: rows for key, rows in members.items() if "/@" not in key}
            if full.startswith("person:"):
                self._join_same_office(known)
            around = {key: self._company.of_rows(rows) for key, rows in known.items()}
            for key in sorted(members.keys() - known.keys()):
                company = self._company.of(members[key][0])
                shared = {other: len(company & known_company) for other, known_company in around.items()}
                best = [other for other in known if shared[other] == max(shared.values()) > 0]
                if len({self.groups.find(other) for other in best}) == 1:
                    self.groups.join(key, best[0])

    def _join_same_office(self, known: Mapping[str, list[Row]]) -> None:
        seen: dict[tuple[str, str], str] = {}
        for key, rows in sorted(known.items()):
            offices = {_office(row["title"]) for row in rows if row["title"]}
            for mark in sorted((office, other) for office in offices for other in self._company.of_rows(rows)):
                self.groups.join(seen.setdefault(mark, key), key)

    def _join_bare_names(self) -> None:
        """Join a name with and without an article or a noun that says what it is, if no country speaks against it."""
        called: dict[tuple[str, str], list[tuple[str, str, str | None]]] = defaultdict(list)
        for row in self._locals:
            name = _open_name(row)
            if name is not None and " " in name:
                kind = row["key"].partition(":")[0]
                bare, noun = _bare_person(name) if kind == "person" else _bare_organization(name)
                called[kind, bare].append((self.keys[row["actor_id"]], noun, row["country"]))
            elif row["key"].startswith("lex:"):
                known = row["name"].casefold().replace("-", " ")
                called["name", known].append((self.keys[row["actor_id"]], "", row["country"]))
        for told in called.values():
            keys = sorted({key for key, _, _ in told})
            if max(len({noun for _, noun, _ in told} - {""}), len({land for _, _, land in told} - {None})) < 2:
                for key in keys[1:]:
                    self.groups.join(keys[0], key)

    def _join_spellings(self) -> None:
        """Join names of one country and type that sound alike and are spelt nearly alike."""
        blocks: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
        for row in self._locals:
            name = _open_name(row)
            if name is not None and " " in name and row["country"] is not None:
                if row["key"].startswith("person:"):
                    name, _ = _bare_person(name)
                blocks[row["actor_type"], row["country"], _sound(name)][name] = self.keys[row["actor_id"]]
        for names in blocks.values():
            ordered = sorted(names)[:_LARGEST_SPELLING]
            for i, one in enumerate(ordered):
                for other in ordered[i + 1 :]:
                    if fuzz.ratio(one, other) >= ALIKE and _same_given(one, other):
                        self.groups.join(names[one], names[other])

    def _join_longer_names(self) -> None:
        """Join a person's name of two words to the only longer one that begins or ends with them, in one country."""
        names: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
        offices: dict[str, set[str]] = defaultdict(set)
        for row in self._locals:
            name = _open_name(row)
            if name is not None and row["key"].startswith("person:") and row["country"] is not None and " " in name:
                key, words = self.keys[row["actor_id"]], name.split()
                if row["title"] and " " in row["title"]:  # "army chief" is one person's, "spokesman" is not
                    offices[key].add(row["title"].casefold())
                names[row["country"], " ".join(words[-2:])][name] = key, "ends"
                names[row["country"], " ".join(words[:2])][name] = key, "begins"
        for (_, two), found in sorted(names.items()):
            longer = sorted(found.keys() - {two})
            if two in found and len(longer) == 1:
                (short, _), (long, side) = found[two], found[longer[0]]
                left_out = longer[0].split()[0] in _OFTEN_LEFT_OUT and len(longer[0].split()) == _WORDS_WITH_ONE_MORE
                if side == "begins" or left_out or offices[short] & offices[long]:
                    self.groups.join(short, long)

    def _join_acronyms(self) -> None:
        introduced: dict[str, set[str]] = defaultdict(set)
        for row in self._locals:
            for alias in row["aliases"] or ():
                if _is_acronym(alias) and not _is_acronym(row["name"]):
                    introduced[alias.casefold()].add(self.keys[row["actor_id"]])
        known = {self.keys[row["actor_id"]]: row for row in self._locals}
        for row in self._locals:
            bearers = introduced.get(row["name"].casefold(), set()) if _is_acronym(row["name"]) else set()
            if len(bearers) == 1 and row["key"].startswith("name:"):
                full = known[min(bearers)]
                if None in (row["country"], full["country"]) or row["country"] == full["country"]:
                    self.groups.join(self.keys[row["actor_id"]], min(bearers))


class _Company:
    """Who is named in the same documents as an actor."""

    def __init__(self, locals_: Iterable[Row]) -> None:
        self._named: dict[str, set[str]] = defaultdict(set)
        self._documents: dict[str, set[str]] = defaultdict(set)
        self._of_keys: dict[str, set[str]] = {}
        for row in locals_:
            if not row["key"].startswith(_NO_COMPANY):
                self._named[row["doc_id"]].add(row["key"])
                self._documents[row["key"]].add(row["doc_id"])

    def of(self, row: Row) -> set[str]:
        """The company of an actor in its document."""
        named = self._named[row["doc_id"]]
        return named - {row["key"]} if len(named) <= _MOST_COMPANY else set()

    def of_rows(self, rows: Iterable[Row]) -> set[str]:
        """The company of an actor in some documents."""
        return set().union(*map(self.of, rows))

    def of_key(self, key: str) -> set[str]:
        """The company of an actor in all documents."""
        if key not in self._of_keys:
            self._of_keys[key] = set().union(*(self._named[doc] for doc in self._documents[key])) - {key}
        return self._of_keys[key]


def _bearers(locals_: Iterable[Row]) -> dict[str, dict[str, set[str]]]:
    """Last word of a full name → the persons' keys → their countries, "" for none."""
    out: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in locals_:
        name = row["key"].removeprefix("person:")
        if row["key"].startswith("person:") and " " in name:
            out[name.rsplit(" ", 1)[-1]][row["key"]].add(row["country"] or "")
    return out


def _open_name(row: Row) -> str | None:
    if not row["key"].startswith(OPEN_KEYS):
        return None
    return str(row["key"].partition(":")[2]).replace("-", " ")


@cache
def _bare_person(name: str) -> tuple[str, str]:
    """A person's name without articles, and no noun."""
    first, *others = name.split()
    plain = [word for word in others if word not in _ARTICLES]
    return " ".join([first, *plain]) if plain else name, ""


@cache
def _bare_organization(name: str) -> tuple[str, str]:
    """An organization's name without the noun that says what it is, and that noun; "" if it has none."""
    first, *middle, last = name.split()
    if middle and first in _DESCRIBING:
        return " ".join([*middle, last]), first
    if middle and last in _DESCRIBING:
        return " ".join([first, *middle]), last
    return name, ""


def _office(title: str) -> str:
    return " ".join(title.casefold().split()[-2:])


@cache
def _sound(name: str) -> str:
    """The consonants of a name, roughly as they sound, and a final a: what transliterations have in common."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    for written, heard in _SOUNDS:
        plain = plain.replace(written, heard)
    return " ".join(sorted(map(_heard, plain.split())))


def _heard(word: str) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word)) + ("a" if word.endswith("a") else "")


def _same_given(one: str, other: str) -> bool:
    """Whether two names begin with spellings of one given name: the same consonants, and vowels that may be the same.

    The first and the last vowel count; transliterations differ in "e", and in "o" and "u", but not between "a" and "u".
    """
    mine, theirs = (name.split(maxsplit=1)[0] for name in (one, other))
    if _sound(mine) != _sound(theirs):
        return False
    heard, other_heard = _vowels(mine), _vowels(theirs)
    if not heard or not other_heard:
        return True
    return all("e" in pair or len(pair) == 1 for pair in ({heard[0], other_heard[0]}, {heard[-1], other_heard[-1]}))


@cache
def _vowels(word: str) -> str:
    """The vowels of a word, roughly as they sound: "u" for all rounded ones, "i" for those that end in one."""
    groups = _VOWEL_GROUPS.findall(unicodedata.normalize("NFKD", word.casefold()))
    return "".join(
        "u" if set(g) & set("ouw") else "i" if set(g) & set("iy") or g in {"ee", "ae", "aee"} else g[0] for g in groups
    )


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "")
    return 2 < len(letters) <= 8 and letters.isalpha() and letters.isupper()
