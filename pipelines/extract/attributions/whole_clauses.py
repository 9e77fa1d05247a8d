"""What stands before a cue clause, where it is a whole clause: "Drones hit the depot, the governor said, and …".

A cue that interrupts a clause leaves the sentence whole ("The truce, diplomats said, will not last"). Where the clause
is complete before the cue, it is what is said; what follows is the writer's own or somebody else's. Behind a
conjunction the second half is what is said: "Police charged but, witnesses alleged, stood by".
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipelines.extract.attributions import cue_syntax as syntax
from pipelines.extract.attributions.cue_syntax import Range
from pipelines.extract.attributions.marks import FINITE, INTERRUPTS
from pipelines.extract.attributions.passage import Found, Passage
from pipelines.extract.dependencies import NOMINAL, SUBJECTS

_OPEN = frozenset({"acl", "acl:relcl", "advcl", "csubj", "csubj:pass"})
_TENSED = FINITE | {"MD"}


def without_cue_clause(passage: Passage, item: Found) -> Found:
    """An attribution whose content holds its own cue, with the one side of it that is a clause of its own."""
    start, end = item.content
    if item.direct or item.cue is None or item.source is None:
        return item
    first, last = min(item.cue[0], item.source[0]), max(item.cue[1], item.source[1])
    if not start < first or not last < end:
        return item
    span = passage.doc.char_span(start, end, alignment_mode="expand")
    cue = passage.doc.char_span(first, last, alignment_mode="expand")
    if span is None or cue is None:
        return item
    opens = cue.start - (passage.doc[cue.start - 1].pos_ == "ADP")  # "by his own account"
    before = syntax.trim(passage.doc, (span.start, opens))
    after = syntax.trim(passage.doc, (_behind_cue(passage, cue.end, span.end), span.end))
    if before[0] >= before[1] or after[0] >= after[1] or passage.quotations.inside(*passage.chars(after)):
        return item
    if passage.doc[before[1] - 1].dep_ == "cc":
        return replace(item, content=passage.chars(after))
    set_off = passage.doc[opens - 1].text in INTERRUPTS
    apart = _is_apart(passage, after) or _goes_on_saying(passage, after)
    told = set_off and _is_clause(passage, before) and apart
    return replace(item, content=passage.chars(before)) if told else item


def _behind_cue(passage: Passage, start: int, end: int) -> int:
    """Where the sentence goes on behind a cue and its adjuncts: behind the comma of "said on Telegram, and …"."""
    comma = next((t.i for t in passage.doc[start:end] if t.text == "," or t.pos_ in ("VERB", "AUX")), start)
    return comma if passage.doc[comma].text == "," else start


def _is_apart(passage: Passage, span: Range) -> bool:
    """Whether words behind a cue clause are a clause or a noun phrase of their own, not a circumstance."""
    words = passage.doc[span[0] : span[1]]
    if words[0].lower_ in _OTHERWISE:
        return any(t.dep_ in SUBJECTS for t in words)
    aside = words.root.tag_ == "VBG" and any(t.dep_ in SUBJECTS for t in words.root.lefts)
    phrase = aside or (words[0].dep_ == "det" and not any(_is_main(t, span) for t in words))
    return phrase or words[:2][-1].tag_ in ("WP", "WDT")


def _goes_on_saying(passage: Passage, span: Range) -> bool:
    """As in "said the mayor, | adding that …": what the speaker says besides."""
    root = passage.doc[span[0] : span[1]].root
    entry = passage.lexicon.verbs.get(root.lemma_.lower())
    return syntax.is_gerund(root) and root.i == span[0] and entry is not None and not _BESIDE.isdisjoint(entry.frames)


_BESIDE = frozenset({"clause", "request"})
_OTHERWISE = frozenset({"and", "but", "while", "although", "though", "whereas", "yet"})


def _is_clause(passage: Passage, span: Range) -> bool:
    """Whether words hold a finite verb with its subject that no word outside them governs but the cue's."""
    return any(_is_main(token, span) for token in passage.doc[span[0] : span[1]])


def _is_main(verb: Token, span: Range) -> bool:
    if not any(t.pos_ in NOMINAL for t in verb.doc[span[0] : verb.i]):
        return False
    helpers = (c for c in verb.lefts if c.dep_ in ("aux", "aux:pass", "cop"))
    if verb.tag_ not in FINITE and not any(c.tag_ in _TENSED for c in helpers):
        return False
    return verb.dep_ not in _OPEN and not (verb.dep_ == "conj" and not span[0] <= verb.head.i < span[1])
