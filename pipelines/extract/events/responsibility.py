"""Whom a text holds responsible for an attack that it names: "claimed responsibility for", "soldiers involved in"."""

from __future__ import annotations

from pipelines.extract.dependencies import OBLIQUES, Tree
from pipelines.extract.events.listings import listed_with
from pipelines.lexicon import words

_SELF = words("events", "words-of-own-responsibility")
_CHARGED = words("events", "words-of-charge")
_HOLDING = words("events", "verbs-of-holding")
_CHARGES = words("events", "nouns-of-charge")
_TO_WHOM = words("events", "verbs-of-ascribing")
CLAIMING = words("events", "verbs-of-claiming")
BURDENS = words("events", "burdens")
DOING = words("events", "verbs-of-doing")
_DEEDS = words("events", "attacks")
_AIMED = frozenset({"against", "on", "at", "of", "in", "near", "outside", "inside"})
_LINKS = frozenset({"for", "in", "of", "with", "to", "over"})
_WARS = words("events", "wars")
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "none"})
_NEGATING = ("advmod", "det", "cc", "cc:preconj")
_CASES = words("events", "cases-against-somebody")


def responsible(tree: Tree, deed: int) -> tuple[list[int], bool]:
    """Tokens of those said to have done what a noun or gerund names, and whether they are only said to be suspected."""
    return _charged_clause(tree, deed) or _claimed(tree, deed) or _laid_to(tree, deed) or _responsible_above(tree, deed)


def _claimed(tree: Tree, deed: int) -> tuple[list[int], bool] | None:
    """As in "claimed an attack on the port", "the attack was claimed by a sect"."""
    verb = tree.head[deed]
    told = tree.dep[deed] in ("obj", "nsubj:pass") and tree.lemma[verb] == "claim" and tree.is_verbal(verb)
    return (tree.logical_subject(verb), False) if told and not _is_negated(tree, verb) else None


def done_beside(tree: Tree, deed: int) -> list[int]:
    """Agents told behind those who were hit: "the murder of a judge and two guards | committed by smugglers"."""
    hit = [n for p, c in tree.obliques(deed) if p == "of" for n in tree.conjuncts(c)]
    clauses = [c for n in hit for c in tree.kids(n, "acl") if tree.lemma[c] in DOING and tree.tag[c] == "VBN"]
    return [agent for c in clauses for agent in tree.agents(c)]


def _laid_to(tree: Tree, deed: int) -> tuple[list[int], bool] | None:
    """As in "a bomb attack blamed on the rebels", "the raid, which the bishop attributed to soldiers"."""
    for clause in tree.kids(deed, "acl", "acl:relcl"):
        if tree.lemma[clause] == "claim" and tree.agents(clause) and not _is_negated(tree, clause):
            return tree.agents(clause), False
        if tree.lemma[clause] in _TO_WHOM and not _is_negated(tree, clause):
            return [c for p, c in tree.obliques(clause) if p in ("to", "on")], True
    return None


def _responsible_above(tree: Tree, deed: int) -> tuple[list[int], bool]:
    """The same, told by the words that the deed hangs from."""
    node, head = deed, tree.head[deed]
    for _ in range(3):
        if tree.dep[node] != "conj":
            break
        node, head = head, tree.head[head]
    related = tree.pos[head] == "NOUN" and tree.lemma[head] in ("connection", "relation", "link")
    if related and tree.preposition(node) in ("with", "to"):
        node, head = head, tree.head[head]
    if head == node or (related and tree.lemma[deed] in _WARS):
        return [], False  # "people detained in relation to the conflict" wage none
    preposition = _link(tree, node)
    if tree.dep[node] in ("obj", "nsubj:pass") and tree.lemma[head] in _TO_WHOM:
        return [c for p, c in tree.obliques(head) if p in ("to", "on")], True
    if tree.dep[node] == "nsubj" and tree.lemma[head] == "work" and tree.has(head, "cop"):
        return ([] if _is_negated(tree, head) else [c for p, c in tree.obliques(head) if p == "of"]), False
    gerund = tree.tag[node] == "VBG" and tree.dep[node] in ("acl", "advcl")
    if tree.dep[node] not in OBLIQUES and tree.dep[node] != "nmod" and not gerund:
        return [], False
    if preposition not in _LINKS or _is_negated(tree, head):
        return [], False
    if gerund and not _bears(tree, head):
        head = next((o for o in tree.kids(head, "obj") if _bears(tree, o)), head)
    charged = _charged_by_noun(tree, head, preposition) or _charged_in_case(tree, head)
    bearers, alleged = charged or _bearers(tree, head, preposition)
    beside = [t for b in bearers for t in listed_with(tree, b) if (t < deed) == (b < deed)]
    bearers = [*bearers, *(t for t in beside if not tree.preposition(t) or tree.dep[t] == "conj")]
    return [t for t in bearers if not _is_negated(tree, t)], alleged


