"""Direct speech: which cue each full quotation belongs to, before it, after it or carried over from the last one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipelines.extract.attributions import cue_syntax as syntax
from pipelines.extract.attributions.noun_cues import noun_owner
from pipelines.extract.attributions.passage import CueWord, Found, Passage, Span
from pipelines.extract.attributions.quotations import Quotation

_FEWEST_WORDS = 3
_WORDS_OF_PARAGRAPH = 8
_LONGEST_GAP = 12  # words; more where they end the sentence of the cue
_FINITE_WITH = ("aux", "aux:pass", "nsubj", "nsubj:pass")
_GOES_ON = ",?!…—–-"
_ENDS = (".", "”", '"', ",", "''", "’")
_TURNS = frozenset({"but", "though", "although", "while", "yet", "whereas", "and", "when", "because"})
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|(?<=[.!?…:\"”’])\n")
_SENTENCE_BREAK = re.compile(r"[.!?]\s+[A-Z]")
_FULL_STOP = re.compile(r"(\w+)[”\"')]*\.\s")


def attribute_quotations(passage: Passage, words: list[CueWord]) -> tuple[list[Found], set[int]]:
    """Direct quotations with their speakers, and the token indices of the cues that they used up."""
    speakers = [w for w in words if "quote" in w.entry.frames and not passage.is_quoted(w.token.idx)]
    speakers = [w for w in speakers if not _tells_how(w.token)]
    search = _Search(passage, speakers)
    found: list[Found] = []
    used: set[int] = set()
    last: Found | None = None
    for quote in _with_parts(passage.quotations.all, search, passage.text):
        inner = (quote.inner_start, quote.inner_end - (passage.text[quote.inner_end - 1] == ","))
        word = search.cue_after(quote) or search.cue_before(quote)
        if word is not None and last is not None and _ends_sentence(passage, word, quote):
            word = None if _continues(passage, last, quote) else word
        if word is not None:
            spoken = _spoken(passage, word, inner, quote)
            if spoken is None:
                continue
            last = replace(spoken, cue=None) if word.token.i in used else spoken
            used.add(word.token.i)
            found.append(last)
        elif last is not None and _continues(passage, last, quote):
            last = replace(last, content=inner, cue=None)
            found.append(last)
    return found, used


def _with_parts(quotes: list[Quotation], search: _Search, text: str) -> Iterator[Quotation]:
    """The quotations, in two where the first of two paragraphs has its cue before it and the last has its own.

    As in: She said: “It is late. / “We must go,” she added.
    """
    for quote in quotes:
        word = search.cue_before(quote) if quote.again else None
        if word is None or not text[: quote.start].rstrip().endswith(":") or search.cue_after(quote) is None:
            yield quote
            continue
        first = text[quote.inner_start : quote.again - 1].rstrip(_OPENING_MARKS)
        ends = quote.inner_start + len(first)
        yield replace(quote, end=ends, inner_end=ends, closed=False, again=0)
        yield replace(quote, start=quote.again - 1, inner_start=quote.again, again=0)


_OPENING_MARKS = " \n\t\u00a0“„«\"`'"


def _tells_how(verb: Token) -> bool:
    """As in "one doctor, | speaking | on condition of anonymity, said": how it is said, and no cue of its own."""
    return verb.tag_ == "VBG" and verb.lemma_.lower() in ("speak", "talk") and not syntax.children(verb, "aux")


def _ends_sentence(passage: Passage, word: CueWord, quote: Quotation) -> bool:
    """Whether a sentence ends between a cue and the quotation behind it: "…," she said where he spoke. "…"."""
    return passage.text[passage.end_of(word.last) : quote.start].lstrip().startswith(".")


def _last_mark(text: str, quote: Quotation) -> str:
    """The last character of what is quoted, a quote within the quote left aside."""
    end = quote.inner_end
    while end > quote.inner_start + 1 and text[end - 1] in "'’":
        end -= 1
    return text[end - 1]


class _Search:
    """Cue words by offset, for the neighbourhood of a quotation."""

    def __init__(self, passage: Passage, words: list[CueWord]) -> None:
        self.passage = passage
        self.words = sorted(words, key=lambda w: w.token.i)
        self._offsets = [w.token.idx for w in self.words]

    def cue_after(self, quote: Quotation) -> CueWord | None:
        """The cue of "…," he said and "…," said the minister."""
        text = self.passage.text
        if _last_mark(text, quote) not in _GOES_ON and text[quote.end : quote.end + 1] != ",":
            return None
        first = bisect_left(self._offsets, quote.end)
        for word in self.words[first : first + 3]:
            offset = word.token.idx
            if offset - quote.end > 250 or _PARAGRAPH.search(text, quote.end, offset):
                return None
            if word.token.dep_ == "acl:relcl" and quote.end <= word.token.head.idx < offset:
                continue  # "…," according to two aides who read it
            if word.token.pos_ == "VERB" and self._follows(quote, word):
                return None if _says_more(word.token) else word
        return None

    def _follows(self, quote: Quotation, word: CueWord) -> bool:
        """Whether nothing but an adverb stands between a quotation and the clause of a cue."""
        passage, offset = self.passage, word.token.idx
        head = syntax.speaker(word.token)
        begin = offset
        if head is not None and quote.end <= head.idx:
            begin = min(begin, passage.chars(syntax.speaker_range(passage.doc, head, word.token))[0])
        gap = passage.text[quote.end : begin]
        if passage.words(quote.end, begin) <= 1 and "." not in gap and ":" not in gap:
            return gap.strip(" ,\u00a0\n").lower() not in _TURNS
        between = passage.text[quote.end : offset]
        if passage.words(quote.end, offset) > 9 or any(c in between for c in ":;?!"):
            return False
        return not any(len(m[1]) > 4 or m[1].islower() for m in _FULL_STOP.finditer(between))

    def cue_before(self, quote: Quotation) -> CueWord | None:
        """The cue of He said: "…"; a quotation that is part of the clause is left to the parse."""
        last = bisect_left(self._offsets, quote.start) - 1
        for word in self.words[max(0, last - 3) : last + 1][::-1]:
            participle = word.token.dep_ == "advcl" and word.token.tag_ in ("VBN", "VBD")
            if participle and not syntax.children(word.token, *_FINITE_WITH):
                continue  # "Asked about the dam, Paz was blunt: …"
            end = self.passage.end_of(word.last)
            gap = self.passage.text[end : quote.start]
            before = gap.rstrip()
            if len(gap) > 300 or _PARAGRAPH.search(before) or _SENTENCE_BREAK.search(before):
                return None
            if "\n\n" in gap and not before.endswith(":"):
                return None
            if word.token.pos_ == "NOUN" and not before.endswith(":"):
                continue
            if before.endswith(",") and self._is_left_to_parse(word, gap):
                return None
            if before.endswith((",", ":")) or (not self.passage.words(end, quote.start) and self._is_statement(quote)):
                return word
            if self.passage.words(end, quote.start):
                return None
        return None

    def _is_left_to_parse(self, word: CueWord, gap: str) -> bool:
        """As in "said that, …" and "called the witness, Ray Paz, …", where a comma leads to no full quotation."""
        clause = gap.split(maxsplit=1)[0] in ("that", "whether", "how")
        return clause or ("judgement" in word.entry.frames and any(c.isalnum() for c in gap))

    def _is_statement(self, quote: Quotation) -> bool:
        begin, words = self.passage.text[quote.inner_start], self.passage.words(quote.inner_start, quote.inner_end)
        whole = words > 2 or self.passage.text[quote.inner_end - 1] in "?!"
        return whole and (begin.isupper() or begin in "[.…")


def _says_more(verb: Token) -> bool:
    """Whether a participle has a clause of its own to tell: the "adding" of He said "…", adding that …."""
    clauses = (c for c in verb.rights if c.dep_ == "ccomp")
    return verb.tag_ == "VBG" and any(m.lower_ == "that" for c in clauses for m in syntax.children(c, "mark"))


def _spoken(passage: Passage, word: CueWord, content: Span, quote: Quotation) -> Found | None:
    token = word.token
    if token.pos_ == "NOUN":
        owner = noun_owner(passage, token)
        if owner is None:
            return None
        head, source, cue = owner
        return Found(content, passage.chars(cue), head, passage.chars(source), word.entry.frames["quote"], direct=True)
    speaker = syntax.speaker(token)
    if speaker is None or passage.is_quoted(speaker.idx):
        speaker = _beside(passage, word, quote)
    elif speaker.idx < quote.start and quote.end <= token.idx:
        speaker = _beside(passage, word, quote) or speaker
    content = _with_lead(passage, quote, token, content[1]) or content
    source_range = syntax.speaker_range(passage.doc, speaker, token) if speaker is not None else (0, 0)
    span = passage.chars(source_range) if source_range[0] < source_range[1] else None
    cue_span = passage.chars((token.i, word.last + 1))
    direct = content[0] == quote.inner_start
    return Found(content, cue_span, speaker if span else None, span, word.entry.frames["quote"], direct=direct)


def _with_lead(passage: Passage, quote: Quotation, cue: Token, content_end: int) -> Span | None:
    """The clause that a quotation completes, where it begins before the marks: Paying tax "is a duty," he said."""
    if cue.idx < quote.start:
        return None
    first = passage.doc.char_span(quote.inner_start, quote.inner_start + 1, alignment_mode="expand")
    if first is None:
        return None
    start, end = passage.bounds(first.start)
    lead = syntax.trim(passage.doc, (start, min(end, first.start)))
    if lead[0] >= lead[1] or passage.is_quoted(passage.doc[lead[0]].idx):
        return None
    before = passage.text[max(0, quote.start - 3) : quote.start].rstrip()
    return None if before.endswith((",", ":", ".")) else (passage.doc[lead[0]].idx, content_end)


def _beside(passage: Passage, word: CueWord, quote: Quotation) -> Token | None:
    """The speaker by position, where the parse has none: between quotation and cue, or right after the cue."""
    start, end = passage.bounds(word.token.i)
    if quote.end > word.token.idx:
        return None
    near = [t for t in passage.doc[start : word.token.i] if t.idx >= quote.end and not syntax.is_edge(t)]
    if not near:
        for token in passage.doc[word.last + 1 : end]:
            if syntax.is_edge(token):
                break
            near.append(token)
    if not near:
        return None
    head: Token = passage.doc[near[0].i : near[-1].i + 1].root
    return head if head.pos_ in ("NOUN", "PROPN", "PRON") else None


def _is_sentence(passage: Passage, quote: Quotation, said: int) -> bool:
    """Whether a short quotation is a sentence right behind that of the cue: "We waited," she said. "Then nothing."."""
    begins, ends = passage.text[quote.inner_start], passage.text[quote.inner_end - 1]
    return begins.isupper() and ends in ".!?" and passage.text[said : quote.start].strip() in (".", ".”", '."')


def _continues(passage: Passage, last: Found, quote: Quotation) -> bool:
    """Whether a quotation without a cue goes on with what the last speaker said, in the same paragraph or the next."""
    text = passage.text
    said = max(end for _, end in (last.content, last.cue or (0, 0), last.source or (0, 0)))
    brief = passage.words(quote.inner_start, quote.inner_end) < _FEWEST_WORDS
    if text[quote.inner_end - 1] not in ".!?…," or (brief and not _is_sentence(passage, quote, said)):
        return False
    if not said <= quote.start < said + 200:
        return False
    gap = text[said : quote.start].rstrip()
    return _is_next_paragraph(passage, last, quote, said) or (
        not _PARAGRAPH.search(gap)
        and "\n\n" not in text[said : quote.start]
        and (passage.words(said, quote.start) <= _LONGEST_GAP or not _SENTENCE_BREAK.search(gap))
        and text[max(0, quote.start - 10) : quote.start].rstrip().endswith(_ENDS)
    )


def _is_next_paragraph(passage: Passage, last: Found, quote: Quotation, said: int) -> bool:
    """Whether a quotation is the whole paragraph after what was said, which was no question for somebody else."""
    text = passage.text
    if not last.direct or text[last.content[1] - 1] == "?" or any(c.isalnum() for c in text[said : quote.start]):
        return False
    if passage.words(quote.inner_start, quote.inner_end) < _WORDS_OF_PARAGRAPH:
        return False  # a heading in marks
    behind = text[quote.end :].lstrip(" \t\u00a0")
    return "\n" in text[said : quote.start] and behind[:1] in ("", "\n") and text[quote.inner_start].isupper()
