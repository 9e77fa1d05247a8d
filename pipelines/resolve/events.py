"""Which events of different documents are one happening.

Pairs that share a named party, a place, a name and a day, or a sentence (`event_blocks`) are compared (`event_pairs`);
the best are joined first, and never so that two events that contradict one another end up together. Two events of one
document are joined only if the document surely tells one happening twice, or if both are linked to one event of another
document and agree as much. What links do not reach is not worked out again (`memory`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

import polars as pl

from pipelines.resolve.actors import Actors
from pipelines.resolve.event_accounts import Reader, read_accounts
from pipelines.resolve.event_blocks import Overflow, pairs_to_compare
from pipelines.resolve.event_features import Features
from pipelines.resolve.event_links import POINTS, judged, read_links
from pipelines.resolve.event_pairs import CERTAIN, LINKED, compare, may_be_repeated
from pipelines.resolve.groups import Groups
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.places import Places
from pipelines.resolve.shelf import Shelf

Pair = tuple[str, str]

NEAR_MISS = 1.5  # points short of a link that is still told of
_MOST_TORN = 8  # equally good links of an account of which two may contradict one another
_IS_NEAR = (pl.col("score") >= LINKED - NEAR_MISS) & ~pl.col("is_within")
_GROUPED_AT_ONCE = 10_000  # links
_MOST_CHECKED = 24  # members of a group against which a newcomer is checked
_LINKED = (SIGNATURE, "event_id", "doc_id", "is_denial", "moment", "published", "mention_id", "own_id")
"""What is told of accounts once it is known which of them are compared."""
_GROUPS: dict[str, Any] = {SIGNATURE: pl.UInt64, "event_id": pl.String, "root": pl.String, "weakest": pl.Float64}


@dataclass(slots=True)
class Events:
    """What became of the events of single documents.

    `ids`: event of one document → happening (`event_id`, `found`); `scores`: happening → points of the weakest link
    that holds it together (`event_id`, `link_score`); `links`, `redirects`: these tables; `overflow`: what was not
    compared.
    """

    ids: pl.DataFrame
    scores: pl.DataFrame
    links: pl.DataFrame
    redirects: pl.DataFrame
    overflow: Overflow = field(default_factory=Overflow)


def resolve_events(tables: Mapping[str, pl.DataFrame], actors: Actors, places: Places, memory: Memory) -> Events:
    """Join the events of single documents (`event_mentions.event_id`)."""
    overflow = Overflow()
    with Shelf() as packed:
        reader = Reader(tables, actors, places, packed)
        accounts = read_accounts(reader, memory).with_row_index("at")
        again = _told_again(accounts, reader, memory)
        single = accounts.join(again, on="event_id", how="anti", maintain_order="left")
        pairs = pairs_to_compare(single, actors.lineages(), overflow)
        del single
        accounts = accounts.select(_LINKED)
        links = judged(read_links(pairs, accounts, reader, memory, "links")).filter(pl.col("is_link") | _IS_NEAR)
        groups = _groups(links.filter("is_link"), reader, memory)
    del reader
    roots = _roots(accounts, again, groups)
    seeds = roots.sort("root", "published", "mention_id", nulls_last=True)
    found = seeds.group_by("root", maintain_order=True).agg(found=pl.col("own_id").first())
    ids = roots.join(found, on="root").select("event_id", "found", "own_id")
    weakest = groups.group_by("root").agg(link_score=pl.col("weakest").min()).drop_nulls()
    return Events(
        ids=ids.select("event_id", "found"),
        scores=weakest.join(found, on="root").select("link_score", event_id="found"),
        links=_link_rows(links, ids),
        redirects=ids.filter(pl.col("own_id") != pl.col("found")).select(old_event_id="own_id", event_id="found"),
        overflow=overflow,
    )


def _roots(accounts: pl.DataFrame, again: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Every account with `root`, the smallest of its group."""
    told = accounts.join(again, on="event_id", how="left").with_columns(speaks=pl.coalesce("first", "event_id"))
    grouped = groups.select(speaks="event_id", root="root")
    return told.join(grouped, on="speaks", how="left").with_columns(root=pl.coalesce("root", "speaks"))


def _told_again(accounts: pl.DataFrame, reader: Reader, memory: Memory) -> pl.DataFrame:
    """Events that their document tells in the very same words as an earlier one, which stands for them (`first`)."""
    same = accounts.select("at", first=pl.col("at").min().over("words"))
    pairs = same.filter(pl.col("at") != pl.col("first")).select(one="first", other="at")
    links = read_links(pairs, accounts, reader, memory, "repeats")
    return links.filter(pl.col("is_repeated")).select(event_id="other", first="one")


