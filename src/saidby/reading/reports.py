"""Reports: two names for one voice, where both are said to report the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from saidby.data import Attribution, Span
from saidby.reading.drafts import Draft

_SPEAKS_ALIKE = 0.5
"""Share of the shorter content's word stems that two reports of the same thing have in common."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and that with for was were had has have been are from this those these their they his her its "
    "which who will would could more than also after before over into about not but as at least said "
    "people".split()
)


def join_reports(
    flat: str,
    placed: Mapping[Span, tuple[list[Draft | None], float]],
    met: Sequence[Draft],
    attributions: Sequence[Attribution],
) -> None:
    """ "Syrian media" is SANA where both are said to report the same thing: one voice, not two."""
    said: dict[int, list[frozenset[str]]] = {}
    for attribution in attributions:
        for span in attribution.source:
            drafts, _ = placed.get(span, ([], 0.0))
            if len(drafts) == 1 and drafts[0] is not None and drafts[0].sector == "JRN":
                said.setdefault(id(drafts[0]), []).append(_stems(flat, attribution.content))
    named = [d for d in met if id(d) in said and d.kind in ("media", "organization") and d.proper]
    for draft in met:
        if id(draft) in said and draft.kind == "collective":
            for medium in named:
                if draft.state in (None, medium.state) and any(
                    _alike(a, b) for a in said[id(draft)] for b in said[id(medium)]
                ):
                    draft.same_as = draft.acts_for = medium
                    break


def _stems(flat: str, content: Sequence[Span]) -> frozenset[str]:
    words = (w for span in content for w in _WORD.findall(span.of(flat).lower()))
    return frozenset(w[:5] for w in words if w not in _COMMON)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= 3 and shared >= _SPEAKS_ALIKE * min(len(one), len(other))
