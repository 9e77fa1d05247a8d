"""Numbers with their unit and their bounds: what the figure extractor starts from, still without a parse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extract.figures.bounds import Bounded, bounded, merged
from pipelines.extract.figures.measures import group_of, singular
from pipelines.extract.figures.numbers import Number, lexicon, read_numbers, scaled
from pipelines.extract.figures.pieces import Piece, lower_at
from pipelines.extract.figures.units import Unit, UnitMatch, million_code, unit_ahead, unit_behind
from pipelines.lexicon import words

_SHARED = frozenset({"money", "duration", "length", "mass", "volume", "area"})
_TIMES = Unit("times", "ratio")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and bounds, before its meaning is looked at; positions are pieces."""

    number: Number
    first: int
    last: int
    unit: Unit | None
    unit_last: int
    currency_first: int


def read_quantity(pieces: Sequence[Piece], number: Number) -> Quantity:
    """Read the unit on either side of a number, then the bounds around both."""
    ahead = unit_ahead(pieces, number.first)
    inner = number.first + 1 if pieces[number.first].lower in {"between", "from"} else number.first
    ahead = ahead or unit_ahead(pieces, inner)
    number = _money_scale(pieces, number, ahead)
    code = million_code(pieces[number.last]) if number.last < len(pieces) else None
    if code is None and number.first > 0 and million_code(pieces[number.first - 1]) is not None:
        code = million_code(pieces[number.first - 1])
        ahead = UnitMatch(code, number.first - 1, number.first) if code else None
        number = _times(number, 1e6)
    elif code is not None:
        number = _times(number, 1e6)
    behind = (unit_behind(pieces, number.last) or _times_more(pieces, number.last)) if ahead is None else None
    if (
        behind is None
        and ahead is None
        and number.kind in {"vague", "fraction"}
        and lower_at(pieces, number.last) in {"of", "a", "an"}
    ):
        behind = unit_behind(pieces, number.last + 1)
        if behind is not None and behind.unit.dimension not in _SHARED:
            behind = None
    if behind is None and ahead is None and number.kind == "fraction":
        behind = _of_one(pieces, number.last)
    number, behind = _feet_and_inches(pieces, number, behind)
    if behind is not None and behind.unit.dimension == "money" and lower_at(pieces, behind.last) in lexicon().scales:
        number = _times(number, lexicon().scales[lower_at(pieces, behind.last)])
        behind = replace(behind, last=behind.last + 1)
    behind = _unit_in_context(pieces, number, behind)
    if behind is not None and behind.unit.dimension == "duration":
        behind = replace(behind, last=_age_end(pieces, behind.last))
    unit = ahead.unit if ahead else behind.unit if behind else code
    unit_last = behind.last if behind else number.last + (1 if code and ahead is None else 0)
    first = min(ahead.first, number.first) if ahead else number.first
    dimension = unit.dimension if unit is not None else None
    if _is_negative(pieces, first, dimension):
        number, first = _times(number, -1.0), first - 1
    around: Bounded = bounded(pieces, number, first, unit_last)
    return Quantity(around.number, around.first, max(around.last, unit_last), unit, unit_last, first)


def _unit_in_context(pieces: Sequence[Piece], number: Number, behind: UnitMatch | None) -> UnitMatch | None:
    """The unit that a length or a weight becomes by the words around it: a speed, money."""
    if behind is not None and behind.unit.name in _SPEEDS and _is_per_hour(pieces, behind.last):
        return replace(behind, unit=_SPEEDS[behind.unit.name])
    weighed = behind is not None and lower_at(pieces, behind.last) == "of"
    if behind is not None and behind.unit.name == "pound" and not weighed and _is_paid(pieces, number.first):
        return replace(behind, unit=_POUND)
    return behind


