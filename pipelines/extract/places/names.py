"""Place names made comparable: one folded form for all ways of writing a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PREFERRED, MAIN, ALTERNATE = 0, 1, 2  # how firmly a name belongs to a place

_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ŧ": "t", "ə": "a",
    "'": "", "’": "", "‘": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "´": "", ".": "", ",": " ",
    "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", "/": " ", "\u00a0": " ",
})  # fmt: skip
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})  # accents, and marks of direction and joining


class _Visible(dict[int, int | str | None]):
    """`_LETTERS` and, filled as letters are met, every other letter as itself and every invisible mark as nothing."""

    def __missing__(self, code: int) -> int | None:
        shown = None if unicodedata.category(chr(code)) in _INVISIBLE else code
        self[code] = shown
        return shown


_FOLDED = _Visible(_LETTERS)
_EXPANDED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "sta": "santa", "sto": "santo"}
_DIVISION = re.compile(
    r"(?P<bare>(?:(?:north|south)[ ]?)?(?:east|west|north|south)(?:ern)?|cent(?:ral|re|er)|middle|capital|coast|lake)"
    r"(?P<kind> (?:region|province|state|district|department|division|governorate|area))?"
)
_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|an|ad|az|ath|adh)[ -](?=\w{4})", re.IGNORECASE)


@lru_cache(maxsize=8_192)
def fold(name: str) -> str:
    """A name in lower case without accents, apostrophes, dots and hyphens; "St." is "saint".

    >>> fold("Al-Ḩasakah"), fold("St. Petersburg"), fold("Sana’a")
    ('al hasakah', 'saint petersburg', 'sanaa')
    """
    words = unicodedata.normalize("NFKD", name).casefold().translate(_FOLDED).split()
    if len(words) > 1 and not _EXPANDED.keys().isdisjoint(words):
        words = [_EXPANDED.get(word, word) for word in words]
    return " ".join(words)


def without_article(name: str) -> str | None:
    """A name without its Arabic article ("Ar Ramādī" → "Ramādī"), None if it has none.

    >>> without_article("Al Fallūjah"), without_article("Mosul")
    ('Fallūjah', None)
    """
    found = _ARTICLE.match(name)
    return name[found.end() :] if found else None


def division_names(name: str) -> tuple[str, ...]:
    """The names of a province that is called by where it lies, as many countries' are; none of any other place.

    >>> division_names("Northern Region")
    ('northern', 'northern region', 'northern province')
    >>> division_names("Northern Ireland")
    ()
    """
    found = _DIVISION.fullmatch(fold(name))
    return tuple(f"{found['bare']}{kind}" for kind in ("", " region", " province")) if found else ()


def slug(name: str) -> str:
    """A folded name for keys, with hyphens for spaces."""
    return fold(name).replace(" ", "-")
