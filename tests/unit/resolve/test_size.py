"""Documents made to cost much, or to melt everything together."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from pipelines.resolve import resolve

from .story import Story, day, tables

STRIKE = {"mode": "aerial", "by": ("Arland",), "to": ("Red Front",), "at": "Norvik"}
PATIENCE = 30.0  # seconds, many times what is needed: quadratic work would take minutes


@pytest.fixture(autouse=True)
def patience():
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < PATIENCE


def reports(number: int) -> list[Story]:
    """Documents of as many days, each of another strike."""
    out = []
    for n in range(number):
        story = Story(f"r{n:03}", day(1 + n % 28))
        story.tell(**STRIKE, on=dt.date(2021, 3, 1 + n % 28))
        out.append(story)
    return out


def test_a_document_that_names_hundreds_does_not_melt_others_together() -> None:
    crowd = tuple(f"Ana Silva{n}" for n in range(150))
    long = Story("d1", day(5))
    for n in range(12):
        long.tell(by=("Arland", *crowd), to=("Red Front", "Belmark"), words=f"clash number {n}")
    out = resolve(tables(long, *reports(28)))["events"]
    assert out.filter(out["document_count"] > 2).is_empty()
    assert out.height >= 28 + 11


def test_many_reports_of_one_day_are_one_event() -> None:
    several = []
    for n in range(120):
        story = Story(f"r{n:03}", day(5))
        story.tell(**STRIKE, on=dt.date(2021, 3, 4))
        several.append(story)
    assert resolve(tables(*several))["events"].height == 1


def repeated(times: int) -> Story:
    """A sentence over and over; rows are added without looking for earlier ones."""
    story = Story("d1", day(5))
    story.tell(**STRIKE, on=dt.date(2021, 3, 4))
    for table in ("event_mentions", "event_actors", "local_events"):
        first = list(story.rows[table])
        for n in range(1, times):
            story.rows[table] += [
                row | {"event_id": f"d1/e{n}"} | ({"mention_id": f"d1/m{n}"} if "mention_id" in row else {})
                for row in first
            ]
    return story


def test_a_sentence_repeated_thousands_of_times_is_one_event() -> None:
    assert resolve(tables(repeated(10_000)))["events"].height == 1


def test_a_surname_told_in_thousands_of_documents_costs_no_more_than_their_number() -> None:
    crowd = []
    for n in range(3_000):
        story = Story(f"d{n:04}")
        story.actor("Ana Silva" if n % 2 else "Silva")
        story.actor("Red Front")
        crowd.append(story)
    actors = resolve(tables(*crowd))["actors"]
    assert actors.filter(actors["name"] == "Ana Silva")["document_count"].to_list() == [3_000]


def test_a_thousand_voices_on_one_event_are_weighed_at_once() -> None:
    story = Story("d1", day(5))
    for n in range(1_000):
        story.tell(**STRIKE, on=dt.date(2021, 3, 4), said_by=story.voice(f"Voice {n}"), killed=(float(n % 7),))
    for table in ("event_mentions", "event_actors", "figures"):
        for row in story.rows[table]:
            row["event_id"] = "d1/e0"
    out = resolve(tables(story))
    assert out["events"]["named_voice_count"].to_list() == [1_000]
    assert out["event_claims"].filter(attribute="fatalities").height == 7
