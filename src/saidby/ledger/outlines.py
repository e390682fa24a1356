"""Outlines: the happenings of an article as numbers, as pairs are compared by, small enough to be put away.

Weights of words are whole numbers of 1 / `UNIT`. Sums of products of them are exact, whatever the order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.portraits import Count, Sitting
from saidby.ledger.spots import Spot, distance
from saidby.ledger.words import Rarity

UNIT = 1 << 20
KINDS = 4  # vectors of a happening: its words, its names, its numbers, its lead
LEAD = 3
_NO_LENGTHS = np.zeros(1, np.int64)
_KNOWN = 1 << 17  # distances between two places that are kept: 20 MB

Wholes = NDArray[np.int64]
Packed = tuple[bytes, bytes, bytes, tuple[tuple[frozenset[str], frozenset[Count], tuple[int, ...]], ...]]
"""Numbers of words, their weights, how many each vector has, and of each happening what is no word."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A happening as pairs are compared by.

    `terms` are numbers of words in the four vectors, the one of kind `k` from `k * words` on, so many of each
    as `lengths` say. `whole` are the words of the whole article, `named` the names of the lead, `rare` how
    rare these are in all.
    """

    terms: Wholes
    weights: Wholes
    lengths: Wholes
    whole: Wholes
    whole_weights: Wholes
    named: Wholes
    rare: int
    people: frozenset[str]
    counts: frozenset[Count]
    places: tuple[int, ...]


class Outliner:
    """Makes outlines for one ledger, of which the rarity of words is known."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._values = np.empty(0)
        self.rarity = np.empty(0, np.int64)  # the same as whole numbers
        self._named = np.empty(0, bool)
        self._spots: dict[tuple[Any, ...], int] = {}
        self._places: list[Spot] = []
        self._apart: dict[tuple[int, int], float] = {}

    @property
    def values(self) -> NDArray[np.float64]:
        """How rare each word is, by its number."""
        if len(self._values) != len(self._rarity):
            self._values = np.array(self._rarity.values())
            self.rarity = np.rint(self._values * UNIT).astype(np.int64)
            self._named = np.array(self._rarity.names(), bool)
        return self._values

    def packed(self, sitting: Sitting) -> Packed:
        """What is kept of a sitting."""
        vectors: list[Mapping[str, float]] = [sitting.words]
        for portrait in sitting.portraits:
            words = portrait.words
            names = {f"^{name}": count for name, count in words.names.items()}
            vectors += (words.plain, names, words.numbers, portrait.lead)
        numbers = np.array(self._rarity.numbers(chain.from_iterable(vectors)), np.int64)
        lengths = np.array([len(vector) for vector in vectors])
        counts = np.array(list(chain.from_iterable(vector.values() for vector in vectors)), np.float64)
        weights = np.sqrt(counts) * self.values[numbers]
        of = np.repeat(np.arange(len(vectors)), lengths)
        norms = np.sqrt(np.bincount(of, weights * weights, len(vectors)))
        norms[norms == 0] = 1.0
        return (
            numbers.astype("<u4").tobytes(),
            np.rint(weights / norms[of] * UNIT).astype("<i4").tobytes(),
            lengths.astype("<u4").tobytes(),
            tuple(
                (portrait.people, portrait.counts, self._fine(portrait.happening.spots))
                for portrait in sitting.portraits
            ),
        )

    def outlines(self, packed: Packed) -> list[Outline]:
        """The happenings of an article again."""
        numbers = np.frombuffer(packed[0], "<u4").astype(np.int64)
        weights = np.frombuffer(packed[1], "<i4").astype(np.int64)
        lengths = np.frombuffer(packed[2], "<u4").astype(np.int64)
        words = len(self.values)
        shift = np.tile(np.arange(KINDS, dtype=np.int64) * words, len(packed[3]))
        start = int(lengths[0])
        whole, whole_weights = numbers[:start], weights[:start]
        found = []
        for place, (people, counts, places) in enumerate(packed[3]):
            own = lengths[1 + KINDS * place : 1 + KINDS * (place + 1)]
            end = start + int(own.sum())
            lead = numbers[end - int(own[LEAD]) : end]
            named = lead[self._named[lead]]
            found.append(
                Outline(
                    numbers[start:end] + np.repeat(shift[:KINDS], own), weights[start:end], own,
                    whole, whole_weights, named, int(self.rarity[named].sum()), people, counts, places,
                )
            )  # fmt: skip
            start = end
        return found

    def _fine(self, spots: Sequence[Spot]) -> tuple[int, ...]:
        """The numbers of the towns among the places."""
        found = []
        for spot in spots:
            if spot.fine:
                key = (spot.key, spot.sound, spot.latitude, spot.longitude)
                number = self._spots.setdefault(key, len(self._spots))
                if number == len(self._places):
                    self._places.append(spot)
                found.append(number)
        return tuple(dict.fromkeys(found))

    def km(self, ones: Sequence[int], others: Sequence[int]) -> float:
        """Kilometres between the nearest two places; infinite where no distance is known."""
        if not set(ones).isdisjoint(others):
            return 0.0
        return min((self._between(a, b) for a in ones for b in others), default=np.inf)

    def _between(self, one: int, other: int) -> float:
        key = (one, other) if one < other else (other, one)
        found = self._apart.get(key)
        if found is None:
            far = distance(self._places[one], self._places[other])
            if len(self._apart) >= _KNOWN:
                self._apart.clear()
            found = self._apart[key] = np.inf if far is None else far
        return found


