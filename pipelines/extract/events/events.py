"""Events of a parsed text: PLOVER types and modes, who did what to whom, and whether it happened.

Predicates come from the lexicon (`frames`, `predicates`), participants from their grammar (`arguments`), reality
from the clauses above them (`modality`, `background`), and mentions of one happening are joined (`coreference`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from pipelines.extract.dependencies import SUBJECTS, Tree, tree_of
from pipelines.extract.events.actor_index import ActorIndex
from pipelines.extract.events.arguments import (
    Parties,
    Slots,
    parties,
    slots_of,
    wanted,
)
from pipelines.extract.events.background import is_background, latest_day, sections_of_history
from pipelines.extract.events.clause_links import HARM, link_clauses
from pipelines.extract.events.conditions import is_told_of
from pipelines.extract.events.contexts import Told, contexts_of
from pipelines.extract.events.coreference import Groups, group
from pipelines.extract.events.deeds import name_doers
from pipelines.extract.events.demands import demanded_mode, demander
from pipelines.extract.events.drafts import Mention, draft_of, kinship_of
from pipelines.extract.events.frames import frame_index
from pipelines.extract.events.generalities import without_generalities
from pipelines.extract.events.homes import settle_homes
from pipelines.extract.events.members import name_members
from pipelines.extract.events.mischance import is_mischance
from pipelines.extract.events.modality import PRESUPPOSING, Reality, reality
from pipelines.extract.events.names_beside import names_beside
from pipelines.extract.events.nobodys_events import without_nobodys_events
from pipelines.extract.events.police_work import is_police_work
from pipelines.extract.events.predicates import EntityView, Predicate, complement_levels, find_predicates, mend_lemmas
from pipelines.extract.events.releases import tell_releases
from pipelines.extract.events.same_again import with_followers
from pipelines.extract.events.same_doers import join_doers
from pipelines.extract.events.same_things import join_things
from pipelines.extract.events.scenes import complete_scenes, settle_countries, settle_incidents
from pipelines.extract.events.scheduled import is_dated_ahead, is_scheduled
from pipelines.extract.events.second_look import look_again
from pipelines.extract.events.sequence import ANSWERS, date_by_gaps, set_apart
from pipelines.extract.events.settings import (
    complete_settings,
    destination,
    main_time,
    most_specific,
    named_by,
    place_of_object,
    settings_of,
    within,
    without_neighbours,
)
from pipelines.extract.events.span_index import SpanIndex
from pipelines.extract.events.stances import aim_at_doers, settle_blame
from pipelines.extract.events.things import (
    event_arguments,
    instrument_modes,
    instruments,
    name_targets,
    physical_targets,
)
from pipelines.extract.events.told_before import name_those_told_before
from pipelines.extract.events.unharmed import without_unharmed
from pipelines.extract.events.victims import name_victims
from pipelines.extract.facts import EventMention, Facts, Participant
from pipelines.extract.parsed_tokens import SILENT_SEGMENTS
from pipelines.language import Reading
from pipelines.lexicon import words

ARGUMENT_TYPES = frozenset({"ASSAULT", "THREATEN", "COERCE", "PROTEST", "MOBILIZE"})
BECOMES_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
REFUSED = {
    "SUPPORT": None,
    "CONSULT": "meet",
    "RETREAT": "yield",
    "COOPERATE": "assist",
    "AID": "assist",
    "CONCEDE": "yield",
    "AGREE": None,
}
"""The mode of the refusal of what "will not" or "would not" be done."""
MENACES = {"ASSAULT": "violence", "COERCE": "restrict", "PROTEST": "restrict"}
COERCION_MENACES = {"arrest": "arrest", "deport": "expel"}
SANCTION_MENACES = {"expel": "expel"}
TOWARDS_STATES = frozenset({"PROTEST", "THREATEN", "SANCTION", "ACCUSE", "REJECT"})
"""What is done to an embassy is in these done to its state."""
DRILLS = frozenset({"drill", "weapons-test", "drill-verb"})
SAYING = words("events", "verbs-of-saying")


def extract_events(reading: Reading, facts: Facts) -> list[EventMention]:
    """Every event mention of a text in text order; `event` groups the mentions of one happening.

    Uses the places, times, actors and attributions that `facts` already holds; works, with less, when they are empty.
    """
    tree = tree_of(reading.doc)
    places = SpanIndex(tree, [(m.start, m.end) for m in facts.place_mentions])
    actors = ActorIndex(tree, facts, places)
    times = SpanIndex(tree, [(t.start, t.end) for t in facts.times])
    silent = frozenset(s.index for s in reading.sentences if s.kind in SILENT_SEGMENTS)
    titles = frozenset(s.index for s in reading.sentences if s.kind == "title")
    mend_lemmas(tree, frame_index())
    entities = EntityView(actors.types(), places.tokens(), actors.lawmen(), actors.states(), frozenset(tree.lemma))
    look_again(tree, frame_index(), titles)
    names = {t for t in actors.name_tokens() if tree.pos[t] != "VERB" or tree.dep[t] != "root"}
    predicates = _without_absorbed(tree, find_predicates(tree, entities, silent, times.tokens() | names))
    voices = _VoiceIndex(facts)
    present = latest_day(facts)
    triggers = frozenset(token for p in predicates for token in p.tokens)
    found = [_mention(tree, p, facts, actors, places, times, voices, present, triggers) for p in predicates]
    found = with_followers(tree, facts, actors, found)
    _share_reality(tree, found)
    found = without_unharmed(tree, found)
    link_clauses(tree, found)
    _share_background(tree, found)
    _look_back(tree, found, sections_of_history(reading))
    set_apart(tree, facts, found)
    complete_settings(tree, facts, found, places, times, triggers, present)
    complete_scenes(tree, facts, found, places)
    date_by_gaps(tree, facts, found)
    _address_the_parties(tree, actors, found)
    name_those_told_before(tree, facts, actors, found)
    name_victims(tree, facts, actors, found)
    name_targets(tree, actors, found)
    name_doers(tree, facts, actors, found)
    name_members(tree, facts, actors, found)
    tell_releases(tree, facts, found)
    settle_blame(tree, facts, found)
    found, numbers = _told_twice(found, group([draft_of(tree, facts, f, titles) for f in found], kinship_of(facts)))
    _share_modes(found, numbers)
    _inherit_from_whole(tree, found)
    _share_modes(found, numbers)
    _prefer_organs(tree, facts, found, numbers)
    _prefer_those_aimed_at(tree, facts, found, numbers)
    join_doers(tree, facts, found, numbers)
    _drop_doers_hit(facts, found, numbers)
    _carry_over(facts, found, numbers)
    join_things(tree, found, numbers)
    aim_at_doers(tree, facts, found)
    mentions = _event_mentions(tree, facts, found, numbers)
    mentions = without_generalities(tree, facts, found, mentions, titles)
    mentions = without_nobodys_events(tree, facts, found, mentions)
    mentions = settle_countries(facts, settle_incidents(tree, mentions, places, times, facts))
    settle_homes(facts, mentions)
    return mentions


def _told_twice(found: list[Mention], groups: Groups) -> tuple[list[Mention], list[int]]:
    """A mention of two events ("both raids") stands once for each of them."""
    told = sorted([*enumerate(groups.numbers), *groups.also.items()])
    return [replace(found[position], carried={}) for position, _ in told], [number for _, number in told]


def _without_absorbed(tree: Tree, predicates: list[Predicate]) -> list[Predicate]:
    """Leave out what is only demanded, promised, threatened or refused: the verbal event says it."""
    roots = {p.root: p for p in predicates}
    absorbed: set[int] = set()
    for p in predicates:
        if _agrees_to_punish(tree, p, roots):
            absorbed.add(p.root)
        elif p.frame.absorbs and p.root not in absorbed:
            absorbed |= _absorbed_by(tree, p, roots)
    for p in predicates:
        absorbed |= _part_of(tree, p, roots) | _practised(tree, p, roots)
        if is_mischance(tree, p, roots):
            absorbed.add(p.root)
        if p.frame.event_type == "MOBILIZE" and (_goes_with_assault(tree, p, roots) or _says_which(tree, p)):
            absorbed.add(p.root)
        if p.frame.event_type in _DEMANDED and _is_condition_set(tree, p.root):
            absorbed.add(p.root)
    return [p for p in predicates if p.root not in absorbed]


def _agrees_to_punish(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """As in "the bloc agreed to expel the envoys": who settles on a penalty promises nobody anything."""
    if p.frame.sense_id != "agree" or p.frame.part != "verb":
        return False
    return any(c in roots and roots[c].frame.event_type in _PUNISHING for c in tree.kids(p.root, "xcomp", "advcl"))


_PUNISHING = frozenset({"SANCTION", "COERCE"})
_DEMANDED = frozenset({"CONCEDE", "RETREAT", "AGREE", "AID", "COOPERATE"})


def _is_condition_set(tree: Tree, root: int) -> bool:
    """As in "unless the army leaves", "if its demand was not met": what is wanted, not what happens."""
    clause = root
    while tree.dep[clause] in ("xcomp", "conj") and tree.is_verbal(tree.head[clause]):
        clause = tree.head[clause]
    marks = {tree.lower[c] for c in tree.kids(clause, "mark")}
    if "until" in marks and tree.dep[clause] == "advcl":
        above = tree.head[clause]
        if _is_denied(tree, above) or tree.lemma[above] in _REFUSING:
            return True
    return "unless" in marks or ("if" in marks and _is_denied(tree, clause))


_REFUSING = words("events", "verbs-of-refusing")


def _is_denied(tree: Tree, clause: int) -> bool:
    return any(tree.lower[c] in ("not", "n't", "n’t", "never") for c in tree.kids(clause, "advmod"))


_PENALTIES = words("events", "penalties")


def _goes_with_assault(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """As in "shelled the town, sending troops across the river": moves told as part of an assault are the assault."""
    if p.frame.part != "verb" or tree.tag[p.root] != "VBG" or tree.dep[p.root] not in ("advcl", "conj"):
        return False
    beside = [tree.head[p.root], *(c for c in tree.kids(tree.head[p.root], "advcl") if tree.tag[c] == "VBG")]
    if tree.dep[p.root] == "conj":
        beside = [c for c in beside if tree.tag[c] == "VBG"]
    assault = any(c in roots and roots[c].frame.event_type == "ASSAULT" for c in beside if c != p.root)
    return assault and not tree.has(p.root, "nsubj", "mark")


def _says_which(tree: Tree, p: Predicate) -> bool:
    """As in "two policemen guarding the bank", "troops stationed in Gao": it only says which ones are meant."""
    posted = tree.lemma[p.root] in _POSTING and tree.dep[p.root] == "acl" and tree.tag[p.root] == "VBN"
    return posted or (p.frame.sense_id == "police-guard" and tree.dep[p.root] in ("acl", "acl:relcl"))


_POSTING = words("events", "verbs-of-posting")


_GETTING_AWAY = words("events", "verbs-of-getting-away")

_ENDING_TYPES = frozenset({"SANCTION", "CONCEDE", "REJECT"})
_COOPERATIVE = frozenset({"AID", "COOPERATE", "CONSULT", "AGREE", "SUPPORT"})


def _part_of(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> set[int]:
    """What is no event beside this one.

    The aid that is given or cut off, the talks that are broken off, the demand that is the purpose of a protest, what
    intruders into computers take, the treaty that is signed, the bomb that a car runs over, the raid that arrests are
    made in.
    """
    if p.frame.part == "verb" and p.frame.event_type == "PROTEST":
        means = [
            c
            for c in tree.kids(p.root, "advcl", "obl")
            if any(tree.lower[m] == "with" for m in tree.kids(c, "mark", "case"))
        ]
        opposed = [c for c in tree.kids(p.root, "advcl") if tree.tag[c] == "VBG" and _is_governed(tree, p, c)]
        return (
            {c for c in means if c in roots and roots[c].frame.event_type == "PROTEST"}
            | {c for c in opposed if c in roots}
            | _demands(tree, p, tree.kids(p.root, "advcl", "xcomp"), roots)
            | _same_purpose(tree, p, roots)
        )
    if p.frame.part != "verb":
        purposes = tree.kids(p.support, "advcl") if p.support is not None else []
        return _demands(tree, p, [*purposes, *tree.kids(p.root, "acl", "advcl")], roots)
    objects = tree.logical_object(p.root)
    objects += [c for o in objects for preposition, c in tree.obliques(o) if preposition in ("of", "in")]
    objects += [c for preposition, c in tree.obliques(p.root) if preposition == "in"]  # "withheld $90 million in aid"
    same = {
        o
        for o in objects
        if o in roots
        and roots[o].frame.part == "noun"
        and (
            roots[o].frame.event_type == p.frame.event_type == "AID"
            or (p.frame.event_type == "COERCE" and roots[o].frame.event_type == "AID")
            or (p.frame.event_type in _ENDING_TYPES and roots[o].frame.event_type in _COOPERATIVE)
            or p.frame.sense_id == "strike-a-mine"
        )
    }
    if p.frame.event_type == "ASSAULT":
        same |= {c for c in tree.kids(p.root, "conj") if c in roots and tree.lemma[c] in _GETTING_AWAY}
        same |= {o for o in objects if o in roots and roots[o].frame.event_type == "MOBILIZE"}  # "ambushed a patrol"
    if p.frame.sense.mode == "arrest":
        same |= {c for c in tree.children[p.root] if c in roots and _is_round_up(tree, roots[c])}
    if p.frame.sense.mode == "convict":
        same |= {
            c for t in p.tokens for c in tree.kids(t, "advcl", "obl", "nmod", "acl") if tree.lemma[c] in _PENALTIES
        }
    if p.frame.sense_id == "cyber":
        same |= {c for c in tree.kids(p.root, "conj") if c in roots and roots[c].frame.sense_id == "seize"}
    if p.frame.event_type == "COERCE" and p.frame.sense.mode == "seize":
        same |= _finds(tree, objects, roots)
    if any(tree.lemma[t] == "warrant" for t in p.tokens):
        same |= {c for c in wanted(tree, p.tokens) if c in roots and roots[c].frame.sense.mode == "arrest"}
    told = tree.is_finite(p.root) or tree.dep[p.root] == "root"  # "Hungary, Romania sign treaty"
    if p.frame.sense_id == "sign" and told and not tree.has_modal(p.root):
        same |= {o for o in objects if o in roots and roots[o].frame.sense_id == "agreement-noun"}
    return same | _same_purpose(tree, p, roots) | _demands(tree, p, tree.kids(p.root, "advcl", "xcomp"), roots)


def _practised(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> set[int]:
    """As in "exercises that included artillery fire", "a drill simulating an attack": nobody is fired at."""
    if p.frame.part != "noun" or p.frame.sense_id not in _EXERCISES:
        return set()
    clauses = [c for c in tree.kids(p.root, "acl", "acl:relcl") if tree.lemma[c] in _INCLUDING]
    told = {n for c in clauses for o in tree.kids(c, "obj") for n in tree.conjuncts(o)}
    return {n for n in told if n in roots and roots[n].frame.event_type == "ASSAULT"}


_EXERCISES = DRILLS | {"joint-exercise"}
_INCLUDING = words("events", "verbs-of-rehearsing")


def _is_round_up(tree: Tree, p: Predicate) -> bool:
    """As in "arrested six men in raids near Athens": the raids are what they were arrested in."""
    if p.frame.part != "noun" or tree.preposition(p.root) not in ("in", "during"):
        return False
    if tree.lemma[p.root] not in _ROUND_UPS:
        return False
    named = any(preposition in ("by", "on", "against") for preposition, _ in tree.obliques(p.root))
    return p.frame.event_type == "ASSAULT" and not named and not tree.has(p.root, "nmod:poss")


_ROUND_UPS = words("events", "round-ups")


def _finds(tree: Tree, objects: list[int], roots: dict[int, Predicate]) -> set[int]:
    """As in "seized swords and petrol bombs": explosives that are found have not gone off."""
    listed = {n for o in objects for n in tree.conjuncts(o)}
    return {n for n in listed if n in roots and roots[n].frame.part == "noun" and tree.lemma[n] in _EXPLOSIVES}


_EXPLOSIVES = words("events", "explosives")


def _same_purpose(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> set[int]:
    """As in "fired tear gas to disperse the marchers", "summoned the envoy to protest": one act and what it is for.

    What any act is for is told with it where that is only order: "fired shots to bring the mob under control".
    """
    clauses = [c for t in p.tokens for c in tree.kids(t, "advcl", "xcomp", "acl") if tree.is_infinitive(c)]
    alike = [c for c in clauses if c in roots and roots[c].frame.event_type == p.frame.event_type]
    calming = {c for c in clauses if c in roots and roots[c].frame.sense_id == "restore-order"}
    return calming | {c for c in alike if p.frame.event_type in _TOLD_WITH_PURPOSE or _is_crowd_control(roots[c])}


_TOLD_WITH_PURPOSE = frozenset({"ACCUSE", "PROTEST", "MOBILIZE"})


def _is_crowd_control(p: Predicate) -> bool:
    return p.frame.sense.mode == "crowd-control"


def _demands(tree: Tree, p: Predicate, clauses: list[int], roots: dict[int, Predicate]) -> set[int]:
    if p.frame.event_type not in ("PROTEST", "COERCE"):
        return set()
    told = {"REQUEST", "ACCUSE"}
    if p.frame.event_type == "COERCE":
        hindered = [t for t in p.tokens if t != p.root and tree.pos[t] == "NOUN"]
        clauses = [*clauses, *(c for t in hindered for c in tree.kids(t, "acl"))]
        told.add("PROTEST")
    return {c for c in clauses if c in roots and roots[c].frame.event_type in told and not tree.is_finite(c)}


_CONTENT_LINKS = frozenset(
    {
        "xcomp",
        "ccomp",
        "obj",
        "obl",
        "nsubj:pass",
        "nmod",
        "conj",
        "iobj",
        "acl",
        "advcl",
        "csubj",
        "nsubj",
        "compound",
        "amod",
    }
)


def _absorbed_by(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> set[int]:
    found: set[int] = set()
    starts = [t for t in p.tokens if t != p.support]
    open_nodes = [
        (c, 1)
        for t in starts
        for c in tree.children[t]
        if tree.dep[c] in _CONTENT_LINKS and tree.dep[c] not in ("conj", "nsubj", "amod", "compound")
    ]
    while open_nodes:
        node, depth = open_nodes.pop()
        if node in p.tokens:
            open_nodes += [(c, depth) for c in tree.children[node] if tree.dep[c] in ("nmod", "acl", "obj")]
            continue
        if tree.dep[node] == "advcl" and not tree.is_infinitive(node) and not _is_governed(tree, p, node):
            continue
        if tree.lemma[p.root] in _DEFYING and tree.is_infinitive(node):
            continue  # "defied a ban | to march": it is what they did
        if tree.dep[node] == "conj" and tree.tag[node] == "VBD" and tree.tag[tree.head[node]] == "VB":
            continue  # "threatened to respond and fired a missile": a finite verb is none of what is threatened
        looked_into = tree.preposition(node) == "into"
        given = (depth > 1 or looked_into) and _is_given(tree, node) and tree.lemma[tree.head[node]] not in _PUTTING_OFF
        if tree.preposition(node) in PRESUPPOSING or _is_avenged(tree, node) or given:
            continue
        if node in roots and not (
            tree.dep[node] in ("obl", "obj") and _is_given(tree, node) and roots[node].frame.event_type == "ASSAULT"
        ):
            found.add(node)
        if depth < 6:
            open_nodes += [
                (c, depth + 1)
                for c in tree.children[node]
                if tree.dep[c] in _CONTENT_LINKS and not (tree.dep[c] == "nsubj" and tree.dep[node] == "acl:relcl")
            ]
    return found


_DEFYING = words("events", "verbs-of-defying")


def _is_avenged(tree: Tree, node: int) -> bool:
    """As in "vowed revenge for the killing", "a response to the raid": what is answered has happened."""
    answer = tree.head[node]
    return tree.preposition(node) in ("for", "to") and tree.lemma[answer] in ANSWERS


_PUTTING_OFF = words("events", "verbs-of-putting-off")


def _is_governed(tree: Tree, p: Predicate, node: int) -> bool:
    """As in "voted against freeing them": a gerund whose preposition is the verb's own."""
    if tree.tag[node] != "VBG" or tree.is_finite(node):
        return False
    own = {tree.lower[t] for t in p.tokens} | {"against", "to"}
    return any(tree.lower[c] in own for c in tree.kids(node, "mark", "case"))


