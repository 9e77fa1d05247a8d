"""When a page says that it was published: what htmldate finds, if the page itself tells that very day.

The library also takes the day from an address, from a picture's name, and fills in what a month alone leaves open; the
first is for the path to tell, the others would be inventions.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice
from typing import Final

# Bounds are fixed, since the library takes the present day for the last one possible.
SETTINGS: Final = {
    "original_date": True,
    "extensive_search": False,
    "deferred_url_extractor": True,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
    "min_date": "1900-01-01",
    "max_date": "2099-12-31",
}
_WORD_END = re.compile(r"[\s\"'<>()]")
_MOST_ADDRESS_CHARS, _MOST_PLACES = 2000, 500
_ADDRESS = re.compile(r":\\?/\\?/|^\\?/|^\.{1,2}/")
_LINK = re.compile(r"(?:href|src|srcset|action)\s*=\s*[\"']?[^\s\"'<>]*$", re.IGNORECASE)


def stated(found: str | None, html: str) -> dt.datetime | None:
    """The moment found in a page, in UTC, also where no zone is told; None if the page does not tell its day."""
    if not found:
        return None
    moment = dt.datetime.fromisoformat(found)
    places = islice(_written(moment).finditer(html), _MOST_PLACES)
    if all(_in_address(html, match.start()) for match in places):
        return None
    try:
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except OverflowError:
        return None


def _written(day: dt.date) -> re.Pattern[str]:
    """A day with its year in figures, or with the month as a word of any language."""
    year, month, number = f"{day:%Y}", f"0?{day.month}", f"0?{day.day}"
    short = rf"(?:{year}|{year[2:]})(?!\d)"
    return re.compile(
        rf"(?<!\d)(?:{year}\D{{0,3}}{month}\D{{1,3}}{number}(?!\d)|{day:%Y%m%d}|{month}[./-]{number}[./-]{short}"
        rf"|{number}[./-]{month}[./-]{short}|{number}(?!\d)\D{{1,20}}{year}(?!\d))"
    )


def _in_address(html: str, at: int) -> bool:
    """Whether a place in a page is within an address."""
    before = html[max(0, at - _MOST_ADDRESS_CHARS) : at]
    begin = max((match.end() for match in _WORD_END.finditer(before)), default=0)
    return _ADDRESS.search(before[begin:]) is not None or _LINK.search(before[-200:]) is not None
