"""An atom: the smallest expression of time, and what its own words say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from saidby.data import Span, TimexType

Toward = Literal["", "last", "next", "this"]


@dataclass(frozen=True, slots=True)
class Atom:
    """What the words say. Fields that they do not fill are None, "" or 0.

    `kind` names the rule that resolves it and the row of scores. `unit` and `count` move by whole units
    (-1 is the one before); `toward` is the way that "last", "next" or "this" points.
    """

    span: Span
    kind: str
    type: TimexType = "DATE"
    value: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str = ""
    clock: str = ""
    quarter: str = ""
    season: str = ""
    unit: str = ""
    count: int = 0
    toward: Toward = ""
    mod: str | None = None


Build = Callable[["re.Match[str]", bool], "list[Atom]"]
"""From a match of a kind's pattern, and whether the sentence is in capitals, to atoms; none if refused."""

BLANK = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
    "DE": "XXX", "CE": "XX",
}  # fmt: skip
"""The value of a unit of the calendar that the words do not name."""


def whole(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())


def behind(match: re.Match[str], pattern: re.Pattern[str], reach: int = 30) -> re.Match[str] | None:
    """A pattern that ends in `\\Z`, right before the match."""
    return pattern.search(match.string, max(0, match.start() - reach), match.start())


def ahead(match: re.Match[str], pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Where a pattern stands right after the match."""
    return pattern.match(match.string, match.end())


def iso(year: int | None, month_: int | None, day: int | None) -> str:
    """ "1998-03-05"; XXXX where the year is not said."""
    start = f"{year:04}" if year else "XXXX"
    if month_ is None:
        return start
    return f"{start}-{month_:02}" + (f"-{day:02}" if day else "")


def two_digits(year: int) -> int:
    """98 is 1998, 18 is 2018: a two-digit year lies between 1930 and 2029."""
    return year if year > 99 else year + (2000 if year < 30 else 1900)