def _is_given(tree: Tree, node: int) -> bool:
    """A definite or dated nominal, or one after "after", names something that is already there."""
    if tree.is_verbal(node):
        return False
    if tree.has(node, "acl"):
        return any(tree.lower[c] == "recent" for c in tree.kids(node, "amod"))  # "a recent drill held by Peru"
    return any(tree.lower[c] in ("the", "this", "these", "those") for c in tree.kids(node, "det"))


class _VoiceIndex:
    """The innermost attribution around a character."""

    def __init__(self, facts: Facts) -> None:
        self._attributions = sorted(
            ((a.content_start, a.content_end, i) for i, a in enumerate(facts.attributions)),
            key=lambda item: (item[0], -item[1], item[2]),
        )
        self._at = 0
        self._open: list[tuple[int, int, int]] = []

    def around(self, position: int) -> int | None:
        """Positions must be asked for in ascending order."""
        while self._at < len(self._attributions) and self._attributions[self._at][0] <= position:
            self._open.append(self._attributions[self._at])
            self._at += 1
        self._open = [item for item in self._open if item[1] > position]
        return min(self._open, key=lambda item: (item[1] - item[0], item[2]))[2] if self._open else None


def _mention(  # noqa: PLR0917 - the parts of one mention
    tree: Tree,
    p: Predicate,
    facts: Facts,
    actors: ActorIndex,
    places: SpanIndex,
    times: SpanIndex,
    voices: _VoiceIndex,
    present: dt.date | None,
    triggers: frozenset[int],
) -> Mention:
    slots = slots_of(tree, p)
    who = parties(tree, actors, facts, p, slots)
    means = instruments(tree, p, slots) if p.frame.event_type in ARGUMENT_TYPES else []
    harmful = p.frame.event_type in ("ASSAULT", "PROTEST", "COERCE")
    hit = physical_targets(tree, actors, p, slots, means) if harmful else []
    when = settings_of(tree, p, times, triggers, places=False)
    time = main_time(facts, when)
    place = _where(tree, facts, p, places, triggers, slots)
    attribution = voices.around(tree.start[p.root])
    who = _without_speaker(facts, p, who, attribution)
    told = _told(reality(tree, p.root, p.support, p.tokens), facts, attribution)
    if who.alleged:
        told = Reality(told.modality, "possible")
    ahead = is_scheduled(tree, facts, p, time) or is_dated_ahead(tree, facts, p, time)
    to_come = p.frame.sense.future and not _is_long_past(tree, p) and not _has_begun(tree, p)
    if told.modality == "actual" and (to_come or ahead or _is_leave(tree, p)):
        told = Reality("future", told.certainty)
    event_type, mode, told = _typed(tree, p, told, means, own=_speaks_for(tree, actors, p))
    if event_type == "MOBILIZE" and p.frame.sense_id in DRILLS and _countries(facts, who) > 1:
        event_type, mode = "COOPERATE", None
        who = replace(who, actors=who.actors[:1], recipients=who.recipients or who.actors[1:])
    who = _settled(tree, actors, facts, p, who, event_type)
    asking = demander(tree, actors, p) if told.modality == "hypothetical" else None
    if asking is not None and asking not in who.actors:
        event_type, mode, told, place = "REQUEST", demanded_mode(p), _made(told), None
        who = replace(who, actors=(asking,), recipients=who.actors)
    if event_type in TOWARDS_STATES:
        told_of = {facts.actor_mentions[m].actor for m in who.actors}
        states = dict.fromkeys((m, actors.state_of(m)) for m in who.recipients)
        kept = (s for m, s in states if s == m or facts.actor_mentions[s].actor not in told_of)  # not its own embassy
        who = replace(who, recipients=tuple(dict.fromkeys(kept)))
    if not who.actors and is_police_work(tree, p):
        who = replace(who, actors=tuple(actors.police_near(p.root)))
    if event_type == "MOBILIZE" and not who.actors and p.frame.part == "verb" and tree.is_passive(p.root):
        who = replace(who, actors=_who_is_sent(actors, facts, slots))
    if (event_type, mode) == ("MOBILIZE", "troops") and _are_police(facts, who.actors):
        mode = "police"
    if event_type == "CONSULT" and mode is None and any(_mediates(facts, m) for m in who.actors):
        mode = "third-party"
    told_when = time if time is not None else next(iter(when), None)
    background = is_background(tree, p, facts.times[told_when] if told_when is not None else None, present)
    given = (*event_arguments(tree, "instrument", means), *event_arguments(tree, "physical_target", hit, p.tokens))
    return Mention(p, event_type, mode, told, who, background, time, place, attribution, given)


