"""Which events of different documents are one happening.

Pairs that share a named party, a place, a name and a day, or a sentence (`event_blocks`) are compared (`event_pairs`);
the best are joined first, and never so that two events that contradict one another end up together. Two events of one
document are joined only if the document surely tells one happening twice, or if both are linked to one event of another
document and agree as much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import polars as pl

from pipelines.resolve.actors import Actors
from pipelines.resolve.event_blocks import Overflow, Pair, pairs_to_compare
from pipelines.resolve.event_features import Features, read_features
from pipelines.resolve.event_pairs import CERTAIN, LINKED, Link, compare, is_repeated, may_be_repeated
from pipelines.resolve.groups import Groups
from pipelines.resolve.places import Places
from pipelines.tables.ids import stable_id

Row = dict[str, Any]
Seed = tuple[bool, str, str]

NEAR_MISS = 1.5  # points short of a link that is still told of
_MOST_CHECKED = 24  # members of a group against which a newcomer is checked
_STATUS = ("background", "possible", "denied")
_POINTS = {
    "type_points": ("type",),
    "mode_points": ("mode",),
    "party_points": ("parties", "victim"),
    "place_points": ("place",),
    "date_points": ("date",),
    "published_points": ("published",),
    "word_points": ("words",),
    "name_points": ("names",),
    "nominal_points": ("nominals",),
    "status_points": _STATUS,
    "story_points": ("story",),
    "text_points": ("evidence",),
}


@dataclass(slots=True)
class Events:
    """What became of the events of single documents.

    `ids`: event of one document → happening; `scores`: happening → points of the weakest link that holds it together;
    `links`, `redirects`: rows of these tables; `overflow`: what was not compared.
    """

    ids: dict[str, str]
    scores: dict[str, float] = field(default_factory=dict)
    links: list[Row] = field(default_factory=list)
    redirects: list[Row] = field(default_factory=list)
    overflow: Overflow = field(default_factory=Overflow)


def resolve_events(tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places) -> Events:
    """Join the events of single documents (`event_mentions.event_id`)."""
    events = Events({})
    features = read_features(tables, actors, places)
    told_again = _told_again(features, actors)
    by_id = {event.event_id: event for event in features if event.event_id not in told_again}
    compared = _compared(by_id, actors, events.overflow)
    denials = _denials(compared, by_id)
    accepted = {pair for pair, link in compared.items() if pair in denials or _is_link(pair, link, by_id)}
    groups, weakest = _joined({pair: compared[pair] for pair in accepted}, denials, by_id, actors)
    seeds = _seeds(tables)
    for again, first in told_again.items():
        groups.join(first, again)
    for members in groups.members():
        event_id = stable_id("evt", min(seeds[member] for member in members)[-1])
        events.ids.update(dict.fromkeys(members, event_id))
        needed = [weakest[member] for member in members if member in weakest]
        if needed:
            events.scores[event_id] = min(needed)
    events.links = list(_link_rows(compared, accepted, by_id, events.ids, seeds))
    events.redirects = list(_redirect_rows(events.ids, seeds))
    return events


def _told_again(features: list[Features], actors: Actors) -> dict[str, str]:
    """Events that their document tells in the very same words as an earlier one, which stands for them."""
    first: dict[tuple[object, ...], Features] = {}
    out = {}
    for event in features:
        place = event.place and event.place["place_id"]
        key = (event.doc_id, event.evidence, event.heads, event.actors, event.recipients, event.date, place)
        other = first.setdefault(key, event)
        if other is not event:
            link = compare(other, event, actors)
            if link is not None and is_repeated(other, event, link):
                out[event.event_id] = other.event_id
    return out


def _seeds(tables: Mapping[str, pl.DataFrame]) -> dict[str, Seed]:
    """Event of one document → its first mention; the first published gives its id, so that later reports keep it."""
    published = dict(tables["documents"].select("doc_id", "published_at").iter_rows())
    out: dict[str, Seed] = {}
    for event_id, doc, mention in tables["event_mentions"].select("event_id", "doc_id", "mention_id").iter_rows():
        moment = published.get(doc)
        seed = (moment is None, moment.isoformat() if moment else "", mention)
        out[event_id] = min(seed, out.get(event_id, seed))
    return out


def _compared(by_id: Mapping[str, Features], actors: Actors, overflow: Overflow) -> dict[Pair, Link]:
    """The links of all pairs that nothing forbids to be one."""
    found = {
        pair: link
        for pair in sorted(pairs_to_compare(list(by_id.values()), actors, overflow))
        if (link := compare(by_id[pair[0]], by_id[pair[1]], actors)) is not None
    }
    return _within_stories(found, by_id)


def _denials(compared: Mapping[Pair, Link], by_id: Mapping[str, Features]) -> set[Pair]:
    """Pairs of one document: what a voice denies, and the only event told as a fact that it can deny."""
    denied: dict[str, list[Pair]] = defaultdict(list)
    for pair, link in compared.items():
        one, other = by_id[pair[0]], by_id[pair[1]]
        named_alike = link.parts["parties"] > 0 or bool(one.heads & other.heads)
        if one.doc_id == other.doc_id and one.is_denial != other.is_denial and named_alike:
            denied[pair[0] if one.is_denial else pair[1]].append(pair)
    return {pairs[0] for pairs in denied.values() if len(pairs) == 1}


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


def _joined(
    accepted: Mapping[Pair, Link], denials: set[Pair], by_id: Mapping[str, Features], actors: Actors
) -> tuple[Groups, dict[str, float]]:
    """Groups of events, and for one member of each the points of the weakest link that it needed."""
    links = sorted((-link.score, *pair) for pair, link in accepted.items())
    groups = Groups(by_id)
    checked = {event_id: [event_id] for event_id in by_id}
    days = {event_id: e.date for event_id, e in by_id.items() if e.is_day and e.date and e.date[0] == e.date[1]}
    weakest: dict[str, float] = {}
    for negative, one, other in links:
        first, second = sorted((groups.find(one), groups.find(other)))
        if first == second or len({days.get(first), days.get(second)} - {None}) > 1:
            continue
        pairs = [(min(a, b), max(a, b)) for a, b in product(checked[first], checked[second])]
        if _may_join([pair for pair in pairs if pair not in denials], by_id, actors, is_sure=-negative >= CERTAIN):
            groups.join(first, second)
            if second in days:
                days[first] = days[second]
            checked[first] = sorted([*checked[first], *checked.pop(second)])[:_MOST_CHECKED]
            weakest[first] = -negative  # links come in order of points: the last one is the weakest
    return groups, weakest


def _is_link(pair: Pair, link: Link, by_id: Mapping[str, Features]) -> bool:
    one, other = by_id[pair[0]], by_id[pair[1]]
    return is_repeated(one, other, link) if one.doc_id == other.doc_id else link.is_accepted


def _may_join(pairs: list[Pair], by_id: Mapping[str, Features], actors: Actors, *, is_sure: bool) -> bool:
    """Whether no two members contradict one another; two of one document need a sure link and to agree themselves."""
    for a, b in pairs:
        link = compare(by_id[a], by_id[b], actors)
        if link is None:
            return False
        if by_id[a].doc_id == by_id[b].doc_id and not (is_sure and may_be_repeated(by_id[a], by_id[b], link)):
            return False
    return True


def _link_rows(
    compared: Mapping[Pair, Link],
    accepted: set[Pair],
    by_id: Mapping[str, Features],
    ids: Mapping[str, str],
    seeds: Mapping[str, Seed],
) -> Iterator[Row]:
    """Rows of `event_links`: accepted pairs, and pairs of documents that missed acceptance by little."""
    for pair, link in compared.items():
        one, other = sorted(pair, key=lambda event: seeds[event])
        is_link, is_joined = pair in accepted, ids[one] == ids[other]
        is_near = link.score >= LINKED - NEAR_MISS and by_id[one].doc_id != by_id[other].doc_id
        if is_link or (is_near and not is_joined):
            mentions = seeds[one][-1], seeds[other][-1]
            yield {
                "link_id": stable_id("lnk", *mentions),
                "event_id": ids[one],
                "other_event_id": ids[other],
                "mention_id": mentions[0],
                "other_mention_id": mentions[1],
                "link_score": link.score,
                "outcome": "joined" if is_joined else "contradicted" if is_link else "near_miss",
                **{column: sum(link.parts.get(part, 0.0) for part in parts) for column, parts in _POINTS.items()},
            }


def _redirect_rows(ids: Mapping[str, str], seeds: Mapping[str, Seed]) -> Iterator[Row]:
    """Rows of `event_redirects`: the id that each event of one document has by itself, where it is another's now."""
    for event, event_id in ids.items():
        own = stable_id("evt", seeds[event][-1])
        if own != event_id:
            yield {"old_event_id": own, "event_id": event_id}
