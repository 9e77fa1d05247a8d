"""A parsed document as plain lists: what the actor extractor reads many times per token, fetched from spaCy once."""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache

from spacy.tokens import Doc

from pipelines.extract.columns import columns_of
from pipelines.extract.tied_names import tied_entities
from pipelines.language import Reading
from pipelines.language.reading import Sentence
from pipelines.lexicon import forms

SILENT_SEGMENTS = frozenset({"dateline", "byline", "marker", "boilerplate", "author_box"})
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "—": "-"})
_IRREGULAR = forms("shared", "irregular-plurals")


@lru_cache(maxsize=8_192)
def fold(text: str) -> str:
    """Lower case, without accents, with typewriter quotes and hyphens."""
    if text.isascii() and "`" not in text:
        return text.lower()
    plain = text.translate(_QUOTES).lower()
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain).lower()
    return "".join(c for c in parts if not unicodedata.combining(c) and c.isprintable())


@lru_cache(maxsize=8_192)
def singular(word: str) -> str:
    """A regular English plural's singular, by spelling alone (for words with a capital, which the lemmatiser keeps)."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and len(word) > 3:
        return word[:-1]
    return word


def _names_speaker(sentence: Sentence) -> bool:
    """Whether a marker is a transcript's label with a person's name ("MR PEREZ:")."""
    span = sentence.span
    return sentence.kind == "marker" and span.text.rstrip().endswith(":") and any(e.label_ == "PER" for e in span.ents)


class Tokens:
    """Columns over the tokens of a `Reading`; index i is the token's position in `reading.doc`.

    `head[i] == i` for a root. `sent[i]` is the position of the sentence, `silent[s]` whether a sentence is no prose (a
    dateline, byline, marker or boilerplate) and `caps[s]` its casing: "upper", "lower", "title" or "mixed".
    """

    def __init__(self, reading: Reading) -> None:
        doc: Doc = reading.doc
        self.n = len(doc)
        columns = columns_of(doc)
        self.string = columns.raw
        self.pos, self.tag, self.dep, self.head = columns.pos, columns.tag, columns.dep, columns.head
        self.text, self.idx, self.end = columns.text, columns.start, columns.end
        self.low = list(map(fold, self.text))
        lemmas = list(map(fold, columns.lemma))
        capital_plural = [
            tag == "NNS" and text[:1].isupper() and lemma == low
            for tag, text, lemma, low in zip(self.tag, self.text, lemmas, self.low, strict=True)
        ]
        self.lemma = [
            singular(low) if pos == "PROPN" or kept else (lemma or low)
            for low, lemma, pos, kept in zip(self.low, lemmas, self.pos, capital_plural, strict=True)
        ]
        self._sentences(reading)
        self.children: list[list[int]] = [[] for _ in range(self.n)]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)
        self.ents = tied_entities(doc, self.text, self.idx, self.end)

    def _sentences(self, reading: Reading) -> None:
        self.sent = [0] * self.n
        self.bounds: list[tuple[int, int]] = []
        self.silent: list[bool] = []
        self.caps: list[str] = []
        self.kind: list[str] = []
        for number, sentence in enumerate(reading.sentences):
            start, end = sentence.span.start, sentence.span.end
            self.sent[start:end] = [number] * (end - start)
            self.bounds.append((start, end))
            self.silent.append(sentence.kind in SILENT_SEGMENTS and not _names_speaker(sentence))
            self.kind.append(sentence.kind)
            self.caps.append(_casing(self.text[start:end]))

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and last token of every token's subtree."""
        left, right = list(range(self.n)), list(range(self.n))
        for i in range(self.n):
            above = self.head[i]
            while left[above] > i:
                left[above], above = i, self.head[above]
        for i in reversed(range(self.n)):
            above = self.head[i]
            while right[above] < i:
                right[above], above = i, self.head[above]
        return left, right

    def root(self, start: int, end: int) -> int:
        """The syntactic head of a span: its first word whose head lies outside, preferably no modifier or conjunct."""
        outside = [i for i in range(start, end) if not start <= self.head[i] < end or self.head[i] == i]
        words = [i for i in outside if self.pos[i] not in {"PUNCT", "SPACE", "DET", "ADP", "PART"}]
        heads = [i for i in words if self.dep[i] not in {"conj", "compound", "amod", "nmod:poss", "flat"}]
        return next(iter([*heads, *words]), end - 1)

    def case_of(self, i: int) -> str:
        """The preposition or possessive mark of a nominal, folded; empty if it has none."""
        words = [self.low[c] for c in self.children[i] if self.dep[c] == "case"]
        return words[0] if words else ""

    def join(self, start: int, end: int) -> str:
        """The folded words of a span, separated by single blanks."""
        pairs = zip(self.low[start:end], self.pos[start:end], strict=True)
        return " ".join([word for word, pos in pairs if word and pos != "SPACE"])


def _casing(words: list[str]) -> str:
    """How a sentence is written; capitals in upper- and title-case ones (which end in no full stop) tell no names."""
    alphabetic = [word for word in words if word[:1].isalpha()]
    letters = "".join(alphabetic)
    if not letters:
        return "mixed"
    upper = sum(map(str.isupper, letters))
    if upper > 0.75 * len(letters) and len(letters) > 5:
        return "upper"
    if upper == 0:
        return "lower" if len(alphabetic) > 3 else "mixed"
    long = [word for word in alphabetic if len(word) > 3]
    if len(long) > 2 and words[-1] != "." and sum(word[0].isupper() for word in long) >= 0.85 * len(long):
        return "title"
    return "mixed"