def _where(  # noqa: PLR0917 - what a clause holds
    tree: Tree, facts: Facts, p: Predicate, places: SpanIndex, triggers: frozenset[int], slots: Slots
) -> int | None:
    """The place that the clause of an event tells, else the one that is hit, that names it or that it leads to."""
    told = settings_of(tree, p, places, triggers, places=True)
    place = most_specific(facts, without_neighbours(tree, facts, told))
    if place is not None:
        led = destination(tree, p, places) if p.frame.sense.mode == "visit" else None
        return place_of_object(tree, facts, p, places, place) if led is None else within(facts, place, led)
    if p.suffered:
        place = next((n for t in slots.get("recv") if (n := _named_at(tree, places, t)) is not None), None)
    if place is None and p.frame.event_type == "ASSAULT":
        place = _hit_place(tree, facts, places, slots)
    place = place if place is not None else named_by(tree, facts, p, places)
    return place if place is not None else destination(tree, p, places)


def _settled(  # noqa: PLR0917 - the parts of one mention
    tree: Tree, actors: ActorIndex, facts: Facts, p: Predicate, who: Parties, event_type: str
) -> Parties:
    """The parties of what the codebook makes another event, or of what aims at a state that another word names."""
    if event_type == "REJECT" and who.mutual:
        who = _refused(actors, p, tree, who)
    if event_type == "REJECT" and not who.actors and tree.is_passive(p.act):
        who = replace(who, actors=_whose_talks(tree, actors, p, who))
    if event_type == "REQUEST":
        who = replace(who, recipients=_not_of_asker(actors, facts, who))
    if not who.actors and event_type in _OF_POLICY:
        who = replace(who, actors=_announced_by(tree, actors, facts, p, who) or _at_its_gates(tree, actors, p))
    if event_type == "THREATEN":
        who = _threatened(tree, actors, facts, p, who)
    if p.frame.sense_id == "withdraw-envoy":
        who = replace(who, recipients=tuple(_accredited_to(tree, actors, p)) or who.recipients)
    if p.frame.event_type == "CONSULT" and not who.recipients:
        who = replace(who, recipients=_visited_state(tree, actors, facts, p, who))
    return who


