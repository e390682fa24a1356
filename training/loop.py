"""The training loop: batches through the encoder and its heads, one loss, weights averaged over time."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import nn

from training.encoder import pretrained
from training.model import Model
from training.polnear import Document, Example, batches, examples


@dataclass(frozen=True)
class Options:
    """Figures without a remark are those of the 20-minute trial that DESIGN.md describes."""

    seed: int = 20181125
    epochs: int = 6
    batch: int = 2048  # pieces
    layer_rate: float = 3e-4
    embedding_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: int = 100  # steps
    decay: float = 0.01
    average: float = 0.998  # share of the old weights kept at each step by the moving average
    trust: float = 0.6  # in the teachers, where there are any
    budgets: tuple[int, ...] = (96, 128, 160, 192, 256)  # pieces a row; drawn anew for each article


def train(
    documents: list[Document],
    tokenizer: Tokenizer,
    options: Options,
    *,
    teachers: Sequence[Model] = (),
    say: Callable[[str], None],
    after_epoch: Callable[[int, Model], None] | None = None,
) -> Model:
    """The model with averaged weights. Deterministic for one machine, seed and thread count.

    With teachers the labels are softened: what the teachers think, averaged, is believed to `options.trust`.
    """
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    model = Model(pretrained())
    average = copy.deepcopy(model)
    optimizer = torch.optim.AdamW(_groups(model, options), fused=True)
    steps_an_epoch = len(
        batches(_stretches(documents, tokenizer, options, random.Random(0)), options.batch, rng)
    )
    total = steps_an_epoch * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / options.warmup, max(0.0, (total - step) / (total - options.warmup))),
    )
    step, began = 0, time.monotonic()
    sums: dict[str, float] = {}
    for epoch in range(options.epochs):
        model.train()
        for batch in batches(_stretches(documents, tokenizer, options, rng), options.batch, rng):
            losses = model.losses(batch, teachers, options.trust)
            loss = torch.stack(list(losses.values())).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            step += 1
            keep = min(options.average, (1 + step) / (10 + step))
            with torch.no_grad():
                old, new = list(average.parameters()), list(model.parameters())
                torch._foreach_lerp_(old, new, 1 - keep)
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + value.item()
            if step % 50 == 0:
                means = "  ".join(f"{name} {value / 50:.3f}" for name, value in sums.items())
                say(f"step {step} of about {total}  {means}  {time.monotonic() - began:.0f} s")
                sums = {}
        if after_epoch:
            after_epoch(epoch, average)
    return average.eval()


def _stretches(
    documents: list[Document], tokenizer: Tokenizer, options: Options, rng: random.Random
) -> list[Example]:
    return [
        example
        for document in documents
        for example in examples(document, tokenizer, budget=rng.choice(options.budgets), rng=rng)
    ]


def _groups(model: Model, options: Options) -> list[dict[str, object]]:
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.layers"):
            rate = options.layer_rate
        elif name.startswith("encoder."):
            rate = options.embedding_rate
        else:
            rate = options.head_rate
        decay = options.decay if parameter.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": p, "lr": rate, "weight_decay": decay} for (rate, decay), p in groups.items()]
