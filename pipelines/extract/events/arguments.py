"""Who and what takes part in an event: syntactic slots of its predicate, and the actors, times and places in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines import lexicon
from pipelines.extract.dependencies import NOMINAL, OBLIQUES, SUBJECTS, Tree
from pipelines.extract.events.frames import Words, expand, frame_index, word_classes
from pipelines.extract.events.predicates import Predicate
from pipelines.extract.facts import Actor, ActorMention, EventArgument, Facts

RECIPROCAL = frozenset({"other", "another"})
_OWNERS = ("by", "from", "of", "for", "in", "to", "with", "among", "against", "on", "at")
_KIND_RANK = {
    "facility": 0,
    "city": 1,
    "admin2": 2,
    "other": 3,
    "border": 3,
    "water": 3,
    "admin1": 4,
    "region": 5,
    "country": 6,
}


class ActorIndex:
    """Maps tokens to the actor mentions that they stand for."""

    def __init__(self, tree: Tree, facts: Facts, countries: SpanIndex) -> None:
        self._tree = tree
        self._countries = countries
        self._facts = facts
        self._by_root: dict[int, int] = {}
        self._covering: dict[int, int] = {}
        starts = {start: i for i, start in enumerate(tree.start)}
        for number, mention in enumerate(facts.actor_mentions):
            self._by_root.setdefault(mention.root, number)
            token = starts.get(mention.start)
            while token is not None and token < len(tree.start) and tree.start[token] < mention.end:
                self._covering.setdefault(token, number)
                token += 1

    def at(self, token: int) -> int | None:
        """The mention whose head word is this token; else one that covers it together with its own head."""
        found = self._by_root.get(token)
        if found is not None:
            return found
        covering = self._covering.get(token)
        if covering is not None and self._tree.head[token] == self._facts.actor_mentions[covering].root:
            return covering if self._tree.dep[token] in ("flat", "compound", "appos") else None
        return None

    def party(self, token: int) -> int | None:
        """The mention at a token; a country in the place of a party ("aid to Chad") becomes one."""
        found = self.at(token)
        if found is not None or self._tree.pos[token] != "PROPN":
            return found
        number = self._countries[token]
        return None if number is None else self._adopt(token, number)

    def is_place(self, token: int) -> bool:
        """Whether a place is named here."""
        return self._countries[token] is not None

    def _adopt(self, token: int, number: int) -> int | None:
        facts, named = self._facts, self._facts.place_mentions[number]
        place = facts.places[named.place]
        if place.kind != "country" or place.country is None:
            return None
        key = f"country:{place.country}"
        actor = next((n for n, known in enumerate(facts.actors) if known.key == key), None)
        if actor is None:
            actor = len(facts.actors)
            facts.actors.append(Actor(key, place.name, "country", place.country, place.country))
        facts.actor_mentions.append(
            ActorMention(named.start, named.end, named.text, named.sentence, actor, "name", token)
        )
        self._by_root[token] = len(facts.actor_mentions) - 1
        return self._by_root[token]

    def type_at(self, token: int) -> str | None:
        """The type of the actor that a token denotes."""
        mention = self.at(token)
        return None if mention is None else self._facts.actors[self._facts.actor_mentions[mention].actor].actor_type

    def types(self) -> dict[int, str]:
        """Head token → type of the actor it denotes."""
        return {
            root: self._facts.actors[self._facts.actor_mentions[n].actor].actor_type
            for root, n in self._by_root.items()
        }

    def resolve(self, token: int, *, owners: bool = True, depth: int = 0) -> list[int]:
        """The mentions that a nominal stands for, its conjuncts included; each actor once, in text order.

        A nominal that is no actor itself stands for its apposition, for what it counts ("dozens of refugees"), or, with
        `owners`, for whom it belongs to ("the junta's decision", "Haitian efforts").
        """
        found: list[int] = []
        for node in self._tree.conjuncts(token) if depth == 0 else [token]:
            found += self._one(node, owners=owners, depth=depth)
        return list(dict.fromkeys(found))

    def _one(self, token: int, *, owners: bool, depth: int) -> list[int]:
        mention = self.party(token)
        if mention is not None:
            return [mention]
        if depth > 3:
            return []
        tree = self._tree
        for c in tree.kids(token, "appos", "flat"):
            mention = self.at(c)
            if mention is not None:
                return [mention]
        if tree.lemma[token] in word_classes()["share"] or tree.pos[token] == "NUM":
            for preposition, c in tree.obliques(token):
                if preposition in ("of", "from", "in"):
                    return self.resolve(c, owners=owners)
        return self._owners(token, depth) if owners else []

    def _owners(self, token: int, depth: int) -> list[int]:
        tree = self._tree
        for c in tree.kids(token, "nmod:poss"):
            found = self.resolve(c, owners=True, depth=depth + 1)
            if found:
                return found
        modifiers = [self.at(c) for c in tree.kids(token, "compound", "amod", "nmod:unmarked", "nmod:desc")]
        found = [m for m in modifiers if m is not None]
        if found:
            return found
        participles = [a for c in tree.kids(token, "acl", "amod") if tree.is_passive(c) for a in tree.agents(c)]
        for c in participles:
            if (mention := self.at(c)) is not None:
                return [mention]
        by_preposition = dict(reversed(list(tree.obliques(token))))
        for preposition in _OWNERS:
            if preposition in by_preposition:
                found = (
                    self.resolve(by_preposition[preposition], owners=depth < 1, depth=depth + 1) if depth < 2 else []
                )
                if found:
                    return found
        return []


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
        if tree.pos[predicate.root] == "ADJ" and tree.dep[predicate.root] == "amod":
            slots.add("obj", [tree.head[predicate.root]])
        for token in predicate.tokens[1:]:
            if tree.pos[token] in ("NOUN", "PROPN"):
                _phrase_noun_slots(tree, token, slots)
    inside = set(predicate.tokens)
    for name in slots.tokens:
        slots.tokens[name] = [t for t in slots.tokens[name] if t not in inside]
    return slots


def _verb_slots(tree: Tree, verb: int, slots: Slots) -> None:
    slots.add("subj", _speaker(tree, verb) or tree.logical_subject(verb))
    slots.add("goal", _goal(tree, verb))
    slots.add("obj", tree.logical_object(verb))
    slots.add("iobj", tree.kids(verb, "iobj"))
    for preposition, c in tree.obliques(verb):
        if tree.dep[c] != "obl:agent" and preposition:
            slots.add(preposition, [c])
    for clause in [
        *tree.kids(verb, "ccomp", "xcomp"),
        *(c for c in tree.kids(verb, "advcl", "obl") if _is_marked_by_to(tree, c)),
    ]:
        subjects = [c for c in tree.children[clause] if tree.dep[c] in SUBJECTS]
        slots.add("comp", subjects)
        if not subjects:
            for preposition, c in tree.obliques(clause):
                slots.add(f"comp:{preposition}", [c])
            slots.add(
                "comp:obj",
                [*tree.kids(clause, "obj"), *(o for x in tree.kids(clause, "xcomp") for o in tree.kids(x, "obj"))],
            )
    for clause in tree.kids(verb, "advcl"):
        if tree.tag[clause] == "VBG" and tree.lemma[clause] in ("target", "involve", "against"):
            slots.add("obj", tree.kids(clause, "obj"))


def _speaker(tree: Tree, verb: int) -> list[int]:
    """As in "issued a declaration demanding …": who demands is who issued it."""
    noun = tree.head[verb]
    if tree.dep[verb] != "acl" or tree.is_passive(verb) or tree.lemma[noun] not in word_classes()["utterance"]:
        return []
    return tree.logical_subject(tree.head[noun]) if tree.dep[noun] in ("obj", "nsubj:pass") else []


def _goal(tree: Tree, node: int) -> list[int]:
    """Those named in the purpose of an act: "to demand the resignation of the mayor", "in protest of the bill"."""
    found: list[int] = []
    for clause in tree.kids(node, "advcl", "acl", "xcomp"):
        if tree.is_infinitive(clause) or tree.tag[clause] == "VBG":
            found += [*tree.kids(clause, "obj"), *(c for _, c in tree.obliques(clause))]
    return found + [c for p, c in tree.obliques(node) if p.startswith(("in protest", "in defiance"))]


def _is_marked_by_to(tree: Tree, clause: int) -> bool:
    """As in "committed to working with", "prepared to help"."""
    return tree.is_verbal(clause) and any(tree.lower[c] == "to" for c in tree.kids(clause, "mark", "case"))


def _phrase_noun_slots(tree: Tree, noun: int, slots: Slots) -> None:
    """Modifiers of the noun inside a verb's trigger: "imposed sanctions on", "issued an ultimatum to"."""
    for preposition, c in tree.obliques(noun):
        slots.add(preposition, [c])
    slots.add("poss", tree.kids(noun, "nmod:poss"))
    for clause in tree.kids(noun, "acl"):
        if tree.is_infinitive(clause):
            slots.add("comp:obj", tree.kids(clause, "obj"))


