"""Dating: an undated page takes its date from a companion on the same incident, with that basis shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saidby.data import Basis, Dated
from saidby.ledger.echoes import Echo
from saidby.ledger.evidence import Part

BASIS: Basis = "other-article"


def lent(parts: Sequence[Part], echoes: Iterable[Echo]) -> dict[str, Dated | None]:
    """When each article was published, by the ledger's id.

    One without a date takes the day of the article whose text it shares, else as much of the date as all
    dated companions have in common: a day, a month, a year, or nothing.
    """
    known = {part.happening.article: part.reading.article.published for part in parts}
    days = {article: dated.value[:10] for article, dated in known.items() if dated}
    copies: dict[str, list[str]] = {}
    for echo in echoes:
        if echo.kind != "quote":
            for one, other in ((echo.source, echo.target), (echo.target, echo.source)):
                if other in days:
                    copies.setdefault(one, []).append(days[other])
    shared = common(days.values())
    found: dict[str, Dated | None] = {}
    for article, dated in known.items():
        value = min(copies[article]) if article in copies else shared
        found[article] = dated or (Dated(value, BASIS) if value else None)
    return found


def common(dates: Iterable[str]) -> str | None:
    """The longest ISO prefix that all dates share; None where they share no year."""
    found = [date.split("-") for date in dates]
    if not found:
        return None
    parts: list[str] = []
    for same in zip(*found, strict=False):
        if len(set(same)) > 1:
            break
        parts.append(same[0])
    return "-".join(parts) or None
