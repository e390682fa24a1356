"""Spots: the places that a happening is said to be at, and whether two of them can be the same.

A place is known by its entry in the gazetteer, by its coordinates and by the sound of its name, because one
village is spelt in five ways and half of the villages of a war stand in no gazetteer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from saidby.data import Place
from saidby.ledger.words import sounded

FINE = 3  # UCDP where_prec: a town, a village, a district; 4 is a province
COARSE = 4
_RADIUS = 6371.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place. `latitude`, `longitude` in degrees or None; `fine` for a town or less, not for a province.

    `outer`: another place of the article lies in it, or people only come from there or go there; `left`: they
    come from there.
    """

    name: str
    sound: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: int | None
    fine: bool
    outer: bool = False
    left: bool = False

    @property
    def key(self) -> str:
        """What is the same for the same place, as far as the gazetteer and the name tell."""
        return f"g{self.geonames_id}" if self.geonames_id else f"n{self.sound}"


def spot(place: Place, printed: str, *, within: bool = False, left: bool = False) -> Spot | None:
    """The place as a spot, None for a country, a sea and whatever is no place of an event."""
    if place.use != "event" or (place.precision is not None and place.precision > COARSE):
        return None
    if place.precision is None and place.geonames_id is None and len(printed) < 3:
        return None
    fine = place.precision is None or place.precision <= FINE
    return Spot(
        name=place.name, sound=sounded(printed), geonames_id=place.geonames_id, latitude=place.latitude,
        longitude=place.longitude, country=place.country, precision=place.precision, fine=fine, outer=within,
        left=left,
    )  # fmt: skip


def distance(one: Spot, other: Spot) -> float | None:
    """Kilometres between the two; 0 for the same name, None where one has no coordinates."""
    if one.key == other.key or (one.sound == other.sound and len(one.sound) > 2):
        return 0.0
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    assert one.latitude is not None
    assert one.longitude is not None
    assert other.latitude is not None
    assert other.longitude is not None
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(other.longitude - one.longitude) / 2
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn) ** 2
    return 2 * _RADIUS * math.asin(min(1.0, math.sqrt(chord)))


def nearest(ones: Iterable[Spot], others: Iterable[Spot]) -> float | None:
    """Kilometres between the two nearest of both; None where no distance is known."""
    other_spots = tuple(others)
    found = [d for one in ones for other in other_spots if (d := distance(one, other)) is not None]
    return min(found, default=None)
