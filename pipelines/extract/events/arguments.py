"""Who and what takes part in an event: syntactic slots of its predicate, and the actors, times and places in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines import lexicon
from pipelines.extract.dependencies import NOMINAL, SUBJECTS, Tree
from pipelines.extract.events.actor_index import DEEDS, ActorIndex
from pipelines.extract.events.foreign_soil import on_foreign_soil
from pipelines.extract.events.frames import Frame, Words, frame_index, word_classes
from pipelines.extract.events.home_soil import under_a_measure
from pipelines.extract.events.meeting_parties import who_meets
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.events.responsibility import deed_behind, done_beside, joint_doers, responsible
from pipelines.extract.facts import Facts
from pipelines.lexicon import words

RECIPROCAL = frozenset({"other", "another"})


@dataclass(slots=True)
class Slots:
    """Tokens by slot name: subj, obj, iobj, poss, mod, comp, recv (who suffers) and prepositions."""

    tokens: dict[str, list[int]]

    def add(self, slot: str, tokens: Iterable[int]) -> None:
        """Append tokens that are not there yet."""
        mine = self.tokens.setdefault(slot, [])
        mine += [t for t in tokens if t not in mine]

    def get(self, slot: str) -> list[int]:
        """Tokens of a slot, perhaps none."""
        return self.tokens.get(slot, [])


def slots_of(tree: Tree, predicate: Predicate) -> Slots:
    """The filled slots of a predicate, whatever its part of speech."""
    slots = Slots({})
    if predicate.frame.part == "noun":
        _noun_slots(tree, predicate, slots)
    else:
        _verb_slots(tree, predicate.root, slots)
        if predicate.frame.event_type == "CONSULT":  # "discussed the situation with Peru", not "the war with Peru"
            objects = [o for o in tree.logical_object(predicate.root) if tree.lemma[o] in _TOPICS]
            slots.add("with", [c for o in objects for preposition, c in tree.obliques(o) if preposition == "with"])
        asked = (predicate.frame.sense.recipient or ())[:1] == ("from",)
        if asked or "from" in predicate.frame.actor:  # "received boats from Peru", whatever the parse hangs it on
            objects = tree.logical_object(predicate.root)
            slots.add("from", [c for o in objects for preposition, c in tree.obliques(o) if preposition == "from"])
        if tree.pos[predicate.root] == "ADJ" and tree.dep[predicate.root] == "amod":
            slots.add("obj", [tree.head[predicate.root]])
        for token in predicate.tokens:
            if tree.pos[token] in ("NOUN", "PROPN"):
                _phrase_noun_slots(tree, token, slots)
            elif token != predicate.root and tree.pos[token] in ("ADJ", "VERB"):
                _clause_slots(tree, token, slots)
                slots.add("obj", tree.kids(token, "obj"))
        if tree.is_passive(predicate.root) and not slots.get("subj"):
            nouns = [t for t in predicate.tokens if tree.pos[t] == "NOUN"]  # "was put under arrest by the army"
            slots.add("subj", [c for t in nouns for preposition, c in tree.obliques(t) if preposition == "by"])
    for arrest in wanted(tree, predicate.tokens):
        slots.add("against", tree.kids(arrest, "nmod:poss"))
        slots.add("against", [c for preposition, c in tree.obliques(arrest) if preposition == "of"])
    inside = set(predicate.tokens)
    for name in slots.tokens:
        slots.tokens[name] = [t for t in slots.tokens[name] if t not in inside]
    return slots


_TOPICS = words("events", "topics-of-talks")


def wanted(tree: Tree, tokens: tuple[int, ...]) -> list[int]:
    """As in "issued a warrant for the | arrest | of two men": what is to be done to those whom it is against."""
    warrant = any(tree.lemma[t] == "warrant" for t in tokens)
    return [c for t in tokens for preposition, c in tree.obliques(t) if warrant and preposition == "for"]


def _verb_slots(tree: Tree, verb: int, slots: Slots) -> None:
    slots.add("subj", _doers(tree, verb))
    slots.add("goal", _goal(tree, verb))
    if tree.lemma[verb] in _STATIVE and tree.is_passive(verb) and not tree.agents(verb):
        slots.add("subj", tree.logical_object(verb))
    else:
        slots.add("obj", tree.logical_object(verb))
    if _is_clipped_passive(tree, verb):
        slots.tokens["obj"], slots.tokens["subj"] = slots.get("subj"), []
    slots.add("iobj", tree.kids(verb, "iobj") or _before_amount(tree, verb))
    if tree.is_passive(verb):
        slots.add("obj", _taken_together(tree, tree.logical_object(verb)))
    for preposition, c in tree.obliques(verb):
        if tree.is_passive(verb) and _is_together(tree, verb, preposition):
            slots.add("obj", [c])
        if preposition == "in" and tree.lower[c] == "front":
            slots.add("in front of", [o for of, o in tree.obliques(c) if of == "of"])
        if tree.dep[c] != "obl:agent" and preposition:
            slots.add(
                "in which" if preposition == "in" and tree.is_passive(verb) and _is_deed(tree, c) else preposition, [c]
            )
        elif (
            not preposition and c > verb and tree.has(verb, "compound:prt") and not tree.has(verb, "obj", "nsubj:pass")
        ):
            slots.add("obj", [c])
    for o in tree.logical_object(verb):
        _object_slots(tree, o, slots)
    _clause_slots(tree, verb, slots)
    for clause in tree.kids(verb, "advcl"):
        if tree.tag[clause] == "VBG" and tree.lemma[clause] in ("target", "involve", "against"):
            slots.add("obj", tree.kids(clause, "obj"))


def _object_slots(tree: Tree, o: int, slots: Slots) -> None:
    """Whose the thing is that a verb is about: "signed a Turkish-Greek treaty", "held talks with"."""
    modifiers = tree.kids(o, "compound", "amod")
    if pair := _hyphened_before(tree, modifiers):
        slots.add("between", [*pair, *modifiers])
    if tree.lemma[o] in _between_parties():
        for preposition, c in tree.obliques(o):
            if preposition in ("with", "between") or (preposition in ("for", "to") and tree.lemma[o] in _relations()):
                slots.add(preposition, [c])


def _hyphened_before(tree: Tree, modifiers: list[int]) -> list[int]:
    """The first of two in "Turkish-Greek", which the parse may hang on the second."""
    found = [c - 2 for c in modifiers if c > 1 and tree.lower[c - 1] == "-" and tree.pos[c - 2] in ("ADJ", "PROPN")]
    return [c for c in found if c not in modifiers]


def _before_amount(tree: Tree, verb: int) -> list[int]:
    """A name that stands between a verb and a sum is who gets it, though it is parsed as the sum's: "lend Chad 5m"."""
    return [
        c
        for o in tree.kids(verb, "obj")
        for c in tree.kids(o, "compound", "nmod:poss", "amod")
        if tree.pos[c] == "PROPN" and c > verb and any(c < n < o for n in tree.kids(o, "nummod"))
    ]


def _clause_slots(tree: Tree, verb: int, slots: Slots) -> None:
    """Subjects and objects of the clauses that complete a predicate: what is demanded, promised, hoped for."""
    for clause in [
        *tree.kids(verb, "ccomp", "xcomp"),
        *(c for c in tree.kids(verb, "advcl", "obl") if _is_marked_by_to(tree, c)),
    ]:
        subjects = [c for c in tree.children[clause] if tree.dep[c] in SUBJECTS]
        slots.add("comp", subjects)
        aimed = [pair for node in (clause, *tree.kids(clause, "obj")) for pair in tree.obliques(node)]
        slots.add("menaced", [c for preposition, c in aimed if preposition == "against"])
        if not subjects:
            for preposition, c in tree.obliques(clause):
                slots.add(f"comp:{preposition}", [c])
            slots.add(
                "comp:obj",
                [
                    *tree.kids(clause, "iobj", "obj"),
                    *(o for x in tree.kids(clause, "xcomp") for o in tree.kids(x, "obj")),
                ],
            )


