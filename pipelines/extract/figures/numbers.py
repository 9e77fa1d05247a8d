"""The grammar of numbers: digits, words, mixtures, fractions, vague amounts and ranges, as pieces of one sentence.

Nothing here knows what is counted: `read_numbers` finds every stretch of text that denotes a quantity, and
`pipelines.extract.figures.figures` decides which of them are figures.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipelines.extract.figures.pieces import DASHES, Piece, lower_at, phrase
from pipelines.lexicon import Entry, load, words

NumberKind = Literal["cardinal", "vague", "fraction", "factor", "range"]

_MAX_DIGITS = 30
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 25, 30, 32, 40, 50, 64, 100})
_GROUPING = str.maketrans("", "", ",'’٬\u00a0\u202f\u2009 ")


class NumberLexicon(Entry):
    """`data/lexicon/numbers.yaml`."""

    cardinals: dict[str, int]
    scales: dict[str, int]
    abbreviated_scales: dict[str, int]
    money_scales: dict[str, int]
    groups: dict[str, int]
    plurals: dict[str, int]
    vague_multipliers: list[str]
    small: dict[str, int]
    fractions: dict[str, tuple[int, int]]
    multipliers: dict[str, float]
    bounds_before: dict[str, list[str]]
    bounds_after: dict[str, list[str]]
    symbol_bounds: dict[str, str]
    designators: list[str]
    score_words: list[str]
    address_words: frozenset[str]
    sums_of_money: frozenset[str]
    slashed_names: frozenset[str]
    added_before: list[str]
    added_after: list[str]
    sum_verbs: frozenset[str]
    part_words: frozenset[str]
    times_more: frozenset[str]
    times_the: frozenset[str]
    change_words: list[str]


@cache
def lexicon() -> NumberLexicon:
    """The words of numbers, loaded once."""
    return load("numbers.yaml", NumberLexicon)


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity: pieces `first:last`, the value, and for vague amounts and ranges the interval that the words allow.

    `scalable` is the factor of its last scale word (1 without one), so that "2-3 million" can lend it to the 2.
    """

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    bound: str = "exact"
    kind: NumberKind = "cardinal"
    scale: float = 1.0
    spelled: bool = False


def literal(text: str) -> float | None:
    """The value of a written number with any customary separators; None if it is no sane number.

    A comma before three digits groups, before one or two it is a decimal comma; "1.234,5" is European.
    """
    digits = [c for c in text if c.isdecimal()]
    if not digits or len(digits) > _MAX_DIGITS or len({unicodedata.name(c).rsplit(" ", 2)[0] for c in digits}) > 1:
        return None
    plain = text.replace("٫", ".").replace(" . ", ".").replace(" , ", ",")
    if "," in plain and "." in plain and plain.rindex(",") > plain.rindex("."):
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    elif plain.count(",") == 1 and not _groups_thousands(plain):
        plain = plain.replace(",", ".")
    return float(plain.translate(_GROUPING))


def _groups_thousands(text: str) -> bool:
    head, _, tail = text.partition(",")
    return len(tail.partition(".")[0]) == 3 and len(head) <= 3


def read_numbers(pieces: Sequence[Piece]) -> list[Number]:
    """Every number of the pieces, left to right, none overlapping another; ranges are joined."""
    found: list[Number] = []
    i = 0
    while i < len(pieces):
        number = _read(pieces, i)
        if number is None:
            i += 1
        else:
            found.append(number)
            i = number.last
    return _join_ranges(pieces, found)


def _read(pieces: Sequence[Piece], i: int) -> Number | None:
    piece = pieces[i]
    if piece.kind == "mark":
        return None
    if piece.kind == "number":
        return _digits(pieces, i)
    if piece.lower not in _starters():
        return None
    for reader in (_small, _vague, _fraction, read_spelled, _factor):
        number = reader(pieces, i)
        if number is not None:
            return number
    return None


