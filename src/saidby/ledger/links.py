"""Links: which happenings of many articles are one, from their portraits to clusters, in bounded memory.

    found = linked(sittings, echoes=echoes, tied=tied, parted=parted)
    found.clusters; found.doubtful

What is compared lies on a shelf (`saidby.ledger.comparing`), and a thousand articles of it are in memory at
once; of all happenings and pairs only numbers are. Two clusters between which every pair speaks against are
never joined, nor are those between which no pair was scored: so what no chain of pairs above `LEAST` ties has
nothing to do with each other, and each such component is clustered by itself.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.candidates import PART, Blocks, Codes, apart, together
from saidby.ledger.clusters import LEAST, joined
from saidby.ledger.comparing import GROUP, Comparing
from saidby.ledger.echoes import Echo
from saidby.ledger.pairs import Column, odds
from saidby.ledger.portraits import Ref, Sitting
from saidby.ledger.words import Rarity

DOUBTFUL = 0.75  # a pair that is likelier right is not asked about
DOUBTS = 2  # pairs of one happening that are asked about: the rest follows from what is answered
_AT_ONCE = 1 << 18  # pairs turned from arrays into numbers at once
_SLACK = 1e-5  # more than rounding can lift the mean of odds that all lie at `LEAST` or below

Places = NDArray[np.int32]
Odds = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A pair that may well be the other way round: whether both are one, and how likely that is right."""

    one: Ref
    other: Ref
    same: bool
    score: float


@dataclass(frozen=True, slots=True)
class Linked:
    """Happenings by incident, each cluster sorted, in order of their first; and the pairs that are not sure.

    Those that people settled are no doubt, nor those of which one's article already tells of the other's
    incident. Of one happening there are at most `DOUBTS`, the least sure.
    """

    clusters: list[tuple[Ref, ...]]
    doubtful: list[Doubtful]


def linked(
    sittings: Iterable[Sitting],
    *,
    echoes: Iterable[Echo] = (),
    tied: Collection[tuple[Ref, Ref]] = (),
    parted: Collection[tuple[Ref, Ref]] = (),
    group: int = GROUP,
    part: int = PART,
) -> Linked:
    """`sittings` are gone through twice, one at a time, and come by article in ascending order.

    Two happenings of one article are never one, unless a person ties them (`tied`); two that a person parted
    never are. Of `group` articles what they are scored by is in memory at once, of `part` happenings all that
    they share with others; the result does not depend on either.
    """
    rarity = Rarity(sitting.words for sitting in sittings)
    with closing(Comparing(rarity)) as comparing:
        told = _Happenings(comparing, rarity)
        for sitting in sittings:
            told.add(sitting)
        if not len(told):
            return Linked([], [])
        pairs = told.blocks.best(rarity, part=part)
        scores = told.scored(pairs, echoes, group)
        bound = _Bound.of(told, tied, parted)
        found = _clustered(told, pairs, scores, bound)
        doubts = _doubtful(told, pairs, scores, found, bound)
        return Linked(
            [tuple(told.ref(number) for number in members) for members in found],
            [Doubtful(told.ref(a), told.ref(b), same, right) for a, b, same, right in doubts],
        )


class _Happenings:
    """All happenings, numbered in the order of their refs."""

    def __init__(self, comparing: Comparing, rarity: Rarity) -> None:
        self._comparing = comparing
        self._rarity = rarity
        self._articles: list[str] = []
        self.of = comparing.of
        self.blocks = Blocks()

    def __len__(self) -> int:
        return len(self.of)

    def add(self, sitting: Sitting) -> None:
        for portrait in sitting.portraits:
            self.blocks.add(portrait, len(self._articles), self._rarity)
        self._articles.append(sitting.article)
        self._comparing.add(sitting)

    def ref(self, number: int) -> Ref:
        article = self.of[number]
        return self._articles[article], number - self._comparing.first(article)

    def number(self, ref: Ref) -> int | None:
        """The happening of that ref; None where there is none."""
        article = self.article(ref[0])
        if article is None:
            return None
        number = self._comparing.first(article) + ref[1]
        return number if number < len(self.of) and self.of[number] == article else None

    def article(self, name: str) -> int | None:
        at = bisect_left(self._articles, name)
        return at if at < len(self._articles) and self._articles[at] == name else None

    def scored(self, pairs: Codes, echoes: Iterable[Echo], size: int) -> Odds:
        """The log odds of each pair that both are one."""
        copied = _Copied.of(self, echoes)
        found = np.empty(len(pairs), np.float32)
        for places, rows in self._comparing.features(pairs, copied.shares, group=size):
            found[places] = odds(rows)
        return found