class Board:
    """One happening laid out by words, and others held against it at once."""

    def __init__(self, outliner: Outliner) -> None:
        words = len(outliner.values)
        self._rarity = outliner.rarity
        self._rare = np.tile(self._rarity, KINDS)
        self._terms = np.zeros(KINDS * words, np.int64)
        self._whole = np.zeros(words, np.int64)
        self._named = np.zeros(words, np.int64)

    def held(self, one: Outline, others: Sequence[Outline]) -> Wholes:
        """For each of the others: the products of the five vectors (words, names, numbers, lead, whole), the
        rarity of the names both have, that of the names of `one`'s lead which stand in the other article, and
        the other way round.
        """
        self._terms[one.terms] = one.weights
        self._whole[one.whole] = one.whole_weights
        self._named[one.named] = self._rarity[one.named]
        found = np.empty((len(others), 8), np.int64)
        terms = np.concatenate([other.terms for other in others])
        here = self._terms[terms]
        lengths = np.concatenate([other.lengths for other in others])
        found[:, :KINDS] = _sums(here * np.concatenate([other.weights for other in others]), lengths).reshape(
            -1, KINDS
        )
        rare = np.where(here > 0, self._rare[terms], 0)
        found[:, 5] = _sums(rare, lengths).reshape(-1, KINDS)[:, 1]
        whole = np.concatenate([other.whole for other in others])
        lengths = np.array([len(other.whole) for other in others])
        weights = np.concatenate([other.whole_weights for other in others])
        found[:, 4] = _sums(self._whole[whole] * weights, lengths)
        found[:, 6] = _sums(self._named[whole], lengths)
        named = np.concatenate([other.named for other in others])
        stands = np.where(self._whole[named] > 0, self._rarity[named], 0)
        found[:, 7] = _sums(stands, np.array([len(other.named) for other in others]))
        self._terms[one.terms] = 0
        self._whole[one.whole] = 0
        self._named[one.named] = 0
        return found


def _sums(values: Wholes, lengths: Wholes) -> Wholes:
    """The sum of each stretch; they follow each other and may be empty."""
    totals = np.concatenate([_NO_LENGTHS, np.cumsum(values)])
    ends = np.cumsum(lengths)
    found: Wholes = totals[ends] - totals[ends - lengths]
    return found
