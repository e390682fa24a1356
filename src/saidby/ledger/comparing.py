"""Comparing: how alike the happenings of many pairs are, in bounded memory.

    comparing = Comparing(rarity)
    for sitting in sittings: comparing.add(sitting)        # by article, ascending
    for places, rows in comparing.features(pairs): ...

Outlines of articles lie on a shelf. Articles are put in order of time and looked at in groups: one group is
in memory, and each of its pairs with a later article comes with that article's others.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.candidates import Codes, apart, day, together
from saidby.ledger.kinds import GENERAL, type_of
from saidby.ledger.outlines import UNIT, Board, Outline, Outliner, Packed, Wholes
from saidby.ledger.pairs import NAMES, TOLD, Column, Features, Likeness, features
from saidby.ledger.portraits import Count, Portrait, Sitting
from saidby.ledger.shelf import Shelf
from saidby.ledger.words import Rarity

GROUP = 1000  # articles in memory at once while pairs are compared: 15 MB
_AT_ONCE = 1 << 14  # pairs whose features are in memory
_CUT = 1 << 20  # pairs that are taken apart at once
_NEVER = -(1 << 30)  # the day of what is not dated
_HALF = 0.5  # of the names of a lead that has none

Copied = Callable[[NDArray[Any], NDArray[Any]], Column]
"""The share of the echo between articles, by their numbers."""


def compared(sittings: Iterable[Sitting], rarity: Rarity, pairs: Sequence[tuple[int, int]]) -> Features:
    """The features of pairs of happenings, which are told by their places in the sittings: a row for each."""
    comparing = Comparing(rarity)
    for sitting in sittings:
        comparing.add(sitting)
    numbers = np.array(pairs, np.int64).reshape(-1, 2)
    found = np.empty((len(pairs), len(NAMES)))
    for places, rows in comparing.features(together(numbers[:, 0], numbers[:, 1])):
        found[places] = rows
    comparing.close()
    return found


class Comparing:
    """Happenings, numbered as they are added, and the features of their pairs."""

    def __init__(self, rarity: Rarity) -> None:
        self._outliner = Outliner(rarity)
        self._shelf: Shelf[Packed] = Shelf()
        self._first = array("I")  # by article, the number of its first happening
        self._days = array("i")  # by article
        self.of = array("I")  # by happening, the number of its article
        self._facts = {name: array("i") for name in ("begun", "ended", "told", "by", "kind", "type", "main")}
        self._kinds: dict[str | None, int] = {None: -1, GENERAL: -2}
        self._types: dict[str | None, int] = {None: -1}

    def __len__(self) -> int:
        return len(self.of)

    def close(self) -> None:
        self._shelf.close()

    def add(self, sitting: Sitting) -> None:
        self._first.append(len(self.of))
        self._days.append(day(sitting.portraits[0]))
        for portrait in sitting.portraits:
            self.of.append(len(self._first) - 1)
            self._note(portrait)
        self._shelf.put(self._outliner.packed(sitting))

    def first(self, article: int) -> int:
        """The number of the article's first happening."""
        return self._first[article]

    def _note(self, portrait: Portrait) -> None:
        """What can be compared of all pairs at once."""
        facts = self._facts
        for when, first, last in (
            (portrait.happening.days, "begun", "ended"),
            (portrait.published, "told", "by"),
        ):
            facts[first].append(when.first if when else _NEVER)
            facts[last].append(when.last if when else _NEVER)
        facts["kind"].append(self._kinds.setdefault(portrait.kind, len(self._kinds)))
        type = type_of(portrait.kind)
        facts["type"].append(self._types.setdefault(type, len(self._types)) if portrait.kind else -2)
        facts["main"].append(portrait.happening.main)

    # ---------------------------------------------------------------------------------- pairs

    def features(
        self, pairs: Codes, copied: Copied | None = None, *, group: int = GROUP
    ) -> Iterator[tuple[Wholes, Features]]:
        """The features of all pairs, some at a time, each with its place in `pairs`."""
        of = np.frombuffer(self.of, np.uint32)
        rank = np.empty(len(self._first), np.uint32)
        order = np.argsort(np.frombuffer(self._days, np.int32), kind="stable")
        rank[order] = np.arange(len(rank), dtype=np.uint32)
        when = rank[of]
        desk = _Desk(self._shelf, self._outliner, rank // np.uint32(group))
        for number, places, one, other in _in_groups(pairs, when, group):
            desk.turn(number)
            likeness = self._likeness(one, other, desk)
            a, b = of[one], of[other]
            rows = features(self._told(one, other, likeness, copied(a, b) if copied else None))
            yield places, rows

    def _likeness(self, one: Wholes, other: Wholes, desk: _Desk) -> NDArray[np.float64]:
        """What is told in words, names, places and figures, pair by pair. `other` are in stretches."""
        found = np.empty((len(one), len(TOLD)))
        starts = np.flatnonzero(np.r_[True, other[1:] != other[:-1]])
        partners = one.tolist()
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(other)], strict=True):
            later = int(other[start])
            article = self.of[later]
            mine = desk.get(article)[later - self._first[article]]
            theirs = []
            for number in partners[start:end]:
                article = self.of[number]
                theirs.append(desk.get(article)[number - self._first[article]])
            self._held(mine, theirs, desk.board, found[start:end])
        return found

    def _held(
        self, mine: Outline, theirs: Sequence[Outline], board: Board, into: NDArray[np.float64]
    ) -> None:
        held = board.held(mine, theirs)
        into[:, :5] = held[:, :5] / UNIT**2
        into[:, 5] = held[:, 5] / UNIT
        rare = np.array([other.rare for other in theirs])
        ours = held[:, 6] / mine.rare if mine.rare else np.full(len(theirs), _HALF)
        into[:, 6] = (ours + np.where(rare > 0, held[:, 7] / np.maximum(rare, 1), _HALF)) / 2
        into[:, 7:] = [self._rest(mine, other) for other in theirs]

    def _rest(self, one: Outline, other: Outline) -> tuple[float, ...]:
        """People in common; whether a figure is the same, and another; kilometres; if both are placed."""
        people = len(one.people & other.people) if one.people and other.people else 0
        counts = _counts(one.counts, other.counts) if one.counts and other.counts else (False, False)
        if one.places and other.places:
            return people, *counts, self._outliner.km(one.places, other.places), True
        return people, *counts, np.inf, False

    def _told(
        self, one: Wholes, other: Wholes, found: NDArray[np.float64], copied: Column | None
    ) -> Likeness:
        facts = {name: np.frombuffer(values, np.int32) for name, values in self._facts.items()}
        kind, type = facts["kind"], facts["type"]
        return Likeness(
            **dict(zip(TOLD, found.T, strict=True)),
            published=_gap(one, other, facts["told"], facts["by"]),
            happened=_gap(one, other, facts["begun"], facts["ended"]),
            same_kind=((kind[one] == kind[other]) & (kind[one] >= 0)).astype(np.float64),
            other_type=(
                (type[one] != type[other]) & (type[one] != -2) & (type[other] != -2)
            ).astype(np.float64),
            copied=copied if copied is not None else np.zeros(len(one)),
            both_main=(facts["main"][one] & facts["main"][other]).astype(np.float64),
        )  # fmt: skip


