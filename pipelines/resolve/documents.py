"""Articles that repeat another: the same words, or nearly all of them.

Short texts are never held to repeat one another: two sentences of one wire story in different collections differ by a
word and mean different days. A text repeats another if it has at least `EXACT_FROM` words and is the same but for case
and white space, or at least `NEAR_FROM` words and shares nine tenths of its runs of five words.

A later text of the same outlet that has most of a story's runs of five words and more of its own is an update of it:
`superseded_by` names the latest. Both stay; as evidence the outlet counts by its last word.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from hashlib import blake2b
from itertools import permutations
from zlib import crc32

import polars as pl
from datasketch import MinHash, MinHashLSH

from pipelines.resolve.groups import Groups

EXACT_FROM = 60  # words
NEAR_FROM = 100  # words
NEAR = 0.9  # Jaccard similarity of shingles
SHINGLE = 5  # words
UPDATED = 0.75  # share of a text's shingles that an update of it keeps
_SAMPLED = 4  # one shingle in so many is looked up when updates are sought
_MOST_SHARED = 50  # texts of an outlet that share a shingle; in more it is a formula, such as a note of copyright
_PERMUTATIONS = 128
_WORD = re.compile(r"\w+")


def mark_duplicates(documents: pl.DataFrame) -> pl.DataFrame:
    """Set `duplicate_of` to the first published of the articles that repeat one another (NULL for itself).

    Set `superseded_by` to the latest update of a story by its outlet (NULL where there is none).
    """
    texts = {row["doc_id"]: _WORD.findall(row["text"].casefold()) for row in documents.iter_rows(named=True)}
    shingles = {doc: _shingles(words) for doc, words in sorted(texts.items()) if len(words) >= NEAR_FROM}
    groups = Groups(texts)
    for same in _exact(texts).values():
        for other in same[1:]:
            groups.join(same[0], other)
    for one, other in _near(shingles):
        groups.join(one, other)
    published = {row["doc_id"]: row["published_at"] for row in documents.iter_rows(named=True)}
    original: dict[str, str | None] = dict.fromkeys(texts)
    for members in groups.members():
        first = min(members, key=lambda doc: (published[doc] is None, published[doc] or 0, doc))
        original.update({doc: first for doc in members if doc != first})
    updates = _updates(documents, shingles)
    return documents.with_columns(
        pl.Series("duplicate_of", [original[doc] for doc in documents["doc_id"]], dtype=pl.String),
        pl.Series("superseded_by", [updates.get(doc) for doc in documents["doc_id"]], dtype=pl.String),
    )


def _updates(documents: pl.DataFrame, shingles: dict[str, list[bytes]]) -> dict[str, str]:
    """Document → the latest later document of its outlet that keeps most of its text and adds to it."""
    moments: dict[str, dt.datetime] = {}
    stories: dict[tuple[str, bytes], list[str]] = defaultdict(list)
    for doc, outlet, moment in documents.select("doc_id", "outlet", "published_at").sort("doc_id").iter_rows():
        if outlet is not None and moment is not None and doc in shingles:
            moments[doc] = moment
            for shingle in shingles[doc]:
                if crc32(shingle) % _SAMPLED == 0:
                    stories[outlet.casefold(), shingle].append(doc)
    pairs = {
        (one, other)
        for same in stories.values()
        if 1 < len(same) <= _MOST_SHARED
        for one, other in permutations(same, 2)
        if moments[one] < moments[other] and len(shingles[one]) < len(shingles[other])
    }
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        kept = len(set(shingles[one]).intersection(shingles[other]))
        if kept >= UPDATED * len(shingles[one]):
            found[one].append(other)
    return {one: max(later, key=lambda doc: (moments[doc], doc)) for one, later in found.items()}


def _exact(texts: dict[str, list[str]]) -> dict[bytes, list[str]]:
    found: dict[bytes, list[str]] = defaultdict(list)
    for doc, words in sorted(texts.items()):
        if len(words) >= EXACT_FROM:
            found[blake2b(" ".join(words).encode(), digest_size=16).digest()].append(doc)
    return found


def _near(shingles: dict[str, list[bytes]]) -> list[tuple[str, str]]:
    if len(shingles) < 2:
        return []
    index = MinHashLSH(threshold=NEAR, num_perm=_PERMUTATIONS)
    out = []
    for (doc, own), sketch in zip(
        shingles.items(), MinHash.bulk(shingles.values(), num_perm=_PERMUTATIONS, seed=1), strict=True
    ):
        for other in sorted(index.query(sketch)):
            if _jaccard(own, shingles[other]) >= NEAR:
                out.append((other, doc))
        index.insert(doc, sketch)
    return out


def _shingles(words: list[str]) -> list[bytes]:
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    return [run.encode() for run in sorted(runs)]


def _jaccard(one: list[bytes], other: list[bytes]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b)
