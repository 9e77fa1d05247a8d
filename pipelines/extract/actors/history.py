"""The mentions of a text so far, in order, and who of them a later word can mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities, Entity
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.parsed_tokens import Tokens

REACH = 5  # sentences that a description looks back
MEMORY = 400  # mentions that anything looks back
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(slots=True)
class History:
    """The resolved mentions so far, in order."""

    tokens: Tokens
    entities: Entities
    seen: list[Candidate] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)  # of each in `seen`
    last: dict[int, int] = field(default_factory=dict)  # position of an entity's last mention in `seen`
    by_kind: dict[str, Candidate] = field(default_factory=dict)  # last mention by the first part of an entity's key

    def add(self, mention: Candidate) -> None:
        """Remember a resolved mention."""
        for n in mention.entities:
            number = self.entities.find(n)
            self.last[number] = len(self.seen)
            self.by_kind[self.entities.all[number].key.partition(":")[0]] = mention
        self.seen.append(mention)
        self.sentences.append(self.tokens.sent[mention.start])

    def of_sentence(self, sentence: int) -> list[Candidate]:
        """The mentions of a sentence so far, in order."""
        return self.seen[bisect_left(self.sentences, sentence) : bisect_left(self.sentences, sentence + 1)]

    def nearest(self, at: Candidate, fits: Callable[[Entity, Candidate], bool], reach: int) -> Candidate | None:
        """The best antecedent: the fewest sentences back, then subjects, then the most recent.

        In the sentence itself the subject of a relative clause counts as one sentence further back ("Freed under a law
        that Ruiz signed, he"), but not for a possessive outside of such clauses ("The law that Ruiz signed hurt his").
        """
        sentence = self.tokens.sent[at.start]
        best: tuple[tuple[int, int, int], Candidate] | None = None
        for position in range(len(self.seen) - 1, max(-1, len(self.seen) - MEMORY), -1):
            other = self.seen[position]
            back = sentence - self.sentences[position]
            if back > (reach if best is None else best[0][0]):
                break
            if other.end > at.start or not other.entities:
                continue
            if not self.is_fit(other, fits):
                continue
            subject = self.tokens.dep[chain_head(self.tokens, other.root)] in _SUBJECTS
            aside = subject and self._is_aside(other, at)
            rank = (back + (aside and not back), 0 if subject and not aside else 1, len(self.seen) - position)
            if best is None or rank < best[0]:
                best = (rank, other)
        return best[1] if best else None

    def _is_aside(self, other: Candidate, at: Candidate) -> bool:
        """Whether a mention is the subject of a relative clause that does not hold the place `at` too."""
        tokens = self.tokens
        verb = tokens.head[chain_head(tokens, other.root)]
        if tokens.dep[verb] != "acl:relcl":
            return False
        above, main = at.root, tokens.sent[at.root] == tokens.sent[verb]
        while above != tokens.head[above] and above != verb:
            main = main and tokens.dep[above] != "acl:relcl"
            above = tokens.head[above]
        return above != verb and not (main and tokens.dep[at.root] == "nmod:poss")

    def is_fit(self, other: Candidate, fits: Callable[[Entity, Candidate], bool]) -> bool:
        """Whether all whom a mention names can be meant."""
        return all(fits(self.entities.all[self.entities.find(n)], other) for n in other.entities)
