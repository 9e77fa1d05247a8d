"""Four digits as a time of day, and as a year."""

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

PUBLISHED = dt.datetime(1990, 3, 30, tzinfo=dt.UTC)


def times(text):
    return [(time.text, time.value) for time in extract(load_reader().read(text), PUBLISHED).times]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rebels shelled the port at 2130.", ("2130", "T21:30")),
        ("Rebels shelled the port at approximately 1945 on 18 March.", ("1945 on 18 March", "1990-03-18T19:45")),
        ("On 18 March at 2130, rebels shelled the port.", ("18 March at 2130", "1990-03-18T21:30")),
        ("The raid took place between 0200 and 0300, he said.", ("0200 and 0300", "T02:00/T03:00")),
        ("The raid lasted from 1710 to 2250.", ("1710 to 2250", "T17:10/T22:50")),
        ("A bomb exploded at 0530 yesterday.", ("0530 yesterday", "1990-03-29T05:30")),
        ("The road will be open from 0700 to 1100 (1300 - 1700 GMT) today.", ("1700 GMT", "T17:00")),
        ("He spoke at 1900 today.", ("1900 today", "1990-03-30T19:00")),
    ],
)
def test_hours_and_minutes(text, found):
    assert found in times(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The plan ends in 2030.", ("2030", "2030")),
        ("They fought between 1980 and 1985.", ("1980 and 1985", "1980/1985")),
        ("They have fought since 1945.", ("1945", "1945")),
    ],
)
def test_years(text, found):
    assert found in times(text)


@pytest.mark.parametrize(
    "text", ["The camp lies at 1500 metres.", "Flight 0200 left.", "Shares closed at 2000 dollars."]
)
def test_neither(text):
    assert times(text) == []
