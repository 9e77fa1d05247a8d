"""The reader of text: what every extractor is given to work on."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import spacy
from spacy.attrs import IDX
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span

from pipelines.language.component import DEFAULT_FOLDER, ReaderComponent
from pipelines.language.languages import UNDETERMINED, identify_language
from pipelines.language.plan import Plan, make_plan
from pipelines.language.reading import Reading, Sentence
from pipelines.language.tokenizer import has_long_run, make_tokenizer, tokens

MODEL_VARIABLE = "SITREP_LANGUAGE_MODEL"
"""Names an installed spaCy pipeline that is to analyse sentences instead of the model in ``data/model``."""

_FOREIGN_TYPES = {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC", "NORP": "MISC"}


class Annotator(Protocol):
    """Writes an analysis into a document whose sentences are planned."""

    def annotate(self, doc: Doc, plan: Plan) -> None:
        """Set tags, trees, lemmas and entities."""


class ForeignPipeline:
    """Any spaCy pipeline in place of our model; it keeps our tokens and sentences, its labels are its own."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def annotate(self, doc: Doc, plan: Plan) -> None:
        """Run the pipeline's components on the document."""
        starts = {sentence.start for sentence in plan.sentences}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
        for _, component in self._nlp.pipeline:
            component(doc)
        doc.set_ents([Span(doc, ent.start, ent.end, _FOREIGN_TYPES.get(ent.label_, ent.label_)) for ent in doc.ents])


class Reader:
    """Reads texts; one per process (``load_reader``)."""

    def __init__(self, folder: Path = DEFAULT_FOLDER, foreign: str | None = None) -> None:
        self.nlp = _foreign_pipeline(foreign) if foreign else English(create_tokenizer=_tokenizer)
        self._component = ReaderComponent(folder)
        self._annotator: Annotator = ForeignPipeline(self.nlp) if foreign else self._component
        self.version = _version(folder, foreign)

    def read(self, text: str, title: str | None = None) -> Reading:
        """Read a text; one that is not English is only tokenised, each segment one sentence."""
        plan = make_plan(text, title, self._component.model)
        language = identify_language(text)
        doc = self._tokenized(text, plan)
        if language in {"en", UNDETERMINED}:
            self._annotator.annotate(doc, plan)
        else:
            starts = {sentence.start for sentence in plan.sentences}
            for token in doc:
                token.is_sent_start = token.i == 0 or token.idx in starts
        return Reading(doc, plan.segments, _sentences(doc, plan), plan.dateline, language)

    def _tokenized(self, text: str, plan: Plan) -> Doc:
        """The text as tokens, none across the start of a sentence."""
        if not has_long_run(text):
            doc = self.nlp.tokenizer(text)
            offsets = set(doc.to_array(IDX).tolist())
            if all(sentence.start in offsets for sentence in plan.sentences):
                return doc
        cuts = sorted({0, *(sentence.start for sentence in plan.sentences), len(text)})
        pairs = [pair for start, end in pairwise(cuts) for pair in tokens(self.nlp.tokenizer, text[start:end])]
        return Doc(self.nlp.vocab, words=[word for word, _ in pairs], spaces=[space for _, space in pairs])


class ForeignPipelineError(Exception):
    """The spaCy pipeline that is to replace our model cannot be loaded."""


def _tokenizer(nlp: Language) -> Tokenizer:
    return make_tokenizer(nlp.vocab)


def _foreign_pipeline(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as problem:
        reason = " ".join(str(problem).split())
        raise ForeignPipelineError(
            f"{MODEL_VARIABLE}={name}: this spaCy pipeline cannot be loaded ({reason}); "
            "install it, give the path of its folder, or unset the variable"
        ) from None
    nlp.tokenizer = _tokenizer(nlp)
    return nlp


def _sentences(doc: Doc, plan: Plan) -> tuple[Sentence, ...]:
    kinds = iter(plan.sentences)
    following = next(kinds, None)
    kind = following.kind if following else "body"
    found = []
    for index, span in enumerate(doc.sents):
        while following and following.start < span.end_char:
            kind = following.kind
            following = next(kinds, None)
        shown = span.text
        start = span.start_char + len(shown) - len(shown.lstrip())
        end = max(start, span.start_char + len(shown.rstrip()))
        found.append(Sentence(index, start, end, kind, span))
    return tuple(found)


def _version(folder: Path, foreign: str | None) -> str:
    digest = hashlib.sha256()
    files = sorted(path for path in folder.iterdir() if path.suffix in {".onnx", ".json", ".gz", ".npz"})
    for path in [*files, *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(path.name.encode())
        with path.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    digest.update((foreign or "").encode())
    return digest.hexdigest()[:16]


@cache
def _load(foreign: str | None) -> Reader:
    return Reader(foreign=foreign)


def load_reader() -> Reader:
    """The process's reader: our model, or the spaCy pipeline named by ``SITREP_LANGUAGE_MODEL``."""
    return _load(os.environ.get(MODEL_VARIABLE) or None)
