"""What a number measures: decided by its unit, by what is counted, and by the verb or noun that governs it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from pipelines.extract.places.lexicon import PlacesFile
from pipelines.lexicon import Entry, forms, load, words

_MAX_CLIMB = 6
_PERSON_SUFFIXES = (
    "ans",
    "ians",
    "eans",
    "ese",
    "ites",
    "ists",
    "iots",
    "men",
    "women",
    "people",
    "members",
    "officers",
    "workers",
)
_PEOPLES = ("ians", "eans", "orans", "icans", "uans", "amans", "alans", "urans", "iots")
_UNIT_MEASURES = {"money": "money", "ratio": "percentage", "area": "area", "duration": "duration", "length": "length"}
_STRONG_VERBS = forms("figures", "strong-verbs")
_HARMS = frozenset({"fatalities", "injuries", "casualties", "detained", "abducted", "displaced", "missing"})
_CASUALTY = ("fatalities", "injuries", "casualties")


class Group(Entry):
    """Nouns that share a unit and a default measure; with `modifiers` only bare or behind one of those."""

    unit: str | None = None
    measure: str
    nouns: list[str]
    modifiers: list[str] | None = None


class CountedLexicon(Entry):
    """`data/lexicon/counted.yaml`."""

    groups: list[Group]
    classifying: list[str]
    transparent: list[str]
    plurals: dict[str, str]
    states: dict[str, list[str]]


class Governors(Entry):
    """Verbs and nouns that make a number a measure: done to what is counted, done by it, or a noun above it."""

    patient: list[str]
    agent: list[str]
    nouns: list[str]


class MeasureLexicon(Entry):
    """`data/lexicon/measures.yaml`."""

    measures: dict[str, Governors]
    human: list[str]
    extents: list[str]
    distances: list[str]
    lengths: list[str]
    ages: list[str]
    measuring: list[str]
    changing: list[str]
    certainty: dict[str, list[str]]
    phrases: dict[str, list[str]]
    whereabouts: dict[str, list[str]]
    sought: frozenset[str]
    civilians: frozenset[str]
    capacious: frozenset[str]
    crowds: frozenset[str]
    hunted: frozenset[str]


@cache
def counted() -> CountedLexicon:
    """What is counted, loaded once."""
    return load("counted.yaml", CountedLexicon)


@cache
def lexicon() -> MeasureLexicon:
    """The governors of measures, loaded once."""
    return load("measures.yaml", MeasureLexicon)


@cache
def _groups() -> dict[str, Group]:
    return {noun: group for group in reversed(counted().groups) for noun in group.nouns}


@cache
def _patients() -> dict[str, str]:
    return {verb: measure for measure, g in reversed(lexicon().measures.items()) for verb in g.patient}


@cache
def _agents() -> dict[str, str]:
    return {verb: measure for measure, g in reversed(lexicon().measures.items()) for verb in g.agent}


@cache
def _phrases() -> dict[tuple[str, str], str]:
    pairs = ((measure, text.split()) for measure, texts in lexicon().phrases.items() for text in texts)
    return {(verb, noun): measure for measure, (verb, noun) in pairs}


@cache
def _whereabouts() -> dict[str, str]:
    return {noun: measure for measure, nouns in lexicon().whereabouts.items() for noun in nouns}


@cache
def _nouns() -> dict[str, str]:
    return {noun: measure for measure, g in reversed(lexicon().measures.items()) for noun in g.nouns}


@cache
def _states() -> dict[str, str]:
    return {word: measure for measure, words in counted().states.items() for word in words}


def singular(word: str) -> str:
    """The singular of an English noun by rule, lower case; irregular plurals that news counts are listed."""
    lower = word.lower()
    irregular = _irregular().get(lower)
    if irregular:
        return irregular
    for suffix, replacement in (
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("ves", "ve"),
        ("oes", "o"),
    ):
        if lower.endswith(suffix) and len(lower) > len(suffix) + 1:
            return lower[: -len(suffix)] + replacement
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return lower[:-1]
    return lower


def sentence_start(token: Token) -> int:
    """The position of the first token of a sentence. `Token.sent` looks at the whole document each time."""
    i = token.i
    while i > 0 and not token.doc[i].is_sent_start:
        i -= 1
    return i


def verb_of(token: Token) -> str:
    """The lemma of a verb; strong forms that news counts with do not depend on the reader's table."""
    return _STRONG_VERBS.get(token.lower_) or token.lemma_.lower()


