"""Who frees whom tells who held them: police rescue the abducted, armed groups release their own captives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.events.drafts import Mention
from pipelines.extract.facts import Facts

_RESCUERS = frozenset({"police", "military", "government", "intelligence"})


def tell_rescues(facts: Facts, found: Sequence[Mention]) -> None:
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


def tell_captors(facts: Facts, found: Sequence[Mention]) -> None:
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
