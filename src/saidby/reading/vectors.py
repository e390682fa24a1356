"""Vectors: what each claim and event is about, for whoever compares those of many pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from saidby.data import Attribution, Claim, Event, Span
from saidby.reading.sight import Sight


def claim_vectors(
    sight: Sight, attributions: Sequence[Attribution], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """The claims, an attributed one with the vector of its content, one of the publisher's own with that of
    its sentence.
    """
    contents = {attribution.id: attribution.content for attribution in attributions}
    return tuple(
        replace(
            claim,
            vector=sight.vector(
                (claim.stance.held,)
                if claim.stance
                else contents.get(claim.attribution or "") or (claim.sentence,)
            ),
        )
        for claim in claims
    )


def event_vectors(sight: Sight, sentences: Sequence[Span], events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, each with the vector of the sentences that tell of it."""
    return tuple(replace(event, vector=sight.vector(_around(sentences, event.triggers))) for event in events)


def _around(sentences: Sequence[Span], triggers: Sequence[Span]) -> Sequence[Span]:
    numbers = {max(0, bisect_right(sentences, (t.start, t.start)) - 1) for t in triggers}
    return [sentences[n] for n in sorted(numbers)] if sentences else ()
