"""Spots on a map: places of incidents as dots and areas, those that would overlap made one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from saidby.ledger.listed_rows import Placed
from saidby.web.world import Box, Point

APART = 52  # units of the drawing: nearer dots are one
DOT = 11
KM = {
    2: 25.0,
    3: 40.0,
    4: 110.0,
    5: 250.0,
}  # how far round a place of that precision (UCDP where_prec) it may be
KM_PER_DEGREE = 111.2
Cluster = tuple[Point, list[Placed]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot for so many incidents. `radius` is that of the area where it may be, None for a point place.

    `one` is the incident where there is only one, else None; `box` what to look at more closely.
    """

    x: float
    y: float
    size: float
    radius: float | None
    incidents: int
    articles: int
    names: tuple[str, ...]
    one: str | None
    box: str


def marks(places: Iterable[Placed], box: Box) -> tuple[Mark, ...]:
    """Those in the box, the largest first so that small ones lie over them.

    Each place goes to the nearest dot that it would overlap, those with most incidents first.
    """
    cells: dict[tuple[int, int], list[Cluster]] = defaultdict(list)
    inside = [place for place in places if box.holds(place.longitude, place.latitude)]
    made: list[Cluster] = []
    for place in sorted(inside, key=lambda one: (-one.incidents, one.name, one.one)):
        x, y = box.place(place.longitude, place.latitude)
        column, row = int(x // APART), int(y // APART)
        near = [
            (math.dist((x, y), at), held)
            for right in (-1, 0, 1)
            for down in (-1, 0, 1)
            for at, held in cells.get((column + right, row + down), ())
        ]
        close = min((one for one in near if one[0] < APART), key=lambda one: one[0], default=None)
        if close:
            close[1].append(place)
        else:
            cluster: Cluster = ((x, y), [place])
            cells[column, row].append(cluster)
            made.append(cluster)
    found = [_mark(at, held, box) for at, held in made]
    return tuple(sorted(found, key=lambda mark: (-(mark.radius or 0), -mark.incidents, mark.x, mark.y)))


def _mark(at: Point, held: list[Placed], box: Box) -> Mark:
    count = sum(place.incidents for place in held)
    x, y = at
    longitude, latitude = held[0].longitude, held[0].latitude
    wide = [KM[place.precision] for place in held if place.precision in KM]
    radius = max(wide) / KM_PER_DEGREE * box.scale if len(wide) == len(held) else None
    size = 17 + 5.5 * (len(str(count)) - 1) if count > 1 else DOT
    wide_enough = max(place.longitude for place in held) - min(place.longitude for place in held)
    span = max((box.east - box.west) / 5, wide_enough * 2)
    closer = Box(
        max(-180, longitude - span / 2), max(-85, latitude - span / 4), min(180, longitude + span / 2),
        min(85, latitude + span / 4),
    )  # fmt: skip
    names = sorted(held, key=lambda place: (-place.incidents, place.name))
    area = round(radius, 1) if radius and radius > size else None
    return Mark(
        round(x, 1), round(y, 1), round(size, 1), area, count,
        sum(place.articles for place in held), tuple(place.name for place in names),
        held[0].one if count == 1 else None, closer.told(),
    )  # fmt: skip
