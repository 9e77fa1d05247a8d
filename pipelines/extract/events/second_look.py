"""A second look at parses that no sentence of a newspaper can have: verbs taken for participles, subjects of nothing.

The parser reads rare verbs of short sentences as modifiers of a noun ("The republic suspended enrichment"). Where the
lexicon knows the verb and the sentence has no other, the tree is put right before events are looked for.
"""

from __future__ import annotations

from itertools import pairwise

from pipelines.extract.dependencies import NOMINAL, SUBJECTS, Tree
from pipelines.extract.events.far_heads import bring_near
from pipelines.extract.events.frames import FrameIndex, word_classes
from pipelines.extract.events.headline_verbs import is_headline, mend_headline, read_passive
from pipelines.extract.events.joined_verbs import mend_joined_verbs
from pipelines.extract.events.loose_ends import tie_loose_ends
from pipelines.extract.events.lost_subjects import return_subject
from pipelines.extract.events.word_order import mend_order
from pipelines.extract.times.vocabulary import WEEKDAYS
from pipelines.lexicon import forms, words

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_BEFORE_VERB = frozenset({"nmod:poss", "nsubj", "nsubj:pass", "compound", "nmod:desc", "nmod:unmarked"})
_OF_NOUNS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "compound"})
_ENDS = frozenset({".", "!"})
_BECOMING = words("events", "verbs-of-becoming")
_DITRANSITIVE = words("events", "verbs-with-two-objects")


def look_again(tree: Tree, index: FrameIndex, titles: frozenset[int]) -> None:
    """Mend what cannot be, sentence by sentence; a headline may lack a verb rightly."""
    for number, (first, end) in enumerate(tree.sentence_span):
        for i in range(first, end):
            if tree.pos[i] == "VERB" and tree.tag[i] in ("NN", "NNS") and tree.dep[i] in _OF_NOUNS:
                tree.pos[i] = "NOUN"
            _name_the_accused(tree, i)
            _free_people(tree, i)
            if tree.children[i]:
                _make_past(tree, index, i)
                _return_preposition(tree, i)
                _set_label_apart(tree, i)
                _return_role(tree, i)
                _mend_progressive(tree, index, i)
                _head_by_noun(tree, i)
                _give_verb_its_object(tree, index, i)
                _free_gerund(tree, index, i)
                _name_deed(tree, index, i)
                _name_strife(tree, index, i)
                _set_ablaze(tree, i)
                _tell_of_marchers(tree, i)
                _tell_of_protests(tree, i)
                _count_waves(tree, i)
                _list_names(tree, i)
            mend_joined_verbs(tree, index, i)
            mend_order(tree, index, i)
            tie_loose_ends(tree, index, i)
            bring_near(tree, index, i)
            if tree.is_verbal(i):
                return_subject(tree, i)
                _raise_conjunct(tree, i)
                _take_subject_from_compound(tree, i)
                _join_subjects(tree, i)
                _take_subject_from_object(tree, i)
                _undo_passive(tree, i)
                _give_object(tree, index, i)
                _give_the_dead(tree, i)
        if number not in titles and tree.lower[_last(tree, first, end)] in _ENDS:
            _find_the_verb(tree, index, first, end)
            continue
        if tree.lower[_last(tree, first, end)] not in _ENDS:
            read_passive(tree, first, end)
        if number in titles or is_headline(tree, first, end):
            mend_headline(tree, index, first, end)


def _last(tree: Tree, first: int, end: int) -> int:
    return next((i for i in range(end - 1, first, -1) if tree.pos[i] != "SPACE"), first)


