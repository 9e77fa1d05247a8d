"""Grammar of cues: from a cue word in the parse to the phrase that speaks and the tokens of what it says.

All positions are token indices of one `Doc`; ranges are half-open. Dependencies are Universal Dependencies v2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipelines.extract.attributions.cues import Cue, Stance, cues
from pipelines.extract.attributions.marks import CLOSING_QUOTES, FINITE, OPENING_QUOTES
from pipelines.extract.times.vocabulary import MONTHS, WEEKDAYS
from pipelines.lexicon import words

Range = tuple[int, int]

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_CHANTING = words("attributions", "verbs-of-chanting")
ADDRESSED = words("attributions", "verbs-with-a-listener")
_CONTROLLED_BY_OBJECT = words("attributions", "verbs-of-making-act")
_TRAILING = frozenset(
    {"advcl", "obl", "advmod", "obl:unmarked", "nmod", "acl", "acl:relcl", "appos", "nmod:unmarked", "obl:tmod"}
)
_SHOWING = words("attributions", "verbs-of-showing")
_OF_DEEDS = words("attributions", "verbs-of-deeds")
_CONTRASTS = frozenset({"while", "although", "though", "whereas"})
_EDGE = frozenset(",;:.!?-–—…()[]\"'“”‘’«»`")
_AMOUNTS = words("attributions", "words-before-amounts")
_NAMING = frozenset({"by", "from"})
_RELATIVE = frozenset({"WDT", "WP"})
_WHEN_AND_WHERE = frozenset({"obl", "obl:unmarked", "obl:tmod"})
_SPEAKING = frozenset({"quote", "judgement"})
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "appos"})
_CALLING = words("attributions", "verbs-of-calling")
_NAMES = frozenset({"NOUN", "PROPN", "ADJ"})
_CIRCUMSTANCES = frozenset({"after", "before", "when", "while", "as", "since", "until", "once"})
_TOLD_IN = words("attributions", "media-of-speech")
_OPENING_WORDS = frozenset({"that"})
RELAYING = frozenset({"quoting", "citing"})
_CALENDAR = words("attributions", "times-of-speaking").union(MONTHS, WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Speech:
    """A cue with its content, before quotations are taken into account."""

    cue: Range
    content: Range
    stance: Stance
    frame: str


def subtree(token: Token) -> Range:
    """The tokens from the left to the right edge of a subtree."""
    return token.left_edge.i, token.right_edge.i + 1


def is_edge(token: Token) -> bool:
    """Whether a token is white space or punctuation that no span begins or ends with."""
    return token.is_space or all(c in _EDGE for c in token.text)


def trim(doc: Doc, span: Range) -> Range:
    """A range without white space, punctuation and a complementizer at its edges; empty if nothing is left."""
    start, end = span
    while start < end and (is_edge(doc[start]) or (doc[start].lower_ in _OPENING_WORDS and doc[start].dep_ == "mark")):
        start += 1
    while end > start and is_edge(doc[end - 1]):
        end -= 1
    return start, end


def children(token: Token, *labels: str) -> list[Token]:
    """The dependents of a token with one of the given labels, in order."""
    return [child for child in token.children if child.dep_ in labels]


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by its auxiliary or subject, or as a participle that modifies a noun."""
    if any(child.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass") for child in verb.children) or is_described(verb):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and not children(verb, "aux", "obj", *_SUBJECTS):
        return is_passive(verb.head)  # "were displaced and reported missing"
    return (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl") and not any(c.dep_ == "aux" for c in verb.children)
    )


def is_described(verb: Token) -> bool:
    """Whether a verb of belief tells what those before it are taken for: "men believed to be rebels"."""
    if verb.lemma_.lower() not in _BELIEVING or verb.tag_ not in ("VBN", "VBD") or verb.i + 1 >= len(verb.doc):
        return False
    return verb.nbor().lower_ == "to" and not any(child.dep_ == "aux" for child in verb.children)


_BELIEVING = words("shared", "verbs-of-belief")


def agent(verb: Token) -> Token | None:
    """The agent of a passive verb."""
    for child in verb.children:
        if child.dep_ == "obl:agent" or (
            child.dep_ in ("obl", "nmod") and any(c.dep_ == "case" and c.lower_ == "by" for c in child.children)
        ):
            return child
    return None


def speaker(verb: Token) -> Token | None:
    """The head word of whoever says: subject, agent, or what a governing word supplies. None where nobody is named."""
    if is_passive(verb):
        return agent(verb)
    token = _further_act(verb) or verb
    for _ in range(6):
        subjects = children(token, *_SUBJECTS)
        if subjects:
            return None if _is_expletive(subjects[0], token) else _named_subject(subjects)
        if token.head.i == token.i or children(token, "expl", "csubj"):
            return _run_together(token)
        supplied = _supplied(token) or _run_together(token) or _behind_conjunction(token)
        if supplied is not None or not _shares_subject(token):
            return supplied
        token = token.head
    return None


def accompanying(verb: Token) -> Token | None:
    """The speaker between "with" and a gerund, wherever the parse hangs him: "with the mayor saying that …"."""
    opening = next((c for c in verb.lefts if c.lower_ == "with" and c.dep_ in ("mark", "case")), None)
    if opening is None or not is_gerund(verb) or opening.i + 1 >= verb.i or children(verb, *_SUBJECTS):
        return None
    head = verb.nbor(-1)
    while opening.i < head.head.i < verb.i and head.head.i != head.i:
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN") else None


def is_gerund(verb: Token) -> bool:
    """Whether a verb ends in "-ing", though the tagger takes it for a noun, as "warning that …"."""
    return verb.tag_ == "VBG" or (verb.pos_ == "VERB" and verb.lower_.endswith("ing"))


def _named_subject(subjects: list[Token]) -> Token:
    """The first subject; of "rights group Voces", where the parse has both words as subjects, the name.

    Of a subject before what is told and one behind it, the latter speaks.
    """
    first, second = subjects[0], subjects[-1]
    if displaced_subject(first.head) is not None:
        return second
    behind = second.left_edge.i in (first.i + 1, first.right_edge.i + 1)
    return second if len(subjects) == 2 and second.pos_ == "PROPN" and behind else first


def displaced_subject(verb: Token) -> Token | None:
    """The first of two subjects, which belongs to what is told: "Two guards were shot at the gate, the mayor said"."""
    subjects = children(verb, "nsubj")
    if len(subjects) != 2:
        return None
    told = (c for c in children(verb, "ccomp") if subjects[0].i < c.i < subjects[1].i)
    return subjects[0] if any(not children(c, *_SUBJECTS) for c in told) else None


def _supplied(verb: Token) -> Token | None:
    """The word outside a subjectless clause that is its subject: the noun it modifies, or the one asked to act."""
    head = verb.head
    if verb.dep_ == "acl" and head.dep_ == "obj" and head.head.lemma_.lower() in cues().words.light_verbs:
        return next(iter(children(head.head, "nsubj")), head)
    if verb.dep_ in ("acl", "acl:relcl"):
        return head if head.pos_ in ("NOUN", "PROPN", "PRON") else None
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_.lower() in _CHANTING:
        before = verb.nbor(-1) if verb.i else verb
        return before if before.tag_ == "NNS" and before.dep_ in ("obl", "obj", "obl:agent", "nmod") else None
    quoted = verb.dep_ == "advcl" and head.lemma_.lower() in ("quote", "cite")
    controlled = verb.dep_ in ("xcomp", "ccomp") and head.lemma_.lower() in _CONTROLLED_BY_OBJECT
    if quoted and is_passive(head):
        return next(iter(children(head, "nsubj:pass")), None)
    if (quoted or controlled) and not is_passive(head):
        return next(iter(children(head, "obj", "iobj")), None)
    return None


def _run_together(verb: Token) -> Token | None:
    """The name before a verb that the parse makes one noun of both: "The Courier reports: …"."""
    name = verb.nbor(-1) if verb.i else verb
    joined = name.head.i == verb.i and name.dep_ in ("compound", "flat") and name.pos_ == "PROPN"
    return name if joined and verb.tag_ in FINITE else None


def _behind_conjunction(verb: Token) -> Token | None:
    """The noun before a verb that lost it to its conjunction: "after | two aides close to him | told reporters"."""
    if verb.dep_ != "advcl" or verb.tag_ not in FINITE:
        return None
    before = (c for c in children(verb.head, "obl") if c.right_edge.i + 1 == verb.left_edge.i)
    return next((c for c in before if any(m.pos_ == "SCONJ" for m in children(c, "case"))), None)


def _shares_subject(verb: Token) -> bool:
    """Whether a subjectless clause has the subject of the clause it depends on."""
    if verb.dep_ == "advcl":
        return verb.tag_ not in ("VBD", "VBZ", "VBP")
    if verb.dep_ == "advmod" and verb.lower_ == "far":
        return True  # "went so far as to say"
    return verb.dep_ in ("xcomp", "ccomp", "conj", "cop", "aux", "parataxis")


def _is_expletive(subject: Token, verb: Token) -> bool:
    return subject.lower_ == "it" and is_passive(verb)


def speaker_range(doc: Doc, head: Token, cue: Token) -> Range:
    """The words of a source, without the clause that holds the cue itself."""
    start, end = subtree(head)
    beside = next((t for t in head.head.lefts if t.dep_ == head.dep_ == "nsubj" and t.right_edge.i + 1 == start), None)
    if beside is not None and head.pos_ == "PROPN":
        start = beside.left_edge.i
    if start <= cue.i < end:
        if cue.i > head.i:
            clause = cue
            while clause.head.i not in (head.i, clause.i):
                clause = clause.head
            end = clause.left_edge.i if clause.left_edge.i > head.i else cue.i
        else:
            start = cue.i + 1
    start = max(start, _behind_comma(head, cue))
    if cue.dep_ == "acl:relcl" and doc[start].tag_ in _RELATIVE and start < head.i:
        start += 1
    for child in head.children:
        behind = doc[child.i + 1 : child.i + 2].text.lower()
        counts = child.lower_ in _AMOUNTS and (child.lower_ != "at" or behind in ("least", "most"))
        if child.dep_ in ("case", "mark", "cc", "advmod") and child.i == start and not counts:
            start += 1
    for child in head.rights:
        aside = child.dep_ in _CLAUSES and child.tag_ == "VBG" and not children(child, *_SUBJECTS)
        if aside and "," in (doc[child.left_edge.i - 1].text, doc[child.left_edge.i].text):
            end = min(end, child.left_edge.i)
        inserted = child.dep_ == "acl" and child.tag_ in FINITE and bool(children(child, *_SUBJECTS))
        if (inserted and doc[child.left_edge.i].text == ",") or (child.dep_ == "parataxis" and child.tag_ in FINITE):
            speakers = (c.left_edge.i for c in children(head, "appos") if c.right_edge.i + 1 == child.left_edge.i)
            end = min([end, child.left_edge.i, *speakers])
    first, last = trim(doc, (start, _before_day(head, cue, end)))
    if head.i < cue.i and last < cue.i and doc[last].lower_ in _NAMING and _is_nominal(doc, last + 1, cue.i):
        last = cue.i
    bracket = last < end and doc[last].text in (")", "]") and any(t.text in ("(", "[") for t in doc[first:last])
    return first, last + bracket


def _before_day(head: Token, cue: Token, end: int) -> int:
    """The end of a source before the day on which it speaks, "Paz on Friday called …", or before what it says."""
    end = min([end, *(c.left_edge.i for c in head.rights if _is_told_behind(c))])
    day = next((c for c in head.rights if c.i + 1 == end and _is_day(c)), None)
    return int(day.left_edge.i) if day is not None and head.i < cue.i and cue.head.i != day.i else end


def _behind_comma(head: Token, cue: Token) -> int:
    """Where a speaker behind what is said begins, if the parse gives it words from before the comma.

    As in "… and wounding dozens more, residents said": a comma between adjectives ("old, tired men") has one behind it.
    """
    if cue.i < head.i:
        return 0
    comma = next((c.i for c in head.lefts if c.text == "," and c.i and c.nbor(-1).pos_ != "ADV"), None)
    if comma is None or any(c.i > comma and c.dep_ == "amod" for c in head.lefts):
        return 0
    return comma + 1


def _is_nominal(doc: Doc, start: int, end: int) -> bool:
    """Whether nothing but a noun phrase stands between two positions."""
    return start < end and all(
        t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADP", "PART") for t in doc[start:end]
    )


def cue_key(verb: Token, table: dict[str, Cue]) -> tuple[Cue | None, int]:
    """The lexicon entry of a verb, with its particle if it has one, and the index of its last word."""
    lemma = verb.lemma_.lower()
    for child in verb.rights:
        if child.i - verb.i <= 3 and (cue := table.get(f"{lemma} {child.lower_}")):
            return cue, child.i
    cue = table.get(lemma)
    if cue and any(child.dep_ == "compound:prt" for child in verb.children) and not cue.any_source:
        return None, verb.i
    return cue, verb.i


def verb_speech(doc: Doc, verb: Token, cue: Cue, last: int) -> Speech | None:
    """The content that a cue verb takes, by the first of its frames that the parse has."""
    span = (verb.i, last + 1)
    if verb.lemma_.lower() in ("quote", "cite") and (passed := _as_saying(doc, verb)):
        return Speech(span, passed, "assert", "clause")
    for frame, find in _FINDERS:
        if frame in cue.frames and (content := find(doc, verb)):
            return Speech(span, content, cue.frames[frame], frame)
    return _prepositional(doc, verb, cue, span)


def _as_saying(doc: Doc, verb: Token) -> Range | None:
    """What somebody is quoted as saying."""
    says = next((c for c in children(verb, "advcl") if c.i > verb.i and c.left_edge.lower_ == "as"), None)
    return _clause(doc, says) if says is not None and says.tag_ == "VBG" else None


def _prepositional(doc: Doc, verb: Token, cue: Cue, span: Range) -> Speech | None:
    found = marked_dependent(verb, cue.prepositions)
    if found is not None and found[1].lower_ == "to" and "for" in cue.prepositions:
        found = marked_dependent(verb, ("for",)) or found  # "appealed to allies for help"
    if found is not None:
        dependent, marker = found
        objects = [c for c in verb.rights if c.dep_ == "obj" and c.i < marker.i]
        if objects and " " in cue.lemma:
            return None  # "pushed back nine migrants at the fence"
        start = marker.i + 1
        adjacent = marker.i == span[1]
        if objects and cue.lemma not in ADDRESSED:
            start = objects[0].left_edge.i
        acts = [c for c in verb.rights if c.i > dependent.i and c.dep_ in ("xcomp", "advcl") and _has_to(c)]
        end = acts[0].right_edge.i + 1 if acts else _restrictive_end(doc, dependent)
        if not acts and end == dependent.right_edge.i + 1:
            end = _with_name_given(verb, end) or _with_whereabouts(verb, end)
        content = trim(doc, _before_medium(doc, (start, end)))
        if content[0] < content[1]:
            end = marker.i + 1 if adjacent else span[1]
            return Speech((span[0], end), content, cue.prepositions[marker.lower_], "preposition")
    thing = _object(doc, verb) if "object" in cue.frames else None
    return Speech(span, thing, cue.frames["object"], "object") if thing else None


def marked_dependent(head: Token, prepositions: Iterable[str]) -> tuple[Token, Token] | None:
    """A dependent to the right that one of the prepositions introduces, and the preposition."""
    wanted = prepositions if isinstance(prepositions, dict) else set(prepositions)
    if not wanted:
        return None
    objects = [c for child in head.rights if child.dep_ == "obj" for c in child.rights if c.dep_ in ("acl", "nmod")]
    for child in [*head.rights, *objects]:
        if child.dep_ in ("obl", "advcl", "nmod", "acl", "ccomp", "xcomp"):
            marker = child.left_edge
            while is_edge(marker) and marker.i < child.i:
                marker = marker.nbor()
            if marker.dep_ in ("case", "mark") and marker.lower_ in wanted and not _tells_when(child, marker):
                return child, marker
    return None


def _tells_when(head: Token, marker: Token) -> bool:
    """Whether a phrase tells the day on which somebody speaks, not of what: "commented on Monday"."""
    return marker.lower_ in ("on", "in", "over", "for") and head.lower_ in _CALENDAR


def _clause(doc: Doc, verb: Token) -> Range | None:
    """A complement clause; an addressee is not part of it."""
    clauses = [
        c for c in verb.children if c.dep_ in ("ccomp", "csubj:pass") or (c.dep_ == "csubj" and is_passive(verb))
    ]
    clauses = [c for c in clauses if not _is_name_given(c) and not _is_behind_semicolon(doc, verb, c)]
    if clauses:
        clause = next((c for c in clauses if c.i > verb.i), clauses[0])
        things = ("obj", "iobj") if verb.lemma_.lower() in _SHOWING else ("obj",)
        shown = [c for c in verb.rights if c.dep_ in things and c.i < clause.i and clause.tag_ == "VBG"]
        content = _torn(doc, clauses, clause, verb) or _clipped(doc, clause, verb)
        opening = displaced_subject(verb)
        if opening is not None and content is not None and content[0] > opening.i:
            content = (opening.left_edge.i, content[1])
        return (shown[0].left_edge.i, content[1]) if shown and content else content
    seen = _seen(doc, verb)
    if seen is not None:
        return seen
    for child in verb.rights:
        if (
            child.dep_ == "xcomp"
            and not _has_to(child)
            and child.pos_ in ("VERB", "AUX")
            and child.tag_ not in ("VBG", "VB")
        ):
            return _clipped(doc, child, verb)
        marked = any(m.dep_ == "mark" and m.lower_ in ("that", "whether") for m in child.children)
        asked = child.dep_ == "obj" and child.pos_ == "PRON" and child.tag_ in ("WP", "WRB", "WDT")
        if asked or (child.dep_ in ("advcl", "advmod") and marked):
            return _clipped(doc, child, verb)
    stray = _stray_clause(verb)
    return _clipped(doc, stray, verb) if stray is not None else None


def _stray_clause(verb: Token) -> Token | None:
    """What is said, where the parse gives it to a noun: "which the army said killed nine", "said on Monday he left".

    A finite clause right behind the cue in a relative clause, or one with a subject and no relative word right behind a
    phrase of the cue.
    """
    if _tense(verb) not in FINITE:
        return None
    for beside in verb.head.rights if verb.dep_ == "acl:relcl" and children(verb, *_SUBJECTS) else ():
        between = [*verb.doc[verb.i + 1 : beside.i], beside]
        joined = all(token.i == beside.i or (token.head.i == beside.i and token.text != ",") for token in between)
        if beside.i > verb.i and beside.dep_ == "acl:relcl" and joined:
            return beside if any(token.tag_ in FINITE or token.tag_ == "VBN" for token in between) else None
    return next((clause for phrase in verb.rights if (clause := _stray_below(verb, phrase)) is not None), None)


def _stray_below(verb: Token, phrase: Token) -> Token | None:
    """What is said, where the parse gives it to when or where, to who is quoted, or to who hears."""
    if phrase.dep_ in _WHEN_AND_WHERE and phrase.left_edge.i == verb.i + 1:
        return next((c for c in phrase.rights if _stands_alone(c, phrase) or _is_told(c, phrase)), None)
    if phrase.lower_ in RELAYING and phrase.dep_ == "advcl":
        below = [phrase, *children(phrase, "obj")]
        return next((c for word in below for c in word.rights if _is_told_behind(c)), None)
    if phrase.dep_ in ("obj", "iobj") and verb.lemma_.lower() in ADDRESSED:
        return next((c for c in phrase.rights if _lacks_nothing(c, phrase)), None)
    return None


def _is_told_behind(clause: Token) -> bool:
    """Whether a clause with "that" behind a comma is what was said before it: "reported, citing a driver, that …"."""
    mark = next(iter(children(clause, "mark")), None)
    if mark is None or mark.i == 0 or mark.lower_ != "that":
        return False
    return "," in (mark.nbor(-1).text, clause.left_edge.text)


def _lacks_nothing(clause: Token, hearer: Token) -> bool:
    """Whether a clause right behind a hearer is whole and not about him: "told the panel he had met the envoy"."""
    subject = next(iter(children(clause, "nsubj", "nsubj:pass")), None)
    if subject is None or clause.dep_ != "acl:relcl" or clause.left_edge.i != subject.left_edge.i:
        return False
    if subject.left_edge.i != hearer.i + 1 or subject.tag_ in _RELATIVE or clause.right_edge.pos_ == "ADP":
        return False
    whole = ("obj", "ccomp", "xcomp", "cop", "aux:pass", "nsubj:pass")
    return bool(children(clause, *whole)) and not any(t.tag_ in _RELATIVE for t in subject.subtree)


def _is_told(clause: Token, phrase: Token) -> bool:
    """Whether a clause with "that" is what the verb before a phrase tells: "noted with concern that rebels had …".

    A phrase set off by commas, or one that tells how something is said.
    """
    mark = next(iter(children(clause, "mark")), None)
    if mark is None or mark.lower_ != "that" or clause.dep_ not in ("acl", "ccomp", "acl:relcl"):
        return False
    set_off = mark.i > 0 and mark.nbor(-1).text == "," and phrase.left_edge.text == ","
    return set_off or any(c.lower_ == "with" and c.i == phrase.left_edge.i for c in phrase.lefts)


def _stands_alone(clause: Token, noun: Token) -> bool:
    """Whether a clause right behind a noun has a pronoun of its own as subject: "on Monday he had left"."""
    subject = next(iter(children(clause, *_SUBJECTS)), None)
    if subject is None or subject.tag_ != "PRP" or clause.dep_ not in _CLAUSES:
        return False
    return clause.left_edge.i == subject.i == noun.i + 1


def _is_behind_semicolon(doc: Doc, verb: Token, clause: Token) -> bool:
    """Whether a semicolon parts a clause from the cue: "It fell, he said; the army denied it"."""
    return clause.i > verb.i and any(token.text == ";" for token in doc[verb.i : clause.left_edge.i + 1])


def _torn(doc: Doc, clauses: list[Token], clause: Token, verb: Token) -> Range | None:
    """A clause whose last noun the parse gives to the cue as one more clause: "in its death throes"."""
    last = next((c for c in clauses if c.i == clause.i + 1 and clause.pos_ == c.pos_ == "NOUN"), None)
    if last is None or (clause.i < verb.i) != (last.i < verb.i):
        return None
    return trim(doc, (min(clause.left_edge.i, last.left_edge.i), last.right_edge.i + 1))


def _seen(doc: Doc, verb: Token) -> Range | None:
    """A deed in the "-ing" form with whoever does it: "shows him leading", "denies seeking a bomb"."""
    lemma = verb.lemma_.lower()
    if lemma not in _SHOWING and lemma not in _OF_DEEDS:
        return None
    deeds = (c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.lower_ not in RELAYING)
    deed = next(deeds, None)
    shown = next((c for c in verb.rights if c.dep_ in ("obj", "iobj") and (deed is None or c.i < deed.i)), None)
    if deed is not None and (shown is not None or lemma in _OF_DEEDS):
        return trim(doc, ((shown or deed).left_edge.i, deed.right_edge.i + 1))
    return trim(doc, subtree(shown)) if shown is not None and lemma in _SHOWING and _acts(shown) else None


def _acts(thing: Token) -> bool:
    """Whether a participle tells what somebody seen was doing: "remembers soldiers going from house to house"."""
    return any(c.dep_ == "acl" and c.tag_ == "VBG" and c.i == thing.i + 1 for c in thing.rights)


def _is_name_given(clause: Token) -> bool:
    """Whether a complement is no clause but what a thing is called: "called the delegates “useful idiots”"."""
    objects = children(clause.head, "obj")
    bare = clause.pos_ in _NAMES and not children(clause, *_SUBJECTS, "cop", "mark", "aux")
    return bare and bool(objects) and objects[0].i < clause.i and clause.head.lemma_.lower() in _CALLING


def _clipped(doc: Doc, clause: Token, verb: Token) -> Range | None:
    start, end = subtree(clause)
    if start <= verb.i < end:
        start, end = (verb.i + 1, end) if clause.i > verb.i else (start, verb.left_edge.i)
    if clause.i > verb.i:
        end = _before_further_act(clause, _run_on(verb, clause, end))
    if verb.lemma_.lower() in ADDRESSED and doc[start].ent_type_ == "ORG" and doc[start].dep_ == "mark":
        start += 1  # "told AFP the singer was …", where the parse takes the agency for a conjunction
    if start > verb.i and _is_conjunction(doc[start], verb):
        start += 1
    content = trim(doc, (start, end))
    return content if content[0] < content[1] else None


def _is_conjunction(that: Token, verb: Token) -> bool:
    """Whether a "that" which the parse gives to a noun opens a clause: "said on Monday that new talks were needed"."""
    is_apart = that.i > verb.i + 1 or that.head.tag_ in ("NNS", "NNPS")
    return that.lower_ == "that" and that.dep_ == "det" and is_apart


def _further_act(verb: Token) -> Token | None:
    """The cue verb before, where a second act of its speaker hangs on what is said: "said A and warned that B".

    The second verb is a word of speaking in the tense of the first and has no subject of its own; what is said has a
    subject and is not in that tense ("said he would go and warned …"), or is an infinitive ("stressed the need to talk
    and warned …").
    """
    clause, entry = verb.head, cues().verbs.get(verb.lemma_.lower())
    aim = clause.tag_ == "VB" and clause.dep_ in ("acl", "xcomp")
    first = next((t for t in clause.ancestors if t.tag_ in FINITE), clause) if aim else clause.head
    alike = verb.tag_ == (_tense(first) if verb.tag_ in FINITE else first.tag_)
    if verb.dep_ != "conj" or not (aim or clause.dep_ == "ccomp"):
        return None
    if verb.tag_ not in (*FINITE, "VBG") or not alike:
        return None
    if entry is None or not _is_act(entry) or children(verb, *_SUBJECTS, "expl", "mark"):
        return None
    if first.lemma_.lower() not in cues().verbs or not first.i < clause.i < verb.i:
        return None
    simple = clause.tag_ == verb.tag_ and not children(clause, "aux", "aux:pass", "cop")
    joint = next((c for c in verb.lefts if c.dep_ == "cc"), verb)
    quoted = CLOSING_QUOTES & {verb.left_edge.nbor(-1).text, joint.nbor(-1).text}
    turns = joint.lower_ == "but" and any(c.lower_ in ("not", "n't", "n’t") for c in first.lefts)
    return None if simple and not quoted and not turns else first


def _is_act(entry: Cue) -> bool:
    """Whether a cue is an act of speech, no thought: "said that A and accused B", not "and feared C"."""
    stances = {*entry.frames.values(), *entry.prepositions.values()}
    return bool(entry.frames.keys() & _SPEAKING or stances & _ACTS)


_ACTS = frozenset({"accuse", "urge", "deny", "threaten"})


def _tense(verb: Token) -> str:
    """The Penn tag of a verb or of the auxiliary that makes it finite."""
    finite = (c.tag_ for c in verb.lefts if c.dep_ in ("aux", "aux:pass") and c.tag_ in FINITE)
    return next(finite, verb.tag_)


def _before_further_act(clause: Token, end: int) -> int:
    """The end of a content before what its speaker does next."""
    said: Token | None = clause
    while said is not None:
        acts = (c for c in said.rights if is_added(c) or (c.dep_ == "conj" and _further_act(c) is not None))
        end = min([end, *(c.left_edge.i for c in acts)])
        said = next((c for c in said.rights if c.dep_ == "ccomp"), None)
    return end


def is_added(clause: Token) -> bool:
    """Whether a participle tells what the speaker says next: "said that A, arguing that B"."""
    if clause.tag_ != "VBG" or clause.dep_ not in ("advcl", "acl") or not _adds(clause.lemma_.lower()):
        return False
    before = clause.i - 1
    quoted = before > 0 and clause.doc[before].text in CLOSING_QUOTES
    if clause.dep_ == "acl" and not quoted:
        return False
    return before >= 0 and clause.doc[before - quoted].text == "," and not children(clause, *_SUBJECTS, "mark")


def _adds(lemma: str) -> bool:
    """Whether a verb, as a participle behind what is said, goes on with it: "adding", "blaming", "calling"."""
    entry = cues().verbs.get(lemma)
    if entry is None or lemma in _CALLING or {"quote", "clause"} <= entry.frames.keys():
        return entry is not None
    blames = "quote" in entry.frames and entry.frames.get("object") == "accuse"
    return blames or entry.prepositions.get("of") == "accuse"


def saying_around(clause: Token) -> Token | None:
    """The verb of speaking in whose content an added participle stands: the "said" of "said that A, arguing that B"."""
    if not is_added(clause):
        return None
    token, outer = clause.head, None
    while token.dep_ == "ccomp" and token.head.i < token.i:
        token = token.head
        entry = cues().verbs.get(token.lemma_.lower())
        outer = token if entry is not None and "quote" in entry.frames else outer
    return outer


def _run_on(verb: Token, inside: Token, end: int, clausal: bool = True) -> int:
    """The end of a content with what the parse hangs on the cue but the speaker says: "say A because B, but C".

    A noun phrase (not `clausal`) runs on over prepositional phrases only.
    """
    for child in verb.rights:
        if child.i <= inside.i or child.left_edge.i < end or child.dep_ == "punct":
            continue
        if child.dep_ in _TRAILING:
            if not clausal and _is_day(child):
                break
            if _is_aside(child) or (not clausal and child.dep_ in ("advcl", "obl:unmarked", "advmod")):
                break
        elif not (clausal and _is_further_clause(child)):
            break
        end = child.right_edge.i + 1
    return end


def _with_name_given(verb: Token, end: int) -> int:
    """The end of a content with what a thing is said to be: "referred to the militia as a gang"; else 0."""
    names = (c for c in verb.rights if c.left_edge.i == end and c.dep_ in ("obl", "advcl") and c.i > end)
    given = next((c for c in names if c.left_edge.lower_ == "as" and c.left_edge.dep_ == "case"), None)
    return int(given.right_edge.i) + 1 if given is not None else 0


def _with_whereabouts(verb: Token, end: int) -> int:
    """The end of a content with the phrase behind it that the parse gives to the cue: "of bodies in the streets"."""
    for child in verb.rights:
        if child.left_edge.i == end and child.dep_ == "obl" and child.left_edge.lower_ in _WHERE and not _is_day(child):
            return int(child.right_edge.i) + 1
    return end


_WHERE = frozenset({"in", "of", "from", "between", "among", "across", "inside", "near", "without"})


def _is_day(phrase: Token) -> bool:
    """Whether a phrase tells when something is said: "endorsed the plan in July", "… on Tuesday", "… last week"."""
    if phrase.dep_ not in ("obl", "obl:tmod", "obl:unmarked", "nmod:unmarked", "nmod"):
        return False
    case = next((c.lower_ for c in phrase.children if c.dep_ == "case"), None)
    return phrase.lower_ in _PERIODS and case in (None, "on", "in")


def _is_further_clause(clause: Token) -> bool:
    """Whether a coordinated clause goes on with what is said: behind "that", or with a subject and no cue itself."""
    if clause.dep_ == "conj" and any(m.dep_ == "mark" and m.lower_ == "that" for m in clause.children):
        return True
    if clause.dep_ not in ("conj", "ccomp") or clause.lemma_.lower() in cues().verbs:
        return False
    return bool(children(clause, "nsubj", "nsubj:pass", "expl")) or _is_told_back(clause)


def _is_told_back(clause: Token) -> bool:
    """Whether a coordinated verb without a subject is in a tense of reported speech: "said it fell but had held"."""
    return clause.dep_ == "conj" and any(c.dep_ == "aux" and c.lower_ in _BACKSHIFTED for c in clause.lefts)


_BACKSHIFTED = frozenset({"had", "would", "could", "might", "should"})


def _is_aside(clause: Token) -> bool:
    """Whether an adverbial clause is the writer's own: a participle of the cue's subject, or a contrast."""
    if clause.dep_ != "advcl":
        return False
    if clause.tag_ == "VBG" and not children(clause, "mark", "nsubj"):
        return True
    return any(m.lower_ in _CONTRASTS for m in children(clause, "mark"))


def _has_to(verb: Token) -> bool:
    return any(c.dep_ in ("mark", "aux") and c.lower_ == "to" for c in verb.children)


def _infinitive(doc: Doc, verb: Token) -> Range | None:
    if any(c.dep_ == "obj" for c in verb.rights):
        return None
    for child in verb.rights:
        if child.dep_ in ("xcomp", "advcl", "ccomp") and _has_to(child) and not children(child, "nsubj"):
            content = trim(doc, subtree(child))
            return content if content[0] < content[1] else None
    return None


def _request(doc: Doc, verb: Token) -> Range | None:
    """Somebody and what they shall do; for a verb of telling the act alone."""
    acts = [c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "advcl") and _has_to(c)]
    if not acts:
        return None
    objects = [c for c in verb.rights if c.dep_ in ("obj", "iobj") and c.i < acts[0].i]
    if not objects and not children(acts[0], "nsubj"):
        return None
    start = objects[0].left_edge.i if objects else acts[0].left_edge.i
    return trim(doc, (start, acts[0].right_edge.i + 1))


