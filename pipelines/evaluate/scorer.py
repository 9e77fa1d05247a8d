"""Annotated articles against tables: what was found, what is right about it, and examples of what is not.

Pairs are one to one within an article, best fitting first: an event with one of its type whose trigger lies in a clause
that tells it; a figure by the place of its number; an actor by a name in common; an attribution by its voice and half
of its content.
Rates (modality, value, …) are over what was found; a value that neither side gives does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipelines.evaluate.annotations import Actor, Article, Attribution, Event, Figure, Span, name_key
from pipelines.evaluate.predictions import Found, FoundActor, FoundEvent, Row

Item = TypeVar("Item", Event, Figure, Actor, Attribution)
Other = TypeVar("Other")

_MODELESS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"})
_TOLERANCE = 1e-6
_CONTEXT = 60


@dataclass(slots=True)
class Count:
    """Hits among what was found and among what was to be found."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return self.hits / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was to be found; None where there was nothing."""
        return self.hits / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Their harmonic mean; None where there was nothing at all."""
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else None


@dataclass(slots=True)
class Rate:
    """How often a property of what was found is right."""

    right: int = 0
    total: int = 0

    @property
    def value(self) -> float | None:
        """The share that is right; None where there was nothing to get right."""
        return self.right / self.total if self.total else None


@dataclass(slots=True)
class Score:
    """Counts and rates by name, and one line for every miss and every wrong find."""

    articles: int = 0
    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    rates: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def count(self, name: str, hits: int, found: int, wanted: int) -> None:
        """Add to a count."""
        held = self.counts[name]
        held.hits, held.found, held.wanted = held.hits + hits, held.found + found, held.wanted + wanted

    def rate(self, name: str, wanted: object, said: object) -> None:
        """Add a comparison to a rate, unless neither side says anything."""
        if wanted is not None or said is not None:
            held = self.rates[name]
            held.right, held.total = held.right + (wanted == said), held.total + 1

    def wrong(self, name: str, article: str, wanted: object, said: object, where: str) -> None:
        """Keep an example of a property of something found that is not as annotated."""
        self.errors.append((name, article, f"{_or_none(wanted)}, not {_or_none(said)}: {where}"))

    def as_json(self) -> dict[str, object]:
        """The numbers, for files and for comparing versions."""
        return {
            "articles": self.articles,
            "counts": {
                name: {"precision": c.precision, "recall": c.recall, "f1": c.f1, "found": c.found, "wanted": c.wanted}
                for name, c in self.counts.items()
            },
            "rates": {name: {"value": r.value, "of": r.total} for name, r in self.rates.items()},
        }


def score(articles: Sequence[Article], tables: Mapping[str, Found]) -> Score:
    """Score tables against annotated articles; an article that the tables lack has nothing found."""
    result = Score(articles=len(articles))
    for article in articles:
        found = tables.get(article.name) or Found([], [], [], [])
        _events(result, article, found.events)
        _figures(result, article, found.figures)
        _actors(result, article, found.actors)
        _attributions(result, article, found.attributions)
    return result


@dataclass(slots=True)
class _Paired(Generic[Item, Other]):
    """Required annotations with what was found for them, those without, and finds that are no annotation's."""

    pairs: list[tuple[Item, Other]]
    missed: list[Item]
    wrong: list[Other]

    def count(self, result: Score, name: str) -> None:
        hits = len(self.pairs)
        result.count(name, hits, hits + len(self.wrong), hits + len(self.missed))


