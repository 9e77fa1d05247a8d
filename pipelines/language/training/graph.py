"""The trained network as an ONNX graph of eight-bit integers.

Weights have seven bits and a scale per output channel; activations have eight bits and a scale per row, so a word's
numbers never depend on what else is in the batch. Seven bits keep sums of two products within sixteen bits, which
processors without VNNI need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from pipelines.language.training.model import ARC, HEADS, HIDDEN, LABEL, LAYERS, Network

Array = npt.NDArray[Any]
State = Mapping[str, npt.NDArray[np.float32]]
MICROSOFT = "com.microsoft"
WEIGHT_MAXIMUM = 63


class Graph:
    """Collects nodes and weights; every method that adds a node gives the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, Array] = {}

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

    def quantised(self, rows: str, zeros: str) -> tuple[str, str]:
        """Rows (n, inputs) as bytes around 128, and each row's scale (n, 1); zeros: (n,) times 128."""
        largest = self.add("ReduceMax", self.add("Abs", rows), axes=[-1], keepdims=0)
        scale = self.add("Mul", self.add("Max", largest, "tiny"), "per_step")
        return (
            self.add("QuantizeLinear", rows, scale, zeros, axis=0),
            self.add("Unsqueeze", scale, "last_axis"),
        )

    def product(self, name: str, rows: tuple[str, str], weight: npt.NDArray[np.float32]) -> str:
        """Quantised rows times a weight that is quantised here."""
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / WEIGHT_MAXIMUM
        levels = np.round(weight / scale[:, None]).astype(np.int8)
        result = self.add(
            "MatMulIntegerToFloat",
            rows[0],
            self.weight(f"{name}.levels", np.ascontiguousarray(levels.T)),
            "one",
            self.weight(f"{name}.scales", scale.astype(np.float32)),
            "middle",
            domain=MICROSOFT,
        )
        return self.add("Mul", result, rows[1])


def build(network: Network) -> onnx.ModelProto:
    """The graph.

    inputs (int64): pieces, cases (batch, pieces); first, last (batch, 1 + words), entry 0 the root
    outputs: upos, xpos, feats (batch, 1 + words) label numbers; entities (batch, 1 + words, tags);
    ends (batch, 1 + words); arcs (batch, dependent, head); dependents, heads (batch, 1 + words, LABEL)
    """
    state = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    graph = Graph()
    graph.weight("tiny", np.array(1e-8, dtype=np.float32))
    graph.weight("per_step", np.array(1 / 127, dtype=np.float32))
    graph.weight("middle", np.array(128, dtype=np.uint8))
    graph.weight("one", np.array(1, dtype=np.float32))
    graph.weight("last_axis", np.array([-1]))
    graph.weight("first_axis", np.array([0]))
    graph.weight("zero", np.array(0))
    graph.weight("rows_of_hidden", np.array([-1, HIDDEN]))
    graph.weight("rows_of_words", np.array([-1, 2 * HIDDEN]))
    words = _words(graph, state, _encoder(graph, state))
    outputs = _heads(graph, state, words)
    return _model(graph, outputs)


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
    x = graph.add(
        "LayerNormalization",
        graph.add("Reshape", graph.add("Add", embedded, cased), "rows_of_hidden"),
        graph.weight("norm.weight", state["encoder.norm.weight"]),
        graph.weight("norm.bias", state["encoder.norm.bias"]),
        axis=-1,
        epsilon=1e-12,
    )
    there = graph.add("Cast", graph.add("Greater", "pieces", "zero"), to=TensorProto.INT32)
    lengths = graph.add("ReduceSum", there, "one_axis", keepdims=0)
    mix = np.exp(state["encoder.mix"] - state["encoder.mix"].max())
    mix = mix / mix.sum()
    mixed = ""
    shape = graph.add("Concat", graph.add("Shape", "pieces"), graph.weight("hidden", np.array([HIDDEN])), axis=0)
    zeros = _middles(graph, "pieces")
    for index in range(LAYERS):
        start = f"encoder.layers.{index}."
        own = {name.removeprefix(start): value for name, value in state.items() if name.startswith(start)}
        x = _layer(graph, own, index, x, Batch(shape, lengths, zeros))
        part = graph.add("Mul", x, graph.weight(f"mix.{index}", np.array(mix[index], dtype=np.float32)))
        mixed = graph.add("Add", mixed, part) if mixed else part
    return graph.add("Reshape", mixed, shape)


def _middles(graph: Graph, like: str) -> str:
    """A zero point of 128 for every entry of a matrix, in one row."""
    count = graph.add("Unsqueeze", graph.add("Size", like), "first_axis")
    return graph.add("Expand", "middle", count)


class Batch(NamedTuple):
    """Names of a batch's shape (batch, pieces, hidden), its sentences' lengths, and a zero point per piece."""

    shape: str
    lengths: str
    zeros: str


