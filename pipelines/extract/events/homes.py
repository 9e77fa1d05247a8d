"""Where nameless rebels, gunmen, police and protesters are at home: where they act, if nothing else tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.facts import EventMention, Facts

_SECTORS = {"armed_group": "REB", "police": "COP", "civilians": "CVL"}
_AT_HOME = {
    "ASSAULT": frozenset({"armed_group", "police"}),
    "PROTEST": frozenset({"armed_group", "civilians"}),
    "COERCE": frozenset({"police"}),
    "MOBILIZE": frozenset({"police"}),
}
"""Types of events, and the actors in them who seldom act abroad."""


def settle_homes(facts: Facts, mentions: Sequence[EventMention]) -> None:
    """Give generic actors without a state that of all the places where they act: "gunmen killed two in Nairobi"."""
    seen: dict[int, set[str | None]] = {}
    for m in mentions:
        kinds = _AT_HOME.get(m.event_type, frozenset()) if m.modality == "actual" else frozenset()
        for p in m.participants:
            actor = facts.actors[p.actor]
            if p.role == "actor" and actor.country is None and actor.is_generic and actor.actor_type in kinds:
                place = facts.places[facts.place_mentions[m.place].place] if m.place is not None else None
                seen.setdefault(p.actor, set()).add(place.country if place is not None else None)
    for number, countries in seen.items():
        named = countries - {None}
        if len(named) == 1:
            actor, country = facts.actors[number], named.pop()
            facts.actors[number] = replace(actor, country=country, code=f"{country}{_SECTORS[actor.actor_type]}")