def _not_of_asker(actors: ActorIndex, facts: Facts, who: Parties) -> tuple[int, ...]:
    """Those asked without the state of who asks, where there are others: in "urge both sides" it is no side."""
    own = {actors.country_of(m) for m in who.actors} - {None}
    states = {m for m in who.recipients if facts.actors[facts.actor_mentions[m].actor].actor_type == "country"}
    others = tuple(m for m in who.recipients if m not in states or actors.country_of(m) not in own)
    return others or who.recipients


def _is_long_past(tree: Tree, p: Predicate) -> bool:
    """As in "ended the strike they had called": what was called before a past act is no longer to come."""
    clauses = [t for t in p.tokens if tree.dep[t] == "acl:relcl"]
    return any(tree.lower[c] == "had" for t in clauses for c in tree.kids(t, "aux"))


def _has_begun(tree: Tree, p: Predicate) -> bool:
    """As in "the strike called by the miners shut the pits": what has had its effect is no longer to come."""
    strike = tree.head[p.root]
    if tree.dep[p.root] != "acl":
        return False
    caused = tree.preposition(strike) in _CAUSING
    return caused or (tree.dep[strike] == "nsubj" and tree.tag[tree.head[strike]] == "VBD")


_CAUSING = frozenset({"due to", "because of", "owing to", "during", "amid", "following", "despite"})


def _is_leave(tree: Tree, p: Predicate) -> bool:
    """Leave for an act of arms is not the act: "authorised air strikes". Sanctions are in force by approval."""
    giver = tree.head[p.root] if tree.dep[p.root] == "xcomp" else p.support
    if giver is not None and is_told_of(tree, p.root, giver):
        return False
    return giver is not None and tree.lemma[giver] in _LEAVE and p.frame.event_type in ("ASSAULT", "MOBILIZE")


_LEAVE = words("events", "verbs-of-leave")


