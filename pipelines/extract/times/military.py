"""Four digits without a colon that are a time of day: "at 2130", "between 0200 and 0300", "from 1710 to 2250".

A year never follows "at", and never begins with a zero; after 2100 there is none to tell of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelines.lexicon import words

if TYPE_CHECKING:
    from pipelines.extract.times.timelex import Token

_ROUGHLY = words("times", "words-of-roughness")
_OPENERS = frozenset({"at", "by", "from", "between", "since", "until", "till", "to", "and", "before", "after", "-"})
_LINKS = frozenset({"to", "and", "until", "till", "-", "–"})
_FOLLOWERS = words("times", "words-behind-clocks")
_LAST_YEAR = 2100


def is_clock(tokens: Sequence[Token], at: int) -> bool:
    """Whether the digits at an index of a sentence's tokens are a time of day."""
    token = tokens[at]
    if not _reads_as_clock(token):
        return False
    opener = at - 1
    while opener > 0 and tokens[opener].lower in _ROUGHLY:
        opener -= 1
    word = tokens[opener].lower if opener >= 0 else ""
    if token.lower.startswith("0"):
        return word in _OPENERS or opener < 0
    if word in {"at", "@"}:
        return at + 1 == len(tokens) or tokens[at + 1].lower in _FOLLOWERS or tokens[at + 1].symbol in "WMHzPSd"
    other = _across(tokens, at)
    return other is not None and _reads_as_clock(other) and not (_is_year(token) and _is_year(other))


def _across(tokens: Sequence[Token], at: int) -> Token | None:
    """The other end of a range that opens with "from" or "between"."""
    if (
        at >= 1
        and tokens[at - 1].lower in {"from", "between"}
        and at + 2 < len(tokens)
        and tokens[at + 1].lower in _LINKS
    ):
        return tokens[at + 2]
    if at >= 3 and tokens[at - 1].lower in _LINKS and tokens[at - 3].lower in {"from", "between"}:
        return tokens[at - 2]
    return None


def _reads_as_clock(token: Token) -> bool:
    digits = token.lower
    return (
        len(digits) == 4 and digits.isascii() and digits.isdecimal() and int(digits[:2]) < 24 and int(digits[2:]) < 60
    )


def _is_year(token: Token) -> bool:
    return not token.lower.startswith("0") and int(token.lower) <= _LAST_YEAR
