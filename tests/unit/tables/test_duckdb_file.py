"""The database: every row, comments on everything, declared keys, and views that answer."""

import datetime as dt

import duckdb
import pytest

from pipelines.tables.duckdb_file import build
from pipelines.tables.frames import frame
from pipelines.tables.macros import MACROS
from pipelines.tables.schema import SCHEMA_VERSION, TABLES
from pipelines.tables.views import VIEWS
from pipelines.tables.write import write_parquet


def load(frames, folder):
    files = {table: folder / f"{table}.parquet" for table in TABLES}
    for table, path in files.items():
        write_parquet(table, frames[table], path)
    build(files.items(), folder / "test.duckdb")
    return duckdb.connect(folder / "test.duckdb", read_only=True)


@pytest.fixture(scope="module")
def database(frames, tmp_path_factory):
    with load(frames, tmp_path_factory.mktemp("database")) as connection:
        yield connection


def rebuilt(rows, folder, **tables):
    changed = rows | tables
    return load({name: frame(name, changed[name]) for name in TABLES}, folder)


def test_every_row_is_there(frames, database):
    for table, rows in frames.items():
        assert database.table(table).count("*").fetchall() == [(rows.height,)]


def test_everything_has_a_comment(database):
    silent = "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL"
    silent += " UNION ALL SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal"
    silent += " UNION ALL SELECT function_name FROM duckdb_functions() WHERE comment IS NULL AND NOT internal"
    silent += " UNION ALL SELECT column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_oid)"
    silent += " WHERE duckdb_columns.comment IS NULL AND duckdb_tables.table_name <> 'sitrep_meta'"
    assert database.execute(silent).fetchall() == []


def test_comments_tell_unit_values_and_references(database):
    find = "SELECT comment FROM duckdb_columns() WHERE table_name = $1 AND column_name = $2"
    assert database.execute(find, ["places", "population"]).fetchall()[0][0].endswith("Unit: person.")
    assert "One of actor, recipient." in database.execute(find, ["event_actors", "role"]).fetchall()[0][0]
    assert database.execute(find, ["figures", "doc_id"]).fetchall()[0][0].endswith("References documents.")


def test_keys_are_declared(database):
    kinds = "SELECT table_name, constraint_type FROM duckdb_constraints()"
    declared = set(database.execute(kinds).fetchall())
    for name, spec in TABLES.items():
        assert declared & {(name, "PRIMARY KEY"), (name, "UNIQUE")}
        if any(key.table != name for key in spec.foreign_keys):
            assert (name, "FOREIGN KEY") in declared


def test_schema_version_is_in_the_file(database):
    assert database.table("sitrep_meta").fetchall() == [("schema_version", SCHEMA_VERSION)]


def test_the_same_tables_give_the_same_rows_and_ddl(frames, tmp_path):
    dumps = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        with load(frames, tmp_path / name) as connection:
            rows = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]
            dumps.append((rows, connection.execute("SELECT sql, comment FROM duckdb_tables()").fetchall()))
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize("view", [*VIEWS, *MACROS], ids=lambda view: view.name)
def test_every_views_example_answers(database, view):
    assert database.sql(view.example).columns


def test_search_ranks_by_words(database):
    found = "SELECT outlet FROM search($1)"
    assert database.execute(found, ["RUVIAN army"]).fetchall() == [("Kelda Courier",)]
    assert database.execute(found, ["12 guards"]).fetchall() == [("Ruvian Mail",), ("Kelda Courier",)]
    for nothing in ("uard", "", "%", "(", "' OR 1=1"):
        assert database.execute(found, [nothing]).fetchall() == []


@pytest.mark.parametrize(
    ("lat", "lon", "km", "events"), [(12.5, 45.25, 0, 1), (12.4, 45.3, 13, 1), (12.4, 45.3, 12, 0)]
)
def test_near_is_a_great_circle(database, lat, lon, km, events):
    found = database.execute("SELECT distance_km FROM near($1, $2, $3)", [lat, lon, km]).fetchall()
    assert len(found) == events


def test_event_summary_is_one_readable_line(database):
    assert database.execute("SELECT summary FROM event_summary").fetchall() == [
        ("2031-03-03 gunmen → guards: ASSAULT/firearms in Kelda, RUV (certain, disputed) by Ruvian army, officials",)
    ]


def test_event_summary_says_what_did_not_happen(rows, tmp_path):
    planned = rows["events"][0] | {"modality": "future", "date_start": None, "date_end": None, "country": None}
    with rebuilt(rows, tmp_path, events=[planned | {"location_name": None}], event_actors=[]) as database:
        ((line,),) = database.execute("SELECT summary FROM event_summary").fetchall()
        assert line.startswith("undated [future] unknown: ASSAULT/firearms (certain, disputed) by")
        assert database.table("timeline").fetchall() == []


def test_event_summary_stays_one_line_however_many_take_part(rows, tmp_path):
    crowd = [rows["actors"][0] | {"actor_id": f"act_{n}", "name": f"band\n{n}"} for n in range(6)]
    parties = [
        rows["event_actors"][0] | {"actor_id": actor["actor_id"], "actor_mention_id": None, "position": position}
        for position, actor in enumerate(crowd)
    ]
    with rebuilt(rows, tmp_path, actors=rows["actors"] + crowd, event_actors=parties) as database:
        ((line, actors),) = database.execute("SELECT summary, actors FROM event_summary").fetchall()
    assert line.startswith("2031-03-03 band 0, band 1, band 2, band 3 and 2 more: ASSAULT")
    assert len(actors) == 6


