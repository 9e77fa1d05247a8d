"""What an event is done with and what it hits: instruments and physical targets, as whole noun phrases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from pipelines import lexicon
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.arguments import Slots, called_target
from pipelines.extract.events.coreference import BLASTS
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.frames import Words, expand, word_classes
from pipelines.extract.events.listings import listed_with
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import EventArgument
from pipelines.extract.parsed_tokens import singular
from pipelines.lexicon import words

_COUNTING = frozenset({"range", "variety", "array"})
_USING = words("events", "verbs-of-using")
_DOING_HARM = words("events", "verbs-of-harm-by-things")
_EXPLODING = words("events", "verbs-of-exploding")
_ON_ITS_OWN = words("events", "explosives")


@cache
def instrument_modes() -> dict[str, str]:
    """Head lemma of a means → the mode of ASSAULT it implies; `other` for means without one."""
    table = lexicon.load("instruments.yaml", dict[str, Words])
    return {word: mode for mode in reversed(list(table)) for word in table[mode]}


@cache
def _targets() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.load("targets.yaml", dict[str, Words]).items()}


@cache
def target_words() -> frozenset[str]:
    """Heads of phrases for things that are hit."""
    return (_targets()["things"] | expand(("@building",))) - _targets()["no_things"]


def instruments(tree: Tree, predicate: Predicate, slots: Slots) -> list[int]:
    """Head tokens of the means used: with-phrases, objects of using, compounds of the trigger, exploding subjects.

    What somebody is arrested with was found on them.
    """
    if predicate.frame.sense.mode == "arrest":
        return []
    found: list[int] = []
    for preposition in ("with", "by", "from", "using", "of"):
        found += _means(tree, slots.get(preposition), vehicles=preposition in ("with", "using"))
    for verb in (t for t in (*predicate.tokens, predicate.support) if t is not None and tree.is_verbal(t)):
        found += _used_by(tree, verb)
    for clause in tree.kids(predicate.root, "acl", "acl:relcl") if predicate.frame.part == "noun" else ():
        if tree.lemma[clause] in _DONE:
            found += _means(tree, [c for p, c in tree.obliques(clause) if p in ("with", "using")], vehicles=True)
    for token in predicate.tokens:
        if tree.pos[token] in ("NOUN", "PROPN"):
            if tree.lemma[token] in _REPORTS:
                found += _behind(tree, token, vehicles=True)
            elif tree.lemma[token] in _ON_ITS_OWN or (
                tree.lemma[token] in instrument_modes() and token != predicate.root
            ):
                found += _means(tree, [token], vehicles=False)
            elif tree.lemma[token] not in instrument_modes():
                found += _means(tree, tree.kids(token, "compound"), vehicles=True)
    whole = {tree.head[t] for t in found if tree.dep[t] in ("compound", "flat", "amod")}
    return sorted({t for t in found if tree.head[t] not in whole.intersection(found)})


def _used_by(tree: Tree, verb: int) -> list[int]:
    """As in "attacked the post, using mortars", "threw a grenade", "the car bomb exploded"."""
    found: list[int] = []
    for clause in tree.kids(verb, "advcl", "xcomp"):
        if tree.lemma[clause] in _USING and tree.tag[clause] == "VBG":
            found += _means(tree, tree.kids(clause, "obj"), vehicles=True)
    if tree.lemma[verb] in _USING:
        found += _means(tree, tree.logical_object(verb), vehicles=False)
    found += _carried(tree, verb)
    behind = [c for o in tree.logical_object(verb) for p, c in tree.obliques(o) if p == "with" and c > o > verb]
    found += [n for n in _means(tree, behind, vehicles=False) if instrument_modes()[tree.lemma[n]] in _HELD]
    if tree.lemma[verb] in _DOING_HARM:
        found += _means(tree, tree.logical_subject(verb), vehicles=tree.lemma[verb] in _EXPLODING)
    return found


def _carried(tree: Tree, verb: int) -> list[int]:
    """As in "men armed with rifles kidnapped a banker", "a man wielding a knife attacked a priest"."""
    doers = tree.logical_subject(verb)
    armed = [c for t in doers for c in tree.kids(t, "acl", "amod", "acl:relcl") if tree.lemma[c] in _ARMED]
    found = [c for a in armed for p, c in tree.obliques(a) if p == "with"]
    found += [c for a in armed if tree.tag[a] != "VBN" for c in tree.kids(a, "obj")]
    return _means(tree, found, vehicles=True)


_HELD = frozenset({"firearms", "heavy-weapons", "primitive"})
"""Modes of means that an attacker has, and no house: "stormed a compound with rockets"."""
_ARMED = words("events", "words-of-arming")


def _means(tree: Tree, tokens: Iterable[int], *, vehicles: bool) -> list[int]:
    """Those tokens and their conjuncts that name a means; vehicles and the like only where the grammar says so."""
    table, found = instrument_modes(), []
    for token in tokens:
        for node in tree.conjuncts(token):
            counted = [c for p, c in tree.obliques(node) if p == "of"]
            if (tree.pos[node] == "NUM" or tree.lemma[node] in _COUNTING | word_classes()["share"]) and counted:
                found += _means(tree, counted, vehicles=vehicles)
            elif tree.lemma[node] in _REPORTS and (behind := _behind(tree, node, vehicles=vehicles)):
                found += behind
            elif tree.lemma[node] in _BANGS | _HEARD:
                continue
            elif tree.lemma[node] in table and tree.pos[node] in ("NOUN", "PROPN") and not _is_somebody(tree, node):
                found += [node] if vehicles or table[tree.lemma[node]] != "other" else []
    return found


def _is_somebody(tree: Tree, node: int) -> bool:
    """A suicide bomber is no aircraft, a gold mine no explosive, and what one is held without no means."""
    if tree.preposition(node) == "without":
        return True
    if tree.lemma[node] == "mine" and any(tree.lemma[c] in _DUG for c in tree.kids(node, "compound", "amod")):
        return True
    return tree.lemma[node] == "bomber" and any(tree.lower[c] == "suicide" for c in tree.kids(node, "compound"))


_DUG = words("events", "what-is-mined")
_DONE = words("events", "verbs-of-doing-with-means")
_BANGS = words("events", "bangs")
_HEARD = words("events", "shots-heard")
_REPORTS = _BANGS | words("events", "reports-of-means")


def _behind(tree: Tree, noun: int, *, vehicles: bool) -> list[int]:
    """The means that a bang or fire is of: "car bomb" in "car bomb explosion"."""
    own = tree.kids(noun, "compound", "amod", "nmod:unmarked")
    return _means(tree, [*own, *(c for p, c in tree.obliques(noun) if p == "of")], vehicles=vehicles)


_AIMED_AT = ("obj", "recv", "against", "on", "at", "to", "of", "upon", "into")
_AROUND = (
    "inside", "in", "outside", "near", "in front of", "under", "behind", "next to", "beside", "across from", "opposite",
    "outside of", "close to", "beneath", "underneath", "alongside", "aboard", "within", "between",
)  # fmt: skip
_AT_PREMISES = ("obj", "recv", "against", "on", "at", "upon")
_HOUSED = frozenset({"company", "media", "ngo", "party", "igo", "government", "legislature", "judiciary"})
_RUIN = frozenset({"destroy", "destroy-noun"})


def physical_targets(
    tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots, means: Sequence[int] = ()
) -> list[int]:
    """Head tokens of the things hit: what an attack is aimed at, else what a blast happens in or near.

    A bomb or fire at a body that has premises ("dynamited the party", "a bomb attack on the newspaper") hits those.
    """
    sense = predicate.frame.sense_id
    sent = {m for m in means if instrument_modes()[tree.lemma[m]] in _SENT}
    found = [t for t in _aimed_at(tree, index, slots, sense) if t not in sent]
    told = predicate.frame.part == "verb" and not sent and sense not in BLASTS | _RUIN
    if told and _hits_people(tree, index, slots):
        scene = {n for t in slots.get("at") for n in tree.conjuncts(t)}
        found = [t for t in found if t not in scene]
    if sense in ("die-violently", "die-at-hands"):
        found = [t for t in found if tree.lemma[t] not in _PLACES_OF_CARE]
    explodes = any(instrument_modes()[tree.lemma[m]] == "explosives" for m in means)
    if not found and (explodes or sense in BLASTS | _RUIN):
        aimed = [n for slot in _AT_PREMISES for t in slots.get(slot) for n in tree.conjuncts(t)]
        found += [n for n in aimed if index.type_at(n) in _HOUSED and tree.pos[n] in ("NOUN", "PROPN")]
    found += [n for t in called_target(tree, predicate.root) for n in _things(tree, index, t, anything=False)]
    if sense in BLASTS and not found:
        around = [n for t in _surrounding(tree, predicate, slots) for n in _things(tree, index, t, anything=False)]
        found += [n for n in around if tree.lemma[n] not in _targets()["surroundings"]]
    found += [n for t in _damaged(tree, predicate) for n in _things(tree, index, t, anything=False)]
    beside = [n for t in found for n in listed_with(tree, t) if _is_thing(tree, index, n, anything=False)]
    return sorted({*found, *beside} - set(predicate.tokens))


def _hits_people(tree: Tree, index: ActorIndex, slots: Slots) -> bool:
    """Whether an attack is aimed at people: of "stabbed two guards at a station" the station is only the scene."""
    hit = [*slots.get("obj"), *slots.get("recv")]
    return bool(hit) and all(index.type_at(t) in _PEOPLE or tree.pos[t] in ("PRON", "NUM") for t in hit)


_PEOPLE = frozenset({"person", "civilians", "police", "military", "armed_group", "religious_group", "media"})
_PLACES_OF_CARE = words("events", "places-of-care")
_SENT = frozenset({"explosives", "heavy-weapons"})
"""Modes of means that come to a place by themselves: what a mine lies under is hit, not the mine."""


def _aimed_at(tree: Tree, index: ActorIndex, slots: Slots, sense: str) -> list[int]:
    found: list[int] = []
    for slot in _AIMED_AT:
        if slot == "to" and sense not in _RUIN:
            continue
        of_means = sense in BLASTS and slot == "of"
        anything = sense in _RUIN and slot in ("obj", "recv", "to", "of")
        if found and slot in _WHERE and slots.get("obj"):
            break
        tokens = [t for t in slots.get(slot) if not (of_means and tree.lemma[t] in _ON_ITS_OWN)]
        if slot in _WHERE:
            where = _targets()["surroundings"] if slots.get("obj") else _ROADS
            tokens = [t for t in tokens if tree.lemma[t] not in where]
        found += [n for t in tokens for n in _things(tree, index, t, anything=anything)]
        if found and slot in ("at", "to"):
            break
    return found


_WHERE = frozenset({"on", "at", "into"})
"""Where somebody is attacked, if the verb has an object: "ambushed a patrol on the road"."""
_ROADS = words("events", "ways-and-heights")


def _surrounding(tree: Tree, predicate: Predicate, slots: Slots) -> list[int]:
    """What a blast happens in or near, said of its noun or its verb: "an explosion took place in front of the bank"."""
    found = [t for slot in _AROUND for t in slots.get(slot)]
    noun = predicate.root
    verb = tree.head[noun]
    if predicate.support is not None:
        verb = predicate.support
    happens = tree.dep[noun] == "nsubj" and tree.lemma[verb] in _HAPPENING
    if predicate.frame.part == "noun" and (happens or verb == predicate.support):
        found += [c for preposition, c in tree.obliques(verb) if preposition in (*_AROUND, "at", "on")]
    return [t for node in found for t in _across(tree, node)]


_HAPPENING = words("events", "verbs-of-happening")
_ACROSS = words("events", "sides-of-buildings")


def _across(tree: Tree, node: int) -> list[int]:
    """Whose front or side is meant: "in front of the bank", where "front" is parsed as a noun."""
    if tree.lemma[node] in _ACROSS:
        return [c for preposition, c in tree.obliques(node) if preposition == "of"] or [node]
    return [node]


def _damaged(tree: Tree, predicate: Predicate) -> list[int]:
    """As in "detonated a charge, causing heavy damage to the pipeline"."""
    verbs = [t for t in (*predicate.tokens, predicate.support) if t is not None and tree.is_verbal(t)]
    if tree.dep[predicate.root] == "nsubj" and predicate.support is None:
        verbs.append(tree.head[predicate.root])
    return [
        c
        for verb in verbs
        for clause in (verb, *tree.kids(verb, "advcl", "conj"))
        if tree.lemma[clause] in _CAUSING
        for harm in tree.kids(clause, "obj")
        if tree.lemma[harm] in ("damage", "destruction")
        for node in (clause, harm)
        for preposition, c in tree.obliques(node)
        if preposition == "to"
    ]


_CAUSING = words("events", "verbs-of-causing")


def _things(tree: Tree, index: ActorIndex, token: int, *, anything: bool) -> list[int]:
    """A nominal and its conjuncts as far as they are things; what "one of", "30 percent of" and the like count."""
    found: list[int] = []
    for node in tree.conjuncts(token):
        counted = [c for p, c in tree.obliques(node) if p == "of"]
        foot = tree.lemma[node] in _FEET and any(_is_thing(tree, index, c, anything=False) for c in counted)
        if counted and (foot or tree.pos[node] == "NUM" or tree.lemma[node] in _PARTS | word_classes()["share"]):
            found += [n for c in counted for n in _things(tree, index, c, anything=anything)]
        elif _is_thing(tree, index, node, anything=anything):
            found += [node, *_listed_below(tree, index, node), *_named_in_turn(tree, index, node)]
    return found


def _listed_below(tree: Tree, index: ActorIndex, thing: int) -> list[int]:
    """Things that the parse hangs on whose the first is: "offices of unions and houses of members"."""
    owners = [c for p, c in tree.obliques(thing) if p == "of" and tree.lemma[c] not in target_words()]
    beside = [
        n for owner in owners for n in tree.conjuncts(owner) if n != owner and tree.lemma[n] in _targets()["things"]
    ]
    return [n for n in beside if _is_thing(tree, index, n, anything=False)]


_FEET = words("events", "feet-of-things")


def _named_in_turn(tree: Tree, index: ActorIndex, things: int) -> list[int]:
    """What several things are: "four establishments, namely a bank, a hotel and two shops"."""
    several = tree.tag[things] in ("NNS", "NNPS")
    told = [n for c in (tree.kids(things, "appos") if several else ()) for n in tree.conjuncts(c)]
    return [n for n in told if _is_thing(tree, index, n, anything=False)]


_PARTS = words("events", "parts-of-things")


def _is_thing(tree: Tree, index: ActorIndex, node: int, *, anything: bool) -> bool:
    kind = index.type_at(node)
    if kind in ("person", "civilians") or tree.pos[node] not in ("NOUN", "PROPN"):
        return False
    lemma = singular(tree.lemma[node].lower()) if tree.pos[node] == "PROPN" else tree.lemma[node]
    if lemma in _PARTS_OF_TOWNS and any(p == "of" and index.is_place(c) for p, c in tree.obliques(node)):
        return False
    if lemma in target_words():
        return tree.pos[node] == "NOUN" or kind is not None or not tree.has(node, "flat")
    return anything and kind is None and tree.pos[node] == "NOUN" and lemma not in _not_things()


_PARTS_OF_TOWNS = words("events", "parts-of-towns")


@cache
def _not_things() -> frozenset[str]:
    classes = ("person", "abstract", "nonperson", "sport", "business", "police", "militia", "land_troops")
    return _targets()["no_things"] | frozenset(word for name in classes for word in word_classes()[name])


_NEAR = 2
"""Sentences after an attack in which its target is told."""


def name_targets(tree: Tree, index: ActorIndex, found: Sequence[Mention]) -> None:
    """Add to the arguments of assaults, in place, what a later clause calls their target: "the target was a mill"."""
    attacks = [f for f in found if f.event_type == "ASSAULT" and f.reality.modality == "actual"]
    at = 0
    for token, lemma in enumerate(tree.lemma):
        thing = tree.head[token]
        if lemma != "target" or tree.dep[token] != "nsubj" or not tree.has(thing, "cop"):
            continue
        while at < len(attacks) and attacks[at].predicate.root < token:
            at += 1
        last = attacks[at - 1] if at else None
        if last is None or tree.sentence[token] - tree.sentence[last.predicate.root] > _NEAR:
            continue
        hit = [n for t in (thing, *listed_with(tree, thing)) for n in _things(tree, index, t, anything=False)]
        told = event_arguments(tree, "physical_target", sorted(set(hit)))
        last.arguments = tuple(dict.fromkeys((*last.arguments, *told)))


def event_arguments(tree: Tree, role: str, heads: Iterable[int], trigger: Iterable[int] = ()) -> list[EventArgument]:
    """Heads as arguments; `text` is the noun phrase without determiner and number: "high-voltage pylons".

    What happened to it is no part of it: "homes" in "partially destroyed homes", where `trigger` holds "destroyed".
    """
    out, harm = [], frozenset(trigger)
    for head in heads:
        first, last = _noun_phrase(tree, head)
        first = max([first, *(t + 1 for t in harm if first <= t < head)])
        start, end = tree.start[first], tree.end[last]
        out.append(EventArgument(role, start, end, tree.text[start:end], tree.lemma[head]))
    return out


_BEFORE_A_NOUN = frozenset({"amod", "compound", "nmod:poss", "nmod:unmarked", "nmod:desc", "flat", "nummod"})
_INSIDE = _BEFORE_A_NOUN | {"case", "nmod", "punct", "goeswith", "conj", "cc", "det", "advmod"}
_LONGEST = 9


def _noun_phrase(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of a noun with its modifiers and an of-phrase: "home of the mayor", "village school"."""
    lefts = [_edge(tree, c, -1) for c in tree.kids(head, *_BEFORE_A_NOUN) if c < head]
    first = max(min([head, *lefts]), head - _LONGEST)
    while first > 1 and tree.lower[first - 1] == "-" and tree.end[first - 2] == tree.start[first - 1]:
        first -= 2
    within = [t for t in range(first, head) if tree.pos[t] == "ADP" and tree.lower[t] in _BREAKING]
    first = within[-1] + 1 if within else first
    while first < head and _is_no_part(tree, first, head):
        first += 1
    for c in tree.kids(head, "nmod"):
        last = _edge(tree, c, 1)
        if c > head and tree.preposition(c) == "of" and _edge(tree, c, -1) == head + 1 and last - head <= _LONGEST:
            return first, last
    return first, head