def noun_of(token: Token) -> str:
    """The singular of a noun in the text: the reader's lemma where it has one, else by rule."""
    lemma = token.lemma_.lower()
    if token.tag_ == "NNS" and lemma != token.lower_ and token.lower_ not in _irregular():
        return lemma
    return singular(token.text)


@cache
def demonyms() -> frozenset[str]:
    """The names of peoples, lower case, as the lexicon of places has them: "saudis", "south sudanese"."""
    places = load("places.yaml", PlacesFile)
    states = [entry.demonyms for entry in places.countries.values()] + [entry.demonyms for entry in places.former]
    return frozenset(name.lower() for names in (*states, places.peoples) for name in names)


@cache
def _irregular() -> dict[str, str]:
    return counted().plurals


def group_of(noun: str, compound: str = "", modifier: str | None = None) -> Group | None:
    """The group of a noun, by its compound ("suicide bomber") first; some need to be bare or nearly so."""
    group = _groups().get(compound) or _groups().get(noun)
    if group is None or group.modifiers is None:
        return group
    bare = compound in {"", noun} and (modifier is None or modifier.split()[-1].lower() in group.modifiers)
    return group if bare else None


def is_person(token: Token, noun: str, compound: str = "") -> bool:
    """Whether a counted noun denotes people: by the lexicon, or as the plural of a people's name ("Eritreans")."""
    group = group_of(noun, compound)
    if group is not None:
        return group.unit == "person"
    if token.text[:1].isupper() and token.lower_ in demonyms():
        return True
    if not token.text[:1].isupper() or len(token.text) <= 5:
        return False
    return token.lower_.endswith(_PEOPLES if token.text.isupper() else _PERSON_SUFFIXES)


def unit_measure(dimension: str) -> str:
    """The measure of a dimension before its context is looked at; "other" for mass, volume, speed and the like."""
    return _UNIT_MEASURES.get(dimension, "other")


def state_words() -> frozenset[str]:
    """The words that say what became of people: "dead", "wounded"."""
    return frozenset(_states())


def state_of(token: Token) -> str | None:
    """The measure that a word such as "dead" or "wounded" gives to the number before it."""
    return _states().get(token.lower_)


def _is_ill(head: Token, measure: str) -> bool:
    """Whether those treated are patients, of whom nothing says that they were hurt ("treated 9 patients for burns")."""
    if measure != "injuries" or noun_of(head) != "patient":
        return False
    return not any(_nouns().get(noun_of(child)) == "injuries" for child in head.head.children)


def governed_measure(head: Token, *, human: bool) -> str | None:
    """The measure given by the words around the counted noun `head`: its participles, its verb, the nouns above it."""
    if human and are_killed(head):
        return "fatalities"
    for measure in _candidates(head):
        if (human or measure not in lexicon().human) and not _is_ill(head, measure):
            return measure
    return None


def are_killed(head: Token) -> bool:
    """As in "executed five officers convicted of treason": they died, whatever was done to them before."""
    relation = head.dep_.removesuffix(":unmarked")
    states = {child.i for child in head.children if child.dep_ in {"acl", "amod", "acl:relcl"}}
    if not states or relation not in {"obj", "nsubj:pass", "nsubj"} or head.head.i in states:
        return False
    if next(_own_states(head), None) == "casualties":
        return False
    return next(_verbal(head, head.head, relation), None) == "fatalities"


def own_state(head: Token) -> str | None:
    """The measure given by what stands right beside the counted noun, "25 injured people", whatever its verb."""
    return next(_own_states(head), None)


def _candidates(head: Token) -> Iterator[str]:
    yield from _deaths_among(head)
    yield from _own_states(head)
    token = head
    for _ in range(_MAX_CLIMB):
        yield from _included(token)
        relation, governor = token.dep_.split(":")[0] + (":pass" if token.dep_ == "nsubj:pass" else ""), token.head
        if governor.i == token.i:
            return
        if relation in {"conj", "appos", "compound", "flat", "nummod", "det", "fixed", "list"}:
            token = governor
            continue
        if relation in {"nmod", "amod"} and governor.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
            if _is_sought(token, noun_of(governor)):
                yield "missing"
            measure = _nouns().get(noun_of(governor))
            if measure is not None:
                yield measure
                return
            token = governor
            continue
        yield from _to_death(governor, relation)
        yield from _verbal(token, governor, relation)
        yield from _raised(token, governor, relation)
        if governor.pos_ == "NOUN" or relation not in {"xcomp", "obl", "advcl", "acl"}:
            return
        token = governor