def _is_deed(tree: Tree, node: int) -> bool:
    """As in "hurt in a shooting", "hurt in police firing": the deed, not whom it was done to."""
    index = frame_index().nouns
    return any(
        frame.event_type == "ASSAULT" and not frame.words
        for key in (tree.lemma[node], tree.lower[node])
        for frame in index.get(key, ())
    )


def _is_clipped_passive(tree: Tree, verb: int) -> bool:
    """As in "two were killed and 24 soldiers injured": nobody injures without an object."""
    if tree.lemma[verb] not in _DONE_TO_SOMEBODY or tree.tag[verb] not in ("VBN", "VBD"):
        return False
    if tree.has(verb, "aux", "aux:pass", "obj", "ccomp", "xcomp") or not tree.has(verb, "nsubj"):
        return False
    return not tree.logical_object(verb) and not any(
        tree.lower[c] in ("who", "which", "that") for c in tree.kids(verb, "nsubj")
    )


_DONE_TO_SOMEBODY = words("events", "verbs-always-with-object")


def _is_together(tree: Tree, verb: int, preposition: str) -> bool:
    """As in "was shot along with two guards"."""
    if preposition != "with":
        return preposition in ("along with", "together with")
    return any(tree.lower[c] in ("along", "together") for c in tree.kids(verb, "advmod"))


def _taken_together(tree: Tree, people: list[int]) -> list[int]:
    """As in "the senator, together with two clerks, was held"."""
    words = [c for p in people for c in tree.kids(p, "advmod") if tree.lower[c] in ("along", "together")]
    return [c for word in words for preposition, c in tree.obliques(word) if preposition == "with"]


def _doers(tree: Tree, verb: int) -> list[int]:
    """Who acts; nobody where an attack itself does the harm, or where the act is only talked about."""
    if tree.dep[verb] in ("acl:relcl", "conj") and deed_behind(tree, verb) is not None:
        return []
    return (
        _speaker(tree, verb)
        or _decider(tree, verb)
        or _holder(tree, verb)
        or ([] if _only_talked_about(tree, verb) else tree.logical_subject(verb))
    )


def _speaker(tree: Tree, verb: int) -> list[int]:
    """As in "issued a declaration demanding …", "passed a bill lifting …": who demands or lifts is who issued it."""
    noun = tree.head[verb]
    if tree.dep[verb] != "acl" or tree.has(verb, "nsubj", "nsubj:pass") or tree.is_passive(verb):
        return []
    if tree.lemma[noun] not in word_classes()["utterance"] | _LAWS:
        return []
    if tree.dep[noun] not in ("obj", "nsubj:pass"):
        return []
    if tree.lemma[tree.head[noun]] in _TALKING:
        return tree.kids(noun, "nmod:poss", "compound", "amod")  # "welcomed a Kenyan report accusing …"
    return tree.logical_subject(tree.head[noun])


_LAWS = words("events", "laws")


def _holder(tree: Tree, verb: int) -> list[int]:
    """As in "Chad still holds two pilots captured in May": who holds them took them, where nobody else is told."""
    captive = tree.head[verb]
    if tree.dep[verb] != "acl" or not tree.is_passive(verb) or tree.agents(verb) or tree.dep[captive] != "obj":
        return []
    taken = tree.lemma[verb] in _TAKING and tree.lemma[tree.head[captive]] in _HOLDING
    return tree.logical_subject(tree.head[captive]) if taken else []


_TAKING = words("events", "verbs-of-taking-captive")
_HOLDING = words("events", "verbs-of-holding-captive")


def _decider(tree: Tree, verb: int) -> list[int]:
    """As in "regrets the decision of Georgia to expel the envoy": Georgia expels, whoever regrets it.

    So does the government in "protested against government plans to sell the mine".
    """
    noun = tree.head[verb]
    if tree.dep[verb] != "acl" or not tree.is_infinitive(verb) or tree.lemma[noun] not in _RESOLVES:
        return []
    if before := [c for c in tree.kids(noun, "compound") if tree.lemma[c] in _DECIDERS]:
        return before
    return [] if tree.has(noun, "nmod:poss") else [c for p, c in tree.obliques(noun) if p in ("of", "by") and c < verb]


_RESOLVES = words("events", "nouns-of-resolve")
_DECIDERS = words("events", "deciders-before-a-noun")


def _only_talked_about(tree: Tree, verb: int) -> bool:
    """As in "discussed the campaign to free the town": who talks is not who acts."""
    noun = tree.head[verb]
    return (
        tree.dep[verb] == "acl"
        and tree.is_infinitive(verb)
        and not tree.has(noun, "nmod:poss")
        and tree.dep[noun] in ("obj", "obl")
        and tree.lemma[tree.head[noun]] in _TALKING
    )


_TALKING = words("events", "verbs-about-papers")


_STATIVE = words("events", "verbs-of-states-of-mind")


def _goal(tree: Tree, node: int) -> list[int]:
    """Those named in the purpose of an act: "to demand the resignation of the mayor", "in protest of the bill"."""
    found: list[int] = []
    for clause in tree.kids(node, "advcl", "acl", "xcomp"):
        if tree.is_infinitive(clause) or (tree.tag[clause] == "VBG" and tree.lemma[clause] in _AIMING):
            own = [o for o in tree.kids(clause, "obj") if tree.lemma[o] not in _ON_BEHALF]
            found += [*own, *(c for _, c in tree.obliques(clause))]
    for preposition, c in tree.obliques(node):
        if preposition.startswith(("in protest", "in defiance")):
            found.append(c)
        elif preposition == "in" and tree.lemma[c] in ("protest", "defiance"):
            found += [d for _, d in tree.obliques(c)]
    return found


_ON_BEHALF = words("events", "goods-for-somebody")
_AIMING = words("events", "verbs-of-aims")


def _is_marked_by_to(tree: Tree, clause: int) -> bool:
    """As in "committed to working with", "prepared to help"."""
    return tree.is_verbal(clause) and any(tree.lower[c] == "to" for c in tree.kids(clause, "mark", "case"))


def _phrase_noun_slots(tree: Tree, noun: int, slots: Slots) -> None:
    """Modifiers of the noun inside a verb's trigger: "imposed sanctions on", "issued an ultimatum to"."""
    for preposition, c in tree.obliques(noun):
        slots.add(preposition, [c])
    slots.add("poss", tree.kids(noun, "nmod:poss"))
    modifiers = tree.kids(noun, "compound", "amod", "nmod:desc")
    slots.add("mod", modifiers)
    if pair := [*_hyphened_before(tree, modifiers), *(c for c in modifiers if tree.lower[c + 1] == "-")]:
        slots.add("between", [*pair, *modifiers])  # "Turkish-Greek talks are to resume"
    for clause in tree.kids(noun, "acl"):
        if tree.is_infinitive(clause):
            slots.add("comp", tree.kids(clause, "nsubj"))
            slots.add("comp:obj", tree.kids(clause, "obj"))