@cache
def _starters() -> frozenset[str]:
    """Words that can begin a number: the guard that keeps other words cheap."""
    words = lexicon()
    opening = {key.split()[0] for key in words.small}
    return frozenset(
        {"a", "an", "the"}
        | opening
        | words.cardinals.keys()
        | words.scales.keys()
        | words.groups.keys()
        | words.plurals.keys()
        | words.fractions.keys()
        | words.multipliers.keys()
        | set(words.vague_multipliers)
        | {chr(code) for code in (*range(0xBC, 0xBF), *range(0x2150, 0x215F))}
    )


def _matches(pieces: Sequence[Piece], i: int, words: Sequence[str]) -> bool:
    return i + len(words) <= len(pieces) and all(pieces[i + k].lower == word for k, word in enumerate(words))


def _exact(first: int, last: int, value: float, **more: object) -> Number | None:
    if not math.isfinite(value):
        return None
    return Number(first, last, value, value, value, **more)  # type: ignore[arg-type]


def _vulgar(piece: Piece | None) -> float | None:
    """The value of a one-character fraction such as ½; superscripts have none."""
    if piece is None or len(piece.text) != 1 or "VULGAR FRACTION" not in unicodedata.name(piece.text, ""):
        return None
    return unicodedata.numeric(piece.text)


def _digits(pieces: Sequence[Piece], i: int) -> Number | None:
    value = literal(pieces[i].text)
    if value is None:
        return None
    end = i + 1
    following = pieces[end] if end < len(pieces) else None
    fraction = _vulgar(following)
    if fraction is not None:
        value, end, scale = _scaled(pieces, end + 1, value + fraction)
        return _exact(i, end, value, scale=scale, kind="fraction" if value < 1 else "cardinal")
    slashed = _slashed(pieces, i)
    if slashed is not None:
        return slashed
    inner = _slashed(pieces, end) if following is not None and following.kind == "number" and following.spaced else None
    if inner is not None and inner.value is not None and inner.value < 1:
        return _exact(i, inner.last, value + inner.value)
    value, end, scale = _scaled(pieces, end, value)
    return _exact(i, end, value, scale=scale)


def _slashed(pieces: Sequence[Piece], i: int) -> Number | None:
    """A fraction written "3/4" with one or two digits each side; longer chains are dates or codes."""
    if not (lower_at(pieces, i + 1) in {"/", "⁄"} and i + 2 < len(pieces) and pieces[i + 2].kind == "number"):
        return None
    if lower_at(pieces, i + 3) in {"/", "⁄"} or lower_at(pieces, i - 1) == "/":
        return None
    above, below = pieces[i].text, pieces[i + 2].text
    if len(above) > 2 or len(below) > 3 or not (above.isdecimal() and below.isdecimal()) or int(below) <= int(above):
        return None
    if int(below) not in _DENOMINATORS or f"{above}/{below}" in lexicon().slashed_names:
        return None
    return _exact(i, i + 3, int(above) / int(below), kind="fraction")


def _scaled(pieces: Sequence[Piece], i: int, value: float) -> tuple[float, int, float]:
    """Apply scale words behind digits: "1.2 million", "24K", "3-million", "2 dozen", "5 hundred thousand"."""
    words, scale = lexicon(), 1.0
    while i < len(pieces):
        step = (
            1
            if pieces[i].text in DASHES and not pieces[i].spaced and i + 1 < len(pieces) and not pieces[i + 1].spaced
            else 0
        )
        word = pieces[i + step] if i + step < len(pieces) else None
        if word is None or word.kind != "word":
            break
        factor = words.scales.get(word.lower) or (words.groups.get(word.lower) if word.lower != "score" else None)
        if factor is None and not step and (word.lower != "k" or not word.spaced):
            factor = words.abbreviated_scales.get(word.lower)
        if factor is None:
            break
        value, scale, i = scaled(value, factor), scale * factor, i + step + 1
    return value, i, scale


def scaled(value: float, factor: float) -> float:
    """A product as a person writes it: 16.4 million is 16,400,000, not 16,399,999.999999998."""
    return float(f"{value * factor:.15g}")


def _small(pieces: Sequence[Piece], i: int) -> Number | None:
    for listed, value in _small_phrases().get(pieces[i].lower, ()):
        if _matches(pieces, i, listed):
            return _exact(i, i + len(listed) - 1, value, spelled=True)
    return None


