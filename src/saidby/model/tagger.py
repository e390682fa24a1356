"""The tagger: a text once through the network; then cues, and for each its source and content; triggers of
events, and for each its arguments.

Rows go through the encoder one at a time. Its int8 products take their scale from all numbers they are given
together, so a row's numbers would depend on the rows beside it; alone, they depend on the row. It is no
slower: a row of 200 pieces fills the processor's units, and none is padded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from saidby.model import events, lattice
from saidby.model.events import Kind, Trigger
from saidby.model.labels import HARMS
from saidby.model.lattice import NEVER, Floats, Ints
from saidby.model.neighbours import ARGUMENT_REACH, neighbours
from saidby.model.pieces import Pieces, cut, rows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

OUT, BEGIN, INSIDE = range(3)
SOURCE, CONTENT = 1, 2

BUDGET = 256  # pieces a row; see docs/performance.md


class Network(Protocol):
    """What runs the weights: onnxruntime in the package, torch while training."""

    def encode(self, ids: Ints, types: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """*Shape:* (pieces,) each -> hidden (pieces, width), cue scores (pieces, 3), tags (pieces, sum of
        `events.SIZES`), meaning (pieces, `labels.VECTOR`).
        """
        ...

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        """*Shape:* words (W, width); starts, lasts (C,); index, place (C, T) -> (C, T, 6)."""
        ...

    def argue(self, words: Floats, starts: Ints, index: Ints, place: Ints) -> Floats:
        """*Shape:* words (W, width); starts (E,); index, place (E, T) -> (E, T, roles)."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What the decoder needs beside the network.

    The chains' transition scores; the least probability of a cue; how much likelier than going on with a cue
    its end must be; the weights that turn probabilities into
    a calibrated score; the least such score of what is kept.
    """

    cue_moves: Floats
    link_moves: Floats
    least: float
    calibration: tuple[float, ...] = ()
    keep: float = 0.0
    ends: float = 1.0


@dataclass(frozen=True, slots=True)
class Link:
    """A cue with what is tied to it, as spans of the text; `cue_score` and `link_score` are probabilities."""

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    cue_score: float
    link_score: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the regions of it that are read."""

    text: str
    regions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model sees in a text."""

    links: list[Link]
    triggers: tuple[Trigger, ...] = ()
    harms: tuple[Kind, ...] = ()
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of the words of a text: `starts`, `ends` (W,) code points; `sums` (W + 1, VECTOR) running
    sums.
    """

    starts: Ints
    ends: Ints
    sums: Floats

    def of(self, span: tuple[int, int]) -> Floats | None:
        """The sum of a stretch's vectors; None where no word stands in it."""
        first = int(np.searchsorted(self.ends, span[0], side="right"))
        last = int(np.searchsorted(self.starts, span[1], side="left"))
        if first >= last:
            return None
        return np.asarray(self.sums[last] - self.sums[first])


