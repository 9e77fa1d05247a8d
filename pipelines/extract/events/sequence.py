"""One happening so much time before another: "struck on Friday, two days after the convoy was shelled".

The words set two happenings apart, and date the one by the other. "After" without a measure does so where both clauses
have doers of their own ("bombed the area after the group attacked a base"), or where what somebody did came after what
a noun names ("burned down the station after the death of a suspect"); "died after a bomb exploded" tells of one.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.facts import Facts, TimeMention
from pipelines.extract.figures.numbers import lexicon
from pipelines.lexicon import words

_MEASURE = re.compile(
    r"(?P<number>[\w-]+)\s+(?P<unit>day|week|month|year)s?\s+(?P<word>after|before|earlier|previously|later)$",
    re.IGNORECASE,
)
_LATER = frozenset({"before", "later"})
_JOINED = frozenset({"after", "before"})
_FOLLOWING = frozenset({"after", "following"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_MOST = 200  # units; more is no span between two pieces of news
_NEAR = 1  # sentences back to the happening that "three days earlier" counts from


@dataclass(frozen=True, slots=True)
class _Gap:
    """So many units, and whether what they lead to came later."""

    number: int
    unit: str
    is_later: bool

    def from_day(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """The days that lie so far from a day; months and years are as wide as the unit, weeks as wide as a week."""
        sign = 1 if self.is_later else -1
        if self.unit in ("day", "week"):
            middle = day + dt.timedelta(days=sign * self.number * (7 if self.unit == "week" else 1))
            wide = dt.timedelta(days=3 if self.unit == "week" else 0)
            return middle - wide, middle + wide
        months = 12 * day.year + day.month - 1 + sign * self.number * (12 if self.unit == "year" else 1)
        if self.unit == "year":
            return dt.date(months // 12, 1, 1), dt.date(months // 12, 12, 31)
        following = dt.date((months + 1) // 12, (months + 1) % 12 + 1, 1)
        return dt.date(months // 12, months % 12 + 1, 1), following - dt.timedelta(days=1)


ANSWERS = words("events", "nouns-of-answers")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that tell a gap: position of the time, the gap if it is told in numbers, the clause that they lead to."""

    time: int
    gap: _Gap | None
    clause: int | None


