"""Happenings and actors of stories told by several outlets are linked; what is distinct stays distinct."""

from __future__ import annotations

import random
import sys

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.resolve import resolve
from pipelines.settings import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import linking
from benchmarks.clusters import b_cubed, conll

Frames = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def stories() -> list[linking.Story]:
    return linking.read_stories()


@pytest.fixture(scope="module")
def mentions(stories) -> Frames:
    return linking.extracted(stories)


@pytest.fixture(scope="module")
def resolved(mentions) -> Frames:
    return resolve(mentions)


def test_there_are_stories_enough(stories) -> None:
    assert len(stories) >= 100
    assert len({story.document.uri.split("-")[0] for story in stories}) >= 28


def test_actors_are_linked(stories, resolved) -> None:
    found = linking.linked(stories, resolved)["actors"]
    assert conll(found.found, found.system) >= 0.95
    assert b_cubed(found.found, found.system).f1 >= 0.95


def test_events_are_linked_where_each_document_is_read_right(stories, mentions) -> None:
    found = linking.linked(stories, resolve(linking.with_gold_documents(stories, mentions)))["events"]
    assert conll(found.found, found.system) >= 0.9
    assert b_cubed(found.found, found.system).f1 >= 0.9
    assert linking.merged(found) == []


def test_a_syndicated_copy_and_an_update_are_told(stories, resolved) -> None:
    names = {story.document.doc_id: story.document.uri for story in stories}
    rows = resolved["documents"].select("doc_id", "duplicate_of", "superseded_by").iter_rows()
    told = {names[doc]: (names.get(copied), names.get(update)) for doc, copied, update in rows}
    assert told["refinery-2"] == ("refinery-1", None)
    assert told["refinery-1"] == (None, "refinery-3")
    assert sum(found != (None, None) for found in told.values()) == 2


def test_every_row_knows_its_document(mentions) -> None:
    assert all(table["doc_id"].null_count() == 0 for table in mentions.values())


def batches(tables: Frames, documents: list[list[str]]) -> list[Frames]:
    """The rows of each group of documents."""
    return [
        {name: table.filter(pl.col("doc_id").is_in(group)) for name, table in tables.items()} for group in documents
    ]


def together(parts: list[Frames]) -> Frames:
    return {name: pl.concat([part[name] for part in parts]) for name in parts[0]}


@pytest.mark.parametrize("seed", range(3))
def test_batches_in_any_order_and_split_give_the_same_tables(mentions, resolved, seed: int) -> None:
    rng = random.Random(seed)
    documents = mentions["documents"]["doc_id"].to_list()
    rng.shuffle(documents)
    cuts = sorted(rng.sample(range(1, len(documents)), rng.randint(1, 6)))
    groups = [documents[i:j] for i, j in zip([0, *cuts], [*cuts, len(documents)], strict=True)]
    for name, table in resolve(together(batches(mentions, groups))).items():
        assert_frame_equal(table, resolved[name])


def test_a_document_that_is_taken_away_leaves_no_trace(mentions) -> None:
    documents = mentions["documents"]["doc_id"].to_list()
    rest, gone = batches(mentions, [documents[:20], documents[20:24]])
    alone = resolve(rest)
    resolve(together([rest, gone]))
    for name, table in resolve(rest).items():
        assert_frame_equal(table, alone[name])


def test_an_id_that_an_event_had_leads_to_it(mentions, resolved) -> None:
    redirects = dict(resolved["event_redirects"].select("old_event_id", "event_id").iter_rows())
    known = set(resolved["events"]["event_id"])
    documents = mentions["documents"]["doc_id"].to_list()
    for count in (1, 10, 30):
        before = resolve(batches(mentions, [documents[:count]])[0])["events"]["event_id"]
        assert all(event in known or redirects[event] in known for event in before)
    assert not known & redirects.keys()
