"""Parses led astray by word order: objects that stand late, agents at the end, names behind their roles."""

from __future__ import annotations

from pipelines.extract.dependencies import NOMINAL, RELATIVE_PRONOUNS, Tree
from pipelines.extract.events.frames import FrameIndex
from pipelines.extract.times.vocabulary import MONTHS, WEEKDAYS
from pipelines.lexicon import words


def mend_order(tree: Tree, index: FrameIndex, i: int) -> None:
    """Hang what belongs to a token, or the token itself, where it belongs."""
    _join_role(tree, i)
    _return_participle(tree, index, i)
    _make_due(tree, i)
    _make_stricken(tree, i)
    if tree.dep[i] in ("obj", "iobj", "xcomp") and tree.lower[i] in WEEKDAYS and not tree.children[i]:
        tree.dep[i] = "obl:unmarked"  # "called | Friday | for a truce"
    if tree.is_verbal(i):
        _give_judged_object(tree, i)
        _give_late_object(tree, index, i)
        _give_second_subject(tree, index, i)
        _raise_agent(tree, i)
        _give_receiver(tree, i)
        _return_object(tree, i)
        _make_couple_people(tree, i)


def _give_judged_object(tree: Tree, verb: int) -> None:
    """As in "rejected as malicious | Chad's claim", where the claim was taken for what it is rejected as."""
    if tree.has(verb, "obj", "nsubj:pass", "ccomp"):
        return
    for noun in tree.kids(verb, "obl"):
        marks = [c for c in tree.kids(noun, "case") if tree.lower[c] == "as" and c > verb]
        judged = [m + 1 for m in marks[:1] if tree.pos[m + 1] == "ADJ"]
        whose = [c for c in tree.kids(noun, "nmod:poss", "det") if judged and c > judged[0]]
        if whose:
            tree.attach(judged[0], verb, "xcomp")
            tree.attach(marks[0], judged[0], "mark")
        if whose or _stands_behind_judgement(tree, verb, noun):
            tree.dep[noun] = "obj"
            return


def _stands_behind_judgement(tree: Tree, verb: int, noun: int) -> bool:
    """As in "denounced as barbaric | the raid"."""
    bare = tree.pos[noun] in NOMINAL and tree.has(noun, "det", "nmod:poss") and not tree.has(noun, "case")
    judged = (c for c in tree.kids(verb, "obl", "xcomp", "advcl") if c < noun and tree.pos[c] == "ADJ")
    return bare and any(tree.lower[m] == "as" for c in judged for m in tree.kids(c, "case", "mark"))


def _make_couple_people(tree: Tree, verb: int) -> None:
    """As in "kidnapped | a couple and their children", where the two were taken for a measure."""
    if tree.has(verb, "obj", "aux:pass"):
        return
    for c in tree.kids(verb, "obl:unmarked"):
        if tree.lemma[c] == "couple" and tree.opening(c) == verb + 1 and not tree.has(c, "nmod"):
            tree.dep[c] = "obj"


def _return_object(tree: Tree, verb: int) -> None:
    """As in "allowed | inspectors | into the zone": who is let in is no receiver, as nothing is given."""
    receivers = tree.kids(verb, "iobj")
    if len(receivers) != 1 or tree.has(verb, "ccomp", "xcomp"):
        return
    objects = tree.kids(verb, "obj")
    if all(tree.preposition(c) in ("into", "onto", "in", "to", "through", "across") for c in objects):
        for c in objects:
            tree.dep[c] = "obl"
        tree.dep[receivers[0]] = "obj"


def _give_receiver(tree: Tree, verb: int) -> None:
    """As in "promised | striking teachers | a rise": the first of two objects, whose participle took it for its own."""
    if tree.lemma[verb] not in _GIVING or verb + 1 >= len(tree.tag) or tree.tag[verb + 1] != "VBG":
        return
    participle = verb + 1
    taken = tree.kids(participle, "obj", "iobj")
    given = [*taken[1:], *tree.kids(verb, "obj")]
    if tree.head[participle] != verb or not taken or taken[0] != participle + 1 or not given:
        return
    tree.attach(taken[0], verb, "iobj")
    tree.attach(participle, taken[0], "amod")
    for c in given:
        tree.attach(c, verb, "obj")


_GIVING = words("events", "verbs-of-giving")


def _make_stricken(tree: Tree, i: int) -> None:
    """As in "to cyclone-hit | villages": what stands behind a hyphen describes what follows, and tells of no attack."""
    if tree.lemma[i] not in _STRICKEN or tree.tag[i] not in ("VBD", "VBN") or i < 2 or tree.lower[i - 1] != "-":
        return
    above, place = tree.head[i], i + 1
    if above != i and place in tree.kids(i, "obj") and tree.has(place, "case"):
        tree.attach(place, above, "obl")
        tree.attach(i, place, "amod")
    tree.pos[i], tree.tag[i] = "ADJ", "JJ"


_STRICKEN = words("events", "verbs-of-afflicting")


