"""Lanes: incidents along time, each as a dot where its day is known, else as a bar as long as the doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saidby.ledger.days import Days, days
from saidby.ledger.summary import Summary

WIDE = 640
LEFT, RIGHT = 12, 628
TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """An incident from `x` to `end`; both the same for a dot. `before`: it was some time before the day on
    which the first page told of it, so that the bar's beginning is open.
    """

    one: Summary
    x: float
    end: float
    dot: bool
    before: bool


@dataclass(frozen=True, slots=True)
class Lanes:
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Pillar:
    """A month, or a year where there are many: how many incidents, and how high among the others (0 to 1)."""

    when: str
    incidents: int
    part: float


def lanes(found: Sequence[Summary]) -> Lanes:
    """On one scale, in the order given; what has no day is left out."""
    spans = [(one, span) for one in found if (span := days(f"{one.first}/{one.last}" if one.first else None))]
    if not spans:
        return Lanes((), ())
    first, last = min(span.first for _, span in spans), max(span.last for _, span in spans)
    whole = Days(first - 1, last + 1)

    def x(ordinal: float) -> float:
        return round(LEFT + (ordinal - whole.first) / (whole.last - whole.first) * (RIGHT - LEFT), 1)

    bars = []
    for one, span in spans:
        dot = one.stated and span.length == 1
        begin, end = x(span.first - 0.5), x(span.last + 0.5)
        if dot:
            begin = end = x(span.first)
        elif not one.stated:
            begin = max(LEFT, min(begin, end - 60))
        bars.append(Bar(one, begin, max(end, begin if dot else begin + 4), dot, not one.stated))
    return Lanes(tuple(bars), tuple(_ticks(whole, x(whole.first), x(whole.last))))


def _ticks(whole: Days, begin: float, end: float) -> list[tuple[float, str]]:
    step = max(1, -(-(whole.length - 1) // (TICKS - 1)))
    steps = range(whole.first, max(whole.last, whole.first + 1) + 1, step)
    part = (end - begin) / max(1, whole.length - 1)
    return [
        (round(begin + (day - whole.first) * part, 1), date.fromordinal(day).isoformat()) for day in steps
    ]


def pillars(months: Sequence[tuple[str, int]], *, most: int = 48) -> tuple[Pillar, ...]:
    """By month; by year where there are more months than fit; the last years where these do not fit."""
    counted: dict[str, int] = dict(months)
    if len(counted) > most:
        years: dict[str, int] = {}
        for month, count in months:
            years[month[:4]] = years.get(month[:4], 0) + count
        counted = years
    shown = sorted(counted.items())[-most:]
    highest = max((count for _, count in shown), default=1)
    return tuple(Pillar(when, count, count / highest) for when, count in shown)
