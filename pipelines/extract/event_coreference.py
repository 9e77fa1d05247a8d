"""Which mentions of a document tell of one happening.

Mentions are taken in text order and join the best earlier event that nothing speaks against: another type, modality, day,
place, or other people. Something must speak for it: the same people, an anaphor ("the strikes"), the same day or place, the
same clause, or the title.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

THRESHOLD = 2.0


@dataclass(slots=True)
class Draft:
    """What coreference needs to know of one mention. Sets hold positions of actors in `Facts.actors`, or place keys."""

    event_type: str
    mode: str | None
    modality: str
    background: bool
    head: str
    sense: str
    sentence: int
    order: int
    is_title: bool
    is_noun: bool
    definite: bool
    plural: bool
    distinct: bool  # "another attack", "a second attack"
    actors: frozenset[int]
    recipients: frozenset[int]
    named_recipients: frozenset[int] = frozenset()
    days: tuple[dt.date, dt.date] | None = None
    time_text: str | None = None
    places: tuple[str, ...] = ()  # from wide to narrow: country code, admin1, place key
    linked_to: int | None = None  # the mention whose clause this one continues
    targets: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Event:
    members: list[Draft] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


class Kinship:
    """Which actors count as one party: an army and its state, a member and its group.

    `family`: actor → its party keys; `generic`: actors known by a common noun alone, who contradict nobody.
    """

    def __init__(self, family: dict[int, frozenset[str]], generic: frozenset[int]) -> None:
        self._family = family
        self._generic = generic

    def families(self, actors: frozenset[int]) -> frozenset[str]:
        """The parties that actors belong to."""
        out: set[str] = set()
        for actor in actors:
            out |= self._family[actor]
        return frozenset(out)

    def clash(self, a: frozenset[int], b: frozenset[int]) -> bool:
        """Whether two filled lists of known actors have no party in common."""
        known_a, known_b = a - self._generic, b - self._generic
        return bool(known_a and known_b and not self.families(a) & self.families(b))

    def share(self, a: frozenset[int], b: frozenset[int]) -> bool:
        """Whether two lists have a party in common."""
        return bool(self.families(a) & self.families(b))


def group(drafts: list[Draft], kinship: Kinship) -> list[int]:
    """The event number of every mention, numbered from 0 in order of first mention."""
    events: list[_Event] = []
    by_type: dict[str, list[int]] = {}
    numbers = [0] * len(drafts)
    for i, draft in enumerate(drafts):
        best, best_score = None, THRESHOLD
        for number in reversed(by_type.get(draft.event_type, ())[-40:]):
            score = _score(draft, i, events[number], kinship, numbers)
            if score > best_score or (score == best_score and best is None):
                best, best_score = number, score
        if best is None:
            best = len(events)
            events.append(_Event())
            by_type.setdefault(draft.event_type, []).append(best)
        events[best].members.append(draft)
        events[best].numbers.append(i)
        numbers[i] = best
    return numbers


def _score(draft: Draft, i: int, event: _Event, kinship: Kinship, numbers: list[int]) -> float:
    """How much speaks for a mention's belonging to an event; negative where anything speaks against it."""
    members = event.members
    if draft.linked_to is not None and draft.linked_to in event.numbers:
        return 10.0
    if draft.distinct or any(_conflict(draft, member, kinship) for member in members):
        return -1.0
    nearest = members[-1]
    score = max(_affinity(draft, member, kinship) for member in members[-6:])
    distance = draft.sentence - nearest.sentence
    if distance <= 1:
        score += 0.5
    elif distance > 12:
        score -= 0.5
    return score


def _conflict(a: Draft, b: Draft, kinship: Kinship) -> bool:
    if _modality_group(a) != _modality_group(b):
        return True
    if a.mode and b.mode and a.mode != b.mode and frozenset((a.mode, b.mode)) not in _COMPATIBLE_MODES:
        return True
    if kinship.clash(a.actors, b.actors):
        return True
    if kinship.clash(a.named_recipients, b.named_recipients) and not (a.definite or a.is_title or b.is_title):
        return True
    if a.days and b.days and (a.days[1] < b.days[0] or b.days[1] < a.days[0]):
        return True
    if (
        a.time_text
        and b.time_text
        and not (a.days and b.days)
        and a.time_text != b.time_text
        and a.sentence != b.sentence
    ):
        return True
    return any(x != y for x, y in zip(a.places, b.places, strict=False))


_COMPATIBLE_MODES = {
    frozenset(pair)
    for pair in (
        ("aerial", "drone"), ("aerial", "heavy-weapons"), ("drone", "heavy-weapons"), ("explosives", "destroy"), ("firearms", "targeted"),
        ("explosives", "suicide-attack"), ("explosives", "targeted"), ("firearms", "explosives"), ("explosives", "heavy-weapons"),
        ("aerial", "destroy"), ("firearms", "destroy"), ("heavy-weapons", "destroy"), ("heavy-weapons", "firearms"), ("aerial", "explosives"),
        ("disapprove", "allege"), ("visit", "multilateral"), ("visit", "third-party"), ("troops", "weapons"), ("arrest", "seize"),
        ("crowd-control", "firearms"), ("crowd-control", "beat"), ("demo", "riot"), ("drone", "destroy"), ("yield", "change"),
    )
}  # fmt: skip


def _modality_group(draft: Draft) -> str:
    return draft.modality


def _affinity(a: Draft, b: Draft, kinship: Kinship) -> float:
    """What two mentions share."""
    score = 0.0
    same_word = a.head == b.head or a.sense == b.sense or (a.event_type == "PROTEST" and a.is_noun and b.is_noun)
    score += 1.0 if same_word else 0.4 if a.mode == b.mode else 0.0
    if kinship.share(a.actors, b.actors):
        score += 1.0
    if kinship.share(a.recipients, b.recipients):
        score += 1.0
    elif kinship.share(a.actors | a.recipients, b.actors | b.recipients):
        score += 0.3
    if (a.days and b.days) or (a.time_text and a.time_text == b.time_text):
        score += 1.0
    if a.places and b.places and a.places[-1] == b.places[-1]:
        score += 0.6
    if a.targets & b.targets:
        score += 0.6
    if a.is_noun and a.definite and not (a.actors and b.actors and not kinship.share(a.actors, b.actors)):
        score += 1.5
    if b.is_title and b.sentence == 0 and same_word:
        score += 0.6
    if a.sentence == b.sentence:
        score += 0.6
    if a.background != b.background:
        score -= 0.6
    return score
