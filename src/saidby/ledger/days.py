"""Days: dates of the schema as closed intervals of days, and what lies between two of them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """From the first to the last day, both included, as ordinals (day 1 is 0001-01-01)."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def gap(self, other: Days) -> int:
        """Days between the two; 0 where they touch or overlap in a day, 1 from one day to the next."""
        return max(0, self.first - other.last, other.first - self.last)

    def to(self, other: Days) -> Days:
        """The days from the earlier's first to the later's last."""
        return Days(min(self.first, other.first), max(self.last, other.last))

    def common(self, other: Days) -> Days | None:
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None

    def told(self) -> tuple[str, str]:
        """As ISO dates."""
        return date.fromordinal(self.first).isoformat(), date.fromordinal(self.last).isoformat()


@lru_cache(maxsize=4096)
def days(value: str | None) -> Days | None:
    """Of "2018", "2018-11", "2018-11-25", "2018-11-25T18:18Z" or "first/last"; None for anything else."""
    if not value:
        return None
    first, _, last = value.partition("/")
    begin, end = _days(first), _days(last or first)
    return Days(begin.first, end.last) if begin and end and begin.first <= end.last else None


def _days(value: str) -> Days | None:
    parts = value[:10].split("T")[0].split("-")
    try:
        numbers = [int(part) for part in parts]
        match numbers:
            case [year]:
                return Days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
            case [year, month]:
                last = monthrange(year, month)[1]
                return Days(date(year, month, 1).toordinal(), date(year, month, last).toordinal())
            case [year, month, day]:
                ordinal = date(year, month, day).toordinal()
                return Days(ordinal, ordinal)
    except ValueError:
        return None
    return None
