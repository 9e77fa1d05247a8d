"""Which mentions of a document tell of one happening.

Mentions are taken in text order and join the best earlier event that nothing speaks against: another type, modality,
day,
place, or other people. Something must speak for it: the same people, an anaphor ("the strikes"), the same day or
place, the
same clause, or the title.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

THRESHOLD = 2.0
LINKED = 10.0
_LEAD = 4
"""Sentences after a title in which what it announces is usually told."""
RECENT_EVENTS = 30
"""How many events of a type a mention is compared with: cost stays in proportion to the text."""


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
    count: str | None = None  # the numeral before an event noun: "34 strikes"
    linked_to: int | None = None  # the mention whose clause this one continues
    targets: frozenset[str] = frozenset()
    presupposed: bool = False  # "the group targeted by the army"
    both: bool = False  # "both attacks"
    beside: frozenset[int] = (
        frozenset()
    )  # `order` of the event nouns that it is listed with: "both the raid and the bombing"


class Kinship:
    """Which actors count as one party: an army and its state, a member and its group.

    `family`: actor → its party keys; `generic`: actors known by a common noun alone, who contradict nobody.
    """

    def __init__(self, family: dict[int, frozenset[str]], generic: frozenset[int]) -> None:
        self._family = family
        self._generic = generic
        self._known: dict[frozenset[int], frozenset[str]] = {}

    def families(self, actors: frozenset[int]) -> frozenset[str]:
        """The parties that actors belong to."""
        found = self._known.get(actors)
        if found is None:
            found = frozenset(key for actor in actors for key in self._family[actor])
            self._known[actors] = found
        return found

    def clash(self, a: frozenset[int], b: frozenset[int]) -> bool:
        """Whether two filled lists of known actors have no party in common."""
        if not a or not b:
            return False
        known_a, known_b = a - self._generic, b - self._generic
        return bool(known_a and known_b and not self.families(a) & self.families(b))

    def share(self, a: frozenset[int], b: frozenset[int]) -> bool:
        """Whether two lists have a party in common."""
        return bool(self.families(a) & self.families(b))


@dataclass(slots=True)
class Groups:
    """`numbers`: the event of every mention, from 0 in order of first mention; `also`: mention → a second event."""

    numbers: list[int]
    also: dict[int, int]


def group(drafts: list[Draft], kinship: Kinship) -> Groups:
    """Decide for every mention, in text order, which event it tells of; "both attacks" tells of the latest two."""
    events: list[list[Draft]] = []
    by_type: dict[str, list[int]] = {}
    numbers: list[int] = []
    also: dict[int, int] = {}
    for position, draft in enumerate(drafts):
        two = _both(draft, events, by_type, also, numbers)
        if two is not None:
            numbers.append(two[1])
            also[position] = two[0]
            continue
        best, best_score = None, THRESHOLD
        if draft.linked_to is not None and draft.linked_to < len(numbers):
            best, best_score = numbers[draft.linked_to], LINKED
        for number in reversed(by_type.get(draft.event_type, ())[-RECENT_EVENTS:]):
            score = _score(draft, events[number], kinship)
            if score > best_score or (score == best_score and best is None):
                best, best_score = number, score
        if best is None:
            best = len(events)
            events.append([])
            by_type.setdefault(draft.event_type, []).append(best)
        events[best].append(draft)
        numbers.append(best)
    return Groups(numbers, also)


def _both(
    draft: Draft, events: list[list[Draft]], by_type: dict[str, list[int]], also: dict[int, int], numbers: list[int]
) -> tuple[int, int] | None:
    """The two events of a mention such as "both raids", or of a verb that has one as its subject."""
    if draft.linked_to in also:
        return also[draft.linked_to], numbers[draft.linked_to]
    if not draft.both:
        return None
    known = [n for n in by_type.get(draft.event_type, ()) if events[n][0].modality == draft.modality]
    latest = sorted(known, key=lambda n: events[n][-1].order)[-2:]
    near = [n for n in latest if draft.sentence - events[n][-1].sentence <= _LEAD]
    return (near[0], near[1]) if len(near) == 2 else None


def _score(draft: Draft, members: list[Draft], kinship: Kinship) -> float:
    """How much speaks for a mention's belonging to an event; negative where anything speaks against it."""
    if draft.modality != members[0].modality:
        return -1.0
    only_in_title = all(member.is_title for member in members)
    if draft.distinct and not (only_in_title and draft.head == members[0].head):
        return -1.0
    if any(_conflict(draft, member, kinship) for member in (*members[:4], *members[4:][-12:])):
        return -1.0
    nearest = members[-1]
    score = max(_affinity(draft, member, kinship) for member in members[-6:])
    distance = draft.sentence - nearest.sentence
    if distance <= 1 or (only_in_title and distance <= _LEAD):
        score += 0.5
    elif distance > 12:
        score -= 0.5
    return score


def _conflict(a: Draft, b: Draft, kinship: Kinship) -> bool:  # noqa: PLR0911 - one return per grammatical case
    if a.mode and b.mode and a.mode != b.mode and frozenset((a.mode, b.mode)) not in _COMPATIBLE_MODES:
        return True
    if (a.count and b.count and a.sentence != b.sentence) or b.order in a.beside:
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
        and not (a.is_title or b.is_title)
    ):
        return True
    if a.sense != b.sense and "summon" in (a.sense, b.sense):
        return True
    if a.event_type == "REQUEST" and a.mode and b.mode and a.mode != b.mode and not b.is_title:
        return True
    return any(x != y for x, y in zip(a.places, b.places, strict=False))


_COMPATIBLE_MODES = {
    frozenset(pair)
    for pair in (
        ("aerial", "drone"), ("aerial", "heavy-weapons"), ("drone", "heavy-weapons"), ("explosives", "destroy"),
        ("firearms", "targeted"),
        ("explosives", "suicide-attack"), ("explosives", "targeted"), ("firearms", "explosives"), ("explosives",
        "heavy-weapons"),
        ("aerial", "destroy"), ("firearms", "destroy"), ("heavy-weapons", "destroy"), ("heavy-weapons", "firearms"),
        ("aerial", "explosives"),
        ("disapprove", "allege"), ("visit", "multilateral"), ("visit", "third-party"), ("troops", "weapons"),
        ("arrest", "seize"),
        ("crowd-control", "firearms"), ("crowd-control", "beat"), ("demo", "riot"), ("drone", "destroy"), ("yield",
        "change"),
    )
}  # fmt: skip


def _same_kind(a: Draft, b: Draft) -> bool:
    """Whether two predicates name the same kind of act; verbs of praise are as many acts as verbs."""
    if a.head == b.head or (a.event_type == "PROTEST" and a.is_noun and b.is_noun):
        return True
    if a.event_type == "MOBILIZE" and a.mode == b.mode and a.is_noun and a.definite:
        return True
    if a.event_type == "CONSULT":
        return a.mode == b.mode or (None in (a.mode, b.mode) and a.sentence - b.sentence <= 1)
    return a.sense == b.sense and a.event_type != "SUPPORT"


def _affinity(a: Draft, b: Draft, kinship: Kinship) -> float:
    """What two mentions share."""
    score = 0.0
    same_word = _same_kind(a, b)
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
    if a.presupposed:
        score += 1.0
    if b.is_title and b.sentence == 0 and same_word:
        score += 0.6
    if a.sentence == b.sentence:
        score += 0.6
    if a.background != b.background:
        score -= 0.6
    return score
