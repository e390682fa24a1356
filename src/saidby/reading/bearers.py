"""Bearers: who bears out a toll that is told without a source, where somebody beside it likely does.

A newsroom does not count the dead. "Dozens were also wounded" behind "... the Observatory said" is the
Observatory's number, and so mostly is that of an opening that the next sentences attribute. Only numbers of
killed and injured people are looked at; what else an unattributed sentence says stays the publisher's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saidby.data import PUBLISHER, Alternative, Claim, Figure

TOLLS = frozenset({"killed", "injured"})

# What `scope` gives a sentence, and how often the number in it was then the neighbour's: counted on the open
# half of the hand-read war articles, 14 of 16 numbers of the first sort, 50 of 73 of the second (16 were a
# third one's, 7 the publisher's).
_SAID = 0.85
_BORNE = ((0.55, 0.85), (0.35, 0.65))


def with_bearers(claims: Sequence[Claim], figures: Sequence[Figure]) -> tuple[Claim, ...]:
    """The claims; those of tolls with the chain of the attribution beside them that likelier bears them out.

    `attribution` stays None there, as no words of theirs are in the sentence; `alternative` names it.
    """
    tolls = {figure.id for figure in figures if figure.measure in TOLLS}
    said: dict[str, Claim] = {}
    same: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.attribution is not None and claim.stance is None:
            said.setdefault(claim.attribution, claim)
            for figure in tolls.intersection(claim.figures):
                same.setdefault(figure, []).append(claim)
    return tuple(_borne(claim, said, same, tolls) for claim in claims)


def _again(claim: Claim, same: dict[str, list[Claim]]) -> Claim | None:
    """The claim nearest to a sentence by which somebody says a number of it."""
    found = [
        one for figure in claim.figures for one in same.get(figure, ()) if one.chain[0].actor != PUBLISHER
    ]
    return min(found, key=lambda one: abs(one.sentence.start - claim.sentence.start), default=None)


def _borne(claim: Claim, said: dict[str, Claim], same: dict[str, list[Claim]], tolls: set[str]) -> Claim:
    if claim.attribution is not None or not tolls.intersection(claim.figures):
        return claim
    if (again := _again(claim, same)) is not None and again.attribution:
        return replace(
            claim, chain=again.chain, alternative=Alternative(again.attribution, _SAID), score=_SAID
        )
    other = claim.alternative
    if other is None:
        return claim
    score = next((borne for least, borne in _BORNE if other.score >= least), 0.0)
    bearer = said.get(other.attribution)
    if bearer is None or not bearer.chain or score <= 0.5:
        return claim
    alternative = Alternative(other.attribution, score)
    return replace(claim, chain=bearer.chain, alternative=alternative, score=score)
