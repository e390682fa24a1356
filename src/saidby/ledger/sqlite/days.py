"""Days as words of the index: which of them a search between two days looks for.

A claim of 7 March 2015 has the words 2015, 201503 and 20150307; one of that month has 201503x as its last.
"""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_MOST = 60  # words; where a search spans more, many claims fit, and the last of them are soon found


def tokens(since: str | None, until: str | None) -> list[str]:
    """Words of which each claim published between the two has one, and few others do; [] for no bound.

    Both are ISO prefixes, compared as text: of a month, a claim that is dated by its year alone is none.
    """
    begin, end = _whole(since, last=False), _whole(until, last=True)
    if begin is None or end is None or begin > end:
        return []
    found = {f"{day[:length]}x" for day in (begin, end) for length in (4, 6)}
    year, month, day = int(begin[:4]), int(begin[4:6]), int(begin[6:])
    while (now := f"{year:04}{month:02}{day:02}") <= end:
        if now.endswith("0101") and f"{year:04}1231" <= end:
            found.add(now[:4])
            year += 1
            continue
        days = calendar.monthrange(year, month)[1]
        if day == 1 and f"{now[:6]}{days}" <= end:
            found.add(now[:6])
            day = days
        else:
            found.add(now)
        if len(found) > _MOST:
            return []
        day += 1
        if day > days:
            year, month, day = year + month // 12, month % 12 + 1, 1
    return sorted(found)


def _whole(date: str | None, *, last: bool) -> str | None:
    """The first or the last day of what a prefix names, without dashes; None where it names no day."""
    match = _DATE.fullmatch(date or "")
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    if not (1 <= year < 9999 and 1 <= month <= 12):
        return None
    days = calendar.monthrange(year, month)[1]
    day = int(match[3] or (days if last else 1))
    return f"{year:04}{month:02}{day:02}" if 1 <= day <= days else None
