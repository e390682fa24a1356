"""Words: numbers, dates and ranges as screens show them. All are filters or functions of the templates."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, datetime

from saidby.ledger.ranges import told
from saidby.reading.lexicon import states

NO_DATE = "no date"


def counted(count: int, what: str, several: str | None = None) -> str:
    """ "1 article", "12,000 articles"."""
    return f"{count:,} {what if count == 1 else several or what + 's'}"


def number(value: float) -> str:
    """With commas, and no fraction where there is none."""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def dates(pair: tuple[str | None, str | None] | None) -> str:
    """First and last day in one: "2031-05-03", "2031-05-03 to 2031-05-05", "no date"."""
    first, last = pair or (None, None)
    if first is None:
        return NO_DATE
    return first if last is None or first == last else f"{first} to {last}"


def clock(value: str) -> str:
    """An instant in UTC for reading: "2031-05-03 18:18 UTC"; a day, and a time of no known zone, as it is."""
    with contextlib.suppress(ValueError):
        at = datetime.fromisoformat(value)
        if at.tzinfo is not None:
            return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return value.replace("T", " ")


def voice(group: str) -> str:
    """A group's name for reading: of a state its own name, where the group has its code (ISO 3166-1 alpha-2).

    Codes from XA to XZ are left to users, whose gazetteers name states in them.
    """
    if group.startswith("not "):
        return f"not {voice(group[4:])}"
    known = states().shown.get(group)
    return known or (f"the state {group}" if re.fullmatch("X[A-Z]", group) else group)


def told_range(low: float | None, high: float | None) -> str:
    """A figure's range in words."""
    return told((low, high))


def cut(text: str, most: int) -> str:
    """At most so many characters, at the end of a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
