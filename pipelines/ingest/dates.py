"""Dates that a text's first lines or a path tell, where nothing else says when an article was published.

Only a whole date counts, with its year, and only where it can mean nothing but the day of the article: in a dateline,
or in a line of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_HEAD_CHARS = 600
_HEAD_LINES = 6
_MOST_DATELINE_CHARS = 80
_PARTICLES = frozenset(
    {"al", "and", "da", "de", "del", "der", "do", "du", "el", "es", "la", "las", "le", "los", "of", "the"}
)
_DIGITS = re.compile(r"\d\d")
_WORD = re.compile(r"[^\W\d_]+")

_MONTH = rf"(?P<month{{0}}>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>\d{{4}}|'?\d{{2}}(?=[\s)]))"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[.,]*\s+)?"
_DATE = (
    rf"{_WEEKDAY}(?:{_MONTH.format(1)}\s+{_DAY.format(1)},?\s+{_YEAR.format(1)}"
    rf"|{_DAY.format(2)}\s+{_MONTH.format(2)},?\s+{_YEAR.format(2)}"
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2}))"
)
_CLOCK = (
    r"(?:[,|·\sT@-]{0,5}(?:at\s+)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s{0,3}(?:[ap]\.?m\.?)?\s{0,3}"
    r"(?:\(?[A-Z]{1,5}\)?|[+-]\d{2}:?\d{2})?)?"
)
_LABEL = r"(?:(?:(?:first )?published|posted|issued|released|dated?|publication date)(?:\s+on|\s+at)?\s*:?\s*)?"
_OWN_LINE = re.compile(rf"[ \t]*{_LABEL}{_DATE}{_CLOCK}[ \t.]*", re.IGNORECASE)
_DATELINE = re.compile(
    rf"(?P<place>[^\W\d_][^\n]{{0,{_MOST_DATELINE_CHARS}}}?),?\s+{_DATE},?\s*(?:\([^()\n]{{1,60}}\)\s*(?:[–—―:]|-+)?|[–—―]|--+|-\s)",
    re.IGNORECASE,
)
_PATH_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<gap>[/_.-]?)(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?!\d)"
)


def date_in_text(text: str) -> dt.datetime | None:
    """The day of a dateline ("LIMA, 3 May 1999 (ACME) --") or of a line that is a date, among the first lines."""
    for line in [line for line in text[:_HEAD_CHARS].split("\n") if line.strip()][:_HEAD_LINES]:
        if not _DIGITS.search(line, 0, 2 * _MOST_DATELINE_CHARS):
            continue
        match = _OWN_LINE.fullmatch(line) or _DATELINE.match(line)
        if match and ("place" not in match.re.groupindex or _is_place(match["place"])):
            return _day(match)
    return None


def _is_place(words: str) -> bool:
    """Whether all words are capitalised, but for those inside names ("Dar es Salaam")."""
    return all(word[:1].isupper() or word.lower() in _PARTICLES for word in _WORD.findall(words))


def _day(match: re.Match[str]) -> dt.datetime | None:
    form = next(number for number in "123" if match[f"day{number}"])
    month = match[f"month{form}"].lower()
    year = match[f"year{form}"].lstrip("'")
    whole = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 60 else 2000)
    return _midnight(whole, MONTHS.get(month) or int(month), int(match[f"day{form}"]))


def date_in_path(path: str) -> dt.datetime | None:
    """The day that folders or a file name tell: `2024/01/18/…`, `2024-01-18.txt`, `wire_20240118.txt`.

    The last one in the path counts; without separators it needs all eight digits.
    """
    found = None
    for match in _PATH_DATE.finditer(path[-2000:]):
        if not match["gap"] and len(match["month"] + match["day"]) != 4:
            continue
        found = _midnight(int(match["year"]), int(match["month"]), int(match["day"])) or found
    return found


def _midnight(year: int, month: int, day: int) -> dt.datetime | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.datetime(year, month, day, tzinfo=dt.UTC)
    except ValueError:
        return None
