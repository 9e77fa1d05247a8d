"""The ranges of the network's activations, measured on sentences of the training data."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product

import torch
from torch import Tensor, nn

from pipelines.language.encoding import PieceEncoder
from pipelines.language.training.batches import batches, example
from pipelines.language.training.data import Document
from pipelines.language.training.model import Labels, Network
from pipelines.language.training.rounding import Range

SENTENCES = 300
"""Sentences measured on, each as it stands and with its casing disturbed."""
ROWS = 600
"""Activations on which the candidates of one range are compared."""
THIN = 3
"""One in so many activations is kept."""
CUTS = (1.0, 0.85, 0.7, 0.55, 0.4)
"""Shares of the smallest and the largest value that a range may be cut to: outliers would cost all others precision."""


def calibrate(
    network: Network, encoder: PieceEncoder, labels: Labels, documents: Iterable[Document]
) -> dict[str, Range]:
    """For every place in the network, the range whose rounding changes the outputs of the next layer least."""
    network.eval()
    network.round_by({})
    rng = random.Random(3)  # noqa: S311
    sentences = [item for doc in documents for item in doc.sentences if item.heads]
    chosen = rng.sample(sentences, min(SENTENCES, len(sentences)))
    examples = [
        found
        for item in chosen
        for noise in (None, rng)
        if (found := example(item, encoder, labels, noise)) is not None
    ]
    places = _places(network)
    seen: dict[str, list[Tensor]] = {name: [] for name in places}
    with torch.inference_mode(), _watching({name: layers[0] for name, layers in places.items()}) as inputs:
        for batch in batches(examples, 2000, None):
            network.arcs(network.words(batch.pieces, batch.cases, batch.first, batch.last))
            there = {batch.pieces.shape[1]: batch.pieces != 0, batch.first.shape[1]: batch.first != 0}
            for name, value in inputs.items():
                seen[name].append(value[there[value.shape[1]]][::THIN])
        return {
            name: _best_range(torch.cat(values), torch.cat([layer.weight for layer in places[name]]))
            for name, values in seen.items()
        }


def _places(network: Network) -> dict[str, list[nn.Linear]]:
    """The layers that each activation goes into, by ``graph.Ranges``' names; the first is one that always runs.

    What goes into ``down`` ranges too far for one range.
    """
    places: dict[str, list[nn.Linear]] = {}
    for index, layer in enumerate(network.encoder.layers):
        places[f"{index}.query"] = [layer.query, layer.key, layer.value]
        places |= {f"{index}.{name}": [getattr(layer, name)] for name in ("output", "up")}
    readers = (network.upos, network.xpos, network.feats, network.entities, network.end)
    arcs = (network.arc_dependent, network.arc_head, network.label_dependent, network.label_head)
    return places | {"heads": [*arcs, *readers], "arc": [network.arc]}


@contextmanager
def _watching(layers: dict[str, nn.Linear]) -> Iterator[dict[str, Tensor]]:
    """The latest input of each layer."""
    inputs: dict[str, Tensor] = {}

    def keeper(name: str) -> object:
        def keep(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            inputs[name] = given[0]

        return keep

    handles = [layer.register_forward_pre_hook(keeper(name)) for name, layer in layers.items()]
    try:
        yield inputs
    finally:
        for handle in handles:
            handle.remove()


def _best_range(values: Tensor, weight: Tensor) -> Range:
    divisor = _spread(values, weight)
    values, weight = values / divisor, weight * divisor
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 1e-6)
    order = torch.randperm(len(values), generator=torch.Generator().manual_seed(1))
    sample = values[order[:ROWS]]

    def error(found: Range) -> float:
        rounded = (((sample / found.scale).round() + found.zero).clamp(0, 255) - found.zero) * found.scale
        return float(((rounded - sample) @ weight.T).pow(2).mean())

    candidates = {Range.between(low * below, high * above) for below, above in product(CUTS, CUTS)}
    best = min(sorted(candidates), key=error)
    return best._replace(spread=divisor.numpy(), mean=values.mean(0).numpy())


def _spread(values: Tensor, weight: Tensor) -> Tensor:
    """By what to divide each channel, and multiply its weights: most of what its values range further than others.

    After SmoothQuant (Xiao et al. 2023), with a strength of 0.75.
    """
    widest = values.abs().amax(0).clamp_min(1e-3) ** 0.75 / weight.abs().amax(0).clamp_min(1e-3) ** 0.25
    return widest / widest.median()
