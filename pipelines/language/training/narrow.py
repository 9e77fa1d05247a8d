"""A network with narrower layers: the inner units of each layer that matter least are left out."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.batches import batches, example
from pipelines.language.training.data import Sentence
from pipelines.language.training.model import INNER, Labels, Network


def narrowed(
    network: Network, sentences: Iterable[Sentence], encoder: PieceEncoder, labels: Labels, inner: int
) -> Network:
    """A copy with ``inner`` units in each layer.

    A unit matters as much as its value varies and as it weighs in what the layer gives; the mean of one that is left
    out goes into the bias.
    """
    means, deviations = _activations(network, sentences, encoder, labels)
    narrow = Network(labels, inner)
    state = dict(network.state_dict())
    for index, layer in enumerate(network.encoder.layers):
        start = f"encoder.layers.{index}."
        matters = deviations[index] * layer.down.weight.detach().norm(dim=0)
        kept = matters.argsort(descending=True)[:inner].sort().values
        gone = torch.ones(INNER, dtype=torch.bool)
        gone[kept] = False
        change = layer.down.weight.detach()[:, gone] @ means[index][gone]
        state |= {
            f"{start}up.weight": layer.up.weight.detach()[kept],
            f"{start}up.bias": layer.up.bias.detach()[kept],
            f"{start}down.weight": layer.down.weight.detach()[:, kept],
            f"{start}down.bias": layer.down.bias.detach() + change,
        }
    narrow.load_state_dict(state)
    return narrow


def _activations(
    network: Network, sentences: Iterable[Sentence], encoder: PieceEncoder, labels: Labels
) -> tuple[list[Tensor], list[Tensor]]:
    """Mean and standard deviation of every layer's inner units."""
    network.eval()
    sums = [torch.zeros(2, INNER, dtype=torch.double) for _ in network.encoder.layers]
    counts = [0] * len(sums)

    def keeper(index: int) -> object:
        def keep(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            rows = given[0].flatten(0, -2).double()
            sums[index] += torch.stack([rows.sum(0), rows.square().sum(0)])
            counts[index] += len(rows)

        return keep

    handles = [layer.down.register_forward_pre_hook(keeper(i)) for i, layer in enumerate(network.encoder.layers)]
    examples = [found for item in sentences if (found := example(item, encoder, labels, None))]
    with torch.inference_mode():
        for batch in batches(examples, 2000, None):
            network.encoder(batch.pieces, batch.cases)
    for handle in handles:
        handle.remove()
    means = [total[0] / count for total, count in zip(sums, counts, strict=True)]
    spreads = [
        (total[1] / count - mean.square()).clamp_min(0).sqrt()
        for total, count, mean in zip(sums, counts, means, strict=True)
    ]
    return [mean.float() for mean in means], [spread.float() for spread in spreads]
