"""Links: which happenings of many articles are one, from their portraits to clusters, in bounded memory.

    found = linked(sittings, echoes=echoes, tied=tied, parted=parted)
    found.clusters; found.doubtful

What is compared lies on a shelf (`saidby.ledger.shelf`), and a few thousand articles of it are in memory at
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
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.candidates import PART, Blocks, Codes, Numbers, apart, day, together
from saidby.ledger.clusters import LEAST, clusters
from saidby.ledger.echoes import Echo
from saidby.ledger.pairs import Weighed, odds, weigh
from saidby.ledger.portraits import Portrait, Ref, Sitting
from saidby.ledger.shelf import Shelf
from saidby.ledger.words import Rarity, Words

DOUBTFUL = 0.75  # a pair that is likelier right is not asked about
DOUBTS = 2  # pairs of one happening that are asked about: the rest follows from what is answered
GROUP = 1000  # articles in memory at once while pairs are scored: 70 MB
_AT_ONCE = 1 << 16  # pairs turned from arrays into numbers at once
_SLACK = 1e-9  # more than rounding can lift the mean of odds that all lie at `LEAST` or below
_NO_WORDS = Words({}, {}, {})

Odds = NDArray[np.float64]


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
    with closing(_Happenings(rarity)) as told:
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
    """All happenings, numbered in the order of their refs; what they are compared by is on a shelf."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._articles: list[str] = []
        self._first = array("I")  # by article, the number of its first happening
        self._days = array("i")  # by article
        self._shelf: Shelf[list[Weighed]] = Shelf()
        self.of = array("I")  # by happening, the number of its article
        self.blocks = Blocks()

    def __len__(self) -> int:
        return len(self.of)

    def close(self) -> None:
        self._shelf.close()

    def add(self, sitting: Sitting) -> None:
        article = len(self._articles)
        self._articles.append(sitting.article)
        self._first.append(len(self.of))
        self._days.append(day(sitting.portraits[0]))
        for portrait in sitting.portraits:
            self.blocks.add(portrait, article, self._rarity)
            self.of.append(article)
        weighed = weigh([sitting], self._rarity)
        self._shelf.put([replace(one, portrait=_slim(one.portrait)) for one in weighed])

    def ref(self, number: int) -> Ref:
        article = self.of[number]
        return self._articles[article], number - self._first[article]

    def number(self, ref: Ref) -> int | None:
        """The happening of that ref; None where there is none."""
        article = self.article(ref[0])
        if article is None:
            return None
        number = self._first[article] + ref[1]
        return number if number < len(self.of) and self.of[number] == article else None

    def article(self, name: str) -> int | None:
        at = bisect_left(self._articles, name)
        return at if at < len(self._articles) and self._articles[at] == name else None

    # ---------------------------------------------------------------------------------- scores

    def scored(self, pairs: Codes, echoes: Iterable[Echo], size: int) -> Odds:
        """The log odds of each pair that both are one.

        Articles are put in order of time and looked at in groups: one group is in memory, and each of its
        pairs with a later article comes with that article's others.
        """
        of = np.frombuffer(self.of, np.uint32)
        rank = np.empty(len(self._articles), np.int64)
        rank[np.argsort(np.array(self._days, np.int64), kind="stable")] = np.arange(len(rank))
        one, other = apart(pairs)
        first, second = rank[of[one]], rank[of[other]]
        near, far = np.minimum(first, second), np.maximum(first, second)
        order = np.lexsort((far, near // size))
        near = near // size
        copied = _Copied.of(self, echoes)
        found = np.empty(len(pairs))
        desk = _Desk(self._shelf)
        for start in range(0, len(pairs), _AT_ONCE):
            some = order[start : start + _AT_ONCE]
            a, b = of[one[some]].astype(np.int64), of[other[some]].astype(np.int64)
            rows = zip(
                some.tolist(), near[some].tolist(), one[some].tolist(), other[some].tolist(),
                a.tolist(), b.tolist(), (rank[a] // size).tolist(), (rank[b] // size).tolist(),
                copied.shares(a, b).tolist(), strict=True,
            )  # fmt: skip
            for place, group, happening, partner, home, away, ours, theirs, share in rows:
                desk.turn(group)
                found[place] = odds(
                    desk.get(home, ours)[happening - self._first[home]],
                    desk.get(away, theirs)[partner - self._first[away]],
                    self._rarity,
                    copied=share,
                )
        return found


def _slim(portrait: Portrait) -> Portrait:
    """What a pair is scored by, without what that does not look at."""
    told = replace(
        portrait.happening, sentences=(), kinds={}, modes=(), events=(), claims=(), figures=(), actors=(),
        spots=tuple(spot for spot in portrait.happening.spots if spot.fine),
    )  # fmt: skip
    lead = {word: count for word, count in portrait.lead.items() if word.startswith("^")}
    return replace(portrait, happening=told, words=_NO_WORDS, lead=lead)


class _Desk:
    """The articles of one group, as far as they were asked for, and one of another."""

    def __init__(self, shelf: Shelf[list[Weighed]]) -> None:
        self._shelf = shelf
        self._group = -1
        self._here: dict[int, list[Weighed]] = {}
        self._there: tuple[int, list[Weighed]] = (-1, [])

    def turn(self, group: int) -> None:
        if group != self._group:
            self._group, self._here = group, {}

    def get(self, article: int, group: int) -> list[Weighed]:
        if group == self._group:
            found = self._here.get(article)
            if found is None:
                found = self._here[article] = self._shelf[article]
            return found
        if self._there[0] != article:
            self._there = (article, self._shelf[article])
        return self._there[1]


@dataclass(frozen=True, slots=True)
class _Copied:
    """How much of their text two articles share; shared quotations do not count."""

    pairs: Codes
    share: Odds

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

    def shares(self, one: Numbers, other: Numbers) -> Odds:
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
    one, other = apart(pairs)
    home = _components(len(told), one, other, scores, bound)
    inside = np.flatnonzero(home[one] == home[other])
    inside = inside[np.argsort(home[one[inside]], kind="stable")]
    owner = home[one[inside]]
    members = np.argsort(home, kind="stable")
    begins = np.flatnonzero(np.r_[True, np.diff(home[members]) > 0])
    tied = {frozenset(pair) for pair in bound.tied}
    found: list[tuple[int, ...]] = []
    for start, end in zip(begins.tolist(), [*begins[1:].tolist(), len(home)], strict=True):
        own: list[int] = members[start:end].tolist()
        if len(own) == 1:
            found.append((own[0],))
            continue
        some = inside[slice(*np.searchsorted(owner, [own[0], own[0] + 1]))]
        within = set(own)
        found += clusters(
            own,
            _known(own, one[some], other[some], scores[some]),
            tied=[pair for pair in bound.tied if pair[0] in within],
            parted=[
                *(pair for pair in _of_one_article(told, own) if frozenset(pair) not in tied),
                *(pair for pair in bound.parted if pair[0] in within and pair[1] in within),
            ],
        )
    return sorted(found)


def _known(
    members: Sequence[int], one: Numbers, other: Numbers, scores: Odds
) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs of members with their odds, some at a time; a member is one object in all of them."""
    same = {number: number for number in members}
    for start in range(0, len(scores), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        rows = zip(one[some].tolist(), other[some].tolist(), scores[some].tolist(), strict=True)
        yield from (((same[a], same[b]), value) for a, b, value in rows)


def _components(count: int, one: Numbers, other: Numbers, scores: Odds, bound: _Bound) -> Numbers:
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
        end = start + _AT_ONCE
        near = np.flatnonzero(scores[start:end] > LEAST - _SLACK) + start
        for a, b in zip(one[near].tolist(), other[near].tolist(), strict=True):
            join(a, b)
    for a, b in bound.tied:
        join(a, b)
    return np.fromiter((root(item) for item in range(count)), np.int64, count)


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
    articles = [{told.of[number] for number in members} for members in found]
    home = np.empty(len(told), np.int64)
    for cluster, members in enumerate(found):
        home[list(members)] = cluster
    one, other = apart(pairs)
    same = home[one] == home[other]
    line = math.log(DOUBTFUL / (1 - DOUBTFUL)) + 1e-6  # arrays choose roughly, what is told is reckoned below
    above = scores - LEAST
    settled = bound.settled()
    open_pairs: list[tuple[float, int, int, bool]] = []
    for place in np.flatnonzero(np.where(same, above < line, above > -line)).tolist():
        a, b = int(one[place]), int(other[place])
        likely = 1 / (1 + math.exp(-(float(scores[place]) - LEAST)))
        right = likely if same[place] else 1 - likely
        if right >= DOUBTFUL or frozenset((a, b)) in settled:
            continue
        if same[place] or not (told.of[a] in articles[home[b]] or told.of[b] in articles[home[a]]):
            open_pairs.append((right, a, b, bool(same[place])))
    seen: Counter[int] = Counter()
    kept: list[tuple[int, int, bool, float]] = []
    for right, a, b, both in sorted(open_pairs):
        if seen[a] < DOUBTS and seen[b] < DOUBTS:
            seen.update((a, b))
            kept.append((a, b, both, right))
    return kept
