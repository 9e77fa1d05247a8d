"""Articles that repeat another: the same words, or nearly all of them.

Short texts are never held to repeat one another: two sentences of one wire story in different collections differ by a
word and mean different days. A text repeats another if it has at least `EXACT_FROM` words and is the same but for case
and white space, or at least `NEAR_FROM` words and shares nine tenths of its runs of five words; or, in another outlet,
if one of the two is most of the other, cut short or with a headline and a note of its own.

A later text of the same outlet that has most of a story's runs of five words and more of its own is an update of it:
`superseded_by` names the latest. Both stay; as evidence the outlet counts by its last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from zlib import crc32

import polars as pl
from rensa import RMinHash

from pipelines.resolve.groups import Groups
from pipelines.resolve.memory import SIGNATURE, Memory
from pipelines.resolve.order import portions

EXACT_FROM = 60  # words
NEAR_FROM = 100  # words
NEAR = 0.9  # Jaccard similarity of shingles
CUT = 0.85  # share of its shingles that a text has in common with one of another outlet, of which it is
KEPT = 0.75  # this much at least, where it appeared no earlier
NOTED = 0.9  # where it did: the later one has a headline or a note of its own, and more would be an update
SHINGLE = 5  # words
UPDATED = 0.75  # share of a text's shingles that an update of it keeps
_SAMPLED = 4  # one shingle in so many is looked up when updates are sought
_SAMPLED_ELSEWHERE = 8  # one in so many where copies in other outlets are
_SEEN = 0.25  # share of a text's sampled shingles from which another text may be an update of it
_SEEN_ELSEWHERE = 0.6  # or a copy of it in another outlet
_MOST_SHARED = 50  # texts of an outlet that share a shingle; in more it is a formula, such as a note of copyright
_LARGEST_BUCKET = 50  # texts that look alike and are all compared; of more, each with those that follow it
_REACH = 12
_BANDS, _ROWS = 12, 10  # of MinHash values: of texts with a similarity of NEAR, 1 pair in 4,000 shares no band
_READ_AT_ONCE = 1_000  # texts, or pairs of them
_SHINGLED_AT_ONCE = 200  # texts
_WORD = re.compile(r"\w+")
_SKETCHES: dict[str, Any] = {
    SIGNATURE: pl.UInt64,
    "doc_id": pl.String,
    "words": pl.String,
    "shingles": pl.Int64,
    "buckets": pl.List(pl.String),
    "sample": pl.List(pl.UInt32),
}
_PAIRS: dict[str, Any] = {SIGNATURE: pl.UInt64, "one": pl.String, "other": pl.String, "holds": pl.Boolean}


def mark_duplicates(documents: pl.DataFrame, memory: Memory) -> pl.DataFrame:
    """Set `duplicate_of` to the first published of the articles that repeat one another (NULL for itself).

    Set `superseded_by` to the latest update of a story by its outlet (NULL where there is none).
    """
    content = documents.select("doc_id", "text")
    asked = content.select("doc_id", memory.hashes(content))
    (sketches,) = memory.recall(asked, lambda missing: (_sketched(documents, missing),), "texts")
    groups = Groups(documents["doc_id"])
    exact = sketches.filter(pl.col("words").is_not_null()).group_by("words").agg(pl.col("doc_id").sort())
    for first, *others in exact["doc_id"].to_list():
        for other in others:
            groups.join(first, other)
    copies = exact.select("words", pl.col("doc_id").list.first())
    firsts = sketches.join(copies, on=["words", "doc_id"], how="semi")
    near = _near(firsts)
    for kind, pairs in (("copies", near), ("cuts", _elsewhere(documents, firsts))):
        for one, other in _confirmed(pairs, kind, sketches, documents, memory):
            groups.join(one, other)
    updates = _confirmed(_later(documents, sketches), "updates", sketches, documents, memory)
    return _marked(documents, groups, updates)


def _marked(documents: pl.DataFrame, groups: Groups, updates: Iterator[tuple[str, str]]) -> pl.DataFrame:
    published = dict(documents.select("doc_id", "published_at").iter_rows())
    original: dict[str, str] = {}
    for members in groups.members():
        first = min(members, key=lambda doc: (published[doc] is None, published[doc] or 0, doc))
        original.update({doc: first for doc in members if doc != first})
    latest: dict[str, str] = {}
    for one, other in updates:
        latest[one] = max(latest.get(one, other), other, key=lambda doc: (published[doc], doc))
    return documents.with_columns(
        pl.Series("duplicate_of", [original.get(doc) for doc in documents["doc_id"]], dtype=pl.String),
        pl.Series("superseded_by", [latest.get(doc) for doc in documents["doc_id"]], dtype=pl.String),
    )


def _sketched(documents: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """What is looked up of each text: a hash of its words, the buckets of MinHash, a sample of its shingles."""
    texts = documents.select("doc_id", "text").join(asked, on="doc_id")
    return pl.concat([_sketched_texts(portion) for portion in portions(texts, _READ_AT_ONCE)])


def _sketched_texts(texts: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for doc, text, signature in texts.iter_rows():
        words = _WORD.findall(text.casefold())
        shingles = _shingles(words) if len(words) >= NEAR_FROM else []
        rows.append((
            signature,
            doc,
            _digest(" ".join(words).encode()) if len(words) >= EXACT_FROM else None,
            len(shingles),
            _buckets(shingles) if shingles else [],
            sorted({code for shingle in shingles if (code := crc32(shingle)) % _SAMPLED == 0}),
        ))  # fmt: skip
    return pl.DataFrame(rows, schema=_SKETCHES, orient="row")


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _buckets(shingles: list[bytes]) -> list[str]:
    """The bands of MinHash values (Broder 1997), of which texts that are alike have one in common."""
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=1)
    sketch.update(shingles)
    values = sketch.digest()
    bands = (values[first : first + _ROWS] for first in range(0, len(values), _ROWS))
    return [f"{number}:{_digest(repr(band).encode())}" for number, band in enumerate(bands)]


def _near(sketches: pl.DataFrame) -> pl.DataFrame:
    """Pairs of texts that share a bucket, the smaller id first."""
    buckets = sketches.select("doc_id", bucket="buckets").explode("bucket").drop_nulls()
    shared = buckets.filter(pl.len().over("bucket") > 1).sort("bucket", "doc_id")
    place, size = pl.int_range(pl.len()).over("bucket"), pl.len().over("bucket")
    placed = shared.with_columns(place=place, size=size)
    pairs = placed.join(placed.select("bucket", other="doc_id", after="place"), on="bucket")
    reach = pl.when(pl.col("size") <= _LARGEST_BUCKET).then(pl.col("size")).otherwise(_REACH)
    close = (pl.col("after") > pl.col("place")) & (pl.col("after") - pl.col("place") <= reach)
    return pairs.filter(close).select(one="doc_id", other="other").unique()


def _elsewhere(documents: pl.DataFrame, sketches: pl.DataFrame) -> pl.DataFrame:
    """Pairs of texts of different outlets, of nearly one length, that share most of what was sampled of the shorter."""
    rarer = pl.element().filter(pl.element() % _SAMPLED_ELSEWHERE == 0)
    is_long = sketches.filter(pl.col("shingles") > 0).with_columns(pl.col("sample").list.eval(rarer))
    length, other, is_first = pl.col("shingles"), pl.col("shingles_other"), pl.col("doc_id") < pl.col("doc_id_other")
    is_shorter = (length < other) | ((length == other) & is_first)
    is_elsewhere = pl.col("outlet").ne_missing(pl.col("outlet_other")) | pl.col("outlet").is_null()
    is_before = (pl.col("published_at") < pl.col("published_at_other")).fill_null(value=False)
    least = pl.when(is_before).then(NOTED).otherwise(KEPT)
    return _sharing(documents, is_long, [], is_shorter & is_elsewhere & (length >= least * other), _SEEN_ELSEWHERE)


def _later(documents: pl.DataFrame, sketches: pl.DataFrame) -> pl.DataFrame:
    """Pairs of an outlet's texts, of which the later and longer one has some of what was sampled of the other."""
    dated = documents.drop_nulls(["outlet", "published_at"])
    is_later = pl.col("published_at") < pl.col("published_at_other")
    return _sharing(dated, sketches, ["outlet"], is_later & (pl.col("shingles") < pl.col("shingles_other")), _SEEN)


