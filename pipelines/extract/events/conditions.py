"""Clauses that hold only under a condition, in a scenario, by a plan, or once something else has happened."""

from __future__ import annotations

from pipelines.extract.dependencies import Tree
from pipelines.extract.events.frames import word_classes
from pipelines.lexicon import words

_WAITING = frozenset({"until", "till", "once", "unless"})
_TIME = frozenset({"before", "after", "when", "whenever", "soon", "while"})
_SCENARIOS = words("events", "scenarios")
_PLANS = words("events", "plans")
_EXTREMES = frozenset({"worst", "best", "extreme"})
_ANYBODY = frozenset({"those", "anyone", "anybody", "whoever", "everyone", "everybody", "all"})
_CERTAIN = frozenset({"those", "all"})
_GENERIC = frozenset({"any", "every", "each"})


def is_present(tree: Tree, clause: int) -> bool:
    """Whether a clause is in the present or the present perfect: "leaves", "has left", "is attacked"."""
    tensed = [c for c in tree.kids(clause, "aux", "aux:pass", "cop") if tree.tag[c] in ("VBZ", "VBP", "VBD", "MD")]
    return all(tree.tag[c] in ("VBZ", "VBP") for c in tensed) if tensed else tree.tag[clause] in ("VBZ", "VBP")


def is_simple_present(tree: Tree, clause: int) -> bool:
    """Whether a verb is in the present without auxiliaries: "sends", neither "is sending" nor "is willing"."""
    return tree.tag[clause] in ("VBZ", "VBP") and not tree.has(clause, "aux", "aux:pass", "cop")


def times_of(tree: Tree, clause: int) -> set[str]:
    """The words by which a clause tells when: "once it votes", "until they leave"."""
    return {tree.lower[c] for c in tree.kids(clause, "mark", "advmod") if c < clause} & (_WAITING | _TIME)


def is_awaited(tree: Tree, clause: int, times: set[str], *, unreal: bool) -> bool:
    """Whether an adverbial clause of time tells what has yet to come: "will stay until they leave", "once it votes".

    What came before a past act is told in the past; the present stands for the future in such clauses. `unreal`: the
    clause above tells of no fact, so that "after it has left", and backshifted "once it had left", are to come too.
    `times`: its `times_of`.
    """
    if is_present(tree, clause):
        if tree.tag[clause] == "VBG" or any(tree.tag[c] == "VBG" for c in tree.kids(clause, "aux:pass")):
            return bool(times & _WAITING)  # "while people are being killed"
        return (
            unreal or bool(times & _WAITING) or ("before" in times and not _is_headline_past(tree, tree.head[clause]))
        )
    perfect = any(tree.lower[c] == "had" for c in tree.kids(clause, "aux"))
    above = tree.head[clause]
    waits = tree.is_infinitive(above) or tree.has_modal(above)
    return perfect and unreal and waits


def _is_headline_past(tree: Tree, clause: int) -> bool:
    """As a headline tells what is past: "Gunmen kill two before police arrive", not "comes days before he leaves"."""
    return is_simple_present(tree, clause) and tree.lemma[clause] not in ("come", "be")


def is_supposed(tree: Tree, clause: int) -> bool:
    """Whether a clause in the present stands in a scenario or follows from a plan: "in one scenario, it attacks"."""
    if not is_present(tree, clause):
        return False
    return any(_is_scenario(tree, preposition, c) for preposition, c in tree.obliques(clause) if c < clause)


def _is_scenario(tree: Tree, preposition: str, noun: int) -> bool:
    if preposition == "in" and tree.lemma[noun] == "case":
        return any(tree.lower[c] in _EXTREMES for c in tree.kids(noun, "amod"))
    if preposition in ("in", "under"):
        return tree.lemma[noun] in _SCENARIOS or (preposition == "under" and tree.lemma[noun] in _PLANS)
    return False


