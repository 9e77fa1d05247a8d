"""Validation sets bad rows apart, says why, and takes with them what rests on them."""

import datetime as dt
import json

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.tables.frames import TableError, frame
from pipelines.tables.schema import TABLES
from pipelines.tables.validate import ValidationFailed, validate


def changed(rows, table, position, /, **cells):
    """The frames of a warehouse in which some cells of one row are others."""
    copy = {**rows, table: [row | cells if i == position else row for i, row in enumerate(rows[table])]}
    return {name: frame(name, copy[name]) for name in TABLES}


def reasons(validation, table):
    return validation.rejects.filter(pl.col("table_name") == table)["reason"].to_list()


def test_good_tables_pass_unchanged(frames):
    validation = validate(frames)
    assert validation.rejects.is_empty()
    assert all(validation.frames[table].equals(frames[table]) for table in TABLES)
    assert validation.failed() == ()


@pytest.mark.parametrize(
    ("table", "cells", "reason"),
    [
        ("events", {"event_type": "EXPLODE"}, "event_type is none of its values (EXPLODE)"),
        ("events", {"event_mode": "visit"}, "event_mode is no mode of event_type"),
        ("events", {"plover_score": -5.0}, "plover_score is not that of event_type and event_mode"),
        ("events", {"quad_class": "verbal conflict"}, "quad_class is not that of event_type"),
        ("events", {"contexts": ["military", "gossip"]}, "contexts holds what is no PLOVER context"),
        ("events", {"date_start": dt.date(2031, 3, 9)}, "not date_start ≤ date_end"),
        ("events", {"fatalities_best": 13}, "not fatalities_low ≤ fatalities_best ≤ fatalities_high"),
        ("events", {"fatalities_low": 13, "fatalities_best": None}, "not fatalities_low ≤ fatalities_best"),
        ("events", {"injured_low": -1}, "injured_low fails greater_than_or_equal_to(0) (-1)"),
        ("events", {"latitude": None}, "only some of latitude, longitude are NULL"),
        ("events", {"latitude": 95.0}, "latitude fails less_than_or_equal_to(90) (95.0)"),
        ("events", {"country": "Ruvia"}, "country has another form (Ruvia)"),
        ("events", {"named_source_count": 3}, "not named_source_count ≤ source_count"),
        ("event_mentions", {"evidence": "Gunmen killed guards"}, "evidence is not the text from start 27 to end 82"),
        ("event_mentions", {"trigger_text": "shot"}, "trigger_text is not the text from trigger_start 34"),
        ("event_mentions", {"trigger_start": 3, "trigger_end": 7}, "trigger_start, trigger_end outside start, end"),
        ("event_mentions", {"end": 5000}, "end 5000 lies beyond the text of"),
        ("event_mentions", {"end": 27}, "not start < end"),
        ("event_mentions", {"is_background": None}, "is_background is NULL"),
        ("figures", {"low": 10}, "not low ≤ value ≤ high"),
        ("figures", {"value": float("inf"), "high": None}, "low, value, high not finite"),
        ("figures", {"text": "nine guards"}, "text is not the text from start"),
        ("figures", {"evidence_end": 49, "evidence": "at least"}, "start, end outside evidence_start, evidence_end"),
        ("figures", {"attribution_id": "att_none"}, "attribution_id refers to no row of attributions that is left"),
        ("attributions", {"cue_start": None}, "only some of cue_start, cue_end are NULL"),
        ("attributions", {"content_end": 5000}, "content_end 5000 lies beyond the text"),
        ("attributions", {"source_text": "the army"}, "source_text is not the text from source_start"),
        ("actor_mentions", {"actor_id": "act_none"}, "actor_id refers to no row of actors that is left"),
        ("actors", {"code": "RU"}, "code has another form (RU)"),
        ("documents", {"duplicate_of": "self"}, "duplicate_of refers to its own row"),
        ("documents", {"sha256": "?"}, "sha256 has another form (?)"),
        ("time_mentions", {"start": -1}, "start fails greater_than_or_equal_to(0) (-1)"),
        ("sources", {"kind": "rumour"}, "kind is none of its values (rumour)"),
        ("runs", {"finished_at": dt.datetime(2031, 3, 1, tzinfo=dt.UTC)}, "not started_at ≤ finished_at"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(rows, table, cells, reason):
    if cells.get("duplicate_of") == "self":
        cells = {"duplicate_of": rows["documents"][0]["doc_id"]}
    validation = validate(changed(rows, table, 0, **cells))
    assert any(reason in given for given in reasons(validation, table)), reasons(validation, table)
    assert validation.faulty[table] <= validation.refused[table]


def test_the_row_is_kept_in_rejects(rows):
    moment = dt.datetime(2031, 3, 5, tzinfo=dt.UTC)
    validation = validate(changed(rows, "figures", 1, low=13), run_id="run-7", rejected_at=moment)
    (reject,) = validation.rejects.iter_rows(named=True)
    assert reject["stage"] == "validate"
    assert reject["table_name"] == "figures"
    assert reject["uri"] == "articles/Ruvian Mail.txt"
    assert reject["doc_id"] == rows["figures"][1]["doc_id"]
    assert reject["run_id"] == "run-7"
    assert reject["rejected_at"] == moment
    row = json.loads(reject["row"])
    assert row["low"] == 13
    assert set(row) == set(TABLES["figures"].polars_schema)


def test_of_rows_with_one_key_the_first_stays(rows):
    twins = [rows["figures"][0], rows["figures"][0] | {"item": "men"}, *rows["figures"][1:]]
    validation = validate({name: frame(name, {**rows, "figures": twins}[name]) for name in TABLES})
    assert reasons(validation, "figures") == ["primary key repeated"]
    assert validation.frames["figures"].filter(pl.col("figure_id") == twins[0]["figure_id"])["item"].to_list() == [
        "guards"
    ]


def test_twice_the_same_bad_row_is_rejected_twice(rows):
    bad = rows["places"][0] | {"latitude": None}
    validation = validate({"places": frame("places", [bad, bad])})
    assert validation.rejects.height == 2


def test_what_refers_to_a_refused_row_goes_with_it(rows):
    validation = validate(changed(rows, "documents", 0, word_count=-1))
    assert validation.refused["documents"] == 1
    for table in ("event_mentions", "figures", "attributions"):
        assert validation.refused[table] == 1
        assert validation.faulty[table] == 0
    assert validation.refused["event_actors"] == 2
    assert validation.refused["actor_mentions"] == 1
    assert validation.refused["events"] == 0
    assert validate(validation.frames).rejects.is_empty()


def test_an_event_without_evidence_is_refused(rows):
    only = {**rows, "event_mentions": [rows["event_mentions"][0] | {"trigger_text": "?"}]}
    only |= {"figures": rows["figures"][1:]}
    validation = validate({name: frame(name, only[name]) for name in TABLES})
    assert validation.frames["events"].is_empty()
    assert reasons(validation, "events") == ["no row of event_mentions tells of it"]
    assert validation.frames["figures"]["event_id"].to_list() == [None]


def test_an_optional_reference_to_a_refused_row_is_cleared(rows):
    validation = validate(changed(rows, "places", 0, kind="planet"))
    assert validation.frames["events"]["place_id"].to_list() == [None]
    assert validation.refused["events"] == 0
    assert reasons(validation, "events") == ["place_id refers to no row of places that is left: set to NULL, row kept"]
    assert validation.refused["place_mentions"] == 1
    assert validation.frames["event_mentions"]["place_mention_id"].to_list() == [None, None]


def test_a_lost_voice_never_becomes_the_outlets_own(rows):
    validation = validate(changed(rows, "attributions", 0, stance="sing"))
    assert validation.refused["event_mentions"] == 1
    assert None not in validation.frames["event_mentions"]["attribution_id"].to_list()


def test_references_to_tables_that_are_not_given_are_not_checked(frames):
    batch = {name: frames[name] for name in TABLES if TABLES[name].stage == "mention"}
    assert validate(batch).rejects.is_empty()


def test_context_is_referred_to_but_not_validated(rows, frames):
    documents = frame("documents", [row | {"word_count": -1} for row in rows["documents"]])
    validation = validate({"figures": frames["figures"]}, context={"documents": documents})
    assert validation.rejects.is_empty()
    assert set(validation.frames) == {"figures"}
    moved = frames["figures"].with_columns(pl.col("start") + 1)
    assert validate({"figures": moved}, context={"documents": documents}).faulty["figures"] == 2


def test_more_than_a_share_of_bad_rows_fails_the_set(rows):
    good = [rows["places"][0] | {"place_id": f"plc_{i}"} for i in range(99)]
    bad = [rows["places"][0] | {"place_id": f"bad_{i}", "kind": "planet"} for i in range(6)]
    few = validate({"places": frame("places", good + bad[:5])})
    assert few.failed() == ()
    few.require()
    many = validate({"places": frame("places", good + bad)})
    assert many.share("places") == pytest.approx(6 / 105)
    assert many.failed() == ("places",)
    with pytest.raises(ValidationFailed, match=r"above 5\.0%: places: 6 of 105 \(5\.7%\).*kind is none of its values"):
        many.require()
    many.require(threshold=0.1)


def test_a_frame_of_another_table_is_an_error(frames):
    with pytest.raises(TableError):
        validate({"places": frames["figures"]})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_row_is_lost_and_what_is_left_is_valid(rows, data):
    table = data.draw(st.sampled_from([name for name in TABLES if name not in ("runs", "rejects")]))
    spec = TABLES[table]
    column = data.draw(st.sampled_from([c for c in spec.columns if c.dtype != pl.List(pl.String)]))
    cell = data.draw(
        {
            pl.String: st.none() | st.text(max_size=3),
            pl.Int64: st.none() | st.integers(-5, 200),
            pl.Float64: st.none() | st.floats(allow_subnormal=False),
            pl.Boolean: st.none() | st.booleans(),
            pl.Date: st.none() | st.dates(),
            pl.Datetime: st.none() | st.datetimes(min_value=dt.datetime(1900, 1, 1), timezones=st.just(dt.UTC)),
        }[column.dtype.base_type()]
    )
    position = data.draw(st.integers(0, len(rows[table]) - 1))
    broken = changed(rows, table, position, **{column.name: cell})
    validation = validate(broken)
    for name in TABLES:
        assert validation.frames[name].height + validation.refused[name] == broken[name].height
    assert validation.rejects["reject_id"].is_unique().all()
    assert validate(validation.frames).rejects.is_empty()