def _in_groups(
    pairs: Codes, when: NDArray[np.uint32], group: int
) -> Iterator[tuple[int, Wholes, Wholes, Wholes]]:
    """The group, places in `pairs`, the earlier and the later happening of each; by the later in a group."""
    for number, places in _grouped(pairs, when, group):
        one, other = apart(pairs[places])
        swap = when[one] > when[other]
        one[swap], other[swap] = other[swap], one[swap]
        order = np.lexsort((one, other, when[other]))
        places, one, other = places[order], one[order], other[order]
        for start in range(0, len(places), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            yield number, places[some], one[some], other[some]


def _grouped(pairs: Codes, when: NDArray[np.uint32], group: int) -> Iterator[tuple[int, Wholes]]:
    """Places of pairs by the group of their earlier happening."""
    near = np.empty(len(pairs), np.uint32)
    for start in range(0, len(pairs), _CUT):
        some = slice(start, start + _CUT)
        one, other = apart(pairs[some])
        near[some] = np.minimum(when[one], when[other]) // np.uint32(group)
    order = np.argsort(near, kind="stable")
    counts = np.bincount(near)
    ends = np.cumsum(counts)
    for number in np.flatnonzero(counts).tolist():
        yield number, order[ends[number] - counts[number] : ends[number]]


class _Desk:
    """The articles of one group, as far as they were asked for, and one of a later group."""

    def __init__(self, shelf: Shelf[Packed], outliner: Outliner, groups: NDArray[np.uint32]) -> None:
        self._shelf = shelf
        self._outliner = outliner
        self._groups = groups
        self._group = -1
        self._here: dict[int, list[Outline]] = {}
        self._there: tuple[int, list[Outline]] = (-1, [])
        self.board = Board(outliner)

    def turn(self, group: int) -> None:
        if group != self._group:
            self._group, self._here = group, {}

    def get(self, article: int) -> list[Outline]:
        found = self._here.get(article)
        if found is None and self._there[0] == article:
            return self._there[1]
        if found is None:
            found = self._outliner.outlines(self._shelf[article])
            if self._groups[article] == self._group:
                self._here[article] = found
            else:
                self._there = (article, found)
        return found


def _gap(
    one: Wholes, other: Wholes, first: NDArray[np.int32], last: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Days between, 0 where they touch; -1 where one has no day."""
    gap = np.maximum(0, np.maximum(first[one] - last[other], first[other] - last[one]))
    return np.where((first[one] == _NEVER) | (first[other] == _NEVER), -1, gap).astype(np.float64)


def _counts(ones: Iterable[Count], others: Iterable[Count]) -> tuple[bool, bool]:
    """Whether a number above one is told alike, and whether both tell of dead and no two agree."""
    both = set(ones).intersection(others)
    same = any((count[1] or count[2] or 0) > 1 for count in both)
    dead = all(any(count[0] == "killed" for count in told) for told in (ones, others))
    return same, dead and not any(count[0] == "killed" for count in both)
