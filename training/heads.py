"""Heads on the encoder. A new one is a class here, a loss in `training.loop` and an output in
`training.export`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from saidby.model.events import SIZES
from saidby.model.labels import ROLES, VECTOR
from saidby.model.lattice import NEVER
from saidby.model.neighbours import BETWEEN, DISTANCES, PLACES, REGIONS
from saidby.model.tagger import INSIDE, OUT

RARE = -4.0  # what a head says at first of what few words are; else it spends its first lessons learning that


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


class ReachHead(nn.Module):
    """Scores of the words in reach of a cue or trigger.

    A word's scores come from the word and the cue added up, a table of relative places, and their product.
    """

    def __init__(self, width: int, scores: int, hidden: int = 64, product: int = 32) -> None:
        super().__init__()
        self.key = nn.Linear(width, hidden + product)
        self.query = nn.Linear(2 * width, hidden + scores * product)
        self.scores, self.hidden, self.product = scores, hidden, product
        self.distance = nn.Embedding(DISTANCES, hidden)
        self.region = nn.Embedding(REGIONS, hidden)
        self.between = nn.Embedding(BETWEEN, hidden)
        self.score = nn.Linear(hidden, scores)
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
        T) -> (C, T, scores).
        """
        table = self.places()
        keys = self.key(words)
        query = self.query(torch.cat([words[starts], words[lasts]], -1))
        near = keys[index]
        added = near[..., : self.hidden] + query[:, None, : self.hidden] + table[place]
        factors = query[:, self.hidden :].view(-1, self.scores, self.product)
        product = torch.bmm(near[..., self.hidden :], factors.transpose(1, 2))
        return self.score(torch.relu(added)) + product * self.product**-0.5


class LinkHead(ReachHead):
    """Ties a cue to its source and content: for each cue a chain of OUT, SOURCE, CONTENT over the words in
    reach. Six scores: being source or content, and beginning or ending either.
    """

    def __init__(self, width: int) -> None:
        super().__init__(width, 6)
        self.move = nn.Parameter(torch.zeros(3, 3))

    def pair(self, scores: Tensor) -> Tensor:
        """*Shape:* (C, T, 6) -> (C, T, 3, 3)."""
        zero = torch.zeros_like(scores[..., 0])
        being = torch.stack([zero, scores[..., 0], scores[..., 1]], -1)
        begin = torch.stack([zero, scores[..., 2], scores[..., 3]], -1)
        end = torch.stack([zero, scores[..., 4], scores[..., 5]], -1)
        change = 1.0 - torch.eye(3)
        return self.move + being[:, :, None, :] + change * (begin[:, :, None, :] + end[:, :, :, None])


class ArgumentHead(ReachHead):
    """What each word in reach of a trigger is to its event: a score for every role, for itself."""

    def __init__(self, width: int) -> None:
        super().__init__(width, len(ROLES))
        nn.init.constant_(self.score.bias, RARE)


class TagHead(nn.Module):
    """What each word is by itself: one layer whose outputs `split` names.

    See `saidby.model.events.SIZES`.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.emit = nn.Linear(width, sum(SIZES))
        with torch.no_grad():
            name, type_, _, mode, harm = self.split(self.emit.bias)
            mode.fill_(RARE)
            for chosen in (name, type_, harm):
                chosen.zero_()[0] = -RARE

    def forward(self, words: Tensor) -> Tensor:
        """*Shape:* (..., width) -> (..., sum of SIZES)."""
        return self.emit(words)

    def split(self, tags: Tensor) -> tuple[Tensor, ...]:
        """name, type, factuality, mode, harm."""
        return torch.split(tags, list(SIZES), -1)


class HappenHead(nn.Module):
    """Whether a word is any event's trigger; it only teaches the encoder, and is not exported."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.emit = nn.Linear(width, 2)

    def forward(self, words: Tensor) -> Tensor:
        """*Shape:* (W, width) -> (W, 2)."""
        return self.emit(words)


class VectorHead(nn.Module):
    """What a sentence is about: the mean of its words' vectors, turned into few numbers that keep the cosine
    of the sentence encoder this encoder began as.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.turn = nn.Linear(width, VECTOR)

    def forward(self, means: Tensor) -> Tensor:
        """*Shape:* (S, width) -> (S, VECTOR)."""
        return self.turn(means)
