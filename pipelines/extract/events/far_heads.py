"""Words that a parse hangs from something further back than what stands right before them, and belongs to them.

"Appalled by the killing of a nun by | gunmen": it is the killing that is theirs. "Freed six men in exchange for the
lawyer Ana Paz, who | was abducted": it is she who was. "His group, the Front, | took the town".
"""

from __future__ import annotations

from pipelines.extract.dependencies import NOMINAL, Tree
from pipelines.extract.events.frames import HARM_BY_VERBS, FrameIndex
from pipelines.extract.times.vocabulary import MONTHS, WEEKDAYS

_CALENDAR = frozenset({*MONTHS, *WEEKDAYS})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OF_FORCE = frozenset({"ASSAULT", "COERCE"})
_IN_DOING = frozenset({"by", "after", "before", "without", "despite"})


def bring_near(tree: Tree, index: FrameIndex, i: int) -> None:
    """Hang a token, or its clause, from what stands right before it."""
    _give_agent_to_deed(tree, index, i)
    _give_deed_to_gerund(tree, index, i)
    if tree.is_verbal(i):
        _agree_in_number(tree, i)
        _tell_of_nearest_person(tree, i)
        _tell_of_deed(tree, index, i)
        _tell_of_who_judges(tree, index, i)
        _take_subject_with_apposition(tree, index, i)
        _take_object_behind_manner(tree, i)
        _tell_of_date(tree, i)
        _take_long_subject(tree, i)


def _give_agent_to_deed(tree: Tree, index: FrameIndex, i: int) -> None:
    """As in "condemned the killing of a nun by | gunmen", where the verb is active or has an agent of its own."""
    verb = tree.head[i]
    if tree.dep[i] not in ("obl", "obl:agent") or tree.preposition(i) != "by" or tree.lower[i] in _CALENDAR:
        return
    if tree.pos[i] not in NOMINAL or not tree.is_verbal(verb) or verb > i:
        return
    if tree.is_passive(verb) and not any(c < i for c in tree.kids(verb, "obl:agent")):
        return
    before = min(tree.kids(i, "case")) - 1
    for noun in (before, *tree.ancestors(before, 4)):
        if noun == verb or tree.is_verbal(noun):
            return
        frames = index.nouns.get(tree.lemma[noun], ())
        if any("by" in frame.actor and frame.event_type in _OF_FORCE for frame in frames) and noun != before:
            tree.attach(i, noun, "nmod")
            return


def _give_deed_to_gerund(tree: Tree, index: FrameIndex, i: int) -> None:
    """As in "replied by | bombing | rebel posts": what is bombed is the object of a deed, and no kind of post."""
    noun = tree.head[i]
    verb = tree.head[noun]
    lemma = tree.lower[i].removesuffix("ing")
    if tree.dep[i] != "compound" or lemma == tree.lower[i] or tree.pos[noun] != "NOUN" or not i < noun:
        return
    if tree.dep[noun] != "obl" or tree.lower[i - 1] not in _IN_DOING or tree.head[i - 1] != noun:
        return
    known = next((stem for stem in (lemma, f"{lemma}e") if stem in index.verbs), None)
    if known is None or not tree.is_verbal(verb) or tree.is_passive(verb) or tree.lemma[noun] in index.nouns:
        return
    tree.attach(i, verb, "advcl")
    tree.attach(i - 1, i, "mark")
    tree.attach(noun, i, "obj")
    tree.pos[i], tree.tag[i], tree.lemma[i] = "VERB", "VBG", known


def _agree_in_number(tree: Tree, verb: int) -> None:
    """As in "an alliance of clans which | has pledged loyalty": of many it would be "have"."""
    many = tree.head[verb]
    if tree.dep[verb] != "acl:relcl" or tree.tag[many] not in ("NNS", "NNPS") or tree.dep[many] != "nmod":
        return
    one = tree.head[many]
    tensed = (verb, *tree.kids(verb, "aux", "aux:pass", "cop"))
    relative = any(tree.lower[c] in ("which", "that") for c in tree.kids(verb, "nsubj", "nsubj:pass"))
    singular = any(tree.tag[t] == "VBZ" or tree.lower[t] == "was" for t in tensed)
    if relative and singular and tree.tag[one] in ("NN", "NNP") and one < many < verb:
        tree.attach(verb, one, "acl:relcl")


def _tell_of_nearest_person(tree: Tree, verb: int) -> None:
    """As in "freed six men in exchange for Ana Paz, who | was abducted": the name right before "who" is meant."""
    noun = tree.head[verb]
    who = next((c for c in tree.children[verb] if tree.lower[c] in ("who", "whom") and noun < c < verb), None)
    if tree.dep[verb] != "acl:relcl" or who is None or tree.pos[noun] != "NOUN":
        return
    before = who - 1 - (tree.lower[who - 1] == ",")
    while tree.dep[before] == "flat":
        before = tree.head[before]
    if noun < before and tree.pos[before] == "PROPN" and tree.dep[before] in ("nmod", "obl", "appos", "obj"):
        person = tree.has(before, "flat", "nmod:desc")
        if person and noun not in (before, *tree.ancestors(before, 1)):
            tree.attach(verb, before, "acl:relcl")


