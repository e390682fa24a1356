"""Pieces: text cut into words and word pieces, and the rows that the encoder reads.

A *word* is what BERT's pre-tokenizer calls one: a run of letters and digits, or one mark of punctuation.
Heads see one vector a word, that of its first piece. A *region* is a stretch of text that stands by
itself (a paragraph). Rows are filled with whole regions; a `[SEP]` between two of them tells the encoder
where a paragraph ends.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int32]

CLS, SEP = 101, 102
"""Ids of the special pieces in BERT's English vocabulary."""

TYPES = 8
"""Token types: 4 for the look of a word (see `_look`), plus 4 where it stands inside quotation marks."""

LOWER, CAPITAL, UPPER, CLOSING = range(4)
_MARK = re.compile("``|''|[\"\u201c\u201d\u201e\u00ab\u00bb]")
_OPENING = frozenset("\u201c\u201e\u00ab") | {"``"}
_CLOSING = frozenset("\u201d\u00bb")


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as pieces and words. Arrays: `ids`, `types` by piece; `first`, `starts`, `ends`, `region` by
    word.

    `first` is the index of a word's first piece; `starts` and `ends` count code points of the text.
    """

    ids: Ints
    types: Ints
    first: Ints
    starts: Ints
    ends: Ints
    region: Ints

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Row:
    """What the encoder reads at once. `columns` are the places of the words' first pieces; `word` is the
    first word.
    """

    ids: Ints
    types: Ints
    columns: Ints
    word: int


def cut(text: str, regions: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """Pieces and words of the regions of a text; regions are in order and do not overlap."""
    ids: list[int] = []
    types: list[int] = []
    first: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    region: list[int] = []
    parts = [text[start:end] for start, end in regions]
    for number, encoding in enumerate(tokenizer.encode_batch(parts, add_special_tokens=False)):
        part, offset = parts[number], regions[number][0]
        quoted = _quoted(part)
        previous: int | None = None
        kind, last_end = LOWER, 0
        for piece, word, (start, end) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word != previous:
                previous = word
                kind = _look(part, start, end, last_end) + (4 if quoted and _inside(quoted, start) else 0)
                first.append(len(ids))
                starts.append(offset + start)
                ends.append(offset + end)
                region.append(number)
            else:
                ends[-1] = offset + end
            last_end = end
            ids.append(piece)
            types.append(kind)
    arrays = (np.array(values, dtype=np.int32) for values in (ids, types, first, starts, ends, region))
    return Pieces(*arrays)


def rows(pieces: Pieces, *, budget: int) -> list[Row]:
    """Rows of at most `budget` pieces, the special ones included, cut between regions where that is possible.

    A region longer than a row is cut after the last sentence end in its second half, else where the row is
    full.
    """
    return [_row(pieces, start, end) for start, end in _row_ends(pieces, budget)]


def _row_ends(pieces: Pieces, budget: int) -> list[tuple[int, int]]:
    """First and last (excluded) word of each row."""
    count = len(pieces)
    if not count:
        return []
    bounds = np.append(pieces.first, len(pieces.ids))
    edges = np.flatnonzero(np.diff(pieces.region)) + 1
    region_starts = [0, *edges.tolist(), count]
    cuts: list[tuple[int, int]] = []
    start, used = 0, 2
    for left, right in itertools.pairwise(region_starts):
        size = int(bounds[right] - bounds[left])
        if left > start and used + size + 1 > budget:
            cuts.append((start, left))
            start, used = left, 2
        while size + 2 > budget and start == left:
            stop = _cut_inside(pieces, bounds, left, right, budget - 2)
            cuts.append((left, stop))
            left = start = stop
            size = int(bounds[right] - bounds[left])
        used += size + 1
    if start < count:
        cuts.append((start, count))
    return cuts


def _cut_inside(pieces: Pieces, bounds: Ints, left: int, right: int, room: int) -> int:
    """Where to cut a region that does not fit: after a sentence end if one lies in the second half of the
    room.
    """
    stop = int(np.searchsorted(bounds, bounds[left] + room, side="right")) - 1
    stop = max(left + 1, min(stop, right))
    for word in range(stop - 1, left + (stop - left) // 2, -1):
        if int(pieces.ids[pieces.first[word]]) in _STOPS:
            return word + 1
    return stop


_STOPS = frozenset({1012, 999, 1029})  # ids of . ! ? in the vocabulary


def _row(pieces: Pieces, start: int, end: int) -> Row:
    bounds = pieces.first[start], (pieces.first[end] if end < len(pieces) else len(pieces.ids))
    region = pieces.region[start:end]
    # words move right by one for [CLS] and by one for each [SEP] before them
    breaks = np.flatnonzero(np.diff(region)) + 1
    shift = np.zeros(end - start, dtype=np.int32)
    shift[breaks] = 1
    columns = (pieces.first[start:end] - bounds[0] + 1 + np.cumsum(shift)).astype(np.int32)
    length = int(bounds[1] - bounds[0]) + len(breaks) + 2
    ids = np.full(length, SEP, dtype=np.int32)
    types = np.zeros(length, dtype=np.int32)
    ids[0] = CLS
    piece_breaks = pieces.first[start:end][breaks] - bounds[0]
    places = np.arange(1, int(bounds[1] - bounds[0]) + 1, dtype=np.int32)
    places += np.searchsorted(piece_breaks, places - 1, side="right").astype(np.int32)
    ids[places] = pieces.ids[bounds[0] : bounds[1]]
    types[places] = pieces.types[bounds[0] : bounds[1]]
    return Row(ids, types, columns, start)


def _look(part: str, start: int, end: int, last_end: int) -> int:
    """How a word looks: lower case, capital, upper case; for punctuation, whether it closes up to the word
    before.
    """
    char = part[start : start + 1]
    if char.isupper():
        return UPPER if end - start > 1 and part[start:end].isupper() else CAPITAL
    if char.isalnum():
        return LOWER
    return CLOSING if start == last_end and start > 0 else LOWER


def _quoted(part: str) -> list[tuple[int, int]]:
    """Stretches between double quotation marks; one still open at the region's end runs to that end."""
    stretches: list[tuple[int, int]] = []
    start: int | None = None
    for match in _MARK.finditer(part):
        mark = match.group()
        if start is None:
            if mark not in _CLOSING:
                start = match.end()
        elif mark not in _OPENING:
            stretches.append((start, match.start()))
            start = None
    if start is not None:
        stretches.append((start, len(part)))
    return stretches


def _inside(stretches: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in stretches)
