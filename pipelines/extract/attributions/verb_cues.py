"""Attributions by verbs: "said that …", "…, officials caution, …", "urged restraint", "is believed to …"."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipelines.extract.attributions import cue_syntax as syntax
from pipelines.extract.attributions.cue_syntax import Range, Speech
from pipelines.extract.attributions.cues import Stance
from pipelines.extract.attributions.marks import CLOSING_QUOTES, FINITE, INTERRUPTS
from pipelines.extract.attributions.noun_cues import is_towards, noun_content
from pipelines.extract.attributions.passage import CueWord, Found, Passage, Span
from pipelines.extract.attributions.set_off_speakers import inserted_clause, set_off_speaker, speaker_behind
from pipelines.extract.attributions.silence import is_negated, is_nobody, is_unsaid, is_withheld, keeps_silent
from pipelines.extract.attributions.voices import antecedent
from pipelines.lexicon import words

_HELD_BY_FORCE = words("attributions", "things-held-by-force")
_INSERTED = words("attributions", "verbs-of-inserted-opinions")
_FOUND_BY_GOING = words("attributions", "things-found-by-going")
_AGENTLESS = frozenset({"clause", "infinitive", "judgement"})
_ADJUNCTS = frozenset({"obl", "obl:tmod", "obl:unmarked", "advmod", "advcl", "iobj", "obj", "nmod"})
_SET_OFF = CLOSING_QUOTES | INTERRUPTS | {"-"}
_BREAKS = frozenset({";", ":", "–", "—", "--", "(", ")"})
_BLOCK = re.compile(r"[^.!?:\n\"“”]{0,80}:[^\S\n]*\n\s*")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
_MARKS = re.compile(r"[\"“”]")
_FULL_STOPS = frozenset({".", "!", "?", "…"})
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us)\b")


def attribute_verb(passage: Passage, verb: CueWord) -> Found | None:
    """What a cue verb attributes to whom, by the parse; None where it has no content or nobody who could speak."""
    token = verb.token
    if token.dep_ == "amod" or _is_aside(token):
        return _claimed_by_compound(passage, verb) if token.dep_ == "amod" else None
    if (found := _inserted(passage, verb) or _said_by(passage, verb)) is not None:
        return found
    head = None if is_unsaid(token) else _speaker(passage, token)
    speech = syntax.verb_speech(passage.doc, token, verb.entry, verb.last)
    if speech is not None and passage.doc[speech.content[0]].lower_ in syntax.RELAYING:
        speech = None  # "…, the Courier reported citing Interfax"
    if head is None or token.dep_ in ("conj", "parataxis"):  # "left the town, police and a doctor told reporters"
        found = _set_off(passage, verb, speech if head is None else None)
        if head is None or found is not None:
            return found or _agentless(passage, token, speech)
    source = syntax.speaker_range(passage.doc, head, token)
    mute = not verb.entry.any_source and not passage.voices.can_speak(antecedent(head))
    if mute or source[0] >= source[1] or is_nobody(head) or (speech and _says_nothing(passage, token, speech)):
        return None
    if speech is None:
        return _beside_clause(passage, verb, head, source)
    content = passage.chars(_with_opening(passage, speech, source))
    cue = passage.chars(_with_negation(token, speech.cue))
    return Found(content, cue, head, passage.chars(source), _stance(token, speech))


def _is_aside(verb: Token) -> bool:
    """Whether the parse makes the main verb of a sentence of "believed" in "men believed to be rebels shot a judge"."""
    return syntax.is_described(verb) and verb.dep_ != "acl" and not syntax.children(verb, "aux:pass")


def _with_negation(verb: Token, cue: Range) -> Range:
    """A cue with the "not" before it and its auxiliary: "does not believe", "has never said"."""
    if not is_negated(verb):
        return cue
    first = next((c.i for c in verb.lefts if c.dep_ in ("aux", "aux:pass") or c.lower_ in ("not", "never")), cue[0])
    joined = all(t.head.i == verb.i and t.dep_ in _HELPERS for t in verb.doc[first : verb.i])
    return (first, cue[1]) if joined else cue


_HELPERS = frozenset({"aux", "aux:pass", "advmod"})


def _with_opening(passage: Passage, speech: Speech, source: Range) -> Range:
    """The content with the words before a cue clause that interrupts it: "In the north, he said, roads are cut"."""
    doc, (start, end) = passage.doc, speech.content
    first, last = min(source[0], speech.cue[0]), max(source[1], speech.cue[1])
    sentence, _ = passage.bounds(first)
    if speech.frame != "clause" or start != last + 1 or first - 1 <= sentence:
        return speech.content
    if not {doc[first - 1].text, doc[last].text} <= INTERRUPTS:
        return speech.content
    opening = next((t.i + 1 for t in reversed(doc[sentence : first - 1]) if t.text in _BREAKS), sentence)
    opening, _ = syntax.trim(doc, (opening, first))
    if doc[opening].pos_ == "CCONJ":
        opening, _ = syntax.trim(doc, (opening + 1, first))
    quoted = passage.is_quoted(doc[first - 1].idx) or passage.is_quoted(doc[opening].idx)
    return (opening, end) if opening < first and not quoted else speech.content


def _set_off(passage: Passage, verb: CueWord, speech: Speech | None) -> Found | None:
    """What a speaker between commas before the cue says, where the parse gives the cue no subject."""
    token = verb.token
    placed = set_off_speaker(passage.doc, token, passage.bounds(token.i)) if "quote" in verb.entry.frames else None
    if placed is None or is_nobody(placed[0]) or not passage.voices.can_speak(placed[0]):
        return None
    head, source = placed
    if speech is None or speech.content[0] > token.i:
        return _beside_clause(passage, verb, head, source)
    content = syntax.trim(passage.doc, (speech.content[0], min(speech.content[1], source[0])))
    if content[0] >= content[1]:
        return None
    voice = passage.chars(source)
    return Found(passage.chars(content), passage.chars(speech.cue), head, voice, _stance(token, speech))


def _inserted(passage: Passage, verb: CueWord) -> Found | None:
    """What surrounds a cue clause between commas that the parse takes for a part of the subject before it."""
    inserted = "quote" in verb.entry.frames or verb.token.lemma_.lower() in _INSERTED
    if not inserted or "clause" not in verb.entry.frames or passage.is_quoted(verb.token.idx):
        return None
    bounds = passage.bounds(verb.token.i)
    placed = inserted_clause(passage.doc, verb.token, bounds)
    if placed is None or is_nobody(placed[0]) or not passage.voices.can_speak(placed[0]):
        return None
    head, source, _ = placed
    content = syntax.trim(passage.doc, bounds)
    cue = passage.chars((verb.token.i, verb.last + 1))
    return Found(passage.chars(content), cue, head, passage.chars(source), verb.entry.stance)


def _said_by(passage: Passage, verb: CueWord) -> Found | None:
    """What stands before a cue whose speaker ends the sentence, and who the parse takes for what is said."""
    doc, bounds = passage.doc, passage.bounds(verb.token.i)
    placed = speaker_behind(doc, verb.token, bounds) if "quote" in verb.entry.frames else None
    if placed is None or is_nobody(placed[0]) or passage.voices.is_document(placed[0]):
        return None
    return _beside_clause(passage, verb, *placed) if passage.voices.can_speak(placed[0]) else None


def _adding_speaker(passage: Passage, verb: Token) -> Token | None:
    """The speaker of "…, he said, adding that …", by position: the parse may hang "adding" on what he said.

    Of "he said that talks had failed, adding that …" it is whoever says that the talks had failed.
    """
    if not syntax.is_gerund(verb) or not (verb.dep_ == "advcl" or syntax.is_added(verb)):
        return None
    start, _ = passage.bounds(verb.i)
    for token in reversed(passage.doc[max(start, verb.head.i + 1, verb.i - 15) : verb.i]):
        entry = passage.lexicon.verbs.get(token.lemma_.lower()) if token.tag_ in FINITE else None
        if entry is not None and "quote" in entry.frames:
            return syntax.speaker(token)
    outer = syntax.saying_around(verb)
    return syntax.speaker(outer) if outer is not None else None


def _speaker(passage: Passage, verb: Token) -> Token | None:
    own = syntax.accompanying(verb)
    return own or _adding_speaker(passage, verb) or syntax.speaker(verb) or _experiencer(passage, verb)


def _experiencer(passage: Passage, verb: Token) -> Token | None:
    """Who "is convinced" or "was worried": participles that tell a state of mind of their subject.

    Of "investors, worried that …" it is the noun before the comma, of "Worried that …, investors" the subject.
    """
    if verb.lower_ not in passage.lexicon.adjectives:
        return None
    before = passage.doc[verb.i - 2] if verb.i > 1 and verb.nbor(-1).text == "," else verb
    feels = verb.tag_ == "VBN" and bool(syntax.children(verb, "ccomp"))
    if feels and verb.dep_ in ("acl", "advcl") and before.pos_ in ("NOUN", "PROPN"):
        return before
    subjects = syntax.children(verb, "nsubj:pass")
    if not subjects and feels and verb.dep_ == "advcl":
        subjects = syntax.children(verb.head, "nsubj")
    return next(iter(subjects), None)


def _agentless(passage: Passage, verb: Token, speech: Speech | None) -> Found | None:
    """What is said by nobody named: "it is believed that …"; a raised subject belongs to the content."""
    if speech is None or speech.frame not in _AGENTLESS or not syntax.is_passive(verb):
        return None
    if speech.frame == "judgement" and not _is_widely_called(passage, verb):
        return None
    subjects = syntax.children(verb, "nsubj:pass") if speech.frame != "clause" else []
    start = min([speech.content[0], *(s.left_edge.i for s in subjects if s.pos_ != "PRON")])
    content = passage.chars((start, speech.content[1]))
    return Found(content, passage.chars(speech.cue), None, None, speech.stance)


def _is_widely_called(passage: Passage, verb: Token) -> bool:
    """As in "has been described as a sham": words of somebody unnamed, where "is classified as" is a fact."""
    return bool(syntax.children(verb, "aux:pass")) and verb.lemma_.lower() in passage.lexicon.words.agentless_judgements


def _beside_clause(passage: Passage, verb: CueWord, head: Token, source: Range) -> Found | None:
    """The content of a cue with none below it in the parse: the paragraph after a colon, or the clause around it."""
    cue, voice = passage.chars((verb.token.i, verb.last + 1)), passage.chars(source)
    if block := _block_after(passage, verb):
        return Found(block, cue, head, voice, verb.entry.stance, direct=True)
    if is_negated(verb.token) or _is_handled(verb.token):
        return None
    content = _as_told(passage, verb.token) or _around(passage, verb, source)
    return Found(passage.chars(content), cue, head, voice, verb.entry.stance) if content else None


def _is_handled(verb: Token) -> bool:
    """Whether a participle tells who did something with a thing, not who says so: "a memo, seen by AFP, …"."""
    return verb.dep_ == "acl" and syntax.is_passive(verb) and not any(c.lower_ == "as" for c in verb.lefts)


def _claimed_by_compound(passage: Passage, verb: CueWord) -> Found | None:
    """The claim in a compound: "a Brigade-claimed bombing"."""
    doc, token = passage.doc, verb.token
    if token.i < 2 or doc[token.i - 1].text != "-" or verb.entry.frames.get("object") != "assert":
        return None
    head = doc[token.i - 2]
    start = head.i
    while (
        start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].idx + len(doc[start - 1]) + 1 == doc[start].idx
    ):
        start -= 1
    content = syntax.trim(doc, (token.i + 1, token.head.right_edge.i + 1))
    if head.pos_ != "PROPN" or content[0] >= content[1]:
        return None
    cue = passage.chars((token.i, token.i + 1))
    return Found(passage.chars(content), cue, head, passage.chars((start, head.i + 1)), "assert")


def _says_nothing(passage: Passage, verb: Token, speech: Speech) -> bool:
    """Whether nothing is said ("not disclosed"), or the object is a noun cue with a content of its own."""
    if is_withheld(verb) or keeps_silent(verb, speech.frame, speech.stance):
        return True
    if (
        speech.frame == "judgement"
        and verb.dep_ in ("root", "parataxis")
        and not (syntax.is_passive(verb) or syntax.children(verb, "obj") or _judges_thing(verb))
    ):
        return True  # "Dozens feared dead": nobody says so of nothing
    if speech.frame in ("object", "request") and _is_deed(passage, verb):
        return True
    return speech.frame == "object" and _has_noun_cue(passage, verb)


def _judges_thing(verb: Token) -> bool:
    """Whether what is judged stands beside the judgement: "declared illegal a strike", "called the raid a crime"."""
    told = syntax.children(verb, "xcomp")
    return len(told) > 1 and any(c.pos_ in ("NOUN", "PROPN") and not syntax.children(c, "case") for c in told)


def _is_deed(passage: Passage, verb: Token) -> bool:
    """Whether a verb with an object is no word of speech: recalls an envoy, calls a meeting, seeks shelter."""
    lemma, things = verb.lemma_.lower(), syntax.children(verb, "obj", "nsubj:pass")
    if lemma == "call":
        return bool(things) and not any(passage.voices.can_speak(thing) for thing in things)
    if lemma == "defend":
        return any(thing.ent_type_ == "LOC" or thing.lemma_.lower() in _HELD_BY_FORCE for thing in things)
    if lemma == "seek":
        return any(thing.lemma_.lower() in _FOUND_BY_GOING for thing in things)
    if lemma == "recall":
        return any(passage.voices.can_speak(thing) for thing in things)
    if lemma == "confirm":
        return any(thing.ent_type_ == "PER" for thing in things)
    checked = verb.tag_ == "VBD" or any(child.lemma_ == "have" for child in verb.lefts)
    return lemma == "verify" and not checked


def _stance(verb: Token, speech: Speech) -> Stance:
    if not is_negated(verb):
        return speech.stance
    return "deny" if speech.stance == "assert" else "other"


def _has_noun_cue(passage: Passage, verb: Token) -> bool:
    """Whether a verb's object is a cue with a content of its own, as in "expressed hope that"."""
    if verb.lemma_.lower() not in passage.lexicon.words.light_verbs:
        return False
    for child in verb.rights:
        if child.dep_ == "obj" and (entry := passage.lexicon.nouns.get(child.lemma_.lower())):
            content = noun_content(passage.doc, child, entry)
            return content is not None and not is_towards(passage.doc, child, entry, content[0])
    return False


