"""Speakers named by a label and a colon: turns of a transcript ("QUESTION: …") and headlines ("Envoy: no talks").

A label is a line's beginning up to a colon. Labels in capitals count where one of them comes back or is of a known
kind, others ("Okoro: …") where two that name voices both come back; a turn runs to the next label, the last one to the
end of its paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from spacy.tokens import Token

from pipelines.extract.attributions.marks import CLOSING_QUOTES, OPENING_QUOTES
from pipelines.extract.attributions.passage import Found, Passage, Span
from pipelines.lexicon import words

_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){0,4}"
_ROLES = r"Question|Answer|Reporter|Journalist|Interviewer|Moderator|Spokes(?:man|woman|person)"
_LABEL = re.compile(
    rf"(?:^[^\S\n]*[\"“]?|(?<=[.!?…] )(?=(?:{_ROLES}):))(?P<label>{_NAME})(?: \([^()\n]{{1,60}}\))?:[^\S\n]+(?=\S)",
    re.MULTILINE,
)
_KNOWN = re.compile(
    r"(?:Q|A|QUESTION|ANSWER|REPORTER|JOURNALIST|INTERVIEWER|MODERATOR|HOST|PRESENTER|OPERATOR|VOICE|SPEAKER|"
    rf"{_ROLES})(?: \d+)?$|"
    r"(?:MR|MRS|MS|DR|SIR|LORD|SEN|REP|GEN|AMB|SECRETARY|PRESIDENT|MINISTER|AMBASSADOR|GENERAL|SENATOR|GOVERNOR|"
    r"CHAIRMAN|COLONEL|ADMIRAL)\b\.? ?",
)
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n|\Z")
_HEADLINE = re.compile(r"(?P<left>[^:\n]{2,160}): +(?P<right>[^\n]{2,300})")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a labelled speaker says: character offsets of the label and of the words."""

    label_start: int
    label_end: int
    start: int
    end: int


def _is_known(label: str) -> bool:
    """A word for who asks or answers, or an office in capitals: "MR HALE", but no "DR Congo"."""
    found = _KNOWN.match(label)
    return found is not None and (label.isupper() or found.end() == len(label))


def scan_turns(text: str, is_voice: Callable[[int, int], bool] = lambda start, end: False) -> list[Turn]:
    """The turns of a transcript, in order; empty for a text that is none.

    `is_voice` tells of a label in lower case, by its offsets, whether it names somebody who can speak.
    """
    matches = list(_LABEL.finditer(text))
    labels = [m for m in matches if m["label"].isupper() or _is_known(m["label"])]
    known = [m for m in labels if _is_known(m["label"])]
    if not known and (len(labels) < 2 or len(labels) == len({m["label"] for m in labels})):
        labels = _recurring_voices(matches, is_voice)
    turns = []
    for match, following in zip_longest(labels, labels[1:]):
        end = following.start() if following else _end_of_paragraph(text, match.end())
        quoted = match.start("label") and text[match.start("label") - 1] in OPENING_QUOTES
        while end > match.end() and (text[end - 1].isspace() or (quoted and text[end - 1] in CLOSING_QUOTES)):
            end -= 1
        turns.append(Turn(match.start("label"), match.end("label"), match.end(), end))
    return turns


def _recurring_voices(labels: list[re.Match[str]], is_voice: Callable[[int, int], bool]) -> list[re.Match[str]]:
    """The labels of a dialogue: those that come back and name voices; none where fewer than two do so."""
    counts = Counter(m["label"] for m in labels)
    spoken = {m["label"]: m.span("label") for m in labels if counts[m["label"]] > 1}
    voices = {label for label, span in spoken.items() if is_voice(*span)}
    return [m for m in labels if m["label"] in voices] if len(voices) > 1 else []


def _end_of_paragraph(text: str, offset: int) -> int:
    match = _PARAGRAPH_END.search(text, offset)
    return match.start() if match else len(text)


def split_headline(line: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The two sides of a headline's colon, as offsets into `line`; None where it has no colon or an empty side."""
    match = _HEADLINE.match(line)
    if match is None:
        return None
    right = match.span("right")
    return match.span("left"), (right[0], right[0] + len(match["right"].rstrip()))


def attribute_labels(passage: Passage) -> list[Found]:
    """Headlines whose colon names a voice, and the turns of a transcript.

    "A:" is the one person whom the introduction of an interview names.
    """
    found = []
    for segment in passage.reading.segments:
        if segment.kind in ("title", "heading"):
            found += _headline(passage, segment.start, segment.end)
    turns = scan_turns(passage.text, lambda start, end: _label_head(passage, (start, end)) is not None)
    interviewee = passage.voices.only_person(turns[0].label_start) if turns else None
    for turn in turns:
        span = passage.doc.char_span(turn.label_start, turn.label_end, alignment_mode="expand")
        if span is not None and turn.start < turn.end:
            label = (turn.label_start, turn.label_end)
            answers = interviewee is not None and passage.text[slice(*label)] in _ANSWERS
            head = interviewee if answers else span.root
            found.append(Found((turn.start, turn.end), None, head, label, "assert", direct=True))
    return found


_ANSWERS = frozenset({"A", "Answer", "ANSWER"})


def _headline(passage: Passage, start: int, end: int) -> list[Found]:
    sides = split_headline(passage.text[start:end])
    if sides is None:
        return []
    left, right = ((start + a, start + b) for a, b in sides)
    for label, said in ((left, right), (right, left)):
        head = _label_head(passage, label)
        if head is not None and label == left and _is_genre(passage, head, said):
            return []
        if head is not None and label == left and _is_topic(passage, head, said):
            continue
        if head is not None and passage.words(*said) > 2:
            colon = passage.text.index(":", left[1] - 1)
            content = _without_marks(passage, said)
            return [Found(content, (colon, colon + 1), head, label, "assert", direct=content != said)]
    return []


def _is_topic(passage: Passage, head: Token, said: Span) -> bool:
    """As in "Peru: floods cut off three towns": a place before a headline is what it is about, not who says it."""
    quoted = passage.quotations.at(said[0]) is not None
    own_words = any(t.lower_ in _FIRST_PERSONS for t in passage.doc.char_span(*said, alignment_mode="expand") or ())
    place = head.ent_type_ == "LOC" or passage.voices.is_country(head)
    return place and not quoted and not own_words


def _is_genre(passage: Passage, head: Token, said: Span) -> bool:
    """As in "Interview: …", "Situation report No. 14: Arden and Brook": what the article is, not who says it."""
    if head.lower_ in _GENRES:
        return True
    words = passage.doc.char_span(*said, alignment_mode="expand") or ()
    return passage.voices.is_document(head) and not any(t.pos_ in ("VERB", "AUX") for t in words)


_GENRES = words("attributions", "genres")
_FIRST_PERSONS = frozenset({"we", "us", "our", "i", "my"})


def _label_head(passage: Passage, label: Span) -> Token | None:
    """The head of a short noun phrase that names somebody who can speak."""
    span = passage.doc.char_span(*label, alignment_mode="contract")
    if span is None or not 0 < len(span) <= 6 or any(t.pos_ in ("VERB", "AUX") for t in span):
        return None
    head: Token = span.root
    return head if passage.voices.can_speak(head) and head.pos_ in ("PROPN", "NOUN") else None


def _without_marks(passage: Passage, said: Span) -> Span:
    """What is said without the quotation marks around it."""
    index = passage.quotations.at(said[0])
    quote = passage.quotations.all[index] if index is not None else None
    if quote is None or quote.start > said[0] or quote.end < said[1] - 1:
        return said
    return quote.inner_start, quote.inner_end
