"""Expressions of time in a text, as TIMEX3 with the days they mean.

What anchors a relative expression is the publication date, else the date of the dateline; without either it keeps an
underspecified value and no days. Nothing falls back to the publication date for want of anything better.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token as SpacyToken

from pipelines.extract.facts import TimeMention
from pipelines.extract.figures.numbers import lexicon as number_lexicon
from pipelines.extract.times import timex
from pipelines.extract.times.timelex import Token, lex
from pipelines.extract.times.timerules import RULES, Context, Rule, joined, lexicon_year_openers
from pipelines.extract.times.timex import Meaning
from pipelines.language.reading import Reading

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_IDLE = frozenset("~tafi&><-/,.:'()jhgpzwo")
_BEHIND_DATELINE = re.compile(r"\s*(?:\([^()\n]{2,80}\)\s*(?:[-–—]{1,2}|\[)|\[[A-Z ]{3,40}\])")
_DATELINE_REACH = 600
_FUTURE_AUX = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})
_FUTURE_GOVERNORS = frozenset(
    {
        "plan",
        "expect",
        "schedule",
        "set",
        "due",
        "slate",
        "intend",
        "hope",
        "aim",
        "likely",
        "prepare",
        "poise",
        "vow",
        "promise",
        "pledge",
        "threaten",
        "want",
        "go",
        "arrange",
        "tentatively",
        "ready",
    }
)
_SURE_YEAR_OPENERS = frozenset({"in", "since", "until", "year", "ad"})
_DOUBTFUL_YEAR_OPENERS = frozenset(
    {"of", "to", "by", "between", "from", "and", "around", "circa", "through", "during", "after", "before"}
)
_MAX_CLIMB = 12
_LINKS = frozenset({"-", ">", "&"})
_MOMENT_LINKS = frozenset({"", ",", "i", "it", "f", "ft", ",i", "(", "<", "j"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A match at tokens `first:last` of a chunk."""

    first: int
    last: int
    meaning: Meaning
    rule: Rule | None


def extract_times(reading: Reading, published_at: dt.datetime | None) -> list[TimeMention]:
    """Every expression of time, in order of appearance, none overlapping another."""
    text = reading.doc.text
    chunks = [lex(text, start, end) for start, end in _chunks(reading)]
    anchor = published_at.date() if published_at is not None else _dateline_date(reading, chunks)
    found = [_matches(reading, tokens, anchor, {}) for tokens in chunks]
    if anchor is None:
        hints = _year_hints(chunks, found)
        if hints:
            found = [_matches(reading, tokens, anchor, hints) for tokens in chunks]
    starts = [sentence.start_char for sentence in reading.sentences]
    return [_mention(text, starts, tokens, item) for tokens, items in zip(chunks, found, strict=True) for item in items]


def _chunks(reading: Reading) -> Iterator[tuple[int, int]]:
    """Stretches that an expression of time does not cross: paragraphs, with titles and headings apart."""
    text = reading.doc.text
    cuts = {0, len(text)} | {found.end() for found in _PARAGRAPH.finditer(text)}
    for segment in reading.segments:
        if segment.kind in {"title", "heading", "author_box"}:
            cuts |= {segment.start, segment.end}
    edges = sorted(cuts)
    return ((start, end) for start, end in pairwise(edges))


def _mention(text: str, starts: Sequence[int], tokens: Sequence[Token], item: _Found) -> TimeMention:
    first, last = _trimmed(tokens, item.first, item.last)
    start, end = tokens[first].start, tokens[last - 1].end
    meaning = item.meaning
    anchor = "none" if meaning.start is None else "document" if meaning.anchored else "text"
    return TimeMention(
        start=start,
        end=end,
        text=text[start:end],
        sentence=max(0, bisect_right(starts, start) - 1),
        timex_type=meaning.kind,
        value=meaning.value,
        date_start=meaning.start,
        date_end=meaning.end,
        date_precision=meaning.precision,
        anchor=anchor,
    )


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Prepositions and punctuation around an expression are not part of it; an abbreviation keeps its full stop."""
    while last - first > 1 and (
        tokens[first].symbol in "i<j,(f-&"
        or (tokens[first].symbol == "~" and tokens[first].lower not in {"right", "just", "once", "twice"})
    ):
        first += 1
    while last - first > 1 and tokens[last - 1].symbol in ",(.":
        previous = tokens[last - 2]
        abbreviated = (
            previous.symbol == "M" and len(previous.lower) <= 4 and previous.lower not in {"may", "june", "july"}
        )
        if tokens[last - 1].symbol == "." and abbreviated:
            break
        last -= 1
    return first, last


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch of text as tokens and their symbols, with what anchors it."""

    reading: Reading
    tokens: list[Token]
    symbols: str
    anchor: dt.date | None
    hints: dict[int, int]

    def context(self, i: int, year: int | None = None) -> Context:
        """What the expression at token `i` is read against."""
        start = self.tokens[i].start
        return Context(self.anchor, lambda: direction(self.reading, start), self.hints, year)


