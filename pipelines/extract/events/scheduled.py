"""Acts with a date that lies ahead, though no auxiliary tells so."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.background import occurrence
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts
from pipelines.lexicon import words


def is_scheduled(tree: Tree, facts: Facts, p: Predicate, time: int | None) -> bool:
    """A meeting or visit told in the present with its day is still to come: "begins a state visit on Tuesday"."""
    verb = p.act
    if p.frame.event_type != "CONSULT" or time is None or tree.tag[verb] not in ("VBZ", "VBP"):
        return False
    day = facts.times[time]
    alone = not tree.has(verb, "aux", "aux:pass", "cop") and tree.dep[verb] in (
        "root",
        "ROOT",
        "ccomp",
        "parataxis",
        "conj",
    )
    told_now = day.timex_type != "DATE" or day.date_precision != "day" or day.text.lower() in _NOW
    closing = tree.sentence_span[tree.sentence[verb]][1] - 1
    return alone and not told_now and tree.lower[closing] in (".", '"', "”")


_NOW = words("events", "words-for-now")


def is_dated_ahead(tree: Tree, facts: Facts, p: Predicate, time: int | None) -> bool:
    """Whether an act in no past tense has a date after the day of the news: "talks resume on Monday".

    Of nouns by themselves only what is arranged beforehand: "ahead of next week's conference".
    """
    day, today = facts.times[time].date_start if time is not None else None, facts.published
    if day is None or today is None or day <= today:
        return False
    verb = p.support if p.support is not None else occurrence(tree, p.root)
    if not tree.is_verbal(verb):
        return p.frame.event_type in _ARRANGED
    auxiliaries = {tree.lower[c] for c in tree.kids(verb, "aux", "aux:pass")}
    return tree.tag[verb] != "VBD" and not auxiliaries & {"was", "were", "had", "has", "have"}


_ARRANGED = frozenset({"CONSULT", "COOPERATE", "PROTEST", "AGREE"})
