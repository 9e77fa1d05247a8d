"""Finds the predicates of events in a parsed text: words that fit a frame together with their grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipelines.extract.dependencies import NOMINAL, SUBJECTS, Tree
from pipelines.extract.events.frames import NO_EVENT, Frame, FrameIndex, expand, frame_index, word_classes
from pipelines.lexicon import forms, words

_ENTITY_TYPES = {
    "person": frozenset({"person"}),
    "named": frozenset({"person"}),
    "armed": frozenset({"military", "armed_group", "police"}),
    "party": frozenset({"party"}),
    "people": frozenset({"civilians", "ethnic_group", "religious_group"}),
}
_NOT_BELOW = frozenset({"nsubj", "csubj", "conj", "acl:relcl", "parataxis", "punct", "appos", "cc", "advcl:relcl"})
_CLAUSE_LINKS = frozenset(
    {
        "obj",
        "obl",
        "xcomp",
        "ccomp",
        "nmod",
        "acl",
        "conj",
        "compound",
        "amod",
        "nsubj",
        "nsubj:pass",
        "iobj",
        "obl:arg",
        "csubj",
        "advcl",
        "nmod:poss",
        "advmod",
    }
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """An event predicate: its `root` token, every token of the trigger, and the support verb that carries a noun."""

    frame: Frame
    root: int
    tokens: tuple[int, ...]
    support: int | None = None
    suffered: bool = False  # the support verb's subject undergoes the event

    @property
    def act(self) -> int:
        """The token whose clause tells of it: the support verb, else the root."""
        return self.root if self.support is None else self.support


class EntityView:
    """What kind of actor or place a token denotes, for the entity classes of the lexicon (`@actor`, `@armed` …)."""

    def __init__(
        self,
        actor_types: dict[int, str],
        places: frozenset[int],
        lawmen: frozenset[int] = frozenset(),
        states: frozenset[int] = frozenset(),
        text: frozenset[str] = frozenset(),
    ) -> None:
        self._actor_types = actor_types
        self._places = places
        self._lawmen = lawmen
        self._states = states
        self.text = text
        """The lemmas of the whole text."""

    def classes(self, token: int) -> Iterator[str]:
        """The entity classes of a token."""
        kind = self._actor_types.get(token)
        if kind is not None:
            yield "@actor"
            for name, kinds in _ENTITY_TYPES.items():
                if kind in kinds:
                    yield f"@{name}"
        if token in self._lawmen:
            yield "@law"
        if token in self._states:
            yield "@state"
        if token in self._places:
            yield "@place"


def find_predicates(
    tree: Tree, entities: EntityView, skipped: frozenset[int], dates: frozenset[int] = frozenset()
) -> list[Predicate]:
    """All predicates in text order, each token in at most one trigger.

    `skipped` holds sentences that tell nothing, `dates` tokens of expressions of time ("3 March") and of names.
    """
    index = frame_index()
    found: list[Predicate] = []
    told: dict[str, set[str]] = {}
    for i, part in enumerate(tree.pos):
        if part not in ("VERB", "NOUN", "PROPN", "ADJ", "AUX") or tree.sentence[i] in skipped or i in dates:
            continue
        if _is_exception(tree, i):
            continue
        predicate = _copular(tree, index, entities, i)
        if predicate is None and _is_gerund_noun(tree, i):
            predicate = _noun(tree, index, entities, i, told)
        if predicate is not None:
            pass
        elif part in ("VERB", "AUX"):
            predicate = _verb(tree, index, entities, i, dates)
        elif part == "ADJ":
            predicate = _adjective(tree, index, entities, i, dates)
        if predicate is None and part in ("NOUN", "PROPN", "VERB", "ADJ"):
            predicate = _noun(tree, index, entities, i, told)
        if predicate is not None:
            found.append(predicate)
            if predicate.frame.part == "noun":
                told.setdefault(predicate.frame.event_type, set()).add(tree.lemma[i])
    return _of_events(tree, found, _without_overlaps(tree, found))


def _of_events(tree: Tree, found: list[Predicate], kept: list[Predicate]) -> list[Predicate]:
    """Leave out what is no event, with what it carries, or what vows it: "vowed to fight the ruling".

    The nouns of an idiom are none either: "rules of | engagement", "a | patrol | ship".
    """
    nothing = {p.root for p in found if p.frame.event_type == NO_EVENT}
    idioms = {t for p in found if p.frame.event_type == NO_EVENT and p.frame.part == "noun" for t in p.tokens}
    suffering = {p.root for p in kept if p.frame.recipient == ("subj",)}
    return [
        _done_by_nobody(tree, p, suffering)
        for p in kept
        if p.root not in nothing
        and not (p.frame.part == "noun" and p.root in idioms)
        and p.support not in nothing
        and not (p.frame.event_type == "THREATEN" and nothing & {*p.tokens, *tree.kids(p.root, "xcomp")})
    ]


_FLEEING = words("events", "verbs-of-flight")


def _done_by_nobody(tree: Tree, p: Predicate, suffering: set[int]) -> Predicate:
    """As in "a patrol struck a mine, killing two": who suffers the one act does not do the other."""
    above = tree.head[p.root]
    if tree.dep[p.root] != "advcl" or tree.tag[p.root] != "VBG":
        return p
    if above not in suffering and tree.lemma[above] not in _FLEEING:
        return p
    return replace(p, frame=replace(p.frame, actor=("by",))) if p.frame.event_type == "ASSAULT" else p


def mend_lemmas(tree: Tree, index: FrameIndex) -> None:
    """Give verbs whose lemma lost its end or kept too much ("blockad", "annull") the one that the lexicon knows."""
    for i, tag in enumerate(tree.tag):
        lemma = tree.lemma[i] = _IRREGULAR.get(tree.lower[i], tree.lemma[i])
        if tree.lower[i] == "wound" and tree.has(i, "compound:prt"):
            lemma = tree.lemma[i] = "wind"
        if tag.startswith("VB") and lemma and lemma not in index.verbs:
            forms = [lemma + "e", lemma + lemma[-1]]
            if lemma[-2:-1] == lemma[-1]:
                forms.append(lemma[:-1])
            if tag in ("VBD", "VBN") and lemma == tree.lower[i]:
                forms += [lemma.removesuffix("ed"), lemma.removesuffix("d")]
            tree.lemma[i] = next((form for form in forms if form in index.verbs), lemma)


def _without_overlaps(tree: Tree, found: list[Predicate]) -> list[Predicate]:
    """A noun inside a verb's trigger is that verb's; a verb that only carries an event noun yields to it."""
    taken: dict[int, Predicate] = {}
    for predicate in found:
        if predicate.frame.part == "verb":
            for token in predicate.tokens:
                if token != predicate.root:
                    taken[token] = predicate
    kept = [p for p in found if not _is_taken(p, taken)]
    verbs = {p.root: p for p in kept if p.frame.part == "verb"}
    assaults = {p.root for p in kept if p.frame.part == "noun" and p.frame.event_type == "ASSAULT"}
    out = []
    for p in kept:
        governor = verbs.get(p.support) if p.support is not None else None
        if governor is not None and (governor.frame.absorbs or governor.frame.event_type == p.frame.event_type):
            continue
        if (
            p.frame.part == "verb"
            and p.frame.event_type in _MATERIAL
            and p.frame.sense.mode != "deport"
            and not (p.frame.sense.mode == "seize" and tree.is_passive(p.root))
            and any(s in assaults for s in tree.subject(p.root))
        ):
            continue
        out.append(p)
    nouns = {p.support: p for p in out if p.support is not None}
    return [
        p for p in out if p.frame.part != "verb" or p.root not in nouns or not _only_carries(tree, p, nouns[p.root])
    ]


def _is_taken(p: Predicate, taken: dict[int, Predicate]) -> bool:
    """Whether the words of a predicate, or those before its noun, are told with a verb: "burst | teargas | shells"."""
    if p.frame.part == "verb":
        return p.root in taken and p.root != taken[p.root].root
    return p.root in taken or any(
        taken[t].frame.event_type == p.frame.event_type for t in p.tokens if t in taken and t != p.support
    )


def _only_carries(tree: Tree, verb: Predicate, noun: Predicate) -> bool:
    """Whether a verb says no more than the event noun that it carries: "passed" in "passed a vote of no confidence".

    Nor does one whose sense asks for an object that is only the noun's ("ordered the withdrawal of his troops").
    """
    if len(verb.tokens) > 1:
        return {*verb.tokens} <= {*noun.tokens}
    objects = verb.frame.sense.objects
    return not _meets(objects, tree.words((noun.root, *tree.kids(noun.root, "compound", "amod")))) if objects else True


def _keys(tree: Tree, i: int) -> tuple[str, ...]:
    lemma, lower = tree.lemma[i], tree.lower[i]
    return (lemma,) if lemma == lower else (lemma, lower)


def _is_admitting(tree: Tree, i: int) -> bool:
    """As in "the plan had failed, he | conceded": what is granted is only that something is so."""
    return tree.lemma[i] in _ADMITTING and (tree.dep[i] == "parataxis" or tree.has(i, "ccomp", "parataxis"))


_ADMITTING = words("events", "verbs-of-admitting")


def _verb(tree: Tree, index: FrameIndex, entities: EntityView, i: int, dates: frozenset[int]) -> Predicate | None:
    candidates = [frame for key in _keys(tree, i) for frame in index.verbs.get(key, ())]
    unsaid = tree.lemma[i] == "call" and _is_naming(tree, i) and not _names_given(tree, i)
    if not candidates or unsaid or _is_going_on(tree, i):
        return None
    names = _names_given(tree, i) if tree.lemma[i] == "call" and tree.has(i, "obj", "nsubj:pass") else []
    below: dict[str, int] | None = None
    for frame in candidates:
        tokens: tuple[int, ...] = (i,)
        if not frame.words and tree.lemma[i] in _LIGHT and tree.has(i, "compound:prt"):
            continue
        if not frame.words and (_is_said_of_another(tree, frame, i, names) or _insists_on_a_fact(tree, frame, i)):
            continue
        if frame.words:
            below = below if below is not None else _words_below(tree, entities, i, dates)
            if not all(map(below.__contains__, frame.words)) or _is_adjunct(tree, i, frame, below):
                continue
            if not _says_what_is_to_be(tree, entities, frame, i, below):
                continue
            if frame.words == ("as",) and below["as"] < i:
                continue  # "as the mayor confirmed" confirms nobody as anything
            if names and not {below[word] for word in frame.words}.intersection(names):
                continue  # "called the strike a crime" calls no strike
            if tree.lemma[i] == "deny" and any(tree.tag[below[word]] == "VBG" for word in frame.words):
                continue  # "denied supplying arms" is no denial of supplies
            if len(frame.words) == 1 and not _is_own_word(tree, i, frame, below):
                continue
            tokens = tuple(sorted({i, *(below[word] for word in frame.words)}))
        if _verb_conditions(tree, entities, frame, i, tokens):
            return Predicate(frame, i, tokens)
    return None


def _is_question(tree: Tree, i: int) -> bool:
    """As in "asked what would happen", "ask who paid": somebody wants to know, and nothing is to be done."""
    return any(tree.tag[tree.opening(c)] in _ASKING for c in tree.kids(i, "ccomp") if c > i)


_ASKING = frozenset({"WP", "WP$", "WDT", "WRB"})


def _is_said_of_another(tree: Tree, frame: Frame, i: int, names: list[int]) -> bool:
    """Whether a verb grants no more than that something is so, or telephones nobody: "called the vote a farce"."""
    return (frame.event_type == "CONCEDE" and _is_admitting(tree, i)) or bool(names and not frame.sense.named)


def _is_going_on(tree: Tree, i: int) -> bool:
    """As in "went on to discuss trade": what follows is told by its own verb, and nobody goes anywhere."""
    if tree.lemma[i] != "go" or tree.lower[i + 1 : i + 3] != ["on", "to"]:
        return False
    return tree.is_verbal(tree.head[i + 2]) and tree.head[i + 2] > i + 2


def _insists_on_a_fact(tree: Tree, frame: Frame, i: int) -> bool:
    """As in "insisted that Peru would withdraw": what will be or is so is not demanded."""
    return frame.event_type == "REQUEST" and tree.lemma[i] in _INSISTING and not _is_willed(tree, i)


def _is_willed(tree: Tree, i: int) -> bool:
    """As in "insisted that Peru withdraw", "that the base be closed": a subjunctive says what is to be done.

    So does whatever is no clause ("insisted on talks").
    """
    clauses = tree.kids(i, "ccomp")
    for c in clauses:
        auxiliaries = {tree.lower[a] for a in tree.kids(c, "aux", "aux:pass", "cop")}
        subjects = tree.kids(c, "nsubj")
        one = any(tree.tag[s] in ("NN", "NNP") and not tree.has(s, "conj") for s in subjects)
        bare = tree.tag[c] == "VB" or (tree.tag[c] == "VBP" and one)
        if "be" in auxiliaries or (bare and auxiliaries <= {"should", "must"}):
            return True
    return not clauses


def _says_what_is_to_be(tree: Tree, entities: EntityView, frame: Frame, i: int, below: dict[str, int]) -> bool:
    """Whether a "that" is of a will, and a "should" somebody's: not "said the rain | should | stop"."""
    if frame.words == ("that",):
        return not _insists_on_a_fact(tree, frame, i)
    if frame.words == ("should",):
        judged = tree.subject(tree.head[below["should"]])
        return any(any(entities.classes(s)) and tree.lower[s] not in _FIRST_PERSON for s in judged)
    if frame.words == ("need",) and frame.sense_id == "need-to":
        told = below["need"]
        return tree.has(told, "xcomp") and any(any(entities.classes(s)) for s in tree.subject(told))
    return True