def _judgement(doc: Doc, verb: Token) -> Range | None:
    """A thing and what it is said to be: "described it as …", "called it …"; after a passive the latter alone."""
    complements = [
        c
        for c in verb.rights
        if (c.dep_ == "xcomp" and not _has_to(c) and c.lower_ not in RELAYING)
        or (c.dep_ == "ccomp" and _is_name_given(c))
        or (
            c.dep_ in ("obl", "advcl", "xcomp", "nmod", "ccomp")
            and any(m.lower_ == "as" and m.i == c.left_edge.i for m in c.children)
        )
    ]
    objects = [c for c in verb.rights if c.dep_ == "obj"]
    if objects and _is_called_thing(verb, objects[0]):
        return trim(doc, subtree(objects[0]))
    if not complements and objects:
        complements = [
            c
            for c in objects[0].children
            if c.i > objects[0].i and any(m.lower_ == "as" and m.dep_ == "case" for m in c.children)
        ]
    if not complements and len(objects) < 2:
        return _named_thing(doc, verb, objects)
    tail = (complements or objects)[-1]
    start = min([*objects, *complements], key=lambda c: c.i).left_edge.i
    if doc[start].lower_ == "as":
        start += 1
    when = [c.left_edge.i for c in tail.rights if c.left_edge.dep_ == "mark" and c.left_edge.lower_ in _CIRCUMSTANCES]
    end = when[0] if when else _run_on(verb, tail, tail.right_edge.i + 1, clausal=False)
    content = trim(doc, (start, end))
    return content if content[0] < content[1] else None


