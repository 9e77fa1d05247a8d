"""What coreference needs to know of one event mention, read off the mention and its grammar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.arguments import Parties
from pipelines.extract.events.background import is_series
from pipelines.extract.events.coreference import Draft, Kinship
from pipelines.extract.events.frames import word_classes
from pipelines.extract.events.modality import Reality
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.events.settings import VERBAL
from pipelines.extract.events.single_acts import is_toll, is_warded_off
from pipelines.extract.facts import EventArgument, Facts, Place, PlaceMention, TimeMention
from pipelines.extract.times.vocabulary import WEEKDAYS
from pipelines.lexicon import forms, words

_STATE_TYPES = frozenset({"country", "government", "military", "police", "intelligence", "judiciary", "legislature"})
_SIDES = {"military": "forces", "police": "forces", "armed_group": "rebels"}
_FORCES = frozenset({*_SIDES, "judiciary"})
_DISTINCT = words("events", "words-of-another-event")
_ELSEWHERE = words("events", "words-of-earlier-events")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "her"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_WEEKDAYS = tuple((day, day) for day in WEEKDAYS)
_DEICTIC = tuple(forms("times", "names-of-days").items())


@dataclass(slots=True)
class Mention:
    """A mention under construction; `time`, `place` and `attribution` are positions in `Facts`."""

    predicate: Predicate
    event_type: str
    mode: str | None
    reality: Reality
    parties: Parties
    background: bool
    time: int | None
    place: int | None
    attribution: int | None
    arguments: tuple[EventArgument, ...]
    linked_to: int | None = None
    inherited: Parties | None = None
    carried: dict[str, list[int]] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()  # roots of mentions of what the sentence tells to be another happening


def kinship_of(facts: Facts) -> Kinship:
    """An actor's parties: itself, what it belongs to, and the state that it stands or speaks for."""
    family: dict[int, frozenset[str]] = {}
    for number, actor in enumerate(facts.actors):
        keys = {f"#{number}"}
        if actor.country and (actor.actor_type in _STATE_TYPES or (actor.actor_type == "person" and actor.title)):
            keys.add(f"state:{actor.country}")
        if actor.parent_key:
            keys |= {actor.parent_key, f"state:{actor.parent_key.split(':')[-1]}"}
        family[number] = frozenset(keys)
    sides = {n: _SIDES[actor.actor_type] for n, actor in enumerate(facts.actors) if actor.actor_type in _SIDES}
    generic = frozenset(n for n, actor in enumerate(facts.actors) if actor.is_generic)
    persons = frozenset(n for n, actor in enumerate(facts.actors) if actor.actor_type == "person")
    forces = {n: (a.actor_type, a.country) for n, a in enumerate(facts.actors) if a.actor_type in _FORCES}
    return Kinship(family, generic, sides, persons - generic, forces)


def draft_of(tree: Tree, facts: Facts, f: Mention, titles: frozenset[int]) -> Draft:
    """The draft of a mention; `titles` are the numbers of title sentences."""
    root, noun = f.predicate.root, f.predicate.frame.part == "noun"
    time = facts.times[f.time] if f.time is not None else None
    determiners = {tree.lower[c] for c in tree.kids(root, "det", "amod", "nmod:poss", "cc:preconj", "det:predet")}
    definite = bool(determiners & _DEFINITE) or _dated(tree, f, time) or _is_characterisation(tree, root)
    brought_about = _is_brought_about(tree, f.predicate)
    hit = [facts.actor_mentions[m] for m in f.parties.recipients]
    meeting = [facts.actor_mentions[m] for m in f.parties.actors]
    return Draft(
        event_type=f.event_type,
        mode=f.mode,
        modality=f.reality.modality,
        background=f.background,
        head=tree.lemma[root],
        sense=f.predicate.frame.sense_id,
        sentence=tree.sentence[root],
        order=root,
        is_title=tree.sentence[root] in titles,
        is_noun=noun,
        definite=definite,
        plural=tree.tag[root] in ("NNS", "NNPS"),
        distinct=_is_distinct(tree, root, determiners | _determiners_of_weapon(tree, root)),
        actors=frozenset() if f.parties.held else frozenset(facts.actor_mentions[m].actor for m in f.parties.actors),
        recipients=frozenset(m.actor for m in hit),
        named_recipients=frozenset(m.actor for m in hit if m.mention_type == "name"),
        victims=_victims(facts, f),
        mutual=frozenset(m.actor for m in meeting if m.mention_type == "name") if f.parties.mutual else frozenset(),
        days=_days(time),
        day_name=_day_name(time),
        places=_ladder(tree, facts, f),
        count=next((tree.lower[c] for c in tree.kids(root, "nummod")), None),
        linked_to=f.linked_to,
        targets=frozenset(a.head for a in f.arguments),
        presupposed=_identifies(tree, root),
        anaphoric=(noun and definite and not _is_of_another_time(tree, facts, f, time))
        or _takes_up_its_noun(tree, f.predicate)
        or _is_one_of_its_kind(tree, root)
        or brought_about,
        both="both" in determiners and tree.tag[root] == "NNS",
        brought_about=brought_about,
        aside=_is_aside(tree, root),
        of_new_thing=not hit and _is_of_something_new(tree, root),
        described=tree.dep[root] == "acl:relcl",
        resumed=_is_resumed(tree, facts, f),
        series=is_series(tree, f.predicate) or is_toll(tree, f.predicate),
        about=_matters(tree, f),
        about_place=_matter_place(tree, facts, f),
        spot=_spot(tree, facts, f),
        warded_off=is_warded_off(tree, f.predicate),
        nations=_nations(facts, f),
        culprits=bool(hit) and all(tree.lemma[m.root] in _PERPETRATORS for m in hit),
        company=_company(tree, facts, f),
        timed=_is_opening(tree, f, time) or _is_of_another_time(tree, facts, f, time),
        kinds=frozenset(facts.actors[m.actor].actor_type for m in hit),
        beside=_beside(tree, f.predicate) | f.apart,
        by_attackers=_is_by_attackers(tree, facts, f),
    )