def _raise_conjunct(tree: Tree, verb: int) -> None:
    """As in "threatened to respond and | fired a missile": a past tense goes on with one, not with an infinitive.

    Nor, if it speaks, with a pluperfect: "said that the army had bombed a village and | vowed revenge". Nor with what a
    participle tells of the act before: "fired a missile, causing no harm, and | suspended talks".
    """
    infinitive = tree.head[verb]
    governor = tree.head[infinitive]
    if tree.dep[infinitive] == "acl" and tree.tag[infinitive] == "VB":
        governor = tree.head[governor]  # "stressed the need to talk and | urged restraint"
    if tree.tag[verb] != "VBD" or tree.dep[verb] != "conj" or tree.has(verb, "nsubj", "nsubj:pass", "aux"):
        return
    if tree.tag[infinitive] == "VBG" and tree.dep[infinitive] == "advcl":
        above = next((n for n in tree.ancestors(infinitive, 4) if tree.tag[n] != "VBG"), None)
        if above is not None and tree.tag[above] == "VBD":
            tree.attach(verb, above, "conj")
        return
    if tree.tag[governor] != "VBD":
        return
    told = tree.dep[infinitive] == "ccomp" and tree.lemma[verb] in _SAYING
    pluperfect = told and any(tree.lower[c] == "had" for c in tree.kids(infinitive, "aux"))
    if not pluperfect and (tree.tag[infinitive] != "VB" or tree.dep[infinitive] not in ("xcomp", "acl")):
        return
    tree.attach(verb, governor, "conj")
    for c in list(tree.children[infinitive]):
        if c > verb and tree.dep[c] in ("obj", "obl"):
            tree.attach(c, verb, tree.dep[c])


_SAYING = words("events", "verbs-of-saying")


def _make_past(tree: Tree, index: FrameIndex, i: int) -> None:
    """As in "the bank | unblocked | a loan": what has an object is no adjective."""
    if tree.tag[i] != "JJ" or not tree.lower[i].endswith("ed") or not tree.has(i, "obj") or tree.has(i, "cop"):
        return
    stems = (tree.lower[i].removesuffix("ed"), tree.lower[i].removesuffix("d"))
    lemma = next((stem for stem in stems if stem in index.verbs), None)
    if lemma is not None:
        tree.pos[i], tree.tag[i], tree.lemma[i] = "VERB", "VBD", lemma


def _return_preposition(tree: Tree, i: int) -> None:
    """As in "talks with Prime Minister | Ana Ruiz", where the name that follows took the preposition before them."""
    if tree.dep[i] not in ("obl", "nmod") or tree.has(i, "case"):
        return
    for c in tree.kids(i, "appos", "flat", "compound"):
        for k in tree.kids(c, "case"):
            if k < i and not any(k < other < i for other in tree.kids(i, "obl", "nmod")):
                tree.attach(k, i, "case")


def _return_role(tree: Tree, role: int) -> None:
    """As in "the murder of opposition | leader | Ana Paz", where the name took both the preposition and its place."""
    name, above, dep = role + 1, tree.head[role], tree.dep[role]
    if tree.dep[role] not in ("obl", "nmod") or tree.pos[role] != "NOUN" or tree.has(role, "case"):
        return
    if name >= len(tree.pos) or tree.pos[name] != "PROPN" or (tree.head[name], tree.dep[name]) != (above, dep):
        return
    for c in tree.kids(name, "case"):
        if above < c < role:
            tree.attach(c, role, "case")
            tree.attach(name, role, "appos")
            return


_LABEL_ENDS = frozenset({"]", "--", "—", "–"})


def _set_label_apart(tree: Tree, verb: int) -> None:
    """As in "[Paz] The army has fled", "Lima -- The army has fled": who speaks and from where is no second subject.

    In brackets it has no part in what is said at all: "[Paz] No ransom was paid".
    """
    first = tree.sentence_span[tree.sentence[verb]][0]
    for label in tree.children[verb]:
        if tree.is_label(label) and tree.opening(label) == first and tree.pos[label] == "PROPN":
            tree.dep[label] = "dislocated"
    subjects = [c for c in tree.children[verb] if tree.dep[c] in SUBJECTS]
    if len(subjects) < 2 or not tree.is_verbal(verb):
        return
    label, ends = subjects[0], max([subjects[0], *tree.kids(subjects[0], "flat", "compound")])
    behind = tree.lower[ends + 1 : ends + 2]
    if tree.opening(label) == first and not _LABEL_ENDS.isdisjoint(behind):
        tree.dep[label] = "dislocated"


