"""Spots on a map: places of incidents as dots and areas, those that would overlap made one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from saidby.ledger.listed_rows import Placed
from saidby.web.world import Box

APART = 46  # units of the drawing: nearer dots are one
DOT = 11
KM = {
    2: 25.0,
    3: 40.0,
    4: 110.0,
    5: 250.0,
}  # how far round a place of that precision (UCDP where_prec) it may be
KM_PER_DEGREE = 111.2


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
    """Those in the box, the largest first so that small ones lie over them."""
    cells: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for place in places:
        if box.holds(place.longitude, place.latitude):
            x, y = box.place(place.longitude, place.latitude)
            cells[int(x // APART), int(y // APART)].append(place)
    made = [_mark(held, box) for _, held in sorted(cells.items())]
    return tuple(sorted(made, key=lambda mark: (-(mark.radius or 0), -mark.incidents, mark.x, mark.y)))


def _mark(held: list[Placed], box: Box) -> Mark:
    count = sum(place.incidents for place in held)
    longitude = sum(place.longitude * place.incidents for place in held) / count
    latitude = sum(place.latitude * place.incidents for place in held) / count
    x, y = box.place(longitude, latitude)
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