def _sharing(
    documents: pl.DataFrame, sketches: pl.DataFrame, within: list[str], fits: pl.Expr, least: float
) -> pl.DataFrame:
    """Pairs of texts, the `other` fit for the `one`, that share at least so much of what was sampled of the one."""
    outlets = documents.select("doc_id", "published_at", outlet=pl.col("outlet").str.to_lowercase())
    sampled = outlets.join(sketches, on="doc_id").select(
        "doc_id", "published_at", "outlet", "shingles", "sample", taken=pl.col("sample").list.len()
    )
    each = sampled.explode("sample").drop_nulls("sample")
    each = each.filter(pl.len().over(*within, "sample").is_between(2, _MOST_SHARED))
    pairs = each.join(each, on=[*within, "sample"], suffix="_other", nulls_equal=True, coalesce=False).filter(fits)
    shared = pairs.group_by("doc_id", "doc_id_other").agg(pl.len(), pl.col("taken").first())
    return shared.filter(pl.col("len") >= least * pl.col("taken")).select(one="doc_id", other="doc_id_other")


def _confirmed(
    pairs: pl.DataFrame, kind: str, sketches: pl.DataFrame, documents: pl.DataFrame, memory: Memory
) -> Iterator[tuple[str, str]]:
    """The pairs of which the whole texts show that one repeats or updates the other, in order."""
    signatures = sketches.select("doc_id", content=SIGNATURE)
    known = pairs.join(signatures, left_on="one", right_on="doc_id").join(
        signatures, left_on="other", right_on="doc_id"
    )
    asked = known.select("one", "other", memory.hashes(known))
    (found,) = memory.recall(asked, lambda missing: (_compared(missing, kind, documents),), kind)
    yield from found.filter("holds").select("one", "other").sort("one", "other").iter_rows()