def _noun_slots(tree: Tree, predicate: Predicate, slots: Slots) -> None:
    noun = predicate.root
    slots.add("goal", [*_goal(tree, noun), *(_goal(tree, predicate.support) if predicate.support is not None else [])])
    slots.add("poss", tree.kids(noun, "nmod:poss"))
    slots.add("mod", [c for c in tree.kids(noun, "compound", "amod", "nmod:unmarked") if c not in predicate.tokens])
    for preposition, c in tree.obliques(noun):
        slots.add(preposition or "mod", [c])
    for clause in tree.kids(noun, "acl", "acl:relcl"):
        _clause_on_noun(tree, noun, clause, slots)
    head, dep = tree.head[noun], tree.dep[noun]
    if predicate.support is not None:
        _support_slots(tree, predicate, slots)
    elif dep in ("nsubj", "nsubj:pass") and tree.is_verbal(head):
        if dep == "nsubj" and not tree.is_passive(head) and tree.lemma[head] in frame_index().occurrence:
            slots.add("obj", tree.kids(head, "obj"))
        for preposition, c in tree.obliques(head):
            if preposition in ("between", "against"):
                slots.add(preposition, [c])
    elif dep == "conj" and tree.pos[head] in NOMINAL:
        slots.add("poss", tree.kids(head, "nmod:poss"))
    if tree.has(noun, "cop"):
        slots.add("subj", tree.subject(noun))
    elif dep == "conj" and tree.has(head, "cop"):
        slots.add("subj", tree.subject(head))
    inner = [
        c
        for p, c in tree.obliques(noun)
        if p == "of" and tree.lemma[c] in ("talk", "negotiation", "strike", "attack", "clash", "protest", "meeting")
    ]
    for c in inner:
        for preposition, d in tree.obliques(c):
            slots.add(preposition, [d])