def _layer(graph: Graph, state: State, index: int, x: str, batch: Batch) -> str:
    """One layer; x: (batch * pieces, hidden)."""

    def weight(name: str) -> str:
        return graph.weight(f"{index}.{name}", state[name])

    def product(name: str, rows: tuple[str, str]) -> str:
        return graph.product(f"{index}.{name}", rows, state[f"{name}.weight"])

    rows = graph.quantised(x, batch.zeros)
    query, key, value = (graph.add("Reshape", product(name, rows), batch.shape) for name in ("query", "key", "value"))
    biases = np.concatenate([state[f"{name}.bias"] for name in ("query", "key", "value")])
    attended = graph.add(
        "MultiHeadAttention",
        query,
        key,
        value,
        graph.weight(f"{index}.biases", biases),
        batch.lengths,
        domain=MICROSOFT,
        num_heads=HEADS,
    )
    output = product("output", graph.quantised(graph.add("Reshape", attended, "rows_of_hidden"), batch.zeros))
    x = _normalised(graph, x, output, (weight("norm1.weight"), weight("norm1.bias"), weight("output.bias")))
    up = product("up", graph.quantised(x, batch.zeros))
    active = graph.add("BiasGelu", up, weight("up.bias"), domain=MICROSOFT)
    down = product("down", graph.quantised(active, batch.zeros))
    return _normalised(graph, x, down, (weight("norm2.weight"), weight("norm2.bias"), weight("down.bias")))


def _normalised(graph: Graph, x: str, change: str, names: tuple[str, str, str]) -> str:
    norm, shift, bias = names
    summed = graph.add("Add", graph.add("Add", change, bias), x)
    return graph.add("LayerNormalization", summed, norm, shift, axis=-1, epsilon=1e-12)


def _words(graph: Graph, state: State, x: str) -> str:
    """A vector per word, (batch, 1 + words, 2 * hidden)."""
    ends = [
        graph.add("GatherND", x, graph.add("Unsqueeze", name, "last_axis"), batch_dims=1) for name in ("first", "last")
    ]
    cases = graph.add("GatherElements", "cases", "first", axis=1)
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
    zeros = _middles(graph, "first")
    flat = graph.product("heads", graph.quantised(graph.add("Reshape", words, "rows_of_words"), zeros), weight)
    biased = graph.add("Add", flat, graph.weight("heads.bias", bias))
    batch = graph.add("Shape", "first")
    whole = graph.add("Concat", batch, "last_axis", axis=0)
    scores = graph.add("Reshape", biased, whole)
    split = graph.add(
        "Split", scores, graph.weight("parts", np.array(list(parts.values()))), outputs=len(parts), axis=-1
    )
    found = {name: split if index == 0 else f"{split}:{index}" for index, name in enumerate(parts)}
    dependent = graph.add("Relu", found["arc_dependent"])
    head = graph.add("Relu", found["arc_head"])
    rows = graph.add("Reshape", dependent, graph.weight("rows_of_arc", np.array([-1, ARC])))
    turned = graph.product("arc", graph.quantised(rows, zeros), state["arc.weight"])
    prior = graph.weight("arc.prior", (state["arc.bias"] + state["arc_prior.weight"][0]))
    turned = graph.add("Reshape", graph.add("Add", turned, prior), whole)
    arcs = graph.add("MatMul", turned, graph.add("Transpose", head, perm=[0, 2, 1]))
    return {
        **{name: graph.add("ArgMax", found[name], axis=-1, keepdims=0) for name in ("upos", "xpos", "feats")},
        "entities": found["entities"],
        "ends": found["end"],
        "arcs": arcs,
        "dependents": found["label_dependent"],
        "heads": found["label_head"],
    }


def _model(graph: Graph, outputs: dict[str, str]) -> onnx.ModelProto:
    for name, inner in outputs.items():
        graph.nodes.append(helper.make_node("Identity", [inner], [name], name=f"output_{name}"))

    def declared(name: str, kind: int, shape: Sequence[str]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [declared(name, TensorProto.INT64, ["batch", "pieces"]) for name in ("pieces", "cases")]
    inputs += [declared(name, TensorProto.INT64, ["batch", "words"]) for name in ("first", "last")]
    results = [
        declared(name, TensorProto.INT64, ["batch", "words"])
        if name in {"upos", "xpos", "feats"}
        else declared(name, TensorProto.FLOAT, ["batch", "words", f"{name}_width"])
        for name in outputs
    ]
    weights = [numpy_helper.from_array(np.asarray(value), name) for name, value in graph.weights.items()]
    body = helper.make_graph(graph.nodes, "reader", inputs, results, weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="sitrep")
    onnx.checker.check_model(model)
    return model