_FIRST_PERSON = frozenset({"i", "we"})


def _is_own_word(tree: Tree, i: int, frame: Frame, below: dict[str, int]) -> bool:
    """Whether the one word that a frame asks for beside its verb is that verb's, if it is a particle or preposition."""
    word = frame.words[0]
    if word in _PARTICLES:
        return _is_particle(tree, i, frame, below)
    if word == "for" and tree.lemma[i] == "call" and any(i < c < below[word] for c in tree.kids(i, "obj", "xcomp")):
        return False  # "called its envoy home for talks" calls for nothing
    if word == "to" and frame.event_type == "COOPERATE" and _is_purpose(tree, below[word]):
        return False  # "sells | to | live"
    return word not in _OWN_PREPOSITIONS or not _is_of_lower_clause(tree, i, below[word])


def _is_particle(tree: Tree, i: int, frame: Frame, below: dict[str, int]) -> bool:
    """Whether the word stands with its verb: "gave in", "called in the envoy", not "gave aid to villages in"."""
    word = below[frame.words[0]]
    if tree.head[word] == i or word == i + 1:
        return True
    return tree.head[tree.head[word]] == i and not tree.has(i, "obj", "nsubj:pass")


_PARTICLES = frozenset({"in", "up", "out", "down", "off", "over", "back", "away"})