def _name_the_accused(tree: Tree, i: int) -> None:
    """As in "two accused were held": people, as nobody tells what they are accused of."""
    if tree.lower[i] != "accused" or tree.has(i, "aux", "aux:pass", "obj", "nsubj", "nsubj:pass", "xcomp", "obl"):
        return
    if tree.dep[i] == "acl" and tree.pos[tree.head[i]] == "NUM":
        counted = tree.head[i]
        head, dep = tree.head[counted], tree.dep[counted]
        tree.attach(i, head, dep)
        tree.attach(counted, i, "nummod")
    if tree.dep[i] in _OF_NOUNS and tree.has(i, "det", "nummod", "amod"):
        tree.pos[i], tree.tag[i], tree.lemma[i] = "NOUN", "NNS" if tree.has(i, "nummod") else "NN", "accused"


def _free_people(tree: Tree, i: int) -> None:
    """As in "wishes the wounded | a speedy recovery": what stands before another article is no part of its noun."""
    noun, verb = tree.head[i], tree.head[tree.head[i]]
    if (
        tree.dep[i] != "amod"
        or tree.lower[i] not in _PEOPLE
        or tree.lower[i - 1 : i + 2 : 2] not in (["the", "a"], ["the", "an"])
    ):
        return
    if tree.head[i + 1] == noun and tree.dep[noun] == "obj" and tree.is_verbal(verb):
        tree.attach(i, verb, "iobj")
        tree.attach(i - 1, i, "det")
        tree.pos[i], tree.tag[i] = "NOUN", "NNS"


_PEOPLE = words("actors", "adjectives-for-people")


def _give_verb_its_object(tree: Tree, index: FrameIndex, i: int) -> None:
    """As in "a sniper | shot | a captain", "a sniper | shot | and wounded a captain": no noun has an object."""
    shared = any(tree.tag[c] == "VBD" and tree.has(c, "obj") for c in tree.kids(i, "conj"))
    if tree.dep[i] not in _OF_CLAUSES or tree.pos[i] != "NOUN" or not (shared or tree.has(i, "obj")):
        return
    lemma = _PASTS.get(tree.lower[i], tree.lower[i])
    if lemma not in index.verbs:
        return
    dated = tree.lower[i - 1] in WEEKDAYS
    before = i - 1 - dated  # "police | Sunday | shot a man"
    subject = next((c for c in tree.kids(i, "compound") if c == before and tree.pos[c] in NOMINAL), None)
    if subject is None:
        return
    if dated:
        tree.attach(i - 1, i, "obl:unmarked")
    tree.pos[i], tree.tag[i], tree.lemma[i] = "VERB", "VBD" if lemma != tree.lower[i] else "VBP", lemma
    tree.dep[subject] = "nsubj"
    for c in list(tree.children[i]):
        if c < subject and tree.dep[c] in ("det", "amod", "nummod", "nmod:poss", "compound"):
            tree.attach(c, subject, tree.dep[c])


_PASTS = forms("events", "pasts-read-as-nouns")
_OF_CLAUSES = frozenset({"root", "ROOT", "ccomp", "parataxis", "conj"})


def _free_gerund(tree: Tree, index: FrameIndex, noun: int) -> None:
    """As in "denied | blocking | aid": what one denies is the deed."""
    verb = tree.head[noun]
    if tree.dep[noun] != "obj" or tree.lemma[verb] not in _OWNING_UP or tree.has(noun, "det", "nmod:poss"):
        return
    for c in tree.kids(noun, "amod"):
        if tree.tag[c] == "VBG" and c == verb + 1 and tree.lemma[c] in index.verbs:
            tree.attach(c, verb, "xcomp")
            tree.pos[c] = "VERB"
            tree.attach(noun, c, "obj")
            return