def _is_per_hour(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "per hour" follows behind a conversion in brackets: "185 kilometers (115 miles) per hour"."""
    if lower_at(pieces, at) == "(":
        at = next((k for k in range(at, min(at + 6, len(pieces))) if pieces[k].text == ")"), at)
    following = [piece.lower for piece in pieces[at : at + 3]]
    return following in ([")", "per", "hour"], [")", "an", "hour"])


def _is_paid(pieces: Sequence[Piece], at: int) -> bool:
    """Whether pounds are money: "fined 100,000 pounds", "paid some 500 pounds"; whose money is not said."""
    return any(piece.lower in _PAYING for piece in pieces[max(0, at - 5) : at])


_PAYING = words("figures", "words-of-paying")
_POUND = Unit("pound", "money")
_SPEEDS = {"kilometre": Unit("kilometre per hour", "speed", 1.0), "mile": Unit("mile per hour", "speed", 1.609344)}


def _of_one(pieces: Sequence[Piece], at: int) -> UnitMatch | None:
    """As in "half a percent", "a tenth of one percent": the unit of which a fraction is taken."""
    at += lower_at(pieces, at) == "of"
    if lower_at(pieces, at) not in {"a", "an", "one", "1"}:
        return None
    unit = unit_behind(pieces, at + 1)
    return unit if unit is not None and unit.unit.dimension == "ratio" else None


def _times_more(pieces: Sequence[Piece], at: int) -> UnitMatch | None:
    """As in "three times larger", "four times the average": a factor, where "three times" alone counts occasions."""
    if lower_at(pieces, at) != "times":
        return None
    following, words = lower_at(pieces, at + 1), lexicon()
    compared = following in words.times_more or (following == "the" and lower_at(pieces, at + 2) in words.times_the)
    return UnitMatch(_TIMES, at, at + 1) if compared else None


def _is_negative(pieces: Sequence[Piece], first: int, dimension: str | None) -> bool:
    """As in "minus 20 degrees", "-5 °C"; a dash before people or things opens an item of a list."""
    sign = lower_at(pieces, first - 1)
    if sign in {"minus", "negative"}:
        if lower_at(pieces, first - 2) == "or":
            return False
        return first < 2 or pieces[first - 2].kind != "number"
    glued = sign in {"-", "−"} and pieces[first - 1].spaced and not pieces[first].spaced
    return glued and dimension in {"temperature", "ratio", "money"} and (first < 2 or pieces[first - 2].kind == "word")


def _age_end(pieces: Sequence[Piece], at: int) -> int:
    """The end of "years old", "-year-old", "years of age" behind a number of years."""
    for ending in (("-", "old"), ("-", "olds"), ("old",), ("of", "age")):
        if [piece.lower for piece in pieces[at : at + len(ending)]] == list(ending):
            return at + len(ending)
    return at


def _times(number: Number, factor: float) -> Number:
    value, low, high = (None if v is None else scaled(v, factor) for v in (number.value, number.low, number.high))
    return replace(number, value=value, low=low, high=high)


def _money_scale(pieces: Sequence[Piece], number: Number, ahead: UnitMatch | None) -> Number:
    """As in "$350m", "€5b": one letter behind an amount of money is millions; "5m people" too, while "5m" is metres."""
    if number.last >= len(pieces):
        return number
    piece = pieces[number.last]
    factor = lexicon().money_scales.get(piece.lower)
    if piece.spaced or factor is None or number.scale != 1:
        return number
    following = lower_at(pieces, number.last + 1)
    group = group_of(singular(following)) if following else None
    currency = unit_behind(pieces, number.last + 1)
    money = ahead is not None or (currency is not None and currency.unit.dimension == "money")
    large = currency is not None and currency.unit.dimension in {"volume", "mass", "energy"}
    counts = piece.lower == "m" and (large or (group is not None and group.unit == "person") or following == "votes")
    return replace(_times(number, factor), last=number.last + 1) if money or counts else number


def _feet_and_inches(
    pieces: Sequence[Piece], number: Number, behind: UnitMatch | None
) -> tuple[Number, UnitMatch | None]:
    """As in "5 ft 2 in", "3 dollars 50 cents": the smaller unit is added to the larger."""
    if behind is None or number.value is None or number.bound == "range":
        return number, behind
    at = behind.last + 1 if lower_at(pieces, behind.last) == "and" else behind.last
    rest = next((n for n in read_numbers(pieces[at : at + 4]) if n.first == 0), None)
    if rest is None or rest.value is None or behind.unit.factor is None:
        return number, behind
    smaller = unit_behind(pieces, at + rest.last)
    pairs = {("foot", "inch"), ("pound", "ounce"), ("stone", "pound")}
    money = (
        smaller is not None
        and smaller.unit.dimension == behind.unit.dimension == "money"
        and smaller.unit.factor == 0.01
        and behind.unit.factor == 1
    )
    inches = smaller is None and behind.unit.name == "foot" and lower_at(pieces, at + rest.last) == "in"
    if (
        smaller is not None
        and ((behind.unit.name, smaller.unit.name) in pairs or money)
        and smaller.unit.factor is not None
    ):
        total, last = number.value + rest.value * smaller.unit.factor / behind.unit.factor, smaller.last
    elif inches:
        total, last = number.value + rest.value / 12, at + rest.last + 1
    else:
        return number, behind
    return replace(number, value=total, low=total, high=total), UnitMatch(behind.unit, behind.first, last)


def combined(pieces: Sequence[Piece], found: list[Quantity]) -> list[Quantity]:
    """Join "at least 20 and at most 100" and "$5 to $10" into one range."""
    out: list[Quantity] = []
    for quantity in found:
        pair = _joined(pieces, out[-1], quantity) if out else None
        if pair is None:
            out.append(quantity)
        else:
            out[-1] = pair
    return out


def _joined(pieces: Sequence[Piece], left: Quantity, right: Quantity) -> Quantity | None:
    between = [piece.lower for piece in pieces[left.last : right.first]]
    if len(between) > 2 or (left.unit is not None and right.unit is not None and left.unit.name != right.unit.name):
        return None
    if between and set(between) <= {"and", "but", ","}:
        number = merged(left.number, right.number)
        if number is not None:
            return replace(right, number=number, first=left.first, currency_first=left.currency_first)
    if (
        left.unit is None
        or right.unit is None
        or left.number.bound not in {"exact", "about"}
        or right.number.bound != "exact"
    ):
        return None
    a, b = left.number.value, right.number.value
    opener = lower_at(pieces, left.first - 1)
    linked = between in (["to"], ["-"], ["–"], ["through"]) or (between == ["and"] and opener == "between")
    if not linked or a is None or b is None or a >= b:
        return None
    if (
        between == ["to"]
        and opener == "from"
        and any(p.lower in lexicon().change_words for p in pieces[max(0, left.first - 9) : left.first])
    ):
        return None
    number = Number(left.number.first, right.number.last, (a + b) / 2, a, b, "range", "range")
    first = left.first - 1 if opener in {"between", "from"} else left.first
    return replace(right, number=number, first=first, currency_first=left.currency_first)
