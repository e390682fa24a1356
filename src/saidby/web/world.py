"""The world: outlines of countries as a drawing of one box of degrees, clipped and thinned to what is seen.

The outlines are TopoJSON in the package (`atlas/`), read when a map is first asked for; drawings are kept.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]
WIDE = 1600  # units of a drawing's width
FINE_BELOW = 70.0  # degrees of width below which the finer outlines (1:50 m) are taken
REST = 0.05  # of the incidents that a first look may leave out on each side
NEAREST = 2.0  # units below which two points of an outline are one


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east, north, in degrees WGS 84."""

    west: float
    south: float
    east: float
    north: float

    @property
    def stretch(self) -> float:
        """How much narrower a degree of longitude is than one of latitude, in the middle of the box."""
        return max(0.2, math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def scale(self) -> float:
        """Units of the drawing for a degree of latitude."""
        return WIDE / ((self.east - self.west) * self.stretch)

    @property
    def high(self) -> int:
        return round((self.north - self.south) * self.scale)

    def place(self, longitude: float, latitude: float) -> Point:
        return (longitude - self.west) * self.stretch * self.scale, (self.north - latitude) * self.scale

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def told(self) -> str:
        return ",".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in self.sides())

    def sides(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north

    def moved(self, east: float, north: float, times: float = 1.0) -> Box:
        """Shifted by parts of its own size, and so many times as large; never beyond the poles."""
        wide, high = (self.east - self.west) * times, (self.north - self.south) * times
        wide, high = min(360.0, max(0.2, wide)), min(170.0, max(0.1, high))
        x = (self.west + self.east) / 2 + east * wide
        y = (self.south + self.north) / 2 + north * high
        x = min(180 - wide / 2, max(-180 + wide / 2, x))
        y = min(85 - high / 2, max(-85 + high / 2, y))
        return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The countries of a box as one SVG path, and names where their middle lies in it."""

    path: str
    names: tuple[tuple[str, float, float], ...]


WORLD = Box(-180, -58, 180, 82)
REGIONS = (
    ("World", WORLD), ("Africa", Box(-20, -36, 54, 38)), ("Europe", Box(-14, 34, 46, 68)),
    ("Middle East", Box(24, 11, 64, 43)), ("Asia", Box(58, -12, 150, 56)),
    ("North America", Box(-135, 6, -55, 62)), ("South America", Box(-84, -56, -32, 14)),
    ("Oceania", Box(108, -48, 180, 4)),
)  # fmt: skip


def read_box(text: str | None) -> Box | None:
    """A box as an address has it; None for anything that is none."""
    try:
        west, south, east, north = (float(part) for part in (text or "").split(","))
    except ValueError:
        return None
    fits = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return framed(Box(west, south, east, north)) if fits else None


def framed(box: Box) -> Box:
    """The box, as much wider or higher as a screen asks for that is about twice as wide as high."""
    wide, high = (box.east - box.west) * box.stretch, box.north - box.south
    more = max(1.0, 1.75 * high / wide)
    taller = max(1.0, wide / (2.6 * high))
    x, y = (box.west + box.east) / 2, (box.south + box.north) / 2
    half, half_high = min(180.0, (box.east - box.west) * more / 2), high * taller / 2
    return Box(x - half, y - half_high, x + half, y + half_high).moved(0, 0)


def around(points: Iterable[Point], *, least: float = 6.0) -> Box:
    """A box that holds nearly all (longitude, latitude), with a margin; the world where there are none.

    Of many points those that lie furthest out may be left outside: `REST` of them on each side.
    """
    held = list(points)
    if not held:
        return WORLD
    (west, east), (south, north) = (_middle([point[axis] for point in held]) for axis in (0, 1))
    wide, high = max(least, (east - west) * 1.25), max(least * 0.6, (north - south) * 1.25)
    x, y = (west + east) / 2, (south + north) / 2
    return framed(Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))


def _middle(values: list[float]) -> tuple[float, float]:
    """From the lowest to the highest, without those that lie furthest out."""
    ordered = sorted(values)
    out = int(len(ordered) * REST)
    return ordered[out], ordered[-1 - out]


@lru_cache(maxsize=64)
def drawing(box: Box) -> Drawing:
    """What of the countries lies in the box."""
    margin = (box.east - box.west) * 0.02
    wide = Box(box.west - margin, box.south - margin, box.east + margin, box.north + margin)
    pieces: list[str] = []
    names: list[tuple[str, float, float]] = []
    for name, rings in _countries("50m" if box.east - box.west < FINE_BELOW else "110m"):
        largest = 0.0
        middle: Point | None = None
        for sides, ring in rings:
            if sides[0] > wide.east or sides[2] < wide.west or sides[1] > wide.north or sides[3] < wide.south:
                continue
            inside = wide.west < sides[0] and sides[2] < wide.east and wide.south < sides[1]
            shape = ring if inside and sides[3] < wide.north else _clipped(ring, wide)
            if piece := _path(shape, box):
                pieces.append(piece)
                size = (sides[2] - sides[0]) * (sides[3] - sides[1])
                if size > largest:
                    largest, middle = size, ((sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2)
        if middle and box.holds(*middle) and largest * box.scale**2 * box.stretch > 9_000:
            x, y = box.place(*middle)
            names.append((name, round(x), round(y)))
    return Drawing("".join(pieces), tuple(names))


def _path(ring: Sequence[Point], box: Box) -> str:
    """Relative steps in whole units; "" for what is too small to be seen."""
    points: list[tuple[int, int]] = []
    for longitude, latitude in ring:
        x, y = box.place(longitude, latitude)
        if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) >= NEAREST:
            points.append((round(x), round(y)))
    if len(points) < 4:
        return ""
    steps = [f"M{points[0][0]},{points[0][1]}l"]
    steps += [f"{x - before_x},{y - before_y} " for (before_x, before_y), (x, y) in pairwise(points)]
    return "".join(steps).rstrip() + "z"


def _clipped(ring: Ring, box: Box) -> Ring:
    """The part of a ring in a box, side by side (Sutherland and Hodgman, 1974)."""
    for axis, bound, above in (
        (0, box.west, True),
        (0, box.east, False),
        (1, box.south, True),
        (1, box.north, False),
    ):
        kept: Ring = []
        for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            first, second = (one[axis] >= bound) == above, (other[axis] >= bound) == above
            if first:
                kept.append(one)
            if first != second:
                part = (bound - one[axis]) / (other[axis] - one[axis])
                kept.append((one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])))
        ring = kept
    return ring


@cache
def _countries(detail: str) -> list[tuple[str, list[tuple[tuple[float, float, float, float], Ring]]]]:
    """Each country's name and rings with their sides."""
    packed = files("saidby.web").joinpath("atlas", f"countries-{detail}.json.gz").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        kind, held = shape["type"], shape.get("arcs", [])
        polygons = held if kind == "MultiPolygon" else [held]
        rings = [piece for polygon in polygons for numbers in polygon for piece in _cut(_ring(numbers, arcs))]
        found.append((shape["properties"]["name"], [(_sides(ring), ring) for ring in rings if ring]))
    return found


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _cut(ring: Ring) -> Iterable[Ring]:
    """The ring as pieces that do not cross the line of 180 degrees, which an outline steps over unseen."""
    steps = [other[0] - one[0] for one, other in pairwise(ring)]
    if all(abs(step) <= 180 for step in steps):
        return [ring]
    turns, unrolled = 0, ring[:1]
    for point, step in zip(ring[1:], steps, strict=True):
        turns += (step < -180) - (step > 180)
        unrolled.append((point[0] + 360 * turns, point[1]))
    if turns:  # round a pole: closed over it
        pole = math.copysign(90.0, ring[0][1])
        unrolled += [(unrolled[-1][0], pole), (unrolled[0][0], pole)]
    whole = Box(-180, -90, 180, 90)
    shifted = ([(x + shift, y) for x, y in unrolled] for shift in (-360, 0, 360))
    return [piece for one in shifted if len(piece := _clipped(one, whole)) > 2]


def _sides(ring: Ring) -> tuple[float, float, float, float]:
    longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
