"""The words of time, from `data/lexicon/times.yaml`, and the symbol that each has in the grammar (`timelex`)."""

from __future__ import annotations

import re
from functools import cache

from pipelines.lexicon import Entry, load

TOKEN = re.compile(r"[^\W\d_]+(?:['’](?:s|clock)\b)?|\d+|\S")


_FUNCTION = {
    "the": "t",
    "a": "a",
    "an": "a",
    "of": "f",
    "in": "i",
    "on": "i",
    "at": "i",
    "@": "i",
    "during": "i",
    "between": "j",
    "and": "&",
    "to": ">",
    "until": ">",
    "till": ">",
    "through": ">",
    "thru": ">",
    "til": ">",
    "from": "<",
    "since": "<",
    "half": "h",
    "o'clock": "c",
    "o’clock": "c",
    "oclock": "c",
    "-": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
    "~": "-",
    "/": "/",
    ",": ",",
    ".": ".",
    ":": ":",
    "'": "'",
    "’": "'",
    "(": "(",
    ")": ")",
}


class UnitWords(Entry):
    """A unit of time: its ISO 8601 letter, how many of that letter it is, its words."""

    form: str
    count: int = 1
    words: list[str]


class Holiday(Entry):
    """A named day: fixed (`date`), by `rule` (month, which, ISO weekday; days `later`), by Easter, or undated."""

    words: list[str]
    date: str | None = None
    rule: str | None = None
    easter: int | None = None
    later: int = 0


class TimeLexicon(Entry):
    """`data/lexicon/times.yaml`."""

    ordinals: dict[str, int]
    decades: dict[str, int]
    months: dict[int, list[str]]
    weekdays: dict[int, list[str]]
    ambiguous: list[str]
    units: dict[str, UnitWords]
    clock_units: dict[str, UnitWords]
    parts: dict[str, list[str]]
    clock_words: dict[str, str]
    seasons: dict[str, list[str]]
    past: list[str]
    next: list[str]
    this: list[str]
    recent: list[str]
    deictic: dict[str, int]
    now: list[str]
    ago: list[str]
    earlier: list[str]
    later: list[str]
    early: list[str]
    middle: list[str]
    late: list[str]
    every: list[str]
    adverbs: dict[str, str]
    vague_counts: list[str]
    holidays: list[Holiday]
    persian_months: dict[int, list[str]]
    other_months: list[str]
    zones: list[str]
    year_openers: list[str]
    appointing: tuple[str, ...]
    scheduled: tuple[str, ...]
    looking_ahead: list[str]
    ends: dict[str, list[str]]
    not_times: list[str]


@cache
def lexicon() -> TimeLexicon:
    """The words of time, loaded once."""
    return load("times.yaml", TimeLexicon)


MONTHS = tuple(names[0] for names in lexicon().months.values())
WEEKDAYS = tuple(names[0] for names in lexicon().weekdays.values())


@cache
def symbols() -> dict[str, tuple[str, object]]:
    """The symbol and the value of every word of time, in lower case."""
    words = lexicon()
    table: dict[str, tuple[str, object]] = {word: (symbol, None) for word, symbol in _FUNCTION.items()}
    for symbol, listed in (
        ("L", words.past),
        ("N", words.next),
        ("T", words.this),
        ("C", words.recent),
        ("K", words.now),
        ("A", words.ago),
        ("E", words.earlier),
        ("O", words.later),
        ("B", words.early),
        ("D", words.middle),
        ("Z", words.late),
        ("V", words.every),
        ("g", words.vague_counts),
        ("z", words.zones),
        ("m", words.other_months),
    ):
        table |= {word: (symbol, word) for word in listed}
    table |= {word: ("m", number) for number, names in words.persian_months.items() for word in names}
    table |= {word: ("o", value) for word, value in words.ordinals.items()}
    table |= {word: ("M", number) for number, names in words.months.items() for word in names}
    table |= {word: ("W", number) for number, names in words.weekdays.items() for word in names}
    table |= {word: ("P", code) for code, names in words.parts.items() for word in names}
    table |= {word: ("S", code) for code, names in words.seasons.items() for word in names}
    table |= {word: ("Y", offset) for word, offset in words.deictic.items()}
    table |= {word: ("v", value) for word, value in words.adverbs.items()}
    table |= {word: ("U", unit) for unit in words.units.values() for word in unit.words}
    table |= {word: ("H", unit) for unit in words.clock_units.values() for word in unit.words}
    table |= {word: ("G", 1900 + value) for word, value in words.decades.items() if value > 10}
    table |= {word: ("e", form) for form, names in words.ends.items() for word in names}
    table |= dict.fromkeys(words.not_times, ("~", None))
    table |= {f"q{n}": ("Q", n) for n in range(1, 5)}
    return table


@cache
def holidays() -> dict[str, list[tuple[tuple[str, ...], Holiday]]]:
    """The names of holidays as tokens, by their first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Holiday]]] = {}
    for holiday in lexicon().holidays:
        for name in holiday.words:
            words = tuple(TOKEN.findall(name))
            table.setdefault(words[0], []).append((words, holiday))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], str, object]]]:
    """The lexicon's entries of several words, by their first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
    for entry, (symbol, value) in symbols().items():
        words = tuple(TOKEN.findall(entry))
        if len(words) > 1:
            table.setdefault(words[0], []).append((words, symbol, value))
    for rows in table.values():
        rows.sort(key=lambda row: (-len(row[0]), row[0]))
    return table


@cache
def month_names() -> frozenset[str]:
    """The names of the Gregorian months, short and long."""
    return frozenset(name for names in lexicon().months.values() for name in names)