def _is_called_thing(verb: Token, name: Token) -> bool:
    """Whether an object is what the noun before its clause is called: "the raid, which the army called a reply"."""
    called = verb.dep_ == "acl:relcl" and verb.lemma_.lower() in _CALLING and name.pos_ == "NOUN"
    return called and any(c.dep_ == "obj" and c.tag_ in _RELATIVE for c in verb.lefts)


def _named_thing(doc: Doc, verb: Token, objects: list[Token]) -> Range | None:
    """What "called" gives a name, where the parse has both as one phrase: "called the hearing a farce".

    The name is a second noun phrase with "a", or words in quotation marks, at the end of the object.
    """
    if not objects or verb.lemma_.lower() not in _CALLING:
        return None
    thing, (start, end) = objects[0], subtree(objects[0])
    later = [
        c for c in verb.rights if c.i > thing.i and c.dep_ in ("advcl", "obl:unmarked", "advmod") and c.pos_ in _NAMES
    ]
    names = [t for t in [*doc[thing.i + 1 : end], *later] if t.pos_ in _NAMES and _opens_name(t)]
    if not names:
        return None
    return trim(doc, (start, max(end, names[-1].right_edge.i + 1)))


def _opens_name(token: Token) -> bool:
    """Whether a word begins or heads a phrase that no preposition, conjunction or clause leads on to."""
    first = token.left_edge
    if first.text == "," and first.i < token.i:
        first = first.nbor()
    if first.text in OPENING_QUOTES or (first.i > 0 and first.nbor(-1).text in OPENING_QUOTES):
        return True
    led = any(c.dep_ in ("case", "cc", "mark") for c in token.children)
    return token.pos_ == "NOUN" and not led and first.lower_ in ("a", "an") and first.nbor(-1).text != ","


