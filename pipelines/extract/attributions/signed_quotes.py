"""Quotations signed behind a dash: “We lost everything.” — Rosa Quispe, farmer.

The signature ends its line, or stands in a line of its own under what is quoted. Words without quotation marks are
signed too where several paragraphs of the text are.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipelines.extract.attributions.marks import CLOSING_QUOTES
from pipelines.extract.attributions.passage import Found, Passage, Span

_SIGNATURE = re.compile(
    r"(?<=[.!?…\"”’])[^\S\n]*(?:\n[^\S\n]*)?(?P<dash>[―—–]|--?(?=[^\S\n]))[^\S\n]*"
    r"(?P<name>[A-ZÀ-ÖØ-Þ][^\n.!?:;“”\"]{2,90}(?:\b[A-Z]\.[^\n.!?:;“”\"]{2,60})?)\.?[^\S\n]*(?=\n|\Z)"
)
_FEWEST_WORDS = 4


def attribute_signed(passage: Passage) -> list[Found]:
    """The quotations that a name behind a dash signs, with that name as their voice."""
    signed = [(match, head) for match in _SIGNATURE.finditer(passage.text) if (head := _signatory(passage, match))]
    found = []
    for match, head in signed:
        content = _quoted_before(passage, match.start())
        if content is None and len(signed) > 1:
            content = _paragraph_before(passage.text, match.start())
        if content is not None and passage.words(*content) >= _FEWEST_WORDS:
            found.append(Found(content, match.span("dash"), head, _name(passage, match), "assert", direct=True))
    return found


def _name(passage: Passage, match: re.Match[str]) -> Span:
    start, end = match.span("name")
    return start, start + len(passage.text[start:end].rstrip())


def _signatory(passage: Passage, match: re.Match[str]) -> Token | None:
    """The head of a signature that names a voice and tells nothing of it."""
    span = passage.doc.char_span(*_name(passage, match), alignment_mode="expand")
    if span is None or any(token.pos_ in ("VERB", "AUX") for token in span):
        return None
    head: Token = span.root
    named = span[0].ent_type_ in ("PER", "ORG") or (head.pos_ in ("PROPN", "NOUN") and passage.voices.can_speak(head))
    return (span[0] if span[0].ent_type_ == "PER" and head.pos_ != "PROPN" else head) if named else None


def _quoted_before(passage: Passage, offset: int) -> Span | None:
    """What stands in quotation marks right before an offset."""
    text = passage.text
    if text[offset - 1] not in CLOSING_QUOTES:
        return None
    index = passage.quotations.at(offset - 1)
    quote = passage.quotations.all[index] if index is not None else None
    return (quote.inner_start, quote.inner_end) if quote is not None and quote.end == offset else None


def _paragraph_before(text: str, offset: int) -> Span:
    """The paragraph that ends at an offset."""
    start = text.rfind("\n", 0, offset) + 1
    return start + len(text[start:offset]) - len(text[start:offset].lstrip()), offset
