"""Years in words: "nineteen eighty-nine", "twenty twelve", "two thousand and five", "the nineteen eighties"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipelines.extract.figures.numbers import lexicon as numbers
from pipelines.extract.figures.numbers import read_spelled
from pipelines.extract.figures.pieces import Piece
from pipelines.extract.times.vocabulary import lexicon

_CENTURIES = {word: number for word, number in numbers().cardinals.items() if 15 <= number <= 20}
FIRST_WORDS = frozenset({*_CENTURIES, "two"})
"""Words that a year can begin with; a decade begins with a century."""
_OPENERS = frozenset({"in", "since", "until", "till", "year", "of", "from", "by", "between", ","})


def year_in_words(pieces: Sequence[Piece], i: int, months: AbstractSet[str]) -> tuple[int, int] | None:
    """The year that one of `FIRST_WORDS` opens, and the piece behind it; None where it is rather a count or a time.

    "Nineteen eighty" is a year anywhere, others behind a preposition, a comma or one of the words for `months`.
    """
    opened = i > 0 and (pieces[i - 1].lower in _OPENERS or pieces[i - 1].lower in months)
    if not opened and pieces[i].lower != "nineteen":
        return None
    found = _paired(pieces, i) or (_counted(pieces, i) if opened else None)
    if found is None or not 1500 <= found[0] < 2100:
        return None
    following = pieces[found[1]].lower if found[1] < len(pieces) else ""
    return None if len(following) > 3 and following.endswith("s") else found


def decade_in_words(pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """The first year of a decade that is told with its century, and the piece behind it."""
    century, at = _CENTURIES.get(pieces[i].lower), _behind_hyphen(pieces, i + 1)
    decade = lexicon().decades.get(pieces[at].lower) if at < len(pieces) else None
    return None if century is None or decade is None else (century * 100 + decade, at + 1)


def _paired(pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """As in "twenty twelve", "nineteen oh five"."""
    century, at = _CENTURIES.get(pieces[i].lower), _behind_hyphen(pieces, i + 1)
    zero = at < len(pieces) and pieces[at].lower == "oh"
    rest = read_spelled(pieces, at + zero) if at + zero < len(pieces) else None
    if century is None or rest is None or rest.value is None or rest.value != int(rest.value):
        return None
    low, high = (1, 10) if zero else (10, 100)
    return (century * 100 + int(rest.value), rest.last) if low <= rest.value < high else None


def _counted(pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """As in "two thousand and five", "seventeen hundred thirty-three"."""
    found = read_spelled(pieces, i)
    if found is None or found.value is None or found.value != int(found.value):
        return None
    return int(found.value), found.last


def _behind_hyphen(pieces: Sequence[Piece], i: int) -> int:
    return i + 1 if i + 1 < len(pieces) and pieces[i].text == "-" else i
