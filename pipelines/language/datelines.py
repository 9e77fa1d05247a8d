"""Datelines: the place, date and agency that a report begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.language.reading import Dateline

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?"
_YEAR = r"(?:\d{4}|'?\d{2})"
DATE = (
    rf"(?i:(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+{_YEAR})?|NO\s+DATE)|{_WEEKDAY})\b\.?"
)
_NAME = rf"(?!(?i:{_MONTH}|{_WEEKDAY}|NO\s+DATE)\b)[A-ZÀ-ÞŌŞİ][\w.'’]*(?:-[\w.'’]+)*"
_PLACE = (
    rf"{_NAME}(?:\s(?:(?:de|del|da|do|la|las|los|el|al|of|and|the|upon)\s)?{_NAME}){{0,4}}"
    rf"(?:\s*\({_NAME}(?:\s{_NAME}){{0,3}}\)(?=\s*,))?"
)
_PLACES = rf"(?P<places>{_PLACE}(?:\s*(?:,|/|;)\s*{_PLACE}){{0,5}})"
_AGENCY = r"\(\s*(?P<agency>[A-Z][^()\n]{1,60}?)\s*\)"
_DASH = r"\s*(?P<dash>--+|[–—―]|(?<=[\s)])-(?=\s)|:)\s*"
_DATELINE = re.compile(
    rf"(?:{_PLACES})?(?:(?:^|,?\s+)(?P<date>{DATE}),?)?(?:\s*{_AGENCY})?{_DASH}(?=[\"'“‘\[(A-Z0-9À-Þ])",
)
_TWO_WORD_CITIES_WORDS = """
new san santa los las tel abu addis buenos phnom kuala hong cape port mexico panama guatemala kuwait saint st. el
la rio united quezon baton salt kansas oklahoma vatican beit deir ain khan bandar dar al ho sri puerto tegucigalpa
"""
_TWO_WORD_CITIES = frozenset(_TWO_WORD_CITIES_WORDS.split())

_PLACE_IN = re.compile(r"[^,/;()]+")


def match_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that a paragraph begins with."""
    match = _DATELINE.match(text, start, min(end, start + 260))
    if not match or match.end() >= end or not _is_dateline(match):
        return None
    places = tuple(_places(text, match.span("places"))) if match["places"] else ()
    stop = match.end("dash")
    return Dateline(
        start,
        stop,
        places,
        match.span("date") if match["date"] else None,
        match.span("agency") if match["agency"] else None,
    )


def _is_dateline(match: re.Match[str]) -> bool:
    places = match["places"]
    if not places:
        return bool(match["agency"]) and not match["date"]
    if match["date"] and (match["agency"] or match["dash"] != ":"):
        return True
    capitals = places.isupper() or re.split(r"[,(]", places)[0].strip().isupper()
    if match["dash"] == ":":
        return capitals and ("/" in places or "," in places or bool(match["agency"]))
    if capitals or match["agency"]:
        return True
    words = places.split()
    if re.search(r"[,/]", places):
        return len(words) <= 6
    return len(words) == 1 or (len(words) == 2 and words[0].lower() in _TWO_WORD_CITIES)


def _places(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for match in _PLACE_IN.finditer(text, *span):
        start, end = match.span()
        stripped = text[start:end].strip()
        start = text.index(stripped, start)
        end = start + len(stripped)
        if end > start and text[start:end] != "NO CITY":
            yield start, end
