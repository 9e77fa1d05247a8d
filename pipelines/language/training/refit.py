"""The head for names fitted anew on what the trained encoder makes of more sentences with names, and met half-way.

The encoder and all other heads stay as they are. The sentences are those annotated by people, copies of them with other
names in the place of theirs, and those of the treebank whose names the first network found (`names`). The mean of the
head as trained and the head so fitted is better than either on names held out.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.batches import MISSING, batches, example
from pipelines.language.training.data import Document, Sentence
from pipelines.language.training.model import HIDDEN, Labels, Network
from pipelines.language.training.names import substituted

LOG = logging.getLogger(__name__)
COPIES = 3
"""Copies of each sentence without a tree, with some of its names replaced."""
GUM_SHARE = 3
"""One in so many of GUM's sentences is taken: its names are annotated by other rules."""
EPOCHS, ROWS, RATE, DECAY, DROPOUT, SEED = 4, 2048, 2e-3, 1e-3, 0.25, 1


def refit_names(
    network: Network, encoder: PieceEncoder, labels: Labels, sentences: Sequence[Sentence], checkpoint: Path
) -> None:
    """Fit the network's head for names half-way; what is in the checkpoint already is taken from there."""
    if not checkpoint.exists():
        fitted = fit(network.entities, *vectors(sentences, network, encoder, labels)).state_dict()
        trained = network.entities.state_dict()
        part = checkpoint.with_suffix(".part")
        torch.save({name: (trained[name] + fitted[name]) / 2 for name in trained}, part)
        part.replace(checkpoint)
    network.entities.load_state_dict(torch.load(checkpoint, weights_only=True))


def chosen_sentences(documents: Sequence[Document], pools: dict[str, list[tuple[str, ...]]]) -> list[Sentence]:
    """The sentences with names annotated or found, and the copies."""
    rng = random.Random(7)  # noqa: S311
    named = [item for doc in documents for item in doc.sentences if item.entities]
    free = [item for item in named if item.heads is None]
    gum = [item for item in named if item.heads and item.genre not in {"ewt", "pud"}]
    rest = [item for item in named if item.heads and item.genre in {"ewt", "pud"}]
    copies = [substituted(item, pools, rng) for _ in range(COPIES) for item in free]
    known = {item.words for item in free}
    return [*rest, *free, *(item for item in copies if item.words not in known), *gum[::GUM_SHARE]]


def vectors(
    sentences: Sequence[Sentence], network: Network, encoder: PieceEncoder, labels: Labels
) -> tuple[Tensor, Tensor]:
    """The encoder's vectors of all annotated words, (words, 2 * hidden) in half precision, and their tags, (words,)."""
    network.eval()
    found = [item for sentence in sentences if (item := example(sentence, encoder, labels, None))]
    rows, tags = [torch.zeros((0, 2 * HIDDEN), dtype=torch.half)], [torch.zeros(0, dtype=torch.long)]
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches(found, 2000, None):
            annotated = batch.targets["entities"] != MISSING
            rows.append(network.words(batch.pieces, batch.cases, batch.first, batch.last)[annotated].half())
            tags.append(batch.targets["entities"][annotated])
    return torch.cat(rows), torch.cat(tags)


def fit(start: nn.Linear, rows: Tensor, tags: Tensor) -> nn.Linear:
    """A head fitted to the vectors, from the one given on."""
    torch.manual_seed(SEED)
    head = nn.Linear(start.in_features, start.out_features)
    head.load_state_dict(start.state_dict())
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(rows) // ROWS)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen in torch.randperm(len(rows)).split(ROWS):
            inputs = functional.dropout(rows[chosen].float(), DROPOUT)
            loss = functional.cross_entropy(head(inputs), tags[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        LOG.info("names, epoch %d: loss %.4f", epoch + 1, total / max(1, len(rows)))
    return head
