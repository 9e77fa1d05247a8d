"""The spaCy pipeline component: tags, trees, lemmas and entities on a tokenised text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, IDX, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipelines.language.encoding import Encoded, casing, neutral_casing
from pipelines.language.languages import UNDETERMINED, identify_language
from pipelines.language.lemmas import LemmaTable
from pipelines.language.onnx_reader import Analysis, LabelSets, OnnxModel
from pipelines.language.plan import Plan, make_plan
from pipelines.language.reporters import mend_reporters

_RANKS = "mr mrs ms dr gen lt col sgt maj capt cmdr adm brig cpl sen rep gov rev prof"
RANKS = frozenset(_RANKS.split())
"""Abbreviated ranks and forms of address."""

Ids = npt.NDArray[np.uint64]

ATTRIBUTES = (TAG, POS, MORPH, LEMMA, HEAD, DEP)
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "model"


class ReaderComponent:
    """Annotates a ``Doc``: finds its sentences, then analyses each by itself."""

    def __init__(self, folder: Path = DEFAULT_FOLDER) -> None:
        self.model = OnnxModel(folder)
        self._lemmas = LemmaTable(folder / "lemmas.tsv.gz")
        self._known: VocabularyIds | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Find the sentences of an English document and annotate them."""
        if identify_language(doc.text) in {"en", UNDETERMINED}:
            self.annotate(doc, make_plan(doc.text, None, self.model))
        return doc

    def annotate(self, doc: Doc, plan: Plan) -> None:
        """Write the analysis of the planned sentences into the document."""
        if not len(doc):
            return
        columns = np.asarray(doc.to_array([ORTH, IDX]), dtype=np.uint64)
        texts = [doc.vocab.strings[orth] for orth in columns[:, 0]]
        groups = list(self._groups(texts, columns[:, 1].tolist(), plan))
        analyses = self.model.analyse([encoded for _, encoded in groups])
        for (words, _), found in zip(groups, analyses, strict=True):
            mend_reporters(found, [texts[index] for index in words], self.model.labels)
        attributes = _blank_attributes(doc, columns[:, 0], [words for words, _ in groups])
        if groups:
            self._fill(doc, columns[:, 0], [words for words, _ in groups], analyses, attributes)
        doc.from_array(list(ATTRIBUTES), attributes)  # type: ignore[arg-type]
        doc.set_ents(
            [span for (words, _), found in zip(groups, analyses, strict=True) for span in _names(doc, words, found)]
        )

    def _groups(self, texts: list[str], offsets: list[int], plan: Plan) -> Iterator[tuple[list[int], Encoded]]:
        """Each sentence's word tokens and what the encoder reads; a sentence too long for it comes in parts."""
        starts = sorted({bisect_left(offsets, sentence.start) for sentence in plan.sentences})
        for start, end in pairwise([*starts, len(texts)]):
            words = [index for index in range(start, end) if not texts[index].isspace()]
            if not words:
                continue
            cuts = self.model.encoder.chunks([texts[index] for index in words])
            for first, last in pairwise([*cuts, len(words)]):
                part = words[first:last]
                forms = [texts[index] for index in part]
                classes = neutral_casing if capitals_say_nothing(forms) else casing
                yield part, self.model.encoder.encode(forms, [classes(form) for form in forms])

    def _fill(self, doc: Doc, orths: Ids, groups: list[list[int]], analyses: list[Analysis], attributes: Ids) -> None:
        """Write the words' rows of the attributes, shape (tokens, ATTRIBUTES)."""
        known = self._ids_in(doc.vocab)
        sizes = np.array([len(words) for words in groups])
        rows = np.concatenate(groups)
        upos, xpos, feats, deps, heads = (
            np.concatenate([getattr(found, name) for found in analyses])
            for name in ("upos", "xpos", "feats", "deps", "heads")
        )
        first = np.repeat(np.cumsum(sizes) - sizes, sizes)
        governors = rows[np.where(heads > 0, first + heads - 1, np.arange(len(rows)))]
        lemmas = [known.lemma(*key) for key in zip(orths[rows].tolist(), upos.tolist(), xpos.tolist(), strict=True)]
        attributes[rows] = np.stack(
            [
                known.tags[xpos],
                known.upos[upos],
                known.feats[feats],
                np.array(lemmas, dtype=np.uint64),
                (governors - rows).astype(np.uint64),
                known.deps[deps],
            ],
            axis=1,
        )

    def _ids_in(self, vocab: Vocab) -> VocabularyIds:
        if self._known is None or self._known.vocab is not vocab:
            self._known = VocabularyIds(vocab, self.model.labels, self._lemmas)
        return self._known


class VocabularyIds:
    """The ids that the model's labels and the lemmas have in a vocabulary; labels in the model's order."""

    def __init__(self, vocab: Vocab, labels: LabelSets, lemmas: LemmaTable) -> None:
        self.vocab = vocab
        self._labels, self._lemmas = labels, lemmas
        self.tags = _ids(vocab.strings.add(tag) for tag in labels.xpos)
        self.upos = _ids(IDS[upos] for upos in labels.upos)
        self.feats = _ids(vocab.morphology.add("" if feats == "_" else feats) for feats in labels.feats)
        self.deps = _ids(vocab.strings.add(dep) for dep in labels.deps)
        self.lemma = lru_cache(maxsize=1 << 13)(self._lemma)

    def _lemma(self, orth: int, upos: int, xpos: int) -> int:
        strings = self.vocab.strings
        return strings.add(self._lemmas.lemma(strings[orth], self._labels.upos[upos], self._labels.xpos[xpos]))


def _names(doc: Doc, words: list[int], found: Analysis) -> Iterator[Span]:
    """The entities as spans; a person's rank before the name is no part of it."""
    for first, end, kind in found.entities:
        start = first
        while kind == "PER" and start < end and doc[words[start]].lower_.rstrip(".") in RANKS:
            start += 1
        if start < end:
            yield Span(doc, words[start], words[end - 1] + 1, kind)


def _ids(values: Iterable[int]) -> Ids:
    return np.array(list(values), dtype=np.uint64)


def _blank_attributes(doc: Doc, orths: Ids, groups: Sequence[list[int]]) -> Ids:
    """Attributes of a document of blanks, each hung on the word before it, leading ones on the first word."""
    words = np.array(sorted(index for group in groups for index in group) or [0])
    before = np.maximum(np.searchsorted(words, np.arange(len(doc)), side="right") - 1, 0)
    attributes = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.uint64)
    attributes[:, ATTRIBUTES.index(TAG)] = doc.vocab.strings.add("_SP")
    attributes[:, ATTRIBUTES.index(POS)] = IDS["SPACE"]
    attributes[:, ATTRIBUTES.index(LEMMA)] = orths
    attributes[:, ATTRIBUTES.index(HEAD)] = (words[before] - np.arange(len(doc))).astype(np.uint64)
    return attributes


def capitals_say_nothing(words: Sequence[str]) -> bool:
    """Whether a sentence is a headline in title case: most of its longer words start with a capital."""
    longer = [word for word in words if len(word) > 3 and word.isalpha()]
    capitals = sum(word[0].isupper() for word in longer)
    return capitals >= 3 and capitals >= 0.8 * len(longer) and not all(word.isupper() for word in longer)


@Language.factory(
    "sitrep_reader",
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.dep",
        "token.head",
        "doc.ents",
        "doc.sents",
    ],
)
def make_component(nlp: Language, name: str) -> ReaderComponent:
    """The component with the model in ``data/model``."""
    return ReaderComponent()
