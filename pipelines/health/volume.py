"""Whether a run gave as many rows as the runs before it let one expect."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

LOOKED_AT: Final = 10
"""How many of the last runs count."""
FEWEST_RUNS: Final = 3
FEWEST_ARTICLES: Final = 20

_DEVIATIONS = 4
_NORMAL = 1.4826  # median absolute deviation → standard deviation, for values that are normally distributed
_LEAST_SHARE = 0.3
_ARTICLES = "documents"


@dataclass(frozen=True, slots=True)
class Volume:
    """Rows per article now, the range that earlier runs let expect, and those runs' own values, newest first.

    For the table of articles the value is their number. `low` and `high` are None where there is too little to compare.
    """

    value: float
    low: float | None
    high: float | None
    before: tuple[float, ...]

    @property
    def is_usual(self) -> bool:
        """Whether the value lies in the range; where nothing can be compared, nothing is unusual."""
        return self.low is None or self.high is None or self.low <= self.value <= self.high


def history(records: Iterable[Mapping[str, Any]], run_id: str) -> list[dict[str, int]]:
    """Rows per table of the last runs that published, the newest first, from the records of a work folder."""
    published = [record for record in records if record.get("rows") and record.get("run_id") != run_id]
    newest = sorted(published, key=lambda record: str(record.get("finished_at") or ""), reverse=True)
    return [json.loads(record["rows"]) for record in newest[:LOOKED_AT]]


def volume(table: str, rows: Mapping[str, int], before: Sequence[Mapping[str, int]]) -> Volume:
    """Compare a table's rows with those of earlier runs of the same output.

    The range is the median of those runs ± four standard deviations, estimated by the median absolute deviation, and
    never narrower than 30% of the median. Fewer than three runs, or fewer than twenty articles, are not compared.
    """
    values = tuple(_value(table, counts) for counts in before if counts.get(_ARTICLES))
    value = _value(table, rows)
    if len(values) < FEWEST_RUNS or min(rows.get(_ARTICLES, 0), before[0].get(_ARTICLES, 0)) < FEWEST_ARTICLES:
        return Volume(value, None, None, values)
    middle = median(values)
    deviation = _NORMAL * median(abs(other - middle) for other in values)
    room = max(_DEVIATIONS * deviation, _LEAST_SHARE * middle)
    return Volume(value, max(0.0, middle - room), middle + room, values)


def _value(table: str, rows: Mapping[str, int]) -> float:
    articles = rows.get(_ARTICLES, 0)
    return float(articles) if table == _ARTICLES else rows.get(table, 0) / articles if articles else 0.0
