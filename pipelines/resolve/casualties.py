"""How many were killed or hurt in one happening, over all claims.

A claim is what one sentence says in one voice. A claim in parts is their sum ("three women, four children and two
men": nine), unless the same sentence gives the total as well. Over all claims of a happening
- `low` is the smallest lower bound, `high` the greatest upper bound, NULL if any claim is open above ("at least nine");
  a claim without bounds ("about nine") widens them to its value;
- `best` is the value that most documents give; among equals that of the latest report, then the greatest;
- claims of different voices whose intervals have no number in common dispute one another.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

_PEOPLE = frozenset({"person", "", "people", "human", "body", "individual", "life"})
_WHOLE_ITEMS = frozenset(
    {
        "people",
        "person",
        "persons",
        "dead",
        "deaths",
        "fatalities",
        "lives",
        "bodies",
        "victims",
        "casualties",
        "others",
        "",
    }
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of people as one voice of one document states it; bounds are NULL where the words set none."""

    value: float | None
    low: float | None
    high: float | None
    is_open: bool
    doc_id: str
    voice: str
    published: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Toll:
    """The claims about one happening taken together."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    is_disputed: bool = False


def toll(
    figures: Iterable[Row], measure: str, voices: Mapping[str, str], published: Mapping[str, dt.datetime | None]
) -> Toll:
    """Take together the figures of a measure (`fatalities`, `injuries`); `voices`: attribution → source."""
    claims = _claims([row for row in figures if row["measure"] == measure and _counts_people(row)], voices, published)
    if not claims:
        return Toll()
    lows = [claim.low for claim in claims if claim.low is not None]
    highs = [claim.high for claim in claims if claim.high is not None]
    is_open, best = any(claim.is_open for claim in claims), _best(claims)
    loose = [claim.value for claim in claims if claim.value is not None and claim.low is None and claim.high is None]
    return Toll(
        low=round(min([*lows, *loose])) if lows else None,
        best=best,
        high=round(max([*highs, *loose])) if highs and not is_open else None,
        is_disputed=_is_disputed(claims),
    )


def _counts_people(row: Row) -> bool:
    return row["dimension"] == "count" and (row["unit"] or "") in _PEOPLE


def _claims(rows: list[Row], voices: Mapping[str, str], published: Mapping[str, dt.datetime | None]) -> list[Claim]:
    told: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        voice = voices.get(row["attribution_id"], "") if row["attribution_id"] is not None else ""
        told[row["doc_id"], row["sentence_index"], voice or row["doc_id"]].append(row)
    out = []
    for (doc, _, voice), parts in sorted(told.items()):
        moment = published.get(doc)
        for value, low, high, is_open in _summed(parts):
            out.append(Claim(value, low, high, is_open, doc, voice, moment))
    return out


def _summed(rows: list[Row]) -> list[tuple[float | None, float | None, float | None, bool]]:
    wholes = [row for row in rows if (row["item"] or "").casefold() in _WHOLE_ITEMS]
    items = [(row["item"] or "").casefold() for row in rows]
    if wholes or len(rows) == 1 or len(set(items)) < len(items):
        return [(row["value"], row["low"], row["high"], _is_open(row)) for row in wholes or rows]
    lows = [row["low"] for row in rows]
    highs = [row["high"] for row in rows]
    values = [row["value"] for row in rows]
    return [
        (
            None if None in values else sum(values),
            None if None in lows else sum(lows),
            None if None in highs else sum(highs),
            any(_is_open(row) for row in rows),
        )
    ]


def _is_open(row: Row) -> bool:
    return row["high"] is None and row["bound"] in ("at_least", "more_than")


def _best(claims: list[Claim]) -> int | None:
    documents: dict[float, set[str]] = defaultdict(set)
    latest: dict[float, str] = defaultdict(str)
    for claim in claims:
        if claim.value is not None:
            documents[claim.value].add(claim.doc_id)
            latest[claim.value] = max(latest[claim.value], claim.published.isoformat() if claim.published else "")
    if not documents:
        return None
    ranked = sorted(documents, key=lambda value: (len(documents[value]), latest[value], value))
    return round(ranked[-1])


def _is_disputed(claims: list[Claim]) -> bool:
    bounded = [claim for claim in claims if claim.low is not None or claim.high is not None]
    return any(
        one.voice != other.voice and not _overlap(one, other)
        for i, one in enumerate(bounded)
        for other in bounded[i + 1 :]
    )


def _overlap(one: Claim, other: Claim) -> bool:
    low = max(one.low or 0.0, other.low or 0.0)
    high = min(float("inf") if one.high is None else one.high, float("inf") if other.high is None else other.high)
    return low <= high
