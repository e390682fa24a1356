"""The model while it is trained: the encoder, its heads, and what each head says of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from training import chains
from training.encoder import Encoder
from training.heads import CueHead, LinkHead, RoleHead
from training.polnear import Example

ROLE_WEIGHT = 0.1  # of the auxiliary head, which has a loss for each word instead of each chain


@dataclass(frozen=True)
class Chains:
    """What a head says: `pair` (N, T, S, S) are scores of steps, `path` (N, T) the true states."""

    pair: Tensor
    path: Tensor

    def loss(self, thought: np.ndarray | None, trust: float) -> Tensor:
        """Summed over chains. `thought` is the teachers' probability of each step, believed to `trust`."""
        target = chains.steps(self.path, self.pair.shape[2])
        if thought is not None:
            target = (1 - trust) * target + trust * torch.from_numpy(thought)
        return chains.surprise(self.pair, target).sum()


class Model(nn.Module):
    """Encoder and heads. One more head is a line here and an entry in what `chains` gives."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.shape.width
        self.cue = CueHead(width)
        self.role = RoleHead(width)
        self.link = LinkHead(width)

    def losses(
        self, batch: list[Example], thought: Mapping[str, np.ndarray], trust: float
    ) -> dict[str, Tensor]:
        """Each head's loss, per attribution; `thought` as in `training.lessons`."""
        words = self.words(batch)
        total = max(1, sum(len(example.starts) for example in batch))
        roles = torch.from_numpy(np.concatenate([example.roles for example in batch], 1)).long()
        role = nn.functional.cross_entropy(self.role(words).permute(0, 2, 1), roles.T, reduction="sum")
        losses = {"role": ROLE_WEIGHT * role / total}
        for name, said in self.chains(batch, words).items():
            losses[name] = said.loss(thought.get(name), trust) / total
        return losses

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

    def chains(self, batch: list[Example], words: Tensor) -> dict[str, Chains]:
        """What the heads that label in chains say, by head."""
        found = {"cue": self._cues(batch, words)}
        if any(len(example.starts) for example in batch):
            found["link"] = self._links(batch, words)
        return found

    def _cues(self, batch: list[Example], words: Tensor) -> Chains:
        """One chain a region."""
        labels = torch.from_numpy(np.concatenate([example.cue for example in batch])).long()
        regions = np.concatenate([example.region + 100_000 * number for number, example in enumerate(batch)])
        bounds = np.array([0, *(np.flatnonzero(np.diff(regions)) + 1), len(regions)])
        lengths = torch.from_numpy(np.diff(bounds))
        steps = torch.arange(int(lengths.max()))[None, :]
        inside = steps < lengths[:, None]
        index = torch.where(inside, torch.from_numpy(bounds[:-1])[:, None] + steps, 0)
        pair = self.cue.pair(self.cue(words)[index])
        return Chains(chains.close(pair, lengths), torch.where(inside, labels[index], 0))

    def _links(self, batch: list[Example], words: Tensor) -> Chains:
        """One chain a cue."""
        offsets = np.cumsum([0, *(example.words for example in batch)]).tolist()
        linked = [(e, o) for e, o in zip(batch, offsets[:-1], strict=True) if len(e.starts)]
        widest = max(example.index.shape[1] for example, _ in linked)

        def wide(arrays: list[np.ndarray]) -> Tensor:
            padded = [np.pad(array, ((0, 0), (0, widest - array.shape[1]))) for array in arrays]
            return torch.from_numpy(np.concatenate(padded)).long()

        starts = torch.from_numpy(np.concatenate([e.starts + offset for e, offset in linked])).long()
        lasts = torch.from_numpy(np.concatenate([e.ends - 1 + offset for e, offset in linked])).long()
        index = wide([e.index + offset for e, offset in linked])
        scores = self.link(words, starts, lasts, index, wide([e.place for e, _ in linked]))
        lengths = torch.from_numpy(np.concatenate([e.lengths for e, _ in linked]))
        return Chains(chains.close(self.link.pair(scores), lengths), wide([e.labels for e, _ in linked]))
