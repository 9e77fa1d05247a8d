"""When and where: the times and places that a sentence gives its events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain
from typing import Protocol

from pipelines.extract.dependencies import OBLIQUES, SUBJECTS, Tree
from pipelines.extract.events.background import is_long_ago
from pipelines.extract.events.comparisons import is_comparison
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.events.span_index import SpanIndex
from pipelines.extract.facts import Facts, Place, TimeMention
from pipelines.extract.places.lexicon import place_types
from pipelines.lexicon import words

_KIND_RANK = {
    "facility": 0,
    "city": 1,
    "admin2": 2,
    "other": 3,
    "water": 3,
    "admin1": 4,
    "border": 5,
    "region": 6,
    "country": 7,
}


class Set(Protocol):
    """A mention with a predicate, a time and a place that may still be wanting."""

    predicate: Predicate
    time: int | None
    place: int | None
    linked_to: int | None
    background: bool


_LOCATIVE = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "across", "along", "around", "throughout", "off", "north of"}
    | {"south of", "east of", "west of", "outside of", "close to"}
)
_ABOUT_EVENTS = frozenset({"ACCUSE", "SUPPORT"})
_OTHERS = frozenset({"after", "following", "since", "before", "until", "amid", "despite", "over", "because of"})


def complete_settings(  # noqa: PLR0917 - what a sentence holds
    tree: Tree,
    facts: Facts,
    found: Sequence[Set],
    places: SpanIndex,
    times: SpanIndex,
    triggers: frozenset[int],
    present: dt.date | None,
) -> None:
    """Fill in missing times and places from the same sentence, in place. `present` is the day of the news.

    A mention and the one whose clause it continues share them. Else an adjunct that belongs to no other event goes to
    the mentions of its sentence that have none, if they tell of one; they are background if that was long ago.
    """
    for f in found:
        if f.linked_to is not None:
            _share(tree, facts, f, found[f.linked_to])
    by_sentence: dict[int, list[Set]] = {}
    for f in found:
        by_sentence.setdefault(tree.sentence[f.predicate.root], []).append(f)
    for sentence, mentions in by_sentence.items():
        for f in mentions:
            _hand_down(tree, facts, f, mentions)
        _place(tree, facts, sentence, mentions, places, triggers, found)
        if all(f.time is None for f in mentions) and _tell_of_one(found, mentions):
            several = len(mentions) > 1
            free = [t for f in mentions for t in _adjuncts(tree, sentence, times, triggers, f, None, strictly=several)]
            time = next((t for t in free if facts.times[t].timex_type in ("DATE", "TIME")), None)
            long_ago = time is not None and is_long_ago(facts.times[time], present)
            for f in mentions:
                f.time, f.background = time, f.background or long_ago


def main_time(facts: Facts, times: Sequence[int]) -> int | None:
    """When an event happened of the times that its clause tells, nearest first: the first with a day, else the first.

    As in "in a raid at dawn on Friday", "three weeks earlier, on 3 May". Of stretches only one just past dates it.
    """
    moments = [t for t in times if facts.times[t].timex_type != "DURATION"]
    dated = (t for t in moments if facts.times[t].date_start is not None)
    days = (t for t in moments if facts.times[t].date_precision == "day")
    lately = (t for t in times if _is_lately(facts.times[t], facts.published))
    return next(chain(dated, days, moments, lately), None)


def _is_lately(time: TimeMention, published: dt.date | None) -> bool:
    """Whether a stretch of time is of some days before the news: "in the last 24 hours", not "within seven hours"."""
    if time.timex_type != "DURATION" or time.date_start is None or time.date_end is None:
        return False
    if published is not None and time.date_start >= published:
        return False
    return (time.date_end - time.date_start).days <= _LATELY


_LATELY = 31  # days


def _tell_of_one(found: Sequence[Set], some: Sequence[Set]) -> bool:
    """Whether mentions are one, or continue one another."""
    return len({_first_of(found, f) for f in some}) == 1


def _first_of(found: Sequence[Set], mention: Set) -> int:
    """The root of the mention that a chain of links leads to; of those that are linked in a ring, the first."""
    links = [mention]
    while (link := links[-1].linked_to) is not None:
        if any(found[link] is known for known in links):
            return min(known.predicate.root for known in links)
        links.append(found[link])
    return links[-1].predicate.root


def _place(  # noqa: PLR0917 - what a sentence holds
    tree: Tree,
    facts: Facts,
    sentence: int,
    mentions: list[Set],
    places: SpanIndex,
    triggers: frozenset[int],
    found: Sequence[Set],
) -> None:
    for f in mentions:
        f.place = _met_at(tree, facts, f, places)
        if f.place is None and f.predicate.frame.event_type in VERBAL:
            f.place = next((n for c in _where_it_is_said(tree, f.predicate) if (n := places[c]) is not None), None)
    wanting = [f for f in mentions if f.place is None and not _is_about_elsewhere(tree, f.predicate)]
    several = len(wanting) > 1
    taken = set() if several else {f.place for f in mentions}
    free = [_adjuncts(tree, sentence, places, triggers, f, _LOCATIVE, strictly=several) for f in wanting]
    alone = _tell_of_one(found, wanting)
    for f, own in zip(wanting, free, strict=True):
        f.place = most_specific(facts, [m for m in (chain(*free) if alone else own) if m not in taken])


def _met_at(tree: Tree, facts: Facts, f: Set, places: SpanIndex) -> int | None:
    """The place of an event; where its clause says only what is near, the place that its object is in, if any.

    As in "attacked a bus in Gao, near the border with Niger", where both may hang on either.
    """
    if f.place is None or _is_about_elsewhere(tree, f.predicate):
        return f.place
    near = facts.place_mentions[f.place]
    heads = [t for t in tree.covered(near.start, near.end) if tree.preposition(t) in _BESIDE]
    if not heads:
        return f.place
    objects = tree.kids(f.predicate.root, "obj", "nsubj:pass")
    inside = [c for o in objects for c in tree.kids(o, "nmod") if tree.preposition(c) in ("in", "at") and c < heads[0]]
    return next((n for c in inside if (n := places[c]) is not None), f.place)


def without_neighbours(tree: Tree, facts: Facts, told: list[int]) -> list[int]:
    """Places told without those that are only near where an event is told to be: "in Arden, a town close to Lima"."""
    near = {n for n in told if _is_beside(tree, facts, n)}
    places = {n: facts.places[facts.place_mentions[n].place] for n in told}
    inside = [n for n in told if n not in near and _rank(places[n]) <= _KIND_RANK["other"]]
    return [n for n in told if n not in near or all(n < m for m in inside)]


def _is_beside(tree: Tree, facts: Facts, number: int) -> bool:
    mention = facts.place_mentions[number]
    tokens = tree.covered(mention.start, mention.end)
    close = any(tree.preposition(t) == "to" and tree.lemma[tree.head[t]] in _CLOSE for t in tokens)
    return close or any(tree.preposition(t) in _BESIDE | _SIDES for t in tokens)


_CLOSE = frozenset({"close", "adjacent", "next", "near"})
_SIDES = frozenset({"north of", "south of", "east of", "west of"})
_BESIDE = frozenset({"near", "outside", "off", "close to", "across", "along"})


def _is_about_elsewhere(tree: Tree, predicate: Predicate) -> bool:
    """An act of speech, a talk about something."""
    return predicate.frame.event_type in VERBAL or tree.lemma[predicate.root] in _TOPICAL


def _hand_down(tree: Tree, facts: Facts, f: Set, mentions: list[Set]) -> None:
    """What follows the event that is condemned or welcomed tells of that event, not of the words about it.

    Nor is what goes before, as in "on Monday in Geneva condemned the attack", the time or place of what is spoken of.
    """
    if f.predicate.frame.event_type not in VERBAL:
        return
    below = [
        g
        for g in mentions
        if g.predicate.root > f.predicate.root
        and g.predicate.frame.part == "noun"
        and f.predicate.root in tree.ancestors(g.predicate.root, 4)
    ]
    if f.time is not None and f.predicate.frame.event_type != "AGREE":
        for g in below:
            if g.time == f.time and facts.times[f.time].start < tree.start[g.predicate.root]:
                g.time = None
    if f.place is not None:
        for g in below:
            if g.place == f.place and facts.place_mentions[f.place].start < tree.start[f.predicate.root]:
                g.place = None
    if f.predicate.frame.event_type not in _ABOUT_EVENTS:
        return
    if f.time is not None:
        target = _before(tree, below, facts.times[f.time].start)
        if target is not None and target.time in (None, f.time):
            target.time, f.time = f.time, None
    if f.place is not None:
        target = _before(tree, below, facts.place_mentions[f.place].start)
        if target is not None and target.place in (None, f.place):
            target.place, f.place = f.place, None


def _before(tree: Tree, mentions: list[Set], position: int) -> Set | None:
    return next((g for g in reversed(mentions) if tree.start[g.predicate.root] < position), None)


def _share(tree: Tree, facts: Facts, f: Set, main: Set) -> None:
    if tree.sentence[f.predicate.root] != tree.sentence[main.predicate.root]:
        return
    f.time = main.time = main.time if main.time is not None else f.time
    told = [m for m in (f.place, main.place) if m is not None]
    here = [facts.places[facts.place_mentions[m].place] for m in told]
    if len(told) == 1 or (len(told) == 2 and _is_within(*here)):
        f.place = main.place = most_specific(facts, told)


def place_of_object(tree: Tree, facts: Facts, predicate: Predicate, index: SpanIndex, place: int) -> int:
    """Where what an act is done to is or what it names, if that lies in the place told: "took Gao in northern Mali"."""
    if _is_about_elsewhere(tree, predicate):
        return place
    objects = [o for act in _acts(predicate) for o in tree.kids(act, "obj", "nsubj:pass")]
    inside = [c for o in objects for c in tree.kids(o, "nmod") if tree.preposition(c) in ("in", "at")]
    inner = most_specific(facts, [n for c in (*objects, *inside) if (n := index[c]) is not None])
    if inner is None:
        return place
    a, b = (facts.places[facts.place_mentions[n].place] for n in (inner, place))
    named = a.kind == b.kind == "city" and a.country == b.country is not None  # "took Gao in Arden territory"
    finer = _rank(a) < _rank(b) and _is_within(a, b)
    beside = _is_in_next(facts, inner, place) and not facts.place_mentions[inner].text.isupper()
    return inner if named or finer or beside else place


def destination(tree: Tree, predicate: Predicate, index: SpanIndex) -> int | None:
    """Where a visit or a move leads: "flew to Lima", "paid a visit to Lima", "sent troops to Lima"."""
    if predicate.frame.sense.mode != "visit" and predicate.frame.event_type != "MOBILIZE":
        return None
    acts = _acts(predicate)
    heads = [*acts, *(o for act in acts for o in tree.kids(act, "obj", "nmod"))]
    led = (c for head in heads for c in tree.kids(head, "obl", "nmod", "obj") if _leads_to(tree, predicate, c))
    return next((n for c in led if (n := index[c]) is not None), None)


def within(facts: Facts, place: int, whole: int) -> int:
    """A place told if it lies in another, else that other: "after talks in Oslo he will visit Peru" is in Peru."""
    inner, outer = (facts.places[facts.place_mentions[n].place] for n in (place, whole))
    return place if _rank(inner) < _rank(outer) and _is_within(inner, outer) else whole


def _leads_to(tree: Tree, predicate: Predicate, token: int) -> bool:
    visited = tree.dep[token] == "obj" and predicate.frame.sense.mode == "visit"
    return visited or tree.preposition(token) in ("to", "into")


def _rank(place: Place) -> int:
    return _KIND_RANK.get(place.kind, _KIND_RANK["other"])


def _is_within(a: Place, b: Place) -> bool:
    """Whether one of two places is a town or province and the other the wider land around it."""
    inner, outer = sorted((a, b), key=_rank)
    if outer.kind in ("region", "water", "border") and outer.country is None:
        return inner.kind in _TOWNS
    if inner.country is None or inner.country != outer.country or inner.kind == outer.kind:
        return False
    return outer.kind in ("region", "country") or (outer.kind == "admin1" and inner.admin1 == outer.name)


def _adjuncts(  # noqa: PLR0917 - what a sentence holds
    tree: Tree,
    sentence: int,
    index: SpanIndex,
    triggers: frozenset[int],
    mention: Set,
    prepositions: frozenset[str] | None,
    *,
    strictly: bool = False,
) -> list[int]:
    """Mentions in a sentence that stand as adjuncts: of place after one of `prepositions`, of time anyhow.

    `strictly`: only those that hang below the trigger.
    """
    found: list[int] = []
    first, last = tree.sentence_span[sentence]
    topics = _topics(tree, mention.predicate)
    for token in range(first, last):
        number = index[token]
        if number is None or number in found or tree.dep[token] in ("compound", "flat", "amod", "appos"):
            continue
        if prepositions is not None and tree.preposition(token) not in prepositions:
            continue
        if prepositions is not None and topics & {token, *tree.ancestors(token)}:
            continue
        if prepositions is None and (tree.dep[token] == "nmod:poss" or _tells_something_else(tree, token, mention)):
            continue
        if prepositions is not None and (is_measured_from(tree, token) or _tells_of_somebody(tree, token, mention)):
            continue
        if _belongs(tree, token, triggers, mention, strictly=strictly):
            found.append(number)
    return found


def _tells_something_else(tree: Tree, token: int, mention: Set) -> bool:
    """Whether a time is part of what only describes somebody: "the president, whose term ends in May, met lawmakers".

    Of a relative clause, a participle, an apposition or what somebody says, that the trigger is no part of, or of a
    comparison.
    """
    path = {mention.predicate.root, *tree.ancestors(mention.predicate.root)}
    for node in (token, *tree.ancestors(token)):
        if node in path:
            return False
        told = tree.lemma[node] in CARRIED_OUT or mention.predicate.root in _heads(tree, node)
        described = mention.predicate.frame.part == "noun" and told
        aside = tree.dep[node] in ("acl:relcl", "appos") or (tree.dep[node] == "acl" and not tree.is_infinitive(node))
        told_of = tree.dep[node] == "ccomp" and tree.head[node] not in mention.predicate.tokens
        if told_of or (aside and not described) or is_comparison(tree, node) or _is_of_role(tree, node):
            return True
    return False


def _tells_of_somebody(tree: Tree, token: int, mention: Set) -> bool:
    """Whether a place is where somebody lives, serves or comes from: "rebels who are based in Juba attacked a village".

    A clause on what an attack is on or at says where it is: "against a post located in Juba".
    """
    path = {mention.predicate.root, *tree.ancestors(mention.predicate.root)}
    for node in (token, *tree.ancestors(token)):
        if node in path:
            return False
        if tree.preposition(node) == "from" and tree.head[node] not in mention.predicate.tokens:
            return True
        if tree.preposition(node) == "to" and tree.lemma[node] in _PLACES_OF_CARE:
            return True
        if tree.dep[node] == "acl:relcl" or (tree.dep[node] == "acl" and not tree.is_infinitive(node)):
            if _is_met_there(tree, node, mention):
                continue
            noun = tree.head[node]
            at = tree.dep[noun] in OBLIQUES and tree.preposition(noun) not in _OF_PEOPLE
            at = at and tree.lemma[noun] not in _TIMES  # "at the time that", "on the day when"
            if not (at or tree.lemma[node] in CARRIED_OUT or mention.predicate.root in _heads(tree, node)):
                return True
    return False


def _is_met_there(tree: Tree, participle: int, mention: Set) -> bool:
    """As in "shot men working in a mine": those hit are where they are at work, not where they are based or born.

    What they hold or enter is where it happens, too: "took a post that rebels had held in Gao".
    """
    if mention.predicate.frame.event_type != "ASSAULT":
        return False
    if tree.dep[participle] == "acl:relcl":
        return tree.lemma[participle] in _BEING_THERE
    hit = tree.dep[tree.head[participle]] in ("obj", "nsubj:pass")
    return hit and tree.lemma[participle] not in _ORIGINS


_PLACES_OF_CARE = words("places", "places-of-care")
_ORIGINS = words("events", "verbs-of-origin")
_BEING_THERE = words("events", "verbs-of-being-at-the-scene")
_TIMES = frozenset({"time", "moment", "day", "hour", "week", "month", "year"})
_OF_PEOPLE = frozenset({"by", "of", "with", "to", "for", "from"})


def _heads(tree: Tree, clause: int) -> list[int]:
    """What a clause on a noun describes: the noun, and those that it is listed with."""
    noun = tree.head[clause]
    return [noun, tree.head[noun]] if tree.dep[noun] == "conj" else [noun]


def _belongs(tree: Tree, token: int, triggers: frozenset[int], mention: Set, *, strictly: bool) -> bool:
    """Whether the first event above an adjunct is this one, or none is and nothing sets the adjunct apart."""
    speaks = mention.predicate.frame.event_type in VERBAL
    topical = tree.lemma[mention.predicate.root] in _TOPICAL
    for node in (token, *tree.ancestors(token, 12)):
        if node in mention.predicate.tokens and not (speaks and tree.dep[node] == "xcomp"):
            return True
        if topical and tree.dep[node] == "obj" and tree.head[node] == mention.predicate.root:
            return False
        if node in triggers or tree.preposition(node) in _OTHERS or (speaks and tree.dep[node] == "xcomp"):
            return False
        if _is_of_speaker(tree, node, mention.predicate.root):
            return False
    return not strictly and _in_clause_of(tree, mention.predicate.root, tree.head[token])


def _is_of_speaker(tree: Tree, node: int, trigger: int) -> bool:
    """Whether a word is the apposition or the whole of who tells of an event: "said Vera, an analyst in Bern"."""
    if tree.preposition(node) == "according to" or _is_told_behind(tree, node):
        return True
    verb = tree.head[node]
    if tree.dep[node] not in SUBJECTS or verb == trigger:
        return False
    return any(tree.dep[n] == "ccomp" and tree.head[n] == verb for n in (trigger, *tree.ancestors(trigger, 12)))


def _is_told_behind(tree: Tree, clause: int) -> bool:
    """As in "he was freed, it was reported in Bern"."""
    return tree.dep[clause] == "parataxis" and any(tree.lower[c] == "it" for c in tree.kids(clause, "nsubj:pass"))


def _in_clause_of(tree: Tree, trigger: int, governor: int) -> bool:
    """Whether a trigger below what governs an adjunct is part of the same clause, and not in a clause on a noun."""
    for node in (trigger, *tree.ancestors(trigger, 12)):
        if node == governor:
            return True
        if tree.dep[node] == "ccomp":
            return node in tree.ancestors(governor, 12)
        if tree.dep[node] in ("acl", "acl:relcl", "parataxis") or tree.preposition(node) == "including":
            return False
    return True


VERBAL = frozenset({"AGREE", "REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN"})
"""Acts of speech: what they are about happens elsewhere."""


_TOPICAL = words("events", "verbs-of-discussing")


def settings_of(
    tree: Tree, predicate: Predicate, index: SpanIndex, others: frozenset[int], *, places: bool
) -> list[int]:
    """Times or places attached to a predicate or to its clause, nearest first.

    `others` are the tokens of other events, whose own settings lie below them.
    """
    stops = others - set(predicate.tokens)
    if places:
        stops |= _topics(tree, predicate)
    if places and _is_about_elsewhere(tree, predicate):
        behind = (c for act in _acts(predicate) for c in tree.kids(act, "obl") if tree.preposition(c) in ("in", "at"))
        return [n for c in behind if (n := index[c]) is not None]
    anchors = [predicate.root]
    if predicate.support is not None:
        anchors.append(predicate.support)
    elif (
        predicate.frame.part == "noun"
        and tree.dep[predicate.root] in ("nsubj", "nsubj:pass", "obj")
        and tree.is_verbal(tree.head[predicate.root])
    ):
        anchors.append(tree.head[predicate.root])
    if predicate.frame.part == "noun":
        anchors += [c for c in tree.kids(predicate.root, "acl", "acl:relcl") if tree.lemma[c] in CARRIED_OUT]
    found: list[int] = []
    for anchor in anchors:
        found += below(tree, anchor, index, stops, places=places)
    if not places and not found and predicate.frame.part == "noun":
        teller, told = tree.head[predicate.root], frozenset({predicate.root})
        years = (c for c in tree.kids(teller, "obl") if _told_of(tree, teller, c, told) is not None)
        found += [number for c in years if (number := index[c]) is not None]
    if not found and not places:
        found += [n for c in _clauses_of(tree, anchors[-1]) if (n := index[tree.head[c]]) is not None][:1]
    if not found:
        for clause, until in _shared_clauses(tree, anchors[-1]):
            found += below(tree, clause, index, stops, places=places, until=until)
            if found:
                break
    return list(dict.fromkeys(found))


def _clauses_of(tree: Tree, verb: int) -> list[int]:
    """The clause of a verb, or that of the verb it goes on with, if it tells of a date: "May 2019, when gunmen …"."""
    clauses = [verb, tree.head[verb]] if tree.dep[verb] == "conj" else [verb]
    return [
        c
        for c in clauses
        if tree.dep[c] == "acl:relcl" and any(tree.lower[w] == "when" for w in tree.kids(c, "advmod", "mark"))
    ]


def _topics(tree: Tree, predicate: Predicate) -> frozenset[int]:
    """What talks are about: "talks on Peru", "held a summit on Peru"."""
    if predicate.frame.event_type != "CONSULT":
        return frozenset()
    heads = [predicate.root, *(o for act in _acts(predicate) for o in tree.kids(act, "obj"))]
    below_nouns = (c for head in heads if tree.pos[head] == "NOUN" for c in tree.kids(head, "nmod"))
    return frozenset(c for c in below_nouns if tree.preposition(c) in ("on", "about", "over"))


def _acts(predicate: Predicate) -> list[int]:
    return sorted({predicate.root, predicate.act})


def _where_it_is_said(tree: Tree, predicate: Predicate) -> list[int]:
    """Where a speech is given that an act of speech is part of: "speaking in Geneva, he condemned the raid"."""
    clauses = [c for act in _acts(predicate) for c in tree.kids(act, "advcl") if tree.lemma[c] in _SPEAKING]
    speeches = [c for c in clauses if not tree.is_finite(c)]
    behind = [c for speech in speeches for c in tree.kids(speech, "obl")]
    behind += [c for speech in speeches for o in tree.kids(speech, "obj") for c in tree.kids(o, "nmod")]
    return [c for c in behind if tree.preposition(c) in ("in", "at")]


_SPEAKING = words("events", "verbs-of-giving-a-speech")


def _shared_clauses(tree: Tree, anchor: int) -> list[tuple[int, int | None]]:
    """Clauses whose setting holds for this one too: the one it is a participle, conjunct or complement of.

    Where a conjunct has a subject of its own, only what stands before the other's subject holds for both; the token
    before which it must stand is given with the clause.
    """
    out: list[tuple[int, int | None]] = []
    node, until = anchor, None
    for _ in range(4):
        head, dep = tree.head[node], tree.dep[node]
        if head == node or not (
            dep in ("conj", "xcomp")
            or (dep == "advcl" and (not tree.is_finite(node) or _is_at_the_same_time(tree, node)))
        ):
            break
        if dep == "conj" and _subjects(tree, node) and (others := _subjects(tree, head)):
            until = others[0]
        out.append((head, until))
        node = head
    return out


def _subjects(tree: Tree, clause: int) -> list[int]:
    return tree.kids(clause, "nsubj", "nsubj:pass")


def _is_at_the_same_time(tree: Tree, clause: int) -> bool:
    """As in "four people died on Monday when a bomb went off"."""
    return any(tree.lower[c] in ("when", "as") for c in tree.kids(clause, "mark", "advmod"))


CARRIED_OUT = words("events", "verbs-of-taking-place")
_NOT_PLACES = frozenset({"by", "with", "against", "from", "between", "for", "according to"})
_LEAVING = words("events", "verbs-of-leaving")
_STARTING = words("events", "verbs-of-starting")


def below(
    tree: Tree, anchor: int, index: SpanIndex, stops: frozenset[int], *, places: bool, until: int | None = None
) -> list[int]:
    """Times or places below a verb or noun, nearest first, without those of the tokens `stops`; none behind `until`."""
    found: list[int] = []
    for c in tree.children[anchor]:
        dep = tree.dep[c]
        if until is not None and c >= until:
            break
        if not places and _told_of(tree, anchor, c, stops) is not None:
            continue
        if dep in OBLIQUES or dep in ("advmod", "nmod:poss", "obl:tmod", "compound", "amod", "nummod", "dep", "appos"):
            if places and (
                dep in ("compound", "amod", "nmod:poss") or (tree.preposition(c) in ("of", "to") and dep != "nmod")
            ):
                continue
            starts_there = tree.preposition(c) == "from" and tree.lemma[anchor] in _STARTING | _LEAVING
            starts_there = starts_there and not (index[c] is not None and _is_home(tree, anchor, c))
            if places and not starts_there and tree.preposition(c) in _NOT_PLACES:
                continue
            if not places and tree.preposition(c) in _ONLY_WITH_A_TIME and index[c] is None:
                continue
            if not places and (is_comparison(tree, c) or _is_of_role(tree, c)):
                continue
            if not places and tree.preposition(c) in ("until", "till") and not _will_last(tree, anchor):
                continue
            found += _nearest(tree, c, index, stops, 3 if places else 2, places=places)
    return found


def _is_home(tree: Tree, verb: int, place: int) -> bool:
    """As in "abducted traders from Chad": right behind people, who may be from there."""
    return any(o < place and tree.opening(place) - o <= 1 for o in tree.kids(verb, "obj"))


_ONLY_WITH_A_TIME = frozenset({"since", "until", "for", "without"})


def _is_of_role(tree: Tree, year: int) -> bool:
    """As in "is investigating his conduct as mayor in 2012": the year is that of the office."""
    role = tree.opening(year) - 1
    return role > tree.head[year] and tree.preposition(year) == "in" and tree.preposition(role) == "as"


def _will_last(tree: Tree, verb: int) -> bool:
    """Whether the day of an "until" dates what goes on: "will run until Friday", not "was held until Friday"."""
    return any(tree.lemma[c] == "will" for c in tree.kids(verb, "aux"))


def _told_of(tree: Tree, verb: int, year: int, others: frozenset[int]) -> int | None:
    """The event of years ago in "apologised for the killing of nine men in 1998": the year is its, not the verb's."""
    if not (tree.pos[year] == "NUM" and len(tree.lower[year]) == 4 and tree.preposition(year) == "in"):
        return None
    told = (c for c in tree.kids(verb, "obl", "obj") if verb < c < year and c in others and tree.pos[c] == "NOUN")
    return max(told, default=None)