def _threatened(tree: Tree, actors: ActorIndex, facts: Facts, p: Predicate, who: Parties) -> Parties:
    """A threat is aimed at whoever is to act: "unless the army leaves"; with "if", only where nobody else is told.

    No state threatens its own: "the Kremlin said that Moscow would retaliate".
    """
    states = {actors.country_of(m) for m in who.actors if _is_official(facts, m)} - {None}
    others = tuple(m for m in who.recipients if actors.country_of(m) not in states or not _stands_for_state(facts, m))
    who = replace(who, recipients=others)
    mine = {facts.actor_mentions[m].actor for m in who.actors}
    clauses = [c for t in (*p.tokens, *(x for t in p.tokens for x in tree.conjuncts(t))) for c in tree.kids(t, "advcl")]
    below = [x for t in p.tokens for x in tree.kids(t, "xcomp", "ccomp")]
    clauses += [c for x in below for node in tree.conjuncts(x) for c in tree.kids(node, "advcl")]
    for clause in dict.fromkeys(clauses):
        marks = {tree.lower[c] for c in tree.kids(clause, "mark")}
        if "unless" in marks or ("if" in marks and not who.recipients):
            found = [m for s in tree.subject(clause) for m in actors.resolve(s)]
            others = tuple(dict.fromkeys(m for m in found if facts.actor_mentions[m].actor not in mine))
            if others:
                return replace(who, recipients=others)
    return who


def _refused(actors: ActorIndex, p: Predicate, tree: Tree, who: Parties) -> Parties:
    """As in "would not resume talks with the guerrillas": who refuses, and whom."""
    verb = p.act
    refusing = {m for s in tree.subject(verb) for m in actors.resolve(s)}
    others = tuple(m for m in who.actors if m not in refusing)
    return replace(who, actors=tuple(m for m in who.actors if m in refusing), recipients=others) if refusing else who


_OF_POLICY = frozenset({"SANCTION", "CONCEDE", "COERCE", "AID", "AGREE", "REQUEST"})


def _announced_by(tree: Tree, actors: ActorIndex, facts: Facts, p: Predicate, who: Parties) -> tuple[int, ...]:
    """As in "the minister said ties would be cut": who announces what nobody is told to do will do it."""
    verb = p.act
    if p.frame.event_type == "AGREE" or p.frame.part == "noun" or p.frame.sense.mode == "convict":
        return ()
    if not tree.is_passive(verb) or tree.agents(verb) or tree.dep[verb] != "ccomp" or not _has_will(tree, p):
        return ()
    if tree.lemma[tree.head[verb]] not in SAYING:
        return ()
    speakers = [m for s in tree.subject(tree.head[verb]) for m in actors.resolve(s)]
    return tuple(m for m in speakers if _is_official(facts, m) and m not in who.recipients)


def _at_its_gates(tree: Tree, actors: ActorIndex, p: Predicate) -> tuple[int, ...]:
    """As in "two envoys were denied entry to Peru", "was jailed in Peru": nobody else keeps them out or tries them."""
    if not tree.is_passive(p.act) or tree.agents(p.act):
        return ()
    doors = [t for t in p.tokens if tree.lower[t] in _DOORS]
    lands = [c for t in (*doors, p.act) for preposition, c in tree.obliques(t) if doors and preposition in _INWARDS]
    if p.frame.sense.mode == "convict":
        lands = [c for preposition, c in tree.obliques(p.act) if preposition == "in"]
    return tuple(m for c in lands if (m := actors.adopt_country(c)) is not None)


_DOORS = frozenset({"entry", "visa", "visas"})
_INWARDS = frozenset({"to", "into", "for"})


def _whose_talks(tree: Tree, actors: ActorIndex, p: Predicate, who: Parties) -> tuple[int, ...]:
    """As in "the junta said its talks with the rebels were put off": whose they are puts them off, if nobody else."""
    owners = [c for o in tree.logical_object(p.act) for c in tree.kids(o, "nmod:poss")]
    return tuple(m for o in owners for m in actors.resolve(o) if m not in who.recipients)


def _is_official(facts: Facts, mention: int) -> bool:
    """A state, a body of it, or a person in an office, which leaders of rebels and of opponents have not."""
    actor = facts.actors[facts.actor_mentions[mention].actor]
    in_office = bool(actor.title or actor.parent_key) and not (actor.code or "").endswith(_OUT_OF_OFFICE)
    return actor.actor_type in ORGAN_RANK or (actor.actor_type == "person" and in_office)


_OUT_OF_OFFICE = ("REB", "OPP", "CRM")


def _stands_for_state(facts: Facts, mention: int) -> bool:
    return facts.actors[facts.actor_mentions[mention].actor].actor_type in ("country", "government")


def _mediates(facts: Facts, mention: int) -> bool:
    title = (facts.actors[facts.actor_mentions[mention].actor].title or "").lower()
    return any(word in title for word in _MEDIATORS)


_MEDIATORS = words("events", "titles-of-mediators")


def _accredited_to(tree: Tree, actors: ActorIndex, p: Predicate) -> list[int]:
    """The state that an envoy was sent to, or whose envoys are expelled in the same breath."""
    envoys = tree.logical_object(p.root)
    places = [c for o in envoys for preposition, c in tree.obliques(o) if preposition in ("to", "in", "from")]
    places += [c for preposition, c in tree.obliques(p.root) if preposition == "from"]
    home = {actors.country_at(s) for s in tree.subject(p.root)}
    found = [m for c in places if (m := actors.adopt_host(c, home)) is not None]
    if found:
        return found
    beside = [c for c in tree.conjuncts(p.root) if c != p.root and tree.lemma[c] in ("expel", "oust", "eject")]
    theirs = [actors.country_at(o) for c in beside for o in tree.logical_object(c)]
    return [m for c in theirs if c is not None and c not in home and (m := actors.mention_of_state(c)) is not None]


def _visited_state(tree: Tree, actors: ActorIndex, facts: Facts, p: Predicate, who: Parties) -> tuple[int, ...]:
    """The state or government to whose country or capital an official of another travels: "left for Togo".

    Or where one is to talk: "is in Togo for talks".
    """
    home = {facts.actors[facts.actor_mentions[m].actor].country for m in who.actors} - {None}
    where = ("to", "in", "into", "at", "for", "of", "through")
    there = [a for a in tree.ancestors(p.act, 2) if tree.has(a, "cop") and tree.preposition(a) == "in"]
    if p.frame.sense.mode == "visit":
        there += [c for t in p.tokens for preposition, c in tree.obliques(t) if preposition in where]
        there += [c for t in p.tokens for c in tree.kids(t, "obj")]
    there = [c for c in there if home and actors.type_at(c) in (None, "country") and tree.pos[c] == "PROPN"]
    found = (actors.adopt_host(c, home) for c in there)
    hosts = [m for m in found if m is not None and actors.country_of(m) not in home]
    return tuple(hosts[:1])


def _hit_place(tree: Tree, facts: Facts, places: SpanIndex, slots: Slots) -> int | None:
    """The town that an attack is on: "shelled the town", "an offensive to take the town"."""
    for slot in ("obj", "on", "for", "goal", "of"):
        for token in slots.get(slot):
            named = _named_at(tree, places, token)
            if named is not None and facts.places[facts.place_mentions[named].place].kind not in ("country", "region"):
                return named
    return None


def _named_at(tree: Tree, places: SpanIndex, token: int) -> int | None:
    """The place that a nominal names: "the northern provinces have seen an insurgency"."""
    return next((n for t in (token, *tree.kids(token, "compound", "flat")) if (n := places[t]) is not None), None)


