"""Names that an acronym in brackets spells out: "Movement for the Renewal of the Coast (MRC)"."""

from __future__ import annotations

import re

from pipelines.extract.actors.name_spans import Name
from pipelines.extract.parsed_tokens import Tokens, singular
from pipelines.lexicon import words

_ACRONYM = re.compile(r"[A-Z][A-Za-z-]{1,9}")
_LINKS = words("actors", "links-of-spelled-out-names")
_ARMS = words("actors", "arms-by-their-full-name")
_LONGEST = 14


def with_spelled_out(tokens: Tokens, names: list[Name]) -> list[Name]:
    """Names with those made one whose initials the following acronym gives; `names` in order, none overlapping."""
    found = [span for i in range(1, tokens.n - 2) if (span := _spelled_out(tokens, i))]
    if not found:
        return names
    arms = [(start, end) for start, end in found if singular(tokens.low[end - 1]) in _ARMS]
    acronyms = {tokens.text[end + 1] for _, end in arms}
    out = [name for name in names if not _is_arms(tokens, name, arms, acronyms)]
    for start, end in found:
        if (start, end) in arms:
            continue
        inside = [name for name in out if name.start < end and start < name.end]
        if any(name.kind == "named" and name.end == end for name in inside):
            continue
        if any(name.start <= start and end <= name.end for name in inside):
            continue
        out = [name for name in out if name not in inside] + [Name(start, end, tokens.root(start, end), "org")]
    return sorted(out, key=lambda name: name.start)


def _is_arms(tokens: Tokens, name: Name, arms: list[tuple[int, int]], acronyms: set[str]) -> bool:
    """Whether a name is the full name or the acronym of arms: "an Improvised Explosive Device (IED) … the IED"."""
    inside = any(start <= name.start and name.end <= end for start, end in arms)
    return inside or tokens.text[name.start : name.end] in ([acronym] for acronym in acronyms)


def _spelled_out(tokens: Tokens, bracket: int) -> tuple[int, int] | None:
    """The shortest span before an opening bracket whose capitalized words begin with the acronym's letters."""
    acronym = tokens.text[bracket + 1]
    if tokens.text[bracket] not in {"(", "["} or tokens.text[bracket + 2] not in {")", "]"}:
        return None
    letters = [c.lower() for c in acronym if c.isalpha()]
    if not _ACRONYM.fullmatch(acronym) or sum(c.isupper() for c in acronym) < 3:
        return None
    floor = max(tokens.bounds[tokens.sent[bracket]][0], bracket - _LONGEST)
    for start in range(bracket - 2, floor - 1, -1):
        if not (tokens.text[start][:1].isupper() or tokens.low[start] in _LINKS):
            return None
        if tokens.text[start][:1].isupper() and _spells(tokens, start, bracket, letters):
            return start, bracket
    return None


def _spells(tokens: Tokens, start: int, end: int, letters: list[str]) -> bool:
    """Whether every capitalized word gives the next letter; small words may."""
    at = 0
    for i in range(start, end):
        low = tokens.low[i]
        if at < len(letters) and low[:1] == letters[at]:
            at += 1
        elif low not in _LINKS:
            return False
    return at == len(letters)