def _is_purpose(tree: Tree, to: int) -> bool:
    return tree.dep[to] == "mark" and tree.dep[tree.head[to]] == "advcl"


def _is_of_lower_clause(tree: Tree, i: int, preposition: int) -> bool:
    """As in "voted to fine the bank | for | fraud", which votes for nothing: the preposition is another verb's."""
    if tree.head[preposition] == i:
        return False
    node = tree.head[tree.head[preposition]]
    while node not in (i, tree.head[node]):
        if tree.is_verbal(node):
            return True
        node = tree.head[node]
    return False


_OWN_PREPOSITIONS = frozenset({"for", "against", "to"})


def _copular(tree: Tree, index: FrameIndex, entities: EntityView, i: int) -> Predicate | None:
    """What is said of somebody with `be`: "is on strike", "were under investigation", not "on Sunday it was struck"."""
    for key in _keys(tree, i):
        for frame in index.copular.get(key, ()):
            copulas = [c for c in tree.kids(i, "cop", "aux:pass") if tree.lemma[c] in _COPULAS]
            if not copulas:
                continue
            below = [g for c in tree.kids(i, "obl", "obl:agent", "advcl") for g in tree.kids(c, "case", "mark")]
            nearby = {form: c for c in (*below, *tree.children[i]) for form in (tree.lower[c], tree.lemma[c])}
            told = frame.predicate.replace("-", " ").split()
            ahead = told[: told.index(key)]
            if not all(word in nearby and (word not in ahead or copulas[0] < nearby[word] < i) for word in frame.words):
                continue
            tokens = tuple(sorted({i, *(nearby[word] for word in frame.words)}))
            if _verb_conditions(tree, entities, frame, i, tokens):
                return Predicate(frame, i, tokens)
    return None


