"""What an input says about an article, checked: dates in UTC, strings without stray space."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError


def moment(value: object) -> dt.datetime | None:
    """A date or moment in UTC: a date is its midnight, a moment without a zone is taken as UTC.

    Takes `date`, `datetime`, ISO 8601 (`2024-01-18`, `2024-01-18T10:30Z`) and RFC 5322 ("Thu, 18 Jan 2024 10:30:00
    GMT"). None and "" are unknown. Raises `ValueError` for anything else: a bare number or year is not a date.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = _parse(value.strip())
    if isinstance(value, dt.datetime):
        return _in_utc(value)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    raise ValueError(f"{value!r} is not a date")


def _in_utc(value: dt.datetime) -> dt.datetime:
    try:
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(f"{value} is beyond the calendar") from None


def _parse(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        raise ValueError(f"{text!r} is not a date") from None


Word = Annotated[str, StringConstraints(strip_whitespace=True)]
Moment = Annotated[dt.datetime | None, BeforeValidator(moment)]


class Metadata(BaseModel):
    """The fields that a sidecar file or a record may carry beside the text."""

    model_config = ConfigDict(extra="forbid")

    id: Word | None = None
    title: Word | None = None
    published_at: Moment = None
    outlet: Word | None = None
    url: Word | None = None
    byline: Word | None = None
    language: Word | None = None


def complaint(problem: ValidationError) -> str:
    """A validation error in one line."""
    first = problem.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    return f"{place}: {first['msg'].removeprefix('Value error, ')}"