def _without_speaker(facts: Facts, p: Predicate, who: Parties, attribution: int | None) -> Parties:
    """Victims without who tells of them, whom the parse may hang on what is told: "ten died, the mayor said"."""
    told = facts.attributions[attribution] if attribution is not None else None
    if p.frame.event_type != "ASSAULT" or told is None or told.source_start is None or told.source_end is None:
        return who
    speakers = range(told.source_start, told.source_end)
    return replace(who, recipients=tuple(m for m in who.recipients if facts.actor_mentions[m].start not in speakers))


def _who_is_sent(actors: ActorIndex, facts: Facts, slots: Slots) -> tuple[int, ...]:
    """Forces that nobody is told to have sent: "the army was called out"."""
    sent = dict.fromkeys(m for t in slots.get("obj") for m in actors.resolve(t, owners=False))
    return tuple(m for m in sent if facts.actors[facts.actor_mentions[m].actor].actor_type in _ARMED)


def _are_police(facts: Facts, mentions: Sequence[int]) -> bool:
    """Whether those who are sent are police and nobody else: "contingents of the Civil Guard were deployed"."""
    return bool(mentions) and all(facts.actors[facts.actor_mentions[m].actor].actor_type == "police" for m in mentions)


def _countries(facts: Facts, who: Parties) -> int:
    """How many states take part: a drill of two is a joint one."""
    return len({facts.actors[facts.actor_mentions[m].actor].country for m in who.actors} - {None})


def _told(told: Reality, facts: Facts, attribution: int | None) -> Reality:
    """Anonymous sourcing makes a flat statement probable."""
    if told.certainty == "certain" and attribution is not None and facts.attributions[attribution].kind == "anonymous":
        return Reality(told.modality, "probable")
    return told


def _typed(tree: Tree, p: Predicate, told: Reality, means: list[int], *, own: bool) -> tuple[str, str | None, Reality]:
    """Type and mode after the codebook's rules on what is still to come.

    `own`: who speaks announces an act of their own side.
    """
    event_type, mode = p.frame.event_type, p.frame.sense.mode
    if mode is None and p.frame.modes:
        mode = _complement_mode(tree, p)
    if event_type == "ASSAULT":
        mode = _assault_mode(tree, p, mode, means)
    stays_away = event_type == "REJECT" and "not" in p.frame.words
    if (stays_away or event_type in REFUSED) and _is_refused(tree, p):
        return "REJECT", REFUSED.get(event_type, mode), _made(told)
    if p.frame.sense_id in _MADE_BY_SAYING and _has_will(tree, p):
        return event_type, mode, _made(told)
    if tree.dep[p.act] == "acl" and tree.lemma[tree.head[p.act]] in _CLAIMS:  # "the idea that we will attack"
        return event_type, mode, told
    announced = event_type in MENACES or (own and event_type in ("SANCTION", "RETREAT"))
    if event_type == "MOBILIZE" and own and _is_menace_of_force(tree, p):  # "would send in its army unless …"
        return "THREATEN", "violence", _made(told)
    if told.modality == "future" or (told.modality == "hypothetical" and announced and _has_will(tree, p)):
        return _future(p, event_type, mode, told, own=own)
    return event_type, mode, told


def _complement_mode(tree: Tree, p: Predicate) -> str | None:
    """The mode that the nearest complement decides, subjects last: "those who incite violence would face arrest"."""
    found = zip(*(complement_levels(tree, t) for t in p.tokens), strict=True)
    levels = [[t for t in p.tokens if t != p.root], *(list(chain.from_iterable(level)) for level in found)]
    subjects = [c for level in levels for c in level if tree.dep[c] in SUBJECTS and not tree.is_passive(tree.head[c])]
    vague = None
    for level in (*([c for c in level if c not in subjects] for level in levels), subjects):
        words = tree.words(level)
        mode, cues = next(((name, cues & words) for name, cues in p.frame.modes if cues & words), (None, frozenset()))
        if mode is not None and not cues <= _DECIDED_BY_THING:
            return mode
        vague = vague or mode
    return vague


_DECIDED_BY_THING = frozenset({"close", "shut", "return"})
"""What is closed or returned to says more: "threatened to close the consulate", "urged them to return to the table"."""


def _assault_mode(tree: Tree, p: Predicate, mode: str | None, means: list[int]) -> str | None:
    """A means decides the mode where the predicate leaves it open; drones are more exact than aircraft."""
    implied = [_mode_of_means(tree, m) for m in means]
    if mode in (None, "aerial") and "drone" in implied and mode is None:
        return "drone"
    if mode is None or mode == "destroy":
        return next((m for m in implied if m != "other"), mode)
    return mode


def _mode_of_means(tree: Tree, means: int) -> str:
    """The mode that a means implies; a shell or grenade of tear gas is no artillery."""
    irritant = _IRRITANTS & tree.words(tree.kids(means, "compound", "amod", "nmod"))
    return "crowd-control" if irritant else instrument_modes()[tree.lemma[means]]


_IRRITANTS = words("events", "irritants")


def _future(
    p: Predicate, event_type: str, mode: str | None, told: Reality, *, own: bool
) -> tuple[str, str | None, Reality]:
    if event_type in BECOMES_AGREE or (event_type == "CONCEDE" and p.frame.sense_id not in _RULES_EASED):
        return "AGREE", None, told
    if event_type == "RETREAT":
        return "CONCEDE", None, told
    if event_type in MENACES and own:
        menace = COERCION_MENACES.get(mode or "", MENACES[event_type])
        return "THREATEN", menace, _made(told)
    if event_type == "SANCTION" and own:
        return "THREATEN", SANCTION_MENACES.get(mode or "", "relations"), _made(told)
    return event_type, mode, told


def _made(told: Reality) -> Reality:
    """A threat is made, whatever its condition makes of the act that is threatened."""
    return Reality("actual", "certain" if told.certainty == "possible" else told.certainty)


_CLAIMS = words("events", "nouns-of-claims")
_MADE_BY_SAYING = frozenset({"would-not-hesitate", "not-stand-idle"})
"""Threats that are made by saying what one will not do: "will not hesitate to strike"."""


_RULES_EASED = frozenset({"ease-rules", "ease-noun", "halt-measure"})
"""Concessions that stay what they are when they are still to come: "will lift the curfew"."""


def _is_refused(tree: Tree, p: Predicate) -> bool:
    """As in "would not recognise the junta", "will never negotiate": an active verb's own subject will not."""
    verb = p.act
    if not tree.is_verbal(verb) or tree.is_passive(verb) or not tree.has(verb, "nsubj"):
        return False
    if tree.dep[verb] in ("advcl", "acl", "acl:relcl") or (tree.has(verb, "mark") and tree.dep[verb] != "ccomp"):
        return False
    negated = any(tree.lower[c] in ("not", "n't", "n’t", "never") for c in tree.kids(verb, "advmod"))
    unable = ("can", "ca") if p.frame.event_type in _STANDS and tree.lemma[verb] != "agree" else ()
    refusing = any(tree.lower[c] in ("will", "would", "wo", *unable) for c in tree.kids(verb, "aux"))
    return negated and refusing and not any(p in ("until", "before") for p, _ in tree.obliques(verb))


_STANDS = frozenset({"AGREE", "SUPPORT"})
"""What one says one cannot do, one refuses: "Peru cannot accept the plan"."""


