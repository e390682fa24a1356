"""Shared text: which articles have shingles in common, and how much of the shorter one that is.

    texts = Texts()
    for one in articles: texts.add(one)
    for a, b, share, quoted in texts.shares(): ...

One sort over a quarter of all shingles finds the pairs; each pair that has enough of them in common is then
held against one another with all it has. Sorting is nearly linear in the text, and so is the number of pairs:
see `CAP`. In memory are the shingles that are sorted and, of pairs, a part at a time; texts are on a shelf.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.prints import Prints
from saidby.ledger.shelf import Shelf

SHARE = 0.38
"""Of the shorter one's running text, from which on it is a copy. The hand-read articles on Syria have copies
from 0.42 on; what only share a paragraph of background have up to 0.36."""
LEAST = 12  # shingles of running text; shorter pieces are a headline or a phrase that everybody uses
QUOTED = 4  # shingles of a quotation: eight words
CAP = 32
"""Articles with one shingle up to which all pairs of them are looked at. Of more, each is held against the
`FIRST` only: a thousand papers with one story are a thousand pairs, not half a million."""
FIRST = 3
SAMPLE = 4  # one shingle of running text in so many finds pairs; those of quotations all do
FEW = 2  # of these in common from which on a pair is looked at
PART = 0.5
"""How much of `SHARE` what was sampled must show: it is 0.38 give or take 0.05 of a hundred shingles."""
RUNNING, EITHER = 0.25, 0.42  # of the running text, and of all words, where a report is half quotations
WHOLE = 0.6  # of all words, where it is little but quotations
OLD_HOLDERS, OLD_DAYS = 4, 31
"""A shingle in so many articles, the first and last of which lie so many days apart, is background that a
newsroom repeats. It is left out of the share where it is so much of what is shared (`MOSTLY`), unless nearly
all of the shorter one stands in the other (`REPRINT`)."""
MOSTLY = 0.2
REPRINT = 0.8

HELD = 2048  # texts in memory while pairs are compared: 10 MB; copies are seldom days apart
PAIRS_AT_ONCE = 1 << 20
_HALF = np.uint64(32)

Integers = NDArray[np.int64]
Shingles = NDArray[np.uint32]


class Texts:
    """The prints of all articles, numbered as they are added; once all are there, `shares` compares them.

    `order` are their numbers by publication, then by name: "first" are always those that come first there.
    """

    def __init__(self) -> None:
        self._shelf: Shelf[tuple[Any, ...]] = Shelf()
        self._names: list[tuple[str, str]] = []
        self._keys = array("I")
        self._lengths = array("I")
        self._sampled = array("I")  # shingles of running text that find pairs; 0 for who quotes
        self.order: list[int] = []
        self.get = lru_cache(HELD)(self._get)

    def __len__(self) -> int:
        return len(self._names)

    def close(self) -> None:
        self._shelf.close()

    def add(self, one: Prints) -> None:
        self._shelf.put(_packed(one))
        self._names.append((one.published or "~", one.article))
        finding = _sampled(one.running)
        self._sampled.append(0 if len(one.quoted) else len(finding))
        if len(one.quoted):
            finding = np.union1d(finding, one.quoted)
        self._keys.frombytes(finding.astype(np.uint32).tobytes())
        self._lengths.append(len(finding))

    def article(self, place: int) -> str:
        """The article at a place of `order`."""
        return self._names[self.order[place]][1]

    def _get(self, place: int) -> Text:
        return Text.of(_unpacked(self._shelf[self.order[place]]))

    def shares(self) -> Iterator[tuple[int, int, float, bool]]:
        """Pairs of places in `order`, the lower first, with the share of their text, and whether it is of
        quotations. A pair is there once.
        """
        self.order = sorted(range(len(self)), key=self._names.__getitem__)
        if len(self) < 2:
            return
        index = self._index()
        sampled = np.frombuffer(self._sampled, np.uint32)[self.order].astype(np.float64)
        for a, b in index.pairs(PART * SHARE * sampled):
            one, other = self.get(a), self.get(b)
            if one.prints.series is None or one.prints.series != other.prints.series:
                share = _share(one, other, index.old)
                if share is not None:
                    yield (a, b, *share)

    def _index(self) -> _Index:
        rank = np.empty(len(self), np.uint64)
        rank[self.order] = np.arange(len(self), dtype=np.uint64)
        keys = np.frombuffer(self._keys, np.uint32).astype(np.uint64) << _HALF
        keys |= np.repeat(rank, np.frombuffer(self._lengths, np.uint32))
        keys.sort()
        return _Index.of(keys, [_day(self._names[number][0]) for number in self.order])


@dataclass(frozen=True, slots=True)
class Text:
    """An article's prints; of its running text, its shingles that find pairs; and all shingles."""

    prints: Prints
    running: Shingles
    quoted: Shingles
    sampled: Shingles
    all: Shingles

    @classmethod
    def of(cls, one: Prints) -> Self:
        all = np.union1d(one.running, one.quoted) if len(one.quoted) else one.running
        return cls(one, one.running, one.quoted, _sampled(one.running), all)


def _packed(one: Prints) -> tuple[Any, ...]:
    rest = (one.article, one.published, one.publisher, one.series, one.agency, one.named)
    return one.running.astype("<u4").tobytes(), one.quoted.astype("<u4").tobytes(), *rest


def _unpacked(columns: tuple[Any, ...]) -> Prints:
    running, quoted, article, published, publisher, series, agency, named = columns
    return Prints(
        article, np.frombuffer(running, "<u4"), np.frombuffer(quoted, "<u4"), published, publisher, series,
        agency, named,
    )  # fmt: skip