def _is_opening(tree: Tree, f: Mention, time: TimeMention | None) -> bool:
    """Whether a sentence begins with the time of an event, if that is no single day: "Last week,", "In May"."""
    if time is None or time.date_precision == "day":
        return False
    first = tree.sentence_span[tree.sentence[f.predicate.root]][0]
    return 0 <= time.start - tree.start[first] <= len("In ")


def _is_of_another_time(tree: Tree, facts: Facts, f: Mention, time: TimeMention | None) -> bool:
    """As in "the 2004 bombing", "last month's attack": its year or month tells it from what the text is about.

    Not what is known otherwise: wars, and what was done to a person by name.
    """
    told = _victims(facts, f) or tree.lemma[f.predicate.root] in _WARS
    if time is None or told or time.date_precision not in ("month", "year"):
        return False
    before = tree.kids(f.predicate.root, "nmod:poss", "compound", "nmod:unmarked", "nummod", "amod")
    return any(time.start <= tree.start[c] < time.end and c < f.predicate.root for c in before)


_WARS = words("events", "wars")


def _is_of_something_new(tree: Tree, noun: int) -> bool:
    """As in "the shelling of a hospital": its article points at what follows, and at nothing told before."""
    hit = [c for preposition, c in tree.obliques(noun) if preposition in ("of", "on", "at", "against")]
    return any(tree.lower[d] in ("a", "an") for c in hit for d in tree.kids(c, "det"))


def _matters(tree: Tree, f: Mention) -> frozenset[str]:
    """What a stance is on, as far as nouns name it; the same thing may be told by other words of its kind."""
    if f.event_type not in ("ACCUSE", "SUPPORT") or f.predicate.frame.part != "verb":
        return frozenset()
    nouns = (o for o in tree.logical_object(f.predicate.root) if tree.pos[o] == "NOUN")
    return frozenset(_DEED if tree.lemma[o] in _DEEDS else tree.lemma[o] for o in nouns)


def _matter_place(tree: Tree, facts: Facts, f: Mention) -> tuple[str, ...]:
    """Where what a stance is on took place: "condemned the raid on a prison in Lagos"."""
    if f.event_type not in ("ACCUSE", "SUPPORT") or f.predicate.frame.part != "verb":
        return ()
    held = [t for o in tree.logical_object(f.predicate.root) if tree.pos[o] == "NOUN" for t in tree.subtree(o)]
    starts = {tree.start[t] for t in held if t > f.predicate.root}
    named = [facts.places[m.place] for m in facts.place_mentions if m.start in starts]
    return max((_steps(place) for place in named), key=len, default=())


_PERPETRATORS = words("events", "perpetrators")
_DEED = "deed"
_DEEDS = words("events", "violent-deeds")


def _is_brought_about(tree: Tree, p: Predicate) -> bool:
    """As in "hosted the talks": a known event, by somebody else than who acts."""
    verb = p.act
    known = any(tree.lower[c] in ("the", "these", "those") for t in p.tokens for c in tree.kids(t, "det"))
    return known and tree.lemma[verb] in _BRINGING_ABOUT


_BRINGING_ABOUT = words("events", "verbs-of-bringing-about")


def _is_aside(tree: Tree, root: int) -> bool:
    marks = {tree.lower[c] for c in tree.kids(root, "mark")}
    return tree.dep[root] == "advcl" and bool(marks & {"after", "before", "since"})


