"""Whether an event is told as history or context and not as the news of its article."""

from __future__ import annotations

import datetime as dt
from functools import cache

from pipelines import lexicon
from pipelines.extract.columns import columns_of
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.comparisons import is_comparison
from pipelines.extract.events.frames import Words
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Facts, TimeMention
from pipelines.language import Reading
from pipelines.lexicon import words

OLD_DAYS = 60
"""Days before the article's latest dated event from which an event is history."""


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.load("background.yaml", dict[str, Words]).items()}


def latest_day(facts: Facts) -> dt.date | None:
    """The last day that the document names, none after its publication, else that: its present, as far as is known."""
    days = [t.date_end or t.date_start for t in facts.times if t.date_precision == "day" and t.anchor != "none"]
    told = [day for day in days if day is not None and (facts.published is None or day <= facts.published)]
    return max(told, default=facts.published)


def sections_of_history(reading: Reading) -> frozenset[int]:
    """The sentences that stand under a heading such as "Background" or "Notes to editors", up to the next heading."""
    out, looks_back = set(), False
    for sentence in reading.sentences:
        if sentence.kind == "heading":
            words = columns_of(reading.doc).raw[sentence.start_char : sentence.end_char].lower().strip(" .:•-\n")
            looks_back = words in _words()["headings"]
        elif looks_back:
            out.add(sentence.index)
    return frozenset(out)


def is_background(tree: Tree, predicate: Predicate, time: TimeMention | None, present: dt.date | None) -> bool:  # noqa: PLR0911 - one return per grammatical case
    """Decide from date, adverbials, modifiers, tense and the standing nature of the sense, in this order.

    The years that somebody is sentenced to, or that a ban is to last, lie ahead.
    """
    root = predicate.root
    verb = predicate.support if predicate.support is not None else occurrence(tree, root)
    lies_ahead = predicate.frame.sense.mode == "convict" or _is_term(tree, predicate, verb)
    if time is not None and time.timex_type == "DURATION" and (lies_ahead or _is_elapsed(tree, {root, verb})):
        time = None
    if time is not None and (decided := _by_date(time, present)) is not None:
        return decided
    lasting = (
        not lies_ahead
        and not _is_elapsed(tree, {root, verb})
        and _has_duration(tree, {root, verb, *_joined(tree, verb)})
    )
    if lasting or _has_adverb(tree, {root, verb}):
        return True
    if _is_past_relative(tree, verb) or _are_several_wars(tree, verb) or _are_the_like(tree, root, verb):
        return True
    if predicate.frame.part == "noun":
        if predicate.frame.event_type == "ASSAULT" and _is_aside(tree, root):
            return True
        if any(tree.lower[c] in _words()["adjectives"] for c in tree.kids(root, "amod", "compound")):
            return True
        if predicate.frame.sense.standing and predicate.frame.part == "noun":
            return not _is_news(tree, predicate)
        if tree.is_verbal(verb):
            return _is_pluperfect(tree, verb)
        return _is_standing_memory(tree, root)
    return _is_pluperfect(tree, verb)


def is_long_ago(time: TimeMention, present: dt.date | None) -> bool:
    """Whether a date lies so far before the day of the news that what happened then is none."""
    return _by_date(time, present) is True


def _is_elapsed(tree: Tree, nodes: set[int]) -> bool:
    """As in "freed ten editors after three years in prison": so long it was before the news."""
    durations = _words()["durations"]
    return any(p == "after" and tree.lemma[c] in durations for node in sorted(nodes) for p, c in tree.obliques(node))


def _is_term(tree: Tree, predicate: Predicate, verb: int) -> bool:
    """As in "banned the party for five years", "extended the curfew for two months": a term that lies ahead."""
    if predicate.frame.event_type not in _TERMS or any(tree.lower[c] in _PERFECT for c in tree.kids(verb, "aux")):
        return False
    return any(preposition == "for" for node in (predicate.root, verb) for preposition, _ in tree.obliques(node))


_TERMS = frozenset({"COERCE", "SANCTION", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "REJECT"})


def _is_past_relative(tree: Tree, verb: int) -> bool:
    """As in "the nations that have carried out strikes": what somebody is known for, in the present perfect."""
    if tree.dep[verb] != "acl:relcl" or tree.tag[verb] != "VBN":
        return False
    return any(tree.lower[c] in ("have", "has", "'ve", "’ve") for c in tree.kids(verb, "aux"))


def _are_several_wars(tree: Tree, verb: int) -> bool:
    """As in "have fought two wars over the valley": what the parties look back on."""
    if tree.lemma[verb] != "fight" or not any(tree.lower[c] in _PERFECT for c in tree.kids(verb, "aux")):
        return False
    return any(tree.lower[o] == "wars" for o in tree.kids(verb, "obj"))


def _are_the_like(tree: Tree, noun: int, verb: int) -> bool:
    """As in "have carried out similar raids": what was done before like what is told now."""
    alike = any(tree.lower[c] == "similar" for c in tree.kids(noun, "amod"))
    return alike and any(tree.lower[c] in _PERFECT for c in tree.kids(verb, "aux"))


def _is_aside(tree: Tree, root: int) -> bool:
    """As in "following a bombing in March", "other recent attacks": no attack that a determiner takes up."""
    determiners = {tree.lower[c] for c in tree.kids(root, "det", "nmod:poss")}
    if determiners & {"this", "these", "that", "those"}:
        return False
    if any(tree.lower[c] == "recent" for c in tree.kids(root, "amod")) and "most" not in determiners:
        return True
    return "the" not in determiners and tree.preposition(root) in _words()["prepositions"]


