"""The roles of a news text's parts: title, dateline, byline, headings, body, author box, editorial marks.

Rules see lines and paragraphs alone, no parse: what is not prose must be known before anything is parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pipelines.language.datelines import DATE, match_dateline
from pipelines.language.reading import Dateline, Segment, SegmentKind

Span = tuple[int, int]

WRAP_WIDTHS = range(45, 101)
"""Lines of a hard-wrapped text are at most this long; longer lines are whole paragraphs."""
RUNNING_LINE = 60
"""Characters from which a line without a full stop goes on in a next one that begins in lower case."""
WRAP_SLACK = 14
"""How much shorter than the longest line a wrapped line can be although the next word would have fitted."""

_TERMINAL = re.compile(r"""[.?!…][\"'”’)\]]*$|[:;,–—-]$""")
_STOPS = re.compile(r"""[.?!…:;–—-][\"'”’)\]]*$""")
_MARK_WORDS = (
    r"TEXT|REPORT|EXCERPTS?|COMMENTARY|SPEECH|CONTINUED|PASSAGE (?:INDISTINCT|OMITTED)|(?:BEGIN|END|START OF) "
    r"(?:[A-Z]+ )?RECORDING|RECORDING|EDITORIAL|COMMUNIQUE|INTERVIEW|NEWS CONFERENCE|VIDEO|ARTICLE|SUMMARY|EDITED"
)
_ORIGIN = r"(?:(?:FBIS|BBC|RFE/RL)[ -])?(?:TRANSLATED|UNATTRIBUTED|FROM THE) (?:TEXT|REPORT|ARTICLE|PRESS)"
_MARK = re.compile(
    rf"\[(?:{_MARK_WORDS}|{_ORIGIN}|EDITORIAL REPORT)(?: BY [^\[\]]{{1,60}}|: [^\[\]]{{1,80}})?\]"
    rf"|\(\((?:{_MARK_WORDS})\)\)|<(?:{_MARK_WORDS})>"
    r"|\((?:(?:begin|end|start of) (?:[a-z]+ )?recording|passage (?:indistinct|omitted)|(?:FBIS|BBC) translated"
    r"|laughter"
    r"|applause|crosstalk|inaudible|begin video ?(?:clip|tape)|end video ?(?:clip|tape)|commercial break)\)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\[[^\[\]]{1,120}\]")
