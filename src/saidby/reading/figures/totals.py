"""Totals: how many died where the text counts them one by one, and how many of those shot survived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from saidby.data import Measure
from saidby.reading.figures.clause import Found
from saidby.reading.figures.persons import NEAR, Person, apart, differ, person_of

MOST = 8  # persons that are counted together; pages that tell of more are lists of several incidents
_GENERAL = frozenset(
    {"", "people", "persons", "person", "victims", "individuals", "others", "dead", "bodies", "fatalities"}
    | {"deaths", "lives"}
)


class Total(NamedTuple):
    """A number that nobody says, made of the members, which are given by their places among the found."""

    measure: Measure
    number: float
    members: tuple[int, ...]


class _One(NamedTuple):
    """One who was killed: the place among the found, what was found, what the words tell of the person."""

    place: int
    found: Found
    person: Person


def dead(found: Sequence[Found], flat: str, low: str) -> Total | None:
    """The number of the dead; None where no words tell of one who died beside others, or say such a number.

    Sums of any persons that differ were wrong in 24 of 33 articles on shootings: one victim is told of in
    many words. Those with one who died by the own hand, after killing, or "also", were right in 8 of 10.
    """
    ours = [(n, f) for n, f in enumerate(found) if f.measure == "killed" and f.whole is None and _size(f)]
    ones = [_One(n, f, person_of(f, flat, low)) for n, f in ours if _is_one(f) and not f.past]
    many = [(n, f) for n, f in ours if not _is_one(f)]
    if not ones:
        return None
    return _beside(many, ones, flat, low) if many else _one_by_one(ones)


def _one_by_one(ones: list[_One]) -> Total | None:
    sure = [one for one in ones if _further(one, ones)]
    if sure and all(
        one.found.also for one in sure
    ):  # beside those told of before, not those of the next item
        ones = [one for one in ones if one.place <= sure[-1].place]
    persons = apart([one.person for one in ones])
    if not sure or not 1 < len(persons) <= MOST:
        return None
    members = sorted(ones[k].place for mentions in persons for k in mentions)
    return Total("killed", len(persons), tuple(members))


def _further(one: _One, ones: list[_One]) -> bool:
    """Do the words say that one died beside others: by the own hand, "also", or after killing another?"""
    if one.person.suicide or one.found.also:
        return True
    killer = not one.person.object and one.person.described and one.found.rule == "passive"
    return killer and any(o.person.object and o.found.line == one.found.line for o in ones)


def _beside(many: list[tuple[int, Found]], ones: list[_One], flat: str, low: str) -> Total | None:
    """The greatest number of several, with those who are surely not among them."""
    most = max(_size(f) for _, f in many)
    largest = [(n, f) for n, f in many if _size(f) == most]
    if any(f.past or f.group.low != f.group.high for _, f in largest):
        return None
    kinds = [(f, person_of(f, flat, low)) for _, f in largest]
    outside = [one for one in ones if all(_outside(one, f, kind) for f, kind in kinds)]
    persons = apart([one.person for one in outside])
    if not persons or len(persons) > MOST:
        return None
    members = (*(n for n, _ in largest), *(outside[k].place for mentions in persons for k in mentions))
    return Total("killed", most + len(persons), members)


def _outside(one: _One, group: Found, kind: Person) -> bool:
    """Is one person not among a number of people near by?"""
    if abs(one.found.group.span.start - group.group.span.start) > NEAR:
        return False
    if one.found.also:
        return group.group.span < one.found.group.span
    if one.found.line == group.line and one.person.suicide:
        return True
    if group.group.who is None or group.group.key in _GENERAL:
        return False
    return differ(kind._replace(lines=frozenset()), one.person)


def survivors(found: Sequence[Found], flat: str, low: str) -> Total | None:
    """ "Five people were shot, two fatally": three injured, where the text says no such number of them."""
    shot = [
        n for n, f in enumerate(found) if f.measure == "other" and f.weak and f.whole is None and _exact(f)
    ]
    lost = [n for n, f in enumerate(found) if f.measure == "killed" and _exact(f) and _is_victim(f)]
    if not shot or not lost:
        return None
    whole, part = max(shot, key=lambda n: _size(found[n])), max(lost, key=lambda n: _size(found[n]))
    kinds = [person_of(found[n], flat, low)._replace(lines=frozenset()) for n in (whole, part)]
    if differ(*kinds):  # "a woman was killed and two men were shot"
        return None
    number = _size(found[whole]) - _size(found[part])
    said = max((_size(f) for f in found if f.measure == "injured" and f.whole is None), default=0)
    return Total("injured", number, (whole, part)) if number > said else None


def _is_victim(found: Found) -> bool:
    return not found.past and found.rule != "self"


def _is_one(found: Found) -> bool:
    return found.group.low == 1 and found.group.high == 1


def _size(found: Found) -> float:
    return found.group.low or found.group.high or 0


def _exact(found: Found) -> bool:
    return _size(found) > 0 and found.group.low == found.group.high
