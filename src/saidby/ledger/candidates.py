"""Candidates: pairs of happenings worth scoring, found by rare words, names and numbers they share.

No pairwise scan: every happening goes into a few blocks, one for each of its rarest terms; a block that is
too large is walked in order of time, each member against its nearest neighbours only. The number of pairs is
at most `KEYS * WINDOW` for each happening, however many there are. In memory are the keys and the pairs that
were chosen, as numbers, and what a part of the happenings shares with others.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.portraits import Portrait
from saidby.ledger.words import Rarity

KEYS = 14  # terms by which a happening is looked up; with 24 one link in a hundred more is found on GVA
WINDOW = 24  # neighbours in time within one block
BEST = 60  # candidates that are scored, of those that share most; with 40 two links in a hundred are lost
PART = 1024  # happenings whose pairs are weighed at once: half a million rows of 24 bytes
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)

Codes = NDArray[np.uint64]
"""Pairs of happenings by number: the lower one in the upper half."""
Numbers = NDArray[np.int64]


def candidates(portraits: Sequence[Portrait], rarity: Rarity) -> list[tuple[int, int]]:
    """Pairs of positions in `portraits`, the lower first, in order. Those of one article are no pair."""
    by_ref = sorted(range(len(portraits)), key=lambda number: portraits[number].ref)
    articles: dict[str, int] = {}
    blocks = Blocks()
    for number in by_ref:
        article = portraits[number].happening.article
        blocks.add(portraits[number], articles.setdefault(article, len(articles)), rarity)
    pairs = zip(*(found.tolist() for found in apart(blocks.best(rarity))), strict=True)
    return sorted((min(by_ref[a], by_ref[b]), max(by_ref[a], by_ref[b])) for a, b in pairs)


def apart(pairs: Codes) -> tuple[Numbers, Numbers]:
    """The lower and the higher number of each pair."""
    return (pairs >> _HALF).astype(np.int64), (pairs & _LOW).astype(np.int64)


def together(one: NDArray[Any], other: NDArray[Any]) -> Codes:
    """Pairs of these numbers, whichever is lower."""
    low, high = np.minimum(one, other).astype(np.uint64), np.maximum(one, other).astype(np.uint64)
    pairs: Codes = low << _HALF | high
    return pairs


def keys(portrait: Portrait, rarity: Rarity) -> list[str]:
    """The terms that tell most of it: rare, and said often or first. Full names of people come on top."""
    weights: dict[str, float] = {}
    words = portrait.words
    for counts, mark, factor in ((words.plain, "", 0.7), (words.names, "^", 1.0), (words.numbers, "", 0.6)):
        for word, count in counts.items():
            weights[mark + word] = math.sqrt(count) * rarity(mark + word) * factor
    for word in portrait.lead:
        if word in weights:
            weights[word] *= 1.5
    chosen = heapq.nsmallest(KEYS, weights, key=lambda word: (-weights[word], word))
    return [*chosen, *sorted(f"={name}" for name in portrait.people)]


def day(portrait: Portrait) -> int:
    """Days for the order in a block; what has none comes last."""
    when = portrait.happening.days or portrait.published
    return when.first if when else 10**7


class Blocks:
    """The keys of happenings, which are numbered as they are added: in the order of their refs."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._keys = array("I")
        self._starts = array("Q", [0])
        self._days = array("i")
        self._articles = array("I")

    def add(self, portrait: Portrait, article: int, rarity: Rarity) -> None:
        for key in keys(portrait, rarity):
            self._keys.append(self._names.setdefault(key, len(self._names)))
        self._starts.append(len(self._keys))
        self._days.append(day(portrait))
        self._articles.append(article)

    def best(self, rarity: Rarity, *, part: int = PART) -> Codes:
        """Of each happening's pairs those that share most, kept where either side has it so; in order."""
        count = len(self._days)
        sorted_names = sorted(self._names)
        rank = np.empty(len(sorted_names), np.uint32)
        rank[np.fromiter((self._names[name] for name in sorted_names), np.int64, len(sorted_names))] = (
            np.arange(len(sorted_names), dtype=np.uint32)
        )
        weights = np.array([rarity(name.removeprefix("=")) for name in sorted_names])
        key = rank[np.frombuffer(self._keys, np.uint32)] if self._keys else np.empty(0, np.uint32)
        starts = np.frombuffer(self._starts, np.uint64).astype(np.int64)
        owner = np.repeat(np.arange(count, dtype=np.uint32), np.diff(starts))
        days, articles = np.frombuffer(self._days, np.int32), np.frombuffer(self._articles, np.uint32)
        order = np.lexsort((owner, days[owner], key))
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        key, owner = key[order], owner[order]
        chosen = array("Q")  # in one piece: these are the largest arrays of all
        for low in range(0, count, part):
            at = np.sort(place[starts[low] : starts[min(count, low + part)]])
            here, there = _neighbours(at, key, articles[owner])
            chosen.frombytes(_best(owner[here], owner[there], here, weights[key[here]]).tobytes())
        if not chosen:
            return np.empty(0, np.uint64)
        pairs = np.frombuffer(chosen, np.uint64)
        pairs.sort()
        keep = np.ones(len(pairs), bool)
        keep[1:] = pairs[1:] != pairs[:-1]
        return pairs[keep]


def _neighbours(at: Numbers, key: NDArray[np.uint32], article: NDArray[np.uint32]) -> tuple[Numbers, Numbers]:
    """Rows and those within `WINDOW` of them in the same block that are of another article."""
    found: list[tuple[Numbers, Numbers]] = []
    for shift in (*range(-WINDOW, 0), *range(1, WINDOW + 1)):
        there = at + shift
        inside = (there >= 0) & (there < len(key))
        here, there = at[inside], there[inside]
        fits = (key[here] == key[there]) & (article[here] != article[there])
        found.append((here[fits], there[fits]))
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def _best(
    one: NDArray[np.uint32], other: NDArray[np.uint32], row: Numbers, weights: NDArray[np.float64]
) -> Codes:
    """Of each `one` the pairs that weigh most.

    The weights of a pair are added up in the order of its keys, so that the sum is the same to the last bit
    whatever else is in the ledger.
    """
    both = one.astype(np.uint64) << _HALF | other.astype(np.uint64)
    order = np.lexsort((row, both))
    both, weights = both[order], weights[order]
    starts = np.r_[True, both[1:] != both[:-1]] if len(both) else np.empty(0, bool)
    sums = np.bincount(np.cumsum(starts) - 1, weights=weights) if len(both) else weights
    both = both[starts]
    first, second = apart(both)
    order = np.lexsort((second, -sums, first))
    first, second = first[order], second[order]
    begins = np.flatnonzero(np.r_[True, first[1:] != first[:-1]]) if len(first) else np.empty(0, np.int64)
    rank = np.arange(len(first)) - np.repeat(begins, np.diff(np.r_[begins, len(first)]))
    return np.unique(together(first[rank < BEST], second[rank < BEST]))
