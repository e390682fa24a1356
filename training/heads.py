"""Heads on the encoder. A new one is a class here, a loss in `training.loop` and an output in
`training.export`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from saidby.model.lattice import NEVER
from saidby.model.neighbours import BETWEEN, DISTANCES, PLACES, REGIONS
from saidby.model.tagger import INSIDE, OUT


class CueHead(nn.Module):
    """Cues as a chain of OUT, BEGIN, INSIDE over the words of a region."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.emit = nn.Linear(width, 3)
        self.move = nn.Parameter(torch.zeros(3, 3))

    def forward(self, words: Tensor) -> Tensor:
        """*Shape:* (..., width) -> (..., 3)."""
        return self.emit(words)

    def pair(self, emissions: Tensor) -> Tensor:
        """*Shape:* (N, T, 3) -> (N, T, 3, 3). A cue never starts INSIDE."""
        move = self.move.clone()
        move[OUT, INSIDE] = float(NEVER)
        return move + emissions[:, :, None, :]


class RoleHead(nn.Module):
    """Source and content of any attribution by word; it only teaches the encoder, and is not exported."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.emit = nn.Linear(width, 6)

    def forward(self, words: Tensor) -> Tensor:
        """*Shape:* (W, width) -> (W, 2, 3): for source and content, OUT, BEGIN, INSIDE."""
        return self.emit(words).view(-1, 2, 3)


class LinkHead(nn.Module):
    """Ties a cue to its source and content: for each cue a chain of OUT, SOURCE, CONTENT over the words in
    reach.

    A word's scores come from the word and the cue added up, a table of relative places, and their product.
    Six of them: being source or content, and beginning or ending either.
    """

    SCORES = 6

    def __init__(self, width: int, hidden: int = 64, product: int = 32) -> None:
        super().__init__()
        self.key = nn.Linear(width, hidden + product)
        self.query = nn.Linear(2 * width, hidden + self.SCORES * product)
        self.hidden, self.product = hidden, product
        self.distance = nn.Embedding(DISTANCES, hidden)
        self.region = nn.Embedding(REGIONS, hidden)
        self.between = nn.Embedding(BETWEEN, hidden)
        self.score = nn.Linear(hidden, self.SCORES)
        self.move = nn.Parameter(torch.zeros(3, 3))
        self.table: Tensor | None = None
        """What `places` gives, where it was made beforehand."""
        for table in (self.distance, self.region, self.between):
            nn.init.normal_(table.weight, std=0.1)

    def places(self) -> Tensor:
        """The table of relative places, (PLACES, hidden)."""
        table = (
            self.distance.weight[:, None, None, :]
            + self.region.weight[None, :, None, :]
            + self.between.weight[None, None, :, :]
        )
        return table.reshape(PLACES, self.hidden)

    def forward(self, words: Tensor, starts: Tensor, lasts: Tensor, index: Tensor, place: Tensor) -> Tensor:
        """*Shape:* words (W, width); starts, lasts (C,): first and last word of each cue; index, place (C,
        T) -> (C, T, 6).
        """
        table = self.places() if self.table is None else self.table
        keys = self.key(words)
        query = self.query(torch.cat([words[starts], words[lasts]], -1))
        near = keys[index]
        added = near[..., : self.hidden] + query[:, None, : self.hidden] + table[place]
        factors = query[:, self.hidden :].view(-1, self.SCORES, self.product)
        product = torch.bmm(near[..., self.hidden :], factors.transpose(1, 2))
        return self.score(torch.relu(added)) + product * self.product**-0.5

    def pair(self, scores: Tensor) -> Tensor:
        """*Shape:* (C, T, 6) -> (C, T, 3, 3)."""
        zero = torch.zeros_like(scores[..., 0])
        being = torch.stack([zero, scores[..., 0], scores[..., 1]], -1)
        begin = torch.stack([zero, scores[..., 2], scores[..., 3]], -1)
        end = torch.stack([zero, scores[..., 4], scores[..., 5]], -1)
        change = 1.0 - torch.eye(3)
        return self.move + being[:, :, None, :] + change * (begin[:, :, None, :] + end[:, :, :, None])