def is_provided(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what a deal or plan makes somebody do: "the deal obliges the rebels to free them"."""
    return is_simple_present(tree, verb) and any(tree.lemma[c] in _PLANS for c in tree.kids(verb, "nsubj"))


def is_of_anybody(tree: Tree, clause: int) -> bool:
    """Whether a relative clause in the present tells what whoever it may be does: "those who attack our troops"."""
    if tree.dep[clause] != "acl:relcl" or not is_present(tree, clause):
        return False
    head = tree.head[clause]
    if any(tree.lower[c] in _GENERIC for c in tree.kids(head, "det")):
        return True
    return tree.lower[head] in _ANYBODY and not (tree.lower[head] in _CERTAIN and _is_under_way(tree, clause))


def _is_under_way(tree: Tree, clause: int) -> bool:
    """Whether a clause tells what goes on or has been done: "is occupying", "have been arrested"."""
    forms = {tree.lower[c] for c in tree.kids(clause, "aux", "aux:pass")}
    passive = tree.is_passive(clause)
    return bool(forms & {"has", "have", "being"}) or (tree.tag[clause] == "VBG" and not passive)


def is_arranged(tree: Tree, clause: int) -> bool:
    """As in "is to be freed", "were to meet", "was to have withdrawn": planned, and no more."""
    marked = next((c for c in tree.kids(clause, "mark") if tree.lower[c] == "to"), None)
    forms = [c for c in tree.kids(clause, "aux") if tree.lower[c] in _BE]
    return marked is not None and any(c < marked for c in forms)


_BE = frozenset({"is", "are", "am", "was", "were", "'s", "’s"})


def is_proviso(tree: Tree, clause: int) -> bool:
    """Whether a clause tells what something depends on: "provided that they leave", "on condition that they leave"."""
    head = tree.head[clause]
    if tree.dep[clause] == "ccomp":
        bare = tree.dep[head] == "advcl" and not tree.has(head, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark")
        return bare and tree.lower[head] in _PROVIDED
    if tree.dep[clause] not in ("acl", "acl:relcl") or tree.lemma[head] not in _PROVISOS:
        return False
    own = any(tree.tag[c] not in ("WDT", "WP") and tree.lower[c] != "that" for c in tree.kids(clause, *_SUBJECTS))
    return own and any(tree.lower[c] in ("on", "in", "under") for c in tree.kids(head, "case"))


_PROVIDED = words("events", "conditional-participles")
_PROVISOS = words("events", "provisos")
_SUBJECTS = ("nsubj", "nsubj:pass")


def falls_short(tree: Tree, clause: int) -> bool:
    """As in "stopped short of expelling him": `clause` hangs on "short"."""
    short = tree.head[clause]
    return tree.lower[short] == "short" and tree.lemma[tree.head[short]] in ("stop", "fall")


def is_almost(tree: Tree, adverb: int) -> bool:
    """As in "nearly shot a reporter", not "killed nearly 30": the adverb stands at a verb that names an act."""
    verb = tree.head[adverb]
    near = tree.lower[adverb] in ("almost", "nearly", "narrowly") and adverb < verb
    return near and tree.tag[verb] in ("VBD", "VBN") and tree.is_verbal(verb)


def is_voted(tree: Tree, clause: int, verb: int) -> bool:
    """What a body that makes law votes to do in words is done by the vote: "the Senate voted to ratify the treaty"."""
    subject = next(iter(tree.subject(verb)), None)
    body = subject is not None and bool(tree.words((subject, *tree.kids(subject, "compound", "amod"))) & _CHAMBERS)
    return tree.lemma[verb] == "vote" and tree.tag[verb] == "VBD" and body and tree.lemma[clause] in _DONE_BY_VOTE


_CHAMBERS = words("events", "bodies-that-vote")
_DONE_BY_VOTE = words("events", "acts-done-by-vote")


def is_put_off(tree: Tree, noun: int, verb: int) -> bool:
    """Whether what was arranged is held up or called off: "halted the extradition", "talks were delayed"."""
    if tree.dep[noun] not in ("obj", "nsubj:pass"):
        return False
    off = any(tree.lower[c] == "off" for c in tree.kids(verb, "compound:prt"))
    if tree.lemma[noun] in _DEFERRABLE:
        return tree.lemma[verb] in _HOLDING_UP or (off and tree.lemma[verb] in ("put", "call"))
    if tree.lemma[verb] == "call":
        return off
    return tree.lemma[noun] in word_classes()["talks"] and (tree.lemma[verb] in _PUTTING_OFF or off)


def is_impending(tree: Tree, noun: int, verb: int) -> bool:
    """What somebody faces is still to come: "faces deportation to Iran", not "faces a blockade"."""
    return tree.lemma[noun] in _DEFERRABLE and tree.lemma[verb] in ("face", "risk") and tree.dep[noun] == "obj"


def is_untrue(tree: Tree, report: int) -> bool:
    """As in "false reports of a shooting", "a fake alarm about a bomb"."""
    return any(tree.lemma[c] in UNTRUE or tree.lower[c] in UNTRUE for c in tree.kids(report, "amod"))


UNTRUE = words("events", "words-for-the-untrue")
_PUTTING_OFF = words("events", "verbs-of-putting-off")
_DEFERRABLE = words("events", "acts-that-can-be-put-off")
_HOLDING_UP = words("events", "verbs-of-holding-up")


def is_told_of(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a verb only says of a known event that it was told, claimed or allowed: "the attack was not reported"."""
    definite = any(tree.lower[c] in ("the", "this", "these", "those") for c in tree.kids(noun, "det"))
    owned = tree.has(noun, "nmod:poss")
    public = tree.lemma[verb] == "make" and any(tree.lower[c] == "public" for c in tree.children[verb])
    if tree.has_modal(verb) and not any(tree.lower[c] in ("not", "n't", "n’t") for c in tree.children[verb]):
        return False  # "the resignation could be announced on Sunday"
    return tree.dep[noun] == "nsubj:pass" and (definite or owned) and (public or tree.lemma[verb] in _TOLD)


_TOLD = words("events", "verbs-of-telling-of-events")


def is_called_for(tree: Tree, said: int) -> bool:
    """Whether what is said of an event in the present is that it should or may be: "is urgent", "is within reach"."""
    if tree.has(said, "cop") and (tree.has(said, "aux") or not is_present(tree, said)):
        return False  # "was essential", "has been vital"
    near = tree.lemma[said] in _NEARNESS and tree.preposition(said) in ("in", "within", "on")
    return near or tree.lemma[said] in _NEEDED


_NEEDED = words("events", "adjectives-of-need")
_NEARNESS = words("events", "nouns-of-what-may-be")


def is_command(tree: Tree, verb: int) -> bool:
    """Whether a verb tells somebody to do something: "an ultimatum: withdraw or face war", "Free them, he said".

    It stands bare behind a colon, a mark of quotation or nothing, or is joined to one that does.
    """
    first = verb
    while tree.dep[first] == "conj" and not tree.has(first, "nsubj", "nsubj:pass", "aux", "mark"):
        first = tree.head[first]
    if tree.tag[first] not in ("VB", "VBP") or tree.tag[verb] not in ("VB", "VBP"):
        return False
    if tree.has(first, "nsubj", "nsubj:pass", "aux", "mark", "expl"):
        return False
    begin, end = tree.sentence_span[tree.sentence[first]]
    before = min(i for i in (first, *tree.children[first]) if tree.pos[i] != "PUNCT") - 1
    behind_colon = before > begin and tree.lower[before] == ":"
    return behind_colon or (before < begin and tree.lower[end - 1] in _FULL_STOPS)


_FULL_STOPS = frozenset({".", "!", "”", '"'})


def is_topic(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a known act of violence is talked about: "discussed the fighting", "raised these killings"."""
    definite = any(tree.lower[c] in ("the", "this", "these", "those") for c in tree.kids(noun, "det"))
    talked = tree.dep[noun] in ("obj", "nsubj:pass") and tree.lemma[verb] in _DISCUSSING
    return talked and definite and tree.lemma[noun] in _VIOLENCE


_DISCUSSING = words("events", "verbs-of-discussing")
_VIOLENCE = words("events", "violent-deeds")


def is_seen_ahead(tree: Tree, clause: int) -> bool:
    """As in "the deal would see 20 hostages freed": what a modal above "see" makes of what is seen."""
    verb = tree.head[clause]
    if tree.dep[clause] == "acl" and tree.dep[verb] == "obj":
        verb = tree.head[verb]
    return tree.lemma[verb] in ("see", "have") and tree.has_modal(verb)


def is_asked_about(tree: Tree, clause: int) -> bool:
    """As in "asked who had killed him", "asked why they had fled": who asks for a detail knows the fact."""
    verb = tree.head[clause]
    detail = tree.tag[tree.opening(clause)] in ("WP", "WP$", "WDT", "WRB") and verb < clause
    return detail and tree.lemma[verb] == "ask" and not tree.has_modal(clause)


def is_worry(tree: Tree, word: int) -> bool:
    """Whether a noun or adjective tells of unease about what is the case: "noted with concern that", "alarmed at"."""
    return tree.lemma[word] in _UNEASE or tree.lower[word] in _UNEASE


_UNEASE = words("events", "words-of-unease")