def _tell_of_deed(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "the attack on a bus, which | killed 12": no bus killed them. Behind a comma the whole is told of."""
    hit = tree.head[verb]
    harms = any(frame.sense_id in HARM_BY_VERBS for frame in index.verbs.get(tree.lemma[verb], ()))
    if tree.dep[verb] != "acl:relcl" or not harms or tree.preposition(hit) in ("", "by"):
        return
    which = next((c for c in tree.kids(verb, "nsubj") if tree.lower[c] == "which"), None)
    if which is None or not hit < which or tree.lower[which - 1] != "," or not tree.has(verb, "obj"):
        return
    for deed in tree.ancestors(hit, 4):
        if tree.pos[deed] == "NOUN" and any(f.event_type == "ASSAULT" for f in index.nouns.get(tree.lemma[deed], ())):
            tree.attach(verb, deed, "acl:relcl")
            return
        if tree.dep[deed] not in ("nmod", "obl", "acl", "conj"):
            return


def _tell_of_who_judges(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "a drill with Niger, which | condemned the raid": no drill condemns, so the name right before is meant."""
    deed = tree.head[verb]
    if tree.dep[verb] != "acl:relcl" or tree.lemma[deed] not in index.nouns:
        return
    below = {form for c in tree.subtree(verb) for form in (tree.lower[c], tree.lemma[c])}
    told = (f for f in index.verbs.get(tree.lemma[verb], ()) if below.issuperset(f.words))  # no "took place"
    if not any(frame.event_type in _VERBAL for frame in told):
        return
    which = next((c for c in tree.kids(verb, "nsubj") if tree.lower[c] == "which"), None)
    if which is None or tree.lower[which - 1] != ",":
        return
    name = which - 2
    while tree.dep[name] == "flat":
        name = tree.head[name]
    if deed < name and tree.pos[name] == "PROPN" and deed in tree.ancestors(name, 4):
        tree.attach(verb, name, "acl:relcl")


_VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})


def _take_subject_with_apposition(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "his group, the Front, | took the town", where the verb was taken for one more of a list of names."""
    name = tree.head[verb]
    if tree.dep[verb] != "conj" or tree.tag[verb] not in _FINITE or tree.lower[verb - 1] != ",":
        return
    if (
        tree.pos[name] not in NOMINAL
        or tree.has(verb, "cc", "nsubj", "nsubj:pass")
        or tree.lemma[verb] not in index.verbs
    ):
        return
    noun = tree.head[name] if tree.dep[name] == "appos" else name
    if tree.head[noun] != noun or tree.pos[noun] not in NOMINAL or any(tree.has(c, "nsubj") for c in (noun, name)):
        return
    tree.attach(noun, verb, "nsubj")


def _take_object_behind_manner(tree: Tree, verb: int) -> None:
    """As in "condemns in the strongest terms | the attack": what is condemned is no apposition to the terms."""
    if tree.has(verb, "obj", "ccomp", "xcomp", "nsubj:pass"):
        return
    for terms in tree.kids(verb, "obl"):
        if tree.lemma[terms] != "term" or tree.preposition(terms) != "in" or terms < verb:
            continue
        for c in tree.kids(terms, "appos", "nmod"):
            if tree.opening(c) == terms + 1 and not tree.has(c, "case"):
                tree.attach(c, verb, "obj")
                return


def _tell_of_date(tree: Tree, verb: int) -> None:
    """As in "the worst raid since May 2019, when gunmen | killed 14 guards": that was in May 2019, and another raid."""
    when = next((c for c in tree.kids(verb, "advmod", "mark") if tree.lower[c] == "when"), None)
    if when is None or tree.dep[verb] not in ("advcl", "acl:relcl") or tree.lower[when - 1] != ",":
        return
    last = when - 2
    date = tree.head[last] if tree.lower[tree.head[last]] in _CALENDAR else last
    if not (tree.lower[date] in _CALENDAR or _is_year(tree, date)) or tree.preposition(date) not in _FROM_THEN_ON:
        return
    if verb not in tree.ancestors(date):
        tree.attach(verb, date, "acl:relcl")


def _is_year(tree: Tree, token: int) -> bool:
    return tree.lower[token].isdigit() and len(tree.lower[token]) == len("2019")


_FROM_THEN_ON = frozenset({"since", "until", "before", "after"})


def _take_long_subject(tree: Tree, verb: int) -> None:
    """As in "a strike on a town where a fair was held | killed 12": a noun that heads a clause without a verb acts."""
    beside = tree.head[verb]
    past = tree.tag[verb] in _FINITE | {"VBN"}
    if tree.dep[verb] != "conj" or not past or tree.dep[beside] not in ("acl:relcl", "acl"):
        return
    if tree.has(verb, "cc", "nsubj", "nsubj:pass", "mark", "aux") or not tree.has(verb, "obj"):
        return
    subject = tree.head[beside]
    while tree.dep[subject] in ("nmod", "appos") and tree.head[subject] != subject:
        subject = tree.head[subject]
    bare = tree.pos[subject] in NOMINAL and not tree.has(subject, "cop", "nsubj", "nsubj:pass", "aux")
    if bare and tree.dep[subject] in ("root", "ccomp", "parataxis") and subject < beside:
        tree.attach(subject, verb, "nsubj")
        tree.tag[verb] = "VBD" if tree.tag[verb] == "VBN" else tree.tag[verb]