def _measure(doc: Doc, verb: Token) -> Range | None:
    """A quantity and what it is estimated to be: "put the toll at 19"."""
    counted = next(
        (c for c in verb.rights if c.dep_ == "obj" and c.lemma_.lower() in cues().words.measured_nouns), None
    )
    if counted is None:
        return None
    found = marked_dependent(verb, ("at",)) or _marked_inside(counted)
    if found is None or found[1].i < counted.i:
        return None
    figure = (found[1].i + 1, found[0].right_edge.i + 1)
    if not any(token.pos_ == "NUM" for token in doc[figure[0] : figure[1]]):
        return None
    return trim(doc, (counted.left_edge.i, figure[1]))


def _marked_inside(counted: Token) -> tuple[Token, Token] | None:
    """The figure that the parse gives to what is counted: "put the number of people arrested at 45"."""
    at = (t for t in counted.subtree if t.lower_ == "at" and t.dep_ == "case" and t.head.pos_ == "NUM")
    return next(((marker.head, marker) for marker in at), None)


def _before_medium(doc: Doc, span: Range) -> Range:
    """A noun phrase without the words at its end that tell where it was said: "… in a statement on Friday"."""
    for token in doc[span[0] + 1 : span[1]]:
        medium = token.dep_ == "case" and token.lower_ in _MEDIUM and token.head.lemma_.lower() in _TOLD_IN
        if medium and token.head.i > token.i and any(_is_occasion(c) for c in token.head.lefts):
            return span[0], token.i
    return span