def _clause_on_noun(tree: Tree, noun: int, clause: int, slots: Slots) -> None:
    """Participles and relative clauses: "strikes carried out by", "an attack that the rebels launched on"."""
    if tree.is_passive(clause):
        slots.add("by", tree.agents(clause))
    elif tree.dep[clause] == "acl:relcl" and tree.lemma[clause] in frame_index().support_actor:
        slots.add("subj", [c for c in tree.kids(clause, "nsubj") if tree.antecedent(c) == c])
    if tree.lemma[clause] in (
        "target",
        "involve",
        "against",
        "hit",
        "kill",
        "wound",
        "include",
    ) and not tree.is_passive(clause):
        slots.add("obj", tree.kids(clause, "obj"))
    for preposition, c in tree.obliques(clause):
        if preposition in ("against", "on", "between", "at") and tree.lemma[clause] in frame_index().support_actor:
            slots.add(preposition, [c])


def _support_slots(tree: Tree, predicate: Predicate, slots: Slots) -> None:
    verb = predicate.support
    if verb is None:
        return
    subjects = tree.logical_subject(verb)
    if predicate.suffered:
        slots.add("recv", subjects or [])
        for preposition, c in tree.obliques(verb):
            if preposition in ("by", "from"):
                slots.add(preposition, [c])
    else:
        slots.add("subj", subjects)
        slots.add("iobj", tree.kids(verb, "iobj"))
        for preposition, c in tree.obliques(verb):
            if preposition not in ("by", "in", "of", "as") and tree.dep[c] != "obl:agent":
                slots.add(preposition, [c])
    for clause in tree.kids(verb, "advcl", "xcomp"):
        if tree.lemma[clause] in ("target", "involve") and not tree.is_passive(clause):
            slots.add("obj", tree.kids(clause, "obj"))


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor mentions (positions in `Facts.actor_mentions`) by PLOVER role."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    mutual: bool = False


