"""The training loop: batches through the encoder and its heads, one loss, weights averaged over time."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training import chains
from training.encoder import Encoder, pretrained
from training.heads import CueHead, LinkHead, RoleHead
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
    budgets: tuple[int, ...] = (96, 128, 160, 192, 256)  # pieces a row; drawn anew for each article


class Model(nn.Module):
    """Encoder and heads. A head more is a line here and one in `losses`."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.shape.width
        self.cue = CueHead(width)
        self.role = RoleHead(width)
        self.link = LinkHead(width)

    def words(self, batch: list[Example]) -> Tensor:
        """The vector of each word's first piece, (words of all stretches, width)."""
        rows = [row for example in batch for row in example.rows]
        widest = max(len(row.ids) for row in rows)
        lengths = torch.tensor([len(row.ids) for row in rows])
        ids = torch.from_numpy(np.concatenate([row.ids for row in rows]))
        types = torch.from_numpy(np.concatenate([row.types for row in rows]))
        mask = torch.arange(widest)[None, :] < lengths[:, None]
        place = mask.flatten().nonzero().squeeze(1)
        offsets = torch.cumsum(lengths, 0) - lengths
        chosen = torch.from_numpy(
            np.concatenate([row.columns + int(offset) for row, offset in zip(rows, offsets, strict=True)])
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(
                ids, types, place % widest, place, torch.where(mask, 0.0, -1e4)[:, None, None, :]
            )
        return hidden.float()[chosen.long()]

    def losses(self, batch: list[Example]) -> dict[str, Tensor]:
        """Each head's loss, per attribution."""
        words = self.words(batch)
        starts = np.cumsum([0, *(example.words for example in batch)])
        total = max(1, sum(len(example.starts) for example in batch))
        cue = torch.from_numpy(np.concatenate([example.cue for example in batch])).long()
        roles = torch.from_numpy(np.concatenate([example.roles for example in batch], 1)).long()
        regions = np.concatenate([example.region + 100_000 * number for number, example in enumerate(batch)])
        role = nn.functional.cross_entropy(self.role(words).permute(0, 2, 1), roles.T, reduction="sum")
        losses = {"cue": self._cue_loss(words, regions, cue) / total, "role": 0.1 * role / total}
        linked = [(e, s) for e, s in zip(batch, starts[:-1].tolist(), strict=True) if len(e.starts)]
        if linked:
            losses["link"] = self._link_loss(words, linked) / total
        return losses

    def _cue_loss(self, words: Tensor, regions: np.ndarray, labels: Tensor) -> Tensor:
        edges = np.flatnonzero(np.diff(regions)) + 1
        bounds = np.array([0, *edges, len(regions)])
        lengths = torch.from_numpy(np.diff(bounds))
        steps = int(lengths.max())
        index = torch.from_numpy(bounds[:-1])[:, None] + torch.arange(steps)[None, :]
        inside = torch.arange(steps)[None, :] < lengths[:, None]
        index = torch.where(inside, index, 0)
        pair = chains.close(self.cue.pair(self.cue(words)[index]), lengths)
        return chains.surprise(pair, torch.where(inside, labels[index], 0)).sum()

    def _link_loss(self, words: Tensor, linked: list[tuple[Example, int]]) -> Tensor:
        widest = max(example.index.shape[1] for example, _ in linked)

        def wide(arrays: list[np.ndarray]) -> Tensor:
            return torch.from_numpy(
                np.concatenate([np.pad(a, ((0, 0), (0, widest - a.shape[1]))) for a in arrays])
            ).long()

        starts = torch.from_numpy(np.concatenate([e.starts + offset for e, offset in linked])).long()
        lasts = torch.from_numpy(np.concatenate([e.ends - 1 + offset for e, offset in linked])).long()
        index = wide([e.index + offset for e, offset in linked])
        place = wide([e.place for e, _ in linked])
        labels = wide([e.labels for e, _ in linked])
        lengths = torch.from_numpy(np.concatenate([e.lengths for e, _ in linked]))
        pair = self.link.pair(self.link(words, starts, lasts, index, place))
        return chains.surprise(chains.close(pair, lengths), labels).sum()


def train(
    documents: list[Document],
    tokenizer: Tokenizer,
    options: Options,
    *,
    say: Callable[[str], None],
    after_epoch: Callable[[int, Model], None] | None = None,
) -> Model:
    """The model with averaged weights. Deterministic for one machine, seed and thread count."""
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
            losses = model.losses(batch)
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