def _noun_slots(tree: Tree, predicate: Predicate, slots: Slots) -> None:
    noun = predicate.root
    slots.add("goal", [*_goal(tree, noun), *(_goal(tree, predicate.support) if predicate.support is not None else [])])
    slots.add("subj", [] if predicate.support is not None else [*_traveller(tree, noun), *_striker(tree, noun)])
    slots.add("poss", tree.kids(noun, "nmod:poss"))
    modifiers = [c for c in tree.kids(noun, "compound", "amod", "nmod:unmarked") if c not in predicate.tokens]
    slots.add("mod", [*_hyphened_before(tree, modifiers), *modifiers])
    slots.add("by", _led_by(tree, noun))
    last = ""
    slots.add("of", _shared_objects(tree, noun))
    for case, c in tree.obliques(noun):
        preposition = case or (_stray_preposition(tree, noun, c) or last if c > noun else "")
        slots.add(_SYNONYMS.get(preposition, preposition) or "mod", [c])
        last = preposition
    for clause in _clauses_about(tree, predicate):
        _clause_on_noun(tree, noun, clause, slots)
    if not slots.get("by") and predicate.frame.event_type == "ASSAULT" and predicate.support is None:
        slots.add(
            "by", [c for p, c in tree.obliques(tree.head[noun]) if p == "by" and tree.dep[c] == "obl" and c > noun]
        )
    slots.add("by", done_beside(tree, noun) if predicate.frame.event_type == "ASSAULT" else [])
    head, dep = tree.head[noun], tree.dep[noun]
    slots.add("from", _drawn_from(tree, noun))
    slots.add("subj", _in_the_course_of(tree, noun) if predicate.support is None else [])
    if predicate.support is not None:
        _support_slots(tree, predicate, slots)
    elif dep in ("nsubj", "nsubj:pass") and tree.is_verbal(head):
        if dep == "nsubj" and not tree.is_passive(head) and tree.lemma[head] in frame_index().occurrence:
            slots.add("obj", tree.kids(head, "obj"))
        for preposition, c in tree.obliques(head):
            if preposition in ("between", "against") or (preposition == "at" and tree.lemma[head] in ("aim", "direct")):
                slots.add("against" if preposition == "at" else preposition, [c])
    elif dep == "conj" and tree.pos[head] in NOMINAL:
        slots.add("poss", tree.kids(head, "nmod:poss"))
    if tree.has(noun, "cop"):
        slots.add("against" if tree.preposition(noun) == "under" else "subj", tree.subject(noun))
    elif dep == "conj" and tree.has(head, "cop"):
        slots.add("subj", tree.subject(head))
    for preposition, c in _parties_of_inner(tree, noun):
        slots.add(preposition, [c])


def _led_by(tree: Tree, noun: int) -> list[int]:
    """As in "a French-led offensive", "a government-organised march": who leads or organises it acts."""
    leading = (c for c in tree.kids(noun, "amod") if tree.lower[c] in _LED and tree.lower[c - 1 : c] == ["-"])
    return [
        c
        for leader in leading
        for c in tree.kids(leader, "compound", "obl:unmarked", "nsubj", "obl")
        if c == leader - 2
    ]


_LED = words("shared", "participles-of-leading")


def called_target(tree: Tree, deed: int) -> list[int]:
    """As in "the bank was the target of a bomb attack", "became the object of several raids"."""
    noun = tree.head[deed]
    if tree.preposition(deed) != "of" or tree.lemma[noun] not in ("target", "object", "victim", "scene"):
        return []
    verb = tree.head[noun]
    linked = tree.dep[noun] in ("obj", "xcomp") and tree.lemma[verb] in ("become", "remain")
    return tree.kids(noun, "nsubj") or (tree.subject(verb) if linked else [])


def _parties_of_inner(tree: Tree, noun: int) -> list[tuple[str, int]]:
    """The parties of the deed that a noun counts ("a wave of strikes on"), or of the topic of talks."""
    found: list[tuple[str, int]] = []
    for preposition, c in tree.obliques(noun):
        if preposition == "of" and tree.lemma[c] in _COUNTED_DEEDS:
            found += tree.obliques(c)
        elif preposition in _TOPIC and tree.lemma[noun] in word_classes()["talks"]:
            found += [pair for pair in tree.obliques(c) if pair[0] == "between"]
    return found


_COUNTED_DEEDS = words("events", "counted-deeds")


def _in_the_course_of(tree: Tree, noun: int) -> list[int]:
    """As in "the troops left after weeks of clashes with a militia": those who left had clashed with it."""
    if not any(p == "with" for p, _ in tree.obliques(noun)) or tree.has(noun, "nmod:poss", "compound"):
        return []
    stretch = tree.head[noun] if tree.dep[noun] == "nmod" and tree.preposition(noun) == "of" else noun
    verb = tree.head[stretch]
    if tree.dep[stretch] != "obl" or tree.preposition(stretch) not in _IN_COURSE or not tree.is_verbal(verb):
        return []
    return tree.logical_object(verb) if tree.is_passive(verb) else tree.subject(verb)


_IN_COURSE = frozenset({"after", "during", "in", "following", "amid", "amidst"})


def _drawn_from(tree: Tree, noun: int) -> list[int]:
    """As in "drew condemnation from the bishops"."""
    verb = tree.head[noun]
    drawn = tree.dep[noun] == "obj" and tree.lemma[verb] in _DRAWING
    return [c for preposition, c in tree.obliques(verb) if drawn and preposition == "from"]


_DRAWING = words("events", "verbs-of-drawing")


def _shared_objects(tree: Tree, noun: int) -> list[int]:
    """Whom two deeds joined by "and" are both done to: "the kidnapping and murder of a judge"."""
    if any(preposition == "of" for preposition, _ in tree.obliques(noun)):
        return []
    beside = [tree.head[noun]] if tree.dep[noun] == "conj" else tree.kids(noun, "conj")
    beside = [n for n in beside if tree.pos[n] == "NOUN" and not tree.has(noun, "nmod:poss", "nmod")]
    return [c for n in beside for preposition, c in tree.obliques(n) if preposition == "of" and c > max(n, noun)]


def _clauses_about(tree: Tree, predicate: Predicate) -> list[int]:
    """The clauses that tell more of a noun; not "protests | in which ten were shot by soldiers", who held none."""
    clauses = tree.kids(predicate.root, "acl", "acl:relcl")
    if predicate.frame.event_type == "ASSAULT":
        return clauses
    return [
        clause
        for clause in clauses
        if not tree.is_passive(clause)
        or not any(p in ("in", "during") and tree.lower[c] == "which" for p, c in tree.obliques(clause))
    ]


def _clause_on_noun(tree: Tree, noun: int, clause: int, slots: Slots) -> None:
    """Participles and relative clauses: "strikes carried out by", "an attack that the rebels launched on"."""
    if tree.is_passive(clause):
        between = tree.lemma[clause] in _GOING_BETWEEN
        slots.add("by", [a for a in tree.agents(clause) if not between or tree.lemma[a] in _arms()])
    elif tree.dep[clause] == "acl:relcl" and tree.lemma[clause] in _CARRYING | frame_index().support_actor:
        slots.add("subj", [c for c in tree.kids(clause, "nsubj") if tree.antecedent(c) == c])
        for preposition, c in tree.obliques(clause):
            if preposition in ("to", "for", "with"):
                slots.add(preposition, [c])
    if tree.lemma[clause] in _HITTING and not tree.is_passive(clause):
        slots.add("obj", tree.kids(clause, "obj"))
    if tree.lemma[clause] in ("die", "perish") and any(tree.lower[c] == "which" for _, c in tree.obliques(clause)):
        slots.add("obj", tree.kids(clause, "nsubj"))
    for preposition, c in tree.obliques(clause):
        if preposition in ("against", "on", "between", "at") and tree.lemma[clause] in frame_index().support_actor:
            slots.add(preposition, [c])


_HITTING = words("events", "verbs-with-victims-of-a-noun")


@cache
def _arms() -> frozenset[str]:
    """What an attack is made with, whoever stands behind it: "an offensive backed by jets", "army shells fell"."""
    return word_classes()["fire_weapons"] | word_classes()["weapons"]


