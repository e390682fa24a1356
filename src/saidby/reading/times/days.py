"""Calendar arithmetic: stretches of whole days, named by ISO 8601, moved by units."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import NamedTuple


class Stretch(NamedTuple):
    """First and last day."""

    first: dt.date
    last: dt.date


_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?\Z")


def stretch(value: str) -> Stretch | None:
    """The days of "2018", "2018-11-25T18:18Z", "2018-SU", "199" or "first/last"; None for no days."""
    first, slash, last = value.partition("/")
    if slash:
        one, two = stretch(first), stretch(last)
        return Stretch(one.first, two.last) if one and two else None
    if named := _SEASON.fullmatch(value):
        return season(int(named[1]), named[2])
    if value.isdigit() and len(value) in {2, 3}:
        return months(int(value) * 10 ** (4 - len(value)), 1, 12 * 10 ** (4 - len(value)))
    match = _ISO.match(value)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year and month and day:
            return Stretch(dt.date(year, month, day), dt.date(year, month, day))
        if year and month:
            return months(year, month, 1)
        return months(year, 1, 12) if year else None
    except ValueError:
        return None


def months(year: int, month: int, count: int) -> Stretch:
    """`count` months from a month on; months beyond 12 or below 1 fall into other years."""
    first = _first_of(year, month)
    return Stretch(first, _first_of(year, month + count) - dt.timedelta(1))


def _first_of(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def season(year: int, sign: str) -> Stretch:
    """Three whole months, as weather services of the north count them; winter ends in the next year."""
    return months(year, _SEASON_MONTHS[sign], 3)


def around(day: dt.date, unit: str, offset: int) -> Stretch:
    """The whole unit around a day, moved by `offset` units: "W", -1 is the week (from Monday) before."""
    if unit == "D":
        moved = day + dt.timedelta(offset)
        return Stretch(moved, moved)
    if unit in {"W", "WE"}:
        monday = day - dt.timedelta(day.weekday()) + dt.timedelta(7 * offset)
        return Stretch(monday + dt.timedelta(5 if unit == "WE" else 0), monday + dt.timedelta(6))
    if unit == "M":
        return months(day.year, day.month + offset, 1)
    if unit == "Q":
        return months(day.year, 3 * ((day.month - 1) // 3) + 1 + 3 * offset, 3)
    if unit == "H":
        return months(day.year, 6 * ((day.month - 1) // 6) + 1 + 6 * offset, 6)
    if unit == "DE":
        return months(10 * (day.year // 10 + offset), 1, 120)
    if unit == "CE":
        return months(100 * ((day.year - 1) // 100 + offset) + 1, 1, 1200)
    return months(day.year + offset, 1, 12)


def move(day: dt.date, unit: str, offset: int) -> dt.date:
    """The same day some units away; the month's last day where there is no such day."""
    if unit == "D":
        return day + dt.timedelta(offset)
    if unit == "W":
        return day + dt.timedelta(7 * offset)
    count = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit] * offset
    first = _first_of(day.year, day.month + count)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def name(span: Stretch) -> str:
    """ISO 8601: a day, a month, a year, a decade (three digits), or first/last."""
    first, last = span
    if first == last:
        return first.isoformat()
    if first.day == 1 and span == months(first.year, first.month, 1):
        return f"{first:%Y-%m}"
    if first.month == first.day == 1 and (last.month, last.day) == (12, 31):
        if first.year == last.year:
            return f"{first.year:04}"
        if first.year % 10 == 0 and last.year == first.year + 9:
            return f"{first.year // 10:03}"
    return f"{first.isoformat()}/{last.isoformat()}"


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The n-th weekday (0 = Monday) of a month; -1 is the last."""
    if nth < 0:
        last = months(year, month, 1).last
        return last - dt.timedelta((last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)
