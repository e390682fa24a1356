"""Pairs: how likely it is that two happenings of two articles are the same, with the reasons.

The weights of the reasons are learnt (`training/pairs.py`, from GVA and ECB+) and stand in lists/pairs.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from saidby.ledger.kinds import GENERAL, type_of
from saidby.ledger.portraits import Count, Portrait, Sitting
from saidby.ledger.spots import Spot, nearest
from saidby.ledger.words import Rarity, common, cosine, vector

NAMES = (
    "bias", "words", "names", "numbers", "lead", "whole", "rare", "people", "days apart", "same week",
    "undated", "same day", "next day", "other day", "same place", "near", "far", "same figure",
    "other figure", "same kind", "other type", "copied", "both main", "words of both main",
    "there and then", "neither there nor then", "days between", "very far", "names of the lead",
    "strong whole", "strong lead", "strong names", "whole in time", "names in time", "lead in time",
    "whole of both main", "lead of both main",
)  # fmt: skip
"""The reasons, in the order of the weights. "strong" ones are squares: twice the likeness is not twice the
reason; "in time" ones count as much as the articles were published near each other.
"""

NEAR_KM = 8.0
FAR_KM = 25.0
VERY_FAR_KM = 150.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A happening with its words weighed for one ledger."""

    portrait: Portrait
    words: Mapping[str, float]
    names: Mapping[str, float]
    numbers: Mapping[str, float]
    lead: Mapping[str, float]
    whole: Mapping[str, float]

    @property
    def fine(self) -> tuple[Spot, ...]:
        return tuple(one for one in self.portrait.happening.spots if one.fine)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two happenings by (article, number), the log odds that they are one, and what speaks for and against.

    `reasons` are (name, share of the log odds), the weightiest first.
    """

    one: tuple[str, int]
    other: tuple[str, int]
    odds: float
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.odds))))


def weigh(sittings: Iterable[Sitting], rarity: Rarity) -> list[Weighed]:
    """Every happening with its words weighed, in the order of the sittings."""
    found: list[Weighed] = []
    for sitting in sittings:
        whole = vector(sitting.words, rarity)
        for portrait in sitting.portraits:
            names = {f"^{name}": count for name, count in portrait.words.names.items()}
            found.append(
                Weighed(
                    portrait, vector(portrait.words.plain, rarity), vector(names, rarity),
                    vector(portrait.words.numbers, rarity), vector(portrait.lead, rarity), whole,
                )
            )  # fmt: skip
    return found


def features(one: Weighed, other: Weighed, rarity: Rarity, *, copied: float = 0.0) -> list[float]:
    """What speaks for and against, in the order of `NAMES`. `copied` is the share of an echo."""
    a, b = one.portrait, other.portrait
    words, names = cosine(one.words, other.words), cosine(one.names, other.names)
    whole, lead = cosine(one.whole, other.whole), cosine(one.lead, other.lead)
    mains = a.happening.main + b.happening.main
    here, there = one.fine, other.fine
    far = nearest(here, there) if here and there else None
    same_place = far == 0.0
    times = _times(a, b)
    near_in_time, then, not_then = 1 - times[0], times[3], times[5]
    close = far is not None and far <= NEAR_KM
    not_there = bool(here and there) and (far is None or far > FAR_KM)
    return [
        1.0, words, names, cosine(one.numbers, other.numbers), lead, whole,
        min(1.0, common(one.names, other.names, rarity) / 30),
        min(2, len(a.people & b.people)) / 2,
        *times,
        float(same_place), float(close and not same_place), float(not_there),
        *_counts(a.counts, b.counts),
        float(a.kind is not None and a.kind == b.kind and a.kind != GENERAL),
        float(a.kind is not None and b.kind is not None and type_of(a.kind) != type_of(b.kind)),
        copied, float(mains == 2), words * (mains == 2),
        float(close and then > 0), float(not_there and not_then > 0), _between(a, b),
        float(far is not None and far > VERY_FAR_KM), _covered(one, other, rarity),
        whole * whole, lead * lead, names * names, whole * near_in_time, names * near_in_time,
        lead * near_in_time, whole * (mains == 2), lead * (mains == 2),
    ]  # fmt: skip


def _times(a: Portrait, b: Portrait) -> tuple[float, ...]:
    apart = a.published.gap(b.published) if a.published and b.published else None
    when, then = a.happening.days, b.happening.days
    gap = when.gap(then) if when and then else None
    return (
        math.log1p(min(apart, 1000)) / math.log(1001) if apart is not None else 0.0,
        float(apart is not None and apart <= 7),
        float(apart is None),
        float(gap == 0), float(gap == 1), float(gap is not None and gap > 1),
    )  # fmt: skip


def _between(a: Portrait, b: Portrait) -> float:
    """Days between the two happenings, 0 to 1 on a scale of logarithms; 0 where one has no day."""
    when, then = a.happening.days, b.happening.days
    return math.log1p(min(when.gap(then), 1000)) / math.log(1001) if when and then else 0.0


def _covered(one: Weighed, other: Weighed, rarity: Rarity) -> float:
    """How much of the names of each lead stands in the other article, by rarity; the mean of both."""
    shares = []
    for a, b in ((one, other), (other, one)):
        names = sorted(name for name in a.portrait.lead if name.startswith("^"))
        total = math.fsum(map(rarity, names))
        shares.append(math.fsum(rarity(name) for name in names if name in b.whole) / total if total else 0.5)
    return sum(shares) / 2


def _counts(a: Iterable[Count], b: Iterable[Count]) -> tuple[float, float]:
    """Whether a number above one is told alike, and whether both tell of dead and no two agree."""
    ones, others = set(a), set(b)
    same = any((count[1] or count[2] or 0) > 1 for count in ones & others)
    dead = (
        {count for count in ones if count[0] == "killed"},
        {count for count in others if count[0] == "killed"},
    )
    return float(same), float(bool(dead[0] and dead[1]) and not dead[0] & dead[1])


@cache
def weights() -> tuple[float, ...]:
    """The learnt weights, in the order of `NAMES`."""
    table = json.loads((files("saidby.ledger") / "lists" / "pairs.json").read_text(encoding="utf-8"))
    return tuple(float(table["weights"][name]) for name in NAMES)


def score(
    one: Weighed, other: Weighed, rarity: Rarity, *, copied: float = 0.0, by: Sequence[float] | None = None
) -> Pair:
    """The pair with its log odds and reasons."""
    parts = _parts(one, other, rarity, copied, by)
    reasons = sorted(
        ((name, part) for name, part in zip(NAMES, parts, strict=True) if part and name != "bias"),
        key=lambda reason: (-abs(reason[1]), reason[0]),
    )
    return Pair(one.portrait.ref, other.portrait.ref, math.fsum(parts), tuple(reasons))


def odds(one: Weighed, other: Weighed, rarity: Rarity, *, copied: float = 0.0) -> float:
    """The log odds of the pair alone."""
    return math.fsum(_parts(one, other, rarity, copied, None))


def _parts(
    one: Weighed, other: Weighed, rarity: Rarity, copied: float, by: Sequence[float] | None
) -> list[float]:
    """What each feature adds to the log odds, in the order of `NAMES`."""
    values = features(one, other, rarity, copied=copied)
    return [weight * value for weight, value in zip(by or weights(), values, strict=True)]