def _words_below(tree: Tree, entities: EntityView, i: int, dates: frozenset[int]) -> dict[str, int]:
    """Lemmas and forms two levels below a verb, outside its subject, other clauses and dates; the nearest of each."""
    found: dict[str, int] = {}
    level = [
        c
        for c in tree.children[i]
        if tree.dep[c] not in _NOT_BELOW
        and (tree.dep[c] != "advcl" or not tree.is_finite(c))
        and not (c < i and tree.tag[c] == "VBG" and _is_aside(tree, c))  # "| Meeting in Lima, they called for …"
    ]
    relative = tree.dep[i] == "acl:relcl" and tree.head[i] in tree.logical_object(i)
    if relative or (tree.is_passive(i) and tree.dep[i] in ("acl", "acl:relcl")):
        level.append(tree.head[i])
    elif tree.is_passive(i) and (tree.dep[i] == "xcomp" or (tree.dep[i] == "conj" and not tree.has(i, "nsubj:pass"))):
        level += tree.logical_object(i)
    for depth in range(3):
        deeper: list[int] = []
        for c in level:
            if c in dates and tree.preposition(c) in _BEFORE_DATES and not any(entities.classes(c)):
                continue
            if tree.dep[c] == "mark" and tree.head[c] == i and tree.lower[c] == "to":
                continue  # "wants | to | talk to the rebels"
            found.setdefault("not" if tree.lower[c] in ("n't", "n’t") else tree.lower[c], c)
            # "according to" is no accord, and "dispersed students | protesting" disperses no protest
            if tree.dep[c] != "case" and not _is_set_off(tree, c):
                found.setdefault(tree.lemma[c], c)
            if c != tree.head[i] and not _is_aside(tree, c) and not _is_name_given(tree, c):
                deeper += [
                    g
                    for g in tree.children[c]
                    if tree.dep[g] not in _NOT_BELOW
                    and (tree.dep[g] != "advcl" or not tree.is_finite(g))
                    and (depth == 0 or tree.dep[g] in ("case", "fixed"))
                    and not (tree.dep[g] in ("xcomp", "obj", "obl") and tree.tag[g] != "JJ" and _is_told(tree, c))
                ]
        level = deeper
    return found


def _is_set_off(tree: Tree, c: int) -> bool:
    """As in "dispersed students | protesting", "staged a strike, | protesting …": the participle's deed, no noun."""
    return tree.tag[c] == "VBG" and (
        tree.dep[c] == "acl" or (tree.dep[c] == "advcl" and tree.lower[c - 1] == "," and not tree.has(c, "mark"))
    )


def _is_told(tree: Tree, c: int) -> bool:
    """A clause with a tensed verb and a subject of its own: what is said in it is not the verb's above it."""
    return tree.dep[c] == "ccomp" and tree.is_finite(c) and tree.has(c, "nsubj", "nsubj:pass")


def _is_name_given(tree: Tree, c: int) -> bool:
    """A nominal that says what somebody calls a thing: "called it an attack", "described the vote as a farce"."""
    verb = tree.head[c]
    if tree.pos[c] not in (*NOMINAL, "ADJ") or tree.lemma[verb] not in _NAMING:
        return False
    return tree.dep[c] == "xcomp" or (tree.dep[c] == "obl" and tree.preposition(c) == "as")


def _names_given(tree: Tree, i: int) -> list[int]:
    return [c for c in tree.kids(i, "xcomp", "obl") if _is_name_given(tree, c)]


def _is_naming(tree: Tree, i: int) -> bool:
    """As in "called it an attack", "what it called an attack": who gives a name does not do what it names."""
    relative = tree.dep[i] == "acl:relcl" and tree.lower[tree.head[i]] == "what"
    return relative or bool(_names_given(tree, i)) or any(tree.lower[c] == "what" for c in tree.children[i])


def _is_aside(tree: Tree, c: int) -> bool:
    """A participle clause beside the verb ("using …") tells of something else."""
    return tree.dep[c] in ("advcl", "acl") and not tree.has(c, "mark", "case")


def _is_adjunct(tree: Tree, i: int, frame: Frame, below: dict[str, int]) -> bool:
    """Whether a noun of the predicate has a preposition of its own: no "end talks" in "ended it after talks"."""
    allowed = {*frame.words, "of", "as"}
    for word in frame.words:
        for node in (below[word], *tree.ancestors(below[word], 2)):
            if tree.is_verbal(node) or node == tree.head[i]:
                break
            if tree.dep[node] in ("obl", "nmod") and not allowed.issuperset(tree.preposition(node).split() or ("of",)):
                return True
    return False


def _names_set_beside(tree: Tree, noun: int) -> list[int]:
    """As in "accused former ruler | France", with no clause between: "returns released by a channel, | Ana Paz"."""
    return [c for c in tree.kids(noun, "appos") if not any(tree.is_verbal(k) for k in range(noun + 1, c))]


def _content(tree: Tree, entities: EntityView, tokens: list[int], unnamed: str = "@named") -> set[str]:
    """Words and entity classes of nominals with their conjuncts, compounds and counted nouns.

    The words of a person's name say nothing of what they are ("Justice of the Peace Rojas"), but for envoys; nor does
    any other name whose entity class is `unnamed`.
    """
    out: set[str] = set()
    for token in tokens:
        for node in tree.conjuncts(token):
            classes = set(entities.classes(node))
            if not classes:
                classes.update(c for name in _names_set_beside(tree, node) for c in entities.classes(name))
            out |= classes
            capital = tree.text[tree.start[node]].isupper()
            if tree.pos[node] == "PROPN" and capital and classes & {"@named", unnamed}:
                out |= _envoys() & tree.words((node, *tree.kids(node, "nmod:desc")))
                continue
            out |= tree.words((node, *tree.kids(node, "compound", "amod")))
            if tree.pos[node] == "NUM" and tree.dep[node] in SUBJECTS:
                out.add("person")  # "54 held", "some 300 marched"
            out.update(tree.lower[c] for c in tree.kids(node, "nmod:poss") if tree.lower[c] in _OWN)
            for c in _counted(tree, node):
                out |= tree.words((c, *(tree.kids(c, "compound") if tree.tag[c] == "NNS" else ())))
                out.update(entities.classes(c))
    return out


@cache
def _envoys() -> frozenset[str]:
    return word_classes()["envoy"] | {"commissioner"}


def _unnamed(tree: Tree, entities: EntityView, tokens: list[int]) -> set[str]:
    """What nominals say of those they denote: "the White House" is no house, "the Arab League" none of clubs."""
    return _content(tree, entities, tokens, "@state")