def _matches(reading: Reading, tokens: list[Token], anchor: dt.date | None, hints: dict[int, int]) -> list[_Found]:
    chunk = _Chunk(reading, tokens, "".join(token.symbol for token in tokens), anchor, hints)
    found: list[_Found] = []
    i = 0
    while i < len(tokens):
        item = _match(chunk, i) if chunk.symbols[i] not in "/.:&-,)>" else None
        if item is None:
            i += 1
        else:
            found.append(item)
            i = item.last
    return _composed(chunk, found)


def _match(chunk: _Chunk, i: int) -> _Found | None:
    """The longest rule that matches at token `i` and makes sense there."""
    nearby = chunk.symbols[i : i + 7]
    if set(nearby) <= _IDLE:
        return None
    context: Context | None = None
    candidates = [(match.end(), -k) for k, rule in enumerate(RULES) if (match := rule.pattern.match(chunk.symbols, i))]
    for end, k in sorted(candidates, reverse=True):
        context = context or chunk.context(i)
        meaning = RULES[-k].handler(context, chunk.tokens[i:end])
        if meaning is not None and _sane(chunk.reading, chunk.tokens, i, end):
            return _Found(i, end, meaning, RULES[-k])
    return None


def _sane(reading: Reading, tokens: Sequence[Token], first: int, last: int) -> bool:  # noqa: PLR0911 - a decision list
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
    if symbols[-1:] in "UH":
        behind = after
        if after is not None and after.symbol == "-" and last + 1 < len(tokens):
            behind = tokens[last + 1]
        return behind is None or behind.lower not in {"old", "olds", "olds'"}
    digital = set(symbols) <= set("dyx-/.:")
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
        and after.symbol in "-/~d"
        and after.lower not in {"”", '"', "]", "’", "'"}
    )


def _is_year(reading: Reading, tokens: Sequence[Token], at: int) -> bool:
    """Four digits are a year behind "in", "since" and the like, or from 1900 to 2100 where nothing says otherwise."""
    token, word = tokens[at], tokens[at - 1].lower if at else ""
    if _part_of_code(tokens, at) or word in number_lexicon().designators:
        return False
    usual = 1900 <= token.number <= 2100
    counted = _counts_plural(reading, token)
    if not 1500 <= token.number <= 2100:
        return word in _SURE_YEAR_OPENERS and not counted
    if word in lexicon_year_openers():
        return not (counted and (word in _DOUBTFUL_YEAR_OPENERS or not usual))
    measured = at + 1 < len(tokens) and tokens[at + 1].symbol in "UH"
    return usual and not measured and (not counted or word in {"the", "’s", "'s"})


def _part_of_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits are written onto something that is no year: "555-2015-86", "2000-strong", "X2015"."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if before is not None and not token.spaced:
        if before.symbol in "-/" and at > 1 and tokens[at - 2].symbol in "dxy":
            return True
        if before.symbol not in "('-/" and before.lower not in {"“", '"', "[", "‘"}:
            return True
    hyphen = tokens[at + 1] if at + 2 < len(tokens) else None
    if hyphen is None or hyphen.symbol != "-" or hyphen.spaced or tokens[at + 2].spaced:
        return False
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


def direction(reading: Reading, start: int) -> int:
    """Where the tense around a character points: 1 ahead, -1 back, 0 unknown. The governing verb decides."""
    span = reading.doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or len(span) == 0:
        return 0
    token = span[0]
    for _ in range(_MAX_CLIMB):
        tense = _tense(token)
        if tense:
            return tense
        if token.head.i == token.i:
            break
        token = token.head
    return 0


def _tense(token: SpacyToken) -> int:  # noqa: PLR0911 - a decision list
    """The tense of a verb with its auxiliaries: "will meet", "is to meet" 1; "met", "has met" -1; else 0."""
    if token.pos_ not in {"VERB", "AUX"} and not any(child.dep_ == "cop" for child in token.children):
        return 0
    helpers = [child for child in token.children if child.dep_ in {"aux", "aux:pass", "cop"}]
    if any(child.lower_ in _FUTURE_AUX for child in helpers):
        return 1
    infinitive = any(
        child.tag_ == "TO" or child.lower_ == "to" for child in token.children if child.dep_ in {"mark", "aux"}
    )
    if infinitive:
        governor = token.head
        if governor.lemma_.lower() in _FUTURE_GOVERNORS or any(child.lower_ in {"is", "are"} for child in helpers):
            return 1
        return 0
    if token.tag_ in {"VBD"} or any(
        child.tag_ == "VBD" or child.lower_ in {"has", "have", "'ve", "had"} for child in helpers
    ):
        return -1
    if token.tag_ == "VBN" and (not helpers or token.dep_ in {"acl", "amod"}):
        return -1
    return 0


def _composed(chunk: _Chunk, found: list[_Found]) -> list[_Found]:
    """Join a time of day with its day, and the two ends of a range."""
    out: list[_Found] = []
    for item in found:
        out.append(item)
        while len(out) > 1:
            merged = _moment(chunk, out[-2], out[-1]) or _range(chunk, out[-2], out[-1])
            if merged is None:
                break
            out[-2:] = [merged]
    return out