def _groups(links: pl.DataFrame, reader: Reader, memory: Memory) -> pl.DataFrame:
    """The groups that links make (`event_id`, `root`), with the points of the weakest link that a group needed."""
    reached = Groups({*links["one"], *links["other"]})
    for one, other in links.select("one", "other").iter_rows():
        reached.join(one, other)
    parts = pl.Series("part", [reached.find(event) for event in links["one"]], dtype=pl.String)
    marked = links.select("one", "other", "signature", "score", "is_denial_of", parts)
    asked = memory.signed(marked, "part")

    def work(missing: pl.DataFrame) -> tuple[pl.DataFrame]:
        linked = marked.join(missing, on="part").sort("part", "one", "other")
        return (pl.concat([_grouped(links, reader) for links in _whole_parts(linked)]),)

    (found,) = memory.recall(asked, work, "groups")
    return found


def _whole_parts(links: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Links in the order of their parts, about so many at a time, and always all of a part."""
    first = pl.int_range(pl.len()).min().over("part") // _GROUPED_AT_ONCE
    yield from links.with_columns(at=first).partition_by("at", include_key=False) if links.height else (links,)


def _grouped(links: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Groups of the events that some links reach; the signature is that of the part which a link belongs to."""
    signatures = dict(links.select("one", "signature_right").iter_rows())
    signatures |= dict(links.select("other", "signature_right").iter_rows())
    features = reader.read(signatures)
    scores = {(one, other): score for one, other, score in links.select("one", "other", "score").iter_rows()}
    denials = {(one, other) for one, other in links.filter("is_denial_of").select("one", "other").iter_rows()}
    groups, weakest = _joined(scores, denials, features, reader.actors)
    rows = [(signatures[event], event, groups.find(event), weakest.get(event)) for event in sorted(signatures)]
    return pl.DataFrame(rows, schema=_GROUPS, orient="row")


def _joined(
    scores: Mapping[Pair, float], denials: set[Pair], by_id: Mapping[str, Features], actors: Actors
) -> tuple[Groups, dict[str, float]]:
    """Groups of events, and for one member of each the points of the weakest link that it needed."""
    groups = Groups(by_id)
    checked = {event_id: [event_id] for event_id in by_id}
    days = {event_id: e.date for event_id, e in by_id.items() if e.is_day and e.date and e.date[0] == e.date[1]}
    weakest: dict[str, float] = {}
    torn = _torn(scores, by_id, actors)
    for negative, one, other in sorted((-score, *pair) for pair, score in scores.items()):
        if (one, other) in torn:
            continue
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


def _torn(scores: Mapping[Pair, float], by_id: Mapping[str, Features], actors: Actors) -> set[Pair]:
    """The best links of accounts that fit several happenings alike: none says which of them they tell of.

    A number for a whole country fits each of the attacks of a day.
    """
    best: dict[str, tuple[float, list[str]]] = {}
    for (one, other), score in scores.items():
        for event, candidate in ((one, other), (other, one)):
            points, candidates = best.get(event, (score, []))
            if score > points:
                best[event] = score, [candidate]
            elif score == points:
                best[event] = points, [*candidates, candidate]
    return {
        (min(event, candidate), max(event, candidate))
        for event, (_, candidates) in best.items()
        for a, b in combinations(sorted(candidates)[:_MOST_TORN], 2)
        if compare(by_id[a], by_id[b], actors, by_others=True) is None
        for candidate in (a, b)
    }


def _may_join(pairs: list[Pair], by_id: Mapping[str, Features], actors: Actors, *, is_sure: bool) -> bool:
    """Whether no two members contradict one another; two of one document need a sure link and to agree themselves."""
    for a, b in pairs:
        link = compare(by_id[a], by_id[b], actors, by_others=True)
        if link is None:
            return False
        if by_id[a].doc_id == by_id[b].doc_id and not (is_sure and may_be_repeated(by_id[a], by_id[b], link)):
            return False
    return True


def _link_rows(links: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """The table `event_links` of accepted pairs, and of pairs of documents that missed acceptance by little."""
    led = links.join(ids, left_on="one", right_on="event_id").join(
        ids, left_on="other", right_on="event_id", suffix="_other"
    )
    is_joined = pl.col("found") == pl.col("found_other")
    outcome = (
        pl.when(is_joined)
        .then(pl.lit("joined"))
        .when("is_link")
        .then(pl.lit("contradicted"))
        .otherwise(pl.lit("near_miss"))
    )
    return led.filter(pl.col("is_link") | (_IS_NEAR & ~is_joined)).select(
        "link_id",
        event_id=pl.when("swapped").then("found_other").otherwise("found"),
        other_event_id=pl.when("swapped").then("found").otherwise("found_other"),
        mention_id="first",
        other_mention_id="second",
        link_score="score",
        outcome=outcome,
        story_points="story_points",
        **{column: pl.col(column) for column in POINTS},
    )