_SPEAKER = re.compile(r"(?:Q|A|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}):(?=\s)")
_QUESTION = re.compile(r"Q\.?(?=\s+[A-Z])")
_ANSWER = re.compile(r"A\.(?=\s+[A-Z\"“])")
_NAMED_SPEAKER = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}:(?=\s+\S)")
_KICKER = re.compile(
    r"(?:(?:BREAKING(?: NEWS)?|EXCLUSIVE|URGENT|UPDATED?|ANALYSIS|OPINION|EXPLAINER|FACTBOX|WRAPUP|FEATURE"
    r"|INTERVIEW|WATCH"
    r"|LIVE|CORRECTED)(?: \d+)?\s*(?:[:|–—]|--|(?<=\s)-(?=\s))|(?:Breaking(?: news)?|Exclusive|Analysis|Opinion"
    r"|Explainer"
    r"|Factbox|Update|Watch|Live):|URGENT(?=\s+[A-Z][a-z]))"
)
_BULLET = re.compile(r"(?:[.•·*▪◦‣●–-]|\(?\d{1,2}[.)]|\([a-z]\))\s+(?=\S)")
_TOPIC_WORD = r"(?:[Tt]he |[Dd][’'])?[A-ZÀ-Þ][\w.’'-]*"
_TOPIC = re.compile(
    rf"(?P<name>{_TOPIC_WORD}(?:(?:,? (?:(?:and|of|de|da|du|do|del|la|el|al|&) )?|/){_TOPIC_WORD}){{0,4}})"
    r"\s+(?:[–—-]|--)\s+(?=[\"“‘'A-ZÀ-Þ\d])(?![^.!?\n]*\s(?:[–—-]|--)\s)"
)
_RULE = re.compile(r"[\W_]+$")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){3,}$")
_LINK = re.compile(r"(?:https?://|www\.)\S+$")
_BYLINE = re.compile(
    r"(?:(?:Story |Text |Words |Written |Reported |Compiled )?by|from|reporting by)\s+"
    r"(?:the\s+)?[A-ZÀ-Þ][\w.'’-]*(?:[ ,&|/]+(?:and |in |for |the |of |at )?[A-ZÀ-Þ][\w.'’-]*)*[.:]?$",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"(?:(?i:published|updated|posted|last (?:updated|modified)|issued|date)\b:?.{0,60}\d"
    rf"|{DATE}(?:\s*[|,–-]?\s*(?:at )?[\d:]+\s*(?i:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{{2,4}}\)?)?)?$)"
)
_BOILERPLATE = re.compile(
    r"(?:advertisement|sponsored|subscribe\b|sign up\b|share (?:this|on)\b|follow us\b|read (?:more|also|the rest)\b"
    r"|click here\b|related(?: (?:articles?|stories|news|topics))?:?$|see also\b.{0,80}$|all rights reserved"
    r"|copyright\b|©|\(?(?:additional )?reporting by\b|\(?(?:writing|editing|compiled) by\b"
    r"|(?:photo|image|picture)s?(?: credit)?:|file photo\b|abstract\.$|full text\.?$"
    r"|(?:this|the) (?:article|story) (?:was|has been) (?:first |originally )?(?:published|updated)"
    r"|(?:this|the|an earlier version of this) (?:article|story|post) (?:was|has been|is being) (?:corrected"
    r"|amended|edited)"
    r"|for immediate release$|contacts?: |(?:media|press) contacts?:|\d+ min(?:ute)? read$|listen to this article$"
    r"|loading(?:\.\.\.|…)?$|(?:share|tweet|print|e-?mail|pin|whatsapp|facebook|twitter|save|comments?)$"
    r"|story highlights$"
    r"|watch (?:the )?video:?$|recommended(?: stories)?:?$|more on this story:?$|most (?:read|popular):?$"
    r"|image source,?"
    r"|follow .{1,60} on (?:twitter|facebook|x)\b|[—–-]+ ?(?:[\w.'’-]+,? ){1,12}contributed (?:reporting|to this)"
    r"|for (?:more|further) information,|tags?:|keywords?:|source:|view comments|comments? \(\d+\))",
    re.IGNORECASE,
)
_AUTHOR_NAME = re.compile(r"(?:About )?[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){1,3}:$|About the authors?\b")
_AUTHOR_IS = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]+ ){2,4}(?:is|was|are) (?:an? |the |one of |currently )?(?:[\w’'-]+ ){0,6}?"
    r"(?:fellow|professor|editor|correspondent|reporter|columnist|writer|journalist"
    r"|analyst|author|lecturer|contributor|researcher|founder|mayor)\b"
)
_AUTHOR_ROLE = re.compile(
    r"(?:The (?:writer|author)s? (?:is|was|are|were|works?|teach(?:es)?)\b"
    r"|(?:[A-ZÀ-Þ][\w.'’-]+ ){1,4}(?:writers?|journalists?|reporters?|correspondents?) [A-ZÀ-Þ].{2,160}\bcontributed\b)"
)
_AUTHOR_DID = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]+(?:,| and|) ){2,12}(?:reported|contributed(?: reporting| to this report)?) (?:from|to)\b"
    r".{0,140}$"
)

