"""The words that bound or blur a number: "at least", "up to", "nearly", "or more", and what interval they leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.extract.figures.numbers import Number, lexicon
from pipelines.extract.figures.pieces import Piece, phrase
from pipelines.lexicon import words

LOWER = frozenset({"at_least", "more_than"})
UPPER = frozenset({"at_most", "less_than"})

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with the stretch `first:last` that its bound words and it cover together."""

    number: Number
    first: int
    last: int


@cache
def _before() -> Phrases:
    return _index(lexicon().bounds_before, -1)


@cache
def _after() -> Phrases:
    return _index(lexicon().bounds_after, 0)


def _index(bounds: dict[str, list[str]], key: int) -> Phrases:
    """Phrases with their bound by first (0) or last (-1) piece, longest first; each phrase belongs to one bound."""
    table: Phrases = {}
    for bound, phrases in bounds.items():
        for text in phrases:
            words = phrase(text)
            table.setdefault(words[key], []).append((words, bound))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


def bounded(pieces: Sequence[Piece], number: Number, first: int, last: int) -> Bounded:
    """Apply the bound words around pieces `first:last` (the number with its currency sign and unit) to `number`."""
    bound, start = _leading(pieces, first)
    if _is_of_the_verb(pieces, start, first, number, bare=(first, last) == (number.first, number.last)):
        return Bounded(number, first, last)
    if bound == "about" or bound is None:
        outer, further = _leading(pieces, start)
        if outer is not None and bound is not None and outer != "exact":
            bound, start = outer, further
    end = last
    if bound is None or bound == "about":
        for at in dict.fromkeys((number.last, last)):
            trailing, stop = _trailing(pieces, at)
            if trailing is not None:
                bound, end = trailing, max(end, stop)
                break
    return Bounded(apply_bound(number, bound), start, end)


def _is_of_the_verb(pieces: Sequence[Piece], start: int, end: int, number: Number, *, bare: bool) -> bool:
    """Whether "over" or "up to" goes with the word before: "handed over 12 prisoners", "ticked up to 4.6%".

    So do words of nearing: "gets closer to 18".

    "Took over" is a verb before few things ("took over three villages"), where nobody would say "more than".
    """
    opener = pieces[start - 1].lower if start else ""
    said = [piece.lower for piece in pieces[start:end]]
    if said == ["up", "to"]:
        return opener in _RISING
    if said != ["over"]:
        return said == ["closer", "to"] and opener in _NEARING
    few = bare and number.kind == "cardinal" and (number.value or 0) % 10 != 0
    return opener in _GIVING_OVER or opener in _FELT_OVER or (opener in _TAKING_OVER and few)


_NEARING = words("figures", "verbs-of-nearing")
_RISING = words("figures", "words-with-up")
_GIVING_OVER = words("figures", "verbs-with-over")
_TAKING_OVER = words("figures", "verbs-with-over-before-few")
_FELT_OVER = words("figures", "nouns-with-over")


def _leading(pieces: Sequence[Piece], at: int) -> tuple[str | None, int]:
    """The bound phrase that ends before piece `at`, and where it starts."""
    if at < 1:
        return None, at
    sign = pieces[at - 2].text + pieces[at - 1].text if at >= 2 and not pieces[at - 1].spaced else ""
    symbols = lexicon().symbol_bounds
    if sign in symbols:
        return symbols[sign], at - 2
    if pieces[at - 1].text in symbols:
        return symbols[pieces[at - 1].text], at - 1
    for said, bound in _before().get(pieces[at - 1].lower, ()):
        start = at - len(said)
        if start >= 0 and all(pieces[start + k].lower == word for k, word in enumerate(said)):
            return bound, start
    return None, at


def _trailing(pieces: Sequence[Piece], at: int) -> tuple[str | None, int]:
    """The bound phrase that starts at piece `at` (a hyphen skipped, as in "30-plus"), and where it ends."""
    hyphen = at < len(pieces) and pieces[at].text == "-" and not pieces[at].spaced
    start = at + 1 if hyphen else at
    if start >= len(pieces):
        return None, at
    for said, bound in _after().get(pieces[start].lower, ()):
        if (said in {("plus",), ("odd",), ("ish",)}) and not hyphen and pieces[start].spaced and said != ("odd",):
            continue
        if (said == ("some",) and not hyphen) or (said == ("+",) and pieces[start].spaced):
            continue
        stop = start + len(said)
        if stop <= len(pieces) and all(pieces[start + k].lower == word for k, word in enumerate(said)):
            return bound, stop
    return None, at


def apply_bound(number: Number, bound: str | None) -> Number:
    """The interval that remains: one end open for a bound, both for an approximation; a range keeps its own."""
    if bound is None or number.bound == "range":
        return number
    if number.value is None:
        return replace(number, bound=bound if bound != "exact" else number.bound)
    if bound in LOWER:
        return replace(number, bound=bound, low=number.value, high=None)
    if bound in UPPER:
        return replace(number, bound=bound, low=None, high=number.value)
    if bound == "about" and number.kind != "vague":
        return replace(number, bound=bound, low=None, high=None)
    return number


def merged(left: Number, right: Number) -> Number | None:
    """One range out of a lower and an upper bound on the same thing ("at least 20 and at most 100")."""
    for low, high in ((left, right), (right, left)):
        if (
            low.bound in LOWER
            and high.bound in UPPER
            and low.low is not None
            and high.high is not None
            and low.low < high.high
        ):
            middle = (low.low + high.high) / 2
            return Number(left.first, right.last, middle, low.low, high.high, "range", "range", spelled=left.spelled)
    return None
