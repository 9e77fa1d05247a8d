"""Which mentions of a document tell of one happening.

Mentions are taken in text order and join the best earlier event that nothing speaks against: another type, modality,
day,
place, or other people. Something must speak for it: the same people, an anaphor ("the strikes"), the same day or
place, the
same clause, or the title.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.extract.events.frames import HARM_BY_VERBS
from pipelines.lexicon import words

THRESHOLD = 2.0
FACES = 4
"""How many different tellings of an event are kept from its start, and how many of the latest."""
_FAR = 12
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
    victims: frozenset[int] = frozenset()  # persons by name to whom bodily harm was done: that happens once
    mutual: frozenset[int] = frozenset()  # parties by name where all parties act: meetings and talks
    days: tuple[dt.date, dt.date] | None = None
    day_name: tuple[str, str] | None = None  # ("weekday", "friday"), ("deictic", "yesterday"), ("month", "05")
    places: tuple[str, ...] = ()  # from wide to narrow: country code, admin1, place key
    count: str | None = None  # the numeral before an event noun: "34 strikes"
    linked_to: int | None = None  # the mention whose clause this one continues
    targets: frozenset[str] = frozenset()
    presupposed: bool = False  # "the group targeted by the army"
    anaphoric: bool = False  # "the attack", "the bomb was planted"
    both: bool = False  # "both attacks"
    brought_about: bool = False  # "hosted the talks", "announced the sanctions": by somebody else than who acts
    aside: bool = False  # "two weeks after they met"
    of_new_thing: bool = False  # "the shelling of a hospital"
    described: bool = False  # by a relative clause: "riots in which ten people were killed"
    resumed: bool = False  # by nameless people told of before: "the assailants", "they"
    series: bool = False  # "have killed thousands since 2015"
    about: frozenset[str] = frozenset()  # what is condemned or praised: heads of a verb's objects
    about_place: tuple[str, ...] = ()  # where what is condemned or praised took place, as `places`
    spot: str = ""  # the town, of whatever country, that it is told to be in
    warded_off: bool = False  # "shot down 71 drones", "repulsed an attack": by those at whom the attack was aimed
    nations: frozenset[str] = frozenset()  # of nameless people hit, if told of all
    culprits: bool = False  # those hit are called attackers, kidnappers, gunmen
    by_attackers: bool = False  # by "the attackers", "the gunmen"
    company: str = ""  # of what recipients there are: "person" by name, "crowd" of nameless ones
    timed: bool = False  # "Last week, rebels …", "the 2004 bombing": told apart by its time
    kinds: frozenset[str] = frozenset()  # types of the recipients
    beside: frozenset[int] = (
        frozenset()
    )  # `order` of the event nouns that it is listed with: "both the raid and the bombing"


class Kinship:
    """Which actors count as one party: an army and its state, a member and its group.

    `family`: actor → its party keys; `generic`: actors known by a common noun alone, who contradict nobody, but that
    rebels are no forces of the state (`sides`). Two `persons` are two, whatever state they speak for, and courts (among
    the `forces`) are no police.
    """

    def __init__(
        self,
        family: dict[int, frozenset[str]],
        generic: frozenset[int],
        sides: Mapping[int, str] | None = None,
        persons: frozenset[int] = frozenset(),
        forces: Mapping[int, tuple[str, str | None]] | None = None,
    ) -> None:
        self._family = family
        self._persons = persons
        self._sides = sides or {}
        self._forces = forces or {}
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
        if self._are_court_and_police(a, b):
            return True
        if known_a and known_b:
            two = known_a | known_b <= self._persons and known_a.isdisjoint(known_b)
            return two or not self.families(a) & self.families(b)
        fighting = {self._sides.get(actor) for actor in a}, {self._sides.get(actor) for actor in b}
        return {"rebels"} in fighting and {"forces"} in fighting

    def _are_court_and_police(self, a: frozenset[int], b: frozenset[int]) -> bool:
        kinds = [{self._forces[actor][0] if actor in self._forces else None for actor in actors} for actors in (a, b)]
        return {"judiciary"} in kinds and any(None not in kind and "judiciary" not in kind for kind in kinds)

    def lacks(self, a: frozenset[int], b: frozenset[int]) -> bool:
        """Whether the first list has a known actor none of whose parties is in the second."""
        others = self.families(b)
        return any(not self._family[actor] & others for actor in a - self._generic)

    def are_one_force(self, a: frozenset[int], b: frozenset[int]) -> bool:
        """Whether all of both lists are of an army, a police or a group in arms, and of no two states."""
        known = {self._forces.get(actor) for actor in a | b}
        if not a or not b or None in known:
            return False
        kinds, states = zip(*(force for force in known if force is not None), strict=True)
        return len(set(kinds)) == 1 and len({state for state in states if state is not None}) <= 1

    def share(self, a: frozenset[int], b: frozenset[int]) -> bool:
        """Whether two lists have a party in common."""
        return bool(self.families(a) & self.families(b))


@dataclass(slots=True)
class Groups:
    """`numbers`: the event of every mention, from 0 in order of first mention; `also`: mention → a second event."""

    numbers: list[int]
    also: dict[int, int]


class _Event:
    """An event with the different ways in which it was told: the first few and the latest few."""

    def __init__(self) -> None:
        self.first: list[Draft] = []
        self.latest: list[Draft] = []
        self.last: Draft | None = None
        self.only_in_title = True
        self._known: set[object] = set()

    def add(self, draft: Draft) -> None:
        """Take in a mention; one that says what an earlier one says changes nothing but the distance."""
        self.last = draft
        self.only_in_title = self.only_in_title and draft.is_title
        told = _signature(draft)
        if told in self._known:
            return
        self._known.add(told)
        if len(self.first) < FACES:
            self.first.append(draft)
        else:
            self.latest = [*self.latest[-FACES:], draft]

    def faces(self) -> list[Draft]:
        """The mentions to compare with."""
        return [*self.first, *self.latest]


def _signature(d: Draft) -> object:
    return (
        d.mode, d.background, d.head, d.sense, d.is_title, d.is_noun, d.actors, d.recipients, d.days, d.day_name,
        d.places, d.count, d.targets, d.series, d.timed, d.kinds, d.about, d.about_place, d.spot, d.warded_off,
    )  # fmt: skip


def group(drafts: list[Draft], kinship: Kinship) -> Groups:
    """Decide for every mention which event it tells of; "both attacks" tells of the latest two.

    Mentions that one clause holds together are decided together, when the first of them is reached.
    """
    events: list[_Event] = []
    by_type: dict[str, list[int]] = {}
    numbers: dict[int, int] = {}
    also: dict[int, int] = {}
    clauses = _clauses(drafts)
    for position, draft in enumerate(drafts):
        if position in numbers:
            continue
        two = _both(draft, events, by_type, also, numbers)
        if two is not None:
            numbers[position] = two[1]
            also[position] = two[0]
            continue
        linked = clauses.get(position, (position,))
        together = [p for p in linked if p == position or not (p in numbers or drafts[p].both)]
        number = _best([drafts[p] for p in together], events, by_type, kinship)
        if number is None:
            number = len(events)
            events.append(_Event())
            by_type.setdefault(draft.event_type, []).append(number)
        for p in together:
            numbers[p] = number
            events[number].add(drafts[p])
    return Groups([numbers[p] for p in range(len(drafts))], also)


def _clauses(drafts: list[Draft]) -> dict[int, tuple[int, ...]]:
    """Mentions linked with one another, by each of them; a link to what tells of two events is none."""
    root = list(range(len(drafts)))

    def find(position: int) -> int:
        while root[position] != position:
            root[position] = root[root[position]]
            position = root[position]
        return position

    for position, draft in enumerate(drafts):
        if draft.linked_to is not None and not drafts[draft.linked_to].both:
            a, b = sorted((find(position), find(draft.linked_to)))
            root[b] = a
    members: dict[int, list[int]] = {}
    for position in range(len(drafts)):
        members.setdefault(find(position), []).append(position)
    return {p: tuple(found) for found in members.values() if len(found) > 1 for p in found}


def _best(together: list[Draft], events: list[_Event], by_type: dict[str, list[int]], kinship: Kinship) -> int | None:
    """The event for which most speaks, of equals the one told last and not aside, if nothing speaks against it."""
    best, best_score = None, (THRESHOLD, False, -1)
    for number in by_type.get(together[0].event_type, ())[-RECENT_EVENTS:]:
        last = events[number].last
        told = (not last.aside, last.order) if last else (False, 0)
        score = (_score(together, events[number], kinship), *told)
        if score > best_score:
            best, best_score = number, score
    return best


def _both(
    draft: Draft, events: list[_Event], by_type: dict[str, list[int]], also: dict[int, int], numbers: dict[int, int]
) -> tuple[int, int] | None:
    """The two events of a mention such as "both raids", or of a verb that has one as its subject."""
    if draft.linked_to is not None and draft.linked_to in also:
        return also[draft.linked_to], numbers[draft.linked_to]
    if not draft.both:
        return None
    recent = by_type.get(draft.event_type, ())[-RECENT_EVENTS:]
    known = [(events[n].last, n) for n in recent if events[n].first[0].modality == draft.modality]
    latest = sorted((last.order, n) for last, n in known if last and draft.sentence - last.sentence <= _LEAD)[-2:]
    return (latest[0][1], latest[1][1]) if len(latest) == 2 else None


def _score(together: list[Draft], event: _Event, kinship: Kinship) -> float:
    """How much speaks for the mentions of a clause belonging to an event; negative where anything speaks against it."""
    faces = event.faces()
    if together[0].modality != faces[0].modality:
        return -1.0
    if any(d.distinct and not (event.only_in_title and d.head == faces[0].head) for d in together):
        return -1.0
    if any(_conflict(draft, face, kinship) for draft in together for face in faces):
        return -1.0
    score = max(_affinity(draft, face, kinship) for draft in together for face in faces)
    distance = together[0].sentence - (event.last.sentence if event.last else 0)
    if distance <= 1 or (event.only_in_title and distance <= _LEAD):
        score += 0.5
    elif distance > _FAR:
        score -= 0.5
    if any(_names_any(draft, event.first[0]) for draft in together) and event.first[0].sentence <= 1:
        score += _OF_THE_STORY
    return score


def _conflict(a: Draft, b: Draft, kinship: Kinship) -> bool:  # noqa: PLR0911 - one return per grammatical case
    if a.mode and b.mode and a.mode != b.mode and frozenset((a.mode, b.mode)) not in _COMPATIBLE_MODES:
        return True
    if (a.count and b.count and a.sentence != b.sentence) or b.order in a.beside or a.series or b.series:
        return True
    if a.is_noun and a.head in _ONSLAUGHTS and b.mode == "crowd-control":
        return True
    if "crowd-control" in (a.mode, b.mode) and "attack" in (a.sense, b.sense):
        return True
    if a.sense == "destroy" and b.mode in _SPARING and not a.actors:
        return True
    if _other_doers(a, b, kinship) or _other_company(a, b, kinship) or _strikes_back(a, b, kinship):
        return True
    if kinship.clash(a.named_recipients, b.named_recipients) and not (a.definite or a.is_title or b.is_title):
        return b.sense in HARM_BY_VERBS or bool(b.victims) or not _goes_on(a, b)
    if a.days and b.days and (a.days[1] < b.days[0] or b.days[1] < a.days[0]):
        return True
    if _other_day(a, b) or _is_another_time(a, b) or _is_asked_of_others(a, b, kinship):
        return True
    if (a.sense != b.sense and _other_act(a, b)) or _other_matter(a, b) or _is_elsewhere(a, b, kinship):
        return True
    if not (a.definite or a.is_title or b.is_title) and {a.company, b.company} == {"person", "crowd"}:
        return True
    if a.event_type == "REQUEST" and a.mode and b.mode and a.mode != b.mode and not b.is_title:
        return True
    return any(x != y for x, y in zip(a.places, b.places, strict=False))


def _other_doers(a: Draft, b: Draft, kinship: Kinship) -> bool:
    return not a.brought_about and kinship.clash(a.actors, b.actors)


def _other_act(a: Draft, b: Draft) -> bool:
    """Whether two senses of a type are two acts: a summons, a signature, a sanction of another kind, another verb."""
    if "summon" in (a.sense, b.sense) or (a.event_type == "SUPPORT" and "sign" in (a.sense, b.sense)):
        return True
    verbs = not (a.is_noun or b.is_noun)
    if a.event_type == "SUPPORT" and verbs and a.recipients and b.recipients:
        return a.head != b.head and a.recipients.isdisjoint(b.recipients)
    if a.event_type == "SANCTION":
        return verbs and a.mode != b.mode
    if a.event_type in ("CONCEDE", "COOPERATE"):
        return verbs
    return a.event_type == "MOBILIZE" and verbs and b.order in a.beside


def _other_matter(a: Draft, b: Draft) -> bool:
    """Whether the same is said of two things: "condemns the raid … condemns the arrests"."""
    if a.is_title or b.is_title or a.sentence == b.sentence or a.head != b.head:
        return False
    if any(x != y for x, y in zip(a.about_place, b.about_place, strict=False)):
        return True
    return bool(a.about and b.about) and a.about.isdisjoint(b.about)


def _is_elsewhere(a: Draft, b: Draft, kinship: Kinship) -> bool:
    if a.mode == b.mode and a.mode in _TAKING and a.nations and b.nations and a.nations.isdisjoint(b.nations):
        return a.sentence != b.sentence
    return _other_assault(a, b, kinship) or _other_town(a, b) or _nobody_in_common(a, b, kinship)


_TAKING = frozenset({"abduct", "arrest", "release", "expel"})
"""Modes of acts of which each is done to people of its own."""


def _other_town(a: Draft, b: Draft) -> bool:
    """Two towns of which one is in no gazetteer, where nothing takes up the event told before."""
    unknown = any(spot.startswith("name:") for spot in (a.spot, b.spot))
    if not (a.spot and b.spot and unknown) or a.anaphoric or a.is_title or b.is_title or a.sentence == b.sentence:
        return False
    names = [spot.removeprefix("name:").rstrip(":") for spot in (a.spot, b.spot)]
    return names[0] not in names[1] and names[1] not in names[0]


def _nobody_in_common(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """Two meetings or visits, told by verbs, of which none has a party of the other."""
    if a.event_type != "CONSULT" or a.is_noun or b.is_noun or a.is_title or b.is_title or a.brought_about:
        return False
    if a.sentence == b.sentence:
        return False
    return bool(a.actors and b.actors) and not kinship.share(a.actors | a.recipients, b.actors | b.recipients)


def _other_assault(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """What is no part of an assault: its repulse, a war beside its raids, harm to those who did it, a later death."""
    if a.event_type != "ASSAULT":
        return False
    own = a.recipients == b.actors or kinship.are_one_force(a.recipients, b.actors)
    if a.is_noun and not a.actors and a.recipients and own:
        return True  # the attack on a police car is no part of the police's operation
    if a.sentence == b.sentence:
        struck_back = b.warded_off and kinship.share(b.recipients, a.actors)
        return struck_back if not a.warded_off else not b.warded_off
    if a.warded_off != b.warded_off or _is_of_war(a, b) or _is_of_war(b, a) or _is_by_those_hit(a, b, kinship):
        return True
    if a.sense not in HARM_BY_VERBS or a.is_noun or a.actors:
        return False
    taken = b.mode == "abduct" and b.sense not in HARM_BY_VERBS
    return a.culprits or taken or kinship.are_one_force(a.recipients, b.actors)


def _is_by_those_hit(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """As in "A rebel was killed. The rebels had shot villagers": what those hit did to others is another act."""
    if b.sense not in HARM_BY_VERBS or b.actors or not a.recipients or kinship.share(a.recipients, b.recipients):
        return False
    return kinship.are_one_force(a.actors, b.recipients)


def _is_of_war(a: Draft, b: Draft) -> bool:
    """Whether one is a war, and the other a deed of one day or a coup: neither is the other."""
    if a.head not in _WARS or b.head in _WARS:
        return False
    if b.is_noun and b.head in _ONSLAUGHTS and not a.is_title and not b.is_title:
        return True
    single = b.days is not None and b.days[0] == b.days[1] and a.days != b.days
    return b.head in _SEIZURES or single or (b.day_name is not None and a.day_name != b.day_name)


_WARS = words("events", "wars")
_SEIZURES = words("events", "seizures-of-power")


def _other_day(a: Draft, b: Draft) -> bool:
    """Two weekdays, months, or "today" and "yesterday", where no date anchors both, or a weekday and a month.

    Titles may differ in it.
    """
    if not (a.day_name and b.day_name) or (a.days and b.days) or a.is_title or b.is_title:
        return False
    apart = a.day_name[0] == b.day_name[0] or "month" in (a.day_name[0], b.day_name[0])
    return apart and a.day_name[1] != b.day_name[1] and a.sentence != b.sentence


def _is_asked_of_others(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """As in "calls on the army to leave … urges donors to pay": demands on people of other kinds are two."""
    if a.event_type != "REQUEST" or a.is_noun or b.is_noun or a.is_title or b.is_title:
        return False
    apart = bool(a.kinds and b.kinds) and a.kinds.isdisjoint(b.kinds)
    return apart and not kinship.share(a.recipients, b.recipients)


def _is_another_time(a: Draft, b: Draft) -> bool:
    """As in "Rebels shelled the town. Last week, a missile hit a camp", or behind it "the 2004 bombing"."""
    if a.event_type != "ASSAULT" or not a.timed or a.anaphoric or a.is_title or b.is_title:
        return False
    return a.sentence != b.sentence and (a.days, a.day_name) != (b.days, b.day_name)


def _strikes_back(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """Whether those who did the one are hit in the other by somebody else: "the gunmen killed", "killed two gunmen"."""
    if _hits_its_doers(a, b, kinship) or _hits_its_doers(b, a, kinship):
        return True
    if not (a.actors and b.actors) or kinship.share(a.actors, b.actors):
        return False
    return kinship.share(a.recipients, b.actors) or kinship.share(a.actors, b.recipients)


def _hits_its_doers(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """As in "the Chadian drone raid … 49 Chadian drones were downed": by whomever, they were not the raid."""
    if a.actors or not a.named_recipients or not b.actors or a.sentence == b.sentence or b.mutual:
        return False
    if not kinship.share(a.recipients, b.actors) or kinship.lacks(b.actors, a.recipients):
        return False
    return not kinship.share(a.recipients, b.recipients)


def _other_company(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """Two meetings in which each has a known party that the other has not: "met the mayor", "met the governor"."""
    if a.is_title or b.is_title or (a.is_noun and a.definite) or a.brought_about:
        return False
    return kinship.lacks(a.mutual, b.actors) and kinship.lacks(b.mutual, a.actors)


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


_KILLING = frozenset(
    {"kill-people", "murder", "shoot-dead", "put-to-death", "stab-dead", "murder-noun", "assassinate", "die-violently"}
)
BLASTS = frozenset({"bombing", "bombing-noun", "suicide"})
_WEEK = 7
_SPARING = frozenset({"crowd-control", "firearms", "beat"})
"""Modes of assaults of which no house burns down."""
_ONSLAUGHTS = words("events", "onslaughts")


def _kindred(a: Draft, b: Draft) -> bool:
    """A verb and its noun in different senses: "murdered" and "the killing", "exploded" and "the blast"."""
    return any(a.sense in senses and b.sense in senses for senses in (_KILLING, BLASTS))


def _affinity(a: Draft, b: Draft, kinship: Kinship) -> float:
    """What two mentions share."""
    same_word = _same_kind(a, b) or _names_any(a, b)
    score = 1.0 if same_word else 0.8 if _kindred(a, b) else 0.4 if a.mode == b.mode else 0.0
    score += _shared_parties(a, b, kinship)
    if _tells_when(a, b):
        score += 1.0
    if a.places and b.places and a.places[-1] == b.places[-1]:
        score += 0.6
    if a.targets & b.targets:
        score += 0.6
    elif a.is_noun and a.targets and b.targets:
        score -= 0.6
    if a.anaphoric and (b.is_title or not a.of_new_thing) and not _other_doers(a, b, kinship):
        score += 1.5
    if a.presupposed:
        score += 1.0
    if _is_by_those_attacking(a, b):
        score += 1.8
    if b.is_title and b.sentence == 0 and (same_word or _kindred(a, b)) and a.sentence <= _LEAD:
        score += 0.6
    if a.sentence == b.sentence:
        score += 0.6
    if a.background != b.background:
        score -= 0.6
    elif _is_same_scene(a, b, kinship):
        score += 0.6
    return score + (1.5 if _goes_on(a, b) else 0.0)


def _is_by_those_attacking(a: Draft, b: Draft) -> bool:
    """As in "A bomb went off at the gate. The attackers then stormed the hotel": one attack, however it is done."""
    assault = a.event_type == b.event_type == "ASSAULT" and a.modality == b.modality == "actual"
    return assault and a.by_attackers and not (b.warded_off or b.background) and 0 < a.sentence - b.sentence <= _NEXT


_NEXT = 3
"""Sentences after an attack in which "the attackers" are its own."""


def _tells_when(a: Draft, b: Draft) -> bool:
    """Whether both name the same days, or days of one week that nothing tells apart."""
    if a.days and b.days:
        return a.days == b.days or all((last - first).days < _WEEK for first, last in (a.days, b.days))
    return a.day_name is not None and a.day_name == b.day_name


def _is_same_scene(a: Draft, b: Draft, kinship: Kinship) -> bool:
    """As in "Gunmen killed two guards. They set fire to a shop": what nameless people go on to do."""
    verbs = a.event_type == b.event_type == "ASSAULT" and not (a.is_noun or a.places or a.days or a.day_name)
    return verbs and a.resumed and 0 < a.sentence - b.sentence <= 1 and kinship.share(a.actors, b.actors)


def _names_any(a: Draft, b: Draft) -> bool:
    """A general word that points back, as in "condemned the attack", names an assault of whatever kind."""
    return a.anaphoric and not a.targets and a.head in _GENERAL and a.event_type == b.event_type == "ASSAULT"


_GENERAL = words("events", "general-words-of-assault")
_OF_THE_STORY = 0.3
"""What speaks for the event that a story begins with, over others that a general word may name."""


def _shared_parties(a: Draft, b: Draft, kinship: Kinship) -> float:
    """One for a shared actor, one for a shared recipient, one more for a person who can be killed but once."""
    score = 1.0 if kinship.share(a.actors, b.actors) else 0.0
    if kinship.share(a.recipients, b.recipients):
        score += 1.0
    elif kinship.share(a.actors | a.recipients, b.actors | b.recipients):
        score += 0.3
    return score + (1.0 if a.victims & b.victims else 0.0)


def _goes_on(a: Draft, b: Draft) -> bool:
    """As in "A bomb exploded in the market. Four people were hurt": deaths and damage of the assault just told."""
    if (
        a.sense not in HARM_BY_VERBS
        or a.is_noun
        or a.described
        or a.actors
        or a.places
        or a.days
        or a.day_name
        or a.background
    ):
        return False
    return a.event_type == b.event_type and 0 < a.sentence - b.sentence <= 1 and a.modality == b.modality == "actual"
