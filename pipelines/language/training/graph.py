"""The trained network as an ONNX graph of eight-bit integers.

Weights have seven bits and a scale per output channel. Activations have eight bits; their scale and zero point are
measured beforehand (`calibrate`) where that is as exact as a scale of its own for each row, which the others get. So a
word's numbers never depend on what else is in the batch. Seven bits keep sums of two products within sixteen bits,
which processors without VNNI need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from pipelines.language.training.model import ARC, HEADS, HIDDEN, LABEL, LAYERS, Network
from pipelines.language.training.rounding import Range

Array = npt.NDArray[Any]
State = Mapping[str, npt.NDArray[np.float32]]
MICROSOFT = "com.microsoft"
WEIGHT_MAXIMUM = 63


Ranges = Mapping[str, Range]
"""By the name of the layer that the activation goes into: ``0.query`` (key and value share it), ``0.output``, ``0.up``,
``0.down`` and so on, ``heads`` and ``arc``. What is not there is quantised row by row."""


class Quantised(NamedTuple):
    """Names of bytes, their scale and zero point; the range they were rounded by, or the rows' own scales."""

    values: str
    scale: str
    zero: str
    found: Range | None
    row_scales: str = ""


class Graph:
    """Collects nodes and weights; every method that adds a node gives the name of its output."""

    def __init__(self, ranges: Ranges) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, Array] = {}
        self.ranges = ranges

    def add(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: object) -> str:
        """Add a node; with several outputs their names are ``name``, ``name:1`` and so on."""
        name = f"{kind}_{len(self.nodes)}"
        names = [name, *(f"{name}:{index}" for index in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, list(inputs), names, name=name, domain=domain, **attributes))
        return name

    def weight(self, name: str, value: Array) -> str:
        """Add a constant."""
        self.weights[name] = value
        return name

    def quantised(self, values: str, place: str, spread_before: bool = False) -> Quantised:
        """Values as bytes: by the place's range, or if it has none, row by row, (rows, channels)."""
        found = self.ranges.get(place)
        if found is None:
            return self._by_row(values)
        if found.spread is not None and not spread_before:
            values = self.add("Mul", values, self.weight(f"{place}.spread", 1 / found.spread))
        scale = self.weight(f"{place}.step", np.array(found.scale, dtype=np.float32))
        zero = self.weight(f"{place}.zero", np.array(found.zero, dtype=np.uint8))
        return Quantised(self.add("QuantizeLinear", values, scale, zero), scale, zero, found)

    def _by_row(self, rows: str) -> Quantised:
        largest = self.add("ReduceMax", self.add("Abs", rows), axes=[-1], keepdims=0)
        tiny = self.weight("tiny", np.array(1e-8, dtype=np.float32))
        scale = self.add("Mul", self.add("Max", largest, tiny), self.weight("per_step", np.array(1 / 127, np.float32)))
        middle = self.weight("middle", np.array(128, dtype=np.uint8))
        zeros = self.add("Expand", middle, self.add("Shape", scale))
        values = self.add("QuantizeLinear", rows, scale, zeros, axis=0)
        one = self.weight("one", np.array(1, dtype=np.float32))
        return Quantised(values, one, middle, None, self.add("Unsqueeze", scale, "last_axis"))

    def product(
        self, name: str, values: Quantised, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]
    ) -> str:
        """Quantised values times a weight that is quantised here, plus a bias."""
        found = values.found
        if found is not None and found.spread is not None:
            weight = weight * found.spread
        levels, scale = quantised_weight(weight)
        if found is not None and found.mean is not None:
            bias = (bias - (levels * scale[:, None] - weight) @ found.mean).astype(np.float32)
        added = self.weight(f"{name}.bias", bias)
        inputs = [
            values.values,
            self.weight(f"{name}.levels", np.ascontiguousarray(levels.T)),
            values.scale,
            self.weight(f"{name}.scales", scale),
            values.zero,
        ]
        if not values.row_scales:
            return self.add("MatMulIntegerToFloat", *inputs, "", added, domain=MICROSOFT)
        result = self.add("MatMulIntegerToFloat", *inputs, domain=MICROSOFT)
        return self.add("Add", self.add("Mul", result, values.row_scales), added)


