"""How many were killed or hurt in one happening, over all claims.

A claim is what one sentence says in one voice. A claim in parts is their sum ("three women, four children and two
men": nine), unless the same sentence gives the total as well ("31 villagers, nine of them children"); a number told as
an addition ("three more") is no claim where the same event has another. Over all claims of a happening
- `low` is the smallest lower bound, `high` the greatest upper bound, NULL if any claim is open above ("at least nine");
  a claim without bounds ("about nine") widens them to its value; numbers of one side ("two officers") do not
  lower it where a number of all is told;
- `best` is the value that most voices give, each by its last word: what an outlet or a speaker said before it gave a
  later number does not count, nor what an outlet quoted before it gave one of its own, a correction or an update. Among
  equals the value that a named voice gives, then the latest, then the greatest. Numbers of one side ("two
  officers") do not count beside those of all;
- last words of different voices whose intervals have no number in common dispute one another, unless one counts fewer
  of one side (troops, police, fighters, civilians) than the other of all, or they count different sides.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipelines.resolve.event_features import stem
from pipelines.resolve.voices import Voices

Row = dict[str, Any]

_PEOPLE = frozenset({"person", "", "people", "human", "body", "individual", "life"})
_ANY = "*"
_GROUPS = {
    form: group
    for group, words in {
        "troops": "soldier troop trooper serviceman servicemen marine conscript recruit guardsman guardsmen "
        "paratrooper airman airmen sailor commando",
        "police": "officer policeman policemen policewoman policewomen police constable gendarme carabinero",
        "fighters": "militant fighter rebel insurgent gunman gunmen terrorist guerrilla jihadist jihadi combatant "
        "attacker militiaman militiamen separatist extremist",
        "civilians": "civilian villager resident child children woman women student pupil worker farmer peasant "
        "patient journalist passenger worshipper pilgrim shopper protester demonstrator tourist "
        "traveller prisoner inmate",
    }.items()
    for word in words.split()
    for form in (word, stem(f"{word}s"))
}
_ARMED = frozenset({"troops", "police", "fighters"})
_WHOLE_ITEMS = frozenset(
    "people person persons dead deaths fatalities lives bodies victims casualties others".split(" ")  # noqa: SIM905
) | {""}


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of people as one voice of one document states it; bounds are NULL where the words set none.

    `group`: of which sides they are that it counts ("troops", "police troops"), "" for all who were struck.
    """

    value: float | None
    low: float | None
    high: float | None
    is_open: bool
    group: str
    doc_id: str
    voice: str
    is_named: bool = False
    is_repeated: bool = False
    published: dt.datetime | None = None

    @property
    def words(self) -> str:
        """The claim in words: 9, at least 9, at most 9, about 9, 7–9."""
        if self.low is None and self.high is None:
            return f"about {self.value:g}" if self.value is not None else "some"
        if self.low == self.high:
            return f"{self.low:g}"
        if self.high is None:
            return f"at least {self.low:g}"
        return f"at most {self.high:g}" if self.low is None else f"{self.low:g}–{self.high:g}"

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """Its bounds, or its value as both."""
        return (self.value, self.value) if self.low is None and self.high is None else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Toll:
    """The claims about one happening taken together."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    claims: tuple[Claim, ...] = ()
    disputed: frozenset[Claim] = frozenset()

    @property
    def is_disputed(self) -> bool:
        """Whether two voices contradict one another."""
        return bool(self.disputed)


def toll(figures: Iterable[Row], measure: str, voices: Voices) -> Toll:
    """Take together the figures of a measure (`fatalities`, `injuries`)."""
    claims = _claims([row for row in figures if row["measure"] == measure and _counts_people(row)], voices)
    if not claims:
        return Toll()
    of_all = [claim for claim in claims if not claim.group] or claims
    lows = [claim.low for claim in of_all if claim.low is not None]
    highs = [claim.high for claim in claims if claim.high is not None]
    best, is_open = _best(_last_words(of_all, voices)), any(claim.is_open for claim in claims)
    within = [best] if best is not None else []
    return Toll(
        low=round(min([*lows, *_loose(of_all), *within])) if lows else None,
        best=best,
        high=round(max([*highs, *_loose(claims), *within])) if highs and not is_open else None,
        claims=tuple(claims),
        disputed=_disputed(_last_words(claims, voices)),
    )


def _loose(claims: Iterable[Claim]) -> list[float]:
    """The values of claims without bounds."""
    return [claim.value for claim in claims if claim.value is not None and claim.low is None and claim.high is None]


def _counts_people(row: Row) -> bool:
    return row["dimension"] == "count" and (row["unit"] or "") in _PEOPLE


def _claims(rows: list[Row], voices: Voices) -> list[Claim]:
    told: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    stated = [row for row in rows if row.get("tally") != "delta"] or rows
    for row in stated:
        told[row["doc_id"], row["sentence_index"], voices.of(row)].append(row)
    return [
        Claim(
            *bounds,
            doc_id=doc,
            voice=voice,
            is_named=voices.is_named(voice),
            is_repeated=doc in voices.repeats,
            published=voices.published.get(doc),
        )
        for (doc, _, voice), parts in sorted(told.items())
        for bounds in _summed(parts)
    ]


def _summed(rows: list[Row]) -> list[tuple[float | None, float | None, float | None, bool, str]]:
    """Value, bounds, openness and group of each claim of one sentence in one voice."""
    parts = [row for row in rows if row.get("tally") == "part"]
    others = [row for row in rows if row.get("tally") != "part"]
    if parts and max((row["value"] or 0 for row in others), default=-1) >= sum(row["value"] or 0 for row in parts):
        return _summed(others)
    wholes = [row for row in rows if row.get("tally") == "total"] or [row for row in rows if _is_whole(row)]
    items = [(row["item"] or "").casefold() for row in rows]
    if wholes or len(rows) == 1 or len(set(items)) < len(items):
        return [(row["value"], row["low"], row["high"], _is_open(row), _group(row)) for row in wholes or rows]
    lows = [row["low"] for row in rows]
    highs = [row["high"] for row in rows]
    values = [row["value"] for row in rows]
    return [
        (
            None if None in values else sum(values),
            None if None in lows else sum(lows),
            None if None in highs else sum(highs),
            any(_is_open(row) for row in rows),
            _armed(rows),
        )
    ]


def _armed(rows: list[Row]) -> str:
    """The armed sides of which these are the numbers, "" where others are among them: those may be all who were."""
    groups = {_group(row) for row in rows}
    return " ".join(sorted(groups)) if groups <= _ARMED else ""


def _group(row: Row) -> str:
    words = (row["item"] or "").split()
    return _GROUPS.get(stem(words[-1]), "") if words and row.get("tally") != "total" else ""


def _is_whole(row: Row) -> bool:
    return row.get("tally") != "part" and (row["item"] or "").casefold() in _WHOLE_ITEMS


def _is_open(row: Row) -> bool:
    return row["high"] is None and row["bound"] in ("at_least", "more_than")


def _last_words(claims: list[Claim], voices: Voices) -> list[Claim]:
    """The claims of each voice's latest report that gives any, but for those that their outlet has gone beyond.

    An outlet goes beyond the numbers that it printed, in whatever voice, with a later one of its own, a correction or
    an update of the article. A repeated article says nothing beside others.
    """
    told_in = {claim.doc_id for claim in claims}
    claims = [claim for claim in claims if voices.updates.get(claim.doc_id) not in told_in]
    claims = [claim for claim in claims if not claim.is_repeated] or claims
    latest: dict[str, str] = {}
    beyond: dict[str, str] = {}
    for claim in claims:
        latest[claim.voice] = max(latest.get(claim.voice, ""), _moment(claim))
        if voices.is_narrator(claim.voice, claim.doc_id) or claim.doc_id in voices.corrections:
            outlet = voices.outlets.get(claim.doc_id, claim.doc_id)
            beyond[outlet] = max(beyond.get(outlet, ""), _moment(claim))
    return [
        claim
        for claim in claims
        if _moment(claim) == latest[claim.voice]
        and _moment(claim) >= beyond.get(voices.outlets.get(claim.doc_id, claim.doc_id), "")
    ]


def _moment(claim: Claim) -> str:
    return claim.published.isoformat() if claim.published else ""


def _best(claims: list[Claim]) -> int | None:
    given: defaultdict[float, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            given[claim.value].append(claim)
    ranked = sorted(given, key=lambda value: _support(given[value], value))
    return round(ranked[-1]) if ranked else None


def _support(claims: list[Claim], value: float) -> tuple[int, bool, str, float]:
    own = [claim for claim in claims if not claim.is_repeated]
    latest = max(map(_moment, own), default="")
    return len({claim.voice for claim in own}), any(claim.is_named for claim in own), latest, value


def _disputed(claims: list[Claim]) -> frozenset[Claim]:
    """Claims that have no number in common with the claim of another voice.

    Fewer of a group than of all, or than of another group, contradicts nothing; more of a group than of all does.
    """
    lows, highs = _Extremes(claims, "low", -1.0), _Extremes(claims, "high", 1.0)
    return frozenset(
        claim
        for claim in claims
        if (claim.high is not None and lows.beyond(claim, claim.high))
        or (claim.low is not None and highs.beyond(claim, claim.low))
    )


class _Extremes:
    """The greatest lower bounds (sign -1) or smallest upper bounds (1) of the two voices that go furthest, by group."""

    def __init__(self, claims: list[Claim], bound: str, sign: float) -> None:
        furthest: dict[str, dict[str, float]] = defaultdict(dict)
        for claim in claims:
            number = getattr(claim, bound)
            for group in {claim.group, _ANY} if number is not None else ():
                told = furthest[group]
                told[claim.voice] = min(told.get(claim.voice, sign * number), sign * number)
        self._sign = sign
        self._ranked = {
            group: sorted((number, voice) for voice, number in told.items())[:2] for group, told in furthest.items()
        }

    def beyond(self, claim: Claim, number: float) -> bool:
        """Whether another voice's bound excludes the number of a claim."""
        groups = {claim.group or _ANY} if self._sign < 0 else {claim.group, ""}
        return any(
            bound < self._sign * number and voice != claim.voice
            for group in groups
            for bound, voice in self._ranked.get(group, ())
        )