def _object_conditions(tree: Tree, entities: EntityView, frame: Frame, i: int, tokens: tuple[int, ...]) -> bool:
    sense = frame.sense
    if not (sense.objects or sense.not_objects):
        return True
    found = _objects(tree, i, tokens, required=bool(sense.objects))
    objects = _content(tree, entities, found)
    within = [c for o in tokens if o != i for c in tree.kids(o, "compound", "amod") if c not in tokens]
    if not (
        _avoids(sense.not_objects, objects)
        or _avoids_heads(tree, entities, i, tokens, sense.not_objects)
        or _avoids(sense.not_objects, _unnamed(tree, entities, found))
    ):
        return False
    kinds = {kind for c in within for kind in entities.classes(c)}
    return _avoids(sense.not_objects, tree.words(within) | kinds) and _meets(sense.objects, objects | set(frame.words))


def _avoids_heads(tree: Tree, entities: EntityView, i: int, tokens: tuple[int, ...], excluded: tuple[str, ...]) -> bool:
    """Whether what is excluded only stands before a building or a force: "struck an oil refinery", not "struck oil".

    What such a phrase as a whole denotes is excluded with it: "police personnel" are police.
    """
    heads = [n for o in tree.logical_object(i) if o not in tokens for n in tree.conjuncts(o)]
    return bool(heads) and all(
        tree.lemma[n] in _solid() and _avoids(excluded, tree.words((n,)) | {*entities.classes(n)}) for n in heads
    )


@cache
def _solid() -> frozenset[str]:
    return frozenset.union(*(word_classes()[name] for name in ("building", "troops", "weapons", "office_holder")))


def _counted(tree: Tree, node: int) -> list[int]:
    """Numbers with a nominal and what it counts: "tens of thousands of troops"."""
    sums = word_classes()["money"]  # "two" says nothing of what "two villages" are, "million" of "million rupees" does
    found = [c for c in tree.kids(node, "nummod") if tree.pos[node] != "NOUN" or tree.lemma[c] in sums]
    for _ in range(3):
        of = [c for c in tree.kids(node, "nmod") if tree.preposition(c) == "of"]
        found += of
        if not of or tree.lemma[of[0]] not in word_classes()["quantity"] | word_classes()["share"]:
            break
        node = of[0]
    return found


_OWN = frozenset({"its", "his", "their", "our", "my"})


def complement_words(tree: Tree, i: int) -> set[str]:
    """Words of what a predicate demands, promises or refuses: its complements three levels down."""
    return tree.words(c for level in complement_levels(tree, i) for c in level)


def complement_levels(tree: Tree, i: int) -> list[list[int]]:
    """The complements of a predicate, what hangs from these, and what hangs from that.

    Neither what is done besides ("and warned …") nor what is said or done with it ("saying that …") belongs to them.
    """
    level = [
        c
        for c in tree.children[i]
        if tree.dep[c] in _CLAUSE_LINKS
        and tree.dep[c] not in ("nsubj", "nsubj:pass", "csubj")
        and not (tree.is_verbal(i) and (tree.dep[c] == "conj" or _is_beside(tree, c)))
    ]
    if tree.is_passive(i):
        level += tree.kids(i, "nsubj:pass")
    levels = []
    for _ in range(3):
        levels.append(level)
        level = [
            c
            for node in level
            for c in tree.children[node]
            if tree.dep[c] in _CLAUSE_LINKS and tree.dep[c] != "acl:relcl"
        ]
    return levels


def _is_beside(tree: Tree, c: int) -> bool:
    """A clause that tells when, why or on what condition, or what is said or done with it, not what for."""
    if tree.dep[c] != "advcl" or tree.is_infinitive(c):
        return False
    marks = {tree.lower[m] for m in tree.kids(c, "mark", "case")}
    return bool(marks & _CIRCUMSTANCE) or (tree.tag[c] == "VBG" and not marks)


def _meets(required: tuple[str, ...], found: set[str]) -> bool:
    return not required or _has_one(required, found)


def _avoids(excluded: tuple[str, ...], found: set[str]) -> bool:
    return not excluded or not _has_one(excluded, found)


def _has_one(listed: tuple[str, ...], found: set[str]) -> bool:
    """Whether one of the words is there, or all words of a phrase: "field hospital"."""
    return not expand(listed).isdisjoint(found) or any(phrase <= found for phrase in _phrases(listed))


@cache
def _phrases(listed: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(entry.split()) for entry in sorted(expand(listed)) if " " in entry)


def _subject_conditions(tree: Tree, entities: EntityView, frame: Frame, i: int) -> bool:
    sense = frame.sense
    if not (sense.subjects or sense.not_subjects):
        return True
    subjects = tree.logical_subject(i)
    words = _content(tree, entities, subjects)
    if any(tree.lower[s] == "it" and any(entities.classes(s)) for s in subjects):
        words.discard("it")  # "the army said | it | sank two boats" tells who did
    unnamed = not words and tree.is_passive(i)
    if unnamed and sense.subjects and (not sense.agentless or tree.dep[i] == "amod" or tree.lower[i - 1] == "-"):
        return False
    if not (unnamed or _meets(sense.subjects, words)):
        return False
    return _avoids(sense.not_subjects, _without_carriers(tree, subjects, words)) or _avoids(
        sense.not_subjects, _without_carriers(tree, subjects, _unnamed(tree, entities, subjects)) & words
    )


def _verb_conditions(tree: Tree, entities: EntityView, frame: Frame, i: int, tokens: tuple[int, ...]) -> bool:
    if not _is_in_its_text(entities, frame) or not _object_conditions(tree, entities, frame, i, tokens):
        return False
    if not _subject_conditions(tree, entities, frame, i):
        return False
    if not _complement_conditions(tree, entities, frame, i):
        return False
    if tree.dep[i] == "amod":
        return tree.tag[i] != "VBG" and frame.event_type in _ATTRIBUTIVE and tree.lemma[i] not in _STATES
    return tree.dep[i] != "compound"


