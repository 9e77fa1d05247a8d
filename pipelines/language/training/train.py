"""Training: one pass per epoch over shuffled batches, linear decay, a checkpoint after every epoch."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.batches import MISSING, Batch, batches, example
from pipelines.language.training.data import Document, Sentence
from pipelines.language.training.model import Labels, Network
from pipelines.language.training.rounding import Range

LOG = logging.getLogger(__name__)
WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.5, "entities": 1.5, "heads": 1.0, "deps": 1.0, "ends": 12.0}
PIECES_PER_BATCH = 1200
WARM_UP = 150


@dataclass(frozen=True)
class Settings:
    """What a training run is.

    share: of each epoch's sentences, what is used
    average: how much of the weights' running mean is kept at each step; 0 for no mean, the last weights
    """

    epochs: int = 10
    share: float = 1.0
    seed: int = 1
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    average: float = 0.0
    threads: int = 2


@dataclass(frozen=True)
class Course:
    """What a network is trained on, and how.

    sentences: one epoch's, drawn with the generator given
    ranges: those of the network's activations, which are rounded by them in the next epoch; ``None`` for no rounding
    """

    sentences: Callable[[random.Random], list[Sentence]]
    labels: Labels
    encoder: PieceEncoder
    settings: Settings
    ranges: Callable[[Network], Mapping[str, Range]] | None = None

    def batches(self, epoch: int) -> Iterator[Batch]:
        """One epoch's batches, the same ones every time."""
        rng = random.Random(self.settings.seed * 7919 + epoch)  # noqa: S311
        chosen = [sentence for sentence in self.sentences(rng) if rng.random() < self.settings.share]
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
    """Train, yielding after each epoch its number; goes on from the checkpoint if there is one.

    The checkpoint's ``final`` holds the weights, half-way to their running mean if the settings ask for one.
    """
    settings = course.settings
    optimizer = torch.optim.AdamW(_groups(network, settings), weight_decay=0.01, fused=True)
    total = sum(1 for _ in course.batches(0)) * settings.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.0, 1 - step / (total * 1.01)))
    )
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(settings.average)) if settings.average else None
    done = 0
    if checkpoint.exists():
        state: dict[str, Any] = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        if mean is not None:
            mean.load_state_dict(state["mean"])
        done = state["epoch"]
    for epoch in range(done, settings.epochs):
        torch.manual_seed(settings.seed * 1000 + epoch)
        if course.ranges is not None:
            network.round_by(course.ranges(network))
        _run_epoch(network, course.batches(epoch), Steps(optimizer, schedule, mean))
        part = checkpoint.with_suffix(".part")
        torch.save(
            {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "mean": None if mean is None else mean.state_dict(),
                "final": _halfway(network, network if mean is None else mean.module),
                "epoch": epoch + 1,
            },
            part,
        )
        part.replace(checkpoint)
        yield epoch + 1


def _halfway(network: Network, mean: Network) -> dict[str, Tensor]:
    """Weights between the last ones and their running mean: both are as good, and this is a little better."""
    means = mean.state_dict()
    return {name: value.lerp(means[name], 0.5) for name, value in network.state_dict().items()}


class Steps(NamedTuple):
    """What follows each batch."""

    optimizer: Optimizer
    schedule: LRScheduler
    mean: AveragedModel | None

    def take(self, network: Network) -> None:
        """Change the weights by their gradients."""
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        self.optimizer.step()
        self.schedule.step()
        if self.mean is not None:
            self.mean.update_parameters(network)


def _run_epoch(network: Network, source: Iterator[Batch], steps: Steps) -> None:
    network.train()
    started, words, sum_of_losses = time.monotonic(), 0, 0.0
    for number, batch in enumerate(source, start=1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(network, batch)
        steps.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        steps.take(network)
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
