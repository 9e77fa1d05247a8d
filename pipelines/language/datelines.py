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
_NUMERIC = r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}"
_WHEN = rf"(?:{DATE}|{_NUMERIC})"
_SOURCES = (
    r"(?:AFP|AP|UPI|DPA|dpa|EFE|ANSA|ANI|IANS|PTI|APP|KUNA|SANA|WAM|IRNA|TASS|ITAR-TASS|RIA|UNIAN|BBC|CNN|IRIN|Reuters"
    r"|Xinhua|Interfax|Bloomberg|Agencies)"
)
_AGENCY = (
    rf"(?:\(\s*(?P<agency>(?!{_WHEN}\s*\))[A-ZÀ-Þ][^()\n]{{1,60}}?)\s*\)"
    rf"|/(?P<wire>[A-Z][^/\n]{{1,40}})/\.?|\|\s*(?P<bar>{_SOURCES}))"
)
_DASH = r"\s*(?P<dash>--+|[–—―]|(?<=[\s)/])-(?=\s)|(?<=\))-(?=\s)|(?<=\s)_(?=\s)|:|\|(?=\s))\s*"
_START = r"(?=[\"'“‘\[(A-Z0-9À-Þ])"
_GLUED = r"(?:(?<=\))(?=[A-Z][a-z])|(?P<loose>(?<=\))\s+(?=[A-Z]))|(?<=/)\s+(?=[A-Z])|(?<=/\.)\s+(?=[A-Z]))"
_DATELINE = re.compile(
    rf"(?:{_PLACES})?(?:(?:^|[,.]?\s+)(?P<date>{_WHEN})[,.]?|\s*\((?P<inner>{_WHEN})\))?(?:,?\s*{_AGENCY})?"
    rf"(?:{_DASH}{_START}|{_GLUED})"
)
_SECOND = re.compile(rf"(?:(?P<date>{_WHEN})|\((?P<agency>[A-ZÀ-Þ][^()\n]{{1,60}}?)\)){_DASH}{_START}")
"""A date or an agency between two dashes ("Nairobi – 3 March 2015 – Police said")."""
_DATE_FIRST = re.compile(
    rf"(?P<date>{_WHEN})(?P<dash>\s*(?:--+|[–—―]|(?<=\s)-(?=\s))\s*)(?:{_PLACES}\s*(?:--+|[–—―]|(?<=\s)-(?=\s))\s*)?{_START}"
)
_BARE_SOURCE = re.compile(rf"{_SOURCES}$")
_UNPLACED = re.compile(
    r"(?i:breaking|exclusive|urgent|update[ds]?|analysis|opinion|watch|live|factbox|explainer|wrapup|feature|interview)\b"
    r"|.*\b(?i:staff|correspondents?|reporters?|bureau)$"
)
_NEAR = re.compile(r"(?i:near|outside|aboard(?: the)?|on the border of)\s+")
_TWO_WORD_CITIES_WORDS = """
new san santa los las tel abu addis buenos phnom kuala hong cape port mexico panama guatemala kuwait saint st. el
la rio united quezon baton salt kansas oklahoma vatican beit deir ain khan bandar dar al ho sri puerto tegucigalpa
"""
_TWO_WORD_CITIES = frozenset(_TWO_WORD_CITIES_WORDS.split())

_PLACE_IN = re.compile(r"[^,/;()]+")


def match_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that a paragraph begins with."""
    reach = min(end, start + 260)
    first = _DATE_FIRST.match(text, start, reach)
    if first and first.end() < end:
        places = tuple(_places(text, first.span("places"))) if first["places"] else ()
        return Dateline(start, _shown_end(text, start, first.end()), places, first.span("date"))
    match = _DATELINE.match(text, start, reach)
    if not match or match.end() >= end or not _is_dateline(match):
        return None
    spans = {name: match.span(name) for name in ("agency", "wire", "bar", "date", "inner") if match[name]}
    stop = match.end()
    second = _SECOND.match(text, stop, reach) if match["dash"] else None
    if second and second.end() < end:
        stop = second.end()
        spans |= {name: second.span(name) for name in ("date", "agency") if second[name] and name not in spans}
    agency = spans.get("agency") or spans.get("wire") or spans.get("bar")
    places = tuple(_places(text, match.span("places"))) if match["places"] else ()
    if match["places"] and _BARE_SOURCE.match(match["places"]):
        agency, places = match.span("places"), ()
    return Dateline(start, _shown_end(text, start, stop), places, spans.get("date") or spans.get("inner"), agency)


def _shown_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _is_dateline(match: re.Match[str]) -> bool:
    places, date = match["places"], match["date"] or match["inner"]
    agency = match["agency"] or match["wire"] or match["bar"]
    if not places:
        return bool(agency) and not date and match["loose"] is None
    if _UNPLACED.match(places) or (match["loose"] is not None and not date):
        return False
    capitals = places.isupper() or re.split(r"[,(]", places)[0].strip().isupper()
    if match["dash"] in {None, "|"}:
        return bool(agency) or (match["dash"] == "|" and capitals)
    if match["dash"] == ":":
        return (capitals and bool(date or agency or re.search(r"[,/]", places))) or bool(date and agency)
    return bool(date or agency or capitals) or _looks_like_places(places)


def _looks_like_places(places: str) -> bool:
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
        near = _NEAR.match(text, start, end)
        start = near.end() if near else start
        if text[start:end].endswith(".") and "." not in text[start : end - 1] and end - start > 4:
            end -= 1
        if end > start and text[start:end] != "NO CITY":
            yield start, end
