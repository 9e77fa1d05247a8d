"""Training: one pass per epoch over shuffled batches, linear decay, a checkpoint after every epoch."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.batches import MISSING, Batch, batches, example
from pipelines.language.training.data import Document, epoch_sentences
from pipelines.language.training.model import Labels, Network

LOG = logging.getLogger(__name__)
WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.5, "entities": 1.5, "heads": 1.0, "deps": 1.0, "ends": 12.0}
PIECES_PER_BATCH = 1200
WARM_UP = 150


@dataclass(frozen=True)
class Settings:
    """What a training run is; ``share`` of each epoch's sentences is used."""

    epochs: int = 10
    share: float = 1.0
    seed: int = 1
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    threads: int = 2


@dataclass(frozen=True)
class Course:
    """What a network is trained on, and how."""

    documents: list[Document]
    labels: Labels
    encoder: PieceEncoder
    settings: Settings

    def batches(self, epoch: int) -> Iterator[Batch]:
        """One epoch's batches, the same ones every time."""
        rng = random.Random(self.settings.seed * 7919 + epoch)  # noqa: S311
        sentences = epoch_sentences(self.documents, rng)
        chosen = [sentence for sentence in sentences if rng.random() < self.settings.share]
        examples = [found for sentence in chosen if (found := example(sentence, self.encoder, self.labels, rng))]
        yield from batches(examples, PIECES_PER_BATCH, rng)


def labels_of(documents: list[Document]) -> Labels:
    """The labels seen at least three times in training."""

    def seen(name: str) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for document in documents:
            for sentence in document.sentences:
                counts.update(getattr(sentence, name) or ())
        return tuple(sorted(label for label, count in counts.items() if count >= 3))

    return Labels(upos=seen("upos"), xpos=seen("xpos"), feats=seen("feats"), deps=seen("deps"))


def loss_of(network: Network, batch: Batch) -> Tensor:
    """The weighted sum of all heads' losses per word of the batch."""
    words = network.words(batch.pieces, batch.cases, batch.first, batch.last)
    total = words.new_zeros(())
    for name in ("upos", "xpos", "feats", "entities"):
        if (batch.targets[name] != MISSING).any():
            total = total + WEIGHTS[name] * _cross_entropy(getattr(network, name)(words), batch.targets[name])
    heads = batch.targets["heads"]
    if (heads != MISSING).any():
        rows = (heads != MISSING).any(dim=1)
        total = total + _tree_loss(network, words[rows], batch, rows)
    ends = batch.targets["ends"]
    asked = ends != MISSING
    if asked.any():
        scores = network.end(words[asked]).squeeze(-1).float()
        total = total + WEIGHTS["ends"] * functional.binary_cross_entropy_with_logits(
            scores, ends[asked].float(), reduction="sum"
        )
    return total / batch.words


def _tree_loss(network: Network, words: Tensor, batch: Batch, rows: Tensor) -> Tensor:
    heads, deps = batch.targets["heads"][rows], batch.targets["deps"][rows]
    absent = batch.first[rows] == 0
    absent[:, 0] = False
    scores = network.arcs(words).float().masked_fill(absent[:, None, :], -1e9)
    arc_loss = _cross_entropy(scores, heads)
    sentence, position = (heads != MISSING).nonzero(as_tuple=True)
    dependent = network.label_dependent(words)[sentence, position]
    head = network.label_head(words)[sentence, heads[sentence, position]]
    label_loss = _cross_entropy(network.label_scores(dependent, head), deps[sentence, position])
    return WEIGHTS["heads"] * arc_loss + WEIGHTS["deps"] * label_loss


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    flat = scores.flatten(0, -2).float()
    return functional.cross_entropy(flat, targets.flatten(), ignore_index=MISSING, reduction="sum")


def train(network: Network, course: Course, checkpoint: Path) -> Iterator[int]:
    """Train, yielding after each epoch its number; goes on from the checkpoint if there is one."""
    settings = course.settings
    optimizer = torch.optim.AdamW(_groups(network, settings), weight_decay=0.01, fused=True)
    total = sum(1 for _ in course.batches(0)) * settings.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.0, 1 - step / (total * 1.01)))
    )
    done = 0
    if checkpoint.exists():
        state: dict[str, Any] = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["epoch"]
        if done >= settings.epochs:
            yield done
    for epoch in range(done, settings.epochs):
        torch.manual_seed(settings.seed * 1000 + epoch)
        _run_epoch(network, course.batches(epoch), optimizer, schedule)
        part = checkpoint.with_suffix(".part")
        torch.save(
            {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch + 1,
            },
            part,
        )
        part.replace(checkpoint)
        yield epoch + 1


def _run_epoch(network: Network, source: Iterator[Batch], optimizer: Optimizer, schedule: LRScheduler) -> None:
    network.train()
    started, words, sum_of_losses = time.monotonic(), 0, 0.0
    for number, batch in enumerate(source, start=1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(network, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        words += batch.words
        sum_of_losses += loss.item()
        if number % 50 == 0:
            rate = words / (time.monotonic() - started)
            LOG.info("  %d batches, loss %.3f, %.0f words/s", number, sum_of_losses / 50, rate)
            sum_of_losses = 0.0


def _groups(network: Network, settings: Settings) -> list[dict[str, Any]]:
    encoder = [
        value for name, value in network.named_parameters() if name.startswith("encoder.") and "casings" not in name
    ]
    chosen = {id(value) for value in encoder}
    others = [value for value in network.parameters() if id(value) not in chosen]
    return [{"params": encoder, "lr": settings.encoder_rate}, {"params": others, "lr": settings.head_rate}]
