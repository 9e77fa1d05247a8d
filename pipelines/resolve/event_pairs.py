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
from pipelines.resolve.event_features import TOWNS, Features, Row

LINKED = 5.0
CERTAIN = 6.0  # points from which two events show that their documents tell one story
REPEATED = 3.0  # points of two events of one document that an event of another one joins
SAME_DAY = 1.5  # points for a date from which two events are of one day
LEAST_SIGNS = 3  # things beside the kind that must agree
_NEXT_DAY = dt.timedelta(days=1)  # it is a day later elsewhere
STORY = 1.5  # points that this gives their other events
LEAST_EVIDENCE = 60  # characters from which the same words are no chance
_NEAR_KM = 30.0
_SAME_SPOT = 1.5  # points for a place from which accounts that name other doers may be of one deed
_SAME_NEWS_DAYS = 4  # reports of one happening without a date appear within
_OTHER_NEWS_DAYS = 14
_TIMELESS = -2.0
_INDEPENDENT = ("parties", "place", "date", "words", "names", "nominals", "evidence")
_LOCAL = TOWNS | {"admin1"}
_MUTUAL = frozenset({"TOGETHER"})
_STRIKES = frozenset({"aerial", "drone", "heavy-weapons"})
_BLASTS = frozenset({"explosives", "suicide-attack", "heavy-weapons", "drone"})
_TARGETED = frozenset({"targeted", "firearms", "explosives", "suicide-attack", "drone", "primitive"})
_HARM = frozenset({"beat", "torture", "primitive", "crowd-control"})
_SHOTS = frozenset({"heavy-weapons", "firearms"})
_BELLIGERENT = frozenset({"country", "government", "military", "police", "intelligence", "armed_group", "civilians"})
_SENT_AWAY = frozenset({"expel", "deport"})
_ALIKE = (_STRIKES, _BLASTS, _TARGETED, _HARM, _SHOTS, _SENT_AWAY)
_BOMBED = frozenset({"aerial", "explosives"})
_EXCHANGEABLE_MODALITIES = frozenset({("actual", "future"), ("future", "actual")})


@dataclass(frozen=True, slots=True)
class Link:
    """How much speaks for two events being one, by what: `parts` are points, `score` is all of them together.

    `others_struck`: each tells whom it struck, and nobody is told of both.
    """

    parts: dict[str, float]
    score: float
    others_struck: bool = False

    @property
    def is_accepted(self) -> bool:
        """Whether enough independent things agree for events of two documents to be one."""
        if self.score < LINKED or self._signs < LEAST_SIGNS:
            return False
        return sum(self.parts[name] > 0 for name in _INDEPENDENT) >= 2 and self._is_anchored

    @property
    def _signs(self) -> int:
        """How many things tell two events from others of their kind: on one day one who does much there does not."""
        parts = self.parts
        is_day = parts["date"] >= SAME_DAY
        return (
            (parts["parties"] >= 1.5 and (is_day or not self.others_struck))
            + (parts["parties"] >= 3.0)
            + (parts["victim"] > 0)
            + (parts["victim"] >= 1.0 or (parts["victim"] > 0 and min(parts["published"], parts["words"]) >= 1.0))
            + (parts["place"] >= (1.5 if is_day else 2.0))
            + (parts["place"] >= 3.0 and is_day)
            + (parts["mode"] > 0)
            + (parts["words"] >= (1.0 if is_day else 1.75))
            + (parts["names"] > 0)
            + (parts["nominals"] > 0)
            + (parts["date"] > 0)
            + 2 * ("story" in parts)
            + 3 * (parts["evidence"] > 0)
        )

    @property
    def _is_anchored(self) -> bool:
        """Whether a named party or a place agrees; on one day, names, a story or a country and its words may do."""
        parts, in_story = self.parts, "story" in self.parts
        if max(parts["parties"], parts["place"], parts["evidence"]) >= (1.0 if in_story else 1.5):
            return True
        is_one_day = parts["date"] >= SAME_DAY and parts["parties"] >= 0
        alike = parts["mode"], parts["words"] - 0.75
        return is_one_day and (
            parts["names"] >= 1.5 or (in_story and max(alike) >= 1.0) or (parts["place"] > 0 and min(alike) >= 1.0)
        )

    def within_story(self) -> Link:
        """The same with points for documents that share another event."""
        return Link({**self.parts, "story": STORY}, self.score + STORY, self.others_struck)


