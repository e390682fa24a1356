"""Reports: two names for one voice, where both are said to report the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from saidby.data import Attribution, Span
from saidby.reading.drafts import Draft

_SPEAKS_ALIKE = 0.5
"""Share of the shorter content's word stems that two reports of the same thing have in common."""
_SAME_DAY = 0.3
"""The same where both are said to have been made on one weekday."""
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_BESIDE = 40
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and that with for was were had has have been are from this those these their they his her its "
    "which who will would could more than also after before over into about not but as at least said "
    "people".split()
)


class _Report(NamedTuple):
    """What was reported, by word stems, and on which weekday, if that is said."""

    stems: frozenset[str]
    day: str | None


def join_reports(
    flat: str,
    placed: Mapping[Span, tuple[list[Draft | None], float]],
    met: Sequence[Draft],
    attributions: Sequence[Attribution],
) -> None:
    """ "Syrian media" is SANA where both are said to report the same thing: one voice, not two."""
    said: dict[int, list[_Report]] = {}
    for attribution in attributions:
        for span in attribution.source:
            drafts, _ = placed.get(span, ([], 0.0))
            if len(drafts) == 1 and drafts[0] is not None and drafts[0].sector == "JRN":
                said.setdefault(id(drafts[0]), []).append(
                    _Report(_stems(flat, attribution.content), _day(flat, attribution))
                )
    named = [d for d in met if id(d) in said and d.kind in ("media", "organization") and d.proper]
    for draft in met:
        if id(draft) in said and draft.kind == "collective":
            for medium in named:
                if draft.state in (None, medium.state) and any(
                    _alike(a, b) for a in said[id(draft)] for b in said[id(medium)]
                ):
                    draft.same_as = draft.acts_for = medium
                    break


def _day(flat: str, attribution: Attribution) -> str | None:
    """The weekday beside the cue on which it was reported."""
    if not attribution.cue:
        return None
    cue = attribution.cue[0]
    around = Span(max(0, cue.start - _BESIDE), cue.end + _BESIDE)
    for found in _DAY.finditer(flat, *around):
        if not any(piece.start <= found.start() < piece.end for piece in attribution.content):
            return found.group().lower()
    return None


def _stems(flat: str, content: Sequence[Span]) -> frozenset[str]:
    words = (w for span in content for w in _WORD.findall(span.of(flat).lower()))
    return frozenset(w[:5] for w in words if w not in _COMMON)


def _alike(one: _Report, other: _Report) -> bool:
    shared = len(one.stems & other.stems)
    same_day = one.day is not None and one.day == other.day
    least = _SAME_DAY if same_day else _SPEAKS_ALIKE
    return shared >= 3 and shared >= least * min(len(one.stems), len(other.stems))
