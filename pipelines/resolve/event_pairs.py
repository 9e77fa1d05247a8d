"""Whether two events of different documents may be one, and how much speaks for it.

A contradiction forbids: other days, other towns or provinces, other parties on both sides, the roles exchanged (a
retaliation is not the attack it answers), a fact against a possibility or a denial. What agrees adds up; events are
linked from `LINKED` on, and only if at least two independent things agree, one of them a named party or a place.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from pipelines.resolve.actors import Actors
from pipelines.resolve.event_features import Features

LINKED = 5.0
CERTAIN = 6.0  # points from which two events show that their documents tell one story
STORY = 1.5  # points that this gives their other events
_NEAR_KM = 30.0
_SAME_NEWS_DAYS = 4  # reports of one happening without a date appear within
_OTHER_NEWS_DAYS = 14
_TOWNS = frozenset({"city", "facility", "other", "admin2"})
_MUTUAL = frozenset({"CONSULT", "COOPERATE"})
_STRIKES = frozenset({"aerial", "drone", "heavy-weapons"})
_BLASTS = frozenset({"explosives", "suicide-attack", "heavy-weapons", "drone"})
_TARGETED = frozenset({"targeted", "firearms", "explosives", "suicide-attack", "drone", "primitive"})
_HARM = frozenset({"beat", "torture", "primitive", "crowd-control"})
_ALIKE = (_STRIKES, _BLASTS, _TARGETED, _HARM)
_EXCHANGEABLE_MODALITIES = frozenset({("actual", "future"), ("future", "actual")})


@dataclass(frozen=True, slots=True)
class Link:
    """How much speaks for two events being one, by what: `parts` are points."""

    parts: dict[str, float]

    @property
    def score(self) -> float:
        """All points together."""
        return sum(self.parts.values())

    @property
    def is_accepted(self) -> bool:
        """Whether enough independent things agree."""
        agreeing = [name for name in ("parties", "place", "date", "words", "evidence") if self.parts.get(name, 0.0) > 0]
        anchored = any(self.parts.get(name, 0.0) >= 1.5 for name in ("parties", "place", "evidence"))
        return self.score >= LINKED and len(agreeing) >= 2 and anchored

    def within_story(self) -> Link:
        """The same with points for documents that share another event."""
        return Link({**self.parts, "story": STORY})


def compare(one: Features, other: Features, actors: Actors) -> Link | None:
    """The points for two events, None if something forbids that they are one."""
    if one.doc_id == other.doc_id or one.family != other.family:
        return None
    if len(one.evidence) > 60 and one.evidence == other.evidence and one.heads == other.heads:
        return Link({"evidence": 10.0, "words": 2.0})
    parties = _parties(one, other, actors)
    if parties is None or not _modalities_agree(one, other) or not _modes_agree(one, other):
        return None
    place, date = _place(one, other), _date(one, other)
    if place is None or date is None or _are_weeks_apart(one, other):
        return None
    parts = {
        "type": 1.0 if one.types & other.types else 0.0,
        "mode": 1.0 if one.modes & other.modes else 0.0,
        "parties": parties,
        "place": place,
        "date": date,
        "published": _by_publication(one, other) if not date else 0.0,
        "words": _words(one, other),
        "background": -1.0 if one.is_background != other.is_background else 0.0,
        "possible": -1.0 if one.modality == "hypothetical" else 0.0,
    }
    return Link(parts)


def _modalities_agree(one: Features, other: Features) -> bool:
    return one.modality == other.modality or (one.modality, other.modality) in _EXCHANGEABLE_MODALITIES


def _modes_agree(one: Features, other: Features) -> bool:
    if not one.modes or not other.modes or one.modes & other.modes or one.family != "ASSAULT":
        return not one.modes or not other.modes or bool(one.modes & other.modes)
    return any(one.modes & alike and other.modes & alike for alike in _ALIKE)


def _parties(one: Features, other: Features, actors: Actors) -> float | None:
    """Points for shared parties; None if both sides differ or the roles are exchanged."""
    if one.family in _MUTUAL:
        shared = _shared(one.actors | one.recipients, other.actors | other.recipients, actors)
        both = (one.actors | one.recipients) and (other.actors | other.recipients)
        return None if both and not shared else min(4.0, 2.0 * shared)
    doers = _shared(one.actors, other.actors, actors)
    targets = _shared(one.recipients, other.recipients, actors)
    other_doers = bool(one.actors and other.actors) and not doers
    other_targets = bool(one.recipients and other.recipients) and not targets
    if other_doers and (other_targets or not targets):
        return None
    if not doers and _shared(one.actors, other.recipients, actors) and _shared(one.recipients, other.actors, actors):
        return None
    return (
        min(2.5, 2.0 * doers)
        + min(2.5, 2.0 * targets)
        - (2.0 if other_doers else 0.0)
        - (1.0 if other_targets else 0.0)
    )


def _shared(one: frozenset[str], other: frozenset[str], actors: Actors) -> float:
    """How many of one side the other has too; a part for its whole counts three quarters."""
    same = len(one & other)
    rest = sum(any(actors.are_compatible(a, b) for b in other - one) for a in one - other)
    return same + 0.75 * rest


def _place(one: Features, other: Features) -> float | None:
    """Points for one place; None where the places exclude one another."""
    a, b = one.place, other.place
    if a is None or b is None:
        return 0.0
    if a["place_id"] == b["place_id"]:
        return {"country": 1.0, "region": 1.0, "water": 1.0, "border": 1.5, "admin1": 2.0}.get(a["kind"], 3.0)
    if None not in (a["country"], b["country"]) and a["country"] != b["country"]:
        return None
    if a["kind"] in _TOWNS and b["kind"] in _TOWNS:
        near = _kilometres(a, b)
        return 2.0 if near is not None and near <= _NEAR_KM and "facility" in (a["kind"], b["kind"]) else None
    provinces = {_province(a), _province(b)} - {None}
    if len(provinces) > 1:
        return None
    return 1.5 if len(provinces) == 1 and None not in (_province(a), _province(b)) else 0.5 if a["country"] else 0.0


def _province(place: dict[str, object]) -> object:
    return place["name"] if place["kind"] == "admin1" else place["admin1"]


def _kilometres(a: dict[str, float], b: dict[str, float]) -> float | None:
    if None in (a["latitude"], b["latitude"]):
        return None
    north = math.radians(a["latitude"] - b["latitude"])
    east = math.radians(a["longitude"] - b["longitude"]) * math.cos(math.radians((a["latitude"] + b["latitude"]) / 2))
    return 6371.0 * math.hypot(north, east)


def _date(one: Features, other: Features) -> float | None:
    """Points for one time; None where the times exclude one another."""
    if one.date and other.date:
        if one.date[0] > other.date[1] or other.date[0] > one.date[1]:
            return None
        return 3.0 if one.is_day and other.is_day else 1.0
    if one.weekday is not None and other.weekday is not None:
        return 1.5 if one.weekday == other.weekday else None
    for dated, undated in ((one, other), (other, one)):
        if dated.is_day and dated.date and undated.weekday is not None and dated.date[0].weekday() != undated.weekday:
            return None
    return 0.0


def _are_weeks_apart(one: Features, other: Features) -> bool:
    """Whether reports, of which not both are dated, appeared in other weeks: they are of other happenings."""
    days = _days_between(one, other)
    dated = one.date is not None and other.date is not None
    return (
        days is not None and days > _OTHER_NEWS_DAYS and not dated and not (one.is_background and other.is_background)
    )


def _by_publication(one: Features, other: Features) -> float:
    """Points for undated reports that appeared at the same time."""
    days = _days_between(one, other)
    return 1.0 if days is not None and days <= _SAME_NEWS_DAYS else 0.0


def _days_between(one: Features, other: Features) -> int | None:
    moments = [_moment(one), _moment(other)]
    return None if moments[0] is None or moments[1] is None else abs((moments[0] - moments[1]).days)


def _moment(event: Features) -> dt.date | None:
    if event.date and event.is_day:
        return event.date[0]
    return event.published.date() if event.published else None


def _words(one: Features, other: Features) -> float:
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    return (1.0 if one.heads & other.heads else 0.0) + (1.5 if shared >= 0.5 else 0.75 if shared >= 0.25 else 0.0)
