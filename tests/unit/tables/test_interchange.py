"""Events in the layouts of other data sets: their columns, our rows, and nothing made up."""

import re

import duckdb
import pytest

from pipelines.tables.duckdb_file import build
from pipelines.tables.interchange import INTERCHANGE, LAYOUTS
from pipelines.tables.interchange.lookups import crosswalk
from pipelines.tables.schema import TABLES
from pipelines.tables.vocabulary import EVENT_MODES
from pipelines.tables.write import write_parquet


@pytest.fixture(scope="module")
def database(frames, tmp_path_factory):
    folder = tmp_path_factory.mktemp("interchange")
    files = {table: folder / f"{table}.parquet" for table in TABLES}
    for table, path in files.items():
        write_parquet(table, frames[table], path)
    build(files.items(), folder / "test.duckdb")
    with duckdb.connect(folder / "test.duckdb", read_only=True) as connection:
        yield connection


def only(database, view):
    rows = database.sql(f"SELECT * FROM {view}").pl().to_dicts()
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize("view", INTERCHANGE, ids=lambda view: view.name)
def test_every_example_answers(database, view):
    assert database.sql(view.example).columns


@pytest.mark.parametrize(("name", "columns"), [("gdelt_events", 61), ("acled_events", 31), ("ucdp_ged", 49)])
def test_a_layout_has_as_many_columns_as_its_codebook(database, name, columns):
    assert len(set(database.table(name).columns)) == columns


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_cannot_be_filled_is_null_and_says_why(database, layout):
    row = only(database, layout.name)
    for column in layout.unfilled:
        assert column.note
        assert row[column.name] is None


def test_every_code_has_a_cameo_code(database):
    codes = crosswalk("cameo")
    assert set(codes) == {(kind, mode) for kind, modes in EVENT_MODES.items() for mode in (None, *modes)}
    assert all(re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", code) for code in codes.values())


def test_gdelt(database):
    row = only(database, "gdelt_events")
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (20310303, 203103, 2031)
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("193", "193", "19", 4)
    assert row["FractionDate"] == round(2031 + (2 * 30 + 3) / 365, 4)
    assert (row["Actor1Name"], row["GoldsteinScale"], row["NumMentions"]) == ("GUNMEN", -9.0, 2)


def test_acled(database):
    row = only(database, "acled_events")
    assert (row["disorder_type"], row["sub_event_type"]) == ("Political violence", "Attack")
    assert (row["actor1"], row["time_precision"], row["source"]) == ("gunmen", 1, "Kelda Courier; Ruvian Mail")
    assert row["notes"].startswith("Gunmen killed") or row["notes"].startswith("the raiders")


def test_ucdp(database):
    row = only(database, "ucdp_ged")
    tolls = database.sql("SELECT fatalities_low, fatalities_best, fatalities_high FROM events").fetchall()
    assert [(row["low"], row["best"], row["high"])] == tolls
    assert (row["side_a"], row["date_prec"], row["event_clarity"]) == ("gunmen", 1, 1)
    assert row["deaths_unknown"] == row["best"]


def test_polecat(database):
    row = only(database, "polecat")
    assert (row["Event Type"], row["Event Mode"], row["Contexts"]) == ("ASSAULT", "firearms", "military")
    assert (row["Actor Name"], row["Actor Name Raw"]) == ("gunmen", "Gunmen")


def asked(layout, name, **cells):
    """What a column of a layout makes of an event and its parties."""
    (column,) = (column.sql for column in layout.columns if column.name == name)
    values = ", ".join(f"{sql} AS {cell}" for cell, sql in cells.items())
    return duckdb.sql(f"SELECT {column} FROM (SELECT {values}) AS e, (SELECT {values}) AS p").fetchall()[0][0]


@pytest.mark.parametrize(
    ("name", "cell", "value", "code"),
    [
        ("geo_precision", "geo_precision", "admin1", 3),
        ("geo_precision", "geo_precision", "country", None),
        ("geo_precision", "geo_precision", "none", None),
        ("time_precision", "date_precision", "month", 3),
        ("time_precision", "date_precision", "year", None),
    ],
)
def test_acled_has_no_code_for_what_is_known_less_precisely(name, cell, value, code):
    acled = next(layout for layout in LAYOUTS if layout.name == "acled_events")
    assert asked(acled, name, **{cell: f"'{value}'"}) == code


@pytest.mark.parametrize(
    ("actor", "recipient", "kind"),
    [
        ("military", "armed_group", 1),
        ("armed_group", "police", 1),
        ("armed_group", "armed_group", 2),
        ("armed_group", "civilians", 3),
        (None, "police", None),
        ("police", "person", None),
    ],
)
def test_ucdp_tells_the_kind_of_violence_only_of_known_sides(actor, recipient, kind):
    ucdp = next(layout for layout in LAYOUTS if layout.name == "ucdp_ged")
    sides = {
        side: f"[{{'actor_type': '{found}'}}]" if found else "CAST([] AS STRUCT(actor_type VARCHAR)[])"
        for side, found in (("actors", actor), ("recipients", recipient))
    }
    assert asked(ucdp, "type_of_violence", **sides) == kind


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"), [(-90, -180, 1), (0.1, 0.1, 180 * 720 + 361), (90, 180, 359 * 720 + 1)]
)
def test_every_point_lies_in_a_cell_of_the_grid(latitude, longitude, cell):
    ucdp = next(layout for layout in LAYOUTS if layout.name == "ucdp_ged")
    assert asked(ucdp, "priogrid_gid", latitude=str(latitude), longitude=str(longitude)) == cell
