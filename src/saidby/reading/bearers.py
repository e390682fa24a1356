"""Bearers: who bears out a toll that is told without a source, where somebody beside it likely does.

A newsroom does not count the dead. Whoever says the same number in another sentence has counted them. "Dozens
were also wounded" behind "... the Observatory said" is the Observatory's number, and so mostly is that of an
opening that the next sentences attribute. Only numbers of killed and injured people are looked at; what else
an unattributed sentence says stays the publisher's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saidby.data import PUBLISHER, Actor, Alternative, Claim, Figure

TOLLS = frozenset({"killed", "injured"})

# What `scope` gives a sentence, and how often the number in it was then the neighbour's: counted on the open
# half of the hand-read war articles, 14 of 16 numbers of the first sort, 50 of 73 of the second (16 were a
# third one's, 7 the publisher's).
_BORNE = ((0.55, 0.85), (0.35, 0.65))
_SAID = 0.85  # 9 of 10 numbers that somebody says elsewhere
_OPENING = 0.65  # 7 of 7 numbers before the first body that speaks, too few to say more
_NEAR = 2  # sentences from an opening to that body
_BODIES = frozenset({"organization", "media", "state", "office"})


def with_bearers(
    claims: Sequence[Claim], figures: Sequence[Figure], actors: Sequence[Actor] = ()
) -> tuple[Claim, ...]:
    """The claims; those of tolls with the chain of the attribution that likelier bears them out.

    `attribution` stays None there, as no words of theirs are in the sentence; `alternative` names it. Without
    `actors` the opening of a page is nobody's whom no words tie to it.
    """
    bearers = _Bearers(claims, figures, actors)
    return tuple(bearers.borne(claim) for claim in claims)


class _Bearers:
    """What a page attributes, by attribution and by figure."""

    def __init__(self, claims: Sequence[Claim], figures: Sequence[Figure], actors: Sequence[Actor]) -> None:
        self._tolls = {f.id: f.low or f.high or 0.0 for f in figures if f.measure in TOLLS}
        attributed = [c for c in claims if c.attribution is not None and c.stance is None and c.chain]
        self._said: dict[str, Claim] = {}
        self._same: dict[str, list[Claim]] = {}
        for claim in attributed:
            self._said.setdefault(claim.attribution or "", claim)
            for figure in claim.figures:
                if claim.chain[0].actor != PUBLISHER:
                    self._same.setdefault(figure, []).append(claim)
        bodies = {actor.id for actor in actors if actor.kind in _BODIES}
        first = min(attributed, key=lambda claim: claim.sentence, default=None)
        self._first = first if first is not None and first.chain[0].actor in bodies else None
        self._starts = sorted({claim.sentence.start for claim in claims})

    def borne(self, claim: Claim) -> Claim:
        tolls = [figure for figure in claim.figures if figure in self._tolls]
        if claim.attribution is not None or not tolls:
            return claim
        other = claim.alternative
        score = next((s for least, s in _BORNE if other and other.score >= least), 0.0)
        for bearer, sure in (
            (self._again(claim, tolls), _SAID),
            (self._said.get(other.attribution) if other else None, score),
            (self._first if self._opens(claim) else None, _OPENING),
        ):
            if bearer is not None and bearer.attribution and sure > 0.5:
                alternative = Alternative(bearer.attribution, sure)
                return replace(claim, chain=bearer.chain, alternative=alternative, score=sure)
        return claim

    def _again(self, claim: Claim, tolls: Sequence[str]) -> Claim | None:
        """The nearest claim by which somebody says the greatest number of a sentence."""
        greatest = max(tolls, key=lambda figure: self._tolls[figure])
        found = self._same.get(greatest, ())
        return min(found, key=lambda one: abs(one.sentence.start - claim.sentence.start), default=None)

    def _opens(self, claim: Claim) -> bool:
        """Does a sentence stand before all that is attributed, and near the first of it?"""
        if self._first is None or claim.sentence.start >= self._first.sentence.start:
            return False
        between = [s for s in self._starts if claim.sentence.start < s <= self._first.sentence.start]
        return len(between) <= _NEAR