def _as_told(passage: Passage, verb: Token) -> Range | None:
    """The sentence beside "As the envoy sees it, …" or "To hear the envoy tell it, …"."""
    doc, thing = passage.doc, verb.nbor() if verb.i + 1 < len(passage.doc) else verb
    clause = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "hear" else verb
    opens = {child.lower_ for child in clause.lefts if child.dep_ == "mark"}
    if thing.lower_ != "it" or thing.head.i != verb.i or opens != {"as" if clause.i == verb.i else "to"}:
        return None
    start, end = passage.bounds(verb.i)
    first = next(child.i for child in clause.lefts if child.dep_ == "mark")
    before, after = syntax.trim(doc, (start, first)), syntax.trim(doc, (thing.i + 1, end))
    content = before if after[0] >= after[1] else after
    return content if content[0] < content[1] and (before[0] >= before[1] or content == before) else None


def _around(passage: Passage, verb: CueWord, source: Range) -> Range | None:
    """The rest of the sentence, for a cue clause set off from it: "…, he said.", "…, they caution, …", "as X said"."""
    doc, token = passage.doc, verb.token
    spoken = {verb.last, *range(*source)}
    objects = () if verb.entry.lemma in syntax.ADDRESSED else ("obj",)
    complements = [c for c in syntax.children(token, "xcomp", "aux:pass", *objects) if c.i not in spoken]
    complements = [c for c in complements if c.lower_ not in syntax.RELAYING]  # "…, the channel reported | citing him"
    loose = token.tag_ in ("VBG", "VB") and not syntax.children(token, "aux")
    tells_when = any(c.dep_ == "mark" and c.lower_ != "as" for c in token.lefts)
    if not {"quote", "clause"} & verb.entry.frames.keys() or complements or loose or tells_when:
        return None
    start, end = _between_semicolons(doc, passage.bounds(token.i), token.i)
    first, last = min(source[0], token.i), max(source[1], verb.last + 1)
    if token.dep_ in ("parataxis", "advcl") and token.left_edge.i > start:
        clause = syntax.subtree(token)
        opens = 0 < source[0] < token.i and doc[source[0] - 1].text == ","
        first, last = source[0] if opens else min(source[0], clause[0]), max(source[1], clause[1])
    first, last = syntax.trim(doc, (first, last))
    as_clause = "as" in (doc[first].lower_, doc[first - 1].lower_ if first > start else "")
    if as_clause and doc[first].lower_ != "as":
        first -= 1
    before, after = syntax.trim(doc, (start, first)), syntax.trim(doc, (last, end))
    set_off = first > start and doc[first - 1].text in _SET_OFF
    clausal = _has_verb(passage, before) or (token.dep_ == "parataxis" and _has_verb(passage, after))
    if before[0] < before[1] and (as_clause or (set_off and clausal)):
        ends = after[0] >= after[1] or _is_adjunct(passage, token, after) or _is_meanwhile(passage, after[0])
        return before if ends else (before[0], after[1])
    return after if as_clause and after[0] < after[1] else None


