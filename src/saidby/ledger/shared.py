"""Shared text: which articles have shingles in common, and how much of the shorter one that is.

One sort over a quarter of all shingles finds the pairs; each pair that has enough of them in common is then
held against one another with all it has. Sorting is nearly linear in the text, and so is the number of pairs:
see `CAP`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.prints import Prints

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

Integers = NDArray[np.int64]
Shingles = NDArray[np.uint32]


def shares(ordered: Sequence[Prints]) -> list[tuple[int, int, float, bool]]:
    """Pairs of positions, the lower first, with the share of their text, and whether it is of quotations.

    A pair is there once. Where a text has more than `CAP` holders, "first" are those that come first here.
    """
    if len(ordered) < 2:
        return []
    texts = [_Text.of(one) for one in ordered]
    index = _Index.of(texts, [_day(one.published) for one in ordered])
    pairs, counts = index.pairs()
    enough = counts >= FEW
    found: list[tuple[int, int, float, bool]] = []
    for key, count in zip(pairs[enough].tolist(), counts[enough].tolist(), strict=True):
        a, b = divmod(key, len(ordered))
        if ordered[a].series is not None and ordered[a].series == ordered[b].series:
            continue
        share = _share(texts[a], texts[b], count, index.old)
        if share is not None:
            found.append((a, b, *share))
    return found


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's shingles: of its running text, of its quotations, those that find pairs, and all."""

    running: Shingles
    quoted: Shingles
    sampled: Shingles
    all: Shingles

    @classmethod
    def of(cls, one: Prints) -> Self:
        sampled = one.running[one.running % SAMPLE == 0]
        all = np.union1d(one.running, one.quoted) if len(one.quoted) else one.running
        return cls(one.running, one.quoted, sampled, all)


def _share(a: _Text, b: _Text, count: int, old: Shingles) -> tuple[float, bool] | None:
    """How much of the shorter stands in the other, whether of its quotations only; None for too little."""
    quoting = bool(len(a.quoted) or len(b.quoted))
    if not quoting and count < PART * SHARE * min(len(a.sampled), len(b.sampled)):
        return None
    common = _common(a.running, b.running)
    running = common / max(1, min(len(a.running), len(b.running)))
    if common >= LEAST and running >= SHARE:
        running = _without(old, a, b, running)
        if running >= SHARE:
            return _rounded(running), False
    if not quoting:
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


def _without(old: Shingles, a: _Text, b: _Text, share: float) -> float:
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
    """All shingles that find pairs, sorted, with their holders: `starts` and `counts` say which are whose.

    `old` are the shingles that are background.
    """

    articles: int
    holders: Integers
    starts: Integers
    counts: Integers
    old: Shingles

    @classmethod
    def of(cls, texts: Sequence[_Text], days: Sequence[int | None]) -> Self:
        keys = np.concatenate(
            [
                np.union1d(text.sampled, text.quoted).astype(np.uint64) << np.uint64(32) | np.uint64(number)
                for number, text in enumerate(texts)
            ]
        )
        keys.sort()
        values = (keys >> np.uint64(32)).astype(np.uint32)
        starts = np.flatnonzero(np.diff(values, prepend=values[:1] + np.uint32(1)))
        counts = np.diff(starts, append=len(values))
        shared = counts > 1
        holders = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        starts, counts = starts[shared], counts[shared]
        old = _old(holders, starts, counts, days)
        return cls(len(texts), holders, starts, counts, values[starts[old]])

    def pairs(self) -> tuple[Integers, Integers]:
        """Pairs of articles as a * articles + b, a < b, and how many shingles find each."""
        parts: list[Integers] = []
        for count in np.unique(self.counts[self.counts <= CAP]).tolist():
            rows = self.holders[self.starts[self.counts == count][:, None] + np.arange(count)]
            first, second = np.triu_indices(count, 1)
            parts.append((rows[:, first] * self.articles + rows[:, second]).ravel())
        for start, count in zip(
            self.starts[self.counts > CAP].tolist(), self.counts[self.counts > CAP].tolist(), strict=True
        ):
            held = self.holders[start : start + count]
            parts += [held[first] * self.articles + held[first + 1 :] for first in range(FIRST)]
        if not parts:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return np.unique(np.concatenate(parts), return_counts=True)


def _old(
    holders: Integers, starts: Integers, counts: Integers, days: Sequence[int | None]
) -> NDArray[np.bool_]:
    """Which shingles are background. Who has no date tells nothing."""
    if not len(starts):
        return np.zeros(0, bool)
    far = 1 << 40
    soonest = np.array([far if day is None else day for day in days])[holders]
    latest = np.array([-far if day is None else day for day in days])[holders]
    # What lies between a shared shingle's last holder and the next start belongs to shingles of one holder.
    ends = np.column_stack([starts, starts + counts]).ravel()
    within = ends[:-1] if ends[-1] == len(holders) else ends
    span = np.maximum.reduceat(latest, within)[::2] - np.minimum.reduceat(soonest, within)[::2]
    return (counts >= OLD_HOLDERS) & (span > OLD_DAYS)
