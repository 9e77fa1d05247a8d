"""Dates are taken from a text or a path only where they can mean nothing but the day of the article."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.dates import date_in_path, date_in_text


def day(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("TELLIN, 14 May 2019 (ACME) -- The dam broke.", day(2019, 5, 14)),
        ("Tellin, May 14, 2019 – The dam broke.", day(2019, 5, 14)),
        ("Dam breaks\n\nTELLIN, MAY 14, 2019 (Acme) - The dam broke.", day(2019, 5, 14)),
        ("ORVA CITY, 3 JAN 90 (ACME) -- [TEXT] The dam broke.", day(1990, 1, 3)),
        ("Dam breaks\nTuesday, 14 May 2019\n\nThe dam broke.", day(2019, 5, 14)),
        ("Dam breaks\nPublished: 14 May 2019 10:30 GMT\nThe dam broke.", day(2019, 5, 14)),
        ("Dam breaks\nPublished on May 14th, 2019 at 10:30 am\nThe dam broke.", day(2019, 5, 14)),
        ("Dam breaks\n2019-05-14\nThe dam broke.", day(2019, 5, 14)),
    ],
)
def test_a_dateline_or_a_line_of_its_own_tells_the_day(text, meant):
    assert date_in_text(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "The dam broke on 14 May 2019, the mayor said.",
        "The dam that was built on 3 May 1999 – by convicts – broke.",
        "TELLIN, May 14 (ACME) -- The dam broke.",
        "The May 2019 flood\n\nIt rained.",
        "31 February 2019\nIt rained.",
        "Day of the flood: 14/05/2019",
        "One\ntwo\nthree\nfour\nfive\nsix\nseven\n14 May 2019\n",
        "no digits at all",
    ],
)
def test_a_date_in_a_sentence_or_without_its_year_tells_nothing(text):
    assert date_in_text(text) is None


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("2024/01/18/storm.html", day(2024, 1, 18)),
        ("/news/2024/1/8/storm", day(2024, 1, 8)),
        ("wire/2024-01-18.jsonl", day(2024, 1, 18)),
        ("wire_20240118_0930.txt", day(2024, 1, 18)),
        ("archive-1999/2024/01/18/x", day(2024, 1, 18)),
        ("2024/13/45/x", None),
        ("2024/01/x", None),
        ("story-1202401181", None),
        ("202413", None),
        ("1850/01/18", None),
    ],
)
def test_folders_and_names_tell_a_day_only_with_year_month_and_day(path, meant):
    assert date_in_path(path) == meant


@given(st.text(max_size=300), st.text("0123456789/-_.: MayJan,()–\n", max_size=300))
def test_no_text_makes_it_fail(text, digits):
    for sample in (text, digits):
        for found in (date_in_text(sample), date_in_path(sample)):
            assert found is None or found.tzinfo is dt.UTC