@dataclass(frozen=True, slots=True)
class _Copied:
    """How much of their text two articles share; shared quotations do not count."""

    pairs: Codes
    share: Column

    @classmethod
    def of(cls, told: _Happenings, echoes: Iterable[Echo]) -> _Copied:
        pairs, shares = array("Q"), array("d")
        for echo in echoes:
            one, other = told.article(echo.source), told.article(echo.target)
            if echo.kind != "quote" and one is not None and other is not None:
                pairs.append(min(one, other) << 32 | max(one, other))
                shares.append(echo.share)
        codes, values = np.array(pairs, np.uint64), np.array(shares, np.float64)
        order = np.lexsort((-values, codes))  # of several echoes of two the greatest share
        codes, first = np.unique(codes[order], return_index=True)
        return cls(codes, values[order][first])

    def shares(self, one: NDArray[Any], other: NDArray[Any]) -> Column:
        wanted = together(one, other)
        if not len(self.pairs):
            return np.zeros(len(wanted))
        at = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        return np.where(self.pairs[at] == wanted, self.share[at], 0.0)


# -------------------------------------------------------------------------------------- clusters


@dataclass(frozen=True, slots=True)
class _Bound:
    """What people decided, by the numbers of happenings."""

    tied: list[tuple[int, int]]
    parted: list[tuple[int, int]]

    @classmethod
    def of(
        cls,
        told: _Happenings,
        tied: Collection[tuple[Ref, Ref]],
        parted: Collection[tuple[Ref, Ref]],
    ) -> _Bound:
        return cls(list(_numbered(told, tied)), list(_numbered(told, parted)))

    def settled(self) -> set[frozenset[int]]:
        return {frozenset(pair) for pair in (*self.tied, *self.parted)}


def _numbered(told: _Happenings, pairs: Iterable[tuple[Ref, Ref]]) -> Iterator[tuple[int, int]]:
    for pair in pairs:
        one, other = told.number(pair[0]), told.number(pair[1])
        if one is not None and other is not None:
            yield one, other


def _clustered(told: _Happenings, pairs: Codes, scores: Odds, bound: _Bound) -> list[tuple[int, ...]]:
    """Happenings by incident, component by component."""
    home = _components(len(told), pairs, scores, bound)
    owner, one, other, values = _inside(pairs, scores, home)
    members = np.argsort(home, kind="stable")
    begins = np.flatnonzero(np.r_[True, np.diff(home[members]) > 0])
    tied = {frozenset(pair) for pair in bound.tied}
    found: list[tuple[int, ...]] = []
    for start, end in zip(begins.tolist(), [*begins[1:].tolist(), len(home)], strict=True):
        numbers = members[start:end]
        own: list[int] = numbers.tolist()
        if len(own) == 1:
            found.append((own[0],))
            continue
        some = slice(*np.searchsorted(owner, [own[0], own[0] + 1]))
        place = {number: at for at, number in enumerate(own)}
        clusters = joined(
            len(own),
            np.searchsorted(numbers, one[some]).astype(np.int32),
            np.searchsorted(numbers, other[some]).astype(np.int32),
            values[some],
            tied=[(place[a], place[b]) for a, b in bound.tied if a in place],
            parted=[
                (place[a], place[b])
                for a, b in chain(
                    (pair for pair in _of_one_article(told, own) if frozenset(pair) not in tied),
                    (pair for pair in bound.parted if pair[0] in place and pair[1] in place),
                )
            ],
        )
        found += (tuple(own[at] for at in cluster) for cluster in clusters)
    return sorted(found)


