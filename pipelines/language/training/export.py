"""A trained network to the files the reader loads, each swapped in whole, and their scores."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from pipelines.language.encoding import PieceEncoder, casing
from pipelines.language.lemmas import LemmaTable, lemma_by_rule, listed_verbs, normalised
from pipelines.language.onnx_reader import OnnxModel
from pipelines.language.training.calibrate import calibrate
from pipelines.language.training.data import Corpora, Document, Sentence
from pipelines.language.training.evaluate import Predicted, Predictor, entity_scores, in_capitals, tree_scores
from pipelines.language.training.graph import build
from pipelines.language.training.model import Labels, Network


def export(network: Network, labels: Labels, tokenizer: Path, documents: Sequence[Document], folder: Path) -> None:
    """Write ``model.onnx``, ``labels.json``, ``label_weights.npz``, ``tokenizer.json`` and ``lemmas.tsv.gz``."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / ".part"
    part.mkdir(exist_ok=True)
    ranges = calibrate(network, PieceEncoder(tokenizer), labels, documents)
    (part / "model.onnx").write_bytes(build(network, ranges).SerializeToString(deterministic=True))
    (part / "labels.json").write_text(json.dumps(labels.as_dict(), indent=1) + "\n", encoding="utf-8")
    np.savez(
        part / "label_weights.npz",
        product=network.label_product.weight.detach().numpy().T.copy(),
        sum=network.label_sum.weight.detach().numpy().T.copy(),
        bias=network.label_product.bias.detach().numpy(),
    )
    shutil.copyfile(tokenizer, part / "tokenizer.json")
    rows = lemma_rows(sentence for document in documents for sentence in document.sentences)
    with (part / "lemmas.tsv.gz").open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        packed.write("".join(f"{form}\t{upos}\t{lemma}\n" for form, upos, lemma in rows).encode())
    for file in part.iterdir():
        file.replace(folder / file.name)
    part.rmdir()


def lemma_rows(sentences: Iterable[Sentence]) -> list[tuple[str, str, str]]:
    """Every verb's base form, and the most frequent lemma of every form for which the rules give another one.

    Forms are lower-cased. Names are not listed: the rules leave them as they are.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for sentence in sentences:
        for form, upos, lemma in zip(sentence.words, sentence.upos or (), sentence.lemmas or (), strict=False):
            if upos != "PROPN" and normalised(form).isascii() and lemma not in {"_", "X"}:
                counts.setdefault((normalised(form), upos), Counter())[lemma.lower()] += 1
    verbs = Counter(
        lemma
        for (_, upos), lemmas in counts.items()
        if upos == "VERB"
        for lemma in lemmas.elements()
        if lemma.isalpha()
    )
    known, listed = {verb for verb, count in verbs.items() if count > 1}, listed_verbs()
    rows = {(verb, "VERB"): verb for verb in known}
    for (form, upos), lemmas in counts.items():
        lemma = min(lemmas, key=lambda item: (-lemmas[item], item))
        by_rule = lemma_by_rule(form, upos, "", known | listed)
        respelled = by_rule.endswith("ise") and lemma == by_rule[:-2] + "ze"
        mistaken = respelled or (upos == "VERB" and lemma not in known and by_rule in known | listed)
        if (lemma != by_rule or (form, upos) in rows) and not mistaken:
            rows[form, upos] = lemma
    return [(form, upos, lemma) for (form, upos), lemma in sorted(rows.items())]


def onnx_predictor(folder: Path) -> Predictor:
    """Predictions of the exported model."""
    model = OnnxModel(folder)

    def predict(sentences: Sequence[Sentence]) -> list[Predicted]:
        encoded = [model.encoder.encode(item.words, [casing(word) for word in item.words]) for item in sentences]
        return [
            Predicted(
                upos=[model.labels.upos[index] for index in found.upos],
                xpos=[model.labels.xpos[index] for index in found.xpos],
                feats=[model.labels.feats[index] for index in found.feats],
                heads=[int(head) for head in found.heads],
                deps=[model.labels.deps[index] for index in found.deps],
                entities=found.entities,
            )
            for found in model.analyse(encoded)
        ]

    return predict


def score_export(folder: Path, corpora: Corpora) -> dict[str, dict[str, float]]:
    """Scores of the exported model on gold tokens and sentences."""
    predict = onnx_predictor(folder)
    scores = {name: tree_scores(documents, predict) for name, documents in corpora.tests.items()}
    for name, documents in corpora.tests.items():
        scores[f"{name} in capitals"] = tree_scores(in_capitals(documents), predict)
    for name, sentences in corpora.entity_tests.items():
        scores[name] = entity_scores(sentences, predict)
    table = LemmaTable(folder / "lemmas.tsv.gz")
    for name, documents in corpora.tests.items():
        scores[name]["lemmas"] = _lemma_accuracy(documents, table)
    return scores


def _lemma_accuracy(documents: Iterable[Document], table: LemmaTable) -> float:
    right = total = 0
    for document in documents:
        for item in document.sentences:
            for form, upos, xpos, lemma in zip(
                item.words, item.upos or (), item.xpos or (), item.lemmas or (), strict=True
            ):
                right += table.lemma(form, upos, xpos).lower() == lemma.lower()
                total += 1
    return 100 * right / max(1, total)