def _between_semicolons(doc: Doc, bounds: Range, at: int) -> Range:
    """The part of a sentence around a token that no semicolon divides."""
    cuts = [token.i for token in doc[bounds[0] : bounds[1]] if token.text == ";"]
    return max([bounds[0], *(i + 1 for i in cuts if i < at)]), min([bounds[1], *(i for i in cuts if i > at)])


def _has_verb(passage: Passage, span: Range) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in passage.doc[span[0] : span[1]])


def _is_meanwhile(passage: Passage, start: int) -> bool:
    """Whether a clause behind the cue tells what happened meanwhile: "…, he said, as the president declared …"."""
    first = passage.doc[start]
    return first.lower_ in ("as", "while") and first.dep_ == "mark" and first.i > 0 and first.nbor(-1).text == ","


def _is_adjunct(passage: Passage, verb: Token, after: Range) -> bool:
    """Whether the words after a cue clause belong to it: "…, he said on Monday"."""
    head = passage.doc[after[0] : after[1]].root
    return head.head.i == verb.i and head.dep_ in _ADJUNCTS


def _block_after(passage: Passage, verb: CueWord) -> Span | None:
    """The statement after "The minister said:", where it has no quotation marks: a paragraph or more."""
    if "quote" not in verb.entry.frames:
        return None
    match = _BLOCK.match(passage.text, passage.end_of(verb.last))
    if match is None or passage.is_quoted(match.end()):
        return None
    if verb.token.dep_ == "advcl" and verb.token.idx < verb.token.head.idx < match.end():
        return None  # "Speaking after the vote, she said:"
    end = _end_of_statement(passage.text, match.end())
    return (match.end(), end) if match.end() < end else None


def _end_of_statement(text: str, start: int) -> int:
    """Where the words of somebody end that stand without marks: with the last paragraph in the first person.

    The first paragraph is his whatever its person; a heading, a label in brackets, a paragraph with marks or one that
    leads to other words ends the statement.
    """
    end = 0
    for paragraph in _PARAGRAPH.finditer(text, start):
        words = paragraph[0].rstrip()
        if end and (words[-1:] not in _FULL_STOPS or words[0] == "[" or _MARKS.search(words)):
            break
        if not end or _FIRST_PERSON.search(words):
            end = paragraph.start() + len(words)
    return end
