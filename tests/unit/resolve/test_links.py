"""Why events were joined, or nearly, and where ids lead that they had."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from pipelines.resolve import resolution, resolve

from .story import Story, day, tables

STRIKE = {"mode": "aerial", "by": ("Arland",), "to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4)}


def reports(*happenings: dict[str, Any]) -> list[Story]:
    out = []
    for number, happening in enumerate(happenings):
        out.append(Story(f"d{number}", day(5 + number)))
        out[-1].tell(**happening)
    return out


def test_a_link_tells_its_points() -> None:
    out = resolve(tables(*reports(STRIKE, STRIKE)))
    (link,) = out["event_links"].iter_rows(named=True)
    assert (link["outcome"], link["event_id"]) == ("joined", link["other_event_id"])
    assert (link["party_points"], link["place_points"], link["date_points"]) == (4.0, 3.0, 3.0)
    points = [column for column in out["event_links"].columns if column.endswith("_points")]
    assert link["link_score"] == sum(link[column] for column in points)
    assert out["events"]["link_score"].to_list() == [link["link_score"]]


def test_a_near_miss_is_told() -> None:
    vague = {"by": ("Arland",), "words": "attack"}
    (link,) = resolve(tables(*reports(vague, vague)))["event_links"].iter_rows(named=True)
    assert link["outcome"] == "near_miss"
    assert link["event_id"] != link["other_event_id"]


def test_what_no_link_holds_has_no_score() -> None:
    assert resolve(tables(*reports(STRIKE)))["events"]["link_score"].to_list() == [None]


def test_the_id_stays_when_reports_are_added_and_others_lead_to_it() -> None:
    stories = reports(STRIKE, STRIKE, STRIKE)
    (first,) = resolve(tables(stories[0]))["events"]["event_id"]
    (second,) = resolve(tables(stories[1]))["events"]["event_id"]
    out = resolve(tables(*stories))
    assert out["events"]["event_id"].to_list() == [first]
    assert dict(out["event_redirects"].select("old_event_id", "event_id").iter_rows())[second] == first
    assert out["event_redirects"].height == 2


def test_what_only_a_document_had_joined_comes_apart_without_it() -> None:
    vague = {"by": ("Arland",), "to": ("Red Front",), "on": dt.date(2021, 3, 4), "words": "attack"}
    north, south = vague | {"at": "Norvik", "mode": "aerial"}, vague | {"at": "North", "mode": None}
    with_all = resolve(tables(*reports(north, vague, south)))
    without = resolve(tables(*reports(north, vague)))
    assert (with_all["events"].height, without["events"].height) == (1, 1)
    assert with_all["event_redirects"].height == without["event_redirects"].height + 1


def test_a_large_block_is_reported() -> None:
    out = resolution(tables(*reports(*[{"by": ("Arland",), "words": f"attack {n}"} for n in range(24)])))
    assert out.report["largest_block"] == 24
    assert out.report["pairs_left_out"] == 0


def test_lists_of_points_are_numbers() -> None:
    links = resolve(tables(*reports(STRIKE, STRIKE)))["event_links"]
    assert all(links.schema[column] == pl.Float64 for column in links.columns if column.endswith("points"))