def _compared(pairs: pl.DataFrame, kind: str, documents: pl.DataFrame) -> pl.DataFrame:
    """Whether what `kind` means holds of pairs; those that hang together follow one another."""
    groups = Groups(())
    for one, other in pairs.select("one", "other").iter_rows():
        groups.join(one, other)
    around = pl.Series("around", [groups.find(one) for one in pairs["one"]], dtype=pl.String)
    texts: dict[str, str] = {}

    @lru_cache(maxsize=_SHINGLED_AT_ONCE)
    def shingles(doc: str) -> frozenset[bytes]:
        return frozenset(_shingles(_WORD.findall(texts[doc].casefold())))

    made = []
    for portion in portions(pairs.with_columns(around).sort("around", "one", "other"), _READ_AT_ONCE):
        told = pl.concat([portion["one"], portion["other"]]).unique().implode()
        texts = dict(documents.filter(pl.col("doc_id").is_in(told)).select("doc_id", "text").iter_rows())
        rows = [
            (signature, one, other, _HOLDS[kind](shingles(one), shingles(other)))
            for signature, one, other in portion.select(SIGNATURE, "one", "other").iter_rows()
        ]
        made.append(pl.DataFrame(rows, schema=_PAIRS, orient="row"))
    return pl.concat(made)


def _repeats(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    return len(one & other) >= NEAR * len(one | other)


def _updates(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    return len(one & other) >= UPDATED * len(one)


def _cuts(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    return len(one & other) >= CUT * len(one)


_HOLDS = {"copies": _repeats, "cuts": _cuts, "updates": _updates}


def _shingles(words: list[str]) -> list[bytes]:
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return [run.encode() for run in sorted(runs)]