def _without_carriers(tree: Tree, subjects: list[int], found: set[str]) -> set[str]:
    """The words of a subject without what carried or hid a bomb: "a car bomb killed two" tells of no car.

    That a bomber meant to die ("a suicide car bomber") still says that no aircraft is meant.
    """
    bombs = [n for s in subjects for n in tree.conjuncts(s) if tree.lemma[n] in _BLASTS]
    return found - tree.words(c for n in bombs for c in tree.kids(n, "compound") if tree.lower[c] != "suicide")


_BLASTS = words("events", "bombs-and-blasts")


def _is_somebody_told_to(tree: Tree, entities: EntityView, i: int) -> bool:
    """As in "asked the bank to reschedule its debt": whatever it is, somebody is asked to do it.

    A state or a force is also asked for things ("asked NATO for air cover"), and to do what the parse takes for a
    purpose.
    """
    told = [o for o in (*tree.kids(i, "iobj"), *tree.logical_object(i)) if any(entities.classes(o))]
    if not told or any(tree.is_infinitive(c) for c in tree.kids(i, "xcomp")):
        return bool(told)
    if not any({"@state", "@armed"} & {*entities.classes(o)} for o in told):
        return False
    return any(tree.is_infinitive(c) for c in tree.kids(i, "advcl")) or any(p == "for" for p, _ in tree.obliques(i))


def _tells_of_past(tree: Tree, i: int) -> bool:
    """Whether what is said is told as done: "said they had hit the ship in retaliation"."""
    return any(
        not tree.has(c, "cop")
        and (tree.tag[c] == "VBD" or _PAST_AUXILIARIES & {tree.lower[a] for a in tree.kids(c, "aux", "aux:pass")})
        and tree.lemma[c] not in _OF_WHAT_IS_TO_BE
        for c in tree.kids(i, "ccomp")
    )


_PAST_AUXILIARIES = frozenset({"had", "has", "have", "was", "were"})
_OF_WHAT_IS_TO_BE = words("events", "verbs-of-intent")


def _complement_conditions(tree: Tree, entities: EntityView, frame: Frame, i: int) -> bool:
    sense = frame.sense
    if tree.lemma[i] == "ask" and _is_question(tree, i):
        return False
    if sense.complement or sense.not_complement:
        words = complement_words(tree, i)
        asked = frame.event_type == "REQUEST" and _is_somebody_told_to(tree, entities, i)
        if not (asked or _meets(sense.complement, words)) or not _avoids(sense.not_complement, words):
            return False
        if frame.event_type == "THREATEN" and _tells_of_past(tree, i):
            return False
    if sense.named and tree.dep[i] == "acl:relcl" and tree.lower[tree.head[i]] == "what":
        return False  # "a raid on what the army described as terrorists": a name in passing
    return not sense.named or _meets(sense.named, _content(tree, entities, _names_given(tree, i)))


def _objects(tree: Tree, i: int, tokens: tuple[int, ...], *, required: bool) -> list[int]:
    """The objects of a verb outside its trigger; where there is none but one is required, its nearest obliques.

    What somebody is provided with counts as an object.
    """
    found = [o for o in tree.logical_object(i) if o not in tokens]
    if required and tree.lemma[i] in _PROVIDING:
        found += [c for preposition, c in tree.obliques(i) if preposition == "with" and c not in tokens]
    if not found and required and tree.lemma[i] != "return":  # "returned from exile" returns nobody
        inside = [t for t in tokens if t != i and tree.pos[t] == "NOUN"]
        for node in (i, *inside, *tree.kids(i, "advmod")):
            found += [
                c
                for p, c in tree.obliques(node)
                if c not in tokens and (not p or p.split()[-1] in _OBJECT_PREPOSITIONS)
            ]
        found += tree.kids(i, "iobj")
    return found


def _adjective(tree: Tree, index: FrameIndex, entities: EntityView, i: int, dates: frozenset[int]) -> Predicate | None:
    for key in _keys(tree, i):
        for frame in index.adjectives.get(key, ()):
            if _verb_conditions(tree, entities, frame, i, (i,)):
                return Predicate(frame, i, (i,))
    if tree.tag[i] == "VBN":
        return _verb(tree, index, entities, i, dates)
    return None


def _is_exception(tree: Tree, i: int) -> bool:
    """As in "barring a few scuffles, the day was calm": nobody is barred from anything."""
    excepting = tree.lower[i] == "barring" and not tree.has(i, "nsubj", "aux")
    return excepting and all(preposition != "from" for preposition, _ in tree.obliques(i))


def _is_gerund_noun(tree: Tree, i: int) -> bool:
    """As in "a revenge killing by a gang", "in police firing": a verb's form with a noun's dependents."""
    if tree.tag[i] != "VBG" or tree.dep[i] not in _NOMINAL_LINKS:
        return False
    if tree.dep[i] != "advcl" and tree.has(i, "det", "nmod:poss", "nmod", "amod"):
        return True
    return tree.has(i, "compound") and not tree.has(i, "obj")


_NOMINAL_LINKS = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj", "advcl"})


def _refers_back(tree: Tree, i: int, told: set[str]) -> bool:
    """Whether a definite noun takes up one told before: "the strikes" after "airstrikes"."""
    if not any(tree.lower[c] in ("the", "these", "this", "both") for c in tree.kids(i, "det")):
        return False
    return any(lemma.endswith(tree.lemma[i]) for lemma in told)


def _is_preposition(tree: Tree, i: int) -> bool:
    """Whether a bare noun only builds a preposition: "in protest of", "in support of"."""
    return (
        (
            tree.lemma[i] in _PREPOSITIONAL
            and (tree.preposition(i) == "in" or tree.lower[i - 1] == "in")  # "with and in support of"
            and not tree.has(i, "det", "amod", "nmod:poss", "compound")
        )
        or (tree.lemma[i] in _HELP and tree.lower[i + 1 : i + 2] == ["of"] and _with_the(tree, i))
    )


def _with_the(tree: Tree, i: int) -> bool:
    """As in "with the help of", "with aid of": whose help it is tells by what means something was done."""
    return tree.lower[i - 1] == "with" or tree.lower[max(i - 2, 0) : i] == ["with", "the"]


