"""The tagger: many texts through the network at once, then cues, and for each cue its source and content.

Rows of all texts are sorted by length and packed, so that padding is rare; results come back in the order
of the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from saidby.model import lattice
from saidby.model.lattice import NEVER, Floats, Ints
from saidby.model.neighbours import neighbours
from saidby.model.pieces import Pieces, Row, cut, rows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

OUT, BEGIN, INSIDE = range(3)
SOURCE, CONTENT = 1, 2

BUDGET = 256  # pieces a row; see docs/performance.md
BATCH = 1024  # pieces a batch: what still fits the second-level cache (STACK.md 2.3 measured it)


class Network(Protocol):
    """What runs the weights: onnxruntime in the package, torch while training."""

    def encode(self, ids: Ints, types: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """*Shape:* (rows, columns) each -> hidden (rows, columns, width), cue scores (rows, columns, 3)."""
        ...

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        """*Shape:* words (W, width); starts, lasts (C,); index, place (C, T) -> (C, T, 6)."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What the decoder needs beside the network.

    The chains' transition scores; the least probability of a cue; the weights that turn probabilities into
    a calibrated score; the least such score of what is kept.
    """

    cue_moves: Floats
    link_moves: Floats
    least: float
    calibration: tuple[float, ...] = ()
    keep: float = 0.0


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
class Tagger:
    network: Network
    tokenizer: Tokenizer
    settings: Settings
    name: str = ""
    budget: int = BUDGET

    def tag(self, texts: Sequence[Text]) -> list[list[Link]]:
        """The links of each text, in the order of their cues."""
        all_pieces = [cut(text.text, text.regions, self.tokenizer) for text in texts]
        all_rows = [rows(pieces, budget=self.budget) for pieces in all_pieces]
        hidden, scores = self._encode(all_rows, [len(pieces) for pieces in all_pieces])
        cues = self._cues(all_pieces, scores)
        return self._links(all_pieces, hidden, cues)

    def _encode(self, all_rows: list[list[Row]], words: list[int]) -> tuple[list[Floats], list[Floats]]:
        """Hidden vectors and cue scores by word, for each text."""
        hidden: list[Floats] = [np.empty((0, 0), dtype=np.float32)] * len(words)
        scores = [np.zeros((count, 3), dtype=np.float32) for count in words]
        flat = sorted(
            ((number, row) for number, found in enumerate(all_rows) for row in found),
            key=lambda pair: len(pair[1].ids),
        )
        for batch in _batches(flat):
            ids, types, mask = _pad([row for _, row in batch])
            vectors, emissions = self.network.encode(ids, types, mask)
            for line, (number, row) in enumerate(batch):
                if not hidden[number].size:
                    hidden[number] = np.empty((words[number], vectors.shape[2]), dtype=np.float32)
                stop = row.word + len(row.columns)
                hidden[number][row.word : stop] = vectors[line, row.columns]
                scores[number][row.word : stop] = emissions[line, row.columns]
        return hidden, scores

    def _cues(self, all_pieces: list[Pieces], scores: list[Floats]) -> list[tuple[Ints, Ints, Floats]]:
        """First word, last word (excluded) and probability of each cue, for each text."""
        results: list[tuple[Ints, Ints, Floats]] = []
        moves = self.settings.cue_moves.copy()
        moves[OUT, INSIDE] = NEVER
        for pieces, emissions in zip(all_pieces, scores, strict=True):
            count = len(pieces)
            edges = np.flatnonzero(np.diff(pieces.region)) + 1
            bounds = np.concatenate([[0], edges, [count]]).astype(np.int32)
            lengths = np.diff(bounds).astype(np.int32)
            steps = int(lengths.max(initial=0))
            index = bounds[:-1, None] + np.arange(steps, dtype=np.int32)[None, :]
            inside = np.arange(steps)[None, :] < lengths[:, None]
            pair = moves + emissions[np.where(inside, index, 0)][:, :, None, :]
            probability = lattice.marginals(lattice.close(pair, lengths))[inside]
            results.append(_spans(probability, pieces.region, self.settings.least))
        return results

    def _links(
        self, all_pieces: list[Pieces], hidden: list[Floats], cues: list[tuple[Ints, Ints, Floats]]
    ) -> list[list[Link]]:
        found: list[list[Link]] = []
        for pieces, words, (starts, ends, probability) in zip(all_pieces, hidden, cues, strict=True):
            if not len(starts):
                found.append([])
                continue
            near = neighbours(pieces, starts, ends)
            scores = self.network.link(words, starts, (ends - 1).astype(np.int32), near.index, near.place)
            pair = lattice.close(link_pair(scores, self.settings.link_moves), near.lengths)
            paths, surprise = lattice.best_paths(pair)
            row: list[Link] = []
            for n in range(len(starts)):
                cue = int(pieces.starts[starts[n]]), int(pieces.ends[ends[n] - 1])
                source = _pieces_of(paths[n], SOURCE, near.index[n], pieces)
                content = _pieces_of(paths[n], CONTENT, near.index[n], pieces)
                scores_of = float(probability[n]), float(np.exp(surprise[n]))
                row.append(Link(cue, _nearest(source, cue), content, *scores_of))
            found.append(row)
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


def _batches(flat: list[tuple[int, Row]]) -> list[list[tuple[int, Row]]]:
    """Rows of like length, at most BATCH pieces together, padding counted."""
    found: list[list[tuple[int, Row]]] = []
    for entry in flat:
        if not found or (len(found[-1]) + 1) * len(entry[1].ids) > BATCH:
            found.append([])
        found[-1].append(entry)
    return found


def _pad(batch: list[Row]) -> tuple[Ints, Ints, Ints]:
    width = max(len(row.ids) for row in batch)
    ids, types, mask = (np.zeros((len(batch), width), dtype=np.int32) for _ in range(3))
    for line, row in enumerate(batch):
        ids[line, : len(row.ids)] = row.ids
        types[line, : len(row.ids)] = row.types
        mask[line, : len(row.ids)] = 1
    return ids, types, mask


def _spans(probability: Floats, region: Ints, least: float) -> tuple[Ints, Ints, Floats]:
    """Cues from marginals: begin where BEGIN is likely enough, go on while INSIDE is the likeliest."""
    starts: list[int] = []
    ends: list[int] = []
    scores: list[float] = []
    going_on = probability[:, INSIDE] > np.maximum(probability[:, OUT], probability[:, BEGIN])
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
