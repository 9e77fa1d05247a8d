"""Text cut into tokens for the grammar of time, each with one symbol: the grammar is regular expressions over symbols.

Symbols: d one or two digits · y a year-like number · x other digits · w a number in words · o ordinal · M month · W
weekday · U day and longer unit · H hour and shorter unit · P part of the day · S season · F holiday · L last · N next
· T this · C recent · Y today and the like · K now · A ago · E earlier · O later · B early · D mid · Z late · V every
· v weekly and the like · g a vague count · h half · G decade ("1990s") · Q quarter ("Q3") · p a.m. or p.m. · z zone ·
t the · a a(n) · f of · i in, on, at · j between · & and · > to, until, through · < from, since · c o'clock · m month
of another calendar · e "year-end" · - / , . : ' ( ) themselves · ! any other mark · ~ anything else
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from pipelines.extract.figures.numbers import lexicon as numbers
from pipelines.extract.figures.numbers import literal, read_spelled
from pipelines.extract.figures.pieces import Piece
from pipelines.extract.times.military import is_clock
from pipelines.extract.times.vocabulary import (
    TOKEN,
    holidays,
    lexicon,
    month_names,
    phrases,
    symbols,
)
from pipelines.extract.times.years_in_words import FIRST_WORDS, decade_in_words, year_in_words
from pipelines.lexicon import words

_TENS = {"twenty": 20, "thirty": 30}
_NEIGHBOURS = frozenset("doyMWLNTBDZVYP")
_DOUBTFUL = frozenset("HwvxyMWS")
"""Symbols that what stands beside may change."""


class Token(NamedTuple):
    """A token of time: `value` is a month number, an ISO weekday, a count, an ISO unit, by its symbol."""

    start: int
    end: int
    lower: str
    symbol: str
    value: object
    spaced: bool
    capital: bool

    @property
    def number(self) -> int:
        """`value` as a whole number."""
        return int(self.value) if isinstance(self.value, int | float) else 0


Read = tuple[str, object, int] | None


def _phrase(pieces: list[Piece], i: int) -> Read:
    for said, symbol, value in phrases().get(pieces[i].lower, ()):
        if len(said) <= len(pieces) - i and all(pieces[i + k].lower == word for k, word in enumerate(said)):
            return symbol, value, i + len(said)
    return None


def lex(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with numbers, ordinals, decades, a.m./p.m. and holidays put together."""
    pieces: list[Piece] = []
    last = start
    for found in TOKEN.finditer(text, start, end):
        word, (first, behind) = found.group(), found.span()
        pieces.append(Piece(word, word.lower(), first, behind, "word", first > last))
        last = behind
    tokens: list[Token] = []
    i = 0
    while i < len(pieces):
        token, i = _token(pieces, i)
        tokens.append(token)
    return [_disambiguated(tokens, i) if token.symbol in _DOUBTFUL else token for i, token in enumerate(tokens)]


@cache
def _readers() -> dict[str, list[Callable[[list[Piece], int], Read]]]:
    """Who may read something that opens with a word, in the order in which they are asked; of most words nobody."""
    table: dict[str, list[Callable[[list[Piece], int], Read]]] = {}
    for reader, openers in (
        (_quarter, {"q", "h"}),
        (_halfday, {"am", "pm", "a", "p"}),
        (_holiday, holidays()),
        (_phrase, phrases()),
        (_year_in_words, FIRST_WORDS),
        (_ordinal, _TENS),
        (_spelled, numbers().cardinals),
    ):
        for word in openers:
            table.setdefault(word, []).append(reader)
    return table


def _token(pieces: list[Piece], i: int) -> tuple[Token, int]:
    word = pieces[i].lower
    for reader in (_digits,) if word[0].isdecimal() else _readers().get(word, ()):
        read = reader(pieces, i)
        if read is not None:
            symbol, value, end = read
            return _make(pieces, i, end, symbol, value), end
    symbol, value = symbols().get(word, ("~" if word[0].isalnum() else "!", None))
    if symbol == "~" and word.endswith(("'s", "’s")):
        symbol, value = symbols().get(word[:-2], ("~", None))
        if symbol in "~tafi&><":
            symbol, value = "~", None
        elif symbol != "~":
            return Token(
                pieces[i].start,
                pieces[i].end - 2,
                word[:-2],
                symbol,
                value,
                pieces[i].spaced,
                pieces[i].text[0].isupper(),
            ), i + 1
    return _make(pieces, i, i + 1, symbol, value), i + 1


def _make(pieces: list[Piece], i: int, end: int, symbol: str, value: object) -> Token:
    first = pieces[i]
    lower = first.lower if end == i + 1 else " ".join([piece.lower for piece in pieces[i:end]])
    return Token(first.start, pieces[end - 1].end, lower, symbol, value, first.spaced, first.text[0].isupper())


def _digits(pieces: list[Piece], i: int) -> Read:
    text = pieces[i].text
    follower = pieces[i + 1] if i + 1 < len(pieces) else None
    written_on = follower.lower if follower is not None and not follower.spaced else ""
    if len(text) > 6 or not text.isascii():
        return "x", None, i + 1
    value = int(text)
    if written_on in {"st", "nd", "rd", "th"} and value < 400:
        return "o", value, i + 2
    plural = i + 2 if written_on == "s" else i + 3 if _is_plural(pieces, i) else None
    if plural is not None and len(text) in {2, 4} and value % 10 == 0:
        return "G", value if value > 100 else 1900 + value, plural
    if len(text) <= 2:
        return "d", value, i + 1
    if len(text) == 4 and 1000 <= value < 3000:
        return "y", value, i + 1
    return "x", literal(text), i + 1


