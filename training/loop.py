"""The training loop: lessons through the encoder and its heads, one loss, weights averaged over time."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import nn

from training.encoder import pretrained
from training.lessons import Lesson
from training.model import Model


@dataclass(frozen=True)
class Options:
    """Figures without a remark are those of the 20-minute trial that DESIGN.md describes."""

    seed: int
    steps: int
    layer_rate: float = 3e-4
    embedding_rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: int = 100  # steps
    decay: float = 0.01
    average: float = 0.998  # share of the old weights kept at each step by the moving average
    trust: float = 0.6  # in the teachers, where there are any


def train(
    lessons: Iterable[Lesson],
    options: Options,
    *,
    say: Callable[[str], None],
    after_epoch: Callable[[int, Model], None] | None = None,
) -> Model:
    """The model with averaged weights. Deterministic for one machine, seed and thread count."""
    torch.manual_seed(options.seed)
    model = Model(pretrained()).train()
    average = copy.deepcopy(model).eval()
    optimizer = torch.optim.AdamW(groups(model, options), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, options))
    began, epoch = time.monotonic(), 0
    sums: dict[str, float] = {}
    for step, lesson in enumerate(lessons, 1):
        if lesson.epoch > epoch and after_epoch:
            after_epoch(epoch, average)
        epoch = lesson.epoch
        losses = model.losses(lesson.examples, lesson.thought, options.trust)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        keep = min(options.average, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + value.item()
        if step % 50 == 0:
            means = "  ".join(f"{name} {value / 50:.3f}" for name, value in sums.items())
            say(f"step {step} of about {options.steps}  {means}  {time.monotonic() - began:.0f} s")
            sums = {}
    if after_epoch:
        after_epoch(epoch, average)
    return average


def rate(step: int, options: Options) -> float:
    """Share of the full learning rate: up during warm-up, then down in a line."""
    left = (options.steps - step) / max(1, options.steps - options.warmup)
    return min((step + 1) / options.warmup, max(0.0, left))


def groups(model: Model, options: Options) -> list[dict[str, object]]:
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