_HELP = frozenset({"help", "aid", "assistance"})


def _is_listening(tree: Tree, i: int) -> bool:
    """As in "the inquiry heard that …", "a court martial was told": a body that sits, not what it does."""
    verb = tree.head[i]
    return (tree.dep[i], tree.lemma[verb]) in {("nsubj", "hear"), ("nsubj:pass", "tell")} and verb != i


def _is_acted_on(tree: Tree, index: FrameIndex, i: int) -> bool:
    """Whether something is done to a bomb or bomber: "a suicide bomber was arrested" tells of no bombing."""
    hit = tree.lemma[i] in _ATTACKERS and tree.dep[i] in ("obj", "nsubj:pass")
    return hit or _has_not_gone_off(tree, index, i)


def _has_not_gone_off(tree: Tree, index: FrameIndex, i: int) -> bool:
    """As in "the strike destroyed two mines and a car bomb", "a sale of bombs": they are destroyed, or are goods."""
    first = i
    while tree.dep[first] == "conj":
        first = tree.head[first]
    governor = tree.head[first]
    if tree.lemma[i] not in _EXPLOSIVES or any(f.event_type != "ASSAULT" for f in index.nouns.get(tree.lemma[i], ())):
        return False  # nor are charges made against somebody goods
    if tree.dep[first] == "nmod":
        return tree.preposition(first) == "of" and tree.lemma[governor] in _SUPPLY
    if tree.dep[first] not in ("obj", "nsubj:pass"):
        return False
    goods = tree.lemma[governor] in _SUPPLYING and tree.tag[i] == "NNS"
    return goods or any(frame.sense_id == "destroy" for frame in index.verbs.get(tree.lemma[governor], ()))


_SUPPLYING = words("events", "verbs-of-supply")
_SUPPLY = words("events", "nouns-of-supply")
_EXPLOSIVES = words("events", "explosives")
_ATTACKERS = words("events", "perpetrators")


def _noun(tree: Tree, index: FrameIndex, entities: EntityView, i: int, told: dict[str, set[str]]) -> Predicate | None:
    candidates = [frame for key in _keys(tree, i) for frame in index.nouns.get(key, ())]
    multi = index.multiword_heads.get(tree.lower[i], ()) or index.multiword_heads.get(tree.lemma[i], ())
    if not candidates and not multi:
        return None
    if tree.pos[i] in ("VERB", "ADJ") and not _is_gerund_noun(tree, i):
        return None
    if tree.dep[i] == "compound" and tree.head[i] > i and tree.pos[tree.head[i]] in NOMINAL:
        return None
    if _is_preposition(tree, i) or _is_name_given(tree, i) or _is_listening(tree, i) or _is_acted_on(tree, index, i):
        return None
    fails = tree.dep[i] == "nsubj" and tree.lemma[tree.head[i]] in _FAILING
    for frame in sorted([*candidates, *multi], key=lambda f: f.rank):
        tokens = _matching_words(tree, i, frame)
        if tokens is None or (fails and frame.event_type == "AGREE") or not _noun_conditions(tree, entities, frame, i):
            continue
        if frame.sense.predicative and not (
            tree.has(i, "cop") or (tree.dep[i] == "conj" and tree.has(tree.head[i], "cop"))
        ):
            continue
        support, suffered = _support(tree, index, frame, i)
        does_harm = (
            frame.event_type == "ASSAULT"
            and tree.dep[i] == "nsubj"
            and tree.lemma[tree.head[i]] in word_classes()["harming"]
        )
        if (
            frame.weak
            and support is None
            and not does_harm
            and not _has_participant(tree, entities, frame, i)
            and not _refers_back(tree, i, told.get(frame.event_type, set()))
        ):
            continue
        if support is not None:
            tokens = (*tokens, support)
        return Predicate(frame, i, tuple(sorted(tokens)), support, suffered)
    return None


def _matching_words(tree: Tree, i: int, frame: Frame) -> tuple[int, ...] | None:
    """Tokens of a noun predicate, hyphens between its words not counting. None if they are not there."""
    if frame.head_first:
        return _words_after(tree, i, frame.words)
    tokens, at = [i], i - 1
    for word in reversed(frame.words):
        while at >= 0 and tree.lower[at] == "-":
            at -= 1
        if at < 0 or word not in (tree.lower[at], tree.lemma[at]):
            return None
        tokens.append(at)
        at -= 1
    return tuple(tokens)