_OWNING_UP = words("events", "verbs-of-owning-up")


def _name_deed(tree: Tree, index: FrameIndex, gerund: int) -> None:
    """As in "killed in | police firing", "killed in | firing by police": what a preposition governs is a deed.

    It has a bare noun before it, or its doers right behind, and no object.
    """
    if tree.tag[gerund] != "VBG" or tree.dep[gerund] != "advcl" or tree.has(gerund, "obj", "aux", "xcomp", "ccomp"):
        return
    doers = tree.kids(gerund, "nsubj")
    links = [c for c in tree.kids(gerund, "mark", "case") if tree.lower[c] in _GOVERNING]
    bare = len(doers) == 1 and doers[0] == gerund - 1 and not tree.children[doers[0]]
    deeds = index.nouns.get(tree.lower[gerund], ())
    doers_behind = not doers and tree.lower[gerund + 1 : gerund + 2] == ["by"]
    if not (bare or doers_behind) or not links or not any("mod" in deed.actor for deed in deeds):
        return
    tree.dep[gerund], tree.pos[gerund], tree.tag[gerund] = "obl", "NOUN", "NN"
    for c in doers:
        tree.dep[c] = "compound"
    for c in links:
        tree.dep[c] = "case"
    for preposition, c in tree.obliques(gerund):
        if doers_behind and preposition == "by":
            tree.dep[c] = "nmod"


def _name_strife(tree: Tree, index: FrameIndex, gerund: int) -> None:
    """As in "| fighting between the clans flared", "died in | fighting between them": between two it is a noun."""
    verb = tree.head[gerund]
    if tree.tag[gerund] != "VBG" or tree.dep[gerund] not in ("csubj", "advcl") or tree.has(gerund, "obj", "aux"):
        return
    links = [c for c in tree.kids(gerund, "mark", "case") if c == gerund - 1]
    if tree.lower[gerund + 1 : gerund + 2] != ["between"] or tree.lower[gerund] not in index.nouns:
        return
    if not links and (verb < gerund or tree.has(verb, "nsubj", "nsubj:pass")):
        return
    tree.dep[gerund], tree.pos[gerund], tree.tag[gerund] = "obl" if links else "nsubj", "NOUN", "NN"
    for c in links:
        tree.dep[c] = "case"
    for c in tree.kids(gerund, "obl"):
        tree.dep[c] = "nmod"
        for k in list(tree.children[c]):
            for case in tree.kids(k, "case") if tree.dep[k] == "amod" else ():
                tree.attach(case, c, "case")  # "between Armenian and Azeri forces"


_GOVERNING = frozenset({"in", "by", "during", "after", "from", "of", "to"})


def _tell_of_marchers(tree: Tree, i: int) -> None:
    """As in "police scattered marchers | protesting | the vote": they protest who stand right before it."""
    people, above = i - 1, tree.head[i]
    if tree.tag[i] != "VBG" or tree.dep[i] != "advcl" or tree.lemma[i] not in _MARCHING or tree.has(i, "mark"):
        return
    if above < people and tree.tag[people] == "NNS" and tree.dep[people] in ("obj", "obl", "nmod"):
        tree.attach(i, people, "acl")


def _tell_of_protests(tree: Tree, i: int) -> None:
    """As in "would not quit amid protests in the capital | calling for his exit": it is the protests that call."""
    above = tree.head[i]
    if tree.tag[i] != "VBG" or tree.dep[i] != "advcl" or tree.lemma[i] not in _CALLING or tree.has(i, "mark"):
        return
    for noun in range(i - 1, above, -1):
        if tree.is_verbal(noun) or tree.lower[noun] == ",":
            return
        if tree.pos[noun] == "NOUN" and tree.lemma[noun] in word_classes()["protest_words"]:
            tree.attach(i, noun, "acl")
            return


