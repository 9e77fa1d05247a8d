"""Exports: the same rows in every format, whole files or none, and text that cannot act where it is opened."""

import csv
import json

import duckdb
import networkx as nx
import polars as pl
import pytest

from pipelines.export.formats import WRITERS, ExportError, default_file, default_view, export

HOSTILE = '=HYPERLINK("http://example.org")'


@pytest.fixture
def database():
    with duckdb.connect() as connection:
        connection.execute("""
            CREATE TABLE actors (actor_id VARCHAR, name VARCHAR, actor_type VARCHAR, country VARCHAR, aliases VARCHAR[],
                title VARCHAR, wikidata_id VARCHAR, is_generic BOOLEAN);
            INSERT INTO actors VALUES
                ('act_a', 'Ruvian' || chr(7) || ' army', 'military', 'FRA', ['RA', 'Ruvian army'], NULL, 'Q1', false),
                ('act_b', 'Ada Kern', 'person', NULL, [], 'Mayor', NULL, false),
                ('act_c', 'gunmen', 'armed_group', NULL, [], NULL, NULL, true);
            CREATE TABLE dyads AS SELECT 'act_a' AS actor_id, 'act_b' AS recipient_id, 'ASSAULT' AS event_type,
                unnest([2, 1]) AS event_count, unnest([-9.0, -3.0]) AS mean_score;
            CREATE TABLE events AS SELECT 'evt_1' AS event_id, 'Raid' AS title, 'ASSAULT' AS event_type,
                NULL::VARCHAR AS event_mode, 'actual' AS modality, DATE '2031-03-03' AS date_start,
                DATE '2031-03-03' AS date_end, 'FRA' AS country, 'Kelda' AS location_name,
                45.25::DOUBLE AS latitude, 12.5::DOUBLE AS longitude;
            INSERT INTO events BY NAME SELECT 'evt_2' AS event_id, 'CONSULT' AS event_type, 'future' AS modality;
            CREATE TABLE event_summary AS SELECT event_id, event_id || ' in words' AS summary FROM events;
            CREATE TABLE event_parties AS SELECT event_id, [{'actor_id': 'act_a'}] AS actors,
                CAST([] AS STRUCT(actor_id VARCHAR)[]) AS recipients FROM events;
            CREATE TABLE country_codes AS SELECT 'FRA' AS country, 'FR' AS iso2;
            CREATE TABLE documents AS SELECT 'doc_1' AS doc_id, 'https://example.org/raid' AS url;
            CREATE TABLE event_mentions AS SELECT 'evt_1' AS event_id, 'doc_1' AS doc_id;
        """)
        connection.execute("CREATE TABLE odd (cell VARCHAR, list INTEGER[], day DATE, number DOUBLE, yes BOOLEAN)")
        connection.execute("INSERT INTO odd VALUES ($1, [1, NULL], '1871-05-10', 2.5, true)", [HOSTILE])
        yield connection


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_writes_its_own_view_and_counts_rows(database, form, tmp_path):
    told = []
    view = default_view(form)
    path = tmp_path / "new folder" / default_file(form, view)
    rows = export(database, view, form, path, lambda done, total: told.append((done, total)))
    assert rows >= 1
    assert path.stat().st_size
    assert told[-1][0] == rows
    assert [found.name for found in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_rows_give_the_same_bytes(database, form, tmp_path):
    for name in ("a", "b"):
        export(database, default_view(form), form, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_csv_joins_lists_and_disarms_formulas(database, tmp_path):
    export(database, "odd", "csv", tmp_path / "odd.csv")
    (row,) = csv.DictReader((tmp_path / "odd.csv").read_text(encoding="utf-8").splitlines())
    assert row == {"cell": "'" + HOSTILE, "list": "1; ", "day": "1871-05-10", "number": "2.5", "yes": "true"}


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "\uff1d1", "\uff201"])
def test_no_cell_begins_as_a_formula(database, cell, tmp_path):
    database.execute("CREATE TABLE cells (cell VARCHAR)")
    database.execute("INSERT INTO cells VALUES ($1)", [cell])
    export(database, "cells", "csv", tmp_path / "cells.csv")
    with (tmp_path / "cells.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["cell"], ["'" + cell]]


def test_jsonl_keeps_lists_and_nulls(database, tmp_path):
    export(database, "odd", "jsonl", tmp_path / "odd.jsonl")
    row = json.loads((tmp_path / "odd.jsonl").read_text(encoding="utf-8"))
    assert row == {"cell": HOSTILE, "list": [1, None], "day": "1871-05-10", "number": 2.5, "yes": True}


def test_parquet_keeps_types(database, tmp_path):
    export(database, "events", "parquet", tmp_path / "events.parquet")
    frame = pl.read_parquet(tmp_path / "events.parquet")
    assert frame.schema["date_start"] == pl.Date
    assert frame["event_id"].to_list() == ["evt_1", "evt_2"]


def test_a_spreadsheet_holds_text_numbers_and_dates(database, tmp_path):
    export(database, "odd", "xlsx", tmp_path / "odd.xlsx")
    frame = pl.read_excel(tmp_path / "odd.xlsx", engine="openpyxl")
    assert frame.rows() == [(HOSTILE, "1; ", "1871-05-10", 2.5, True)]


def test_a_map_has_a_point_for_each_row_with_a_place(database, tmp_path):
    assert export(database, "events", "geojson", tmp_path / "map") == 1
    (feature,) = json.loads((tmp_path / "map").read_text(encoding="utf-8"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [12.5, 45.25]}
    assert feature["properties"]["event_id"] == "evt_1"


def test_a_network_weighs_its_edges(database, tmp_path):
    export(database, "dyads", "gexf", tmp_path / "net.gexf")
    graph = nx.read_gexf(tmp_path / "net.gexf")
    assert graph.nodes["act_a"]["label"] == "Ruvian army"
    ((_, _, edge),) = graph.edges(data=True)
    assert (edge["weight"], edge["mean_score"], edge["event_type"]) == (3.0, -7.0, "ASSAULT")


def test_entities_refer_to_each_other(database, tmp_path):
    export(database, "events", "ftm", tmp_path / "ftm")
    entities = {e["id"]: e for e in map(json.loads, (tmp_path / "ftm").read_text(encoding="utf-8").splitlines())}
    assert set(entities) == {"act_a", "act_b", "evt_1", "evt_2"}
    assert entities["act_a"]["schema"] == "PublicBody"
    assert entities["act_b"]["properties"]["position"] == ["Mayor"]
    assert entities["evt_1"]["properties"]["organizer"] == ["act_a"]
    assert entities["evt_1"]["properties"]["sourceUrl"] == ["https://example.org/raid"]


def test_an_unknown_view_is_refused_by_name(database, tmp_path):
    with pytest.raises(ExportError, match="no table or view 'nowhere'"):
        export(database, "nowhere", "csv", tmp_path / "x")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("form", "view"), [("geojson", "actors"), ("gexf", "events"), ("ftm", "actors")])
def test_a_view_that_lacks_what_a_format_is_made_of_is_refused(database, form, view, tmp_path):
    with pytest.raises(ExportError, match="choose another --view"):
        export(database, view, form, tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(database, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="choose another file"):
        export(database, "events", "csv", tmp_path / "file" / "x.csv")


def test_moments_are_iso_8601(database, tmp_path):
    database.execute(
        "CREATE TABLE moments AS SELECT TIMESTAMP '2031-03-03 10:30:00' AS moment, 2.5::DECIMAL(9, 2) AS share"
    )
    export(database, "moments", "jsonl", tmp_path / "moments.jsonl")
    row = json.loads((tmp_path / "moments.jsonl").read_text(encoding="utf-8"))
    assert row == {"moment": "2031-03-03T10:30:00", "share": 2.5}


def test_a_spreadsheet_keeps_every_digit_of_a_long_number(database, tmp_path):
    database.execute("CREATE TABLE long AS SELECT 37976875888048204 AS id, 999999999999999 AS number")
    export(database, "long", "xlsx", tmp_path / "long.xlsx")
    assert pl.read_excel(tmp_path / "long.xlsx", engine="openpyxl").rows() == [("37976875888048204", 999999999999999)]


def test_a_map_is_made_however_a_view_writes_its_columns(database, tmp_path):
    database.execute(
        'CREATE VIEW foreign_names AS SELECT event_id, latitude AS "Latitude", longitude AS "Longitude" FROM events'
    )
    assert export(database, "foreign_names", "geojson", tmp_path / "map") == 1
    (feature,) = json.loads((tmp_path / "map").read_text(encoding="utf-8"))["features"]
    assert feature["geometry"]["coordinates"] == [12.5, 45.25]
    assert feature["properties"] == {"event_id": "evt_1"}


def test_an_event_is_one_entity_and_names_only_entities_of_the_file(database, tmp_path):
    database.execute("INSERT INTO event_mentions VALUES ('evt_1', 'doc_1')")
    database.execute(
        "UPDATE event_parties SET actors = [{'actor_id': 'act_c'}, {'actor_id': 'act_b'}] WHERE event_id = 'evt_1'"
    )
    export(database, "event_mentions", "ftm", tmp_path / "ftm")
    entities = [json.loads(line) for line in (tmp_path / "ftm").read_text(encoding="utf-8").splitlines()]
    assert [entity["id"] for entity in entities] == ["act_a", "act_b", "evt_1"]
    assert entities[-1]["properties"]["organizer"] == ["act_b"]
