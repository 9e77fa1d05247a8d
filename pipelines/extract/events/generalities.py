"""Which events are left out because nothing pins them down: talk of violence in general, not of an act."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.headline_verbs import is_headline
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import EventMention, Facts, Participant
from pipelines.lexicon import words

HUMAN_COST = frozenset({"fatalities", "injuries", "casualties", "abducted", "missing"})
"""Measures of victims."""


def without_generalities(
    tree: Tree, facts: Facts, found: Sequence[Mention], mentions: Sequence[EventMention], titles: frozenset[int]
) -> list[EventMention]:
    """Leave out events of which no mention tells by whom, against whom or what, where, when or with how many victims.

    "Terrorist attacks are a crime", "weapons to fight crime", "years of violence". `titles` are sentence numbers.
    """
    costly = {f.sentence for f in facts.figures if f.measure in HUMAN_COST}
    pinned: set[int] = set()
    for f, m in zip(found, mentions, strict=True):
        strict = m.event_type == "ASSAULT" and m.sentence not in titles and m.sentence not in costly
        strict = strict and not is_headline(tree, *tree.sentence_span[m.sentence])
        if _is_assault_told(tree, facts, f, m) if strict else _is_pinned(tree, facts, f, m):
            pinned.add(m.event)
    return [m for m in mentions if m.event in pinned]


def _is_pinned(tree: Tree, facts: Facts, f: Mention, m: EventMention) -> bool:
    if tree.dep[f.predicate.root] == "acl:relcl" and _is_habit(tree, facts, f.predicate, m):
        return False
    if m.participants:
        return True
    p = f.predicate
    if p.frame.part == "verb" and m.event_type != "ASSAULT":
        return bool(m.arguments) or m.time is not None or m.place is not None or not _is_in_passing(tree, p.root)
    if p.frame.part == "noun" and any(tree.lower[c] == "any" for c in tree.kids(p.root, "det")):
        return m.modality == "negated" or p.support is not None
    if p.frame.part != "noun" or m.modality != "actual" or p.support is not None:
        return True
    bare = tree.tag[p.root] in ("NNS", "NNPS") or p.frame.sense.standing
    given = is_stretch(tree, p.root) or m.time is not None or m.place is not None or bool(m.arguments)
    given = given or tree.has(p.root, "det", "nmod:poss", "nummod")
    return not bare or given or tree.dep[p.root] in ("nsubj", "nsubj:pass") or is_result(tree, p.root)


def is_result(tree: Tree, noun: int) -> bool:
    """As in "police shot a man, | sparking protests": something led to it, so it has happened."""
    verb = tree.head[noun]
    return tree.dep[noun] == "obj" and tree.tag[verb] == "VBG" and tree.lemma[verb] in _LEADING_TO


_LEADING_TO = words("events", "verbs-of-leading-to")


def is_stretch(tree: Tree, noun: int) -> bool:
    """As in "weeks of protests": it went on for so long, whoever took part."""
    return tree.preposition(noun) == "of" and tree.lemma[tree.head[noun]] in _STRETCHES


_STRETCHES = words("events", "stretches-of-time")


def _is_in_passing(tree: Tree, verb: int) -> bool:
    """A clause that only says which, when or what for: "an accord that ends the fighting", "before aid is released"."""
    if tree.dep[verb] == "advcl":
        return not tree.is_finite(verb) or any(tree.lower[c] in _NOT_YET for c in tree.kids(verb, "mark"))
    return tree.dep[verb] in ("acl", "acl:relcl") and (tree.is_infinitive(verb) or not tree.is_passive(verb))


_NOT_YET = frozenset({"before", "until", "if", "unless"})


def _is_assault_told(tree: Tree, facts: Facts, f: Mention, m: EventMention) -> bool:
    """An assault needs one thing told of it; of a war, or an act that may never be, its doer alone is not enough."""
    p = f.predicate
    if m.modality == "negated" or _is_set(facts, m):
        return not _is_principle(tree, p)
    if _is_habit(tree, facts, p, m) or _is_fancied(tree, facts, p, m) or _is_principle(tree, p):
        return False
    doers = len({q.actor for q in m.participants if q.role == "actor"})
    if doers < len({q.actor for q in m.participants}):
        return True
    if m.modality == "actual" and not p.frame.sense.standing:
        return doers > 0 or bool(m.arguments) or p.support is not None or _points_at_something(tree, p)
    if p.frame.part == "verb":
        return doers > 1 or (doers > 0 and bool(m.arguments))
    told = doers > 1 or (doers > 0 and p.support is not None) or _between_some(tree, p.root)
    return told or not p.frame.sense.standing or (m.modality != "actual" and tree.dep[p.root] == "nsubj")


def _is_set(facts: Facts, m: EventMention) -> bool:
    """Whether a place, a day or a thing that was hit is told."""
    dated = m.time is not None and facts.times[m.time].timex_type in ("DATE", "TIME")
    return m.place is not None or dated or any(a.role == "physical_target" for a in m.arguments)


def _is_habit(tree: Tree, facts: Facts, p: Predicate, m: EventMention) -> bool:
    """What people of a kind do, in the simple present: "terrorists who attack students and engage in kidnapping"."""
    verb = p.act
    if m.modality != "actual" or tree.tag[verb] not in ("VBP", "VBZ") or tree.has(verb, "aux", "aux:pass", "cop"):
        return False
    if tree.tag[verb] == "VBP" and tree.lemma[verb] in _ALIKE_IN_PAST:
        return False
    named = [q for q in m.participants if q.mention is not None]
    return bool(named or not m.participants) and all(_is_anybody(tree, facts, q) for q in named)


def _is_principle(tree: Tree, p: Predicate) -> bool:
    """As in "attacks on nurses are a crime", "killing hostages violates the law": said of whatever attack."""
    if tree.dep[p.root] == "acl" and tree.tag[p.root] == "VBN":  # "artillery fired in defence is not classified as"
        noun = tree.head[p.root]
        given = tree.has(noun, "det", "nmod:poss", "nummod") or tree.tag[noun] in ("NNP", "NNPS")
        return not given and tree.dep[noun] == "nsubj:pass" and tree.lemma[tree.head[noun]] in _CLASSING
    verb = tree.head[p.root]
    plural = p.frame.part == "noun" and tree.tag[p.root] == "NNS" and not tree.has(p.root, "det", "nmod:poss", "nummod")
    gerund = tree.tag[p.root] == "VBG" and tree.dep[p.root] == "csubj"
    if p.support is not None or not (gerund or (plural and tree.dep[p.root] == "nsubj")):
        return False
    said = {tree.lemma[verb], *(tree.lemma[c] for c in tree.kids(verb, "obj"))}
    tensed = [verb, *tree.kids(verb, "cop", "aux")]
    present = any(tree.tag[t] in ("VBZ", "VBP", "MD") for t in tensed) and not any(tree.tag[t] == "VBD" for t in tensed)
    return present and not said.isdisjoint(_CONDEMNING)


_CONDEMNING = words("events", "words-of-principles")
_CLASSING = words("events", "verbs-of-classing")
_ALIKE_IN_PAST = words("events", "verbs-alike-in-past")


def _is_fancied(tree: Tree, facts: Facts, p: Predicate, m: EventMention) -> bool:
    """An act that may never be, by nobody and of nobody in particular: "to kill a citizen", "prevent any attack"."""
    if m.modality == "actual" or any(q.role == "actor" for q in m.participants):
        return False
    if m.participants:
        return p.frame.part == "verb" and all(_is_anybody(tree, facts, q) for q in m.participants)
    if p.frame.part != "noun" or m.arguments:
        return False
    determiners = {tree.lower[c] for c in tree.kids(p.root, "det", "nmod:poss", "nummod")}
    if determiners:
        return determiners <= _WHICHEVER
    return tree.dep[p.root] in _IN_PASSING and not tree.has(p.root, "nmod", "amod", "acl", "acl:relcl")


def _is_anybody(tree: Tree, facts: Facts, q: Participant) -> bool:
    """Whether a party is known by a common noun alone, without a word that says which or how many: "soldiers"."""
    if q.mention is None or not facts.actors[q.actor].is_generic:
        return False
    mention = facts.actor_mentions[q.mention]
    if mention.mention_type != "nominal" or tree.has(mention.root, "nummod", "nmod", "nmod:poss", "acl"):
        return False
    determiners = {tree.lower[c] for c in tree.kids(mention.root, "det")}
    return determiners <= _ANY if determiners else tree.tag[mention.root] == "NNS"


def _points_at_something(tree: Tree, p: Predicate) -> bool:
    """Whether people, things or places stand with it that nothing in the text identifies.

    "He was shot", "five were wounded", "the attack in the capital".
    """
    if p.frame.part == "verb":
        objects = tree.logical_object(p.root)
        given = any(tree.pos[t] in _SOMEBODY for t in (*objects, *tree.subject(p.root)))
        return given or any(tree.has(t, "det", "nmod:poss", "nummod") and tree.tag[t] == "NN" for t in objects)
    settings = [c for preposition, c in tree.obliques(p.root) if preposition in _SETTING]
    return any(tree.pos[c] == "PROPN" or tree.has(c, "det", "nmod:poss") for c in settings)


def _between_some(tree: Tree, noun: int) -> bool:
    return any(preposition in ("between", "against") for preposition, _ in tree.obliques(noun))


_WHICHEVER = frozenset({"any", "every", "no", "such", "each"})
_ANY = _WHICHEVER | {"a", "an", "all"}
_IN_PASSING = frozenset({"nmod", "obl", "conj", "compound", "appos"})
_SOMEBODY = frozenset({"PRON", "PROPN", "NUM"})
_SETTING = frozenset({"in", "at", "near", "on", "against", "between", "of", "outside", "inside", "around"})
