"""What sources claim of a happening, one row per value, with who says so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pipelines.resolve import resolve

from .story import Story, day, tables

STRIKE = {"mode": "aerial", "by": ("Arland",), "to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4)}
Claims = dict[tuple[str, str], dict[str, Any]]


def claims(*stories: Story) -> Claims:
    """(attribute, value) → row, of stories that tell one event."""
    out = resolve(tables(*stories))
    assert out["events"].height == 1
    names = dict(out["sources"].select("source_id", "name").iter_rows())
    return {
        (row["attribute"], row["value"]): row | {"sources": [names[source] for source in row["source_ids"]]}
        for row in out["event_claims"].iter_rows(named=True)
    }


def two_tolls(first: float, second: float, **more: Any) -> Claims:
    one, other = Story("d1", day(5), "Herald"), Story("d2", day(6), "Courier")
    one.tell(**STRIKE, killed=(first,), said_by=one.voice("Ann Smith"))
    other.tell(**STRIKE, killed=(second,), **more)
    return claims(one, other)


def test_every_value_of_every_attribute_is_a_claim() -> None:
    found = two_tolls(7.0, 7.0)
    assert set(found) == {
        ("occurred", "actual"),
        ("actor", "Arland"),
        ("recipient", "Red Front"),
        ("place", "Norvik"),
        ("date", "2021-03-04"),
        ("fatalities", "7"),
    }
    assert not any(row["is_disputed"] for row in found.values())


def test_a_claim_knows_who_says_so_and_where() -> None:
    found = two_tolls(7.0, 12.0)
    assert found["fatalities", "7"]["sources"] == ["Ann Smith"]
    assert found["fatalities", "12"]["sources"] == ["Courier"]
    assert sorted(found["place", "Norvik"]["sources"]) == ["Ann Smith", "Courier"]
    assert found["place", "Norvik"]["doc_ids"] == ["d1", "d2"]
    assert found["fatalities", "12"]["first_reported_at"] == day(6)


def test_what_contradicts_is_marked_and_nothing_else() -> None:
    found = two_tolls(7.0, 12.0)
    assert {key for key, row in found.items() if row["is_disputed"]} == {("fatalities", "7"), ("fatalities", "12")}


def test_a_lower_bound_below_a_number_does_not_contradict_it() -> None:
    found = two_tolls(9.0, 7.0, bound="at_least")
    assert not found["fatalities", "at least 7"]["is_disputed"]
    assert (found["fatalities", "at least 7"]["value_low"], found["fatalities", "at least 7"]["value_high"]) == (
        7,
        None,
    )


def test_a_repeated_article_is_no_source_of_its_own() -> None:
    text = " ".join(f"word{i}" for i in range(150))
    one, copy = Story("d1", day(5), "Herald", text), Story("d2", day(6), "Courier", text)
    for story in (one, copy):
        story.tell(**STRIKE)
    out = resolve(tables(one, copy))
    (event,) = out["events"].iter_rows(named=True)
    assert (event["outlet_count"], event["document_count"]) == (1, 2)
    assert set(out["event_claims"]["source_count"]) == {1}


def test_outlets_and_named_voices_are_counted_apart() -> None:
    one, other = Story("d1", day(5), "Herald"), Story("d2", day(6), "Herald")
    one.tell(**STRIKE, said_by=one.voice("Ann Smith"))
    other.tell(**STRIKE, said_by=other.voice("officials", "anonymous", is_named=False))
    (event,) = resolve(tables(one, other))["events"].iter_rows(named=True)
    assert (event["outlet_count"], event["named_voice_count"], event["source_count"]) == (1, 1, 3)
