"""The network: a MiniLM encoder with heads for tags, trees, entities and sentence ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from pipelines.language.encoding import CASINGS
from pipelines.language.training.rounding import Range, Rounding

LAYERS, HIDDEN, HEADS, INNER, VOCABULARY, POSITIONS = 6, 384, 12, 1536, 30522, 512
ARC, LABEL = 256, 256


@dataclass(frozen=True)
class Labels:
    """What each head chooses from."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    deps: tuple[str, ...]
    entities: tuple[str, ...] = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")

    def as_dict(self) -> dict[str, list[str]]:
        """As plain lists, for JSON."""
        return {name: list(values) for name, values in asdict(self).items()}


class Layer(nn.Module):  # type: ignore[misc]
    """One BERT layer."""

    def __init__(self, dropout: float, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.output = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, inner)
        self.down = nn.Linear(inner, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.rounding = nn.ModuleDict({name: Rounding() for name in ("query", "output", "up", "down")})

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, pieces, hidden); mask: (batch, 1, 1, pieces), true where a piece is."""
        batch, pieces, _ = x.shape
        rounded = self.rounding["query"](x)
        query, key, value = (
            linear(rounded).view(batch, pieces, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for linear in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, pieces, HIDDEN)
        x = self.norm1(x + self.dropout(self.output(self.rounding["output"](mixed))))
        wide = functional.gelu(self.up(self.rounding["up"](x)), approximate="tanh")
        return self.norm2(x + self.dropout(self.down(self.rounding["down"](wide))))


class Encoder(nn.Module):  # type: ignore[misc]
    """MiniLM with a casing embedding; gives the softmax-weighted mix of its layers."""

    def __init__(self, inner: int = INNER, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.types = nn.Parameter(torch.zeros(HIDDEN))
        self.casings = nn.Embedding(len(CASINGS), HIDDEN)
        nn.init.zeros_(self.casings.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, cases: Tensor) -> Tensor:
        """pieces, cases: (batch, pieces), 0 is padding; gives (batch, pieces, hidden)."""
        mask = (pieces != 0)[:, None, None, :]
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.types + self.casings(cases)
        x = self.dropout(self.norm(x))
        weights = self.mix.softmax(0)
        mixed = torch.zeros_like(x)
        for weight, layer in zip(weights, self.layers, strict=True):
            x = layer(x, mask)
            mixed = mixed + weight * x
        return mixed

    def load(self, path: Path) -> None:
        """Take the published weights (``model.safetensors`` of all-MiniLM-L6-v2)."""
        given = load_file(path)
        names = {
            "attention.self.query": "query",
            "attention.self.key": "key",
            "attention.self.value": "value",
            "attention.output.dense": "output",
            "attention.output.LayerNorm": "norm1",
            "intermediate.dense": "up",
            "output.dense": "down",
            "output.LayerNorm": "norm2",
        }
        own = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "types": given["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        for index in range(LAYERS):
            for theirs, ours in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{index}.{ours}.{part}"] = given[f"encoder.layer.{index}.{theirs}.{part}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or set(missing) != {"casings.weight", "mix"}:
            raise ValueError(f"these weights do not fit: missing {missing}, unexpected {unexpected}")


class Network(nn.Module):  # type: ignore[misc]
    """Encoder and heads; scores for a batch of sentences."""

    def __init__(self, labels: Labels, inner: int = INNER, dropout: float = 0.33) -> None:
        super().__init__()
        width = 2 * HIDDEN
        self.encoder = Encoder(inner)
        self.word_casings = nn.Embedding(len(CASINGS), width)
        nn.init.zeros_(self.word_casings.weight)
        self.dropout = nn.Dropout(dropout)
        self.upos = nn.Linear(width, len(labels.upos))
        self.xpos = nn.Linear(width, len(labels.xpos))
        self.feats = nn.Linear(width, len(labels.feats))
        self.entities = nn.Linear(width, len(labels.entities))
        self.end = nn.Linear(width, 1)
        self.arc_dependent = nn.Linear(width, ARC)
        self.arc_head = nn.Linear(width, ARC)
        self.arc = nn.Linear(ARC, ARC)
        self.arc_prior = nn.Linear(ARC, 1, bias=False)
        self.label_dependent = nn.Linear(width, LABEL)
        self.label_head = nn.Linear(width, LABEL)
        self.label_product = nn.Linear(LABEL, len(labels.deps))
        self.label_sum = nn.Linear(LABEL, len(labels.deps), bias=False)
        self.rounding = nn.ModuleDict({name: Rounding() for name in ("heads", "arc")})

    def words(self, pieces: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """A vector per word, (batch, 1 + words, 2 * hidden): its first and its last piece, and its casing."""
        x = self.encoder(pieces, cases)
        index = torch.arange(len(pieces), device=pieces.device)[:, None]
        both = torch.cat([x[index, first], x[index, last]], dim=-1)
        return self.dropout(self.rounding["heads"](both + self.word_casings(cases[index, first])))

    def arcs(self, words: Tensor) -> Tensor:
        """Scores of heads, (batch, dependent, head)."""
        dependent = self.dropout(functional.relu(self.arc_dependent(words)))
        head = self.dropout(functional.relu(self.arc_head(words)))
        return self.arc(self.rounding["arc"](dependent)) @ head.transpose(1, 2) + self.arc_prior(head).transpose(1, 2)

    def label_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Scores of labels from the vectors of a dependent and of its head, (..., labels)."""
        product = self.dropout(dependent * head)
        return self.label_product(product) + self.label_sum(functional.relu(self.dropout(dependent + head)))

    def round_by(self, ranges: Mapping[str, Range]) -> None:
        """Round activations by these ranges (names as in ``graph.Ranges``) from now on; others not."""
        for name, module in self.named_modules():
            if isinstance(module, Rounding):
                module.use(ranges.get(name.removeprefix("encoder.layers.").replace("rounding.", "")))