@cache
def _small_phrases() -> dict[str, list[tuple[tuple[str, ...], float]]]:
    """Phrases that end in "of" with what they count, by their first word."""
    table: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for key, value in lexicon().small.items():
        listed = phrase(key)
        if listed[-1] == "of":
            table.setdefault(listed[0], []).append((listed, float(value)))
    return table


def _vague(pieces: Sequence[Piece], i: int) -> Number | None:
    """As in "Dozens", "tens of thousands": at least two of the unit; "a few hundred": no value."""
    words = lexicon()
    at = i + 1 if lower_at(pieces, i) in {"a", "an"} else i
    if lower_at(pieces, at) in {"few", *words.vague_multipliers} and lower_at(pieces, at + 1) in (
        words.scales.keys() | words.plurals.keys() | {"dozen"}
    ):
        end = at + 2
        while lower_at(pieces, end) in words.scales or (
            lower_at(pieces, end) == "of" and lower_at(pieces, end + 1) in words.plurals
        ):
            end += 1 + (lower_at(pieces, end) == "of")
        return Number(i, end, None, None, None, "about", "vague", spelled=True)
    unit = words.plurals.get(pieces[i].lower)
    if unit is None:
        return None
    end, value = i + 1, 2.0 * unit
    while lower_at(pieces, end) == "of" and lower_at(pieces, end + 1) in words.plurals:
        value *= words.plurals[lower_at(pieces, end + 1)]
        end += 2
    if pieces[i].lower == "tens" and end == i + 1:
        return None
    if pieces[i].lower == "scores" and lower_at(pieces, end) not in _BEHIND_SCORES:
        return None
    return Number(i, end, value, value, None, "at_least", "vague", scale=float(unit), spelled=True)


_BEHIND_SCORES = words("figures", "words-behind-scores")


def _fraction(pieces: Sequence[Piece], i: int) -> Number | None:
    words = lexicon()
    vulgar = _vulgar(pieces[i])
    if vulgar is not None:
        return _exact(i, i + 1, vulgar, kind="fraction")
    if pieces[i].lower == "half":
        return _half(pieces, i)
    count = 1 if pieces[i].lower in {"a", "an"} else words.cardinals.get(pieces[i].lower, 0)
    at = i + 1
    if lower_at(pieces, at) in DASHES:
        at += 1
    part = words.fractions.get(lower_at(pieces, at))
    if not part or not 0 < count < part[1] or (pieces[at].lower in {"second", "half"} and count != 1):
        return None
    article = pieces[i].lower in {"a", "an"}
    following = lower_at(pieces, at + 1)
    reduced = i > 0 and pieces[i - 1].lower == "by"
    if article and not reduced and following not in {"of"} | words.scales.keys() | _PARTED_UNITS:
        return None
    value, end = count / part[1], at + 1
    if following in words.scales and following != "hundred":
        return _exact(i, end + 1, value * words.scales[following], spelled=True)
    return _exact(i, end, value, kind="fraction", spelled=True)


_PARTED_UNITS = words("figures", "units-of-parts")


def _half(pieces: Sequence[Piece], i: int) -> Number | None:
    """As in "Half a million", "half of", "half the …"; "the second half" and "half a world away" count nothing."""
    words = lexicon()
    at = i + 1
    if lower_at(pieces, at) in DASHES | {"a", "an"}:
        at += 1
    factor = words.scales.get(lower_at(pieces, at)) or words.groups.get(lower_at(pieces, at))
    if factor:
        return _exact(i, at + 1, factor / 2, spelled=True)
    if lower_at(pieces, i - 1) in _HALVES:
        return None
    if [lower_at(pieces, i + k) for k in (2, 3)] == ["world", "away"]:
        return None
    if lower_at(pieces, i + 1) in {"of", "the", "a", "an", "its", "their", "his", "her", "our", "all", "that", "those"}:
        return _exact(i, i + 1, 0.5, kind="fraction", spelled=True)
    return None


_HALVES = words("figures", "words-before-halves")


