"""Noun phrases that denote actors: their extent and the organ, office or common noun that heads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

Value = TypeVar("Value")
PREMODIFIERS = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "nmod:desc",
        "nmod",
        "advmod",
        "flat",
        "det:predet",
        "punct",
        "acl",
        "goeswith",
        "cc",
        "obl:unmarked",
    }
)
_JOINTS = frozenset({"-", "–", "—", "'", '"', "“", "”", "‘", "’", "``", "''"})
_LONGEST = 14
_LONGEST_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Value]):
    """A phrase of a table found at a head word: tokens [start, end) and what the table says."""

    start: int
    end: int
    text: str
    value: Value


class PhraseTable(Generic[Value]):
    """Phrases by their head word: the last word, or the word before an "of", "to", "for", "in" or hyphen inside."""

    def __init__(self, table: Mapping[str, Value]) -> None:
        self._table = table
        self._last = frozenset(last for p in table for last in (p.split()[-1], p.replace("-", " ").split()[-1]))
        self._right = frozenset(
            words[k - 1]
            for phrase in table
            for words in [phrase.replace("-", " - ").split()]
            for k in range(1, len(words))
            if words[k] in _LINKS
        )

    def find(self, tokens: Tokens, head: int, left: int) -> Phrase[Value] | None:
        """The longest phrase headed by a token, not reaching further left than `left`."""
        lemma = tokens.lemma[head]
        best: Phrase[Value] | None = None
        if lemma in self._right or tokens.low[head] in self._right:
            best = self._rightwards(tokens, head, left)
        after = head + 1
        if after < tokens.n and tokens.low[after] in _TAILS and tokens.sent[after] == tokens.sent[head]:
            best = best or self._leftwards(tokens, head, left, after + 1, f"{lemma} {tokens.low[after]}")
        if best is None and (lemma in self._last or tokens.low[head] in self._last):
            best = self._leftwards(tokens, head, left, head + 1, lemma) or self._leftwards(
                tokens, head, left, head + 1, tokens.low[head]
            )
        after = head + 1
        if (
            best is None
            and after < tokens.n
            and tokens.low[after] in _TAILS
            and tokens.sent[after] == tokens.sent[head]
        ):
            best = self._leftwards(tokens, head, left, after + 1, f"{lemma} {tokens.low[after]}")
        return best

    def _leftwards(self, tokens: Tokens, head: int, left: int, end: int, tail: str) -> Phrase[Value] | None:
        best: Phrase[Value] | None = None
        text = tail
        for start in range(head, max(left, head - _LONGEST_PHRASE) - 1, -1):
            if start < head:
                text = f"{tokens.low[start]} {text}"
            plain = text.replace(" - ", "-").replace("d' ", "d'")
            if plain in self._table:
                best = Phrase(start, end, plain, self._table[plain])
        return best

    def _rightwards(self, tokens: Tokens, head: int, left: int) -> Phrase[Value] | None:
        best: Phrase[Value] | None = None
        limit = min(tokens.bounds[tokens.sent[head]][1], head + _LONGEST_PHRASE)
        if head + 1 >= limit or tokens.low[head + 1] not in _LINKS:
            return None
        for end in range(head + 2, limit + 1):
            words = [tokens.lemma[head], *tokens.low[head + 1 : end - 1], tokens.lemma[end - 1]]
            exact = [tokens.lemma[head], *tokens.low[head + 1 : end]]
            for tail in dict.fromkeys((" ".join(words), " ".join(exact))):
                found = self._leftwards(tokens, head, left, end, tail)
                if found and (best is None or len(found.text) > len(best.text)):
                    best = found
        return best


_TAILS = words("actors", "adjectives-behind-titles")
_LINKS = frozenset({"of", "to", "for", "in", "-", "d'affaires", "d'", "and", "designate", "elect"})


def left_edge(tokens: Tokens, head: int) -> int:
    """The first token of the premodifiers that stand before a head word without a gap."""
    edges, _ = tokens.edges
    left = head
    floor = max(tokens.bounds[tokens.sent[head]][0], head - _LONGEST)
    for child in reversed([c for c in tokens.children[head] if c < head]):
        if tokens.dep[child] not in PREMODIFIERS or edges[child] < floor:
            break
        if tokens.dep[child] == "punct" and tokens.low[child] not in _JOINTS:
            break
        if not _adjoins(tokens, child, left):
            break
        left = edges[child]
        if tokens.low[child] in {"a", "an"} and tokens.dep[child] == "det" and tokens.low[left - 1] not in _BEFORE_A:
            break  # "wishes the wounded | a swift recovery"
    while left < head and tokens.low[left] in {"not", "only", "even", "also", "just", "then", "yet", "so", "including"}:
        left += 1
    while left < head and (
        tokens.dep[left] in {"punct", "cc", "case", "fixed"} or tokens.pos[left] in {"PUNCT", "SPACE", "ADP", "CCONJ"}
    ):
        left += 1
    return left


_BEFORE_A = frozenset({"such", "what", "half", "quite", "rather", "many"})


def _adjoins(tokens: Tokens, child: int, left: int) -> bool:
    _, right_edges = tokens.edges
    between = range(right_edges[child] + 1, left)
    return right_edges[child] < left and all(tokens.low[i] in _JOINTS or tokens.pos[i] == "SPACE" for i in between)


def right_edge_of_complement(tokens: Tokens, head: int, end: int, links: frozenset[str]) -> int:
    """Where a head word's first prepositional complement ends ("of Peru's coastal province"), or `end` without one.

    Relative clauses, appositions and further conjuncts are left out.
    """
    limit = min(tokens.bounds[tokens.sent[head]][1], end + _LONGEST)
    for child in tokens.children[head]:
        if child < end or child >= limit or tokens.dep[child] not in {"nmod", "obl", "nmod:of"}:
            continue
        if tokens.case_of(child) not in links or left_edge_with_case(tokens, child) != end:
            continue
        return _compact_end(tokens, child, limit)
    return end


def left_edge_with_case(tokens: Tokens, head: int) -> int:
    """The first token of a prepositional phrase: its preposition."""
    left = left_edge(tokens, head)
    cases = [c for c in tokens.children[head] if tokens.dep[c] == "case" and c < left]
    return cases[0] if cases else left


def _compact_end(tokens: Tokens, head: int, limit: int) -> int:
    """The end of a nominal with its name parts, joined nouns and one further "of" phrase."""
    end = head + 1
    _, right_edges = tokens.edges
    for child in tokens.children[head]:
        if child == end and tokens.dep[child] in {"flat", "compound", "nummod"}:
            end = right_edges[child] + 1
        elif child > head and tokens.dep[child] == "conj" and child < limit and right_edges[child] - head < 5:
            articled = any(tokens.dep[c] == "det" for c in tokens.children[child])
            another = articled and tokens.pos[head] == "PROPN" and tokens.pos[child] == "NOUN"
            end = end if another else max(end, child + 1)  # "of Mali and the rebels"
        elif (
            child > head and tokens.dep[child] == "nmod" and tokens.case_of(child) in {"of", "for"} and child - end < 6
        ):
            end = max(end, _compact_end(tokens, child, limit))
    return min(end, limit)


def called_noun(tokens: Tokens, name: int) -> int | None:
    """The noun that a name is given to: "a man named Ana Paz", "a group called the White Hand", "whose name is Rey"."""
    verb, before = tokens.head[name], name - 1
    if name and tokens.pos[before] == "NOUN" and (tokens.head[before], tokens.dep[before]) == (verb, tokens.dep[name]):
        return before  # "the catechist Ana Paz", taken for two objects
    if any(tokens.lemma[c] == "name" and tokens.dep[c] == "nsubj" for c in tokens.children[name]):
        return verb if tokens.dep[name] in {"appos", "acl:relcl"} else None
    if tokens.lemma[verb] not in _CALLING or not tokens.low[verb].endswith(("ed", "known", "ing")) or verb > name:
        return None
    told = tokens.dep[name] in {"xcomp", "obj", "ccomp"} or tokens.case_of(name) == "as"
    noun = verb - 1 if verb and tokens.pos[verb - 1] in {"NOUN", "PROPN"} else tokens.head[verb]
    participle = tokens.dep[verb] in {"acl", "acl:relcl"} or noun == verb - 1
    return noun if told and participle and tokens.sent[noun] == tokens.sent[name] else None


_CALLING = words("actors", "verbs-of-naming")


def is_predicate(tokens: Tokens, i: int) -> bool:
    """Whether a noun says what something is ("was a doctor", "seen as a partner") and so denotes nobody by itself."""
    first = chain_head(tokens, i)
    if tokens.pos[first] == "PROPN" and called_noun(tokens, first) is not None:
        return False
    if tokens.dep[first] == "obj" and tokens.lemma[tokens.head[first]] in {
        "remain",
        "become",
        "constitute",
        "represent",
    }:
        return True
    if tokens.dep[first] == "xcomp" or any(tokens.dep[c] == "cop" for c in tokens.children[first]):
        return True
    return tokens.case_of(first) == "as" and tokens.dep[first] in {"obl", "nmod", "advcl"}


def is_bare_singular(tokens: Tokens, left: int, head: int) -> bool:
    """Whether a singular common noun lacks every determiner, so that it denotes nobody in particular ("human life").

    Beside a name it does ("Rosa Vera, mayor of Quito").
    """
    if (
        tokens.tag[head] != "NN"
        or (tokens.dep[head] == "appos" and tokens.pos[tokens.head[head]] == "PROPN")
        or tokens.caps[tokens.sent[head]] == "title"
        or tokens.kind[tokens.sent[head]] == "title"
    ):
        return False
    return not any(
        tokens.pos[i] in {"DET", "PRON", "NUM", "PROPN"} or tokens.dep[i] == "nmod:poss" for i in range(left, head)
    )


def chain_head(tokens: Tokens, i: int) -> int:
    """The first conjunct of the coordination that a token stands in."""
    seen = 0
    while tokens.dep[i] == "conj" and tokens.head[i] != i and seen < 20:
        i = tokens.head[i]
        seen += 1
    return i


def are_clause_mates(tokens: Tokens, i: int, j: int) -> bool:
    """Whether two nominals are arguments of one verb, as in "the men of the Front shot at the group"."""
    mine, theirs = chain_head(tokens, i), chain_head(tokens, j)
    while tokens.dep[theirs] == "nmod" and tokens.head[theirs] != mine:
        theirs = chain_head(tokens, tokens.head[theirs])
    return bool(tokens.head[mine] == tokens.head[theirs])


def is_plural(tokens: Tokens, i: int) -> bool:
    """Whether a noun is plural by tag or by lemma."""
    return tokens.tag[i] in {"NNS", "NNPS"} or (tokens.low[i] in {"people", "police", "troops", "personnel"})
