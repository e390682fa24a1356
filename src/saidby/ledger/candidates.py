"""Candidates: pairs of happenings worth scoring, found by rare words, names and numbers they share.

No pairwise scan: every happening goes into a few blocks, one for each of its rarest terms; a block that is
too large is walked in order of time, each member against its nearest neighbours only. The number of pairs is
at most `KEYS * WINDOW` for each happening, however many there are.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence

from saidby.ledger.portraits import Portrait
from saidby.ledger.words import Rarity

KEYS = 14  # terms by which a happening is looked up; with 24 one link in a hundred more is found on GVA
WINDOW = 24  # neighbours in time within one block
BEST = 60  # candidates that are scored, of those that share most; with 40 two links in a hundred are lost


def candidates(portraits: Sequence[Portrait], rarity: Rarity) -> list[tuple[int, int]]:
    """Pairs of positions in `portraits`, the lower first, in order. Those of one article are no pair."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, portrait in enumerate(portraits):
        for key in keys(portrait, rarity):
            blocks[key].append(number)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for key in sorted(blocks):
        members = blocks[key]
        if len(members) < 2:
            continue
        weight = rarity(key.removeprefix("="))
        members.sort(key=lambda number: (_time(portraits[number]), portraits[number].ref))
        for place, one in enumerate(members):
            for other in members[place + 1 : place + 1 + WINDOW]:
                if portraits[one].happening.article != portraits[other].happening.article:
                    shared[min(one, other), max(one, other)] += weight
    return _best(shared)


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


def _time(portrait: Portrait) -> int:
    """Days for the order in a block; what has none comes last."""
    when = portrait.happening.days or portrait.published
    return when.first if when else 10**7


def _best(shared: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Of each happening's pairs those that share most, kept where either side has it so."""
    of: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for (one, other), weight in shared.items():
        of[one].append((-weight, one, other))
        of[other].append((-weight, one, other))
    return sorted({(one, other) for pairs in of.values() for _, one, other in heapq.nsmallest(BEST, pairs)})
