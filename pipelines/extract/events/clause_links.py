"""Clauses and nominals of one sentence that tell of the same assault: "bombed the base, killing two"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipelines.extract.dependencies import NOMINAL, OBLIQUES, Tree
from pipelines.extract.events.arguments import Parties
from pipelines.extract.events.frames import HARM_BY_VERBS
from pipelines.extract.events.modality import Reality
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.events.responsibility import deed_behind
from pipelines.extract.events.single_acts import is_warded_off
from pipelines.lexicon import words

HARM = HARM_BY_VERBS | {"murder-noun", "destroy-noun"}
"""Senses that tell what came of an assault."""
_CASUALTIES = HARM | {"murder", "shoot-dead", "put-to-death", "stab-dead", "shoot", "abduct"}
_AT_ANOTHER_TIME = frozenset({"before", "until", "since", "whereas"})
_BECAUSE_OF = frozenset(
    {"after", "following", "since", "before", "over", "for", "in response to", "in retaliation for"}
)
_IN_WHICH = frozenset({"in", "during", "by", "from", "with", "as a result of", "as result of", "because of", "due to"})
_BY_WHICH = frozenset({"in", "by", "with"})


class Linkable(Protocol):
    """A mention that may continue another one: `linked_to` is its position."""

    predicate: Predicate
    event_type: str
    mode: str | None
    reality: Reality
    parties: Parties
    background: bool
    linked_to: int | None


def link_clauses(tree: Tree, found: Sequence[Linkable]) -> None:
    """Participles and conjuncts that go on telling of the same assault: "bombed the base, killing two"."""
    by_token: dict[int, int] = {}
    for number, f in enumerate(found):
        for token in f.predicate.tokens:
            by_token[token] = number
    for number, f in enumerate(found):
        if f.event_type == "CONSULT":
            _join_what_for(tree, f, by_token, found)
        if _is_cyber(f) and f.predicate.frame.part == "noun":
            f.linked_to = _in_which(tree, f, by_token, found)
        if f.event_type != "ASSAULT":
            continue
        node = f.predicate.act
        earlier = _continued(tree, node, by_token, found)
        if earlier is None or earlier >= number:
            earlier = _outcome_of(tree, f, number, found)
        if earlier is not None and earlier < number and _tell_of_one(tree, found[earlier], f):
            f.linked_to = earlier
        elif f.predicate.frame.part == "noun":
            same = _described_as(tree, f.predicate.root, by_token)
            same = same if same is not None else _in_which(tree, f, by_token, found)
            spared = same is not None and found[same].reality.modality == "negated" != f.reality.modality
            f.linked_to = same if same != number and not spared else None  # "nobody was killed in the strike"
        elif f.predicate.frame.part == "verb":
            deed = deed_behind(tree, node)
            subjects = [deed] if deed is not None else [*tree.subject(node), *_launches(tree, node)]
            subject = next((by_token[s] for s in subjects if s in by_token), None)
            if (
                subject is not None
                and subject != number
                and found[subject].event_type == "ASSAULT"
                and subject < number
                and is_warded_off(tree, found[subject].predicate) == is_warded_off(tree, f.predicate)
            ):
                f.linked_to = subject


def _join_what_for(tree: Tree, f: Linkable, by_token: dict[int, int], found: Sequence[Linkable]) -> None:
    """As in "flew to Rome to meet the premier", "will gather to discuss the border": one meeting and what it is for."""
    verb = f.predicate.act
    if not tree.is_infinitive(verb) or tree.dep[verb] not in ("advcl", "xcomp", "acl"):
        return
    above = by_token.get(tree.head[verb])
    if above is None or found[above].predicate.frame.event_type != "CONSULT" or found[above] is f:
        return
    f.event_type, f.mode, f.reality = found[above].event_type, found[above].mode, found[above].reality
    f.linked_to = above


def _launches(tree: Tree, node: int) -> list[int]:
    """As in "a missile fired from the hills struck a bus", "a bus was struck by a missile fired from the hills"."""
    missiles = [*tree.subject(node), *tree.agents(node)]
    if tree.dep[node] == "acl" and tree.lemma[node] in _LAUNCHING:
        return [tree.head[tree.head[node]]]
    return [c for m in missiles for c in tree.kids(m, "acl") if tree.lemma[c] in _LAUNCHING and tree.tag[c] == "VBN"]


_LAUNCHING = words("events", "verbs-of-launching")


def _tell_of_one(tree: Tree, a: Linkable, b: Linkable) -> bool:
    """As in "bombed the base, killing two"; not in "nobody was hurt when a grenade was thrown".

    Nor in "launched 96 drones, of which 71 were shot down", nor in "repulsed an attack, killing nine of the rebels".
    """
    if is_warded_off(tree, b.predicate) and not is_warded_off(tree, a.predicate):
        return False
    if is_warded_off(tree, a.predicate) and {*a.parties.recipients} & {*b.parties.actors}:
        return False
    return a.event_type == "ASSAULT" and (a.reality.modality == "negated") == (b.reality.modality == "negated")


def _outcome_of(tree: Tree, f: Linkable, number: int, found: Sequence[Linkable]) -> int | None:
    """Deaths and damage without a doer of their own are the outcome of the assault told before in the sentence."""
    root = f.predicate.root
    if f.predicate.frame.sense_id not in HARM or f.parties.actors or f.reality.modality != "actual":
        return None
    marks = {tree.lower[c] for c in tree.kids(root, "mark")}
    if marks & _AT_ANOTHER_TIME or tree.preposition(root) in _BECAUSE_OF or _is_listed(tree, f.predicate):
        return None
    if _was_there_before(tree, root):
        return None
    for earlier in range(number - 1, -1, -1):
        other = found[earlier]
        if tree.sentence[other.predicate.root] != tree.sentence[root]:
            return None
        if other.event_type == "ASSAULT" and other.reality.modality == "actual" and not other.background:
            return earlier
    return None


def _was_there_before(tree: Tree, verb: int) -> bool:
    """As in "fought near the village where two guards | died | last week": another act at the same place."""
    if not any(tree.lower[c] == "where" for c in tree.kids(verb, "advmod", "mark")):
        return False
    own = [t for c in tree.kids(verb, "obl", "obl:unmarked", "advmod") for t in tree.subtree(c)]
    return any(tree.lower[t] in _EARLIER for t in own)


_EARLIER = words("events", "words-of-earlier-times")


def _is_listed(tree: Tree, p: Predicate) -> bool:
    """As in "condemn the offensive and | the killing of two guards": a second noun with an article is another act."""
    return p.frame.part == "noun" and tree.dep[p.root] == "conj" and tree.has(p.root, "det")


def _is_cyber(f: Linkable) -> bool:
    return f.event_type == "COERCE" and f.mode == "cyber"


def _in_which(tree: Tree, f: Linkable, by_token: dict[int, int], found: Sequence[Linkable]) -> int | None:
    """As in "three guards were killed in an attack", "died during a series of clashes", "seized power in a coup".

    As in "was struck by a drone attack", "was hit in an air raid", "was hit by a cyberattack".
    """
    node = root = f.predicate.root
    if tree.dep[node] == "nmod" and tree.preposition(node) == "of":
        node = tree.head[node]
    as_result = tree.preposition(node) in ("as", "in") and tree.lemma[node] in _OUTCOMES
    holder = _harmed_in(tree, tree.head[node], by_token)
    verb = by_token.get(holder)
    gerund = tree.dep[node] == "advcl" and any(tree.lower[c] in _IN_WHICH for c in tree.kids(node, "case", "mark"))
    within = tree.preposition(node) in _IN_WHICH or as_result
    if verb is None or not (gerund or (tree.dep[node] in OBLIQUES and within)):
        return None
    suffered = tree.is_passive(holder) and tree.preposition(node) in _BY_WHICH
    told = suffered or found[verb].predicate.frame.sense_id in _CASUALTIES or tree.lemma[root] in _SEIZURES
    alike = found[verb].event_type == f.event_type and _is_cyber(found[verb]) == _is_cyber(f)
    return verb if told and alike else None


def _harmed_in(tree: Tree, holder: int, by_token: dict[int, int]) -> int:
    """What happened to those beside whom an assault is told: "killed two guards and a clerk in a raid"."""
    for _ in range(3):
        suspected = tree.lemma[holder] in _PERPETRATORS
        if holder in by_token or suspected or tree.dep[holder] not in ("nmod", "obj", "nsubj:pass", "conj"):
            break
        if tree.pos[holder] not in NOMINAL:
            break
        holder = tree.head[holder]
    return holder


_PERPETRATORS = words("events", "perpetrators") | words("events", "people-in-a-case")
_OUTCOMES = words("events", "nouns-of-outcome")
_SEIZURES = words("events", "seizures-of-power")


def _described_as(tree: Tree, root: int, by_token: dict[int, int]) -> int | None:
    """As in "described its attack as a series of strikes": both name one happening."""
    node = root
    if tree.dep[node] == "nmod" and tree.preposition(node) == "of":
        node = tree.head[node]
    if tree.preposition(node) != "as" or not tree.is_verbal(tree.head[node]):
        return None
    return next((by_token[o] for o in tree.logical_object(tree.head[node]) if o in by_token), None)


def _continued(tree: Tree, node: int, by_token: dict[int, int], found: Sequence[Linkable]) -> int | None:
    head, dep = tree.head[node], tree.dep[node]
    if head == node:
        return None
    if (
        dep == "advcl"
        and not tree.is_finite(node)
        and not tree.is_infinitive(node)
        and not tree.has(node, "mark", "case")
    ):
        return by_token.get(head, by_token.get(next(iter(tree.kids(head, "obj")), -1)))
    if dep == "conj" and not tree.has(node, "nsubj", "nsubj:pass") and tree.is_verbal(node):
        return by_token.get(head)
    opening = [
        node,
        *(c for c in tree.kids(node, "advcl") if c < node),
    ]  # "when a shell fired from the hills hit a bus"
    if dep == "advcl" and any(
        tree.lower[c] in ("when", "as", "after") for o in opening for c in tree.kids(o, "mark", "advmod")
    ):
        return by_token.get(head, _begun(tree, head, by_token))
    return None


def _begun(tree: Tree, verb: int, by_token: dict[int, int]) -> int | None:
    """The assault of which a clause with "when" tells how it began: "the siege started when a bomb went off"."""
    if tree.lemma[verb] not in _BEGINNING:
        return None
    return next((by_token[s] for s in tree.kids(verb, "nsubj") if s in by_token), None)


_BEGINNING = words("events", "verbs-of-starting")