def _list_names(tree: Tree, i: int) -> None:
    """As in "| Peru, Chile, Bolivia began a drill": with no comma to close it, the second is no name of the first."""
    second, third = i + 2, i + 4
    if tree.dep[i] != "nsubj" or tree.pos[i] != "PROPN" or tree.lower[i + 1 : i + 4 : 2] != [",", ","]:
        return
    below = {i, second}
    listed = all(tree.pos[n] == "PROPN" and tree.head[n] in below for n in (second, third))
    if listed and third + 1 == tree.head[i] and tree.dep[third] in _LISTED and tree.dep[second] in _LISTED:
        tree.attach(second, i, "conj")
        tree.attach(third, i, "conj")


_LISTED = frozenset({"appos", "nmod:unmarked", "conj"})


def _count_waves(tree: Tree, i: int) -> None:
    """As in "| wave after wave of jets": what the second is of the first is of."""
    first = i - 2
    if first < 0 or tree.lower[i - 1] != "after" or tree.lemma[first] != tree.lemma[i] or tree.head[i] != first:
        return
    for c in tree.kids(i, "nmod"):
        if tree.preposition(c) == "of":
            tree.attach(c, first, "nmod")


_CALLING = words("events", "verbs-of-callers")


_MARCHING = words("events", "verbs-of-marchers")


def _set_ablaze(tree: Tree, state: int) -> None:
    """As in "the mob | set | shops ablaze", where the verb and who does it were taken for parts of the object."""
    things = tree.kids(state, "nsubj")
    if tree.lower[state] not in _ABLAZE or len(things) != 1 or tree.has(state, "cop"):
        return
    thing = things[0]
    verb = next((c for c in tree.kids(thing, "compound", "amod") if tree.lower[c] == "set"), None)
    if verb is None or verb == 0 or tree.pos[verb - 1] not in NOMINAL:
        return
    if tree.head[state] == state:
        tree.uproot(verb)
    else:
        tree.attach(verb, tree.head[state], tree.dep[state])
    tree.pos[verb], tree.tag[verb], tree.lemma[verb] = "VERB", "VBD", "set"
    for c in [*tree.children[thing], *tree.children[state]]:
        if c < verb - 1:
            tree.attach(c, verb - 1 if tree.head[c] == thing else verb, tree.dep[c])
    tree.attach(verb - 1, verb, "nsubj")
    tree.attach(thing, verb, "obj")
    tree.attach(state, verb, "xcomp")


_ABLAZE = words("events", "words-for-burning")


def _head_by_noun(tree: Tree, particle: int) -> None:
    """As in "a sit | in by relatives": of a noun and a particle with a hyphen between, the noun is the head."""
    noun = particle - 2
    if noun < 0 or tree.lower[particle] not in _PARTICLES:
        return
    if tree.lower[particle - 1] != "-" or tree.head[noun] != particle:
        return
    tree.attach(noun, tree.head[particle], tree.dep[particle])
    tree.pos[noun], tree.tag[noun] = "NOUN", "NN"
    tree.pos[particle], tree.tag[particle] = "ADP", "RP"
    for c in list(tree.children[particle]):
        tree.attach(c, noun, tree.dep[c])
    tree.attach(particle, noun, "compound:prt")


_PARTICLES = frozenset({"in", "out", "up", "down", "off", "away", "over"})


