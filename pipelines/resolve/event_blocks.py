"""Which pairs of events are compared at all: those that share a party, a place, a day and a name, or a sentence.

So are the events of one document in which a voice denies one of them.

A block holds the events of one type family that share one of these. A block of more than `LARGEST_BLOCK` events is
split by a second key, and a part that is still too large is compared in a window over time, so that the number of pairs
grows in proportion to the number of events whatever the texts say. What a window leaves out is counted (`Overflow`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.resolve.event_accounts import MOST_NAMES

LARGEST_BLOCK = 40  # events
WINDOW = 12  # events that follow in time
_PAIR = {"one": pl.UInt32, "other": pl.UInt32}


@dataclass(slots=True)
class Overflow:
    """How much of the blocks was not compared pair by pair."""

    blocks: int = 0
    largest_block: int = 0
    blocks_split: int = 0
    parts_windowed: int = 0
    largest_part: int = 0
    pairs_left_out: int = 0


def pairs_to_compare(accounts: pl.DataFrame, lineages: pl.DataFrame, overflow: Overflow) -> pl.DataFrame:
    """Pairs of accounts that share a block, by their places `at`, the smaller first (`one`, `other`).

    `accounts` come in the order of places; `overflow` is filled.
    """
    rarest = _rarest(accounts)
    entries = _entries(accounts, rarest, lineages)
    sized = entries.with_columns(size=pl.len().over("block"))
    overflow.blocks = sized["block"].n_unique()
    overflow.largest_block = _whole(sized["size"].max())
    large = sized.filter(pl.col("size") > LARGEST_BLOCK)
    overflow.blocks_split = large["block"].n_unique()
    parts = _parts(accounts, rarest, large).with_columns(size=pl.len().over("block"))
    small = pl.concat([sized, parts]).filter(pl.col("size").is_between(2, LARGEST_BLOCK))
    pairs = pl.concat([_all_pairs(small), _close_pairs(accounts, parts, overflow)]).unique()
    named = accounts.select("at", "span")
    found = pairs.join(named, left_on="one", right_on="at").join(named, left_on="other", right_on="at", suffix="_other")
    other_days = (pl.col("span") != pl.col("span_other")).fill_null(value=False)
    return found.filter(~other_days).select("one", "other").sort("one", "other")


def _rarest(events: pl.DataFrame) -> pl.DataFrame:
    """The parties of each account by which it is compared (`at`, `actor`)."""
    parties = events.select("at", actor="parties").explode("actor").drop_nulls()
    ranked = parties.with_columns(often=pl.len().over("actor")).sort("at", "often", "actor")
    return ranked.filter(pl.int_range(pl.len()).over("at") < MOST_NAMES).select("at", "actor")


def _entries(events: pl.DataFrame, rarest: pl.DataFrame, lineages: pl.DataFrame) -> pl.DataFrame:
    """Each account in each of its blocks (`block`, a hash of what they share, and `at`)."""
    wholes = rarest.join(lineages, left_on="actor", right_on="actor_id")
    denied = events.filter("is_denial")["doc_id"].unique()
    in_document = events.filter(pl.col("doc_id").is_in(denied.implode()))
    shared = {
        "party": wholes.select("at", key="whole"),
        "key": events.select("at", key="keys").explode("key").drop_nulls(),
        "document": in_document.select("at", key="doc_id"),
    }
    families = events.select("at", "family")
    hashed = (
        keys.join(families, on="at").select(block=pl.struct(pl.lit(kind), "family", "key").hash(seed=0), at="at")
        for kind, keys in shared.items()
    )
    return pl.concat(hashed).unique()


def _parts(events: pl.DataFrame, rarest: pl.DataFrame, large: pl.DataFrame) -> pl.DataFrame:
    """The parts of large blocks, of one place, one day or one party."""
    marks = {
        "place": events.select("at", mark="place_id"),
        "day": events.select("at", mark="day"),
        "party": rarest.select("at", mark="actor"),
    }
    hashed = (
        large.join(marked.drop_nulls(), on="at").select(
            block=pl.struct(pl.lit(kind), "block", "mark").hash(seed=0), at="at"
        )
        for kind, marked in marks.items()
    )
    return pl.concat(hashed).unique()


def _all_pairs(entries: pl.DataFrame) -> pl.DataFrame:
    grouped = entries.select("block", "at")
    pairs = grouped.join(grouped, on="block", suffix="_other").filter(pl.col("at") < pl.col("at_other"))
    return pairs.select(one="at", other="at_other").cast(_PAIR)  # type: ignore[arg-type]


def _close_pairs(events: pl.DataFrame, parts: pl.DataFrame, overflow: Overflow) -> pl.DataFrame:
    """Pairs of large parts that are next to one another in time."""
    large = parts.filter(pl.col("size") > LARGEST_BLOCK)
    sizes = large.unique("block")["size"]
    overflow.parts_windowed = len(sizes)
    overflow.largest_part = _whole(sizes.max())
    far = sizes.cast(pl.Int64) - WINDOW - 1
    overflow.pairs_left_out = int((far * (far + 1) // 2).sum())
    when = events.select("at", "moment", "place_id")
    ordered = large.join(when, on="at").sort("block", "moment", "place_id", "at", nulls_last=True)
    shifted = [
        ordered.select(pl.col("at").alias("one"), other=pl.col("at").shift(-step).over("block"))
        for step in range(1, WINDOW + 1)
    ]
    pairs = pl.concat(shifted).drop_nulls()
    return pairs.select(one=pl.min_horizontal("one", "other"), other=pl.max_horizontal("one", "other")).cast(_PAIR)  # type: ignore[arg-type]


def _whole(number: object) -> int:
    return number if isinstance(number, int) else 0