def _sampled(running: Shingles) -> Shingles:
    sampled: Shingles = running[running % SAMPLE == 0]
    return sampled


def _share(a: Text, b: Text, old: Shingles) -> tuple[float, bool] | None:
    """How much of the shorter stands in the other, whether of its quotations only; None for too little."""
    common = _common(a.running, b.running)
    running = common / max(1, min(len(a.running), len(b.running)))
    if common >= LEAST and running >= SHARE:
        running = _without(old, a, b, running)
        if running >= SHARE:
            return _rounded(running), False
    if not (len(a.quoted) or len(b.quoted)):
        return None
    either = _common(a.all, b.all)
    share = either / min(len(a.all), len(b.all))
    enough = share >= (EITHER if common >= LEAST else WHOLE)
    if either >= LEAST and running >= RUNNING and enough:
        return _rounded(share), False
    said = _common(a.quoted, b.all) + _common(a.running, b.quoted)
    if said < QUOTED:
        return None
    return _rounded(said / min(len(text.quoted) for text in (a, b) if len(text.quoted))), True


def _without(old: Shingles, a: Text, b: Text, share: float) -> float:
    """The share of what is not background, where much of what is shared is; a whole copy stays one."""
    short = min(a, b, key=lambda text: len(text.running))
    aside = _common(short.sampled, old) / max(1, len(short.sampled))
    if share >= REPRINT or not aside:
        return share
    both = np.intersect1d(a.sampled, b.sampled, assume_unique=True)
    left = share - _common(both, old) / len(short.sampled)
    if left >= (1 - MOSTLY) * share:
        return share
    return max(0.0, left) / (1 - aside) if left * len(short.running) >= LEAST else 0.0


def _rounded(share: float) -> float:
    return round(min(1.0, share), 4)


def _common(a: Shingles, b: Shingles) -> int:
    """How many are in both; each is sorted and has no doubles."""
    if not len(a) or not len(b):
        return 0
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    return int(np.count_nonzero(many[at] == few))


def _day(published: str | None) -> int | None:
    """The day's ordinal, or None where no day is known."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


# -------------------------------------------------------------------------------------- the index


@dataclass(frozen=True, slots=True)
class _Index:
    """The shingles that find pairs and have several holders, sorted, with these: `starts` and `counts` say
    which are whose.

    `old` are the shingles that are background.
    """

    holders: NDArray[np.uint32]
    starts: Integers
    counts: Integers
    old: Shingles

    @classmethod
    def of(cls, keys: NDArray[np.uint64], days: Sequence[int | None]) -> Self:
        """`keys` are sorted: a shingle in the upper half, the place of its holder in the lower."""
        values = (keys >> _HALF).astype(np.uint32)
        same = values[1:] == values[:-1]
        shared = np.zeros(len(keys), bool)
        shared[1:] |= same
        shared[:-1] |= same
        values, holders = values[shared], keys[shared].astype(np.uint32)
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else np.empty(0, int)
        counts = np.diff(starts, append=len(values))
        old = _old(holders, starts, counts, days)
        return cls(holders, starts, counts, values[starts[old]])

    def pairs(self, least: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
        """Pairs of articles, the lower first, that enough shingles find; in order.

        `least` are, by article, how many must. The lower of two counts.
        """
        row = np.arange(len(self.holders))
        within = row - np.repeat(self.starts, self.counts)
        partners = np.repeat(self.counts, self.counts) - within - 1
        partners[(np.repeat(self.counts, self.counts) > CAP) & (within >= FIRST)] = 0
        order = np.argsort(self.holders, kind="stable")
        order = order[partners[order] > 0]
        ends = np.cumsum(partners[order])
        start = 0
        while start < len(order):
            done = int(ends[start - 1]) if start else 0
            end = max(start + 1, int(np.searchsorted(ends, done + PAIRS_AT_ONCE, "right")))
            last = self.holders[order[end - 1]]  # all of one article go together
            end += int(np.searchsorted(self.holders[order[end:]], last, "right"))
            yield from self._of(order[start:end], partners[order[start:end]], least)
            start = end

    def _of(
        self, rows: Integers, partners: Integers, least: NDArray[np.float64]
    ) -> Iterator[tuple[int, int]]:
        """Pairs of these holders with so many that follow each in its shingle's list."""
        step = np.arange(int(partners.sum())) - np.repeat(np.cumsum(partners) - partners, partners) + 1
        one = self.holders[np.repeat(rows, partners)].astype(np.uint64)
        other = self.holders[np.repeat(rows, partners) + step]
        pairs, counts = np.unique(one << _HALF | other, return_counts=True)
        first, second = (pairs >> _HALF).astype(np.int64), pairs.astype(np.uint32)
        enough = counts >= np.maximum(FEW, np.minimum(least[first], least[second]))
        yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _old(
    holders: NDArray[np.uint32], starts: Integers, counts: Integers, days: Sequence[int | None]
) -> NDArray[np.bool_]:
    """Which shingles are background. Who has no date tells nothing."""
    if not len(starts):
        return np.zeros(0, bool)
    far = 1 << 30
    soonest = np.array([far if day is None else day for day in days], np.int32)[holders]
    latest = np.array([-far if day is None else day for day in days], np.int32)[holders]
    span = np.maximum.reduceat(latest, starts) - np.minimum.reduceat(soonest, starts).astype(np.int64)
    return (counts >= OLD_HOLDERS) & (span > OLD_DAYS)
