"""Speakers that stand between a clause and their cue: "…, a rescue official, Vera Adeyemi, said".

An apposition or a clause with "who" may follow the name. The parse often hangs such a phrase on the last noun of what
is said. Where a cue of speaking has no subject, the phrase between commas before it is its speaker, whatever the parse
makes of it.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipelines.extract.attributions.cue_syntax import Range
from pipelines.extract.attributions.marks import CLOSING_QUOTES, FINITE, INTERRUPTS

_PHRASE_WORDS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADP", "CCONJ"})
_CLOSERS = CLOSING_QUOTES | INTERRUPTS
_RELATIVES = frozenset({"who", "whose"})
_LONGEST = 24


def set_off_speaker(doc: Doc, verb: Token, sentence: Range) -> tuple[Token, Range] | None:
    """The head and the words of the phrase that ends right before a finite verb without a subject.

    `sentence` is the verb's, in tokens; None where no phrase stands there alone or no clause comes before it.
    """
    if verb.tag_ not in FINITE or any(child.dep_.startswith(("nsubj", "expl")) for child in verb.children):
        return None
    floor = max(sentence[0], verb.i - _LONGEST)
    apposed = verb.i - 1 > floor and doc[verb.i - 1].text == ","
    end = verb.i - 1 if apposed else verb.i
    start = _aside_start(doc, end, floor) if apposed else _phrase_start(doc, end, floor)
    if apposed and start - 1 > floor and doc[start - 1].text == ",":
        start = _phrase_start(doc, start - 1, floor)
    elif apposed:
        return None
    if start >= end or start <= floor or doc[start - 1].text not in _CLOSERS:
        return None
    head = _head(doc, (start, end))
    clausal = any(token.pos_ in ("VERB", "AUX") for token in doc[sentence[0] : start])
    return (head, (start, end)) if head is not None and clausal else None


def speaker_behind(doc: Doc, verb: Token, sentence: Range) -> tuple[Token, Range] | None:
    """The head and the words of what ends a sentence behind a cue without a subject, "…, reports Anadolu Agency".

    The parse takes it for what is reported. None where no clause comes before the cue, or more stands behind it.
    """
    if verb.tag_ not in FINITE or any(child.dep_.startswith(("nsubj", "expl")) for child in verb.children):
        return None
    head = next((c for c in verb.rights if c.dep_ == "obj" and c.pos_ in ("NOUN", "PROPN")), None)
    if head is None or head.left_edge.i != verb.i + 1 or verb.i - 1 <= sentence[0]:
        return None
    is_set_off = doc[verb.i - 1].text in _CLOSERS and all(
        t.pos_ == "PUNCT" for t in doc[head.right_edge.i + 1 : sentence[1]]
    )
    clausal = any(token.pos_ in ("VERB", "AUX") for token in doc[sentence[0] : verb.i])
    return (head, (verb.i + 1, head.right_edge.i + 1)) if is_set_off and clausal else None


def inserted_clause(doc: Doc, verb: Token, sentence: Range) -> tuple[Token, Range, Range] | None:
    """The speaker's head, the speaker and the whole clause of "The bridge, Paz said on Friday, was cut".

    By position: the parse tends to read the name as an apposition and the cue as a clause on the noun before it.
    None where the cue does not stand between two commas, or no verb of the sentence goes on behind the second.
    """
    if verb.tag_ not in FINITE or verb.dep_ not in _MISREAD:
        return None
    first, last = sentence
    start = verb.i - 1 if doc[verb.i - 1].lower_ in _PRONOUNS else _phrase_start(doc, verb.i, first)
    start = start if start < verb.i else _phrase_start(doc, verb.i - 1, first)
    if not first < start < verb.i or doc[start - 1].text not in INTERRUPTS or doc[start].pos_ in ("ADP", "CCONJ"):
        return None
    if any(token.tag_ in _RELATIVE_TAGS for token in doc[start : verb.i]):
        return None
    end = next((i for i in range(verb.i + 1, min(last - 1, verb.i + _TAIL)) if doc[i].pos_ in _STOPS), last)
    if end >= last - 1 or doc[end].text != doc[start - 1].text or doc[end + 1].pos_ not in ("VERB", "AUX", "ADV"):
        return None
    names = [t for t in doc[start : verb.i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return (names[-1], (start, verb.i), (start, end)) if names else None


_MISREAD = frozenset({"acl", "acl:relcl", "parataxis", "appos", "ccomp", "advcl"})
_RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
_PRONOUNS = frozenset({"he", "she", "they"})
_STOPS = frozenset({"PUNCT", "VERB", "AUX", "SCONJ"})
_TAIL = 12


def _aside_start(doc: Doc, end: int, floor: int) -> int:
    """The first word of an apposition or of a clause with "who" or a participle that ends at `end`."""
    start = _phrase_start(doc, end, floor)
    if doc[start - 1].text == ",":
        return start
    opens = (i for i in range(end - 1, floor, -1) if doc[i].lower_ in _RELATIVES or doc[i].tag_ == "VBN")
    return next((i for i in opens if doc[i - 1].text == ","), start)


def _phrase_start(doc: Doc, end: int, floor: int) -> int:
    start = end
    while start > floor and _is_of_phrase(doc[start - 1]):
        start -= 1
    return start


def _is_of_phrase(word: Token) -> bool:
    """Whether a word can stand in a noun phrase; a hyphen can inside a name, "Al-Fatih"."""
    if word.text == "-" and word.i:
        return not word.whitespace_ and not word.nbor(-1).whitespace_
    described = word.tag_ in ("VBN", "VBG") and word.dep_ == "amod"  # "a local elected official"
    return (word.pos_ in _PHRASE_WORDS or described) and word.text not in _CLOSERS


def _head(doc: Doc, span: Range) -> Token | None:
    """The one noun of a phrase that hangs on a word outside it, or the first of a name and its appositions.

    Or the first of several that are joined to what is said: "near Kutum, police and a doctor told reporters". None
    where a preposition leads it there.
    """
    tops = [t for t in doc[span[0] : span[1]] if not span[0] <= t.head.i < span[1] or t.head.i == t.i]
    tops = [t for t in tops if t.pos_ != "PUNCT"]
    apposed = all(t.dep_ == "appos" and t.head.i == tops[0].head.i for t in tops)
    joined = all(t.dep_ == "conj" and any(c.dep_ == "cc" for c in t.lefts) for t in tops[1:])
    if not tops or not (len(tops) == 1 or apposed or joined) or tops[0].pos_ not in ("NOUN", "PROPN"):
        return None
    marked = any(child.dep_ in ("case", "cc", "mark") and child.i >= span[0] for child in tops[0].lefts)
    return None if marked else tops[0]