def _is_occasion(word: Token) -> bool:
    """Whether a word before "rally" tells which of many: "a", "his", "last week's"."""
    return word.lower_ in _A or (word.dep_ == "nmod:poss" and word.lower_ in _PERIODS)


_A = frozenset({"a", "an", "his", "her", "its", "their"})
_MEDIUM = frozenset({"in", "during", "at"})
_PERIODS = _CALENDAR | {"week", "month", "year"}


def _object(doc: Doc, verb: Token) -> Range | None:
    """A noun phrase; the subject of a passive with an agent, unless it is who hears: "troops advised by officers"."""
    hears = verb.lemma_.lower() in ADDRESSED
    for child in verb.children:
        if child.dep_ == "obj" and child.i > verb.i and (child.pos_ != "PRON" or _is_denied(verb, child)):
            return _thing_said(doc, verb, _given(verb, child))
        if child.dep_ == "obl" and (told := _behind_terms(child)) is not None:
            return _thing_said(doc, verb, told)
        if child.dep_ == "nsubj:pass" and agent(verb) is not None and child.pos_ != "PRON" and not hears:
            return trim(doc, subtree(child))
    if verb.dep_ == "acl" and is_passive(verb) and agent(verb) is not None and not hears:
        led = [t.i for t in verb.head.lefts if t.dep_ == "case"]
        return trim(doc, (max((doc[i].right_edge.i + 1 for i in led), default=verb.head.left_edge.i), verb.i))
    return None


