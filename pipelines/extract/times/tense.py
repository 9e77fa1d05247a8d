"""Where the tense around an expression points: ahead, back, or nowhere."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token as SpacyToken

from pipelines.extract.columns import columns_of
from pipelines.extract.times.vocabulary import lexicon
from pipelines.language.reading import Reading
from pipelines.lexicon import words

_DUTIES = frozenset({"must", "should", "may", "might", "can"})
_FUTURE_AUX = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})


@cache
def _looking_ahead() -> frozenset[str]:
    return frozenset(lexicon().looking_ahead)


@cache
def _appointing() -> frozenset[str]:
    return frozenset(lexicon().appointing)


@cache
def _scheduled() -> frozenset[str]:
    return frozenset(lexicon().scheduled)


_PRESENT = frozenset({"is", "are", "'s", "’s"})
_FIXED = words("times", "words-of-plans")
_NOW = frozenset({"VBZ", "VBP"})
_MAX_CLIMB = 12
_RECORD = re.compile(r"\b(?:first|only|worst|best|least|most|[a-z]{3,}est)\b(?:\s+[\w-]+){0,4}\s+in\s+(?:the\s+)?$")
_RECORD_REACH = 60


def direction(reading: Reading, start: int) -> int:
    """Where the tense around a character points: 1 ahead, -1 back, 0 unknown. The governing verb decides.

    What is the first or the worst "in a decade" is so among what lies behind, whatever the tense.
    """
    text = columns_of(reading.doc).raw
    opened = start + len("in ") if text[start : start + len("in ")].lower() == "in " else start
    if _RECORD.search(text, max(0, start - _RECORD_REACH), opened):
        return -1
    span = reading.doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or len(span) == 0:
        return 0
    token = span[0]
    day = token.head if token.dep_ == "nmod:unmarked" and token.head.pos_ == "NUM" else token
    if _is_appointed(day) or _is_limit(day):
        return 1
    is_latest = any(child.lower_ == "by" for child in day.lefts)
    for _ in range(_MAX_CLIMB):
        tense = _tense(token)
        if tense:
            return tense
        if token.head.i == token.i or (is_latest and token.dep_ == "ccomp"):
            break
        token = token.head
    return 1 if is_latest or _is_headed(token) else 0


def _is_headed(root: SpacyToken) -> bool:
    """As in "Talks resume on Monday", where the reader takes the verb for a noun."""
    following = root.nbor(1) if root.i + 1 < len(root.doc) else root
    return (
        root.pos_ == "NOUN"
        and root.lower_.endswith("s")
        and following.tag_ == "NN"
        and following.lower_ in _scheduled()
    )


def _is_appointed(day: SpacyToken) -> bool:
    """Whether something is fixed for a day ("a strike called for Monday") or is on it ("the vote is Friday")."""
    cases = {child.lower_ for child in day.children if child.dep_ == "case"}
    if "for" in cases and day.head.lemma_.lower() in _appointing():
        return True
    return any(child.dep_ == "cop" and child.lower_ in _PRESENT for child in day.children) and day.dep_ != "acl:relcl"


def _is_limit(day: SpacyToken) -> bool:
    """Whether something lasts up to a day to come: "money to feed them through May", "was suspended till Friday"."""
    cases = {child.lower_ for child in day.children if child.dep_ == "case"}
    if "than" in cases and any(child.lower_ == "no" for child in day.head.lefts):
        return True  # "no later than Tuesday"
    if cases & {"until", "till"} and day.head.lemma_.lower() in _OPEN_ENDED:
        return True
    return bool(cases & _LIMITS) and day.head.tag_ == "VB" and any(child.lower_ == "to" for child in day.head.lefts)


_OPEN_ENDED = words("times", "verbs-with-until")


_LIMITS = frozenset({"through", "until", "till", "by"})


def _tense(token: SpacyToken) -> int:  # noqa: PLR0911 - a decision list
    """The tense of a verb with its auxiliaries: "will meet", "is to meet" 1; "met", "has met" -1; else 0."""
    if token.tag_ in {"VB", "JJ"} and any(child.lower_ == "due" for child in token.lefts):
        return 1
    verbal = token.pos_ in {"VERB", "AUX"} or token.tag_ in _NOW
    if not verbal and not any(child.dep_ in {"cop", "aux"} for child in token.children):
        return 0
    helpers = [child for child in token.children if child.dep_ in {"aux", "aux:pass", "cop"}]
    if any(child.lower_ in _FUTURE_AUX for child in helpers):
        return 1
    if token.lower_ in _FIXED and any(child.lower_ in _PRESENT for child in helpers):
        return 1
    if any(child.lower_ in _DUTIES for child in helpers):
        return -1 if any(child.lower_ == "have" for child in helpers) else 1
    infinitive = any(
        child.tag_ == "TO" or child.lower_ == "to" for child in token.children if child.dep_ in {"mark", "aux"}
    )
    if _could(token, helpers):
        return 1
    if infinitive:
        governor = token.head
        if (
            _is_yet_to_be(token)
            or governor.lemma_.lower() in _looking_ahead()
            or any(child.lower_ in {"is", "are"} for child in helpers)
        ):
            return 1
        return 0
    if token.tag_ in {"VBD"} or any(
        child.tag_ == "VBD" or child.lower_ in {"has", "have", "'ve", "had"} for child in helpers
    ):
        return -1
    if token.tag_ == "VBN" and (not helpers or token.dep_ in {"acl", "amod"}):
        return -1
    present = token.tag_ in _NOW and not helpers
    return 1 if present and (token.lemma_.lower() in _scheduled() or _is_conditional(token)) else 0


def _could(verb: SpacyToken, helpers: list[SpacyToken]) -> bool:
    """As in "could be announced on Monday"; not "could not reach him", "could see the smoke"."""
    said = {child.lower_ for child in (*helpers, *verb.lefts)}
    return "could" in said and not said & {"not", "n't", "n’t", "have", "never"} and verb.lemma_.lower() not in _SENSING


def _is_yet_to_be(verb: SpacyToken) -> bool:
    """As in "the report, to be presented on Friday"; not "the first to be freed on Friday"."""
    passive = verb.dep_ == "acl" and any(child.dep_ == "aux:pass" for child in verb.lefts)
    noun = verb.head
    ranked = noun.pos_ not in {"NOUN", "PROPN"} or any(child.dep_ == "amod" for child in noun.lefts)
    return passive and not ranked


def _is_conditional(verb: SpacyToken) -> bool:
    """As in "nurses strike on Friday unless a deal is reached"."""
    clauses = (child for child in verb.children if child.dep_ == "advcl")
    return any(mark.lower_ in {"unless", "if"} for clause in clauses for mark in clause.lefts)


_SENSING = words("times", "verbs-of-sensing")