_GOING_BETWEEN = words("events", "verbs-of-going-between")


def _stray_preposition(tree: Tree, noun: int, c: int) -> str:
    """The preposition right after a noun, which the parse gave to a later noun of the same phrase."""
    after = noun + 1
    inside = noun < after < c and tree.pos[after] == "ADP" and tree.dep[after] == "case"
    return tree.lower[after] if inside and c in tree.ancestors(after, 4) else ""


_SYNONYMS = {"amongst": "among", "upon": "on"}


def _traveller(tree: Tree, noun: int) -> list[int]:
    """As in "arrived on a visit": who arrives visits."""
    head = tree.head[noun]
    travels = tree.dep[noun] == "obl" and tree.preposition(noun) in ("on", "for") and tree.lemma[head] in _TRAVELLING
    return tree.subject(head) if travels else []


def _striker(tree: Tree, noun: int) -> list[int]:
    """As in "three activists on hunger strike", "the leader, on hunger strike since May": they strike."""
    if tree.lower[noun] != "strike" or tree.preposition(noun) != "on" or tree.has(noun, "nmod:poss"):
        return []
    if any(tree.lower[c] in ("the", "this", "that") for c in tree.kids(noun, "det")):
        return []  # "a statement on the strike"
    head = tree.head[noun]
    if tree.dep[noun] == "nmod" and head < noun:
        return [head]
    before = min([noun, *(c for c in tree.children[noun] if tree.pos[c] != "PUNCT")]) - 1
    set_off = tree.dep[noun] == "obl" and before > 0 and tree.lower[before] == ","
    return [before - 1] if set_off and tree.pos[before - 1] in NOMINAL else []


def _support_slots(tree: Tree, predicate: Predicate, slots: Slots) -> None:
    verb = predicate.support
    if verb is None:
        return
    taking_part = tree.is_passive(verb) and tree.preposition(predicate.root) == "in"  # "have been locked in talks"
    taking_part &= tree.dep[verb] != "acl" or predicate.frame.event_type != "ASSAULT"  # "the parties involved in a war"
    subjects = tree.subject(verb) if taking_part else tree.logical_subject(verb)
    if predicate.suffered:
        told_only = predicate.frame.event_type in _HARMS and tree.lemma[verb] in _ONLY_TOLD
        sought = predicate.frame.event_type == "RETREAT" and tree.dep[verb] == "acl"  # "efforts to secure a truce"
        slots.add("recv", [] if told_only or sought else subjects)
        for preposition, c in tree.obliques(verb):
            if preposition in ("by", "from"):
                slots.add(preposition, [c])
    else:
        slots.add("subj", subjects)
        slots.add("iobj", tree.kids(verb, "iobj"))
        for preposition, c in tree.obliques(verb):
            occasion = preposition == "at" and tree.lemma[c] in _OCCASIONS
            if preposition not in ("by", "in", "of", "as") and tree.dep[c] != "obl:agent" and not occasion:
                slots.add(preposition, [c])
    for clause in tree.kids(verb, "advcl", "xcomp"):
        if tree.lemma[clause] in ("target", "involve") and not tree.is_passive(clause):
            slots.add("obj", tree.kids(clause, "obj"))


