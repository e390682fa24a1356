"""Pairs: how likely it is that two happenings of two articles are the same, with the reasons.

What the reasons are and what each weighs; `saidby.ledger.comparing` finds how much of each a pair has. The
weights are learnt (`training/pairs.py`, from GVA and ECB+) and stand in lists/pairs.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.portraits import Ref

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
RARE = 30.0  # the rarity of common names, summed, from which on more of them tell no more
SURELY_APART = 1000  # days

Features = NDArray[np.float64]
"""A row for each pair, a column for each of `NAMES`."""
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two happenings by (article, number), the log odds that they are one, and what speaks for and against.

    `reasons` are (name, share of the log odds), the weightiest first.
    """

    one: Ref
    other: Ref
    odds: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the columns of `Features` are made of, each an array with a number for each pair.

    `words` to `whole` are cosines, `rare` the rarity of the names both hold, `lead_names` how much of the
    names of each lead stands in the other article. `people` are full names in common; `same_figure` and
    `other_figure` are 0 or 1. `km` is between the nearest two places, infinite where no distance is known;
    `placed` says whether both have a place. `published` and `happened` are days between, -1 where one is not
    dated. `copied` is the share of an echo.
    """

    words: Column
    names: Column
    numbers: Column
    lead: Column
    whole: Column
    rare: Column
    lead_names: Column
    people: Column
    same_figure: Column
    other_figure: Column
    km: Column
    placed: Column
    published: Column
    happened: Column
    same_kind: Column
    other_type: Column
    copied: Column
    both_main: Column


TOLD = (
    "words", "names", "numbers", "lead", "whole", "rare", "lead_names", "people", "same_figure",
    "other_figure", "km", "placed",
)  # fmt: skip
"""What is found pair by pair; the rest is told of all pairs at once."""


def features(of: Likeness) -> Features:
    """What speaks for and against, in the order of `NAMES`."""
    apart = _logarithm(of.published)
    near_in_time = 1 - apart
    then, not_then = of.happened == 0, of.happened > 1
    there = of.km == 0
    close, not_there = of.km <= NEAR_KM, (of.placed > 0) & (of.km > FAR_KM)
    return np.column_stack([
        np.ones(len(apart)), of.words, of.names, of.numbers, of.lead, of.whole,
        np.minimum(1.0, of.rare / RARE), np.minimum(2, of.people) / 2,
        apart, (of.published >= 0) & (of.published <= 7), of.published < 0,
        then, of.happened == 1, not_then,
        there, close & ~there, not_there,
        of.same_figure, of.other_figure, of.same_kind, of.other_type,
        of.copied, of.both_main, of.words * of.both_main,
        close & then, not_there & not_then, _logarithm(of.happened),
        (of.km > VERY_FAR_KM) & np.isfinite(of.km), of.lead_names,
        of.whole**2, of.lead**2, of.names**2,
        of.whole * near_in_time, of.names * near_in_time, of.lead * near_in_time,
        of.whole * of.both_main, of.lead * of.both_main,
    ])  # fmt: skip


def _logarithm(days: Column) -> Column:
    """Days between as 0 to 1 on a scale of logarithms; 0 where they are not known."""
    bounded = np.clip(days, 0, SURELY_APART)
    return _scale()[bounded.astype(np.int64)]


@cache
def _scale() -> Column:
    return np.array([math.log1p(day) / math.log1p(SURELY_APART) for day in range(SURELY_APART + 1)])


@cache
def weights() -> tuple[float, ...]:
    """The learnt weights, in the order of `NAMES`."""
    table = json.loads((files("saidby.ledger") / "lists" / "pairs.json").read_text(encoding="utf-8"))
    return tuple(float(table["weights"][name]) for name in NAMES)


def odds(rows: Features) -> Column:
    """The log odds of each pair, added up column by column, so that no other row has a part in it."""
    total = np.zeros(len(rows))
    for column, weight in enumerate(weights()):
        total += rows[:, column] * weight
    return total


def explained(one: Ref, other: Ref, row: Sequence[float]) -> Pair:
    """The pair with its log odds and reasons."""
    parts = [weight * value for weight, value in zip(weights(), row, strict=True)]
    reasons = sorted(
        ((name, part) for name, part in zip(NAMES, parts, strict=True) if part and name != "bias"),
        key=lambda reason: (-abs(reason[1]), reason[0]),
    )
    return Pair(one, other, float(odds(np.array([row]))[0]), tuple(reasons))
