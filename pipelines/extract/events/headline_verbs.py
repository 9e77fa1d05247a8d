"""Verbs of headlines that the parser takes for nouns: "Turkey | Jails | Journalists", "Rebels | Free | Hostages".

In title case nothing tells a verb from a noun. Where a headline has no other verb, a word that the lexicon knows as one
and that stands between two nominals, agreeing with the first, is its verb.
"""

from __future__ import annotations

from pipelines.extract.dependencies import NOMINAL, Tree
from pipelines.extract.events.frames import FrameIndex, word_classes
from pipelines.lexicon import forms, words

_LONGEST = 16
_AFTER_VERB = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON"})
_CLOSING = frozenset({".", "!", "?", ":", ","})
_PLURAL = frozenset({"NNS", "NNPS"})
_MODIFIERS = {"NUM": "nummod", "DET": "det", "ADJ": "amod"}
_COLLECTIVE = words("events", "collective-nouns")


def is_headline(tree: Tree, first: int, end: int) -> bool:
    """Whether a short sentence is written with capitals, as headlines are, and without a full stop."""
    if end - first > _LONGEST:
        return False
    words = [tree.text[tree.start[i] : tree.end[i]] for i in range(first, end)]
    longer = [word for word in words if len(word) > 3 and word.isalpha()]
    closed = any(word in _CLOSING for word in words[-2:])
    return len(longer) > 1 and not closed and all(word[0].isupper() for word in longer)


def read_passive(tree: Tree, first: int, end: int) -> None:
    """As in "Man held for threats": without an object, what headlines tell of somebody was done to them; in place."""
    for i in range(first, end):
        _read_counted(tree, i)
        _read_past(tree, i, first, end)
        if (
            tree.lower[i] not in _DONE_TO
            or tree.tag[i] != "VBD"
            or tree.has(i, "obj", "ccomp", "aux", "aux:pass")
            or any(tree.pos[c] != "ADJ" for c in tree.kids(i, "xcomp"))
            or _is_aimed(tree, i)
        ):
            continue
        for c in tree.kids(i, "nsubj"):
            tree.tag[i], tree.dep[c] = "VBN", "nsubj:pass"


def _read_counted(tree: Tree, i: int) -> None:
    """As in "student killed, 12 | wounded", "54 | held after riot": a bare number is of people; in place."""
    number = i - 1
    if tree.lower[i] not in _DONE_TO or number < 0 or tree.pos[number] != "NUM" or tree.pos[i] not in ("VERB", "ADJ"):
        return
    if tree.has(i, "aux", "aux:pass", "obj") or tree.sentence[number] != tree.sentence[i]:
        return
    head = tree.head[i]
    if tree.head[number] == number and head == number:
        for c in [c for c in tree.children[number] if c != i]:
            tree.attach(c, i, tree.dep[c])
        tree.uproot(i)
    elif tree.head[number] != i or head > i or not tree.is_verbal(head):
        return
    elif head != i:
        tree.dep[i] = "conj"
    tree.attach(number, i, "nsubj:pass")
    tree.pos[i], tree.tag[i] = "VERB", "VBN"


def _read_past(tree: Tree, i: int, first: int, end: int) -> None:
    """As in "Mayor | Shot Dead in Cali", where the verb was taken for a part of the name; in place."""
    lemma = _PASTS.get(tree.lower[i])
    if lemma is None or tree.lower[i] not in _DONE_TO or tree.pos[i] not in NOMINAL or tree.head[i] != i:
        return
    follows = tree.lower[i + 1] if i + 1 < end else ""
    if i == first or tree.head[i - 1] != i or tree.pos[i - 1] not in NOMINAL or follows not in _AFTER_PAST:
        return
    for c in [c for c in tree.children[i] if c < i - 1]:
        tree.attach(c, i - 1, tree.dep[c])
    for c in tree.kids(i, "nmod"):
        tree.dep[c] = "obl"
    tree.attach(i - 1, i, "nsubj:pass")
    tree.pos[i], tree.tag[i], tree.lemma[i] = "VERB", "VBN", lemma
    for c in tree.kids(i, "amod"):
        tree.dep[c] = "xcomp"


