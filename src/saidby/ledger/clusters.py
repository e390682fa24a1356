"""Clusters: which happenings are one incident, from scored pairs and what people decided about them.

A pure function of the judgements: the same pairs give the same clusters, in whatever order they come.
Clusters are joined, the most alike first, while the mean of the log odds over all pairs between them speaks
for it; a pair that was not scored because nothing rare was shared counts against. What a person tied stays
tied, what a person parted is never joined.

Log odds are added up as whole numbers of 1 / `UNIT`, so that no sum depends on its order. Pairs are in
arrays, some 40 bytes each, so that also a million of them may be of one component.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item", bound=Hashable)

UNSCORED = -2.0  # log odds of a pair without a common rare word; swept -2 to -5 on GVA and the Syrian set
CLIP = 6.0  # one pair that is sure does not carry a whole cluster
LEAST = -1.45  # mean log odds from which two clusters are one; swept -2.5 to 1
UNIT = 1 << 20

Numbers = NDArray[np.int64]
Links = tuple[NDArray[np.int32], Numbers, Numbers]
"""Of one cluster: others, the log odds of the scored pairs with each, summed, and how many these are."""


def clusters(
    items: Iterable[Item],
    odds: Mapping[tuple[Item, Item], float],
    *,
    tied: Collection[tuple[Item, Item]] = (),
    parted: Collection[tuple[Item, Item]] = (),
    least: float = LEAST,
    unscored: float = UNSCORED,
) -> list[tuple[Any, ...]]:
    """Clusters of the items, each sorted, in order of their first; every item is in one.

    `odds` are by pairs in either order, each pair once. A pair that is both tied and parted is parted.
    """
    ordered = sorted(set(items))  # type: ignore[type-var]
    places = {item: place for place, item in enumerate(ordered)}

    def numbered(pairs: Iterable[tuple[Item, Item]]) -> list[tuple[int, int]]:
        return [(places[a], places[b]) for a, b in pairs if a in places and b in places]

    pairs = np.array(numbered(odds), np.int64).reshape(-1, 2)
    found = joined(
        len(ordered), pairs[:, 0], pairs[:, 1], np.fromiter(odds.values(), np.float64, len(odds)),
        tied=numbered(tied), parted=numbered(parted), least=least, unscored=unscored,
    )  # fmt: skip
    return [tuple(ordered[place] for place in members) for members in found]


def joined(
    count: int,
    one: NDArray[Any],
    other: NDArray[Any],
    odds: NDArray[np.floating[Any]],
    *,
    tied: Collection[tuple[int, int]] = (),
    parted: Collection[tuple[int, int]] = (),
    least: float = LEAST,
    unscored: float = UNSCORED,
) -> list[list[int]]:
    """The same of items that are the numbers below `count`, with the pairs as arrays."""
    state = _State(count, one, other, np.rint(np.clip(odds, -CLIP, CLIP) * UNIT).astype(np.int32), unscored)
    state.part(parted)
    apart = {frozenset(pair) for pair in parted} if tied else set()
    for pair in sorted(map(sorted, tied)):
        if frozenset(pair) not in apart:
            state.tie(*pair)
    state.join(round(least * UNIT))
    return state.found()


class _State:
    """The clusters so far, each by the number of one of its items; `first` is the lowest of them."""

    def __init__(
        self,
        count: int,
        one: NDArray[Any],
        other: NDArray[Any],
        values: NDArray[np.int32],
        unscored: float,
    ) -> None:
        self._unscored = round(unscored * UNIT)
        self._home = np.arange(count, dtype=np.int32)
        self._members: list[list[int]] = [[number] for number in range(count)]
        self._sizes = np.ones(count, np.int64)
        self._first = list(range(count))
        self._turns = [0] * count  # how often each was joined; -1 once it is part of another
        self._parted: dict[int, set[int]] = {}
        low, high = one.astype(np.int32), other.astype(np.int32)
        here = np.concatenate([low, high])
        self._starts = [0, *np.cumsum(np.bincount(here, minlength=count)).tolist()]
        order = np.argsort(here, kind="stable")
        del here  # the largest arrays of all: none lives longer than it is needed
        self._others = np.concatenate([high, low])[order]
        self._values = np.concatenate([values, values])[order]
        self._own: dict[int, Links] = {}  # of clusters that were joined

    def found(self) -> list[list[int]]:
        return sorted(sorted(members) for members in self._members if members)

    def part(self, pairs: Iterable[tuple[int, int]]) -> None:
        for one, other in pairs:
            self._parted.setdefault(one, set()).add(other)
            self._parted.setdefault(other, set()).add(one)

    def tie(self, one: int, other: int) -> None:
        a, b = int(self._home[one]), int(self._home[other])
        if a != b:
            self._merge(a, b)

    def join(self, least: int) -> None:
        """Join the most alike until none is alike enough.

        Of each cluster the most alike other is lined up when it changes. Where that one was joined since, the
        next is looked for when its turn comes: of two that are most alike of all, the one that was joined
        last has the other lined up.
        """
        heap = [best for number in range(len(self._turns)) if (best := self._best(number, least))]
        heapq.heapify(heap)
        while heap:
            _, _, _, one, turn, other, others_turn = heapq.heappop(heap)
            if self._turns[one] != turn:
                continue
            number = one if self._turns[other] != others_turn else self._merge(one, other)
            if best := self._best(number, least):
                heapq.heappush(heap, best)

    def _best(self, one: int, least: int) -> tuple[float, int, int, int, int, int, int] | None:
        """The most alike other that may be joined with it, the first of equals."""
        if self._turns[one] < 0:
            return None
        others, totals, counts = self._links(one)
        if not len(others):
            return None
        pairs = self._sizes[one] * self._sizes[others]
        means = (totals + self._unscored * (pairs - counts)) / pairs
        parted = self._parted.get(one)
        if parted:
            means[np.isin(others, np.fromiter(parted, np.int32, len(parted)))] = -np.inf
        mean = float(means.max())
        if mean <= least:
            return None
        first = self._first[one]
        low, high, other = min(
            (min(first, its), max(first, its), number)
            for number in others[means == mean].tolist()
            for its in (self._first[number],)
        )
        return -mean, low, high, one, self._turns[one], other, self._turns[other]

    def _links(self, one: int) -> Links:
        """Its links with the clusters of now."""
        own = self._own.get(one)
        if own is None:
            some = slice(self._starts[one], self._starts[one + 1])
            others, totals = self._others[some], self._values[some].astype(np.int64)
            own = (others, totals, np.ones(len(others), np.int64))
        others, totals, counts = own
        now = self._home[others]
        if (now == others).all():
            return own
        keep = now != one
        if not keep.all():
            now, totals, counts = now[keep], totals[keep], counts[keep]
        links = _added(now, totals, counts)
        self._own[one] = links
        return links

    def _merge(self, one: int, other: int) -> int:
        """Put the smaller into the larger; the number of both."""
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        here, there = self._links(one), self._links(other)
        others = np.concatenate([here[0], there[0]])
        totals, counts = np.concatenate([here[1], there[1]]), np.concatenate([here[2], there[2]])
        members = self._members[other]
        self._home[members] = one
        self._members[one] += members
        self._members[other] = []
        self._sizes[one] += len(members)
        self._first[one] = min(self._first[one], self._first[other])
        self._turns[one] += 1
        self._turns[other] = -1
        keep = (others != one) & (others != other)
        self._own[one] = _added(others[keep], totals[keep], counts[keep])
        self._own.pop(other, None)
        for third in self._parted.pop(other, ()):
            self._parted[third].discard(other)
            self._parted[third].add(one)
            self._parted.setdefault(one, set()).add(third)
        return one


def _added(others: NDArray[np.int32], totals: Numbers, counts: Numbers) -> Links:
    """Links of which some are with the same other, as one each."""
    if not len(others):
        return others, totals, counts
    order = np.argsort(others, kind="stable")
    others = others[order]
    starts = np.flatnonzero(np.r_[True, others[1:] != others[:-1]])
    return others[starts], np.add.reduceat(totals[order], starts), np.add.reduceat(counts[order], starts)