def _thing_said(doc: Doc, verb: Token, thing: Token) -> Range:
    """The words of an object, up to what its verb or its speaker goes on with."""
    end = max(_restrictive_end(doc, thing), _outcome_end(verb, thing))
    if end == thing.right_edge.i + 1:
        end = _run_on(verb, thing, end, clausal=False)
    aims = (c for c in thing.rights if c.dep_ == "acl" and c.tag_ == "VB")
    end = min([end, *(_before_further_act(aim, end) for aim in aims)])
    return trim(doc, _before_medium(doc, (thing.left_edge.i, end)))


def _behind_terms(manner: Token) -> Token | None:
    """As in "condemned in the strongest terms | the attack": what is condemned is no apposition to the terms."""
    if manner.lemma_.lower() != "term" or manner.head.i > manner.i or children(manner.head, "obj", "ccomp"):
        return None
    behind = (c for c in children(manner, "appos", "nmod") if not children(c, "case"))
    return next((c for c in behind if c.left_edge.i == manner.i + 1), None)


def _is_denied(verb: Token, thing: Token) -> bool:
    """Whether somebody denies or confirms what was told before: "the army denied it"."""
    entry = cues().verbs.get(verb.lemma_.lower())
    if verb.lemma_.lower() == "confirm":
        return thing.lower_ in ("it", "this", "that")
    denies = entry is not None and entry.frames.get("clause") == entry.frames.get("object") == "deny"
    return denies and thing.lower_ in ("it", "this", "that")