_PASTS = forms("events", "pasts-read-as-nouns")
_AFTER_PAST = frozenset({"dead", "in", "at", "by", "over", "for", "after"})


def _is_aimed(tree: Tree, verb: int) -> bool:
    """As in "Rebels shot at police", which they did themselves; not in "Two men shot at bars"."""
    aims = [c for p, c in tree.obliques(verb) if p in ("at", "towards", "toward") and tree.lower[verb] in _AIMING]
    places = word_classes()["building"] | word_classes()["spot"]
    several = any(tree.tag[c] in _PLURAL and tree.lemma[c] not in places for c in aims)
    return several or any(tree.lower[c] in _COLLECTIVE | {"crowd"} for c in aims)


_AIMING = frozenset({"shot", "charged"})
_DONE_TO = words("events", "participles-of-headlines")


def mend_headline(tree: Tree, index: FrameIndex, first: int, end: int) -> None:
    """Make the word that must be its verb the root of a headline without one; in place."""
    _lower_participle(tree, index, first, end)
    _share_subject(tree, index, first, end)
    _list_subjects(tree, index, first, end)
    _read_toll(tree, index, first, end)
    if any(
        tree.is_verbal(i)
        and (tree.has(i, "nsubj", "nsubj:pass") or (tree.tag[i] == "VBZ" and tree.dep[i] != "compound"))
        for i in range(first, end)
    ):
        return
    for i in range(first + 1, end - 1):
        lemma = _as_verb(tree, index, i)
        if lemma is not None:
            _make_verb(tree, i, lemma, first, end)
            return


def _lower_participle(tree: Tree, index: FrameIndex, first: int, end: int) -> None:
    """As in "Police | rescue | kidnapped | nurses", where the participle was taken for the verb."""
    for i in range(first + 2, end - 1):
        objects = tree.kids(i, "obj")
        taken = tree.tag[i] in ("VBN", "VBD") and i - 1 in tree.kids(i, "nsubj") and not tree.has(i, "aux", "aux:pass")
        if not taken or not objects or objects[0] != i + 1:
            continue
        pos, tree.pos[i] = tree.pos[i], "ADJ"
        if _as_verb(tree, index, i - 1) is None:
            tree.pos[i] = pos
            continue
        tree.attach(i, i - 1, "amod")
        for c in [c for c in tree.children[i] if c != objects[0]]:
            tree.attach(c, i - 1, tree.dep[c])
        tree.attach(objects[0], i - 1, "obj")
        tree.attach(i, objects[0], "amod")
        return


def _share_subject(tree: Tree, index: FrameIndex, first: int, end: int) -> None:
    """As in "Egypt | frees activist, | expels envoy": verbs after commas have the first one's subject."""
    after_commas = (i for i in range(first + 3, end) if tree.lower[i - 1] == ",")
    later = [i for i in after_commas if tree.tag[i] == "VBZ" and tree.is_verbal(i)]
    if not later:
        return
    comma = later[0] - 1
    if any(tree.tag[i] in ("VBZ", "VBD", "VBP") and tree.is_verbal(i) for i in range(first, comma)):
        return
    verb = next((i for i in range(first + 1, comma - 1) if _as_verb(tree, index, i) is not None), None)
    lemma = _as_verb(tree, index, verb) if verb is not None else None
    if verb is None or lemma is None:
        return
    _make_verb(tree, verb, lemma, first, comma)
    for i in later:
        for c in tree.kids(i, "nsubj"):
            if c < i:
                tree.dep[c] = "obj" if c in tree.children[verb] else tree.dep[c]
        tree.attach(i, verb, "conj")


def _list_subjects(tree: Tree, index: FrameIndex, first: int, end: int) -> None:
    """As in "France, Germany | Condemn | Raid": names with a comma between them are its subjects."""
    for verb in range(first + 3, end):
        listed = tree.head[verb]
        if tree.dep[verb] != "parataxis" or tree.lower[verb] not in index.verbs or tree.head[listed] != listed:
            continue
        before = range(first, verb)
        plain = all(tree.pos[i] in NOMINAL or tree.lower[i] == "," for i in before)
        if listed in before and plain and tree.pos[verb - 1] in NOMINAL and not tree.has(verb, "nsubj", "nsubj:pass"):
            tree.uproot(verb)
            tree.attach(listed, verb, "nsubj")
            tree.tag[verb] = "VBP"


