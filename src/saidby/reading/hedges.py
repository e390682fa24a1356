"""Hedges and boosters: the words with which a claim is held back or driven home (tables/hedges.tsv)."""

from __future__ import annotations

import re
from functools import cache

from saidby.data import Span
from saidby.reading.lexicon import rows

_NUMBER = (
    r"(?=(?:a\s)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|dozens?|hundreds?|thousands?|millions?|half)\b))"
)


def hedges(flat: str, regions: tuple[Span, ...], cue: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """Spans of hedges in the claim's words, and in its cue where the verb itself keeps a distance."""
    found = {Span(*m.span()) for region in regions for m in _pattern("hedge").finditer(flat, *region)}
    found |= {Span(*m.span()) for piece in cue for m in _pattern("distance").finditer(flat, *piece)}
    return _outer(flat, found)


def boosters(flat: str, regions: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of boosters in the claim's words."""
    return _outer(
        flat, {Span(*m.span()) for region in regions for m in _pattern("booster").finditer(flat, *region)}
    )


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    patterns = [pattern for row_kind, pattern in rows("hedges.tsv") if row_kind == kind]
    alternatives = "|".join(patterns).replace("{number}", _NUMBER).replace(" ", r"\s")
    may = r"|(?-i:may)" if kind == "hedge" else ""
    return re.compile(rf"\b(?i:{alternatives}{may})(?!\w)")


def _outer(flat: str, found: set[Span]) -> tuple[Span, ...]:
    trimmed = sorted(Span(s.start, s.start + len(s.of(flat).rstrip())) for s in found)
    return tuple(s for n, s in enumerate(trimmed) if not (n and trimmed[n - 1].holds(s)))
