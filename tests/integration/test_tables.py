"""Articles in, tables out: every table is there with every column, and every row stands on the words of its article."""

import pytest

from pipelines.tables.read import connect
from pipelines.tables.schema import TABLES

SPANS = [(name, *columns) for name, spec in TABLES.items() for columns in spec.slices]


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_is_published_with_exactly_its_columns(table, name):
    assert dict(table(name).schema) == dict(TABLES[name].polars_schema)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "rejects"])
def test_three_articles_give_rows_in_every_table(table, name):
    if name in ("event_arguments", "event_links", "event_redirects"):
        pytest.skip("these articles may name no instrument, and tell of different happenings")
    assert table(name).height > 0


def test_nothing_was_refused(table):
    assert table("rejects").to_dicts() == []


@pytest.mark.parametrize(("name", "start", "end", "text"), SPANS)
def test_words_are_those_of_the_article_at_their_offsets(table, name, start, end, text):
    texts = dict(table("documents").select("doc_id", "text").iter_rows())
    for row in table(name).drop_nulls([start, end]).iter_rows(named=True):
        words = texts[row["doc_id"]][row[start] : row[end]]
        assert words
        assert text is None or row[text] == words


def test_what_the_input_says_is_kept_and_nothing_is_added(table):
    rows = {row["title"]: row for row in table("documents").iter_rows(named=True)}
    known = rows["Kenya sends troops to Somali border after market attack"]
    assert (known["outlet"], str(known["published_at"])) == ("Coast Gazette", "2021-03-10 00:00:00+00:00")
    unknown = rows["Museum opens new wing"]
    assert (unknown["published_at"], unknown["published_at_source"], unknown["outlet"]) == (None, "none", None)


def test_planned_and_possible_events_are_not_actual(table):
    events = table("event_mentions").filter(trigger_text="close")
    assert set(events["modality"]) <= {"hypothetical"}


def test_figures_have_the_interval_of_their_words(table):
    figures = {row["text"]: row for row in table("figures").iter_rows(named=True)}
    assert any(
        (row["value"], row["low"], row["high"], row["bound"]) == (400, 400, None, "at_least")
        for row in figures.values()
    )


def test_the_database_has_the_same_rows_as_the_files(warehouse, table):
    with connect(warehouse) as connection:
        for name in TABLES:
            assert connection.execute(f"select count(*) from {name}").fetchone() == (table(name).height,)