def _charged_clause(tree: Tree, deed: int) -> tuple[list[int], bool] | None:
    """As in "the murder for which two officers are tried", "a raid for which the rebels are held responsible"."""
    hit = [c for preposition, c in tree.obliques(deed) if preposition in ("of", "on", "against", "at")]
    for clause in (c for noun in (deed, *hit) for c in tree.kids(noun, "acl:relcl")):
        for node in (clause, *tree.kids(clause, "xcomp", "obj", "obl")):
            links = [p for p, c in tree.obliques(node) if tree.lower[c] == "which" and p in _LINKS]
            if not links or _is_negated(tree, clause):
                continue
            told = [_bearers(tree, t, links[0]) for t in (clause, *tree.kids(clause, "xcomp", "obj"))]
            found = next((t for t in told if t[0]), None)
            if found is not None:
                return found
    return None


def _link(tree: Tree, node: int) -> str:
    if not tree.is_verbal(node):
        return tree.preposition(node)
    return next((tree.lower[c] for c in tree.kids(node, "mark", "case")), "")


def _is_negated(tree: Tree, node: int) -> bool:
    return any(tree.lower[c] in _NEGATIONS for c in tree.kids(node, *_NEGATING))


def _bears(tree: Tree, noun: int) -> bool:
    return tree.lemma[noun] in BURDENS


def _charged_by_noun(tree: Tree, head: int, preposition: str) -> tuple[list[int], bool] | None:
    """As in "the arrest of two men for the murder", "ordered the arrest of the mayor in connection with the raid"."""
    for noun in (head, *tree.kids(head, "obj")) if preposition != "of" else ():
        if tree.pos[noun] == "NOUN" and tree.lemma[noun] in _CHARGES:
            return _owners(tree, noun), True
    return None


def _bearers(tree: Tree, head: int, preposition: str) -> tuple[list[int], bool]:
    lemma = tree.lemma[head]
    if lemma in BURDENS and tree.pos[head] == "NOUN" and preposition in ("for", "in", "of"):
        return bearers_of(tree, head)
    if lemma in _CHARGED and preposition in ("of", "for", "in", "with", "to"):
        if tree.pos[head] == "NOUN":
            return ([head], True) if preposition in ("in", "of") else ([], False)
        return _object_or_head(tree, head), True
    no_hand = preposition == "in" and tree.has(head, "compound:prt")  # "handed over a suspect in the bombing"
    no_deed = preposition == "over" or (preposition == "to" and lemma not in ("confess", "admit"))
    if lemma not in _SELF or no_hand or no_deed:
        return [], False
    if tree.dep[head] in ("amod", "acl") and not tree.is_infinitive(head):
        return _called(tree, tree.head[head])
    subjects = _said_to_be(tree, head) or tree.subject(head) or tree.kids(head, "nsubj:pass")
    above = tree.lemma[tree.head[head]] if tree.head[head] != head else ""
    return subjects, above in _CHARGED | _HOLDING


def _charged_in_case(tree: Tree, head: int) -> tuple[list[int], bool] | None:
    """As in "a case was registered against two men for the assault", where "for" may hang on the men."""
    verb = tree.head[head] if tree.preposition(head) == "against" else head
    if not tree.is_verbal(verb):
        return None
    cases = [c for c in (*tree.logical_object(verb), *tree.subject(verb)) if tree.lower[c] in _CASES]
    return ([c for preposition, c in tree.obliques(verb) if preposition == "against"], True) if cases else None


