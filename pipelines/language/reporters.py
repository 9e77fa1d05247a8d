"""Who is the speaker where a sentence ends as in "…, Interior Minister Vega said" or "…, said one of the drivers".

A reporting verb at the end, with a clause before it and no subject of its own, has as its subject the noun phrase that
stands between the comma and the verb, even where the parser hung that phrase into the clause ("were killed on Monday,
Vega said" is no killing by Vega). One right behind a comma or a closing quotation mark has as its subject the noun
phrase that follows, even where the parser made that phrase what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.language.onnx_reader import Analysis, LabelSets

_NOMINAL = ("NOUN", "PROPN", "PRON")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_SAID = ("obj", "iobj", "ccomp", "xcomp")
_REPORTING = frozenset(
    {"said", "says", "added", "adds", "explained", "explains", "declared", "wrote", "writes", "insisted", "insists"}
    | {"replied", "replies", "stated", "remarked", "quipped", "joked", "exclaimed", "commented", "complained", "argued"}
    | {"argues", "concluded", "concludes", "cautioned", "cautions", "recalled", "recalls", "lamented"}
)
_CLOSERS = (",", "”", '"', "’", "''", "–", "—")


def mend_reporters(found: Analysis, words: Sequence[str], labels: LabelSets) -> None:
    """Hang such phrases on their verb, in place."""
    if _REPORTING.isdisjoint(word.lower() for word in words) and not (found.deps == labels.deps.index("ccomp")).any():
        return
    upos = [labels.upos[tag] for tag in found.upos]
    deps = [labels.deps[dep] for dep in found.deps]
    _mend_days(found.heads, deps, words)
    _mend_hearers(found, deps, words, labels)
    for verb, tag in enumerate(upos):
        if tag != "VERB" or verb < 2:
            continue
        children = np.flatnonzero(found.heads == verb + 1)
        if any(deps[child] in _SUBJECTS for child in children):
            continue
        if words[verb - 1] in _CLOSERS:
            _mend_inverted(found, (verb, children), words, labels)
        elif verb > 2:
            clause = next((int(child) for child in children if deps[child] == "ccomp" and child < verb), None)
            speaker = None if clause is None else _speaker(found.heads, deps, upos, words, (clause, verb))
            if speaker is not None:
                found.heads[speaker] = verb + 1
                found.deps[speaker] = labels.deps.index("nsubj")


def _mend_days(heads: np.ndarray, deps: Sequence[str], words: Sequence[str]) -> None:
    """In "said on Tuesday they would meet" the day is that of saying: hang what follows the verb at once on it."""
    for verb, clause, children in _clauses_below(_TELLING, heads, deps, words):
        subject = min((child for child in children if deps[child] in _SUBJECTS), default=clause)
        opened = min((child for child in children if deps[child] == "mark" or words[child] == ","), default=clause)
        for child in children:
            if deps[child] in _ADJUNCTS and verb < child < min(subject, opened):
                heads[child] = verb + 1


def _mend_hearers(found: Analysis, deps: list[str], words: Sequence[str], labels: LabelSets) -> None:
    """In "tells Al Jazeera that the hostages live" who stands before "that" is told, and no subject of what is said."""
    for verb, clause, children in _clauses_below(_TOLD, found.heads, deps, words):
        that = next((child for child in children if deps[child] == "mark" and words[child].lower() == "that"), clause)
        hearers = [child for child in children if deps[child] in _SUBJECTS and verb < child < that < clause]
        for hearer in hearers:
            found.heads[hearer], found.deps[hearer] = verb + 1, labels.deps.index("obj")
            deps[hearer] = "obj"


def _clauses_below(
    verbs: frozenset[str], heads: np.ndarray, deps: Sequence[str], words: Sequence[str]
) -> Iterator[tuple[int, int, list[int]]]:
    """Each of some verbs with the head of a clause behind it that is its complement, and what hangs on that head."""
    for clause, dep in enumerate(deps):
        verb = int(heads[clause]) - 1
        if dep == "ccomp" and 0 <= verb < clause and words[verb].lower() in verbs:
            yield verb, clause, [int(child) for child in np.flatnonzero(heads == clause + 1)]


_TOLD = frozenset(
    {"tell", "tells", "told", "telling", "informed", "informs", "reminded", "assured", "assures", "notified"}
)
_ADJUNCTS = frozenset({"obl", "obl:unmarked", "advmod"})
_TELLING = frozenset(
    {"said", "told", "announced", "reported", "warned", "confirmed", "stated", "added", "declared", "admitted"}
    | {"claimed", "acknowledged", "insisted", "ruled", "agreed", "promised", "denied", "say", "says", "testified"}
)


def _mend_inverted(
    found: Analysis, verb_and_children: tuple[int, np.ndarray], words: Sequence[str], labels: LabelSets
) -> None:
    """Make the phrase behind a reporting verb its subject, and the verb an insertion."""
    verb, children = verb_and_children
    if words[verb].lower() not in _REPORTING:
        return
    behind = [int(child) for child in children if child > verb and labels.deps[found.deps[child]] in _SAID]
    if len(behind) != 1 or labels.upos[found.upos[behind[0]]] not in (*_NOMINAL, "NUM"):
        return
    found.deps[behind[0]] = labels.deps.index("nsubj")
    if labels.deps[found.deps[verb]] == "conj":
        found.deps[verb] = labels.deps.index("parataxis")


def _speaker(
    heads: np.ndarray, deps: Sequence[str], upos: Sequence[str], words: Sequence[str], between: tuple[int, int]
) -> int | None:
    """The head of the noun phrase that fills the room between a comma and the verb, if the clause has it."""
    clause, verb = between
    comma = next((at for at in range(verb - 1, clause, -1) if words[at] in _CLOSERS), None)
    if comma is None or comma == verb - 1:
        return None
    inside = range(comma + 1, verb)
    tops = [at for at in inside if not comma < heads[at] - 1 < verb]
    if len(tops) != 1 or upos[tops[0]] not in _NOMINAL or not _is_below(heads, tops[0], clause):
        return None
    marked = any(heads[at] - 1 == tops[0] and deps[at] in ("case", "cc", "mark") for at in inside)
    return None if marked else tops[0]


def _is_below(heads: np.ndarray, node: int, ancestor: int) -> bool:
    for _ in range(len(heads)):
        node = int(heads[node]) - 1
        if node == ancestor:
            return True
        if node < 0:
            return False
    return False
