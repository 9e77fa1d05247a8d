"""Mention tables of all batches, as they were when they were taken in."""

import shutil

import polars as pl
import pytest

from pipelines.runner.mention_frames import SCHEMAS, empty
from pipelines.runner.mentions import Mentions
from pipelines.tables.made import Made


@pytest.fixture
def batch(tmp_path):
    """A folder with the mention tables of a batch that has some articles."""

    def make(key, *docs):
        folder = tmp_path / key
        folder.mkdir()
        told = {
            "doc_id": list(docs),
            "uri": [f"{key}/{doc}" for doc in docs],
            "text": [f"{doc} in {key}" for doc in docs],
        }
        places = {"place_mention_id": [f"p{doc}" for doc in docs], "doc_id": list(docs)}
        for name in SCHEMAS:
            rows = {"documents": told, "place_mentions": places}.get(name)
            frame = (
                empty(name)
                if rows is None
                else pl.DataFrame(rows).match_to_schema(SCHEMAS[name], missing_columns="insert")
            )
            frame.write_ipc(folder / f"{name}.arrow", compression="zstd")
        return folder

    return make


def read(path, schema, columns=()):
    return pl.read_ipc(path, columns=list(columns or schema))


def test_columns_of_all_batches_are_read_as_they_are_asked_for(tmp_path, batch):
    with Mentions(tmp_path / "links", read) as mentions:
        mentions.take_in("a", batch("a", "d1"))
        mentions.take_in("b", batch("b", "d2", "d3"))
        assert mentions.table("documents", "doc_id", "text").rows() == [
            ("d1", "d1 in a"),
            ("d2", "d2 in b"),
            ("d3", "d3 in b"),
        ]
        assert mentions.table("figures").columns == list(SCHEMAS["figures"])
    assert not (tmp_path / "links").exists()


def test_an_article_of_two_batches_is_the_first_ones_alone(tmp_path, batch):
    with Mentions(tmp_path / "links", read) as mentions:
        mentions.take_in("a", batch("a", "d1"))
        mentions.take_in("b", batch("b", "d1", "d2"))
        assert mentions.table("documents", "text")["text"].to_list() == ["d1 in a", "d2 in b"]
        assert mentions.table("place_mentions", "place_mention_id")["place_mention_id"].to_list() == ["pd1", "pd2"]
        (refused,) = mentions.rejects().iter_rows(named=True)
        assert (refused["uri"], refused["reason"]) == ("b/d1", "batch b repeats an article of another batch: read once")


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_batch_that_is_replaced_meanwhile_changes_nothing(tmp_path, batch, monkeypatch, links):
    if not links:
        monkeypatch.setattr("os.link", no_links)
    with Mentions(tmp_path / "links", read) as mentions:
        folder = batch("a", "d1")
        mentions.take_in("a", folder)
        shutil.rmtree(folder)
        assert mentions.table("documents", "doc_id")["doc_id"].to_list() == ["d1"]


def no_links(source, path):
    raise OSError("no links here")


def test_what_was_made_of_mentions_is_made_once(tmp_path):
    asked = []

    def make(name):
        asked.append(name)
        return empty(name)

    with Mentions(tmp_path / "links", read) as mentions:
        tables = mentions.laid_by(Made(["figures"], make))
        assert tables["figures"].equals(empty("figures"))
        assert tables["figures"].schema == tables["figures"].schema
        assert asked == ["figures"]
