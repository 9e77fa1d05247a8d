"""Which events of different documents are one happening.

Pairs that share a named party, a place or their very words are compared (`event_pairs`); the best are joined first, and
never so that two events that contradict one another end up together. Two events of one document are joined only if the
document surely tells one happening twice, or if both are linked to one event of another document and agree as much.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import polars as pl

from pipelines.resolve.actors import Actors
from pipelines.resolve.event_features import Features, read_features
from pipelines.resolve.event_pairs import CERTAIN, Link, compare, is_repeated, may_be_repeated
from pipelines.resolve.groups import Groups
from pipelines.resolve.places import Places
from pipelines.tables.ids import stable_id

Pair = tuple[str, str]

LARGEST_BLOCK = 40  # events: larger blocks are split by a second key, then compared in a window over time
WINDOW = 12
MOST_PARTIES = 8  # of an event, the rarest, by which it is compared
_MOST_CHECKED = 24  # members of a group against which a newcomer is checked


@dataclass(frozen=True, slots=True)
class Events:
    """Ids of events of one document → ids of happenings."""

    ids: dict[str, str]


def resolve_events(tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places) -> Events:
    """Join the events of single documents (`event_mentions.event_id`)."""
    features = read_features(tables, actors, places)
    groups = _joined(features, actors)
    seeds = _seeds(tables)
    ids = {}
    for members in groups:
        event_id = stable_id("evt", min(seeds[member] for member in members)[-1])
        ids.update(dict.fromkeys(members, event_id))
    return Events(ids)


def _seeds(tables: Mapping[str, pl.DataFrame]) -> dict[str, tuple[bool, str, str]]:
    """Event of one document → its first mention; the first published gives its id, so that later reports keep it."""
    published = dict(tables["documents"].select("doc_id", "published_at").iter_rows())
    out: dict[str, tuple[bool, str, str]] = {}
    for event_id, doc, mention in tables["event_mentions"].select("event_id", "doc_id", "mention_id").iter_rows():
        moment = published.get(doc)
        seed = (moment is None, moment.isoformat() if moment else "", mention)
        out[event_id] = min(seed, out.get(event_id, seed))
    return out


def _joined(features: list[Features], actors: Actors) -> list[list[str]]:
    by_id = {event.event_id: event for event in features}
    compared = {
        pair: link
        for pair in sorted(_pairs(features, actors))
        if (link := compare(by_id[pair[0]], by_id[pair[1]], actors)) is not None
    }
    links = sorted(
        (-link.score, *pair)
        for pair, link in _within_stories(compared, by_id).items()
        if _is_link(by_id[pair[0]], by_id[pair[1]], link)
    )
    groups = Groups(by_id)
    checked = {event_id: [event_id] for event_id in by_id}
    for negative, one, other in links:
        first, second = sorted((groups.find(one), groups.find(other)))
        if first != second and _may_join(checked[first], checked[second], by_id, actors, is_sure=-negative >= CERTAIN):
            groups.join(first, second)
            checked[first] = sorted([*checked[first], *checked.pop(second)])[:_MOST_CHECKED]
    return groups.members()


def _is_link(one: Features, other: Features, link: Link) -> bool:
    return is_repeated(one, other, link) if one.doc_id == other.doc_id else link.is_accepted


def _within_stories(compared: Mapping[Pair, Link], by_id: Mapping[str, Features]) -> dict[Pair, Link]:
    """Links with points for pairs of documents that surely tell one story: they share another event beyond doubt."""
    stories: dict[Pair, set[Pair]] = defaultdict(set)
    for pair, link in compared.items():
        one, other = _documents(pair, by_id)
        if one != other and link.is_accepted and link.score >= CERTAIN:
            stories[one, other].add(pair)
    return {
        pair: link.within_story() if stories.get(_documents(pair, by_id), set()) - {pair} else link
        for pair, link in compared.items()
    }


def _documents(pair: Pair, by_id: Mapping[str, Features]) -> Pair:
    one, other = sorted((by_id[pair[0]].doc_id, by_id[pair[1]].doc_id))
    return one, other


def _may_join(
    one: list[str], other: list[str], by_id: Mapping[str, Features], actors: Actors, *, is_sure: bool
) -> bool:
    """Whether no two members contradict one another; two of one document need a sure link and to agree themselves."""
    for a, b in product(one, other):
        link = compare(by_id[a], by_id[b], actors)
        if link is None:
            return False
        if by_id[a].doc_id == by_id[b].doc_id and not (is_sure and may_be_repeated(by_id[a], by_id[b], link)):
            return False
    return True


def _pairs(features: list[Features], actors: Actors) -> set[Pair]:
    """Pairs of ids, the smaller first, that share a block."""
    frequency = Counter(actor for event in features for actor in event.actors | event.recipients)
    rarest = {event.event_id: _rarest(event, frequency) for event in features}
    blocks: dict[tuple[str, ...], list[Features]] = defaultdict(list)
    for event in features:
        for key in _block_keys(event, rarest[event.event_id], actors):
            blocks[event.family, *key].append(event)
    out: set[Pair] = set()
    for block in blocks.values():
        for part in _parts(block, rarest):
            for a, b in _close(part):
                out.add((min(a.event_id, b.event_id), max(a.event_id, b.event_id)))
    return out


def _rarest(event: Features, frequency: Mapping[str, int]) -> list[str]:
    return sorted(event.actors | event.recipients, key=lambda actor: (frequency[actor], actor))[:MOST_PARTIES]


def _block_keys(event: Features, parties: list[str], actors: Actors) -> Iterator[tuple[str, ...]]:
    for whole in sorted({whole for actor in parties for whole in actors.lineage(actor)}):
        yield "party", whole
    if event.place is not None and event.place["kind"] not in ("country", "region", "water"):
        yield "place", event.place["place_id"]
    for town in sorted(event.towns)[:MOST_PARTIES]:
        yield "place", town
    if event.date is not None and event.is_day:
        yield "day", event.date[0].isoformat()
    if len(event.evidence) > 60:
        yield "evidence", event.evidence


def _parts(block: list[Features], rarest: Mapping[str, list[str]]) -> Iterator[list[Features]]:
    """A block, or if it is too large its parts of one place, one day or one other party."""
    if len(block) <= LARGEST_BLOCK:
        yield block
        return
    parts: dict[tuple[str, ...], list[Features]] = defaultdict(list)
    for event in block:
        if event.place is not None:
            parts["place", event.place["place_id"]].append(event)
        if event.date is not None and event.is_day:
            parts["day", event.date[0].isoformat()].append(event)
        for actor in rarest[event.event_id]:
            parts["party", actor].append(event)
    yield from parts.values()


def _close(part: list[Features]) -> Iterator[tuple[Features, Features]]:
    """All pairs of a small part; of a large one, those next to one another in time."""
    ordered = sorted(part, key=_when)
    reach = len(ordered) if len(ordered) <= LARGEST_BLOCK else WINDOW
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 : i + 1 + reach]:
            yield one, other


def _when(event: Features) -> tuple[str, str, str]:
    date = event.date[0].isoformat() if event.date else event.published.date().isoformat() if event.published else "~"
    return date, event.place["place_id"] if event.place else "~", event.event_id