_HARMS = frozenset({"ASSAULT", "COERCE"})
_OCCASIONS = words("events", "occasions")
_ONLY_TOLD = words("events", "verbs-of-onlookers")
_TRAVELLING = words("events", "verbs-of-travelling")
_CARRYING = frozenset({"play", "have"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor mentions (positions in `Facts.actor_mentions`) by PLOVER role."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    mutual: bool = False
    alleged: bool = False  # the actors are accused or suspected of it
    held: bool = False  # the actors are those held responsible for it


def parties(tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate, slots: Slots) -> Parties:
    """Actors and recipients of a predicate as its frame distributes them."""
    frame = predicate.frame
    alone = frame.part == "verb" and tree.lemma[predicate.root] in _RATIFYING and "with" in frame.actor
    mutual = not alone and ("between" in frame.actor or "with" in frame.actor)
    _adopt_marchers(tree, index, predicate, slots)
    order = ("subj",) if alone else frame.actor
    actors = who_meets(tree, index, facts, predicate) + _fill(tree, index, slots, order, every=mutual)
    actors = actors or _in_front(tree, index, predicate) or _moved(tree, index, predicate, slots)
    actors += [m for m in _companions(tree, index, slots) if actors and m not in actors]
    alleged = held = False
    suffered: list[int] = []
    if frame.event_type == "ASSAULT":
        actors, alleged, held = _attackers(tree, index, predicate, slots, actors)
        suffered = _named_after(tree, index, facts, predicate, slots)
        actors = [m for m in actors if m not in suffered]
        suffered = suffered or _called_victims(tree, index, facts, predicate.root)
        _adopt_people(tree, index, predicate, slots)
    _adopt_counted(tree, index, predicate, slots)
    actors = actors or _voiced_from(index, predicate, slots) or _by_people(tree, index, predicate, slots)
    actors = actors or _hosts(index, predicate, slots) or _joined_by(tree, index, predicate, slots)
    recipients = _fill(tree, index, slots, ("recv",), every=False) if predicate.suffered else []
    reciprocal = _are_done_to_each_other(tree, predicate, slots)
    if reciprocal:
        recipients = list(actors)
    elif not recipients:
        recipients = _fill(
            tree,
            index,
            slots,
            ("with", "between") if alone else _receiving_slots(frame),
            every=False,
        )
    actors = actors or _killers(tree, index, facts, predicate)
    if frame.event_type == "ACCUSE" and not recipients:
        recipients = _blamed_by_name(tree, index, predicate) or _lashed_out_at(index, slots, actors)
        recipients = recipients or _doers_deplored(tree, index, predicate, slots)
    if not reciprocal:
        actors = _of_teller(tree, index, facts, predicate, actors, recipients)
        recipients = _others(tree, facts, recipients or suffered or _in_trigger(tree, index, predicate), actors)
        recipients = [m for m in recipients if not _is_sent(tree, predicate, facts.actor_mentions[m].root)]
        if frame.event_type == "REQUEST":
            recipients = [m for m in recipients if not _is_dealt_with(tree, facts.actor_mentions[m].root)]
    actors, recipients = _partners(frame, actors, recipients)
    recipients = recipients or _told_beside(tree, index, predicate, slots)
    if not recipients and not reciprocal and frame.event_type in ("ASSAULT", "PROTEST", "MOBILIZE"):
        recipients = _opposed(tree, index, predicate)
    if not recipients and not reciprocal and frame.event_type in _REACHING:
        actors, recipients = _partners(frame, actors, _further_down(tree, index, facts, predicate, actors))
    if not recipients and not reciprocal:
        recipients = on_foreign_soil(tree, index, facts, predicate, slots.get, actors)
        recipients = recipients or under_a_measure(tree, index, predicate, slots.get)
    if not reciprocal:
        recipients = _others(tree, facts, recipients, actors)
    actors, recipients = (_told_before(tree, facts, predicate.root, side) for side in (actors, recipients))
    return Parties(_distinct(facts, actors), _distinct(facts, recipients), mutual, alleged and held, held)


def _partners(frame: Frame, actors: list[int], recipients: list[int]) -> tuple[list[int], list[int]]:
    """Of several who cooperate, all on one side, the first does so with the others."""
    several = actors or recipients
    if frame.event_type != "COOPERATE" or (actors and recipients) or len(several) < 2:
        return actors, recipients
    return several[:1], several[1:]


def _are_done_to_each_other(tree: Tree, predicate: Predicate, slots: Slots) -> bool:
    """As in "shelled each other", "traded fire": those who act are those it is done to."""
    each = (tree.lower[t] in RECIPROCAL and t and tree.lower[t - 1] in ("each", "one", "the") for t in slots.get("obj"))
    return any(each) or any(_is_reciprocal(tree, t) for t in predicate.tokens)


def _told_before(tree: Tree, facts: Facts, verb: int, mentions: list[int]) -> list[int]:
    """Mentions without those whom a list names only behind the clause: "Paz, who was shot, and Ruiz, who fled"."""
    clause = next((n for n in (verb, *tree.ancestors(verb, 4)) if tree.dep[n] in ("acl:relcl", "acl")), None)
    if clause is None or tree.head[clause] > verb:
        return mentions
    behind = {n for n in tree.conjuncts(tree.head[clause]) if n > verb and tree.head[n] == tree.head[clause]}
    return [m for m in mentions if facts.actor_mentions[m].root not in behind]


def _joined_by(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """As in "an understanding was reached | between the two states": where nobody else came to terms, they did."""
    joint = predicate.frame.event_type in ("AGREE", "SUPPORT", "CONSULT", "RETREAT")
    joint &= not tree.is_verbal(predicate.act) or tree.is_passive(predicate.act)  # not "mediates between them"
    return _fill(tree, index, slots, ("between",), every=False) if joint else []


_RATIFYING = words("events", "verbs-of-ratifying")


def _receiving_slots(frame: Frame) -> tuple[str, ...]:
    """The slots of the recipient, with those of the clause that completes the predicate.

    Who does what is threatened stands before whom it would be done to: "warned that it would use force against Chad".
    """
    if "comp" not in frame.recipient:
        return frame.recipient
    slots = (*frame.recipient, "comp:with", "comp:to", "comp:obj", "comp:for")
    at = slots.index("comp")
    return (*slots[:at], "menaced", *slots[at:]) if frame.event_type == "THREATEN" else slots


def _hosts(index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """The state that lets peacekeepers in: "observers arrived in Chad"."""
    if predicate.frame.sense_id != "peacekeepers-arrive":
        return []
    hosts = [index.adopt_country(t) for slot in ("in", "to", "obj") for t in slots.get(slot)]
    return [m for m in hosts if m is not None]


def _in_trigger(tree: Tree, index: ActorIndex, predicate: Predicate) -> list[int]:
    """Whom a verb's object names that the lexicon gives with it: "banned the newspaper", "stormed the parliament"."""
    frame = predicate.frame
    if frame.part != "verb" or frame.event_type not in _UPON_SOMEBODY or "obj" not in frame.recipient:
        return []
    objects = set(tree.logical_object(predicate.root))
    return [m for t in predicate.tokens if t in objects and (m := index.at(t)) is not None]


_UPON_SOMEBODY = frozenset({"COERCE", "SANCTION", "ASSAULT", "PROTEST", "RETREAT"})


def _companions(tree: Tree, index: ActorIndex, slots: Slots) -> list[int]:
    """Who acts together with the subject: "alongside the navy", "jointly with Peru"."""
    beside = [c for s in slots.get("subj") for preposition, c in tree.obliques(s) if preposition in _TOGETHER]
    beside += [t for preposition in _TOGETHER for t in slots.get(preposition)]
    return [m for t in dict.fromkeys(beside) for m in index.resolve(t, owners=False)]


_TOGETHER = ("alongside", "together with", "along with", "in coordination with", "jointly with", "in cooperation with")


def _of_teller(  # noqa: PLR0917 - the parts of one event
    tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate, actors: list[int], recipients: list[int]
) -> list[int]:
    """Who tells, where the parse makes a state act on its own government: "Mali said Chad lied and cut ties with it".

    The conjunct of what is told belongs to the verb of telling.
    """
    if tree.dep[predicate.root] != "conj" or tree.has(predicate.root, "nsubj", "nsubj:pass"):
        return actors
    first = tree.head[predicate.root]
    if not actors and predicate.frame.event_type in _UTTERED and tree.dep[first] == "ccomp":
        return [m for s in tree.logical_subject(tree.head[first]) for m in index.resolve(s)]
    sides = [{facts.actors[facts.actor_mentions[m].actor].country for m in side} for side in (actors, recipients)]
    kinds = {facts.actors[facts.actor_mentions[m].actor].actor_type for m in (*actors, *recipients)}
    alike = len(sides[0]) == 1 and sides[0] == sides[1] and None not in sides[0]
    if not alike or not kinds <= _STATES or tree.dep[first] != "ccomp":
        return actors
    tellers = [m for s in tree.logical_subject(tree.head[first]) for m in index.resolve(s)]
    return tellers if {index.country_of(m) for m in tellers}.isdisjoint(sides[0]) and tellers else actors


_STATES = frozenset({"country", "government"})
_UTTERED = frozenset({"THREATEN", "REJECT", "REQUEST", "ACCUSE"})


def _attackers(
    tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots, actors: list[int]
) -> tuple[list[int], bool, bool]:
    """The doers of an assault: those of its clause, else who is held responsible; whether so, and only suspected."""
    alleged = held = False
    if _goes_off(tree, predicate):
        actors = [m for t in slots.get("subj") for m in index.resolve(t, owners=False) if m in actors]
    if predicate.support is not None:
        actors = actors + held_responsible(tree, index, joint_doers(tree, predicate.support))
    if not actors:
        bearers, alleged = responsible(tree, predicate.root)
        actors = held_responsible(tree, index, bearers)
        held = bool(actors)
    return actors + index.groups_of(actors), alleged, held


def _is_in_which(tree: Tree, token: int) -> bool:
    """A noun, or a gerund used as one, with a preposition of its own: "killed in | firing"."""
    marked = tree.preposition(token) or tree.has(token, "mark")
    return bool(marked) and (tree.pos[token] == "NOUN" or tree.tag[token] == "VBG")


def _moved(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """The troops of a state that are moved where nobody is said to move them: "Peruvian troops were sent"."""
    if predicate.frame.event_type != "MOBILIZE" or not tree.is_passive(predicate.root):
        return []
    moved = [m for t in slots.get("obj") for m in index.resolve(t)]
    return [m for m in moved if index.country_of(m) is not None]


def _named_after(tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate, slots: Slots) -> list[int]:
    """Whom an attack is named after: "the Paz assassination", "the newspaper bombing"."""
    noun = predicate.root
    if predicate.frame.part != "noun" or predicate.support is not None or tree.lemma[noun] in _DEFENDING:
        return []
    before = [m for t in slots.get("mod") if tree.pos[t] == "PROPN" for m in index.resolve(t)]
    return [m for m in before if facts.actors[facts.actor_mentions[m].actor].actor_type in _HARMLESS]


def _called_victims(tree: Tree, index: ActorIndex, facts: Facts, deed: int) -> list[int]:
    """As in "the mayor was the victim of an attack"; a capital that is a target is no government."""
    called = [m for t in called_target(tree, deed) for m in index.resolve(t)]
    roots = {m: facts.actor_mentions[m].root for m in called}
    return [m for m, root in roots.items() if not (index.is_place(root) and index.type_at(root) == "government")]


def _killers(tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate) -> list[int]:
    """As in "the cartel's murders": whom several killings of a group in arms belong to did them."""
    several = tree.tag[predicate.root] == "NNS" and tree.lemma[predicate.root] != "death"
    if not several or predicate.frame.sense_id not in _DEEDS_OF:
        return []
    owners = [m for t in tree.kids(predicate.root, "nmod:poss") for m in index.resolve(t)]
    return [m for m in owners if facts.actors[facts.actor_mentions[m].actor].actor_type in _ARMED]


_ARMED = frozenset({"armed_group", "military", "police"})
_DEEDS_OF = frozenset({"murder-noun", "abduct", "assassinate"})


def _goes_off(tree: Tree, predicate: Predicate) -> bool:
    """As in "the company's truck exploded": whose it is did nothing."""
    verb = predicate.root
    return predicate.frame.sense_id == "bombing" and predicate.frame.part == "verb" and not tree.logical_object(verb)


_HARMLESS = frozenset({"person", "company", "media", "ngo", "civilians", "igo"})
_DEFENDING = words("events", "deeds-named-after-their-doer")


def _in_front(tree: Tree, index: ActorIndex, predicate: Predicate) -> list[int]:
    """Whom a noun before a deed or a weapon names: "police firing", "a rebel ambush", "hit by army bullets"."""
    frame = predicate.frame
    if frame.part == "verb" and "subj" in frame.actor:
        unread = [s for s in tree.kids(predicate.root, "nsubj") if index.at(s) is None]
        if found := [m for s in unread if (m := index.adopt_modifier(s)) is not None]:
            return found
    if frame.part == "noun" and "mod" in frame.actor:
        nouns = [predicate.root, *(t for t in predicate.tokens if tree.dep[t] == "compound")]  # "police | baton charge"
    elif frame.part == "verb" and frame.event_type == "ASSAULT":
        passive = tree.is_passive(predicate.root) and tree.lemma[predicate.root] not in _FIRING
        subjects = tree.subject(predicate.root) if "subj" in frame.actor and not passive else []
        by = (*subjects, *tree.agents(predicate.root))
        nouns = [t for t in by if tree.lemma[t] in _arms()]
        nouns += [t for t in predicate.tokens if t != predicate.root and _is_in_which(tree, t)]
    else:
        return []
    modifiers = [c for noun in nouns for c in tree.kids(noun, "compound", "amod", "nmod:desc")]
    if frame.event_type not in ("ASSAULT", "COERCE"):
        modifiers = [c for c in modifiers if tree.lemma[c] == "police"]
    return [m for c in modifiers if (m := index.adopt_modifier(c)) is not None]


_FIRING = words("events", "verbs-of-launching") - {"shoot"}
"""Verbs in whose passive a weapon stands for its owner ("army shells were fired"), not for who is hit."""


def held_responsible(tree: Tree, index: ActorIndex, tokens: Iterable[int]) -> list[int]:
    """Those said to have done it, or what they are a part of: "army sectors", "members of the police"."""
    return [m for t in tokens for m in index.resolve(t, owners=tree.lemma[t] in _PARTS_OF_BODIES)]


_PARTS_OF_BODIES = words("events", "parts-of-bodies")
BODILY = frozenset(
    {
        "kill-people",
        "murder",
        "shoot-dead",
        "put-to-death",
        "stab-dead",
        "murder-noun",
        "assassinate",
        "abduct",
        "die-violently",
        "die-at-hands",
        "found-dead",
    }
    | {"torture", "sexual", "beat", "capture-combatant"}
)
"""Senses of which only people can be the object."""


_AIMED = frozenset({"shoot", "police-firing", "crowd-control", "lathicharge", "dispersed-with", "attack"})
_DOERS = ("er", "or", "ist", "ant", "ee", "man", "ian")
"""Ends of nouns for people by what they do: "encroachers", "keepers"."""


def _adopt_people(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> None:
    """Make parties of those to whom bodily harm is done, whatever they are called."""
    aimed = predicate.frame.sense_id in _AIMED
    if predicate.frame.sense_id not in BODILY and not aimed:
        return
    for slot in predicate.frame.recipient:
        for token in (
            slots.get(slot) if slot in ("obj", "subj", "of") or (aimed and slot in ("on", "at", "upon")) else ()
        ):
            for node in tree.conjuncts(token):
                if aimed and (tree.tag[node] != "NNS" or not tree.lemma[node].endswith(_DOERS)):
                    continue
                if tree.tag[node] in ("NN", "NNS") and tree.pos[node] == "NOUN" and _may_be_people(tree, node):
                    index.adopt_people(node)


def _blamed_by_name(tree: Tree, index: ActorIndex, predicate: Predicate) -> list[int]:
    """As in "slammed police brutality", "a case against the forger"."""
    if predicate.frame.part == "noun" or predicate.frame.sense.mode != "disapprove":
        return []
    named = [
        c for o in tree.logical_object(predicate.root) for c in tree.kids(o, "compound") if o not in predicate.tokens
    ]
    return [m for c in named if (m := index.adopt_modifier(c)) is not None]


def _lashed_out_at(index: ActorIndex, slots: Slots, actors: list[int]) -> list[int]:
    """The state that criticism is aimed at, which stands where a place might: "hit out at Peru", "at Lima"."""
    own = {index.country_of(m) for m in actors}
    found = [(index.adopt_government(t, own), index.adopt_country(t)) for t in slots.get("at")]
    return [m for government, country in found if (m := country if government is None else government) is not None]


def _withstood(tree: Tree, index: ActorIndex, predicate: Predicate) -> list[int]:
    """Who has asked in vain for what is refused: "refused to resign despite growing pressure from the bishops"."""
    below = [t for p in predicate.tokens for t in (p, *tree.kids(p, "xcomp", "ccomp", "advcl"))]
    pressure = [c for t in below for case, c in tree.obliques(t) if case in _IN_SPITE and tree.lemma[c] in _PRESSURE]
    return [m for c in pressure for m in index.resolve(c)]


_IN_SPITE = frozenset({"despite", "in spite of", "in face of", "in the face of", "in defiance of", "amid", "under"})
_PRESSURE = words("events", "pressure-to-yield")


def _told_beside(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """Whom a protest is called after ("an anti-Chadian rally"), or who has asked in vain for what is refused."""
    if predicate.frame.event_type == "REJECT":
        return _withstood(tree, index, predicate)
    if predicate.frame.event_type != "PROTEST":
        return []
    nouns = [t for t in (*predicate.tokens, *slots.get("obj")) if tree.pos[t] in ("NOUN", "PROPN")]
    found = [index.adopt_opposed(c) for t in nouns for c in tree.kids(t, "amod", "compound")]
    return [m for m in found if m is not None][:1]


def _doers_deplored(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """Who did what somebody is concerned about: "voiced alarm over the arrest of two editors by the police"."""
    if predicate.frame.part == "noun" or predicate.frame.sense.mode not in (None, "disapprove"):
        return []
    deeds = [t for slot in _ABOUT_DEEDS for t in slots.get(slot) if tree.lemma[t] in DEEDS]
    parts = [n for t in deeds for n in (t, *(c for p, c in tree.obliques(t) if p in ("of", "on")))]
    doers = [c for n in parts for preposition, c in tree.obliques(n) if preposition == "by"]
    return [m for c in doers for m in index.resolve(c)] or [m for t in deeds for m in index.resolve(t)]


_ABOUT_DEEDS = ("over", "about", "at", "on", "of")


def _voiced_from(index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """As in "drew condemnation from Tehran"."""
    if predicate.frame.event_type != "ACCUSE" or predicate.frame.part != "noun":
        return []
    voices = [index.adopt_host(t, set()) for t in slots.get("from") if index.is_place(t)]
    return [m for m in voices if m is not None]


def _by_people(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """Who protests or attacks, though they are no party elsewhere: "a sit-in by relatives of the missing"."""
    if predicate.frame.event_type not in ("PROTEST", "ASSAULT") or predicate.frame.part != "noun":
        return []
    people = [t for t in slots.get("by") if tree.tag[t] == "NNS" and tree.pos[t] == "NOUN" and _may_be_people(tree, t)]
    return [m for t in people if (m := index.adopt_people(t)) is not None]


def _adopt_counted(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> None:
    """Make parties of those who are only counted, or whom no list knows: "eleven were held", "a sarpanch was held"."""
    if predicate.frame.sense_id not in _ARRESTS or predicate.frame.part != "verb":
        return
    for token in slots.get("obj"):
        if tree.pos[token] == "NUM" and tree.lower[token] != "one" and not tree.has(token, "nmod", "compound"):
            index.adopt_number(token, _crowd_before(tree, index, token))
        elif tree.pos[token] == "NOUN" and tree.tag[token] in ("NN", "NNS") and _may_be_people(tree, token):
            index.adopt_people(token)


_CROWD_NUMBERS = words("events", "numbers-of-crowds")


def _adopt_marchers(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> None:
    """Make a party of a crowd of which only the number is told: "tens of thousands rallied"."""
    if predicate.frame.event_type != "PROTEST" or predicate.frame.part != "verb":
        return
    for token in slots.get("subj"):
        crowd = tree.pos[token] == "NUM" or (tree.lemma[token] in _CROWD_NUMBERS and tree.tag[token] == "NNS")
        if crowd and not index.resolve(token):
            index.adopt_number(token)


def _crowd_before(tree: Tree, index: ActorIndex, number: int) -> int | None:
    """Those of whom a number is held: "broke up a rally by | students, arresting 12"."""
    verb = tree.head[number]
    for _ in range(3):
        above = tree.head[verb]
        if tree.dep[verb] not in ("advcl", "conj") or not tree.is_verbal(above):
            break
        purposes = [c for c in tree.kids(above, "xcomp", "advcl") if tree.is_infinitive(c) and c < verb]
        for clause in (above, *purposes):
            told = [*tree.logical_object(clause), *(c for p, c in tree.obliques(clause) if p in _AT_THEM)]
            told += [c for t in told for p, c in tree.obliques(t) if p in ("by", "of")]
            crowds = (t for t in told if tree.tag[t] == "NNS" and t < number and index.type_at(t) in _CROWDS)
            if (crowd := next(crowds, None)) is not None:
                return index.at(crowd)
        verb = above
    return None


_AT_THEM = frozenset({"on", "at", "with", "against", "into"})
_CROWDS = frozenset({"civilians", "ethnic_group", "religious_group", "armed_group"})
_ARRESTS = frozenset({"arrest", "police-pick-up", "police-hold", "custody", "capture-suspect"})


def _may_be_people(tree: Tree, node: int) -> bool:
    if tree.lemma[node] == "couple":
        return not any(p == "of" for p, _ in tree.obliques(node))
    return tree.lemma[node] not in _no_people() and not tree.lemma[node].endswith(_ABSTRACT_ENDS)


@cache
def _no_people() -> frozenset[str]:
    lists = lexicon.load("targets.yaml", dict[str, Words])
    classes = ("abstract", "nonperson", "weapons", "illness", "share", "quantity", "building", "speech_things")
    return frozenset(
        [word for words in lists.values() for word in words]
        + [*_VIOLENT_DEEDS]
        + [word for name in classes for word in word_classes()[name]]
    )


_VIOLENT_DEEDS = words("events", "violent-deeds")
_ABSTRACT_ENDS = ("tion", "ment", "ness", "ity", "ism", "ship", "ence", "ance", "hood", "dom", "age", "ing")
_REACHING = frozenset(
    {"AGREE", "REQUEST", "REJECT", "THREATEN", "SANCTION", "COERCE", "CONCEDE", "ACCUSE", "AID", "COOPERATE"}
)
_ADJUNCT_COUNTRIES = frozenset({"SANCTION", "COERCE", "CONCEDE", "COOPERATE", "THREATEN", "REJECT"})
_NOT_REACHED = frozenset(
    {"nsubj", "nsubj:outer", "obl:agent", "conj", "parataxis", "advcl", "punct", "appos", "obl:tmod"}
)
_ASIDE = (
    "after", "following", "since", "because of", "due to", "by", "during", "amid", "as", "without", "despite", "over",
    "before", "until", "in response to", "in the wake of", "according to", "from", "like", "for violating",
    "through", "via", "thanks to", "with the help of", "under",
)  # fmt: skip


def _further_down(tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate, actors: list[int]) -> list[int]:
    """The first party named deeper in what a predicate governs ("agreed to open its border to refugees").

    Where there is none, a country in which the act takes effect ("lifted the ban in Chad") stands for its people.
    """
    mine = {facts.actor_mentions[m].actor for m in actors}
    own_countries = {facts.actors[a].country for a in mine} - {None}
    kind = predicate.frame.event_type
    level = [c for t in sorted(set(predicate.tokens)) for c in _reached(tree, t, first=True)]
    level = [c for c in level if not _belongs_to_another(tree, kind, c)]
    countries: list[int] = []
    seen = set(predicate.tokens)
    for _ in range(4):
        for node in sorted(set(level) - seen):
            mention = index.at(node)
            if (
                mention is not None
                and tree.pos[node] != "PRON"
                and not _is_sent(tree, predicate, node)
                and facts.actor_mentions[mention].actor not in mine
                and not (predicate.frame.event_type == "SANCTION" and index.country_at(node) in own_countries)
                and not _are_own_troops(tree, node)
                and not (predicate.frame.event_type == "REQUEST" and _is_civilian(facts, mention))
            ):
                return index.resolve(node, owners=False)
            if index.is_place(node):
                countries.append(node)
        seen |= set(level)
        level = [c for node in level for c in _reached(tree, node, first=False) if c not in seen]
        level = [c for c in level if not _leads_astray(tree, kind, c)]
    if predicate.frame.event_type in _ADJUNCT_COUNTRIES:
        for node in countries:
            mention = index.adopt_country(node)
            if mention is not None and facts.actor_mentions[mention].actor not in mine:
                return [mention]
    if predicate.frame.event_type == "AGREE":  # "accepted an invitation to visit Chad"
        visited = [c for c in countries if tree.dep[c] == "obj" and tree.lemma[tree.head[c]] in _VISITING]
        hosts = [index.adopt_host(c, own_countries) for c in visited if index.country_of_place(c) not in own_countries]
        return [m for m in hosts[:1] if m is not None]
    if predicate.frame.event_type == "THREATEN":  # "threatened to shell Kigali"
        hit = [c for c in countries if tree.dep[c] == "obj" and index.country_of_place(c) not in own_countries]
        return [m for c in hit[:1] if (m := index.adopt_state(c)) is not None]
    if predicate.frame.event_type == "SANCTION" and len(own_countries) == 1:
        judges = {index.country_at(s) for a in tree.ancestors(predicate.root) for s in _judges(tree, a)}
        return [m for m in index.named_pair(predicate.root) if index.country_of(m) not in own_countries | judges]
    return []


_VISITING = frozenset({"visit", "tour"})


def _belongs_to_another(tree: Tree, kind: str, node: int) -> bool:
    """As in "an alliance of rebels | that swore loyalty to Chad": whom those sided with joined is another matter.

    Whoever aid is from gets none: "will bring supplies from the Red Cross".
    """
    if kind == "AID" and tree.preposition(node) == "from":
        return True
    return kind == "COOPERATE" and tree.dep[node] == "acl:relcl"


def _leads_astray(tree: Tree, kind: str, node: int) -> bool:
    """Whether a party below a node is one of what is told of it, and no party of the act."""
    if _belongs_to_another(tree, kind, node) or (kind == "REQUEST" and _is_dealt_with(tree, node)):
        return True
    return (kind not in _OF_WORDS and _only_judges(tree, node)) or (kind == "ACCUSE" and _suffers(tree, node))


def _is_dealt_with(tree: Tree, node: int) -> bool:
    """As in "the need to bring the killers to justice": what is to be done to them is not asked of them.

    Nor is anything asked of a text in accordance with which it is to be done.
    """
    if tree.lemma[tree.head[node]] == "accordance":
        return True
    first = tree.head[node] if tree.dep[node] == "conj" else node
    aim = tree.head[first]
    return tree.dep[first] == "obj" and tree.dep[aim] == "acl" and tree.lemma[aim] in _DEALING


_DEALING = words("events", "verbs-of-dealing-with-somebody")


def _suffers(tree: Tree, node: int) -> bool:
    """Whether a noun tells to whom or what a deed is done: "the violation of Peru's airspace" is not Peru's."""
    beside = tree.dep[node] in ("nmod", "conj") and tree.lemma[tree.head[node]] in DEEDS
    return beside and tree.preposition(node) in _UPON


_UPON = frozenset({"of", "on", "against"})


def _is_civilian(facts: Facts, mention: int) -> bool:
    """Whether one of the people whom something is asked for, not of: "called for safe passage for families"."""
    return facts.actors[facts.actor_mentions[mention].actor].actor_type == "civilians"


def _are_own_troops(tree: Tree, node: int) -> bool:
    """As in "ready to send its standby force": those who are sent are not those whom it is done to."""
    owners = {tree.lower[c] for c in tree.kids(node, "nmod:poss")}
    return bool(owners & _OWN) and tree.lemma[node] in word_classes()["land_troops"]


_OWN = frozenset({"its", "their", "his", "her", "our", "my"})


def _is_sent(tree: Tree, predicate: Predicate, node: int) -> bool:
    """People sent to help others, who get nothing: "sending 130 engineers", "refused to deploy peacekeepers"."""
    if predicate.frame.event_type not in _HELPING or tree.dep[node] not in ("obj", "nsubj:pass"):
        return False
    return tree.lemma[tree.head[node]] in _SENDING


_HELPING = frozenset({"AID", "AGREE", "REJECT", "REQUEST"})
_SENDING = words("events", "verbs-of-deployment")


def _opposed(tree: Tree, index: ActorIndex, predicate: Predicate) -> list[int]:
    """Whom an attack is against where the phrase hangs further down ("used aircraft and artillery against rebels")."""
    level = list(predicate.tokens)
    seen = set(level)
    for _ in range(4):
        level = [
            c
            for node in level
            for c in tree.children[node]
            if c not in seen and tree.dep[c] not in ("nsubj", "ccomp", "parataxis", "acl:relcl")
        ]
        seen |= set(level)
        for node in sorted(level):
            if tree.preposition(node) == "against" and (found := index.resolve(node)):
                return found
    return []


def _reached(tree: Tree, node: int, *, first: bool) -> list[int]:
    return [
        c
        for c in tree.children[node]
        if (
            tree.dep[c] not in _NOT_REACHED
            or (tree.dep[c] in ("nsubj", "conj", "obl:agent") and not first)
            or (tree.dep[c] == "advcl" and _is_marked_by_to(tree, c))
        )
        and tree.preposition(c) not in _ASIDE
        and not tree.is_label(c)
        and not (tree.preposition(c) == "with" and tree.lemma[c] in _HELP)  # "with the aid of experts"
        and not (tree.preposition(c) in _TOPIC and tree.lemma[node] in _about_something())
    ]


_HELP = frozenset({"help", "aid", "assistance"})


def _only_judges(tree: Tree, subject: int) -> bool:
    """As in "recalled its envoy, in what Bern described as routine": who says what it is suffers nothing."""
    return tree.dep[subject] == "nsubj" and tree.lemma[tree.head[subject]] in _JUDGING


def _judges(tree: Tree, verb: int) -> list[int]:
    return [s for s in tree.kids(verb, "nsubj") if tree.lemma[verb] in _JUDGING]


_OF_WORDS = frozenset({"REJECT", "ACCUSE"})
"""What is said may be what they are aimed at, as in "rejected all that the mayor said"."""
_JUDGING = words("events", "verbs-of-calling-it-something")


@cache
def _between_parties() -> frozenset[str]:
    """What one has with somebody: "signed a treaty with", "broke off relations with"."""
    return word_classes()["pact"] | word_classes()["relation"] | word_classes()["talks"]


def _relations() -> frozenset[str]:
    """What is given or kept up to somebody's good: "ended its support for", "suspended deliveries to"."""
    return word_classes()["relation"]


_TOPIC = frozenset({"on", "about", "over", "regarding", "concerning"})


@cache
def _about_something() -> frozenset[str]:
    """Nouns whose "on" tells their subject, not a party: "a declaration on missing persons"."""
    return word_classes()["pact"] | word_classes()["utterance"] | word_classes()["talks"]


def _others(tree: Tree, facts: Facts, mentions: list[int], actors: list[int]) -> list[int]:
    """Mentions of anybody but the actors and their own people ("withdrew its troops")."""
    who = {facts.actor_mentions[m].actor for m in actors}
    states = {facts.actors[a].country for a in who} - {None}
    return [
        m
        for m in mentions
        if facts.actor_mentions[m].actor not in who
        and not (_is_own(tree, facts, m) and facts.actors[facts.actor_mentions[m].actor].country in states)
    ]


def _is_own(tree: Tree, facts: Facts, mention: int) -> bool:
    """Forces with a pronoun for whose they are: "its soldiers"."""
    named = facts.actor_mentions[mention]
    armed = facts.actors[named.actor].actor_type in ("military", "police")
    return armed and any(tree.pos[c] == "PRON" for c in tree.kids(named.root, "nmod:poss"))


def _is_reciprocal(tree: Tree, token: int) -> bool:
    """Whether a verb's object is "each other" or "one another", or what is each other's."""
    below = tree.kids(token, "obj", "obl", "nmod", "iobj", "det")
    return tree.is_verbal(token) and any(
        tree.lower[c] in ("each", "one") and c + 1 < len(tree.lower) and tree.lower[c + 1] in RECIPROCAL
        for c in (*below, *(k for o in below for k in tree.kids(o, "nmod:poss")))
    )


def _distinct(facts: Facts, mentions: list[int]) -> tuple[int, ...]:
    """One mention for each actor, the first."""
    first: dict[int, int] = {}
    for mention in mentions:
        first.setdefault(facts.actor_mentions[mention].actor, mention)
    return tuple(first.values())


def _fill(tree: Tree, index: ActorIndex, slots: Slots, order: tuple[str, ...], *, every: bool) -> list[int]:
    found: list[int] = []
    for slot in order:
        for token in slots.get(slot):
            aimed_at = slot == "at" and index.adopt_country(token) is not None  # "fired at Israel"
            if slot in _PLACE_SLOTS and not aimed_at and index.at(token) is None and index.is_place(token):
                continue
            if slot in _DOING_SLOTS and tree.lemma[token] in word_classes()["fire_weapons"]:
                continue
            if slot == "mod":
                for node in sorted({token, *tree.kids(token, "compound", "conj", "flat", "nmod")}):
                    mention = index.at(node)
                    mention = index.first_of_two(node) if mention is None else mention
                    found += [mention] if mention is not None else []
            else:
                found += index.resolve(
                    token, owners=slot not in ("subj", "by") or tree.lemma[token] not in _NOT_AGENTIVE
                )
                for node in tree.conjuncts(token) if slot == "subj" else ():
                    unread = index.at(node) is None and ((node == token and not found) or node != token)
                    if unread and (state := index.adopt_acting_state(node)) is not None:
                        found.append(state)
        if found and not every:
            break
    return found


_DOING_SLOTS = frozenset({"by", "subj"})
_PLACE_SLOTS = frozenset({"in", "at", "into", "over", "across", "throughout", "along"})
_NOT_AGENTIVE = frozenset(["it", "this", "that", "which", "what", "there"])
