"""Clusters: which happenings are one, from pairs and from what people decided."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from saidby.ledger.clusters import CLIP, LEAST, UNSCORED, clusters


def test_pairs_that_are_sure_make_a_cluster() -> None:
    assert clusters("abcd", {("a", "b"): 4.0, ("b", "c"): 3.0, ("a", "c"): 3.0}) == [("a", "b", "c"), ("d",)]


def test_one_bridge_does_not_join_two_clusters() -> None:
    odds = {("a", "b"): 5.0, ("c", "d"): 5.0, ("b", "c"): 1.0, ("a", "c"): -6.0, ("b", "d"): -6.0}
    assert clusters("abcd", odds) == [("a", "b"), ("c", "d")]


def test_what_a_person_tied_stays_tied_and_what_was_parted_is_never_joined() -> None:
    odds = {("a", "b"): 2.0, ("b", "c"): -6.0, ("a", "c"): -6.0}
    assert clusters("abc", odds, tied=[("b", "c")]) == [("a",), ("b", "c")]
    assert clusters("abc", odds, parted=[("a", "b")]) == [("a",), ("b",), ("c",)]
    assert clusters("abc", odds, tied=[("a", "b")], parted=[("b", "a")]) == [("a",), ("b",), ("c",)]


def test_a_tie_does_not_join_what_was_parted_over_a_third() -> None:
    assert clusters("abc", {("b", "c"): 5.0}, tied=[("a", "b")], parted=[("a", "c")]) == [("a", "b"), ("c",)]


def test_the_order_of_items_and_pairs_does_not_matter() -> None:
    chance = random.Random(4)
    items = [f"i{number}" for number in range(40)]
    odds = {(a, b): chance.uniform(-5, 5) for a in items for b in items if a < b and chance.random() < 0.2}
    expected = clusters(items, odds)
    for _ in range(5):
        chance.shuffle(items)
        pairs = list(odds.items())
        chance.shuffle(pairs)
        turned = {(b, a) if chance.random() < 0.5 else (a, b): value for (a, b), value in pairs}
        assert clusters(items, turned) == expected


def one_after_another(
    count: int, odds: dict[tuple[int, int], float], parted: list[tuple[int, int]]
) -> list[tuple[int, ...]]:
    """The clusters as they are defined: the two most alike of all are joined, until none are alike enough."""
    found: list[tuple[int, ...]] = [(number,) for number in range(count)]
    apart = {frozenset(pair) for pair in parted}

    def alike(one: tuple[int, ...], other: tuple[int, ...]) -> float:
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        if any(frozenset(pair) in apart for pair in pairs):
            return -CLIP
        return sum(max(-CLIP, min(CLIP, odds.get(pair, UNSCORED))) for pair in pairs) / len(pairs)

    while True:
        lined = [(-alike(a, b), a[0], b[0]) for a, b in combinations(sorted(found), 2)]
        if not lined or -min(lined)[0] <= LEAST:
            return sorted(found)
        _, first, second = min(lined)
        a, b = (next(one for one in found if one[0] == start) for start in (first, second))
        found = [one for one in found if one not in (a, b)] + [tuple(sorted((*a, *b)))]


@pytest.mark.parametrize("seed", range(12))
def test_the_most_alike_are_joined_first_of_equals_those_that_come_first(seed: int) -> None:
    chance = random.Random(seed)
    count = chance.randrange(2, 24)
    odds = {
        (a, b): chance.randrange(-12, 13) / 2
        for a, b in combinations(range(count), 2)
        if chance.random() < chance.choice((0.2, 0.7))
    }
    parted = [(0, number) for number in range(1, count) if chance.random() < 0.1]
    assert clusters(range(count), odds, parted=parted) == one_after_another(count, odds, parted)