def _raised(token: Token, verb: Token, relation: str) -> Iterator[str]:
    """As in "9,000 people are believed to have died": what they are believed or known to have done."""
    if not relation.startswith("nsubj") or verb_of(verb) not in _RAISING:
        return
    for child in verb.children:
        if child.dep_ == "xcomp" and child.pos_ == "VERB":
            passive = any(grand.dep_ == "aux:pass" for grand in child.children)
            yield from _verbal(token, child, "nsubj:pass" if passive else "nsubj")


_RAISING = words("figures", "verbs-of-belief")


def _included(token: Token) -> Iterator[str]:
    """As in "Casualties, including three women": the noun or state before "including" says what happened to them."""
    opener = next(
        (child for child in token.children if child.lower_ in {"including", "among"} and child.i < token.i), None
    )
    if opener is None:
        return
    for before in reversed(token.doc[max(sentence_start(token), opener.i - 20) : opener.i]):
        measure = _states().get(before.lower_) or (_nouns().get(noun_of(before)) if before.pos_ == "NOUN" else None)
        if measure is None and before.pos_ == "VERB":
            measure = _patients().get(verb_of(before)) or _agents().get(verb_of(before))
        if measure in _HARMS:
            yield measure
            return


def _is_of_some(head: Token, clause: Token) -> bool:
    """As in "61 passengers, 44 of whom died": the clause is of the number that stands before "of whom"."""
    between = head.doc[head.i + 1 : clause.i]
    return any(
        whom.lower_ in {"whom", "which"} and of.lower_ == "of" and some.pos_ == "NUM"
        for some, of, whom in zip(between, between[1:], between[2:], strict=False)
    )


def _deaths_among(head: Token) -> Iterator[str]:
    """As in "Three of the wounded died", "two of the hostages were killed": it came after what all of them were.

    Where they are counted too ("two of the 12 hostages"), their number is of all.
    """
    some, does = head.head, {"nsubj": _agents, "nsubj:pass": _patients}.get(head.head.dep_)
    counted_too = any(child.dep_ == "nummod" for child in head.children)
    if (
        head.dep_ == "nmod"
        and some.pos_ == "NUM"
        and not counted_too
        and does
        and does().get(verb_of(some.head)) == "fatalities"
    ):
        yield "fatalities"


def _own_states(head: Token) -> Iterator[str]:
    """As in "Three people dead", "nine people killed in …", "12 who died", "three wounded soldiers"."""
    if head.lower_ in _states():
        yield _states()[head.lower_]
    following = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
    left_over = following.tag_ in {"VBN", "JJ"} and not any(child.dep_ == "obj" for child in following.children)
    if left_over and following.lower_ in _states():
        yield _with_other_harm(following)
    if head.dep_ == "appos" and head.pos_ == "NUM":
        yield from (m for clause in head.head.children if _is_of_some(head.head, clause) for m in _by_clause(clause))
    for child in head.children:
        if not _is_of_some(head, child):
            yield from _by_clause(child)


def _by_clause(child: Token) -> Iterator[str]:
    """The measure that a word or clause beside a noun gives: "wounded", "killed in …", "who died"."""
    if child.dep_ in {"acl", "amod", "acl:relcl"} and child.lower_ in _states():
        yield _with_other_harm(child)
    elif child.dep_ == "acl:relcl":
        lemma = verb_of(child)
        passive = any(grand.dep_ in {"nsubj:pass", "aux:pass"} for grand in child.children)
        if passive and lemma in _patients():
            yield _patients()[lemma]
        elif not passive and lemma in _agents():
            yield _agents()[lemma]
    elif child.dep_ == "acl" and child.tag_ == "VBN" and verb_of(child) in _patients():
        yield _patients()[verb_of(child)]