def set_apart(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """See that no two happenings that a sentence puts one after the other are taken for one; in place."""
    for before, f in pairwise(found):
        if tree.sentence[before.predicate.root] == tree.sentence[f.predicate.root] and _are_other_people(
            facts, before, f
        ):
            _part(found, [before], [f])
    for told in _told_gaps(tree, facts):
        if told.clause is not None:
            _part(found, *_parted(tree, found, told.clause))
    for token, word in enumerate(tree.lower):
        if word == "after" and tree.dep[token] == "mark":
            inside, outside = _parted(tree, found, tree.head[token])
            if _has_own_doers(facts, tree, (inside, outside), tree.head[token]):
                _part(found, inside, outside)
        if word in _FOLLOWING and tree.dep[token] == "case":
            inside, outside = _parted(tree, found, tree.head[token])
            verb = tree.head[tree.head[token]]
            if any(f.predicate.root == verb and f.parties.actors for f in outside):
                _part(found, inside, outside)
        if tree.lemma[token] in ANSWERS:
            for answered in (c for c in tree.kids(token, "nmod", "obl") if tree.preposition(c) in ("for", "to")):
                _part(found, *_parted(tree, found, answered))
        for cause in _causes(tree, token):
            _part(found, *_parted(tree, found, cause))


def _causes(tree: Tree, verb: int) -> list[int]:
    """What brings something else on: the assault of "was triggered by the assault", "the assault sparked a war"."""
    if tree.lemma[verb] not in _BRINGING_ON or not tree.is_verbal(verb):
        return []
    return tree.kids(verb, "obl:agent") if tree.is_passive(verb) else tree.kids(verb, "nsubj")


_BRINGING_ON = words("events", "verbs-of-bringing-on")


def _are_other_people(facts: Facts, a: Mention, b: Mention) -> bool:
    """As in "killed three herders and abducted two nurses": those taken away are not those who were killed."""
    if a.event_type != "ASSAULT" or b.event_type != "ASSAULT" or (a.mode == "abduct") == (b.mode == "abduct"):
        return False
    taken, hit = ({facts.actor_mentions[m].actor for m in f.parties.recipients} for f in (a, b))
    return bool(taken and hit) and taken.isdisjoint(hit)


def date_by_gaps(tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
    """Date what is told to be so long before or after another happening; in place."""
    for told in _told_gaps(tree, facts):
        if told.clause is not None:
            _date_clause(tree, facts, found, told, told.clause)
        elif told.gap is not None:
            _date_adverb(tree, facts, found, told.time, told.gap)


def _told_gaps(tree: Tree, facts: Facts) -> list[_Words]:
    out = []
    for number, time in enumerate(facts.times):
        told = _MEASURE.search(time.text)
        last = bisect_left(tree.end, time.end)
        if told is None or tree.end[last] != time.end or time.date_start is not None:
            continue
        if told["word"].lower() not in _JOINED:
            out.append(_Words(number, _gap(told), None))
        elif tree.dep[last] in ("mark", "case"):
            out.append(_Words(number, _gap(told), tree.head[last]))
    return out


def _gap(told: re.Match[str]) -> _Gap | None:
    """What a measure says; None for "some days after"."""
    word = told["number"].lower()
    number = 1 if word in ("a", "an") else int(word) if word.isdecimal() else lexicon().cardinals.get(word)
    return _Gap(number, told["unit"].lower(), told["word"].lower() in _LATER) if number and number < _MOST else None


def _has_own_doers(facts: Facts, tree: Tree, told: tuple[Sequence[Mention], Sequence[Mention]], clause: int) -> bool:
    """As in "bombed the area after the group attacked a base", "were ambushed after they attacked a village"."""
    inside, outside = told

    def actors(mentions: Sequence[int]) -> set[int]:
        return {facts.actor_mentions[m].actor for m in mentions}

    main = [f.parties for f in outside if f.predicate.root == tree.head[clause]]
    deed = [set(f.parties.actors) for f in inside if f.predicate.root == clause]
    if not (main and deed and deed[0]):
        return False
    others = bool(main[0].actors) and deed[0].isdisjoint(main[0].actors)
    return others or not actors(main[0].recipients).isdisjoint(actors(tuple(deed[0])))


def _part(found: Sequence[Mention], inside: Sequence[Mention], outside: Sequence[Mention]) -> None:
    for some, others in ((inside, outside), (outside, inside)):
        roots = frozenset(other.predicate.root for other in others)
        for f in some:
            f.apart |= roots
            if f.linked_to is not None and found[f.linked_to].predicate.root in roots:
                f.linked_to = None


def _date_clause(tree: Tree, facts: Facts, found: Sequence[Mention], words: _Words, clause: int) -> None:
    """As in "four days after the mayor was shot": the clause or noun that the words lead to is dated."""
    inside, outside = _parted(tree, found, clause)
    if not inside or not outside:
        return
    for f in outside:
        f.time = None if f.time == words.time else f.time
    day = next((day for f in reversed(outside) if (day := _day(facts, f)) is not None), None)
    day = day or _day_taken_up(tree, facts, found, outside[-1])
    if words.gap is not None and day is not None:
        facts.times[words.time] = _dated(facts.times[words.time], words.gap, day)
    is_dated = facts.times[words.time].date_start is not None
    held = tree.subtree(clause)
    first, last = min(held), max(held)
    for f in inside:
        own = None if f.time in (None, words.time) else facts.times[f.time or 0]
        if own is None or not tree.start[first] <= own.start <= tree.start[last]:
            f.time = words.time if is_dated else None


def _date_adverb(tree: Tree, facts: Facts, found: Sequence[Mention], number: int, gap: _Gap) -> None:
    """As in "Three days earlier a hospital was shelled": so long before the happening told last."""
    time = facts.times[number]
    before = [
        day
        for f in found
        if tree.start[f.predicate.root] < time.start
        and time.sentence - tree.sentence[f.predicate.root] <= _NEAR
        and (day := _day(facts, f)) is not None
    ]
    if before and any(f.time == number for f in found):
        facts.times[number] = _dated(time, gap, before[-1])


def _parted(tree: Tree, found: Sequence[Mention], clause: int) -> tuple[list[Mention], list[Mention]]:
    """The mentions of a sentence within a clause, and those outside of it."""
    held = tree.subtree(clause)
    here = [f for f in found if tree.sentence[f.predicate.root] == tree.sentence[clause]]
    return [f for f in here if f.predicate.root in held], [f for f in here if f.predicate.root not in held]


def _day(facts: Facts, f: Mention) -> dt.date | None:
    time = None if f.time is None else facts.times[f.time]
    if time is None or time.date_precision != "day" or time.date_start != time.date_end:
        return None
    return time.date_start


def _day_taken_up(tree: Tree, facts: Facts, found: Sequence[Mention], f: Mention) -> dt.date | None:
    """As in "The blast came two days after …": the day of the happening of this type told last."""
    root = f.predicate.root
    if not any(tree.lower[c] in _POINTING for c in tree.kids(root, "det")):
        return None
    told = [other for other in found if other.predicate.root < root and other.event_type == f.event_type]
    return next((day for other in reversed(told) if (day := _day(facts, other)) is not None), None)


def _dated(time: TimeMention, gap: _Gap, day: dt.date) -> TimeMention:
    start, end = gap.from_day(day)
    value = {"day": start.isoformat(), "month": f"{start:%Y-%m}", "year": f"{start:%Y}"}.get(gap.unit, time.value)
    return replace(time, value=value, date_start=start, date_end=end, date_precision=gap.unit, anchor="text")
