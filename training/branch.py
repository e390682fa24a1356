"""The stage for events: layers of their own, taught by reports of attacks read many times.

The layers below the fork and those for attributions stay as they are, so that nothing of an attribution
changes. What comes out below the fork is therefore made once for each way a text is printed, and kept.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.encoder import Dropout
from training.further import Part
from training.loop import Options, rate
from training.model import SHEET_WEIGHTS, Model
from training.sheets import Sheet, Source, sheets

VARIANTS = 4  # ways each text is printed and cut
DROPOUT = 0.2  # with the encoder's own 0.1 the heads know MUC-4 by heart after six readings
WEIGHTS = SHEET_WEIGHTS | {"name": 0.0, "harm": 1.0}


@dataclass(frozen=True)
class Kept:
    """A sheet and the vectors of its pieces below the fork."""

    sheet: Sheet
    shared: Tensor


def train(
    model: Model,
    parts: Sequence[Part],
    tokenizer: Tokenizer,
    options: Options,
    *,
    size: int,
    say: Callable[[str], None],
) -> Model:
    """The model, forked, with averaged weights of the branch and the heads on it; `size` is pieces a step."""
    torch.manual_seed(options.seed)
    model.fork()
    dropout = Dropout(DROPOUT)
    for layer in model.branch:
        layer.dropout = dropout
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    heads = (model.tag, model.argument, model.happen)
    rates = [(model.branch, options.layer_rate), *((head, options.head_rate) for head in heads)]
    groups = [
        {
            "params": [p for p in part.parameters() if (p.ndim > 1) == flat],
            "lr": step,
            "weight_decay": options.decay if flat else 0.0,
        }
        for part, step in rates
        for flat in (True, False)
    ]
    learnt = [p.requires_grad_() for part, _ in rates for p in part.parameters()]
    average = [p.detach().clone() for p in learnt]
    optimizer = torch.optim.AdamW(groups, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, options))
    began, sums = time.monotonic(), dict[str, float]()
    model.eval()  # what is kept is made without dropout
    model.branch.train()
    batches = _mixed(model, parts, tokenizer, size=size, seed=options.seed)
    for step in range(1, options.steps + 1):
        batch = next(batches)
        words = model.told_words([k.sheet for k in batch], torch.cat([k.shared for k in batch]).float())
        losses = model.sheet_losses([k.sheet for k in batch], words, WEIGHTS)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        nn.utils.clip_grad_norm_(learnt, 5.0)
        optimizer.step()
        schedule.step()
        keep = min(options.average, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(average, [p.detach() for p in learnt], 1 - keep)
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + value.item()
        if step % 50 == 0:
            means = "  ".join(f"{name} {value / 50:.3f}" for name, value in sums.items())
            say(f"events: step {step} of {options.steps}  {means}  {time.monotonic() - began:.0f} s")
            sums = {}
    with torch.no_grad():
        for learning, mean in zip(learnt, average, strict=True):
            learning.copy_(mean)
    return model.eval()


def _mixed(
    model: Model, parts: Sequence[Part], tokenizer: Tokenizer, *, size: int, seed: int
) -> Iterator[list[Kept]]:
    """Batches of about `size` pieces without end, each part at its share."""
    rng = random.Random(seed)
    streams = [
        _stream(model, part.sources, tokenizer, random.Random(seed + n)) for n, part in enumerate(parts)
    ]
    owed = [0.0] * len(parts)
    while True:
        batch: list[Kept] = []
        for n, part in enumerate(parts):
            owed[n] += part.share * size
            while owed[n] > 0:
                kept = next(streams[n])
                owed[n] -= kept.sheet.pieces
                batch.append(kept)
        rng.shuffle(batch)
        yield batch


def _stream(
    model: Model, sources: Sequence[Source], tokenizer: Tokenizer, rng: random.Random
) -> Iterator[Kept]:
    """The sheets of the sources, again and again; from the fourth time on, of one of the ways kept."""
    pool: list[list[list[Kept]]] = [[] for _ in sources]
    order = list(range(len(sources)))
    while True:
        rng.shuffle(order)
        for number in order:
            ways = pool[number]
            if len(ways) < VARIANTS:
                budget = rng.choice((192, 224, 256))
                made = sheets(sources[number], tokenizer, budget=budget, rng=rng)
                with torch.no_grad():
                    ways.append([Kept(s, model.shared([s]).to(torch.bfloat16)) for s in made])
                yield from ways[-1]
            else:
                yield from rng.choice(ways)