HEADING_WORDS = 18
AUTHOR_BOX_CHARS = 900


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: a run of lines that are one text, its blank edges left out."""

    start: int
    end: int


def read_structure(text: str, title: str | None = None) -> tuple[tuple[Segment, ...], Dateline | None]:
    """Segments that cover everything but blanks, in order, and the dateline if there is one.

    title: the document's title if known; the first paragraph is the title segment if it equals it
    """
    paragraphs = paragraphs_of(text)
    kinds = _kinds(text, paragraphs, title)
    speakers = _speakers(text, paragraphs)
    topics = _topics(text, paragraphs)
    segments: list[Segment] = []
    dateline: Dateline | None = None
    tries = 0
    for paragraph, found_kind in zip(paragraphs, kinds, strict=True):
        start, kind = paragraph.start, found_kind
        kicker = _KICKER.match(text, start, paragraph.end) if kind in {"body", "heading"} else None
        if kicker and kicker.end() < paragraph.end:
            segments.append(Segment("marker", *kicker.span()))
            start = _skip_blank(text, kicker.end(), paragraph.end)
        if kind in {"body", "heading"} and dateline is None and tries < 2:
            tries += kind == "body" and not _BULLET.match(text, start, paragraph.end)
            dateline = match_dateline(text, start, paragraph.end) if start < paragraph.end else None
            dateline = None if dateline and _is_topic(text, dateline, topics) else dateline
            if dateline:
                kind = "body"
                segments.append(Segment("dateline", dateline.start, dateline.end))
                start = _skip_blank(text, dateline.end, paragraph.end)
                for mark in _marks_after_dateline(text, start, paragraph.end):
                    segments.append(Segment("marker", *mark))
                    start = _skip_blank(text, mark[1], paragraph.end)
        segments.extend(_split_marks(text, (start, paragraph.end), kind, speakers, topics))
    return tuple(segments), dateline


def paragraphs_of(text: str) -> list[Paragraph]:
    """Lines joined to paragraphs: a blank line always ends one, a line end only if the text is not hard-wrapped."""
    lines = [match.span() for match in re.finditer(r"[^\s](?:[^\n\r\u2028\u2029]*[^\s])?", text)]
    width = wrap_width(text, lines)
    paragraphs: list[Paragraph] = []
    for index, (start, end) in enumerate(lines):
        if index and _is_wrapped(text, lines[index - 1], (start, end), width):
            paragraphs[-1] = Paragraph(paragraphs[-1].start, end)
        else:
            paragraphs.append(Paragraph(start, end))
    return paragraphs


def wrap_width(text: str, lines: list[Span]) -> int:
    """The width a text is hard-wrapped to, 0 if it is not."""
    longest = max((end - start for start, end in lines), default=0)
    if longest not in WRAP_WIDTHS:
        return 0
    breaks = [pair for pair in pairwise(lines) if not _blank_between(text, *pair)]
    filled = [pair for pair in breaks if _is_filled(text, *pair, longest)]
    prose = [pair for pair in filled if not _TERMINAL.search(text[slice(*pair[0])])]
    return longest if len(filled) * 4 >= len(breaks) * 3 and len(prose) * 2 > len(breaks) else 0


def _is_wrapped(text: str, before: Span, after: Span, width: int) -> bool:
    if _blank_between(text, before, after):
        return False
    if _runs_on(text, before, after):
        return True
    if not width:
        return False
    indented = after[0] - (text.rfind("\n", 0, after[0]) + 1) >= 3
    return not indented and _is_filled(text, before, after, width)


def _runs_on(text: str, before: Span, after: Span) -> bool:
    """Whether a long line stops amid a sentence and the next goes on in lower case, whatever the width."""
    line = text[slice(*before)]
    return len(line) >= RUNNING_LINE and not _STOPS.search(line) and text[after[0]].islower() and not line.islower()


def _is_filled(text: str, before: Span, after: Span, width: int) -> bool:
    word = text[slice(*after)].split(maxsplit=1)[0]
    return before[1] - before[0] + 1 + len(word) > width - WRAP_SLACK


def _blank_between(text: str, before: Span, after: Span) -> bool:
    return text.count("\n", before[1], after[0]) > 1 or "\u2029" in text[before[1] : after[0]]


def _kinds(text: str, paragraphs: list[Paragraph], title: str | None) -> list[SegmentKind]:
    kinds: list[SegmentKind] = [
        _kind(text[paragraph.start : paragraph.end], index + 1 == len(paragraphs))
        for index, paragraph in enumerate(paragraphs)
    ]
    if paragraphs and _is_title(text, paragraphs, title):
        kinds[0] = "title"
    for index in _author_box(text, paragraphs):
        kinds[index] = "author_box"
    return kinds


def _is_title(text: str, paragraphs: list[Paragraph], title: str | None) -> bool:
    first = text[paragraphs[0].start : paragraphs[0].end]
    if title:
        return _folded(first) == _folded(title)
    if match_dateline(text, paragraphs[0].start, paragraphs[0].end):
        return False
    return len(paragraphs) > 1 and len(first.split()) <= 30 and not _TERMINAL.search(first) and "\n" not in first


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _kind(text: str, is_last: bool) -> SegmentKind:
    if _RULE.match(text):
        return "marker"
    if _SLUG.match(text) or _LINK.match(text) or (len(text) < 300 and _BOILERPLATE.match(text)):
        return "boilerplate"
    words = text.split()
    if len(words) <= 16 and "\n" not in text and _BYLINE.match(text) and _is_name_list(words):
        return "byline"
    if len(text) < 90 and _DATE_LINE.match(text):
        return "boilerplate"
    if len(words) <= HEADING_WORDS and not is_last and "\n" not in text and _looks_like_heading(text, words):
        return "heading"
    return "body"


def _is_name_list(words: list[str]) -> bool:
    names = [word for word in words if word[:1].isalpha()]
    return words[0].lower() in {"by", "story", "text", "written", "reported", "reporting", "compiled", "words"} and sum(
        word[0].isupper() for word in names[1:]
    ) * 3 >= 2 * len(names[1:])


def _looks_like_heading(text: str, words: list[str]) -> bool:
    if _TERMINAL.search(text) or not any(char.isalpha() for char in text):
        return False
    return text[0].isupper() or text[0].isdigit() or text[0] in "\"“‘'#"


def _author_box(text: str, paragraphs: list[Paragraph]) -> range:
    """The paragraphs at the end that tell of the author."""
    count = len(paragraphs)
    for index in range(max(1, count - 6), count):
        paragraph = paragraphs[index]
        line = text[paragraph.start : paragraph.end]
        if line.isupper() or paragraphs[-1].end - paragraph.start > AUTHOR_BOX_CHARS:
            continue
        last = index + 1 == count
        if (_AUTHOR_NAME.match(line) and not last) or (
            index + 2 >= count
            and len(line) < 500
            and (_AUTHOR_IS.match(line) or _AUTHOR_DID.match(line) or _AUTHOR_ROLE.match(line))
        ):
            return range(index, count)
    return range(0)


def _marks_after_dateline(text: str, start: int, end: int) -> Iterator[Span]:
    while match := _BRACKETS.match(text, start, end):
        yield _skip_blank(text, match.start(), match.end()), match.end()
        start = match.end()


def _speakers(text: str, paragraphs: list[Paragraph]) -> frozenset[str]:
    """What paragraphs of a transcript begin with: names with a colon that come again, and "Q." with its "A."."""
    labels: Counter[str] = Counter()
    asked = 0
    for paragraph in paragraphs:
        found = _NAMED_SPEAKER.match(text, paragraph.start, paragraph.end)
        labels.update([found[0]] if found else [])
        question = _QUESTION.match(text, paragraph.start, paragraph.end)
        asked += bool(question)
        labels.update([question[0]] * 2 if question and (question[0] == "Q." or asked > 1) else [])
        answer = _ANSWER.match(text, paragraph.start, paragraph.end) if asked else None
        labels.update([answer[0]] * 2 if answer else [])
    return frozenset(label for label, count in labels.items() if count > 1)


def _topics(text: str, paragraphs: list[Paragraph]) -> dict[int, Span]:
    """Where the names begin that paragraphs of a digest open with ("Mali – The army …"), if two differ.

    With each, where it ends and where what is told of it begins.
    """
    found = {}
    for paragraph in paragraphs:
        bullet = _BULLET.match(text, paragraph.start, paragraph.end)
        start = bullet.end() if bullet else paragraph.start
        if topic := _TOPIC.match(text, start, paragraph.end):
            found[start] = topic.end("name"), topic.end()
    return found if len({text[start:end].casefold() for start, (end, _) in found.items()}) > 1 else {}


def _is_topic(text: str, dateline: Dateline, topics: Mapping[int, Span]) -> bool:
    """Whether what looks like a dateline names the subject of a digest's paragraph and no more."""
    return dateline.date is None and dateline.agency is None and dateline.start in topics


