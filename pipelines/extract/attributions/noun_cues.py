"""Attributions by nouns, adjectives and phrases: "his claim that …", "is confident that …", "according to …"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipelines.extract.attributions import cue_syntax as syntax
from pipelines.extract.attributions.cue_syntax import Range
from pipelines.extract.attributions.cues import Cue, Cues, Stance, cues
from pipelines.extract.attributions.marks import CLOSING_QUOTES, FINITE
from pipelines.extract.attributions.passage import CueWord, Found, Passage, Span
from pipelines.extract.attributions.quotations import Quotation
from pipelines.extract.attributions.relayed import is_passed_on
from pipelines.extract.attributions.silence import is_negated, is_nobody
from pipelines.extract.attributions.unnamed import attribute_hearsay
from pipelines.extract.attributions.voices import antecedent
from pipelines.extract.dependencies import SUBJECTS

_PHRASE_INTERNAL = frozenset(
    {"det", "amod", "compound", "nmod:poss", "flat", "nummod", "advmod", "case", "fixed", "nmod:desc", "punct"}
    | {"det:predet"}
)
_TOPICAL = frozenset({"about", "regarding", "concerning"})  # "his claims about …", but not "his support for …"
_SUBORDINATE = frozenset({"acl:relcl", "ccomp", "advcl"})


def attribute_noun(passage: Passage, word: CueWord) -> Found | None:
    """A noun with a content and an owner: "the ministry's claim that …", "issued a warning that …"."""
    content = (
        noun_content(passage.doc, word.token, word.entry)
        or _predicated(passage.doc, word.token, word.entry)
        or _going_round(passage.doc, word.token, word.entry)
    )
    if content is not None and _entitles(word.token, passage.doc[content[0][0] - 1]):
        content = None
    owner = (noun_owner(passage, word.token) or _holder(passage, word.token)) if content else None
    if content is not None and owner is None:
        if _is_manner(word.token):
            return None
        return attribute_hearsay(passage, word.token, *content)
    if content is None or owner is None or is_nobody(owner[0]):
        return None
    if not passage.voices.can_speak(antecedent(owner[0])):
        return None
    head, source, cue = owner
    if head.dep_ == "nmod:poss" and is_towards(passage.doc, word.token, word.entry, content[0]):
        return None
    without = content[1] == "deny" and any(child.lower_ == "no" for child in word.token.lefts)
    stance: Stance = "assert" if without else content[1]
    if stance == "assert" and word.token.dep_ == "obj" and is_negated(word.token.head):
        stance = "other"  # "does not have proof that …"
    return Found(passage.chars(content[0]), passage.chars(cue), head, passage.chars(source), stance)


def is_towards(doc: Doc, noun: Token, entry: Cue, content: Range) -> bool:
    """Whether a noun with an owner tells how they stand to something: "their condolences to the families"."""
    owned = any(child.dep_ == "nmod:poss" for child in noun.lefts)
    return owned and doc[content[0] - 1].lower_ in entry.prepositions.keys() - _TOPICAL


def _entitles(noun: Token, before: Token) -> bool:
    """Whether a noun is all that a heading says: what a "Ministry statement on the attack" says is not its subject."""
    return noun.dep_ == "root" and before.lower_ in {"on", *_TOPICAL}


def _is_manner(noun: Token) -> bool:
    """Whether a noun tells how somebody says something: "noted with concern that rebels had left"."""
    verb = cues().verbs.get(noun.head.lemma_.lower()) if noun.dep_ == "obl" else None
    return verb is not None and "clause" in verb.frames and any(c.lower_ == "with" for c in noun.lefts)


def _predicated(doc: Doc, noun: Token, entry: Cue) -> tuple[Range, Stance] | None:
    """The clause that a noun cue is said to be: "the ministry's position is that talks must resume"."""
    clause, stance = noun.head, entry.frames.get("clause")
    if noun.dep_ != "nsubj:outer" or stance is None or clause.i < noun.i:
        return None
    mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ in ("that", "whether")), None)
    if mark is None or mark.i < noun.i:
        return None
    content = syntax.trim(doc, (mark.i, clause.right_edge.i + 1))
    return (content, stance) if content[0] < content[1] else None


def _going_round(doc: Doc, noun: Token, entry: Cue) -> tuple[Range, Stance] | None:
    """The clause behind a verb that spreads a noun cue: "rumours swirled that …", "fears are growing that …"."""
    verb, stance = noun.head, entry.frames.get("clause")
    if noun.dep_ != "nsubj" or stance is None or verb.lemma_.lower() not in cues().words.spreading_verbs:
        return None
    clause = next((c for c in syntax.children(verb, "ccomp", "advcl", "acl") if c.i > verb.i), None)
    mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None) if clause else None
    if clause is None or mark is None:
        return None
    content = syntax.trim(doc, (mark.i, clause.right_edge.i + 1))
    return (content, stance) if content[0] < content[1] else None


def _holder(passage: Passage, noun: Token) -> tuple[Token, Range, Range] | None:
    """Who is of a view, or among whom one is held: "is of the view", "fears among farmers", "the view in Moscow"."""
    subject = next(iter(syntax.children(noun, "nsubj")), None)
    led = any(c.dep_ == "case" and c.lower_ in ("of", "under") for c in noun.lefts)
    if subject is not None and led and subject.i < noun.i:
        return _owned(passage, subject, noun, (noun.i, noun.i + 1))
    for child in syntax.children(noun, "nmod"):
        cases = {c.lower_ for c in child.children if c.dep_ == "case"}
        if "among" in cases or ("in" in cases and child.ent_type_ == "LOC" and child.i == noun.i + 2):
            return _owned(passage, child, noun, (noun.i, noun.i + 1))
    return None


def noun_content(doc: Doc, noun: Token, entry: Cue) -> tuple[Range, Stance] | None:
    """The clause or prepositional phrase that a noun cue takes, and its stance."""
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp", "acl:relcl"):
            marks = {m.lower_ for m in child.children if m.dep_ in ("mark", "aux")}
            frame = "clause" if marks & {"that", "whether"} else "infinitive" if "to" in marks else ""
            content = syntax.trim(doc, syntax.subtree(child))
            if frame in entry.frames and content[0] < content[1] and not _is_judged(child):
                return content, entry.frames[frame]
    return _after_preposition(doc, noun, entry)


def _is_judged(clause: Token) -> bool:
    """Whether a clause with "that" tells what others make of a claim: "a claim that experts have deemed false"."""
    verb = cues().verbs.get(clause.lemma_.lower())
    bare = not any(c.dep_ in ("obj", "aux:pass", "nsubj:pass") for c in clause.children)
    judged = any(c.dep_ == "xcomp" and c.pos_ in ("ADJ", "NOUN") for c in clause.rights)
    if verb is None or not bare or clause.dep_ == "ccomp":
        return False
    return ("judgement" in verb.frames and judged) or (verb.frames.get("object") == "deny" and not _has_clause(clause))


def _has_clause(verb: Token) -> bool:
    return any(c.dep_ in ("ccomp", "xcomp") for c in verb.rights)


def _after_preposition(doc: Doc, head: Token, entry: Cue) -> tuple[Range, Stance] | None:
    found = syntax.marked_dependent(head, entry.prepositions)
    if found is None:
        return None
    dependent, marker = found
    content = syntax.trim(doc, (marker.i + 1, dependent.right_edge.i + 1))
    return (content, entry.prepositions[marker.lower_]) if content[0] < content[1] else None


def _participle_speaker(noun: Token) -> Token | None:
    """Who speaks where a participle was taken for a noun: “called it “a trick,” | warning that …”."""
    before = noun.i - 1
    bare = all(c.is_punct for c in noun.lefts) and noun.lower_.endswith("ing") and noun.tag_ == "NN"
    while before > 0 and noun.doc[before].text in CLOSING_QUOTES:
        before -= 1
    if not bare or before < 0 or noun.doc[before].text != ",":
        return None
    verb = next((t for t in noun.ancestors if t.tag_ in FINITE), None)
    return syntax.speaker(verb) if verb is not None and verb.i < noun.i else None


def noun_owner(passage: Passage, noun: Token) -> tuple[Token, Range, Range] | None:
    """Whose claim a noun is: a possessor, "by …", the subject of "made" and the like, or a name before it.

    The head, the source and the cue; a name as in "a Reuters report that …".
    """
    for child in noun.children:
        by = child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in ("by", "from") for c in child.children)
        if by or child.dep_ == "nmod:poss":
            return _owned(passage, child, noun, (noun.i, noun.i + 1))
    verb = noun.head
    if noun.dep_ == "obj" and verb.lemma_.lower() in passage.lexicon.words.light_verbs and verb.i < noun.i:
        head = syntax.speaker(verb)
        return _owned(passage, head, verb, (verb.i, noun.i + 1)) if head is not None else None
    if (head := _participle_speaker(noun)) is not None:
        return _owned(passage, head, noun, (noun.i, noun.i + 1))
    named = next((child for child in noun.lefts if child.dep_ == "compound" and child.ent_type_), None)
    return _owned(passage, named, noun, (noun.i, noun.i + 1)) if named is not None else None


def _owned(passage: Passage, head: Token, cue: Token, cue_range: Range) -> tuple[Token, Range, Range] | None:
    source = syntax.speaker_range(passage.doc, head, cue)
    return (head, source, cue_range) if source[0] < source[1] else None


def attribute_adjective(passage: Passage, word: CueWord) -> Found | None:
    """A predicate that tells a state of mind: "is confident that …", "was worried about …"."""
    adjective = word.token
    copulas = [c for c in adjective.lefts if c.dep_ == "cop"]
    if not copulas and adjective.dep_ not in ("xcomp", "conj", "advcl"):
        return None
    head = _maker(adjective) or syntax.speaker(adjective)
    content = _adjective_content(passage.doc, adjective, word.entry)
    if content is None or head is None or is_nobody(head) or not passage.voices.can_speak(antecedent(head)):
        return None
    source = syntax.speaker_range(passage.doc, head, adjective)
    if source[0] >= source[1]:
        return None
    cue = (copulas[0].i if copulas else adjective.i, adjective.i + 1)
    return Found(passage.chars(content[0]), passage.chars(cue), head, passage.chars(source), content[1])


def _maker(adjective: Token) -> Token | None:
    """Who makes something clear: "has made it plain that …"."""
    verb = adjective.head
    made = adjective.dep_ == "xcomp" and verb.lemma_.lower() == "make"
    return syntax.speaker(verb) if made and any(c.lower_ == "it" for c in syntax.children(verb, "obj")) else None


def _adjective_content(doc: Doc, adjective: Token, entry: Cue) -> tuple[Range, Stance] | None:
    for child in adjective.rights:
        if child.dep_ in ("ccomp", "xcomp", "advcl"):
            marks = {m.lower_ for m in child.children if m.dep_ in ("mark", "aux")}
            frame = "infinitive" if "to" in marks and child.dep_ != "ccomp" else "clause"
            content = syntax.trim(doc, syntax.subtree(child))
            introduced = child.dep_ == "ccomp" or marks & {"that", "whether", "to"}
            if frame in entry.frames and introduced and content[0] < content[1]:
                return content, entry.frames[frame]
    return _after_preposition(doc, adjective, entry)


def attribute_view(passage: Passage, noun: Token) -> Found | None:
    """The owner of a view, for the sentence beside it: "in the envoy's opinion, …"."""
    doc = passage.doc
    owner = next(iter(syntax.children(noun, "nmod:poss")), None)
    case = next((c for c in noun.lefts if c.dep_ == "case" and c.lower_ in ("in", "by")), None)
    bounds = passage.bounds(noun.i)
    if (
        owner is None
        or case is None
        or "," not in (doc[max(0, case.i - 1)].text, doc[min(noun.i, bounds[1] - 2) + 1].text)
    ):
        return None
    source = syntax.speaker_range(doc, owner, noun)
    if noun.lower_ == "words" and (said := _quotation_behind(passage, noun)):
        return Found(said, passage.chars((noun.i, noun.i + 1)), owner, passage.chars(source), "assert")
    content = _beside(doc, bounds, (case.i, noun.i + 1), bounds)
    if content[0] >= content[1] or source[0] >= source[1]:
        return None
    return Found(passage.chars(content), passage.chars((noun.i, noun.i + 1)), owner, passage.chars(source), "assert")


def _quotation_behind(passage: Passage, noun: Token) -> Span | None:
    """What stands in quotation marks right behind a word: in his words, “asleep”."""
    start = passage.end_of(noun.i)
    while passage.text[start : start + 1] in (",", " ", "\u00a0", ":"):
        start += 1
    index = passage.quotations.at(start)
    quote = passage.quotations.all[index] if index is not None else None
    return (quote.inner_start, quote.inner_end) if quote is not None and quote.start == start else None


def phrase_end(lexicon: Cues, token: Token) -> int:
    """The index after a phrase such as "according to" that begins with a token, or 0."""
    doc = token.doc
    for words in lexicon.phrases.get(token.lower_, ()):
        end: int = token.i + len(words)
        if end < len(doc) and all(doc[token.i + k].lower_ == word for k, word in enumerate(words)):
            return end
    return 0


def attribute_phrase(passage: Passage, first: Token, end: int) -> Found | None:
    """The voice after "according to" and the like, for the quotation or clause that it is set beside."""
    doc = passage.doc
    start, stop = passage.bounds(first.i)
    if end >= stop:
        return None
    head = _noun_phrase_head(doc, end, stop)
    voice_end = _voice_end(doc, head, first.i, start, stop)
    source = syntax.trim(doc, (end, _before_relay(doc, end, voice_end)))
    if source[0] >= source[1]:
        return None
    cue, quote = (first.idx, passage.end_of(end - 1)), passage.quotation_before(first.idx)
    if quote is not None and not _completes_clause(passage, quote, start):
        inner = (quote.inner_start, quote.inner_end - (passage.text[quote.inner_end - 1] == ","))
        return Found(inner, cue, head, passage.chars(source), "assert", direct=True)
    phrase = (first.i, max(source[1], syntax.trim(doc, (end, voice_end))[1]))
    content = _beside(doc, (start, stop), phrase, _clause_of(head, (start, stop), (first.i, end)))
    if content[0] >= content[1]:
        return None
    return Found(passage.chars(content), cue, head, passage.chars(source), "assert")


def _completes_clause(passage: Passage, quote: Quotation, sentence: int) -> bool:
    """Whether words before a quotation in its sentence lead into it: The sale could "harm the port," according to …."""
    first = passage.doc.char_span(quote.start, quote.start + 1, alignment_mode="expand")
    if first is None or first.start <= sentence:
        return False
    before = passage.doc[first.start - 1]
    return not before.is_space and before.text not in {",", ":", ".", "!", "?"}


def _beside(doc: Doc, sentence: Range, phrase: Range, clause: Range) -> Range:
    """The words of the clause that are not the phrase; all of it where the phrase stands inside.

    Not what others are set against it behind the phrase: "A has agreed, according to the envoy, but B has not".
    """
    before, after = syntax.trim(doc, (sentence[0], phrase[0])), syntax.trim(doc, (phrase[1], sentence[1]))
    if before[0] >= before[1]:
        return after
    if after[0] >= after[1] or _is_set_against(doc[after[0]]):
        whole = doc[phrase[0] - 1].text == ","
        return before if whole else syntax.trim(doc, (max(before[0], clause[0]), before[1]))
    return syntax.trim(doc, (max(before[0], clause[0]), min(after[1], max(clause[1], phrase[1] + 1))))


def _is_set_against(word: Token) -> bool:
    """Whether a clause with a subject of its own begins with this "but"."""
    return word.lower_ == "but" and word.head.i > word.i and any(c.dep_ in SUBJECTS for c in word.head.lefts)


def _noun_phrase_head(doc: Doc, start: int, stop: int) -> Token:
    """The head of the noun phrase that begins at a token."""
    token = doc[start]
    while token.i + 1 < stop and syntax.is_edge(token):
        token = token.nbor()
    while token.dep_ in _PHRASE_INTERNAL and start <= token.head.i < stop and token.head.i != token.i:
        token = token.head
    return token


def _voice_end(doc: Doc, head: Token, first: int, start: int, stop: int) -> int:
    """The end of the voice of a phrase; before its clause, a comma decides where the parse runs on."""
    told = head.head if head.dep_ == "nsubj" and head.head.tag_ == "VBN" and head.i + 1 == head.head.i else head
    end: int = min(stop, max(told.right_edge.i + 1, first + 1))
    end = min([end, *(c.left_edge.i for c in told.rights if _is_aside(c)), *_further_clauses(told)])
    leads = syntax.trim(doc, (start, first))[0] >= first
    if leads and (head.i == doc[start:stop].root.i or head.left_edge.i < first or end > stop - 2):
        return next((t.i for t in doc[head.i : stop] if t.text == ","), end)
    return end


def _further_clauses(voice: Token) -> list[int]:
    """Where clauses begin that the parse joins to one about the voice: "the governor, who came, and houses burned"."""
    about = [c for c in voice.rights if c.dep_ == "acl:relcl"]
    joined = [
        c for clause in about for c in clause.rights if c.dep_ == "conj" and any(s.dep_ in SUBJECTS for s in c.lefts)
    ]
    return [int(c.left_edge.i) for c in joined if c.left_edge.text == ","]


def _is_aside(clause: Token) -> bool:
    """Whether a participle behind a comma has a doer of its own: "AdTrack, a firm, many of them accusing …"."""
    set_off = "," in (clause.left_edge.text, clause.left_edge.nbor(-1).text if clause.left_edge.i else "")
    return clause.tag_ == "VBG" and set_off and any(c.dep_ in SUBJECTS for c in clause.lefts)


def _before_relay(doc: Doc, start: int, end: int) -> int:
    """The end of a voice before the one that passes its words on: "the agency, quoted by the Arden Post"."""
    return next((int(token.i) for token in doc[start + 1 : end] if is_passed_on(token)), end)


def _clause_of(head: Token, sentence: Range, phrase: Range) -> Range:
    """The clause that a phrase belongs to: a subordinate one if the phrase hangs on it, else the sentence."""
    token = head
    while token.head.i != token.i and sentence[0] <= token.head.i < sentence[1]:
        token = token.head
        outside = not phrase[0] <= token.i < phrase[1] and syntax.trim(token.doc, syntax.subtree(token))[0] < phrase[0]
        if outside and token.dep_ in _SUBORDINATE and sentence[0] < token.left_edge.i:
            return syntax.subtree(token)
    return sentence