def _make_due(tree: Tree, i: int) -> None:
    """As in "the envoy is | due | in Cairo on Sunday", where the place was said of the envoy."""
    place = tree.head[i]
    if tree.lower[i] != "due" or tree.dep[i] != "case" or not tree.has(place, "cop"):
        return
    if tree.has(i, "fixed") and tree.tag[place] not in ("VB", "VBN"):
        return  # "the deaths were due to police firing"
    acts = tree.tag[place] == "VB" and tree.has(i, "fixed")  # "is due to | travel"
    for to in tree.kids(i, "fixed") if acts else ():
        tree.attach(to, place, "mark")
    tree.attach(place, i, "xcomp" if acts else "obl")
    for c in list(tree.children[place]):
        if tree.dep[c] in ("nsubj", "cop", "punct", "mark", "aux", "cc", "advmod", "parataxis"):
            tree.attach(c, i, tree.dep[c])
        elif tree.dep[c] == "nmod" and c > place and not acts:
            tree.attach(c, i, "obl")
    tree.pos[i], tree.tag[i] = "ADJ", "JJ"


def _join_role(tree: Tree, i: int) -> None:
    """As in "his Kenyan counterpart | Ruth Odhiambo signed", where the name was taken for one more of a list."""
    head, role = tree.head[i], i - 1
    if tree.dep[i] != "conj" or tree.pos[i] != "PROPN" or tree.has(i, "cc", "punct"):
        return
    if role < 0 or tree.pos[role] != "NOUN":
        return
    if role == head:
        dep, above = tree.dep[role], tree.head[role]
    elif tree.dep[role] == "conj" and tree.head[role] == head:
        dep, above = "conj", head
    else:
        return
    if above == role:
        return
    for c in list(tree.children[role]):
        if tree.dep[c] in ("case", "cc", "conj", "punct") and c != i:
            tree.attach(c, i, tree.dep[c])
    tree.attach(i, above, dep)
    tree.attach(role, i, "nmod:desc")


def _give_late_object(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "handed over to Kenya | two men wanted for fraud": who is handed over stands last, and says nothing."""
    if not _moves_something(tree, index, verb):
        return
    for c in tree.kids(verb, "ccomp", "xcomp"):
        if tree.tag[c] not in ("VBN", "VBD") or tree.has(c, "aux", "aux:pass", "mark", "obj"):
            continue
        subjects = [s for s in tree.kids(c, "nsubj", "nsubj:pass") if verb < s < c and tree.pos[s] in NOMINAL]
        if len(subjects) == 1:
            tree.attach(subjects[0], verb, "obj")
            tree.attach(c, subjects[0], "acl")


_DEEDS = frozenset({"AID", "COOPERATE", "RETREAT", "COERCE", "SANCTION", "MOBILIZE"})


def _give_second_subject(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "Kenya extradited to Chad | four men": the second subject, behind the verb, is its object."""
    subjects = tree.kids(verb, "nsubj")
    after = [s for s in subjects if s > verb and tree.pos[s] in NOMINAL]
    if len(subjects) != 2 or len(after) != 1 or tree.has(verb, "obj", "iobj", "nsubj:pass", "aux:pass"):
        return
    if not any(frame.event_type in _DEEDS for frame in index.verbs.get(tree.lemma[verb], ())):
        return
    tree.dep[after[0]] = "obj"
    for c in tree.kids(after[0], "nmod"):
        if verb < c < after[0] and tree.preposition(c) in ("to", "from"):
            tree.attach(c, verb, "obl")


def _return_participle(tree: Tree, index: FrameIndex, c: int) -> None:
    """As in "handed to Kenya | two men suspected of fraud", where it was Kenya that was suspected.

    A bare participle stands beside what it describes: nothing else that the verb governs comes between.
    """
    noun = tree.head[c]
    if tree.dep[c] not in ("acl", "acl:relcl") or tree.tag[c] not in ("VBN", "VBD") or not noun < c:
        return
    if tree.has(c, "mark", "aux", "aux:pass", "obj") or any(
        tree.lower[k] in RELATIVE_PRONOUNS for k in tree.children[c]
    ):
        return
    verb = tree.head[noun]
    subjects = [s for s in tree.kids(c, "nsubj", "nsubj:pass") if verb < s]
    if noun < verb and subjects and _moves_something(tree, index, verb):
        tree.attach(subjects[0], verb, "obj")
        tree.attach(c, subjects[0], "acl")
    elif not tree.has(c, "nsubj", "nsubj:pass") and any(noun < x < c for x in tree.kids(verb, "obj")):
        before = tree.opening(c) - 1
        if noun < before and tree.pos[before] in NOMINAL:
            tree.attach(c, before, "acl")


def _moves_something(tree: Tree, index: FrameIndex, verb: int) -> bool:
    """Whether a verb without an object, but with somebody to or from whom, tells of a deed that has one."""
    if tree.has(verb, "obj", "iobj", "nsubj:pass") or not tree.has(verb, "obl"):
        return False
    return any(frame.event_type in _DEEDS for frame in index.verbs.get(tree.lemma[verb], ()))


def _raise_agent(tree: Tree, verb: int) -> None:
    """As in "were asked to close the port | by President Ruiz": the agent of the passive stands at the end."""
    if not tree.has(verb, "aux:pass") or tree.agents(verb):
        return
    for clause in tree.kids(verb, "xcomp"):
        if not tree.is_infinitive(clause) or tree.is_passive(clause):
            continue
        below = [clause, *tree.kids(clause, "obj", "obl")]
        for c in (c for node in below for c in tree.kids(node, "obl", "nmod", "obl:agent")):
            named = tree.tag[c] in ("NNP", "NNPS") and not (tree.has(c, "nummod") or tree.lower[c] in _CALENDAR)
            if tree.preposition(c) == "by" and named:
                tree.attach(c, verb, "obl:agent")
                return


_CALENDAR = frozenset({*MONTHS, *WEEKDAYS, "christmas", "easter", "ramadan"})