def compare(one: Features, other: Features, actors: Actors, *, by_others: bool = False) -> Link | None:
    """The points for two events, None if something forbids that they are one.

    `by_others`: other accounts hold them to be one, so that a place that no gazetteer knows may be in the other's town.
    """
    if one.family != other.family or not _types_agree(one, other):
        return None
    date = _date(one, other)
    if (
        date is None
        or _are_weeks_apart(one, other)
        or _was_told_before(one, other)
        or _was_told_before(other, one)
        or not _modalities_agree(one, other)
        or not _modes_agree(one, other, actors)
    ):
        return None
    parties, place = _parties(one, other, actors), _place(one, other, by_others=by_others)
    if parties is None or place is None or (_are_others_named(one, other, actors) and place < _SAME_SPOT):
        return None
    parts = {
        "type": 1.0 if one.types & other.types else 0.0,
        "mode": 1.0 if one.modes & other.modes else 0.0,
        "parties": parties,
        "victim": _victim(one, other, actors),
        "place": place or (1.5 if one.towns & other.towns else 0.0),
        "date": date,
        "published": _by_publication(one, other) if not date and one.doc_id != other.doc_id else 0.0,
        "words": _words(one, other),
        "evidence": 5.0 if _is_same_sentence(one, other) else 0.0,
        "names": _names(one, other),
        "nominals": 1.0 if one.nominals & other.nominals else 0.0,
        "background": -1.0 if one.is_background != other.is_background else 0.0,
        "possible": -1.0 if one.modality == "hypothetical" else 0.0,
        "denied": -1.0 if one.is_denial != other.is_denial else 0.0,
    }
    return Link(parts, sum(parts.values()), _are_others_struck(one, other, actors))


def _are_others_struck(one: Features, other: Features, actors: Actors) -> bool:
    told = all(event.recipients or event.targets for event in (one, other))
    return told and not one.targets & other.targets and not _shared(one.recipients, other.recipients, actors)


def _victim(one: Features, other: Features, actors: Actors) -> float:
    """Points if both tell of blows against the same: a person is killed once, few strike a union on one day."""
    shared = one.recipients & other.recipients if one.family == "ASSAULT" else ()
    kinds = {actors.by_id[actor]["actor_type"] for actor in shared}
    return 1.0 if "person" in kinds else 0.5 if kinds - _BELLIGERENT else 0.0


def _names(one: Features, other: Features) -> float:
    """Points for names in the words of both that do not call a party or place which both have."""
    return min(1.5, 0.75 * len((one.names & other.names) - (one.called & other.called)))


def _is_same_sentence(one: Features, other: Features) -> bool:
    return len(one.evidence) >= LEAST_EVIDENCE and one.evidence == other.evidence and one.heads == other.heads


def may_be_repeated(one: Features, other: Features, link: Link) -> bool:
    """Whether two events of one document may be one, seen that an event of another document is surely both of them.

    They agree in day or place, no party of one side is another, and nothing says "another".
    """
    told_twice = one.modality == other.modality and not (one.is_another or other.is_another)
    agreed = max(link.parts["date"], link.parts["place"]) >= 1.5
    return told_twice and agreed and link.score >= REPEATED and link.parts["parties"] >= 0.0


def is_repeated(one: Features, other: Features, link: Link) -> bool:
    """Whether two events of one document are surely one that was told twice.

    Both are told as facts and name the same parties in both roles; the same day or the same place below country level
    is told of both.
    """
    same_parties = one.actors == other.actors and one.recipients == other.recipients
    located = one.place is not None and one.place["kind"] in _LOCAL and link.parts["place"] >= 2.0
    return (
        link.is_accepted
        and may_be_repeated(one, other, link)
        and one.modality == "actual"
        and same_parties
        and bool(one.actors and one.recipients)
        and (located or link.parts["date"] >= 1.5)
    )


def _modalities_agree(one: Features, other: Features) -> bool:
    """A plan may come true; a denial is of the happening that it denies, unless it is the narrator's."""
    modalities = one.modality, other.modality
    denied = "actual" in modalities and (one.is_denial or other.is_denial)
    return one.modality == other.modality or modalities in _EXCHANGEABLE_MODALITIES or denied


def _types_agree(one: Features, other: Features) -> bool:
    """A planned meeting or exercise (AGREE) may be reported as held (CONSULT, COOPERATE); a meeting is no exercise.

    What was not agreed ("made no commitments") was no plan for it.
    """
    if one.types & other.types or one.family != "TOGETHER":
        return True
    return "AGREE" in one.types | other.types and "negated" not in (one.modality, other.modality)


def _modes_agree(one: Features, other: Features, actors: Actors) -> bool:
    """Modes in common or alike; a state bombs from the air where the words leave open how."""
    if not one.modes or not other.modes or one.modes & other.modes:
        return True
    if any(one.modes & alike and other.modes & alike for alike in _ALIKE):
        return True
    either = one.modes | other.modes
    return either >= _BOMBED and all(any(actors.state(actor) for actor in event.actors) for event in (one, other))


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
    if _strikes_back(one, other) or _strikes_back(other, one):
        return None
    if not doers and _shared(one.actors, other.recipients, actors) and _shared(one.recipients, other.actors, actors):
        return None
    return (
        min(2.5, 2.0 * doers)
        + min(2.5, 2.0 * targets)
        - (2.0 if other_doers else 0.0)
        - (1.0 if other_targets else 0.0)
    )