def _pair(wanted: Sequence[Item], found: Sequence[Other], fit: Callable[[Item, Other], float]) -> _Paired[Item, Other]:
    """Pair one to one, required annotations before optional ones, best fit first; a fit of 0 is no pair."""
    fits = [(fit(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)]
    of_item: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in sorted(fits, key=lambda entry: (wanted[entry[1]].optional, -entry[0], entry[1], entry[2])):
        if value > 0 and i not in of_item and j not in taken:
            of_item[i] = j
            taken.add(j)
    required = [i for i, item in enumerate(wanted) if not item.optional]
    return _Paired(
        pairs=[(wanted[i], found[of_item[i]]) for i in required if i in of_item],
        missed=[wanted[i] for i in required if i not in of_item],
        wrong=[other for j, other in enumerate(found) if j not in taken],
    )


def _events(result: Score, article: Article, found: Sequence[FoundEvent]) -> None:
    def fit(event: Event, other: FoundEvent) -> float:
        if other.get("event_type") != event.type or not _touch(article.clauses(event), other.spans):
            return 0.0
        agreements = (
            _touch(article.triggers(event), other.spans),
            other.get("modality") == event.modality,
            other.get("event_mode") == event.mode,
            bool(_same(article, event.actors, other.parties["actor"])) == bool(event.actors),
            bool(_same(article, event.recipients, other.parties["recipient"])) == bool(event.recipients),
        )
        return float(1 + sum(agreements))

    paired = _pair(article.events, found, fit)
    paired.count(result, "events")
    for event, other in paired.pairs:
        result.count(f"events {event.type}", 1, 1, 1)
        _compare_event(result, article, event, other)
    for event in paired.missed:
        result.count(f"events {event.type}", 0, 0, 1)
        line = f"{event.type}/{event.mode or '-'} {_excerpt(article.text, article.triggers(event))}"
        result.errors.append(("event missed", article.name, line))
    for other in paired.wrong:
        kind = other.get("event_type")
        result.count(f"events {kind}", 0, 1, 0)
        line = f"{kind}/{other.get('event_mode') or '-'} {_excerpt(article.text, other.spans)}"
        result.errors.append(("event wrong", article.name, line))


def _compare_event(result: Score, article: Article, event: Event, other: FoundEvent) -> None:
    if event.type not in _MODELESS:
        held = result.rates["event mode"]
        held.right, held.total = held.right + (other.get("event_mode") == event.mode), held.total + 1
        if other.get("event_mode") != event.mode:
            result.wrong("event mode", article.name, event.mode, other.get("event_mode"), _told(article, event))
    for name, wanted, said in (
        ("event modality", event.modality, other.get("modality")),
        ("event certainty", event.certainty, other.get("certainty")),
        ("event background", event.background, bool(other.get("is_background"))),
    ):
        result.rate(name, wanted, said)
        if wanted != said:
            result.wrong(name, article.name, wanted, said, _told(article, event))
    for role, names in (("actor", event.actors), ("recipient", event.recipients)):
        parties = other.parties[role]
        same = len(_same(article, names, parties))
        result.count(f"event {role}s", same, len(parties), len(names))
        if same < max(len(parties), len(names)):
            said = "; ".join(min(party.keys, default="") for party in parties)
            result.wrong(f"event {role}s", article.name, "; ".join(names), said, _told(article, event))


def _told(article: Article, event: Event) -> str:
    return _excerpt(article.text, article.triggers(event))


def _same(article: Article, names: Sequence[str], parties: Sequence[FoundActor]) -> list[tuple[str, FoundActor]]:
    """Annotated parties and found ones that share a name, one to one."""
    out: list[tuple[str, FoundActor]] = []
    free = list(parties)
    for name in names:
        calls = article.calls.get(name) or {name_key(name)}
        best = max(free, key=lambda actor: len(calls & actor.keys), default=None)
        if best is not None and calls & best.keys:
            out.append((name, best))
            free.remove(best)
    return out


def _figures(result: Score, article: Article, found: Sequence[Row]) -> None:
    def fit(figure: Figure, row: Row) -> float:
        if not _touch(article.numbers(figure), [(row["start"], row["end"])]):
            return 0.0
        return float(1 + 2 * _equal(figure.value, row["value"]) + bool(figure.measure == row["measure"]))

    paired = _pair(article.figures, found, fit)
    paired.count(result, "figures")
    for figure, row in paired.pairs:
        for column in ("value", "low", "high"):
            result.rate(f"figure {column}", True, _equal(getattr(figure, column), row[column]))
        for column in ("bound", "unit", "measure"):
            wanted, said = getattr(figure, column), row[column]
            result.rate(f"figure {column}", wanted, said)
            if wanted != said:
                result.wrong(
                    f"figure {column}", article.name, wanted, said, _excerpt(article.text, article.numbers(figure))
                )
        if not all(_equal(getattr(figure, column), row[column]) for column in ("value", "low", "high")):
            line = f"{figure.text!r} is {_interval(vars(figure))}, not {_interval(row)}"
            result.errors.append(("figure value", article.name, line))
    for figure in paired.missed:
        line = f"{figure.text!r} {_excerpt(article.text, article.numbers(figure))}"
        result.errors.append(("figure missed", article.name, line))
    for row in paired.wrong:
        result.errors.append(("figure wrong", article.name, _excerpt(article.text, [(row["start"], row["end"])])))


def _or_none(value: object) -> object:
    return "nothing" if value in {None, ""} else value


def _interval(row: Mapping[str, Any]) -> str:
    return f"{row['value']} [{row['low']}, {row['high']}]"


def _actors(result: Score, article: Article, found: Sequence[FoundActor]) -> None:
    def fit(actor: Actor, other: FoundActor) -> float:
        calls = article.calls[actor.name]
        return len(calls & other.keys) / len(calls | other.keys) if calls | other.keys else 0.0

    paired = _pair(article.actors, found, fit)
    paired.count(result, "actors")
    for actor, other in paired.pairs:
        for name, wanted, said in (
            ("actor type", actor.type, other.row.get("actor_type")),
            ("actor country", actor.country, other.country),
        ):
            result.rate(name, wanted, said)
            if wanted != said:
                result.wrong(name, article.name, wanted, said, actor.name)
    result.errors += [("actor missed", article.name, actor.name) for actor in paired.missed]
    result.errors += [("actor wrong", article.name, " / ".join(sorted(other.keys))) for other in paired.wrong]


def _attributions(result: Score, article: Article, found: Sequence[Row]) -> None:
    def fit(said: Attribution, row: Row) -> float:
        sources, contents = article.speech(said)
        if said.source and not _touch(sources, [(row["source_start"] or 0, row["source_end"] or 0)]):
            return 0.0
        here = (row["content_start"], row["content_end"])
        shares = [_overlap(content, here) / max(_length(content), _length(here), 1) for content in contents]
        covered = any(2 * _overlap(content, here) >= _length(content) for content in contents)
        return max(shares, default=0.0) if covered else 0.0

    paired = _pair(article.attributions, found, fit)
    paired.count(result, "attributions")
    for said, row in paired.pairs:
        result.rate("attribution kind", said.kind, row["kind"])
        result.rate("attribution type", said.type, row["type"])
    for said in paired.missed:
        result.errors.append(
            ("attribution missed", article.name, f"{said.source}: {' '.join(said.content.split())[:100]}")
        )
    for row in paired.wrong:
        span = (row["content_start"], row["content_end"])
        result.errors.append(("attribution wrong", article.name, _excerpt(article.text, [span])))


def _equal(wanted: float | None, said: float | None) -> bool:
    if wanted is None or said is None:
        return wanted is said
    return abs(wanted - said) <= _TOLERANCE * max(1.0, abs(wanted))


def _touch(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(_overlap(a, b) for a in spans for b in others)


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _length(span: Span) -> int:
    return span[1] - span[0]


def _excerpt(text: str, spans: Sequence[Span]) -> str:
    """A line around the first span, the span in brackets."""
    if not spans:
        return ""
    start, end = spans[0]
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
