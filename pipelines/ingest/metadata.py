"""What an input says about an article, checked: dates in UTC, strings without stray space, languages as codes."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_MAX_WORD_CHARS = 2000


def moment(value: object) -> dt.datetime | None:
    """A date or moment in UTC: a date is its midnight, a moment without a zone is taken as UTC.

    Takes `date`, `datetime`, ISO 8601 (`2024-01-18`, `2024-01-18T10:30Z`, `2024/01/18`) and RFC 5322 ("Thu, 18 Jan 2024
    10:30:00 GMT"). None and "" are unknown. Raises `ValueError` for anything else: a bare number or year is not a date.
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
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    for form in (text, text.replace("/", "-"), text.removesuffix(" UTC")):
        try:
            return dt.datetime.fromisoformat(form)
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise ValueError(f"{shown!r} is not a date") from None


def language_code(value: object) -> object:
    """An ISO 639 code from a code (`en`, `EN_us`) or the English name of a language. Raises `ValueError`."""
    if not isinstance(value, str) or not value.strip():
        return None if value in (None, "") else value
    code = value.strip().replace("_", "-").lower()
    if _LANGUAGE.fullmatch(code):
        return code
    import pycountry  # noqa: PLC0415 - only for names of languages, which are rare

    try:
        found = pycountry.languages.lookup(value.strip())
    except LookupError:
        raise ValueError(f"{value[:60]!r} is not a language: give its ISO 639 code, as en") from None
    return getattr(found, "alpha_2", None) or found.alpha_3


Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=_MAX_WORD_CHARS)]
Moment = Annotated[dt.datetime | None, BeforeValidator(moment)]
Language = Annotated[Word | None, BeforeValidator(language_code)]


class Metadata(BaseModel):
    """The fields that a sidecar file or a record may carry beside the text."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    id: Word | None = None
    title: Word | None = None
    published_at: Moment = None
    outlet: Word | None = None
    url: Word | None = None
    byline: Word | None = None
    language: Language = None


class Sidecar(Metadata):
    """What `NAME.meta.yaml` or a folder's `_meta.yaml` may say; `columns` names fields of records as they are there.

    `mend` says whether mojibake is put right; unsaid, it is.
    """

    columns: dict[str, str] = {}
    mend: bool | None = None

    def over(self, other: Metadata) -> Metadata:
        """What is said here, else what the other says."""
        if not self.model_fields_set:
            return other
        said = {name: getattr(self, name) or getattr(other, name) for name in Metadata.model_fields}
        return Metadata.model_construct(**said)

    def over_folder(self, folder: Sidecar) -> Sidecar:
        """The same for a file's sidecar and that of its folder."""
        mend = folder.mend if self.mend is None else self.mend
        own = {"columns": {**folder.columns, **self.columns}, "mend": mend}
        return Sidecar.model_construct(**{**dict(self.over(folder)), **own})


def complaint(problem: ValidationError) -> str:
    """A validation error in one line."""
    first = problem.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    return f"{place}: {first['msg'].removeprefix('Value error, ')}"