def test_evidence_of_any_id(database):
    find = "SELECT table_name, outlet, evidence, context FROM evidence WHERE fact_id = $1 ORDER BY outlet"
    (gunmen,) = database.execute(find, ["amt_gunmen"]).fetchall()
    assert gunmen[:3] == ("actor_mentions", "Kelda Courier", "Gunmen")
    assert gunmen[3].startswith("Gunmen raid depot at Kelda\n«Gunmen» killed at least")
    raid = database.execute(find, ["evt_raid"]).fetchall()
    assert [row[1] for row in raid] == ["Kelda Courier", "Ruvian Mail"]
    for table in ("figures", "attributions", "sources", "places", "time_mentions", "event_mentions", "actors"):
        assert database.execute("SELECT count(*) FROM evidence WHERE table_name = $1", [table]).fetchall()[0][0] > 0


def test_evidence_counts_characters_as_python_does(database):
    after_emoji = 'SELECT substring(d.text, a.start + 1, a."end" - a.start) = a.text FROM event_arguments a'
    assert database.execute(after_emoji + " JOIN documents d USING (doc_id)").fetchall() == [(True,)]
    wrong = "SELECT count(*) FROM evidence e JOIN figures f ON f.figure_id = e.fact_id WHERE e.evidence <> f.evidence"
    assert database.execute(wrong).fetchall() == [(0,)]


def test_tolls_give_low_best_and_high_of_a_day_and_the_best_of_the_event(database):
    toll = "SELECT measure, CAST(reported_on AS VARCHAR), low, best, high, event_best, claim_count FROM tolls"
    assert database.execute(toll).fetchall() == [("fatalities", "2031-03-04", 6.0, 12.0, None, 9, 3)]


def test_the_toll_of_a_day_is_what_most_of_its_articles_say(rows, tmp_path):
    first, second = rows["documents"]
    day_after = second["published_at"] + dt.timedelta(days=1)
    later = [second | {"doc_id": f"doc_{n}", "published_at": day_after} for n in range(3)]
    twelve, six = (claim for claim in rows["event_claims"] if claim["value"] in {"12", "6"})
    claims = [
        twelve | {"doc_ids": [first["doc_id"], "doc_0", "doc_1"]},
        six | {"doc_ids": [second["doc_id"], "doc_2"]},
    ]
    with rebuilt(rows, tmp_path, documents=[first, second, *later], event_claims=claims) as connection:
        found = connection.execute("SELECT low, best, high, document_count FROM tolls ORDER BY reported_on").fetchall()
    assert found == [(6.0, 12.0, 12.0, 2), (6.0, 12.0, 12.0, 3)]


def test_disputes_list_the_claims_that_contradict_one_another(database):
    claims = database.execute("SELECT attribute, value, sources FROM disputes ORDER BY value").fetchall()
    assert claims == [("fatalities", "6", ["officials"]), ("fatalities", "at least 9", ["Ruvian army"])]


def test_unsourced_are_told_by_anonymous_voices_alone(rows, database, tmp_path):
    assert database.table("unsourced").fetchall() == []
    (tmp_path / "alone").mkdir()
    alone = {"event_mentions": rows["event_mentions"][1:], "event_actors": [], "event_arguments": []}
    alone["event_links"] = []
    with rebuilt(rows, tmp_path / "alone", figures=rows["figures"][1:], **alone) as anonymous:
        assert anonymous.execute("SELECT event_id FROM unsourced").fetchall() == [("evt_raid",)]


def test_dyads_pair_actor_and_recipient(database):
    pairs = "SELECT actor, recipient, CAST(month AS VARCHAR), event_type, event_count, mean_score FROM dyads"
    assert database.execute(pairs).fetchall() == [("gunmen", "guards", "2031-03-01", "ASSAULT", 1, -9.0)]


def test_state_organs_go_all_the_way_down(database):
    organs = "SELECT name, depth FROM state_organs WHERE whole = 'Ruvia' ORDER BY depth"
    assert database.execute(organs).fetchall() == [("Ruvian army", 1), ("Ada Orlo", 2)]


def test_state_organs_end_where_actors_contain_one_another(rows, tmp_path):
    parents = {"act_gunmen": "act_guards", "act_guards": "act_gunmen"}
    actors = [actor | {"parent_actor_id": parents.get(actor["actor_id"])} for actor in rows["actors"]]
    with rebuilt(rows, tmp_path, actors=actors) as database:
        assert database.execute("SELECT count(*) FROM state_organs").fetchall() == [(2,)]


def test_a_reference_that_leads_nowhere_is_not_loaded(rows, tmp_path):
    with pytest.raises(duckdb.ConstraintException):
        rebuilt(rows, tmp_path, places=[])


def test_a_reference_that_is_unknown_is_loaded_though_no_row_could_be_meant(rows, tmp_path):
    alone = [{**row, "event_id": None, "mention_id": None} for row in rows["figures"]]
    empty = {name: [] for name in TABLES if name.startswith(("event", "figure"))}
    with rebuilt(rows, tmp_path, **(empty | {"figures": alone})) as connection:
        assert connection.table("figures").count("*").fetchall() == [(len(alone),)]


def test_the_memory_of_the_database_is_set_by_the_environment(frames, tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_DUCKDB_MEMORY", "64MB")
    asked = []
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda *a, **o: asked.append(o.get("config", {})) or connect(*a, **o))
    load(frames, tmp_path).close()
    assert asked[0]["memory_limit"] == "64MB"