def _determiners_of_weapon(tree: Tree, verb: int) -> set[str]:
    """As in "another missile struck a tanker", "a second bomb went off": what strikes anew tells of another attack."""
    weapons = word_classes()["weapons"] | word_classes()["fire_weapons"] if tree.is_verbal(verb) else frozenset()
    armed = (s for s in tree.subject(verb) if tree.lemma[s] in weapons) if weapons else ()
    return {tree.lower[c] for s in armed for c in tree.kids(s, "det", "amod")} & {"another", "second", "third"}


def _is_distinct(tree: Tree, root: int, determiners: set[str]) -> bool:
    """As in "another attack", "a second attack"; with an article, "the last attack", "the previous raids"."""
    if not tree.is_verbal(root) and determiners & _ELSEWHERE:
        return True
    return bool(determiners & _DISTINCT) and "the" not in determiners


def _company(tree: Tree, facts: Facts, f: Mention) -> str:
    """Whether an act hits only persons by name, or only a nameless number of people."""
    if f.predicate.frame.part != "verb" or f.event_type not in ("COERCE", "SANCTION", "RETREAT"):
        return ""
    hit = [facts.actor_mentions[m] for m in f.parties.recipients]
    if hit and all(facts.actors[m.actor].actor_type == "person" and m.mention_type == "name" for m in hit):
        return "person"
    nameless = all(facts.actors[m.actor].is_generic and tree.tag[m.root] in ("NNS", "NNPS") for m in hit)
    return "crowd" if hit and nameless else ""


def _is_resumed(tree: Tree, facts: Facts, f: Mention) -> bool:
    """Whether who acts are nameless people whom the text takes up again, and nothing says that they did more."""
    if any(tree.lower[c] in _MORE for c in tree.kids(f.predicate.root, "advmod")):
        return False
    doers = [facts.actor_mentions[m] for m in f.parties.actors]
    known = [
        m.mention_type == "pronoun" or any(tree.lower[c] in _POINTING for c in tree.kids(m.root, "det")) for m in doers
    ]
    return bool(doers) and all(known) and all(facts.actors[m.actor].is_generic for m in doers)


_MORE = words("events", "adverbs-of-more")


def _is_by_attackers(tree: Tree, facts: Facts, f: Mention) -> bool:
    """As in "the attackers", "the gunmen", "an assailant": those of the attack that is told of."""
    roots = [facts.actor_mentions[m].root for m in f.parties.actors]
    pointed = (any(tree.lower[c] in _POINTING for c in tree.kids(root, "det")) for root in roots)
    return bool(roots) and all(
        tree.lemma[root] in _ATTACKERS or (known and tree.lemma[root] in _PERPETRATORS)
        for root, known in zip(roots, pointed, strict=True)
    )


_ATTACKERS = words("events", "attackers-of-the-story")


def _nations(facts: Facts, f: Mention) -> frozenset[str]:
    """The states whose nameless people are hit, if that is told of all of them: "seven Indian nationals"."""
    hit = [facts.actors[facts.actor_mentions[m].actor] for m in f.parties.recipients]
    states = {actor.country for actor in hit if actor.actor_type == "civilians"}
    return frozenset(state for state in states if state) if hit and None not in states else frozenset()


def _victims(facts: Facts, f: Mention) -> frozenset[int]:
    if f.event_type != "ASSAULT":
        return frozenset()
    hit = {facts.actor_mentions[m].actor for m in f.parties.recipients}
    return frozenset(n for n in hit if facts.actors[n].actor_type == "person" and not facts.actors[n].is_generic)


def _days(time: TimeMention | None) -> tuple[dt.date, dt.date] | None:
    """The days within which an event fell, be they one day or the years of a war."""
    if time is None or time.date_start is None:
        return None
    return time.date_start, time.date_end or time.date_start


def _day_name(time: TimeMention | None) -> tuple[str, str] | None:
    """("weekday", "friday"), ("month", "05") or ("deictic", "yesterday"): what tells unanchored times apart."""
    if time is None:
        return None
    if time.date_start is None and (month := _MONTH.match(time.value)):
        return "month", month[1]
    if time.date_start is None and time.date_precision == "week":
        return "week", time.text.lower()
    if time.date_precision != "day":
        return None
    words = time.text.lower()
    for kind, names in (("weekday", _WEEKDAYS), ("deictic", _DEICTIC)):
        for word, day in names:
            if word in words:
                return kind, day
    return None


_MONTH = re.compile(r"XXXX-(\d\d)\b")


def _ladder(tree: Tree, facts: Facts, f: Mention) -> tuple[str, ...]:
    """Country, first-level division and place, as far as the place of a mention is that narrow."""
    if f.place is None:
        return ()
    mention = facts.place_mentions[f.place]
    steps = _steps(facts.places[mention.place])
    return steps[:-1] if _is_part_of_town(tree, facts, mention) else steps