def read_spelled(pieces: Sequence[Piece], i: int) -> Number | None:
    """A number in words, read left to right: "two hundred and five thousand", "twenty-five", "two dozen"."""
    words = lexicon()
    start, current, total, scale = i, 0.0, 0.0, 1.0
    if pieces[i].lower in {"a", "an"}:
        if lower_at(pieces, i + 1) not in words.scales.keys() | {"dozen"}:
            return None
        current, i = 1.0, i + 1
    end, limit = start, math.inf
    while i < len(pieces):
        word = pieces[i].lower
        if word in words.cardinals and _extends(current, words.cardinals[word], end > start, limit):
            current += words.cardinals[word]
        elif word == "hundred" and 0 < current < 100:
            current, scale = current * 100, 100.0
        elif word in words.groups and word in {"dozen", "score"} and current > 0:
            current, scale = current * words.groups[word], float(words.groups[word])
        elif word in words.scales and words.scales[word] > 100 and (current or total) and words.scales[word] < limit:
            scale = limit = float(words.scales[word])
            total, current = total + (current or 1.0) * scale, 0.0
        else:
            break
        end = i = i + 1
        i = _connected(pieces, i, words)
    if end == start:
        return None
    value, end = _and_a_half(pieces, end, total + current)
    return _exact(start, end, value, scale=scale, spelled=True)


def _extends(current: float, word: int, started: bool, limit: float) -> bool:
    """Whether a number word can be added: a unit to tens, anything below a hundred to hundreds."""
    if not current:
        return (not started or word > 0) and word < limit
    if word == 0:
        return False
    return (current % 100 >= 20 and current % 10 == 0 and word < 10) or (current % 100 == 0 and current >= 100)


def _connected(pieces: Sequence[Piece], i: int, words: NumberLexicon) -> int:
    """Skip a hyphen, or "and" behind hundreds and above, if a number word follows."""
    if i + 1 < len(pieces):
        following = pieces[i + 1].lower
        if (
            pieces[i].text in DASHES
            and not pieces[i].spaced
            and (following in words.cardinals or following in words.scales)
        ):
            return i + 1
        if pieces[i].lower == "and" and pieces[i - 1].lower in words.scales and following in words.cardinals:
            return i + 1
        hyphened = [piece.lower for piece in pieces[i : i + 3]] == ["-", "and", "-"] and not pieces[i].spaced
        if hyphened and lower_at(pieces, i + 3) in words.cardinals:
            return i + 3
    return i


def _and_a_half(pieces: Sequence[Piece], i: int, value: float) -> tuple[float, int]:
    """As in "Two and a half", "one and half", "two and three quarters", perhaps before a scale: "… million"."""
    words = lexicon()
    if lower_at(pieces, i) != "and":
        return value, i
    at = i + 2 if lower_at(pieces, i + 1) in {"a", "an", "one"} else i + 1
    count = words.cardinals.get(lower_at(pieces, at), 1) if at == i + 1 else 1
    if at == i + 1 and lower_at(pieces, at) in words.cardinals:
        at += 1
    part = words.fractions.get(lower_at(pieces, at))
    if (
        not part
        or count >= part[1]
        or (at == i + 1 and pieces[at].lower != "half")
        or lower_at(pieces, at + 1) in {"of", "the"}
    ):
        return value, i
    value += count / part[1]
    factor = words.scales.get(lower_at(pieces, at + 1))
    return (value * factor, at + 2) if factor else (value, at + 1)


def _factor(pieces: Sequence[Piece], i: int) -> Number | None:
    value = lexicon().multipliers.get(pieces[i].lower)
    return None if value is None else _exact(i, i + 1, value, kind="factor", spelled=True)


def _join_ranges(pieces: Sequence[Piece], numbers: list[Number]) -> list[Number]:
    out: list[Number] = []
    for number in numbers:
        joined = _joined(pieces, out[-1], number) if out else None
        if joined is None:
            out.append(number)
        else:
            out[-1] = joined
    return out