def parties(tree: Tree, index: ActorIndex, facts: Facts, predicate: Predicate, slots: Slots) -> Parties:
    """Actors and recipients of a predicate as its frame distributes them."""
    frame = predicate.frame
    mutual = "between" in frame.actor or "with" in frame.actor
    actors = _fill(tree, index, slots, frame.actor, every=mutual)
    recipients = _fill(tree, index, slots, ("recv",), every=False) if predicate.suffered else []
    reciprocal = any(
        tree.lemma[t] in RECIPROCAL and tree.pos[t] in ("ADJ", "NOUN", "PRON", "DET") for t in slots.get("obj")
    )
    if reciprocal:
        recipients = list(actors)
    elif not recipients:
        recipients = _fill(
            tree,
            index,
            slots,
            (*frame.recipient, "comp:with", "comp:obj", "comp:to", "comp:for")
            if "comp" in frame.recipient
            else frame.recipient,
            every=False,
        )
    who = [facts.actor_mentions[m].actor for m in actors]
    if not reciprocal:
        recipients = [m for m in recipients if facts.actor_mentions[m].actor not in who]
    return Parties(_distinct(facts, actors), _distinct(facts, recipients), mutual)


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
            if slot in _PLACE_SLOTS and index.at(token) is None and index.is_place(token):
                continue
            if slot == "mod":
                mention = index.at(token)
                found += [mention] if mention is not None else []
            else:
                found += index.resolve(
                    token, owners=slot not in ("subj", "by") or tree.lemma[token] not in _NOT_AGENTIVE
                )
        if found and not every:
            break
    return found


_PLACE_SLOTS = frozenset({"in", "at", "into", "over", "across", "throughout", "along"})
_NOT_AGENTIVE = frozenset(["it", "this", "that", "which", "what", "there"])


@cache
def instrument_modes() -> dict[str, str]:
    """Head lemma of a means → the mode of ASSAULT it implies; `other` for means without one."""
    table = lexicon.load("instruments.yaml", dict[str, Words])
    return {word: mode for mode in reversed(list(table)) for word in table[mode]}


@cache
def target_words() -> frozenset[str]:
    """Heads of phrases for things that are hit."""
    things = lexicon.load("targets.yaml", dict[str, Words])
    return frozenset(word for words in things.values() for word in words) | expand(("@building",))


_MEANS_PREPOSITIONS = frozenset({"with", "by", "using", "of", "from", "in", "through"})
_USING = frozenset(
    {
        "use",
        "employ",
        "fire",
        "throw",
        "place",
        "plant",
        "detonate",
        "launch",
        "hurl",
        "toss",
        "explode",
        "activate",
        "wield",
        "carry",
        "set",
        "put",
        "drop",
        "lob",
        "include",
        "arm",
    }
)


def instruments(tree: Tree, predicate: Predicate, slots: Slots) -> list[int]:
    """Head tokens of the means used: with-phrases, objects of using, compounds of the trigger, exploding subjects."""
    found: list[int] = []
    table = instrument_modes()

    def consider(tokens: Iterable[int]) -> None:
        for token in tokens:
            for node in tree.conjuncts(token):
                if tree.lemma[node] in table and tree.pos[node] in ("NOUN", "PROPN"):
                    found.append(node)
                elif tree.lemma[node] in ("range", "variety", "type", "number", "kind", "array"):
                    consider(c for p, c in tree.obliques(node) if p == "of")

    for preposition in ("with", "by", "from", "using"):
        consider(slots.get(preposition))
    root = predicate.root
    verbs = [t for t in (*predicate.tokens, predicate.support) if t is not None and tree.is_verbal(t)]
    for verb in verbs:
        for clause in tree.kids(verb, "advcl", "xcomp"):
            if tree.lemma[clause] in _USING and tree.tag[clause] == "VBG":
                consider(tree.kids(clause, "obj"))
        if tree.lemma[verb] in _USING:
            consider(tree.logical_object(verb))
        if tree.lemma[verb] in (
            "explode",
            "detonate",
            "hit",
            "strike",
            "kill",
            "go",
            "destroy",
            "blow",
            "damage",
            "wound",
            "injure",
            "rip",
            "land",
            "fall",
        ):
            consider(tree.subject(verb))
    for token in predicate.tokens:
        if tree.pos[token] in ("NOUN", "PROPN"):
            if (tree.lemma[token] in table and token != root) or tree.lemma[token] in ("bomb", "grenade", "mine"):
                found.append(token)
            consider(tree.kids(token, "compound"))
    return sorted(set(found))


def physical_targets(tree: Tree, index: ActorIndex, predicate: Predicate, slots: Slots) -> list[int]:
    """Head tokens of the things hit."""
    found: list[int] = []
    wanted = target_words()
    for slot in (
        "obj",
        "recv",
        "against",
        "on",
        "at",
        "in",
        "of",
        "upon",
        "inside",
        "outside",
        "near",
        "in front of",
        "into",
        "under",
        "behind",
    ):
        if slot in ("in", "of", "inside", "outside", "near", "in front of", "under", "behind", "into") and found:
            break
        if slot in ("in", "near", "outside") and predicate.frame.sense_id not in (
            "bombing",
            "bombing-noun",
            "suicide",
            "destroy",
        ):
            continue
        for token in slots.get(slot):
            for node in tree.conjuncts(token):
                if tree.lemma[node] in wanted and tree.pos[node] == "NOUN" and not _is_person(index, node):
                    found.append(node)
    return sorted(set(found))


