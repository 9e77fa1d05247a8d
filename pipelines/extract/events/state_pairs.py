"""The two states behind "both sides" or "the two neighbours"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from pipelines.extract.facts import Facts

_PAIR_MENTIONS = 400
PAIR_REACH = 3
"""Sentences back in which the states behind "both sides" are looked for."""


_STATE_LIKE = frozenset({"country", "government", "military"})


class StatePairs:
    """Which two states a text is about at a given point."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._named: list[tuple[int, int, str, int]] = []
        for number, mention in enumerate(facts.actor_mentions):
            actor = facts.actors[mention.actor]
            if actor.country and actor.actor_type in _STATE_LIKE:
                self._named.append((mention.start, mention.sentence, actor.country, number))
        self._named.sort()
        self._starts = [start for start, *_ in self._named]

    def principal(self, position: int) -> list[int]:
        """Mentions of the two states named most up to a position; none if a third comes near them."""
        named = self._named[: bisect_left(self._starts, position)][:_PAIR_MENTIONS]
        counts = Counter(country for _, _, country, _ in named)
        ranked = counts.most_common(3)
        if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) == 3 and ranked[1][1] < 2 * ranked[2][1]):
            return []
        chosen = [self._representative(country, named) for country, _ in ranked[:2]]
        return sorted(chosen)

    def _representative(self, country: str, named: list[tuple[int, int, str, int]]) -> int:
        mine = [number for _, _, where, number in named if where == country]
        return next((n for n in mine if self._type(n) == "country"), mine[0])

    def _type(self, number: int) -> str:
        return self._facts.actors[self._facts.actor_mentions[number].actor].actor_type

    def near(self, position: int, sentence: int, outside: set[str | None], reach: int = PAIR_REACH) -> list[int]:
        """Mentions of the only two states named in the sentences up to a position; none if there are more or fewer.

        States `outside` do not count: those that speak about the two.
        """
        latest: set[str] = set()
        at = bisect_left(self._starts, position)
        reached = sentence
        for _, where, country, _ in reversed(self._named[max(0, at - 40) : at]):
            if where < sentence - reach or (len(latest) >= 2 and where < reached):
                break
            reached = where
            if country in outside:
                continue
            latest.add(country)
        if len(latest) != 2:
            return []
        return sorted(self._representative(country, self._named[:at]) for country in latest)
