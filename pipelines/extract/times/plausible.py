"""Numbers that only look like times: prices, codes, quantities, rates, ages."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.figures.numbers import lexicon as number_lexicon
from pipelines.extract.times.rules.years import year_openers
from pipelines.extract.times.timelex import Token
from pipelines.language.reading import Reading
from pipelines.lexicon import words

_RESULTS = words("times", "words-of-results")
_CALLED_AFTER_DAYS = words("times", "things-called-after-days")
_CALLED_AFTER_SEASONS = words("times", "things-called-after-seasons")
_SURE_YEAR_OPENERS = frozenset({"in", "since", "until", "year", "ad"})


_DOUBTFUL_YEAR_OPENERS = frozenset(
    {"of", "to", "by", "between", "from", "and", "around", "circa", "through", "during", "after", "before"}
)


def is_plausible(reading: Reading, tokens: Sequence[Token], first: int, last: int) -> bool:  # noqa: PLR0911 - a decision list
    """Reject numbers that only look like times: prices, codes, quantities, rates, ages."""
    symbols = "".join(token.symbol for token in tokens[first:last]).strip("t~")
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    if before is not None and before.lower in {"$", "£", "€", "#", "¥"} and symbols[:1] in "dyx":
        return False
    if after is not None and not after.spaced and after.lower in {"%", "°"}:
        return False
    if symbols == "y":
        return _is_year(reading, tokens, last - 1)
    if (
        symbols[-1:] == "G"
        and before is not None
        and before.lower in {"his", "her", "their", "my", "our", "your", "its"}
    ):
        return False
    if symbols in {"dM", "Md", "M"} and _names_something(tokens, first, last):
        return False
    if symbols == "S" and after is not None and after.lower in _CALLED_AFTER_SEASONS:
        return False
    if _is_share(tokens, first, last) or _lasts_until(tokens, first, last):
        return False
    if symbols[-1:] in "UH":
        return not _is_age(tokens, last)
    if symbols[-1:] == "y" and len(symbols) > 1 and after is not None and after.symbol == "z":
        return False  # "(1200 - 1800 GMT)"
    digital = set(symbols) <= set("dyx-/.:")
    if symbols == "d-d-d" and before is not None and before.lower in _RESULTS:
        return False
    if (
        digital
        and before is not None
        and not tokens[first].spaced
        and before.symbol != "("
        and before.lower not in {'"', "“", "[", "'"}
    ):
        return False
    return not (
        digital
        and after is not None
        and not after.spaced
        and (after.symbol in "-/~d" or after.lower in {"_", "@", "#", "=", "+", "*"})
    )


def _names_something(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a day and a month are what something is called: "9 October Avenue", "the May 25 airport"."""
    day_before = first > 0 and tokens[first - 1].symbol == "d"
    if tokens[last - 1].symbol == "M" and last < len(tokens) and tokens[last].symbol == "d":
        return _names_something(tokens, first, last + 1)
    dated = day_before or any(token.symbol == "d" for token in tokens[first:last])
    return dated and last < len(tokens) and tokens[last].lower in _CALLED_AFTER_DAYS


def _is_age(tokens: Sequence[Token], last: int) -> bool:
    """Whether "old" follows a stretch: "45 years old", "45-year-old"."""
    at = last + 1 if last + 1 < len(tokens) and tokens[last].symbol == "-" else last
    return at < len(tokens) and tokens[at].lower in {"old", "olds", "olds'"}


def _lasts_until(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a stretch is how long something lasted before something else: "held them for 14 hours before …"."""
    counted = tokens[last - 1].lower in {"before", "after"} and tokens[first].symbol != "t"
    return counted and first > 0 and tokens[first - 1].lower == "for"


def _is_share(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether quarters are parts of something: "three-quarters of the force"; not "three quarters of 2018"."""
    if not tokens[last - 1].lower.startswith("quarter") or last >= len(tokens) or tokens[last].symbol != "f":
        return False
    if any(token.symbol in "oLNT" for token in tokens[first:last]):
        return False
    hyphened = any(token.symbol == "-" for token in tokens[first:last])
    return hyphened or last + 1 >= len(tokens) or tokens[last + 1].symbol not in "yLNTU"


def _is_year(reading: Reading, tokens: Sequence[Token], at: int) -> bool:
    """Four digits are a year behind "in", "since" and the like, or from 1900 to 2100 where nothing says otherwise."""
    token, word = tokens[at], tokens[at - 1].lower if at else ""
    if _part_of_code(tokens, at) or word in number_lexicon().designators:
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is not None and behind.capital and behind.lower in number_lexicon().address_words:
        return False  # "2000 Battalion"
    usual = 1900 <= token.number <= 2100
    counted = _counts_plural(reading, token)
    if not 1500 <= token.number <= 2100:
        return word in _SURE_YEAR_OPENERS and not counted
    if word in year_openers():
        return not (counted and (word in _DOUBTFUL_YEAR_OPENERS or not usual))
    measured = at + 1 < len(tokens) and tokens[at + 1].symbol in "UH"
    return usual and not measured and (not counted or word in {"the", "’s", "'s"})


def _part_of_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits are written onto something that is no year: "555-2015-86", "2000-strong", "X2015"."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if before is not None and not token.spaced:
        if before.symbol in "-/" and at > 1 and tokens[at - 2].symbol in "dxy":
            return True
        if (
            before.symbol not in "('-/"
            and before.lower not in {"fy", "cy"}
            and before.lower not in {"“", '"', "[", "‘"}
        ):
            return True
    hyphen = tokens[at + 1] if at + 2 < len(tokens) else None
    if hyphen is None or hyphen.symbol != "-" or hyphen.spaced or tokens[at + 2].spaced:
        return False
    if [t.symbol for t in tokens[at + 1 : at + 5]] == ["-", "y", "-", "d"] and not tokens[at + 3].spaced:
        return True
    opened = before is not None and before.lower in {"in", "the"} and 1900 <= token.number <= 2100
    return tokens[at + 2].symbol in "~x" and not opened


def _counts_plural(reading: Reading, token: Token) -> bool:
    """Whether a plural noun stands behind a number, at most one adjective between."""
    span = reading.doc.char_span(token.start, token.end, alignment_mode="expand")
    if span is None:
        return False
    for following in reading.doc[span.end : span.end + 2]:
        if following.tag_ == "NNS":
            return True
        if following.pos_ != "ADJ":
            return False
    return False
