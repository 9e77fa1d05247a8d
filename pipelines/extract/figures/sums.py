"""How the numbers of one sentence stand to one another: parts, totals, additions, and what they leave unsaid.

"Nine people, including three women, died" states a whole and a part of it; "another 3" is added to a number told
before, "raising the toll to 12" is what it comes to. "Five people died in the north and three in the south" counts
people twice and says so once. Nothing is added up: each number stays the row that the text states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipelines.extract.facts import Figure
from pipelines.extract.figures.measures import lexicon as measure_lexicon
from pipelines.extract.figures.numbers import lexicon, scaled
from pipelines.extract.figures.pieces import Piece, lower_at, phrase
from pipelines.extract.figures.quantities import Quantity
from pipelines.lexicon import words

_WINDOW = 9
_REACH = 24
_OF = frozenset({"of", "among"})
_PRONOUNS = frozenset({"them", "whom", "which", "those", "these"})
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our", "those", "these", "some", "about", "all"})
_TO = words("figures", "words-before-totals")
_IN_ALL = tuple(tuple(phrase.split()) for phrase in sorted(words("figures", "phrases-of-totals")))
_LINKS = frozenset({"and", ",", "or", "but", "to", "against", "another", "with", ";"})
_COMPARED = frozenset({("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to"), ("against", "just")})
_LEAVE_UNSAID = frozenset(
    {"in", "at", "near", "on", "outside", "around", "from", "and", ",", ".", ";", "to", "against", "", "for"}
)


@cache
def _added_before() -> frozenset[tuple[str, ...]]:
    return frozenset(phrase(text) for text in lexicon().added_before)


def related(
    pieces: Sequence[Piece], quantities: Sequence[Quantity], figures: Sequence[Figure], before: Figure | None = None
) -> list[Figure]:
    """The figures of a sentence with their tally, and with the measure and unit that another of them lends.

    `before` is the last figure of the sentence before, which another count of the same takes up.
    """
    out = list(figures)
    for i, quantity in enumerate(quantities):
        other = out[i - 1] if i else before
        if other is not None and _counts_the_same(pieces, quantities[i - 1] if i else None, quantity, out[i]):
            out[i] = replace(_lent(out[i], other), item=other.item)
        figure = replace(out[i], tally=_tally(pieces, quantity, out[i]))
        whole = next((f for f in reversed(out[:i]) if f.item is not None), None)
        if whole is not None and whole.unit == "person" and _in_brackets(pieces, quantity, figure):
            figure = replace(_lent(figure, whole), item=whole.item, tally="part")
        if (
            i
            and figure.tally is None
            and out[i - 1].tally == "part"
            and _goes_on(pieces, quantities[i - 1], quantity, figure)
        ):
            figure = replace(figure, tally="part")
        if figure.tally == "part":
            whole = _whole(pieces, quantities, out, i)
            if whole is not None and _takes_up(pieces, quantity, figure) and whole.unit not in {None, "person"}:
                figure = replace(figure, unit=whole.unit, measure=whole.measure)
            figure = _lent(figure, whole) if whole is not None and _is_person(figure, whole) else figure
        elif i and _leaves_unsaid(pieces, quantities[i - 1], quantity, figure):
            goes_on = lower_at(pieces, quantity.last) in _LEAVE_UNSAID
            figure = _lent(figure, out[i - 1] if goes_on else replace(out[i - 1], measure="other"))
        out[i] = _aged_too(pieces, quantities, i, figure, out) if i else figure
    return [_in_dollars(figure, out) for figure in out]


def _aged_too(
    pieces: Sequence[Piece], quantities: Sequence[Quantity], i: int, figure: Figure, before: Sequence[Figure]
) -> Figure:
    """The second of two ages: "two men, aged 24 and 37"."""
    between = [piece.lower for piece in pieces[quantities[i - 1].last : quantities[i].first]]
    bare = figure.item is None and figure.unit is None and figure.dimension == "count"
    if not (bare and before[i - 1].measure == "age" and between in (["and"], ["or"], [","], [",", "and"])):
        return figure
    return replace(figure, unit="year", dimension="duration", measure="age")


def _in_dollars(figure: Figure, beside: Sequence[Figure]) -> Figure:
    """Cents as parts of the one currency that the sentence names: "down 54 cents at $77.75"."""
    if figure.unit != "cent":
        return figure
    named = {other.unit for other in beside if other.dimension == "money"} - {None, "cent"}
    if len(named) != 1:
        return figure
    value, low, high = (None if v is None else scaled(v, 0.01) for v in (figure.value, figure.low, figure.high))
    return replace(figure, unit=named.pop(), value=value, low=low, high=high)


def _tally(pieces: Sequence[Piece], quantity: Quantity, figure: Figure) -> str | None:
    before = [piece.lower for piece in pieces[max(0, quantity.first - _WINDOW) : quantity.first]]
    inner = [piece.lower for piece in pieces[quantity.first : quantity.number.first]]
    if _is_added(pieces, quantity, before) or (figure.measure == "fatalities" and _are_of_the_hurt(pieces, quantity)):
        return "delta"
    if _is_total(pieces, quantity, before, inner):
        return "total"
    return "part" if _is_part(pieces, quantity, before, figure) else None


def _is_added(pieces: Sequence[Piece], quantity: Quantity, before: list[str]) -> bool:
    if any(tuple(before[-size:]) in _added_before() for size in (1, 2)):
        return True
    after = max(quantity.number.last, quantity.unit_last)
    if lower_at(pieces, after) in lexicon().added_after and lower_at(pieces, after + 1) != "than":
        return True
    return before[-1:] == ["by"] and any(word in lexicon().change_words for word in before)


def _are_of_the_hurt(pieces: Sequence[Piece], quantity: Quantity) -> bool:
    """As in "three of the wounded died": so many more than those who were dead before."""
    of, whose, hurt = (lower_at(pieces, quantity.number.last + k) for k in range(3))
    return of == "of" and whose in {"the", "those"} and hurt in {"wounded", "injured", "hurt"}


def _is_total(pieces: Sequence[Piece], quantity: Quantity, before: list[str], inner: list[str]) -> bool:
    if any(word.startswith("total") for word in inner):
        return True
    words = lexicon()
    if before[-1:] == ["to"] and any(word in words.change_words or word in words.sum_verbs for word in before):
        return True
    if before and before[-1] in _TO and any(word in {"toll", "tally", "total"} for word in before):
        return True
    after = [piece.lower for piece in pieces[quantity.last : quantity.last + 5]]
    return any(tuple(after[k : k + len(words_)]) == words_ for words_ in _IN_ALL for k in range(len(after)))


def _is_part(pieces: Sequence[Piece], quantity: Quantity, before: list[str], figure: Figure) -> bool:
    last = before[-1] if before else ""
    if last in lexicon().part_words:
        return not last.startswith("includ") or last == "including" or figure.measure in measure_lexicon().human
    if last in _PRONOUNS and before[-2:-1] and before[-2] in _OF:
        return True
    return quantity.number.kind == "cardinal" and _parted(pieces, quantity.number.last)


def _parted(pieces: Sequence[Piece], at: int) -> bool:
    """As in "12 of them", "17 of the 39", "six of the dead"."""
    if lower_at(pieces, at) != "of":
        return False
    following = lower_at(pieces, at + 1)
    numbered = at + 1 < len(pieces) and pieces[at + 1].kind == "number"
    return following in _PRONOUNS | _DETERMINERS or numbered or following in lexicon().cardinals


def _takes_up(pieces: Sequence[Piece], quantity: Quantity, figure: Figure) -> bool:
    """As in "169 seats and lost 32 of them": a pronoun stands for what the number before it counts."""
    return figure.item is None and lower_at(pieces, quantity.number.last + 1) in _PRONOUNS


def _goes_on(pieces: Sequence[Piece], left: Quantity, right: Quantity, figure: Figure) -> bool:
    """Whether a list of parts goes on: "including three women and two children", "… two guards, a cook and …"."""
    between = [piece.lower for piece in pieces[left.last : right.first]]
    if figure.item is None or not 1 < len(between) <= _WINDOW or {",", ";"} & set(between[:-1]):
        return False
    if between[-1] in {"and", "or"}:
        return True
    after = [piece.lower for piece in pieces[right.last : right.last + _WINDOW]]
    return between[-1] == "," and bool({"and", "or"} & set(after[:4]))


def _whole(pieces: Sequence[Piece], quantities: Sequence[Quantity], figures: Sequence[Figure], i: int) -> Figure | None:
    """The figure of which the one at `i` is a part: the one that follows "of", else the nearest before that counts."""
    parted = _parted(pieces, quantities[i].number.last) and i + 1 < len(quantities)
    if parted and quantities[i + 1].first - quantities[i].number.last <= 3:
        return figures[i + 1]
    for j in range(i - 1, -1, -1):
        if quantities[i].first - quantities[j].last > _REACH:
            return None
        if figures[j].dimension == "count" and figures[j].tally != "part":
            return figures[j]
    return None


def _is_person(figure: Figure, whole: Figure) -> bool:
    """Whether both count the same kind of thing, as far as the words say."""
    return figure.dimension == "count" and (figure.unit in {None, "other", whole.unit} or figure.item == whole.item)


def _leaves_unsaid(pieces: Sequence[Piece], left: Quantity, right: Quantity, figure: Figure) -> bool:
    """As in "five people in the north and three in the south", "61 votes to 38": a bare number goes on counting."""
    if figure.item is not None or figure.dimension != "count" or figure.unit is not None or figure.measure != "other":
        return False
    if right.number.kind != "cardinal" or right.first - left.last > _REACH // 2:
        return False
    following = lower_at(pieces, right.last)
    compared = (lower_at(pieces, right.first - 2), lower_at(pieces, right.first - 1)) in _COMPARED
    if not compared and lower_at(pieces, right.first - 1) not in _LINKS:
        return False
    return following in _LEAVE_UNSAID or (right.number.spelled and following.endswith("ed"))


def _in_brackets(pieces: Sequence[Piece], quantity: Quantity, figure: Figure) -> bool:
    """As in "2 million live abroad, mainly in Uganda (1.1 million) and Sudan (600,000)": how many of them are there."""
    bare = (figure.item, figure.dimension, figure.unit, figure.measure) == (None, "count", None, "other")
    enclosed = lower_at(pieces, quantity.first - 1) == "(" and lower_at(pieces, quantity.last) == ")"
    named = quantity.first > 1 and pieces[quantity.first - 2].text[0].isupper()
    return bare and enclosed and named and (figure.value or 0) >= _MANY


_MANY = 1000


def _counts_the_same(pieces: Sequence[Piece], left: Quantity | None, right: Quantity, figure: Figure) -> bool:
    """As in "82,000 died, down from 110,000", "organisers put the figure at 30,000": another count of the same."""
    if (figure.item, figure.dimension, figure.unit, figure.measure) != (None, "count", None, "other"):
        return False
    if right.number.kind == "fraction" or (left is not None and right.first - left.last > _REACH):
        return False
    opener = tuple(lower_at(pieces, right.first - k) for k in (2, 1))
    return opener in _SAID_OTHERWISE or (left is not None and opener in _BESIDE)


_SAID_OTHERWISE = frozenset(tuple(phrase.split()) for phrase in sorted(words("figures", "phrases-of-other-counts")))
_BESIDE = frozenset(tuple(phrase.split()) for phrase in sorted(words("figures", "phrases-of-comparison")))


def _lent(figure: Figure, other: Figure) -> Figure:
    if other.dimension != "count":
        return figure
    measure = other.measure if figure.measure == "other" else figure.measure
    return replace(figure, measure=measure, unit=figure.unit if figure.unit not in {None, "other"} else other.unit)