def _said_to_be(tree: Tree, noun: int) -> list[int]:
    """As in "the authors of the crime are members of the cartel"."""
    told = tree.head[noun]
    return [told] if tree.pos[noun] == "NOUN" and tree.dep[noun] == "nsubj" and tree.has(told, "cop") else []


def _called(tree: Tree, noun: int) -> tuple[list[int], bool]:
    """Who is called what a noun says, else the noun: "pointed out X as the persons responsible"."""
    if tree.has(noun, "cop") and tree.has(noun, "nsubj"):
        return tree.subject(noun), False
    if tree.dep[noun] == "obl" and tree.preposition(noun) == "as" and tree.is_verbal(tree.head[noun]):
        return tree.logical_object(tree.head[noun]) or [noun], True
    return [noun], False


_DENYING = words("events", "verbs-of-denying")


def bearers_of(tree: Tree, burden: int) -> tuple[list[int], bool]:
    """Who claims a responsibility or takes a part, or on whom others place it (then only suspected)."""
    verb = tree.head[burden]
    if _is_negated(tree, verb) or _is_negated(tree, burden):
        return [], False
    if tree.dep[burden] not in ("obj", "nsubj:pass"):
        suspected = tree.lemma[verb] in _CHARGED and tree.preposition(burden) in ("of", "for", "with")
        return _owners(tree, burden) or (_object_or_head(tree, verb) if suspected else []), True
    if tree.lemma[verb] in CLAIMING:
        return tree.logical_subject(verb), False
    placed = [c for p, c in tree.obliques(verb) if p in ("on", "upon", "to", "with")]
    if tree.lemma[verb] in ("place", "put", "lay", "pin", "attribute"):
        return placed, True
    return _owners(tree, burden), True


def _owners(tree: Tree, burden: int) -> list[int]:
    """As in "the involvement of troops in the murder", "the army's responsibility for it", unless that is denied."""
    if tree.lemma[tree.head[burden]] in _DENYING or _is_negated(tree, burden):
        return []
    return [*tree.kids(burden, "nmod:poss"), *(c for p, c in tree.obliques(burden) if p in ("of", "by"))]


def _object_or_head(tree: Tree, verb: int) -> list[int]:
    """Whom a verb of accusing has as its object, or modifies."""
    if tree.dep[verb] in ("acl", "amod") and tree.tag[verb] == "VBN":
        return [tree.head[verb]]
    return tree.logical_object(verb) or tree.kids(verb, "iobj")


def joint_doers(tree: Tree, verb: int) -> list[int]:
    """Agents of the other passives said of one attack: "planned by one man, approved by another and carried out by"."""
    beside = [c for c in tree.children[verb] if tree.dep[c] in ("conj", "advcl", "parataxis")]
    beside += [c for agent in tree.agents(verb) for c in tree.kids(agent, "acl") if tree.lower[c - 1] == ","]
    beside += [d for c in beside for d in tree.kids(c, "conj")]
    return [
        agent
        for c in beside
        if tree.lemma[c] in DOING and tree.tag[c] == "VBN" and not tree.has(c, "nsubj", "nsubj:pass", "obj")
        for agent in tree.agents(c)
    ]


def deed_behind(tree: Tree, verb: int) -> int | None:
    """The attack that a relative clause of harm tells of, where the clause hangs on what was attacked.

    "The bombing of a union hall and an aid agency, which killed nine people".
    """
    if tree.dep[verb] == "conj" and not tree.has(verb, "nsubj", "nsubj:pass"):
        verb = tree.head[verb]
    pronouns = {tree.lower[c] for c in tree.kids(verb, "nsubj")}
    if tree.dep[verb] != "acl:relcl" or not pronouns & {"which", "that"}:
        return None
    node = tree.head[verb]
    for _ in range(4):
        if tree.lemma[node] in _DEEDS:
            return node
        if tree.dep[node] != "conj" and not (tree.dep[node] in OBLIQUES and tree.preposition(node) in _AIMED):
            return None
        node = tree.head[node]
    return None
