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
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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

# Characters of which each tells by itself where words begin and end, whatever stands beside it.
_PLAIN = re.compile(
    "[\t\n\r -~\u00a0\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u2013\u2014\u2018-\u201e\u2026]*"
)
_WORD = re.compile("([0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+|[^\\s0-9A-Za-z])")
MOST_WORDS = 1 << 15
"""Words that are remembered: 8 MB. 1,000 articles have 35,000."""
LONGEST_WORD = 40  # characters of a word that is remembered


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
    vocabulary = _vocabulary(tokenizer)
    forms: list[Form] = []
    begun: list[int] = []
    ended: list[int] = []
    counts: list[int] = []
    quoted: list[tuple[int, int]] = []
    for start, end in regions:
        before = len(forms)
        if not vocabulary.cut(text, start, end, forms, begun, ended):
            _by_tokenizer(text, start, end, tokenizer, forms, begun, ended)
        counts.append(len(forms) - before)
        quoted.extend((start + left, start + right) for left, right in _quoted(text[start:end]))
    starts, ends = np.array(begun, dtype=np.int32), np.array(ended, dtype=np.int32)
    region = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    sizes = np.array([len(form.ids) for form in forms], dtype=np.int32)
    looks = np.array([form.look for form in forms], dtype=np.int32)
    # a mark that does not close up to a word of its region before it looks as lower case does
    apart = np.ones(len(forms), dtype=bool)
    apart[1:] = (starts[1:] != ends[:-1]) | (region[1:] != region[:-1])
    looks[apart & (looks == CLOSING)] = LOWER
    for left, right in quoted:
        looks[np.searchsorted(starts, left) : np.searchsorted(starts, right)] += 4
    ids = np.fromiter(itertools.chain.from_iterable(form.ids for form in forms), np.int32, int(sizes.sum()))
    first = (np.cumsum(sizes) - sizes).astype(np.int32)
    return Pieces(ids, np.repeat(looks, sizes), first, starts, ends, region)


class Form(NamedTuple):
    """A word's pieces, and how it looks; CLOSING for any mark."""

    ids: tuple[int, ...]
    look: int


class _Vocabulary:
    """Words that were cut before: most words of a text were. It forgets all when it holds too many."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, Form] = {}

    def cut(
        self, text: str, start: int, end: int, forms: list[Form], begun: list[int], ended: list[int]
    ) -> bool:
        """Add the words of a stretch; False, with nothing added, where only the tokenizer can tell them."""
        if not _PLAIN.fullmatch(text, start, end):
            return False
        parts = _WORD.split(text[start:end])  # a gap, a word, a gap, a word, ..., a gap
        words = parts[1::2]
        found = [*map(self._known.get, words)]
        if None in found:
            self._learn(words)
            found = [*map(self._known.get, words)]
        cuts = [form for form in found if form is not None]
        if len(cuts) < len(found):
            return False
        forms += cuts
        at = [*itertools.accumulate(map(len, parts), initial=start)]
        begun += at[1:-1:2]
        ended += at[2::2]
        return True

    def _learn(self, words: list[str]) -> None:
        if len(self._known) > MOST_WORDS:
            self._known.clear()
        new = [word for word in dict.fromkeys(words) if word not in self._known and len(word) <= LONGEST_WORD]
        for word, cut in zip(new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            if set(cut.word_ids) == {0} and (cut.offsets[0][0], cut.offsets[-1][1]) == (0, len(word)):
                self._known[word] = Form(tuple(cut.ids), _look(word, *cut.offsets[0]))


@cache
def _vocabulary(tokenizer: Tokenizer) -> _Vocabulary:
    return _Vocabulary(tokenizer)


def _by_tokenizer(
    text: str,
    start: int,
    end: int,
    tokenizer: Tokenizer,
    forms: list[Form],
    begun: list[int],
    ended: list[int],
) -> None:
    """Add the words of a stretch as the tokenizer cuts it."""
    part = text[start:end]
    encoding = tokenizer.encode(part, add_special_tokens=False)
    pieces = zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True)
    for _, group in itertools.groupby(pieces, key=lambda piece: piece[1]):
        ids, _, places = zip(*group, strict=True)
        forms.append(Form(ids, _look(part, *places[0])))
        begun.append(start + places[0][0])
        ended.append(start + places[-1][1])


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


def _look(part: str, start: int, end: int) -> int:
    """How a word looks whose first piece stands there: lower case, capital, upper case, or a mark."""
    char = part[start : start + 1]
    if char.isupper():
        return UPPER if end - start > 1 and part[start:end].isupper() else CAPITAL
    return LOWER if char.isalnum() else CLOSING


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
