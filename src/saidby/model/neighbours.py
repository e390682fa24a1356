"""Neighbours: the words that a cue may be linked to, and how far from it they stand.

The linking head scores every word in reach of a cue. Reach is counted in words of the whole text, not of a
row, so that a link may leave the row its cue was read in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saidby.model.pieces import Ints, Pieces

REACH = 160
"""Words on either side of a cue. Holds source and content whole for 99.9 % of the attributions in PolNeAR
train.
"""

ARGUMENT_REACH = 64
"""Words on either side of an event's trigger. Holds 99 % of the arguments in our own annotation."""

_FINE, _COARSE, _FARTHEST = 8, 18, 512
DISTANCES = 2 * _COARSE + 1
REGIONS = 7
BETWEEN = 8
PLACES = DISTANCES * REGIONS * BETWEEN
"""Number of relative places that are told apart: distance x regions between x cues between."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Arrays of shape (cues, words in reach): index of the word, whether it exists, its relative place (0
    to PLACES - 1).
    """

    index: Ints
    lengths: Ints
    place: Ints


def neighbours(pieces: Pieces, starts: Ints, ends: Ints, reach: int = REACH) -> Neighbours:
    """Words in reach of each cue; a cue is the words from `starts` to `ends`, end excluded, in text order."""
    words = len(pieces)
    low = np.maximum(starts - reach, 0)
    lengths = np.minimum(ends + reach, words) - low
    width = int(lengths.max(initial=0))
    index = low[:, None] + np.arange(width, dtype=np.int32)[None, :]
    index = np.minimum(index, max(words - 1, 0)).astype(np.int32)
    after = index >= ends[:, None]
    before = index < starts[:, None]
    steps = np.where(before, starts[:, None] - index, np.where(after, index - ends[:, None] + 1, 0))
    bucket = _BUCKET[np.minimum(steps, _FARTHEST)]
    distance = np.where(before, _COARSE - bucket, _COARSE + bucket)
    region = np.clip(pieces.region[index] - pieces.region[starts][:, None], -3, 3) + 3
    # cues that begin before each word; the difference to the cue's own count says how many lie between
    begun = np.zeros(words + 1, dtype=np.int32)
    np.add.at(begun, starts + 1, 1)
    begun = np.cumsum(begun, dtype=np.int32)
    order = np.arange(len(starts), dtype=np.int32)[:, None]
    between = np.where(after, begun[index] - order - 1, np.where(before, order - begun[index + 1], 0))
    between = np.clip(between, 0, 3) + np.where(after, 4, 0)
    place = (distance * REGIONS + region) * BETWEEN + between
    return Neighbours(index, lengths.astype(np.int32), place.astype(np.int32))


def _buckets() -> Ints:
    """Exact up to 8 words, then half octaves up to bucket 18 (256 words)."""
    steps = np.arange(_FARTHEST + 1)
    far = _FINE + np.ceil(2 * np.log2(np.maximum(steps, 1) / _FINE))
    return np.where(steps <= _FINE, steps, np.minimum(far, _COARSE)).astype(np.int32)


_BUCKET = _buckets()