_BREAKING = frozenset({"with", "on", "at", "in", "by", "from", "against", "near"})
"""Prepositions that do not stand before a noun within its phrase, whatever the parse says."""


def _is_no_part(tree: Tree, i: int, head: int) -> bool:
    """Determiners, numbers and what belongs to them at the left edge of a phrase."""
    if tree.pos[i] == "ADV":
        return tree.tag[i + 1] not in ("VBN", "JJ")
    if tree.pos[i] in ("PUNCT", "SPACE", "CCONJ", "DET", "PRON", "SYM", "ADP") or tree.dep[i] == "punct":
        return True
    if tree.pos[i] == "NUM" and tree.lemma[i + 1] in _SIZES:
        return False
    counted = tree.pos[i] == "NUM" or (tree.head[i] < head and tree.pos[tree.head[i]] == "NUM")
    return (counted and tree.lower[i + 1] != "-") or tree.lemma[i] in _QUANTIFIERS


_SIZES = words("events", "units-of-arms")
_QUANTIFIERS = words("events", "words-of-no-kind")


def _edge(tree: Tree, node: int, side: int) -> int:
    """The outermost token of a phrase on one side (-1 left, 1 right), clauses and lists to the right left aside."""
    edge = node
    for _ in range(_LONGEST):
        further = [c for c in tree.kids(edge, *_INSIDE) if (c - edge) * side > 0]
        further = [c for c in further if side < 0 or tree.dep[c] not in ("punct", "conj", "cc")]
        if not further:
            return edge
        edge = min(further) if side < 0 else max(further)
    return edge