def occurrence(tree: Tree, root: int) -> int:
    """The verb that an event noun is the subject of, else the predicate itself."""
    return tree.head[root] if tree.dep[root] in ("nsubj", "nsubj:pass") and tree.is_verbal(tree.head[root]) else root


def _by_date(time: TimeMention, present: dt.date | None) -> bool | None:
    words = set(time.text.lower().split())
    if time.timex_type in ("DURATION", "SET"):
        return bool(words & _LONG) or None
    end = time.date_end or time.date_start
    if end is not None and present is None and time.date_precision in ("month", "year"):
        return True if any(word.strip(".,;:").isdigit() and len(word.strip(".,;:")) == 4 for word in words) else None
    if end is None or present is None:
        if words & _words()["last"] and words & _FAR_BACK:
            return True
        return False if time.date_precision == "day" else None
    if (present - end).days > OLD_DAYS:
        return True
    return False if time.date_precision == "day" else None


_FAR_BACK = words("times", "stretches-far-back")


_LONG = words("times", "long-stretches")


def _has_duration(tree: Tree, nodes: set[int]) -> bool:
    words = _words()
    for node in sorted(nodes):
        for preposition, c in tree.obliques(node):
            first = preposition.split()[0] if preposition else ""
            if (
                tree.lemma[c] in words["durations"]
                and not tree.has(c, "nmod")
                and first in words["duration_prepositions"]
                and (tree.lower[c] != tree.lemma[c] or tree.lemma[c] in ("decade", "century", "generation"))
            ):
                return True
            counted = tree.pos[c] == "NUM" or _is_counted(tree, node)
            if first == "since" and counted and not is_comparison(tree, c):
                return True
    return False


def is_series(tree: Tree, predicate: Predicate) -> bool:
    """Whether a predicate sums up what was done over a long time: "have killed thousands since 2015"."""
    if predicate.frame.part == "noun":
        return _has_seen_many(tree, predicate.root)
    if predicate.frame.part != "verb" or predicate.frame.sense.mode == "convict":
        return False
    joined = _joined(tree, predicate.root)
    perfect = bool(joined) or any(tree.lower[c] in _PERFECT for c in tree.kids(predicate.root, "aux"))
    return perfect and _has_duration(tree, {predicate.root, *joined})


def _has_seen_many(tree: Tree, noun: int) -> bool:
    """As in "Chad has seen a series of bombings since the coup", "has made dozens of raids": none is told next."""
    many = False
    while tree.dep[noun] == "nmod" and tree.preposition(noun) == "of":
        noun = tree.head[noun]
        many = tree.tag[noun] in ("NNS", "CD")
    verb = tree.head[noun]
    if tree.dep[noun] != "obj" or not any(tree.lower[c] in _PERFECT for c in tree.kids(verb, "aux")):
        return False
    if many:
        return True
    adjuncts = tree.kids(verb, "obl", "advcl")
    return any(tree.lower[c] == "since" for a in adjuncts for c in tree.kids(a, "case", "mark"))


_PERFECT = frozenset({"have", "has", "had", "'ve", "’ve"})


def _joined(tree: Tree, verb: int) -> list[int]:
    """A perfect's last conjunct, whose "since" holds for all: "have killed many and displaced more since 2015"."""
    if not any(tree.lower[c] in _PERFECT for c in tree.kids(verb, "aux")):
        return []
    return [c for c in tree.kids(verb, "conj") if tree.tag[c] in ("VBN", "VBD") and not tree.has(c, "nsubj")][-1:]


def _is_counted(tree: Tree, node: int) -> bool:
    """As in "has visited them four times since January": no single occasion."""
    return any(tree.lower[c] == "times" for c in tree.kids(node, "obl:unmarked", "obl", "obj", "advmod"))


def _has_adverb(tree: Tree, nodes: set[int]) -> bool:
    adverbs = _words()["adverbs"]
    return any(
        tree.lower[c] in adverbs and tree.lower[c] != "once"
        for node in sorted(nodes)
        for c in tree.kids(node, "advmod")
    )


def _is_news(tree: Tree, predicate: Predicate) -> bool:
    """A standing state told as something that was just done: "launched a war", "signed a peace agreement"."""
    if predicate.support is None:
        return False
    verb = predicate.support
    return (
        tree.tag[verb] in ("VBD", "VBN", "VBP", "VBZ", "VBG")
        and tree.lemma[verb] not in _STANDING
        and not tree.is_infinitive(verb)
    )


_STANDING = words("events", "verbs-of-standing-states")


def _is_standing_memory(tree: Tree, root: int) -> bool:
    head = tree.head[root]
    return (
        tree.dep[root] in ("nmod", "nmod:poss", "compound")
        and tree.lemma[head] in _words()["anniversary"]
        and not _is_definite(tree, root)
    )


def _is_definite(tree: Tree, root: int) -> bool:
    return any(tree.lower[c] in ("the", "this", "these", "those") for c in tree.kids(root, "det"))


def _is_pluperfect(tree: Tree, verb: int) -> bool:
    """As in "had + participle" outside reported speech, where it is only shifted."""
    if not any(tree.lower[c] in ("had", "'d") for c in tree.kids(verb, "aux")):
        return False
    node = verb
    for _ in range(5):
        if tree.dep[node] == "ccomp" or (tree.dep[node] == "acl" and tree.has(node, "mark")):
            return False
        if tree.head[node] == node:
            break
        node = tree.head[node]
    return True
