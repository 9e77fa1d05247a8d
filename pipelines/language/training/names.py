"""The second stage's names: those of a treebank that has none annotated, and others put in the place of known ones.

A treebank tells which words are proper nouns. What a run of them names is taken from a list made by hand, or else from
what the model of the first stage makes of it wherever it stands; words that it is not sure of cost no loss.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import yaml

from pipelines.language.decode import decode_entities, entity_spans
from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.batches import batches, example
from pipelines.language.training.data import IGNORE, TITLES, Document, Sentence
from pipelines.language.training.model import Labels, Network

Scores = npt.NDArray[np.float32]
Tags = list[str]

BY_HAND = Path(__file__).with_name("treebank_names.yaml")
TYPES = {"organisations": "ORG", "places": "LOC", "persons": "PER", "none": "O"}
SURE = 0.6
"""Mean probability from which a type of name is taught; below it the name is ignored."""
SUBSTITUTED = 0.25
"""Share of the names in sentences without a tree that are replaced by another of their type."""
_KINDS = ("O", "PER", "ORG", "LOC")


def names_by_hand() -> dict[str, str]:
    """Names of the treebank with their types, ``O`` for what is no name here."""
    listed = yaml.safe_load(BY_HAND.read_text(encoding="utf-8"))
    return {name: TYPES[kind] for kind, names in listed.items() for name in names}


def entity_logits(
    sentences: Sequence[Sentence], network: Network, encoder: PieceEncoder, labels: Labels
) -> list[Scores]:
    """The network's scores of entity tags, shape (words, tags); none for a sentence that is too long for it."""
    network.eval()
    found: dict[int, Scores] = {}
    examples = [item for sentence in sentences if (item := example(sentence, encoder, labels, None))]
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches(examples, 2000, None):
            scores = network.entities(network.words(batch.pieces, batch.cases, batch.first, batch.last)).float()
            for row, item in enumerate(batch.examples):
                found[id(item.sentence)] = scores[row, 1 : item.encoded.words + 1].numpy()
    nothing = np.zeros((0, len(labels.entities)), dtype=np.float32)
    return [found.get(id(sentence), nothing) for sentence in sentences]


def with_names(
    documents: Iterable[Document], network: Network, encoder: PieceEncoder, labels: Labels
) -> list[Document]:
    """The documents with entity tags for the sentences that have a tree but no names."""
    documents = list(documents)
    bare = [item for doc in documents for item in doc.sentences if item.xpos and not item.entities]
    scores = entity_logits(bare, network, encoder, labels)
    types = run_types(bare, [kind_probabilities(item) for item in scores])
    tags = {
        id(sentence): name_tags(sentence, own, types, labels.entities)
        for sentence, own in zip(bare, scores, strict=True)
        if len(own)
    }
    return [
        Document(
            doc.name,
            [replace(item, entities=tuple(tags[id(item)])) if id(item) in tags else item for item in doc.sentences],
        )
        for doc in documents
    ]


def kind_probabilities(scores: Scores) -> Scores:
    """Probabilities of no name, PER, ORG and LOC, shape (words, 4), from scores of ``O``, ``B-`` and ``I-`` tags."""
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = exponents / exponents.sum(axis=1, keepdims=True)
    return np.concatenate([shares[:, :1], shares[:, 1::2] + shares[:, 2::2]], axis=1)


def proper_runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns, without the titles that persons bear before their names."""
    tags = [*(sentence.xpos or ()), ""]
    start = -1
    for index, tag in enumerate(tags):
        if tag in {"NNP", "NNPS"} and start < 0:
            start = index
        elif tag not in {"NNP", "NNPS"} and start >= 0:
            first = start
            while first < index - 1 and sentence.words[first].lower() in TITLES:
                first += 1
            yield first, index
            start = -1


def run_types(sentences: Sequence[Sentence], probabilities: Sequence[Scores]) -> dict[str, str]:
    """The type of every run of proper nouns, by its text: by hand, by mean probability, or ``IGNORE``."""
    sums: dict[str, Scores] = {}
    for sentence, own in zip(sentences, probabilities, strict=True):
        for start, end in proper_runs(sentence) if len(own) else ():
            name = " ".join(sentence.words[start:end])
            sums[name] = sums.get(name, np.zeros(len(_KINDS), dtype=np.float32)) + own[start:end].mean(axis=0)
    voted = {
        name: _KINDS[int(votes.argmax())] if votes.max() >= SURE * votes.sum() else IGNORE
        for name, votes in sums.items()
    }
    return voted | names_by_hand()


def name_tags(sentence: Sentence, scores: Scores, types: Mapping[str, str], labels: tuple[str, ...]) -> Tags:
    """Tags of a sentence: the model's names, corrected where a whole run of proper nouns has a type of its own."""
    tags = ["O"] * len(sentence.words)
    spans = decode_entities(scores, labels)
    runs = list(proper_runs(sentence))
    proper = {index for run in runs for index in range(*run)}
    for start, end, kind in spans:
        if proper.isdisjoint(range(start, end)):
            tags[start:end] = [IGNORE] * (end - start)
        elif not proper.issuperset(range(start, end)):
            _write(tags, start, end, kind)
    for start, end in runs:
        inside = [span for span in spans if start <= span[0] and span[1] <= end]
        kind = types.get(" ".join(sentence.words[start:end]), IGNORE)
        if any(tag != "O" for tag in tags[start:end]):
            continue
        if kind == IGNORE and len(inside) > 1:
            for first, last, own in inside:
                _write(tags, first, last, own)
        else:
            _write(tags, start, end, kind)
    return tags


def _write(tags: Tags, start: int, end: int, kind: str) -> None:
    tags[start:end] = (
        [kind] * (end - start) if kind in {"O", IGNORE} else [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    )


def name_pools(documents: Iterable[Document], lexicon: Path) -> dict[str, list[tuple[str, ...]]]:
    """Names by type, as words: those annotated by people, and organisations of the lexicon's actors."""
    pools: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in _KINDS[1:]}
    for document in documents:
        for sentence in document.sentences:
            for start, end, kind in entity_spans([tag if tag != IGNORE else "O" for tag in sentence.entities or ()]):
                pools[kind].add(sentence.words[start:end])
    for path in sorted(lexicon.glob("*.yaml")):
        listed: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if listed["type"] != "ethnic_group":
            for name, entry in listed["entries"].items():
                pools["ORG"].update(tuple(str(form).split()) for form in (name, *(entry or {}).get("aliases", ())))
    return {kind: sorted(names) for kind, names in pools.items()}


def substituted(sentence: Sentence, pools: Mapping[str, Sequence[tuple[str, ...]]], rng: random.Random) -> Sentence:
    """A sentence without a tree, some of its names replaced by others of their type."""
    if sentence.entities is None or sentence.heads is not None:
        return sentence
    words, tags, done = list[str](), Tags(), 0
    for start, end, kind in entity_spans([tag if tag != IGNORE else "O" for tag in sentence.entities]):
        words += sentence.words[done:start]
        tags += sentence.entities[done:start]
        own = sentence.words[start:end]
        name = rng.choice(pools[kind]) if rng.random() < SUBSTITUTED else own
        words += name
        tags += [f"B-{kind}"] + [f"I-{kind}"] * (len(name) - 1)
        done = end
    words += sentence.words[done:]
    tags += sentence.entities[done:]
    return replace(sentence, words=tuple(words), entities=tuple(tags))
