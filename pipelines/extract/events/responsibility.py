"""Whom a text holds responsible for an attack that it names: "claimed responsibility for", "soldiers involved in"."""

from __future__ import annotations

from pipelines.extract.dependencies import OBLIQUES, Tree

_SELF = frozenset(
    {"responsible", "guilty", "involve", "involved", "participate", "part", "confess", "admit", "convict", "claim"}
    | {"responsibility", "credit", "author", "perpetrator", "perpetrate", "commit", "carry", "boast", "mastermind"}
    | {"plan", "order", "orchestrate", "execute", "acknowledge", "hand"}
)
_CHARGED = frozenset(
    {"accuse", "accused", "blame", "charge", "suspect", "suspected", "implicate", "implicated", "indict", "link"}
    | {"prosecute", "wanted", "want", "investigate", "try", "arrest", "detain", "sentence", "jail", "denounce"}
)
_TO_WHOM = frozenset({"attribute", "blame", "ascribe", "impute", "pin"})
_CLAIMING = frozenset({"claim", "assume", "accept", "take", "acknowledge", "admit", "bear", "have", "share"})
_LINKS = frozenset({"for", "in", "of", "with", "to"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "none"})


def responsible(tree: Tree, noun: int) -> tuple[list[int], bool]:
    """Tokens of those said to have done what a noun names, and whether they are only said to be suspected of it."""
    node, head = noun, tree.head[noun]
    for _ in range(3):
        if tree.dep[node] != "conj":
            break
        node, head = head, tree.head[head]
    if head == node:
        return [], False
    preposition = tree.preposition(node)
    if tree.dep[node] in ("obj", "nsubj:pass") and tree.lemma[head] in _TO_WHOM:
        return [c for p, c in tree.obliques(head) if p in ("to", "on")], True
    if tree.dep[node] not in OBLIQUES and tree.dep[node] != "nmod":
        return [], False
    if preposition not in _LINKS or any(tree.lower[c] in _NEGATIONS for c in tree.kids(head, "advmod", "det")):
        return [], False
    bearers, alleged = _bearers(tree, head, preposition)
    return [t for t in bearers if not any(tree.lower[c] in _NEGATIONS for c in tree.kids(t, "det"))], alleged


def _bearers(tree: Tree, head: int, preposition: str) -> tuple[list[int], bool]:
    lemma = tree.lemma[head]
    if lemma in ("responsibility", "credit", "part") and preposition in ("for", "in"):
        verb = tree.head[head]
        claims = tree.dep[head] == "obj" and tree.lemma[verb] in _CLAIMING
        return (tree.subject(verb), False) if claims else ([], False)
    if lemma in _CHARGED and preposition in ("of", "for", "in", "with", "to"):
        if tree.pos[head] == "NOUN":
            return ([head], True) if preposition in ("in", "of") else ([], False)
        return _object_or_head(tree, head), True
    if lemma not in _SELF or (preposition == "to" and lemma not in ("confess", "admit")):
        return [], False
    if tree.dep[head] in ("amod", "acl") and not tree.is_infinitive(head):
        return [tree.head[head]], False
    subjects = tree.subject(head) or tree.kids(head, "nsubj:pass")
    above = tree.lemma[tree.head[head]] if tree.head[head] != head else ""
    return subjects, above in _CHARGED


def _object_or_head(tree: Tree, verb: int) -> list[int]:
    """Whom a verb of accusing has as its object, or modifies."""
    if tree.dep[verb] in ("acl", "amod") and tree.tag[verb] == "VBN":
        return [tree.head[verb]]
    return tree.logical_object(verb)