def _moment(chunk: _Chunk, left: _Found, right: _Found) -> _Found | None:
    """A time of day and a day, side by side or with a preposition between them."""
    a, b = left.meaning, right.meaning
    between = chunk.symbols[left.last : right.first]
    if between not in _MOMENT_LINKS or {a.kind, b.kind} != {"DATE", "TIME"}:
        return None
    day, hour = (a, b) if a.kind == "DATE" else (b, a)
    if day.precision != "day" or "T" in day.value or not hour.value.startswith("T"):
        return None
    return _Found(left.first, right.last, replace(day, kind="TIME", value=day.value + hour.value), left.rule)


def _is_range(chunk: _Chunk, left: _Found, right: _Found) -> bool:
    between = chunk.symbols[left.last : right.first]
    a, b = left.meaning, right.meaning
    if (
        between not in _LINKS
        or a.kind != b.kind
        or a.kind not in {"DATE", "TIME"}
        or any(mark in a.value + b.value for mark in ("/", "REF"))
    ):
        return False
    if between == "&":
        opener = chunk.symbols[left.first - 1] if left.first else ""
        return "j" in {opener, chunk.symbols[left.first]}
    return between != "-" or chunk.tokens[left.last].spaced == chunk.tokens[right.first].spaced


def _range(chunk: _Chunk, left: _Found, right: _Found) -> _Found | None:
    """The range from `left` to `right`; a left end without a year takes that of an explicit right end."""
    if not _is_range(chunk, left, right):
        return None
    a, b = _same_year(chunk, left, right.meaning), right.meaning
    if (
        a.start is not None
        and b.start is not None
        and b.end is not None
        and a.anchored
        and b.anchored
        and b.start < a.start
    ):
        b = _later(b, b.start, b.end, a.start)
    if a.kind == "TIME" and a.start is None:
        meaning = Meaning("TIME", f"{a.value}/{b.value}", b.start, b.end, b.precision, b.anchored)
    else:
        meaning = joined(a, b)
    return _Found(left.first, right.last, meaning, left.rule)


def _same_year(chunk: _Chunk, left: _Found, right: Meaning) -> Meaning:
    meaning = left.meaning
    if (
        left.rule is None
        or right.start is None
        or right.anchored
        or (meaning.start is not None and not meaning.anchored)
    ):
        return meaning
    tokens = chunk.tokens[left.first : left.last]
    again = left.rule.handler(chunk.context(left.first, right.start.year), tokens)
    if again is not None and again.start is not None and again.start > right.start:
        again = left.rule.handler(chunk.context(left.first, right.start.year - 1), tokens)
    return again or meaning


def _later(meaning: Meaning, start: dt.date, end: dt.date, after: dt.date) -> Meaning:
    """The right end of a range moved behind its left end: by a week for weekdays, else by a year."""
    week = dt.timedelta(days=7)
    if start + week >= after:
        return replace(meaning, start=start + week, end=end + week, value=(start + week).isoformat())
    moved, until = timex.add_months(start, 12), timex.add_months(end, 12)
    if moved is None or until is None or meaning.precision not in {"day", "month"}:
        return meaning
    return replace(meaning, start=moved, end=until)


def _year_hints(chunks: Sequence[Sequence[Token]], found: Sequence[Sequence[_Found]]) -> dict[int, int]:
    """The year of each month that the text names with one year and no other ("in May 2006 … on 10 May")."""
    years: dict[int, set[int]] = {}
    for items in found:
        for item in items:
            start, end = item.meaning.start, item.meaning.end
            explicit = not item.meaning.anchored and item.meaning.precision in {"day", "month"}
            if explicit and start is not None and end is not None and start.replace(day=1) == end.replace(day=1):
                years.setdefault(start.month, set()).add(start.year)
    return {month: next(iter(given)) for month, given in sorted(years.items()) if len(given) == 1}


def _dateline_date(reading: Reading, chunks: Sequence[list[Token]]) -> dt.date | None:
    """The day of the dateline, if it tells one with its year; the reader's dateline first, else the wire form."""
    text = reading.doc.text
    if reading.dateline is not None and reading.dateline.date is not None:
        start, end = reading.dateline.date
        for item in _matches(reading, lex(text, start, end), None, {}):
            if item.meaning.precision == "day" and item.meaning.start is not None:
                return item.meaning.start
    for tokens in chunks:
        if not tokens or tokens[0].start > _DATELINE_REACH:
            break
        for item in _matches(reading, tokens, None, {}):
            end = tokens[item.last - 1].end
            explicit = (
                item.meaning.precision == "day"
                and item.meaning.start is not None
                and item.meaning.start == item.meaning.end
            )
            if explicit and tokens[item.first].start <= _DATELINE_REACH and _BEHIND_DATELINE.match(text, end):
                return item.meaning.start
    return None
