"""Dates are read strictly, and always come out in UTC."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.metadata import moment


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2023-05-09", utc(2023, 5, 9)),
        (dt.date(2023, 5, 9), utc(2023, 5, 9)),
        ("2023-05-09T10:30", utc(2023, 5, 9, 10, 30)),
        ("2023-05-09T10:30:00Z", utc(2023, 5, 9, 10, 30)),
        ("2023-05-09 10:30:00+05:30", utc(2023, 5, 9, 5, 0)),
        ("Tue, 09 May 2023 10:30:00 GMT", utc(2023, 5, 9, 10, 30)),
        (None, None),
        ("", None),
    ],
)
def test_a_date_is_its_midnight_and_a_moment_is_in_utc(said, meant):
    assert moment(said) == meant


@pytest.mark.parametrize(
    "said", ["soon", "2023", 2023, 1683628200, True, "2023-13-01", "0001-01-01T00:00+14:00", ["2023"]]
)
def test_what_is_no_date_is_an_error_and_never_a_guess(said):
    with pytest.raises(ValueError, match=r".+"):
        moment(said)


@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_survives_its_iso_form(when):
    try:
        expected = when.astimezone(dt.UTC)
    except OverflowError:
        return
    if expected.utcoffset() == dt.timedelta(0) and when.isoformat().count(":") <= 3:
        assert moment(when.isoformat()) == dt.datetime.fromisoformat(when.isoformat())


@given(st.text(max_size=40))
def test_any_string_is_a_moment_unknown_or_an_error(text):
    try:
        found = moment(text)
    except ValueError:
        return
    assert found is None or found.utcoffset() == dt.timedelta(0)
