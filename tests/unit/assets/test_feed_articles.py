"""The asset of feeds: a feed's present day is fetched and goes on to the tables, anything else is left as it is."""

import datetime as dt

import dagster as dg
import pytest

from assets.ingest import feed_articles
from assets.resources import FeedList, Warehouse
from pipelines.ingest.feeds.fetch import Fetched

DAY = dt.date(2022, 4, 15)


@pytest.fixture
def feed_list(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2022, 4, 15, 5, tzinfo=dt.UTC).timestamp())))
    (tmp_path / "feeds.yaml").write_text("feeds: [{name: courier, url: 'https://courier.example/rss'}]")
    return FeedList(folder=str(tmp_path), raw=str(tmp_path / "raw"))


@pytest.fixture
def outputs(feed_list, monkeypatch, tmp_path):
    """`outputs(partition, came=True)` gives what the asset yields, with nothing fetched in truth."""

    def run(partition, *, came=True):
        asked = []

        def fetch(feed, client, *, raw, state, moment):
            asked.append(feed.name)
            path = raw / f"{feed.name}.{moment.date()}"
            if came:
                path.mkdir(parents=True)
            return Fetched(path, kept=int(came))

        monkeypatch.setattr("pipelines.ingest.feeds.fetch.fetch_feed", fetch)
        with dg.DagsterInstance.ephemeral() as instance:
            result = dg.materialize(
                [feed_articles],
                instance=instance,
                partition_key=_known(instance, partition),
                resources={"feed_list": feed_list, "warehouse": Warehouse(output=str(tmp_path / "out"))},
            )
            return asked, result.asset_materializations_for_node("feed_articles")

    return run


def _known(instance, partition):
    instance.add_dynamic_partitions("batches", [partition])
    return partition


def test_the_present_day_of_a_feed_is_fetched(outputs):
    asked, made = outputs(f"courier.{DAY}")
    assert asked == ["courier"]
    assert made[0].metadata["articles_kept"].value == 1


def test_where_nothing_came_nothing_further_runs(outputs):
    assert outputs(f"courier.{DAY}", came=False) == (["courier"], [])


@pytest.mark.parametrize("partition", ["may", "courier.2022-04-14", "other.2022-04-15"])
def test_other_batches_and_past_days_are_never_fetched(outputs, partition):
    asked, made = outputs(partition)
    assert asked == []
    assert len(made) == 1