def _with_other_harm(state: Token) -> str:
    """The measure of a state, casualties where both harms are told at once: "90 men killed and wounded"."""
    measure = _states()[state.lower_]
    others = {_states().get(child.lower_) for child in state.children if child.dep_ == "conj"}
    return "casualties" if {measure, *others} >= {"fatalities", "injuries"} else measure


def _to_death(verb: Token, relation: str) -> Iterator[str]:
    """As in "burned to death", "burnt alive"; not "sentenced to death", whose "to" the verb asks for."""
    acted_on = relation in {"nsubj:pass", "obj"} or not any(child.dep_ == "obj" for child in verb.children)
    for child in verb.children if acted_on and relation in {"nsubj", "nsubj:pass", "obj"} else ():
        if child.lower_ == "alive" and verb_of(verb) in _UNTO_DEATH:
            yield "fatalities"
        only = [grand.lower_ for grand in child.children if grand.dep_ != "punct"]
        if child.lower_ == "death" and only == ["to"] and verb_of(verb) not in _CONDEMNING:
            yield "fatalities"


_CONDEMNING = words("figures", "verbs-of-condemning-to-death")
_UNTO_DEATH = words("figures", "verbs-of-death-with-alive")


def _verbal(token: Token, verb: Token, relation: str) -> Iterator[str]:
    lemma = verb_of(verb)
    dependents = {child.dep_ for child in verb.children}
    if relation == "nsubj:pass" and "aux:pass" not in dependents and "obj" in dependents:
        relation = "nsubj"
    if relation.startswith("nsubj") and verb.pos_ == "ADJ" and verb.lower_ in _states():
        yield _states()[verb.lower_]
    if relation in {"nsubj:pass", "obj", "iobj"} or (relation == "obl" and token.dep_ == "obl:unmarked"):
        yield from _left(verb)
        yield from ("abducted" for child in verb.children if child.lower_ in _CAPTIVE and child.i != token.i)
        yield from (_states()[child.lower_] for child in verb.children if _is_outcome(child))
        if lemma in _patients() and not _has_room(verb):
            yield _patients()[lemma]
        yield from _cost(token, verb)
        if relation == "obj" and lemma in {"include", "comprise", "number"}:
            yield from _harms_of_subject(verb)
    elif relation == "nsubj":
        yield from _by_phrase(verb)
        for child in (verb, *verb.children):
            predicate = (
                child.i == verb.i
                and (verb.pos_ == "ADJ" or verb.tag_ in {"JJ", "VBN", "VBG"})
                and "obj" not in dependents
            )
            if child.lower_ in _states() and (
                predicate or (child.i != verb.i and child.dep_ in {"xcomp", "acl", "advcl"})
            ):
                yield _states()[child.lower_]
        if lemma in _agents():
            yield _agents()[lemma]
        elif verb.tag_ == "VBN" and lemma in _patients() and not any(child.dep_ == "obj" for child in verb.children):
            yield _patients()[lemma]
    elif relation == "obl" and _is_sought(token, lemma):
        yield "missing"
    elif relation == "obl" and lemma == "die" and any(child.lower_ in {"of", "to", "at"} for child in token.children):
        yield "fatalities"


def _cost(token: Token, verb: Token) -> Iterator[str]:
    """As in "cost another 40 people their homes": what they lost."""
    if verb_of(verb) == "cost":
        lost = (("lose", noun_of(child)) for child in verb.children if child.dep_ == "obj" and child.i > token.i)
        yield from (_phrases()[pair] for pair in lost if pair in _phrases())


_CAPTIVE = words("figures", "states-of-captives")


def _has_room(verb: Token) -> bool:
    """As in "The camp holds 22,000": how many a place has room for."""
    return verb_of(verb) == "hold" and any(
        child.dep_ == "nsubj" and noun_of(child) in lexicon().capacious for child in verb.children
    )


def _is_sought(token: Token, verb: str) -> bool:
    """As in "searching for six people": those sought are missing, where their noun does not make them hunted."""
    wanted = verb in lexicon().sought and noun_of(token) not in lexicon().hunted
    return wanted and any(child.dep_ == "case" and child.lower_ == "for" for child in token.lefts)


def _is_outcome(child: Token) -> bool:
    """As in "was shot dead", "found them alive": the state beside a verb of what was done."""
    return child.dep_ == "xcomp" and child.lower_ in _states()