def _has_will(tree: Tree, p: Predicate) -> bool:
    verb = p.act
    return any(tree.lower[c] in ("will", "would", "'ll", "’ll") for c in tree.kids(verb, "aux"))


def _is_menace_of_force(tree: Tree, p: Predicate) -> bool:
    """Whether forces will move unless others do what is asked of them."""
    clauses = [c for t in {*p.tokens, p.act} for c in tree.kids(t, "advcl")]
    return _has_will(tree, p) and any(tree.lower[m] == "unless" for c in clauses for m in tree.kids(c, "mark"))


def _speaks_for(tree: Tree, actors: ActorIndex, p: Predicate) -> bool:
    """As in "the farmers said they would blockade the city": the speakers' own act, with a pronoun for them.

    Or with the name of the speaker's state: "the army chief warned that Cairo would strike".
    """
    verb = p.act
    if not tree.is_verbal(verb) or tree.is_passive(verb):
        return False
    subjects = tree.subject(verb)
    for node in (verb, *tree.ancestors(verb, 4)):
        if tree.dep[node] == "ccomp" and tree.lemma[tree.head[node]] in SAYING:
            speakers = tree.subject(tree.head[node])
            return any(
                tree.pos[s] == "PRON" or _is_own_state(actors, s, speakers) or _is_own_body(tree, actors, s, speakers)
                for s in subjects
            )
        if tree.dep[node] not in ("xcomp", "conj"):
            break
    return any(tree.lower[s] in ("we", "i") for s in subjects)


def _is_own_body(tree: Tree, actors: ActorIndex, subject: int, speakers: list[int]) -> bool:
    """As in "the union will strike, its leader warned": the speaker belongs to who is to act."""
    owners = [c for s in speakers for c in tree.kids(s, "nmod:poss", "nmod")]
    return bool({actors.actor_at(o) for o in owners} & {actors.actor_at(subject)} - {None})


def _is_own_state(actors: ActorIndex, subject: int, speakers: list[int]) -> bool:
    country = actors.country_at(subject)
    return (
        country is not None
        and actors.type_at(subject) in ("country", "government", "military")
        and any(actors.country_at(s) == country for s in speakers)
    )


_RESTRAINT = words("events", "nouns-of-restraint")


def _address_the_parties(tree: Tree, actors: ActorIndex, found: list[Mention]) -> None:
    """Who calls for restraint without saying from whom calls on the two states that the text is about."""
    for f in found:
        p = f.predicate
        if f.event_type != "REQUEST" or f.parties.recipients or not f.parties.actors:
            continue
        below = [c for t in p.tokens for c in (t, *tree.children[t]) if tree.lemma[c] in _RESTRAINT]
        elsewhere = any(actors.is_place(n) for c in below for n in tree.kids(c, "nmod"))  # "a ceasefire in the south"
        pair = actors.principal_pair(p.root) if below else []
        outsider = not {actors.country_of(m) for m in pair} & {actors.country_of(m) for m in f.parties.actors}
        if pair and not (elsewhere and outsider) and not set(pair) & set(f.parties.actors):
            f.parties = Parties(f.parties.actors, tuple(pair), f.parties.mutual)


def _inherit_from_whole(tree: Tree, found: list[Mention]) -> None:
    """A counted part ("one strike") of a counted whole ("34 strikes") has the whole's parties and mode."""
    wholes: dict[str, Mention] = {}
    for f in found:
        p = f.predicate
        counted = tree.has(p.root, "nummod")
        bare = p.support is not None and tree.tag[p.root] == "NNS" and not tree.has(p.root, "det", "nmod:poss")
        if p.frame.part != "noun" or f.event_type != "ASSAULT" or not (counted or bare):
            continue
        whole = wholes.get(tree.lemma[p.root])
        if whole is None:
            if f.parties.actors and counted:
                wholes[tree.lemma[p.root]] = f
            continue
        f.inherited = whole.parties
        f.mode = f.mode or whole.mode


def _share_reality(tree: Tree, found: list[Mention]) -> None:
    """What a bomb did not do it is not there for: "three bombs failed to explode"."""
    by_root = {f.predicate.root: f for f in found}
    for f in found:
        if f.predicate.frame.part == "verb" and f.reality.modality != "actual":
            for s in tree.subject(f.predicate.root):
                if s in by_root and by_root[s].event_type == f.event_type:
                    by_root[s].reality = f.reality


def _look_back(tree: Tree, found: list[Mention], old: frozenset[int]) -> None:
    """What stands under a heading such as "Background" is background."""
    for f in found:
        f.background = f.background or tree.sentence[f.predicate.root] in old


def _share_background(tree: Tree, found: list[Mention]) -> None:
    """What an old event does is as old: "in 1998 similar protests left ten people dead"."""
    old = {f.predicate.root for f in found if f.background and f.time is not None and f.predicate.frame.part == "noun"}
    for f in found:
        if f.time is None and f.predicate.frame.part == "verb" and old.intersection(tree.subject(f.predicate.root)):
            f.background = True


def _share_modes(found: list[Mention], numbers: list[int]) -> None:
    """Damage told as the outcome of strikes has their mode; a mention without a mode has that of its event."""
    modes: dict[int, str] = {}
    for f, number in zip(found, numbers, strict=True):
        if f.event_type == "ASSAULT" and f.mode and f.predicate.frame.sense_id not in HARM:
            modes.setdefault(number, f.mode)
    for f, number in zip(found, numbers, strict=True):
        if number in modes and (f.mode is None or f.predicate.frame.sense_id in HARM):
            f.mode = modes[number]


ORGAN_RANK = {
    "military": 0,
    "police": 0,
    "intelligence": 1,
    "judiciary": 1,
    "legislature": 1,
    "country": 2,
    "government": 3,
}
PEACEFUL_RANK = {
    "government": 0,
    "judiciary": 0,
    "legislature": 0,
    "military": 0,
    "police": 0,
    "intelligence": 0,
    "country": 1,
}


def _prefer_organs(tree: Tree, facts: Facts, found: list[Mention], numbers: list[int]) -> None:
    """Of several actors of one event that stand for one state, the closest to the act is kept.

    Those who are told of side by side stay together: "two officers and six soldiers", "the army and the police".
    """
    best: dict[tuple[int, str], tuple[int, int]] = {}
    for f, number in zip(found, numbers, strict=True):
        ranks = ORGAN_RANK if f.event_type in ("ASSAULT", "MOBILIZE", "RETREAT") else PEACEFUL_RANK
        for m in f.parties.actors:
            actor = facts.actors[facts.actor_mentions[m].actor]
            if actor.country and actor.actor_type in ranks:
                key = (number, actor.country)
                rank = (ranks[actor.actor_type], facts.actor_mentions[m].actor)
                best[key] = min(best.get(key, rank), rank, key=lambda r: r[0])
    for f, number in zip(found, numbers, strict=True):
        kept = []
        here = {facts.actor_mentions[m].actor for m in f.parties.actors}
        for m in f.parties.actors:
            actor = facts.actors[facts.actor_mentions[m].actor]
            chosen = best.get((number, actor.country or ""))
            if chosen is None or actor.actor_type not in ORGAN_RANK or facts.actor_mentions[m].actor == chosen[1]:
                kept.append(m)
                continue
            beside = chosen[1] in here and actor.is_generic and facts.actors[chosen[1]].is_generic
            kept += [m] if beside or _is_joined(tree, facts, m, f.parties.actors, chosen[1]) else []
        f.parties = Parties(tuple(kept), f.parties.recipients, f.parties.mutual)