@dataclass(frozen=True, slots=True)
class Tagger:
    network: Network
    tokenizer: Tokenizer
    settings: Settings
    name: str = ""
    budget: int = BUDGET

    def tag(self, text: Text) -> list[Link]:
        """The links of a text, in the order of their cues."""
        pieces = cut(text.text, text.regions, self.tokenizer)
        if not len(pieces):
            return []
        hidden, scores, _, _ = self._encode(pieces)
        return self._links(pieces, hidden, self._cues(pieces, scores))

    def look(self, text: Text) -> Seen:
        """Everything the model sees in a text, each kind in text order."""
        pieces = cut(text.text, text.regions, self.tokenizer)
        if not len(pieces):
            return Seen([])
        hidden, scores, tags, meaning = self._encode(pieces)
        _, types, _, _, harm = events.split(tags)
        sums = np.concatenate([np.zeros((1, meaning.shape[1]), dtype=np.float32), np.cumsum(meaning, 0)])
        return Seen(
            links=self._links(pieces, hidden, self._cues(pieces, scores)),
            triggers=self._triggers(pieces, hidden, tags, events.trigger_words(events.softmax(types))),
            harms=events.kinds(pieces, harm, HARMS),
            meaning=Meaning(pieces.starts, pieces.ends, sums),
        )

    def _triggers(self, pieces: Pieces, hidden: Floats, tags: Floats, words: Ints) -> tuple[Trigger, ...]:
        if not len(words):
            return ()
        near = neighbours(pieces, words, words + 1, ARGUMENT_REACH)
        scores = self.network.argue(hidden, words, near.index, near.place)
        return events.triggers(pieces, tags, words, near.index, near.lengths, scores)

    def _encode(self, pieces: Pieces) -> tuple[Floats, ...]:
        """Hidden vectors, cue scores, tags and meaning by word."""
        found = [(row, self.network.encode(row.ids, row.types)) for row in rows(pieces, budget=self.budget)]
        return tuple(
            np.concatenate([outputs[part][row.columns] for row, outputs in found]) for part in range(4)
        )

    def _cues(self, pieces: Pieces, scores: Floats) -> tuple[Ints, Ints, Floats]:
        """First word, last word (excluded) and probability of each cue."""
        moves = self.settings.cue_moves.copy()
        moves[OUT, INSIDE] = NEVER
        edges = np.flatnonzero(np.diff(pieces.region)) + 1
        bounds = np.concatenate([[0], edges, [len(pieces)]]).astype(np.int32)
        lengths = np.diff(bounds).astype(np.int32)
        steps = int(lengths.max(initial=0))
        index = bounds[:-1, None] + np.arange(steps, dtype=np.int32)[None, :]
        inside = np.arange(steps)[None, :] < lengths[:, None]
        pair = moves + scores[np.where(inside, index, 0)][:, :, None, :]
        probability = lattice.marginals(lattice.close(pair, lengths))[inside]
        return _spans(probability, pieces.region, self.settings.least, self.settings.ends)

    def _links(self, pieces: Pieces, words: Floats, cues: tuple[Ints, Ints, Floats]) -> list[Link]:
        starts, ends, probability = cues
        if not len(starts):
            return []
        near = neighbours(pieces, starts, ends)
        scores = self.network.link(words, starts, (ends - 1).astype(np.int32), near.index, near.place)
        pair = lattice.close(link_pair(scores, self.settings.link_moves), near.lengths)
        paths, logs = lattice.best_paths(pair)
        found: list[Link] = []
        for n in range(len(starts)):
            cue = int(pieces.starts[starts[n]]), int(pieces.ends[ends[n] - 1])
            source = _pieces_of(paths[n], SOURCE, near.index[n], pieces)
            content = _pieces_of(paths[n], CONTENT, near.index[n], pieces)
            found.append(
                Link(cue, _nearest(source, cue), content, float(probability[n]), float(np.exp(logs[n])))
            )
        return found


def _nearest(source: tuple[tuple[int, int], ...], cue: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The piece next to the cue: one source speaks (9 of 18,377 in PolNeAR train come in pieces)."""
    return tuple(sorted(source, key=lambda span: max(cue[0] - span[1], span[0] - cue[1]))[:1])


def link_pair(scores: Floats, moves: Floats) -> Floats:
    """*Shape:* (C, T, 6) -> (C, T, 3, 3). The six: being source or content, beginning either, ending
    either.
    """
    pair = np.broadcast_to(moves, (*scores.shape[:2], 3, 3)).astype(np.float32)
    for state in (SOURCE, CONTENT):
        being, begin, end = scores[..., state - 1], scores[..., state + 1], scores[..., state + 3]
        pair[..., :, state] += being[..., None]
        for other in range(3):
            if other != state:
                pair[..., other, state] += begin
                pair[..., state, other] += end
    return pair


def _spans(probability: Floats, region: Ints, least: float, ends_at: float) -> tuple[Ints, Ints, Floats]:
    """Cues from marginals: begin where BEGIN is likely enough, go on until something else is `ends_at`
    times as likely as INSIDE.
    """
    starts: list[int] = []
    ends: list[int] = []
    scores: list[float] = []
    going_on = ends_at * probability[:, INSIDE] > np.maximum(probability[:, OUT], probability[:, BEGIN])
    for start in np.flatnonzero(probability[:, BEGIN] >= least).tolist():
        if ends and start < ends[-1]:
            continue
        end = start + 1
        while end < len(region) and region[end] == region[start] and going_on[end]:
            end += 1
        starts.append(start)
        ends.append(end)
        scores.append(probability[start, BEGIN])
    return (
        np.array(starts, dtype=np.int32),
        np.array(ends, dtype=np.int32),
        np.array(scores, dtype=np.float32),
    )


def _pieces_of(path: np.ndarray, state: int, index: Ints, pieces: Pieces) -> tuple[tuple[int, int], ...]:
    """Stretches of a state on a path, as spans of the text."""
    on = np.concatenate([[False], path == state, [False]])
    edges = np.flatnonzero(on[1:] != on[:-1]).tolist()
    return tuple(
        (int(pieces.starts[index[first]]), int(pieces.ends[index[last - 1]]))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    )
