"""Deaths, damage and flight that are nobody's doing: accidents, disease, the weather."""

from __future__ import annotations

from pipelines.extract.calamities import calamities
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.frames import HARM_BY_VERBS, word_classes
from pipelines.extract.events.predicates import Predicate, complement_words
from pipelines.lexicon import words

_HARM = HARM_BY_VERBS | {"murder-noun", "deport"}
_STIFLED = words("events", "verbs-of-mishaps")
_BLASTS = frozenset({"explosion", "blast"})
_HAZARDS = words("events", "natural-hazards")
_STORMS = words("shared", "storms")
_OF_HAZARDS = frozenset({"ASSAULT", "COERCE", "ACCUSE", "THREATEN", "REJECT", "MOBILIZE", "SANCTION"})
_WAKE = 3
_CAUSES = frozenset(
    {"in", "by", "from", "of", "after", "during", "due to", "because of", "as a result of", "amid", "following"}
)
_MEANWHILE = frozenset({"after", "during", "amid", "following"})
_WHEN = frozenset({"when", "as", "after"})


def is_mischance(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """Whether an assault or a displacement is none by what is told of it: "a blast at a fireworks plant killed two"."""
    if _is_of_hazard(tree, p, roots) or _is_warning_of_hazard(tree, p):
        return True
    if p.frame.event_type not in ("ASSAULT", "COERCE"):
        return False
    if _is_only_a_thing(tree, p, roots):
        return True
    causes = [*tree.subject(p.root), *(c for preposition, c in tree.obliques(p.root) if preposition in ("in", "by"))]
    if p.frame.event_type == "ASSAULT" and any(tree.lemma[c] in _BLASTS and _is_free(c, p, roots) for c in causes):
        return True
    if (p.frame.sense_id == "die-violently" and _during_protest(tree, p, roots)) or _is_of_illness(tree, p):
        return True
    harm = p.frame.sense_id in _HARM or tree.lemma[p.root] in _STIFLED
    return harm and (_by_calamity(tree, p, roots) or _by_mishap(tree, p.root, roots) or _is_in_wake(tree, p, roots))


def _is_of_illness(tree: Tree, p: Predicate) -> bool:
    """As in "reported 300 suspected cases and nine deaths": who is counted beside cases died of what they had."""
    nouns = [t for t in p.tokens if tree.pos[t] == "NOUN"]
    beside = {n for t in nouns for n in (*tree.conjuncts(t), tree.head[t] if tree.dep[t] == "conj" else t)}
    return any(tree.lemma[n] in _CASES for n in beside)


_CASES = words("events", "counts-of-the-ill")


def _is_of_hazard(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """As in "Typhoon Mara tears through Luzon", "the cyclone slammed into the coast", whatever the verb's sense."""
    if p.frame.part != "verb" or p.frame.event_type not in _OF_HAZARDS:
        return False
    subjects = [n for c in tree.logical_subject(p.root) for n in tree.conjuncts(c)]
    return any(_is_hazard(tree, n) and _is_free(n, p, roots) and not _is_of_deeds(tree, n, roots) for n in subjects)


def _is_hazard(tree: Tree, token: int) -> bool:
    """A hazard or the name of one: "Typhoon Mara"."""
    if tree.lemma[token] in _HAZARDS or tree.lower[token] in _HAZARDS:
        return True
    return any(tree.lower[c] in _STORMS for c in tree.kids(token, "compound", "flat", "nmod:desc", "appos"))


def _is_warning_of_hazard(tree: Tree, p: Predicate) -> bool:
    """As in "issued warnings of heavy rain", "ignored flood warnings": nobody threatens, nobody refuses."""
    if p.frame.event_type not in ("THREATEN", "REJECT"):
        return False
    told = set().union(*(complement_words(tree, t) for t in {p.root, *p.tokens} if tree.pos[t] in ("VERB", "NOUN")))
    about = p.frame.event_type == "THREATEN" or "warning" in told
    return about and bool(told & _HAZARDS) and not told & word_classes()["violence"]


def _is_only_a_thing(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """A bomb that police seize, or that another attack is done with, has not gone off: "attacked it with bombs"."""
    if p.frame.part != "noun" or p.support is not None or tree.lemma[p.root] not in _THINGS:
        return False
    verb = tree.head[p.root]
    if verb == p.root or verb not in roots:
        return False
    deed = roots[verb].frame.event_type
    if tree.dep[p.root] == "obl" and tree.preposition(p.root) == "with":
        return deed in ("ASSAULT", "PROTEST", "COERCE", "THREATEN")
    return deed == "COERCE" and tree.dep[p.root] in ("obj", "nsubj:pass")


_THINGS = words("events", "explosives")


def _is_in_wake(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """As in "A cyclone struck. At least 40 people were killed": no doer is told, and no attack since the calamity."""
    acted = tree.has(p.root, "obj") and tree.has(p.root, "nsubj") and not tree.is_passive(p.root)
    if p.frame.part != "verb" or acted or tree.agents(p.root) or tree.tag[p.root] == "VBG":
        return False
    own = tree.sentence[p.root]
    near = range(own, max(own - _WAKE, 0) - 1, -1)
    struck = next((number for number in near if _tells_of_calamity(tree, number, roots)), None)
    if struck is None:
        return False
    since = range(tree.sentence_span[struck][0], tree.sentence_span[own][1])
    told = (roots[i] for i in since if i in roots and i != p.root)
    return all(r.frame.event_type not in ("ASSAULT", "PROTEST") or _is_agentless_harm(tree, r) for r in told)


def _tells_of_calamity(tree: Tree, sentence: int, roots: dict[int, Predicate]) -> bool:
    return any(_is_hazard(tree, i) and _is_told_of(tree, i, roots) for i in range(*tree.sentence_span[sentence]))


def _is_agentless_harm(tree: Tree, p: Predicate) -> bool:
    harm = p.frame.sense_id in _HARM or tree.lemma[p.root] in _STIFLED
    return harm and not tree.has(p.root, "obj") and not tree.agents(p.root)


def _is_told_of(tree: Tree, token: int, roots: dict[int, Predicate]) -> bool:
    """Whether a calamity is what a clause is about, not what only describes something: "a flood-hit village"."""
    if tree.pos[token] not in ("NOUN", "PROPN") or token in roots or _is_of_deeds(tree, token, roots):
        return False
    return tree.dep[token] in ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "root", "ROOT", "conj")


def _during_protest(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """As in "ten patients died during the nurses' strike"."""
    amid = [c for preposition, c in tree.obliques(p.root) if preposition in ("during", "in", "amid")]
    return any(c in roots and roots[c].frame.event_type == "PROTEST" for c in amid)


def _is_free(token: int, p: Predicate, roots: dict[int, Predicate]) -> bool:
    return token not in roots and token not in p.tokens


def _by_calamity(tree: Tree, p: Predicate, roots: dict[int, Predicate]) -> bool:
    """As in "drowned in flash floods", "deaths from cholera", "killed when a landslide buried the village"."""
    shared = [c for c in tree.kids(p.root, "conj") if all(tree.pos[s] == "NUM" for s in tree.subject(c))]
    told = dict.fromkeys((p.root, *p.tokens, *shared))  # "two were killed and ten injured in an accident"
    somebody = bool(tree.agents(p.root)) or (tree.has(p.root, "obj") and tree.has(p.root, "nsubj"))
    links = _CAUSES - _MEANWHILE if somebody else _CAUSES  # "rebels killed two after the quake, as the storm passed"
    causes = [c for node in told for preposition, c in tree.obliques(node) if preposition in links]
    if not tree.is_passive(p.root):
        causes += tree.logical_subject(p.root)
    for clause in () if somebody else tree.kids(p.root, "advcl"):
        if any(tree.lower[c] in _WHEN for c in tree.kids(clause, "mark", "advmod")):
            causes += tree.subject(clause)
    nodes = dict.fromkeys(n for c in causes for n in tree.conjuncts(c))
    return any(_is_calamity(tree, n) and _is_free(n, p, roots) and not _is_of_deeds(tree, n, roots) for n in nodes)


def _is_of_deeds(tree: Tree, token: int, roots: dict[int, Predicate]) -> bool:
    """As in "a surge of attacks", "an outbreak of fighting", "a rain of bullets": no calamity but in words."""
    arms = word_classes()["weapons"] | word_classes()["fire_weapons"]
    return any(p == "of" and (c in roots or tree.lemma[c] in arms) for p, c in tree.obliques(token))


def _is_calamity(tree: Tree, token: int) -> bool:
    if tree.lemma[token] not in calamities().fires:
        return tree.lemma[token] in calamities().nouns or tree.lower[token] in calamities().nouns
    before = {tree.lower[c] for c in tree.kids(token, "amod", "compound")}
    return tree.has(token, "det") and not before & calamities().shot


def _by_mishap(tree: Tree, root: int, roots: dict[int, Predicate]) -> bool:
    """As in "a ferry sank, drowning forty": the clause above tells of a mischance that nobody brought about."""
    above = tree.head[root]
    if tree.dep[root] != "advcl" or tree.tag[root] != "VBG" or above in roots:
        return False
    shot_down = any(tree.lemma[c] == "shoot" for c in tree.kids(above, "advcl"))
    return tree.lemma[above] in calamities().verbs and not tree.has(above, "obj", "obl:agent") and not shot_down