def _mend_progressive(tree: Tree, index: FrameIndex, noun: int) -> None:
    """As in "is reported to be | massing | tanks": nobody is reported to be tanks."""
    if tree.dep[noun] != "xcomp" or not tree.is_infinitive(noun) or tree.has(noun, "det"):
        return
    copulas = tree.kids(noun, "cop")
    verb = next((c for c in tree.kids(noun, "amod") if tree.tag[c] == "VBG" and tree.lemma[c] in index.verbs), None)
    if verb is None or not copulas or verb != copulas[0] + 1:
        return
    head, dep = tree.head[noun], tree.dep[noun]
    tree.attach(verb, head, dep)
    tree.pos[verb] = "VERB"
    for c in list(tree.children[noun]):
        if c < verb:
            tree.attach(c, verb, "aux" if c in copulas else tree.dep[c])
    tree.attach(noun, verb, "obj")


def _join_subjects(tree: Tree, verb: int) -> None:
    """As in "the force | buildup alarmed them": of two nouns side by side the first belongs to the second."""
    subjects = [c for c in tree.kids(verb, "nsubj", "nsubj:pass") if tree.pos[c] == "NOUN" and c < verb]
    for first, second in pairwise(subjects):
        if first + 1 == second and tree.tag[first] in ("NN", "NNS"):
            before = list(tree.children[first])
            tree.attach(first, second, "compound")
            for c in before:
                if tree.dep[c] in ("det", "amod", "nmod:poss"):
                    tree.attach(c, second, tree.dep[c])


def _take_subject_from_object(tree: Tree, verb: int) -> None:
    """As in "police | wielded canes", where what stands before the verb was taken for a part of its object."""
    bare = tree.tag[verb] == "VBN" and tree.head[verb] == verb and not tree.has(verb, "aux", "aux:pass")
    if not (bare or tree.tag[verb] in _FINITE) or any(tree.dep[c] in SUBJECTS for c in tree.children[verb]):
        return
    for o in tree.kids(verb, "obj"):
        for c in tree.children[o]:
            if c < verb < o and tree.pos[c] in NOMINAL and tree.dep[c] in _BEFORE_VERB and not tree.has(c, "case"):
                tree.attach(c, verb, "nsubj")
                tree.tag[verb] = "VBD" if bare else tree.tag[verb]
                return


def _take_subject_from_compound(tree: Tree, verb: int) -> None:
    """As in "police | baton-charged the marchers", where who acts was taken for a part of the verb's own noun."""
    part = verb - 2
    if part < 0 or tree.lower[verb - 1] != "-" or tree.head[part] != verb or tree.pos[part] not in NOMINAL:
        return
    if tree.dep[part] in SUBJECTS:
        tree.dep[part] = "compound"
    if any(tree.dep[c] in SUBJECTS for c in tree.children[verb]):
        return
    for c in tree.children[part]:
        if c < part and tree.pos[c] in NOMINAL and not tree.has(c, "case"):
            tree.attach(c, verb, "nsubj")
            tree.tag[verb] = "VBD" if tree.tag[verb] == "VBN" else tree.tag[verb]
            return


def _undo_passive(tree: Tree, verb: int) -> None:
    """As in "rebels handed in their weapons": with an object and no auxiliary, nobody is acted on."""
    plain = tree.tag[verb] == "VBN" and tree.has(verb, "obj") and not tree.has(verb, "aux", "aux:pass")
    if plain and (tree.lemma[verb] not in _DITRANSITIVE or tree.has(verb, "compound:prt")):
        for c in tree.kids(verb, "nsubj:pass"):
            if c < verb:
                tree.dep[c] = "nsubj"
                tree.tag[verb] = "VBD"


def _give_the_dead(tree: Tree, verb: int) -> None:
    """As in "suspected of joining the front | shot dead | a clerk": who stands behind "dead" was shot."""
    for dead in tree.kids(verb, "xcomp"):
        if tree.lower[dead] != "dead" or dead != verb + 1 or tree.has(verb, "obj", "nsubj:pass", "aux:pass"):
            continue
        behind = range(dead + 1, min(dead + 8, len(tree.head)))
        clerk = next((i for i in behind if tree.dep[i] in ("obj", "obl") and tree.opening(i) == dead + 1), None)
        if clerk is not None and tree.head[clerk] < verb and not tree.has(clerk, "case"):
            tree.attach(clerk, verb, "obj")


