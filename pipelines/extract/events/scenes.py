"""Where an event took place if its clause does not say: in the place that the clause describes ("Riyadh, where …").

An assault, too, is where what it hit stands, else in the text's only country.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.extract.dependencies import OBLIQUES, SUBJECTS, Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.settings import CARRIED_OUT, VERBAL, below, is_measured_from, most_specific
from pipelines.extract.events.span_index import SpanIndex
from pipelines.extract.facts import EventMention, Facts
from pipelines.lexicon import words

_LOCATIVE = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "across", "along", "around", "of", "north of", "south of"}
    | {"east of", "west of", "outside of", "close to", "within", "between", "next to", "in front of", "off"}
)
_STANDING = words("events", "verbs-of-standing")
_PARTS = ("compound", "flat", "appos", "nmod:unmarked", "amod")
_DEPTH = 5
_BODIES = frozenset({"country", "government", "military", "police", "armed_group"})


def complete_scenes(tree: Tree, facts: Facts, found: Sequence[Mention], places: SpanIndex) -> None:
    """Fill in wanting places, in place: the place described, of assaults also that of what was hit or a linked one."""
    for f in found:
        if f.place is None and f.event_type not in VERBAL:
            near = _where(tree, f.predicate.root, places)
            if not near and f.event_type == "ASSAULT":
                near = _around(tree, _hit(facts, f, tree), places)
            f.place = most_specific(facts, near or _at_protest(tree, facts, f, found))
    for order in (found, list(reversed(found))):
        for f in order:
            _share(tree, f, found)


def _at_protest(tree: Tree, facts: Facts, f: Mention, found: Sequence[Mention]) -> list[int]:
    """Where those who are dispersed or held protest: "fired tear gas to disperse students marching in Soba"."""
    if f.event_type not in ("ASSAULT", "COERCE"):
        return []
    hit = {facts.actor_mentions[m].actor for m in f.parties.recipients}
    here = tree.sentence[f.predicate.root]
    return [
        g.place
        for g in found
        if g.event_type == "PROTEST" and g.place is not None and tree.sentence[g.predicate.root] == here
        if g.predicate.root > f.predicate.root and not tree.is_finite(g.predicate.root)
        if hit & {facts.actor_mentions[m].actor for m in g.parties.actors}
    ]


def settle_countries(facts: Facts, mentions: Sequence[EventMention]) -> list[EventMention]:
    """Give assaults of which no mention has a place the country that alone the text names places in."""
    country = _only_country(facts)
    if country is None:
        return list(mentions)
    placed = {m.event for m in mentions if m.place is not None or m.event_type != "ASSAULT" or m.modality != "actual"}
    return [m if m.event in placed else replace(m, place=country) for m in mentions]


def settle_incidents(
    tree: Tree, mentions: Sequence[EventMention], places: SpanIndex, times: SpanIndex, facts: Facts
) -> list[EventMention]:
    """Give what was told last the place and day of "The incident took place in Soba on Friday", if it has none yet."""
    out = list(mentions)
    told = {m.sentence for m in out}
    for token, lemma in enumerate(tree.lemma):
        verb = tree.head[token]
        if lemma not in _HAPPENINGS or tree.lemma[verb] not in CARRIED_OUT or tree.dep[token] not in SUBJECTS:
            continue
        here = tree.sentence[token]
        if here in told or not any(tree.lower[c] in ("the", "this") for c in tree.kids(token, "det")):
            continue
        last = next((m for m in reversed(out) if here - _NEAR <= m.sentence < here), None)
        if last is None or last.event_type not in _DEEDS or last.modality != "actual":
            continue
        place = most_specific(facts, below(tree, verb, places, frozenset(), places=True))
        when = below(tree, verb, times, frozenset(), places=False)
        time = next((t for t in when if facts.times[t].timex_type in ("DATE", "TIME")), None)
        out = _settled(out, last, place, time)
    return out


_NEAR = 2  # sentences
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_HAPPENINGS = words("events", "nouns-of-happenings")


def _settled(
    mentions: list[EventMention], last: EventMention, place: int | None, time: int | None
) -> list[EventMention]:
    same = [m for m in mentions if m.event == last.event]
    place = place if all(m.place is None for m in same) else None
    time = time if all(m.time is None for m in same) else None
    return [
        replace(m, place=m.place if place is None else place, time=m.time if time is None else time)
        if m.event == last.event and m.sentence == last.sentence
        else m
        for m in mentions
    ]


def _share(tree: Tree, f: Mention, found: Sequence[Mention]) -> None:
    other = found[f.linked_to] if f.linked_to is not None else None
    if other is not None and tree.sentence[f.predicate.root] == tree.sentence[other.predicate.root]:
        f.place = f.place if f.place is not None else other.place
        other.place = other.place if other.place is not None else f.place


def _hit(facts: Facts, f: Mention, tree: Tree) -> list[int]:
    """Head tokens of the things and people that an assault hit in its own sentence."""
    here = tree.sentence[f.predicate.root]
    heads = [
        next((t for t in (token, *tree.ancestors(token, 8)) if tree.lemma[t] == argument.head), token)
        for argument in f.arguments
        if argument.role == "physical_target"
        for token in tree.covered(argument.start, argument.end)[:1]
    ]
    people = [facts.actor_mentions[m] for m in f.parties.recipients]
    return heads + [
        m.root for m in people if m.sentence == here and (m.mention_type == "nominal" or tree.pos[m.root] == "NOUN")
    ]


def _where(tree: Tree, root: int, places: SpanIndex) -> list[int]:
    """The place that a clause is about: "in the suburb of Soba, where gunmen ambushed a patrol"."""
    for node in (root, *tree.ancestors(root, 4)):
        relative = next((c for c in tree.kids(node, "advmod", "mark", "obl") if tree.lower[c] == "where"), None)
        if relative is not None and relative < root:
            named = (
                t for t in _before(tree, node, relative) if places[t] is not None and not is_measured_from(tree, t)
            )
            return [n for t in named if (n := places[t]) is not None][:1]
        if tree.dep[node] not in ("conj", "xcomp", "obj", "nsubj", "nsubj:pass", "advcl"):
            return []
    return []


def _before(tree: Tree, clause: int, relative: int) -> list[int]:
    """What a clause with "where" may describe: what it hangs on, the word before it, where the verb above leads to."""
    above = tree.head[clause]
    last = next((t for t in range(relative - 1, max(relative - 4, -1), -1) if tree.pos[t] != "PUNCT"), None)
    beside = [] if last is None else [last, tree.head[last]]
    verb = above if tree.is_verbal(above) else tree.head[above]
    reached = [c for preposition, c in tree.obliques(verb) if c < relative and preposition in _LOCATIVE | _LEADING]
    return [above, *beside, *reversed(reached)]


_LEADING = frozenset({"to", "into"})


def _around(tree: Tree, heads: Iterable[int], places: SpanIndex) -> list[int]:
    """Places that phrases and clauses on a noun put it into: "a post located on the edge of the town"."""
    found: list[int] = []
    for head in heads:
        level = [head, *(c for c in tree.conjuncts(head) if c > head)]
        for depth in range(_DEPTH):
            level = [c for node in level for c in tree.children[node] if _leads_on(tree, node, c, depth)]
            named = (t for c in level if tree.preposition(c) in _LOCATIVE for t in (c, *tree.kids(c, *_PARTS)))
            found += [n for t in named if (n := places[t]) is not None]
            if found:
                break
    return list(dict.fromkeys(found))


def _leads_on(tree: Tree, node: int, c: int, depth: int) -> bool:
    if tree.dep[c] in ("acl", "acl:relcl"):
        return tree.lemma[c] in _STANDING or tree.pos[c] in ("NOUN", "PROPN")
    if tree.dep[c] not in OBLIQUES and tree.dep[c] not in ("nmod:poss", "compound", "appos", "conj"):
        return False
    return tree.preposition(c) in _LOCATIVE and not (
        tree.preposition(c) == "of" and depth == 0 and tree.is_verbal(node)
    )


def _only_country(facts: Facts) -> int | None:
    """The first mention of a country as a place, in a text that tells of no place in and no body of another state."""
    countries = {facts.places[m.place].country for m in facts.place_mentions}
    countries |= {actor.country for actor in facts.actors if actor.actor_type in _BODIES}
    if len(countries - {None}) != 1:
        return None
    return next((n for n, m in enumerate(facts.place_mentions) if facts.places[m.place].kind == "country"), None)
