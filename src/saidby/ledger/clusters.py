"""Clusters: which happenings are one incident, from scored pairs and what people decided about them.

A pure function of the judgements: the same pairs give the same clusters, in whatever order they come.
Clusters are joined, the most alike first, while the mean of the log odds over all pairs between them speaks
for it; a pair that was not scored because nothing rare was shared counts against. What a person tied stays
tied, what a person parted is never joined.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, TypeVar

Item = TypeVar("Item", bound=Hashable)

UNSCORED = -2.0  # log odds of a pair without a common rare word; swept -2 to -5 on GVA and the Syrian set
CLIP = 6.0  # one pair that is sure does not carry a whole cluster
LEAST = -1.45  # mean log odds from which two clusters are one; swept -2.5 to 1


def clusters(
    items: Iterable[Item],
    odds: Mapping[tuple[Item, Item], float] | Iterable[tuple[tuple[Item, Item], float]],
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
    pairs = odds.items() if isinstance(odds, Mapping) else odds
    state = _State(ordered, pairs, parted, unscored)
    apart = {frozenset(pair) for pair in parted}
    for one, other in sorted(tied):
        if frozenset((one, other)) not in apart:
            state.tie(one, other)
    state.join(least)
    return sorted(tuple(sorted(members)) for members in state.members.values())


class _State:
    """The clusters so far, by their first item."""

    def __init__(
        self,
        items: list[Any],
        odds: Iterable[tuple[tuple[Any, Any], float]],
        parted: Collection[tuple[Any, Any]],
        unscored: float,
    ) -> None:
        self.members: dict[Any, list[Any]] = {item: [item] for item in items}
        self.home: dict[Any, Any] = {item: item for item in items}
        self._unscored = unscored
        self._links: dict[Any, dict[Any, tuple[float, int]]] = defaultdict(dict)
        self._parted: dict[Any, set[Any]] = defaultdict(set)
        for (one, other), value in odds:
            link = (max(-CLIP, min(CLIP, value)), 1)
            self._links[one][other] = self._links[other][one] = link
        for one, other in parted:
            if one in self.home and other in self.home:
                self._parted[one].add(other)
                self._parted[other].add(one)

    def tie(self, one: Any, other: Any) -> None:
        if one in self.home and other in self.home and self.home[one] != self.home[other]:
            self._merge(*sorted((self.home[one], self.home[other])))

    def join(self, least: float) -> None:
        """Join the most alike until none is alike enough; what is not, is not lined up."""
        heap = [
            (-mean, one, other)
            for one, links in self._links.items()
            for other in links
            if one < other and one in self.members and other in self.members
            if (mean := self._mean(one, other)) > least
        ]
        heapq.heapify(heap)
        while heap:
            negative, one, other = heapq.heappop(heap)
            if one not in self.members or other not in self.members or -negative != self._mean(one, other):
                continue
            if other in self._parted[one]:
                continue
            self._merge(one, other)
            for third in self._links[one]:
                low, high = (one, third) if one < third else (third, one)
                if (mean := self._mean(low, high)) > least:
                    heapq.heappush(heap, (-mean, low, high))

    def _mean(self, one: Any, other: Any) -> float:
        total, count = self._links[one].get(other, (0.0, 0))
        pairs = len(self.members[one]) * len(self.members[other])
        return (total + self._unscored * (pairs - count)) / pairs

    def _merge(self, one: Any, other: Any) -> None:
        """Put the second, which comes later, into the first."""
        for item in self.members[other]:
            self.home[item] = one
        self.members[one] += self.members.pop(other)
        for third, (total, count) in self._links.pop(other, {}).items():
            self._links[third].pop(other, None)
            if third != one:
                old, n = self._links[one].get(third, (0.0, 0))
                self._links[one][third] = self._links[third][one] = (old + total, n + count)
        for third in self._parted.pop(other, set()):
            self._parted[third].discard(other)
            self._parted[third].add(one)
            self._parted[one].add(third)