def _give_object(tree: Tree, index: FrameIndex, verb: int) -> None:
    """As in "extradited | a suspect": nobody is extradited to be a suspect."""
    becoming = tree.lemma[verb] in _BECOMING and not tree.has(verb, "compound:prt")
    if becoming or tree.lemma[verb] not in index.verbs or tree.has(verb, "obj", "ccomp"):
        return
    for c in tree.kids(verb, "xcomp"):
        if tree.pos[c] == "NOUN" and not tree.has(c, "cop", "mark", "case") and tree.has(c, "det", "nummod"):
            tree.dep[c] = "obj"


def _find_the_verb(tree: Tree, index: FrameIndex, first: int, end: int) -> None:
    """Make a participle that the lexicon knows the verb of a sentence that has none."""
    root = next((i for i in range(first, end) if tree.head[i] == i and tree.pos[i] in NOMINAL), None)
    if root is None or any(tree.dep[i] in ("root", "ROOT") and tree.is_verbal(i) for i in range(first, end)):
        return
    if any(tree.tag[i] in _FINITE and tree.dep[i] not in ("amod", "acl", "cop") for i in range(first, end)):
        return
    for c in tree.children[root]:
        if tree.lemma[c] not in index.verbs:
            continue
        if tree.dep[c] == "amod" and tree.tag[c] in ("VBD", "VBN", "VBG", "VBZ") and _raise_modifier(tree, c, root):
            return
        if tree.dep[c] == "acl" and tree.tag[c] in ("VBD", "VBN") and _raise_clause(tree, c, root):
            return


def _raise_modifier(tree: Tree, verb: int, noun: int) -> bool:
    """As in "the republic | suspended | enrichment", "the army is | massing | soldiers"."""
    subjects = [c for c in tree.children[noun] if c < verb and tree.pos[c] in NOMINAL and tree.dep[c] in _BEFORE_VERB]
    copulas = [c for c in tree.kids(noun, "cop", "aux") if c < verb]
    owned = any(tree.tag[g] == "POS" for s in subjects for g in tree.children[s])
    if len(subjects) != 1 or owned or (tree.tag[verb] == "VBG") != bool(copulas):
        return False
    if any(tree.lower[c] in ("a", "an", "the") for c in tree.kids(noun, "det")) and not copulas:
        return False
    before = [c for c in tree.children[noun] if c < verb and tree.dep[c] != "det"]
    _make_main(tree, verb)
    tree.attach(noun, verb, "obj")
    for c in before:
        dep = "nsubj" if c in subjects else "aux" if c in copulas else tree.dep[c]
        tree.attach(c, verb, dep)
    return True


def _raise_clause(tree: Tree, verb: int, noun: int) -> bool:
    """As in "President Ruiz on Monday | shortened | the curfew": a nominal with all else hanging from it."""
    objects = [c for c in tree.kids(verb, "obj", "nsubj:pass", "nsubj") if c > verb]
    if not objects or tree.has(verb, "aux", "aux:pass", "obl:agent") or tree.has(noun, "case", "cop"):
        return False
    after = [c for c in tree.children[noun] if c > noun and c != verb and tree.dep[c] in ("nmod", "obl", "advmod")]
    _make_main(tree, verb)
    tree.attach(noun, verb, "nsubj")
    for c in objects:
        tree.dep[c] = "obj"
    for c in after:
        if (tree.has(c, "case") and tree.preposition(c) in ("on", "at")) or tree.dep[c] == "advmod":
            tree.attach(c, verb, "obl" if tree.dep[c] == "nmod" else tree.dep[c])
    return True


def _make_main(tree: Tree, verb: int) -> None:
    tree.uproot(verb)
    tree.pos[verb] = "VERB"
    if tree.tag[verb] in ("VBN", "JJ"):
        tree.tag[verb] = "VBD"