def _nearest(tree: Tree, node: int, index: SpanIndex, stops: frozenset[int], depth: int, *, places: bool) -> list[int]:
    if node in stops and not _hosts(tree, node):
        return []
    if not places and is_comparison(tree, node):
        return []
    number = index[node] if not is_measured_from(tree, node) else None
    found = [] if number is None else [number]
    if depth and (number is None or tree.children[node]):
        for c in tree.children[node]:
            if tree.dep[c] in OBLIQUES or tree.dep[c] in (
                "compound",
                "appos",
                "flat",
                "conj",
                "nmod:poss",
                "nmod:unmarked",
                "obl:tmod",
                "det",
                "amod",
                "nummod",
            ):
                found += _nearest(tree, c, index, stops, depth - 1, places=places)
    return found


def is_measured_from(tree: Tree, place: int) -> bool:
    """Whether a distance is counted from a place: "100 km north of the capital, Bamako", "100 km from Bamako"."""
    before = [i for i in range(place - 1, max(place - 12, -1), -1) if tree.pos[i] != "SPACE"][:8]
    away = next((k for k, i in enumerate(before[:3]) if tree.lower[i] == "from"), None)
    if away is not None and away + 1 < len(before) and tree.lower[before[away + 1]] in _DISTANCES:
        return True
    of = next((k for k, i in enumerate(before[:5]) if tree.lower[i] == "of"), None)
    if of is None or of + 2 >= len(before) or tree.lower[before[of + 1]] not in place_types().directions:
        return False
    measured = tree.lower[before[of + 2]] in _DISTANCES or tree.lower[before[of + 2]] == ")"
    return measured and all(tree.pos[i] in _OF_A_NAME for i in before[:of])


