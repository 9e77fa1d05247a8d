"""Denials of what was said before: "Uganda accused Rwanda of arming the rebels, a charge Kigali rejects".

The noun stands for the clause before its comma, which is what is denied; the words of the one who said it end there.
Without a clause to stand for ("The claims, which Bahrain denied, …") the noun itself is what is denied.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipelines.extract.attributions import cue_syntax as syntax
from pipelines.extract.attributions.cue_syntax import Range
from pipelines.extract.attributions.passage import CueWord, Found, Passage
from pipelines.extract.attributions.silence import is_negated, is_nobody
from pipelines.extract.attributions.voices import antecedent
from pipelines.lexicon import words

_SAID = words("attributions", "nouns-for-what-was-said")
_LONGEST_TAIL = 40  # characters behind the cue: "as fabricated", "on Tuesday"
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_GOVERNED = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod"})


def attribute_denial(passage: Passage, word: CueWord) -> Found | None:
    """What a verb of denying in a relative clause on "a charge" or "the claims" denies."""
    verb = word.token
    claim = _claim(passage, verb) if word.entry.frames.get("object") == "deny" and not is_negated(verb) else None
    head = syntax.speaker(verb) if claim is not None else None
    if claim is None or head is None or head.i == claim.i or is_nobody(head):
        return None
    source = syntax.speaker_range(passage.doc, head, verb)
    content = _clause_before(passage, claim) or _phrase(passage, claim, verb)
    if source[0] >= source[1] or content[0] >= content[1] or not passage.voices.can_speak(antecedent(head)):
        return None
    cue = passage.chars((verb.i, word.last + 1))
    return Found(passage.chars(content), cue, head, passage.chars(source), "deny")


def _claim(passage: Passage, verb: Token) -> Token | None:
    """The noun that a relative clause denies: its antecedent, or an object before its subject.

    Of "…, which Kigali denies" behind a clause it is "which".
    """
    objects = syntax.children(verb, "obj")
    before = [thing for thing in objects if thing.i < verb.i and thing.lemma_.lower() in _SAID]
    if before:
        subject = next(iter(syntax.children(verb, "nsubj")), verb)
        return before[0] if before[0].i < subject.i else None
    sentential = [thing for thing in objects if thing.lower_ == "which" and thing.i and thing.nbor(-1).text == ","]
    if sentential and verb.lemma_ == "deny" and verb.head.lemma_.lower() not in _SAID:
        return sentential[0] if _clause_before(passage, sentential[0]) else None
    own = any(thing.i > verb.i for thing in objects)
    modifies = verb.dep_ in ("acl", "acl:relcl") and verb.head.lemma_.lower() in _SAID
    return verb.head if modifies and not own else None


def _clause_before(passage: Passage, claim: Token) -> Range | None:
    """The clause that a noun between a comma and its relative clause stands for."""
    doc, first = passage.doc, claim.left_edge.i
    while first < claim.i and syntax.is_edge(doc[first]):
        first += 1
    definite = any(c.lower_ in _DEFINITE or c.dep_ == "nmod:poss" for c in claim.lefts)
    governed = definite and claim.dep_ in _GOVERNED and claim.head.i < claim.i
    if first == 0 or doc[first - 1].text != "," or governed:
        return None
    start, _ = passage.bounds(claim.i)
    start = next((t.i + 1 for t in reversed(doc[start : first - 1]) if t.text == ";"), start)
    told = any(token.pos_ in ("VERB", "AUX") for token in doc[start : first - 1])
    return syntax.trim(doc, (start, first - 1)) if told else None


def _phrase(passage: Passage, claim: Token, verb: Token) -> Range:
    """The noun with what stands before its relative clause."""
    end = verb.left_edge.i if verb.left_edge.i > claim.i else claim.i + 1
    return syntax.trim(passage.doc, (claim.left_edge.i, end))


def with_denials(said: list[Found], denials: list[Found]) -> list[Found]:
    """What was said, ended before its denials, and the denials of what somebody said, not of his saying so."""
    found = [_before_denial(item, denials) for item in said]
    for denial in denials:
        start, end = denial.content
        told = (
            i.content for i in found if i.content[1] == end and i.content[0] > start and i.cue and i.cue[0] >= start
        )
        found.append(replace(denial, content=min(told, default=denial.content)))
    return found


def _before_denial(item: Found, denials: list[Found]) -> Found:
    start, end = item.content
    for denial in denials:
        cut = denial.content[1]
        if denial.cue is None or item.direct or (item.cue or denial.cue)[0] > cut:
            continue
        if start < cut < end < denial.cue[1] + _LONGEST_TAIL:
            end = cut
    return replace(item, content=(start, end))