def _given(verb: Token, thing: Token) -> Token:
    """What somebody is promised, not who is: "promised survivors a house", "guaranteed workers six months of pay"."""
    if verb.lemma_.lower() not in _GIVING_WORD:
        return thing
    later = (c for c in verb.rights if c.dep_ in ("obj", "obl:unmarked", "nmod:unmarked") and c.i > thing.i)
    given = next((c for c in later if c.pos_ in ("NOUN", "SYM") and not _is_day(c)), None)
    return given if given is not None and given.left_edge.i == thing.right_edge.i + 1 else thing


_GIVING_WORD = words("attributions", "verbs-of-giving-word")


def _outcome_end(verb: Token, thing: Token) -> int:
    """The end of what is to become of a thing: "want the bodies returned"."""
    outcome = next((c for c in verb.rights if c.dep_ == "xcomp" and c.tag_ == "VBN" and c.i > thing.i), None)
    return outcome.right_edge.i + 1 if outcome is not None and verb.lemma_.lower() in _WANTING else 0


_WANTING = words("attributions", "verbs-of-wanting")


def _restrictive_end(doc: Doc, head: Token) -> int:
    """The end of a noun phrase before what is set off by a comma: "…, who …", "…, the latest of …"."""
    for child in head.rights:
        first = child.left_edge.i
        set_off = doc[first].text == "," or doc[first - 1].text == ","
        if child.dep_ in ("acl:relcl", "appos", "acl") and set_off:
            return first if doc[first].text == "," else first - 1
    return head.right_edge.i + 1


_FINDERS = (
    ("clause", _clause),
    ("request", _request),
    ("infinitive", _infinitive),
    ("judgement", _judgement),
    ("measure", _measure),
)
