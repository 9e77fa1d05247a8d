"""Which pairs of events are compared at all: those that share a party, a place, a day and a name, or a sentence.

So are the events of one document in which a voice denies one of them.

A block holds the events of one type family that share one of these. A block of more than `LARGEST_BLOCK` events is
split by a second key, and a part that is still too large is compared in a window over time, so that the number of pairs
grows in proportion to the number of events whatever the texts say. What a window leaves out is counted (`Overflow`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.resolve.actors import Actors
from pipelines.resolve.event_features import Features
from pipelines.resolve.event_pairs import LEAST_EVIDENCE

Pair = tuple[str, str]

LARGEST_BLOCK = 40  # events
WINDOW = 12  # events that follow in time
MOST_PARTIES = 8  # of an event, the rarest, by which it is compared
_PARTLESS = frozenset({"country", "region", "water"})


@dataclass(slots=True)
class Overflow:
    """How much of the blocks was not compared pair by pair."""

    blocks: int = 0
    largest_block: int = 0
    blocks_split: int = 0
    parts_windowed: int = 0
    largest_part: int = 0
    pairs_left_out: int = 0


def pairs_to_compare(features: list[Features], actors: Actors, overflow: Overflow) -> set[Pair]:
    """Pairs of ids, the smaller first, that share a block; `overflow` is filled."""
    frequency = Counter(actor for event in features for actor in event.actors | event.recipients)
    rarest = {event.event_id: _rarest(event, frequency) for event in features}
    blocks: dict[tuple[str, ...], list[Features]] = defaultdict(list)
    denying = {event.doc_id for event in features if event.is_denial}
    for event in features:
        if event.doc_id in denying:
            blocks[event.family, "document", event.doc_id].append(event)
        for key in _keys(event, rarest[event.event_id], actors):
            blocks[event.family, *key].append(event)
    overflow.blocks = len(blocks)
    overflow.largest_block = max(map(len, blocks.values()), default=0)
    out: set[Pair] = set()
    for block in blocks.values():
        for part in _parts(block, rarest, overflow):
            for a, b in _close(part, overflow):
                out.add((a.event_id, b.event_id) if a.event_id < b.event_id else (b.event_id, a.event_id))
    return out


def _rarest(event: Features, frequency: Mapping[str, int]) -> list[str]:
    return sorted(event.actors | event.recipients, key=lambda actor: (frequency[actor], actor))[:MOST_PARTIES]


def _keys(event: Features, parties: list[str], actors: Actors) -> Iterator[tuple[str, ...]]:
    for whole in sorted({whole for actor in parties for whole in actors.lineage(actor)}):
        yield "party", whole
    places = set(sorted(event.towns)[:MOST_PARTIES])
    if event.place is not None and event.place["kind"] not in _PARTLESS:
        places.add(event.place["place_id"])
    for place in sorted(places):
        yield "place", place
    if event.date is not None and event.is_day:
        for word in sorted(event.names | event.nominals)[:MOST_PARTIES]:
            yield "day", event.date[0].isoformat(), word
    if len(event.evidence) >= LEAST_EVIDENCE:
        yield "evidence", event.evidence


def _parts(block: list[Features], rarest: Mapping[str, list[str]], overflow: Overflow) -> Iterator[list[Features]]:
    """A block, or if it is too large its parts of one place, one day or one other party."""
    if len(block) <= LARGEST_BLOCK:
        yield block
        return
    overflow.blocks_split += 1
    parts: dict[tuple[str, ...], list[Features]] = defaultdict(list)
    for event in block:
        if event.place is not None:
            parts["place", event.place["place_id"]].append(event)
        if event.date is not None and event.is_day:
            parts["day", event.date[0].isoformat()].append(event)
        for actor in rarest[event.event_id]:
            parts["party", actor].append(event)
    yield from parts.values()


def _close(part: list[Features], overflow: Overflow) -> Iterator[tuple[Features, Features]]:
    """All pairs of a small part; of a large one, those next to one another in time."""
    ordered = sorted(part, key=_when)
    reach = len(ordered)
    if len(ordered) > LARGEST_BLOCK:
        reach = WINDOW
        overflow.parts_windowed += 1
        overflow.largest_part = max(overflow.largest_part, len(ordered))
        far = len(ordered) - WINDOW - 1
        overflow.pairs_left_out += far * (far + 1) // 2
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 : i + 1 + reach]:
            if not (one.is_day and other.is_day and one.date != other.date):
                yield one, other


def _when(event: Features) -> tuple[str, str, str]:
    date = event.date[0].isoformat() if event.date else event.published.date().isoformat() if event.published else "~"
    return date, event.place["place_id"] if event.place else "~", event.event_id
