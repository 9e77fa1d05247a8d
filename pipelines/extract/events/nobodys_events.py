"""Which events are left out because nobody takes part in them and nothing places them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.generalities import HUMAN_COST, is_result, is_stretch
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import EventMention, Facts
from pipelines.lexicon import words


def without_nobodys_events(
    tree: Tree, facts: Facts, found: Sequence[Mention], mentions: Sequence[EventMention]
) -> list[EventMention]:
    """Leave out events no mention of which names anybody, anything hit or a place, unless they are the news told.

    "A settlement could be reached", "amid allegations of fraud", "a treaty of defence". Events are numbered anew.
    """
    costly = {f.sentence for f in facts.figures if f.measure in HUMAN_COST}
    predicates = {f.predicate.root: f.predicate for f in found}
    told = {m.event for m in mentions if _is_told(tree, facts, predicates[m.trigger_root], m, costly)}
    kept = [m for m in mentions if m.event in told]
    renumbered = {event: n for n, event in enumerate(dict.fromkeys(m.event for m in kept))}
    return [replace(m, event=renumbered[m.event]) for m in kept]


def _is_told(tree: Tree, facts: Facts, p: Predicate, m: EventMention, costly: set[int]) -> bool:
    if m.participants or m.arguments or m.place is not None or m.modality == "negated" or _names_parties(tree, p):
        return True
    if p.frame.part != "noun" or p.support is not None:
        verb = p.act
        return m.modality == "actual" or (tree.tag[verb] != "VBG" and (p.support is None or tree.is_finite(verb)))
    if tree.dep[p.root] in _NEWS and (_is_main(tree, p.root) or is_result(tree, p.root)):
        return True
    if m.modality != "actual":
        return m.event_type == "ASSAULT"
    if p.frame.sense.standing and m.is_background:
        return False
    lasting = m.event_type == "PROTEST" and is_stretch(tree, p.root)
    dated = m.time is not None and facts.times[m.time].timex_type in ("DATE", "TIME")
    return dated or lasting or (m.event_type == "ASSAULT" and m.sentence in costly)


def _names_parties(tree: Tree, p: Predicate) -> bool:
    """Whether a noun has parties that nothing in the text identifies: "cooperation between the two sides".

    Or something hit that no list knows: "the bombing of the imambargah".
    """
    if p.frame.part != "noun":
        return False
    if p.frame.event_type == "ASSAULT" and not p.frame.sense.standing:
        hit = [c for preposition, c in tree.obliques(p.root) if preposition in _HIT]
        if any(tree.pos[c] == "PROPN" for c in hit):
            return True
    sides = {preposition for preposition, _ in tree.obliques(p.root)} & _SIDES
    return bool(sides) or tree.has(p.root, "nmod:poss")


_SIDES = frozenset({"between", "by", "against", "among", "from", "with"})
_HIT = frozenset({"of", "on", "against", "at"})
_NEWS = frozenset({"nsubj", "nsubj:pass", "obj", "root"})


def _is_main(tree: Tree, noun: int) -> bool:
    """Whether a noun heads a sentence or is the subject of its main verb, or of what that says: "said talks began"."""
    head = tree.head[noun]
    if tree.dep[head] == "ccomp" and tree.lemma[tree.head[head]] in _TELLING:
        head = tree.head[head]
    return tree.head[head] == head


_TELLING = words("events", "verbs-of-telling-news")