def _words_after(tree: Tree, i: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    tokens, at = [i], i + 1
    for word in words:
        while at < len(tree.lower) and (
            tree.lower[at] == "-" or (_is_before_noun(tree, at, words) and word not in (tree.lower[at], tree.lemma[at]))
        ):
            at += 1
        if at >= len(tree.lower) or word not in (tree.lower[at], tree.lemma[at]):
            return None
        if word == "to" == words[-1] and tree.dep[at] == "mark" and tree.is_infinitive(tree.head[at]):
            return None  # "support to eliminate them" is given to nobody
        tokens.append(at)
        at += 1
    return tuple(tokens)


def _is_before_noun(tree: Tree, at: int, words: tuple[str, ...]) -> bool:
    """As the words between in "withdrawal from | the World Health | Organization", where the last is whose it is."""
    named = words[0] == "from" and tree.dep[at] == "compound" and tree.head[at] > at
    return named or tree.pos[at] in ("DET", "ADJ", "NUM", "PRON")


_AT_WHAT = frozenset({"on", "against"})


def _is_in_its_text(entities: EntityView, frame: Frame) -> bool:
    """Whether the text as a whole is about what the sense asks for: a strike where nurses want pay is no air strike."""
    sense = frame.sense
    return not sense.text or bool(expand(sense.text) & entities.text and not expand(sense.not_text) & entities.text)


def _noun_conditions(tree: Tree, entities: EntityView, frame: Frame, i: int) -> bool:
    sense = frame.sense
    if not _is_in_its_text(entities, frame):
        return False
    if sense.mods or sense.not_mods:
        modifiers = [
            c for c in tree.children[i] if tree.dep[c] in ("compound", "amod", "nmod:poss", "nmod:unmarked", "nummod")
        ]
        if i > 1 and tree.lower[i - 1] == "-":
            modifiers.append(i - 2)
        modifiers += [i + 1] if i + 1 < len(tree.lower) and tree.head[i + 1] == i else []
        words = tree.words(modifiers)
        for modifier in modifiers:
            words.update(entities.classes(modifier))
        if not _meets(sense.mods, words) or not _avoids(sense.not_mods, words):
            return False
    if sense.objects or sense.not_objects:
        of = [c for p, c in tree.obliques(i) if p == "of"] + tree.kids(i, "compound")
        on = [c for p, c in tree.obliques(i) if p in _AT_WHAT and p in frame.recipient]
        words = _content(tree, entities, of) | tree.words(on)
        if not _meets(sense.objects, words) or not _avoids(sense.not_objects, words):
            return False
    if sense.not_subjects and not _avoids(sense.not_subjects, _content(tree, entities, _doers(tree, i))):
        return False
    if sense.complement or sense.not_complement:
        words = complement_words(tree, i)
        return _meets(sense.complement, words) and _avoids(sense.not_complement, words)
    return True


def _doers(tree: Tree, noun: int) -> list[int]:
    """Whose deed a noun may name: "a raid by | the rebels", "games run by | a club"."""
    run = [a for c in tree.kids(noun, "acl") for a in tree.kids(c, "obl:agent")]
    return [c for preposition, c in tree.obliques(noun) if preposition in ("by", "of")] + run


def _support(tree: Tree, index: FrameIndex, frame: Frame, i: int) -> tuple[int | None, bool]:  # noqa: PLR0911 - one return per grammatical case
    """The verb that carries an event noun, and whether its subject suffers the event."""
    node = i
    for _ in range(4):
        head, dep = tree.head[node], tree.dep[node]
        if head == node:
            return None, False
        if dep == "conj":
            node = head
            continue
        if not tree.is_verbal(head):
            if dep == "nmod" and tree.preposition(node) == "of" and tree.lemma[head] in word_classes()["stretch"]:
                node = head
                continue
            return None, False
        preposition = tree.preposition(node)
        lemma = tree.lemma[head]
        if dep == "obl" and lemma in index.oblique_support.get(preposition, ()):
            return head, preposition == "under" or lemma in ("subject", "escape", "survive")
        if (lemma in _ENDING and frame.event_type == "ASSAULT") or (lemma in _NAMING and _is_naming(tree, head)):
            return None, False
        if lemma in _ANNOUNCING and tree.lemma[i] in _DYING:
            return None, False
        if dep in ("obj", "nsubj:pass") or (dep == "obl" and preposition in ("out", "with") and lemma == "carry"):
            if lemma in index.support_actor and not (lemma in index.support_recipient and lemma in _SUFFERING):
                return head, False
            if lemma in index.support_recipient:
                return head, True
        if dep in ("nsubj:pass",) and lemma in index.support_actor:
            return head, False
        return None, False
    return None, False


_CIRCUMSTANCE = frozenset(
    {
        "if",
        "unless",
        "as",
        "because",
        "while",
        "after",
        "before",
        "when",
        "since",
        "until",
        "although",
        "though",
        "once",
    }
    | {"whereas", "despite"}
)
_NAMING = words("events", "verbs-of-judging")
_PROVIDING = words("events", "verbs-of-providing")
_OBJECT_PREPOSITIONS = frozenset(
    {"down", "up", "of", "on", "at", "from", "in", "with", "to", "against", "for", "after", "into", "over"}
)
_IRREGULAR = forms("events", "lemmas")
_BEFORE_DATES = frozenset({"on", "in", "at", "by", "from"})
_COPULAS = frozenset({"be", "remain", "stay", "become", "get"})
_ATTRIBUTIVE = frozenset({"COERCE", "ASSAULT", "SANCTION", "RETREAT"})
_MATERIAL = frozenset({"COERCE", "RETREAT", "MOBILIZE", "AID", "PROTEST", "CONCEDE"})
_LIGHT = words("events", "light-verbs")
_INSISTING = words("events", "verbs-of-insisting")
_PREPOSITIONAL = words("events", "nouns-of-prepositions")
_STATES = words("events", "participles-of-state")
_ENDING = words("events", "verbs-of-ending")
_ANNOUNCING = words("events", "verbs-of-announcing")
_DYING = words("events", "nouns-of-dying")
_FAILING = words("events", "verbs-of-failing")
_SUFFERING = words("events", "verbs-of-suffering")


def _takes_place(tree: Tree, frame: Frame, i: int) -> bool:
    """As in "a meeting will take place between the two": talks that are said to happen need nobody beside them."""
    verb = tree.head[i]
    if frame.event_type != "CONSULT" or tree.dep[i] != "nsubj" or tree.is_passive(verb):
        return False
    places = tree.lemma[verb] == "take" and any(
        tree.lower[c] == "place" for c in tree.kids(verb, "obj", "compound:prt")
    )
    return places or tree.lemma[verb] in _HAPPENING


_HAPPENING = frozenset({"occur", "happen"})


def _has_participant(tree: Tree, entities: EntityView, frame: Frame, i: int) -> bool:
    if _takes_place(tree, frame, i):
        return True
    for c in tree.children[i]:
        dep = tree.dep[c]
        preposition = tree.preposition(c) if dep in ("nmod", "obl") else ""
        slot = {"nmod:poss": "poss", "compound": "mod", "amod": "mod"}.get(dep, preposition)
        if slot and slot in (*frame.actor, *frame.recipient):
            if slot in ("by", "against", "between", "on", "with", "poss") and (
                slot != "on" or any(entities.classes(c))
            ):
                return True
            if any(entities.classes(n) for n in tree.conjuncts(c)):
                return True
    return False
