"""Units of measurement and currencies, matched on pieces before and behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.extract.figures.pieces import DASHES, Piece, phrase
from pipelines.lexicon import Entry, load


class UnitEntry(Entry):
    """One unit of `data/lexicon/units.yaml`."""

    name: str
    dimension: str
    factor: float | None = None
    forms: list[str]
    symbols: tuple[str, ...] = ()


class CurrencyEntry(Entry):
    """One currency name; `factor` and `unit` are for its hundredths and for names that several currencies share."""

    code: str
    names: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    factor: float = 1.0
    unit: str | None = None


class UnitLexicon(Entry):
    """`data/lexicon/units.yaml`."""

    units: list[UnitEntry]
    currencies: list[CurrencyEntry]
    codes: list[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: canonical singular name (ISO code for money), dimension, worth in the base unit if a plain factor."""

    name: str
    dimension: str
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found at pieces `first:last`."""

    unit: Unit
    first: int
    last: int


Table = dict[str, list[tuple[tuple[str, ...], Unit]]]


def _index(entries: list[tuple[str, Unit]], key: int) -> Table:
    """Phrases by their first (`key` 0) or last (-1) piece, longest first."""
    table: Table = {}
    for text, unit in entries:
        words = phrase(text)
        table.setdefault(words[key], []).append((words, unit))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


@cache
def _lexicon() -> UnitLexicon:
    return load("units.yaml", UnitLexicon)


def _money(entry: CurrencyEntry) -> Unit:
    return Unit(entry.unit or entry.code, "money", entry.factor)


@cache
def _behind() -> Table:
    data = _lexicon()
    rows = [(form, Unit(u.name, u.dimension, u.factor)) for u in data.units for form in u.forms]
    rows += [(form, _money(c)) for c in data.currencies for form in (*c.names, *c.after)]
    rows += [(code, Unit(code, "money", 1.0)) for code in data.codes]
    rows += [("$", Unit("USD", "money", 1.0))]
    return _index(rows, 0)


@cache
def _ahead() -> Table:
    data = _lexicon()
    rows = [(form, _money(c)) for c in data.currencies for form in c.before]
    rows += [(code, Unit(code, "money", 1.0)) for code in data.codes]
    return _index(rows, -1)


@cache
def _symbols() -> dict[str, Unit]:
    return {s: Unit(u.name, u.dimension, u.factor) for u in _lexicon().units for s in u.symbols}


@cache
def _millions() -> dict[str, Unit]:
    """As in "MUSD", "MEUR": a currency code with its million written on."""
    return {f"m{code.lower()}": Unit(code, "money", 1.0) for code in _lexicon().codes}


def _match(pieces: Sequence[Piece], at: int, words: tuple[str, ...]) -> bool:
    if at < 0 or at + len(words) > len(pieces):
        return False
    return all(
        pieces[at + k].lower == word and not (k and pieces[at + k].kind == "number" and pieces[at + k].spaced)
        for k, word in enumerate(words)
    )


def unit_behind(pieces: Sequence[Piece], at: int) -> UnitMatch | None:
    """The unit that starts at piece `at`, a hyphen before it allowed ("900-kilometer"); the longest form wins."""
    first = at + 1 if at < len(pieces) and pieces[at].text in DASHES and not pieces[at].spaced else at
    if first >= len(pieces):
        return None
    word = pieces[first]
    for words, unit in _behind().get(word.lower, ()):
        last = first + len(words)
        if _match(pieces, first, words) and _plausible(pieces, first, last, unit):
            return UnitMatch(unit, first, last)
    symbol = _symbols().get(word.text)
    if symbol is not None and _stands_alone(pieces, first):
        return UnitMatch(symbol, first, first + 1)
    return None


def _plausible(pieces: Sequence[Piece], first: int, last: int, unit: Unit) -> bool:
    """Short abbreviations and code-like currencies must not be ordinary words or run on into one."""
    word = pieces[first]
    if last < len(pieces) and pieces[last].kind == "word" and not pieces[last].spaced:
        return False
    if (
        last - first == 1
        and word.text.isalpha()
        and word.text.isascii()
        and len(word.text) == 3
        and unit.name == word.text.upper()
    ):
        return word.text.isupper() or word.text == "rmb"
    return True


def _stands_alone(pieces: Sequence[Piece], at: int) -> bool:
    """A one-letter symbol belongs to the number if it is written on, or if no apostrophe, hyphen or letter follows."""
    symbol = pieces[at]
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if (
        following is not None
        and not following.spaced
        and (following.kind == "word" or following.text in {"'", "’", "-", "/", "."})
    ):
        return following.text == "." and (at + 2 == len(pieces) or pieces[at + 2].spaced)
    if symbol.text in {"in", "s", "C", "F", "g", "l", "L", "h"}:
        return not symbol.spaced
    return True


def unit_ahead(pieces: Sequence[Piece], at: int) -> UnitMatch | None:
    """The currency sign, abbreviation or code that ends just before piece `at` ("$350", "Rs 50", "USD 5")."""
    if at < 1:
        return None
    for words, unit in _ahead().get(pieces[at - 1].lower, ()):
        first = at - len(words)
        if not _match(pieces, first, words):
            continue
        word = pieces[first]
        if word.kind == "word" and not _is_sign(pieces, first, at, unit):
            continue
        return UnitMatch(unit, first, at)
    return None


def _is_sign(pieces: Sequence[Piece], first: int, at: int, unit: Unit) -> bool:
    """Letters before a number are a currency only in their customary capitals, and at the start of a word."""
    word = pieces[first]
    if first > 0 and not word.spaced and pieces[first - 1].kind != "mark":
        return False
    if word.lower in {"a", "s", "z", "n", "j"} and at - first > 1:
        return word.text.isupper() and not pieces[first + 1].spaced
    if at - first > 1 and not pieces[at - 1].text.isalpha():
        return True
    if word.lower == "r":
        return word.text == "R" and not pieces[at].spaced
    if word.text.upper() == unit.name:
        return word.text.isupper()
    return word.text[0].isupper() or word.lower in {"rs", "rmb"}


def million_code(piece: Piece) -> Unit | None:
    """The currency of "MUSD" and the like, which counts millions."""
    return _millions().get(piece.lower) if piece.text.isupper() else None