def _numbers(pairs: Codes) -> tuple[Places, Places]:
    """As `apart`, half as large."""
    return (pairs >> np.uint64(32)).astype(np.int32), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)


def _inside(pairs: Codes, scores: Odds, home: Places) -> tuple[Places, Places, Places, Odds]:
    """The pairs that lie in one component, by component: which, both happenings, and their log odds."""
    keep = np.empty(len(pairs), bool)
    for some in _slices(len(pairs)):
        one, other = apart(pairs[some])
        keep[some] = home[one] == home[other]
    first, second = _numbers(pairs[keep])
    values, owner = scores[keep], home[first]
    order = np.argsort(owner, kind="stable")
    return owner[order], first[order], second[order], values[order]


def _components(count: int, pairs: Codes, scores: Odds, bound: _Bound) -> Places:
    """For each happening the first of its component."""
    home = list(range(count))

    def root(item: int) -> int:
        while home[item] != item:
            home[item] = home[home[item]]
            item = home[item]
        return item

    def join(a: int, b: int) -> None:
        first, second = sorted((root(a), root(b)))
        home[second] = first

    for start in range(0, len(scores), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        one, other = apart(some[scores[start : start + _AT_ONCE] > LEAST - _SLACK])
        for a, b in zip(one.tolist(), other.tolist(), strict=True):
            join(a, b)
    for a, b in bound.tied:
        join(a, b)
    return np.fromiter((root(item) for item in range(count)), np.int32, count)


def _of_one_article(told: _Happenings, members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of one article; `members` ascend, so that those of an article follow each other."""
    own: list[int] = []
    for number in members:
        if own and told.of[own[0]] != told.of[number]:
            yield from combinations(own, 2)
            own = []
        own.append(number)
    yield from combinations(own, 2)


# -------------------------------------------------------------------------------------- doubts


def _doubtful(
    told: _Happenings, pairs: Codes, scores: Odds, found: Sequence[Sequence[int]], bound: _Bound
) -> list[tuple[int, int, bool, float]]:
    """Pairs that may well be the other way round, the least sure first."""
    home = np.empty(len(told), np.int32)
    for cluster, members in enumerate(found):
        home[list(members)] = cluster
    articles = np.unique(home.astype(np.uint64) << np.uint64(32) | np.frombuffer(told.of, np.uint32))
    settled = bound.settled()
    parts = [_open(told, pairs[some], scores[some], home, articles) for some in _slices(len(pairs))]
    sure, codes, same = (np.concatenate(column) for column in zip(*parts, strict=True))
    seen: Counter[int] = Counter()
    kept: list[tuple[int, int, bool, float]] = []
    for place in np.lexsort((codes, sure)).tolist():
        a, b = int(codes[place]) >> 32, int(codes[place]) & 0xFFFFFFFF
        if seen[a] < DOUBTS and seen[b] < DOUBTS and frozenset((a, b)) not in settled:
            seen.update((a, b))
            kept.append((a, b, bool(same[place]), 1 / (1 + math.exp(-float(sure[place])))))
    return kept


def _slices(count: int) -> Iterator[slice]:
    return (slice(start, start + _AT_ONCE) for start in range(0, max(1, count), _AT_ONCE))


def _open(
    told: _Happenings, pairs: Codes, scores: Odds, home: Places, articles: Codes
) -> tuple[Column, Codes, NDArray[np.bool_]]:
    """The log odds that each pair that is not sure is right, the pair, and whether both are one now.

    `articles` are those of each cluster: what one's article already tells of is no other's doubt.
    """
    one, other = apart(pairs)
    same = home[one] == home[other]
    above = scores.astype(np.float64) - LEAST
    sure = np.where(same, above, -above)
    of = np.frombuffer(told.of, np.uint32)
    told_of = np.isin(_told(home[other], of[one]), articles) | np.isin(_told(home[one], of[other]), articles)
    some = (sure < math.log(DOUBTFUL / (1 - DOUBTFUL))) & (same | ~told_of)
    return sure[some], pairs[some], same[some]


def _told(cluster: Places, article: NDArray[np.uint32]) -> Codes:
    found: Codes = cluster.astype(np.uint64) << np.uint64(32) | article
    return found
