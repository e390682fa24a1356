"""Links: happenings found to be one part by part, as they would be all at once."""

from __future__ import annotations

import random
import resource
from collections import defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from itertools import combinations

import pytest

from saidby.errors import LedgerError
from saidby.ledger.candidates import BEST, WINDOW, candidates, day, keys
from saidby.ledger.clusters import LEAST, clusters
from saidby.ledger.comparing import compared
from saidby.ledger.echoes import Echo
from saidby.ledger.links import DOUBTFUL, DOUBTS, Linked, linked
from saidby.ledger.pairs import NAMES, odds
from saidby.ledger.portraits import Ref, Sitting
from saidby.ledger.shelf import Shelf
from saidby.ledger.words import Rarity
from tests.ledger.tales import pages, tale

TOWNS = ("Orlen", "Karsk", "Tavil")
THINGS = ("fish market", "power station", "grain silo", "old bridge", "harbour clinic", "bus depot")
DEEDS = ("A bomb tore through", "Shells fell on", "A fire burnt down", "Soldiers stormed")
PEOPLE = ("Arvo Brandel", "Mira Askelle", "Tavo Lind", "Enno Karst")


def sittings() -> list[Sitting]:
    """Pages of forty stories, each told by up to four, and in passing by others, so that they meet."""
    chance = random.Random(3)
    stock = [
        "".join(chance.choice("bdfgklmnrst") + chance.choice("aeiou") for _ in range(3)) for _ in range(300)
    ]
    stories = []
    for number in range(40):
        town = chance.choice(TOWNS)
        words = " ".join(chance.choices(stock, k=8))
        told = (
            f"{chance.choice(DEEDS)} the {chance.choice(THINGS)} of {town}, {chance.choice(PEOPLE)} said. "
            f"The {words} stood there, and {chance.randrange(2, 30)} people died."
        )
        stories.append((told, town, f"20{31 + number // 12}-{1 + number % 12:02}-"))
    readings = []
    for told, town, month in stories:
        for _ in range(chance.randrange(1, 5)):
            aside, other, _ = chance.choice(stories)
            both = chance.random() < 0.4
            text = f"{told} {aside}" if both else told
            published = f"{month}{chance.randrange(1, 28):02}" if chance.random() < 0.9 else None
            places = sorted({town, other} if both else {town})
            readings.append(tale(text, title=told[:40], published=published, places=places))
    return sorted((page.sitting for page in pages(*readings)), key=lambda sitting: sitting.article)


ECHOES = [
    Echo("p1", "p2", True, 0.9, "copy"), Echo("p10", "p3", True, 0.5, "wire"),
    Echo("p10", "p3", True, 1.0, "quote"), Echo("p5", "p999", True, 1.0, "copy"),
]  # fmt: skip


def pairs_at_once(found: Sequence[Sitting], rarity: Rarity) -> list[tuple[int, int]]:
    """The candidates of all happenings, with all that they share in one table."""
    told = [portrait for sitting in found for portrait in sitting.portraits]
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, portrait in enumerate(told):
        for key in keys(portrait, rarity):
            blocks[key].append(number)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for key in sorted(blocks):
        own = sorted(blocks[key], key=lambda number: (day(told[number]), told[number].ref))
        for place, one in enumerate(own):
            for other in own[place + 1 : place + 1 + WINDOW]:
                if told[one].happening.article != told[other].happening.article:
                    shared[min(one, other), max(one, other)] += rarity(key.removeprefix("="))
    of: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for (one, other), weight in shared.items():
        of[one].append((-weight, one, other))
        of[other].append((-weight, one, other))
    return sorted({(a, b) for own_pairs in of.values() for _, a, b in nsmallest(BEST, own_pairs)})


