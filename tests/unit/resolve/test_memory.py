"""What did not change is not worked out again."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.resolve import event_links, resolution
from pipelines.resolve.event_rows import _Builder
from pipelines.resolve.memory import SIGNATURE, Memory

from .story import Story, day, tables

ROWS = pl.DataFrame({"of": ["a", "a", "b"], "value": [1, 2, 3]})


def worked(memory: Memory, rows: pl.DataFrame) -> list[str]:
    """The groups whose sum had to be worked out."""
    done: list[str] = []

    def work(missing: pl.DataFrame) -> tuple[pl.DataFrame]:
        done.extend(sorted(missing["of"]))
        sums = rows.join(missing, on="of").group_by(SIGNATURE, "of").agg(pl.col("value").sum())
        return (sums.select(SIGNATURE, "of", "value"),)

    (found,) = memory.recall(memory.signed(rows, "of"), work, "sums")
    assert dict(found.select("of", "value").iter_rows()) == dict(rows.group_by("of").agg(pl.sum("value")).iter_rows())
    return done


def test_a_group_is_worked_out_again_only_where_its_rows_differ() -> None:
    first = Memory()
    assert worked(first, ROWS) == ["a", "b"]
    second = Memory(first.kept)
    assert worked(second, ROWS.reverse()) == []
    third = Memory(second.kept)
    assert worked(third, ROWS.with_columns(value=pl.Series([1, 5, 3]))) == ["a"]


def test_what_is_gone_is_forgotten() -> None:
    first = Memory()
    worked(first, ROWS)
    second = Memory(first.kept)
    worked(second, ROWS.filter(pl.col("of") == "b"))
    assert second.kept["sums"].height == 1


def test_each_memory_hashes_with_a_key_of_its_own() -> None:
    assert Memory().hashes(ROWS).to_list() != Memory().hashes(ROWS).to_list()


def reports(number: int) -> list[Story]:
    """Documents of several strikes, each told twice."""
    out = []
    for n in range(number):
        story = Story(f"r{n:03}", day(1 + n // 2), outlet=f"Paper {n % 2}")
        story.tell(
            mode="aerial",
            by=("Arland",),
            to=("Red Front",),
            at="Norvik",
            on=dt.date(2021, 3, 1 + n // 2),
            killed=(3.0,),
        )
        out.append(story)
    return out


@pytest.fixture
def counted(monkeypatch):
    """How often pairs were compared and happenings built."""
    calls = {"compared": 0, "built": 0}

    def compare(*arguments):
        calls["compared"] += 1
        return event_links_compare(*arguments)

    def row(*arguments):
        calls["built"] += 1
        return builder_row(*arguments)

    event_links_compare, builder_row = event_links.compare, _Builder.row
    monkeypatch.setattr(event_links, "compare", compare)
    monkeypatch.setattr(_Builder, "row", row)
    return calls


def test_a_document_more_costs_what_it_touches(counted) -> None:
    told = reports(20)
    kept = resolution(tables(*told)).kept
    whole = dict(counted)
    counted.update(compared=0, built=0)
    again = resolution(tables(*told), kept)
    assert counted == {"compared": 0, "built": 0}
    more = Story("r100", day(1), outlet="Paper 3")
    more.tell(mode="aerial", by=("Arland",), to=("Red Front",), at="Norvik", on=dt.date(2021, 3, 1))
    found = resolution(tables(*told, more), again.kept)
    assert (whole, counted) == ({"compared": 10, "built": 10}, {"compared": 2, "built": 1})
    counted.update(compared=0)
    for name, table in resolution(tables(*told, more)).frames.items():
        assert_frame_equal(found.frames[name], table)


def test_a_document_that_is_corrected_withdraws_what_it_said() -> None:
    told = reports(4)
    kept = resolution(tables(*told)).kept
    corrected = Story("r001", day(1), outlet="Paper 1")
    corrected.tell(mode="aerial", by=("Arland",), to=("Belmark",), at="Sudvik", on=dt.date(2021, 3, 1), killed=(5.0,))
    present = tables(told[0], corrected, *told[2:])
    found = resolution(present, kept)
    for name, table in resolution(present).frames.items():
        assert_frame_equal(found.frames[name], table)
