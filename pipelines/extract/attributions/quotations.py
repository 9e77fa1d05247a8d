"""Quotation marks: which stretches of a text are quoted.

One pass over the marks of a text. Recognised are “ ” „ « », the straight mark ", its doubled forms `` and '', and
single quotes ‘ ’ and ' where they cannot be apostrophes. A quotation that spans paragraphs opens again at each of them
and is closed once; one that never closes ends with its paragraph, at the latest after `LONGEST` characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

LONGEST = 6_000
_MARK = re.compile(r"[“”„«»\"]|``|''|[‘’'](?!['’])|\n[^\S\n]*\n\s*|\n")
_OPENERS = "“„«"
_CLOSERS = "”»"
_NOT_APOSTROPHE_BEFORE = re.compile(r"[\s(\[—–\-“\"„«:/]")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s(])['’](?![\w'’])|\n[^\S\n]*\n|[“”„«»\"]")
_REOPENING = re.compile(r"[^\S\n]*(?:[“„«\"]|``|'')")
_END_OF_STATEMENT = ".!?…\"”'’»"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch: `start` and `end` with the marks, `inner_start` and `inner_end` without; `closed` by a mark.

    `again`: where its last paragraph begins behind a mark of its own, else 0.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    again: int = 0


def scan_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order, never overlapping; quotes within quotes belong to the outer one."""
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    position = barren = again = 0
    while match := _MARK.search(text, position):
        position = match.end()
        mark = match.group()
        if opened is not None and match.start() - opened.end() > LONGEST:
            position = opened.end() + LONGEST
            found.append(_unclosed(text, opened, position))
            opened = None
        elif mark[0] == "\n":
            reopening = _reopening(text, match)
            if opened is not None and reopening:
                position = again = reopening
            elif opened is not None and "\n" in mark[1:]:
                found.append(_unclosed(text, opened, match.start()))
                opened = None
        elif mark in ("‘", "’", "'"):
            if opened is None and match.start() >= barren and _opens_single(text, match.start()):
                single, barren = _single(text, match.start())
                if single:
                    found.append(single)
                    position = single.end
        elif opened is None:
            if _opens(text, match):
                opened, again = match, 0
        elif _closes(text, match):
            found.append(Quotation(opened.start(), match.end(), *_trim(text, opened.end(), match.start()), True, again))
            opened = None
    if opened is not None:
        found.append(_unclosed(text, opened, min(len(text), opened.end() + LONGEST)))
    return [quotation for quotation in found if quotation.inner_end - quotation.inner_start > 1]


def _reopening(text: str, line_break: re.Match[str]) -> int:
    """The offset after the mark with which a new paragraph continues an open quotation, or 0."""
    if "\n" not in line_break.group()[1:] and text[max(0, line_break.start() - 1)] not in _END_OF_STATEMENT:
        return 0
    match = _REOPENING.match(text, line_break.end())
    return match.end() if match and text[match.end() : match.end() + 1].strip() else 0


def _opens(text: str, match: re.Match[str]) -> bool:
    mark, after = match.group(), text[match.end() : match.end() + 1]
    if mark in _OPENERS or mark == "``":
        return True
    before = text[match.start() - 1] if match.start() else " "
    if mark == "”":  # typed by mistake for an opening mark
        return before.isspace() and after.isalnum()
    return mark in ('"', "''") and bool(after.strip()) and not (before.isalnum() or before in ".,!?")


def _closes(text: str, match: re.Match[str]) -> bool:
    """Whether a mark closes the open quotation; an opening mark inside it begins a quote within the quote."""
    mark = match.group()
    if mark in _CLOSERS:
        return True
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    if mark == "“":  # typed by mistake for a closing mark
        return not before.isspace() and not after.isalnum()
    return mark in ('"', "''") and (not before.isspace() or not after.strip())


def _opens_single(text: str, start: int) -> bool:
    """Whether a single mark opens a quotation: one that cannot be an apostrophe."""
    before = text[start - 1] if start else " "
    after = text[start + 1 : start + 2]
    return text[start] != "’" and bool(_NOT_APOSTROPHE_BEFORE.match(before)) and (after.isalpha() or after == "[")


def _single(text: str, start: int) -> tuple[Quotation | None, int]:
    """The quotation in single marks that opens at `start`, and an offset before which no other can be closed."""
    limit = min(len(text), start + LONGEST)
    for close in _SINGLE_CLOSE.finditer(text, start + 1, limit):
        if close.group() not in ("'", "’"):
            return None, close.start()
        possessive = text[close.start() - 1] == "s" and re.match(r" [a-z]", text[close.end() : close.end() + 2])
        if not (possessive and _SINGLE_CLOSE.search(text, close.end(), min(len(text), close.end() + 400))):
            return Quotation(start, close.end(), *_trim(text, start + 1, close.start()), True), 0
    return None, limit


def _unclosed(text: str, opened: re.Match[str], limit: int) -> Quotation:
    start, end = _trim(text, opened.end(), limit)
    return Quotation(opened.start(), end, start, end, False)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


class Quotations:
    """The quotations of a text, found by offset."""

    def __init__(self, text: str) -> None:
        """Scan `text` once."""
        self.all = scan_quotations(text)
        self._starts = [quotation.start for quotation in self.all]

    def at(self, offset: int) -> int | None:
        """The position in `all` of the quotation that covers `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.all[index].end else None

    def inside(self, start: int, end: int) -> bool:
        """Whether some quotation lies wholly or partly in `[start, end)`."""
        index = bisect_right(self._starts, start)
        covered = index and self.all[index - 1].end > start
        return bool(covered or (index < len(self.all) and self._starts[index] < end))