def _is_person(index: ActorIndex, node: int) -> bool:
    return index.type_at(node) in ("person", "civilians")


def arguments(tree: Tree, role: str, heads: Iterable[int]) -> list[EventArgument]:
    """Heads as arguments with their compounds."""
    out = []
    for head in heads:
        start, end = tree.phrase_span(head)
        out.append(EventArgument(role, start, end, tree.text[start:end], tree.lemma[head]))
    return out


class SpanIndex:
    """Time and place mentions by the tokens they cover."""

    def __init__(self, tree: Tree, spans: list[tuple[int, int]]) -> None:
        self._at: dict[int, int] = {}
        starts = {start: i for i, start in enumerate(tree.start)}
        for number, (start, end) in enumerate(spans):
            token = starts.get(start)
            while token is not None and token < len(tree.start) and tree.start[token] < end:
                self._at.setdefault(token, number)
                token += 1

    def __getitem__(self, token: int) -> int | None:
        return self._at.get(token)

    def tokens(self) -> frozenset[int]:
        """All covered tokens."""
        return frozenset(self._at)


def settings_of(tree: Tree, predicate: Predicate, index: SpanIndex, *, places: bool) -> list[int]:
    """Times or places attached to a predicate or to its clause, nearest first."""
    anchors = [predicate.root]
    if predicate.support is not None:
        anchors.append(predicate.support)
    elif (
        predicate.frame.part == "noun"
        and tree.dep[predicate.root] in ("nsubj", "nsubj:pass", "obj")
        and tree.is_verbal(tree.head[predicate.root])
    ):
        anchors.append(tree.head[predicate.root])
    found: list[int] = []
    for anchor in anchors:
        found += _below(tree, anchor, index, places=places)
    if not found:
        for clause in _shared_clauses(tree, anchors[-1]):
            found += _below(tree, clause, index, places=places)
            if found:
                break
    return list(dict.fromkeys(found))


def _shared_clauses(tree: Tree, anchor: int) -> list[int]:
    """Clauses whose setting holds for this one too: the one it is a participle, conjunct or complement of."""
    out: list[int] = []
    node = anchor
    for _ in range(4):
        head, dep = tree.head[node], tree.dep[node]
        if head == node or not (
            dep in ("conj", "xcomp")
            or (dep == "advcl" and not tree.is_finite(node))
            or (dep == "ccomp" and tree.lemma[head] in ("say", "report", "announce", "state"))
        ):
            break
        out.append(head)
        node = head
    return out


def _below(tree: Tree, anchor: int, index: SpanIndex, *, places: bool) -> list[int]:
    found: list[int] = []
    for c in tree.children[anchor]:
        dep = tree.dep[c]
        if dep in OBLIQUES or dep in ("advmod", "nmod:poss", "obl:tmod", "compound", "amod", "nummod", "dep", "appos"):
            if places and (
                dep in ("compound", "amod", "nmod:poss")
                or (
                    tree.preposition(c) in ("by", "with", "against", "from", "between", "of", "to", "for")
                    and dep != "nmod"
                )
            ):
                continue
            if places and tree.preposition(c) in ("by", "with", "against", "from", "between", "for"):
                continue
            if not places and tree.preposition(c) in ("since", "until", "for") and index[c] is None:
                continue
            found += _nearest(tree, c, index, 3 if places else 2)
    return found


def _nearest(tree: Tree, node: int, index: SpanIndex, depth: int) -> list[int]:
    number = index[node]
    found = [] if number is None else [number]
    if depth and (number is None or tree.children[node]):
        for c in tree.children[node]:
            if tree.dep[c] in OBLIQUES or tree.dep[c] in (
                "compound",
                "appos",
                "flat",
                "conj",
                "nmod:poss",
                "nmod:unmarked",
                "obl:tmod",
                "det",
                "amod",
                "nummod",
            ):
                found += _nearest(tree, c, index, depth - 1)
    return found


def most_specific(facts: Facts, mentions: list[int]) -> int | None:
    """The place mention with the smallest kind of place; the first of equals."""
    if not mentions:
        return None
    return min(
        mentions, key=lambda m: (_KIND_RANK.get(facts.places[facts.place_mentions[m].place].kind, 3), mentions.index(m))
    )