def _by_phrase(verb: Token) -> Iterator[str]:
    """As in "suffered minor injuries", "lost their lives"; "remain in custody"."""
    for child in (verb, *verb.children):
        noun = noun_of(child)
        if child.dep_ == "obj" and (verb_of(verb), noun) in _phrases():
            yield _phrases()[verb_of(verb), noun]
        placed = child.i == verb.i or child.dep_ == "obl"
        if placed and noun in _whereabouts() and any(c.lower_ == "in" for c in child.lefts):
            yield _whereabouts()[noun]
        elif placed and child.lower_ == "bars" and any(c.lower_ == "behind" for c in child.lefts):
            yield "detained"


def _harms_of_subject(verb: Token) -> Iterator[str]:
    """As in "The dead included four nurses"."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            measure = _states().get(child.lower_) or _nouns().get(noun_of(child))
            if measure in _HARMS:
                yield measure


def done_by(verb: Token) -> str | None:
    """The measure of whoever a verb of harm is done to, by the verb alone."""
    measure = _patients().get(verb_of(verb)) if not _has_room(verb) else None
    return measure if measure in _HARMS else None


def _left(verb: Token) -> Iterator[str]:
    """As in "Left nine people dead": the state stands beside the object."""
    if verb.lower_ not in _LEAVING:
        return
    for child in verb.children:
        if child.dep_ in {"xcomp", "advcl", "amod", "acl"} and child.lower_ in _states():
            yield _states()[child.lower_]


_LEAVING = words("figures", "forms-of-leave")


def harm_before(word: str, following: str) -> str | None:
    """The measure of a bare number behind a verb of harm in headlines: "Strikes on Arden kill | 6 | and wound 9"."""
    lemma = _HARMING.get(word)
    return _patients().get(lemma) if lemma and following in _BEHIND_TOLLS else None


_HARMING = forms("shared", "harm-in-headlines")
_BEHIND_TOLLS = frozenset({"", ",", ";", ":", "and", "in", "as", "at", "after", "near", "on", "amid", "including", "."})


def toll_measure(anchor: Token) -> str | None:
    """The measure of a bare number by the noun it is said of: "the death toll rose to 19", "the dead to 12"."""
    token = anchor
    for _ in range(4):
        beside = [token.nbor(-1)] if token.pos_ == "VERB" and token.i and token.nbor(-1).pos_ == "NOUN" else []
        for child in (*token.children, *beside):
            if child.i == anchor.i or (child.dep_ not in {"nsubj", "nsubj:pass", "obj"} and child not in beside):
                continue
            if child.pos_ != "NOUN" and child.lower_ not in _states():
                continue
            nouns = [child, *(grand for grand in child.children if grand.dep_ in {"nmod", "compound"})]
            found = [
                measure
                for noun in nouns
                if (measure := _states().get(noun.lower_) or _nouns().get(noun_of(noun))) in _HARMS
            ]
            if found:
                return found[-1]
        if token.head.i == token.i:
            break
        token = token.head
    return None


def is_of_crowd(anchor: Token) -> bool:
    """Whether a bare number is what a crowd is put at: "organizers put the crowd at 20,000"."""
    verb = anchor.head if anchor.head.pos_ == "VERB" else anchor
    at = any(child.dep_ == "case" and child.lower_ == "at" for child in anchor.lefts)
    return at and any(c.dep_ in {"obj", "nsubj:pass"} and noun_of(c) in lexicon().crowds for c in verb.children)


def length_measure(words: list[str], hyphenated: bool, item: str | None) -> str:
    """Whether so many kilometres are a distance between places or the length of a thing, by the words near them."""
    lexical = lexicon()
    if any(word in lexical.lengths for word in words[:2]):
        return "length"
    if any(word in lexical.distances for word in words):
        return "distance"
    if hyphenated or (item is not None and singular(item.split()[-1]) in lexical.extents):
        return "length"
    return "other"


def measure_of_body(noun: str) -> str | None:
    """The measure of the members of a body of people ("a 30,000-strong force"): troops or participants."""
    return _nouns().get(noun)


def is_casualty(measure: str) -> bool:
    """Whether a measure counts people killed or hurt."""
    return measure in _CASUALTY