def _lead(text: str, start: int, end: int, speakers: frozenset[str]) -> re.Match[str] | None:
    """The bullet or the speaker's name that a paragraph begins with."""
    named = (
        _NAMED_SPEAKER.match(text, start, end) or _QUESTION.match(text, start, end) or _ANSWER.match(text, start, end)
    )
    if named and named[0] in speakers:
        return named
    lead = _BULLET.match(text, start, end) or _SPEAKER.match(text, start, end)
    return lead if lead and (not lead[0][0].isupper() or not text[start:end].isupper()) else None


def _split_marks(
    text: str, span: Span, kind: SegmentKind, speakers: frozenset[str], topics: Mapping[int, Span]
) -> Iterator[Segment]:
    """A paragraph cut at its editorial marks and behind the bullet, speaker's name or topic it begins with."""
    start, end = span
    lead = _lead(text, start, end, speakers) if kind == "body" else None
    if lead and lead.end() < end:
        yield from _piece(text, start, lead.end(), "marker")
        start = _skip_blank(text, lead.end(), end)
    if kind == "body" and (topic := topics.get(start)):
        name_end, told = topic
        yield from _piece(text, start, name_end, "heading")
        start = told
    for match in _MARK.finditer(text, start, end):
        yield from _piece(text, start, match.start(), kind)
        yield Segment("marker", *match.span())
        start = match.end()
    yield from _piece(text, start, end, kind)


def _piece(text: str, start: int, end: int, kind: SegmentKind) -> Iterator[Segment]:
    start = _skip_blank(text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Segment(kind if any(char.isalnum() for char in text[start:end]) else "marker", start, end)


def _skip_blank(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
