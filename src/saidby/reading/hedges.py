"""Hedges and boosters: the words with which a claim is held back or driven home (tables/hedges.tsv)."""

from __future__ import annotations

import re
from functools import cache

from saidby.data import Span
from saidby.reading.lexicon import rows

_NUMBER = (
    r"(?=\s(?:a\s)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|dozens?|hundreds?|thousands?|millions?|half)\b))"
)


def hedges(flat: str, regions: tuple[Span, ...], cue: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """Spans of hedges in the claim's words, and in its cue where the verb itself keeps a distance."""
    found = [s for region in regions for s in _found("hedge", flat, region) if s.of(flat) != "May"]
    found += [s for piece in cue for s in _found("distance", flat, piece)]
    return _outer(flat, found)


def boosters(flat: str, regions: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of boosters in the claim's words."""
    return _outer(flat, [s for region in regions for s in _found("booster", flat, region)])


def _found(kind: str, flat: str, region: Span) -> list[Span]:
    words = flat[region.start : region.end]
    low = words.lower()  # with re.IGNORECASE the same search takes three times as long
    low = low if len(low) == len(words) else words
    return [Span(region.start + m.start(), region.start + m.end()) for m in _pattern(kind).finditer(low)]


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    patterns = [pattern for row_kind, pattern in rows("hedges.tsv") if row_kind == kind]
    alternatives = "|".join(patterns).replace(" {number}", _NUMBER).replace(" ", r"\s")
    return re.compile(rf"\b(?:{alternatives})(?!\w)")


def _outer(flat: str, found: list[Span]) -> tuple[Span, ...]:
    trimmed = sorted(Span(s.start, s.start + len(s.of(flat).rstrip())) for s in set(found))
    return tuple(s for n, s in enumerate(trimmed) if not (n and trimmed[n - 1].holds(s)))
