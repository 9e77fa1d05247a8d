"""Whether what a predicate tells of happened, will, might or did not, and how surely the text says so.

Scope is read off the dependency tree: from the predicate upwards, each clause is asked for its auxiliaries, negators
and
subordinators, and each governor for what it does to the clause or noun below it. Nothing outside that path counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines import lexicon
from pipelines.extract.dependencies import Tree
from pipelines.extract.events import conditions
from pipelines.extract.events.frames import Words, frame_index, word_classes
from pipelines.lexicon import words

PRESUPPOSING = frozenset(
    {"after", "following", "since", "during", "despite", "amid", "amidst", "because", "over", "before", "given", "upon"}
    | {"as", "until", "in response to", "because of", "in the wake of", "in the aftermath of", "in aftermath of"}
    | {"as a result of", "due to", "in retaliation for"}
)
CONTINUING = words("events", "verbs-of-continuing")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


@dataclass(frozen=True, slots=True)
class Reality:
    """`modality`: actual | future | hypothetical | negated. `certainty`: certain | probable | possible."""

    modality: str
    certainty: str


_PROPOSING = words("events", "verbs-of-proposing")
_UNREAL_SUPPORT = words("events", "verbs-before-unreal-events")


@cache
def operators() -> dict[str, frozenset[str]]:
    """The word lists of `modality.yaml`."""
    return {name: frozenset(words) for name, words in lexicon.load("modality.yaml", dict[str, Words]).items()}


@dataclass(slots=True)
class _Scope:
    """What the path upwards has met so far."""

    future: bool = False
    hypothetical: bool = False
    negations: int = 0
    ruled_out: bool = False
    possible: bool = False
    probable: bool = False
    arranged: bool = False  # "planned talks": what becomes of them does not undo that they are to come
    depth: int = 0  # clauses of time that asked for what stands above them

    def outcome(self) -> Reality:
        negated = self.negations % 2 == 1
        if self.hypothetical or (self.negations == 2 and self.ruled_out):
            modality = "future" if self.arranged else "hypothetical"
        elif negated:
            modality = "negated"
        else:
            modality = "future" if self.future else "actual"
        certainty = "possible" if self.possible else "probable" if self.probable else "certain"
        return Reality(modality, certainty)


def reality(tree: Tree, root: int, support: int | None = None, trigger: tuple[int, ...] = ()) -> Reality:
    """Modality and certainty of the event at `root` (its noun or verb) with its support verb, if any."""
    return _read(tree, root, support, trigger, 0)


def _above(tree: Tree, head: int, scope: _Scope) -> str:
    """The modality of what stands above a clause; below three such clauses it is taken for actual."""
    return _read(tree, head, None, (), scope.depth + 1).modality if scope.depth < _DEEPEST else "actual"


_DEEPEST = 3


def _read(tree: Tree, root: int, support: int | None, trigger: tuple[int, ...], depth: int) -> Reality:
    scope = _Scope(hypothetical=_is_asked(tree, root), future=tree.lower[root] in _AWAITED, depth=depth)
    node = root
    if not tree.is_verbal(node) and _is_under_way(tree, node):
        return scope.outcome()
    if not tree.is_verbal(node):
        scope.hypothetical |= tree.lemma[node] in _PLOTS
        _noun_modifiers(tree, node, scope, trigger)
        if support is not None and _is_carried_out(tree, support):
            scope.hypothetical = scope.future = False
        if support is not None and tree.lemma[support] in CONTINUING and _is_definite(tree, node):
            return scope.outcome()
    inherited_clause = False
    via = node
    for _ in range(20):
        clausal = tree.is_verbal(node) or tree.has(node, "cop")
        if clausal:
            _clause(tree, node, scope, via, trigger, skip_auxiliaries=inherited_clause)
        inherited_clause = False
        step = _climb_clause(tree, node, scope) if clausal else _climb_noun(tree, node, scope, support)
        if step is None:
            break
        via = node
        node, inherited_clause = step
    return scope.outcome()


_AWAITED = frozenset({"due", "expected", "scheduled"})
"""What somebody is told of with these is still to come: "is due in Cairo"."""


def _is_carried_out(tree: Tree, support: int) -> bool:
    """As in "mounted its long-threatened invasion": what was planned is there now."""
    return tree.lemma[support] in _DOING and tree.tag[support] in ("VBD", "VBN", "VBZ")


def _is_under_way(tree: Tree, noun: int) -> bool:
    """As in "could derail the ongoing talks": whatever may become of them, they are there."""
    return any(tree.lower[c] in _UNDER_WAY for c in tree.kids(noun, "amod"))


_UNDER_WAY = words("events", "adjectives-of-what-goes-on")
_PLOTS = frozenset({"plot", "conspiracy"})
_DOING = words("events", "verbs-of-carrying-out")
_MAIN = frozenset({"ccomp", "csubj", "xcomp", "conj", "obj", "nsubj", "nsubj:pass", "obl", "parataxis"})


def _is_asked(tree: Tree, root: int) -> bool:
    """Whether a question of yes or no is about the event: "has the army attacked?", but not "why did it attack?"."""
    first, end = tree.sentence_span[tree.sentence[root]]
    closing = next(
        (i for i in range(end - 1, max(first, end - 4) - 1, -1) if tree.pos[i] == "PUNCT" and tree.lower[i] == "?"),
        None,
    )
    if closing is None or any(tree.tag[i] in ("WRB", "WP", "WDT", "WP$") for i in range(first, min(root, first + 6))):
        return False
    node = root
    for _ in range(8):
        if tree.head[node] == node:
            return True
        if tree.dep[node] not in _MAIN:
            return False
        node = tree.head[node]
    return False


def _noun_modifiers(tree: Tree, node: int, scope: _Scope, trigger: tuple[int, ...] = ()) -> None:
    words = operators()
    for c in tree.kids(node, "acl"):  # "the truce proposed by the envoy"
        if tree.tag[c] in ("VBN", "VBD") and c not in trigger and tree.lemma[c] in _WISHED:
            scope.hypothetical = True
        arranged = tree.tag[c] == "VBN" and tree.lower[c] in _ARRANGED and c == node + 1
        told = tree.lower[c + 1 : c + 2] == ["by"] or _came_about(tree, node, c)
        if arranged and not told:  # who planned what was done is told of it, too
            scope.future = scope.arranged = True
    if _is_not_one(tree, node):
        scope.negations += 1
    for c in tree.children[node]:
        if tree.dep[c] not in ("det", "amod", "compound", "nmod:poss", "advmod", "cc:preconj") or c in trigger:
            continue
        form, lemma = tree.lower[c], tree.lemma[c]
        if form in ("no", "neither") or lemma in words["adjectives_negative"]:
            scope.negations += 1
        elif lemma in words["adjectives_future"] or form in words["adjectives_future"]:
            scope.future = True
            scope.arranged |= form in _ARRANGED
        elif form in words["adjectives_hypothetical"] or lemma in words["adjectives_hypothetical"]:
            if form == "any" and _under_negation(tree, node):
                continue
            scope.hypothetical = True
            scope.possible = True
        elif lemma in words["adjectives_possible"] or form in words["adjectives_possible"]:
            scope.possible = True


def _came_about(tree: Tree, node: int, planned: int) -> bool:
    """As in "the march planned by the union ended in clashes": it has been planned by somebody, and took place."""
    verb = tree.head[node]
    return bool(tree.agents(planned)) and tree.dep[node] == "nsubj" and tree.tag[verb] == "VBD"


_ARRANGED = frozenset({"planned", "scheduled"})
_WISHED = words("events", "verbs-of-wishing")


def _does_nothing(tree: Tree, preventing: int) -> bool:
    """As in "did nothing to stop the lynching", "failed to prevent the attack": it was not prevented."""
    above = tree.head[preventing]
    if tree.dep[preventing] in ("acl", "advcl") and (tree.lower[above] in _NOTHING or tree.has(above, "obj")):
        return any(tree.lower[c] in _NOTHING for c in (above, *tree.kids(above, "obj")))
    return tree.dep[preventing] == "xcomp" and tree.lemma[above] in ("fail", "neglect")


_NOTHING = frozenset({"nothing", "little"})
_UNDERTAKINGS = words("events", "undertakings")
_UTTERED = words("events", "utterances")
_NEGOTIABLE = words("events", "subjects-of-talks")


def _under_negation(tree: Tree, node: int) -> bool:
    verb = tree.head[node]
    if tree.dep[verb] == "ccomp" and tree.lemma[tree.head[verb]] in operators()["negative"]:
        return True  # "denied that any coup had been planned"
    return tree.lower[tree.head[verb]] == "yet" or any(_is_negator(tree, c) for c in tree.children[verb])


def _is_negator(tree: Tree, i: int) -> bool:
    if tree.lower[i] == "longer" and any(tree.lower[c] == "no" for c in tree.children[i]):
        return True
    if i + 1 < len(tree.lower) and tree.lower[i + 1] in ("only", "just", "merely"):
        return False
    if tree.lower[i] == "nor" and tree.dep[i] == "cc":
        clause = tree.head[i]
        if tree.dep[clause] == "conj" and any(tree.lower[c] == "neither" for c in tree.children[tree.head[clause]]):
            return False  # the first verb's "neither" holds for both
        return clause == i + 1 or tree.dep[clause] != "conj"
    return tree.lower[i] in operators()["negators"] and tree.dep[i] in (
        "advmod",
        "det",
        "cc:preconj",
        "advmod:emph",
        "discourse",
    )


def _is_still_to_come(tree: Tree, i: int) -> bool:
    """As in "is yet to be arrested"."""
    return tree.lower[i] == "yet" and i + 1 < len(tree.lower) and tree.lower[i + 1] == "to" and tree.dep[i] == "advmod"


def _undoes(tree: Tree, i: int) -> bool:
    return (
        _is_negator(tree, i)
        or _is_still_to_come(tree, i)
        or (tree.dep[i] == "advmod" and conditions.is_almost(tree, i))
    )


def _clause(
    tree: Tree, node: int, scope: _Scope, via: int, trigger: tuple[int, ...], *, skip_auxiliaries: bool
) -> None:
    """Read the auxiliaries, negators, hedges and conditions of one clause, entered from its part `via`."""
    words = operators()
    modal = False
    for c in tree.children[node]:
        form, dep = tree.lower[c], tree.dep[c]
        if c in trigger and form in ("not", "n't", "n’t"):
            continue
        if dep in ("aux", "aux:pass") and not skip_auxiliaries:
            modal = _auxiliary(tree, node, form, scope) or modal
        elif _undoes(tree, c) and not skip_auxiliaries:
            scope.negations += 1
        elif dep == "advmod":
            scope.probable |= tree.lemma[c] in words["probable"] or form in words["probable"]
            possible = form in words["possible"]
            scope.possible |= possible
            scope.hypothetical |= form in ("perhaps", "possibly", "potentially", "maybe")
        elif dep == "mark" and form in words["conditional"]:
            scope.hypothetical = scope.possible = True
        elif c == via:
            continue
        elif dep in ("nsubj", "nsubj:pass") and (tree.lower[c] in ("nobody", "none", "nothing") or _has_no(tree, c)):
            scope.negations += 0 if via != node and _has_own_subject(tree, via) else 1
        elif (
            dep == "obj"
            and (tree.lower[c] in ("nobody", "none", "nothing") or _has_no(tree, c))
            and tree.head[c] == node
        ):
            scope.negations += 0 if skip_auxiliaries else _counts_object(tree, node)
        elif dep in ("case", "mark") and form == "due" and any(tree.lower[g] == "to" for g in tree.kids(c, "fixed")):
            scope.future |= tree.tag[node] in ("VB", "VBN")  # "is due to meet", taken for the preposition
    _stand_under_conditions(tree, node, scope, modal=modal)
    scope.future |= not skip_auxiliaries and conditions.is_arranged(tree, node)


def _stand_under_conditions(tree: Tree, node: int, scope: _Scope, *, modal: bool) -> None:
    """Whether a clause hangs on a condition, a scenario, whoever it may be, or a subject such as "one option"."""
    if (modal or conditions.is_simple_present(tree, node)) and any(
        _is_condition(tree, c) for c in tree.kids(node, "advcl")
    ):
        scope.hypothetical = scope.possible = True
    scope.hypothetical |= conditions.is_supposed(tree, node) or conditions.is_of_anybody(tree, node)
    scope.hypothetical |= conditions.is_proviso(tree, node) or conditions.is_command(tree, node)
    supposed = operators()["subjects_hypothetical"]
    if tree.has(node, "cop") and any(tree.lemma[c] in supposed for c in tree.kids(node, "nsubj")):
        scope.hypothetical = scope.possible = True


def _has_own_subject(tree: Tree, clause: int) -> bool:
    """As in "nobody was killed, but five houses were destroyed": nobody is the subject of the first clause alone."""
    return tree.dep[clause] == "conj" and tree.has(clause, "nsubj", "nsubj:pass")


def _counts_object(tree: Tree, node: int) -> int:
    """Whether what is done to nothing is not done: "fired no shots", not "lost no time", "violence solves nothing"."""
    return int(tree.lemma[node] in _DONE_TO)


_DONE_TO = words("events", "verbs-undone-by-no")


def _has_no(tree: Tree, i: int) -> bool:
    """As in "no soldier", "neither soldier", "not one soldier", "not a single soldier"."""
    if any(tree.lower[c] in ("no", "neither") and tree.dep[c] in ("det", "cc:preconj") for c in tree.children[i]):
        return True
    return _is_not_one(tree, i)


def _is_not_one(tree: Tree, i: int) -> bool:
    """As in "not one soldier", "not a single soldier"."""
    first = min((c for c in tree.children[i] if c < i), default=i)
    counted = any(tree.lower[c] in ("one", "single") for c in tree.children[i])
    return counted and "not" in (tree.lower[first], tree.lower[first - 1] if first else "")


def _is_condition(tree: Tree, i: int) -> bool:
    conditional = operators()["conditional"]
    return any(tree.lower[c] in conditional for c in tree.kids(i, "mark")) or _inverted_should(tree, i)


def _inverted_should(tree: Tree, i: int) -> bool:
    subjects = tree.kids(i, "nsubj", "nsubj:pass")
    return bool(subjects) and any(
        tree.lower[c] in ("should", "were", "had") and c < subjects[0] for c in tree.kids(i, "aux", "aux:pass")
    )


def _auxiliary(tree: Tree, node: int, form: str, scope: _Scope) -> bool:
    words = operators()
    if form in words["modal_future"]:
        scope.future = True
        return True
    if form in ("'d", "’d") and tree.tag[node] in ("VBN", "VBD"):
        return False  # had
    if form not in words["modal_hypothetical"]:
        if form in ("were", "had") and _inverted_should(tree, node):
            scope.hypothetical = scope.possible = True
        return False
    if form in ("would", "'d", "’d") and _reported_future(tree, node):
        scope.future = True
        return True
    if form in ("can", "could", "ca") and any(_is_negator(tree, c) for c in tree.children[node]):
        return True
    scope.hypothetical = True
    scope.possible |= form in words["modal_possible"] or (form == "should" and _inverted_should(tree, node))
    return True


def _reported_future(tree: Tree, node: int) -> bool:
    """`would` below a verb of saying in the past is a future told afterwards, unless it stands in a condition."""
    for _ in range(4):
        if any(_is_condition(tree, c) for c in tree.kids(node, "advcl")):
            return False
        if tree.dep[node] == "ccomp":
            governor = tree.head[node]
            return tree.tag[governor] in ("VBD", "VBN") and tree.lemma[governor] not in _OPINING
        if tree.dep[node] not in ("xcomp", "conj"):
            return False
        node = tree.head[node]
    return False


_OPINING = words("events", "verbs-of-opinion")


def _climb_clause(tree: Tree, node: int, scope: _Scope) -> tuple[int, bool] | None:
    """The next node above a clause and whether its auxiliaries belong to another subject; None where scope ends."""
    head, dep = tree.head[node], tree.dep[node]
    if head == node:
        if tree.is_infinitive(node) and tree.tag[node] == "VB":
            scope.future = True
        return None
    if dep == "conj" and not tree.is_clause_beside(head, node):
        return _conjunct(tree, node, head, scope)
    if dep in ("xcomp", "ccomp", "csubj", "csubj:pass"):
        return _complement(tree, node, head, dep, scope)
    if dep in ("advcl", "obl", "nmod", "advmod"):
        return _adverbial(tree, node, head, scope)
    if dep == "acl":
        return _noun_complement(tree, node, head, scope)
    return None


def _conjunct(tree: Tree, node: int, head: int, scope: _Scope) -> tuple[int, bool] | None:
    if any(tree.lower[c] in ("rather", "instead") for c in tree.kids(node, "cc")):
        scope.negations += 1
        return None
    tensed = ("MD", "VBZ", "VBD", "VBP")
    own = tree.has(node, "nsubj", "nsubj:pass") or any(
        tree.tag[c] in tensed for c in tree.kids(node, "aux", "aux:pass", "cop")
    )
    finite_shift = tree.tag[node] in ("VBD", "VBZ", "VBP") and tree.tag[head] in ("VB",)
    return head, own or finite_shift


def _complement(tree: Tree, node: int, head: int, dep: str, scope: _Scope) -> tuple[int, bool] | None:
    infinitive = tree.is_infinitive(node)
    if _is_charge(tree, node, head):
        scope.possible = True
    if infinitive and dep == "xcomp" and tree.lower[head] == "going":
        scope.future = True
        return head, False
    if infinitive and any(tree.lower[c] == "yet" for c in (head, *tree.children[head], *tree.children[node])):
        scope.negations += 1
        return None
    if conditions.is_voted(tree, node, head) or conditions.is_seen_ahead(tree, node):
        return head, False
    if dep == "ccomp" and (conditions.is_proviso(tree, node) or conditions.is_asked_about(tree, node)):
        return None
    scope.hypothetical |= infinitive and conditions.is_provided(tree, head)
    known = _governor(tree, head, scope, clause=True, infinitive=infinitive)
    if tree.tag[node] == "VBG" and tree.lemma[head] in _PROPOSING:
        scope.hypothetical = True
    if dep == "ccomp" and not infinitive:
        scope.hypothetical |= _is_wished(tree, node, head)
        if tree.lemma[head] in operators()["negative"]:
            scope.negations += sum(_is_negator(tree, c) for c in tree.children[head])
        return None
    if not known and infinitive and dep == "xcomp":
        if tree.lemma[head] in ("be", "go"):
            scope.future = tree.lower[head] != "were"
            scope.hypothetical |= tree.lower[head] == "were"
        elif not tree.is_passive(head) or tree.lemma[head] not in operators()["probable"]:
            scope.hypothetical = True
    return head, False


def _is_wished(tree: Tree, node: int, head: int) -> bool:
    """As in "insisted that Russia withdraw": a bare form below one that asks, where a fact would have an ending."""
    singular = any(tree.tag[c] in ("NN", "NNP") and not tree.has(c, "conj") for c in tree.kids(node, "nsubj"))
    bare = tree.tag[node] in ("VB", "VBP") and not tree.has(node, "aux", "cop")
    return singular and bare and tree.lemma[head] in operators()["hypothetical"]


def _governor(tree: Tree, head: int, scope: _Scope, *, clause: bool, infinitive: bool = False) -> bool:  # noqa: PLR0911 - one return per grammatical case
    """Apply what a governing word does to its complement; whether it is a known one."""
    words = operators()
    lemma, form = tree.lemma[head], tree.lower[head]
    if lemma == "insist" and clause and not infinitive:
        return True
    if lemma == "report" and clause and not tree.is_passive(head):
        return True
    if lemma in words["probable"] and not (lemma == "likely" and infinitive):
        scope.probable = True
        if lemma in _SUPPOSING:
            return True
    if lemma in words["possible"]:
        scope.possible = True
        return True
    if clause and not infinitive and lemma in words["factual"]:
        return True
    if lemma in words["negative"] or form in words["negative"]:
        scope.negations += 1
        scope.ruled_out |= lemma in ("rule", "exclude", "preclude")
        return True
    if infinitive or not tree.is_verbal(head):
        if lemma in words["factual"]:
            return True
        if lemma in words["future"] or form in words["future"]:
            scope.future = True
            return True
    if lemma in words["hypothetical"] or form in words["hypothetical"]:
        scope.hypothetical = True
        scope.possible |= lemma in _CHANCES
        return True
    return lemma in words["factual"]


_CHANCES = words("events", "words-of-chance")


_SUPPOSING = words("events", "verbs-of-supposing")


def _is_charge(tree: Tree, node: int, head: int) -> bool:
    """What somebody is accused of: "accused the army of shelling the town", "charged with spying"."""
    marked = any(tree.lower[c] in ("of", "with") for c in tree.kids(node, "mark", "case"))
    gerund = tree.tag[node] == "VBG" or any(tree.lower[c] == "having" for c in tree.kids(node, "aux"))
    return marked and gerund and tree.lemma[head] in _ACCUSING


_ACCUSING = words("events", "verbs-of-accusing")


def _is_acquitted(tree: Tree, node: int, head: int) -> bool:
    """As in "cleared him of killing his wife", "found not guilty of murdering them"."""
    if tree.tag[node] != "VBG" or not any(tree.lower[c] == "of" for c in tree.kids(node, "mark", "case")):
        return False
    acquitted = tree.lemma[head] == "guilty" and any(_is_negator(tree, c) for c in tree.children[head])
    return acquitted or tree.lemma[head] in _CLEARING


_CLEARING = words("events", "verbs-of-clearing")


def _outcome_of(tree: Tree, node: int, head: int) -> int:
    """The clause whose outcome a participle tells, across a purpose or trial: "fired to stop it, killing two"."""
    first = tree.opening(node)
    across = tree.lower[first - 1] == "," or tree.lower[first] == ","
    above = tree.head[head]
    purpose = tree.is_infinitive(head) and tree.dep[head] == "advcl" and tree.is_verbal(above)
    trial = tree.dep[head] == "xcomp" and tree.lemma[above] in ("try", "attempt", "seek")
    return above if across and (purpose or trial) else head


def _is_done_with_it(tree: Tree, verb: int) -> bool:
    """As in "telephoned to thank her", "sent a message to thank her", "defied a ban to march": the purpose is met."""
    letters = {tree.lemma[o] for o in tree.kids(verb, "obj")} & word_classes()["utterance"]
    calls = tree.lemma[verb] in _CALLING or (tree.lemma[verb] in ("send", "write") and bool(letters))
    return tree.lemma[verb] in _DEFYING or (calls and tree.tag[verb] in ("VBD", "VBN"))


_DEFYING = words("events", "verbs-of-defying")
_CALLING = words("events", "verbs-of-getting-in-touch")


def _is_awaited(tree: Tree, node: int, head: int, scope: _Scope) -> bool:
    """Whether a clause of time is to come: expected with what is planned, or only waited for."""
    times = conditions.times_of(tree, node)
    if not times:
        return False
    above = _above(tree, head, scope)
    awaited = conditions.is_awaited(tree, node, times, unreal=above != "actual")
    expected = above in ("actual", "future") and not {"until", "till", "before"} & times
    scope.future |= awaited and expected
    scope.hypothetical |= awaited and not expected
    return awaited


def _is_said_ahead(tree: Tree, node: int, head: int, marks: list[str], scope: _Scope) -> bool:
    """As in "might shell the port before landing": what comes after an act that is still to come is to come as well."""
    above = _above(tree, head, scope) if marks == ["before"] and tree.tag[node] == "VBG" else "actual"
    scope.future |= above == "future"
    scope.hypothetical |= above == "hypothetical"
    return above in ("future", "hypothetical")


def _is_decided(tree: Tree, node: int, head: int, marks: list[str], scope: _Scope) -> bool:
    """Whether what joins an adverbial clause to the one above settles its reality, whatever stands higher."""
    words = operators()
    if _is_acquitted(tree, node, head):
        scope.negations, scope.possible = scope.negations + 1, True
    elif _is_charge(tree, node, head):
        scope.possible = True
    elif any(mark in words["without"] for mark in marks) or conditions.falls_short(tree, node):
        scope.negations += 1
    elif _is_awaited(tree, node, head, scope) or _is_said_ahead(tree, node, head, marks, scope):
        return True
    elif any(mark in words["conditional"] for mark in marks) or _inverted_should(tree, node):
        scope.hypothetical = scope.possible = True
    else:
        return False
    return True


def _adverbial(tree: Tree, node: int, head: int, scope: _Scope) -> tuple[int, bool] | None:  # noqa: PLR0911 - one return per grammatical case
    words = operators()
    marks = [tree.lower[c] for c in tree.kids(node, "mark", "case")]
    if _is_decided(tree, node, head, marks, scope):
        return None
    if conditions.is_voted(tree, node, head):
        return head, False
    if tree.is_infinitive(node) and _is_done_with_it(tree, head):
        return head, False
    if tree.is_infinitive(node):
        if tree.lemma[head] in words["future"] or tree.lemma[head] in words["hypothetical"] or tree.is_passive(head):
            _governor(tree, head, scope, clause=True, infinitive=True)
            scope.hypothetical |= not scope.future
        else:
            scope.hypothetical = True
        return None
    if "from" in marks and tree.lemma[head] in words["negative"] | words["preventing"] | _BARRING:
        scope.negations += 1
        return head, False
    if marks == ["by"] and tree.tag[node] == "VBG":  # "would cut the island off by mining its ports"
        return head, False
    if marks == ["in"] and tree.tag[node] == "VBG":  # "ruled out joining them in imposing sanctions"
        return (head, False) if _above(tree, head, scope) == "negated" else None
    if not marks and tree.tag[node] == "VBG" and tree.lemma[head] == "rule" and tree.lower[node - 1] == "out":
        _governor(tree, head, scope, clause=True)
        return head, False
    if any(mark in ("of", "for", "against", "at", "on") for mark in marks) and not tree.is_finite(node):
        _governor(tree, head, scope, clause=True, infinitive=not tree.is_verbal(head))
        return None
    if marks or tree.is_finite(node) or tree.tag[node] != "VBG":
        return None
    return _outcome_of(tree, node, head), False


_NTH = words("events", "words-for-the-nth")


def _noun_complement(tree: Tree, node: int, head: int, scope: _Scope) -> tuple[int, bool] | None:
    infinitive = tree.is_infinitive(node)
    gerund = (tree.tag[node] == "VBG" or any(tree.lower[c] == "being" for c in tree.kids(node, "aux:pass"))) and any(
        tree.lower[c] in ("of", "for", "against", "at", "toward", "towards") for c in tree.kids(node, "mark", "case")
    )
    finite = tree.is_finite(node)
    if conditions.is_seen_ahead(tree, node):
        return tree.head[head], False
    if not infinitive and ((not gerund and not finite) or _is_fact_or_false(tree, node, head, scope)):
        return None
    if infinitive and any(tree.lower[c] in _NTH for c in tree.kids(head, "amod")):
        return None
    if gerund and tree.dep[head] == "obj" and _is_charge(tree, node, tree.head[head]):
        scope.possible = True
        return None
    if infinitive and tree.lemma[head] in _UNDERTAKINGS and not _is_definite(tree, head):
        return head, False
    known = _governor(tree, head, scope, clause=True, infinitive=True)
    if not known and (
        infinitive or any(tree.lower[c] in ("toward", "towards") for c in tree.kids(node, "mark", "case"))
    ):
        scope.hypothetical = True
    if tree.dep[head] == "obj" and tree.lemma[tree.head[head]] in operators()["negative"]:
        scope.negations += 1
        scope.hypothetical &= not finite or tree.has_modal(node)
    scope.possible |= tree.dep[head] == "obj" and tree.lemma[tree.head[head]] in _DISPUTING
    if _has_no(tree, head) or tree.lemma[head] in ("refusal", "failure", "denial"):
        scope.negations += int(_has_no(tree, head))
        scope.hypothetical = False
    return None


def _is_without_proof(tree: Tree, proof: int) -> bool:
    """As in "did not have information that an invasion was under way", "saw no sign that it had begun"."""
    holder = tree.head[proof]
    if tree.lemma[proof] not in _PROOFS or tree.dep[proof] not in ("obj", "nsubj", "nsubj:pass"):
        return False
    return any(_is_negator(tree, c) for c in tree.children[holder])


_PROOFS = words("events", "nouns-of-proof")


def _is_fact_or_false(tree: Tree, node: int, head: int, scope: _Scope) -> bool:
    """Whether a clause below a noun is told as known, or as untrue: "concern that rebels had killed 14"."""
    if _is_without_proof(tree, head):
        scope.hypothetical = True
        return True
    if _is_called_false(tree, head) or conditions.is_untrue(tree, head):
        scope.negations += 1
        return True
    return tree.is_finite(node) and conditions.is_worry(tree, head) and not tree.has_modal(node)


def _is_called_false(tree: Tree, report: int) -> bool:
    """As in "dismissed as false reports that he had been arrested", "rejected baseless claims that"."""
    verb = tree.head[report]
    return tree.lemma[verb] in _DISMISSING and any(tree.lemma[c] in conditions.UNTRUE for c in range(verb + 1, report))


_DISMISSING = words("events", "verbs-of-dismissing")
_BARRING = words("events", "verbs-of-barring")
_DISPUTING = words("events", "verbs-of-disputing")


def _climb_noun(tree: Tree, node: int, scope: _Scope, support: int | None) -> tuple[int, bool] | None:  # noqa: PLR0911 - one return per grammatical case
    head, dep = tree.head[node], tree.dep[node]
    if head == node or dep in ("appos", "parataxis", "dislocated", "vocative", "list"):
        return None
    if dep == "amod":
        return None
    if dep in ("conj", "compound", "flat"):
        return head, False
    preposition = tree.preposition(node)
    if preposition in PRESUPPOSING:
        return None
    if preposition in ("without", "instead of", "rather than") or conditions.is_put_off(tree, node, head):
        scope.negations += 1
        return None
    if preposition == "than" and tree.lemma[head] in ("likely", "probable"):  # "more likely than an invasion"
        scope.hypothetical = scope.possible = True
        return None
    if preposition in ("in case of", "in event of", "in the event of", "in the case of", "barring"):
        scope.hypothetical = scope.possible = True
        return None
    if conditions.is_impending(tree, node, head):
        scope.future = True
        return None
    if tree.is_verbal(head) or tree.has(head, "cop"):
        return _verb_above_noun(tree, node, head, scope, support)
    return _noun_above_noun(tree, node, head, preposition, scope)


def _noun_above_noun(tree: Tree, node: int, head: int, preposition: str, scope: _Scope) -> tuple[int, bool] | None:
    presupposed = tree.dep[node] == "nmod:poss"  # "the attack's victims"
    if tree.lemma[head] in word_classes()["talks"] and preposition in (
        "on",
        "about",
        "over",
        "for",
        "towards",
        "toward",
    ):
        scope.hypothetical |= tree.lemma[node] in _NEGOTIABLE and not _is_definite(tree, node)
    if presupposed or preposition in ("with", "in", "at", "by", "from", "between"):
        return None
    if tree.lemma[head] in word_classes()["stretch"]:
        _noun_modifiers(tree, head, scope)
        return head, False
    if conditions.is_untrue(tree, head):
        scope.negations += 1
        return None
    if tree.is_passive(head) or tree.lemma[head] in operators()["factual"]:
        return None
    if not _is_known_worry(tree, node, head):
        _governor(tree, head, scope, clause=False)
    return None


def _said_of(tree: Tree, head: int, scope: _Scope) -> None:
    """What an adjective says of an event: "an attack is unlikely", "talks are imminent"."""
    words = operators()
    arranged = tree.lemma[head] in words["future"] and any(tree.is_infinitive(c) for c in tree.kids(head, "xcomp"))
    if arranged or tree.lemma[head] in words["adjectives_future"]:
        scope.future = True
    elif tree.lemma[head] in words["adjectives_hypothetical"] | {"unlikely", "impossible", "conceivable"}:
        scope.hypothetical = scope.possible = True
    elif conditions.is_called_for(tree, head):
        scope.hypothetical = True


def _is_described(tree: Tree, head: int, scope: _Scope) -> bool:
    """Read what an event is called, "is urgent", "remains elusive"; whether that is all that its clause tells."""
    copular = tree.has(head, "cop") and not tree.is_verbal(head)
    seeming = tree.kids(head, "xcomp") if tree.lemma[head] in ("remain", "seem", "look", "appear") else []
    for said in [head] if copular else seeming:
        _said_of(tree, said, scope)
    return copular


_STIRRING = words("events", "verbs-of-stirring")


def _is_definite(tree: Tree, node: int) -> bool:
    return tree.has(node, "nmod:poss") or any(tree.lower[c] in DEFINITE for c in tree.kids(node, "det"))


def _is_spared(tree: Tree, node: int, lemma: str) -> bool:
    """As in "escaped arrest": what one gets away from was there only if it has an article, "escaped an ambush"."""
    return lemma == "escape" and not tree.preposition(node) and not tree.has(node, "det", "nmod:poss", "nummod")


def _is_known_worry(tree: Tree, node: int, head: int) -> bool:
    """As in "concerned about the shelling of the town": the shelling is there."""
    return conditions.is_worry(tree, head) and _is_definite(tree, node)


def _verb_above_noun(tree: Tree, node: int, head: int, scope: _Scope, support: int | None) -> tuple[int, bool] | None:  # noqa: PLR0911 - one return per grammatical case
    words = operators()
    lemma, dep = tree.lemma[head], tree.dep[node]
    told = conditions.is_told_of(tree, node, head) or conditions.is_topic(tree, node, head)
    if told or (dep == "obl" and _is_known_worry(tree, node, head)):
        return None
    if head == support and lemma not in _UNREAL_SUPPORT and not _is_spared(tree, node, lemma):
        return head, False
    index = frame_index()
    supposed = any(tree.lemma[s] in words["subjects_hypothetical"] for s in tree.kids(head, "nsubj"))
    if dep == "obj" and supposed and lemma not in _STIRRING:
        scope.hypothetical = scope.possible = True
        return None
    if dep == "nsubj:pass" and lemma in ("aim", "direct", "intend") and not tree.is_infinitive(head):
        return head, False
    acted_on = dep in ("obj", "nsubj:pass", "obl", "xcomp", "ccomp")
    if dep == "nsubj" and _is_described(tree, head, scope):
        return head, False
    if acted_on and lemma in words["preventing"] and _does_nothing(tree, head):
        return None
    if acted_on and lemma in words["preventing"]:
        done = tree.tag[head] in ("VBD", "VBN") and not tree.has_modal(head)
        scope.negations += int(done)
        scope.hypothetical |= not done
        return None
    if acted_on and tree.lemma[node] in _UTTERED and (_is_definite(tree, node) or tree.tag[node] == "NNS"):
        return None
    if acted_on and lemma in ("deny", "reject", "cancel"):
        scope.negations += int(not any(tree.lower[c] == "nor" for c in tree.kids(head, "cc")))
        return None
    definite = _is_definite(tree, node)
    occurs = lemma in index.occurrence and dep in ("nsubj", "nsubj:pass")
    occurs = occurs and not (lemma == "go" and tree.has(head, "xcomp"))  # "the raid will not go unanswered"
    called = lemma == "call" and dep == "obj" and tree.has(head, "xcomp")  # "called the raid a crime"
    named = lemma == "call" and dep == "obj" and tree.lower[tree.head[head]] == "what"  # "what it called a raid"
    if named or (definite and not occurs and (called or lemma not in words["hypothetical"])):
        return None
    if acted_on and lemma in words["future"] | words["hypothetical"] and lemma not in words["factual"]:
        future = lemma in words["future"]
        scope.future |= future
        scope.hypothetical |= not future
        return head, False
    if definite and dep == "obl":
        return None
    return head, False