def _joined(pieces: Sequence[Piece], left: Number, right: Number) -> Number | None:
    """One range or ratio out of two numbers and what stands between them, or None."""
    between = [piece.lower for piece in pieces[left.last : right.first]]
    if (
        left.kind not in {"cardinal", "fraction"}
        or right.kind not in {"cardinal", "fraction"}
        or not 1 <= len(between) <= 3
    ):
        return None
    if left.value is None or right.value is None:
        return None
    ratio = _ratio(pieces, left, right, between)
    if ratio is not None:
        return ratio
    if not _is_range(pieces, left, right, between):
        return None
    low, high = left.value, right.value
    if right.scale > 1 and left.scale == 1 and low < high / right.scale:
        low = scaled(low, right.scale)
    if low >= high:
        return None
    first = left.first - 1 if lower_at(pieces, left.first - 1) in {"between", "from"} else left.first
    return Number(first, right.last, (low + high) / 2, low, high, "range", "range", right.scale, left.spelled)


_VERBS_OF_SHARES = words("figures", "verbs-behind-shares")
_TIMES_BEHIND = words("figures", "units-of-time-behind-counts")
_BASES = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 20, 100})  # "two in five", "three in ten"


def _ratio(pieces: Sequence[Piece], left: Number, right: Number, between: list[str]) -> Number | None:
    """As in "One in five", "nine out of ten", "two of every three": a fraction of a round base."""
    if (
        left.value == 1
        and left.spelled
        and len(between) == 2
        and between[1] == "in"
        and right.value in _BASES
        and (
            right.last == len(pieces)
            or pieces[right.last].kind == "mark"
            or lower_at(pieces, right.last) in _VERBS_OF_SHARES
        )
    ):
        return _exact(left.first, right.last, 1 / right.value, kind="fraction", spelled=True)
    timed = lower_at(pieces, right.last) in _TIMES_BEHIND
    linked = between in (["out", "of"], ["of", "every"], ["in", "every"], ["-", "in", "-"]) or (
        between == ["in"] and (left.value == 1 or (left.spelled and right.value in _BASES and not timed))
    )
    if not linked or left.value is None or right.value is None or not 0 < left.value < right.value:
        return None
    if right.value > 20 and right.value % 10:
        return None
    return _exact(left.first, right.last, left.value / right.value, kind="fraction", spelled=left.spelled)


VOTING = words("figures", "words-of-voting")
"""Behind them two numbers are those of a vote: "voted 48-52", "ruled 6 to 3"."""


def is_told_alone(pieces: Sequence[Piece], at: int) -> bool:
    """Whether no noun that is counted follows: "voted 48-52 against it", not "approved 10 to 15 visas"."""
    return at >= len(pieces) or pieces[at].kind == "mark" or pieces[at].lower in _BEHIND_VOTES


_BEHIND_VOTES = words("figures", "words-behind-votes")


def _is_range(pieces: Sequence[Piece], left: Number, right: Number, between: list[str]) -> bool:
    opener = lower_at(pieces, left.first - 1)
    if len(between) != 1 or (opener in VOTING and is_told_alone(pieces, right.last)):
        return False
    link = between[0]
    if link in DASHES:
        dash, after = pieces[left.last], pieces[right.first]
        return (
            dash.spaced == after.spaced and lower_at(pieces, right.last) not in DASHES | {"/"} and opener not in DASHES
        )
    if link in {"~", "through", "thru"}:
        return True
    if link == "to":
        return opener not in {"by"} and not (opener == "from" and _changes(pieces, left.first - 1))
    if link == "and":
        return opener == "between"
    return link == "or" and _adjacent(left, right)


def _adjacent(left: Number, right: Number) -> bool:
    """As in "five or six", "five or six million", "2 or 3 dozen": neighbouring amounts of one scale."""
    if left.value is None or right.value is None:
        return False
    low = left.value * right.scale if left.scale == 1 and right.scale > 1 else left.value
    return left.scale in {1, right.scale} and 0 < right.value - low <= max(low, right.scale)


def _changes(pieces: Sequence[Piece], at: int) -> bool:
    words = lexicon().change_words
    return any(piece.lower in words for piece in pieces[max(0, at - 8) : at])