def clusters_at_once(
    found: Sequence[Sitting], tied: Sequence[tuple[Ref, Ref]], parted: Sequence[tuple[Ref, Ref]]
) -> list[tuple[Ref, ...]]:
    """The clusters of all happenings, joined in one go."""
    rarity = Rarity(sitting.words for sitting in found)
    told = [portrait.ref for sitting in found for portrait in sitting.portraits]
    shares = {frozenset(("p1", "p2")): 0.9, frozenset(("p3", "p10")): 0.5}
    pairs = pairs_at_once(found, rarity)
    rows = compared(found, rarity, pairs)
    rows[:, NAMES.index("copied")] = [shares.get(frozenset((told[a][0], told[b][0])), 0.0) for a, b in pairs]
    known = {(told[a], told[b]): value for (a, b), value in zip(pairs, odds(rows).tolist(), strict=True)}
    bound = {frozenset(pair) for pair in tied}
    own = [
        pair
        for sitting in found
        for pair in combinations([portrait.ref for portrait in sitting.portraits], 2)
        if frozenset(pair) not in bound
    ]
    refs = [portrait.ref for sitting in found for portrait in sitting.portraits]
    return clusters(refs, known, tied=tied, parted=[*own, *parted])


def test_candidates_in_parts_are_those_of_all_at_once() -> None:
    found = sittings()
    rarity = Rarity(sitting.words for sitting in found)
    told = [portrait for sitting in found for portrait in sitting.portraits]
    assert candidates(told, rarity) == pairs_at_once(found, rarity)


@pytest.mark.parametrize(("group", "part"), [(1, 1), (7, 5), (1000, 2048)])
def test_clusters_by_component_are_those_of_all_at_once(group: int, part: int) -> None:
    found = sittings()
    made = linked(found, echoes=ECHOES, group=group, part=part)
    assert made.clusters == clusters_at_once(found, [], [])
    assert 3 < max(map(len, made.clusters)) < len(made.clusters)
    assert made == linked(found, echoes=ECHOES)


def test_what_people_tied_and_parted_holds_across_components() -> None:
    found = sittings()
    alone = linked(found, echoes=ECHOES)
    large = max(alone.clusters, key=len)
    first, last = alone.clusters[0][0], alone.clusters[-1][0]
    own = next(sitting for sitting in found if len(sitting.portraits) > 1)
    tied = [(first, last), (own.portraits[0].ref, own.portraits[1].ref), (("p999", 0), first)]
    parted = [(large[0], large[1]), (large[0], ("p1", 99))]
    made = linked(found, echoes=ECHOES, tied=tied, parted=parted, group=7, part=5)
    assert made.clusters == clusters_at_once(found, tied, parted)
    home = {ref: number for number, refs in enumerate(made.clusters) for ref in refs}
    assert home[first] == home[last]
    assert home[large[0]] != home[large[1]]


def test_doubts_are_few_for_each_happening_and_none_is_settled() -> None:
    found = sittings()
    before = linked(found)
    asked = before.doubtful[0]
    home = {ref: number for number, refs in enumerate(before.clusters) for ref in refs}
    assert all((home[one.one] == home[one.other]) == one.same for one in before.doubtful)
    assert all(one.score < DOUBTFUL for one in before.doubtful)
    told = [ref for one in before.doubtful for ref in (one.one, one.other)]
    assert max(told.count(ref) for ref in told) == DOUBTS
    pair = [(asked.other, asked.one)]
    after = linked(found, parted=pair) if asked.same else linked(found, tied=pair)
    assert (asked.one, asked.other) not in [(one.one, one.other) for one in after.doubtful]


def test_nothing_is_linked_where_there_is_nothing() -> None:
    assert linked([]) == Linked([], [])
    (alone,) = pages(tale("A bomb tore through the fish market of Orlen."))
    assert linked([alone.sitting]) == Linked([(("p1", 0),)], [])


def test_the_mean_of_what_speaks_against_never_joins() -> None:
    refs = ["a", "b", "c"]
    assert clusters(refs, {("a", "b"): LEAST, ("a", "c"): LEAST}) == [("a",), ("b",), ("c",)]


def test_a_shelf_gives_back_what_was_put_there_in_any_order() -> None:
    shelf: Shelf[tuple[str, int]] = Shelf()
    places = [shelf.put(("orlen", number)) for number in range(3)]
    assert (shelf[2], shelf[0]) == (("orlen", 2), ("orlen", 0))
    assert shelf.put(("karsk", 3)) == len(places)
    assert list(shelf) == [("orlen", 0), ("orlen", 1), ("orlen", 2), ("karsk", 3)]
    shelf.close()


def test_a_disk_without_room_is_told() -> None:
    shelf: Shelf[bytes] = Shelf()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(
            LedgerError, match=r"holds no temporary file: .*; set TMPDIR to a folder with room"
        ):
            shelf.put(b"x" * 100_000)
        shelf.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