_DISTANCES = words("places", "units-of-distance")
_OF_A_NAME = frozenset({"DET", "NOUN", "PROPN", "ADJ", "PUNCT"})


def _hosts(tree: Tree, event: int) -> bool:
    """Whether another event happens at this one: "met on the sidelines of the summit in Geneva"."""
    if tree.pos[event] not in ("NOUN", "PROPN"):
        return False
    return tree.preposition(event) in ("at", "during") or tree.lemma[tree.head[event]] in _EDGES


_EDGES = frozenset({"sideline", "margin", "fringe"})


def named_by(tree: Tree, facts: Facts, predicate: Predicate, index: SpanIndex) -> int | None:
    """The town that an event is named after ("the Goma attack") or that one visits, leaves or marches on."""
    if predicate.frame.event_type in VERBAL:
        return None
    if predicate.frame.part == "noun":
        nodes = [c for c in tree.kids(predicate.root, "compound", "nmod:desc", "amod") if tree.pos[c] == "PROPN"]
    else:
        objects = tree.kids(predicate.root, "obj")
        nodes = [*objects, *(end for o in objects for end in _ends_of_road(tree, o))]
    found = [n for c in nodes if (n := index[c]) is not None]
    return next((n for n in found if facts.places[facts.place_mentions[n].place].kind in _TOWNS), None)