def _read_toll(tree: Tree, index: FrameIndex, first: int, end: int) -> None:
    """As in "Air strikes on Arden | kill 6 and wound 11", where the verb was taken for a part of the place."""
    for i in range(first + 2, end - 1):
        lemma = _HARMING.get(tree.lower[i])
        if lemma is None or tree.pos[i + 1] != "NUM" or tree.dep[i] not in ("nmod", "parataxis", "nsubj"):
            continue
        above = subject = tree.head[i]
        while tree.dep[subject] == "nmod":
            subject = tree.head[subject]
        deed = any(frame.event_type == "ASSAULT" for frame in index.nouns.get(tree.lemma[subject], ()))
        if not (subject < i and tree.head[subject] == subject and deed):
            continue
        place = i - 1
        for c in [c for c in tree.children[i] if c < i and c != place]:
            tree.attach(c, place, tree.dep[c])
        tree.attach(place, above, "nmod")
        tree.attach(subject, i, "nsubj")
        _take_number(tree, i, lemma)
        for c in tree.kids(subject, "conj", "parataxis"):
            if c > i and tree.lower[c] in _HARMING:
                tree.attach(c, i, "conj")
                _take_number(tree, c, _HARMING[tree.lower[c]])
        return


def _take_number(tree: Tree, verb: int, lemma: str) -> None:
    """Make a word a verb, and the number behind it, or whom that counts, its object."""
    tree.pos[verb], tree.lemma[verb] = "VERB", lemma
    tree.tag[verb] = "VBP" if tree.lower[verb] == lemma else "VBZ"
    for c in tree.children[verb]:
        if c == verb + 1:
            tree.dep[c] = "obj"


_HARMING = forms("shared", "harm-in-headlines")


def _as_verb(tree: Tree, index: FrameIndex, i: int) -> str | None:
    """The verb that a word between two nominals can be, agreeing with the first one; None if it can be none."""
    before, word = i - 1, tree.lower[i]
    if tree.pos[before] not in NOMINAL or tree.pos[i + 1] not in _AFTER_VERB or tree.has(i, "case", "det"):
        return None
    plural = tree.tag[before] in _PLURAL or tree.lower[before] in _COLLECTIVE
    if plural:
        return word if word in index.verbs else None
    stems = (word[:-1], word[:-2], f"{word[:-3]}y") if word.endswith("s") and not word.endswith("ss") else ()
    return next((stem for stem in stems if stem in index.verbs), None)


def _make_verb(tree: Tree, verb: int, lemma: str, first: int, end: int) -> None:
    """Root the headline in its verb: what stands before it is the subject, the next nominal the object."""
    inside = [i for i in range(first, end) if i != verb and tree.pos[i] != "SPACE"]
    last = verb + 1
    while last + 1 < end and tree.pos[last + 1] in _AFTER_VERB:
        last += 1
    subject = verb - 1
    for i in inside:
        head, own = tree.head[i], range(first, verb) if i < verb else range(verb + 1, end)
        if i in (subject, last):
            continue
        if i < verb and (head not in own or head == i):
            tree.attach(i, subject, "punct" if tree.pos[i] == "PUNCT" else "compound")
        elif verb < i < last and not last >= head > verb:
            tree.attach(i, last, _MODIFIERS.get(tree.pos[i], "compound"))
        elif i > last and (head not in own or head == i):
            tree.attach(i, verb, "obl" if tree.has(i, "case") else "punct" if tree.pos[i] == "PUNCT" else "parataxis")
    tree.attach(subject, verb, "nsubj")
    tree.attach(last, verb, "obj")
    tree.uproot(verb)
    tree.pos[verb], tree.lemma[verb] = "VERB", lemma
    tree.tag[verb] = "VBZ" if tree.lower[verb] != lemma else "VBP"
