"""The model while it is trained: the encoder, its heads, and what each head says of a batch."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from training import chains
from training.encoder import FORK, Encoder
from training.heads import ArgumentHead, CueHead, HappenHead, LinkHead, RoleHead, TagHead, VectorHead
from training.polnear import Example
from training.sheets import SILENT, Sheet

ROLE_WEIGHT = 0.1  # of the auxiliary head, which has a loss for each word instead of each chain
WORDS_AN_EVENT = 15
VECTOR_WEIGHT = 2.0
ARGUMENT_WEIGHT = 0.5
SHEET_WEIGHTS = {"name": 0.3, "type": 1.0, "happens": 0.3, "harm": 0.3}


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
        self.tag = TagHead(width)
        self.argument = ArgumentHead(width)
        self.happen = HappenHead(width)
        self.vector = VectorHead(width)
        self.branch = nn.ModuleList()
        """Layers of their own for events, from the stage on that fits them; see `fork`."""

    def fork(self) -> None:
        """Gives events layers of their own, which begin as copies of the encoder's last."""
        self.branch = copy.deepcopy(nn.ModuleList(self.encoder.layers[FORK:]))

    def told(self, shared: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """*Shape:* (pieces, width) of `Encoder.shared` -> (pieces, width) for the heads of events."""
        if not self.branch:
            return self.encoder.top(shared, place, mask)
        for layer in self.branch:
            shared = layer(shared, place, mask)
        return shared

    def losses(
        self, batch: list[Example], thought: Mapping[str, np.ndarray], trust: float
    ) -> dict[str, Tensor]:
        """Each head's loss, per attribution; `thought` as in `training.lessons`."""
        words = self.words(batch)
        total = max(1, sum(len(example.starts) for example in batch))
        roles = torch.from_numpy(np.concatenate([example.roles for example in batch], 1)).long()
        role = nn.functional.cross_entropy(self.role(words).permute(0, 2, 1), roles.T, reduction="sum")
        losses = {"role": ROLE_WEIGHT * role / total}
        if "sentences" in thought:
            losses["vector"] = self._vectors(batch, words, torch.from_numpy(thought["sentences"]))
        for name, said in self.chains(batch, words).items():
            losses[name] = said.loss(thought.get(name), trust) / total
        return losses

    def sheet_losses(
        self, batch: list[Sheet], words: Tensor, weights: Mapping[str, float] = SHEET_WEIGHTS
    ) -> dict[str, Tensor]:
        """The losses of the heads that are not about attributions, per word that the batch's sets speak of,
        times WORDS_AN_EVENT: about per event. `words` are their vectors.
        """
        name, type_, factuality, mode, harm = self.tag.split(self.tag(words))
        told = {
            key: torch.from_numpy(np.concatenate([getattr(sheet, key) for sheet in batch])).long()
            for key in ("name", "type", "factuality", "happens", "harm")
        }
        said = {"name": name, "type": type_, "happens": self.happen(words), "harm": harm}
        losses = {
            key: weight * WORDS_AN_EVENT * _mean(said[key], told[key]) for key, weight in weights.items()
        }
        if any(len(sheet.starts) for sheet in batch):
            losses["argument"] = ARGUMENT_WEIGHT * self._arguments(batch, words)
        events = told["type"] > 0
        if not events.any():
            return losses
        losses["factuality"] = nn.functional.cross_entropy(
            factuality[events], told["factuality"][events], ignore_index=SILENT, reduction="sum"
        ) / max(1, int((told["factuality"] >= 0).sum()))
        modes = torch.from_numpy(np.concatenate([sheet.mode for sheet in batch])).float()
        losses["mode"] = nn.functional.binary_cross_entropy_with_logits(
            mode[events], modes[events], reduction="sum"
        ) / int(events.sum())
        return losses

    def _arguments(self, batch: list[Sheet], words: Tensor) -> Tensor:
        """Summed over the words in reach, per trigger."""
        offsets = np.cumsum([0, *(sheet.words for sheet in batch)]).tolist()
        with_events = [(s, o) for s, o in zip(batch, offsets[:-1], strict=True) if len(s.starts)]
        widest = max(sheet.index.shape[1] for sheet, _ in with_events)

        def wide(arrays: list[np.ndarray]) -> Tensor:
            padded = [np.pad(a, [(0, 0), (0, widest - a.shape[1])] + [(0, 0)] * (a.ndim - 2)) for a in arrays]
            return torch.from_numpy(np.concatenate(padded)).long()

        starts = torch.from_numpy(np.concatenate([s.starts + o for s, o in with_events])).long()
        index = wide([sheet.index + offset for sheet, offset in with_events])
        scores = self.argument(words, starts, starts, index, wide([s.place for s, _ in with_events]))
        roles = wide([sheet.roles for sheet, _ in with_events]).float()
        lengths = torch.from_numpy(np.concatenate([sheet.lengths for sheet, _ in with_events]))
        inside = (torch.arange(widest)[None, :] < lengths[:, None])[:, :, None] & (roles >= 0)
        loss = nn.functional.binary_cross_entropy_with_logits(scores, roles.clamp(min=0), reduction="none")
        return (loss * inside).sum() / len(starts)

    def words(self, batch: Sequence[Example | Sheet]) -> Tensor:
        """The vector of each word's first piece, (words of all stretches, width)."""
        at, ids, types = padded(batch), *_pieces(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(ids, types, at.columns, at.place, at.mask)
        return hidden.float()[at.words]

    def shared(self, batch: Sequence[Sheet]) -> Tensor:
        """The vector of each piece where the layers for events branch off, (pieces of all sheets, width)."""
        at, ids, types = padded(batch), *_pieces(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.encoder.shared(ids, types, at.columns, at.place, at.mask)

    def told_words(self, batch: Sequence[Sheet], shared: Tensor) -> Tensor:
        """The same as `words` for the heads of events, from what `shared` gave."""
        at = padded(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.told(shared, at.place, at.mask)
        return hidden.float()[at.words]

    def _vectors(self, batch: list[Example], words: Tensor, true: Tensor) -> Tensor:
        """One less the mean cosine between the vectors of sentences and what the sentence encoder gives."""
        offsets = np.cumsum([0, *(example.words for example in batch)])[:-1]
        places = np.concatenate([e.sentences + o for e, o in zip(batch, offsets, strict=True)])
        sums = torch.cat([words.new_zeros(1, words.shape[1]), words.cumsum(0)])
        starts, ends = torch.from_numpy(places[:, 0]).long(), torch.from_numpy(places[:, 1]).long()
        means = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
        return VECTOR_WEIGHT * (1 - nn.functional.cosine_similarity(self.vector(means), true)).mean()

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


@dataclass(frozen=True)
class Padded:
    """Where pieces and words stand: `place` (pieces,) into rows x columns; `mask` (rows, 1, 1, columns), 0 or
    very low; `words` (words,) into the pieces.
    """

    columns: Tensor
    place: Tensor
    mask: Tensor
    words: Tensor


def padded(batch: Sequence[Example | Sheet]) -> Padded:
    rows = [row for example in batch for row in example.rows]
    lengths = torch.tensor([len(row.ids) for row in rows])
    widest = int(lengths.max())
    inside = torch.arange(widest)[None, :] < lengths[:, None]
    place = inside.flatten().nonzero().squeeze(1)
    offsets = torch.cumsum(lengths, 0) - lengths
    words = np.concatenate([row.columns + int(offset) for row, offset in zip(rows, offsets, strict=True)])
    mask = torch.where(inside, 0.0, -1e4)[:, None, None, :]
    return Padded(place % widest, place, mask, torch.from_numpy(words).long())


def _pieces(batch: Sequence[Example | Sheet]) -> tuple[Tensor, Tensor]:
    """Ids and types of all pieces."""
    rows = [row for example in batch for row in example.rows]
    return (
        torch.from_numpy(np.concatenate([row.ids for row in rows])),
        torch.from_numpy(np.concatenate([row.types for row in rows])),
    )


def _mean(scores: Tensor, told: Tensor) -> Tensor:
    """Cross entropy per word of which something is known."""
    known = told != SILENT
    total = nn.functional.cross_entropy(scores, told, ignore_index=SILENT, reduction="sum")
    return total / known.sum().clamp(min=1)