_IN = re.compile(r"\b(in|near|outside) (the )?$", re.IGNORECASE)


def _spot(tree: Tree, facts: Facts, f: Mention) -> str:
    """The town, of whatever country, that an act is told to be in."""
    if f.place is None:
        return ""
    mention = facts.place_mentions[f.place]
    place = facts.places[mention.place]
    inside = _IN.search(tree.text, max(0, mention.start - 12), mention.start)
    town = place.kind in ("city", "other") and not _is_part_of_town(tree, facts, mention)
    return place.key if inside and town else ""


def _is_part_of_town(tree: Tree, facts: Facts, mention: PlaceMention) -> bool:
    """As in "the city's Arden neighbourhood", which no gazetteer knows: it is in the town told of before."""
    if not facts.places[mention.place].key.startswith("name:"):
        return False
    before = tree.text[max(0, mention.start - _NEAR) : mention.start]
    return bool(_OF_THE_TOWN.search(before) or _IN_THE_TOWN.match(tree.text, mention.end, mention.end + _NEAR))


_NEAR = 20  # characters
_OF_THE_TOWN = re.compile(r"\b(?:the (?:city|town|capital|village|camp)['’]s|its) $", re.IGNORECASE)
_IN_THE_TOWN = re.compile(r" (?:of|in) the (?:city|town|capital|village|camp)\b", re.IGNORECASE)


def _steps(place: Place) -> tuple[str, ...]:
    steps = {"country": 1, "admin1": 2, "admin2": 2, "city": 3, "facility": 3}.get(place.kind, 0)
    return tuple(step for step in (place.country, place.admin1, place.key)[:steps] if step)


def _identifies(tree: Tree, root: int) -> bool:
    """A clause that tells which one is meant ("the group targeted by Chad", "the women who were hurt") is known."""
    noun = tree.head[root]
    return (
        tree.dep[root] in ("acl", "acl:relcl")
        and tree.is_passive(root)
        and any(tree.lower[c] in _POINTING for c in tree.kids(noun, "det"))
    )


def _takes_up_its_noun(tree: Tree, p: Predicate) -> bool:
    """As in "the bomb was planted by two men": the noun of the trigger is known."""
    if p.frame.part != "verb":
        return False
    nouns = [t for t in p.tokens if t != p.root and tree.pos[t] == "NOUN" and tree.lemma[t] not in _ALWAYS_THE]
    return any(tree.lower[c] in _POINTING for t in nouns for c in tree.kids(t, "det"))


_ALWAYS_THE = words("events", "nouns-always-with-the")


def _is_characterisation(tree: Tree, root: int) -> bool:
    """As in "the move is framed as a contingency deployment": what is known is only called something."""
    verb = tree.head[root]
    return tree.dep[root] == "obl" and tree.preposition(root) == "as" and tree.is_passive(verb)


def _is_one_of_its_kind(tree: Tree, root: int) -> bool:
    """As in "it was one of the deadliest attacks by the group", which is the one told of."""
    one = tree.head[root]
    among = tree.lower[one] == "one" and tree.preposition(root) == "of" and tree.has(one, "cop")
    return among and any(tree.lower[c] in ("it", "this", "that") for c in tree.kids(one, "nsubj"))


_COMPLEMENTS = ("obj", "obl", "ccomp", "xcomp", "advcl")


def _beside(tree: Tree, p: Predicate) -> frozenset[int]:
    """What a predicate is listed with as another event: nouns with determiners, verbs of speech with complements.

    What is welcomed is another event too: "welcomed the adoption of the resolution".
    """
    if p.frame.event_type in ("SUPPORT", "ACCUSE") and p.frame.part == "noun" and p.support is None:
        return frozenset({tree.head[p.root]} if tree.dep[p.root] in ("obj", "nsubj:pass") else ())
    if tree.dep[p.root] != "conj":
        return frozenset()
    others = frozenset(tree.conjuncts(tree.head[p.root])) - {p.root}
    if (p.frame.event_type in VERBAL or p.frame.event_type == "MOBILIZE") and p.frame.part == "verb":
        return frozenset(o for o in others if tree.has(p.root, *_COMPLEMENTS) and tree.has(o, *_COMPLEMENTS))
    if p.frame.event_type == "ASSAULT" and p.frame.part == "noun" and tree.has(p.root, "det", "nummod", "amod"):
        return others
    return frozenset()


def _dated(tree: Tree, f: Mention, time: TimeMention | None) -> bool:
    """As in "Thursday's strike": a day as possessor picks out a known event."""
    modifiers: Sequence[int] = tree.kids(f.predicate.root, "nmod:poss", "compound", "nmod:unmarked")
    return time is not None and any(time.start <= tree.start[c] < time.end for c in modifiers)