def _is_joined(tree: Tree, facts: Facts, mention: int, others: Sequence[int], actor: int) -> bool:
    """Whether a mention is a conjunct of one of `others` that denotes an actor: "the army and the police"."""
    root = facts.actor_mentions[mention].root
    roots = [facts.actor_mentions[m].root for m in others if facts.actor_mentions[m].actor == actor]
    first = tree.head[root] if tree.dep[root] == "conj" else root
    return any(r == first or root in tree.conjuncts(r) or r in tree.conjuncts(first) for r in roots if r != root)


_ANYBODY = words("events", "nouns-of-anybody")
_ARMED = frozenset({"military", "police", "armed_group"})


def _prefer_those_aimed_at(tree: Tree, facts: Facts, found: list[Mention], numbers: list[int]) -> None:
    """Where an attack's target is told, mere people among its dead are its outcome, not whom it was aimed at.

    People listed beside others ("six priests and two women") stay with them.
    """

    def are_bystanders(f: Mention) -> bool:
        hit = [facts.actor_mentions[m] for m in f.parties.recipients]
        nameless = all(
            facts.actors[m.actor].is_generic
            and facts.actors[m.actor].actor_type not in _ARMED
            and (tree.lemma[m.root] in _ANYBODY or tree.pos[m.root] == "NUM")
            for m in hit
        )
        return f.predicate.frame.sense_id in HARM and nameless

    aimed = {
        number
        for f, number in zip(found, numbers, strict=True)
        if f.event_type == "ASSAULT"
        and f.parties.recipients
        and not are_bystanders(f)
        and not _hits_premises(tree, facts, f)
        and not _hits_kin(tree, facts, f)
    }
    for f, number in zip(found, numbers, strict=True):
        if number in aimed and are_bystanders(f):
            f.parties = Parties(f.parties.actors, (), f.parties.mutual)


def _hits_premises(tree: Tree, facts: Facts, f: Mention) -> bool:
    """As in "an attack on a church killed 12 people": a body is hit in its building, and the people in it as well."""
    hit = [facts.actor_mentions[m] for m in f.parties.recipients]
    return all(facts.actors[m.actor].actor_type in _HOUSED and tree.tag[m.root] != "NNS" for m in hit)


def _hits_kin(tree: Tree, facts: Facts, f: Mention) -> bool:
    """As in "killed a man and wounded his wife": she was hit with him."""
    owners = [tree.kids(facts.actor_mentions[m].root, "nmod:poss") for m in f.parties.recipients]
    return all(any(tree.pos[c] == "PRON" for c in each) for each in owners)


_HOUSED = frozenset({"religious_group", "ngo", "igo", "media", "company"})


def _drop_doers_hit(facts: Facts, found: list[Mention], numbers: list[int]) -> None:
    """Whom an attack's noun seems to hit is not hit where others are and they did it: "a blast set off by rebels"."""
    doers: dict[int, set[int]] = {}
    hit: dict[int, set[int]] = {}
    for f, number in zip(found, numbers, strict=True):
        if f.event_type == "ASSAULT" and not f.parties.mutual:
            doers.setdefault(number, set()).update(facts.actor_mentions[m].actor for m in f.parties.actors)
            hit.setdefault(number, set()).update(facts.actor_mentions[m].actor for m in f.parties.recipients)
    for f, number in zip(found, numbers, strict=True):
        own = {facts.actor_mentions[m].actor for m in f.parties.recipients}
        noun = f.predicate.frame.part == "noun" and not f.parties.mutual and number in doers
        if noun and own and own <= doers[number] and hit[number] - doers[number]:
            f.parties = Parties(f.parties.actors, (), f.parties.mutual)


def _carry_over(facts: Facts, found: list[Mention], numbers: list[int]) -> None:
    """A mention without actors or recipients inherits those of its event's first mention that has them."""
    known: dict[tuple[int, str], list[int]] = {}
    for f, number in zip(found, numbers, strict=True):
        for role, mentions in (("actor", f.parties.actors), ("recipient", f.parties.recipients)):
            if mentions:
                known.setdefault((number, role), [facts.actor_mentions[m].actor for m in mentions])
    for f, number in zip(found, numbers, strict=True):
        for role, mentions in (("actor", f.parties.actors), ("recipient", f.parties.recipients)):
            if not mentions and (number, role) in known:
                f.carried[role] = known[(number, role)]
            elif not mentions and f.inherited is not None:
                whole = f.inherited.actors if role == "actor" else f.inherited.recipients
                f.carried[role] = [facts.actor_mentions[m].actor for m in whole]
        if f.event_type == "ASSAULT" and f.carried:
            _keep_apart(facts, f)


def _keep_apart(facts: Facts, f: Mention) -> None:
    """Who is hit did it to nobody there: "killed while fighting" tells whom, and of the fight who fought."""
    actors = f.carried.get("actor", [facts.actor_mentions[m].actor for m in f.parties.actors])
    hit = f.carried.get("recipient", [facts.actor_mentions[m].actor for m in f.parties.recipients])
    if actors and set(actors) == set(hit):
        f.carried.pop("recipient" if f.parties.actors else "actor", None)


def _participant(facts: Facts, names: Mapping[int, int], role: str, mention: int, sentence: int) -> Participant:
    """A party with its mention, which is none if the party is only understood from another sentence."""
    named = facts.actor_mentions[mention]
    return Participant(role, named.actor, names.get(mention, mention) if named.sentence == sentence else None)


def _event_mentions(tree: Tree, facts: Facts, found: list[Mention], numbers: list[int]) -> list[EventMention]:
    named = names_beside(tree, facts)
    told = [Told(f, n, _participants(tree, facts, named, f)) for f, n in zip(found, numbers, strict=True)]
    return [_event_mention(tree, t, why) for t, why in zip(told, contexts_of(tree, facts, told), strict=True)]


def _participants(tree: Tree, facts: Facts, names: Mapping[int, int], f: Mention) -> tuple[Participant, ...]:
    here = tree.sentence[f.predicate.root]
    people = [_participant(facts, names, "actor", m, here) for m in f.parties.actors]
    people += [_participant(facts, names, "recipient", m, here) for m in f.parties.recipients]
    for role in ("actor", "recipient"):
        people += [Participant(role, actor, None) for actor in f.carried.get(role, ())]
    return tuple(people)


def _event_mention(tree: Tree, told: Told, contexts: tuple[str, ...]) -> EventMention:
    f, p = told.mention, told.mention.predicate
    start, end = tree.clause_span(p.root)
    trigger_start = min(tree.start[t] for t in p.tokens)
    trigger_end = max(tree.end[t] for t in p.tokens)
    return EventMention(
        event=told.event,
        sentence=tree.sentence[p.root],
        start=start,
        end=end,
        trigger_start=trigger_start,
        trigger_end=trigger_end,
        trigger_text=tree.text[trigger_start:trigger_end],
        event_type=f.event_type,
        event_mode=f.mode,
        modality=f.reality.modality,
        certainty=f.reality.certainty,
        is_background=f.background,
        contexts=contexts,
        participants=told.participants,
        arguments=f.arguments,
        time=f.time,
        place=f.place,
        attribution=f.attribution,
        trigger_root=p.root,
    )