def _are_others_named(one: Features, other: Features, actors: Actors) -> bool:
    """Whether each names who did it, and nobody is named by both: two versions of one deed tell where it was done."""
    told = one.family not in _MUTUAL and one.actors and other.actors
    return bool(told) and not _shared(one.actors, other.actors, actors)


def _strikes_back(one: Features, other: Features) -> bool:
    """Whether nameless doers of the one are those whom somebody else hits in the other: "gunmen", "killed gunmen"."""
    others = other.actors or other.doers
    return bool(one.doers & other.targets and others) and not (one.doers & other.doers or one.actors & other.actors)


def _shared(one: frozenset[str], other: frozenset[str], actors: Actors) -> float:
    """How many of one side the other has too; a part for its whole counts ¾, another organ of its state ½."""
    left, right = one - other, other - one
    wholes = {whole for b in right for whole in actors.lineage(b)}
    states = {actors.state(b) for b in right} - {None}
    rest = 0.0
    for a in left if right else ():
        if a in wholes or not right.isdisjoint(actors.lineage(a)):
            rest += 0.75
        elif actors.state(a) in states or any(_is_longer_name(a, b, actors) for b in right):
            rest += 0.5
    return len(one & other) + rest


def _is_longer_name(a: str, b: str, actors: Actors) -> bool:
    """Whether all longer words of one name are in the other, and no country speaks against it."""
    first, second = actors.by_id[a], actors.by_id[b]
    one, other = actors.words(a), actors.words(b)
    is_part = bool(one and other) and (one <= other or other <= one)
    return is_part and (None in (first["country"], second["country"]) or first["country"] == second["country"])


def _place(one: Features, other: Features, *, by_others: bool) -> float | None:
    """Points for one place; None where the places told in every country that both tell exclude one another."""
    if one.place is None or other.place is None:
        return 0.0
    common = [country for country in one.places if country is not None and country in other.places]
    pairs = [(one.places[country], other.places[country]) for country in common] or [(one.place, other.place)]
    points = [points for a, b in pairs if (points := same_place(a, b)) is not None]
    if not points and by_others and any(_is_only_one_located(a, b) for a, b in pairs):
        return 0.0
    return max(points, default=None)


def _is_only_one_located(a: Row, b: Row) -> bool:
    in_other_states = None not in (a["country"], b["country"]) and a["country"] != b["country"]
    both = a["kind"] in TOWNS and b["kind"] in TOWNS
    return both and not in_other_states and (a["latitude"] is None) != (b["latitude"] is None)


def same_place(a: Row, b: Row) -> float | None:
    """Points for two places (rows of `places`); None where they exclude one another."""
    if a["place_id"] == b["place_id"]:
        return {"country": 1.0, "region": 1.0, "water": 1.0, "border": 1.5, "admin1": 2.0}.get(a["kind"], 3.0)
    if None not in (a["country"], b["country"]) and a["country"] != b["country"]:
        return 0.0 if "border" in (a["kind"], b["kind"]) else None
    if a["kind"] in TOWNS and b["kind"] in TOWNS:
        if (a["kind"] == "facility") != (b["kind"] == "facility") and None in (a["latitude"], b["latitude"]):
            return 0.0
        near = _kilometres(a, b)
        return 2.0 if near is not None and near <= _NEAR_KM and "facility" in (a["kind"], b["kind"]) else None
    provinces = {_province(a), _province(b)} - {None}
    if len(provinces) > 1:
        return None
    return 1.5 if len(provinces) == 1 and None not in (_province(a), _province(b)) else 0.5 if a["country"] else 0.0


def _province(place: Row) -> object:
    return place["name"] if place["kind"] == "admin1" else place["admin1"]


def _kilometres(a: Row, b: Row) -> float | None:
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
    days_of_week = (one.weekday is not None or one.is_of_week) and (other.weekday is not None or other.is_of_week)
    return 0.5 if days_of_week and (one.is_of_week or other.is_of_week) else 0.0


def _are_weeks_apart(one: Features, other: Features) -> bool:
    """Whether reports, of which not both are dated, appeared in other weeks: they are of other happenings."""
    days = _days_between(one, other)
    dated = one.date is not None and other.date is not None
    return (
        days is not None and days > _OTHER_NEWS_DAYS and not dated and not (one.is_background and other.is_background)
    )


def _was_told_before(one: Features, other: Features) -> bool:
    """Whether the one is told as a fact in a text that appeared before the day of the other."""
    if one.modality != "actual" or one.published is None or not (other.is_day and other.date):
        return False
    return one.published.date() + _NEXT_DAY < other.date[0]


def _by_publication(one: Features, other: Features) -> float:
    """Points for undated reports that appeared at the same time; fewer if nothing tells the time of one."""
    days = _days_between(one, other)
    if days is None:
        return _TIMELESS
    return 1.0 if days <= _SAME_NEWS_DAYS else 0.0


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
