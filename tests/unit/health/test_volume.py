"""Whether a run's number of rows is a usual one."""

import json

from pipelines.health.volume import history, volume


def runs(*events, documents=100):
    return [{"documents": documents, "events": count} for count in events]


def test_as_many_as_before_is_usual():
    assert volume("events", {"documents": 100, "events": 505}, runs(500, 510, 495)).is_usual


def test_more_articles_with_as_many_rows_each_are_usual():
    assert volume("events", {"documents": 300, "events": 1500}, runs(500, 510, 495)).is_usual


def test_no_rows_where_there_were_some_is_unusual():
    found = volume("events", {"documents": 100, "events": 0}, runs(500, 510, 495))
    assert not found.is_usual
    assert found.before == (5.0, 5.1, 4.95)


def test_twice_as_many_rows_per_article_are_unusual():
    assert not volume("events", {"documents": 100, "events": 1000}, runs(500, 510, 495)).is_usual


def test_where_runs_differ_widely_much_is_usual():
    assert volume("events", {"documents": 100, "events": 1000}, runs(100, 900, 400, 700)).is_usual


def test_articles_are_compared_by_their_number():
    assert not volume("documents", {"documents": 30}, runs(1, 1, 1)).is_usual
    assert volume("documents", {"documents": 110}, runs(1, 1, 1)).is_usual


def test_too_few_runs_or_articles_are_not_compared():
    assert volume("events", {"documents": 100, "events": 0}, runs(500, 500)).is_usual
    assert volume("events", {"documents": 3, "events": 0}, runs(9, 9, 9, documents=3)).is_usual
    assert volume("events", {"documents": 0}, []).is_usual


def test_history_is_of_other_runs_that_published_the_newest_first():
    def record(run, day, rows=None):
        return {
            "run_id": run,
            "finished_at": f"2031-03-0{day}",
            **({"rows": json.dumps({"documents": rows})} if rows else {}),
        }

    records = [record("a", 1, 10), record("c", 3, 30), record("b", 2, 20), record("failed", 4), record("now", 5, 50)]
    assert history(records, "now") == [{"documents": 30}, {"documents": 20}, {"documents": 10}]