def quantised_weight(weight: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Levels (outputs, inputs) and a scale per output, which cuts the largest weight off where that costs least."""
    largest = np.maximum(np.abs(weight).max(axis=1), 1e-8) / WEIGHT_MAXIMUM
    best = np.full(len(weight), np.inf)
    levels, scale = np.zeros(weight.shape, dtype=np.int8), largest.copy()
    for share in np.arange(1.0, 0.59, -0.05):
        step = largest * share
        rounded = np.clip(np.round(weight / step[:, None]), -WEIGHT_MAXIMUM, WEIGHT_MAXIMUM)
        error = np.square(rounded * step[:, None] - weight).sum(axis=1)
        better = error < best
        best[better], levels[better], scale[better] = error[better], rounded[better], step[better]
    return levels, scale.astype(np.float32)


def build(network: Network, ranges: Ranges) -> onnx.ModelProto:
    """The graph, for sentences of as many word pieces each.

    inputs (int64): pieces, cases (batch, pieces); first, last (rows,): each word's first and last piece, counted
    through the batch, each sentence's root before its words; places (batch, words): each sentence's rows, then 0
    outputs: upos, xpos, feats (rows,) label numbers; entities (rows, tags); ends (rows, 1); dependents, heads
    (rows, LABEL); arcs (batch, dependent, head)
    """
    state = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    graph = Graph(ranges)
    graph.weight("last_axis", np.array([-1]))
    graph.weight("first_axis", np.array([0]))
    graph.weight("rows_of_hidden", np.array([-1, HIDDEN]))
    graph.weight("rows_of_inner", np.array([-1, len(state["encoder.layers.0.up.bias"])]))
    words = _words(graph, state, _encoder(graph, state))
    return _model(graph, _heads(graph, state, words))


def _encoder(graph: Graph, state: State) -> str:
    """The mix of all layers, (batch, pieces, hidden)."""
    table = state["encoder.words.weight"]
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    levels = graph.weight("words.levels", np.round(table / scale).astype(np.int8))
    embedded = graph.add(
        "Mul",
        graph.add("Cast", graph.add("Gather", levels, "pieces"), to=TensorProto.FLOAT),
        graph.add("Gather", graph.weight("words.scales", scale.astype(np.float32)), "pieces"),
    )
    length = graph.add(
        "Slice",
        graph.add("Shape", "pieces"),
        graph.weight("one_axis", np.array([1])),
        graph.weight("two_axis", np.array([2])),
    )
    positions = graph.weight("positions", state["encoder.positions.weight"] + state["encoder.types"])
    embedded = graph.add("Add", embedded, graph.add("Slice", positions, "first_axis", length, "first_axis"))
    cased = graph.add("Gather", graph.weight("casings", state["encoder.casings.weight"]), "cases")
    x = _normalised(graph, state, ("encoder.norm", ""), embedded, cased)
    mix = np.exp(state["encoder.mix"] - state["encoder.mix"].max())
    mix = mix / mix.sum()
    mixed = ""
    for index in range(LAYERS):
        start = f"encoder.layers.{index}."
        own = {name.removeprefix(start): value for name, value in state.items() if name.startswith(start)}
        x = _layer(graph, own, index, x)
        part = graph.add("Mul", x, graph.weight(f"mix.{index}", np.array(mix[index], dtype=np.float32)))
        mixed = graph.add("Add", mixed, part) if mixed else part
    return mixed


def _layer(graph: Graph, state: State, index: int, x: str) -> str:
    """One layer; x: (batch, pieces, hidden)."""

    def product(name: str, values: Quantised) -> str:
        return graph.product(f"{index}.{name}", values, state[f"{name}.weight"], state[f"{name}.bias"])

    found = graph.ranges.get(f"{index}.output")
    if found is not None and found.spread is not None:
        spread = found.spread
        narrow = {"value.weight": state["value.weight"] / spread[:, None], "value.bias": state["value.bias"] / spread}
        state = {**state, **narrow}
    values = graph.quantised(x, f"{index}.query")
    query, key, value = (product(name, values) for name in ("query", "key", "value"))
    attended = graph.add("MultiHeadAttention", query, key, value, domain=MICROSOFT, num_heads=HEADS)
    output = product("output", graph.quantised(attended, f"{index}.output", spread_before=True))
    x = _normalised(graph, state, ("norm1", str(index)), output, x)
    up = product("up", graph.quantised(x, f"{index}.up"))
    wide = graph.add("Reshape", graph.add("FastGelu", up, domain=MICROSOFT), "rows_of_inner")
    down = graph.add("Reshape", product("down", graph.quantised(wide, f"{index}.down")), graph.add("Shape", x))
    return _normalised(graph, state, ("norm2", str(index)), down, x)


def _normalised(graph: Graph, state: State, names: tuple[str, str], change: str, x: str) -> str:
    name, layer = names
    norm, shift = (graph.weight(f"{layer}{name}.{part}", state[f"{name}.{part}"]) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", graph.add("Add", change, x), norm, shift, axis=-1, epsilon=1e-12)


def _words(graph: Graph, state: State, x: str) -> str:
    """A vector per word, (rows, 2 * hidden)."""
    flat = graph.add("Reshape", x, "rows_of_hidden")
    ends = [graph.add("Gather", flat, name) for name in ("first", "last")]
    cases = graph.add("Gather", graph.add("Reshape", "cases", "last_axis"), "first")
    cased = graph.add("Gather", graph.weight("word_casings", state["word_casings.weight"]), cases)
    return graph.add("Add", graph.add("Concat", *ends, axis=-1), cased)


def _heads(graph: Graph, state: State, words: str) -> dict[str, str]:
    """Outputs by name."""
    parts = {
        "arc_dependent": ARC,
        "arc_head": ARC,
        "label_dependent": LABEL,
        "label_head": LABEL,
        **{name: len(state[f"{name}.bias"]) for name in ("upos", "xpos", "feats", "entities", "end")},
    }
    weight = np.concatenate([state[f"{name}.weight"] for name in parts])
    bias = np.concatenate([state[f"{name}.bias"] for name in parts])
    scores = graph.product("heads", graph.quantised(words, "heads"), weight, bias)
    split = graph.add(
        "Split", scores, graph.weight("parts", np.array(list(parts.values()))), outputs=len(parts), axis=-1
    )
    found = {name: split if index == 0 else f"{split}:{index}" for index, name in enumerate(parts)}
    dependent = graph.quantised(graph.add("Relu", found["arc_dependent"]), "arc")
    turned = graph.product("arc", dependent, state["arc.weight"], state["arc.bias"] + state["arc_prior.weight"][0])
    placed = graph.add("Gather", turned, "places")
    heads = graph.add("Gather", graph.add("Relu", found["arc_head"]), "places")
    return {
        **{name: graph.add("ArgMax", found[name], axis=-1, keepdims=0) for name in ("upos", "xpos", "feats")},
        "entities": found["entities"],
        "ends": found["end"],
        "arcs": graph.add("MatMul", placed, graph.add("Transpose", heads, perm=[0, 2, 1])),
        "dependents": found["label_dependent"],
        "heads": found["label_head"],
    }


def _model(graph: Graph, outputs: dict[str, str]) -> onnx.ModelProto:
    for name, inner in outputs.items():
        graph.nodes.append(helper.make_node("Identity", [inner], [name], name=f"output_{name}"))

    def declared(name: str, kind: int, shape: Sequence[str]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [declared(name, TensorProto.INT64, ["batch", "pieces"]) for name in ("pieces", "cases")]
    inputs += [declared(name, TensorProto.INT64, ["rows"]) for name in ("first", "last")]
    inputs.append(declared("places", TensorProto.INT64, ["batch", "words"]))
    results = [
        declared(name, TensorProto.INT64, ["rows"])
        if name in {"upos", "xpos", "feats"}
        else declared(name, TensorProto.FLOAT, ["batch", "words", "words"])
        if name == "arcs"
        else declared(name, TensorProto.FLOAT, ["rows", f"{name}_width"])
        for name in outputs
    ]
    weights = [numpy_helper.from_array(np.asarray(value), name) for name, value in graph.weights.items()]
    body = helper.make_graph(graph.nodes, "reader", inputs, results, weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="sitrep")
    onnx.checker.check_model(model)
    return model