def _ends_of_road(tree: Tree, road: int) -> list[int]:
    """The towns that a road is said to join: "the road linking Gao and Kidal", "the highway between Gao and Kidal"."""
    joining = (c for c in tree.kids(road, "acl") if tree.lemma[c] in _LINKING)
    between = (c for c in tree.kids(road, "nmod") if tree.preposition(c) in ("between", "from"))
    linked = [o for c in joining for o in tree.kids(c, "obj", "obl")]
    ends = [*linked, *(between if tree.lemma[road] in _ROADS else ())]
    return [t for end in ends for t in (end, *tree.kids(end, "conj"))]


_LINKING = words("places", "verbs-of-linking")
_ROADS = words("places", "roads")
_TOWNS = frozenset({"city", "facility", "admin2"})


def most_specific(facts: Facts, mentions: list[int]) -> int | None:
    """The place mention with the smallest kind of place; the first of equals.

    A place of no known kind or a district is in the town named right behind it: "the Landhi area of Karachi".
    """
    if not mentions:
        return None

    def rank(m: int) -> tuple[int, int]:
        outer = any(_is_in_next(facts, inner, m) for inner in mentions)
        return _KIND_RANK["other"] if outer else _KIND_RANK.get(_kind(facts, m), 3), mentions.index(m)

    return min(mentions, key=rank)


def _is_in_next(facts: Facts, inner: int, outer: int) -> bool:
    """Whether a place of no known kind, or a district, stands right before another, "of" or "in" which it is."""
    between = facts.place_mentions[outer].start - facts.place_mentions[inner].end
    return between == _TO_CONTAINER and _kind(facts, inner) in ("other", "admin2")


_TO_CONTAINER = 4  # characters: " of ", " in "


def _kind(facts: Facts, mention: int) -> str:
    return facts.places[facts.place_mentions[mention].place].kind