def _is_plural(pieces: list[Piece], i: int) -> bool:
    """Whether an apostrophe and an "s" are written onto a number: "the 1970's"."""
    written = pieces[i + 1 : i + 3]
    return [piece.lower for piece in written] in (["'", "s"], ["’", "s"]) and not any(p.spaced for p in written)


def _year_in_words(pieces: list[Piece], i: int) -> Read:
    decade = decade_in_words(pieces, i)
    if decade is not None:
        return "G", *decade
    year = year_in_words(pieces, i, month_names())
    return None if year is None else ("y", *year)


def _quarter(pieces: list[Piece], i: int) -> Read:
    """As in "Q3", "H1": a quarter is 1 to 4, a half 5 or 6."""
    word = pieces[i].lower
    if (
        word in {"q", "h"}
        and i + 1 < len(pieces)
        and not pieces[i + 1].spaced
        and pieces[i + 1].text in {"1", "2", "3", "4"}
    ):
        number = int(pieces[i + 1].text)
        if word == "q":
            return "Q", number, i + 2
        if number <= 2 and pieces[i].text == "H":
            return "Q", number + 4, i + 2
    return None


def _halfday(pieces: list[Piece], i: int) -> Read:
    word = pieces[i].lower
    if word in {"am", "pm"} and i and (pieces[i - 1].text[0].isdecimal() or pieces[i - 1].lower in symbols()):
        return "p", word, i + 1
    if word in {"a", "p"} and i and pieces[i - 1].text[0].isdecimal():
        letters = [piece.lower for piece in pieces[i : i + 4]]
        if letters[1:3] == [".", "m"]:
            return "p", word + "m", i + 4 if letters[3:] == ["."] else i + 3
    return None


def _holiday(pieces: list[Piece], i: int) -> Read:
    for said, holiday in holidays().get(pieces[i].lower, ()):
        if len(said) <= len(pieces) - i and all(pieces[i + k].lower == word for k, word in enumerate(said)):
            undated = holiday.date is None and holiday.rule is None and holiday.easter is None
            if pieces[i].text[0].islower() and undated:
                return None
            return "F", holiday, i + len(said)
    return None


def _ordinal(pieces: list[Piece], i: int) -> Read:
    tens = _TENS[pieces[i].lower]
    if i + 1 < len(pieces):
        at = i + 2 if pieces[i + 1].text == "-" and i + 2 < len(pieces) else i + 1
        unit = lexicon().ordinals.get(pieces[at].lower, 10)
        if unit < 10:
            return "o", tens + unit, at + 1
    return None


def _spelled(pieces: list[Piece], i: int) -> Read:
    number = read_spelled(pieces, i)
    if number is None or number.value is None:
        return None
    return "w", number.value, number.last


def _disambiguated(tokens: list[Token], i: int) -> Token:  # noqa: PLR0911 - a decision list
    """An ambiguous word is a word of time only in a capital and beside other words of time or after a preposition."""
    token = tokens[i]
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.lower == "second" and token.symbol == "H" and _is_ordinal(tokens, i):
        return token._replace(symbol="o", value=2)
    if before is not None and before.symbol == "M" and _is_day_in_words(tokens, i):
        return token._replace(symbol="d")
    if token.symbol == "v" and token.capital and after is not None and after.capital:
        return token._replace(symbol="~", value=None)
    if token.symbol in "xy" and is_clock(tokens, i):
        return token._replace(symbol="k")
    if token.lower not in _ambiguous() or token.symbol not in "MWS":
        return token
    if after is not None and after.symbol in "./,-" and not after.spaced and i + 2 < len(tokens):
        after = tokens[i + 2]
    near = (before is not None and before.symbol in _NEIGHBOURS) or (
        after is not None and (after.symbol in _NEIGHBOURS - set("LNTV") or _is_day_in_words(tokens, i + 1))
    )
    openers = "i<>j&-(" if token.symbol == "W" else "i<>jft&-("
    opened = before is not None and (
        before.symbol in openers or before.lower in {"by", "before", "after", "this", "last", "next", ","}
    )
    if token.symbol == "S":
        dated = after is not None and (
            after.symbol == "y" or (after.symbol == "f" and i + 2 < len(tokens) and tokens[i + 2].symbol == "y")
        )
        until = before is not None and before.lower in {"by", "until", "till", "since"}
        allowed = dated or until or (before is not None and before.symbol in "LNTBDZVi")
    elif token.lower in {"may", "march", "mar", "august"}:
        allowed = (near and (token.capital or (after is not None and after.symbol in "dyo"))) or (
            opened and token.capital
        )
    else:
        allowed = near or (opened and token.capital)
    if allowed:
        return token
    return token._replace(symbol="~", value=None)


def _is_day_in_words(tokens: list[Token], i: int) -> bool:
    """Whether a number in words may be the day of a month before it: a mark, a year or nothing follows."""
    if tokens[i].symbol != "w" or not 1 <= tokens[i].number <= 31:
        return False
    return i + 1 == len(tokens) or tokens[i + 1].symbol in ",.!y:"


_RANKED = words("times", "words-behind-a-second")


def _is_ordinal(tokens: list[Token], i: int) -> bool:
    """Whether "second" ranks something: "the second half", "the second Monday of May", not "a second", "per second"."""
    behind = "".join(token.symbol for token in tokens[i + 1 : i + 4])
    before = tokens[i - 1].symbol if i else ""
    if before == "a" and i + 1 < len(tokens) and (behind[:1] in set("UPW") or tokens[i + 1].lower in _RANKED):
        return True
    if before in set("dwxyagVo"):
        return False
    return behind[:1] in set("UhWQ") or (behind[:1] == "f" and behind.strip("f")[:1] in set("MLNTt"))


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(lexicon().ambiguous)
