"""A text in which attributions are looked for: its parse, quotation marks, sentences and voices, and what is found."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipelines.extract.attributions.cue_syntax import Range
from pipelines.extract.attributions.cues import Cue, Cues, Stance, cues
from pipelines.extract.attributions.quotations import Quotation, Quotations
from pipelines.extract.attributions.voices import Voices
from pipelines.extract.columns import columns_of
from pipelines.extract.facts import Facts
from pipelines.language import Reading

Span = tuple[int, int]

WORD = re.compile(r"\w[\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in the making: spans are character offsets, `head` is the head word of a source that has words.

    `speaks` tells that the cue is a verb of speaking.
    """

    content: Span
    cue: Span | None
    head: Token | None
    source: Span | None
    stance: Stance
    direct: bool = False
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class CueWord:
    """A verb, noun or adjective of the text that is a cue; `last` is the index of its particle, or its own."""

    token: Token
    entry: Cue
    last: int


class Passage:
    """One document, indexed for the search."""

    def __init__(self, reading: Reading, facts: Facts) -> None:
        """Scan the quotation marks and index sentences and actor mentions, each once."""
        self.reading = reading
        self.doc: Doc = reading.doc
        self.text = columns_of(reading.doc).raw
        self.lexicon: Cues = cues()
        self.quotations = Quotations(self.text)
        self.voices = Voices(reading.doc, facts)
        self._starts = [sentence.span.start for sentence in reading.sentences]

    def bounds(self, index: int) -> Range:
        """The token range of the sentence that holds a token."""
        span = self.reading.sentences[max(0, bisect_right(self._starts, index) - 1)].span
        return span.start, span.end

    def chars(self, span: Range) -> Span:
        """A token range as character offsets."""
        last = self.doc[span[1] - 1]
        return self.doc[span[0]].idx, last.idx + len(last)

    def end_of(self, index: int) -> int:
        """The offset after a token."""
        token = self.doc[index]
        return int(token.idx) + len(token)

    def words(self, start: int, end: int) -> int:
        """How many words a stretch of characters has."""
        return len(WORD.findall(self.text, start, end))

    def is_quoted(self, offset: int) -> bool:
        """Whether a character lies in a quotation."""
        return self.quotations.at(offset) is not None

    def quotation_before(self, offset: int) -> Quotation | None:
        """A quotation of three words or more that ends right before an offset."""
        end = offset
        while end > 0 and self.text[end - 1] in " ,\u00a0":
            end -= 1
        index = self.quotations.at(end - 1) if end else None
        quote = self.quotations.all[index] if index is not None else None
        if quote is None or quote.end != end or self.words(quote.inner_start, quote.inner_end) < 3:
            return None
        return quote
