"""Who frees whom tells who held them: police rescue the abducted, armed groups release their own captives.

And who is to be freed, or was: "took 30 pupils … rescued 12 of them", "holds two pilots … demanded their release".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

_FREEING = words("events", "nouns-of-setting-free")
_REACH = 3
_CAPTURES = frozenset({("ASSAULT", "abduct"), ("COERCE", "arrest")})
_RESCUERS = frozenset({"police", "military", "government", "intelligence"})


def tell_releases(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Settle who is freed, whether that is a rescue, and who held them."""
    _tell_captives(tree, facts, found)
    _tell_rescues(facts, found)
    _tell_captors(facts, found)
    _tell_hostages(tree, facts, found)


def _tell_captives(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Read "them" who are freed as those who were taken a few sentences before, not as their captors.

    And whoever is asked to free them as the captors, not as the captives themselves.
    """
    captures = [f for f in found if (f.event_type, f.mode) in _CAPTURES and f.parties.recipients]
    for f in found if captures else ():
        root = f.predicate.root
        before = [c.predicate.root for c in captures if c.predicate.root < root]
        if not before or tree.sentence[root] - tree.sentence[before[-1]] > _REACH:
            continue
        capture = captures[len(before) - 1].parties
        takers, taken, others = (_actors(facts, p) for p in (capture.actors, capture.recipients, f.parties.recipients))
        if f.event_type == "AID" or (f.event_type, f.mode) == ("RETREAT", "release"):
            if others <= takers and _is_of_them(tree, tree.logical_object(root)):
                f.parties = replace(f.parties, recipients=capture.recipients)
        elif f.event_type == "REQUEST" and others <= taken and _asks_for_release(tree, root, told=bool(others)):
            asking = _actors(facts, f.parties.actors)
            captors = tuple(m for m in capture.actors if facts.actor_mentions[m].actor not in asking)
            f.parties = replace(f.parties, recipients=captors)


def _actors(facts: Facts, mentions: Sequence[int]) -> set[int]:
    return {facts.actor_mentions[m].actor for m in mentions}


def _is_of_them(tree: Tree, objects: Sequence[int]) -> bool:
    """As in "freed them", "rescued nine of them"."""
    inner = [c for o in objects for preposition, c in tree.obliques(o) if preposition == "of"]
    return any(tree.lower[t] in _THEM for t in (*objects, *inner))


_THEM = frozenset({"them", "him", "her"})


def _asks_for_release(tree: Tree, verb: int, *, told: bool) -> bool:
    """Whether somebody's release is asked for; theirs, if nobody is `told` to be asked."""
    asked = [o for o in (*tree.logical_object(verb), *(c for _, c in tree.obliques(verb))) if tree.lemma[o] in _FREEING]
    return any(told or any(tree.pos[c] == "PRON" for c in tree.kids(o, "nmod:poss")) for o in asked)


def _tell_rescues(facts: Facts, found: Sequence[Mention]) -> None:
    """Police who free those whom others have abducted rescue them; the abductors themselves would release them."""
    abducted: dict[int, set[int]] = {}
    for f in found:
        if f.event_type == "ASSAULT" and f.mode == "abduct":
            takers = {facts.actor_mentions[m].actor for m in f.parties.actors}
            for m in f.parties.recipients:
                abducted.setdefault(facts.actor_mentions[m].actor, set()).update(takers)
    for f in found:
        doers = {facts.actor_mentions[m].actor for m in f.parties.actors}
        freed = {facts.actor_mentions[m].actor for m in f.parties.recipients}
        if f.event_type != "RETREAT" or f.mode != "release" or not doers or not freed <= abducted.keys() or not freed:
            continue
        rescuers = all(facts.actors[a].actor_type in _RESCUERS for a in doers)
        if rescuers and not any(doers & abducted[a] for a in freed):
            f.event_type, f.mode = "AID", None


def _tell_captors(facts: Facts, found: Sequence[Mention]) -> None:
    """Armed groups free those whom they hold: "rebels freed two nurses who were kidnapped in May" took them."""
    freed: dict[tuple[int, int], tuple[int, ...]] = {}
    for f in found:
        bands = all(facts.actors[facts.actor_mentions[m].actor].actor_type == "armed_group" for m in f.parties.actors)
        if f.event_type == "RETREAT" and f.mode == "release" and f.parties.actors and bands:
            for m in f.parties.recipients:
                freed[facts.actor_mentions[m].sentence, facts.actor_mentions[m].actor] = f.parties.actors
    for f in found if freed else ():
        if f.event_type == "ASSAULT" and f.mode == "abduct" and not f.parties.actors:
            keys = [(facts.actor_mentions[m].sentence, facts.actor_mentions[m].actor) for m in f.parties.recipients]
            if captors := next((freed[key] for key in keys if key in freed), ()):
                f.parties = replace(f.parties, actors=captors)


def _tell_hostages(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Whom an armed group holds it has abducted: "the militants are still holding two nurses"; in place."""
    for f in found:
        if f.event_type != "COERCE" or f.mode != "arrest" or tree.lemma[f.predicate.root] != "hold":
            continue
        holders = [facts.actors[facts.actor_mentions[m].actor].actor_type for m in f.parties.actors]
        if holders and all(kind == "armed_group" for kind in holders):
            f.event_type, f.mode = "ASSAULT", "abduct"
